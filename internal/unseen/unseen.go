// Package unseen knows the characters that a reader does not see, or that mean nothing to anybody but the program that wrote them.
//
// In comes a text, out come the places of such characters with their names and what may stand there instead. The package reports nothing:
// how much one weighs is for those who read the text.
package unseen

import (
	"fmt"
	"unicode/utf8"
)

// Kind is a kind of such characters.
type Kind uint8

// The kinds.
const (
	Control      Kind = iota + 1 // a control character: HTML, 13.2.3.5 allows none but white space
	Override                     // an override of direction, after which letters are shown in another order than they are read in (Unicode TR 36, 2.5)
	Tag                          // a tag character: nobody sees it, and programs that read a text do (The Unicode Standard, 23.9)
	Noncharacter                 // a code point that will never be a character (The Unicode Standard, 23.7)
	Private                      // a code point of private use: each program and each font shows something else there, most a box (23.5)
)

// Char is one such character.
type Char struct {
	Kind    Kind
	At, Len int    // bytes
	Rune    rune   //
	Name    string // for a message: "the control character U+0007"
	Instead string // what may stand there instead, as long as the character; "" where it may stay
}

// First returns the first such character of a text from a byte on; ok is false where there is none.
func First(s []byte, from int) (c Char, ok bool) {
	for i := from; i < len(s); i++ {
		if !suspect[s[i]] {
			continue // nearly all of a text: no such character begins so
		}
		r, n := utf8.DecodeRune(s[i:])
		if c = judge(r, n); c.Kind != 0 && !(c.Kind == Tag && inFlag(s[:i])) {
			c.At = i
			return c, true
		}
		i += n - 1
	}
	return Char{}, false
}

// suspect are the bytes with which such characters begin in UTF-8.
var suspect = func() (set [256]bool) {
	for c := range 0x20 {
		set[c] = c != '\t' && c != '\n' && c != '\f' && c != '\r'
	}
	for _, c := range []byte{0x7f, 0xc2, 0xe2, 0xee, 0xef, 0xf0, 0xf1, 0xf2, 0xf3, 0xf4} {
		set[c] = true
	}
	return set
}()

// What stands instead is as long as the character, so that places in the text stay true.
const (
	zeroWidthSpace = "\u200b"
	replacement    = "\ufffd"
)

func judge(r rune, n int) Char {
	c := Char{Len: n, Rune: r}
	switch {
	case r == 0:
		c.Kind, c.Name, c.Instead = Control, "a NUL character", " "
	case r < ' ' || r == 0x7f:
		c.Kind, c.Name, c.Instead = Control, fmt.Sprintf("the control character U+%04X", r), " "
	case r >= 0x80 && r < 0xa0 && r != 0x85:
		c.Kind, c.Name, c.Instead = Control, fmt.Sprintf("the control character U+%04X", r), "\u00a0"
	case r == 0x202d || r == 0x202e:
		c.Kind, c.Name, c.Instead = Override, fmt.Sprintf("the override of direction U+%04X", r), zeroWidthSpace
	case r >= 0xe0000 && r <= 0xe007f:
		c.Kind, c.Name, c.Instead = Tag, fmt.Sprintf("the invisible tag character U+%05X", r), " "+zeroWidthSpace
	case r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe:
		c.Kind, c.Name, c.Instead = Noncharacter, fmt.Sprintf("U+%04X, which is no character", r), replacement
		if n == 4 {
			c.Instead = " " + replacement
		}
	case r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000:
		c.Kind, c.Name = Private, fmt.Sprintf("the private-use character U+%04X", r)
	}
	return c
}

// inFlag reports whether what follows a text is the rest of a flag, as that of Scotland: a black flag and tag characters (Unicode TR 51).
func inFlag(before []byte) bool {
	for range 8 {
		r, n := utf8.DecodeLastRune(before)
		if r == '🏴' {
			return true
		}
		if r < 0xe0000 || r > 0xe007f {
			return false
		}
		before = before[:len(before)-n]
	}
	return false
}

// Without returns a text with something else in the place of each such character that may not stay.
func Without(s string) string {
	text := []byte(s)
	for c, ok := First(text, 0); ok; c, ok = First(text, c.At+c.Len) {
		if c.Instead != "" {
			copy(text[c.At:], c.Instead)
		}
	}
	return string(text)
}
