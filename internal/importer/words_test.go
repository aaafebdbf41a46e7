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
		goldmark.WithParserOptions(parser.WithAttribute(), parser.WithHeadingAttribute()))
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
		case "a", "/a", "em", "/em", "strong", "/strong", "del", "/del", "code", "/code":
			continue
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
