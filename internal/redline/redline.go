// Package redline compares two documents.
//
// In come two [markdown.Document] values; out comes a [Diff]: one list of blocks whose runs rebuild both texts. It aligns the
// whole document's leaf blocks first, then words. It does not parse, and it knows no catalogue, version or address. Splits
// and merges are not found. Sections are derived from the aligned blocks.
package redline

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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

// Summary is the sum of a comparison; Equal is true only if nothing differs.
type Summary struct {
	Equal             bool          `json:"equal"`
	Words             Counts        `json:"words"`
	Sections          SectionCounts `json:"sections"`
	LinksChanged      int           `json:"links_changed"`
	FormChanged       int           `json:"form_changed"`
	TypographyChanged int           `json:"typography_changed"`
}

// Section is a changed section and the set of its changes.
type Section struct {
	Change []string `json:"change"`
	From   string   `json:"from,omitempty"`
	To     string   `json:"to,omitempty"`
	FromID string   `json:"from_id,omitempty"` // the heading's id in the old text
	ToID   string   `json:"to_id,omitempty"`   // the heading's id in the new text
}

// Run is a stretch of words: "equal", "insert" or "delete". Href holds both targets where a link's target alone changed.
type Run struct {
	Op   string   `json:"op"`
	Text string   `json:"text"`
	Href []string `json:"href,omitempty"`

	words int
}

// Block is a leaf block: "equal", "changed", "added", "removed", "moved_from" or "moved_to".
type Block struct {
	Op   string `json:"op"`
	Kind string `json:"kind"`
	Move int    `json:"move,omitempty"` // the same number at both ends of a move, from 1
	Runs []Run  `json:"runs"`
	From string `json:"from_id,omitempty"` // the block's id in the old text
	To   string `json:"to_id,omitempty"`   // the block's id in the new text

	a, b int // the units that it shows, -1 for none
	kept int // words of both sides in equal runs

	shown *unit  // the new side's unit, or the old one's
	path  []node // the containers that it is shown in
}

// Diff is a comparison of two documents.
type Diff struct {
	Summary  Summary
	Sections []Section
	Blocks   []Block

	old, now []unit
}

// Compare compares two documents; the same input always gives the same answer.
func Compare(before, after *markdown.Document) *Diff {
	l := &lexicon{ids: map[string]int32{}}
	a, b := l.units(before), l.units(after)
	d := &Diff{old: a, now: b}
	for _, p := range align(a, b) {
		d.add(l, a, b, p)
	}
	d.findMoves(l, a, b)
	d.keep()
	d.place(a, b)
	d.findSections(before.Outline, after.Outline, a, b)
	d.Summary.Equal = d.same()
	return d
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

func (d *Diff) same() bool {
	for _, b := range d.Blocks {
		if b.Op != "equal" {
			return false
		}
	}
	return d.Summary.FormChanged == 0 && d.Summary.TypographyChanged == 0
}

// add shows a pair of blocks, or one alone. A block of which too little was kept was replaced.
func (d *Diff) add(l *lexicon, a, b []unit, p pair) {
	if p.a < 0 {
		u := b[p.b]
		d.Blocks = append(d.Blocks, Block{Op: "added", Kind: u.kind, To: u.id, Runs: d.runs(nil, u.tokens, nil), a: -1, b: p.b})
		return
	}
	if p.b < 0 {
		u := a[p.a]
		d.Blocks = append(d.Blocks, Block{Op: "removed", Kind: u.kind, From: u.id, Runs: d.runs(u.tokens, nil, nil), a: p.a, b: -1})
		return
	}
	o, n := a[p.a], b[p.b]
	kept := l.align(o.tokens, n.tokens)
	if o.key != n.key && 200*len(kept) < minKept*(len(o.tokens)+len(n.tokens)) {
		d.add(l, a, b, pair{p.a, -1})
		d.add(l, a, b, pair{-1, p.b})
		return
	}
	blk := Block{Op: "changed", Kind: n.kind, From: o.id, To: n.id, a: p.a, b: p.b, Runs: d.runs(o.tokens, n.tokens, kept)}
	if o.form != n.form {
		d.Summary.FormChanged++
	} else if plain(blk.Runs) {
		blk.Op = "equal"
	}
	d.Blocks = append(d.Blocks, blk)
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
// A number before the words is none of them.
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
		if a < 0 || b.b < 0 || d.now[b.b].id == "" {
			continue
		}
		if o, n := &d.old[a], &d.now[b.b]; sameWords(o.body(), n.body()) {
			kept[n.id] = append(kept[n.id], o.id)
		}
	}
	return kept
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

// Text returns the changed blocks for a terminal; without color, changes stand in [-…-] and {+…+}.
func (d *Diff) Text(color bool) string {
	del, ins := [2]string{"[-", "-]"}, [2]string{"{+", "+}"}
	if color {
		del, ins = [2]string{"\x1b[31;9m", "\x1b[0m"}, [2]string{"\x1b[32;4m", "\x1b[0m"}
	}
	var s strings.Builder
	for _, b := range d.Blocks {
		if b.Op == "equal" {
			continue
		}
		if b.Move > 0 {
			fmt.Fprintf(&s, "[%s %d] ", strings.ReplaceAll(b.Op, "_", " "), b.Move)
		}
		for _, r := range b.Runs {
			t := printable(r.Text)
			switch r.Op {
			case "delete":
				t = del[0] + t + del[1]
			case "insert":
				t = ins[0] + t + ins[1]
			}
			s.WriteString(t)
			if r.Href != nil {
				fmt.Fprintf(&s, " <%s -> %s>", printable(r.Href[0]), printable(r.Href[1]))
			}
		}
		s.WriteString("\n\n")
	}
	return s.String()
}

// printable drops control characters, which could steer a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (r < 32 || r >= 127 && r < 160) {
			return -1
		}
		return r
	}, s)
}
