package office

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// Page is a page that another program (pandoc) made of a document.
type Page struct {
	root *html.Node
	body *html.Node
}

// NewPage reads a page.
func NewPage(data []byte) (*Page, error) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read the page that was made of the document: %w", err)
	}
	p := &Page{root: root}
	for n := range root.Descendants() {
		if n.DataAtom == atom.Body {
			p.body = n
		}
	}
	drop(root, func(n *html.Node) bool { return is(n, "abstract-title") }) // a word of pandoc
	return p, nil
}

// HTML writes the page.
func (p *Page) HTML() ([]byte, error) {
	var b bytes.Buffer
	err := html.Render(&b, p.root)
	return b.Bytes(), err
}

// Missing returns an obstacle for the words and numbers of a document that its page lacks, and for those that only the page has; none where both have
// the same. How often a word stands counts, its place does not: what is made of tables and notes may stand elsewhere.
func (d *Document) Missing(p *Page) []Obstacle {
	shown := map[string]int{}
	for _, w := range tokens(p.text()) {
		shown[w]++
	}
	anew := saveAnew
	if d.Kind != Word {
		anew = saveAsWord
	}
	lost := Obstacle{What: "lost word|lost words", WayOut: "the page that pandoc makes of the document lacks them; " + anew}
	numbers := Obstacle{What: "lost number|lost numbers", WayOut: "the page that pandoc makes of the document has other numbers there; " + anew}
	for _, para := range d.Paragraphs {
		for _, w := range tokens(para.Number) {
			take(shown, w, &numbers, para.Number+" "+para.Words)
		}
		for _, w := range tokens(para.Words) {
			take(shown, w, &lost, para.Words)
		}
	}
	more := Obstacle{What: "word that the document lacks|words that the document lacks", WayOut: "the page that pandoc makes of the document has them; " + anew}
	for _, w := range tokens(p.text()) {
		if shown[w] > 0 {
			shown[w]--
			more.Count++
			if more.Where == "" {
				more.Where = w
			}
		}
	}
	return slices.DeleteFunc([]Obstacle{lost, numbers, more}, func(o Obstacle) bool { return o.Count == 0 })
}

func take(shown map[string]int, w string, lost *Obstacle, where string) {
	if shown[w] > 0 {
		shown[w]--
		return
	}
	lost.Count++
	if lost.Where == "" {
		lost.Where = where
	}
}

// tokens are the words and numbers of a text, as they can be compared: without case, signs, and characters that nobody sees.
func tokens(s string) []string {
	s = strings.ToLower(norm.NFKC.String(s))
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// text is what a reader of the page sees: its words, the numbers of its lists, no marks of notes.
func (p *Page) text() string {
	var b strings.Builder
	numbers := itemNumbers(p.root)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case is(c, "footnote-ref"), is(c, "footnote-back"), c.DataAtom == atom.Script, c.DataAtom == atom.Style:
			case c.DataAtom == atom.Br:
				b.WriteByte(' ')
			case c.DataAtom == atom.Li:
				b.WriteString(" " + numbers[c] + " ")
				walk(c)
				b.WriteByte(' ')
			default:
				apart := !inline[c.DataAtom]
				if apart {
					b.WriteByte(' ')
				}
				walk(c)
				if apart {
					b.WriteByte(' ')
				}
			}
		}
	}
	if p.body != nil {
		walk(p.body)
	}
	return b.String()
}

var inline = map[atom.Atom]bool{atom.A: true, atom.Em: true, atom.Strong: true, atom.Span: true, atom.Sup: true, atom.Sub: true, atom.U: true, atom.Del: true, atom.Code: true,
	atom.I: true, atom.B: true, atom.Mark: true, atom.S: true, atom.Ins: true, atom.Q: true, atom.Small: true}

func is(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

var listTypes = map[string]string{"": "decimal", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}

// itemNumbers are the numbers that lists show before their items; those of notes are none.
func itemNumbers(root *html.Node) map[*html.Node]string {
	out := map[*html.Node]string{}
	for list := range root.Descendants() {
		if list.DataAtom != atom.Ol {
			continue
		}
		n := listStart(list)
		for c := list.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Li {
				continue
			}
			if !strings.HasPrefix(attr(c, "id"), "fn") {
				out[c] = number(listTypes[attr(list, "type")], n)
			}
			n++
		}
	}
	return out
}

func listStart(list *html.Node) int {
	if n, err := strconv.Atoi(attr(list, "start")); err == nil {
		return n
	}
	return 1
}

// Like tells of words in bold or capitals whether they are a heading, or, at the top of a text, its title.
type Like func(words string, top bool) bool

// Dress makes of the page what the document says: its title is a heading of the first level, what has a heading's style or is, in bold or in capitals, like one is a
// heading, none stands inside a list item, and no anchor is there that the author did not set or that nothing leads to. It returns the words that
// became headings so.
func (d *Document) Dress(p *Page, like Like) (guessed []string) {
	if p.body == nil {
		return nil
	}
	drop(p.root, func(n *html.Node) bool { return n.DataAtom == atom.Title })
	unwrap(p.body, atom.Header)
	d.dropContents(p)
	d.title(p)
	guessed = d.headings(p, like)
	liftHeadings(p.body)
	p.anchors()
	return guessed
}

// drop takes elements out of a tree.
func drop(root *html.Node, which func(*html.Node) bool) {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && which(n) {
			found = append(found, n)
		}
	}
	for _, n := range found {
		n.Parent.RemoveChild(n)
	}
}

// dropContents takes the table of contents out of the page, and says so.
func (d *Document) dropContents(p *Page) {
	var lines []string
	for _, para := range d.Paragraphs {
		if para.Contents {
			lines = append(lines, strings.Join(tokens(para.Words), " "))
		}
	}
	if lines == nil {
		return
	}
	at, found := 0, []*html.Node{}
	for n := range p.body.Descendants() {
		if (n.DataAtom == atom.P || headingLevel(n) > 0) && at < len(lines) && strings.Join(tokens(wordsOf(n)), " ") == lines[at] {
			found = append(found, n)
			at++
		}
	}
	for _, n := range found {
		n.Parent.RemoveChild(n)
	}
	d.LeftOut = append(d.LeftOut, fmt.Sprintf("the table of contents (%d lines)", len(found)))
}

// title makes the first paragraph of the title's style the heading of the whole, where pandoc did not, and puts it where it stands.
func (d *Document) title(p *Page) {
	at := slices.IndexFunc(d.Paragraphs, func(p Paragraph) bool { return p.Title })
	if at < 0 {
		return
	}
	for n := range p.body.Descendants() {
		if n.DataAtom == atom.H1 && is(n, "title") {
			return
		}
	}
	for n := range p.body.Descendants() {
		if n.DataAtom == atom.P && same(n, d.Paragraphs[at].Words) {
			rename(n, 1)
			return
		}
	}
}

func rename(n *html.Node, level int) {
	n.Data = "h" + strconv.Itoa(max(1, min(level, 6)))
	n.DataAtom = atom.Lookup([]byte(n.Data))
}

func same(n *html.Node, words string) bool {
	return slices.Equal(tokens(wordsOf(n)), tokens(words))
}

func wordsOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// headings makes headings of paragraphs that are some by their style, or by their words and because all of them are bold.
func (d *Document) headings(p *Page, like Like) (guessed []string) {
	by := map[string]Paragraph{}
	titled, emphatic := d.titled(p), d.emphatic(like)
	for _, para := range d.Paragraphs {
		if key := strings.Join(tokens(para.Words), " "); para.Heading > 0 || para.Bold && emphatic || capitals(para.Words) {
			by[key] = para
		}
	}
	above := 1
	for _, n := range slices.Collect(p.body.Descendants()) {
		if level := headingLevel(n); level > 0 {
			above = level
			continue
		}
		para, ok := by[strings.Join(tokens(wordsOf(n)), " ")]
		top := !titled && first(p.body) == n
		if !ok || n.DataAtom != atom.P || within(n, atom.Table, atom.Li, atom.Blockquote) {
			continue
		}
		switch {
		case para.Heading > 0:
			rename(n, para.Heading)
			above = para.Heading
		case top && like(squeeze(wordsOf(n)), true):
			rename(n, 1)
			guessed = append(guessed, squeeze(wordsOf(n)))
		case like(squeeze(wordsOf(n)), false) && following(n) != nil:
			rename(n, d.boldLevel(para.Words, above))
			guessed = append(guessed, squeeze(wordsOf(n)))
		default:
			continue
		}
		unwrap(n, atom.Strong, atom.B)
	}
	return guessed
}

// titled tells whether a page has a heading that is the title of the whole by its style.
func (d *Document) titled(p *Page) bool {
	if slices.ContainsFunc(d.Paragraphs, func(p Paragraph) bool { return p.Title }) {
		return true
	}
	for n := range p.body.Descendants() {
		if n.DataAtom == atom.H1 && is(n, "title") {
			return true
		}
	}
	return false
}

// emphatic tells whether bold says anything in a document: not where most of what is no heading is bold too.
func (d *Document) emphatic(like Like) bool {
	bold, all := 0, 0
	for _, p := range d.Paragraphs {
		if p.Heading > 0 || p.Title || like(p.Words, false) {
			continue
		}
		if all++; p.Bold {
			bold++
		}
	}
	return 2*bold <= all
}

// capitals tells whether words are written in capitals.
func capitals(s string) bool {
	return strings.ToUpper(s) == s && strings.ToLower(s) != s && utf8.RuneCountInString(s) > 3
}

// first is the first element in another.
func first(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}

// boldLevel is the level of a heading that is one only by being bold: below the headings that have a style, and by its number, if it has one.
func (d *Document) boldLevel(words string, above int) int {
	styled := slices.ContainsFunc(d.Paragraphs, func(p Paragraph) bool { return p.Heading > 0 })
	base := 2
	if styled {
		base = above + 1
	}
	digits, _, _ := strings.Cut(words, " ")
	digits = strings.Trim(digits, ".)")
	if deeper := strings.Count(digits, "."); deeper > 0 && strings.Trim(digits, "0123456789.") == "" {
		base += deeper
	}
	return min(base, 6)
}

func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	}
	return 0
}

func within(n *html.Node, which ...atom.Atom) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if slices.Contains(which, a.DataAtom) {
			return true
		}
	}
	return false
}

// following is the next element beside a node.
func following(n *html.Node) *html.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			return s
		}
	}
	return nil
}

// unwrap takes elements away and leaves what is in them.
func unwrap(n *html.Node, which ...atom.Atom) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		unwrap(c, which...)
		if slices.Contains(which, c.DataAtom) {
			for g := c.FirstChild; g != nil; g = c.FirstChild {
				c.RemoveChild(g)
				n.InsertBefore(g, c)
			}
			n.RemoveChild(c)
		}
		c = next
	}
}

// liftHeadings takes headings out of list items: the list ends before an item that has one, what the item holds stands where the list stood, and
// the list goes on behind it with its numbers.
func liftHeadings(body *html.Node) {
	var items []*html.Node
	for n := range body.Descendants() {
		if n.DataAtom == atom.Li && n.Parent != nil && isList(n.Parent) && hasHeading(n) {
			items = append(items, n)
		}
	}
	for _, item := range items {
		lift(item)
	}
}

func isList(n *html.Node) bool { return n.DataAtom == atom.Ul || n.DataAtom == atom.Ol }

func hasHeading(li *html.Node) bool {
	for c := li.FirstChild; c != nil; c = c.NextSibling {
		if headingLevel(c) > 0 {
			return true
		}
	}
	return false
}

func lift(item *html.Node) {
	list := item.Parent
	rest := &html.Node{Type: html.ElementNode, Data: list.Data, DataAtom: list.DataAtom, Attr: slices.Clone(list.Attr)}
	if list.DataAtom == atom.Ol {
		n := listStart(list)
		for c := list.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				n++
			}
			if c == item {
				break
			}
		}
		rest.Attr = slices.DeleteFunc(rest.Attr, func(a html.Attribute) bool { return a.Key == "start" })
		rest.Attr = append(rest.Attr, html.Attribute{Key: "start", Val: strconv.Itoa(n)})
	}
	for c := item.NextSibling; c != nil; c = item.NextSibling {
		list.RemoveChild(c)
		rest.AppendChild(c)
	}
	list.RemoveChild(item)
	parent, before := list.Parent, list.NextSibling
	for c := item.FirstChild; c != nil; c = item.FirstChild {
		item.RemoveChild(c)
		parent.InsertBefore(c, before)
	}
	if hasItems(rest) {
		parent.InsertBefore(rest, before)
	}
	if !hasItems(list) {
		parent.RemoveChild(list)
	}
}

func hasItems(list *html.Node) bool {
	for c := list.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Li {
			return true
		}
	}
	return false
}

// anchors takes away the ids that pandoc gives to headings, those that a link of the page leads to excepted, and leaves those of notes.
func (p *Page) anchors() {
	led := map[string]bool{}
	for n := range p.body.Descendants() {
		if to, ok := strings.CutPrefix(attr(n, "href"), "#"); ok {
			led[to] = true
		}
	}
	for n := range p.body.Descendants() {
		if headingLevel(n) > 0 && !led[attr(n, "id")] {
			n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "id" })
		}
	}
}
