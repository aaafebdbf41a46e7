package check

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"candor/internal/locale"
)

// digits are a number in digits with what joins them in numbers, dates and amounts, a sign before them and the word after them: "30 days",
// "2027-01-15", "30-day", "§ 4", "1 000,50 ₽".
var digits = regexp.MustCompile(`((?:[\p{Sc}§№+−-][\s\x{a0}\x{202f}]?)?\p{Nd}+(?:[.,:/'’\s\x{a0}\x{202f}-]\p{Nd}+)*)(?:([\s\x{a0}\x{202f}]*|-)([\p{L}\p{Sc}%‰]+))?`)

// after is the word after a number in words.
var after = regexp.MustCompile(`^([\s\x{a0}\x{202f}]+|-)(\pL+)`)

// designation is a number that names a part of a law or of a text in letters: II, "6(1)(a)". One letter alone is a word more often.
var designation = regexp.MustCompile(`\b[IVX]{2,}\b|[\p{Nd})]\(\pL\)`)

// RuleNumbers is the rule that a correction leaves numbers, dates and amounts alone.
const RuleNumbers = "correction-numbers"

// quantity is a number of a text.
type quantity struct {
	key   string // the same for "30 days" and "thirty days", which say the same
	words string // as they stand in the text
	at    int

	number, counted string // in digits: the number, and the word after it
}

// numbersChanged says which number, date or amount a correction changes, "" for none. The word after a number counts with it, since 30 days
// are not 30 months, and so does their order: what is said of two numbers is another thing when they change places.
func numbersChanged(old, now, lang string, m Mended) string {
	before, after := quantities(old, lang), quantities(now, lang)
	m.respell(before, after, lang)
	for _, list := range []struct {
		ours, theirs []quantity
		verb         string
	}{{before, after, "takes out"}, {after, before, "puts in"}} {
		left := map[string]int{}
		for _, n := range list.theirs {
			left[n.key]++
		}
		for _, n := range list.ours {
			if left[n.key]--; left[n.key] < 0 {
				return fmt.Sprintf("the correction %s %q: it changes a number, a date or an amount", list.verb, n.words)
			}
		}
	}
	for i, n := range before {
		if n.key != after[i].key {
			return fmt.Sprintf("the correction puts %q in the place of %q: it changes a number, a date or an amount", after[i].words, n.words)
		}
	}
	return ""
}

// respell reads a unit with a typing error in it as the unit that it is corrected to: "30 dyas" are the 30 days that the correction says.
func (m *Mended) respell(before, after []quantity, lang string) {
	if len(before) != len(after) {
		return
	}
	unit := func(word string) []locale.Operative {
		return ofKind(locale.Operatives(word, lang), locale.Measure)
	}
	for i := range before {
		old, now := &before[i], &after[i]
		if old.key != now.key && old.number == now.number && typo(strings.ToLower(old.counted), strings.ToLower(now.counted)) && len(unit(old.counted)) == 0 {
			if found := unit(now.counted); len(found) > 0 && m.misspelt(found[0], lang) {
				old.key = now.key
			}
		}
	}
}

// quantities are the numbers of a text in digits and, in the languages whose number words are known, in words.
func quantities(text, lang string) []quantity {
	var out []quantity
	inDigits := digits.FindAllStringSubmatchIndex(text, -1)
	for _, m := range inDigits {
		n := quantity{number: spaced(text[m[2]:m[3]]), words: spaced(text[m[0]:m[1]]), at: m[0]}
		n.key = n.number
		if m[6] >= 0 {
			n.counted = text[m[6]:m[7]]
			n.key += united(text[m[4]:m[5]], n.counted, lang)
		}
		out = append(out, n)
	}
	for _, n := range locale.Numerals(text, lang) {
		for len(inDigits) > 0 && inDigits[0][1] <= n.Start {
			inDigits = inDigits[1:]
		}
		if len(inDigits) > 0 && inDigits[0][0] < n.End {
			continue // "5 million": the word after the digits
		}
		key, end := n.Number(), n.End
		if n.Unit != "" {
			key += " " + n.Unit
		} else if m := after.FindStringSubmatchIndex(text[end:]); m != nil {
			key += united(text[end+m[2]:end+m[3]], text[end+m[4]:end+m[5]], lang)
			end += m[1]
		}
		out = append(out, quantity{key: key, words: spaced(text[n.Start:end]), at: n.Start})
	}
	for _, m := range designation.FindAllStringIndex(text, -1) {
		out = append(out, quantity{key: text[m[0]:m[1]], words: text[m[0]:m[1]], at: m[0]})
	}
	slices.SortStableFunc(out, func(a, b quantity) int { return cmp.Compare(a.at, b.at) })
	return out
}

// united is the word after a number, the same for all forms of a unit, with what stands between: nothing, a space or a hyphen. Whether a space
// stands before a unit does not matter.
func united(between, word, lang string) string {
	unit := locale.Unit(word, lang)
	switch {
	case between == "-":
		return "-" + unit
	case between == "" && unit == strings.ToLower(word):
		return unit
	}
	return " " + unit
}

// spaced writes every run of white space as one space.
func spaced(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ") }
