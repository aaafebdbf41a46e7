package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newParser returns a parser for texts of one language. Building it takes some 40 µs. The priorities are goldmark's own; its
// renderers are not used, nor its footnote transformer (which drops what nothing refers to) and its Linkify (which asks at every
// space, and misses addresses in other letters).
func newParser(lang string) parser.Parser {
	elements := &tagReader{}
	blocks := []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
		util.Prioritized(extension.NewDefinitionListParser(), 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(htmlBlockParser{parser.NewHTMLBlockParser(), elements}, 900),
		util.Prioritized(extension.NewFootnoteBlockParser(), 999),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(tagParser{parser.NewRawHTMLParser(), elements}, 400),
		util.Prioritized(delimiterParser{}, 500),
		util.Prioritized(attributeListParser{}, 600),
		util.Prioritized(addressParser{}, 999),
	}
	inlines = append(inlines, util.Prioritized(newTypographer(lang), 9999))
	options := []parser.Option{
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	}
	if joinsLines(lang) {
		options = append(options, parser.WithEscapedSpace())
	}
	return parser.NewParser(options...)
}

// htmlBlockParser is goldmark's, save that a line which holds nothing but one inline tag (CommonMark's kind 7) begins a paragraph: as a block
// it would take the Markdown of the lines after it along. So does a line that begins with a word in brackets, which is no tag.
type htmlBlockParser struct {
	parser.BlockParser
	tags *tagReader
}

// Open begins a block of raw HTML.
func (p htmlBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.Position()
	written, _ := reader.PeekLine()
	node, state := p.BlockParser.Open(parent, reader, pc)
	h, ok := node.(*ast.HTMLBlock)
	if ok && (h.HTMLBlockType == ast.HTMLBlockType7 || !p.tags.isTag(bytes.TrimLeft(written, " "), reader.Source(), segment.Start)) {
		reader.SetPosition(line, segment)
		return nil, parser.NoChildren
	}
	return node, state
}

// attributeList is a kramdown attribute list, {: #id .class key="value"}. It has no words and no meaning here.
type attributeList struct {
	ast.BaseInline
	text string
}

var kindAttributeList = ast.NewNodeKind("AttributeList")

// Kind returns the node's kind.
func (*attributeList) Kind() ast.NodeKind { return kindAttributeList }

// Dump prints the node, for goldmark's debugging.
func (n *attributeList) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Text": n.text}, nil)
}

// attributeListParser takes attribute lists out of the text.
type attributeListParser struct{}

// Trigger returns the character that begins an attribute list.
func (attributeListParser) Trigger() []byte { return []byte{'{'} }

// Parse reads an attribute list; it must end on its line.
func (attributeListParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 3 || line[1] != ':' {
		return nil
	}
	end := 1 + bytes.IndexAny(line[1:], "{}") // the nearest, since another list may begin before this one ends
	if end < 1 || line[end] == '{' {
		return nil
	}
	block.Advance(end + 1)
	n := &attributeList{text: string(line[:end+1])}
	n.SetPos(segment.Start)
	return n
}
