package redline

import (
	"bytes"
	"fmt"
	"strings"
)

// cells writes the cells of a row with what is said of it; last tells whether the links to other changes stand in it.
func (p *page) cells(b *Block, i int, last bool) {
	tag := "td"
	if b.shown.header {
		tag = "th"
	}
	all := b.cells
	if all == nil {
		all = cells(b.Runs)
	}
	cols := p.columns(b, len(all))
	for k, runs := range all {
		p.WriteString("<" + tag + ">")
		if k == 0 {
			p.rowLabel(b, i, cols)
		}
		if b.shown.header && cols != nil {
			p.columnLabel(cols[k])
		}
		p.runs(runs)
		if last && k == len(all)-1 {
			p.hop(i, "span")
		}
		p.WriteString("</" + tag + ">")
	}
}

func (p *page) columns(b *Block, n int) []column {
	for _, c := range b.path {
		if cols := p.d.shown[c]; len(cols) == n && b.cells != nil {
			return cols
		}
	}
	return nil
}

func (p *page) rowLabel(b *Block, i int, cols []column) {
	p.label(b, i, "span")
	if b.Op == "changed" && cols != nil && sameCells(b.cells, cols) {
		return // the column says what changed
	}
	if word := p.w.Row[b.Op]; word != "" && !b.Form && !(b.Typography && plain(b.Runs)) {
		fmt.Fprintf(p, "<span class=\"lab %c\"%s>%s</span> ", letter(b.Op), p.own, worded(word))
	}
}

// sameCells reports that the cells that both tables have did not change.
func sameCells(cells [][]Run, cols []column) bool {
	for k, c := range cols {
		if c.a >= 0 && c.b >= 0 && !plain(cells[k]) {
			return false
		}
	}
	return true
}

func (p *page) columnLabel(c column) {
	op := ""
	switch {
	case c.a < 0:
		op = "added"
	case c.b < 0:
		op = "removed"
	default:
		return
	}
	fmt.Fprintf(p, "<span class=\"lab %c\"%s>%s</span> ", letter(op), p.own, worded(p.w.Column[op]))
}

// letter is the style of a label: added, changed or deleted.
func letter(op string) byte {
	switch op {
	case "added":
		return 'a'
	case "removed":
		return 'd'
	}
	return 'c'
}

// cells parts the runs of a row at its tabs. When both sides have as many cells, what went and what came stand in the same one.
func cells(runs []Run) [][]Run {
	olds, news := 0, 0
	for _, r := range runs {
		n := strings.Count(r.Text, "\t")
		if r.Op != "insert" {
			olds += n
		}
		if r.Op != "delete" {
			news += n
		}
	}
	same := olds == news
	out := [][]Run{nil}
	was, is := 0, 0
	for _, r := range runs {
		at := func() int {
			if r.Op == "delete" {
				return was
			}
			return is
		}
		put := func(b bit) {
			for len(out) <= at() {
				out = append(out, nil)
			}
			cell := out[at()]
			if k := len(cell) - 1; k < 0 || cell[k].Op != r.Op || !sameHref(cell[k].Href, r.Href) {
				cell = append(cell, Run{Op: r.Op, Href: r.Href})
			}
			cell[len(cell)-1].bits = append(cell[len(cell)-1].bits, b)
			out[at()] = cell
		}
		for _, b := range r.bits {
			for k, t := range bytes.Split(b.text, []byte("\t")) {
				if k > 0 && (r.Op != "insert" || !same) {
					was++
				}
				if k > 0 && (r.Op != "delete" || !same) {
					is++
				}
				if len(t) > 0 {
					put(bit{t, b.style, b.link})
				}
			}
		}
	}
	for len(out) <= max(was, is) {
		out = append(out, nil)
	}
	return out
}
