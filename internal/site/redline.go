package site

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/locale"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/redline"
	"candor/internal/source"
)

// redline returns the comparison of two wordings with the words of a page's language. It is made when a page is written.
func (b *builder) redline(from, to *policy.Edition, old, now *policy.Wording, lang string) page.Article {
	t := b.catalog.Printer(lang)
	name := old.Source.Path + "\t" + now.Source.Path + "\t" + lang
	filled := func(kind string, part func(c *comparison) *blob) template.HTML {
		return b.mark(kind+name, func() ([]byte, error) {
			c, err := b.compared(from, to, old, now)
			if err != nil {
				return nil, err
			}
			text, err := part(c).bytes()
			return fill(text, spoken(t, now.Text.Lang)), err
		})
	}
	return page.Article{
		HTML:     filled("redline\t", func(c *comparison) *blob { return c.html }),
		Contents: filled("contents\t", func(c *comparison) *blob { return c.toc }),
		Summary: b.mark("counts\t"+name, func() ([]byte, error) {
			c, err := b.compared(from, to, old, now)
			if err != nil {
				return nil, err
			}
			return counts(t, c.summary), nil
		}),
	}
}

// correction shows what a correction changed, with the words of a page's language.
func (b *builder) correction(e *policy.Edition, old, now *policy.Wording, lang string) template.HTML {
	t := b.catalog.Printer(lang)
	return b.mark("correction\t"+now.Source.Path+"\t"+lang, func() ([]byte, error) {
		c, err := b.compared(e, e, old, now)
		if err != nil {
			return nil, err
		}
		text, err := c.html.bytes()
		return fill(text, spoken(t, now.Text.Lang)), err
	})
}

// mostReadings bounds the list of what a correction changed; the redline below it has all of it.
const mostReadings = 30

// readings lists what read otherwise before a correction, in a page's language, below a line that says from when to when.
func (b *builder) readings(e *policy.Edition, old, now *policy.Wording, stood template.HTML, lang string) template.HTML {
	t := b.catalog.Printer(lang)
	return b.mark("readings\t"+now.Source.Path+"\t"+lang, func() ([]byte, error) {
		c, err := b.compared(e, e, old, now)
		if err != nil || len(c.readings) == 0 {
			return nil, err
		}
		words := func(text string) string {
			text = template.HTMLEscapeString(text)
			if now.Text.Lang == lang {
				return "<bdi>" + text + "</bdi>"
			}
			return fmt.Sprintf(`<bdi lang="%s" dir="%s">%s</bdi>`, now.Text.Lang, locale.Direction(now.Text.Lang), text)
		}
		var out strings.Builder
		fmt.Fprintf(&out, "<div>%s</div><ul>", stood)
		for _, r := range c.readings {
			key, first, second := "correction_reading", r.Was, r.Is
			switch "" {
			case r.Was:
				key, first = "correction_reading_came", r.Is
			case r.Is:
				key = "correction_reading_went"
			}
			said := template.HTMLEscapeString(t.Text(key, "\ue010", "\ue011"))
			fmt.Fprintf(&out, "<li>%s</li>", strings.NewReplacer("\ue010", words(first), "\ue011", words(second)).Replace(said))
		}
		return []byte(out.String() + "</ul>"), nil
	})
}

// readingsOf are what a correction changed, in the front matter and in the text.
func readingsOf(d *redline.Diff, old, now *source.Front) []redline.Reading {
	var out []redline.Reading
	before := toPeople(old)
	for i, words := range toPeople(now) {
		if words != before[i] && words != "" {
			out = append(out, redline.Reading{Was: before[i], Is: words})
		}
	}
	out = append(out, d.Readings()...)
	return out[:min(len(out), mostReadings)]
}

// corrected shows what a correction changed in the words of the front matter that people are shown, then in the text.
func corrected(d *redline.Diff, old, now *source.Front) []byte {
	var out []byte
	before := toPeople(old)
	for i, words := range toPeople(now) {
		if words != before[i] {
			out = append(out, redline.Replaced(before[i], words, places())...)
		}
	}
	return append(out, d.Changes(places())...)
}

// toPeople are the words of the front matter that people are shown.
func toPeople(f *source.Front) []string {
	return []string{f.Title, f.Summary, f.Action, strings.Join(f.Changes, " ")}
}

// The places of a redline are named by the messages that go there and, after a space, by what goes into the message.
const (
	ownWords = "own" // the language of the words where the text has another one
	folded   = "redline_folded_blocks"
	formName = "redline_form_" // begins the name of a form of blocks, which may itself go into a message
)

// formPlace names the message that says what a block was or is called, where the name is a message too.
func formPlace(key string) func(name, level string) string {
	return func(name, level string) string {
		return place(strings.TrimRight(key+" "+formName+name+" "+level, " "))
	}
}

// plurals are the messages that count.
var plurals = []string{folded, "redline_form_changed", "redline_typography_changed"}

func places() *redline.Words {
	with := func(key string) func(string) string {
		return func(title string) string { return place(key + " " + title) }
	}
	return &redline.Words{
		Attributes: place(ownWords),
		Added:      place("redline_added"), Removed: place("redline_removed"),
		MovedHere: with("redline_moved_here"), MovedAway: with("redline_moved_away"), Same: place("redline_moved_words_same"),
		MovedFrom: place("redline_moved_from_link"), MovedTo: place("redline_moved_to_link"),
		Row:     map[string]string{"changed": place("redline_row_changed"), "added": place("redline_row_added"), "removed": place("redline_row_removed")},
		Column:  map[string]string{"added": place("redline_column_added"), "removed": place("redline_column_removed")},
		Section: sectionPlaces(),
		Form:    place("redline_form_changed 1"), Typography: place("redline_typography_changed 1"),
		FormOld: formPlace("redline_link_old"), FormNew: formPlace("redline_link_new"),
		FormOnly:    func(name string) string { return place(formName + name) },
		LinkChanged: place("redline_link_changed"), LinkOld: with("redline_link_old"), LinkNew: with("redline_link_new"),
		First: place("redline_first_change"), Previous: place("redline_previous_change"), Next: place("redline_next_change"), Anchor: place("redline_anchor"),
		Table: place("table_region_untitled"), Untouched: place("redline_folded"),
		Unchanged: func(n int) string { return place(folded + " " + strconv.Itoa(n)) },
	}
}

func sectionPlaces() map[string]string {
	out := map[string]string{}
	for _, kind := range []string{"changed", "added", "removed", "moved", "renamed", "renumbered"} {
		out[kind] = place("redline_section_" + kind)
	}
	return out
}

// spoken gives the words of a page's language for the places of a redline.
func spoken(t *locale.Printer, textLang string) func(name string) string {
	words := map[string]string{}
	return func(name string) string {
		w, ok := words[name]
		if !ok {
			w = word(t, name)
			if name == ownWords && t.Words() != textLang {
				w = fmt.Sprintf("lang=\"%s\" dir=\"%s\"", t.Words(), locale.Direction(t.Words()))
			}
			words[name] = w
		}
		return w
	}
}

// word is what goes to a place, as HTML.
func word(t *locale.Printer, name string) string {
	key, with, found := strings.Cut(name, " ")
	w := ""
	switch n, err := strconv.Atoi(with); {
	case name == ownWords:
		return ""
	case !found:
		w = t.Text(key)
	case err == nil && slices.Contains(plurals, key):
		w = t.Plural(key, n)
	case strings.HasPrefix(with, formName) && (key == "redline_link_old" || key == "redline_link_new"): // targets begin with a sign of direction
		w = t.Text(key, html.UnescapeString(word(t, with)))
	default:
		w = t.Text(key, html.UnescapeString(with))
	}
	return template.HTMLEscapeString(strings.TrimRight(w, ": "))
}

// counted are the numbers of a comparison in words, none where the texts do not differ.
func counted(t *locale.Printer, s redline.Summary) []string {
	var out []string
	for _, c := range []struct {
		key string
		n   int
	}{
		{"redline_sections_changed", s.Sections.Changed}, {"redline_sections_added", s.Sections.Added}, {"redline_sections_removed", s.Sections.Removed},
		{"redline_sections_moved", s.Sections.Moved}, {"redline_sections_renamed", s.Sections.Renamed}, {"redline_sections_renumbered", s.Sections.Renumbered}, {"redline_words_added", s.Words.Added},
		{"redline_words_removed", s.Words.Removed}, {"redline_words_moved", s.Words.Moved}, {"redline_links_changed", s.LinksChanged},
		{"redline_form_changed", s.FormChanged}, {"redline_typography_changed", s.TypographyChanged},
		{"redline_punctuation_changed", s.PunctuationChanged},
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
	said := counted(t, s)
	if !slices.ContainsFunc(said, func(line string) bool { return !leading.MatchString(line) }) { // all alike, or none
		for i, line := range said {
			said[i] = leading.ReplaceAllString(line, "<b>$0</b>")
		}
	}
	anew := ""
	if s.Rewritten {
		anew = "<p>" + template.HTMLEscapeString(t.Text("redline_rewritten")) + "</p>"
	}
	return []byte(anew + `<ul class="sum" aria-label="` + template.HTMLEscapeString(t.Text("redline_summary")) + `"><li>` + strings.Join(said, "</li><li>") + "</li></ul>")
}

// leading is the number that a message begins with.
var leading = regexp.MustCompile(`^\p{Nd}[\p{Nd}.,\x{66c}\x{a0}\x{202f}’]*`)

// changed is the sentence of a changelog that says in numbers what changed.
func (b *builder) changed(from, to *policy.Edition, old, now *policy.Wording, lang string) template.HTML {
	t := b.catalog.Printer(lang)
	return b.mark("changed\t"+old.Source.Path+"\t"+now.Source.Path+"\t"+lang, func() ([]byte, error) {
		c, err := b.compared(from, to, old, now)
		if err != nil || c.summary.Equal {
			return nil, err
		}
		said := counted(t, c.summary)
		for i, line := range said { // a number stays with its word, a sign between two with the one before it
			n := leading.FindString(line)
			if word, ok := strings.CutPrefix(line[len(n):], " "); ok && n != "" {
				said[i] = n + "\u00a0" + word
			}
		}
		anew := ""
		if c.summary.Rewritten {
			anew = template.HTMLEscapeString(t.Text("redline_rewritten")) + " "
		}
		return []byte(`<p class="fine">` + anew + strings.Join(said, "\u00a0· ") + "</p>"), nil
	})
}
