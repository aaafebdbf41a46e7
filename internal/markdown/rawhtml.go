package markdown

import (
	"bytes"
	"io"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// rawState is what raw HTML tags have opened within a block.
type rawState struct {
	style  Style
	open   [6]int // by allowedStyle's order, so that nested tags of one name close rightly
	title  string // of the <abbr>
	struck int    // where the last <s> or <del> begins
	skip   bool   // within a script or a style sheet:
	until  string // its name
	link   *rawLink
}

// rawLink is an <a> that is kept (raw_html = true) and not closed yet.
type rawLink struct {
	first int // its first span
	to    Link
	title string
}

// allowedStyle returns the style of the inline elements that are always allowed; index is its place in rawState.open.
func allowedStyle(name string) (s Style, index int) {
	switch name {
	case "sub":
		return Sub, 0
	case "sup":
		return Sup, 1
	case "mark":
		return Mark, 2
	case "kbd":
		return Kbd, 3
	case "abbr":
		return Abbr, 4
	case "s", "del", "strike": // without its line what was struck would apply
		return Strike, 5
	}
	return 0, -1
}

// keptStyle returns the style that says the same as an inline element which raw_html = true keeps.
func keptStyle(name string) Style {
	switch name {
	case "b", "strong":
		return Strong
	case "i", "em", "cite", "dfn", "var":
		return Emphasis
	case "code", "samp", "tt":
		return CodeSpan
	}
	return 0
}

// isInline reports whether an element stands within a line, so that what it holds is no word of its own.
func isInline(name string) bool {
	switch name {
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
		"nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr":
		return true
	}
	return false
}

// tag is one start or end tag.
type tag struct {
	name    string
	closing bool
	attrs   []html.Attribute
}

func (t tag) attr(key string) string {
	for _, a := range t.attrs {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// rawInline deals with one piece of raw HTML within a paragraph: a tag, a comment, a declaration.
func (b *builder) rawInline(n *ast.RawHTML) {
	source := n.Segments.Value(b.src)
	offset := n.Segments.At(0).Start
	b.cursor = n.Segments.At(n.Segments.Len() - 1).Stop
	if bytes.HasPrefix(source, []byte("<!--")) {
		return
	}
	if text, ok := bytes.CutPrefix(source, []byte("<![CDATA[")); ok {
		b.warnDropped(offset, "<![CDATA[")
		b.addWords(string(bytes.TrimSuffix(text, []byte("]]>"))), offset)
		return
	}
	z := html.NewTokenizer(bytes.NewReader(source))
	switch z.Next() {
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
	default:
		b.hidden(offset, source)
		return
	}
	token := z.Token()
	t := tag{name: token.Data, closing: token.Type == html.EndTagToken, attrs: token.Attr}
	if b.raw.skip {
		b.raw.skip = !t.closing || t.name != b.raw.until
		return
	}
	if b.allowed(t, offset) || b.o.RawHTML && b.kept(t, offset) {
		return
	}
	if !t.closing && (t.name == "script" || t.name == "style") && closedLater(n, t.name, b.src) {
		b.raw.skip, b.raw.until = true, t.name
		b.warnf(offset, "raw-html", "remove it", "<%s> and what it holds are left out", t.name)
		return
	}
	b.w.separate = b.w.separate || !isInline(t.name)
	if t.closing {
		b.warnDropped(offset, "</"+t.name+">")
		return
	}
	b.warnDropped(offset, "<"+t.name+">")
}

func (b *builder) warnDropped(offset int, what string) {
	if strings.HasPrefix(what, "</") && b.closes(what) {
		return
	}
	b.warnf(offset, "raw-html", "write it in Markdown, or allow raw HTML: [markdown] raw_html = true", "%s is left out; the words are kept", what)
}

// hidden says that a declaration or an instruction to another program is left out, with all the words in it.
func (b *builder) hidden(offset int, source []byte) {
	start := string(bytes.Fields(source)[0])
	b.warnf(offset, "raw-html", "remove it, or put a backslash before the < if these are words", "%s … > is left out, and the words in it with it", start)
}

// closes counts the tags that were left out, and reports whether an end tag belongs to a start tag that was reported.
func (b *builder) closes(what string) bool {
	return strings.Contains(b.text, "<"+what[2:len(what)-1])
}

// closedLater reports whether a sibling of n closes an element.
func closedLater(n ast.Node, name string, source []byte) bool {
	for s := n.NextSibling(); s != nil; s = s.NextSibling() {
		r, ok := s.(*ast.RawHTML)
		if ok && bytes.HasPrefix(bytes.ToLower(r.Segments.Value(source)), []byte("</"+name)) {
			return true
		}
	}
	return false
}

// allowed writes a tag of the elements that are always allowed, and reports whether it is one.
func (b *builder) allowed(t tag, offset int) bool {
	if t.name == "br" {
		b.w.breakLine()
		return true
	}
	style, i := allowedStyle(t.name)
	if style == 0 {
		return false
	}
	if t.closing {
		b.raw.open[i] = max(b.raw.open[i]-1, 0)
	} else {
		b.raw.open[i]++
	}
	if style == Strike && !t.closing {
		b.raw.struck = offset
	}
	b.raw.style &^= style
	if b.raw.open[i] > 0 {
		b.raw.style |= style
	}
	if style == Abbr {
		b.raw.title = t.attr("title")
		b.w.now.title = b.raw.title
	}
	b.setStyle(b.style)
	return true
}

// unstruck warns of words that would be struck through if a paragraph did not end the line through them.
func (b *builder) unstruck() {
	if _, i := allowedStyle("s"); b.raw.open[i] > 0 {
		b.warnf(b.raw.struck, "raw-html", "close it in its paragraph, and strike each paragraph by itself", "what is struck through here ends with the paragraph: what follows applies")
	}
}

// kept writes a tag that raw_html = true keeps within a line, as the style or link that says the same.
func (b *builder) kept(t tag, offset int) bool {
	if style := keptStyle(t.name); style != 0 {
		b.raw.style &^= style
		if !t.closing {
			b.raw.style |= style
		}
		b.setStyle(b.style)
		return true
	}
	switch {
	case t.name == "a" && t.closing:
		b.endRawLink()
		return true
	case t.name == "a" && b.w.now.link == 0 && t.attr("href") != "":
		to := Link{Dest: t.attr("href"), Pos: b.pos(offset)}
		b.raw.link = &rawLink{first: b.openLink(nil), to: to, title: t.attr("title")}
		return true
	case t.name == "img" && t.attr("src") != "":
		b.picture(Link{Dest: t.attr("src"), Text: t.attr("alt"), Image: true, Pos: b.pos(offset)}, t.attr("title"), offset)
		return true
	}
	return false
}

// endRawLink closes the <a> that is open, if one is.
func (b *builder) endRawLink() {
	if l := b.raw.link; l != nil {
		b.raw.link = nil
		b.closeLink(l.first, l.to, l.title)
	}
}

// htmlBlock keeps the words of a block of raw HTML, and the HTML itself where that is allowed.
func (b *builder) htmlBlock(n *ast.HTMLBlock) {
	h := htmlReader{b: b, at: n.Pos()}
	lines := n.Lines()
	for i := range lines.Len() {
		h.line(lines.At(i).Start, lines.At(i).Stop)
	}
	if n.HasClosure() {
		h.line(n.ClosureLine.Start, n.ClosureLine.Stop)
	}
	if n.HTMLBlockType == ast.HTMLBlockType2 && !bytes.Contains(h.source, []byte("-->")) {
		b.errorf(n.Pos(), "raw-html", "close it with -->", "a comment has no end; all that follows is hidden by it")
		return
	}
	if n.HTMLBlockType == ast.HTMLBlockType5 {
		b.warnDropped(n.Pos(), "<![CDATA[")
		h.source = bytes.Replace(bytes.Replace(h.source, []byte("<![CDATA["), []byte("         "), 1), []byte("]]>"), []byte("   "), 1)
	}
	if n.HTMLBlockType == ast.HTMLBlockType3 || n.HTMLBlockType == ast.HTMLBlockType4 && !bytes.HasPrefix(bytes.ToLower(h.source), []byte("<!doctype")) {
		b.hidden(n.Pos(), h.source)
	}
	if b.o.RawHTML && b.keepHTML(h.source, n.Pos()) {
		return
	}
	h.read()
}

// htmlReader makes paragraphs and table rows of a block of raw HTML. It reads tags one by one, for a block may begin or end
// anywhere in a table, where a tree builder would move the words about.
type htmlReader struct {
	b       *builder
	source  []byte
	offsets [][2]int // where lines of source begin: in source, in the text
	at      int      // offset of the block
	dropped []string // names of tags left out
	first   int      // offset of the first of them
	busy    bool     // a paragraph or row has been started:
	begun   int      // where
	table   bool     // a table has been started
	outer   []Container
	rows    int
	row     bool // a row is being read
	cell    bool
	heads   int // its <th> cells
	cells   []int
}

func (h *htmlReader) line(start, stop int) {
	h.offsets = append(h.offsets, [2]int{len(h.source), start})
	h.source = append(h.source, h.b.src[start:stop]...)
}

// offset returns where a byte of source stands in the text.
func (h *htmlReader) offset(at int) int {
	for i := len(h.offsets) - 1; i >= 0; i-- {
		if h.offsets[i][0] <= at {
			return h.offsets[i][1] + at - h.offsets[i][0]
		}
	}
	return h.at
}

func (h *htmlReader) read() {
	z := html.NewTokenizer(bytes.NewReader(h.source))
	at := 0
	for {
		kind := z.Next()
		raw := len(z.Raw())
		switch kind {
		case html.ErrorToken:
			if z.Err() == io.EOF && at < len(h.source) {
				h.words(string(h.source[at:]), at) // a tag that has no end
			}
			h.endTable()
			h.report()
			return
		case html.TextToken:
			h.words(string(z.Text()), at)
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			token := z.Token()
			h.tag(tag{name: token.Data, closing: kind == html.EndTagToken, attrs: token.Attr}, at)
		case html.DoctypeToken:
			h.drop("!doctype", at)
		}
		at += raw
	}
}

// words writes text; white space is one space.
func (h *htmlReader) words(s string, at int) {
	w := h.b.w
	if h.b.raw.skip || strings.TrimSpace(s) == "" {
		w.soft = w.soft || s != ""
		return
	}
	h.open(at + len(s) - len(strings.TrimLeft(s, " \t\r\n")))
	w.soft = w.soft || strings.TrimLeft(s, " \t\r\n") != s
	for _, f := range strings.Fields(s) {
		w.add(f, -1)
		w.soft = true
	}
	w.soft = strings.TrimRight(s, " \t\r\n") != s
}

// open begins a paragraph, or a cell where a table is open.
func (h *htmlReader) open(at int) {
	if h.table && !h.cell {
		h.beginCell("td", at)
	}
	if h.busy {
		return
	}
	h.b.start()
	h.busy, h.begun = true, at
}

func (h *htmlReader) tag(t tag, at int) {
	b := h.b
	if b.raw.skip {
		b.raw.skip = !t.closing || t.name != b.raw.until
		return
	}
	if _, i := allowedStyle(t.name); t.name == "br" || i >= 0 {
		if !t.closing {
			h.open(at)
		}
		b.allowed(t, h.offset(at))
		return
	}
	h.drop(t.name, at)
	switch t.name {
	case "script", "style":
		rest := bytes.ToLower(h.source[min(at+1, len(h.source)):])
		if !t.closing && bytes.Contains(rest, []byte("</"+t.name)) {
			b.raw.skip, b.raw.until = true, t.name
		}
	case "table":
		h.endTable()
	case "tr":
		h.endRow()
		if !t.closing {
			h.beginRow(at)
		}
	case "td", "th":
		if t.closing {
			h.endCell()
		} else {
			h.beginCell(t.name, at)
		}
	default:
		h.boundary(t.name)
	}
}

// boundary keeps apart the words before and behind a tag that is left out.
func (h *htmlReader) boundary(name string) {
	switch {
	case isInline(name):
	case h.cell:
		h.b.w.breakLine()
	case h.table: // thead, tbody
	default:
		h.endParagraph()
	}
}

func (h *htmlReader) endParagraph() {
	if !h.busy {
		return
	}
	h.busy = false
	spans := h.b.finish()
	h.b.raw = rawState{}
	if len(spans) > 0 {
		h.b.emit(Block{Kind: Paragraph, Number: typedNumber(spans, false), Spans: spans, Pos: h.b.pos(h.offset(h.begun))})
	}
}

func (h *htmlReader) beginRow(at int) {
	if !h.table {
		h.endParagraph()
		h.outer = h.b.push(Container{Kind: Table})
		h.table, h.rows = true, 0
	}
	h.b.start()
	h.busy, h.begun, h.row, h.heads, h.cells = true, at, true, 0, nil
}

func (h *htmlReader) beginCell(name string, at int) {
	if !h.row {
		h.beginRow(at)
	}
	h.endCell()
	h.cell = true
	h.b.w.begin()
	h.b.raw = rawState{}
	h.b.setStyle(0)
	if name == "th" {
		h.heads++
	}
}

func (h *htmlReader) endCell() {
	if !h.cell {
		return
	}
	h.cell = false
	h.b.w.flush()
	h.cells = append(h.cells, len(h.b.w.spans))
}

func (h *htmlReader) endRow() {
	if !h.row {
		return
	}
	h.endCell()
	h.row, h.busy = false, false
	spans := h.b.finish()
	if len(h.cells) == 0 {
		return
	}
	header := h.rows == 0 && h.heads == len(h.cells)
	block := Block{
		Kind: Row, Spans: spans, Cells: h.cells, Align: make([]string, len(h.cells)), Header: header, Pos: h.b.pos(h.offset(h.begun)),
	}
	h.rows++
	if header {
		before := h.b.push(Container{Kind: TableHead})
		h.b.emit(block)
		h.b.pop(before)
		return
	}
	h.b.emit(block)
}

func (h *htmlReader) endTable() {
	h.endRow()
	if h.table {
		h.table = false
		h.b.pop(h.outer)
	}
	h.endParagraph()
}

func (h *htmlReader) drop(name string, at int) {
	for _, d := range h.dropped {
		if d == name {
			return
		}
	}
	if len(h.dropped) == 0 {
		h.first = at
	}
	h.dropped = append(h.dropped, name)
}

// report says once for the block what was left out of it.
func (h *htmlReader) report() {
	if len(h.dropped) == 0 {
		return
	}
	hint := "write it in Markdown, or allow raw HTML: [markdown] raw_html = true"
	what := "<" + strings.Join(h.dropped, ">, <") + ">"
	kept := "the words are kept"
	for _, d := range h.dropped {
		if d == "script" || d == "style" {
			kept = "words are kept, those of <" + d + "> are not"
		}
	}
	h.b.warnf(h.offset(h.first), "raw-html", hint, "%s is left out; %s", what, kept)
}
