package markdown

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// itemNumber is the number that an author typed before a list item: "3." is 3.
type itemNumber struct {
	text  string
	value int
}

// listNumbers reads the numbers of an ordered list from the source; nil for a bullet list.
func (b *builder) listNumbers(n *ast.List) []itemNumber {
	if !n.IsOrdered() {
		return nil
	}
	numbers := make([]itemNumber, 0, n.ChildCount())
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		start := max(c.Pos(), 0)
		end := start
		for end < len(b.src) && b.src[end] >= '0' && b.src[end] <= '9' {
			end++
		}
		value, _ := strconv.Atoi(b.text[start:end])
		numbers = append(numbers, itemNumber{b.text[start:min(end+1, len(b.src))], value})
	}
	return numbers
}

// listForm decides how an ordered list shows the numbers as they were typed: by counting, by a value at an item, or written
// out. It returns which items need their value said.
func (b *builder) listForm(n *ast.List, numbers []itemNumber) (values []bool) {
	if len(numbers) == 0 {
		return nil
	}
	form := listForm{start: numbers[0].value, typed: n.Marker == ')'}
	jumps, same := 0, len(numbers) > 1
	for i, number := range numbers {
		form.typed = form.typed || number.text != strconv.Itoa(number.value)+string(n.Marker)
		same = same && number.value == 1
		if i > 0 && number.value != numbers[i-1].value+1 {
			jumps++
		}
	}
	switch {
	case same: // Markdown's way to have the numbers counted
		b.warnf(n.Pos(), "list-number", "type the numbers that readers will cite", "every item is numbered 1; the page shows 1 to %d", len(numbers))
	case b.looksLikeText(n, numbers):
		form.typed = true
		b.warnf(n.Pos(), "list-number", "put a backslash before the full stop: "+numbers[0].text[:len(numbers[0].text)-1]+"\\.",
			"%q at the beginning of a paragraph makes it a list", numbers[0].text)
	case jumps > 0 && !form.typed:
		values = make([]bool, len(numbers))
		for i := 1; i < len(numbers); i++ {
			values[i] = numbers[i].value != numbers[i-1].value+1
		}
	}
	if b.doc.tree.lists == nil {
		b.doc.tree.lists = map[int]listForm{}
	}
	b.doc.tree.lists[b.ordinal] = form
	return values
}

// looksLikeText reports whether a list was most likely meant as a paragraph that begins with a number, as "15. travnja 2014.":
// it has one item, and either its number continues no list or its words begin small and hold a year.
func (b *builder) looksLikeText(n *ast.List, numbers []itemNumber) bool {
	if len(numbers) != 1 || n.Marker != '.' {
		return false
	}
	if numbers[0].value > 1 && !b.continues(n, numbers[0].value) {
		return true
	}
	item := n.FirstChild().FirstChild()
	if item == nil || item.Type() != ast.TypeBlock || item.Lines().Len() == 0 {
		return false
	}
	seg := item.Lines().At(0)
	return beginsLikeDate(b.text[seg.Start:seg.Stop])
}

// continues reports whether an ordered list before this one, among the same siblings, ended with the number before.
func (b *builder) continues(n ast.Node, value int) bool {
	for p := n.PreviousSibling(); p != nil; p = p.PreviousSibling() {
		if l, ok := p.(*ast.List); ok && l.IsOrdered() {
			numbers := b.listNumbers(l)
			return numbers[len(numbers)-1].value == value-1
		}
	}
	return false
}

// beginsLikeDate reports whether a text begins with a small word and a year: "travnja 2014".
func beginsLikeDate(s string) bool {
	i := 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) || i == 0 && !unicode.IsLower(r) {
			break
		}
		i += n
	}
	if i == 0 || i+5 > len(s) || s[i] != ' ' {
		return false
	}
	for _, c := range []byte(s[i+1 : i+5]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// typedNumber returns the number that a heading or paragraph begins with, as it was typed, "" for none. It must stand in words
// that are no link and no code, and a space must follow.
func typedNumber(spans []Span, heading bool) string {
	if len(spans) == 0 || spans[0].Style&^(Emphasis|Strong) != 0 || spans[0].Href != "" {
		return ""
	}
	s := spans[0].Text
	n := numberLength(s, heading)
	if n == 0 && heading {
		if n = designation(s + following(spans)); n > len(s) {
			return "" // written in two styles
		}
		return s[:n]
	}
	if n == 0 {
		return ""
	}
	rest := s[n:]
	if rest == "" {
		rest = following(spans)
	}
	if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !unicode.IsSpace(r) {
		return ""
	}
	return s[:n]
}

// following is the text behind the first span, "" where a line ends there.
func following(spans []Span) string {
	if len(spans) < 2 || spans[1].Style&HardBreak != 0 {
		return ""
	}
	return spans[1].Text
}

// numberLength returns the length of the number at the beginning of s: "1.", "1.1", "1.1.", "2)", "а)", "(a)", "(iv)", "IV." and "D." in
// a heading.
func numberLength(s string, heading bool) int {
	if s == "" {
		return 0
	}
	if s[0] == '(' {
		n := max(digits(s[1:]), letter(s[1:]), roman(s[1:], "ivxlc"))
		if n > 0 && 1+n < len(s) && s[1+n] == ')' {
			return n + 2
		}
		return 0
	}
	if n := digits(s); n > 0 {
		return decimalLength(s, n)
	}
	if n := max(letter(s), roman(s, "ivxlc")); n > 0 && n < len(s) && s[n] == ')' {
		return n + 1
	}
	if n := max(capital(s), roman(s, "IVXLC")); heading && n > 0 && n < len(s) && s[n] == '.' {
		return n + 1
	}
	return 0
}

// decimalLength reads on behind the first n digits of "1.", "2)", "1.1" or "1.2.3.".
func decimalLength(s string, n int) int {
	if n < len(s) && s[n] == ')' {
		return n + 1
	}
	levels := 1
	for n+1 < len(s) && s[n] == '.' && levels < 6 {
		d := digits(s[n+1:])
		if d == 0 {
			break
		}
		n += 1 + d
		levels++
	}
	switch {
	case n < len(s) && (s[n] == '.' || s[n] == ')'):
		return n + 1
	case levels > 1:
		return n
	}
	return 0
}

// digits returns the length of the one to three digits that s begins with, 0 when it begins with none or more.
func digits(s string) int {
	n, count := 0, 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsDigit(r) {
			break
		}
		n += size
		count++
	}
	if count > 3 {
		return 0
	}
	return n
}

// letter returns the length of the letter that s begins with, 0 for none.
func letter(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) {
		return 0
	}
	return n
}

// capital returns the length of the capital letter that s begins with, 0 for none.
func capital(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(r) {
		return 0
	}
	return n
}

// roman returns the length of the Roman number, in these letters, that s begins with; at most seven letters.
func roman(s, letters string) int {
	n := 0
	for n < len(s) && n < 8 {
		if !containsByte(letters, s[n]) {
			break
		}
		n++
	}
	if n > 7 {
		return 0
	}
	return n
}

func containsByte(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}
