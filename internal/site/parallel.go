package site

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"candor/internal/locale"
	"candor/internal/markdown"
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

func (b *builder) sideBySide(e *policy.Edition, left, right *policy.Wording) ([]byte, error) {
	k := keyOf("parallel").sum(b.bodies[left.Source.Path].id, b.bodies[right.Source.Path].id, b.linked).key()
	if made, ok := b.from.parallels.get(k); ok {
		return made.bytes()
	}
	one, err := b.document(e, left, "")
	if err != nil {
		return nil, err
	}
	prefix := right.Text.Lang + "-"
	two, err := b.document(e, right, prefix)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, r := range rows(one.Pieces(), two.Pieces(), prefix) {
		row(&out, r, left.Text.Lang, right.Text.Lang)
	}
	small, err := b.theme.Minify(out.Bytes())
	if err != nil {
		return nil, err
	}
	made, err := b.from.store.put(small)
	if err != nil {
		return nil, err
	}
	b.from.parallels.put(k, made)
	return small, nil
}

func row(out *bytes.Buffer, row [2]*markdown.Piece, left, right string) {
	class := "row"
	if first := row[0]; first != nil && first.Heading || row[1] != nil && row[1].Heading {
		class = "row h"
	}
	fmt.Fprintf(out, "<div class=\"%s\">", class)
	for i, p := range row {
		if p == nil {
			out.WriteString(place("missing"))
			continue
		}
		tag := [2]string{left, right}[i]
		fmt.Fprintf(out, "<div lang=\"%s\" dir=\"%s\">%s</div>", tag, locale.Direction(tag), p.HTML)
	}
	out.WriteString("</div>\n")
}

// rows pairs the pieces of two texts: those with one id stand beside each other, what has no counterpart stands alone. Pieces without an id
// stand beside each other where both sides have one next.
func rows(left, right []markdown.Piece, prefix string) [][2]*markdown.Piece {
	at := map[string]int{}
	for i, p := range right {
		if id := strings.TrimPrefix(p.ID, prefix); p.ID != "" {
			at[id] = i
		}
	}
	var out [][2]*markdown.Piece
	j := 0
	alone := func(until int) {
		for ; j < until; j++ {
			out = append(out, [2]*markdown.Piece{nil, &right[j]})
		}
	}
	for i := range left {
		p := &left[i]
		k, ok := at[p.ID]
		if p.ID == "" && j < len(right) && right[j].ID == "" {
			k, ok = j, true
		}
		if !ok || k < j {
			out = append(out, [2]*markdown.Piece{p, nil})
			continue
		}
		alone(k)
		out = append(out, [2]*markdown.Piece{p, &right[k]})
		j = k + 1
	}
	alone(len(right))
	return out
}
