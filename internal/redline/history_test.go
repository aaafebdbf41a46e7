package redline

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"candor/internal/markdown"
)

func clauses(lines ...string) *Text { return Prepare(text(lines...)) }

func TestHistory(t *testing.T) {
	const keep, share, mail = "We keep your data for twelve months after the trip.", "We share your data with the carrier of the trip.", "Write to us by letter or by mail."
	var h History
	h.Add("v1", clauses("# 1. Data", keep, share, "# 2. Contact", mail))
	h.Add("v2", clauses("# 1. Data", share, keep, "# 2. Contact", "It’s new."))
	h.Add("v3", clauses("# 1. Letters", "Nothing is sold by us to anybody.", "# 2. Data", share, "We keep your data for ten months after the trip.", "# 3. Contact", "It's new."))
	for id, want := range map[string]Origin{
		"b0": {"v3", "v2", "b0"},
		"b1": {"v3", "v2", "b1"},
		"b2": {"v1", "", "b0"}, // renumbered
		"b3": {"v1", "", "b2"}, // moved
		"b4": {"v3", "v2", "b4"},
		"b5": {"v1", "", "b3"},
		"b6": {"v2", "v1", "b4"}, // typography
	} {
		if got, ok := h.Since(id); !ok || got != want {
			t.Errorf("Since(%q) = %+v, want %+v", id, got, want)
		}
	}
	if _, ok := h.Since("b7"); ok {
		t.Error("a clause that is not there has a history")
	}
}

// editions are n versions of a text of three thousand words, each with another clause changed.
func editions(n int) []*markdown.Document {
	lines := numbered(3000, 30, "a")
	out := make([]*markdown.Document, n)
	for v := range out {
		lines = slices.Clone(lines)
		lines[v*7%len(lines)] += " and so it is."
		out[v] = text(lines...)
	}
	return out
}

func follow(versions []*markdown.Document) *History {
	var h History
	for v, doc := range versions {
		h.Add(fmt.Sprint(v), Prepare(doc))
	}
	return &h
}

// Memory that is asked for does not depend on the machine's load, and no work is done without any: eight times as many versions ask for
// eight times as much.
func TestHistoryIsLinear(t *testing.T) {
	few, many := editions(10), editions(80)
	one := testing.AllocsPerRun(1, func() { follow(few) }) / 10
	if each := testing.AllocsPerRun(1, func() { follow(many) }) / 80; each > one*12/10 {
		t.Errorf("a version asks for memory %.0f times among ten, %.0f times among eighty", one, each)
	}
}

// BenchmarkHistory goes through more and more versions of a text: the time that one takes must stay. It is that of the quickest run, which
// other work on the machine disturbs least.
func BenchmarkHistory(b *testing.B) {
	for _, n := range []int{5, 10, 20, 40, 80} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			versions := editions(n)
			least := time.Duration(1<<63 - 1)
			b.ReportAllocs()
			for b.Loop() {
				start := time.Now()
				follow(versions)
				least = min(least, time.Since(start))
			}
			b.ReportMetric(float64(least.Nanoseconds())/float64(n), "ns/version")
		})
	}
}
