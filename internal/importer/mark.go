package importer

import (
	"regexp"
	"strconv"
	"strings"
)

// markStyle is the kind of sign that a typed list item or a numbered clause begins with.
type markStyle uint8

const (
	noMark      markStyle = iota
	bulletMark            // •, -, —
	decimalMark           // 1.  1)  1.1  1.1.
	letterMark            // а)  a)  (a)  (1)  ii)
)

// mark is the sign that a line begins with.
type mark struct {
	style markStyle
	class string // two items of one list have the same class: the bullet itself, "1.", "1)", "(1)", "а)", "a)", ...
	nums  []int  // decimalMark: 1.2.3 is [1 2 3]
	typed string // as it stands in the line, without the space after it
	rest  string // what follows
}

var (
	bulletPattern = regexp.MustCompile(`^([•●▪◦‣∙·■□○◆✓✔➢➤►\x{f0b7}\x{f0a7}\x{f02d}])[\s\x{a0}]*(\S.*)$`)
	dashPattern   = regexp.MustCompile(`^([-–—−*+])[\s\x{a0}]+(\S.*)$`)
	tightDash     = regexp.MustCompile(`^([-–—])(\p{L}[^\s].*)$`) // "-v all" is an option of a command, and its dash a letter of it
	decimal       = regexp.MustCompile(`^(\d{1,3}(?:\.\d{1,3}){0,4})([.)]?)([\s\x{a0}]*)(\S.*)$`)
	parenthesised = regexp.MustCompile(`^\((\d{1,2}|\p{L}|[ivx]{1,4})\)[\s\x{a0}]*(\S.*)$`)
	lettered      = regexp.MustCompile(`^(\p{L}|[ivx]{1,4})\)[\s\x{a0}]*(\S.*)$`)
	upperStart    = regexp.MustCompile(`^["'«“„(]*\p{Lu}`)
)

// parseMark returns the sign that a line begins with; a line without one has style noMark and is all rest.
func parseMark(text string) mark {
	if isRule(text) {
		return mark{rest: text}
	}
	for _, p := range []*regexp.Regexp{bulletPattern, dashPattern, tightDash} {
		if m := p.FindStringSubmatch(text); m != nil {
			return mark{style: bulletMark, class: m[1], typed: m[1], rest: m[2]}
		}
	}
	if m := decimal.FindStringSubmatch(text); m != nil {
		if d, ok := decimalOf(m); ok {
			return d
		}
	}
	if m := parenthesised.FindStringSubmatch(text); m != nil {
		return mark{style: letterMark, class: "(" + letterClass(m[1]) + ")", typed: "(" + m[1] + ")", rest: m[2]}
	}
	if m := lettered.FindStringSubmatch(text); m != nil {
		return mark{style: letterMark, class: letterClass(m[1]) + ")", typed: m[1] + ")", rest: m[2]}
	}
	return mark{rest: text}
}

// decimalOf tells a typed number from a number that begins a sentence: "1." and "1)" need a space or a letter after them,
// "1.1" a space, and a bare "1" is no mark.
func decimalOf(m []string) (mark, bool) {
	number, end, space, rest := m[1], m[2], m[3], m[4]
	d := mark{style: decimalMark, typed: number + end, rest: rest, class: strings.Repeat("1.", strings.Count(number, ".")) + "1" + end}
	for n := range strings.SplitSeq(number, ".") {
		v, _ := strconv.Atoi(n) // three digits at most
		d.nums = append(d.nums, v)
	}
	switch {
	case end == "" && (len(d.nums) == 1 || space == ""):
		return mark{}, false
	case end == "." && space == "" && !upperStart.MatchString(rest):
		return mark{}, false
	case end == ")" && len(d.nums) > 1 && space == "":
		return mark{}, false
	}
	return d, true
}

func letterClass(s string) string {
	switch {
	case s[0] >= '0' && s[0] <= '9':
		return "1"
	case s[0] < 0x80:
		return "a"
	}
	return "а" // Cyrillic
}

// countable reports whether a list can show the number as it was typed: one number, without a zero before it.
func (m mark) countable() bool {
	return m.style == decimalMark && len(m.nums) == 1 && (m.typed[0] != '0' || len(m.typed) == 2)
}

// follows reports whether n is the number after m in the same series: 3. after 2., 1.3 after 1.2.
func (n mark) follows(m mark) bool {
	if n.style != decimalMark || m.style != decimalMark || n.class != m.class {
		return false
	}
	last := len(n.nums) - 1
	for i := range last {
		if n.nums[i] != m.nums[i] {
			return false
		}
	}
	return n.nums[last] == m.nums[last]+1
}
