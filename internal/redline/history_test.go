package redline

import (
	"fmt"
	"slices"
	"testing"

	"candor/internal/markdown"
)

func TestHistory(t *testing.T) {
	const keep, share, mail = "We keep your data for twelve months after the trip.", "We share your data with the carrier of the trip.", "Write to us by letter or by mail."
	var h History
	h.Add("v1", text("# 1. Data", keep, share, "# 2. Contact", mail))
	h.Add("v2", text("# 1. Data", share, keep, "# 2. Contact", "It’s new."))
	h.Add("v3", text("# 1. Letters", "Nothing is sold by us to anybody.", "# 2. Data", share, "We keep your data for ten months after the trip.", "# 3. Contact", "It's new."))
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

// BenchmarkHistory goes through sixty versions, then through twice as many: the time a version takes must stay.
func BenchmarkHistory(b *testing.B) {
	for _, n := range []int{60, 120} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			lines := numbered(3000, 30, "a")
			var versions []*markdown.Document
			for v := range n {
				lines = slices.Clone(lines)
				lines[v*7%len(lines)] += " and so it is."
				versions = append(versions, text(lines...))
			}
			for b.Loop() {
				var h History
				for v, doc := range versions {
					h.Add(fmt.Sprint(v), doc)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/version")
		})
	}
}
