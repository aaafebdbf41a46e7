package redline

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"candor/internal/markdown"
)

// node is a container of a shown block. Containers of the old text that go on in the new one are those of the new one.
type node struct {
	kind markdown.ContainerKind
	n    int
	old  bool
}

// place gives each block the containers that it is shown in.
func (d *Diff) place(a, b []unit) {
	mates := map[node]node{}
	for _, blk := range d.Blocks {
		if blk.a < 0 || blk.b < 0 {
			continue
		}
		o, n := a[blk.a].containers, b[blk.b].containers
		for k := 0; k < len(o) && k < len(n) && o[k].Kind == n[k].Kind; k++ {
			from := node{o[k].Kind, o[k].N, true}
			if _, ok := mates[from]; !ok {
				mates[from] = node{n[k].Kind, n[k].N, false}
			}
		}
	}
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		if blk.b >= 0 {
			blk.shown = &b[blk.b]
		} else {
			blk.shown = &a[blk.a]
		}
		for _, c := range blk.shown.containers {
			n := node{c.Kind, c.N, blk.b < 0}
			if m, ok := mates[n]; ok && c.Kind != markdown.ListItem {
				n = m
			}
			blk.path = append(blk.path, n)
		}
	}
}

type page struct {
	strings.Builder
	w       *Words
	open    []node
	closing []string // what ends each of open
	changes int
	total   int
	ends    map[int][2]int // of a move: the numbers of its changes, old place first
}

// HTML returns the whole text, changes in <ins> and <del> inside their heading, paragraph, list item or cell; unchanged
// stretches outside lists and tables that changed are folded. Headings begin at level 2: the page has its own title.
func (d *Diff) HTML(w *Words) []byte {
	p := page{w: w, ends: map[int][2]int{}}
	for _, b := range d.Blocks {
		if b.Op == "equal" {
			continue
		}
		p.total++
		e := p.ends[b.Move]
		if b.Op == "moved_from" {
			e[0] = p.total
		} else {
			e[1] = p.total
		}
		p.ends[b.Move] = e
	}
	for i := 0; i < len(d.Blocks); {
		j := d.folded(i)
		if j > i {
			fmt.Fprintf(&p, "<details class=\"same\"><summary>%s</summary>\n", escape(w.unchanged(j-i)))
			p.blocks(d.Blocks[i:j])
			p.WriteString("</details>\n")
			i = j
			continue
		}
		j = d.group(i)
		p.blocks(d.Blocks[i:j])
		i = j
	}
	return []byte(p.String())
}

// group returns the end of the blocks from i on that stand in the same outermost container.
func (d *Diff) group(i int) int {
	j := i + 1
	for path := d.Blocks[i].path; len(path) > 0 && j < len(d.Blocks) && len(d.Blocks[j].path) > 0 && d.Blocks[j].path[0] == path[0]; {
		j++
	}
	return j
}

// folded returns the end of the whole groups from i on in which nothing changed, i for none.
func (d *Diff) folded(i int) int {
	for i < len(d.Blocks) {
		end := d.group(i)
		for _, b := range d.Blocks[i:end] {
			if b.Op != "equal" {
				return i
			}
		}
		i = end
	}
	return i
}

func (p *page) blocks(bs []Block) {
	for _, b := range bs {
		p.enter(b)
		p.block(b)
	}
	p.leave(0)
}

// body stands for the rows of a table that are not its head.
const body = markdown.Notes + 1

// container returns what opens and closes a container that stands in another.
func (p *page) container(kind, in markdown.ContainerKind) (open, end string) {
	switch kind {
	case markdown.Quote:
		return "<blockquote>", "</blockquote>"
	case markdown.BulletList:
		return "<ul>", "</ul>"
	case markdown.OrderedList:
		return "<ol>", "</ol>"
	case markdown.ListItem:
		if in == markdown.DefinitionList {
			return "<dd>", "</dd>"
		}
		return "<li>", "</li>"
	case markdown.Table:
		return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escape(p.w.Table) + "\"><table class=\"tbl wide\">", "</table></div>"
	case markdown.TableHead:
		return "<thead>", "</thead>"
	case markdown.DefinitionList:
		return "<dl>", "</dl>"
	case markdown.Notes:
		return "<div class=\"notes\"><ol>", "</ol></div>"
	default:
		return "<tbody>", "</tbody>"
	}
}

// enter closes and opens containers until the block's own are open.
func (p *page) enter(b Block) {
	path := b.path
	if k := len(path); b.Kind == "row" && k > 0 && path[k-1].kind == markdown.Table {
		path = append(path[:k:k], node{kind: body})
	}
	k := 0
	for k < len(path) && k < len(p.open) && path[k] == p.open[k] {
		k++
	}
	if b.Kind == "item" && k == len(path) && k > 0 && path[k-1].kind == markdown.ListItem {
		k-- // the next item, not a further paragraph of this one
	}
	p.leave(k)
	for ; k < len(path); k++ {
		in := body
		if k > 0 {
			in = path[k-1].kind
		}
		open, end := p.container(path[k].kind, in)
		if n, err := strconv.Atoi(strings.TrimRight(b.shown.number, ".)")); err == nil && b.Kind == "item" && k == len(path)-1 &&
			path[k].kind == markdown.ListItem && in == markdown.OrderedList {
			open = fmt.Sprintf("<li value=\"%d\">", n)
		}
		p.WriteString(open)
		p.open, p.closing = append(p.open, path[k]), append(p.closing, end)
	}
}

func (p *page) leave(k int) {
	for len(p.open) > k {
		last := len(p.open) - 1
		p.WriteString(p.closing[last] + "\n")
		p.open, p.closing = p.open[:last], p.closing[:last]
	}
}

// tag is the element of a block. A term or row that stands in no list or table is a paragraph.
func (p *page) tag(b Block) string {
	in := markdown.ContainerKind(255)
	if k := len(p.open); k > 0 {
		in = p.open[k-1].kind
	}
	switch {
	case b.Kind == "heading":
		return "h" + strconv.Itoa(min(6, max(2, b.shown.level)))
	case b.Kind == "row" && (in == body || in == markdown.TableHead):
		return "tr"
	case b.Kind == "item" && in == markdown.ListItem:
		return "div"
	case b.Kind == "term" && in == markdown.DefinitionList:
		return "dt"
	case b.Kind == "definition" && in == markdown.DefinitionList:
		return "dd"
	}
	return "p"
}

func (p *page) block(b Block) {
	tag := p.tag(b)
	p.WriteString("<" + tag)
	if b.Op != "equal" {
		p.changes++
		fmt.Fprintf(p, " class=\"chg %s\" id=\"c%d\"", strings.ReplaceAll(b.Op, "_", "-"), p.changes)
	}
	p.WriteString(" dir=\"auto\">")
	if tag == "tr" {
		p.row(b)
	} else {
		p.label(b)
		writeRuns(&p.Builder, b.Runs, p.w)
		p.links(b)
	}
	p.WriteString("</" + tag + ">\n")
}

// label names a moved block and leads to its other end.
func (p *page) label(b Block) {
	switch b.Op {
	case "moved_from":
		fmt.Fprintf(p, "<a class=\"lab\" href=\"#c%d\">%s</a> ", p.ends[b.Move][1], escape(p.w.MovedFrom))
	case "moved_to":
		fmt.Fprintf(p, "<a class=\"lab\" href=\"#c%d\">%s</a> ", p.ends[b.Move][0], escape(p.w.MovedTo))
	}
}

// links lead to the changes before and after.
func (p *page) links(b Block) {
	if b.Op == "equal" || p.total < 2 {
		return
	}
	p.WriteString("<span class=\"hop\">")
	if n := p.changes; n > 1 {
		fmt.Fprintf(p, " <a aria-label=\"%s\" href=\"#c%d\">↑</a>", escape(p.w.Previous), n-1)
	}
	if n := p.changes; n < p.total {
		fmt.Fprintf(p, " <a aria-label=\"%s\" href=\"#c%d\">↓</a>", escape(p.w.Next), n+1)
	}
	p.WriteString("</span>")
}

func (p *page) row(b Block) {
	tag := "td"
	if b.shown.header {
		tag = "th"
	}
	cells := cells(b.Runs)
	for k, runs := range cells {
		p.WriteString("<" + tag + " dir=\"auto\">")
		if k == 0 {
			p.label(b)
		}
		writeRuns(&p.Builder, runs, p.w)
		if k == len(cells)-1 {
			p.links(b)
		}
		p.WriteString("</" + tag + ">")
	}
}

// cells parts the runs of a row at its tabs. When both sides have as many cells, what went and what came stand in the same
// one.
func cells(runs []Run) [][]Run {
	olds, news := 0, 0
	for _, r := range runs {
		n := strings.Count(r.Text, "\t")
		if r.Op != "insert" {
			olds += n
		}
		if r.Op != "delete" {
			news += n
		}
	}
	same := olds == news
	out := [][]Run{nil}
	was, is := 0, 0
	for _, r := range runs {
		for k, t := range strings.Split(r.Text, "\t") {
			if k > 0 && (r.Op != "insert" || !same) {
				was++
			}
			if k > 0 && (r.Op != "delete" || !same) {
				is++
			}
			at := is
			if r.Op == "delete" {
				at = was
			}
			for len(out) <= at {
				out = append(out, nil)
			}
			if t != "" {
				out[at] = append(out[at], Run{Op: r.Op, Text: t, Href: r.Href})
			}
		}
	}
	return out
}

func escape(s string) string { return html.EscapeString(printable(s)) }
