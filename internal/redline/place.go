package redline

import (
	"fmt"
	"strconv"

	"candor/internal/markdown"
)

// node is a container of a shown block. Containers of the old text that go on in the new one are those of the new one.
type node struct {
	kind markdown.ContainerKind
	n    int
	old  bool
}

// body stands for the rows of a table that are not its head.
const body = markdown.Notes + 1

// place gives each block the containers that it is shown in, and each row the columns.
func (d *Diff) place(a, b []unit) {
	d.mates = map[node]node{}
	for _, blk := range d.Blocks {
		if blk.a < 0 || blk.b < 0 {
			continue
		}
		o, n := a[blk.a].containers, b[blk.b].containers
		for k := 0; k < len(o) && k < len(n) && o[k].Kind == n[k].Kind; k++ {
			from := node{o[k].Kind, o[k].N, true}
			if _, ok := d.mates[from]; !ok {
				d.mates[from] = node{n[k].Kind, n[k].N, false}
			}
		}
	}
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		if blk.b >= 0 {
			blk.shown = &b[blk.b]
		} else {
			blk.shown = &a[blk.a]
		}
		blk.path = d.path(blk.shown, blk.b < 0)
		if blk.a >= 0 && blk.b >= 0 && a[blk.a].mark != "" && blk.shown.mark != "" && a[blk.a].value != blk.shown.value {
			blk.was = a[blk.a].mark
		}
	}
	d.placeRows()
}

// path is the containers of a unit. An item that is gone is one of its own, what is gone of one that stays stands in it.
func (d *Diff) path(u *unit, old bool) (out []node) {
	for k, c := range u.containers {
		n := node{c.Kind, c.N, old}
		if m, ok := d.mates[n]; ok && !(c.Kind == markdown.ListItem && u.kind == "item" && k == len(u.containers)-1) {
			n = m
		}
		out = append(out, n)
	}
	return out
}

// placeRows shows the rows of one side only with the columns of both, where the table's columns are known.
func (d *Diff) placeRows() {
	d.shown = map[node][]column{}
	for key, cols := range d.tables {
		d.shown[node{markdown.Table, key[1], false}] = cols
	}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind != "row" || b.cells != nil || b.na+b.nb != 1 && b.Move == 0 {
			continue
		}
		for _, n := range b.path {
			if n.kind == markdown.Table && b.Move == 0 {
				d.loneCells(b, d.shown[n])
			}
		}
	}
}

// container returns what opens and closes a container that stands in another.
func (p *page) container(kind, in markdown.ContainerKind) (open, end string) {
	switch kind {
	case markdown.Quote:
		return "<blockquote>", "</blockquote>"
	case markdown.BulletList:
		return "<ul>", "</ul>"
	case markdown.OrderedList:
		return "<ol>", "</ol>"
	case markdown.ListItem:
		if in == markdown.DefinitionList {
			return "<dd>", "</dd>"
		}
		return "<li>", "</li>"
	case markdown.Table:
		return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + worded(p.w.Table) + "\"><table class=\"tbl wide\">", "</table></div>"
	case markdown.TableHead:
		return "<thead>", "</thead>"
	case markdown.DefinitionList:
		return "<dl>", "</dl>"
	case markdown.Notes:
		return "<div class=\"notes\"><ol>", "</ol></div>"
	default:
		return "<tbody>", "</tbody>"
	}
}

// counted are the attributes of an item of a numbered list whose number changed: either both numbers stand before its words, or the old one
// takes the place of the new one where the old text is read.
func (b *Block) counted() string {
	switch {
	case b.number() != nil:
		return " class=\"renum\""
	case b.was != "":
		return " data-was=\"" + escape(b.was) + "\""
	}
	return ""
}

// enter closes and opens containers until a unit's own are open, the last one, if it is a numbered item, with these attributes.
func (p *page) enter(u *unit, path []node, attributes string) {
	if k := len(path); u.kind == "row" && k > 0 && path[k-1].kind == markdown.Table {
		path = append(path[:k:k], node{kind: body})
	}
	k := 0
	for k < len(path) && k < len(p.open) && path[k] == p.open[k] {
		k++
	}
	if u.kind == "item" && k == len(path) && k > 0 && path[k-1].kind == markdown.ListItem {
		k-- // the next item, not a further paragraph of this one
	}
	p.leave(k)
	for ; k < len(path); k++ {
		in := body
		if k > 0 {
			in = path[k-1].kind
		}
		open, end := p.container(path[k].kind, in)
		if u.mark != "" && k == len(path)-1 && path[k].kind == markdown.ListItem && in == markdown.OrderedList {
			open = fmt.Sprintf("<li value=\"%d\"%s>", u.value, attributes)
		}
		p.WriteString(open)
		p.open, p.closing = append(p.open, path[k]), append(p.closing, end)
	}
}

func (p *page) leave(k int) {
	for len(p.open) > k {
		last := len(p.open) - 1
		p.WriteString(p.closing[last] + "\n")
		p.open, p.closing = p.open[:last], p.closing[:last]
	}
}

// tag is the element of a unit. A term or row that stands in no list or table is a paragraph.
func (p *page) tag(u *unit) string {
	in := markdown.ContainerKind(255)
	if k := len(p.open); k > 0 {
		in = p.open[k-1].kind
	}
	switch {
	case u.kind == "heading":
		return "h" + strconv.Itoa(min(6, max(2, u.level)))
	case u.kind == "row" && (in == body || in == markdown.TableHead):
		return "tr"
	case u.kind == "item" && in == markdown.ListItem:
		return "div"
	case u.kind == "term" && in == markdown.DefinitionList:
		return "dt"
	case u.kind == "definition" && in == markdown.DefinitionList:
		return "dd"
	}
	return "p"
}
