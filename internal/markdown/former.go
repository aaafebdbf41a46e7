package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Ids were made of a heading's words as earlier releases of candor read them: one tilde struck out, <word> was an element, and quotation marks
// were goldmark's. Addresses that were published then are found by reading those headings once more in that way, which never changes.

// noteRefs are references to footnotes, as they are typed.
var noteRefs = regexp.MustCompile(`\[\^[^\[\]\s^]+\]`)

// formerHeading returns the words of a heading, of which these are the spans now, as they were read before.
func (b *builder) formerHeading(n *ast.Heading, spans []Span) string {
	words := spanText(spans)
	var typed strings.Builder
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		typed.WriteString(strings.TrimRight(b.text[seg.Start:seg.Stop], "\r\n") + " ")
	}
	source := typed.String()
	if strings.Contains(source, "][") || !strings.ContainsAny(source, `'"~<`) && !(strings.ContainsAny(source, "*_") && strings.ContainsFunc(source, isEastAsian)) {
		return words
	}
	for _, s := range spans {
		if at := noteRefs.FindStringIndex(source); s.Style&NoteRef != 0 && at != nil {
			source = source[:at[0]] + s.Text + source[at[1]:]
		}
	}
	before := &builder{o: Options{Lang: b.o.Lang, RawHTML: b.o.RawHTML}, doc: &Document{Lang: b.o.Lang}}
	before.clean([]byte("# " + source))
	if b.former == nil {
		b.former = formerParser(b.o.Lang)
	}
	heading, ok := b.former.Parse(text.NewReader(before.src)).FirstChild().(*ast.Heading)
	if !ok {
		return words
	}
	before.w = &spanWriter{text: before.text, joins: joinsLines(b.o.Lang)}
	before.start()
	before.inlines(heading)
	return spanText(before.finish())
}

// formerParser reads a heading as it was read before.
func formerParser(lang string) parser.Parser {
	inlines := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(attributeListParser{}, 600),
		util.Prioritized(addressParser{}, 999),
	}
	if t := newTypographer(lang).(*typographer); t.quoted {
		inlines = append(inlines, util.Prioritized(formerTypographer(t), 9999))
	}
	options := []parser.Option{
		parser.WithBlockParsers(util.Prioritized(parser.NewATXHeadingParser(), 600), util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(inlines...),
	}
	if joinsLines(lang) {
		options = append(options, parser.WithEscapedSpace())
	}
	return parser.NewParser(options...)
}

// formerTypographer is goldmark's with the marks of a language.
func formerTypographer(t *typographer) parser.InlineParser {
	return extension.NewTypographerParser(extension.WithTypographicSubstitutions(extension.TypographicSubstitutions{
		extension.LeftDoubleQuote:  []byte(t.open),
		extension.RightDoubleQuote: []byte(t.close),
		extension.LeftSingleQuote:  []byte(t.innerOpen),
		extension.RightSingleQuote: []byte(t.innerClose),
		extension.Apostrophe:       []byte(apostrophe),
		extension.EnDash:           []byte("–"),
		extension.EmDash:           []byte(t.dash),
		extension.Ellipsis:         []byte(t.dots),
		extension.LeftAngleQuote:   []byte(t.angleOpen),
		extension.RightAngleQuote:  []byte(t.angleClose),
	}))
}
