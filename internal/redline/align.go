package redline

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"candor/internal/markdown"
	"github.com/clipperhouse/uax29/v2/words"
)

// maxCells bounds the table of one alignment; above it everything between is a replacement.
const maxCells = 1 << 20

type token struct {
	text, key, dest string
	style           markdown.Style
	space, tab      bool
}

type unit struct {
	id, kind, form, key string
	tokens              []token
	section             int // index in the outline, -1 before the first heading
}

type pair struct{ a, b int } // -1: no partner

func units(d *markdown.Document) []unit {
	names := []string{"paragraph", "heading", "item", "row", "code", "term", "definition", "footnote", "rule", "html"}
	var out []unit
	under := unitSections(d)
	for i, b := range d.Blocks {
		if b.Kind == markdown.Rule || int(b.Kind) >= len(names) {
			continue
		}
		u := unit{id: b.ID, kind: names[b.Kind], form: fmt.Sprint(b.Kind, b.Level), tokens: tokens(b), section: under[i]}
		var k strings.Builder
		for _, t := range u.tokens {
			k.WriteString(t.key + "\x00")
		}
		u.key = u.form + k.String()
		out = append(out, u)
	}
	return out
}

var fold = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "„", `"`, "–", "-", "—", "-", "‑", "-")

func tokens(b markdown.Block) []token {
	var out []token
	space, cell := false, 0
	for i, s := range b.Spans {
		tab := false
		for cell < len(b.Cells) && i >= b.Cells[cell] {
			cell++
			tab = true
		}
		it := words.FromString(s.Text)
		for it.Next() {
			w := it.Value()
			if strings.TrimFunc(w, unicode.IsSpace) == "" {
				space = true
				continue
			}
			out = append(out, token{text: w, key: fold.Replace(w), dest: s.Dest, style: s.Style &^ markdown.HardBreak, space: space && len(out) > 0, tab: tab && len(out) > 0})
			space, tab = false, false
		}
	}
	return out
}

// lcs returns the pairs of a longest common subsequence, ends trimmed first.
func lcs(n, m int, eq func(i, j int) bool) []pair {
	var head, tail []pair
	s := 0
	for s < n && s < m && eq(s, s) {
		head = append(head, pair{s, s})
		s++
	}
	for n > s && m > s && eq(n-1, m-1) {
		n, m = n-1, m-1
		tail = append(tail, pair{n, m})
	}
	h, w := n-s, m-s
	if h > 0 && w > 0 && h <= maxCells/w {
		t := make([]int32, (h+1)*(w+1))
		for i := h - 1; i >= 0; i-- {
			for j := w - 1; j >= 0; j-- {
				c := max(t[(i+1)*(w+1)+j], t[i*(w+1)+j+1])
				if eq(s+i, s+j) {
					c = max(c, t[(i+1)*(w+1)+j+1]+1)
				}
				t[i*(w+1)+j] = c
			}
		}
		for i, j := 0, 0; i < h && j < w; {
			switch {
			case eq(s+i, s+j) && t[i*(w+1)+j] == t[(i+1)*(w+1)+j+1]+1:
				head = append(head, pair{s + i, s + j})
				i, j = i+1, j+1
			case t[(i+1)*(w+1)+j] >= t[i*(w+1)+j+1]:
				i++
			default:
				j++
			}
		}
	}
	sort.Slice(tail, func(x, y int) bool { return tail[x].a < tail[y].a })
	return append(head, tail...)
}

// align pairs equal units, and in each gap between them the like ones, both in order.
func align(a, b []unit) []pair {
	var out []pair
	i, j := 0, 0
	gap := func(ei, ej int) {
		ga, gb := a[i:ei], b[j:ej]
		like := lcs(len(ga), len(gb), func(x, y int) bool { return len(ga)*len(gb) <= 4096 && alike(ga[x], gb[y]) })
		x, y := 0, 0
		for _, p := range append(like, pair{len(ga), len(gb)}) {
			for ; x < p.a; x++ {
				out = append(out, pair{i + x, -1})
			}
			for ; y < p.b; y++ {
				out = append(out, pair{-1, j + y})
			}
			if x < len(ga) && y < len(gb) {
				out = append(out, pair{i + x, j + y})
			}
			x, y = x+1, y+1
		}
		i, j = ei+1, ej+1
	}
	for _, p := range lcs(len(a), len(b), func(x, y int) bool { return a[x].key == b[y].key }) {
		gap(p.a, p.b)
		out = append(out, p)
	}
	gap(len(a), len(b))
	return out
}

// alike reports that at least a third of the words are shared (Dice over words).
func alike(a, b unit) bool {
	n, c := map[string]int{}, 0
	for _, t := range a.tokens {
		n[t.key]++
	}
	for _, t := range b.tokens {
		if n[t.key] > 0 {
			n[t.key]--
			c++
		}
	}
	return 6*c >= len(a.tokens)+len(b.tokens) && c > 0
}

func (d *Diff) runs(a, b []token) []Run {
	runs := []Run{}
	var buf []byte // the text of the last run
	flush := func() {
		if k := len(runs) - 1; k >= 0 {
			runs[k].Text = string(buf)
		}
		buf = buf[:0]
	}
	put := func(op string, t token, href []string) {
		text := t.text
		if t.tab {
			text = "\t" + text
		} else if t.space {
			text = " " + text
		}
		if k := len(runs) - 1; k >= 0 && runs[k].Op == op && href == nil && runs[k].Href == nil {
			buf = append(buf, text...)
			runs[k].words += counts(t)
			return
		}
		if href != nil {
			d.Summary.LinksChanged++
		}
		flush()
		buf = append(buf, text...)
		runs = append(runs, Run{Op: op, Href: href, words: counts(t)})
	}
	i, j, form, typo := 0, 0, 0, 0
	for _, p := range append(lcs(len(a), len(b), func(x, y int) bool { return a[x].key == b[y].key && a[x].tab == b[y].tab }), pair{len(a), len(b)}) {
		for ; i < p.a; i++ {
			put("delete", a[i], nil)
			d.Summary.Words.Removed += counts(a[i])
		}
		for ; j < p.b; j++ {
			put("insert", b[j], nil)
			d.Summary.Words.Added += counts(b[j])
		}
		if i < len(a) && j < len(b) {
			var href []string
			if a[i].dest != b[j].dest {
				href = []string{a[i].dest, b[j].dest}
			}
			if a[i].style != b[j].style {
				form = 1
			}
			if a[i].text != b[j].text {
				typo = 1
			}
			put("equal", b[j], href)
		}
		i, j = i+1, j+1
	}
	flush()
	d.Summary.FormChanged += form
	d.Summary.TypographyChanged += typo
	return runs
}

func counts(t token) int {
	if strings.IndexFunc(t.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0 {
		return 1
	}
	return 0
}
