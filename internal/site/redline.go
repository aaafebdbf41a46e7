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
	body, err := b.src.Body(w.Source)
	if err != nil {
		return nil, err
	}
	o := b.options(w.Source.Path, w.Source.BodyLine, w.Text.Lang, w.Text.Original.Front.Title)
	o.Outline = b.outlines[e.Languages[0].Source.Path]
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
		Next: t.Text("redline_next_change"), Unchanged: func(n int) string { return t.Plural("redline_folded_blocks", n) }}
}

func counts(t *locale.Printer, s redline.Summary) []byte {
	if s.Equal {
		return []byte("<p>" + template.HTMLEscapeString(t.Text("redline_none")) + "</p>")
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<ul class="sum" aria-label="%s">`, template.HTMLEscapeString(t.Text("redline_summary")))
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
			fmt.Fprintf(&b, "<li>%s</li>", template.HTMLEscapeString(t.Plural(c.key, c.n)))
		}
	}
	b.WriteString("</ul>")
	return []byte(b.String())
}
