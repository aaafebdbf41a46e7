package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gosimple/slug"
	"golang.org/x/text/unicode/norm"
)

// maxSlug is the length at which a slug is cut, at a word's end.
const maxSlug = 80

// headingSlug returns the id that a heading's words make: lower-case ASCII letters, digits and hyphens. The typed number is left
// out, so that renumbering moves no address. A heading without letters or digits gets section-N, N being its place among the
// headings.
//
// A published address never moves: what this returns is frozen by a golden test.
func headingSlug(e Entry, lang string, n int) string {
	words := strings.TrimPrefix(e.Text, e.Number)
	if s := slugOf(words, lang); s != "" {
		return s
	}
	if s := slugOf(e.Number, lang); s != "" {
		return "section-" + s
	}
	return "section-" + strconv.Itoa(n)
}

// digitSlug is headingSlug, save that no digit is lost: the tables that it goes by do not know those of every script.
func digitSlug(e Entry, lang string, n int) string {
	slug := headingSlug(e, lang, n)
	if !hasForeignDigit(e.Text) || digitsOf(slug) == digitsOf(strings.TrimPrefix(e.Text, e.Number)) {
		return slug
	}
	plain := func(r rune) rune {
		if r >= utf8.RuneSelf && unicode.IsDigit(r) {
			return '0' + rune(digitValue(r))
		}
		return r
	}
	e.Text, e.Number = strings.Map(plain, e.Text), strings.Map(plain, e.Number)
	return headingSlug(e, lang, n)
}

// digitsOf returns the digits of a text, as ASCII.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsDigit(r) {
			return -1
		}
		return '0' + rune(digitValue(r))
	}, s)
}

func hasForeignDigit(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsDigit(r) })
}

// slugOf transliterates words to ASCII by the rules of a language: own tables where the usual ones read badly, gosimple/slug
// (pinyin for Han, Revised Romanization for Hangul) for what they do not know.
func slugOf(words, lang string) string {
	base := baseOf(lang)
	var out strings.Builder
	if isASCII(words) {
		hyphenate(&out, words)
		return cut(out.String())
	}
	t := translit{base: base, table: tableOf(base), s: strings.ToLower(norm.NFC.String(words))}
	hyphenate(&out, t.run())
	return cut(out.String())
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// hyphenate writes s with a hyphen for every run of what is no letter or digit. An apostrophe within a word is nothing.
func hyphenate(out *strings.Builder, s string) {
	gap := false
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c == '\'' && i > 0 && i+1 < len(s) && isASCIILetter(s[i-1]) && isASCIILetter(s[i+1]) {
			continue
		}
		if !isASCIIAlnum(c) {
			gap = true
			continue
		}
		if gap && out.Len() > 0 {
			out.WriteByte('-')
		}
		gap = false
		out.WriteByte(c)
	}
}

func cut(s string) string {
	if len(s) <= maxSlug {
		return s
	}
	if i := strings.LastIndexByte(s[:maxSlug+1], '-'); i > 0 {
		return s[:i]
	}
	return s[:maxSlug]
}

// translit writes a lower-case text in ASCII.
type translit struct {
	base  string
	table map[rune]string
	s     string
	out   strings.Builder
}

func (t *translit) run() string {
	first := true // at the beginning of a word
	for i := 0; i < len(t.s); {
		r, n := utf8.DecodeRuneInString(t.s[i:])
		if r < utf8.RuneSelf {
			t.out.WriteByte(byte(r))
			first = !isASCIIAlnum(byte(r))
			i += n
			continue
		}
		if s, length, ok := t.cluster(i, first); ok {
			t.out.WriteString(s)
			i, first = i+length, false
			continue
		}
		if s, ok := t.table[r]; ok {
			t.out.WriteString(s)
			i, first = i+n, false
			continue
		}
		n = t.foreign(i)
		first = !unicode.IsLetter(r)
		i += n
	}
	return t.out.String()
}

// foreign writes what the language's table does not know and returns its length: a run of characters, as pinyin and kana are
// read by the run.
func (t *translit) foreign(i int) int {
	end := i
	for end < len(t.s) {
		r, n := utf8.DecodeRuneInString(t.s[end:])
		if _, known := t.table[r]; r < utf8.RuneSelf || known {
			break
		}
		end += n
	}
	run := t.s[i:end]
	for _, r := range run {
		if isMark(r) {
			run = strings.Map(markless, run)
			break
		}
	}
	if !strings.ContainsFunc(run, isWord) {
		t.out.WriteByte(' ')
		return end - i
	}
	if c, _ := utf8.DecodeRuneInString(run); !isWord(c) {
		t.out.WriteByte(' ')
	}
	t.out.WriteString(slug.MakeLang(run, t.base))
	if c, _ := utf8.DecodeLastRuneInString(run); !isWord(c) || unicode.Is(unicode.Han, c) {
		t.out.WriteByte(' ')
	}
	return end - i
}

func isMark(r rune) bool { return r == '’' || r == 'ʼ' || r == '‘' || unicode.Is(unicode.Mn, r) }

// markless drops apostrophes and vowel points.
func markless(r rune) rune {
	if isMark(r) {
		return -1
	}
	return r
}

// Slug is the id that a heading of these words gets in a language, before it is told from others.
func Slug(words, lang string) string { return slugOf(words, lang) }
