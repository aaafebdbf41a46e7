package site

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/policy"
	"candor/internal/redline"
)

// comparison is what a site knows of the difference between two wordings, of two versions or of one that was corrected. It is made once, when a page first asks for it, however many
// pages and languages show it; the parsed texts are let go.
type comparison struct {
	summary redline.Summary
	html    *blob // minified, with places for words; of a correction only what changed
	toc     *blob // the contents list, likewise
	// of a correction, what read what
	readings []redline.Reading

	kept *blob // a line for each clause whose words stood before: its id, then those that it had, parted by tabs
}

// compared returns the comparison of two wordings.
func (b *builder) compared(from, to *policy.Edition, old, now *policy.Wording) (*comparison, error) {
	names := [2]string{old.Source.Path, now.Source.Path}
	b.mu.Lock()
	if b.comparisons == nil {
		b.comparisons = map[[2]string]func() (*comparison, error){}
	}
	once := b.comparisons[names]
	if once == nil {
		once = sync.OnceValues(func() (*comparison, error) { return b.compare(from, to, old, now) })
		b.comparisons[names] = once
	}
	b.mu.Unlock()
	return once()
}

func (b *builder) compare(from, to *policy.Edition, old, now *policy.Wording) (*comparison, error) {
	correction := old.Text.Original == now.Text.Original
	names := keyOf("comparison").sum(b.wordingKey(from, old), b.wordingKey(to, now), b.linked).flag(correction)
	if correction {
		names.text(toPeople(&old.Source.Front)...).text(toPeople(&now.Source.Front)...)
	}
	k := names.key()
	if c, ok := b.from.comparisons.get(k); ok {
		return c, nil
	}
	before, err := b.prepared(from, old)
	if err != nil {
		return nil, err
	}
	after, err := b.prepared(to, now)
	if err != nil {
		return nil, err
	}
	diff := redline.Compare(before, after)
	c := &comparison{summary: diff.Summary}
	if correction {
		c.readings = readingsOf(diff, &old.Source.Front, &now.Source.Front)
		c.html, err = b.small(corrected(diff, &old.Source.Front, &now.Source.Front))
	} else {
		c.html, err = b.small(diff.HTML(places()))
	}
	if err != nil {
		return nil, err
	}
	if c.toc, err = b.small(diff.Contents(places())); err != nil {
		return nil, err
	}
	var kept bytes.Buffer
	for id, ids := range diff.Kept() {
		kept.WriteString(id + "\t" + strings.Join(ids, "\t") + "\n")
	}
	if c.kept, err = b.from.store.put(kept.Bytes()); err != nil {
		return nil, err
	}
	b.from.comparisons.put(k, c)
	return c, nil
}

// wordingKey is the key of all that a comparison takes from a wording. One that was corrected since has no page and so no text of its own.
func (b *builder) wordingKey(e *policy.Edition, w *policy.Wording) key {
	if t := b.body(e.Policy.ID, w); t != nil {
		return t.id
	}
	return keyOf("corrected since").sum(w.Source.BodySum, b.body(e.Policy.ID, &e.Languages[0]).shape, pictures(e)).
		text(w.Source.Path, w.Text.Lang, w.Text.Original.Front.Title).number(w.Source.BodyLine).key()
}

// small keeps minified HTML.
func (b *builder) small(html []byte) (*blob, error) {
	out, err := b.theme.Minify(html)
	if err != nil {
		return nil, err
	}
	return b.from.store.put(out)
}

// clauses returns what [redline.Diff.Kept] gave.
func (c *comparison) clauses() (map[string][]string, error) {
	text, err := c.kept.bytes()
	if err != nil {
		return nil, err
	}
	kept := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		ids := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		kept[ids[0]] = ids[1:]
	}
	return kept, nil
}

// readyWords bounds the words and signs of the texts that are kept ready for their next comparison: some eight megabytes.
const readyWords = 150_000

// ready keeps the texts that were compared last ready for the next comparison: a version is compared with the one before, the one
// after, and the one in force. Those that nobody asked for longest go first.
type ready struct {
	mu    sync.Mutex
	of    map[string]func() (*redline.Text, error) // by the path of the source
	order []string                                 // of use, the last one last
	size  map[string]int
	total int
}

// get returns the text of a path, made once however many ask for it at the same time.
func (r *ready) get(path string, read func() (*redline.Text, error)) (*redline.Text, error) {
	r.mu.Lock()
	if r.of == nil {
		r.of, r.size = map[string]func() (*redline.Text, error){}, map[string]int{}
	}
	once := r.of[path]
	if once == nil {
		once = sync.OnceValues(read)
		r.of[path] = once
	} else if k := slices.Index(r.order, path); k >= 0 {
		r.order = slices.Delete(r.order, k, k+1)
	}
	r.order = append(r.order, path)
	r.mu.Unlock()
	t, err := once()
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of[path] != nil && r.size[path] == 0 {
		r.size[path] = t.Size()
		r.total += t.Size()
	}
	for r.total > readyWords && len(r.order) > 1 {
		first := r.order[0]
		r.total -= r.size[first]
		delete(r.of, first)
		delete(r.size, first)
		r.order = r.order[1:]
	}
	return t, nil
}

// prepared returns a wording made ready to be compared.
func (b *builder) prepared(e *policy.Edition, w *policy.Wording) (*redline.Text, error) {
	return b.ready.get(w.Source.Path, func() (*redline.Text, error) {
		doc, err := b.document(e, w)
		if err != nil {
			return nil, err
		}
		return redline.Prepare(doc), nil
	})
}

// document parses a wording again: documents are not kept, since memory must not grow with the texts.
func (b *builder) document(e *policy.Edition, w *policy.Wording) (*markdown.Document, error) {
	body, err := b.src.Body(w.Source)
	if err != nil {
		return nil, err
	}
	o := b.options(w.Source.Path, w.Source.BodyLine, w.Text.Lang, w.Text.Original.Front.Title)
	o.Outline = b.body(e.Policy.ID, &e.Languages[0]).outline
	o.Size, o.Download = b.sizes(e), b.downloads(e)
	o.Resolve = b.resolver(e, w.Text.Lang, func(diag.Diagnostic) {}) // reported when the text was read first
	doc, _ := markdown.Parse(body, o)
	if doc == nil {
		return nil, fmt.Errorf("compare %s: it cannot be read", w.Source.Path)
	}
	return doc, nil
}
