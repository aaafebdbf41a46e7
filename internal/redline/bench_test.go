package redline

import (
	"fmt"
	"slices"
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

func reversed(s []string) []string {
	slices.Reverse(s)
	return s
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
		{"reversed30k", numbered(30000, 60, "a"), reversed(numbered(30000, 60, "a"))},
		{"blocks10k", numbered(60000, 6, "a"), numbered(60000, 6, "b")},
		{"oneWord30k", []string{strings.Repeat("same ", 30000)}, []string{strings.Repeat("same ", 15000)}},
		{"threeWords30k", []string{strings.Repeat("one two three ", 10000)}, []string{strings.Repeat("three two one ", 10000)}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				compared(doc(c.x...), doc(c.y...))
			}
		})
	}
}
