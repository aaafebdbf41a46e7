package markdown

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/diag"
)

// assignIDs gives every heading, paragraph, item and row its id.
//
// A heading has its explicit id; else, in a translation, the id of the heading of the original text in its place; else the
// slug of its words. All of them first: what stands in a section is counted under the section's id, and must not meet another
// heading's.
//
// An address that was published never moves. Where an earlier way of naming gave another id, a block keeps it as a second one ([Block.Was]).
func (b *builder) assignIDs() {
	outline := b.doc.Outline
	var place []int
	if b.o.Outline != nil {
		place = align(outline, b.explicit, b.o.Outline)
	}
	now, formerly := b.headingIDs(place, &ids{}), []string(nil)
	if b.renamed(place) {
		formerly = b.headingIDs(place, &ids{formerly: true})
		owner := map[string]int{}
		for i, id := range formerly {
			owner[id] = i
		}
		now = b.headingIDs(place, &ids{former: formerly, owner: owner})
	}
	b.reportExplicit()
	blocks := b.blockIDs(now)
	for i := range outline {
		outline[i].ID = b.o.Prefix + now[i]
	}
	for i, id := range blocks {
		b.doc.Blocks[i].ID = id
	}
	if formerly != nil {
		b.keepFormer(formerly)
	}
}

// headingIDs returns the ids of the headings, without the prefix: as they are named now, or as they were before ids passed over footnotes,
// kept the digits of every script and left the page its own.
func (b *builder) headingIDs(place []int, used *ids) []string {
	outline := b.doc.Outline
	named := make([]string, len(outline))
	used.taken, used.next = make(map[string]int, 2*len(outline)+2), map[string]int{}
	used.taken["top"] = -1 // what stands before the first heading is counted under it
	used.reserved = !used.formerly && b.o.Prefix == ""
	for i := range outline {
		named[i] = b.explicitID(i, used)
	}
	for i, j := range place {
		if j < 0 || named[i] != "" {
			continue
		}
		id := b.o.Outline[j].ID
		if used.formerly {
			id = cmp.Or(b.o.Outline[j].Was, id)
		}
		if !used.has(id) {
			named[i], used.taken[id] = id, i
		}
	}
	for i, e := range outline {
		switch {
		case named[i] != "":
		case used.formerly:
			e.Text = b.formerWords(i)
			named[i] = used.free(headingSlug(e, b.o.Lang, i+1), i)
		default:
			slug := digitSlug(e, b.o.Lang, i+1)
			b.moved = b.moved || hasForeignDigit(e.Text) || used.reserved && isPageID(slug)
			if used.former != nil && slug == headingSlug(e, b.o.Lang, i+1) && b.formerly[i] == "" && !isPageID(used.former[i]) {
				slug = used.former[i] // nothing about it has changed
			}
			named[i] = used.free(slug, i)
		}
	}
	return named
}

// renamed reports whether a heading can have had another id before.
func (b *builder) renamed(place []int) bool {
	if len(b.formerly) > 0 || b.moved {
		return true
	}
	return slices.ContainsFunc(place, func(j int) bool { return j >= 0 && b.o.Outline[j].Was != "" })
}

// formerWords are the words of a heading as they were read before.
func (b *builder) formerWords(i int) string { return cmp.Or(b.formerly[i], b.doc.Outline[i].Text) }

// keepFormer gives headings and blocks the ids that they had before as second ones, where nothing else has them.
func (b *builder) keepFormer(formerly []string) {
	taken := map[string]bool{}
	for _, e := range b.doc.Outline {
		taken[e.ID] = true
	}
	for i := range b.doc.Blocks {
		taken[b.doc.Blocks[i].ID] = true
	}
	for i := range b.doc.Outline {
		e := &b.doc.Outline[i]
		if was := b.o.Prefix + formerly[i]; was != e.ID {
			e.Was = was
		}
	}
	for i, was := range b.blockIDs(formerly) {
		block := &b.doc.Blocks[i]
		if was == "" || was == block.ID || taken[was] || b.o.Prefix == "" && isPageID(was) {
			continue
		}
		block.Was, taken[was] = was, true
	}
}

// followFormer has links within the text that name a heading's former id lead to the heading where the page itself has that id.
func (b *builder) followFormer() {
	for _, e := range b.doc.Outline {
		if e.Was == "" || !isPageID(e.Was) {
			continue
		}
		for i := range b.doc.Blocks {
			spans := b.doc.Blocks[i].Spans
			for j := range spans {
				if spans[j].Style&NoteRef == 0 && spans[j].Href == "#"+e.Was {
					spans[j].Href = "#" + e.ID
				}
			}
		}
	}
}

// explicitID returns the id that an author wrote for a heading, or one made of it where it cannot be had; "" where none is written.
func (b *builder) explicitID(i int, used *ids) string {
	id := b.explicit[i]
	if id == "" {
		return ""
	}
	own := used.reserved && isPageID(id)
	b.moved = b.moved || own
	if before, taken := used.taken[id]; !own && (!taken || before < 0) {
		used.taken[id] = i
		return id
	}
	return used.free(id, i)
}

// reportExplicit says which ids of authors cannot be had.
func (b *builder) reportExplicit() {
	first := map[string]int{}
	for i, id := range b.explicit {
		if id == "" {
			continue
		}
		d := diag.Diagnostic{Pos: b.doc.Outline[i].Pos, Rule: "heading-id", Hint: "give it another id"}
		before, twice := first[id]
		switch {
		case b.o.Prefix == "" && isPageID(id):
			d.Message = "the page itself has the id " + strconv.Quote(id)
		case twice:
			d.Message, d.Hint = "the id "+strconv.Quote(id)+" stands at two headings", "give one of them another id"
			d.Related = []diag.Related{{Pos: b.doc.Outline[before].Pos, Message: "the first of them"}}
		default:
			first[id] = i
			continue
		}
		b.list.Add(d)
	}
}

// ids are the ids of headings that are taken.
type ids struct {
	taken map[string]int // the heading that has it, -1 for none
	next  map[string]int // the number that an id which repeats gets next

	formerly bool           // as ids were made before
	reserved bool           // those of the page are taken too
	former   []string       // the ids that headings had before, and
	owner    map[string]int // the heading that had an id before: no other gets it now
}

func (u *ids) has(id string) bool {
	_, taken := u.taken[id]
	return taken
}

// free returns id, or id-2, id-3 … when it is taken, and takes it for a heading. The ids of footnotes are never free.
func (u *ids) free(id string, heading int) string {
	try := id
	for n := max(2, u.next[id]); u.has(try) || isNoteID(try) || u.reserved && isPageID(try) || u.owned(try, heading); n++ {
		try = id + "-" + strconv.Itoa(n)
		u.next[id] = n + 1
	}
	u.taken[try] = heading
	return try
}

// owned reports whether another heading had an id before, under which it may have been linked to.
func (u *ids) owned(id string, heading int) bool {
	owner, had := u.owner[id]
	return had && owner != heading
}

func isNoteID(id string) bool {
	for _, prefix := range []string{"fn-", "fnref-"} {
		if n, ok := strings.CutPrefix(id, prefix); ok && n != "" && strings.Trim(n, "0123456789-") == "" {
			return true
		}
	}
	return false
}

// isPageID reports whether a page that shows a text has an element with this id around it. A test holds the list against the templates; since
// it decides about addresses, no id is ever taken from it.
func isPageID(id string) bool {
	switch id {
	case "main", "now", "brief", "ask", "attached", "corrections", "change", "versions", "source", "recent", "ask-us":
		return true
	}
	n, ok := strings.CutPrefix(id, "group-") // of the home page
	return ok && n != "" && strings.Trim(n, "0123456789") == ""
}

// PageID reports whether no heading can have an id, since the page that shows a text has an element with it.
func PageID(id string) bool { return isPageID(id) }

// counter counts the clauses of one section.
type counter struct{ paragraphs, items, rows, terms, definitions int }

// blockIDs returns the ids of all blocks, by those of the headings.
func (b *builder) blockIDs(named []string) []string {
	headings := make(map[string]bool, len(named))
	for i := range named {
		headings[b.o.Prefix+named[i]] = true
	}
	out := make([]string, len(b.doc.Blocks))
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
			out[i] = b.o.Prefix + named[block.Section]
		case block.Kind == Footnote: // what follows in it is counted under its own id
			section = -3
			out[i] = block.ID
			enter(block.ID)
			continue
		}
		if block.Section != section && section != -3 {
			section = block.Section
			if section < 0 {
				enter(b.o.Prefix + "top")
			} else {
				enter(b.o.Prefix + named[section])
			}
		}
		letter, n := at.of(block.Kind)
		for n != nil {
			*n++
			out[i] = name + letter + strconv.Itoa(*n)
			if !headings[out[i]] {
				break
			}
		}
	}
	return out
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
				Message: "the section " + strconv.Quote(shortened(e.Text)) + " has no text", Hint: "write it, or delete its heading"})
		}
	}
}
