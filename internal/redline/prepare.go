package redline

import (
	"slices"
	"strings"

	"candor/internal/markdown"
)

// Text is a document made ready to be compared: its blocks with their words. It does not change, and takes part in any number of
// comparisons, also at the same time. The document may be let go; the source that its words stand in is held.
type Text struct {
	outline markdown.Outline
	units   []unit
	words   []string         // by the keys of the units' tokens
	keys    map[string]int32 // of words
	count   []int32          // how often each word stands in the text
	total   int              // of all words
	tokens  int
}

// Prepare makes a document ready to be compared, which takes longer than to compare it with one like it.
func Prepare(d *markdown.Document) *Text {
	t := &Text{outline: d.Outline, keys: map[string]int32{}}
	names := []string{"paragraph", "heading", "item", "row", "code", "term", "definition", "footnote", "rule", "html"}
	p := preparer{doc: d, text: t, seen: map[string]spelling{}}
	under, numbers := unitSections(d), itemNumbers(d.Blocks)
	for i, b := range d.Blocks {
		if b.Kind == markdown.Rule || int(b.Kind) >= len(names) {
			continue
		}
		u := unit{id: b.ID, kind: names[b.Kind], form: form(b), tokens: p.tokens(b), section: under[i],
			level: b.Level, header: b.Header, number: b.Number, itemNumber: numbers[i], containers: b.Containers, lead: -1}
		u.list = listOf(b)
		u.depth, u.quotes = nesting(b.Containers)
		if len(u.tokens) == 0 {
			carry(numbers, d.Blocks, i)
			continue // nothing to see
		}
		if u.section >= 0 {
			u.head, u.title = headKey(d.Outline[u.section]), d.Outline[u.section].Text
		}
		if u.kind == "row" {
			u.cells = len(b.Cells)
		}
		u.words = wordCount(u.tokens)
		t.tokens += len(u.tokens)
		t.units = append(t.units, u)
	}
	return t
}

// Size is the number of words and signs in the text, by which the memory that it takes is reckoned: some fifty bytes for each.
func (t *Text) Size() int { return t.tokens }

// lexicon numbers the words and blocks of both texts of a comparison and counts how often a word stands in them.
type lexicon struct {
	count  []int32 // by key
	total  int
	blocks map[string]int32
}

// common numbers the words of two texts alike, and returns their blocks, which are the comparison's own.
func common(a, b *Text) (l *lexicon, old, now []unit) {
	l = &lexicon{count: slices.Grow(slices.Clone(a.count), len(b.words)), total: a.total + b.total, blocks: map[string]int32{}}
	ids := make([]int32, len(b.words)) // the keys of the new text's words to common ones
	for k, w := range b.words {
		id, ok := a.keys[w]
		if !ok {
			id = int32(len(l.count))
			l.count = append(l.count, 0)
		}
		ids[k] = id
		l.count[id] += b.count[k]
	}
	old, now = slices.Clone(a.units), slices.Clone(b.units)
	all := make([]token, 0, b.tokens)
	for i := range now {
		from := len(all)
		all = append(all, now[i].tokens...)
		now[i].tokens = all[from:len(all):len(all)]
		for k := range now[i].tokens {
			now[i].tokens[k].key = ids[now[i].tokens[k].key]
		}
	}
	l.number(old)
	l.number(now)
	return l, old, now
}

// number gives blocks with the same words in the same form the same key, and likewise the first cells of rows, by which readers know a row.
func (l *lexicon) number(us []unit) {
	var k []byte
	put := func(key int32) { k = append(k, byte(key), byte(key>>8), byte(key>>16), byte(key>>24)) }
	for i := range us {
		u := &us[i]
		k = append(append(k[:0], 0), u.form...)
		for _, t := range u.tokens {
			put(t.key)
			k = append(k, byte(t.tab))
		}
		u.key = l.block(k)
		if u.kind != "row" || u.tokens[0].tab > 0 {
			continue // no row, or the first cell is empty
		}
		k = append(k[:0], 1)
		for _, t := range u.tokens {
			if t.tab > 0 {
				break
			}
			put(t.key)
		}
		u.lead = l.block(k)
	}
}

func (l *lexicon) block(k []byte) int32 {
	id, ok := l.blocks[string(k)]
	if !ok {
		id = int32(len(l.blocks))
		l.blocks[string(k)] = id
	}
	return id
}

// preparer gathers the words of a text.
type preparer struct {
	doc  *markdown.Document
	text *Text
	seen map[string]spelling
}

// spelling is what is known of a word as it is written.
type spelling struct {
	key   int32 // -1 for white space
	class class
	words int32
}

func (p *preparer) spelled(w string) spelling {
	s, ok := p.seen[w]
	if !ok {
		s = spelling{key: -1}
		if key := folded(w); strings.TrimSpace(key) != "" {
			s.key = p.key(key)
			s.class, s.words = classify(w)
		}
		p.seen[w] = s
	}
	if s.key >= 0 {
		p.text.count[s.key]++
	}
	return s
}

func (p *preparer) key(w string) int32 {
	t := p.text
	k, ok := t.keys[w]
	if !ok {
		k = int32(len(t.words))
		w = strings.Clone(w)
		t.keys[w] = k
		t.words, t.count = append(t.words, w), append(t.count, 0)
	}
	return k
}

// tokens splits a block into words. The spans are joined first: half a word in bold is still one word.
func (p *preparer) tokens(b markdown.Block) []token {
	text, starts := joined(b)
	links := make([]*link, len(b.Spans))
	out := make([]token, 0, len(text)/5+1)
	span, space, tab := 0, false, int32(0)
	put := func(from, to int) {
		w := text[from:to]
		tab += int32(strings.Count(w, "\t"))
		s := p.spelled(w)
		if s.key < 0 {
			space = true
			return
		}
		for span+1 < len(starts) && starts[span+1] <= from {
			span++
		}
		sp := &b.Spans[span]
		if links[span] == nil && (sp.Dest != "" || sp.Around != "" || sp.Href != "") {
			links[span] = &link{sp.Dest, sp.Around, sp.Href, p.doc.Saved(sp.Href)}
		}
		out = append(out, token{text: w, key: s.key, link: links[span], style: sp.Style &^ markdown.HardBreak, class: s.class, words: s.words,
			space: space && len(out) > 0, tab: tab})
		p.text.total += int(min(s.words, 1))
		space, tab = false, 0
	}
	at := 0
	for _, a := range findAtoms(text) {
		segment(text, at, a[0], put)
		put(a[0], a[1])
		at = a[1]
	}
	segment(text, at, len(text), put)
	return slices.Clip(out)
}

// joined is the text of a block with a tab before each cell but the first, and the places where its spans begin.
func joined(b markdown.Block) (text string, starts []int) {
	if len(b.Spans) == 1 && len(b.Cells) == 0 && b.Spans[0].Style&markdown.HardBreak == 0 {
		return spaces.Replace(b.Spans[0].Text), []int{0}
	}
	var s strings.Builder
	starts = make([]int, 0, len(b.Spans))
	cell := 0
	for i, sp := range b.Spans {
		for ; cell < len(b.Cells) && i >= b.Cells[cell]; cell++ {
			s.WriteByte('\t')
		}
		if sp.Style&markdown.HardBreak != 0 {
			s.WriteByte('\n')
		}
		starts = append(starts, s.Len())
		s.WriteString(spaces.Replace(sp.Text))
	}
	return s.String(), starts
}
