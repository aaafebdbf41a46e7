package redline

import (
	"slices"
	"strings"
)

const (
	// maxCells bounds the table of one alignment of words; above it unique runs of words part the text first.
	maxCells = 3 << 20
	// maxSpots are the places at which a block may be changed at the lowest price; what is changed at more is compared again at the next one,
	// as long as that shows no more than maxGrown hundredths of the words, or mayGrow words more, as changed.
	maxSpots = 3
	maxGrown = 130
	mayGrow  = 10
	// minKept is the share of words, in hundredths of both sides, below which a block was replaced and not changed, and a sentence that is
	// changed in many places was rewritten.
	minKept = 25
)

// prices are those of opening a change, in hundredths of a rare word: words between two changes that are worth less are absorbed, so that
// there is no confetti. After punctuation it is less, at the ends of a block half. The first holds for a block with few changes, of which
// each shall show as little as it can; the more a block was rewritten, the longer is what is read as old and new at a time.
var prices = [...]int32{100, 150, 200, 300}

type wordAligner struct {
	l    *lexicon
	a, b []token
	// loose compares words across the cells of a table, fine at the lowest price whatever is changed.
	loose, fine bool
	open        int32 // the price of opening a change
	out         []pair
}

// align returns the pairs of words that stand on both sides, in order.
func (l *lexicon) align(a, b []token) []pair { return l.aligned(wordAligner{l: l, a: a, b: b}) }

// alignLoose pairs words wherever they stand in the cells of a table.
func (l *lexicon) alignLoose(a, b []token) []pair {
	return l.aligned(wordAligner{l: l, a: a, b: b, loose: true})
}

// aligned takes the sides in an order that depends on their words alone: where two answers are equally good, the way back is given the
// same one.
func (l *lexicon) aligned(x wordAligner) []pair {
	swapped := sorts(x.b, x.a) < 0
	if swapped {
		x.a, x.b = x.b, x.a
	}
	out := calm(x.a, x.b, x.priced())
	out = slide(x.b, x.a, slide(x.a, x.b, out, false), true)
	if swapped {
		turn(out)
	}
	return out
}

// priced pairs words at the lowest price at which there are few changes.
func (x *wordAligner) priced() (best []pair) {
	least := 0
	for _, x.open = range prices {
		x.out = nil
		x.gap(0, len(x.a), 0, len(x.b), 0)
		changed := len(x.a) + len(x.b) - 2*len(x.out)
		if least == 0 {
			least = changed
		}
		if 100*changed > maxGrown*least && changed > least+mayGrow {
			break
		}
		best = x.out
		if x.fine || spots(pair{}, pair{len(x.a), len(x.b)}, best) <= maxSpots || len(x.a) > maxCells/(1+len(x.b)) {
			break
		}
	}
	return best
}

// spots counts the places of a stretch at which it is changed.
func spots(from, end pair, ps []pair) (n int) {
	for k := 0; k <= len(ps); k++ {
		next := end
		if k < len(ps) {
			next = ps[k]
		}
		if next != from {
			n++
		}
		from = pair{next.a + 1, next.b + 1}
	}
	return n
}

// sorts compares two stretches of words by the first word that differs.
func sorts(a, b []token) int {
	return slices.CompareFunc(a, b, func(x, y token) int {
		if x.key == y.key {
			return 0
		}
		return strings.Compare(x.text, y.text)
	})
}

// turn makes pairs of one way those of the way back.
func turn(ps []pair) {
	for k, p := range ps {
		ps[k] = pair{p.b, p.a}
	}
}

func (x *wordAligner) eq(i, j int) bool {
	return x.a[i].key == x.b[j].key && (x.loose || x.a[i].tab == x.b[j].tab)
}

func (x *wordAligner) gap(i, n, j, m, depth int) {
	for i < n && j < m && x.eq(i, j) {
		x.out = append(x.out, pair{i, j})
		i, j = i+1, j+1
	}
	end := 0
	for i < n && j < m && x.eq(n-1, m-1) {
		n, m, end = n-1, m-1, end+1
	}
	if i < n && j < m {
		if n-i <= maxCells/(m-j) {
			x.table(i, n, j, m)
		} else if depth < maxDepth {
			x.split(i, n, j, m, depth)
		}
	}
	for k := range end {
		x.out = append(x.out, pair{n + k, m + k})
	}
}

// split parts a stretch at runs of three words, or single words, that stand once on each side.
func (x *wordAligner) split(i, n, j, m, depth int) {
	for _, size := range []int{3, 1} {
		ps := x.anchors(i, n, j, m, size)
		if len(ps) == 0 {
			continue
		}
		weights := make([]int, len(ps))
		for k := range weights {
			weights[k] = 1
		}
		for _, k := range heaviest(ps, weights) {
			p := ps[k]
			x.gap(i, p.a, j, p.b, depth+1)
			x.out = append(x.out, p)
			i, j = p.a+1, p.b+1
		}
		x.gap(i, n, j, m, depth+1)
		return
	}
}

func (x *wordAligner) anchors(i, n, j, m, size int) []pair {
	type gram [3]int64
	at := func(ts []token, k int) (g gram) {
		for q := range size {
			g[q] = int64(ts[k+q].key)
			if !x.loose {
				g[q] |= int64(ts[k+q].tab) << 32
			}
		}
		return g
	}
	type place struct{ na, nb, b int }
	seen := map[gram]place{}
	for k := i; k+size <= n; k++ {
		g := at(x.a, k)
		p := seen[g]
		p.na++
		seen[g] = p
	}
	for k := j; k+size <= m; k++ {
		g := at(x.b, k)
		if p, ok := seen[g]; ok {
			p.nb, p.b = p.nb+1, k
			seen[g] = p
		}
	}
	var out []pair
	for k := i; k+size <= n; k++ {
		if p := seen[at(x.a, k)]; p.na == 1 && p.nb == 1 {
			out = append(out, pair{k, p.b})
		}
	}
	return out
}

// What a cell of a table says of the way to it: the match came out of a change; the change went on from above or left.
const fromGap, gapUp, gapLeft = 1, 2, 4

// table is an alignment with affine gaps (Gotoh): what is kept is worth its words, each change costs once. The last row of
// each state is kept, and one byte a cell to go back.
func (x *wordAligner) table(i0, n, j0, m int) {
	const low = -1 << 29
	h, w := n-i0, m-j0
	step := make([]byte, (h+1)*(w+1))
	match, gap := make([]int32, w+1), make([]int32, w+1)
	weight := make([]int32, h)
	for i := range weight {
		weight[i] = x.l.weight(x.a[i0+i])
	}
	lastEdge := x.open
	if n == len(x.a) && m == len(x.b) {
		lastEdge /= 2
	}
	best, bi, bj := int32(low), 0, 0
	for i := 0; i <= h; i++ {
		open := x.open
		if i > 0 && x.a[i0+i-1].class == mark {
			open = open * 3 / 4
		}
		diagMatch, diagGap := int32(low), int32(low)
		for j := 0; j <= w; j++ {
			upMatch, upGap := match[j], gap[j]
			if i == 0 {
				upGap = low
			}
			var s byte
			e := int32(low)
			if i == 0 && j == 0 {
				e = 0
			} else if i > 0 && j > 0 && x.eq(i0+i-1, j0+j-1) {
				e = diagMatch
				if diagGap > e {
					e, s = diagGap, fromGap
				}
				e += weight[i-1]
			}
			price := open
			if i0+i == 0 && j0+j == 0 {
				price /= 2
			}
			g := e - price
			if upGap > g {
				g, s = upGap, s|gapUp
			}
			if j > 0 && gap[j-1] > g {
				g, s = gap[j-1], s&^gapUp|gapLeft
			}
			match[j], gap[j], step[i*(w+1)+j] = e, g, s
			diagMatch, diagGap = upMatch, upGap
			if i == 0 {
				diagMatch, diagGap = low, low
			}
			if e-lastEdge >= best {
				best, bi, bj = e-lastEdge, i, j
			}
		}
	}
	at, inGap := pair{h, w}, false
	if end := max(match[w], gap[w]); best > end {
		at = pair{bi, bj}
	} else {
		inGap = gap[w] > match[w]
	}
	for _, p := range wayBack(step, w+1, at, inGap) {
		x.out = append(x.out, pair{i0 + p.a, j0 + p.b})
	}
}

// wayBack is the pairs that a table of so many columns aligns, from its end, which is in a change or not.
func wayBack(step []byte, columns int, at pair, inGap bool) []pair {
	var out []pair
	for at.a > 0 || at.b > 0 {
		s := step[at.a*columns+at.b]
		switch {
		case inGap && s&gapUp != 0:
			at.a--
		case inGap && s&gapLeft != 0:
			at.b--
		case inGap:
			inGap = false
		default:
			at = pair{at.a - 1, at.b - 1}
			out = append(out, at)
			inGap = s&fromGap != 0
		}
	}
	slices.Reverse(out)
	return out
}

// maxPlaces are the places from which a sentence is changed in many.
const maxPlaces = 4

// calm shows a sentence that was rewritten as the old one and the new one: of the words that it shares with its forerunner only those at
// its beginning and at its end are kept.
func calm(a, b []token, ps []pair) []pair {
	var out []pair
	from := pair{0, 0} // where the sentence begins
	first := 0         // its first pair
	for k := 0; k <= len(ps); k++ {
		end := pair{len(a), len(b)}
		if k < len(ps) {
			if !ends(a[ps[k].a]) {
				continue
			}
			end = ps[k]
		}
		out = append(out, sentence(from, end, a, b, ps[first:k])...)
		if k < len(ps) {
			out = append(out, ps[k])
		}
		from, first = pair{end.a + 1, end.b + 1}, k+1
	}
	return out
}

// ends reports that a sentence ends with a token.
func ends(t token) bool {
	switch t.text {
	case ".", "!", "?", "。", "！", "？", "؟", "।":
		return true
	}
	return false
}

// sentence returns the pairs of a stretch of words that stay.
func sentence(from, end pair, a, b []token, ps []pair) []pair {
	kept := 0
	for _, p := range ps {
		kept += int(a[p.a].words)
	}
	if spots(from, end, ps) < maxPlaces || 200*kept >= minKept*(wordCount(a[from.a:end.a])+wordCount(b[from.b:end.b])) {
		return ps
	}
	lead := 0
	for lead < len(ps) && ps[lead] == (pair{from.a + lead, from.b + lead}) {
		lead++
	}
	tail := len(ps)
	for tail > lead && ps[tail-1] == (pair{end.a - (len(ps) - tail) - 1, end.b - (len(ps) - tail) - 1}) {
		tail--
	}
	return append(ps[:lead:lead], ps[tail:]...)
}

// slide shifts each pure insertion, where that is free, to begin after the end of a sentence or clause. With swapped sides
// it does the same for deletions: a is then the new side.
func slide(a, b []token, ps []pair, swapped bool) []pair {
	get := func(k int) (int, int) {
		if k < 0 {
			return -1, -1
		}
		if k >= len(ps) {
			return len(a), len(b)
		}
		if swapped {
			return ps[k].b, ps[k].a
		}
		return ps[k].a, ps[k].b
	}
	set := func(k, j int) {
		if swapped {
			ps[k].a = j
		} else {
			ps[k].b = j
		}
	}
	for k := 0; k <= len(ps); k++ {
		i0, j0 := get(k - 1)
		i1, j1 := get(k)
		if i1 != i0+1 || j1 == j0+1 {
			continue
		}
		// b[from:to] is inserted; at most maxSlide steps to the left.
		const maxSlide = 24
		from, to, shift := j0+1, j1, 0
		for s := 1; s <= maxSlide && from-s >= 0 && !clause(b, from); s++ {
			pi, pj := get(k - s)
			qi, _ := get(k - s + 1)
			x, y := b[from-s], b[to-s]
			if pi < 0 || pj != from-s || pi != qi-1 || x.key != y.key || x.tab != y.tab || !sameLink(x, y) || x.style != y.style {
				break
			}
			if clause(b, from-s) {
				shift = s
				break
			}
		}
		for s := 1; s <= shift; s++ {
			set(k-s, to-s)
		}
	}
	return ps
}

// clause reports that a clause begins at a place.
func clause(ts []token, at int) bool {
	if at == 0 {
		return true
	}
	switch ts[at-1].text {
	case ".", "!", "?", ";", ":", ",", "。", "！", "？", "；", "：", "，", "、", "؟", "؛", "،":
		return true
	}
	return false
}
