package redline

// minMoved is the number of words below which a block is never moved: "Back to top" stands anywhere.
const minMoved = 4

// findMoves turns each removed block that was added elsewhere word for word into the two ends of a move.
func (d *Diff) findMoves(a, b []unit) {
	gone := map[string][]int{}
	for i, blk := range d.Blocks {
		if blk.Op == "removed" && wordCount(a[blk.a].tokens) >= minMoved {
			gone[a[blk.a].key] = append(gone[a[blk.a].key], i)
		}
	}
	moves := 0
	for i, blk := range d.Blocks {
		if blk.Op != "added" || len(gone[b[blk.b].key]) == 0 {
			continue
		}
		key := b[blk.b].key
		from := gone[key][0]
		gone[key] = gone[key][1:]
		moves++
		n := wordCount(b[blk.b].tokens)
		d.Summary.Words.Added -= n
		d.Summary.Words.Removed -= n
		d.Summary.Words.Moved += n
		runs := d.runs(a[d.Blocks[from].a].tokens, b[blk.b].tokens)
		d.end(from, "moved_from", moves, runs)
		d.end(i, "moved_to", moves, runs)
		d.Blocks[i].From, d.Blocks[from].To = d.Blocks[from].From, ""
		if !plain(runs) {
			d.Blocks[i].From = ""
		}
	}
}

func (d *Diff) end(i int, op string, move int, runs []Run) {
	d.Blocks[i].Op, d.Blocks[i].Move, d.Blocks[i].Runs = op, move, runs
}

func wordCount(ts []token) int {
	n := 0
	for _, t := range ts {
		n += counts(t)
	}
	return n
}
