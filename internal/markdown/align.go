package markdown

// maxAlign bounds the table of an alignment; outlines that differ in more places keep their own ids in the middle.
const maxAlign = 4_000_000

// align returns for each heading of a translation the heading of the original outline that stands in its place, or -1.
//
// It is the heaviest common subsequence: headings of one level can be matched; equal typed numbers ("2.1") weigh more, and
// an explicit id that stands on both sides more than all of these, whatever its level. A heading whose explicit id the
// original text has elsewhere is matched with nothing else.
func align(own Outline, explicit []string, other Outline) []int {
	place := make([]int, len(own))
	for i := range place {
		place[i] = -1
	}
	a := aligner{own: own, explicit: explicit, other: other, ids: map[string]bool{}}
	for _, e := range other {
		a.ids[e.ID] = true
	}
	if a.sameForm() {
		for i := range place {
			place[i] = i
		}
		return place
	}
	lo := 0
	for lo < min(len(own), len(other)) && a.weight(lo, lo) > 1 {
		place[lo] = lo
		lo++
	}
	n, m := len(own)-lo, len(other)-lo
	if n*m > maxAlign {
		return place
	}
	a.middle(place, lo, n, m)
	return place
}

type aligner struct {
	own      Outline
	explicit []string
	other    Outline
	ids      map[string]bool // of other
}

// sameForm reports whether both outlines have the same levels in the same order and no explicit id stands elsewhere.
func (a *aligner) sameForm() bool {
	if len(a.own) != len(a.other) {
		return false
	}
	for i := range a.own {
		if a.weight(i, i) == 0 {
			return false
		}
	}
	return true
}

// weight returns how much two headings belong together, 0 for not at all.
func (a *aligner) weight(i, j int) int {
	own, other := &a.own[i], &a.other[j]
	if id := a.explicit[i]; id != "" && a.ids[id] {
		if id == other.ID {
			return 1000
		}
		return 0
	}
	switch {
	case own.Level != other.Level:
		return 0
	case own.Number != "" && ordinal(own.Number) == ordinal(other.Number):
		return 3
	case own.Number != "" && other.Number != "":
		return 1
	}
	return 2
}

// middle fills the places of own[lo:lo+n] by dynamic programming over other[lo:lo+m].
func (a *aligner) middle(place []int, lo, n, m int) {
	best := make([]int32, (n+1)*(m+1)) // best[i][j]: the weight that own[lo+i:] and other[lo+j:] reach
	at := func(i, j int) *int32 { return &best[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			v := max(*at(i+1, j), *at(i, j+1))
			if w := a.weight(lo+i, lo+j); w > 0 {
				v = max(v, int32(w)+*at(i+1, j+1))
			}
			*at(i, j) = v
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		w := a.weight(lo+i, lo+j)
		switch {
		case w > 0 && *at(i, j) == int32(w)+*at(i+1, j+1):
			place[lo+i] = lo + j
			i, j = i+1, j+1
		case *at(i, j) == *at(i+1, j):
			i++
		default:
			j++
		}
	}
}
