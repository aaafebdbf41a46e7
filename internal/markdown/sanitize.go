package markdown

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// policy returns what is kept of raw HTML where it is allowed: text, tables, pictures and links, no ids (they could meet a
// section's), no styles, nothing active. It is made once and not changed after.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowStandardURLs()
	p.RequireNoFollowOnLinks(false)
	p.AllowElements("address", "article", "aside", "b", "bdi", "blockquote", "br", "caption", "center", "cite", "code", "dd", "del", "details",
		"dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li",
		"mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
		"tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr")
	p.AllowAttrs("class", "dir", "lang", "title").Globally()
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src", "alt", "width", "height").OnElements("img")
	p.AllowAttrs("colspan", "rowspan", "scope").OnElements("td", "th")
	p.AllowAttrs("start", "reversed").OnElements("ol")
	p.AllowAttrs("value").OnElements("li")
	p.AllowAttrs("datetime").OnElements("time", "ins", "del")
	p.AllowAttrs("open").OnElements("details")
	p.AllowAttrs("title").OnElements("abbr")
	p.AddSpaceWhenStrippingTag(true)
	return p
})

// keepHTML writes a block of raw HTML, sanitized and closed in itself, and reports what goes. It reports false when the block
// cannot be read as a tree.
func (b *builder) keepHTML(source []byte, offset int) bool {
	clean := policy().SanitizeBytes(source)
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(bytes.NewReader(clean), body)
	if err != nil {
		return false
	}
	if gone := missing(source, clean); len(gone) > 0 {
		b.warnf(offset, "raw-html", "it is not safe, or not known", "sanitizing left out %s", strings.Join(gone, ", "))
	}
	var out bytes.Buffer
	var words wordWriter
	for _, n := range nodes {
		b.htmlLinks(n, offset)
		words.node(n)
		if html.Render(&out, n) != nil {
			return false
		}
	}
	if len(bytes.TrimSpace(out.Bytes())) == 0 {
		return true
	}
	block := Block{Kind: HTMLBlock, Pos: b.pos(offset)}
	if s := strings.Join(strings.Fields(words.String()), " "); s != "" {
		block.Spans = []Span{{Text: s, Offset: offset}}
	}
	b.doc.tree.raw = put(b.doc.tree.raw, len(b.doc.Blocks), bytes.TrimSpace(out.Bytes()))
	b.emit(block)
	return true
}

// htmlLinks resolves the links and pictures of kept HTML as those of Markdown.
func (b *builder) htmlLinks(n *html.Node, offset int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.htmlLinks(c, offset)
	}
	key := map[string]string{"a": "href", "img": "src"}[n.Data]
	if n.Type != html.ElementNode || key == "" {
		return
	}
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	if i < 0 {
		return
	}
	var words wordWriter
	words.node(n)
	href, ok := b.resolve(Link{Dest: n.Attr[i].Val, Text: strings.TrimSpace(words.String()), Image: key == "src", Pos: b.pos(offset)})
	if !ok && key == "src" {
		*n = html.Node{Type: html.TextNode, Data: words.String(), Parent: n.Parent, PrevSibling: n.PrevSibling, NextSibling: n.NextSibling}
		return
	}
	if !ok {
		n.Attr = slices.Delete(n.Attr, i, i+1)
		return
	}
	n.Attr[i].Val = href
	if key == "href" && external(href) {
		n.Attr = append(n.Attr, html.Attribute{Key: "rel", Val: "noopener noreferrer"})
	}
}

// wordWriter gathers the words of HTML, kept apart where an element that is not inline stands between them.
type wordWriter struct{ strings.Builder }

func (w *wordWriter) node(n *html.Node) {
	if n.Type == html.TextNode {
		w.WriteString(n.Data)
		return
	}
	apart := n.Type == html.ElementNode && !isInline(n.Data)
	if apart {
		w.WriteByte(' ')
	}
	for _, a := range n.Attr {
		if n.Data == "img" && a.Key == "alt" {
			w.WriteString(a.Val + " ")
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
	if apart {
		w.WriteByte(' ')
	}
}

// missing returns the names of elements and attributes that source has more of than clean, sorted.
func missing(source, clean []byte) []string {
	count := map[string]int{}
	tally := func(text []byte, by int) {
		z := html.NewTokenizer(bytes.NewReader(text))
		for {
			kind := z.Next()
			if kind == html.ErrorToken {
				return
			}
			if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
				continue
			}
			t := z.Token()
			count["<"+t.Data+">"] += by
			for _, a := range t.Attr {
				count[t.Data+" "+a.Key] += by
			}
		}
	}
	tally(source, 1)
	tally(clean, -1)
	var gone []string
	for what, n := range count {
		name, attr, isAttr := strings.Cut(what, " ")
		switch {
		case n <= 0:
		case !isAttr:
			gone = append(gone, what)
		case count["<"+name+">"] <= 0:
			gone = append(gone, "the attribute "+attr+" of <"+name+">")
		}
	}
	sort.Strings(gone)
	return gone
}
