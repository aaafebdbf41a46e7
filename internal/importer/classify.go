package importer

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// classifier gives every block its kind and gathers what is to be said about it.
type classifier struct {
	blocks   []*block
	findings []Finding
	title    int // index of the title's block, -1
}

func (c *classifier) find(b *block, kind, text string, guess bool) {
	c.findings = append(c.findings, Finding{Line: b.no, Kind: kind, Text: text, Guess: guess})
}

func (c *classifier) at(i int) *block {
	if i < 0 || i >= len(c.blocks) {
		return &block{kind: rule}
	}
	return c.blocks[i]
}

// run classifies all blocks: the sure signs first.
func (c *classifier) run() {
	c.findTitle()
	for _, b := range c.blocks {
		if b.under != 0 {
			b.kind, b.dated = heading, false
		}
	}
	c.markedItems()
	c.leadInItems()
	c.headings()
	c.levels()
	c.lostBreaks()
	c.addresses()
	c.report()
}

// usualGap returns the number of blank lines that most often stands between two blocks, one rather than none.
func usualGap(blocks []*block) int {
	counts := map[int]int{}
	for _, b := range blocks[min(1, len(blocks)):] {
		if b.kind != item {
			counts[b.gap]++
		}
	}
	best := 1
	for g := range 4 {
		if counts[g] > counts[best] {
			best = g
		}
	}
	return best
}

// lostBreaks marks the places where more blank lines stand than usual and no heading follows.
func (c *classifier) lostBreaks() {
	wide := max(2, usualGap(c.blocks)+1)
	for i, b := range c.blocks {
		prev := c.at(i - 1)
		if i == 0 || b.gap < wide || b.kind == heading || b.kind == rule || b.kind == folio || b.dated || b.page {
			continue
		}
		if prev.kind == heading || prev.kind == rule || prev.kind == folio || prev.dated || b.kind == item && prev.kind == item {
			continue
		}
		b.lost = true
		c.find(b, KindLostBreak, "more blank lines than usual, and no heading: "+clip(b.text), true)
	}
}

// addresses keeps the line breaks of several short lines without a blank one between them.
func (c *classifier) addresses() {
	var out []*block
	titled := c.title
	for i, b := range c.blocks {
		if i == titled {
			c.title = len(out)
		}
		prev := &block{kind: rule}
		if len(out) > 0 {
			prev = out[len(out)-1]
		}
		if addressLine(b) && addressLine(prev) && b.gap == 0 && !b.page && !b.lost {
			if prev.lines == nil {
				prev.lines = []string{prev.text}
			}
			prev.lines = append(prev.lines, b.text)
			continue
		}
		out = append(out, b)
	}
	c.blocks = out
}

// addressLine leaves out what could mean something in Markdown together with another line.
func addressLine(b *block) bool {
	return b.kind == paragraph && b.mark.style == noMark && !b.dated && width(b.text) <= 80 && lastMark(b.text) != '.' &&
		lastMark(b.text) != ':' && !strings.ContainsAny(b.text, "|*_~`[<\\") && strings.ContainsFunc(b.text, unicode.IsLetter)
}

// report says what was found, block by block.
func (c *classifier) report() {
	c.reportJoined()
	for i := 0; i < len(c.blocks); i++ {
		b := c.blocks[i]
		if c.cutAfter(i) {
			c.find(c.at(i+1), KindCut, "a sentence seems to be cut before these words: "+clip(c.at(i+1).text), true)
		}
		switch b.kind {
		case heading:
			kind, sure := KindHeading, isUpper(b.text) || b.mark.style == decimalMark || section.MatchString(plain(b.text))
			if i == c.title {
				kind, sure = KindTitle, titleWord.MatchString(b.text)
			}
			c.find(b, kind, plain(b.text), !sure)
		case table:
			c.find(b, KindTable, fmt.Sprintf("rows: %d, columns: %d", len(b.rows), len(b.rows[0])), false)
		case rule:
			c.find(b, KindRule, plain(b.text), false)
		case folio:
			c.find(b, KindPageNumber, plain(b.text)+" (kept; remove it, and join the paragraph if the page break cut one)", true)
		case item:
			n := 1
			for goesOn(c.blocks[i:i+n], c.at(i+n)) {
				n++
			}
			c.find(b, KindList, fmt.Sprintf("items: %d, from: %s", n, clip(b.text)), b.unmarked)
			i += n - 1
		case paragraph:
			if lead := runIn(plain(b.text)); lead != "" && b.mark.style == noMark {
				c.find(b, KindRunIn, lead, true)
			}
		}
	}
}

// reportJoined says which paragraphs a page break had cut, and once for all that lines were cut at a width.
func (c *classifier) reportJoined() {
	wrapped := 0
	var first *block
	for _, b := range c.blocks {
		if b.mended > 0 {
			c.find(b, KindJoined, "lines that belong together: "+clip(b.text), false)
		} else if b.joined > 0 {
			wrapped++
			if first == nil {
				first = b
			}
		}
	}
	if wrapped > 0 {
		c.find(first, KindJoined, fmt.Sprintf("lines were cut at a width; paragraphs that are one line now: %d", wrapped), false)
	}
}

var runInLead = regexp.MustCompile(`^(["«“„]?\p{Lu}[^.:!?;]{2,70}:|\p{Lu}\pL+(?: \pL+){0,3}\.) ["«“„(]?\p{Lu}`)

// runIn returns the lead of a long paragraph that begins like "Cookies: We use" or "Other rules. We use", or "".
func runIn(s string) string {
	if width(s) < 100 {
		return ""
	}
	m := runInLead.FindStringSubmatch(s)
	if m == nil || len(strings.Fields(m[1])) > 8 {
		return ""
	}
	return m[1]
}

// clip shortens words for a finding.
func clip(s string) string {
	r := []rune(plain(s))
	if len(r) <= 60 {
		return string(r)
	}
	return string(r[:59]) + "…"
}
