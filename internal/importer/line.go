package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line of the input that holds something.
type line struct {
	no     int    // line of the input, from 1
	text   string // without space at both ends; tabs are kept inside, for tables
	indent int    // columns before the text, a tab counting to the next multiple of 8
	gap    int    // blank lines before it
	page   bool   // a form feed stands before it
	mark   mark   // the sign that it begins with
}

// splitLines returns the lines that hold something. The separators U+2028 and U+2029 and the form feed end a line without
// counting as one, as they do in an editor.
func splitLines(s string) []line {
	var out []line
	gap, page := 0, false
	for i, physical := range strings.Split(s, "\n") {
		parts := splitSeparators(physical)
		for j, p := range parts {
			if p.page {
				page = true
			}
			if p.paragraph {
				gap++
			}
			text := trimSpace(p.text)
			if text == "" {
				if j == len(parts)-1 && !(p.page && j > 0) {
					gap++
				}
				continue
			}
			out = append(out, line{no: i + 1, text: text, indent: indentOf(p.text), gap: gap, page: page, mark: parseMark(text)})
			gap, page = 0, false
		}
	}
	return out
}

type part struct {
	text            string
	page, paragraph bool // what stands before it
}

func splitSeparators(s string) []part {
	parts := []part{{}}
	start := 0
	for i, r := range s {
		switch r {
		case '\f', '\v', '\u0085', '\u2028', '\u2029':
			parts[len(parts)-1].text = s[start:i]
			start = i + utf8.RuneLen(r)
			parts = append(parts, part{page: r == '\f', paragraph: r == '\u2029'})
		}
	}
	parts[len(parts)-1].text = s[start:]
	return parts
}

// trimSpace cuts white space and what is invisible at the ends of a line: a zero-width space or a byte order mark there
// separates nothing.
func trimSpace(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' })
}

func indentOf(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '\t':
			n += 8 - n%8
		case unicode.IsSpace(r):
			n++
		case r == '\ufeff' || r == '\u200b' || r == '\u2060':
		default:
			return n
		}
	}
	return n
}

// collapse makes one space of every run of spaces and tabs. No-break spaces stay: they are typography.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' }), " ")
}

// plain is collapse with every kind of white space as a space and nothing invisible: what patterns are matched on.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad':
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	return collapse(s)
}

func width(s string) int { return utf8.RuneCountInString(s) }

const closers = "\"'”’»“)]}*_"

// lastMark returns the last character of a line that is neither a closing quote nor a bracket.
func lastMark(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(plain(s), closers+" "))
	return r
}

// endsSentence reports whether a line ends as a sentence or an item does.
func endsSentence(s string) bool {
	return strings.ContainsRune(".!?…:;。！？：；؟", lastMark(s))
}

// startsLower reports whether a line begins in the middle of a sentence, as far as its first letter can say. A name such as eBay begins one.
func startsLower(s string) bool {
	s = strings.TrimLeft(s, "\"'«“„‘([")
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsLower(r) && !unicode.IsUpper(next)
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i]
	}
	return s
}

var (
	ruleLine   = regexp.MustCompile(`^[-*_=~#+.·•—–─━ ]{3,}$`)
	pageNumber = regexp.MustCompile(`(?i)^(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}|(?:page|p\.|стр\.?|страница|лист|с\.)\s*\d{1,4}(?:\s*(?:of|из|/)\s*\d{1,4})?|\d{1,4}\s*(?:of|из|/)\s*\d{1,4})$`)
	numberOnly = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,3}){0,4}[.)]$`)
)

func isRule(s string) bool       { return ruleLine.MatchString(plain(s)) }
func isPageNumber(s string) bool { return pageNumber.MatchString(plain(s)) }

// wrapLimit finds out whether the lines were cut at a fixed width, as by a mail program. It returns the number of columns
// that a line and the first word of the next must need together for the break between them to be such a cut, or 0 when
// the lines were not cut. It looks at breaks that are certain (no sentence ends, the next line begins in lower case)
// and takes nearly the smallest need, so that one overlong line does no harm.
func wrapLimit(lines []line) int {
	long := 0
	var needs []int
	for i, l := range lines {
		if width(l.text) > 110 {
			long++
		}
		if i == 0 || l.gap > 0 || l.mark.style != noMark {
			continue
		}
		prev := lines[i-1]
		n := prev.indent + width(prev.text)
		if width(prev.text) >= 40 && !endsSentence(prev.text) && startsLower(l.text) {
			needs = append(needs, n+1+width(firstWord(l.text)))
		}
	}
	if len(needs) == 0 || long*10 > len(lines) {
		return 0
	}
	slices.Sort(needs)
	return max(needs[len(needs)/10], 50)
}
