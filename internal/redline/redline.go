// Package redline compares two documents.
//
// In come two documents that [Prepare] made ready; out comes a [Diff]: one list of blocks whose runs rebuild both texts. It aligns the
// whole document's leaf blocks first, then words. It does not parse, and it knows no catalogue, version or address. Sections
// are derived from the aligned blocks.
package redline

import (
	"encoding/json"
	"fmt"
	"slices"

	"candor/internal/markdown"
)

// Side says which text stands on one side of a comparison.
type Side struct {
	Version string `json:"version"`
	Lang    string `json:"lang"`
	SHA256  string `json:"sha256"`
}

// Options names the two sides for the data form.
type Options struct{ From, To Side }

// Counts are words: UAX #29 words, characters in Chinese and Japanese.
type Counts struct {
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Moved   int `json:"moved"`
}

// SectionCounts counts sections by kind of change.
type SectionCounts struct {
	Added      int `json:"added"`
	Removed    int `json:"removed"`
	Changed    int `json:"changed"`
	Moved      int `json:"moved"`
	Renamed    int `json:"renamed"`
	Renumbered int `json:"renumbered"`
}

// Summary is the sum of a comparison; Equal is true only if nothing differs, Rewritten if the text was written or translated anew, so that
// little of the old one is left.
type Summary struct {
	Equal             bool          `json:"equal"`
	Rewritten         bool          `json:"rewritten"`
	Words             Counts        `json:"words"`
	Sections          SectionCounts `json:"sections"`
	LinksChanged      int           `json:"links_changed"`
	FormChanged       int           `json:"form_changed"`
	TypographyChanged int           `json:"typography_changed"`
	// PunctuationChanged counts blocks in which signs came or went, and no word.
	PunctuationChanged int `json:"punctuation_changed"`
}

// Section is a changed section and the set of its changes.
type Section struct {
	Change []string `json:"change"`
	From   string   `json:"from,omitempty"`
	To     string   `json:"to,omitempty"`
	FromID string   `json:"from_id,omitempty"` // the heading's id in the old text
	ToID   string   `json:"to_id,omitempty"`   // the heading's id in the new text
}

// Run is a stretch of words: "equal", "insert" or "delete". Href holds both targets where a link's target alone changed, Links what the
// inserted or deleted words lead to.
type Run struct {
	Op    string   `json:"op"`
	Text  string   `json:"text"`
	Href  []string `json:"href,omitempty"`
	Links []Link   `json:"links,omitempty"`
	// Break says that behind the run a block ends of the "old" side, the "new" one or "both": the block shows several that were split or
	// merged.
	Break string `json:"break,omitempty"`

	words  int
	tokens int // that are words
	bits   []bit
}

// Link is words of a run and where they lead, as written: to one address, or for a picture to its own and that of the link around it.
type Link struct {
	Text string   `json:"text"`
	Href []string `json:"href"`
}

// bit is a stretch of a run in one style, with its link, nil for none.
type bit struct {
	text  []byte
	style markdown.Style
	link  *link
}

// Block is a leaf block: "equal", "changed", "added", "removed", "moved_from" or "moved_to".
type Block struct {
	Op   string `json:"op"`
	Kind string `json:"kind"`
	Move int    `json:"move,omitempty"` // the same number at both ends of a move, from 1
	Runs []Run  `json:"runs"`
	From string `json:"from_id,omitempty"` // the block's id in the old text, of several the first
	To   string `json:"to_id,omitempty"`   // the block's id in the new text, of several the first
	// Form and Typography say that the form (emphasis, level of a heading, kind of a list, one block or several) or the typography (quotes,
	// dashes) changed, whatever the words did.
	Form       bool `json:"form,omitempty"`
	Typography bool `json:"typography,omitempty"`
	// Forms says what of the form changed.
	Forms []FormChange `json:"forms,omitempty"`
	// Renumbered says that the typed number before the words is all that changed.
	Renumbered bool `json:"renumbered,omitempty"`

	a, b   int // the first units that it shows, -1 for none
	na, nb int // how many of each side
	kept   int // words of both sides in equal runs

	shown *unit   // the new side's unit, or the old one's
	path  []node  // the containers that it is shown in
	was   string  // the number that an item had in the old text, where it has another one now
	cells [][]Run // of a row, by the columns that its table is shown with
}

// Diff is a comparison of two documents.
type Diff struct {
	Summary  Summary
	Sections []Section
	Blocks   []Block

	old, now []unit
	toc      []tocEntry
	heads    [2]map[int]*unit // of tables, old and new
	tables   map[[2]int][]column
	shown    map[node][]column // of tables by where they are shown
	mates    map[node]node     // of containers, old to new
}

// Compare compares two texts; the same input always gives the same answer.
func Compare(before, after *Text) *Diff {
	l, a, b := common(before, after)
	d := &Diff{old: a, now: b}
	for _, g := range l.regroup(a, b, align(a, b)) {
		d.add(l, g)
	}
	d.findMoves(l, a, b)
	d.keep()
	d.findSections(l, before.outline, after.outline)
	d.place(a, b)
	d.punctuated()
	d.Summary.Equal, d.Summary.Rewritten = d.same(), d.rewritten()
	return d
}

// punctuated counts the blocks in which signs came or went, and no word.
func (d *Diff) punctuated() {
	for _, b := range d.Blocks {
		words, changed := 0, false
		for _, r := range b.Runs {
			if r.Op != "equal" {
				words += r.words
				changed = true
			}
		}
		if changed && words == 0 && b.Op != "moved_from" {
			d.Summary.PunctuationChanged++
		}
	}
}

// keep counts the words that stand on both sides of each block.
func (d *Diff) keep() {
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		for _, r := range blk.Runs {
			if r.Op == "equal" {
				blk.kept += r.words
			}
		}
		blk.kept *= 2
	}
}

const (
	minLeft = 30 // share of the shorter text's words, in hundredths, that both texts have; below it the text was written anew
	minText = 50 // words of either text below which that says nothing
)

// rewritten reports that little of the old text stands in the new one, at whatever place.
func (d *Diff) rewritten() bool {
	kept, old, now := 0, 0, 0
	for _, b := range d.Blocks {
		for _, r := range b.Runs {
			if r.Op == "equal" && b.Op != "moved_from" {
				kept += r.words
			}
		}
	}
	for i := range d.old {
		old += d.old[i].words
	}
	for i := range d.now {
		now += d.now[i].words
	}
	return min(old, now) >= minText && 100*kept < minLeft*min(old, now)
}

// same reports that nothing differs, neither a block nor a heading that is shown as the title of the page.
func (d *Diff) same() bool {
	if d.Summary.Sections != (SectionCounts{}) {
		return false
	}
	for _, b := range d.Blocks {
		if b.Op != "equal" {
			return false
		}
	}
	return true
}

// add shows a group of blocks. A block of which too little was kept was replaced.
func (d *Diff) add(l *lexicon, g group) {
	switch {
	case g.na == 0:
		u := &d.now[g.b]
		d.alone(Block{Op: "added", Kind: u.kind, To: u.id, a: -1, b: g.b, nb: 1}, nil, u.tokens)
	case g.nb == 0:
		u := &d.old[g.a]
		d.alone(Block{Op: "removed", Kind: u.kind, From: u.id, a: g.a, na: 1, b: -1}, u.tokens, nil)
	case g.na+g.nb > 2:
		d.several(l, g)
	default:
		d.both(l, g)
	}
}

func (d *Diff) alone(b Block, old, now []token) {
	b.Runs, _ = d.runs(old, now, nil, [2][]int{})
	d.Blocks = append(d.Blocks, b)
}

// several shows blocks that were split or merged.
func (d *Diff) several(l *lexicon, g group) {
	o, n := &d.old[g.a], &d.now[g.b]
	blk := Block{Op: "changed", Kind: n.kind, From: o.id, To: n.id, a: g.a, na: g.na, b: g.b, nb: g.nb}
	old, now := g.joined(d.old, d.now)
	var m marks
	ends := g.ends(d.old, d.now)
	blk.Runs, m = d.runs(old, now, strong(l.alignLoose(old, now), ends), ends)
	parts := FormChange{"parts", fmt.Sprint(g.na), fmt.Sprint(g.nb)}
	d.mark(&blk, m, append(kindChange(o, n), parts))
	d.Blocks = append(d.Blocks, blk)
}

func (d *Diff) both(l *lexicon, g group) {
	o, n := &d.old[g.a], &d.now[g.b]
	kept, cells, replaced, ok := d.rows(l, o, n)
	if !ok {
		kept = l.align(o.tokens, n.tokens)
		replaced = 200*len(kept) < minKept*(len(o.tokens)+len(n.tokens))
	}
	if o.key != n.key && replaced {
		d.add(l, single(pair{g.a, -1}))
		d.add(l, single(pair{-1, g.b}))
		return
	}
	blk := Block{Op: "changed", Kind: n.kind, From: o.id, To: n.id, a: g.a, na: 1, b: g.b, nb: 1, cells: cells}
	var m marks
	blk.Runs, m = d.runs(o.tokens, n.tokens, kept, [2][]int{})
	d.mark(&blk, m, formChanges(o, n))
	if plain(blk.Runs) && !blk.Form && !blk.Typography {
		blk.Op = "equal"
	}
	blk.Renumbered = blk.Op == "changed" && !blk.Form && o.number != n.number && n.kind != "item" && alike(o.body(), n.body())
	d.Blocks = append(d.Blocks, blk)
}

// alike reports that words are the same, with the same targets.
func alike(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.key == y.key && sameLink(x, y) })
}

// mark notes and counts what differs apart from words.
func (d *Diff) mark(b *Block, m marks, forms []FormChange) {
	if m.emphasis {
		forms = append(forms, FormChange{What: "emphasis"})
	}
	b.Forms, b.Form, b.Typography = forms, len(forms) > 0, m.typography
	if b.Form {
		d.Summary.FormChanged++
	}
	if m.typography {
		d.Summary.TypographyChanged++
	}
}

func plain(runs []Run) bool {
	for _, r := range runs {
		if r.Op != "equal" || r.Href != nil {
			return false
		}
	}
	return true
}

// Equal reports that nothing differs.
func (d *Diff) Equal() bool { return d.Summary.Equal }

// Kept maps the id of each block of the new text whose words stood in the old one to the ids of the blocks that they stood in there.
// A number before the words is none of them. Blocks that were split or merged are kept when no word of any of them changed.
func (d *Diff) Kept() map[string][]string {
	kept := map[string][]string{}
	from := map[int]int{} // move to the block of its old end
	for _, b := range d.Blocks {
		if b.Op == "moved_from" {
			from[b.Move] = b.a
		}
	}
	for _, b := range d.Blocks {
		a := b.a
		if b.Op == "moved_to" {
			a = from[b.Move]
		} else if b.Op == "moved_from" {
			continue
		}
		switch {
		case a < 0 || b.b < 0:
		case b.na > 1 || b.nb > 1:
			d.keptOf(b, kept)
		default:
			if o, n := &d.old[a], &d.now[b.b]; n.id != "" && sameWords(o.body(), n.body()) {
				kept[n.id] = append(kept[n.id], o.id)
			}
		}
	}
	return kept
}

// keptOf finds the old blocks of each new one in a group of blocks whose words did not change.
func (d *Diff) keptOf(b Block, kept map[string][]string) {
	for _, r := range b.Runs {
		if r.Op != "equal" {
			return
		}
	}
	i, end := 0, len(d.old[b.a].tokens) // the old block that the words stand in, and where it ends
	at := 0
	for k := range b.nb {
		n := &d.now[b.b+k]
		at += len(n.tokens)
		for {
			if n.id != "" {
				kept[n.id] = append(kept[n.id], d.old[b.a+i].id)
			}
			if end > at || i+1 >= b.na {
				break
			}
			i++
			start := end
			end += len(d.old[b.a+i].tokens)
			if start == at {
				break
			}
		}
	}
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.key == y.key })
}

// JSON returns the comparison as data.
func (d *Diff) JSON(o Options) ([]byte, error) {
	out, err := json.MarshalIndent(struct {
		Schema   int       `json:"schema"`
		From     Side      `json:"from"`
		To       Side      `json:"to"`
		Summary  Summary   `json:"summary"`
		Sections []Section `json:"sections"`
		Blocks   []Block   `json:"blocks"`
	}{1, o.From, o.To, d.Summary, append([]Section{}, d.Sections...), append([]Block{}, d.Blocks...)}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode comparison: %w", err)
	}
	return out, nil
}
