package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// A parser looks at each open list again for every line. So lists are counted before one sees them, however their levels are written, and what
// only resembles them is none.
func TestNestedLists(t *testing.T) {
	stair := func(n int, mark, end string) string {
		var s strings.Builder
		for i := range n {
			s.WriteString(strings.Repeat(" ", i*(len(mark)+1)) + mark + " a" + end)
		}
		return s.String()
	}
	for _, c := range []struct {
		name, body string
		refused    bool
	}{
		{"as deep as may be", stair(maxDepth, "-", "\n"), false},
		{"one more", stair(maxDepth+1, "-", "\n"), true},
		{"with blank lines", stair(maxDepth+1, "-", "\n\n"), true},
		{"numbered", stair(maxDepth+1, "1.", "\n"), true},
		{"with lazy lines", stair(maxDepth+1, "*", "\nb\n"), true},
		{"in a quote", "> " + strings.ReplaceAll(stair(maxDepth, "-", "\n"), "\n", "\n> "), true},
		{"on one line", strings.Repeat("- ", maxDepth+1) + "a", true},
		{"definitions", "a\n" + strings.Repeat(": ", maxDepth+1) + "b", true},
		{"a long rule", "a\n\n" + strings.Repeat("- ", 100), false},
		{"many lists", strings.Repeat(stair(5, "-", "\n")+"\nb\n\n", 50), false},
		{"five thousand deep", stair(5000, "-", "\n")[:maxBytes], true},
		{"many deep lines", strings.Repeat(strings.Repeat("- ", 31)+"a\n\n", 10_000), true},
		{"many deep quotes", strings.Repeat(strings.Repeat("> ", 31)+"a\n\n", 10_000), true},
		{"ten thousand items in lists of lists", strings.Repeat(stair(4, "-", "\n")+"\nb\n\n", 2500), false},
		{"many paragraphs of brackets", strings.Repeat(strings.Repeat("[", 4000)+"\n\n", 200), true},
		{"many paragraphs of pictures without an end", strings.Repeat(strings.Repeat("![a](", 1300)+"\n\n", 500), true},
		{"many paragraphs of tags", strings.Repeat(strings.Repeat("<b>", 2000)+"\n\n", 200), true},
		{"a thousand paragraphs of links", strings.Repeat(strings.Repeat("[a](https://a.example/) ", 100)+"\n\n", 1000), false},
		{"a row of many cells", "|a|b|\n|-|-|\n|" + strings.Repeat("c|", 100_000), false},
		{"a head of many cells", "|" + strings.Repeat("c|", 100_000) + "\n|" + strings.Repeat("-|", 100_000), true},
	} {
		doc, diags := Parse([]byte(c.body), Options{Lang: "en"})
		if got := fmt.Sprint(diags); strings.Contains(got, "too-complex") != c.refused {
			t.Errorf("%s: %.200s", c.name, got)
		}
		if !c.refused && len(doc.Blocks) == 0 {
			t.Errorf("%s: nothing is left of it", c.name)
		}
	}
}
