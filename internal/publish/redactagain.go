package publish

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

// digestKeys are lines of an event that hold a digest of a text as it was before words were taken out of it.
var digestKeys = regexp.MustCompile(`(?m)^(?:seal_before|body_before)[ \t]*=[^\n]*\n?`)

// RedactAgain plans that what a program before 0.2 kept of bytes that words were taken out of goes too: their digests, in archive.sum, in events
// and in what translations say that they follow. Everything else of the record stays: the day, the text, the reason, the first day of sealing.
func (c *Center) RedactAgain() (*Change, error) {
	t := &taking{c: c, change: &Change{Does: "redact --again"}, edited: map[string][]byte{}}
	if err := t.survey(); err != nil {
		return nil, err
	}
	now, followed := map[string]string{}, map[string]*source.Event{}
	for _, e := range c.src.Events {
		if h := t.digested(e); h != nil && e.BodyBefore != "" {
			now[strings.ToLower(e.BodyBefore)] = follows(h.data)
			followed[strings.ToLower(e.BodyBefore)] = e
		}
	}
	langs := map[*source.Event][]string{}
	for _, h := range t.held {
		if h.lang == "" {
			continue
		}
		if m := translatesLine.FindSubmatch(h.data[:source.BodyOffset(h.data)]); m != nil {
			if e := followed[strings.ToLower(string(m[2]))]; e != nil && h.policy == e.Policy && h.version == e.Version && !slices.Contains(langs[e], h.lang) {
				langs[e] = append(langs[e], h.lang)
			}
		}
	}
	if _, err := t.rewrite(now); err != nil {
		return nil, err
	}
	for _, h := range t.held {
		i := slices.IndexFunc(c.src.Events, func(e *source.Event) bool { return h.event && e.Path == h.Path && e.Kind == "redact" })
		if i < 0 || !digestKeys.Match(h.data) {
			continue
		}
		settings := []table.Setting{{Key: "other_mark", Value: "true", After: []string{"lang"}}}
		if of := langs[c.src.Events[i]]; len(of) > 0 {
			settings = append(settings, table.Setting{Key: "followed", Value: "[" + quotedList(of) + "]", After: []string{"lang"}})
		}
		edited, _, err := table.Edit(digestKeys.ReplaceAll(bytes.Clone(h.data), nil), settings...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", h.Path, err)
		}
		t.edited[h.Path] = edited
		t.change.Steps = append(t.change.Steps, "take the digests out of "+h.Path)
	}
	if bytes.Equal(seal.Undigested(c.src.Seals, t.present()), c.src.Seals) && len(t.edited) == 0 {
		t.change.Said = "no digest of what was taken out is in this center"
		return t.change, nil
	}
	return t.change, t.reseal()
}

// digested returns the file that an event speaks of by the digest that it had, nil where none is known.
func (t *taking) digested(e *source.Event) *holder {
	for _, l := range t.c.sums.Redacted {
		if l.Tells() && strings.EqualFold(l.Hex(), e.SealBefore) {
			if i := slices.IndexFunc(t.held, func(h *holder) bool { return h.Path == source.Folder+"/"+l.Path }); i >= 0 {
				return t.held[i]
			}
		}
	}
	return nil
}

// reseal plans the new seals of what lost its digests.
func (t *taking) reseal() error {
	var names []string
	var entries []seal.Entry
	for _, h := range t.held {
		data, edited := t.edited[h.Path]
		if !edited {
			continue
		}
		t.change.read(h.Path, h.Sum)
		t.change.Puts = append(t.change.Puts, Put{Path: h.Path, Data: data})
		if h.sealed {
			names, entries = append(names, strings.TrimPrefix(h.Path, source.Folder+"/")), append(entries, entry(h.Path, data))
		}
	}
	sums, err := seal.Redact(seal.Undigested(t.c.src.Seals, t.present()), t.c.Today, names)
	if err != nil {
		return err
	}
	t.change.read(seal.File, sha256.Sum256(t.c.src.Seals))
	t.change.Puts = append(t.change.Puts, Put{Path: seal.File, Data: seal.Append(sums, t.c.Today, entries)})
	t.change.Steps = append(t.change.Steps, "seal the new bytes in "+seal.File+"; no digest of the old ones is left")
	if err := t.c.firstSealing(t.change); err != nil {
		return err
	}
	t.change.Said = "the digests of what was taken out are gone from this center"
	return t.leaveNoCopy()
}

// present are the digests of the files as they are, by their paths below content/.
func (t *taking) present() map[string][32]byte {
	out := map[string][32]byte{}
	for _, h := range t.held {
		out[strings.TrimPrefix(h.Path, source.Folder+"/")] = h.Sum
	}
	return out
}

func quotedList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = table.Quote(w)
	}
	return strings.Join(quoted, ", ")
}
