package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// delimiterParser finds the runs that begin and end emphasis (* and _) and what is struck out (~~). It differs from goldmark's in two
// points. One ~ is a tilde: in Korean, Japanese and much else it stands between the ends of a range, and two ranges of a paragraph would
// strike out what lies between them. And beside letters that are written without spaces, punctuation does not keep a run from beginning or
// ending emphasis.
type delimiterParser struct{}

// emphasis and strike make the nodes for two runs that belong together.
type (
	emphasis struct{}
	strike   struct{}
)

// Trigger returns the characters of runs.
func (delimiterParser) Trigger() []byte { return []byte{'*', '_', '~'} }

// Parse reads one run.
func (delimiterParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	var processor parser.DelimiterProcessor = emphasis{}
	if line[0] == '~' {
		if len(line) < 2 || line[1] != '~' || len(line) > 2 && line[2] == '~' || before == '~' {
			return nil
		}
		processor = strike{}
	}
	node := parser.ScanDelimiter(line, before, 1, processor)
	if after, _ := utf8.DecodeRune(line[node.OriginalLength:]); isEastAsian(before) || isEastAsian(after) {
		flankEastAsian(node, before, after)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

// flankEastAsian decides anew whether a run begins or ends emphasis where an East Asian character stands on either side of it. CommonMark
// asks for a space or punctuation outside of **「…」** and **…(…)**, which these scripts do not have there. The rule is the one that its
// community drew up for them (CJK-friendly emphasis): their own punctuation counts as letters, and a letter of theirs as a space.
func flankEastAsian(d *parser.Delimiter, before, after rune) {
	punctuation := func(r rune) bool { return util.IsPunctRune(r) && !isEastAsian(r) }
	left := !util.IsSpaceRune(after) && (!punctuation(after) || util.IsSpaceRune(before) || punctuation(before) || isEastAsian(before))
	right := !util.IsSpaceRune(before) && (!punctuation(before) || util.IsSpaceRune(after) || punctuation(after) || isEastAsian(after))
	d.CanOpen, d.CanClose = left, right
	if d.Char == '_' {
		d.CanOpen = left && (!right || util.IsPunctRune(before))
		d.CanClose = right && (!left || util.IsPunctRune(after))
	}
}

// isEastAsian reports whether a character is a letter or a mark of the Chinese, Japanese or Korean scripts, emoji apart; variation selectors
// belong to the letter before them.
func isEastAsian(r rune) bool {
	switch {
	case r < 0x1100 || r > 0x11ff && r < 0x2e80 || r >= 0x1f000 && r < 0x20000:
		return false
	case r >= 0xfe00 && r <= 0xfe02 || r >= 0xe0100 && r <= 0xe01ef || r >= 0xff61 && r <= 0xffdc:
		return true
	}
	return isWide(r)
}

// IsDelimiter reports whether a character makes such runs.
func (emphasis) IsDelimiter(c byte) bool { return c == '*' || c == '_' }

// CanOpenCloser reports whether two runs belong together.
func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch returns the node for two runs that belong together.
func (emphasis) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// IsDelimiter reports whether a character makes such runs.
func (strike) IsDelimiter(c byte) bool { return c == '~' }

// CanOpenCloser reports whether two runs belong together.
func (strike) CanOpenCloser(opener, closer *parser.Delimiter) bool { return opener.Char == closer.Char }

// OnMatch returns the node for two runs that belong together.
func (strike) OnMatch(int) ast.Node { return east.NewStrikethrough() }
