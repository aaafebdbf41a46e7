package redline

import (
	"fmt"
	"strings"
	"testing"
)

func numbered(n, per int, word string) []string {
	var out []string
	for i := 0; i < n; i += per {
		var s strings.Builder
		for j := range per {
			fmt.Fprintf(&s, "%s%d ", word, (i+j)*7919%5003)
		}
		out = append(out, s.String())
	}
	return out
}

func BenchmarkCompare(b *testing.B) {
	for _, c := range []struct {
		name string
		x, y []string
	}{
		{"rewrite30kAtOnce", numbered(30000, 30000, "a"), numbered(30000, 30000, "b")},
		{"rewrite30k", numbered(30000, 60, "a"), numbered(30000, 60, "b")},
		{"line1MB", numbered(150000, 150000, "a"), numbered(150000, 150000, "b")},
		{"equal10k", strings.Split(strings.Repeat("same words\n", 10000), "\n"), strings.Split("x\n"+strings.Repeat("same words\n", 10000), "\n")},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				compared(doc(c.x...), doc(c.y...))
			}
		})
	}
}
