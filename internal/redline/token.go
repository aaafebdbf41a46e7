package redline

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/markdown"
	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// maxKana is the number of hiragana that stand as one token at most: inflections, which change as wholes.
const maxKana = 6

type class uint8

const (
	word class = iota
	han
	kana
	mark // punctuation and symbols
)

type token struct {
	text, dest string
	around     string // target of the link around a picture
	href       string // target as resolved for the page
	key        int32  // equal keys compare equal: NFC, quotes and dashes folded
	style      markdown.Style
	class      class
	space      bool // stands before the token
	tab        int  // cells that end before the token
	words      int  // UAX #29 words in it; characters in Chinese and Japanese
}

type unit struct {
	id, kind, form string
	key            int32 // equal keys: the same words in the same form
	tokens         []token
	words          int
	bag            []uint64 // sorted words and pairs of neighbouring words
	section        int      // index in the outline, -1 before the first heading
	head           string   // the section's heading key
	title          string   // the section's heading
	level          int
	header         bool   // a row of a table's head
	cells          int    // of a row
	lead           int32  // equal for rows with the same first cell, -1 for none
	number         string // as written
	containers     []markdown.Container
}

// body returns the words behind the block's typed number.
func (u *unit) body() []token {
	rest := u.number
	if u.kind == "item" {
		return u.tokens // its number is not among them
	}
	for i, t := range u.tokens {
		if rest == "" || !strings.HasPrefix(rest, t.text) {
			return u.tokens[i:]
		}
		rest = strings.TrimSpace(rest[len(t.text):])
	}
	return u.tokens
}

// lexicon numbers the words and blocks of both texts and counts how often a word stands in them.
type lexicon struct {
	ids   map[string]int32
	count []int
	total int
}

func (l *lexicon) id(s string) int32 {
	k, ok := l.ids[s]
	if !ok {
		k = int32(len(l.count))
		l.ids[strings.Clone(s)] = k
		l.count = append(l.count, 0)
	}
	l.count[k]++
	return k
}

func (l *lexicon) units(d *markdown.Document) []unit {
	names := []string{"paragraph", "heading", "item", "row", "code", "term", "definition", "footnote", "rule", "html"}
	var out []unit
	under := unitSections(d)
	for i, b := range d.Blocks {
		if b.Kind == markdown.Rule || int(b.Kind) >= len(names) {
			continue
		}
		u := unit{id: b.ID, kind: names[b.Kind], form: form(b), tokens: l.tokens(b), section: under[i],
			level: b.Level, header: b.Header, number: b.Number, containers: b.Containers}
		if len(u.tokens) == 0 {
			continue // nothing to see
		}
		if u.section >= 0 {
			u.head, u.title = headKey(d.Outline[u.section]), d.Outline[u.section].Text
		}
		k := []byte("\x00" + u.form)
		for _, t := range u.tokens {
			k = append(k, byte(t.key), byte(t.key>>8), byte(t.key>>16), byte(t.key>>24), byte(t.tab))
		}
		u.key = l.id(string(k))
		if u.words, u.lead = wordCount(u.tokens), -1; u.kind == "row" {
			u.cells = len(b.Cells)
			u.lead = l.lead(&u)
		}
		u.bag = bag(u.tokens, u.words > 0)
		if rest := u.body(); u.kind == "heading" && len(rest) > 0 {
			u.bag = bag(rest, wordCount(rest) > 0) // that two sections have the same number says nothing
		}
		out = append(out, u)
	}
	return out
}

// lead numbers the words of a row's first cell, by which readers know the row.
func (l *lexicon) lead(u *unit) int32 {
	k := []byte("\x01")
	for _, t := range u.tokens {
		if t.tab > 0 {
			break
		}
		k = append(k, byte(t.key), byte(t.key>>8), byte(t.key>>16), byte(t.key>>24))
	}
	if len(k) == 1 {
		return -1
	}
	return l.id(string(k))
}

// form is what a block is apart from its words: kind, level of a heading, kind of the list that an item stands in.
func form(b markdown.Block) string {
	list := markdown.ContainerKind(0)
	for _, c := range b.Containers {
		if c.Kind == markdown.BulletList || c.Kind == markdown.OrderedList {
			list = c.Kind
		}
	}
	if b.Kind != markdown.Item {
		list = 0
	}
	return fmt.Sprint(b.Kind, b.Level, list)
}

// bag gathers the words of a block, or all its tokens when it has no words, and the pairs of neighbours.
func bag(ts []token, wordsOnly bool) []uint64 {
	out := make([]uint64, 0, 2*len(ts))
	last := int32(-1)
	for _, t := range ts {
		if wordsOnly && t.words == 0 {
			continue
		}
		out = append(out, uint64(t.key))
		if last >= 0 {
			out = append(out, uint64(last+1)<<32|uint64(t.key))
		}
		last = t.key
	}
	slices.Sort(out)
	return out
}

// dice is the share of two bags that is common to both, in thousandths.
func dice(a, b []uint64) int {
	n := len(a) + len(b)
	if n == 0 {
		return 0
	}
	c := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			c, i, j = c+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2000 * c / n
}

var fold = strings.NewReplacer(append([]string{"‘", "'", "’", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "„", `"`, "–", "-", "—", "-", "…", "..."}, invisible...)...)

// invisible is what nobody sees: kinds of spaces and hyphens, marks of direction and of possible breaks.
var invisible = []string{"\u00a0", " ", "\u202f", " ", "\u2007", " ", "\u2009", " ", "‑", "-", "\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "",
	"\u200e", "", "\u200f", "", "\u061c", "", "\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "", "\u2066", "", "\u2067", "",
	"\u2068", "", "\u2069", ""}

// spaces leaves the tab to part cells, and makes of the narrow space one that UAX #29 parts words at.
var spaces = strings.NewReplacer("\t", " ", "\u202f", "\u00a0")

var unseen = strings.NewReplacer(invisible...)

// looksLike reports that two spellings of a word cannot be told apart by eye.
func looksLike(a, b string) bool {
	return a == b || norm.NFC.String(unseen.Replace(a)) == norm.NFC.String(unseen.Replace(b))
}

// atoms are what changes as a whole: web and mail addresses, dates, amounts, an ellipsis.
var atoms = regexp.MustCompile(`(?:https?://|www\.)[^\s<>"、。，；：（）「」『』【】]*[^\s<>"、。，；：（）「」『』【】.,;:!?)\]}'’”»]` +
	`|[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+` +
	`|\d{4}年\d{1,2}月\d{1,2}日` +
	`|\d{1,2}\.?[ \x{a0}]\pL{3,},?[ \x{a0}]\d{4}|\pL{3,}[ \x{a0}]\d{1,2}(?:st|nd|rd|th)?,[ \x{a0}]\d{4}` +
	`|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}` +
	`|[$€£¥₽₹₸₺][ \x{a0}]?\d+(?:[.,]\d+)*|\d{1,3}(?:[\x{a0}\x{202f}]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*[ \x{a0}]?[%€£₽₹₸₺]` +
	`|\.\.\.`)

func findAtoms(s string) [][]int {
	if !strings.ContainsAny(s, "0123456789@") && !strings.Contains(s, "://") && !strings.Contains(s, "www.") && !strings.Contains(s, "...") {
		return nil
	}
	return slices.DeleteFunc(atoms.FindAllStringIndex(s, -1), func(p []int) bool {
		before, _ := utf8.DecodeLastRuneInString(s[:p[0]])
		after, _ := utf8.DecodeRuneInString(s[p[1]:])
		first, _ := utf8.DecodeRuneInString(s[p[0]:])
		last, _ := utf8.DecodeLastRuneInString(s[:p[1]])
		return alnum(before) && alnum(first) && !unicode.Is(unicode.Han, before) || alnum(after) && alnum(last) && !unicode.Is(unicode.Han, after)
	})
}

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// tokens splits a block into words. The spans are joined first: half a word in bold is still one word.
func (l *lexicon) tokens(b markdown.Block) []token {
	var s strings.Builder
	starts := make([]int, 0, len(b.Spans))
	cell := 0
	for i, sp := range b.Spans {
		for ; cell < len(b.Cells) && i >= b.Cells[cell]; cell++ {
			s.WriteByte('\t')
		}
		if sp.Style&markdown.HardBreak != 0 {
			s.WriteByte('\n')
		}
		starts = append(starts, s.Len())
		s.WriteString(spaces.Replace(sp.Text))
	}
	text := s.String()
	var out []token
	span, space, tab := 0, false, 0
	put := func(from, to int) {
		w := text[from:to]
		tab += strings.Count(w, "\t")
		key := norm.NFC.String(fold.Replace(w))
		if strings.TrimFunc(key, unicode.IsSpace) == "" {
			space = true
			return
		}
		for span+1 < len(starts) && starts[span+1] <= from {
			span++
		}
		t := token{text: w, key: l.id(key), dest: b.Spans[span].Dest, around: b.Spans[span].Around, href: b.Spans[span].Href, style: b.Spans[span].Style &^ markdown.HardBreak,
			space: space && len(out) > 0, tab: tab}
		t.class, t.words = classify(w)
		l.total += min(t.words, 1)
		out = append(out, t)
		space, tab = false, 0
	}
	at := 0
	for _, p := range findAtoms(text) {
		segment(text, at, p[0], put)
		put(p[0], p[1])
		at = p[1]
	}
	segment(text, at, len(text), put)
	return out
}

// segment calls put for each word of text[from:to], hiragana joined.
func segment(text string, from, to int, put func(from, to int)) {
	it := words.FromString(text[from:to])
	start, n := -1, 0 // a run of hiragana
	at := from
	for it.Next() {
		w := it.Value()
		r, size := utf8.DecodeRuneInString(w)
		glue := size == len(w) && unicode.Is(unicode.Hiragana, r)
		if start >= 0 && (!glue || n == maxKana) {
			put(start, at)
			start = -1
		}
		switch {
		case !glue:
			put(at, at+len(w))
		case start < 0:
			start, n = at, 1
		default:
			n++
		}
		at += len(w)
	}
	if start >= 0 {
		put(start, at)
	}
}

// classify tells what a token is and how many words it counts.
func classify(w string) (class, int) {
	r, _ := utf8.DecodeRuneInString(w)
	switch {
	case unicode.Is(unicode.Hiragana, r):
		return kana, utf8.RuneCountInString(w)
	case unicode.Is(unicode.Han, r):
		return han, utf8.RuneCountInString(w)
	}
	n := 0
	for it := words.FromString(w); it.Next(); {
		if strings.IndexFunc(it.Value(), alnum) >= 0 {
			n++
		}
	}
	if n == 0 {
		return mark, 0
	}
	return word, n
}

// weight is what keeping a token is worth, in hundredths of a rare word: frequent words are worth less in any language.
func (l *lexicon) weight(t token) int32 {
	switch t.class {
	case mark:
		return 15
	case han:
		return 40
	case kana:
		return int32(min(40*t.words, 120))
	}
	const small = 2000 // words added to every text, so that in a short one no word counts as frequent
	perMyriad := 10000 * l.count[t.key] / (l.total + small)
	return int32(max(35, min(100, 100-(perMyriad-10)*65/30)))
}
