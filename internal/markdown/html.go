package markdown

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// HTML returns the document as HTML: sections, headings and clauses with their ids, nothing around them. The classes are those
// that the theme's style sheet knows: no, cl, tbl, wide, scroll, typed, ext, notes.
//
// With [Labels].Clause each paragraph, item, definition and row ends in <a class="cl" href="#ID" aria-label="LABEL"></a>, a link to
// itself whose sign the style sheet draws, so that nobody copies it with the words. Where a typed number is that link already
// (<a class="no">) none is added; nor to headings and to a table's head, whose names it would spoil: the contents have the addresses
// of headings.
func (d *Document) HTML() []byte { return d.AnnotatedHTML(nil) }

// AnnotatedHTML returns the document as HTML with a note at the end of clauses, such as since when they stand in these words.
//
// It asks for a note at every block that has an ID (headings, paragraphs, items, terms, definitions, rows, footnotes), in the order of
// the text; what the function returns is written as it is, after a space, behind the block's own words: in the <p>, in the <li> or
// <dd> before a list within it, in the last cell of a <tr>, in the <h2>. It must be phrasing content, such as one
// <span class="since">. "" adds nothing. The document is not changed, so pages with and without notes come from one.
func (d *Document) AnnotatedHTML(annotate func(b *Block) template.HTML) []byte {
	w := &htmlWriter{d: d, backRefs: map[string]int{}, top: 7, annotate: annotate}
	for i := range d.Blocks {
		w.size(&d.Blocks[i])
	}
	w.out = make([]byte, 0, w.bytes)
	for i := range d.Blocks {
		w.block(i)
	}
	w.closeTo(0)
	if w.inSection {
		w.str("</section>\n")
	}
	return w.out
}

// htmlWriter writes blocks one after the other and keeps the list of what is open around them.
type htmlWriter struct {
	d         *Document
	out       []byte
	bytes     int // the output's likely size
	top       int // the level of the headings that make sections
	inSection bool
	open      []Container
	tail      []string // what closes each of open
	tags      []string // the inline elements that are open
	link      *Span    // the link that is open, as one of tags
	backRefs  map[string]int
	labels    []string // of the table's columns
	headless  bool     // the table's first column has no header
	inBody    bool     // <tbody> is open
	annotate  func(b *Block) template.HTML
	before    bool // what stands before a span is read from left to right,
	behind    bool // and what stands behind it
}

func (w *htmlWriter) str(s ...string) {
	for _, s := range s {
		w.out = append(w.out, s...)
	}
}

func (w *htmlWriter) size(b *Block) {
	w.bytes += 64 + 2*len(b.ID)
	for i := range b.Spans {
		w.bytes += len(b.Spans[i].Text) + len(b.Spans[i].Href) + 16
	}
	if b.Kind == Heading && len(b.Containers) == 0 {
		w.top = min(w.top, b.Level)
	}
}

func (w *htmlWriter) block(i int) {
	b := &w.d.Blocks[i]
	same := 0
	for same < len(w.open) && same < len(b.Containers) && w.open[same].N == b.Containers[same].N {
		same++
	}
	w.closeTo(same)
	if len(b.Containers) == 0 && b.Kind == Heading && b.Level == w.top {
		w.section(b)
	}
	for j := same; j < len(b.Containers); j++ {
		w.openContainer(i, j)
	}
	switch b.Kind {
	case Heading:
		w.heading(i, b)
	case Paragraph:
		w.str("<p id=\"", escaped(b.ID), "\">")
		w.former(b)
		w.numbered(b)
		w.tailOf(b)
		w.str("</p>\n")
	case Item, Definition:
		w.item(i, b)
	case Footnote:
		w.spans(b.Spans)
		w.tailOf(b)
		w.backLinks(i)
	case Term:
		w.str("<dt id=\"", escaped(b.ID), "\">")
		w.former(b)
		w.spans(b.Spans)
		w.tailOf(b)
		w.str("</dt>\n")
	case Row:
		w.row(i, b)
	case Code:
		w.code(b)
	case Rule:
		w.str("<hr>\n")
	case HTMLBlock:
		w.out = append(w.out, w.d.tree.raw[i]...)
		w.str("\n")
	}
}

// section ends a section and begins the next. The headings of the highest level make them; those below stand in them.
func (w *htmlWriter) section(b *Block) {
	if w.inSection {
		w.str("</section>\n")
	}
	w.inSection = true
	w.str("<section aria-labelledby=\"", escaped(b.ID), "\">\n")
}

func (w *htmlWriter) heading(i int, b *Block) {
	level := strconv.Itoa(min(b.Level+w.d.tree.down, 6))
	w.str("<h", level, " id=\"", escaped(b.ID), "\"")
	if class := w.d.tree.classes[i]; class != "" {
		w.str(" class=\"", escaped(class), "\"")
	}
	w.str(">")
	w.former(b)
	w.numbered(b)
	w.tailOf(b)
	w.str("</h", level, ">\n")
}

// former writes a place that a link to the id which a block had before leads to.
func (w *htmlWriter) former(b *Block) {
	if b.Was != "" {
		w.str("<a id=\"", escaped(b.Was), "\"></a>")
	}
}

// tailOf writes what stands behind a block's own words: the link to itself and the caller's note.
func (w *htmlWriter) tailOf(b *Block) {
	if label := w.d.tree.labels.Clause; label != "" && b.ID != "" && !w.selfLinked(b) {
		w.str(" <a class=\"cl\" href=\"#")
		w.address(b.ID)
		w.str("\" aria-label=\"", escaped(label), "\"></a>")
	}
	if w.annotate == nil || b.ID == "" {
		return
	}
	if note := w.annotate(b); note != "" {
		w.str(" ", string(note))
	}
}

// selfLinked reports whether a block needs no link to itself: its number is one, or its name must stay its own.
func (w *htmlWriter) selfLinked(b *Block) bool {
	switch b.Kind {
	case Heading, Term, Footnote:
		return true
	case Paragraph:
		return beginsWithNumber(b)
	case Item:
		return w.typedItem(b)
	case Row:
		return b.Header
	}
	return false
}

// beginsWithNumber reports whether a block's words begin with its typed number, which then stands in the margin and links to the block.
func beginsWithNumber(b *Block) bool {
	return b.Number != "" && narrow(b.Number) && len(b.Spans) > 0 && strings.HasPrefix(b.Spans[0].Text, b.Number)
}

// typedItem reports whether an item's number is written out.
func (w *htmlWriter) typedItem(b *Block) bool {
	n := len(b.Containers)
	return n > 1 && b.Containers[n-2].Kind == OrderedList && w.d.tree.lists[b.Containers[n-2].N].typed
}

// item writes the first paragraph of an item, whose element is open.
func (w *htmlWriter) item(i int, b *Block) {
	loose := false
	if n := len(b.Containers); n > 1 {
		list := b.Containers[n-2]
		loose = !list.Tight && len(b.Spans) > 0
		if loose {
			w.str("<p>")
		}
		w.former(b)
		if w.typedItem(b) {
			w.number(b.Number, b.ID)
			w.str(" ")
		}
	}
	w.spans(b.Spans)
	w.tailOf(b)
	if loose {
		w.str("</p>")
	}
	if i+1 < len(w.d.Blocks) && len(w.d.Blocks[i+1].Containers) > len(b.Containers) {
		w.str("\n")
	}
}

// numbered writes a block's words, its typed number marked as such.
func (w *htmlWriter) numbered(b *Block) {
	if !beginsWithNumber(b) {
		w.spans(b.Spans)
		return
	}
	first := b.Spans[0]
	w.enter(&first)
	href := b.ID
	if b.Kind == Heading {
		href = ""
	}
	w.number(b.Number, href)
	w.beside(b.Spans, 0)
	w.text(first.Text[len(b.Number):])
	for i := 1; i < len(b.Spans); i++ {
		w.beside(b.Spans, i)
		w.span(&b.Spans[i])
	}
	w.leave()
}

func (w *htmlWriter) number(number, id string) {
	if w.d.tree.rtl {
		number = "<bdi>" + escaped(number) + "</bdi>"
	} else {
		number = escaped(number)
	}
	if id == "" {
		w.str("<span class=\"no\">", number, "</span>")
		return
	}
	w.str("<a class=\"no\" href=\"#")
	w.address(id)
	w.str("\">", number, "</a>")
}

func (w *htmlWriter) code(b *Block) {
	w.str("<pre><code")
	if lang, _, _ := strings.Cut(strings.TrimSpace(b.Info), " "); lang != "" {
		w.str(" class=\"language-", escaped(lang), "\"")
	}
	w.str(">")
	if len(b.Spans) > 0 {
		w.escape(b.Spans[0].Text)
		w.str("\n")
	}
	w.str("</code></pre>\n")
}

func (w *htmlWriter) closeTo(n int) {
	for len(w.open) > n {
		last := len(w.open) - 1
		if w.open[last].Kind == Table && w.inBody {
			w.str("</tbody>")
			w.inBody = false
		}
		w.str(w.tail[last])
		w.open, w.tail = w.open[:last], w.tail[:last]
	}
}

// openContainer opens the container j of block i.
func (w *htmlWriter) openContainer(i, j int) {
	b := &w.d.Blocks[i]
	c := b.Containers[j]
	tail := ""
	switch c.Kind {
	case Quote:
		w.str("<blockquote>\n")
		tail = "</blockquote>\n"
	case BulletList:
		w.str("<ul>\n")
		tail = "</ul>\n"
	case OrderedList:
		w.orderedList(w.d.tree.lists[c.N])
		tail = "</ol>\n"
	case ListItem:
		tail = w.listItem(i, j)
	case Table:
		tail = w.table(i)
	case TableHead:
		w.str("<thead role=\"rowgroup\">")
		tail = "</thead>\n"
	case DefinitionList:
		w.str("<dl>\n")
		tail = "</dl>\n"
	case Notes:
		w.notes()
		tail = "</ol></section>\n"
	}
	w.open, w.tail = append(w.open, c), append(w.tail, tail)
}

func (w *htmlWriter) orderedList(f listForm) {
	w.str("<ol")
	if f.typed {
		w.str(" class=\"typed\"")
	} else if f.start != 1 {
		w.str(" start=\"", strconv.Itoa(f.start), "\"")
	}
	w.str(">\n")
}

func (w *htmlWriter) listItem(i, j int) (tail string) {
	b := &w.d.Blocks[i]
	element := "li"
	if j > 0 && b.Containers[j-1].Kind == DefinitionList {
		element = "dd"
	}
	w.str("<", element)
	if b.ID != "" && j == len(b.Containers)-1 {
		w.str(" id=\"", escaped(b.ID), "\"")
	}
	if value, ok := w.d.tree.values[i]; ok {
		w.str(" value=\"", strconv.Itoa(value), "\"")
	}
	w.str(">")
	return "</" + element + ">\n"
}

func (w *htmlWriter) notes() {
	if w.inSection {
		w.str("</section>\n")
		w.inSection = false
	}
	w.str("<section class=\"notes\" role=\"doc-endnotes\"")
	if label := w.d.tree.labels.Notes; label != "" {
		w.str(" aria-label=\"", escaped(label), "\"")
	}
	w.str("><ol>\n")
}

// backLinks leads from a footnote back to each place that refers to it.
func (w *htmlWriter) backLinks(i int) {
	n := w.d.tree.notes[i]
	for ref := 1; ref <= n.refs; ref++ {
		w.str(" <a href=\"#")
		w.address(w.d.tree.prefix + refID(strconv.Itoa(n.number), ref))
		w.str("\" role=\"doc-backlink\"")
		if label := w.d.tree.labels.BackToText; label != "" {
			w.str(" aria-label=\"", escaped(label), " ", strconv.Itoa(n.number), "\"")
		}
		w.str(">↩</a>")
	}
}

// refID returns the id of the ref-th reference to a footnote.
func refID(number string, ref int) string {
	if ref == 1 {
		return "fnref-" + number
	}
	return "fnref-" + number + "-" + strconv.Itoa(ref)
}

// table opens the table that begins with row i and reads its header.
func (w *htmlWriter) table(i int) (tail string) {
	b := &w.d.Blocks[i]
	w.labels, w.headless = nil, true
	if b.Header {
		from := 0
		for _, to := range b.Cells {
			w.labels = append(w.labels, strings.TrimSpace(spanText(b.Spans[from:to])))
			from = to
		}
		w.headless = len(w.labels) == 0 || w.labels[0] == ""
	}
	if len(b.Cells) <= 4 {
		w.str("<table class=\"tbl\" role=\"table\">")
		return "</table>\n"
	}
	w.str("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
	if label := w.d.tree.labels.Table; label != "" {
		w.str(" aria-label=\"", escaped(label), "\"")
	}
	w.str("><table class=\"tbl wide\" role=\"table\">")
	return "</table></div>\n"
}

func (w *htmlWriter) row(i int, b *Block) {
	if !b.Header && !w.inBody {
		w.str("<tbody role=\"rowgroup\">\n")
		w.inBody = true
	}
	w.str("<tr id=\"", escaped(b.ID), "\" role=\"row\">")
	from := 0
	for column, to := range b.Cells {
		w.cell(b, column, b.Spans[from:to])
		from = to
	}
	w.str("</tr>\n")
}

func (w *htmlWriter) cell(b *Block, column int, spans []Span) {
	element := "td"
	switch {
	case b.Header && len(spans) > 0:
		element = "th"
		w.str("<th role=\"columnheader\" scope=\"col\"")
	case b.Header:
		w.str("<td role=\"cell\"")
	case column == 0 && !w.headless && namesRow(spans):
		element = "th"
		w.str("<th role=\"rowheader\" scope=\"row\"")
	default:
		w.str("<td role=\"cell\"")
		if column < len(w.labels) && w.labels[column] != "" {
			w.str(" data-l=\"", escaped(w.labels[column]), "\"")
		}
	}
	if column < len(b.Align) && b.Align[column] != "" {
		w.str(" class=\"", b.Align[column], "\"")
	}
	w.str(">")
	if column == 0 {
		w.former(b)
	}
	inner := ""
	if element == "td" && !b.Header {
		w.str("<span>")
		inner = "</span>"
	}
	w.spans(spans)
	if column == len(b.Cells)-1 {
		w.tailOf(b)
	}
	w.str(inner, "</", element, ">")
}

// namesRow reports whether a row's first cell names it: it has words, few enough to be read before each other cell.
func namesRow(spans []Span) bool {
	s := strings.TrimSpace(spanText(spans))
	if s == "" || utf8.RuneCountInString(s) > 120 {
		return false
	}
	return strings.ContainsFunc(s, isWord)
}

// spans writes inline text.
func (w *htmlWriter) spans(spans []Span) {
	for i := range spans {
		w.beside(spans, i)
		w.span(&spans[i])
	}
	w.leave()
}

// beside notes whether the words before and behind a span, in a text from right to left, are read from left to right.
func (w *htmlWriter) beside(spans []Span, i int) {
	if !w.d.tree.rtl {
		return
	}
	w.before = i > 0 && spans[i].Style&HardBreak == 0 && spans[i-1].Style&(Image|NoteRef) == 0 && endsFromLeft(spans[i-1].Text)
	w.behind = i+1 < len(spans) && spans[i+1].Style&(HardBreak|Image|NoteRef) == 0 && beginsFromLeft(spans[i+1].Text)
}

func (w *htmlWriter) span(s *Span) {
	w.enter(s)
	switch {
	case s.Style&Image != 0:
		w.picture(s)
	case s.Style&NoteRef != 0:
		w.noteRef(s)
	default:
		w.text(s.Text)
	}
}

func (w *htmlWriter) picture(s *Span) {
	w.str("<img src=\"")
	w.address(s.Href)
	w.str("\" alt=\"", escaped(s.Text), "\"")
	if s.Title != "" {
		w.str(" title=\"", escaped(s.Title), "\"")
	}
	if w.d.tree.size != nil {
		if width, height := w.d.tree.size(s.Href); height > 0 {
			w.str(" width=\"", strconv.Itoa(width), "\" height=\"", strconv.Itoa(height), "\"")
		}
	}
	w.str(">")
}

func (w *htmlWriter) noteRef(s *Span) {
	w.backRefs[s.Text]++
	w.str("<sup><a id=\"", escaped(w.d.tree.prefix), refID(s.Text, w.backRefs[s.Text]), "\" href=\"")
	w.address(s.Href)
	w.str("\" role=\"doc-noteref\"")
	if label := w.d.tree.labels.Footnote; label != "" {
		w.str(" aria-label=\"", escaped(label), " ", s.Text, "\"")
	}
	w.str(">", s.Text, "</a></sup>")
}

// inlineTags are the elements of the styles, outermost first where several begin at once.
var inlineTags = []struct {
	style Style
	name  string
}{{Strong, "strong"}, {Emphasis, "em"}, {Strike, "s"}, {Mark, "mark"}, {Sub, "sub"}, {Sup, "sup"}, {Kbd, "kbd"}, {Abbr, "abbr"}, {CodeSpan, "code"}}

// target returns what a span links to.
func target(s *Span) (href, title string) {
	switch {
	case s.Style&Image != 0:
		return s.Around, ""
	case s.Style&NoteRef != 0:
		return "", ""
	case s.Style&Abbr != 0:
		return s.Href, ""
	}
	return s.Href, s.Title
}

// enter closes the inline elements that a span does not stand in and opens those that it does. What stays open stays, so that *a
// **b** c* is one <em>.
func (w *htmlWriter) enter(s *Span) {
	if len(w.tags) > 0 || s.Style != 0 || s.Href != "" || s.Around != "" {
		w.switchTo(s)
	}
}

func (w *htmlWriter) switchTo(s *Span) {
	keep := 0
	for keep < len(w.tags) && w.stays(w.tags[keep], s) {
		keep++
	}
	for len(w.tags) > keep {
		w.closeTag()
	}
	if s.Style&HardBreak != 0 {
		w.str("<br>\n")
	}
	if href, title := target(s); href != "" && !slices.Contains(w.tags, "a") {
		w.openLink(href, title)
		w.link = s
		w.tags = append(w.tags, "a")
	}
	for _, t := range inlineTags {
		if s.Style&t.style == 0 || slices.Contains(w.tags, t.name) {
			continue
		}
		w.str("<", t.name)
		if t.style == Abbr && s.Title != "" {
			w.str(" title=\"", escaped(s.Title), "\"")
		}
		w.str(">")
		w.tags = append(w.tags, t.name)
	}
}

// stays reports whether an open element goes on in a span.
func (w *htmlWriter) stays(name string, s *Span) bool {
	if name == "a" {
		href, title := target(s)
		was, wasTitle := target(w.link)
		return href == was && (title == wasTitle || s.Style&(Image|Abbr) != 0)
	}
	for _, t := range inlineTags {
		if t.name == name {
			return s.Style&t.style != 0 && t.style != Abbr
		}
	}
	return false
}

func (w *htmlWriter) openLink(href, title string) {
	w.str("<a href=\"")
	w.address(href)
	w.str("\"")
	if external(href) {
		w.str(" class=\"ext\" rel=\"noopener noreferrer\"")
	}
	if w.d.Saved(href) {
		w.str(" download")
	}
	if title != "" {
		w.str(" title=\"", escaped(title), "\"")
	}
	w.str(">")
}

func (w *htmlWriter) closeTag() {
	last := len(w.tags) - 1
	w.str("</", w.tags[last], ">")
	w.tags = w.tags[:last]
}

// leave closes all inline elements.
func (w *htmlWriter) leave() {
	for len(w.tags) > 0 {
		w.closeTag()
	}
}

// text writes words. In a text from right to left, what is read from left to right is kept whole.
func (w *htmlWriter) text(s string) {
	if !w.d.tree.rtl {
		w.escape(s)
		return
	}
	at := 0
	for _, run := range runsFromLeft(s, w.before, w.behind) {
		w.escape(s[at:run[0]])
		w.str("<bdi dir=\"ltr\">")
		w.escape(s[run[0]:run[1]])
		w.str("</bdi>")
		at = run[1]
	}
	w.escape(s[at:])
}

func (w *htmlWriter) escape(s string) {
	from := 0
	for i := range len(s) {
		e := ""
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		default:
			continue
		}
		w.out = append(w.out, s[from:i]...)
		w.out = append(w.out, e...)
		from = i + 1
	}
	w.out = append(w.out, s[from:]...)
}

// escaped returns s for an attribute in double quotes or for text.
func escaped(s string) string {
	if !strings.ContainsAny(s, "&<>\"") {
		return s
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;").Replace(s)
}

// address writes an address into an attribute. What may not stand in an address is percent-encoded; letters outside ASCII
// stay readable (HTML allows them).
func (w *htmlWriter) address(s string) {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&':
			w.str("&amp;")
		case c <= ' ' || c == 0x7f || bytes.IndexByte([]byte("\"<>\\^`{|}"), c) >= 0:
			w.out = append(w.out, '%', hex[c>>4], hex[c&15])
		default:
			w.out = append(w.out, c)
		}
	}
}
