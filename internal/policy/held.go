package policy

import (
	"slices"

	"candor/internal/civil"
)

// Held is a version whose text in a language has been at the policy's address while it was in force.
type Held struct {
	Edition *Edition
	From    civil.Date // the day from which it was
}

// Held returns what has been in force in a language, the oldest first. A version that is only announced is not among them.
func (s *Standing) Held(lang string) []Held {
	var out []Held
	for _, e := range slices.Backward(s.Editions) {
		w := e.Text(lang)
		if w == nil || e.State != InForce && e.State != Superseded {
			continue
		}
		from := e.From
		if w.Text.Public.After(from) {
			from = w.Text.Public
		}
		if !e.Until.IsZero() && from.After(e.Until) {
			continue // its text in this language came when it was no longer in force, or another took its place that day
		}
		out = append(out, Held{e, from})
	}
	return out
}
