package redline

import (
	"fmt"
	"strings"

	"candor/internal/markdown"
)

// dialect is how a digest marks and writes things.
type dialect struct {
	del, ins, dim [2]string // around what was removed, was added, did not change
	escape        func(s string) string
	note          func(s string) string // what is said of a block, before its words
	link          func(l *link, words string, style markdown.Style, op string) string
	targets       func(old, now string) string // behind words of which the target changed
	head          bool                         // a table needs a head
	start         func(line string) string     // makes a line of words begin with nothing that would be a sign
}

// digest writes the blocks that changed as they stand in the texts, under their headings, in their lists, quotations and tables. Where others
// are left out a line says so.
type digest struct {
	strings.Builder
	d    *Diff
	w    dialect
	open []opened // the containers of the last line
	last *unit
}

// opened is a container with what lines in it begin with.
type opened struct {
	node
	indent string
}

func (d *Diff) digest(w dialect) string {
	x := &digest{d: d, w: w}
	shown := d.context()
	gap := false
	for i := range d.Blocks {
		if !shown[i] {
			gap = true
			continue
		}
		if gap {
			x.leftOut(&d.Blocks[i])
			gap = false
		}
		x.block(&d.Blocks[i])
	}
	if gap && x.last != nil {
		x.WriteString("\n" + w.dim[0] + "…" + w.dim[1] + "\n")
	}
	return x.String()
}

// context tells which blocks are shown: those that changed, the headings that they stand under, the items and the heads of tables that they
// stand in.
func (d *Diff) context() []bool {
	var heads [2]map[int]int // sections of both sides to the blocks of their headings
	heads[0], heads[1] = map[int]int{}, map[int]int{}
	leads := map[node]int{} // items and tables to their first blocks
	for i, b := range d.Blocks {
		if b.Kind == "heading" && b.b >= 0 {
			heads[1][d.now[b.b].section] = i
		}
		if b.Kind == "heading" && b.a >= 0 {
			heads[0][d.old[b.a].section] = i
		}
		for _, n := range b.path {
			if _, ok := leads[n]; !ok && (n.kind == markdown.ListItem || n.kind == markdown.Table) {
				leads[n] = i
			}
		}
	}
	out := make([]bool, len(d.Blocks))
	for i, b := range d.Blocks {
		if b.Op == "equal" {
			continue
		}
		out[i] = true
		side, section := 1, 0
		if b.b >= 0 {
			section = d.now[b.b].section
		} else {
			side, section = 0, d.old[b.a].section
		}
		if k, ok := heads[side][section]; ok {
			out[k] = true
		}
		for k := i; d.Blocks[k].Kind == "definition" && k > 0; k-- {
			out[k-1] = out[k-1] || d.Blocks[k-1].Kind == "term"
		}
		for _, n := range b.path {
			if k, ok := leads[n]; ok && (n.kind == markdown.ListItem || d.Blocks[k].shown.header) {
				out[k] = true
			}
		}
	}
	return out
}

// within counts the containers of the last line that a path goes on in.
func (x *digest) within(path []node) (k int) {
	for k < len(path) && k < len(x.open) && path[k] == x.open[k].node {
		k++
	}
	return k
}

// begins is what lines in the first k open containers begin with.
func (x *digest) begins(k int) string {
	s := ""
	for _, o := range x.open[:k] {
		s += o.indent
	}
	return s
}

// leftOut says that blocks before this one are left out: between rows in a row, else in a paragraph.
func (x *digest) leftOut(b *Block) {
	k := x.within(b.path)
	for i := range k {
		if x.open[i].kind == markdown.Table {
			x.WriteString(x.begins(k) + x.w.dim[0] + "| … |" + x.w.dim[1] + "\n")
			return
		}
	}
	for k > 0 && x.open[k-1].kind != markdown.ListItem && x.open[k-1].kind != markdown.Quote {
		k--
	}
	x.parted(k)
	x.WriteString(x.begins(k) + x.w.dim[0] + "…" + x.w.dim[1] + "\n")
	x.open = x.open[:k]
	x.last = &unit{}
}

// parted writes an empty line in the first k open containers.
func (x *digest) parted(k int) {
	if x.last != nil {
		x.WriteString(strings.TrimRight(x.begins(k), " ") + "\n")
	}
}

func (x *digest) block(b *Block) {
	if b.na+b.nb <= 2 || b.nb == 0 {
		x.leaf(b, b.shown, b.path, b.Runs, true)
		return
	}
	for k, runs := range b.parts() {
		u := &x.d.now[b.b+k]
		x.leaf(b, u, x.d.path(u, false), runs, k == 0)
	}
}

// leaf writes a block or, of several that are shown as one, the first or a further one.
func (x *digest) leaf(b *Block, u *unit, path []node, runs []Run, first bool) {
	said, number := "", ""
	if first {
		said, number = x.said(b), x.number(b)
	}
	inTable := x.enter(u, path, number)
	if x.w.head && number != "" { // what is no number does not make an item
		said = number + " " + said
	}
	dim := [2]string{}
	if b.Op == "equal" {
		dim = x.w.dim
	}
	if u.kind == "row" {
		x.row(b, u, runs, said, dim, inTable)
		return
	}
	line := said + x.runs(runs)
	if u.kind == "heading" {
		line = strings.Repeat("#", max(1, u.level)) + " " + line
	} else {
		line = x.w.start(line)
	}
	x.WriteString(dim[0] + line + dim[1] + "\n")
}

// enter opens the containers of a unit and begins its line, that of an item with its number. It reports that the row before stands in the same
// table.
func (x *digest) enter(u *unit, path []node, number string) (inTable bool) {
	k := x.within(path)
	if u.kind == "item" && k == len(path) && k > 0 && path[k-1].kind == markdown.ListItem {
		k-- // the next item, not a further paragraph of this one
	}
	inList := false
	for i := range k {
		inTable = inTable || x.open[i].kind == markdown.Table
		inList = inList || x.open[i].kind == markdown.BulletList || x.open[i].kind == markdown.OrderedList
	}
	if !inTable && !(inList && u.kind == "item" && u.tight()) {
		x.parted(k)
	}
	x.open, x.last = x.open[:k], u
	x.WriteString(x.begins(k))
	for ; k < len(path); k++ {
		o := opened{node: path[k]}
		if mark := x.marker(u, path, k); mark != "" {
			if own := k == len(path)-1; own && number != "" && !x.w.head {
				x.WriteString(number + " ")
			} else {
				x.WriteString(mark)
			}
			o.indent = mark
			if path[k].kind != markdown.Quote {
				o.indent = strings.Repeat(" ", len(mark))
			}
		}
		x.open = append(x.open, o)
	}
	return inTable
}

// tight reports that no empty lines stand between the items of the list that an item stands in.
func (u *unit) tight() bool {
	k := len(u.containers) - 2
	return k >= 0 && u.containers[k].Tight
}

// marker is what the first line in a container begins with.
func (x *digest) marker(u *unit, path []node, k int) string {
	in := body
	if k > 0 {
		in = path[k-1].kind
	}
	switch {
	case path[k].kind == markdown.Quote:
		return "> "
	case path[k].kind == markdown.DefinitionList && u.kind == "definition" && k == len(path)-1:
		return ": "
	case path[k].kind != markdown.ListItem:
		return ""
	case in == markdown.DefinitionList:
		return ": "
	case in == markdown.OrderedList && u.mark != "":
		return u.mark + " "
	}
	return "- "
}

// said is what is said of a block before its words.
func (x *digest) said(b *Block) (s string) {
	if b.Move > 0 {
		s = x.w.note(fmt.Sprintf("%s %d", strings.ReplaceAll(b.Op, "_", " "), b.Move))
	}
	var notes []string
	for _, c := range b.Forms {
		if note := c.String(); note != "" && b.Op != "moved_from" {
			notes = append(notes, note)
		}
	}
	if b.Typography && plain(b.Runs) && b.Op == "changed" {
		notes = append(notes, "typography")
	}
	if len(notes) > 0 {
		s += x.w.note(strings.Join(notes, ", "))
	}
	return s
}

// number is the old number of an item and the new one, "" where none changed by itself.
func (x *digest) number(b *Block) string {
	n := b.number()
	if n == nil || b.Op == "moved_from" {
		return ""
	}
	return x.w.del[0] + x.w.escape(n.From) + x.w.del[1] + x.w.ins[0] + x.w.escape(n.To) + x.w.ins[1]
}

// row writes a row between bars, and under a table's head the line that parts it from the rows.
func (x *digest) row(b *Block, u *unit, runs []Run, said string, dim [2]string, inTable bool) {
	all := b.cells
	if all == nil || b.na+b.nb > 2 {
		all = cells(runs)
	}
	begin := x.begins(len(x.open))
	rule := "|" + strings.Repeat(" --- |", len(all)) + "\n"
	if !inTable && !u.header && x.w.head {
		x.WriteString("|" + strings.Repeat("   |", len(all)) + "\n" + begin + rule + begin)
	}
	x.WriteString(dim[0] + "|")
	for k, c := range all {
		if k > 0 {
			said = ""
		}
		x.WriteString(" " + said + strings.TrimSpace(x.runs(c)) + " |")
	}
	x.WriteString(dim[1] + "\n")
	if !inTable && u.header {
		x.WriteString(begin + rule)
	}
}

func (x *digest) runs(runs []Run) string {
	var s strings.Builder
	marked := func(op, words string) {
		switch op {
		case "delete":
			words = x.w.del[0] + words + x.w.del[1]
		case "insert":
			words = x.w.ins[0] + words + x.w.ins[1]
		}
		s.WriteString(words)
	}
	for k, r := range runs {
		words := ""
		for i := 0; i < len(r.bits); {
			j := i + 1
			for j < len(r.bits) && r.bits[i].link != nil && sameTarget(r.bits[i].link, r.bits[j].link) {
				j++
			}
			words += x.linked(r, r.bits[i:j])
			i = j
		}
		marked(r.Op, words)
		if r.Href != nil {
			s.WriteString(" " + x.w.targets(r.Href[0], r.Href[1]))
		}
		if op := broken(runs, k); op != "" {
			marked(op, "¶")
		}
	}
	return s.String()
}

// linked writes words that lead to one place, or to none.
func (x *digest) linked(r Run, bits []bit) string {
	words := ""
	for _, b := range bits {
		words += strings.Map(func(c rune) rune {
			if c == '\n' || c == '\t' {
				return ' '
			}
			return c
		}, string(b.text))
	}
	core := strings.Trim(words, " ")
	if to := bits[0].link.targets(); len(to) == 0 || core == "" || r.Href != nil || says([]byte(core), to) {
		return x.w.escape(words)
	}
	before, after, _ := strings.Cut(words, core)
	return before + x.w.link(bits[0].link, x.w.escape(core), bits[0].style, r.Op) + after
}
