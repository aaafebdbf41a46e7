package importer

import (
	"net/url"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// style is how a piece of text is marked.
type style struct {
	strong, em, strike, code bool
	note                     bool   // the text is a reference to a footnote, in Markdown
	tag                      string // one of the inline elements that candor keeps
	link                     *html.Node
}

// phrase is the text of one paragraph with its styles.
type phrase struct {
	pieces []piece
}

type piece struct {
	text string
	style
	line bool // a line break instead of a text
}

// add appends text, its white space as a browser shows it.
func (w *phrase) add(s string, st style) {
	var b strings.Builder
	space := len(w.pieces) == 0 || w.pieces[len(w.pieces)-1].line || strings.HasSuffix(w.pieces[len(w.pieces)-1].text, " ")
	for _, r := range s {
		switch r {
		case ' ', '\t', '\r', '\n', '\f', '\v', '\u0085', '\u2028', '\u2029':
			if !space {
				b.WriteByte(' ')
			}
			space = true
		default:
			b.WriteRune(r)
			space = false
		}
	}
	switch n := len(w.pieces); {
	case b.Len() == 0:
	case n > 0 && !w.pieces[n-1].line && w.pieces[n-1].style == st:
		w.pieces[n-1].text += b.String()
	default:
		w.pieces = append(w.pieces, piece{text: b.String(), style: st})
	}
}

func (w *phrase) breakLine() {
	if n := len(w.pieces); n > 0 && !w.pieces[n-1].line {
		w.pieces[n-1].text = strings.TrimRight(w.pieces[n-1].text, " ")
		w.pieces = append(w.pieces, piece{line: true})
	}
}

// inline gathers the words of a node that begins no line of its own; blocks in it are parted by a space.
func (h *page) inline(w *phrase, n *html.Node, st style) {
	switch {
	case n.Type == html.TextNode:
		w.add(n.Data, st)
		return
	case silent(n):
		return
	case n.DataAtom == atom.Br:
		w.breakLine()
		return
	case n.DataAtom == atom.Img:
		h.picture(w, n, st)
		return
	case n.DataAtom == atom.Wbr, hasClass(n, "footnote-back"):
		return
	case hasClass(n, "footnote-ref") && h.notes[strings.TrimPrefix(attr(n, "href"), "#")]:
		w.add("[^"+attr(n, "href")[1:]+"]", style{note: true})
		return
	}
	apart := isBlock(n)
	if apart {
		w.add(" ", style{})
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		h.inline(w, c, h.styled(n, st))
	}
	if apart {
		w.add(" ", style{})
	}
}

func hasClass(n *html.Node, class string) bool {
	return n.Type == html.ElementNode && slices.Contains(strings.Fields(attr(n, "class")), class)
}

// picture keeps the words of a picture, since its file is not here.
func (h *page) picture(w *phrase, n *html.Node, st style) {
	alt := plain(attr(n, "alt"))
	h.find(n, KindLeftovers, "a picture is left out, its text is kept: "+clip(attr(n, "src")), true)
	w.add(" "+alt+" ", st) // a picture without words parts the words beside it too
}

func (h *page) styled(n *html.Node, st style) style {
	switch n.DataAtom {
	case atom.B, atom.Strong:
		st.strong = true
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		st.em = true
	case atom.Del, atom.S, atom.Strike:
		st.strike = true
	case atom.Code, atom.Samp, atom.Tt:
		st.code = true
	case atom.Sub, atom.Sup, atom.Mark, atom.Kbd:
		st.tag = n.Data
	case atom.A:
		if h.target(n) != "" {
			st.link = n
		}
	}
	return h.look(n, st)
}

// look is how an element's style, or a rule of the page for it, marks its words.
func (h *page) look(n *html.Node, st style) style {
	apply := func(declarations string) {
		for _, d := range lookStyle.FindAllStringSubmatch(declarations, -1) {
			value := strings.ToLower(strings.TrimSpace(d[3]))
			switch name := strings.ToLower(d[1]); {
			case name == "font-weight":
				st.strong = strings.HasPrefix(value, "bold") || value >= "600" && value < "a" && len(value) >= 3
			case name == "font-style":
				st.em = strings.HasPrefix(value, "italic") || strings.HasPrefix(value, "oblique")
			case strings.Contains(value, "line-through"): // what is around decorates the words too (CSS Text Decoration, section 2.1)
				st.strike = true
			}
		}
	}
	for _, r := range h.looks {
		if r.matches(n) {
			apply(r.look)
		}
	}
	apply(attr(n, "style"))
	return st
}

// struck is how the words of a block are marked by the block itself or one around it: what is struck through is no part of what applies.
func (h *page) struck(n *html.Node) style {
	if n == nil {
		return style{}
	}
	through, known := h.through[n]
	if !known {
		through = n.DataAtom == atom.Del || n.DataAtom == atom.S || n.DataAtom == atom.Strike || h.look(n, style{}).strike || h.struck(n.Parent).strike
		h.through[n] = through
	}
	return style{strike: through}
}

// evenly takes the bold off words that all are: a heading is bold by itself.
func (w *phrase) evenly() {
	for _, p := range w.pieces {
		if !p.strong && !p.line && strings.TrimSpace(p.text) != "" {
			return
		}
	}
	for i := range w.pieces {
		w.pieces[i].strong = false
	}
}

// throughGoogle is an address that Google Docs puts in the place of each link.
var throughGoogle = regexp.MustCompile(`^https?://www\.google\.com/url\?q=(https?(?:://|%3A%2F%2F)[^&]+)&(?:[^#]*&)?sa=`)

// target returns the address of a link as Markdown takes it, "" for one that leads nowhere.
func (h *page) target(n *html.Node) string {
	to := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || string(r) == valueSign {
			return -1
		}
		return r
	}, strings.TrimSpace(attr(n, "href")))
	if m := throughGoogle.FindStringSubmatch(to); m != nil {
		if own, err := url.QueryUnescape(m[1]); err == nil {
			h.find(n, KindLink, "Google stood between a link and where it leads: "+clip(own), false)
			to = own
		}
	}
	to = strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C").Replace(to)
	fragment, into := fragmentOf(to, h.file)
	scheme, _, found := strings.Cut(strings.ToLower(to), ":")
	switch {
	case to == "":
		return ""
	case into:
		if id := h.leads[fragment]; id != "" {
			return "#" + id
		}
		if fragment != "top" {
			h.find(n, KindLink, "a link leads nowhere, since no heading is meant; it is text now: #"+clip(fragment), true)
		}
		return ""
	case to == "#":
		return ""
	case found && (scheme == "javascript" || scheme == "data" || scheme == "vbscript" || scheme == "file"):
		h.find(n, KindLeftovers, "a link that runs or embeds something is text now: "+clip(to), false)
		return ""
	}
	return to
}

// trim cuts the spaces of any kind off both ends of a paragraph: one that holds nothing else is empty, and an indentation is no word.
func (w *phrase) trim() {
	blank := func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' }
	if !slices.ContainsFunc(w.pieces, func(p piece) bool { return strings.TrimFunc(p.text, blank) != "" }) {
		w.pieces = nil
		return
	}
	for i := 0; i < len(w.pieces) && !w.pieces[i].code; i++ {
		w.pieces[i].text = strings.TrimLeftFunc(w.pieces[i].text, blank)
		if w.pieces[i].text != "" {
			break
		}
	}
	for len(w.pieces) > 0 && (w.pieces[0].line || w.pieces[0].text == "") {
		w.pieces = w.pieces[1:]
	}
	for i := len(w.pieces) - 1; i >= 0 && !w.pieces[i].code; i-- {
		w.pieces[i].text = strings.TrimRightFunc(w.pieces[i].text, blank)
		if w.pieces[i].text != "" {
			break
		}
	}
}

// line writes a paragraph as Markdown; a line break is a backslash at the end of its line.
func (h *page) line(w *phrase) string {
	w.trim()
	for len(w.pieces) > 0 && (w.pieces[len(w.pieces)-1].line || strings.TrimRight(w.pieces[len(w.pieces)-1].text, " ") == "") {
		w.pieces = w.pieces[:len(w.pieces)-1]
	}
	if n := len(w.pieces); n > 0 {
		w.pieces[n-1].text = strings.TrimRight(w.pieces[n-1].text, " ")
	}
	var s strings.Builder
	var fixed []link
	for _, p := range w.pieces {
		start := s.Len()
		if p.line {
			s.WriteByte(' ')
		}
		s.WriteString(p.text)
		if p.code || p.note {
			fixed = append(fixed, link{start: start, end: s.Len()})
		}
	}
	if out := h.write(w.pieces, s.String(), fixed); h.e.proof.shows(escapeLines(out), s.String()) {
		return out
	}
	return w.unformed()
}

// unformed writes a paragraph without any marks but its line breaks and footnotes.
func (w *phrase) unformed() string {
	var out strings.Builder
	for _, p := range w.pieces {
		switch {
		case p.line:
			out.WriteString("\\\n")
		case p.note:
			out.WriteString(p.text)
		default:
			out.WriteString(escapeAll(p.text))
		}
	}
	return out.String()
}

func (h *page) write(pieces []piece, s string, fixed []link) string {
	addresses := findLinks(s)
	esc := escapesOf(s, append(fixed, addresses...))
	if slices.ContainsFunc(pieces, piece.formed) {
		for i := range len(s) { // a lone star or backtick would pair with one that is put in, a backslash would take it away
			esc[i] = esc[i] || strings.IndexByte("*_~`\\", s[i]) >= 0
		}
	}
	var out strings.Builder
	at := 0
	for i, p := range pieces {
		if p.line {
			out.WriteString("\\\n")
			at++
			continue
		}
		first := p.link != nil && (i == 0 || pieces[i-1].link != p.link)
		last := p.link != nil && (i+1 == len(pieces) || pieces[i+1].link != p.link)
		if first {
			if strings.HasSuffix(out.String(), "!") {
				escapeLast(&out)
			}
			out.WriteByte('[')
		}
		h.piece(&out, p, s, at, addresses, esc)
		if at += len(p.text); last {
			to := h.target(p.link)
			if strings.ContainsAny(to, " ()") {
				to = "<" + to + ">"
			}
			out.WriteString("](" + to + ")")
		}
	}
	return out.String()
}

// escapeLast escapes the last byte that was written.
func escapeLast(out *strings.Builder) {
	s := out.String()
	out.Reset()
	out.WriteString(s[:len(s)-1] + `\` + s[len(s)-1:])
}

// piece writes one piece. Marks of emphasis that Markdown would not take as such where they stand are left out.
func (h *page) piece(out *strings.Builder, p piece, s string, at int, addresses []link, esc map[int]bool) {
	if p.note {
		out.WriteString(p.text)
		return
	}
	if p.code {
		ticks := strings.Repeat("`", longestRun(p.text, '`')+1)
		if strings.TrimSpace(p.text) == "" || strings.HasSuffix(out.String(), "`") || strings.HasPrefix(s[at+len(p.text):], "`") {
			out.WriteString(escapeAll(p.text))
			return
		}
		pad := ""
		if strings.Trim(p.text, "` ") != p.text {
			pad = " "
		}
		out.WriteString(ticks + pad + p.text + pad + ticks)
		return
	}
	inner := strings.Trim(p.text, " ")
	lead := strings.Index(p.text, inner)
	open, end := p.marks()
	if inner == "" || open != "" && (!h.flanks(out.String(), p, inner, s[at+len(p.text):]) || inAddress(s, at+lead) || inAddress(s, at+lead+len(inner))) {
		open, end = "", ""
	}
	out.WriteString(p.text[:lead] + open)
	for i := at + lead; i < at+lead+len(inner); i++ {
		if a := addressAt(addresses, i); a != nil && p.link == nil && i == a.start && a.end <= at+lead+len(inner) && !a.www {
			h.e.reportLink(*a, 0)
			out.WriteString("<" + a.text + ">")
			i = a.end - 1
			continue
		}
		if esc[i] || p.link != nil && (s[i] == '[' || s[i] == ']') || addressAt(addresses, i) != nil && strings.IndexByte("*_~`[<\\", s[i]) >= 0 {
			out.WriteByte('\\')
		}
		out.WriteByte(s[i])
	}
	out.WriteString(end + p.text[lead+len(inner):])
}

// inAddress reports whether a byte is within what Markdown may take as an address, in which a mark would be one more of its characters.
func inAddress(s string, i int) bool {
	if i == 0 || i == len(s) || s[i-1] == ' ' || s[i] == ' ' {
		return false
	}
	word := s[strings.LastIndexByte(s[:i], ' ')+1:]
	word, _, _ = strings.Cut(word, " ")
	return strings.Contains(word, "@") || strings.Contains(word, "://") || strings.Contains(word, "www.")
}

// addressAt returns the address that holds a byte; they are in order.
func addressAt(links []link, i int) *link {
	k := sort.Search(len(links), func(k int) bool { return links[k].end > i })
	if k < len(links) && links[k].start <= i {
		return &links[k]
	}
	return nil
}

func escapeAll(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if isPunct(s[i]) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// formed reports whether a piece is written with marks of Markdown around it.
func (p piece) formed() bool {
	open, _ := p.marks()
	return open != "" || p.code
}

func (p piece) marks() (open, end string) {
	if p.tag != "" {
		open, end = "<"+p.tag+">", "</"+p.tag+">"
	}
	if p.strike {
		open, end = open+"~~", "~~"+end
	}
	if p.strong {
		open, end = open+"**", "**"+end
	}
	if p.em {
		open, end = open+"*", "*"+end
	}
	return open, end
}

// flanks reports whether marks around a piece would open and close there (CommonMark, section 6.2).
func (h *page) flanks(before string, p piece, inner, after string) bool {
	if !p.strong && !p.em && !p.strike {
		return true
	}
	prev, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	first, _ := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	if strings.HasPrefix(p.text, " ") || before == "" {
		prev = ' '
	}
	if strings.HasSuffix(p.text, " ") || after == "" {
		next = ' '
	}
	if strings.ContainsRune("*_~", prev) || strings.ContainsRune("*_~", next) || strings.ContainsAny(inner, "*_~") || unicode.IsSpace(first) || unicode.IsSpace(last) {
		return false
	}
	if p.strike && (p.strong || p.em) {
		first, last = '*', '*' // what the outer marks stand beside
	}
	return (!isMark(first) || unicode.IsSpace(prev) || isMark(prev)) && (!isMark(last) || unicode.IsSpace(next) || isMark(next))
}

func isMark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
