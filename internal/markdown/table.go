package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (b *builder) table(n *east.Table) {
	align := make([]string, len(n.Alignments))
	for i, a := range n.Alignments {
		if a != east.AlignNone {
			align[i] = a.String()
		}
	}
	before := b.push(Container{Kind: Table})
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == east.KindTableHeader {
			head := b.push(Container{Kind: TableHead})
			b.row(c, align, true)
			b.pop(head)
			continue
		}
		b.row(c, align, false)
	}
	b.pop(before)
}

func (b *builder) row(n ast.Node, align []string, header bool) {
	b.start()
	cells := make([]int, 0, len(align))
	last := 0 // where the last cell ends in the source
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.w.begin()
		b.setStyle(0)
		b.raw = rawState{}
		if c.Lines().Len() > 0 {
			b.cursor, last = c.Lines().At(0).Start, c.Lines().At(0).Stop
		} else {
			last = 0
		}
		b.inlines(c)
		if c.NextSibling() == nil && len(cells)+1 == len(align) && last > 0 {
			b.surplus(last)
		}
		b.w.flush()
		cells = append(cells, len(b.w.spans))
	}
	b.emit(Block{Kind: Row, Spans: b.finish(), Cells: cells, Align: align, Header: header, Pos: b.pos(n.Pos())})
}

// surplus adds what stands in a row behind its last cell to that cell: GFM leaves out the cells that the header has no column
// for, and their words with them.
func (b *builder) surplus(from int) {
	end := len(b.src)
	if i := bytes.IndexByte(b.src[from:], '\n'); i >= 0 {
		end = from + i
	}
	rest := b.src[from:end]
	if len(bytes.Trim(rest, "| \t\r")) == 0 {
		return
	}
	b.warnf(from, "table-cell", "give the header as many cells", "this row has more cells than the table's header; they are shown in the last one")
	for at := from; at < end; {
		stop := end
		if i := bytes.IndexByte(b.src[at:end], '|'); i >= 0 {
			stop = at + i
		}
		start := at + len(b.src[at:stop]) - len(bytes.TrimLeft(b.src[at:stop], " \t"))
		b.w.soft = true
		b.unescape(start, max(start, at+len(bytes.TrimRight(b.src[at:stop], " \t\r"))))
		at = stop + 1
	}
}
