package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"candor/internal/unseen"
)

// inlines writes what a node holds.
func (b *builder) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.inline(c)
	}
}

func (b *builder) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		b.textNode(n)
	case *ast.String:
		b.cursor = b.typed(b.cursor)
		b.addWords(string(n.Value), b.cursor)
		b.cursor++
	case *ast.Emphasis:
		b.styled(n, Emphasis+Style(n.Level-1)*(Strong-Emphasis))
	case *east.Strikethrough:
		b.styled(n, Strike)
	case *ast.CodeSpan:
		b.codeSpan(n)
	case *ast.Link:
		b.link(n, n.Destination, n.Title)
	case *ast.Image:
		b.image(n)
	case *ast.AutoLink:
		b.autoLink(n)
	case *ast.RawHTML:
		b.rawInline(n)
	case *attributeList:
		b.attributeList(n)
	case *east.TaskCheckBox:
		box := "☐ "
		if n.IsChecked {
			box = "☑ "
		}
		b.w.add(box, n.Pos())
	case *east.FootnoteLink:
		b.noteRef(n)
	default:
		b.inlines(n)
	}
}

// typed returns where, from an offset on, the character stands that the typographer replaced.
func (b *builder) typed(offset int) int {
	for i := offset; i < len(b.src) && i < offset+64; i++ {
		switch b.src[i] {
		case '"', '\'', '-', '.', '<', '>':
			return i
		}
	}
	return offset
}

func (b *builder) styled(n ast.Node, s Style) {
	before := b.style
	b.setStyle(before | s)
	b.inlines(n)
	b.setStyle(before)
}

func (b *builder) setStyle(s Style) {
	b.style = s
	b.w.now.style = s | b.raw.style
}

func (b *builder) textNode(n *ast.Text) {
	s := n.Segment
	b.cursor = s.Stop
	if b.raw.skip {
		return
	}
	value := b.src[s.Start:s.Stop]
	switch {
	case n.IsRaw():
		b.w.put(s.Start, s.Stop)
	default:
		if len(value) >= 2 && (value[0] == '*' || value[len(value)-1] == '*' || bytes.Contains(value, []byte("**")) || bytes.Contains(value, []byte("__"))) {
			b.reportMarks(n)
		}
		if b.signs {
			b.lookAtWords(s.Start, s.Stop)
		}
		b.unescape(s.Start, s.Stop)
	}
	if n.HardLineBreak() {
		b.w.breakLine()
	} else if n.SoftLineBreak() {
		b.w.soft = true
	}
}

// unescape writes a piece of the source with its backslash escapes and character references resolved, as goldmark's own
// writer does.
func (b *builder) unescape(start, end int) {
	from := start
	for i := start; i < end; {
		switch c := b.src[i]; {
		case c == '\\' && i+1 < end && util.IsPunct(b.src[i+1]):
			b.w.put(from, i)
			from = i + 1
			i += 2
		case c == '\\' && b.w.joins && i+1 < end && b.src[i+1] == ' ':
			b.w.put(from, i)
			from = i + 2
			i += 2
		case c == '&':
			s, n := reference(b.src[i:end])
			if n == 0 {
				i++
				continue
			}
			b.w.put(from, i)
			b.lookAtReference(i, i+n)
			b.addWords(s, i)
			i += n
			from = i
		default:
			i++
		}
	}
	b.w.put(from, end)
}

// reference reads a character reference (&amp; &#1078; &#x436;) at the beginning of s and returns the text that it stands for
// and its length, 0 when there is none.
func reference(s []byte) (string, int) {
	read, n := rawReference(s)
	return unseen.Without(read), n
}

// rawReference is reference with characters that may not stand in a page.
func rawReference(s []byte) (string, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "", 0
	}
	name := string(s[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	base, digits := 10, name[1:]
	if digits != "" && digits[0]|0x20 == 'x' {
		base, digits = 16, digits[1:]
	}
	if digits == "" || len(digits) > 7 || digits[0] == '+' || digits[0] == '-' {
		return "", 0
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", 0
	}
	return string(util.ToValidRune(rune(v))), end + 1
}

func (b *builder) addWords(s string, offset int) {
	if !b.raw.skip {
		b.w.add(s, offset)
	}
}

func (b *builder) codeSpan(n *ast.CodeSpan) {
	before := b.style
	b.setStyle(before | CodeSpan)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || b.raw.skip {
			continue
		}
		start, end := t.Segment.Start, t.Segment.Stop
		line := bytes.TrimRight(b.src[start:end], "\r\n")
		b.w.put(start, start+len(line))
		if len(line) < end-start && c.NextSibling() != nil {
			b.w.add(" ", start+len(line))
		}
		b.cursor = end
	}
	b.setStyle(before)
}

func (b *builder) attributeList(n *attributeList) {
	b.warnf(n.Pos(), "attribute-list", "remove it; an id goes behind a heading: ## Heading {#id}",
		"the attribute list %q is left out", n.text)
	b.w.separate = true
}

// link writes the words of a link and then, when they are known, asks where it leads.
func (b *builder) link(n ast.Node, dest, title []byte) {
	if b.w.now.link != 0 {
		b.inlines(n)
		return
	}
	first := b.openLink(bytes.TrimLeft(b.src[min(n.Pos()+1, len(b.src)):], "[!*_~"))
	b.inlines(n)
	to := Link{Dest: unescapeURL(dest), Pos: b.pos(n.Pos())}
	b.closeLink(first, to, unescapeURL(title))
}

// openLink begins a link, whose words begin so, and returns the index of its first span.
func (b *builder) openLink(words []byte) int {
	b.links++
	b.w.gap(string(words[:min(len(words), utf8.UTFMax)])) // a space belongs to what stands before the link
	b.w.flush()
	b.w.now.link = b.links
	return len(b.w.spans)
}

func (b *builder) closeLink(first int, to Link, title string) {
	b.w.flush()
	b.w.now.link = 0
	spans := b.w.spans[first:]
	to.Text = spanText(spans)
	href, ok := b.resolve(to)
	if !ok {
		return
	}
	for i := range spans {
		if spans[i].Style&Image != 0 {
			spans[i].Around = href
			continue
		}
		if spans[i].Style&NoteRef != 0 {
			continue
		}
		spans[i].Dest, spans[i].Href = to.Dest, href
		if spans[i].Style&Abbr == 0 {
			spans[i].Title = title
		}
	}
}

func (b *builder) image(n *ast.Image) {
	outer, style, raw := b.w, b.style, b.raw
	b.w = &spanWriter{text: outer.text, joins: outer.joins}
	b.w.now.link = -1 // no links within
	b.inlines(n)
	b.w.flush()
	alt := spanText(b.w.spans)
	b.w, b.style, b.raw = outer, style, raw
	b.setStyle(style)

	to := Link{Dest: unescapeURL(n.Destination), Text: alt, Image: true, Pos: b.pos(n.Pos())}
	b.picture(to, unescapeURL(n.Title), n.Pos())
}

// picture writes a picture, or its words where the page must not show it.
func (b *builder) picture(to Link, title string, offset int) {
	if b.raw.skip {
		return
	}
	href, ok := b.resolve(to)
	if !ok {
		b.w.add(to.Text, offset)
		return
	}
	b.w.gap("x")
	b.w.flush()
	b.w.begun(offset)
	b.w.open, b.w.last = false, '\ufffc' // OBJECT REPLACEMENT CHARACTER: neither a letter nor a space
	b.w.spans = append(b.w.spans, Span{
		Text: to.Text, Style: b.w.now.style | b.w.flags | Image, Dest: to.Dest, Href: href, Title: title, Offset: offset,
	})
}

func (b *builder) autoLink(n *ast.AutoLink) {
	start := n.Pos()
	if start < len(b.src) && b.src[start] == '<' {
		start++
	}
	end := start + len(n.Label(b.src))
	b.cursor = end
	if b.w.now.link != 0 || b.raw.skip {
		b.w.put(start, end)
		return
	}
	dest := string(n.URL(b.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	first := b.openLink(b.src[start:end])
	b.w.put(start, end)
	b.closeLink(first, Link{Dest: dest, Pos: b.pos(n.Pos())}, "")
}

// noteRef writes the number of the footnote that is referred to.
func (b *builder) noteRef(n *east.FootnoteLink) {
	f := b.notes.byIndex[n.Index]
	if f == nil || b.raw.skip {
		return
	}
	number := b.notes.refer(f)
	b.w.soft, b.w.separate = false, false
	b.w.flush()
	b.w.begun(n.Pos())
	b.w.open, b.w.last = false, '0'
	id := "#fn-" + strconv.Itoa(number)
	b.w.spans = append(b.w.spans, Span{
		Text: strconv.Itoa(number), Style: b.w.now.style | b.w.flags | NoteRef, Dest: id, Href: "#" + b.o.Prefix + id[1:], Offset: n.Pos(),
	})
}

const emphasisRule = "emphasis"

// reportMarks warns, once in each piece of text, of ** that was meant to make words bold and stands in the page instead, and of __ beside
// a letter of a script that has no spaces.
func (b *builder) reportMarks(n *ast.Text) {
	s := n.Segment
	for i := s.Start; i+1 < s.Stop; i++ {
		c := b.src[i]
		if c == '\\' {
			i++
			continue
		}
		if c != '*' && c != '_' || b.src[i+1] != c {
			continue
		}
		before, _ := utf8.DecodeLastRune(b.src[:i])
		after, _ := utf8.DecodeRune(b.src[i+2:])
		switch {
		case c == '_' && (before == '_' || after == '_' || !isEastAsian(before) && !isEastAsian(after)):
			for i+1 < s.Stop && b.src[i+1] == '_' { // a line to write on
				i++
			}
			continue
		case c == '_':
			b.warnf(i, emphasisRule, "write ** instead, which may stand beside letters", "%q is no emphasis beside a letter and is shown as it stands", "__")
		case i > 0 && !util.IsSpaceRune(before) || i+2 < len(b.src) && !util.IsSpaceRune(after):
			b.warnf(i, emphasisRule, "Markdown wants a space or punctuation outside the marks; move quotation marks out of the bold words",
				"%q is no emphasis here and is shown as it stands", "**")
		}
		return
	}
}

// unescapeURL resolves the escapes and character references of a link's target or title.
func unescapeURL(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		return string(s)
	}
	return unseen.Without(string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(s)))))
}

// spanText returns the words of spans as one string. A hard line break is a space.
func spanText(spans []Span) string {
	if len(spans) == 1 {
		return spans[0].Text
	}
	var s strings.Builder
	for i := range spans {
		if spans[i].Style&HardBreak != 0 && i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(spans[i].Text)
	}
	return s.String()
}
