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
	text  string
	link  *link // the same for all tokens of a span, nil where it leads nowhere
	key   int32 // equal keys compare equal: NFC, quotes and dashes folded
	style markdown.Style
	class class
	space bool  // stands before the token
	tab   int32 // cells that end before the token
	words int32 // UAX #29 words in it; characters in Chinese and Japanese
}

// link is where words lead.
type link struct {
	dest   string
	around string // target of the link around a picture
	href   string // target as resolved for the page
	saved  bool   // what it leads to is to be saved and not opened
}

var nowhere = &link{}

func (t token) leads() *link {
	if t.link == nil {
		return nowhere
	}
	return t.link
}

// sameLink reports that two words lead to the same place as written.
func sameLink(a, b token) bool {
	x, y := a.leads(), b.leads()
	return x == y || x.dest == y.dest && x.around == y.around
}

type unit struct {
	id, kind, form string
	key            int32 // equal keys: the same words in the same form
	tokens         []token
	words          int
	gathered       []uint64 // of bag
	section        int      // index in the outline, -1 before the first heading
	head           string   // the section's heading key
	title          string   // the section's heading
	level          int
	header         bool                   // a row of a table's head
	cells          int                    // of a row
	lead           int32                  // equal for rows with the same first cell, -1 for none
	number         string                 // as written
	itemNumber                            // in a numbered list
	list           markdown.ContainerKind // that an item stands in, 0 for none
	depth, quotes  uint8                  // lists and quotations that it stands in
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

// form is what a block is apart from its words: kind, level of a heading, kind of the list that an item stands in. That blocks differ in
// their nesting is said of them; it does not make them unlike.
func form(b markdown.Block) string { return fmt.Sprint(b.Kind, b.Level, listOf(b)) }

// listOf is the kind of the list that an item stands in, 0 for none.
func listOf(b markdown.Block) (list markdown.ContainerKind) {
	for _, c := range b.Containers {
		if b.Kind == markdown.Item && (c.Kind == markdown.BulletList || c.Kind == markdown.OrderedList) {
			list = c.Kind
		}
	}
	return list
}

// bag gathers the unit's words and pairs of neighbouring words, those behind the number of a heading: that two sections have the same number
// says nothing.
func (u *unit) bag() []uint64 {
	if u.gathered == nil {
		ts := u.tokens
		if rest := u.body(); u.kind == "heading" && len(rest) > 0 {
			ts = rest
		}
		u.gathered = bag(ts, wordCount(ts) > 0)
	}
	return u.gathered
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

var fold = strings.NewReplacer(append([]string{"‘", "'", "’", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "„", `"`, "–", "-", "—", "-", "…", "...",
	"‚", "'", "‛", "'", "‹", "'", "›", "'", "‟", `"`, "‐", "-", "‒", "-", "―", "-", "−", "-",
	// Windows' signs, as they come out of a page that was read as Latin 1.
	"\u0091", "'", "\u0092", "'", "\u0093", `"`, "\u0094", `"`, "\u0096", "-", "\u0097", "-"}, invisible...)...)

// invisible is what nobody sees: kinds of spaces and hyphens, marks of direction and of possible breaks.
var invisible = []string{"\u00a0", " ", "\u202f", " ", "\u2007", " ", "\u2009", " ", "‑", "-", "\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "",
	"\u200e", "", "\u200f", "", "\u061c", "", "\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "", "\u2066", "", "\u2067", "",
	"\u2068", "", "\u2069", ""}

// spaces leaves the tab to part cells, and makes of the narrow space one that UAX #29 parts words at.
var spaces = strings.NewReplacer("\t", " ", "\u202f", "\u00a0")

var unseen = strings.NewReplacer(invisible...)

// folded is what two spellings of the same word have in common.
func folded(w string) string {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return norm.NFC.String(fold.Replace(w))
		}
	}
	return w
}

// looksLike reports that two spellings of a word cannot be told apart by eye.
func looksLike(a, b string) bool {
	return a == b || norm.NFC.String(unseen.Replace(a)) == norm.NFC.String(unseen.Replace(b))
}

// Spaces that part the groups of a number, each one alone; and a number, in groups of three digits or in one.
const (
	gap     = `[ \x{a0}\x{2007}\x{2009}]`
	grouped = `\d{1,3}(?:` + gap + `\d{3})+(?:[.,]\d+)?`
	number  = `(?:` + grouped + `|\d+(?:[.,]\d+)*)`
)

// atoms are what changes as a whole: web and mail addresses, dates, amounts, telephone numbers, an ellipsis.
var atoms = regexp.MustCompile(`(?:https?://|www\.)[^\s<>"、。，；：（）「」『』【】]*[^\s<>"、。，；：（）「」『』【】.,;:!?)\]}'’”»]` +
	`|[\pL\pN._%+-]+@[\pL\pN-]+(?:\.[\pL\pN-]+)+` +
	`|\d{4}年\d{1,2}月\d{1,2}日` +
	`|\d{1,2}\.?[ \x{a0}]\pL{3,},?[ \x{a0}]\d{4}|\pL{3,}[ \x{a0}]\d{1,2}(?:st|nd|rd|th)?,[ \x{a0}]\d{4}` +
	`|\+\d{1,3}(?:(?:` + gap + `|[-.‑–])?(?:\(\d{1,5}\)|\d+)){2,}` +
	`|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}` +
	`|[$€£¥₽₹₸₺]` + gap + `?` + number + `|` + number + gap + `?[%€£₽₹₸₺]|` + grouped +
	`|\.\.\.`)

// findAtoms returns where the atoms of a text stand. They are looked for near the signs that each of them has.
func findAtoms(s string) (found [][]int) {
	for _, part := range near(s) {
		for at := part[0]; at < part[1]; {
			p := atoms.FindStringIndex(s[at:part[1]])
			if p == nil {
				break
			}
			from, to := at+p[0], at+p[1]
			if whole(s, from, to) {
				found = append(found, []int{from, to})
				at = to
				continue
			}
			// What is left of a longer word or number is none, but what follows may be.
			_, size := utf8.DecodeRuneInString(s[from:])
			for at = from + size; at < to; at += size {
				r, n := utf8.DecodeRuneInString(s[at:])
				if size = n; !alnum(r) {
					break
				}
			}
		}
	}
	return found
}

// whole reports that what stands at a place is not cut out of a longer word or number.
func whole(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	first, _ := utf8.DecodeRuneInString(s[from:])
	last, _ := utf8.DecodeLastRuneInString(s[:to])
	return !(alnum(before) && (alnum(first) || first == '+') && !unicode.Is(unicode.Han, before)) &&
		!(alnum(after) && alnum(last) && !unicode.Is(unicode.Han, after))
}

// near returns the parts of a text in which atoms may stand: stretches without spaces that have a digit, an at sign or the like, with the
// one before, which may be a month or a currency, and two behind, since a date may have three.
func near(s string) (parts [][2]int) {
	const behind = 2
	from, left, last := -1, 0, 0 // of the open part; the stretch before this one
	for at := 0; at < len(s); {
		end := at
		for end < len(s) && s[end] != ' ' && s[end] != '\n' && s[end] != '\t' {
			end++
		}
		switch {
		case telling(s[at:end]):
			if left = behind; from < 0 {
				from = last
				parts = append(parts, [2]int{from, end})
			}
		case left == 0:
			from = -1
		default:
			left--
		}
		if from >= 0 {
			parts[len(parts)-1][1] = end
		}
		last, at = at, end+1
	}
	return parts
}

// telling reports that a stretch without spaces has what an atom cannot be without.
func telling(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9' || c == '@',
			c == ':' && strings.HasPrefix(s[i:], "://"), c == 'w' && strings.HasPrefix(s[i:], "www."), c == '.' && strings.HasPrefix(s[i:], "..."):
			return true
		}
	}
	return false
}

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

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
func classify(w string) (class, int32) {
	r, _ := utf8.DecodeRuneInString(w)
	switch {
	case unicode.Is(unicode.Hiragana, r):
		return kana, int32(utf8.RuneCountInString(w))
	case unicode.Is(unicode.Han, r):
		return han, int32(utf8.RuneCountInString(w))
	}
	n := int32(0)
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
		return min(40*t.words, 120)
	}
	const small = 2000 // words added to every text, so that in a short one no word counts as frequent
	perMyriad := 10000 * int(l.count[t.key]) / (l.total + small)
	return int32(max(35, min(100, 100-(perMyriad-10)*65/30)))
}
