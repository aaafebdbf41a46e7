package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"

	"candor/internal/diag"
)

// builder walks goldmark's tree once and writes the document.
type builder struct {
	o       Options
	doc     *Document
	src     []byte
	text    string // src
	lines   *diag.Lines
	shift   int // bytes taken off the body's beginning
	list    diag.List
	refused bool // too complex

	stack     []Container // the containers around the block at work; never changed in place
	ordinal   int         // of the last container
	depth     int         // of quotes and lists
	lead      *Block      // the item, definition or footnote whose first paragraph is to come
	notes     notes
	refs      map[string]bool // labels of link references in use, found when asked for
	root      ast.Node
	formerly  map[int]string // the words of headings as they were read before, where they differ, by index in Outline
	former    parser.Parser  // reads them so; nil before it is asked for
	explicit  []string       // the ids that authors wrote, by index in Outline
	moved     bool           // a heading can have had another id before
	titleSeen bool

	w      *spanWriter
	style  Style // from Markdown
	raw    rawState
	cursor int // offset behind the last piece of text
	links  int
	slab   []Span
	signs  bool           // the text holds signs that lookAtWords judges
	looked int            // offset behind the last of them that was warned of
	warned map[string]int // how often each rule was warned of
}

func (b *builder) pos(offset int) diag.Pos {
	p := b.lines.Pos(min(max(offset, 0), len(b.src)))
	if p.Line == max(b.o.Line, 1) {
		p.Col += b.shift
	}
	return p
}

// warnf gathers a warning. Of one rule no more are kept than are shown; the rest is counted.
func (b *builder) warnf(offset int, rule, hint, format string, args ...any) {
	if b.warned == nil {
		b.warned = map[string]int{}
	}
	if b.warned[rule]++; b.warned[rule] > mostOf(rule) {
		return
	}
	b.list.Add(diag.Diagnostic{
		Pos: b.pos(offset), Severity: diag.Warning, Rule: rule, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

func (b *builder) errorf(offset int, rule, hint, format string, args ...any) {
	b.list.Add(diag.Diagnostic{Pos: b.pos(offset), Rule: rule, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// linkScheme says that a link leads to what a page must not link to.
func linkScheme(l Link, scheme string) diag.Diagnostic {
	return diag.Diagnostic{
		Pos: l.Pos, Rule: "link-scheme", Message: fmt.Sprintf("a link to %q is not published", scheme+":"),
		Hint: "link to an address that begins with https:, or remove the link; its words stay",
	}
}

func (b *builder) document(root ast.Node) {
	b.root, b.signs = root, holdsSigns(b.src)
	b.w = &spanWriter{text: b.text, joins: joinsLines(b.o.Lang)}
	if bytes.Contains(b.src, []byte("[^")) {
		b.notes.gather(root)
	}
	b.blocks(root)
	b.writeNotes()
}

func (b *builder) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.block(c)
	}
}

func (b *builder) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		b.paragraph(n)
	case *ast.TextBlock:
		b.paragraph(n)
	case *ast.Heading:
		b.emitLead()
		b.heading(n)
	case *ast.List:
		b.emitLead()
		b.listBlock(n)
	case *ast.Blockquote:
		b.emitLead()
		b.within(Container{Kind: Quote}, n)
	case *ast.CodeBlock:
		b.emitLead()
		b.lookAtCode(n)
		b.code(n, "")
	case *ast.FencedCodeBlock:
		b.emitLead()
		info := ""
		if n.Info != nil {
			info = string(n.Info.Segment.Value(b.src))
		}
		b.code(n, info)
	case *ast.HTMLBlock:
		b.emitLead()
		b.htmlBlock(n)
	case *ast.ThematicBreak:
		b.emitLead()
		b.emit(Block{Kind: Rule, Pos: b.pos(n.Pos())})
	case *ast.LinkReferenceDefinition:
		b.linkDefinition(n)
	case *east.Table:
		b.emitLead()
		b.table(n)
	case *east.DefinitionList:
		b.emitLead()
		b.definitions(n)
	case *east.FootnoteList: // written at the end
	default:
		b.blocks(n)
	}
}

// push enters a container and returns what to give to pop. Beyond maxDepth nothing is entered, so that the page stays
// readable by a parser that has a limit; the text itself is all there.
func (b *builder) push(c Container) []Container {
	before := b.stack
	b.depth++
	if b.depth > 2*maxDepth {
		return before
	}
	b.ordinal++
	c.N = b.ordinal
	b.stack = append(before[:len(before):len(before)], c)
	return before
}

func (b *builder) pop(before []Container) {
	b.depth--
	b.stack = before
}

func (b *builder) within(c Container, n ast.Node) {
	before := b.push(c)
	b.blocks(n)
	b.pop(before)
}

// start begins a block's spans.
func (b *builder) start() {
	b.w.spans = b.w.spans[:0]
	b.w.begin()
	b.style, b.raw = 0, rawState{}
	b.w.now = look{}
}

// finish ends a block's spans and returns them, in memory that is the block's own.
func (b *builder) finish() []Span {
	b.endRawLink()
	b.unstruck()
	b.w.flush()
	n := len(b.w.spans)
	if n == 0 {
		return nil
	}
	if len(b.slab)+n > cap(b.slab) {
		b.slab = make([]Span, 0, max(128, n))
	}
	at := len(b.slab)
	b.slab = append(b.slab, b.w.spans...)
	return b.slab[at:len(b.slab):len(b.slab)]
}

func (b *builder) emit(block Block) {
	if block.Containers == nil {
		block.Containers = b.stack
	}
	block.Section = len(b.doc.Outline) - 1
	if b.notes.writing {
		block.Section = -1
	}
	b.doc.Blocks = append(b.doc.Blocks, block)
}

// emitLead writes an item that begins with something else than a paragraph: its number and its id must not be lost.
func (b *builder) emitLead() {
	if b.lead == nil {
		return
	}
	lead := *b.lead
	b.lead = nil
	b.emit(lead)
}

func (b *builder) paragraph(n ast.Node) {
	offset := -1
	if n.Lines().Len() > 0 {
		offset = n.Lines().At(0).Start
	}
	b.cursor = offset
	b.lookAtLines(n)
	b.start()
	b.inlines(n)
	spans := b.finish()
	if len(spans) == 0 {
		return
	}
	block := Block{Kind: Paragraph, Pos: b.pos(offset)}
	if b.lead != nil {
		block = *b.lead
		b.lead = nil
	} else {
		block.Number = typedNumber(spans, false)
	}
	block.Spans = spans
	b.emit(block)
}

func (b *builder) heading(n *ast.Heading) {
	if n.Lines().Len() > 0 {
		b.cursor = n.Lines().At(0).Start
	}
	b.start()
	b.inlines(n)
	spans := b.finish()
	words := withoutNotes(spans)
	if strings.TrimSpace(words) == "" {
		b.warnf(n.Pos(), "empty-heading", "delete it", "a heading has no words and is left out")
		return
	}
	pos := b.pos(n.Pos())
	number := typedNumber(spans, true)
	b.lookAtHeading(n, words, number)
	entry := Entry{Level: n.Level, Number: number, Text: words, Pos: pos}
	id, class := b.headingAttributes(n)
	entry.Explicit = id != ""
	entry.Hidden = b.repeatsTitle(n.Level, words)
	if id == "" && !entry.Hidden {
		if former := b.formerHeading(n, spans); former != words {
			b.formerly = put(b.formerly, len(b.doc.Outline), former)
		}
	}
	b.doc.Outline = append(b.doc.Outline, entry)
	b.explicit = append(b.explicit, id)
	if entry.Hidden {
		return
	}
	if class != "" {
		b.doc.tree.classes = put(b.doc.tree.classes, len(b.doc.Blocks), class)
	}
	if n.Level == 1 {
		b.doc.tree.down = 1
	}
	b.emit(Block{Kind: Heading, Level: n.Level, Number: number, Spans: spans, Pos: pos})
}

// withoutNotes returns the words of spans without the numbers of footnotes.
func withoutNotes(spans []Span) string {
	note := func(s Span) bool { return s.Style&NoteRef != 0 }
	if !slices.ContainsFunc(spans, note) {
		return spanText(spans)
	}
	return spanText(slices.DeleteFunc(slices.Clone(spans), note))
}

// repeatsTitle reports whether a heading is the first h1 and says what the page's title says.
func (b *builder) repeatsTitle(level int, words string) bool {
	if level != 1 || b.titleSeen {
		return false
	}
	b.titleSeen = true
	return b.o.Title != "" && strings.EqualFold(squeeze(words), squeeze(b.o.Title))
}

// squeeze makes one space of each run of white space (no-break spaces too) and one quotation mark of them all: the typographer
// has been at work on one side only.
func squeeze(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		switch r {
		case '“', '”', '„', '«', '»', '‘', '’', '‚', '\'', '‹', '›':
			return '"'
		case '—', '–':
			return '-'
		}
		return r
	}, s)
}

// headingAttributes returns the id and the classes of {#id .class}.
func (b *builder) headingAttributes(n *ast.Heading) (id, class string) {
	for _, a := range n.Attributes() {
		value, _ := a.Value.([]byte)
		switch name := string(a.Name); {
		case name == "id" && len(value) > 0:
			id = string(value)
		case name == "class" && len(value) > 0:
			class = string(value)
		default:
			b.warnf(n.Pos(), "attribute-list", "a heading has an id and classes: {#id .class}", "the attribute %q of a heading is left out", name)
		}
	}
	return id, class
}

func (b *builder) code(n ast.Node, info string) {
	var text strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		text.Write(bytes.ReplaceAll(seg.Value(b.src), []byte("\r\n"), []byte("\n")))
	}
	offset := n.Pos()
	if lines.Len() > 0 && info == "" {
		offset = lines.At(0).Start
	}
	block := Block{Kind: Code, Info: info, Pos: b.pos(n.Pos())}
	if text.Len() > 0 {
		block.Spans = []Span{{Text: strings.TrimSuffix(text.String(), "\n"), Offset: offset}}
	}
	b.emit(block)
}

func (b *builder) listBlock(n *ast.List) {
	kind := BulletList
	if n.IsOrdered() {
		kind = OrderedList
	}
	numbers := b.listNumbers(n)
	before := b.push(Container{Kind: kind, Tight: n.IsTight})
	values := b.listForm(n, numbers)
	i := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		item := b.push(Container{Kind: ListItem})
		b.lead = &Block{Kind: Item, Pos: b.pos(c.Pos())}
		if i < len(numbers) {
			b.lead.Number = numbers[i].text
		}
		if i < len(values) && values[i] {
			b.doc.tree.values = put(b.doc.tree.values, len(b.doc.Blocks), numbers[i].value)
		}
		b.blocks(c)
		b.emitLead()
		b.pop(item)
		i++
	}
	b.pop(before)
}

func (b *builder) definitions(n *east.DefinitionList) {
	before := b.push(Container{Kind: DefinitionList, Tight: true})
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		offset := c.Pos()
		if c.Lines().Len() > 0 {
			offset = c.Lines().At(0).Start
		}
		if c.Kind() == east.KindDefinitionTerm {
			b.cursor = offset
			b.start()
			b.inlines(c)
			b.emit(Block{Kind: Term, Spans: b.finish(), Pos: b.pos(offset)})
			continue
		}
		item := b.push(Container{Kind: ListItem})
		b.lead = &Block{Kind: Definition, Pos: b.pos(offset)}
		b.blocks(c)
		b.emitLead()
		b.pop(item)
	}
	b.pop(before)
}

// linkDefinition keeps the words of what looks like a link reference definition and is none: "[Note]: important".
func (b *builder) linkDefinition(n *ast.LinkReferenceDefinition) {
	if bytes.ContainsAny(n.Destination, ":/.#@?&=") || len(n.Destination) == 0 || b.referred(n.Label) {
		return
	}
	b.emitLead()
	b.warnf(n.Pos(), "link-reference", "put a backslash before the bracket if these are words",
		"%q is read as a link reference that nothing uses; it is shown as text", n.Label)
	b.start()
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		b.unescape(seg.Start, seg.Start+len(bytes.TrimRight(b.src[seg.Start:seg.Stop], "\r\n ")))
		b.w.soft = true
	}
	b.emit(Block{Kind: Paragraph, Spans: b.finish(), Pos: b.pos(n.Pos())})
}

// referred reports whether a link refers to a label.
func (b *builder) referred(label []byte) bool {
	if b.refs == nil {
		b.refs = map[string]bool{}
		_ = ast.Walk(b.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			var ref *ast.ReferenceLink
			switch n := n.(type) {
			case *ast.Link:
				ref = n.Reference
			case *ast.Image:
				ref = n.Reference
			}
			if entering && ref != nil {
				b.refs[referenceKey(ref.Value)] = true
			}
			return ast.WalkContinue, nil
		})
	}
	return b.refs[referenceKey(label)]
}

func referenceKey(label []byte) string {
	return strings.ToLower(strings.Join(strings.Fields(string(label)), " "))
}

// put writes into a map that is made when it is first needed.
func put[V any](m map[int]V, key int, value V) map[int]V {
	if m == nil {
		m = map[int]V{}
	}
	m[key] = value
	return m
}
