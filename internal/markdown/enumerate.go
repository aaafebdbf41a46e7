package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// enumerator is what a line of a list begins with that Markdown does not read as one: (a), 1.1, а), ii., （一）, •.
type enumerator struct {
	typed  string
	frame  string // the signs around what counts: "()", ")", ".", the bullet itself
	levels []int  // of a number
	letter rune   // a single letter, also where it is a Roman number
	roman  int
}

// listRun is a run of lines of one paragraph whose enumerators follow each other. The page shows them in one line.
type listRun struct {
	prev   *enumerator
	prevAt int  // where its line begins
	alone  bool // that line begins one of the page
	ended  bool // the line before ends a clause

	lines int         // how many lines run on
	first *enumerator // the first of them
	at    int         // where it stands
}

func (r *listRun) line(line string, at int, alone, begins bool) {
	ended := r.ended
	last, _ := utf8.DecodeLastRuneInString(line)
	r.ended = strings.ContainsRune(";.,:：；。，、", last)
	if !mayEnumerate(line) {
		return
	}
	e, ok := readEnumerator(line)
	if !ok || strings.ContainsAny(e.frame, "–—") && !ended && !begins {
		return
	}
	if r.prev != nil && e.follows(r.prev) {
		if !r.alone && r.lines == 0 {
			r.run(r.prev, r.prevAt)
		}
		if !alone {
			r.run(&e, at)
		}
	}
	r.prev, r.prevAt, r.alone = &e, at, alone
}

func (r *listRun) run(e *enumerator, at int) {
	if r.lines++; r.lines == 1 {
		r.first, r.at = e, at
	}
}

func (b *builder) reportRun(r *listRun) {
	if r.lines > 0 {
		b.warnf(r.at, "list-run-together", "put a blank line before each of them, or write them as a list",
			"%q does not begin a line of the page: lines that begin so run together in one paragraph", r.first.typed)
	}
}

// mayEnumerate passes over nearly all lines: those that begin with a word.
func mayEnumerate(line string) bool {
	c := line[0]
	switch {
	case c == '|' || c == '#' || c == '>' || c == '*' || c == '_' || c == '"':
		return false
	case isASCIILetter(c):
		return strings.ContainsAny(line[:min(len(line), 8)], ".)")
	case c < utf8.RuneSelf:
		return true
	}
	r, n := utf8.DecodeRuneInString(line)
	return !unicode.IsLetter(r) || isEastAsian(r) || n < len(line) && (line[n] == '.' || line[n] == ')')
}

// readEnumerator reads what a line begins with.
func readEnumerator(line string) (e enumerator, ok bool) {
	first, size := utf8.DecodeRuneInString(line)
	if strings.ContainsRune("•·●▪◦‣○■□–—➢➤✓✔★", first) {
		return enumerator{typed: line[:size], frame: line[:size]}, len(line) > size
	}
	if r, _ := utf8.DecodeRuneInString(line[size:]); first == '-' && unicode.IsLetter(r) {
		return enumerator{typed: "-", frame: "-"}, true
	}
	if first >= '①' && first <= '⑳' {
		return enumerator{typed: line[:size], frame: "①", levels: []int{int(first-'①') + 1}}, true
	}
	n, open := 0, ""
	switch first {
	case '(', '（', '[', '［', '§', '第':
		n, open = size, line[:size]
		n += len(line[n:]) - len(strings.TrimLeft(line[n:], " \u00a0"))
	}
	length := e.count(line[n:])
	if length == 0 {
		return e, false
	}
	n += length
	closer, size := utf8.DecodeRuneInString(line[n:])
	switch {
	case open == "§":
		size = 0
		closer = 0
	case open == "第":
		if !strings.ContainsRune("条條章节節款項项편조", closer) {
			return e, false
		}
	case open != "":
		if !strings.ContainsRune(")）]］", closer) {
			return e, false
		}
	case strings.ContainsRune(")）.．、", closer):
	case len(e.levels) > 1:
		size, closer = 0, 0
	default:
		return e, false
	}
	e.typed, e.frame = line[:n+size], open
	if closer != 0 {
		e.frame += string(closer)
	}
	rest := line[n+size:]
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || !unicode.IsSpace(r) && !isEastAsian(r) {
		return e, false
	}
	return e, true
}

// count reads the number or the letter that s begins with, and returns its length.
func (e *enumerator) count(s string) int {
	if n := e.number(s); n > 0 {
		return n
	}
	if n := hanNumber(s); n > 0 {
		e.levels = []int{hanOrdinal(s[:n])}
		return n
	}
	r, size := utf8.DecodeRuneInString(s)
	if n := max(roman(s, "ivxlc"), roman(s, "IVXLC")); n > 0 {
		e.roman = romanValue(strings.ToUpper(s[:n]))
		if n == size {
			e.letter = r
		}
		return n
	}
	if !unicode.IsLetter(r) || isEastAsian(r) && r < 0xac00 {
		return 0
	}
	e.letter = r
	return size
}

// number reads 1, 1.2, 1.2.3 in the digits of any script.
func (e *enumerator) number(s string) int {
	at := 0
	for level := 0; level < 6; level++ {
		n := digits(s[at:])
		if n == 0 {
			break
		}
		value := 0
		for _, r := range s[at : at+n] {
			value = value*10 + digitValue(r)
		}
		e.levels = append(e.levels, value)
		at += n
		if at+1 >= len(s) || s[at] != '.' || digits(s[at+1:]) == 0 {
			break
		}
		at++
	}
	if r, _ := utf8.DecodeRuneInString(s[at:]); unicode.IsDigit(r) {
		e.levels = nil
		return 0 // a year, or a part of a longer number
	}
	return at
}

// hanNumber returns the length of the number in Chinese characters that s begins with.
func hanNumber(s string) int {
	n := 0
	for n < len(s) && n < len("一百二十三") {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !strings.ContainsRune("一二三四五六七八九十百", r) {
			break
		}
		n += size
	}
	return n
}

// follows reports whether an enumerator is the next one after another in the same list, or begins or ends a list within it.
func (e *enumerator) follows(before *enumerator) bool {
	if e.frame != before.frame {
		return false
	}
	switch {
	case e.levels != nil && before.levels != nil:
		return numberFollows(e.levels, before.levels)
	case e.levels != nil || before.levels != nil:
		return false
	case e.roman > 0 && e.roman == before.roman+1 && before.roman > 0:
		return true
	case e.letter != 0 && before.letter != 0:
		return letterFollows(e.letter, before.letter)
	}
	return e.letter == 0 && e.roman == 0 && before.letter == 0 && before.roman == 0
}

func numberFollows(now, before []int) bool {
	n := len(now)
	switch {
	case n == len(before)+1:
		return now[n-1] == 1 && slices.Equal(now[:n-1], before)
	case n <= len(before):
		return now[n-1] == before[n-1]+1 && slices.Equal(now[:n-1], before[:n-1])
	}
	return false
}

// letterFollows reports whether a letter is the next of its alphabet. Lists in Cyrillic pass over ё and й, those in Arabic and Hebrew go by
// an order that the code points do not have.
func letterFollows(now, before rune) bool {
	step := now - before
	switch {
	case unicode.Is(unicode.Cyrillic, now) && unicode.Is(unicode.Cyrillic, before):
		return step >= 1 && step <= 2
	case unicode.In(now, unicode.Arabic, unicode.Hebrew, unicode.Hangul):
		return step != 0 && unicode.In(before, unicode.Arabic, unicode.Hebrew, unicode.Hangul)
	}
	return step == 1
}
