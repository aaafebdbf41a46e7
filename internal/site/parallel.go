package site

import (
	"bytes"
	"fmt"
	"html"
	"html/template"

	"candor/internal/locale"
	"candor/internal/page"
	"candor/internal/policy"
	xhtml "golang.org/x/net/html"
)

// parallel sets two wordings of an edition side by side, row by row, with the words of a page's language. The ids of the right side begin
// with its language tag (docs/formats.md, section 5). It is made when a page is written, once for the pages of all languages.
func (b *builder) parallel(e *policy.Edition, left, right *policy.Wording, lang string) page.Article {
	t := b.catalog.Printer(lang)
	missing := fmt.Sprintf("<div lang=\"%s\" dir=\"%s\"><p class=\"fine\">%s</p></div>", t.Words(), locale.Direction(t.Words()),
		template.HTMLEscapeString(t.Text("parallel_missing")))
	return page.Article{HTML: b.mark("parallel\t"+left.Source.Path+"\t"+right.Source.Path+"\t"+lang, func() ([]byte, error) {
		text, err := b.sideBySide(e, left, right)
		return fill(text, func(string) string { return missing }), err
	})}
}

// sideBySide joins the pieces of two texts, with places for what is missing on one side.
func (b *builder) sideBySide(e *policy.Edition, left, right *policy.Wording) ([]byte, error) {
	one, err := b.pieces(e, left, "")
	if err != nil {
		return nil, err
	}
	two, err := b.pieces(e, right, right.Text.Lang+"-")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, r := range rows(one, two) {
		row(&out, r, left.Text.Lang, right.Text.Lang)
	}
	return out.Bytes(), nil
}

// piece is a part of a text that stands on its own, minified.
type piece struct {
	id      string // without prefix, "" for none
	heading bool
	html    []byte
}

// The places of a text in pieces: at the beginning of each piece, and where ids get their prefix.
const (
	pieceOfText    = "piece "
	pieceOfHeading = "heading "
	idPrefix       = "prefix"
)

// pieces returns the pieces of a text, their ids with a prefix. A text is cut into them once, however many texts it is set beside.
func (b *builder) pieces(e *policy.Edition, w *policy.Wording, prefix string) ([]piece, error) {
	t := b.body(e.Policy.ID, w)
	k := keyOf("pieces").sum(t.id, b.linked).key()
	made, ok := b.from.pieces.get(k)
	if !ok {
		whole, err := t.plain()
		if err != nil {
			return nil, err
		}
		if made, err = b.from.store.put(inPieces(whole)); err != nil {
			return nil, err
		}
		b.from.pieces.put(k, made)
	}
	text, err := made.bytes()
	if err != nil {
		return nil, err
	}
	text = bytes.ReplaceAll(text, []byte(place(idPrefix)), []byte(prefix))
	var out []piece
	for _, part := range bytes.Split(text, []byte(placeBegins))[1:] {
		name, text, _ := bytes.Cut(part, []byte(placeEnds))
		id, heading := bytes.CutPrefix(name, []byte(pieceOfHeading))
		if !heading {
			id = bytes.TrimPrefix(name, []byte(pieceOfText))
		}
		out = append(out, piece{html.UnescapeString(string(id)), heading, text})
	}
	return out, nil
}

// inPieces cuts a text's HTML, as [markdown.Document.HTML] writes it and the theme minifies it, at its outermost elements, without the
// sections that hold them, and puts places where ids, and what refers to them, get their prefix.
func inPieces(text []byte) []byte {
	c := &cutter{out: make([]byte, 0, len(text)+len(text)/4)}
	z := xhtml.NewTokenizer(bytes.NewReader(text))
	for kind := z.Next(); kind != xhtml.ErrorToken; kind = z.Next() {
		switch raw := z.Raw(); kind {
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			tag, _ := z.TagName()
			c.open(string(tag), raw, kind == xhtml.SelfClosingTagToken)
		case xhtml.EndTagToken:
			c.close(raw)
		default:
			c.words(raw)
		}
	}
	c.end()
	return c.out
}

// cutter cuts a text while it is read tag by tag.
type cutter struct {
	out   []byte
	piece []byte // the one that is open
	id    string // its first id, as written
	tag   string // its outermost element, "" for words on their own
	depth int
}

var sectionBegins = []byte("<section aria-labelledby=")

func (c *cutter) open(tag string, raw []byte, closed bool) {
	if c.depth == 0 {
		if bytes.HasPrefix(raw, sectionBegins) {
			return
		}
		c.end()
		c.tag = tag
	}
	if c.id == "" {
		c.id = idOf(raw)
	}
	for _, refers := range []string{` id="`, ` href="#`, ` aria-labelledby="`} {
		raw = bytes.ReplaceAll(raw, []byte(refers), []byte(refers+place(idPrefix)))
	}
	c.piece = append(c.piece, raw...)
	switch {
	case !closed && !void[tag]:
		c.depth++
	case c.depth == 0:
		c.end()
	}
}

func (c *cutter) close(raw []byte) {
	if c.depth == 0 {
		return // of a section
	}
	c.piece = append(c.piece, raw...)
	if c.depth--; c.depth == 0 {
		c.end()
	}
}

func (c *cutter) words(raw []byte) {
	switch {
	case c.depth > 0:
		c.piece = append(c.piece, raw...)
	case len(bytes.TrimSpace(raw)) > 0:
		c.piece = append(c.piece, raw...)
		c.end()
	}
}

// end ends the piece that is open.
func (c *cutter) end() {
	name := pieceOfText
	if len(c.tag) == 2 && c.tag[0] == 'h' && c.tag != "hr" {
		name = pieceOfHeading
	}
	if len(c.piece) > 0 {
		c.out = append(append(c.out, placeBegins+name+c.id+placeEnds...), c.piece...)
	}
	c.piece, c.id, c.tag = c.piece[:0], "", ""
}

// void are the elements that have no end tag (HTML, 13.1.2).
var void = map[string]bool{"area": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true,
	"track": true, "wbr": true}

// idOf returns the id in a tag as it is written, "" where it has none.
func idOf(tag []byte) string {
	_, rest, _ := bytes.Cut(tag, []byte(` id="`))
	id, _, _ := bytes.Cut(rest, []byte{'"'})
	return string(id)
}

func row(out *bytes.Buffer, row [2]*piece, left, right string) {
	class := "row"
	if row[0] != nil && row[0].heading || row[1] != nil && row[1].heading {
		class = "row h"
	}
	fmt.Fprintf(out, "<div class=\"%s\">", class)
	for i, p := range row {
		if p == nil {
			out.WriteString(place("missing"))
			continue
		}
		tag := [2]string{left, right}[i]
		fmt.Fprintf(out, "<div lang=\"%s\" dir=\"%s\">%s</div>", tag, locale.Direction(tag), p.html)
	}
	out.WriteString("</div>")
}

// rows pairs the pieces of two texts: those with one id stand beside each other, what has no counterpart stands alone. Pieces without an id
// stand beside each other where both sides have one next.
func rows(left, right []piece) [][2]*piece {
	at := map[string]int{}
	for i, p := range right {
		if p.id != "" {
			at[p.id] = i
		}
	}
	var out [][2]*piece
	j := 0
	alone := func(until int) {
		for ; j < until; j++ {
			out = append(out, [2]*piece{nil, &right[j]})
		}
	}
	for i := range left {
		p := &left[i]
		k, ok := at[p.id]
		if p.id == "" && j < len(right) && right[j].id == "" {
			k, ok = j, true
		}
		if !ok || k < j {
			out = append(out, [2]*piece{p, nil})
			continue
		}
		alone(k)
		out = append(out, [2]*piece{p, &right[k]})
		j = k + 1
	}
	alone(len(right))
	return out
}
