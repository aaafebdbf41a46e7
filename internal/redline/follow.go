package redline

// maxBetween is the number of blocks that an old heading and its new one may stand apart.
const maxBetween = 64

// follow lets what says too little by itself go with its section: a heading that was rewritten becomes one changed block, and short
// blocks of a section that moved move along.
func (d *Diff) follow(l *lexicon, old, now []section) {
	d.partHeadings(old, now)
	d.pairHeadings(l, old, now)
	moves := 0
	for _, b := range d.Blocks {
		moves = max(moves, b.Move)
	}
	went := d.went(old)
	gone := map[followed][]int{} // removed blocks of sections that moved
	heads := map[int]int{}       // their headings by the new section
	for i, b := range d.Blocks {
		if b.Op != "removed" {
			continue
		}
		if s := d.old[b.a].section; s >= 0 && old[s].mate >= 0 && (went[s] || carried(old, s)) {
			k := followed{old[s].mate, d.old[b.a].key}
			gone[k] = append(gone[k], i)
			if b.Kind == "heading" && d.old[b.a].section == s {
				heads[old[s].mate] = i
			}
		}
	}
	for j, b := range d.Blocks {
		if b.Op != "added" || d.now[b.b].section < 0 {
			continue
		}
		k := followed{d.now[b.b].section, d.now[b.b].key}
		i, ok := heads[k.section]
		if ok = ok && b.Kind == "heading"; !ok && len(gone[k]) > 0 {
			i, ok = gone[k][0], true
			gone[k] = gone[k][1:]
		}
		if !ok || d.Blocks[i].Op != "removed" {
			continue
		}
		moves++
		o, n := d.old[d.Blocks[i].a].tokens, d.now[b.b].tokens
		d.move(i, j, moves, o, n, l.align(o, n))
	}
}

// went returns the sections of the old text that have blocks that moved and none that stayed: what passed them in the order of the text was
// heavier, so their headings belong with them although no section changed its place.
func (d *Diff) went(old []section) map[int]bool {
	out := map[int]bool{}
	for _, b := range d.Blocks {
		if b.Op == "moved_from" {
			out[d.old[b.a].section] = true
		}
	}
	for _, b := range d.Blocks {
		if b.a < 0 || b.b < 0 || b.Move > 0 || b.Kind == "heading" {
			continue
		}
		if s := d.old[b.a].section; s >= 0 && old[s].mate == d.now[b.b].section {
			delete(out, s)
		}
	}
	return out
}

// followed is a block's new section and its words.
type followed struct {
	section int
	key     int32
}

// partHeadings shows the headings of two sections that are not one as one that went and one that came.
func (d *Diff) partHeadings(old, now []section) {
	var out []Block
	for i, b := range d.Blocks {
		apart := false
		if b.Op == "changed" && b.Kind == "heading" && b.na+b.nb == 2 && d.old[b.a].kind == "heading" {
			s, t := d.old[b.a].section, d.now[b.b].section
			apart = s >= 0 && t >= 0 && old[s].mate != t
		}
		if apart && out == nil {
			out = append(out, d.Blocks[:i]...)
		}
		switch {
		case apart:
			d.forget(b)
			was, is := group{a: b.a, na: 1, b: -1}, group{a: -1, b: b.b, nb: 1}
			rest := d.Blocks
			d.Blocks = out
			d.add(nil, was)
			d.add(nil, is)
			out, d.Blocks = d.Blocks, rest
		case out != nil:
			out = append(out, b)
		}
	}
	if out != nil {
		d.Blocks = out
	}
}

// forget takes a block out of the sums.
func (d *Diff) forget(b Block) {
	for _, r := range b.Runs {
		switch r.Op {
		case "delete":
			d.Summary.Words.Removed -= r.words
		case "insert":
			d.Summary.Words.Added -= r.words
		}
		if r.Href != nil {
			d.Summary.LinksChanged--
		}
	}
	if b.Form {
		d.Summary.FormChanged--
	}
	if b.Typography {
		d.Summary.TypographyChanged--
	}
}

// pairHeadings makes one changed block of the old and the new heading of a section, where no block of the text would change its place.
func (d *Diff) pairHeadings(l *lexicon, old, now []section) {
	added := map[int]int{} // new section to the block of its heading
	for j, b := range d.Blocks {
		if b.Op == "added" && b.Kind == "heading" {
			added[d.now[b.b].section] = j
		}
	}
	drop := map[int]bool{}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Op != "removed" || b.Kind != "heading" || d.old[b.a].section < 0 {
			continue
		}
		mate := old[d.old[b.a].section].mate
		j, ok := added[mate]
		if mate < 0 || !ok || now[mate].moved {
			continue
		}
		keep, gone := i, j
		switch between := d.Blocks[min(i, j)+1 : max(i, j)]; {
		case len(between) > maxBetween:
			continue
		case oneSided(between, true): // the new heading passes no block of the new text
		case oneSided(between, false):
			keep, gone = j, i
		default:
			continue
		}
		d.Blocks[keep] = d.heading(l, b.a, d.Blocks[j].b)
		drop[gone] = true
	}
	if len(drop) == 0 {
		return
	}
	rest := d.Blocks[:0]
	for i, b := range d.Blocks {
		if !drop[i] {
			rest = append(rest, b)
		}
	}
	d.Blocks = rest
}

// oneSided reports that all blocks stand in the old text alone, or all in the new one alone.
func oneSided(bs []Block, old bool) bool {
	for _, b := range bs {
		if in := b.Op == "added" || b.Op == "moved_to"; in == old || b.Op == "equal" || b.Op == "changed" {
			return false
		}
	}
	return true
}

// heading shows an old heading and a new one as one block.
func (d *Diff) heading(l *lexicon, a, b int) Block {
	o, n := &d.old[a], &d.now[b]
	d.Summary.Words.Removed -= wordCount(o.tokens)
	d.Summary.Words.Added -= wordCount(n.tokens)
	kept := l.align(o.tokens, n.tokens)
	if 200*len(kept) < minKept*(len(o.tokens)+len(n.tokens)) {
		kept = nil
	}
	blk := Block{Op: "changed", Kind: n.kind, From: o.id, To: n.id, a: a, na: 1, b: b, nb: 1}
	var m marks
	blk.Runs, m = d.runs(o.tokens, n.tokens, kept, [2][]int{})
	d.mark(&blk, m, formChanges(o, n))
	return blk
}
