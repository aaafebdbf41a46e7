package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// side is what stands on one side of a straight quotation mark, as a reader sees it: marks of emphasis, of links and of elements are looked
// through.
type side uint8

const (
	blank  side = iota // white space, or the block's end
	word               // a letter or a digit
	wide               // a letter of a script in which a quoted word can stand amid letters, and an apostrophe does not
	opens              // a bracket or a mark that opens
	closes             // a bracket or a mark that closes, a full stop, a comma
	other              // any other sign
)

// begins reports whether words can begin so.
func (s side) begins() bool { return s == word || s == wide || s == opens }

// openMarks are the quotation marks of a block that were opened and not closed yet.
type openMarks struct {
	double int
	single []*ast.String // those that nothing closes were apostrophes
	last   *ast.String   // the last mark that was written, and what it was taken for:
	was    side          // opens, closes, or other for an apostrophe
}

var marksKey = parser.NewContextKey()

func marksOf(pc parser.Context) *openMarks {
	return pc.ComputeIfAbsent(marksKey, func() any { return &openMarks{} }).(*openMarks)
}

// quote writes the straight mark at the reader's place as an apostrophe, or as the mark of the language that opens or closes. It returns nil
// where a mark stays as it was typed: for inches and minutes, in a Hebrew abbreviation, between spaces.
func (t *typographer) quote(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	open := marksOf(pc)
	digit := unicode.IsDigit(block.PrecendingCharacter())
	before, after := behind(parent, block.PrecendingCharacter(), open), ahead(line[1:])
	var n *ast.String
	if line[0] == '"' {
		n = t.double(open, before, after, digit && len(line) > 1 && line[1] == '"')
	} else {
		n = t.single(open, before, after, digit, line[1:])
	}
	if n == nil {
		return nil
	}
	open.last = n
	block.Advance(1)
	return n
}

// double writes ". One within another is the language's inner mark.
func (t *typographer) double(open *openMarks, before, after side, inches bool) *ast.String {
	begins := false
	switch {
	case open.double > 0 && before == opens && (after == blank || after == closes): // "" with no words in it
	case before == blank || before == opens:
		if after == blank {
			return nil
		}
		begins = true
	case open.double > 0:
		if inches && open.double == 1 {
			return nil
		}
		begins = before == other && after.begins()
	case before == wide && after != blank && after != closes, before != word && after.begins():
		begins = true
	default:
		return nil
	}
	left, right := t.open, t.close
	if begins {
		if open.double++; open.double > 1 {
			left = t.innerOpen
		}
		open.was = opens
		return written(left)
	}
	if open.double > 1 {
		right = t.innerClose
	}
	open.double--
	open.was = closes
	return written(right)
}

// single writes '.
func (t *typographer) single(open *openMarks, before, after side, digit bool, rest []byte) *ast.String {
	isOpen := len(open.single) > 0
	switch {
	case digit && measure(rest):
		return nil
	case isOpen && t.endings && before == word && after == word: // 'Veri'nin
		open.single, open.was = open.single[:len(open.single)-1], closes
		return written(t.innerClose)
	case before == word && (after == word || after == wide && !isOpen), before != wide && suffix(rest) && before != blank && before != opens,
		(before == blank || before == opens) && decade(rest):
	case !t.quoted || (before == blank || before == other) && after == blank && !isOpen:
		return nil
	case before == blank || before == opens, before == other && after.begins(), before == wide && after.begins() && !isOpen,
		before == closes && after.begins() && !isOpen:
		if after == blank {
			return nil
		}
		n := written(t.innerOpen)
		open.single, open.was = append(open.single, n), opens
		return n
	case isOpen:
		open.single, open.was = open.single[:len(open.single)-1], closes
		return written(t.innerClose)
	case before != word || digit:
		return nil
	}
	open.was = other
	return written(apostrophe)
}

// measure reports whether what follows a mark behind a digit is a number of inches or seconds, as in 5'10, and not the rest of a number
// whose thousands are set apart so: 1'000.
func measure(rest []byte) bool {
	digits := 0
	for len(rest) > 0 {
		r, n := utf8.DecodeRune(rest)
		if !unicode.IsDigit(r) {
			break
		}
		digits++
		rest = rest[n:]
		if digits > 3 {
			break
		}
	}
	return digits == 1 || digits == 2
}

// suffix reports whether what follows an apostrophe is the end of an English word behind a bracket or a mark: (GDPR)'s.
func suffix(rest []byte) bool {
	return len(rest) > 0 && rest[0] == 's' && (len(rest) == 1 || !isASCIIAlnum(rest[1]) && rest[1] < utf8.RuneSelf && rest[1] != '\'')
}

// decade reports whether what follows an apostrophe is a year without its century: '90s.
func decade(rest []byte) bool {
	return len(rest) > 2 && util.IsNumeric(rest[0]) && util.IsNumeric(rest[1]) && rest[2] == 's' && (len(rest) == 3 || !isASCIIAlnum(rest[3]))
}

// CloseBlock makes apostrophes of the single marks that nothing closes.
func (t *typographer) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	open, ok := pc.Get(marksKey).(*openMarks)
	if !ok {
		return
	}
	for _, n := range open.single {
		n.Value = []byte(apostrophe)
	}
	*open = openMarks{single: open.single[:0]}
}

// behind returns what stands before a mark, r being the character.
func behind(parent ast.Node, r rune, open *openMarks) side {
	switch last := parent.LastChild().(type) {
	case *ast.String:
		if last == open.last {
			return open.was
		}
		r, _ = utf8.DecodeLastRune(last.Value)
	case *parser.Delimiter:
		switch {
		case last.CanOpen && last.CanClose:
			return wide
		case last.CanOpen:
			return opens
		case last.CanClose:
			return word
		}
	case *ast.Link, *ast.Image, *ast.CodeSpan, *ast.AutoLink, *east.FootnoteLink:
		return word
	case *ast.RawHTML:
		if r == '>' {
			return opens
		}
	}
	return sideOf(r)
}

// ahead returns what stands behind a mark.
func ahead(rest []byte) side {
	quoted := false
	for range 8 { // of marks upon marks
		if len(rest) == 0 {
			break
		}
		n := 0
		switch c := rest[0]; {
		case c == '*' || c == '_' || c == '`' || bytes.HasPrefix(rest, []byte("~~")), bytes.HasPrefix(rest, []byte("![")):
			n = 1
		case c == '[' && len(rest) > 1 && rest[1] != '^':
			n = 1
		case c == '<' && len(rest) > 1 && isASCIILetter(rest[1]):
			n = bytes.IndexByte(rest[:min(len(rest), 100)], '>') + 1
		case c == '"' || c == '\'':
			n, quoted = 1, true
		case c == '&':
			if s, length := reference(rest); length > 0 {
				r, _ := utf8.DecodeRuneInString(s)
				return sideOf(r)
			}
		case c == '[', c == '<' && len(rest) > 1 && rest[1] == '/':
			return closes
		}
		if n == 0 {
			break
		}
		rest = rest[n:]
	}
	if len(rest) == 0 {
		return blank
	}
	r, _ := utf8.DecodeRune(rest)
	s := sideOf(r)
	switch {
	case quoted && s.begins():
		return opens
	case quoted:
		return closes
	}
	return s
}

// sideOf returns what a character is beside a quotation mark.
func sideOf(r rune) side {
	switch {
	case util.IsSpaceRune(r):
		return blank
	case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
		if isEastAsian(r) || unicode.Is(unicode.Arabic, r) { // in Arabic "and" is written with the word that follows
			return wide
		}
		return word
	case unicode.In(r, unicode.Ps, unicode.Pi) || r == '¿' || r == '¡':
		return opens
	case unicode.In(r, unicode.Pe, unicode.Pf):
		return closes
	}
	switch r {
	case '.', ',', ';', ':', '!', '?', '…', '。', '，', '、', '；', '：', '！', '？', '،', '؛', '؟':
		return closes
	}
	return other
}
