package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// countWords returns how many words the blocks have, by UAX #29: its segments that hold a letter or a digit.
func countWords(blocks []Block) int {
	n := 0
	for i := range blocks {
		block := &blocks[i]
		if block.Kind != Row {
			n += wordsIn(spanText(block.Spans))
			continue
		}
		from := 0
		for _, to := range block.Cells {
			n += wordsIn(spanText(block.Spans[from:to]))
			from = to
		}
	}
	return n
}

// wordsIn counts the words of a text. UAX #29 breaks at every space, so what stands between two spaces is counted alone; and most
// of it is one run of letters with punctuation around it, which needs no table.
func wordsIn(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			i++
			continue
		}
		start := i
		for i < len(s) && s[i] != ' ' {
			i++
		}
		if i < len(s) && i+1 < len(s) && s[i+1] >= utf8.RuneSelf {
			if r, _ := utf8.DecodeRuneInString(s[i+1:]); unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
				return n + segments(s[start:]) // a mark on a space
			}
		}
		if c := simpleWord(s[start:i]); c >= 0 {
			n += c
		} else {
			n += segments(s[start:i])
		}
	}
	return n
}

// simpleWord returns 1 for one run of ASCII or Cyrillic letters between ASCII punctuation, 0 for punctuation alone, -1 when it takes
// more to say.
func simpleWord(s string) int {
	state := 0 // before, in, behind the letters
	for i := 0; i < len(s); {
		c := s[i]
		isLetter := isASCIILetter(c)
		size := 1
		switch {
		case c >= utf8.RuneSelf:
			if c != 0xd0 && c != 0xd1 || i+1 >= len(s) { // U+0400 to U+047F
				return -1
			}
			isLetter, size = true, 2
		case c == '_' || c >= '0' && c <= '9' || c < ' ':
			return -1
		}
		switch {
		case isLetter && state == 0:
			state = 1
		case isLetter && state == 2:
			return -1
		case !isLetter && state == 1:
			state = 2
		}
		i += size
	}
	return min(state, 1)
}

func segments(s string) int {
	n := 0
	for t := words.FromString(s); t.Next(); {
		for _, r := range t.Value() {
			if isWord(r) {
				n++
				break
			}
		}
	}
	return n
}
