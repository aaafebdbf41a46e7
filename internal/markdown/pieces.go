package markdown

// Piece is a part of a document that stands on its own: a heading, a paragraph, a whole list, table or quotation.
type Piece struct {
	ID      string // of its first block that has one, "" for none
	Heading bool
	HTML    []byte
}

// Pieces returns the document in pieces, in the order of the text, without the sections around them: for a page that sets two texts side
// by side.
func (d *Document) Pieces() []Piece {
	var out []Piece
	for from := 0; from < len(d.Blocks); {
		to := from + 1
		for to < len(d.Blocks) && together(&d.Blocks[from], &d.Blocks[to]) {
			to++
		}
		w := &htmlWriter{d: d, backRefs: map[string]int{}, top: 7, bare: true}
		p := Piece{Heading: d.Blocks[from].Kind == Heading}
		for i := from; i < to; i++ {
			if p.ID == "" {
				p.ID = d.Blocks[i].ID
			}
			w.block(i)
		}
		w.closeTo(0)
		p.HTML = w.out
		out = append(out, p)
		from = to
	}
	return out
}

// together reports whether two blocks stand in one outermost container.
func together(a, b *Block) bool {
	return len(a.Containers) > 0 && len(b.Containers) > 0 && a.Containers[0].N == b.Containers[0].N
}
