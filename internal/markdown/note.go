package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// notes are the footnotes of a text, numbered in the order in which the text refers to them.
type notes struct {
	found   []*east.Footnote // in the order of the source
	byIndex map[int]*east.Footnote
	number  map[*east.Footnote]int
	order   []*east.Footnote // by number, from 1
	refs    []int            // by number: how often it is referred to
	writing bool
}

// gather finds the footnotes; goldmark puts all of them where the first one is defined.
func (ns *notes) gather(root ast.Node) {
	ns.byIndex, ns.number = map[int]*east.Footnote{}, map[*east.Footnote]int{}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := n.(*east.Footnote); ok && entering {
			ns.found = append(ns.found, f)
			if f.Index > 0 {
				ns.byIndex[f.Index] = f
			}
		}
		return ast.WalkContinue, nil
	})
}

// refer counts a reference and returns the footnote's number.
func (ns *notes) refer(f *east.Footnote) int {
	if ns.number[f] == 0 {
		ns.add(f)
	}
	ns.refs[ns.number[f]-1]++
	return ns.number[f]
}

func (ns *notes) add(f *east.Footnote) {
	ns.order, ns.refs = append(ns.order, f), append(ns.refs, 0)
	ns.number[f] = len(ns.order)
}

// writeNotes writes the footnotes behind the text: those referred to, in that order, then the others, which must not be lost.
func (b *builder) writeNotes() {
	ns := &b.notes
	if len(ns.found) == 0 {
		return
	}
	ns.writing = true
	before := b.push(Container{Kind: Notes, Tight: true})
	first := make([]int, 0, len(ns.found)) // the block that each begins with
	drain := func() {
		for len(first) < len(ns.order) {
			first = append(first, len(b.doc.Blocks))
			b.note(ns.order[len(first)-1], len(first))
		}
	}
	drain()
	for _, f := range ns.found {
		if ns.number[f] != 0 {
			continue
		}
		b.warnf(f.Pos(), "footnote", "refer to it with [^"+string(f.Ref)+"]", "nothing refers to the footnote %q; it stands at the end of the notes", f.Ref)
		ns.add(f)
		drain()
	}
	b.pop(before)
	for i, block := range first {
		b.doc.tree.notes = put(b.doc.tree.notes, block, note{number: i + 1, refs: ns.refs[i]})
	}
}

func (b *builder) note(f *east.Footnote, number int) {
	item := b.push(Container{Kind: ListItem})
	b.lead = &Block{Kind: Footnote, ID: b.o.Prefix + "fn-" + strconv.Itoa(number), Pos: b.pos(f.Pos())}
	b.blocks(f)
	b.emitLead()
	b.pop(item)
}
