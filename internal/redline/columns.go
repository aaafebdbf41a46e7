package redline

import "candor/internal/markdown"

// column is a column of a table that is shown: its place in the old table and in the new one, -1 for none.
type column struct{ a, b int }

// cellsOf parts a row's words at its cells. A cell's first word no longer says that a cell ends before it.
func (u *unit) cellsOf() [][]token {
	out := make([][]token, max(1, u.cells))
	at := 0
	for _, t := range u.tokens {
		at += int(t.tab)
		for at >= len(out) {
			out = append(out, nil)
		}
		if t.tab > 0 {
			t.tab, t.space = 0, false
		}
		out[at] = append(out[at], t)
	}
	return out
}

// table is the ordinal of the table that a row stands in, -1 for none.
func (u *unit) table() int {
	for k := len(u.containers) - 1; k >= 0; k-- {
		if u.containers[k].Kind == markdown.Table {
			return u.containers[k].N
		}
	}
	return -1
}

func heads(us []unit) map[int]*unit {
	out := map[int]*unit{}
	for i := range us {
		if u := &us[i]; u.kind == "row" && u.header && out[u.table()] == nil {
			out[u.table()] = u
		}
	}
	return out
}

// columns pairs the columns of the tables that two rows stand in, by the words of their heads; without heads, or for a row that has
// more cells than the head, cells are paired by their place. It is nil where neither is possible.
func (d *Diff) columns(o, n *unit) []column {
	if d.heads[0] == nil {
		d.heads = [2]map[int]*unit{heads(d.old), heads(d.now)}
		d.tables = map[[2]int][]column{}
	}
	ho, hn := d.heads[0][o.table()], d.heads[1][n.table()]
	if ho != nil && hn != nil && o.cells <= ho.cells && n.cells <= hn.cells {
		key := [2]int{o.table(), n.table()}
		if d.tables[key] == nil {
			d.tables[key] = pairColumns(ho.cellsOf(), hn.cellsOf())
		}
		return d.tables[key]
	}
	if o.cells != n.cells {
		return nil
	}
	out := make([]column, o.cells)
	for k := range out {
		out[k] = column{k, k}
	}
	return out
}

// pairColumns keeps the order of both tables. A head with the same words is worth most; unlike ones are still a column that was renamed,
// unless another pairing keeps more.
func pairColumns(a, b [][]token) []column {
	score := make([][]int, len(a)+1)
	for i := range score {
		score[i] = make([]int, len(b)+1)
	}
	like := func(i, j int) int {
		switch s := dice(bag(a[i], true), bag(b[j], true)); {
		case sameWords(a[i], b[j]):
			return 9
		case s >= minAlike:
			return 6
		}
		return 1
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			score[i][j] = max(score[i+1][j], score[i][j+1], score[i+1][j+1]+like(i, j))
		}
	}
	var out []column
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch score[i][j] {
		case score[i+1][j+1] + like(i, j):
			out = append(out, column{i, j})
			i, j = i+1, j+1
		case score[i+1][j]:
			out = append(out, column{i, -1})
			i++
		default:
			out = append(out, column{-1, j})
			j++
		}
	}
	for ; i < len(a); i++ {
		out = append(out, column{i, -1})
	}
	for ; j < len(b); j++ {
		out = append(out, column{-1, j})
	}
	return out
}

// row aligns two rows cell by cell. It returns the kept words, the runs of each column and how many words stand in cells that both
// sides have; ok is false where the cells cannot be paired.
func (l *lexicon) row(o, n *unit, cols []column) (kept []pair, cells [][]Run, both int) {
	as, bs := o.cellsOf(), n.cellsOf()
	starts := func(cells [][]token) []int {
		out, at := make([]int, len(cells)), 0
		for k, c := range cells {
			out[k] = at
			at += len(c)
		}
		return out
	}
	sa, sb := starts(as), starts(bs)
	for _, c := range cols {
		var x, y []token
		if c.a >= 0 && c.a < len(as) {
			x = as[c.a]
		}
		if c.b >= 0 && c.b < len(bs) {
			y = bs[c.b]
		}
		ps := l.align(x, y)
		if 200*len(ps) < minKept*(len(x)+len(y)) {
			ps = nil // the cell was replaced
		}
		runs, _, _ := joinRuns(x, y, ps, [2][]int{})
		cells = append(cells, runs)
		if c.a >= 0 && c.b >= 0 {
			both += len(x) + len(y)
		}
		for _, p := range ps {
			kept = append(kept, pair{sa[c.a] + p.a, sb[c.b] + p.b})
		}
	}
	return kept, cells, both
}

// rows pairs two rows; ok is false where they are no rows or their cells cannot be paired.
func (d *Diff) rows(l *lexicon, o, n *unit) (kept []pair, cells [][]Run, replaced, ok bool) {
	if o.kind != "row" || n.kind != "row" {
		return nil, nil, false, false
	}
	cols := d.columns(o, n)
	if cols == nil {
		return nil, nil, false, false
	}
	kept, cells, both := l.row(o, n, cols)
	return kept, cells, 200*len(kept) < minKept*both, true
}

// loneCells gives the cells of a row that stands on one side only the places that its table's columns are shown at.
func (d *Diff) loneCells(b *Block, cols []column) {
	own := b.shown.cellsOf()
	if len(cols) == 0 || len(own) > len(cols) {
		return
	}
	op := "insert"
	if b.b < 0 {
		op = "delete"
	}
	b.cells = make([][]Run, len(cols))
	for k, c := range cols {
		at := c.b
		if b.b < 0 {
			at = c.a
		}
		if at < 0 || at >= len(own) || len(own[at]) == 0 {
			continue
		}
		w := runWriter{}
		for _, t := range own[at] {
			w.put(op, t, nil)
		}
		w.flush()
		b.cells[k] = w.runs
	}
}
