package check

import (
	"math"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/markdown"
)

// amount is a number with a unit of time, a currency or per cent.
type amount struct {
	locale.Quantity
	mark
}

// amounts adds the numbers of a block. The typed number of the block is none of them.
func (s *section) amounts(b *markdown.Block, words, lang string) {
	if b.Kind == markdown.Heading || b.Kind == markdown.Code {
		return
	}
	words = strings.TrimPrefix(words, b.Number)
	for _, q := range locale.Quantities(words, lang) {
		s.quantities = append(s.quantities, amount{q, mark{strings.Join(strings.Fields(words[q.Start:q.End]), " "), b.Pos}})
	}
}

// uncovered are the amounts of a section that its counterpart does not name: neither in the same number, whatever stands behind it, nor in other
// units of the same time. One is passed over: "a day" and "one day" say the same.
func (s *section) uncovered(counterpart *section) []amount {
	var out []amount
	for _, a := range s.quantities {
		named := a.Unit == "" || a.Value == 1 || slices.ContainsFunc(counterpart.quantities, func(c amount) bool { return a.Value == c.Value || a.lasts(c) }) ||
			slices.ContainsFunc(out, func(o amount) bool { return o.what == a.what })
		if !named {
			out = append(out, a)
		}
	}
	return out
}

// lasts reports whether two amounts are the same time.
func (a amount) lasts(c amount) bool {
	for _, scale := range []map[string]float64{{"minute": 1, "hour": 60, "day": 1440, "week": 10080}, {"month": 1, "year": 12}} {
		if x, y := scale[a.Unit]*a.Value, scale[c.Unit]*c.Value; x > 0 && math.Abs(x-y) < 1e-6 {
			return true
		}
	}
	return false
}

// amountsDiffer says which amounts of two sections do not meet. Where the number words of a language are not known, an amount may be written in
// words, and only one that meets another of its kind on the other side is told.
func amountsDiffer(own, other *section, ownLang, otherLang string) []difference {
	ours, ownWords := locale.CountsIn(ownLang)
	theirs, otherWords := locale.CountsIn(otherLang)
	if !ours || !theirs {
		return nil
	}
	has, lacks := own.uncovered(other), other.uncovered(own)
	if !otherWords {
		has = paired(has, lacks)
	}
	if !ownWords {
		lacks = paired(lacks, has)
	}
	return told(has, lacks, own.pos, other.pos)
}

// paired are the amounts that have one of their kind among others.
func paired(amounts, others []amount) []amount {
	kind := func(a amount) string {
		switch a.Unit {
		case locale.Money, "percent":
			return a.Unit
		}
		return "time"
	}
	return slices.DeleteFunc(slices.Clone(amounts), func(a amount) bool {
		return !slices.ContainsFunc(others, func(o amount) bool { return kind(o) == kind(a) })
	})
}

func told(has, lacks []amount, own, other diag.Pos) []difference {
	marks := func(amounts []amount) []mark {
		var out []mark
		for _, a := range amounts {
			out = append(out, mark{"“" + a.what + "”", a.pos})
		}
		return out
	}
	return unmet("amounts", marks(has), marks(lacks), own, other)
}
