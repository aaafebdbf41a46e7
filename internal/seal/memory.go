package seal

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/source"
)

// Memory verifies centers one after another and reads an archive.sum once for as long as it stays as it is. The zero value is ready.
type Memory struct {
	text []byte
	sums *Sums // nil where the text has faults, or says what only the whole of [Verify] can judge
}

// Verify is [Verify]. Calls follow each other.
func (m *Memory) Verify(c *source.Center, day, today civil.Date) (*Sums, diag.List) {
	if c.Unsealed() || len(Gone(c)) > 0 {
		return Verify(c, day, today)
	}
	if m.sums == nil || !bytes.Equal(m.text, c.Seals) {
		m.text, m.sums = c.Seals, nil
		if sums, diags := Parse(c.Seals); len(diags) == 0 && len(sums.Redacted) == 0 && len(sums.byPath) == len(sums.Lines) {
			m.sums = sums
		}
	}
	if m.sums != nil && m.sums.stands(c, day, today) {
		return m.sums, nil
	}
	return Verify(c, day, today)
}

// stands reports whether nothing at all is to be said of a center: every seal is that of a file, and what has none is not public yet.
func (s *Sums) stands(c *source.Center, day, today civil.Date) bool {
	if len(c.Unread) > 0 || slices.ContainsFunc(c.Events, func(e *source.Event) bool { return e.Kind == "redact" }) {
		return false
	}
	sealed, broken := 0, false
	open := map[*source.File]bool{}
	for f := range files(c) {
		switch l, ok := s.Find(strings.TrimPrefix(f.Path, source.Folder+"/")); {
		case !ok:
			open[f] = true
		case l.Sum == f.Sum && (today.IsZero() || !l.Sealed.After(today)):
			sealed++
		default:
			broken = true
		}
	}
	if broken || sealed != len(s.Lines) {
		return false
	}
	return len(open) == 0 || !slices.ContainsFunc(itemsOf(c, func(f *source.File) bool { return open[f] }), func(i Item) bool {
		return !i.Public.IsZero() && !i.Public.After(day)
	})
}

// files gives every file that can have a seal.
func files(c *source.Center) func(yield func(*source.File) bool) {
	return func(yield func(*source.File) bool) {
		for _, t := range c.Texts {
			if !yield(&t.File) {
				return
			}
		}
		for _, a := range c.Attachments {
			if !yield(&a.File) {
				return
			}
		}
		for _, e := range c.Events {
			if !yield(&e.File) {
				return
			}
		}
	}
}
