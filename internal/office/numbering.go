package office

import (
	"strconv"
	"strings"
)

// level is a level of a list: how its paragraphs are numbered.
type level struct {
	format string // of ECMA-376, 17.18.59: decimal, lowerLetter, bullet, none …
	text   string // with %1 for the number of the first level and so on
	start  int
	style  string // the paragraph style that has this level
	legal  bool   // every number in it is a decimal
	stays  bool   // it does not begin anew after a level above it
}

// prints tells whether a level prints something that is a word: a number, or words.
func (l level) prints() bool {
	return l.format != "bullet" && strings.ContainsFunc(l.text, func(r rune) bool { return r != ' ' && r != '\t' }) && (l.format != "none" || isWordy(strings.Map(dropReferences, l.text)))
}

func dropReferences(r rune) rune {
	if r == '%' || r >= '0' && r <= '9' {
		return -1
	}
	return r
}

// plain tells whether a level numbers as a list of a page does: 1. or a) and the like, without the numbers of other levels.
func (l level) plain(at int) bool {
	switch l.format {
	case "decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman":
		n := "%" + strconv.Itoa(at+1)
		return l.text == n+"." || l.text == n+")"
	}
	return false
}

// counter counts the paragraphs of the lists of a document.
type counter map[string]*[9]int // by list; 0: not begun

// next counts a paragraph and returns what is printed before it.
func (c counter) next(list string, levels []level, at int) string {
	n := c[list]
	if n == nil {
		n = &[9]int{}
		for i := range n {
			n[i] = start(levels, i) - 1
		}
		c[list] = n
	}
	n[at]++
	for i := at + 1; i < len(n); i++ {
		if i >= len(levels) || !levels[i].stays {
			n[i] = start(levels, i) - 1
		}
	}
	return label(levels, at, n)
}

func start(levels []level, at int) int {
	if at < len(levels) {
		return levels[at].start
	}
	return 1
}

// label writes a number as the text of its level says.
func label(levels []level, at int, n *[9]int) string {
	if at >= len(levels) {
		return ""
	}
	l := levels[at]
	var b strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] != '%' || i+1 >= len(l.text) || l.text[i+1] < '1' || l.text[i+1] > '9' {
			b.WriteByte(l.text[i])
			continue
		}
		i++
		other := int(l.text[i] - '1')
		value := n[other]
		if other < at && value < start(levels, other) {
			value = start(levels, other) // a level above that no paragraph has had yet
		}
		format := "decimal"
		if other < len(levels) && !l.legal {
			format = levels[other].format
		}
		b.WriteString(number(format, value))
	}
	return strings.TrimSpace(b.String())
}

// number writes a number in the formats that contracts have; others are written as decimals.
func number(format string, n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	switch format {
	case "none", "bullet":
		return ""
	case "lowerLetter":
		return strings.Repeat(string(rune('a'+(n-1)%26)), 1+min((n-1)/26, 8))
	case "upperLetter":
		return strings.ToUpper(number("lowerLetter", n))
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "russianLower", "russianUpper":
		letters := []rune("абвгдежзиклмнопрстуфхцчшщэюя")
		s := string(letters[(n-1)%len(letters)])
		if format == "russianUpper" {
			return strings.ToUpper(s)
		}
		return s
	}
	return strconv.Itoa(n)
}

func roman(n int) string {
	if n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}
