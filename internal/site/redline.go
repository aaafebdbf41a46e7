package site

import (
	"html/template"
	"strconv"
	"strings"

	"candor/internal/locale"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/redline"
)

// redline returns the comparison of two wordings with the words of a page's language. It is made when a page is written.
func (b *builder) redline(from, to *policy.Edition, old, now *policy.Wording, lang string) page.Article {
	t := b.catalog.Printer(lang)
	name := old.Source.Path + "\t" + now.Source.Path + "\t" + lang
	return page.Article{
		HTML: b.mark("redline\t"+name, func() ([]byte, error) {
			c, err := b.compared(from, to, old, now)
			if err != nil {
				return nil, err
			}
			text, err := c.html.bytes()
			return fill(text, spoken(t)), err
		}),
		Summary: b.mark("counts\t"+name, func() ([]byte, error) {
			c, err := b.compared(from, to, old, now)
			if err != nil {
				return nil, err
			}
			return counts(t, c.summary), nil
		}),
	}
}

// The places of a redline are named by the messages that go there; folded is followed by a number.
const folded = "redline_folded_blocks "

func places() *redline.Words {
	return &redline.Words{Added: place("redline_added"), Removed: place("redline_removed"), MovedFrom: place("redline_moved_from_link"),
		MovedTo: place("redline_moved_to_link"), LinkChanged: place("redline_link_changed"), Previous: place("redline_previous_change"),
		Next: place("redline_next_change"), Table: place("table_region_untitled"), Unchanged: func(n int) string { return place(folded + strconv.Itoa(n)) }}
}

// spoken gives the words for the places of a redline.
func spoken(t *locale.Printer) func(name string) string {
	words := map[string]string{}
	return func(name string) string {
		w, ok := words[name]
		if ok {
			return w
		}
		if number, ok := strings.CutPrefix(name, folded); ok {
			n, _ := strconv.Atoi(number)
			w = t.Plural(strings.TrimSpace(folded), n)
		} else {
			w = t.Text(name)
		}
		w = template.HTMLEscapeString(strings.TrimRight(w, ": "))
		words[name] = w
		return w
	}
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

// changed is the sentence of a changelog that says in numbers what changed.
func (b *builder) changed(from, to *policy.Edition, old, now *policy.Wording, lang string) template.HTML {
	t := b.catalog.Printer(lang)
	return b.mark("changed\t"+old.Source.Path+"\t"+now.Source.Path+"\t"+lang, func() ([]byte, error) {
		c, err := b.compared(from, to, old, now)
		if err != nil || c.summary.Equal {
			return nil, err
		}
		return []byte(`<p class="fine">` + strings.Join(counted(t, c.summary), " · ") + "</p>"), nil
	})
}
