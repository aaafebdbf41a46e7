package site

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"sync"

	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/redline"
)

// Clause is a clause of a version's text with the version since which it has stood in its present wording (SPEC, section 5).
type Clause struct {
	ID      string
	Since   *policy.Edition
	Compare string // address of the redline in which it came, with its anchor; "" for none
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
		pages[p.Address] = true
	}
	byID := map[string]*policy.Edition{}
	out := map[*policy.Edition][]Clause{}
	var h redline.History
	var before *policy.Edition
	for _, e := range slices.Backward(s.Editions) {
		w := e.Text(lang)
		if w == nil || e.Draft() || e.Cancel != nil {
			continue
		}
		ids, err := b.body(s.ID, w).clauses()
		if err != nil {
			return nil, err
		}
		var kept map[string][]string
		if before != nil {
			c, err := b.compared(before, e, before.Text(lang), w)
			if err != nil {
				return nil, err
			}
			if kept, err = c.clauses(); err != nil {
				return nil, err
			}
		}
		byID[e.ID], before = e, e
		h.Follow(e.ID, ids, kept)
		for _, id := range ids {
			o, ok := h.Since(id)
			if !ok {
				continue
			}
			c := Clause{ID: id, Since: byID[o.Version]}
			if at := "/" + s.ID + "/compare/" + o.Before + ".." + o.Version + "/"; pages[at] {
				c.Compare = at + "#" + o.ID
			}
			out[e] = append(out[e], c)
		}
	}
	return out, nil
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
				return string(b.clauseNote(c, t, lang, w.Text.Lang))
			}
			return ""
		}), err
	})
}

// clauseNote is the note of one clause. The date leads to the redline in which the clause came.
func (b *builder) clauseNote(c Clause, t *locale.Printer, lang, textLang string) template.HTML {
	own := ""
	if lang != textLang {
		own = fmt.Sprintf(" lang=\"%s\" dir=\"%s\"", lang, locale.Direction(lang))
	}
	const place = "\ue002" // of Unicode's private use area, which no message holds
	before, after, _ := strings.Cut(t.Text("clause_since", place), place)
	date := template.HTMLEscapeString(t.Date(c.Since.From))
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
