package redaction

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// glyph is what a reader sees of some bytes of a file, folded: letters in lower case and composed, one kind of quotes, of dashes and of space.
type glyph struct {
	r          rune // ' ' is white space within a paragraph, '\n' what parts two
	start, end int
	skip       int // the index of the glyph that follows where this one, with what belongs to it, is not seen; 0: it always is
}

// address are the bytes of something that names a place: the target of a link, an id, the inside of a tag.
type address struct {
	start, end int
	id         bool // {#id}: as a whole, with its brackets
}

// scanner reads a file into glyphs. What is not seen, such as a soft hyphen, leaves none.
type scanner struct {
	data      []byte
	glyphs    []glyph
	addresses []address
	markdown  bool // emphasis, links, backslashes
	escapes   bool // \n, \", \u0041 as in TOML and JSON
	rows      bool // a line is no part of the one before it, as in a table
	named     int  // where the last address ends
	unended   bool // a comment has begun that does not end
}

// read returns the glyphs of a file and the addresses in it.
func read(data []byte, form Form, body int) ([]glyph, []address) {
	s := &scanner{data: data}
	switch form {
	case TOML:
		s.toml(0, len(data))
	case Markdown:
		s.toml(0, body)
		s.part(body)
		s.markdown = true
		s.text(body, len(data))
	case Rows:
		s.rows, s.escapes = true, true
		s.text(0, len(data))
	default:
		s.escapes = true
		s.text(0, len(data))
	}
	for _, m := range bareAddress.FindAllIndex(data, -1) {
		s.addresses = append(s.addresses, address{m[0], m[1], false})
	}
	return s.glyphs, s.addresses
}

var (
	entity      = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	lineBreak   = regexp.MustCompile(`(?i)^<br\s*/?>`)
	tag         = regexp.MustCompile(`^</?[A-Za-z][^<>]*>`)
	attributes  = regexp.MustCompile(`^\{[#.][^{}\n]{0,400}\}`)
	noteMark    = regexp.MustCompile(`^\[\^[^\]\n]{1,100}\]`)
	reference   = regexp.MustCompile(`^\]\[[^\]\[]{0,400}\]`)
	definition  = regexp.MustCompile(`^\]:[ \t]*\S{1,1000}`)
	unicodeCode = regexp.MustCompile(`^\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})`)
	bareAddress = regexp.MustCompile(`[^\s<>()\[\]"']*(?:://|@|%[0-9A-Fa-f]{2})[^\s<>()\[\]"']*`)
)

func (s *scanner) add(r rune, start, end int) {
	s.glyphs = append(s.glyphs, glyph{r: r, start: start, end: end})
}

// address adds an address, unless it stands within another.
func (s *scanner) address(start, end int) {
	if start >= s.named {
		s.addresses = append(s.addresses, address{start, end, false})
		s.named = end
	}
}

// commentEnd is the length of a comment, 0 where it does not end.
func (s *scanner) commentEnd(rest []byte) int {
	if s.unended {
		return 0
	}
	n := bytes.Index(rest, []byte("-->"))
	if n < 0 {
		s.unended = true
		return 0
	}
	return n + 3
}

// part ends a paragraph: no words go on over it.
func (s *scanner) part(at int) { s.add('\n', at, at) }

// text reads from one byte up to another.
func (s *scanner) text(from, to int) {
	for i := from; i < to; {
		i = s.next(i, to)
	}
}

// next reads what begins at a byte, and returns where the next begins.
func (s *scanner) next(i, to int) int {
	rest := s.data[i:to]
	switch c := rest[0]; {
	case c == '\\' && len(rest) > 1:
		if end := s.backslash(i, to); end > 0 {
			return end
		}
	case c == '&':
		if m := entity.Find(rest); m != nil {
			if plain := html.UnescapeString(string(m)); plain != string(m) {
				s.seen(plain, i, i+len(m))
				return i + len(m)
			}
		}
	case c == '<':
		if m := lineBreak.Find(rest); m != nil {
			s.add(' ', i, i+len(m))
			return i + len(m)
		}
		if bytes.HasPrefix(rest, []byte("<!--")) {
			if n := s.commentEnd(rest); n > 0 {
				return s.unseen(i, i+n)
			}
		}
		if m := tag.Find(rest); m != nil {
			s.address(i+1, i+len(m)-1)
			return s.unseen(i, i+len(m))
		}
	case s.markdown:
		if end := s.markup(i, to); end > 0 {
			return end
		}
	}
	if n := s.space(i, to); n > 0 {
		return i + n
	}
	n := 1
	if rest[0] >= utf8.RuneSelf || len(rest) > 1 && rest[1] >= utf8.RuneSelf {
		n = norm.NFKC.NextBoundary(rest, true)
	}
	s.seen(string(rest[:max(n, 1)]), i, i+max(n, 1))
	return i + max(n, 1)
}

// seen adds what a reader sees of some bytes.
func (s *scanner) seen(plain string, start, end int) {
	for _, r := range fold(plain) {
		if r == '-' && len(s.glyphs) > 0 && s.glyphs[len(s.glyphs)-1].r == '-' {
			s.glyphs[len(s.glyphs)-1].end = end // two or three hyphens are a dash
			continue
		}
		s.add(r, start, end)
	}
}

// unseen adds bytes that stand between words without being seen; what is in them can be found for itself.
func (s *scanner) unseen(start, end int) int {
	first := len(s.glyphs)
	r, n := utf8.DecodeRune(s.data[start:])
	s.add(r, start, start+n)
	markdown := s.markdown
	s.markdown = false
	s.text(start+n, end)
	s.markdown = markdown
	s.glyphs[first].skip = len(s.glyphs)
	return end
}

// markup reads marks of Markdown, and returns where they end, 0 for none.
func (s *scanner) markup(i, to int) int {
	rest := s.data[i:to]
	switch rest[0] {
	case '*', '_', '~', '`':
		return s.unseen(i, i+1)
	case '!':
		if len(rest) > 1 && rest[1] == '[' {
			return s.unseen(i, i+1)
		}
	case '[':
		if m := noteMark.Find(rest); m != nil {
			return s.unseen(i, i+len(m))
		}
		return s.unseen(i, i+1)
	case ']':
		if n := destination(rest); n > 0 {
			s.address(i+2, i+n-1)
			return s.unseen(i, i+n)
		}
		if m := s.definition(i, rest); m > 0 {
			s.address(i+2, i+m)
		} else if m := reference.Find(rest); m != nil {
			return s.unseen(i, i+len(m))
		}
		return s.unseen(i, i+1)
	case '{':
		if m := attributes.Find(rest); m != nil {
			s.addresses = append(s.addresses, address{i, i + len(m), true})
			return s.unseen(i, i+len(m))
		}
	}
	return 0
}

// definition is the length of "]: target", 0 where there is none.
func (s *scanner) definition(i int, rest []byte) int {
	if !s.defines(i) {
		return 0
	}
	return len(definition.Find(rest))
}

// defines reports whether a bracket closes the label of a reference, with which its line begins.
func (s *scanner) defines(i int) bool {
	before := s.data[max(0, i-300):i]
	at := bytes.LastIndexByte(before, '\n')
	label := bytes.TrimLeft(before[at+1:], " ")
	return (at >= 0 || i <= 300) && bytes.HasPrefix(label, []byte("[")) && bytes.IndexByte(label, ']') < 0
}

// destination is the length of "](target "title")", 0 where there is none.
func destination(rest []byte) int {
	if len(rest) < 2 || rest[1] != '(' {
		return 0
	}
	depth := 0
	for i, c := range rest[:min(len(rest), 1500)] {
		switch {
		case i == 0 || rest[i-1] == '\\':
		case c == '\n' && rest[i-1] == '\n':
			return 0
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// backslash reads an escape, and returns where it ends, 0 for none.
func (s *scanner) backslash(i, to int) int {
	rest := s.data[i:to]
	switch c := rest[1]; {
	case s.markdown && c < utf8.RuneSelf && (unicode.IsPunct(rune(c)) || unicode.IsSymbol(rune(c))) && !(s.escapes && c == '\\'):
		s.seen(string(rest[1:2]), i, i+2)
		return i + 2
	case s.markdown && c == '\n':
		return i + 1 // a line break: white space follows
	case !s.escapes:
		return 0
	case unicodeCode.Match(rest):
		m := unicodeCode.Find(rest)
		code, _ := strconv.ParseUint(string(m[2:]), 16, 32)
		r, n := rune(code), len(m)
		if low := unicodeCode.Find(rest[n:]); utf16.IsSurrogate(r) && low != nil {
			second, _ := strconv.ParseUint(string(low[2:]), 16, 32)
			r, n = utf16.DecodeRune(r, rune(second)), n+len(low)
		}
		s.seen(string(r), i, i+n)
		return i + n
	case strings.IndexByte("ntrfb", c) >= 0:
		s.add(' ', i, i+2)
		return i + 2
	case strings.IndexByte("\"\\/'", c) >= 0:
		s.seen(string(rest[1:2]), i, i+2)
		return i + 2
	}
	return 0
}

// space reads white space, and returns how long it is. A blank line parts; a line break between letters of Chinese or Japanese is nothing.
func (s *scanner) space(i, to int) int {
	n, lines := 0, 0
	for i+n < to {
		r, size := utf8.DecodeRune(s.data[i+n : to])
		quoted := s.markdown && lines > 0 && r == '>' && s.inQuote(i)
		if !unicode.IsSpace(r) && !quoted {
			break
		}
		if r == '\n' {
			lines++
		}
		n += size
	}
	switch {
	case n == 0:
	case lines > 1, lines > 0 && s.rows:
		s.part(i)
	case lines == 1 && dense(lastRune(s.data[:i])) && dense(firstRune(s.data[i+n:to])):
	default:
		s.add(' ', i, i+n)
	}
	return n
}

// inQuote reports whether the line that a byte stands in is one of a quotation.
func (s *scanner) inQuote(i int) bool {
	line := s.data[bytes.LastIndexByte(s.data[:i], '\n')+1 : i]
	return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte(">"))
}

func firstRune(b []byte) rune { r, _ := utf8.DecodeRune(b); return r }
func lastRune(b []byte) rune  { r, _ := utf8.DecodeLastRune(b); return r }

// dense reports whether a letter is of a script that is written without spaces.
func dense(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// toml reads the strings and the comments of TOML; keys, numbers and dates are no words.
func (s *scanner) toml(from, to int) {
	markdown, escapes := s.markdown, s.escapes
	for i := from; i < to; {
		rest := s.data[i:to]
		switch {
		case rest[0] == '#':
			end := i + max(bytes.IndexByte(append(slices.Clip(rest), '\n'), '\n'), 1)
			s.text(i+1, min(end, to))
			s.part(min(end, to))
			i = min(end, to)
		case rest[0] == '"' || rest[0] == '\'':
			quote := rest[:1]
			if bytes.HasPrefix(rest, bytes.Repeat(quote, 3)) {
				quote = rest[:3]
			}
			start := i + len(quote)
			end := stringEnd(s.data[start:to], quote) + start
			s.markdown, s.escapes = true, quote[0] == '"'
			s.text(start, end)
			s.markdown, s.escapes = markdown, escapes
			s.part(end)
			i = min(end+len(quote), to)
		default:
			i++
		}
	}
}

// stringEnd is where the closing quote of a string stands, or the end of what is given.
func stringEnd(text, quote []byte) int {
	for i := 0; i < len(text); i++ {
		switch {
		case quote[0] == '"' && text[i] == '\\':
			i++
		case bytes.HasPrefix(text[i:], quote):
			return i
		case text[i] == '\n' && len(quote) == 1:
			return i // a string that is not closed
		}
	}
	return len(text)
}

var folder = cases.Fold()

// fold is what a reader takes for the same: letters without their case and in one form (Unicode, NFKC), quotes, dashes and spaces of one
// kind, and nothing that is not seen.
func fold(plain string) []rune {
	var out []rune
	for _, r := range norm.NFC.String(folder.String(norm.NFKC.String(plain))) {
		switch {
		case unicode.Is(unicode.Cf, r), r == 0x34f, r >= 0xfe00 && r <= 0xfe0f, r == 0x640, r == 0x307, pointed(r):
		case unicode.IsSpace(r):
			out = append(out, ' ')
		case r == 'ı':
			out = append(out, 'i')
		case r == 'ё':
			out = append(out, 'е')
		case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
			out = append(out, 'ا')
		case strings.ContainsRune("‘’‚‛′ʼ`´ʹ", r):
			out = append(out, '\'')
		case strings.ContainsRune("“”„‟«»″〝〞「」『』", r):
			out = append(out, '"')
		case unicode.Is(unicode.Pd, r), r == '−':
			out = append(out, '-')
		default:
			out = append(out, r)
		}
	}
	return out
}

// pointed reports whether a mark over or under a letter is one that writers set or leave out at will: a stress, a vowel of Arabic or Hebrew. Where a letter
// with a stress is one of an alphabet (é) it is composed, and no mark is left.
func pointed(r rune) bool {
	return r == 0x300 || r == 0x301 || r >= 0x591 && r <= 0x5c7 && unicode.Is(unicode.Mn, r) || r >= 0x610 && r <= 0x61a || r >= 0x64b && r <= 0x65f || r == 0x670
}
