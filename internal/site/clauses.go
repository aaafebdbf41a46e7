package site

import (
	"fmt"
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

// histories keeps what is known of the clauses of a policy in a language: their ids and origins, not their texts.
type histories struct {
	mu sync.Mutex
	of map[[2]string]func() (map[*policy.Edition][]Clause, error)
}

// clauses returns the clauses of an edition's text in a language, in the order of the text; nil when it has none in that language,
// is a draft or never came into force. All editions of a policy are gone through once, each compared with the one before, so
// that asking for every edition costs no more than asking for one.
func (b *builder) clauses(s *policy.Standing, e *policy.Edition, lang string) ([]Clause, error) {
	key := [2]string{s.ID, lang}
	b.past.mu.Lock()
	if b.past.of == nil {
		b.past.of = map[[2]string]func() (map[*policy.Edition][]Clause, error){}
	}
	if b.past.of[key] == nil {
		b.past.of[key] = sync.OnceValues(func() (map[*policy.Edition][]Clause, error) { return b.history(s, lang) })
	}
	of := b.past.of[key]
	b.past.mu.Unlock()
	all, err := of()
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
	for _, e := range slices.Backward(s.Editions) {
		w := e.Text(lang)
		if w == nil || e.Draft() || e.Cancel != nil {
			continue
		}
		doc, err := b.document(e, w)
		if err != nil {
			return nil, err
		}
		byID[e.ID] = e
		h.Add(e.ID, doc)
		for _, block := range doc.Blocks {
			o, ok := h.Since(block.ID)
			if !ok {
				continue
			}
			c := Clause{ID: strings.Clone(block.ID), Since: byID[o.Version]}
			if at := "/" + s.ID + "/compare/" + o.Before + ".." + o.Version + "/"; pages[at] {
				c.Compare = at + "#" + o.ID
			}
			out[e] = append(out[e], c)
		}
	}
	return out, nil
}

// clauseNotes returns a mark for a text whose clauses say since when they have stood in these words, in a page's language.
func (b *builder) clauseNotes(s *policy.Standing, e *policy.Edition, w *policy.Wording, lang string) template.HTML {
	t := b.catalog.Printer(lang)
	return b.mark(func() ([]byte, error) {
		clauses, err := b.clauses(s, e, w.Text.Lang)
		if err != nil {
			return nil, err
		}
		doc, err := b.document(e, w)
		if err != nil {
			return nil, err
		}
		of := make(map[string]Clause, len(clauses))
		for _, c := range clauses {
			of[c.ID] = c
		}
		return b.theme.Minify(doc.AnnotatedHTML(func(block *markdown.Block) template.HTML {
			if c, ok := of[block.ID]; ok && block.Kind != markdown.Heading && !block.Header {
				return b.clauseNote(c, t, lang, w.Text.Lang)
			}
			return ""
		}))
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
		date = "<a href=\"" + template.HTMLEscapeString(b.pageURL(lang, c.Compare)) + "\">" + date + "</a>"
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
