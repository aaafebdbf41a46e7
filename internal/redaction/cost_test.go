package redaction_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/redaction"
)

// BenchmarkFind measures the search in texts that somebody else wrote to make it slow: four times the text take about four times as long, and not
// sixteen times.
func BenchmarkFind(b *testing.B) {
	w, err := redaction.Compile("Jane Roe", "en")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, unit string }{{"words", "Jane Roe, "}, {"brackets", "["}, {"definitions", "]:"}, {"targets", "]("}, {"tags", "<a"},
		{"comments", "<!--"}, {"marks", "*"}, {"escapes", "\\"}, {"entities", "&"}, {"spaces", "Jane "}, {"lines", "\n> Jane"}, {"addresses", "a@"},
		{"attributes", "{#a"}, {"percent", "%4a@"}} {
		for _, size := range []int{60_000, 240_000} {
			text := []byte(front + strings.Repeat(c.unit, size/len(c.unit)) + "\n")
			b.Run(fmt.Sprintf("%s/%d", c.name, size), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for range b.N {
					w.Find(text, redaction.Markdown)
				}
			})
		}
	}
}
