package importer

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	render "github.com/yuin/goldmark/renderer/html"
	xhtml "golang.org/x/net/html"
)

// words returns the maximal runs of letters and digits.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// shown returns the words that a browser shows for Markdown, the numbers of lists included.
func shown(t testing.TB, body []byte) string {
	t.Helper()
	var page bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAttribute(), parser.WithHeadingAttribute()), goldmark.WithRendererOptions(render.WithUnsafe()))
	if err := md.Convert(body, &page); err != nil {
		t.Fatal(err)
	}
	return visible(page.String())
}

// visible strips tags. Inline tags vanish, so that a fused word would be seen; the others separate.
func visible(s string) string {
	var out strings.Builder
	var lists []int // the next number of each open list, -1 for bullets
	for {
		before, rest, ok := strings.Cut(s, "<")
		out.WriteString(html.UnescapeString(before))
		if !ok {
			return out.String()
		}
		if strings.HasPrefix(rest, "!--") {
			_, s, _ = strings.Cut(rest, "-->")
			continue
		}
		tag, after, _ := strings.Cut(rest, ">")
		s = after
		name, attributes, _ := strings.Cut(strings.TrimSuffix(tag, " /"), " ")
		switch name {
		case "a", "/a", "em", "/em", "strong", "/strong", "del", "/del", "code", "/code", "sub", "/sub", "/sup", "mark", "/mark", "kbd", "/kbd":
			continue
		case "sup":
			if attributes == "" {
				continue // the reference of a footnote has some
			}
		case "ul":
			lists = append(lists, -1)
		case "ol":
			first := 1
			if n, found := strings.CutPrefix(attributes, `start="`); found {
				first, _ = strconv.Atoi(strings.TrimSuffix(n, `"`))
			}
			lists = append(lists, first)
		case "/ul", "/ol":
			lists = lists[:len(lists)-1]
		case "li":
			if last := len(lists) - 1; lists[last] >= 0 {
				out.WriteString("\n" + strconv.Itoa(lists[last]))
				lists[last]++
			}
		}
		out.WriteByte('\n')
	}
}

// checkWords fails unless a body shows the words of the input, in order.
func checkWords(t testing.TB, input string, body []byte) {
	t.Helper()
	want, got := words(input), words(shown(t, body))
	for i := range max(len(want), len(got)) {
		w, g := "", ""
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w != g {
			t.Fatalf("word %d: got %q, want %q\ninput:\n%q\nbody:\n%s", i, g, w, input, body)
		}
	}
}

// pageWords returns the words that a browser shows for a page, without the numbers of lists.
func pageWords(t testing.TB, input string) []string {
	t.Helper()
	root, err := xhtml.ParseWithOptions(strings.NewReader(input), xhtml.ParseOptionEnableScripting(false))
	if err != nil {
		t.Skip(err)
	}
	var b strings.Builder
	var walk func(n *xhtml.Node)
	walk = func(n *xhtml.Node) {
		switch {
		case n.Type == xhtml.TextNode:
			b.WriteString(n.Data)
		case n.Type == xhtml.CommentNode || n.Type == xhtml.ElementNode && strings.Contains(" head script style template iframe noframes noembed ", " "+n.Data+" ") || n.Data == "title" && n.Namespace == "":
			return
		case n.Type == xhtml.ElementNode && n.Data == "img":
			b.WriteByte(' ') // a picture parts the words beside it, whether or not it has words of its own
			for _, a := range n.Attr {
				if a.Key == "alt" {
					b.WriteString(a.Val)
				}
			}
			b.WriteByte(' ')
		}
		apart := n.Type == xhtml.ElementNode && n.Data == "br" || isBlock(n)
		if apart {
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if apart {
			b.WriteByte(' ')
		}
	}
	walk(root)
	return words(strings.Map(controlToSpace, b.String()))
}

// checkPage fails unless a body shows the words of a page, in order, save those that are said to be left out; beside them there may be the signs of
// lists only.
func checkPage(t testing.TB, input string, body []byte) {
	t.Helper()
	h, _, err := readPage([]byte(input), Options{Lang: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]int{}
	for _, l := range h.lost {
		for _, w := range words(l.words) {
			left[w]++
		}
	}
	input, _ = withoutPrograms(input, " ", 1, nil)
	want, got := pageWords(t, input), words(shown(t, body))
	i := 0
	for _, w := range got {
		for i < len(want) && want[i] != w && left[want[i]] > 0 {
			left[want[i]]--
			i++
		}
		if i < len(want) && w == want[i] {
			i++
		} else if strings.ContainsFunc(w, func(r rune) bool {
			return unicode.IsLetter(r) && !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", r)
		}) {
			t.Fatalf("the body has %q where the page has %q\ninput:\n%q\nbody:\n%s", w, want[min(i, len(want)-1):min(i+3, len(want))], input, body)
		}
	}
	for i < len(want) && left[want[i]] > 0 {
		left[want[i]]--
		i++
	}
	if i < len(want) {
		t.Fatalf("word %d of the page is lost: %q\ninput:\n%q\nbody:\n%s\nshown: %q", i, want[i], input, body, got)
	}
}
