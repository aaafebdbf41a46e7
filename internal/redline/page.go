package redline

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// Words holds the translated strings that [Diff.HTML] and [Diff.Contents] show.
type Words struct {
	Attributes           string // of an element with these words, where the text has another language: lang="…" dir="…"
	Added, Removed       string // spoken before words that came or went
	MovedHere, MovedAway func(title string) string
	MovedFrom, MovedTo   string            // lead to the old place of what was moved, to the new one
	Same                 string            // the words of what was moved have not changed
	Row                  map[string]string // "changed", "added", "removed"
	Column               map[string]string // "added", "removed"
	Section              map[string]string // by kind of change
	Was                  func(title string) string
	Form, Typography     string // what changed in a block whose words did not
	// FormOld and FormNew say what the form of a block was and what it is, by the names of [FormChange.Names]; FormOnly says what else of it
	// changed.
	FormOld, FormNew       func(name, level string) string
	FormOnly               func(name string) string
	LinkChanged            string
	LinkOld, LinkNew       func(target string) string
	First                  string             // leads to the first change
	Previous, Next, Anchor string             // names of the links at a change
	Table                  string             // the name of a table's region, which scrolls by itself
	Unchanged              func(n int) string // n blocks in a row that did not change
	Untouched              string             // a section that did not change and has no blocks of its own
}

// hunk is a change that a reader steps to: a changed block, or neighbours that came, went or were moved together.
type hunk struct{ first, last int }

// still reports that nothing changed in a block, its number apart.
func (b *Block) still() bool { return b.Op == "equal" || b.Op == "changed" && b.Renumbered }

type page struct {
	strings.Builder
	d       *Diff
	w       *Words
	own     string // attributes of what is said in the page's language
	open    []node
	closing []string // what ends each of open
	hunks   []hunk
	of      []int          // the hunk of each block, -1 for none
	ids     []string       // the anchor of each block, "" for none
	ends    map[int][2]int // of a move: its blocks, old place first
	targets map[string]bool
}

// HTML returns the whole text, changes in <ins> and <del> inside their heading, paragraph, list item or cell. Unchanged sections, and
// longer unchanged stretches of others, are folded; so is what was moved away, at its old place. A changed block has the anchor of its
// clause in the new text, what stood in the old text only that of its old clause with "was-" before it: neither depends on how many other
// changes there are. Headings begin at level 2: the page has its own title.
func (d *Diff) HTML(w *Words) []byte {
	p := d.page(w)
	if len(p.hunks) > 0 && w.First != "" {
		fmt.Fprintf(p, "<p class=\"hop\"%s><a href=\"#%s\">%s ↓</a></p>\n", p.own, escape(p.ids[p.hunks[0].first]), worded(w.First))
	}
	gs := p.groups()
	for i := 0; i < len(gs); {
		i = p.stretch(gs, i)
	}
	return []byte(p.String())
}

func (d *Diff) page(w *Words) *page {
	p := &page{d: d, w: w, ends: map[int][2]int{}, targets: map[string]bool{}}
	if w.Attributes != "" {
		p.own = " " + w.Attributes
	}
	p.anchors()
	for i, b := range d.Blocks {
		if b.Move > 0 {
			e := p.ends[b.Move]
			if b.Op == "moved_from" {
				e[0] = i
			} else {
				e[1] = i
			}
			p.ends[b.Move] = e
		}
		h := -1
		if !b.still() {
			if h = len(p.hunks) - 1; i == 0 || !together(&d.Blocks[i-1], &b) {
				p.hunks = append(p.hunks, hunk{first: i})
				h++
			}
			p.hunks[h].last = i
		}
		p.of = append(p.of, h)
	}
	return p
}

// together reports that two neighbouring blocks are one change to step to: they came or went together, were
// moved with one section, or are rows of one table.
func together(a, b *Block) bool {
	if a.Kind == "row" && b.Kind == "row" && a.Move == 0 && b.Move == 0 && !a.still() && len(a.path) > 0 && len(b.path) > 0 && a.path[0] == b.path[0] {
		return true
	}
	return a.Op == b.Op && b.Op != "changed" && (b.Move == 0 || b.Kind != "heading")
}

// anchors names the headings and the changed blocks.
func (p *page) anchors() {
	for i := range p.d.now {
		p.targets[p.d.now[i].id] = true
	}
	for i, b := range p.d.Blocks {
		id := ""
		switch {
		case b.still() && b.Kind != "heading":
		case b.b >= 0 && b.Op != "moved_from":
			id = b.To
		case b.a >= 0 && b.From != "":
			for id = "was-" + b.From; p.targets[id]; {
				id += "-"
			}
			p.targets[id] = true
		}
		if id == "" && b.Op != "equal" {
			id = fmt.Sprint("c", i+1)
		}
		p.ids = append(p.ids, id)
	}
	clear(p.targets)
	for _, id := range p.ids {
		p.targets[id] = true
	}
}

// span is blocks that stand in the same outermost container, or one that stands in none.
type span struct {
	from, to int
	level    int  // of a heading, 0 for other blocks
	same     bool // nothing changed
	gone     bool // all of it was moved away
}

func (p *page) groups() []span {
	var out []span
	bs := p.d.Blocks
	for i := 0; i < len(bs); {
		g := span{from: i, to: i + 1, same: true, gone: true}
		for path := bs[i].path; len(path) > 0 && g.to < len(bs) && len(bs[g.to].path) > 0 && bs[g.to].path[0] == path[0]; {
			g.to++
		}
		if bs[i].Kind == "heading" && len(bs[i].path) == 0 {
			g.level = max(1, bs[i].shown.level)
		}
		for _, b := range bs[g.from:g.to] {
			g.same = g.same && b.still()
			g.gone = g.gone && b.Op == "moved_from"
		}
		out = append(out, g)
		i = g.to
	}
	return out
}

// minFolded is the number of unchanged blocks or lists that are folded inside a section that changed.
const minFolded = 3

// stretch writes the groups from i on that belong together, and returns where they end.
func (p *page) stretch(gs []span, i int) int {
	j := i + 1
	switch {
	case gs[i].gone:
		for j < len(gs) && gs[j].gone && p.of[gs[j].from] == p.of[gs[i].from] {
			j++
		}
		p.away(gs[i].from, gs[j-1].to)
		return j
	case gs[i].same && gs[i].level > 0:
		same := true
		for ; j < len(gs) && (gs[j].level == 0 || gs[j].level > gs[i].level); j++ {
			same = same && gs[j].same
		}
		if same {
			p.section(gs[i].from, gs[j-1].to)
			return j
		}
		j = i + 1
	case gs[i].same:
		for j < len(gs) && gs[j].same && gs[j].level == 0 {
			j++
		}
		end := j
		if j < len(gs) && gs[j].level == 0 {
			end-- // what stands right before a change says what it is about
		}
		if end-i >= minFolded {
			fmt.Fprintf(p, "<details class=\"same\"><summary><span class=\"fine\"%s>%s</span></summary>\n", p.own, worded(p.w.unchanged(end-i)))
			p.blocks(gs[i].from, gs[end-1].to)
			p.WriteString("</details>\n")
			return end
		}
	}
	p.blocks(gs[i].from, gs[j-1].to)
	return j
}

// section folds a section that did not change.
func (p *page) section(from, to int) {
	b := &p.d.Blocks[from]
	tag := p.tag(b.shown)
	n := 0
	for _, c := range p.d.Blocks[from:to] {
		if c.Kind != "heading" {
			n++
		}
	}
	say := p.w.Untouched
	if n > 0 {
		say = p.w.unchanged(n)
	}
	if b.Renumbered {
		say = p.w.Section["renumbered"] + ", " + say
	}
	fmt.Fprintf(p, "<details class=\"same\"%s><summary><%s>", p.id(from), tag)
	p.runs(b.Runs)
	fmt.Fprintf(p, "</%s> <span class=\"fine\"%s>— %s</span></summary>\n", tag, p.own, worded(say))
	p.blocks(from+1, to)
	p.WriteString("</details>\n")
}

// away folds what was moved away, at its old place.
func (p *page) away(from, to int) {
	b := &p.d.Blocks[from]
	fmt.Fprintf(p, "<details class=\"chg moved away\"%s><summary class=\"lab\"%s>%s</summary>\n<p class=\"lab\"%s><a href=\"#%s\">%s</a></p>\n", p.id(from), p.own,
		worded(p.movedAway(b)), p.own, escape(p.ids[p.ends[b.Move][1]]), worded(p.w.MovedTo))
	for i := from; i < to; i++ {
		b := &p.d.Blocks[i]
		p.enter(b.shown, b.path, "")
		tag := p.tag(b.shown)
		if tag[0] == 'h' {
			tag = "p"
		}
		id := ""
		if i > from {
			id = p.id(i)
		}
		fmt.Fprintf(p, "<%s%s>", tag, id)
		if tag == "tr" {
			p.cells(b, i, false)
		} else {
			p.runs(before(b.Runs))
		}
		p.WriteString("</" + tag + ">\n")
	}
	p.leave(0)
	p.hop(from, "p")
	p.WriteString("</details>\n")
}

// before is what stood in the old text, unmarked.
func before(runs []Run) (out []Run) {
	for _, r := range runs {
		if r.Op != "insert" {
			if r.Op == "delete" {
				r.bits = slices.Clone(r.bits)
				for k := range r.bits {
					r.bits[k].link = nil // it may lead nowhere by now
				}
			}
			r.Op, r.Href = "equal", nil
			out = append(out, r)
		}
	}
	return out
}

func (p *page) blocks(from, to int) {
	for i := from; i < to; i++ {
		if b := &p.d.Blocks[i]; b.na+b.nb > 2 {
			p.several(b, i)
		} else {
			p.enter(b.shown, b.path, b.counted())
			p.block(b, b.shown, i, b.Runs, true, true)
		}
	}
	p.leave(0)
}

// several shows blocks that were split or merged by the blocks of the new text.
func (p *page) several(b *Block, i int) {
	for k, runs := range b.parts() {
		u := &p.d.now[b.b+k]
		p.enter(u, p.d.path(u, false), "")
		p.block(b, u, i, runs, k == 0, k == b.nb-1)
	}
}

// parts are the runs of each block of the new text that a block shows.
func (b *Block) parts() (out [][]Run) {
	from := 0
	for k := range b.nb {
		to := from
		for to < len(b.Runs) && b.Runs[to].Break != "new" && b.Runs[to].Break != "both" {
			to++
		}
		if k == b.nb-1 {
			to = len(b.Runs) - 1
		}
		out = append(out, b.Runs[from:min(to+1, len(b.Runs))])
		from = to + 1
	}
	return out
}

// block writes a block or, of several shown as one, the first, a further or the last.
func (p *page) block(b *Block, u *unit, i int, runs []Run, first, last bool) {
	tag := p.tag(u)
	id := ""
	switch {
	case first:
		id = p.id(i)
	case u.id != "":
		id = " id=\"" + escape(u.id) + "\""
	}
	p.WriteString("<" + tag + id)
	if !b.still() {
		p.WriteString(" class=\"chg " + changeClass(b.Op) + "\"")
	}
	p.WriteString(">")
	aside := tag[0] == 'h' // what is said of a heading is no part of it
	switch {
	case tag == "tr":
		p.cells(b, i, last)
	case aside:
		p.numbers(b)
		p.runs(runs)
	default:
		if first {
			p.label(b, i, "span")
			p.numbers(b)
		}
		p.runs(runs)
		if last {
			p.hop(i, "span")
		}
	}
	p.WriteString("</" + tag + ">\n")
	if aside {
		p.label(b, i, "p")
		p.hop(i, "p")
	}
}

// numbers shows the old number of an item and the new one, where it is not its place in the list alone that changed it.
func (p *page) numbers(b *Block) {
	if n := b.number(); n != nil {
		p.WriteString("<span class=\"num\">")
		p.marked("del", p.w.Removed, []bit{{text: []byte(n.From)}})
		p.marked("ins", p.w.Added, []bit{{text: []byte(n.To)}})
		p.WriteString("</span> ")
	}
}

func changeClass(op string) string {
	switch op {
	case "moved_to":
		return "moved"
	case "moved_from":
		return "moved away"
	}
	return op
}

func (p *page) id(i int) string {
	if p.ids[i] == "" {
		return ""
	}
	return " id=\"" + escape(p.ids[i]) + "\""
}

// label says what happened to a block where its words do not: once for all that moved together.
func (p *page) label(b *Block, i int, tag string) {
	first := p.of[i] >= 0 && p.hunks[p.of[i]].first == i
	switch {
	case b.Op == "moved_to" && first:
		same := ""
		if p.asWas(p.hunks[p.of[i]]) {
			same = " " + p.w.Same + "."
		}
		fmt.Fprintf(p, "<%s class=\"lab\"%s>%s%s <a href=\"#%s\">%s</a></%s> ", tag, p.own, worded(p.movedHere(b)+"."), worded(same),
			escape(p.ids[p.ends[b.Move][0]]), worded(p.w.MovedFrom), tag)
	case b.Op == "moved_from" && first:
		fmt.Fprintf(p, "<%s class=\"lab\"%s>%s. <a href=\"#%s\">%s</a></%s> ", tag, p.own, worded(p.movedAway(b)), escape(p.ids[p.ends[b.Move][1]]),
			worded(p.w.MovedTo), tag)
	case b.Op == "changed" && b.Typography && plain(b.Runs) && !b.Form:
		fmt.Fprintf(p, "<%s class=\"lab c\"%s>%s</%s> ", tag, p.own, worded(p.w.Typography), tag)
	}
	p.form(b, tag)
}

// form says what changed in the form of a block. Of a number that is all, both stand before the words.
func (p *page) form(b *Block, tag string) {
	if !b.Form || b.Op == "moved_from" || len(b.Forms) == 1 && b.number() != nil {
		return
	}
	said := worded(p.w.Form)
	for _, c := range b.Forms {
		was, is := c.Names()
		switch {
		case is[0] == "" || p.w.FormOnly == nil:
		case was[0] == "":
			said += ". " + worded(p.w.FormOnly(is[0]))
		default:
			said += ". " + worded(p.w.FormOld(was[0], was[1])) + ". " + worded(p.w.FormNew(is[0], is[1]))
		}
	}
	fmt.Fprintf(p, "<%s class=\"lab c\"%s>%s</%s> ", tag, p.own, said, tag)
}

// asWas reports that all that moved together kept its words.
func (p *page) asWas(h hunk) bool {
	for _, b := range p.d.Blocks[h.first : h.last+1] {
		if !plain(b.Runs) && !b.Renumbered {
			return false
		}
	}
	return true
}

func (p *page) movedHere(b *Block) string {
	return message(p.w.MovedHere, p.d.old[p.d.Blocks[p.ends[b.Move][0]].a].title)
}

func (p *page) movedAway(b *Block) string {
	return message(p.w.MovedAway, p.d.now[p.d.Blocks[p.ends[b.Move][1]].b].title)
}

// hop leads to the changes before and after, and gives the link to this one, behind its last block.
func (p *page) hop(i int, tag string) {
	h := p.of[i]
	if h < 0 || p.hunks[h].last != i && p.d.Blocks[i].Op != "moved_from" {
		return
	}
	own := p.hunks[h].first
	fmt.Fprintf(p, "<%s class=\"hop\"%s>", tag, p.own)
	if h > 0 {
		p.arrow(p.hunks[h-1].first, p.w.Previous, "↑")
	}
	if h < len(p.hunks)-1 {
		p.arrow(p.hunks[h+1].first, p.w.Next, "↓")
	}
	p.arrow(own, p.w.Anchor, "#")
	p.WriteString("</" + tag + ">")
}

func (p *page) arrow(to int, name, sign string) {
	fmt.Fprintf(p, "<a aria-label=\"%s\" href=\"#%s\">%s</a>", worded(name), escape(p.ids[to]), sign)
}

func escape(s string) string { return html.EscapeString(printable(s)) }

// worded is a word of the page's own as HTML. Its signs stay as they are, unlike those of a text: where words are put in later, they mark the place.
func worded(s string) string { return html.EscapeString(s) }

// message puts a title into a message; without one the title stands alone.
func message(m func(string) string, title string) string {
	if m == nil {
		return title
	}
	return m(title)
}
