package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// What nobody sees is said with its place and does not reach the page; words stay apart or together as they were.
func TestControlCharacters(t *testing.T) {
	for _, c := range []struct{ name, body, want, shown string }{
		{"NUL", "a\x00b", "a NUL character", "a b"},
		{"bell", "a\x07b", "U+0007", "a b"},
		{"delete", "a\x7fb", "U+007F", "a b"},
		{"C1", "a\u0096b", "U+0096", "a\u00a0b"},
		{"override", "a \u202eb", "U+202E", "a \u200bb"},
		{"mark of direction", "a \u200fb", "", "a \u200fb"},
		{"private use", "a\uf0b7b", "U+F0B7", "a\uf0b7b"},
		{"place of a page", "a\ue0001\ue001b", "U+E000", "a\ue0001\ue001b"},
		{"no character", "a\ufffeb", "U+FFFE", "a\ufffdb"},
		{"tag character", "a\U000e0041b", "U+E0041", "a \u200bb"},
		{"as a reference", "a&#xE003;b", "U+E003", "a\ue003b"},
		{"control as a reference", "a&#7;b", "U+0007", "a b"},
		{"tab and line", "a\tb\r\nc", "", "a\tb c"},
	} {
		doc, diags := Parse([]byte(c.body), Options{Lang: "en"})
		if got := fmt.Sprint(diags); c.want == "" && len(diags) > 0 || !strings.Contains(got, c.want) || len(diags) > 1 && c.name != "place of a page" || c.want != "" && diags[0].Pos.Col == 0 {
			t.Errorf("%s: %s", c.name, got)
		}
		var words strings.Builder
		for _, s := range doc.Blocks[0].Spans {
			words.WriteString(s.Text)
		}
		if words.String() != c.shown {
			t.Errorf("%s: %q, want %q", c.name, words.String(), c.shown)
		}
	}
}
