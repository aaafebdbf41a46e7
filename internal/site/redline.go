package site

import (
	"fmt"
	"html/template"
	"strings"
	"sync"

	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/redline"
)

// redline returns the comparison of two wordings with the words of a page's language. It is made when a page is written.
func (b *builder) redline(from, to *policy.Edition, old, now *policy.Wording, lang string) page.Article {
	compare := sync.OnceValues(func() (*redline.Diff, error) {
		before, err := b.document(from, old)
		if err != nil {
			return nil, err
		}
		after, err := b.document(to, now)
		if err != nil {
			return nil, err
		}
		return redline.Compare(before, after), nil
	})
	t := b.catalog.Printer(lang)
	return page.Article{
		HTML: b.mark(func() ([]byte, error) {
			d, err := compare()
			if err != nil {
				return nil, err
			}
			return b.theme.Minify(d.HTML(spoken(t)))
		}),
		Summary: b.mark(func() ([]byte, error) {
			d, err := compare()
			if err != nil {
				return nil, err
			}
			return counts(t, d.Summary), nil
		}),
	}
}

// document parses a wording again: documents are not kept, since memory must not grow with the texts.
func (b *builder) document(e *policy.Edition, w *policy.Wording) (*markdown.Document, error) {
	return b.prefixed(e, w, "")
}

func (b *builder) prefixed(e *policy.Edition, w *policy.Wording, prefix string) (*markdown.Document, error) {
	body, err := b.src.Body(w.Source)
	if err != nil {
		return nil, err
	}
	o := b.options(w.Source.Path, w.Source.BodyLine, w.Text.Lang, w.Text.Original.Front.Title)
	o.Outline, o.Prefix = b.outlines[e.Languages[0].Source.Path], prefix
	o.Resolve = b.resolver(e, w.Text.Lang, func(diag.Diagnostic) {}) // reported when the text was read first
	doc, _ := markdown.Parse(body, o)
	if doc == nil {
		return nil, fmt.Errorf("compare %s: it cannot be read", w.Source.Path)
	}
	return doc, nil
}

func spoken(t *locale.Printer) *redline.Words {
	return &redline.Words{Added: t.Text("redline_added"), Removed: t.Text("redline_removed"), MovedFrom: t.Text("redline_moved_from_link"),
		MovedTo: t.Text("redline_moved_to_link"), LinkChanged: t.Text("redline_link_changed"), Previous: t.Text("redline_previous_change"),
		Next: t.Text("redline_next_change"), Table: t.Text("table_region_untitled"), Unchanged: func(n int) string { return t.Plural("redline_folded_blocks", n) }}
}

// counted are the numbers of a comparison in words, none where the texts do not differ.
func counted(t *locale.Printer, s redline.Summary) []string {
	var out []string
	for _, c := range []struct {
		key string
		n   int
	}{
		{"redline_sections_changed", s.Sections.Changed}, {"redline_sections_added", s.Sections.Added}, {"redline_sections_removed", s.Sections.Removed},
		{"redline_sections_moved", s.Sections.Moved}, {"redline_sections_renamed", s.Sections.Renamed}, {"redline_words_added", s.Words.Added},
		{"redline_words_removed", s.Words.Removed}, {"redline_words_moved", s.Words.Moved}, {"redline_links_changed", s.LinksChanged},
		{"redline_form_changed", s.FormChanged}, {"redline_typography_changed", s.TypographyChanged},
	} {
		if c.n > 0 {
			out = append(out, template.HTMLEscapeString(t.Plural(c.key, c.n)))
		}
	}
	return out
}

func counts(t *locale.Printer, s redline.Summary) []byte {
	if s.Equal {
		return []byte("<p>" + template.HTMLEscapeString(t.Text("redline_none")) + "</p>")
	}
	return []byte(`<ul class="sum" aria-label="` + template.HTMLEscapeString(t.Text("redline_summary")) + `"><li>` +
		strings.Join(counted(t, s), "</li><li>") + "</li></ul>")
}

// counts is the sentence of a changelog that says what changed in numbers. Every pair is compared once, however many pages show it.
func (b *builder) counts(from, to *policy.Edition, old, now *policy.Wording, lang string) template.HTML {
	t := b.catalog.Printer(lang)
	return b.mark(func() ([]byte, error) {
		s, err := b.summary(from, to, old, now)
		if err != nil || s.Equal {
			return nil, err
		}
		return []byte(`<p class="fine">` + strings.Join(counted(t, s), " · ") + "</p>"), nil
	})
}

func (b *builder) summary(from, to *policy.Edition, old, now *policy.Wording) (redline.Summary, error) {
	key := [2]string{old.Source.Path, now.Source.Path}
	b.mu.Lock()
	if b.summaries == nil {
		b.summaries = map[[2]string]func() (redline.Summary, error){}
	}
	if b.summaries[key] == nil {
		b.summaries[key] = sync.OnceValues(func() (redline.Summary, error) {
			before, err := b.document(from, old)
			if err != nil {
				return redline.Summary{}, err
			}
			after, err := b.document(to, now)
			if err != nil {
				return redline.Summary{}, err
			}
			return redline.Compare(before, after).Summary, nil
		})
	}
	once := b.summaries[key]
	b.mu.Unlock()
	return once()
}
