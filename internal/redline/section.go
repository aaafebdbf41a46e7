package redline

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/markdown"
	"golang.org/x/text/unicode/norm"
)

// minSection is the score from which two sections are one: half of it is shared words, half the heading.
const minSection = 0.35

// maxTwins bounds the pairs tried between sections of the same heading; above it they are paired in order.
const maxTwins = 64

type section struct {
	entry  markdown.Entry
	key    string // the heading in lower case, without its number
	parent int    // -1 for none
	words  int    // of its own blocks, those of its subsections not counted, without the heading
	mate   int    // its index on the other side, -1 for none
	moved  bool
	dirty  bool // a block of its own changed
}

type vote struct {
	a, b  int
	score float64
}

func sections(o markdown.Outline, us []unit) []section {
	out := make([]section, len(o))
	var open []int
	for i, e := range o {
		for len(open) > 0 && o[open[len(open)-1]].Level >= e.Level {
			open = open[:len(open)-1]
		}
		s := section{entry: e, key: headKey(e), parent: -1, mate: -1}
		if len(open) > 0 {
			s.parent = open[len(open)-1]
		}
		open = append(open, i)
		out[i] = s
	}
	for _, u := range us {
		if u.section >= 0 && u.kind != "heading" {
			out[u.section].words += wordCount(u.tokens)
		}
	}
	return out
}

func headKey(e markdown.Entry) string {
	t := strings.TrimPrefix(strings.TrimSpace(e.Text), e.Number)
	return strings.ToLower(strings.Join(strings.Fields(norm.NFC.String(fold.Replace(t))), " "))
}

// unitSections gives each block the outline entry that it stands under; a heading stands under itself.
func unitSections(d *markdown.Document) []int {
	byID := map[string]int{}
	for i, e := range d.Outline {
		if e.ID != "" {
			byID[e.ID] = i
		}
	}
	out := make([]int, len(d.Blocks))
	for i, b := range d.Blocks {
		s := b.Section
		if k, ok := byID[b.ID]; ok && b.Kind == markdown.Heading {
			s = k
		}
		if s < 0 || s >= len(d.Outline) {
			s = -1
		}
		out[i] = s
	}
	return out
}

// findSections pairs the sections of both texts by the words that went from one to the other, and says what changed.
func (d *Diff) findSections(l *lexicon, before, after markdown.Outline) {
	a, b := d.old, d.now
	if len(before)+len(after) == 0 {
		return
	}
	old, now := sections(before, a), sections(after, b)
	matchSections(old, now, d.votes(old, now, a, b))
	d.orderSections(old, now)
	d.follow(l, old, now)
	d.markDirty(old, now, a, b)
	d.listSections(old, now)
}

// votes scores the pairs of sections that share words or a heading.
func (d *Diff) votes(old, now []section, a, b []unit) []vote {
	shared := map[[2]int]int{}
	bare := map[[2]int]bool{} // sections that are the same heading, a number and nothing else
	from := map[int]int{}     // move to the section of its old end
	for _, blk := range d.Blocks {
		if blk.Op == "moved_from" {
			from[blk.Move] = a[blk.a].section
		}
	}
	for _, blk := range d.Blocks {
		s := -1
		switch {
		case blk.Op == "moved_to":
			s = from[blk.Move]
		case blk.a >= 0 && blk.b >= 0 && blk.Op != "moved_from":
			s = a[blk.a].section
		}
		if s < 0 || blk.b < 0 || b[blk.b].section < 0 {
			continue
		}
		if blk.Kind == "heading" {
			if t := b[blk.b].section; blk.Op == "equal" && old[s].key == "" && old[s].words+now[t].words == 0 {
				bare[[2]int{s, t}] = true
			}
			continue
		}
		shared[[2]int{s, b[blk.b].section}] += blk.kept
	}
	for p := range twins(old, now) {
		shared[p] += 0
	}
	for p := range bare {
		shared[p] += 0
	}
	out := make([]vote, 0, len(shared))
	for p, kept := range shared {
		o, n := old[p[0]], now[p[1]]
		like := likeness(o.key, n.key)
		if bare[p] {
			like = 1
		}
		score := like
		if o.words+n.words > 0 {
			score = like/2 + float64(kept)/float64(o.words+n.words)
		}
		if score >= minSection {
			out = append(out, vote{p[0], p[1], score})
		}
	}
	return out
}

// twins returns the pairs of sections whose headings are equal.
func twins(old, now []section) map[[2]int]bool {
	byKey, out := map[string][]int{}, map[[2]int]bool{}
	for j, s := range now {
		byKey[s.key] = append(byKey[s.key], j)
	}
	seen := map[string]int{}
	for i, s := range old {
		js := byKey[s.key]
		if s.key == "" {
			continue
		}
		if k := seen[s.key]; len(js) > maxTwins {
			js = js[min(k, len(js)-1):min(k+1, len(js))]
		}
		seen[s.key]++
		for _, j := range js {
			out[[2]int{i, j}] = true
		}
	}
	return out
}

// likeness is Dice over the words of two headings, 1 for equal ones.
func likeness(a, b string) float64 {
	if a == b && a != "" {
		return 1
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	n, c := map[string]int{}, 0
	for _, w := range x {
		n[w]++
	}
	for _, w := range y {
		if n[w] > 0 {
			n[w]--
			c++
		}
	}
	return 2 * float64(c) / float64(len(x)+len(y))
}

// matchSections takes the best pairs first; between equal ones, those whose places are nearest.
func matchSections(old, now []section, votes []vote) {
	far := func(v vote) int { return max(v.a-v.b, v.b-v.a) }
	slices.SortFunc(votes, func(x, y vote) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(far(x), far(y)), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, v := range votes {
		if old[v.a].mate < 0 && now[v.b].mate < 0 {
			old[v.a].mate, now[v.b].mate = v.b, v.a
		}
	}
}

// orderSections leaves the increasing order in place that holds most words which did not move; the rest is moved, a subsection that went
// with its parent not.
func (d *Diff) orderSections(old, now []section) {
	stays := map[int]int{} // old section to the words that stayed in place
	for _, b := range d.Blocks {
		if b.a < 0 || b.b < 0 || b.Move > 0 {
			continue
		}
		if s := d.old[b.a].section; s >= 0 && old[s].mate == d.now[b.b].section {
			stays[s] += 1 + b.kept
		}
	}
	var ps []pair
	var weights []int
	for i, s := range old {
		if s.mate >= 0 {
			ps = append(ps, pair{i, s.mate})
			weights = append(weights, 1+stays[i])
		}
	}
	kept := map[int]bool{}
	for _, k := range heaviest(ps, weights) {
		kept[ps[k].a] = true
	}
	off := func(i int) bool { return old[i].mate >= 0 && !kept[i] }
	for i := range old {
		if !off(i) {
			continue
		}
		p, q := old[i].parent, now[old[i].mate].parent
		if p >= 0 && q >= 0 && old[p].mate == q && off(p) {
			continue
		}
		old[i].moved, now[old[i].mate].moved = true, true
	}
}

// markDirty marks the sections whose own blocks changed.
func (d *Diff) markDirty(old, now []section, a, b []unit) {
	ends := map[int]int{}
	for _, blk := range d.Blocks {
		if blk.Op == "moved_from" {
			ends[blk.Move] = blk.a
		}
	}
	mark := func(s []section, i int) {
		if i >= 0 {
			s[i].dirty = true
		}
	}
	for _, blk := range d.Blocks {
		switch blk.Op {
		case "removed":
			if blk.Kind != "heading" {
				mark(old, a[blk.a].section)
			}
		case "added":
			if blk.Kind != "heading" {
				mark(now, b[blk.b].section)
			}
		case "changed":
			if blk.Renumbered || plain(blk.Runs) && !blk.Form {
				continue // a number or typography changes no section
			}
			if s := b[blk.b].section; blk.Kind != "heading" || s >= 0 && now[s].mate >= 0 && old[now[s].mate].entry.Text == now[s].entry.Text {
				mark(old, a[blk.a].section)
				mark(now, s)
			}
		case "moved_to":
			s, t := a[ends[blk.Move]].section, b[blk.b].section
			if s >= 0 && t >= 0 && old[s].mate == t && carried(old, s) && (plain(blk.Runs) || blk.Renumbered || blk.Kind == "heading") {
				continue
			}
			mark(old, s)
			mark(now, t)
		}
	}
}

// carried reports that the section or one that it stands in moved.
func carried(s []section, i int) bool {
	for ; i >= 0; i = s[i].parent {
		if s[i].moved {
			return true
		}
	}
	return false
}

// listSections lists the changed sections in the order of the new text, each removed one after its old neighbour.
func (d *Diff) listSections(old, now []section) {
	gone := make([][]int, len(now)+1)
	after := 0
	for i, s := range old {
		if s.mate >= 0 {
			after = s.mate + 1
		} else {
			gone[after] = append(gone[after], i)
		}
	}
	for j := 0; j <= len(now); j++ {
		if j > 0 {
			d.listSection(old, now[j-1])
		}
		for _, i := range gone[j] {
			d.Summary.Sections.Removed++
			e := old[i].entry
			d.list(Section{Change: []string{"removed"}, From: e.Text, FromID: e.ID}, e)
		}
	}
}

// tocEntry is a section of either text in the contents list.
type tocEntry struct {
	Section
	entry markdown.Entry
}

func (d *Diff) list(s Section, e markdown.Entry) {
	d.toc = append(d.toc, tocEntry{s, e})
	if len(s.Change) > 0 {
		d.Sections = append(d.Sections, s)
	}
}

func (d *Diff) listSection(old []section, n section) {
	out := Section{To: n.entry.Text, ToID: n.entry.ID}
	c := &d.Summary.Sections
	note := func(ok bool, name string, count *int) {
		if ok {
			out.Change = append(out.Change, name)
			*count++
		}
	}
	if n.mate < 0 {
		note(true, "added", &c.Added)
		d.list(out, n.entry)
		return
	}
	o := old[n.mate]
	out.From, out.FromID = o.entry.Text, o.entry.ID
	renamed, renumbered := o.key != n.key, o.entry.Number != n.entry.Number
	recased := !renamed && !renumbered && Plain(o.entry.Text) != Plain(n.entry.Text)
	note(n.moved, "moved", &c.Moved)
	note(renamed, "renamed", &c.Renamed)
	note(renumbered, "renumbered", &c.Renumbered)
	note(o.dirty || n.dirty || recased, "changed", &c.Changed)
	d.list(out, n.entry)
}
