package redline

const (
	minSaved      = 12      // words that a group of blocks must save to be shown as one
	minSavedShare = 20      // hundredths of the changed words that it must save
	maxRegion     = 1 << 30 // bound of the words of both sides of a region, multiplied; above it nothing is regrouped
)

// group is blocks of both texts that are shown as one: a pair, one alone, or blocks that were split or merged. An empty side is
// a count of 0.
type group struct {
	a, na, b, nb int
}

func single(p pair) group {
	g := group{a: p.a, na: 1, b: p.b, nb: 1}
	if p.a < 0 {
		g.na = 0
	}
	if p.b < 0 {
		g.nb = 0
	}
	return g
}

// regroup finds the blocks that were split or merged. Between blocks that are equal or that may have moved, the words of all blocks are
// compared as if they were one; where that keeps clearly more words, the blocks are cut anew wherever both sides end one.
func (l *lexicon) regroup(a, b []unit, ps []pair) []group {
	moved := wandering(a, b, ps)
	fixed := func(p pair) bool {
		switch {
		case p.a >= 0 && (a[p.a].kind == "heading" || p.b < 0 && moved[a[p.a].key]):
			return true
		case p.b >= 0 && (b[p.b].kind == "heading" || p.a < 0 && moved[b[p.b].key]):
			return true
		}
		return p.a >= 0 && p.b >= 0 && a[p.a].key == b[p.b].key
	}
	var out []group
	for i := 0; i < len(ps); {
		j := i
		for j < len(ps) && !fixed(ps[j]) {
			j++
		}
		if found := l.region(a, b, ps[i:j]); found != nil {
			out = append(out, found...)
		} else {
			for _, p := range ps[i:j] {
				out = append(out, single(p))
			}
		}
		if j < len(ps) {
			out = append(out, single(ps[j]))
		}
		i = j + 1
	}
	return out
}

// wandering returns the keys of blocks that stand alone on both sides: they were moved, and belong to no group.
func wandering(a, b []unit, ps []pair) map[int32]bool {
	gone, out := map[int32]bool{}, map[int32]bool{}
	for _, p := range ps {
		if p.b < 0 && a[p.a].words >= minMoved {
			gone[a[p.a].key] = true
		}
	}
	for _, p := range ps {
		if p.a < 0 && gone[b[p.b].key] {
			out[b[p.b].key] = true
		}
	}
	return out
}

// region returns the groups of a stretch of blocks, nil where they are as they were.
func (l *lexicon) region(a, b []unit, ps []pair) []group {
	whole := group{a: -1, b: -1}
	alone := 0
	for _, p := range ps {
		if p.a >= 0 {
			if whole.na++; whole.a < 0 {
				whole.a = p.a
			}
		}
		if p.b >= 0 {
			if whole.nb++; whole.b < 0 {
				whole.b = p.b
			}
		}
		if p.a < 0 || p.b < 0 {
			alone++
		}
	}
	if whole.na == 0 || whole.nb == 0 || whole.na+whole.nb < 3 {
		return nil
	}
	old, now := whole.joined(a, b)
	if len(old) > maxRegion/max(1, len(now)) {
		return nil
	}
	before := l.changed(a, b, ps)
	if before < minSaved {
		return nil
	}
	kept := strong(l.aligned(wordAligner{l: l, a: old, b: now, loose: true, fine: true}), whole.ends(a, b))
	if saved := before - (len(old) + len(now) - 2*len(kept)); saved < minSaved || 100*saved < minSavedShare*before {
		return nil
	}
	return whole.cut(a, b, kept)
}

// changed counts the words that differ in a stretch of blocks as they are paired.
func (l *lexicon) changed(a, b []unit, ps []pair) int {
	n := 0
	for _, p := range ps {
		switch {
		case p.b < 0:
			n += len(a[p.a].tokens)
		case p.a < 0:
			n += len(b[p.b].tokens)
		default:
			o, w := a[p.a].tokens, b[p.b].tokens
			n += len(o) + len(w)
			if kept := l.aligned(wordAligner{l: l, a: o, b: w, fine: true}); 200*len(kept) >= minKept*(len(o)+len(w)) {
				n -= 2 * len(kept)
			}
		}
	}
	return n
}

// joined returns the words of both sides. Cells count on the new side only: a table may have become paragraphs.
func (g group) joined(a, b []unit) (old, now []token) {
	for k := range g.na {
		for i, t := range a[g.a+k].tokens {
			t.space, t.tab = t.space || t.tab > 0 || i == 0 && k > 0, 0
			old = append(old, t)
		}
	}
	for k := range g.nb {
		for i, t := range b[g.b+k].tokens {
			t.space = t.space || i == 0 && k > 0
			now = append(now, t)
		}
	}
	return old, now
}

// ends are the places in the joined words at which the blocks of each side end.
func (g group) ends(a, b []unit) (e [2][]int) {
	for side, us := range [][]unit{a[max(g.a, 0) : max(g.a, 0)+g.na], b[max(g.b, 0) : max(g.b, 0)+g.nb]} {
		n := 0
		for _, u := range us {
			n += len(u.tokens)
			e[side] = append(e[side], n)
		}
	}
	return e
}

// strong drops the pairs of words by which too little of a block is held.
func strong(kept []pair, ends [2][]int) []pair {
	for side, es := range ends {
		at := func(p pair) int {
			if side == 1 {
				return p.b
			}
			return p.a
		}
		var out []pair
		from, i := 0, 0
		for _, end := range es {
			j := i
			for j < len(kept) && at(kept[j]) < end {
				j++
			}
			if 100*(j-i) >= minKept*(end-from) {
				out = append(out, kept[i:j]...)
			}
			from, i = end, j
		}
		kept = out
	}
	return kept
}

// cut parts a group wherever blocks of both sides end at the same kept word.
func (g group) cut(a, b []unit, kept []pair) []group {
	ends := g.ends(a, b)
	var out []group
	var from [2]int // the first block of the next group
	first := 0      // its first pair of words
	emit := func(na, nb, last int) {
		n := group{a: -1, b: -1, na: na - from[0], nb: nb - from[1]}
		if n.na > 0 {
			n.a = g.a + from[0]
		}
		if n.nb > 0 {
			n.b = g.b + from[1]
		}
		if n.na+n.nb > 0 {
			out = append(out, n)
		}
		from, first = [2]int{na, nb}, last
	}
	ranks := g.ranks(ends, kept)
	i, j := 0, 0
	for i < g.na && j < g.nb {
		switch x, y := ranks[0][i], ranks[1][j]; {
		case from[0] == i && x == first: // nothing of it is kept
			emit(i+1, j, first)
			i++
		case from[1] == j && y == first:
			emit(i, j+1, first)
			j++
		case x == y:
			emit(i+1, j+1, x)
			i, j = i+1, j+1
		case x < y:
			i++
		default:
			j++
		}
	}
	for ; i < g.na; i++ {
		emit(i+1, from[1], len(kept))
	}
	for ; j < g.nb; j++ {
		emit(from[0], j+1, len(kept))
	}
	return out
}

// ranks count the pairs of words before each end of a block.
func (g group) ranks(ends [2][]int, kept []pair) (r [2][]int) {
	n := [2]int{}
	for side, es := range ends {
		for _, end := range es {
			for n[side] < len(kept) && (side == 0 && kept[n[side]].a < end || side == 1 && kept[n[side]].b < end) {
				n[side]++
			}
			r[side] = append(r[side], n[side])
		}
	}
	return r
}
