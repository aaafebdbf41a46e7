package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"candor/internal/diag"
	"candor/internal/importer"
	"candor/internal/markdown"
)

// Translation holds a translation against the text that prevails: sections, list items, table rows, numbered clauses, dates, e-mail addresses
// and links, and whether its paragraphs were translated.
func Translation(prevails, t *Text) diag.List {
	ours, theirs := sectionsOf(t), sectionsOf(prevails)
	var out diag.List
	for _, id := range theirs.order {
		if ours.of[id] == nil {
			out.Add(differ(t.Place, prevails, theirs.of[id].pos, fmt.Sprintf("the section %q of the authoritative text has no counterpart", theirs.of[id].title)))
		}
	}
	for _, id := range ours.order {
		own, other := ours.of[id], theirs.of[id]
		if other == nil {
			out.Add(differ(own.pos, prevails, prevails.Place, fmt.Sprintf("the section %q has no counterpart in the authoritative text", own.title)))
			continue
		}
		for _, what := range differences(own, other, bothRead(t.Lang, prevails.Lang)) {
			out.Add(differ(own.pos, prevails, other.pos, fmt.Sprintf("the section %q %s", own.title, what)))
		}
	}
	out.Add(untranslated(prevails, t)...)
	return out
}

func differ(pos diag.Pos, prevails *Text, there diag.Pos, message string) diag.Diagnostic {
	d := warn(pos, RuleStructure, message, "bring one of the two in line")
	d.Related = []diag.Related{{Pos: there, Message: "the authoritative text, " + prevails.Lang}}
	return d
}

// bothRead reports whether dates in words are read in both languages.
func bothRead(a, b string) bool {
	reads := func(lang string) bool { return lang == "ru" || lang == "en" }
	return reads(a) && reads(b)
}

// section is what a section holds.
type section struct {
	pos         diag.Pos
	title       string
	items, rows int
	numbers     []string
	dates       []string
	mails       []string
	links       []string // within the center
	away        int      // links to other places
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
		s.items++
	case markdown.Row:
		s.rows++
	case markdown.Paragraph:
		if n := strings.Trim(b.Number, ".()"); n != "" {
			s.numbers = append(s.numbers, n)
		}
	}
	for _, d := range importer.Dates(words, lang) {
		s.dates = append(s.dates, d.String())
	}
	s.mails = append(s.mails, mail.FindAllString(strings.ToLower(words), -1)...)
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
			s.away++
		default:
			s.links = append(s.links, dest)
		}
	}
}

// differences says in which ways a section departs from its counterpart, each once.
func differences(own, other *section, dates bool) []string {
	var out []string
	numbers := func(what string, a, b int) {
		if a != b {
			out = append(out, fmt.Sprintf("has %d %s, and the authoritative text has %d", a, what, b))
		}
	}
	numbers("list items", own.items, other.items)
	numbers("table rows", own.rows, other.rows)
	numbers("links to other sites", own.away, other.away)
	sets := func(what string, a, b []string) {
		lacks, has := less(b, a), less(a, b)
		if len(lacks) > 0 {
			out = append(out, fmt.Sprintf("lacks the %s %s", what, strings.Join(lacks, ", ")))
		}
		if len(has) > 0 {
			out = append(out, fmt.Sprintf("has the %s %s, which the authoritative text has not", what, strings.Join(has, ", ")))
		}
	}
	sets("numbered clauses", own.numbers, other.numbers)
	if dates {
		sets("dates", own.dates, other.dates)
	}
	sets("e-mail addresses", own.mails, other.mails)
	sets("links", own.links, other.links)
	return out
}

// less returns what stands in a more often than in b, sorted.
func less(a, b []string) []string {
	left := map[string]int{}
	for _, s := range b {
		left[s]++
	}
	out := map[string]bool{}
	for _, s := range a {
		if left[s]--; left[s] < 0 {
			out[s] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// letters are the scripts that a language is written in, for the languages whose script says something (CLDR, likely subtags).
func letters(lang string) []*unicode.RangeTable {
	base, _, _ := strings.Cut(lang, "-")
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

// untranslated finds paragraphs that are those of the authoritative text, or are written in other letters than the language.
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
			d := warn(b.Pos, RuleLanguage, "the same, word for word, as in the authoritative text: it seems that it was not translated", "translate it")
			d.Related = []diag.Related{{Pos: there, Message: "the authoritative text, " + prevails.Lang}}
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
