package policy

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/source"
)

// Lag is what a translation lacks: it was not made from the original wording of the edition that it stands in.
type Lag struct {
	// Of is the earlier edition whose wording the translation is; nil where none that came into force is known to be.
	Of *Edition
	// Missing are the editions after Of up to the one that the translation stands in, the newest first; nil where Of is not known.
	Missing []*Edition
}

// Lag returns what the text of an edition lacks, nil where it is the original, or a translation of this edition's wording as far as is
// recorded. A translation says which wording it was made from ([source.Front.Translates]). Of one that says nothing it is known all the same
// where not a byte of it changed while the original did.
func (s *Standing) Lag(e *Edition, w *Wording) *Lag {
	if w.Text == e.Languages[0].Text {
		return nil
	}
	of, current := s.madeFrom(e, w)
	if current {
		return nil
	}
	lag := &Lag{}
	if of == nil || of.Cancel != nil || of.Draft() || order(of, e) >= 0 {
		return lag
	}
	lag.Of = of
	for _, other := range s.Editions {
		if other == e || other.Cancel == nil && !other.Draft() && between(of, other, e) {
			lag.Missing = append(lag.Missing, other)
		}
	}
	slices.SortStableFunc(lag.Missing, func(a, b *Edition) int { return -order(a, b) })
	return lag
}

// between reports whether an edition comes after one and before another. A draft comes after all that are public.
func between(of, other, e *Edition) bool { return order(of, other) < 0 && order(other, e) < 0 }

func order(a, b *Edition) int {
	if a.Draft() != b.Draft() {
		if a.Draft() {
			return 1
		}
		return -1
	}
	return byEffect(a, b)
}

// madeFrom returns the edition whose original wording a translation is made from, nil for one that is not known, and whether it is the
// edition's own, or nothing speaks against it.
func (s *Standing) madeFrom(e *Edition, w *Wording) (of *Edition, current bool) {
	if sum := cmp.Or(w.Source.Front.Translates, w.Text.Original.Front.Translates); sum != "" {
		if e.Has(sum) {
			return e, true
		}
		for _, other := range s.Editions {
			if other != e && other.Has(sum) {
				return other, false
			}
		}
		return nil, false
	}
	for _, earlier := range s.earlier(e) {
		same := earlier.Text(w.Text.Lang)
		if same == nil {
			continue
		}
		if earlier.OriginalLang != e.OriginalLang || same.Source.BodySum != w.Source.BodySum || earlier.originalOf(e) {
			break // it was worked on, or the original is what it was
		}
		if of, current := s.madeFrom(earlier, same); !current {
			return of, false
		}
		return earlier, false
	}
	return e, true
}

// originalOf reports whether the original of another edition is a wording that this one's has had.
func (e *Edition) originalOf(other *Edition) bool {
	return slices.ContainsFunc(e.Languages[0].Steps(), func(w *Wording) bool { return other.Has(w.Source.Follows()) })
}

// earlier are the editions before one that came into force or will, the newest first.
func (s *Standing) earlier(e *Edition) []*Edition {
	var out []*Edition
	for _, other := range s.Editions {
		if other != e && other.Cancel == nil && !other.Draft() && order(other, e) < 0 {
			out = append(out, other)
		}
	}
	slices.SortStableFunc(out, func(a, b *Edition) int { return -order(a, b) })
	return out
}

// Uncorrected returns the corrections of an edition's original that came after the last wording of a translation of it, the oldest first. One
// that says that it was made from the corrected wording lacks none; of a text that words were taken out of nothing is known.
func (e *Edition) Uncorrected(w *Wording) []*source.Text {
	original := &e.Languages[0]
	sum := cmp.Or(w.Source.Front.Translates, w.Text.Original.Front.Translates)
	if w.Text == original.Text || strings.EqualFold(sum, original.Source.Follows()) || len(e.Redacted)+len(e.Later) > 0 {
		return nil
	}
	last := w.Text.Public
	for _, c := range w.Corrections {
		last = c.Corrects
	}
	first := slices.IndexFunc(original.Corrections, func(c *source.Text) bool { return c.Corrects.After(last) })
	if first < 0 {
		return nil
	}
	return original.Corrections[first:]
}

// Comparable reports whether a comparison of two editions in a language shows what changed: both have a text in it, and where the later one is
// a translation that stayed behind, it stayed behind with a wording that came after the earlier one's.
func (s *Standing) Comparable(from, to *Edition, lang string) bool {
	old, now := from.Text(lang), to.Text(lang)
	if old == nil || now == nil {
		return false
	}
	lag := s.Lag(to, now)
	if lag == nil {
		return true
	}
	of := from
	if before := s.Lag(from, old); before != nil {
		of = before.Of
	}
	return of != nil && lag.Of != nil && order(of, lag.Of) < 0
}
