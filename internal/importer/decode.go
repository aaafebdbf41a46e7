package importer

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const byteOrderMark = "\ufeff"

// EncodingError says that a file could not be read as a text.
type EncodingError struct {
	Offset   int    // of the first byte that is not UTF-8
	Line     int    // of the same byte, from 1
	Lang     string // the language that it was said to be in
	Declared string // the encoding that the file itself names, "" for none
	Garbled  string // UTF-8 whose words were read in a wrong encoding before: some of them
}

// Error says where the file stops being readable and what to do about it. It names no encoding that it did not try with success.
func (e *EncodingError) Error() string {
	if e.Garbled != "" {
		return fmt.Sprintf("line %d: %q is no word: the text was read in a wrong encoding before it was saved as UTF-8; get the original", e.Line, e.Garbled)
	}
	s := fmt.Sprintf("not UTF-8 at byte offset %d (line %d)", e.Offset, e.Line)
	if e.Declared != "" {
		s += fmt.Sprintf(", and not in %s, which it declares", e.Declared)
	}
	if e.Lang != "" {
		s += fmt.Sprintf("; in no encoding that is used for %q does it make words", e.Lang)
	}
	return s + ": open it in the program that wrote it and save it as UTF-8, or say another --lang"
}

// decoded is a text with how it was read; encoding is "" where it is UTF-8.
type decoded struct {
	text, encoding, because string
}

// finding says in which encoding a file was read; none for UTF-8.
func (d decoded) findings() []Finding {
	var out []Finding
	if d.encoding != "" {
		out = append(out, Finding{Line: 1, Kind: KindEncoding, Text: "read as " + d.encoding + ", " + d.because})
	}
	if n := strings.Count(d.text, "\ufffd"); n > 0 {
		at := strings.Index(d.text, "\ufffd")
		out = append(out, Finding{Line: 1 + strings.Count(d.text[:at], "\n"), Kind: KindEncoding, Guess: true,
			Text: fmt.Sprintf("characters that were lost before the file was saved (they are �): %d", n)})
	}
	return out
}

// decode returns a text without a byte order mark and with line feeds for every kind of line end. A byte order mark decides first, then that it is
// UTF-8, then the encoding that the file declares, then which encoding of its language makes words of it. What makes none is refused.
func decode(data []byte, lang, declared string) (decoded, error) {
	d, err := decodeBytes(data, lang, declared)
	if err != nil {
		return decoded{}, err
	}
	d.text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(d.text, byteOrderMark))
	if line, words := garbled(d.text); words != "" {
		return decoded{}, &EncodingError{Line: line, Garbled: words}
	}
	return d, nil
}

func decodeBytes(data []byte, lang, declared string) (decoded, error) {
	if marked, ok := marked(data); ok {
		return marked, nil
	}
	own := encodingNamed(declared)
	isUTF8 := utf8.Valid(data)
	switch {
	case bytes.ContainsRune(data, 0):
		for _, name := range []string{"utf-16le", "utf-16be"} {
			if s, ok := as(data, encodingNamed(name)); ok && !strings.ContainsRune(s, 0) && plausible(s, lang) {
				return decoded{s, strings.ToUpper(name), "since every second byte is empty"}, nil
			}
		}
	case isUTF8 && bytes.Contains(data, []byte("\x1b$")):
		if s, ok := as(data, encodingNamed("iso-2022-jp")); ok {
			return decoded{s, "ISO-2022-JP", "since it shifts between alphabets"}, nil
		}
	}
	if isUTF8 {
		// A few bytes in another encoding can happen to be UTF-8: 联通 in GBK.
		if s, ok := as(data, own); ok && own != nil && !plausible(string(data), lang) && plausible(s, lang) {
			return decoded{s, declared, "which it declares"}, nil
		}
		return decoded{text: string(data)}, nil
	}
	if s, ok := as(data, own); ok && plausible(s, lang) {
		return decoded{s, declared, "which it declares"}, nil
	}
	best, name := "", ""
	score := 0.0
	for _, label := range encodingsOf(lang) {
		if s, ok := as(data, encodingNamed(label)); ok {
			if words := sense(s, lang); words > score {
				best, name, score = s, label, words
			}
		}
	}
	if score >= enough {
		return decoded{best, name, fmt.Sprintf("in which it makes words in %q", lang)}, nil
	}
	return decoded{}, encodingError(data, lang, declared)
}

// marked reads a text that begins with the byte order mark of UTF-16 or UTF-32.
func marked(data []byte) (decoded, bool) {
	name := ""
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}) || bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		s, ok := as(data, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM))
		return decoded{s, "UTF-32", "as its byte order mark says"}, ok
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		name = "UTF-16LE"
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		name = "UTF-16BE"
	default:
		return decoded{}, false
	}
	s, ok := as(data, utf16.UTF16(utf16.LittleEndian, utf16.UseBOM))
	return decoded{s, name, "as its byte order mark says"}, ok
}

// encodingNamed returns an encoding by a name that the web knows (WHATWG Encoding, section 4.2), nil for UTF-8 and for none. What is called GBK or
// GB 2312 is read as their superset.
func encodingNamed(name string) encoding.Encoding {
	e, err := htmlindex.Get(strings.TrimSpace(name))
	if err != nil || e == utf16.UTF8 {
		return nil
	}
	if e == simplifiedchinese.GBK {
		return simplifiedchinese.GB18030
	}
	return e
}

// as reads bytes in an encoding; false where there are some that it does not have.
func as(data []byte, e encoding.Encoding) (string, bool) {
	if e == nil {
		return "", false
	}
	out, err := e.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) || bytes.ContainsFunc(out, func(r rune) bool { return r >= 0x80 && r < 0xa0 && r != 0x85 }) {
		return "", false
	}
	return string(out), true
}

var (
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w:.-]+)`)
	xmlEncoding = regexp.MustCompile(`(?i)^[^<]{0,8}<\?xml[^>]{1,100}?encoding\s*=\s*["']([\w:.-]+)`)
)

// declaredIn returns the encoding that a page says it is in, "" for none. One that says UTF-16 in single bytes is not (HTML, section 13.2.3.2).
func declaredIn(page []byte) string {
	head := page[:min(len(page), 4096)]
	for _, p := range []*regexp.Regexp{metaCharset, xmlEncoding} {
		if m := p.FindSubmatch(head); m != nil && !strings.HasPrefix(strings.ToLower(string(m[1])), "utf-16") {
			return string(m[1])
		}
	}
	return ""
}

func encodingError(data []byte, lang, declared string) error {
	e := &EncodingError{Lang: lang}
	if encodingNamed(declared) != nil {
		e.Declared = declared
	}
	for e.Offset < len(data) {
		r, n := utf8.DecodeRune(data[e.Offset:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		e.Offset += n
	}
	e.Line = 1 + bytes.Count(data[:e.Offset], []byte("\n"))
	return e
}

// garbled finds words of UTF-8 that were read as single bytes before: Ð¡Ð¾Ð³Ð», Ã©. It returns some of them with their line.
func garbled(s string) (line int, words string) {
	n := 0
	at := -1
	for i, l := range strings.Split(s, "\n") {
		for _, word := range strings.Fields(l) {
			if isASCII(word) || !doubled(word) {
				continue
			}
			if n++; at < 0 {
				at, words = i+1, clip(word)
			}
		}
	}
	if n < 3 {
		return 0, ""
	}
	return at, words
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) }

// doubled reports whether a word becomes another word, in fewer characters, when its characters are taken as single bytes of UTF-8.
func doubled(word string) bool {
	word = strings.Trim(word, "«»“”„’'\"().,;:!?—–-")
	if isASCII(word) {
		return false
	}
	for _, name := range []string{"windows-1252", "windows-1251"} {
		raw, err := encodingNamed(name).NewEncoder().String(word)
		if err == nil && utf8.ValidString(raw) && !isASCII(raw) && !strings.ContainsFunc(raw, func(r rune) bool {
			return r >= 0x80 && !unicode.IsLetter(r) && !unicode.IsPunct(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Co, r)
		}) {
			return true
		}
	}
	return false
}

// controlToSpace replaces control characters that no Markdown reader keeps. Page breaks, line separators and tabs have
// a meaning and are handled by the reader of lines.
func controlToSpace(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\f' && r != '\u0085' && r != '\v' {
		return ' '
	}
	return r
}
