package markdown

import (
	"strconv"
	"strings"

	"candor/internal/diag"
)

// assignIDs gives every heading, paragraph, item and row its id (SPEC, section 5).
//
// A heading has its explicit id; else, in a translation, the id of the heading of the authoritative text in its place; else the
// slug of its words. All of them first: what stands in a section is counted under the section's id, and must not meet another
// heading's.
func (b *builder) assignIDs() {
	outline := b.doc.Outline
	used := ids{taken: make(map[string]int, 2*len(outline)+2), next: map[string]int{}}
	used.taken["top"] = -1 // what stands before the first heading is counted under it
	for i := range outline {
		b.explicitID(i, &used)
	}
	if b.o.Outline != nil {
		for i, j := range align(outline, b.explicit, b.o.Outline) {
			if id := ""; j >= 0 && outline[i].ID == "" {
				if id = b.o.Outline[j].ID; !used.has(id) {
					outline[i].ID, used.taken[id] = id, i
				}
			}
		}
	}
	for i := range outline {
		if outline[i].ID == "" {
			outline[i].ID = used.free(headingSlug(outline[i], b.o.Lang, i+1), i)
		}
	}
	for i := range outline {
		outline[i].ID = b.o.Prefix + outline[i].ID
	}
	b.assignBlockIDs()
}

// explicitID takes the id that an author wrote for a heading, if it can be had.
func (b *builder) explicitID(i int, used *ids) {
	id, e := b.explicit[i], &b.doc.Outline[i]
	if id == "" {
		return
	}
	before, taken := used.taken[id]
	if !taken || before < 0 {
		e.ID, used.taken[id] = id, i
		return
	}
	b.list.Add(diag.Diagnostic{Pos: e.Pos, Rule: "heading-id", Message: "the id " + strconv.Quote(id) + " stands at two headings", Hint: "give one of them another id",
		Related: []diag.Related{{Pos: b.doc.Outline[before].Pos, Message: "the first of them"}}})
	e.ID = used.free(id, i)
}

// ids are the ids of headings that are taken.
type ids struct {
	taken map[string]int // the heading that has it, -1 for none
	next  map[string]int // the number that an id which repeats gets next
}

func (u *ids) has(id string) bool {
	_, taken := u.taken[id]
	return taken
}

// free returns id, or id-2, id-3 … when it is taken, and takes it for a heading. The ids of footnotes are never free.
func (u *ids) free(id string, heading int) string {
	try := id
	for n := max(2, u.next[id]); u.has(try) || isNoteID(try); n++ {
		try = id + "-" + strconv.Itoa(n)
		u.next[id] = n + 1
	}
	u.taken[try] = heading
	return try
}

func isNoteID(id string) bool {
	for _, prefix := range []string{"fn-", "fnref-"} {
		if n, ok := strings.CutPrefix(id, prefix); ok && n != "" && strings.Trim(n, "0123456789-") == "" {
			return true
		}
	}
	return false
}

// counter counts the clauses of one section.
type counter struct{ paragraphs, items, rows, terms, definitions int }

func (b *builder) assignBlockIDs() {
	headings := make(map[string]bool, len(b.doc.Outline))
	for i := range b.doc.Outline {
		headings[b.doc.Outline[i].ID] = true
	}
	counters := map[string]*counter{}
	section, name, at := -2, "", (*counter)(nil)
	enter := func(id string) {
		name = id
		if at = counters[id]; at == nil {
			at = &counter{}
			counters[id] = at
		}
	}
	for i := range b.doc.Blocks {
		block := &b.doc.Blocks[i]
		switch {
		case block.Kind == Heading:
			block.ID = b.doc.Outline[block.Section].ID
		case block.Kind == Footnote: // what follows in it is counted under its own id
			section = -3
			enter(block.ID)
			continue
		}
		if block.Section != section && section != -3 {
			section = block.Section
			if section < 0 {
				enter(b.o.Prefix + "top")
			} else {
				enter(b.doc.Outline[section].ID)
			}
		}
		letter, n := at.of(block.Kind)
		for n != nil {
			*n++
			block.ID = name + letter + strconv.Itoa(*n)
			if !headings[block.ID] {
				break
			}
		}
	}
}

// of returns the letter and the count of a kind of clause, nil for kinds that have no id.
func (c *counter) of(k Kind) (string, *int) {
	switch k {
	case Paragraph:
		return "-p", &c.paragraphs
	case Item:
		return "-l", &c.items
	case Row:
		return "-r", &c.rows
	case Term:
		return "-t", &c.terms
	case Definition:
		return "-d", &c.definitions
	}
	return "", nil
}

// reportStructure warns of headings that skip a level and of sections without a word.
func (b *builder) reportStructure() {
	outline := b.doc.Outline
	words := make([]bool, len(outline))
	for i := range b.doc.Blocks {
		if block := &b.doc.Blocks[i]; block.Kind != Heading && block.Section >= 0 {
			words[block.Section] = true
		}
	}
	for i, e := range outline {
		if i > 0 && e.Level > outline[i-1].Level+1 {
			b.list.Add(diag.Diagnostic{Pos: e.Pos, Severity: diag.Warning, Rule: "heading-level",
				Message: "a heading of level " + strconv.Itoa(e.Level) + " follows one of level " + strconv.Itoa(outline[i-1].Level),
				Hint:    "begin it with " + strings.Repeat("#", outline[i-1].Level+1)})
		}
		last := i == len(outline)-1
		if !words[i] && !e.Hidden && (last || outline[i+1].Level <= e.Level) {
			b.list.Add(diag.Diagnostic{Pos: e.Pos, Severity: diag.Warning, Rule: "empty-section",
				Message: "the section " + strconv.Quote(e.Text) + " has no text", Hint: "write it, or delete its heading"})
		}
	}
}
