package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// In a text from right to left the bidirectional algorithm (UAX #9) puts words of other scripts in order by themselves. It fails where signs that
// have no direction stand at their ends or between numbers: a closing bracket goes to the other side of its words, a telephone number is shown
// in groups from right to left. So runs that hold such signs are set apart (HTML, the bdi element).

// runsFromLeft returns the runs of a text that have to be set apart, as pairs of places. before and behind say that the words beside the text, in
// another span, are read from left to right: a run that goes on there is left to the algorithm, since two runs that are set apart change places.
func runsFromLeft(s string, before, behind bool) (runs [][2]int) {
	last := 0 // end of the last run
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		start, end := i, i+n
		switch {
		case fromLeft(r):
			start, end = wordsFromLeft(s, i, last)
		case r == '+' || r == '(' || unicode.IsDigit(r):
			if end = i + numberFromLeft(s[i:]); end > i {
				break
			}
			for end = i + n; end < len(s); end += n { // a number that stays as it is
				if r, n = utf8.DecodeRuneInString(s[end:]); !unicode.IsDigit(r) || r == '(' || r == '+' {
					break
				}
			}
			i = end
			continue
		default:
			i = end
			continue
		}
		goesOn := before && strings.IndexFunc(s[last:start], directed) < 0 && last == 0 || behind && strings.IndexFunc(s[end:], directed) < 0
		if !goesOn && strings.IndexFunc(s[start:end], undirected) >= 0 {
			runs = append(runs, [2]int{start, end})
		}
		i, last = end, end
	}
	return runs
}

// fromRight are the scripts that are written from right to left.
var fromRight = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Samaritan, unicode.Mandaic, unicode.Adlam}

// fromLeft reports whether a character is a letter that is read from left to right.
func fromLeft(r rune) bool { return unicode.IsLetter(r) && (r < 0x590 || !unicode.In(r, fromRight...)) }

// directed reports whether a character has a direction, a number counted among them.
func directed(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// undirected reports whether a character has none of its own: a space, a sign.
func undirected(r rune) bool { return !directed(r) && !unicode.IsMark(r) }

// between reports whether a character can stand within a run: any sign but those of the scripts from right to left.
func between(r rune) bool {
	switch r {
	case '\n', '\t', '،', '؛', '؟', '۔', '٪', '٫', '٬', '׃', '־':
		return false
	}
	return undirected(r)
}

// endsFromLeft reports whether the last character of a text that has a direction is read from left to right.
func endsFromLeft(s string) bool {
	i := strings.LastIndexFunc(s, directed)
	if i < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return fromLeft(r)
}

// beginsFromLeft reports whether the first one is.
func beginsFromLeft(s string) bool {
	i := strings.IndexFunc(s, directed)
	if i < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return fromLeft(r)
}

// wordsFromLeft returns the run around the letter at a place: the words beside it with all between them, what is written to the first and the last
// without a space, and both brackets of a pair or none.
func wordsFromLeft(s string, at, after int) (start, end int) {
	start, end = at, at
	for start > after && strings.IndexByte("0123456789@#._/+$€£&", s[start-1]) >= 0 {
		start--
	}
	for start < at && s[start] != '@' && s[start] != '#' && s[start] != '.' && s[start] != '+' && !isASCIIAlnum(s[start]) {
		start++
	}
	for i := at; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case fromLeft(r), r >= '0' && r <= '9', unicode.IsMark(r) && i == end:
			end = i + n
		case !between(r):
			return inPairs(s, start, suffixed(s, start, end), after)
		}
		i += n
	}
	return inPairs(s, start, suffixed(s, start, end), after)
}

// initials are letters with full stops behind all but the last, whose full stop stands behind the run: S.A.
var initials = regexp.MustCompile(`\pL\.\pL$`)

// suffixed adds the signs that belong to the last word: C++, Brand®, https://a.example/, S.A.
func suffixed(s string, start, end int) int {
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !strings.ContainsRune("+#®™©°", r) && !(r == '.' && initials.MatchString(s[max(start, end-16):end])) && !(r == '/' && strings.ContainsAny(s[start:end], "./")) {
			break
		}
		end += n
	}
	return end
}

// pairs are the signs that stand in pairs and are shown mirrored.
var pairs = map[rune]rune{')': '(', ']': '[', '}': '{', '»': '«', '”': '“', '›': '‹', '>': '<'}

// inPairs moves the ends of a run so that it holds both signs of each pair, or neither.
func inPairs(s string, start, end, after int) (int, int) {
	type opener struct {
		sign rune
		at   int
	}
	var open []opener
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(s[i:])
		partner, closes := pairs[r]
		switch {
		case closes && len(open) > 0 && open[len(open)-1].sign == partner:
			open = open[:len(open)-1]
		case closes && start-utf8.RuneLen(partner) >= after && strings.HasSuffix(s[:start], string(partner)):
			start -= utf8.RuneLen(partner)
		case closes:
			return start, trimmed(s, start, i)
		case strings.ContainsRune("([{«“‹<", r):
			open = append(open, opener{r, i})
		}
		i += n
	}
	for len(open) > 0 {
		r, n := utf8.DecodeRuneInString(s[end:])
		if partner, closes := pairs[r]; !closes || partner != open[len(open)-1].sign {
			return start, trimmed(s, start, open[0].at)
		}
		open, end = open[:len(open)-1], end+n
	}
	if strings.Count(s[start:end], "\"")%2 == 1 && strings.HasPrefix(s[end:], "\"") {
		end++
	}
	return start, end
}

// trimmed returns the end of the last word before a place.
func trimmed(s string, start, end int) int {
	for end > start {
		r, n := utf8.DecodeLastRuneInString(s[start:end])
		if !undirected(r) {
			break
		}
		end -= n
	}
	return end
}

// Numbers whose groups the algorithm would show from right to left.
var (
	telephone = regexp.MustCompile(`^\+?\(?\p{Nd}+\)?(?:[ \x{a0}\x{202f}()/.–‑‐-]{1,3}\p{Nd}+)*`)
	grouped   = regexp.MustCompile(`^\p{Nd}{1,3}(?:[ \x{202f}]\p{Nd}{3})+$`)
	isoDate   = regexp.MustCompile(`^\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}$`)
	years     = regexp.MustCompile(`^\p{Nd}{4}(?:[ \x{a0}]\p{Nd}{4})*$`)
)

// numberFromLeft returns the length of the telephone number, the date or the number in groups that a text begins with, 0 for none.
func numberFromLeft(s string) int {
	found := telephone.FindString(s)
	if found == "" {
		return 0
	}
	if rest, _ := utf8.DecodeRuneInString(s[len(found):]); strings.Count(found, "(") != strings.Count(found, ")") || unicode.IsLetter(rest) && fromLeft(rest) {
		return 0
	}
	digits, hyphens, groups := 0, 0, len(strings.FieldsFunc(found, undirected))
	for _, r := range found {
		switch {
		case unicode.IsDigit(r):
			digits++
		case strings.ContainsRune("-‐‑–", r):
			hyphens++
		}
	}
	first, _ := utf8.DecodeRuneInString(found)
	switch {
	case found[0] == '+' && digits > 1, grouped.MatchString(found), isoDate.MatchString(found):
		return len(found)
	case digits < 7 || groups < 2 || years.MatchString(found) || strings.Count(found, ".") == groups-1 || strings.Count(found, "/") == groups-1:
		return 0
	case found[0] == '(' || unicode.IsDigit(first) && digitValue(first) == 0 || hyphens >= 2 || hyphens == 0 && groups >= 3:
		return len(found)
	}
	return 0
}
