package markdown

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// signs are pieces of Markdown that hide no word wherever they stand.
var signs = []string{" ", " ", "\n", "\n\n", "*", "**", "_", " `", " ~~", "[", "]", "](/x)", "](javascript:x)", "![", "[^a]", "\n- ", "\n1. ", "\n7) ", "\n> ", "\n# ", "\n### ", "\n| ", " | ", "|\n|-|-|\n",
	"\n: ", "<b>", "</b>", "<br>", "<br>\n", "<sub>", "<div>", "</div>\n", "<td>", "<table><tr><td>", "</table>", "\n    ", "\t", "\n```\n", "\\", "\"", "'", "--", "...", "&amp;", "&", ">", " {#x}\n", "<!-- c -->",
	"\n---\n", "\n===\n", "\n\n[^a]: ", "  \n", "- [ ] ", "1.1 ", "(", ")", "http://a.b/", "a@b.cc", "\u00a0", "\u200b", "\r\n", "\r", "\x00", "\ufeff", "«", "。", "\n<p>", "<a href=\"/y\">", "</a>", "<img alt=\"z\">"}

var marker = regexp.MustCompile(`слово\d+я`)

// marked makes a text of numbered words with signs between them.
func marked(data []byte) (text string, words []string) {
	var b strings.Builder
	for _, c := range data {
		if c%3 == 0 || int(c) >= 3*len(signs) {
			w := fmt.Sprintf("слово%dя", len(words))
			words = append(words, w)
			b.WriteString(w)
		}
		b.WriteString(signs[int(c)/3%len(signs)])
	}
	return b.String(), words
}

// holdsWords fails unless each word of a text is on its page and in its blocks once, those of footnotes apart in order.
func holdsWords(t *testing.T, data []byte) {
	t.Helper()
	text, words := marked(data)
	for _, o := range []Options{{Lang: "ru"}, {Lang: "zh"}, {Lang: "ar", RawHTML: true}} {
		d, _ := Parse([]byte(text), o)
		page, blocks := marker.FindAllString(pageText(d.HTML()), -1), marker.FindAllString(blockText(d), -1)
		want := slices.Clone(words)
		if strings.Contains(text, "[^a]:") || strings.Contains(text, "|-|-|") { // a table within a heading comes before it
			slices.Sort(page)
			slices.Sort(blocks)
			slices.Sort(want)
		}
		if !slices.Equal(page, want) {
			t.Fatalf("%s: the page has\n%q, want\n%q\nsource:\n%q\npage:\n%s", o.Lang, page, want, text, d.HTML())
		}
		if !slices.Equal(blocks, want) {
			t.Fatalf("%s: the blocks have\n%q, want\n%q\nsource:\n%q", o.Lang, blocks, want, text)
		}
	}
}

// TestKeepsWords holds the law of the package for texts made by chance, the same ones every time.
func TestKeepsWords(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		data := make([]byte, 1+chance.IntN(60))
		for i := range data {
			data[i] = byte(chance.IntN(256))
		}
		holdsWords(t, data)
	}
}

// FuzzKeepsWords: no panic, no lost word.
func FuzzKeepsWords(f *testing.F) {
	f.Add([]byte("0123456789"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 400 {
			holdsWords(t, data)
		}
	})
}
