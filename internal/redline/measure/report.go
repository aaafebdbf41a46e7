package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"time"
)

// line is a measure with what it is held to.
type line struct {
	id, what, seen, limit string
	ok                    bool
}

// report prints every measure and returns whether all keep their thresholds.
func (m *measures) report(w io.Writer) bool {
	share := func(id, what string, n, of, least int) line { // least in thousandths
		return line{id, what, fmt.Sprintf("%d of %d", n, of), fmt.Sprintf(">= %.1f %%", float64(least)/10), 1000*n >= least*of}
	}
	slices.Sort(m.ratios)
	slices.Sort(m.took)
	slices.Sort(m.alloc)
	median, p90 := at(m.ratios, 50), at(m.ratios, 90)
	sum := float64(m.changed) / float64(max(1, m.optimum))
	perBlock := float64(m.inPartly) / float64(max(1, m.partly))
	lines := []line{
		share("R1", "both texts rebuilt from the data alone", m.rebuilt, m.pairs, 1000),
		m.answer("R2", "nothing changed: other line ends and spaces", "unseen", 1000),
		{"R3", "words shown as changed, of the fewest possible", fmt.Sprintf("median %.3f, p90 %.3f, sum %.3f", median, p90, sum), "<= 1.03, 1.20, 1.12",
			median <= 1.03 && p90 <= 1.20 && sum <= 1.12},
		{"R4", "pairs with half as many again, and 30 words over", fmt.Sprintf("%d of %d", m.far, m.pairs), "<= 0.5 %", 1000*m.far <= 5*m.pairs},
		{"R5", "changes in a block that is changed in part", fmt.Sprintf("%.2f", perBlock), "<= 4.0", perBlock <= 4},
		{"R6", "changes of fewer than three characters", fmt.Sprintf("%d of %d", m.short[0], m.all[0]), "<= 8 %", 100*m.short[0] <= 8*m.all[0]},
		{"", "in Chinese and Japanese", fmt.Sprintf("%d of %d", m.short[1], m.all[1]), "<= 25 %", 100*m.short[1] <= 25*m.all[1]},
		{"R7", "borders of a change inside of a word", fmt.Sprint(m.inWord), "0", m.inWord == 0},
		m.answer("R8", "no false move where something came or went", "no move", 1000),
		m.answer("R9", "a section that moved", "section moved", 980),
		m.answer("", "a paragraph that moved", "paragraph moved", 980),
		m.answer("R10", "a section that was renamed", "renamed", 990),
		m.answer("", "a section that was added", "added", 990),
		m.answer("", "a section that was removed", "removed", 990),
		m.answer("", "a list item that was added", "item", 990),
		m.answer("", "a table row that was added", "row", 990),
		m.answer("R11", "a link's target, and no word", "link", 990),
		m.answer("R12", "a paragraph in two, and no word", "split", 900),
		{"R13", "time of a pair", fmt.Sprintf("median %s, p99 %s, worst %s", ms(at(m.took, 50)), ms(at(m.took, 99)), ms(at(m.took, 100))), "<= 40 ms, 400 ms, 2 s",
			at(m.took, 50) <= 40*time.Millisecond && at(m.took, 99) <= 400*time.Millisecond && at(m.took, 100) <= 2*time.Second},
		{"", "memory that a pair asks for, in all", fmt.Sprintf("median %s, p99 %s, worst %s", mb(at(m.alloc, 50)), mb(at(m.alloc, 99)), mb(at(m.alloc, 100))), "<= 128 MB at worst",
			at(m.alloc, 100) <= 128<<20},
		share("R14", "the same bytes twice", m.stable, m.pairs, 1000),
		share("R16", "pages that a parser reads as written, and that hold the new text", m.pages, m.pairs, 1000),
		share("R17", "the way back mirrors the way", m.mirrored, m.pairs, 990),
	}
	fmt.Fprintf(w, "%d pairs\n", m.pairs)
	all := true
	for _, l := range lines {
		mark := "ok    "
		if !l.ok {
			mark, all = "MISSED", false
		}
		fmt.Fprintf(w, "%s  %-3s  %-66s %-44s %s\n", mark, l.id, l.what, l.seen, l.limit)
	}
	return all
}

func (m *measures) answer(id, what, kind string, least int) line {
	s := m.known[kind]
	if s == nil {
		return line{id, what, "no text to try it on", "", true}
	}
	return line{id, what, fmt.Sprintf("%d of %d", s.right, s.of), fmt.Sprintf(">= %.1f %%", float64(least)/10), 1000*s.right >= least*s.of}
}

// at is the value at a percentile of sorted values.
func at[T cmp.Ordered](sorted []T, percent int) (zero T) {
	if len(sorted) == 0 {
		return zero
	}
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func mb(n uint64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }
