package importer

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// valueSign stands for a value of a program until the body is written: a character that no text has (Unicode, section 23.7).
const valueSign = "\ufdd0"

// HTML reads a web page, or what pandoc makes of an office document. All words that a reader of the page saw are in the body, in order. What nobody
// saw, and what is the page's and not the text's, is left out and among the findings: hidden parts, menus, navigation, header and footer, dialogs on
// cookies, statements of templates, and what stands beside a <main> or an <article>. The error is an [*EncodingError], or says that the page is nested
// too deep.
func HTML(data []byte, o Options) (*Result, error) {
	h, r, err := readPage(data, o)
	if err != nil {
		return nil, err
	}
	r.Findings = append(r.Findings, h.leftOutFindings()...)
	for i, f := range r.Findings {
		r.Findings[i].Text = strings.ReplaceAll(f.Text, valueSign, "…")
		if o.Converted {
			r.Findings[i].Line = 0
		}
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return r, nil
}

func readPage(data []byte, o Options) (*page, *Result, error) {
	read, err := decode(data, o.Lang, declaredIn(data))
	if err != nil {
		return nil, nil, err
	}
	f := splitFrontMatter(strings.ReplaceAll(strings.Map(controlToSpace, read.text), valueSign, " ")) // a page of Jekyll or Hugo
	source, remnants := withoutPrograms(strings.Repeat("\n", f.lines)+f.body, valueSign, 1, nil)
	root, err := html.ParseWithOptions(strings.NewReader(withLines(source)), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, nil, fmt.Errorf("read the page: %w", err)
	}
	h := &page{e: newEmitter(), given: map[*html.Node]string{}, leads: map[string]string{}, notes: map[string]bool{}, through: map[*html.Node]bool{}}
	for d := range root.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == atom.Title && h.title == "" && d.Namespace == "" {
			h.title = plain(strings.ReplaceAll(textOf(d), valueSign, ""))
		}
	}
	h.prune(root)
	h.unhideMail(root)
	text := h.body(root, o.Lang)
	h.survey(text, o)
	r := &Result{}
	stated, meta, undated := r.takeMeta(f, o.Lang)
	m := &markdownText{lang: o.Lang, first: 1, lines: strings.Split(strings.Join(h.blocks(text), "\n\n"), "\n")}
	m.fences()
	title := m.title()
	if page := pageTitle(h.title, o.File); page != "" && title.from != TitleStyle && (title.from != TitleLine || !titleWord.MatchString(title.words)) {
		title = named{page, TitlePage}
		m.findings = []Finding{{Kind: KindTitle, Text: page + " (the page's own title, not a heading)", Guess: true}}
	}
	if stated != (named{}) {
		title = stated
	}
	title.words = plain(strings.ReplaceAll(title.words, valueSign, ""))
	r.name(title, o)
	blocks := m.blocks()
	places := placesOf(text)
	if o.Converted {
		places.list = nil
	}
	for _, b := range blocks {
		b.no = places.of(b.text)
	}
	for i := range m.findings {
		m.findings[i].Line = places.of(m.lines[max(0, m.findings[i].Line-1)])
	}
	body := strings.ReplaceAll(strings.Join(m.lines, "\n"), valueSign, valueComment)
	if r.Body = []byte(body); len(r.Body) > 0 {
		r.Body = append(r.Body, '\n')
	}
	dates := slices.Concat(findStated(blocks, o.Lang), meta)
	r.Findings = slices.Concat(r.Findings, read.findings(), takeDate(r, dates, append(undated, markUndated(blocks, o.Lang)...)), m.findings, h.findings, h.e.findings, manyAlike(remnants))
	return h, r, nil
}

// place is an element that begins a line, with its words.
type place struct {
	words string
	line  int
}

// places are the elements of a page in order, so that words of the body are found in the file.
type places struct {
	list []place
	next int
}

func placesOf(root *html.Node) *places {
	p := &places{}
	for d := range root.Descendants() {
		if d.Type == html.TextNode && d.Parent != nil {
			if words := wordsOnly(d.Data); words != "" {
				lead := d.Data[:len(d.Data)-len(strings.TrimLeft(d.Data, " \t\n"))]
				p.list = append(p.list, place{words, lineOf(d.Parent) + strings.Count(lead, "\n")})
			}
		}
	}
	return p
}

// of returns the line of the next element that begins as the words do, 0 where there is none.
func (p *places) of(words string) int {
	words = wordsOnly(words)
	if words == "" {
		return 0
	}
	for pass := range 2 {
		from, to := p.next, len(p.list)
		if pass == 1 {
			from, to = 0, p.next
		}
		for i := from; i < to; i++ {
			if w := p.list[i].words; strings.HasPrefix(words, w) || strings.HasPrefix(w, words) {
				p.next = i
				return p.list[i].line
			}
		}
	}
	return 0
}

// wordsOnly returns the letters and digits of a text.
func wordsOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if isWord(r) {
			return r
		}
		return -1
	}, s)
}

// unhideMail puts back the addresses that Cloudflare hides from robots.
func (h *page) unhideMail(root *html.Node) {
	var hidden []*html.Node
	for d := range root.Descendants() {
		if d.Type == html.ElementNode && (attr(d, "data-cfemail") != "" || strings.Contains(attr(d, "href"), "/cdn-cgi/l/email-protection")) {
			hidden = append(hidden, d)
		}
	}
	for _, n := range hidden {
		mail := mailOf(attr(n, "data-cfemail"))
		if m := hiddenMail.FindStringSubmatch(attr(n, "href")); m != nil && mail == "" {
			mail = mailOf(m[1])
		}
		words := plain(textOf(n))
		switch {
		case mail != "" && (words == "" || hiddenMailWord.MatchString(words) || attr(n, "data-cfemail") != ""):
			for n.FirstChild != nil {
				n.RemoveChild(n.FirstChild)
			}
			n.AppendChild(&html.Node{Type: html.TextNode, Data: mail})
			fallthrough
		case mail != "":
			setAttr(n, "href", "mailto:"+mail)
			h.findings = append(h.findings, Finding{Line: lineOf(n), Kind: KindEmail, Text: mail + " (Cloudflare had hidden it)"})
		case attr(n, "href") != "": // the address is in an element inside
			setAttr(n, "href", "")
			if hiddenMailWord.MatchString(words) {
				h.findings = append(h.findings, Finding{Line: lineOf(n), Kind: KindEmail, Text: "an address that cannot be read stands here as " + clip(words), Guess: true})
			}
		}
	}
}

func setAttr(n *html.Node, key, value string) {
	for i, a := range n.Attr {
		if a.Key == key {
			n.Attr[i].Val = value
		}
	}
}

// page is an HTML page on its way to Markdown.
type page struct {
	e        *emitter
	title    string
	given    map[*html.Node]string // the ids of headings: their own, or those by which links mean them
	leads    map[string]string     // the id that a link's fragment leads to
	file     string
	notes    map[string]bool     // ids of pandoc's footnotes
	rules    []styleRule         // that hide
	looks    []styleRule         // that make words bold, italic or struck through
	through  map[*html.Node]bool // whether what stands in an element is struck through
	opened   map[string]bool     // ids of what a reader opens with a click
	lost     []leftOut
	findings []Finding
}

func (h *page) find(n *html.Node, kind, text string, guess bool) {
	h.e.once(Finding{Line: lineOf(n), Kind: kind, Text: text, Guess: guess})
}

// survey finds what must be known before the first block: which anchors there will be, and which heading a link into the page means.
func (h *page) survey(n *html.Node, o Options) {
	h.anchors(n, o)
	refs := map[string]bool{}
	for d := range n.Descendants() {
		switch {
		case d.Type != html.ElementNode:
		case hasClass(d, "footnote-ref"):
			refs[strings.TrimPrefix(attr(d, "href"), "#")] = true
		case hasClass(d, "footnotes"):
			for li := range d.Descendants() {
				if id := attr(li, "id"); li.DataAtom == atom.Li && noteID.MatchString(id) && refs[id] {
					h.notes[id] = true
				}
			}
		}
	}
}

// anchors finds the headings that the ids of a page stand at: their own, one around or directly before them, one within, or one that renderers would
// give them for their words.
func (h *page) anchors(root *html.Node, o Options) {
	h.file = o.File
	var heads []*html.Node
	var words []string
	at := map[string]*html.Node{}
	var waiting []string
	for d := range root.Descendants() {
		switch {
		case d.Type == html.TextNode:
			if plain(d.Data) != "" && (d.Parent == nil || headingAround(d) == nil) {
				waiting = nil
			}
			continue
		case d.Type != html.ElementNode || silent(d):
			continue
		}
		name := attr(d, "id")
		if name == "" && d.DataAtom == atom.A {
			name = attr(d, "name")
		}
		if headingLevel(d) > 0 || titleStyle(d) {
			heads = append(heads, d)
			words = append(words, shownText(d))
			if _, taken := at[name]; name != "" && !taken && goodID.MatchString(name) {
				at[name], h.given[d] = d, asID(name, o.Reserved)
			}
			for _, w := range waiting {
				if at[w] == nil {
					at[w] = d
				}
			}
			waiting = nil
			continue
		}
		if name == "" {
			continue
		}
		if within := headingAround(d); within != nil {
			if at[name] == nil {
				at[name] = within
			}
			continue
		}
		waiting = append(waiting, name)
	}
	known := newAliases(o.Lang, words)
	for d := range root.Descendants() {
		if d.Type != html.ElementNode || d.DataAtom != atom.A {
			continue
		}
		fragment, own := fragmentOf(strings.TrimSpace(attr(d, "href")), o.File)
		if !own || h.leads[fragment] != "" {
			continue
		}
		head := at[fragment]
		if head == nil {
			if i := known.meant(fragment); i >= 0 {
				head = heads[i]
			}
		}
		if head == nil {
			continue
		}
		if h.given[head] == "" {
			id := asID(fragment, o.Reserved)
			if id == "" || at[id] != nil && at[id] != head {
				continue
			}
			at[id], h.given[head] = head, id
			h.findings = append(h.findings, Finding{Line: lineOf(head), Kind: KindLink, Text: fmt.Sprintf("#%s is the id of its heading, since a link leads there: %s", id, clip(shownText(head)))})
		}
		h.leads[fragment] = h.given[head]
	}
}

// headingAround returns the heading in which a node stands, nil for none.
func headingAround(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && (headingLevel(p) > 0 || titleStyle(p)) {
			return p
		}
	}
	return nil
}

// titleStyle reports whether a paragraph is in the style of titles of Word or of Google Docs.
func titleStyle(n *html.Node) bool {
	return n.DataAtom == atom.P && (strings.HasPrefix(attr(n, "class"), "MsoTitle") || hasClass(n, "Title") || hasClass(n, "title") && strings.HasPrefix(attr(n, "id"), "h."))
}

var noteID = regexp.MustCompile(`^[A-Za-z0-9]+$`)

var goodID = regexp.MustCompile(`^[\pL\d][\pL\d_.:-]*$`)

func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	}
	return 0
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf returns the words of a node, as they stand.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// linesOf returns the text of an element as it is shown, each block in it on lines of its own.
func linesOf(n *html.Node) string {
	var b strings.Builder
	apart := false // what follows begins a line
	add := func(s string) {
		if apart && s != "" {
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
				b.WriteByte('\n')
			}
			apart = false
		}
		b.WriteString(s)
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case silent(c):
				continue
			case c.Type == html.TextNode:
				add(c.Data)
			case c.DataAtom == atom.Br:
				add("\n")
			case c.DataAtom == atom.Img:
				add(" " + plain(attr(c, "alt")) + " ")
			}
			apart = apart || isBlock(c)
			walk(c)
			apart = apart || isBlock(c)
		}
	}
	walk(n)
	return b.String()
}

// isBlock reports whether an element begins and ends a line of its own.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div,
		atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Optgroup, atom.Option, atom.P, atom.Pre,
		atom.Search, atom.Section, atom.Select, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Textarea, atom.Button:
		return n.Type == html.ElementNode
	}
	return false
}

// silent reports whether a node shows no words.
func silent(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		return false
	case html.ElementNode:
	default:
		return true
	}
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Template, atom.Iframe, atom.Noframes, atom.Noembed, atom.Title:
		return n.Namespace == "" || n.DataAtom != atom.Title
	}
	return false
}

// holdsBlock reports whether an inline element holds blocks, as in <span><p>.
func holdsBlock(n *html.Node) bool {
	for d := range n.Descendants() {
		if isBlock(d) {
			return true
		}
	}
	return false
}

// blocks returns the blocks of a node's children as Markdown without indentation.
func (h *page) blocks(n *html.Node) []string {
	var out []string
	line := &phrase{}
	flush := func() {
		if s := h.line(line); s != "" {
			out = append(out, escapeLines(s))
		}
		line = &phrase{}
	}
	var last byte // the sign of the list that ends here
	var walk func(n *html.Node, st style)
	walk = func(n *html.Node, st style) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case silent(c):
			case c.Type == html.TextNode && strings.Trim(c.Data, " \t\r\n\f") == "" && len(line.pieces) == 0:
			case c.Type == html.TextNode || !isBlock(c) && !holdsBlock(c):
				h.inline(line, c, st)
				last = 0
			case !isBlock(c): // <span><p>a</p>b</span>c: what surrounds a block goes on after it
				walk(c, h.styled(c, st))
			default:
				flush()
				var made []string
				made, last = h.block(c, last)
				out = append(out, made...)
			}
		}
	}
	walk(n, h.struck(n))
	flush()
	return out
}

// escapeLines keeps every line of a paragraph from meaning something else.
func escapeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = escapeStart(l)
	}
	return strings.Join(lines, "\n")
}

func (h *page) block(n *html.Node, last byte) ([]string, byte) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return h.heading(n), 0
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		return h.list(n, last)
	case atom.Dl:
		return h.definitions(n), 0
	case atom.Table:
		return h.table(n), 0
	case atom.Blockquote:
		if inner := h.blocks(n); len(inner) > 0 {
			return []string{indent(strings.Join(inner, "\n\n"), "> ", "> ")}, 0
		}
		return nil, 0
	case atom.Pre, atom.Textarea:
		return h.code(n), 0
	case atom.Hr:
		return []string{"---"}, 0
	case atom.Li:
		if id := attr(n, "id"); h.notes[id] {
			h.notes[id] = false // of two with one id the second is text
			if inner := h.blocks(n); len(inner) > 0 {
				return []string{indent(strings.Join(inner, "\n\n"), "[^"+id+"]: ", "    ")}, 0
			}
			return nil, 0
		}
	case atom.P:
		if titleStyle(n) {
			return h.heading(n), 0
		}
		if bullet := wordBullet(n); bullet != nil {
			bullet.Parent.RemoveChild(bullet)
			if inner := h.blocks(n); len(inner) > 0 {
				return []string{indent(strings.Join(inner, "\n\n"), "- ", "  ")}, '-'
			}
			return nil, last
		}
	}
	return h.blocks(n), 0
}

func (h *page) heading(n *html.Node) []string {
	line := &phrase{}
	h.inline(line, n, h.struck(n))
	line.evenly()
	s := strings.ReplaceAll(h.line(line), "\\\n", " ")
	if s == "" {
		return nil
	}
	level := max(headingLevel(n), 1) // a paragraph in Word's style of titles
	s = strings.Repeat("#", level) + " " + escapeHeading(s)
	if id := h.given[n]; id != "" {
		s += " {#" + id + "}"
	}
	h.findings = append(h.findings, Finding{Line: lineOf(n), Kind: KindHeading, Text: plain(textOf(n))})
	return []string{s}
}

func (h *page) code(n *html.Node) []string {
	text := strings.Trim(linesOf(n), "\n")
	if plain(text) == "" {
		return nil
	}
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	return []string{fence + "\n" + text + "\n" + fence}
}

func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if n++; s[i] != c {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

// indent puts first before the first line and rest before the others; lines without words stay bare where rest is only space.
func indent(s, first, rest string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		switch {
		case i == 0:
			lines[i] = first + l
		case l == "":
			lines[i] = strings.TrimRight(rest, " ")
		default:
			lines[i] = rest + l
		}
	}
	return strings.Join(lines, "\n")
}

// list writes a list. Two that follow each other get different signs, since Markdown would make one of them.
func (h *page) list(n *html.Node, last byte) ([]string, byte) {
	if li := firstItem(n); li != nil && h.notes[attr(li, "id")] {
		return h.blocks(n), 0
	}
	numbered := n.DataAtom == atom.Ol
	letter := strings.Trim(attr(n, "type"), "1 ")
	sign := signOf(numbered && letter == "", true, last)
	next := 1
	if v, err := strconv.Atoi(attr(n, "start")); err == nil && v >= 0 && v < 1e8 {
		next = v
	}
	var items []string
	loose, filled := false, 0
	gatherStrays(n)
	for c := firstItem(n); c != nil; c = c.NextSibling {
		inner := h.blocks(c)
		mark := string(sign) + " "
		switch {
		case numbered && letter == "":
			mark = strconv.Itoa(next) + mark
		case numbered && len(inner) > 0:
			inner[0] = typedMark(letter, next) + " " + inner[0]
		}
		next++
		loose = loose || len(inner) > 2 || len(inner) == 2 && !startsList(inner[1])
		glue := "\n\n"
		if len(inner) == 2 && startsList(inner[1]) {
			glue = "\n"
		}
		items = append(items, strings.TrimRight(indent(strings.Join(inner, glue), mark, strings.Repeat(" ", len(mark))), " "))
		if len(inner) > 0 {
			filled = len(items)
		}
	}
	if items = items[:filled]; filled == 0 { // empty items before others count, those at the end are leftovers
		return nil, last
	}
	h.findings = append(h.findings, Finding{Line: lineOf(n), Kind: KindList, Text: fmt.Sprintf("items: %d, from: %s", len(items), clip(textOf(n)))})
	if loose {
		return []string{strings.Join(items, "\n\n")}, sign
	}
	return []string{strings.Join(items, "\n")}, sign
}

// wordBullet returns the sign with which a page saved by Word begins an item of a list, nil where a paragraph is none: a character of a font of signs.
func wordBullet(n *html.Node) *html.Node {
	if !strings.HasPrefix(attr(n, "class"), "MsoList") {
		return nil
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode && plain(d.Data) != "" {
			return nil // words come first
		}
		if d.DataAtom == atom.Span && signFont.MatchString(attr(d, "style")) && utf8.RuneCountInString(plain(textOf(d))) == 1 {
			return d
		}
	}
	return nil
}

var signFont = regexp.MustCompile(`(?i)font-family\s*:\s*["']?(symbol|wingdings|webdings|courier new)`)

// gatherStrays puts what stands in a list outside of its items into items, and leaves nothing else in it.
func gatherStrays(n *html.Node) {
	var stray *html.Node
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.DataAtom == atom.Li:
			stray = nil
		case silent(c) || stray == nil && c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
			n.RemoveChild(c)
		default:
			if stray == nil {
				stray = &html.Node{Type: html.ElementNode, DataAtom: atom.Li, Data: "li"}
				n.InsertBefore(stray, c)
			}
			n.RemoveChild(c)
			stray.AppendChild(c)
		}
		c = next
	}
}

func firstItem(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Li {
			return c
		}
	}
	return nil
}

var listStart = regexp.MustCompile(`^(?:[-*]|1[.)]) `)

func startsList(s string) bool { return listStart.MatchString(s) }

// typedMark writes the n-th sign of a list that counts in letters or Roman digits.
func typedMark(kind string, n int) string {
	switch {
	case (kind == "i" || kind == "I") && n > 0 && n < 4000:
		s := ""
		for _, d := range []struct {
			value int
			sign  string
		}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
			for n >= d.value {
				s, n = s+d.sign, n-d.value
			}
		}
		if kind == "I" {
			s = strings.ToUpper(s)
		}
		return s + ")"
	case (kind == "a" || kind == "A") && n > 0 && n <= 26:
		return string(kind[0]+byte(n-1)) + ")"
	}
	return strconv.Itoa(n) + `\)`
}

// definitions writes terms and what they mean; a list that holds anything else becomes its blocks.
func (h *page) definitions(n *html.Node) []string {
	parts, plainList := partsOf(n)
	if !plainList {
		return h.blocks(n)
	}
	var out []string
	term := false
	for _, d := range parts {
		inner := h.blocks(d)
		switch {
		case len(inner) == 0:
		case d.DataAtom == atom.Dt || !term:
			out = append(out, inner...)
			term = len(inner) == 1 && !strings.ContainsAny(inner[0], "\n|") && d.DataAtom == atom.Dt
		default:
			out[len(out)-1] += "\n" + indent(strings.Join(inner, "\n\n"), ": ", "  ")
		}
	}
	return out
}

// partsOf returns the terms and definitions of a list, and whether it holds nothing else.
func partsOf(n *html.Node) (parts []*html.Node, ok bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case silent(c) || c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case c.DataAtom == atom.Dt || c.DataAtom == atom.Dd:
			parts = append(parts, c)
		case c.DataAtom == atom.Div && n.DataAtom == atom.Dl:
			inner, ok := partsOf(c)
			if !ok {
				return nil, false
			}
			parts = append(parts, inner...)
		default:
			return nil, false
		}
	}
	return parts, true
}

// table writes a table with a head; one that only lays a page out becomes its cells, one after the other.
func (h *page) table(n *html.Node) []string {
	var out, flat []string
	var rows [][]string
	down := map[int]int{} // columns that a cell from above still covers
	columns, spread, simple := 0, 0, true
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.Caption && tableOf(d) == n:
			out = append(out, h.blocks(d)...)
		case d.DataAtom == atom.Tr && tableOf(d) == n:
			var row []string
			for c := d.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
					continue
				}
				for down[len(row)] > 0 {
					down[len(row)]--
					row = append(row, "")
				}
				inner := h.blocks(c)
				flat = append(flat, inner...)
				cell, ok := h.cell(c)
				simple = simple && ok
				at := len(row)
				row = append(row, cell)
				for range min(span(c, "colspan"), maxColumns) - 1 {
					row = append(row, "")
				}
				for i := at; i < len(row); i++ {
					down[i] = span(c, "rowspan") - 1
				}
			}
			spread += len(row)
			columns = max(columns, len(row))
			rows = append(rows, row)
		}
	}
	if !simple || columns < 2 || columns > maxColumns || len(rows) < 2 || spread == 0 {
		return append(out, flat...)
	}
	h.findings = append(h.findings, Finding{Line: lineOf(n), Kind: KindTable, Text: fmt.Sprintf("rows: %d, columns: %d", len(rows), columns)})
	var t strings.Builder
	for i, row := range rows {
		for c := range columns {
			cell := ""
			if c < len(row) {
				cell = row[c]
			}
			t.WriteString("| " + cell + " ")
		}
		t.WriteString("|\n")
		if i == 0 {
			t.WriteString(strings.Repeat("| --- ", columns) + "|\n")
		}
	}
	return append(out, strings.TrimSuffix(t.String(), "\n"))
}

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(attr(n, key))
	if err != nil {
		return 1
	}
	return min(max(v, 1), 1000)
}

func tableOf(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Table {
			return p
		}
	}
	return nil
}

// cell returns a cell on one line, its blocks parted by <br>. It reports false for what a cell of a Markdown table cannot hold.
func (h *page) cell(n *html.Node) (string, bool) {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Table, atom.Pre, atom.Textarea, atom.Ol, atom.Blockquote, atom.Dl:
			return "", false
		}
	}
	var parts []string
	line := &phrase{}
	flush := func() {
		if s := h.line(line); s != "" {
			parts = append(parts, strings.ReplaceAll(strings.ReplaceAll(s, "\\\n", "<br>"), "|", "&#124;"))
		}
		line = &phrase{}
	}
	var walk func(n *html.Node, st style)
	walk = func(n *html.Node, st style) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case silent(c):
			case c.Type == html.TextNode || !isBlock(c) && !holdsBlock(c):
				h.inline(line, c, st)
			case !isBlock(c):
				walk(c, h.styled(c, st))
			default:
				flush()
				walk(c, h.struck(c))
				flush()
			}
		}
	}
	walk(n, h.struck(n))
	flush()
	return strings.Join(parts, "<br>"), true
}

// fences marks the lines of code blocks.
func (m *markdownText) fences() {
	m.dropped, m.code = make([]bool, len(m.lines)), make([]bool, len(m.lines))
	fence := ""
	for i, l := range m.lines {
		f := fenceLine.FindStringSubmatch(l)
		m.code[i] = fence != "" || f != nil
		switch {
		case f == nil:
		case fence == "":
			fence = f[1]
		case bytes.HasPrefix([]byte(f[1]), []byte(fence)):
			fence = ""
		}
	}
}
