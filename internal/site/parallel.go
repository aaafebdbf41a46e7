package site

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"

	"candor/internal/locale"
	"candor/internal/page"
	"candor/internal/policy"
)

// parallel sets two wordings of an edition side by side, row by row, with the words of a page's language. The ids of the right side begin
// with its language tag (SPEC, section 5). It is made when a page is written, once for the pages of all languages.
func (b *builder) parallel(e *policy.Edition, left, right *policy.Wording, lang string) page.Article {
	missing := fmt.Sprintf("<div lang=\"%s\" dir=\"%s\"><p class=\"fine\">%s</p></div>", lang, locale.Direction(lang),
		template.HTMLEscapeString(b.catalog.Printer(lang).Text("parallel_missing")))
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

// pieces returns the pieces of a text, their ids with a prefix. A text is parsed for it once, however many texts it is set beside.
func (b *builder) pieces(e *policy.Edition, w *policy.Wording, prefix string) ([]piece, error) {
	k := keyOf("pieces").sum(b.body(e.Policy.ID, w).id, b.linked).key()
	made, ok := b.from.pieces.get(k)
	if !ok {
		small, err := b.makePieces(e, w)
		if err != nil {
			return nil, err
		}
		if made, err = b.from.store.put(small); err != nil {
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
		out = append(out, piece{strings.TrimPrefix(html.UnescapeString(string(id)), prefix), heading, text})
	}
	return out, nil
}

func (b *builder) makePieces(e *policy.Edition, w *policy.Wording) ([]byte, error) {
	doc, err := b.document(e, w, place(idPrefix))
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, p := range doc.Pieces() {
		name := pieceOfText
		if p.Heading {
			name = pieceOfHeading
		}
		out = append(out, placeBegins+name+template.HTMLEscapeString(p.ID)+placeEnds...)
		out = append(out, p.HTML...)
	}
	return b.theme.Minify(out)
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
