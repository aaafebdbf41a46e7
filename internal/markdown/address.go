package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// addressParser makes links of bare addresses: https://…, www.…, name@host. It is asked at the characters that every address
// has and few words do, and looks back for the address's beginning, so it finds an address after any character («https://…»)
// and in any letters (https://пример.рф/условия).
type addressParser struct{}

// Trigger returns the characters at which the parser looks around itself.
func (addressParser) Trigger() []byte { return []byte{':', '@', '.'} }

// Parse takes the address around the character that the reader stands at.
func (addressParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || segment.Padding != 0 || before.Segment.Stop != segment.Start || before.SoftLineBreak() || before.HardLineBreak() {
		return nil
	}
	source := block.Source()
	switch line[0] {
	case ':':
		return webAddress(parent, before, block, source, line, segment.Start)
	case '.':
		return wwwAddress(parent, before, block, source, line, segment.Start)
	}
	return mailAddress(parent, before, block, pc, source, line, segment.Start)
}

func webAddress(parent ast.Node, before *ast.Text, block text.Reader, source, line []byte, at int) ast.Node {
	if len(line) < 4 || line[1] != '/' || line[2] != '/' {
		return nil
	}
	start := at
	for start > before.Segment.Start && isASCIILetter(source[start-1]) {
		start--
	}
	switch string(bytes.ToLower(source[start:at])) {
	case "http", "https", "ftp":
	default:
		return nil
	}
	if !hasDot(line[3:]) {
		return nil // known before a long line is looked through
	}
	end := 3 + addressEnd(line[3:], true)
	if !hasDot(line[3:end]) {
		return nil
	}
	return addressLink(parent, before, block, ast.AutoLinkURL, start, at+end, end)
}

func wwwAddress(parent ast.Node, before *ast.Text, block text.Reader, source, line []byte, at int) ast.Node {
	start := at - 3
	if start < before.Segment.Start || !bytes.EqualFold(source[start:at], []byte("www")) {
		return nil
	}
	if r, _ := utf8.DecodeLastRune(source[before.Segment.Start:start]); start > before.Segment.Start && (isWord(r) || r == '.' || r == '-' || r == '/' || r == '@') {
		return nil
	}
	end := 1 + addressEnd(line[1:], true)
	if !hasDot(line[1:end]) {
		return nil
	}
	link := addressLink(parent, before, block, ast.AutoLinkURL, start, at+end, end)
	link.Protocol = []byte("http")
	return link
}

func mailAddress(parent ast.Node, before *ast.Text, block text.Reader, pc parser.Context, source, line []byte, at int) ast.Node {
	end := 1 + addressEnd(line[1:], false)
	if end < 4 || !hasDot(line[1:end]) {
		return nil
	}
	start := at
	for {
		for start > before.Segment.Start && isLocalPart(source[start-1]) {
			start--
		}
		if start > before.Segment.Start || !joinUnderscore(parent, &before, pc) {
			break
		}
	}
	for start < at && (source[start] == '.' || source[start] == '-') {
		start++
	}
	if start == at {
		return nil
	}
	return addressLink(parent, before, block, ast.AutoLinkEmail, start, at+end, end)
}

// joinUnderscore makes the underscore before a text, which goldmark took for a mark of emphasis, a part of the text again:
// first_last@example.com.
func joinUnderscore(parent ast.Node, before **ast.Text, pc parser.Context) bool {
	mark, ok := (*before).PreviousSibling().(*parser.Delimiter)
	if !ok || mark.Char != '_' || mark.Segment.Stop != (*before).Segment.Start {
		return false
	}
	start := mark.Segment.Start
	pc.RemoveDelimiter(mark)
	joined, ok := (*before).PreviousSibling().(*ast.Text)
	if !ok || joined.Segment.Stop != (*before).Segment.Start || joined.Segment.Start > start {
		return false
	}
	joined.Segment.Stop = (*before).Segment.Stop
	parent.RemoveChild(parent, *before)
	*before = joined
	return true
}

func addressLink(parent ast.Node, before *ast.Text, block text.Reader, kind ast.AutoLinkType, start, stop, advance int) *ast.AutoLink {
	before.Segment.Stop = start
	if before.Segment.Len() == 0 {
		parent.RemoveChild(parent, before)
	}
	block.Advance(advance)
	link := ast.NewAutoLink(kind, ast.NewTextSegment(text.NewSegment(start, stop)))
	link.SetPos(start)
	return link
}

// addressEnd returns where an address that begins at s ends. With path false it is a host only.
func addressEnd(s []byte, path bool) int {
	i, wide, round, host := 0, false, 0, true
	for i < len(s) {
		r, n := utf8.DecodeRune(s[i:])
		switch {
		case isASCIIAlnum(s[i]) || r == '-' || r == '.':
		case path && (r == '/' || r == '?' || r == '#' || r == ':'):
			host = false
		case r == '_' && path:
		case !host && bytes.IndexByte([]byte("@%+~=!$&'()*,;"), s[i]) >= 0:
			round += parenthesis(r)
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)):
			if i == 0 {
				wide = isWide(r)
			}
			if isWide(r) && !wide || host && i > 0 && s[0] < utf8.RuneSelf && isASCIIAlnum(s[0]) && !bytes.HasPrefix(s, []byte("xn--")) {
				return trimAddress(s[:i])
			}
		default:
			return trimAddress(s[:i])
		}
		if round < 0 {
			return trimAddress(s[:i])
		}
		i += n
	}
	return trimAddress(s)
}

func parenthesis(r rune) int {
	switch r {
	case '(':
		return 1
	case ')':
		return -1
	}
	return 0
}

// trimAddress returns the length of an address without the punctuation that belongs to the sentence around it.
func trimAddress(s []byte) int {
	n := len(s)
	for n > 0 && bytes.IndexByte([]byte("?!.,:;*_~'-]$&(["), s[n-1]) >= 0 {
		n--
	}
	return n
}

func hasDot(host []byte) bool {
	if i := bytes.IndexAny(host, "/?#:"); i >= 0 {
		host = host[:i]
	}
	i := bytes.IndexByte(host, '.')
	return i > 0 && i < len(host)-1
}

func isLocalPart(c byte) bool {
	return isASCIIAlnum(c) || bytes.IndexByte([]byte(".%+-_"), c) >= 0
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isASCIIAlnum(c byte) bool { return isASCIILetter(c) || c >= '0' && c <= '9' }

// isWord reports whether a character is part of a word.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
