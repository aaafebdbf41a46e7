package importer

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const byteOrderMark = "\ufeff"

// EncodingError says that a file is not UTF-8.
type EncodingError struct {
	Offset int    // of the first byte that is not UTF-8
	Line   int    // of the same byte, from 1
	Guess  string // the encoding that the file seems to be in, "" when there is no guess
}

// Error says where the file stops being UTF-8 and what to do about it.
func (e *EncodingError) Error() string {
	s := fmt.Sprintf("not UTF-8 at byte offset %d (line %d)", e.Offset, e.Line)
	switch {
	case e.Guess == "":
		return s + "; save the file as UTF-8"
	case strings.HasPrefix(e.Guess, "UTF-16"):
		return fmt.Sprintf("%s; it seems to be %s: save it as UTF-8", s, e.Guess)
	}
	return fmt.Sprintf("%s; it seems to be %s: convert it with `iconv -f %s -t utf-8`", s, e.Guess, e.Guess)
}

// decode returns the text without a byte order mark and with line feeds for every kind of line end.
func decode(data []byte) (string, error) {
	if guess := utf16Guess(data); guess != "" {
		return "", &EncodingError{Offset: 0, Line: 1, Guess: guess}
	}
	if !utf8.Valid(data) {
		return "", encodingError(data)
	}
	s := strings.TrimPrefix(string(data), byteOrderMark)
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), nil
}

func utf16Guess(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return "UTF-16LE"
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return "UTF-16BE"
	}
	return ""
}

func encodingError(data []byte) error {
	e := &EncodingError{}
	for e.Offset < len(data) {
		r, n := utf8.DecodeRune(data[e.Offset:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		e.Offset += n
	}
	e.Line = 1 + bytes.Count(data[:e.Offset], []byte("\n"))
	e.Guess = singleByteGuess(data)
	return e
}

// singleByteGuess counts how many high bytes would be Cyrillic letters. In windows-1251 the letters are 0xC0 to 0xFF and lower
// case (0xE0 and up) prevails; in KOI8-R the same range has lower case first; in cp866 lower case lies below 0xB0. Where
// high bytes are rare and stand alone between ASCII letters, it is a western text.
func singleByteGuess(data []byte) string {
	var high, low8, c0, e0, alone int
	for i, b := range data {
		if b < 0x80 {
			continue
		}
		high++
		switch {
		case b >= 0xe0:
			e0++
		case b >= 0xc0:
			c0++
		case b >= 0x80 && b < 0xb0:
			low8++
		}
		if (i == 0 || data[i-1] < 0x80) && (i+1 == len(data) || data[i+1] < 0x80) {
			alone++
		}
	}
	switch {
	case high == 0:
		return ""
	case alone*2 > high:
		return "windows-1252"
	case low8*2 > high:
		return "cp866"
	case (c0+e0)*4 < high*3:
		return ""
	case c0 > e0:
		return "koi8-r"
	}
	return "windows-1251"
}

// controlToSpace replaces control characters that no Markdown reader keeps. Page breaks, line separators and tabs have
// a meaning and are handled by the reader of lines.
func controlToSpace(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\f' && r != '\u0085' && r != '\v' {
		return ' '
	}
	return r
}
