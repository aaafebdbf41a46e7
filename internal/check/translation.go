package check

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/markdown"
)

// Translation holds a translation against the original text: sections, list items, table rows, numbered clauses, dates, amounts, e-mail
// addresses and links, and whether its paragraphs were translated.
func Translation(prevails, t *Text) diag.List {
	ours, theirs := sectionsOf(t), sectionsOf(prevails)
	var out diag.List
	for _, id := range theirs.order {
		if ours.of[id] == nil {
			out.Add(differ(t.Place, prevails, theirs.of[id].pos, named(theirs.of[id])+" of the original text has no counterpart"))
		}
	}
	for _, id := range ours.order {
		own, other := ours.of[id], theirs.of[id]
		if other == nil {
			out.Add(differ(own.pos, prevails, prevails.Place, named(own)+" has no counterpart in the original text"))
			continue
		}
		found := differences(own, other, locale.ReadsDates(t.Lang) && locale.ReadsDates(prevails.Lang))
		if !t.Outdated { // readers are told that it is, and amounts are what changes first
			found = append(found, amountsDiffer(own, other, t.Lang, prevails.Lang)...)
		}
		for _, d := range found {
			told := differ(d.pos, prevails, d.there, fmt.Sprintf("%s %s", named(own), d.what))
			told.Related = append(told.Related, d.more...)
			out.Add(told)
		}
	}
	out.Add(untranslated(prevails, t)...)
	return out
}

// named is a section in a sentence; what stands before the first heading has no title.
func named(s *section) string {
	if s.title == "" {
		return "the text before the first heading"
	}
	return fmt.Sprintf("the section %q", s.title)
}

func differ(pos diag.Pos, prevails *Text, there diag.Pos, message string) diag.Diagnostic {
	d := warn(pos, RuleStructure, message, "bring one of the two in line")
	d.Related = []diag.Related{{Pos: there, Message: "the original text, " + prevails.Lang}}
	return d
}

// section is what a section holds, each thing with its place.
type section struct {
	pos         diag.Pos
	title       string
	items, rows []mark
	numbers     []mark
	dates       []mark
	years       []int // that stand in no date which could be read
	quantities  []amount
	mails       []mark
	links       []mark // within the center
	away        []mark // links to other places
}

// mark is a thing that a text and its translation should both have.
type mark struct {
	what string
	pos  diag.Pos
}

type sections struct {
	order []string
	of    map[string]*section
}

var mail = regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)

func sectionsOf(t *Text) sections {
	out := sections{of: map[string]*section{}}
	at := func(b *markdown.Block) *section {
		id, title, pos := "", "", t.Place
		if b.Section >= 0 {
			entry := t.Document.Outline[b.Section]
			id, title, pos = entry.ID, entry.Text, entry.Pos
		}
		if out.of[id] == nil {
			out.order = append(out.order, id)
			out.of[id] = &section{pos: pos, title: title}
		}
		return out.of[id]
	}
	for i := range t.Document.Blocks {
		b := &t.Document.Blocks[i]
		if b.Section < 0 && len(b.Containers) > 0 && b.Containers[0].Kind == markdown.Notes {
			continue
		}
		at(b).add(b, t.Lang)
	}
	return out
}

func (s *section) add(b *markdown.Block, lang string) {
	words := wordsOf(b)
	switch b.Kind {
	case markdown.Item:
		s.items = append(s.items, mark{"", b.Pos})
	case markdown.Row:
		s.rows = append(s.rows, mark{"", b.Pos})
	case markdown.Paragraph:
		if n := strings.Trim(b.Number, ".()"); n != "" {
			s.numbers = append(s.numbers, mark{n, b.Pos})
		}
	}
	dates, years := locale.Dates(words, lang)
	for _, d := range dates {
		s.dates = append(s.dates, mark{d.String(), b.Pos})
	}
	s.years = append(s.years, years...)
	s.amounts(b, words, lang)
	for _, m := range mail.FindAllString(strings.ToLower(words), -1) {
		s.mails = append(s.mails, mark{m, b.Pos})
	}
	last := ""
	for i := range b.Spans {
		dest := b.Spans[i].Dest
		if dest == last || b.Spans[i].Style&markdown.NoteRef != 0 {
			continue
		}
		last = dest
		switch {
		case dest == "" || strings.HasPrefix(dest, "mailto:") || strings.HasPrefix(dest, "tel:"):
		case strings.Contains(dest, ":"):
			s.away = append(s.away, mark{dest, b.Pos})
		default:
			s.links = append(s.links, mark{dest, b.Pos})
		}
	}
}

// sites are the sites that links lead to: the name below which a company has pages for every country and language, "mozilla" of
// support.mozilla.org, "yandex" of yandex.com.tr. Pages of one site differ by language.
func sites(links []mark) []mark {
	var out []mark
	for _, l := range links {
		u, err := url.Parse(l.what)
		if err != nil {
			continue
		}
		labels := strings.Split(u.Hostname(), ".")
		i := len(labels) - 2
		if i > 0 && len(labels[i]) <= 3 && len(labels[i+1]) == 2 {
			i-- // com.tr, co.uk
		}
		if i >= 0 {
			out = append(out, mark{labels[i], l.pos})
		}
	}
	return out
}

// difference is one way in which a section departs from its counterpart, with its places in both texts.
type difference struct {
	what       string
	pos, there diag.Pos
	more       []diag.Related // the things themselves, where they stand in lines of their own
}

// differences says in which ways a section departs from its counterpart, each once.
func differences(own, other *section, dates bool) []difference {
	var out []difference
	numbers := func(what string, a, b []mark) {
		if len(a) != len(b) {
			out = append(out, difference{fmt.Sprintf("has %d %s, and the original text has %d", len(a), what, len(b)), first(a, own.pos), first(b, other.pos), nil})
		}
	}
	numbers("list items", own.items, other.items)
	numbers("table rows", own.rows, other.rows)
	numbers("links to other sites", own.away, other.away)
	sets := func(what string, a, b []mark) {
		out = append(out, unmet(what, less(a, b), less(b, a), own.pos, other.pos)...)
	}
	if len(own.away) == len(other.away) { // else their number is told already
		sets("links to", sites(own.away), sites(other.away))
	}
	sets("numbered clauses", own.numbers, other.numbers)
	if dates {
		sets("dates", own.sure(own.dates, other), other.sure(other.dates, own))
	}
	sets("e-mail addresses", own.mails, other.mails)
	sets("links", own.links, other.links)
	return out
}

// unmet says what a section at one place has and lacks beside its counterpart at another.
func unmet(what string, has, lacks []mark, own, other diag.Pos) (out []difference) {
	if len(lacks) > 0 {
		out = append(out, difference{fmt.Sprintf("lacks the %s %s", what, words(lacks)), own, lacks[0].pos, others(lacks)})
	}
	if len(has) > 0 {
		out = append(out, difference{fmt.Sprintf("has the %s %s, which the original text has not", what, words(has)), has[0].pos, other, others(has)})
	}
	return out
}

// sure are the dates that cannot be among what was not read in a counterpart: it names their year in no other way.
func (s *section) sure(dates []mark, counterpart *section) []mark {
	return slices.DeleteFunc(slices.Clone(dates), func(d mark) bool {
		year, err := strconv.Atoi(d.what[:4])
		return err != nil || slices.Contains(s.years, year) || slices.Contains(counterpart.years, year)
	})
}

// first is the place of the first of some things, or of the section that has none.
func first(marks []mark, section diag.Pos) diag.Pos {
	if len(marks) == 0 {
		return section
	}
	return marks[0].pos
}

func words(marks []mark) string {
	var out []string
	for _, m := range marks {
		out = append(out, m.what)
	}
	return strings.Join(out, ", ")
}

// others are the places of all things but the first, which the diagnostic itself names.
func others(marks []mark) []diag.Related {
	var out []diag.Related
	for _, m := range marks[1:] {
		out = append(out, diag.Related{Pos: m.pos, Message: m.what})
	}
	return out
}

// less returns what stands in a more often than in b, each thing once and in the order of the text: the first one too many.
func less(a, b []mark) []mark {
	left := map[string]int{}
	for _, m := range b {
		left[m.what]++
	}
	seen := map[string]bool{}
	var out []mark
	for _, m := range a {
		if left[m.what]--; left[m.what] < 0 && !seen[m.what] {
			seen[m.what] = true
			out = append(out, m)
		}
	}
	return out
}

// letters are the scripts that a language is written in, for the languages whose script says something (CLDR, likely subtags); a script that
// the tag names itself (RFC 5646, section 2.2.3), as in sr-Latn, is that of the text.
func letters(lang string) []*unicode.RangeTable {
	base, rest, _ := strings.Cut(lang, "-")
	script, _, _ := strings.Cut(rest, "-")
	switch strings.ToLower(script) {
	case "latn":
		return []*unicode.RangeTable{unicode.Latin}
	case "cyrl":
		return []*unicode.RangeTable{unicode.Cyrillic}
	case "arab":
		return []*unicode.RangeTable{unicode.Arabic}
	}
	switch base {
	case "ru", "uk", "kk", "be", "bg", "sr", "ky", "tg", "mk", "mn":
		return []*unicode.RangeTable{unicode.Cyrillic}
	case "en", "de", "fr", "es", "pt", "it", "pl", "tr", "nl", "cs", "sv", "fi", "da", "nb", "vi", "id", "ro", "hu", "az", "uz":
		return []*unicode.RangeTable{unicode.Latin}
	case "ar", "fa", "ur":
		return []*unicode.RangeTable{unicode.Arabic}
	case "he":
		return []*unicode.RangeTable{unicode.Hebrew}
	case "zh":
		return []*unicode.RangeTable{unicode.Han}
	case "ja":
		return []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}
	case "ko":
		return []*unicode.RangeTable{unicode.Hangul, unicode.Han}
	}
	return nil
}

// Fewer letters than fewLetters say nothing of a language: a name, an abbreviation.
const fewLetters = 24

// untranslated finds paragraphs that are those of the original text, or are written in other letters than the language.
func untranslated(prevails, t *Text) diag.List {
	same := map[string]diag.Pos{}
	for i := range prevails.Document.Blocks {
		b := &prevails.Document.Blocks[i]
		if words := strings.TrimSpace(wordsOf(b)); long(words) {
			same[words] = b.Pos
		}
	}
	var out diag.List
	for i := range t.Document.Blocks {
		b := &t.Document.Blocks[i]
		words := strings.TrimSpace(wordsOf(b))
		if b.Kind == markdown.Code || !long(words) {
			continue
		}
		if there, ok := same[words]; ok {
			d := warn(b.Pos, RuleLanguage, "the same, word for word, as in the original text: it seems that it was not translated", "translate it")
			d.Related = []diag.Related{{Pos: there, Message: "the original text, " + prevails.Lang}}
			out.Add(d)
			continue
		}
		if tables := letters(t.Lang); tables != nil && foreign(words, tables) {
			out.Add(warn(b.Pos, RuleLanguage, "most of it is not written in the letters of this language: it seems that it was not translated", "translate it"))
		}
	}
	return out
}

// long reports whether words are enough to tell a language by: addresses and names apart.
func long(words string) bool {
	n := 0
	for _, r := range mail.ReplaceAllString(words, "") {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n >= fewLetters && len(strings.Fields(words)) > 3
}

func foreign(words string, tables []*unicode.RangeTable) bool {
	own, all := 0, 0
	for _, r := range words {
		if !unicode.IsLetter(r) {
			continue
		}
		all++
		if unicode.In(r, tables...) {
			own++
		}
	}
	return own*3 < all
}
