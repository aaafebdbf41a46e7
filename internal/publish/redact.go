package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"candor/internal/diag"
	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

// Taken stands where words were taken out, unless the command says otherwise.
const Taken = "[…]"

// Redaction says which words are taken out of a published text.
type Redaction struct {
	Policy, Version, Lang string
	Words                 string // as they stand in the file
	Mark                  string // what takes their place, "" for [Taken]
	Reason                map[string]string
}

// Redact plans the removal of words from a text and from all its corrections: the bytes are gone, an event for each file says so and keeps the
// seal that it had, and the new bytes are sealed. It is the one change of what was published (SPEC, section 2).
func (c *Center) Redact(r Redaction) (*Change, error) {
	p, v, err := c.published(r.Policy, r.Version)
	if err != nil {
		return nil, err
	}
	if r.Lang == "" {
		return nil, fmt.Errorf("say in which language's text: --lang")
	}
	t, err := textOf(p, v, r.Lang)
	if err != nil {
		return nil, err
	}
	if err := c.allowed(p, Event{Policy: p.ID, Kind: "redact", Version: v.ID, Lang: r.Lang, Reason: r.Reason}); err != nil {
		return nil, err
	}
	if r.Mark == "" {
		r.Mark = Taken
	}
	if r.Words == "" {
		return nil, fmt.Errorf("say which words are to be taken out: --words")
	}
	change := &Change{Does: fmt.Sprintf("redact %s %s %s", p.ID, v.ID, r.Lang)}
	change.Forget()
	sums := c.src.Seals
	var entries []seal.Entry
	var taken []string
	for _, s := range append([]*source.Text{t.Original}, t.Corrections...) {
		data, err := c.text(change, s)
		if err != nil {
			return nil, err
		}
		n := bytes.Count(data, []byte(r.Words))
		if n == 0 {
			continue
		}
		edited := bytes.ReplaceAll(data, []byte(r.Words), []byte(r.Mark))
		if !slices.Equal(frontKeys(data), frontKeys(edited)) {
			return nil, fmt.Errorf("%q is more than words in the front matter of %s: take out a longer piece, or words that are no key and no mark there", r.Words, s.Path)
		}
		name, text, err := c.event(p, Event{Kind: "redact", Version: v.ID, Lang: r.Lang, Reason: r.Reason, SealBefore: s.Hex(), BodyBefore: s.Follows()}, taken)
		if err != nil {
			return nil, err
		}
		if sums, err = seal.Redact(sums, c.Today, entry(s.Path, nil).Path, s.Sum); err != nil {
			return nil, fmt.Errorf("%w: only what is sealed as it stands can be redacted; candor check says what is wrong with the seal", err)
		}
		taken = append(taken, name)
		change.Puts = append(change.Puts, Put{Path: s.Path, Data: edited}, Put{Path: name, Data: text})
		change.Steps = append(change.Steps, fmt.Sprintf("take the words out of %s, in %s; its seal was %s", s.Path, places(n), hex.EncodeToString(s.Sum[:])), "write "+name)
		entries = append(entries, entry(s.Path, edited), entry(name, text))
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("%s and its corrections do not hold these words, byte for byte: copy them from the file, with its line breaks and spaces", t.Original.Path)
	}
	change.read(seal.File, sha256.Sum256(c.src.Seals))
	change.Puts = append(change.Puts, Put{Path: seal.File, Data: seal.Append(sums, c.Today, entries)})
	change.Steps = append(change.Steps, "seal the new bytes in "+seal.File)
	if err := c.firstSealing(change); err != nil {
		return nil, err
	}
	change.Said = fmt.Sprintf("the words are gone from %s/%s in %q; its page says so", p.ID, v.ID, r.Lang)
	change.Next = []string{goesOut, "the words are still in the history of a repository and in copies of the site: they are for their owners to rewrite"}
	return change, nil
}

func places(n int) string {
	if n == 1 {
		return "1 place"
	}
	return fmt.Sprintf("%d places", n)
}

// frontKeys are the keys of a text's front matter, nil where it cannot be read.
func frontKeys(data []byte) []string {
	var diags diag.List
	marked := bytes.TrimSpace(bytes.TrimPrefix(data[:source.BodyOffset(data)], []byte("\ufeff")))
	front, begins := bytes.CutPrefix(marked, []byte("+++"))
	front, ends := bytes.CutSuffix(front, []byte("+++"))
	t, ok := table.Parse("", 1, front, Rule, &diags)
	if !begins || !ends || !ok {
		return nil
	}
	return slices.Sorted(maps.Keys(t.Places()))
}
