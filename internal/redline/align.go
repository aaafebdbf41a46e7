package redline

import (
	"math"
	"slices"
)

const (
	maxUnitCells = 4 << 20 // bound of the table that pairs the like blocks of a gap; above it only equal ones are paired
	maxDepth     = 48      // bound of gaps within gaps
	minAlike     = 200     // thousandths of common words from which two blocks are one that changed
	sameLead     = 500     // thousandths of likeness that a row keeps when columns come or go and its first cell stays
	otherForm    = 9       // tenths that likeness keeps between blocks of different kinds
	sameHeading  = 115     // hundredths that likeness gains under the same heading
)

type pair struct{ a, b int } // -1: no partner

type aligner struct {
	a, b []unit
	out  []pair
}

// align returns the blocks of both texts in one order: pairs of equal or like blocks that rise on both sides, and between
// them the blocks of one side alone, the old ones first. It aligns the whole document at once: a heading that vanished must
// not take its section along.
func align(a, b []unit) []pair {
	x := aligner{a: a, b: b}
	swapped := slices.CompareFunc(b, a, func(u, v unit) int {
		if u.key == v.key {
			return 0
		}
		return sorts(u.tokens, v.tokens)
	}) < 0
	if swapped { // the way back aligns the same blocks
		x.a, x.b = b, a
	}
	x.gap(upTo(len(x.a)), upTo(len(x.b)), 0)
	if swapped {
		turn(x.out)
	}
	slices.SortFunc(x.out, func(p, q pair) int { return p.a - q.a })
	var out []pair
	i, j := 0, 0
	for _, p := range append(x.out, pair{len(a), len(b)}) {
		for ; i < p.a; i++ {
			out = append(out, pair{i, -1})
		}
		for ; j < p.b; j++ {
			out = append(out, pair{-1, j})
		}
		if i < len(a) && j < len(b) {
			out = append(out, p)
		}
		i, j = p.a+1, p.b+1
	}
	return out
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// gap aligns the blocks left between two pairs, given by their indices.
func (x *aligner) gap(as, bs []int, depth int) {
	for len(as) > 0 && len(bs) > 0 && x.a[as[0]].key == x.b[bs[0]].key {
		x.out = append(x.out, pair{as[0], bs[0]})
		as, bs = as[1:], bs[1:]
	}
	for len(as) > 0 && len(bs) > 0 && x.a[as[len(as)-1]].key == x.b[bs[len(bs)-1]].key {
		x.out = append(x.out, pair{as[len(as)-1], bs[len(bs)-1]})
		as, bs = as[:len(as)-1], bs[:len(bs)-1]
	}
	if len(as) == 0 || len(bs) == 0 || depth > maxDepth {
		return
	}
	large := len(as) > maxUnitCells/len(bs)
	ps := x.unique(as, bs, false)
	if len(ps) == 0 && large {
		ps = x.unique(as, bs, true)
	}
	if len(ps) == 0 {
		if !large {
			x.like(as, bs)
		}
		return
	}
	weights := make([]int, len(ps))
	for k, p := range ps {
		weights[k] = 1 + x.a[as[p.a]].words
	}
	kept := heaviest(ps, weights)
	// What is off the chain word for word was moved; it must not be paired with something only like it.
	asideA, asideB := map[int]bool{}, map[int]bool{}
	for _, p := range ps {
		if x.a[as[p.a]].words >= minMoved {
			asideA[p.a], asideB[p.b] = true, true
		}
	}
	i, j := 0, 0
	for _, k := range kept {
		p := ps[k]
		x.gap(rest(as, i, p.a, asideA), rest(bs, j, p.b, asideB), depth+1)
		x.out = append(x.out, pair{as[p.a], bs[p.b]})
		i, j = p.a+1, p.b+1
	}
	x.gap(rest(as, i, len(as), asideA), rest(bs, j, len(bs), asideB), depth+1)
}

func rest(s []int, from, to int, aside map[int]bool) []int {
	var out []int
	for i := from; i < to; i++ {
		if !aside[i] {
			out = append(out, s[i])
		}
	}
	return out
}

// unique pairs the equal blocks that stand once on each side, or, if repeats, the first with the first, the second with the
// second and so on. The pairs are places in as and bs, sorted by the first.
func (x *aligner) unique(as, bs []int, repeats bool) []pair {
	where, n := map[int32][]int{}, map[int32]int{}
	for j, k := range bs {
		where[x.b[k].key] = append(where[x.b[k].key], j)
	}
	for _, i := range as {
		n[x.a[i].key]++
	}
	seen := map[int32]int{}
	var out []pair
	for i, k := range as {
		key := x.a[k].key
		w := where[key]
		if repeats {
			if r := seen[key]; r < len(w) {
				out = append(out, pair{i, w[r]})
			}
			seen[key]++
		} else if n[key] == 1 && len(w) == 1 {
			out = append(out, pair{i, w[0]})
		}
	}
	return out
}

// like pairs the blocks of a gap that are alike, in order, so that the likeness kept is greatest.
func (x *aligner) like(as, bs []int) {
	n, m := len(as), len(bs)
	const up, left, both = 0, 1, 2
	step := make([]byte, n*m)
	prev, row := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		u := &x.a[as[i-1]]
		worth := int(100 * (1 + math.Log1p(float64(u.words))))
		for j := 1; j <= m; j++ {
			best, how := prev[j], byte(up)
			if row[j-1] > best {
				best, how = row[j-1], left
			}
			if s := similar(u, &x.b[bs[j-1]]); s > 0 && prev[j-1]+s*worth > best {
				best, how = prev[j-1]+s*worth, both
			}
			row[j], step[(i-1)*m+j-1] = best, how
		}
		prev, row = row, prev
	}
	for i, j := n, m; i > 0 && j > 0; {
		switch step[(i-1)*m+j-1] {
		case both:
			x.out = append(x.out, pair{as[i-1], bs[j-1]})
			i, j = i-1, j-1
		case left:
			j--
		default:
			i--
		}
	}
}

// similar is the likeness of two blocks in thousandths, 0 when they are too unlike to be one.
func similar(a, b *unit) int {
	if a.key == b.key {
		return 1500
	}
	x, y := a.bag(), b.bag()
	if s, l := min(len(x), len(y)), max(len(x), len(y)); 2000*s < minAlike*(s+l) && !sameRow(a, b) {
		return 0
	}
	d := dice(x, y)
	if sameRow(a, b) {
		d = max(d, sameLead)
	}
	if a.form != b.form {
		d = d * otherForm / 10
	}
	if d < minAlike {
		return 0
	}
	if a.head == b.head {
		d = d * sameHeading / 100
	}
	return d
}

// sameRow reports that two rows begin with the same cell and differ in their number of cells: a column came or went.
func sameRow(a, b *unit) bool { return a.lead >= 0 && a.lead == b.lead && a.cells != b.cells }
