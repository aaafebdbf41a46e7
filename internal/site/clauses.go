package site

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"sync"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/redline"
)

// Clause is a clause of a version's text with the version since which it has stood in its present wording (docs/formats.md, section 4).
type Clause struct {
	ID      string
	Since   *policy.Edition
	From    civil.Date // the day since which it binds in these words: of a correction its own, not the version's
	Compare string     // address of the redline in which it came, with its anchor; "" for none
}

// history is what is known of the clauses of a policy in a language.
type history struct {
	once func() (map[*policy.Edition][]Clause, error)
	used int
}

// histories keeps the histories that were asked for last: neighbouring pages ask for the same, and all of them together would grow with
// the texts.
type histories struct {
	mu    sync.Mutex
	clock int
	of    map[[2]string]*history
}

// historiesKept is how many histories are kept: more than the pages that are made at a time on most machines. One of ten versions takes as much
// memory as their texts.
const historiesKept = 16

// get returns the history of a policy in a language.
func (h *histories) get(name [2]string, read func() (map[*policy.Edition][]Clause, error)) (map[*policy.Edition][]Clause, error) {
	h.mu.Lock()
	h.clock++
	if h.of == nil {
		h.of = map[[2]string]*history{}
	}
	found := h.of[name]
	if found == nil {
		for len(h.of) >= historiesKept {
			delete(h.of, h.oldest())
		}
		found = &history{once: sync.OnceValues(read)}
		h.of[name] = found
	}
	found.used = h.clock
	h.mu.Unlock()
	return found.once()
}

func (h *histories) oldest() (name [2]string) {
	least := h.clock
	for n, of := range h.of {
		if of.used < least {
			name, least = n, of.used
		}
	}
	return name
}

// clauses returns the clauses of an edition's text in a language, in the order of the text; nil when it has none in that language,
// is a draft or never came into force. All editions of a policy are gone through once, each compared with the one before, so
// that asking for every edition costs no more than asking for one.
func (b *builder) clauses(s *policy.Standing, e *policy.Edition, lang string) ([]Clause, error) {
	all, err := b.past.get([2]string{s.ID, lang}, func() (map[*policy.Edition][]Clause, error) { return b.history(s, lang) })
	return all[e], err
}

func (b *builder) history(s *policy.Standing, lang string) (map[*policy.Edition][]Clause, error) {
	pages := map[string]bool{}
	for _, p := range page.Pairs(s, b.config.AllPairs) {
		pages[p.Address] = s.Comparable(p.From, p.To, lang)
	}
	out := map[*policy.Edition][]Clause{}
	known := map[string]*binding{}
	var past, h redline.History // up to the wording that bound people last, and up to the one at hand
	var last, before *binding
	for _, now := range bindings(s, lang) {
		if before != nil && before.edition != now.edition {
			h, before = past, last
		}
		ids, kept, err := b.followed(before, now)
		if err != nil {
			return nil, err
		}
		h.Follow(now.name, ids, kept)
		known[now.name], before = now, now
		if !now.late() {
			past, last = h, now
		}
		if now.wording.Source != now.edition.Text(lang).Source {
			continue // it was corrected since
		}
		for _, id := range ids {
			o, ok := h.Since(id)
			if !ok {
				continue
			}
			from := known[o.Version]
			c := Clause{ID: id, Since: from.edition, From: from.from}
			switch at := from.address(s.ID, known[o.Before]); {
			case pages[at]:
				c.Compare = at + "#" + o.ID
			case from.corrects():
				c.Compare = at
			}
			out[now.edition] = append(out[now.edition], c)
		}
	}
	return out, nil
}

// binding is a wording of a policy's text from the day on which it began to bind people.
type binding struct {
	name    string
	edition *policy.Edition
	wording *policy.Wording
	from    civil.Date
}

// bindings are the wordings that a policy had in a language, version by version. What was corrected before it took effect never bound anybody.
func bindings(s *policy.Standing, lang string) []*binding {
	var out []*binding
	for _, e := range slices.Backward(s.Editions) {
		w := e.Text(lang)
		if w == nil || e.Draft() || e.Cancel != nil {
			continue
		}
		first := &binding{name: e.ID, edition: e, from: e.From}
		out = append(out, first)
		for _, step := range w.Steps() {
			if on := step.Source.Corrects; on.After(e.From) {
				out = append(out, &binding{name: e.ID + " " + step.Source.Path, edition: e, wording: step, from: on})
			} else {
				first.wording = step
			}
		}
	}
	return out
}

// late reports that a text was corrected when another version was in force: none of its later clauses comes from there.
func (w *binding) late() bool { return !w.edition.Until.IsZero() && w.from.After(w.edition.Until) }

func (w *binding) corrects() bool { return w.name != w.edition.ID }

// address is where a wording is shown beside the one before it: a correction stands on the page of its version.
func (w *binding) address(policy string, before *binding) string {
	switch {
	case w.corrects():
		return "/" + policy + "/" + w.edition.ID + "/#corrections"
	case before == nil:
		return ""
	}
	return "/" + policy + "/compare/" + before.edition.ID + ".." + w.edition.ID + "/"
}

// followed returns the ids of a wording's clauses, and which clauses of the one before kept their words.
func (b *builder) followed(before, now *binding) (ids []string, kept map[string][]string, err error) {
	if t := b.body(now.edition.Policy.ID, now.wording); t != nil {
		ids, err = t.clauses()
	} else if t, err := b.prepared(now.edition, now.wording); err == nil {
		ids = t.Clauses()
	} else {
		return nil, nil, err
	}
	if err != nil || before == nil {
		return ids, nil, err
	}
	c, err := b.compared(before.edition, now.edition, before.wording, now.wording)
	if err != nil {
		return nil, nil, err
	}
	kept, err = c.clauses()
	return ids, kept, err
}

// The places of a text are at the ends of its clauses; their names are the clauses' ids after what says whether a note may stand there.
const (
	noted = "note "
	bare  = "bare " // headings, and the heads of tables
)

// clausePlace marks the end of a clause in a text.
func clausePlace(block *markdown.Block) template.HTML {
	kind := noted
	if block.Kind == markdown.Heading || block.Header {
		kind = bare
	}
	return template.HTML(place(kind + template.HTMLEscapeString(block.ID)))
}

// clauses returns the ids of a text's clauses in their order.
func (t *text) clauses() ([]string, error) {
	data, err := t.html.bytes()
	if err != nil {
		return nil, err
	}
	ids := placesOf(data)
	for i, name := range ids {
		_, id, _ := strings.Cut(name, " ")
		ids[i] = html.UnescapeString(id)
	}
	return ids, nil
}

// plain returns the text without notes.
func (t *text) plain() ([]byte, error) {
	data, err := t.html.bytes()
	return fill(data, func(string) string { return "" }), err
}

// clauseNotes returns a mark for a text whose clauses say since when they have stood in these words, in a page's language.
func (b *builder) clauseNotes(s *policy.Standing, e *policy.Edition, w *policy.Wording, lang string) template.HTML {
	t := b.catalog.Printer(lang)
	return b.mark("notes\t"+w.Source.Path+"\t"+lang, func() ([]byte, error) {
		clauses, err := b.clauses(s, e, w.Text.Lang)
		if err != nil {
			return nil, err
		}
		of := make(map[string]Clause, len(clauses))
		for _, c := range clauses {
			of[c.ID] = c
		}
		text, err := b.body(s.ID, w).html.bytes()
		return fill(text, func(name string) string {
			id, ok := strings.CutPrefix(name, noted)
			if c, known := of[html.UnescapeString(id)]; ok && known {
				return string(b.clauseNote(c, t, w.Text.Lang))
			}
			return ""
		}), err
	})
}

// clauseNote is the note of one clause. The date leads to the redline in which the clause came.
func (b *builder) clauseNote(c Clause, t *locale.Printer, textLang string) template.HTML {
	own := ""
	if t.Words() != textLang {
		own = fmt.Sprintf(" lang=\"%s\" dir=\"%s\"", t.Words(), locale.Direction(t.Words()))
	}
	const place = "\x00" // which no message holds
	before, after, _ := strings.Cut(t.Text("clause_since", place), place)
	date := template.HTMLEscapeString(t.Date(c.From))
	if c.Compare != "" {
		date = "<a href=\"" + template.HTMLEscapeString(b.pageURL(textLang, c.Compare)) + "\">" + date + "</a>"
	}
	return template.HTML("<span class=\"since\"" + own + ">" + template.HTMLEscapeString(before) + date + template.HTMLEscapeString(after) + "</span>")
}

// pageURL is the root-relative link to an address in a language.
func (b *builder) pageURL(lang, address string) string {
	base := strings.TrimSuffix(b.config.Path(), "/")
	if lang != b.config.Languages[0].Tag {
		base += "/" + lang
	}
	return base + address
}
