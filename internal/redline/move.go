package redline

import (
	"cmp"
	"slices"
)

const (
	minMoved    = 4   // words below which a block is never moved: "Back to top" stands anywhere
	minEdited   = 8   // words below which a block that moved must not be edited
	minMovedSim = 600 // thousandths of likeness from which an edited block is the one that moved
	maxPostings = 8   // blocks that share a run of words; a run that stands in more says nothing
)

type leftovers struct{ gone, come []int } // places in Diff.Blocks

func (d *Diff) leftovers(a, b []unit, least int) leftovers {
	var l leftovers
	for i, blk := range d.Blocks {
		switch {
		case blk.Op == "removed" && a[blk.a].words >= least:
			l.gone = append(l.gone, i)
		case blk.Op == "added" && b[blk.b].words >= least:
			l.come = append(l.come, i)
		}
	}
	return l
}

// findMoves turns removed blocks that were added elsewhere, word for word or edited, into the two ends of a move.
func (d *Diff) findMoves(l *lexicon, a, b []unit) {
	moves := 0
	rest := d.leftovers(a, b, minMoved)
	gone := map[int32][]int{}
	for _, i := range rest.gone {
		key := a[d.Blocks[i].a].key
		gone[key] = append(gone[key], i)
	}
	for _, i := range rest.come {
		key := b[d.Blocks[i].b].key
		if len(gone[key]) == 0 {
			continue
		}
		moves++
		from := gone[key][0]
		gone[key] = gone[key][1:]
		o, n := a[d.Blocks[from].a].tokens, b[d.Blocks[i].b].tokens
		d.move(from, i, moves, o, n, l.align(o, n))
	}
	for _, v := range d.edited(a, b) {
		from, to := &d.Blocks[v.a], &d.Blocks[v.b]
		if from.Op != "removed" || to.Op != "added" {
			continue
		}
		o, n := a[from.a].tokens, b[to.b].tokens
		if kept := l.align(o, n); 4*len(kept) >= len(o)+len(n) {
			moves++
			d.move(v.a, v.b, moves, o, n, kept)
		}
	}
}

// edited returns the leftover blocks that are alike, the best pairs first. Only blocks that share a rare run of three words are
// compared.
func (d *Diff) edited(a, b []unit) []vote {
	rest := d.leftovers(a, b, minEdited)
	index := map[[3]int32][]int{}
	for _, i := range rest.gone {
		for g := range grams(a[d.Blocks[i].a].tokens) {
			if len(index[g]) <= maxPostings {
				index[g] = append(index[g], i)
			}
		}
	}
	var out []vote
	for _, j := range rest.come {
		u := &b[d.Blocks[j].b]
		seen := map[int]bool{}
		for g := range grams(u.tokens) {
			if len(index[g]) > maxPostings {
				continue
			}
			for _, i := range index[g] {
				if seen[i] {
					continue
				}
				seen[i] = true
				if s := dice(a[d.Blocks[i].a].bag(), u.bag()); s >= minMovedSim {
					out = append(out, vote{i, j, float64(s)})
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y vote) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return out
}

func grams(ts []token) map[[3]int32]bool {
	out := map[[3]int32]bool{}
	var g [3]int32
	n := 0
	for _, t := range ts {
		if t.words == 0 {
			continue
		}
		g = [3]int32{g[1], g[2], t.key}
		if n++; n >= 3 {
			out[g] = true
		}
	}
	return out
}

// move makes two blocks the ends of a move; both carry the runs. Words that moved and changed are counted as added and
// removed, those kept as moved.
func (d *Diff) move(from, to, move int, o, n []token, kept []pair) {
	d.Summary.Words.Removed -= wordCount(o)
	d.Summary.Words.Added -= wordCount(n)
	runs, m := d.runs(o, n, kept, [2][]int{})
	for _, r := range runs {
		if r.Op == "equal" {
			d.Summary.Words.Moved += r.words
		}
	}
	x, y := &d.Blocks[from], &d.Blocks[to]
	x.Op, x.Move, x.Runs = "moved_from", move, runs
	y.Op, y.Move, y.Runs = "moved_to", move, runs
	d.mark(y, m, formChanges(&d.old[x.a], &d.now[y.b]))
	if plain(runs) {
		y.From = x.From
	}
	was, is := &d.old[x.a], &d.now[y.b]
	x.Renumbered = !plain(runs) && was.number != is.number && alike(was.body(), is.body())
	y.Renumbered = x.Renumbered
}

func wordCount(ts []token) int {
	n := 0
	for _, t := range ts {
		n += int(t.words)
	}
	return n
}
