package redline

import "fmt"

// Changes returns what changed and nothing else, a paragraph for each block, for a page that shows the new text itself: the paragraphs have no
// anchors, and links in them lead into that text. What was moved is shown at its new place only. Without a change it is empty.
func (d *Diff) Changes(w *Words) []byte {
	p := d.page(w)
	clear(p.targets)
	for i := range d.now {
		p.targets[d.now[i].id] = true
	}
	for i := range d.Blocks {
		if b := &d.Blocks[i]; b.Op != "equal" && b.Op != "moved_from" {
			p.alone(b)
		}
	}
	return []byte(p.String())
}

// alone writes a block that changed without what stands around it.
func (p *page) alone(b *Block) {
	p.WriteString("<p>")
	switch {
	case b.Op == "moved_to":
		fmt.Fprintf(p, "<span class=\"lab\"%s>%s</span> ", p.own, worded(p.movedHere(b)))
	case b.Form:
		fmt.Fprintf(p, "<span class=\"lab c\"%s>%s</span> ", p.own, worded(p.w.Form))
	}
	all := [][]Run{b.Runs}
	if b.Kind == "row" {
		all = cells(b.Runs)
	}
	for k, runs := range all {
		if k > 0 {
			p.WriteString(" | ")
		}
		p.runs(runs)
	}
	p.WriteString("</p>\n")
}

// Replaced returns a paragraph that shows words beside those that stood there before.
func Replaced(before, after string, w *Words) []byte {
	p := &page{w: w}
	if w.Attributes != "" {
		p.own = " " + w.Attributes
	}
	p.WriteString("<p>")
	for _, r := range []Run{{Op: "delete", bits: plainBits(before)}, {Op: "equal", bits: plainBits(" ")}, {Op: "insert", bits: plainBits(after)}} {
		if string(r.bits[0].text) != "" {
			p.runs([]Run{r})
		}
	}
	p.WriteString("</p>\n")
	return []byte(p.String())
}

func plainBits(s string) []bit { return []bit{{text: []byte(s)}} }
