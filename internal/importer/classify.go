package importer

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxHeading = 110 // characters of an unnumbered heading
	maxTitle   = 200
	maxItem    = 120 // characters of an item that has neither mark nor final stop
)

var (
	titleWord = regexp.MustCompile(`(?i)(политик|соглашени|услови|правила|положени|оферт|согласи|уведомлени|договор|регламент|privacy|polic|terms|agreement|notice|cookie|statement|conditions|конфиденциальн|персональн|subprocessors|субобработчик)`)
	section   = regexp.MustCompile(`(?i)^(раздел|глава|часть|статья|приложение|section|article|chapter|part|appendix|annex|schedule|§)\s*(?:№\s*)?(?:\d+(?:\.\d+)*|[IVXLC]+|[A-ZА-Я])(?:[.:)]|\s|$)\s*(.*)$`)
	partWord  = regexp.MustCompile(`(?i)^(раздел|глава|часть|part|chapter)\s`)
	contact   = regexp.MustCompile(`(?i)@|https?://|www\.|(\+?\d[\s()-]*){7,}|^(инн|огрн|кпп|тел|e-?mail|адрес|phone|address|fax)(\s|[.:]|$)`)
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
	c.markedItems()
	c.leadInItems()
	c.headings()
	c.levels()
	c.lostBreaks()
	c.addresses()
	c.report()
}

// findTitle looks at the short blocks at the top: the first that has a word of which titles of policies are made, else the
// first that looks like a heading.
func (c *classifier) findTitle() {
	c.title = -1
	for i, b := range c.blocks[:min(len(c.blocks), 8)] {
		long := width(b.text) > maxTitle || endsSentence(b.text) && !isUpper(b.text)
		if b.kind != paragraph || (long || b.mark.style != noMark) && !b.dated {
			break
		}
		if b.dated || !likeHeading(b.text, maxTitle) || i+1 == len(c.blocks) {
			continue
		}
		if titleWord.MatchString(b.text) {
			c.title = i
			break
		}
		if c.title < 0 {
			c.title = i
		}
	}
	if c.title >= 0 {
		c.takeTitle()
	}
}

// takeTitle makes the title a heading. Further lines in capitals directly below it belong to it ("REGULATION / ON DATA");
// another short line there, with space after it, is a subtitle.
func (c *classifier) takeTitle() {
	b := c.blocks[c.title]
	b.kind, b.level = heading, 1
	n := c.at(c.title + 1)
	for n.kind == paragraph && n.gap == 0 && !n.dated && n.mark.style == noMark && isUpper(b.text) && isUpper(n.text) &&
		width(b.text)+width(n.text) < maxTitle {
		b.text += " " + n.text
		b.mended++
		c.blocks = append(c.blocks[:c.title+1], c.blocks[c.title+2:]...)
		n = c.at(c.title + 1)
	}
	if after := c.at(c.title + 2); n.gap == 0 && (after.gap > 0 || after.dated) {
		n.subtitle = true
	}
}

// likeHeading reports whether words could be a heading: short, without a final stop, not a line of contact data.
func likeHeading(s string, limit int) bool {
	s = plain(s)
	if width(s) > limit || contact.MatchString(s) {
		return false
	}
	if isUpper(s) {
		return !strings.ContainsRune(";,", lastMark(s))
	}
	last := lastMark(s)
	if endsSentence(s) && last != '?' || strings.ContainsRune(",-–—/", last) || len(strings.Fields(s)) > 16 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return !startsLower(s) && strings.ContainsFunc(s, unicode.IsLetter) && (isWord(first) || strings.ContainsRune("\"'«“„(§№¿", first))
}

// markedItems turns blocks with typed marks into items of a list: bullets wherever they stand, letters and numbers where at
// least two follow each other. A numbered block with other text between it and the next number is a clause or a heading.
func (c *classifier) markedItems() {
	for i, b := range c.blocks {
		if b.kind != paragraph || b.dated {
			continue
		}
		switch b.mark.style {
		case bulletMark:
			// A lone star is as likely a footnote, a lone dash a remark.
			if !strings.Contains("-–—−*+", b.mark.typed) || c.hasSibling(i) || lastMark(c.at(i-1).text) == ':' {
				b.kind = item
			}
		case letterMark:
			if c.hasSibling(i) {
				b.kind = item
			}
		case decimalMark:
			if b.mark.countable() && (b.mark.follows(c.before(i)) || c.after(i).follows(b.mark)) {
				b.kind = item
			}
		}
	}
}

// hasSibling reports whether an item with the same mark stands near block i, with nothing but other items between.
func (c *classifier) hasSibling(i int) bool {
	for _, step := range []int{-1, 1} {
		for j := i + step; j-i < 16 && i-j < 16 && c.at(j).mark.style != noMark; j += step {
			if c.at(j).mark.class == c.blocks[i].mark.class {
				return true
			}
		}
	}
	return false
}

// before returns the mark of the nearest block before i that is not a nested bullet or letter.
func (c *classifier) before(i int) mark {
	b := c.blocks[i]
	for j := i - 1; j >= 0 && i-j < 64; j-- {
		if p := c.blocks[j]; !nestedIn(p, b) {
			return p.mark
		}
	}
	return mark{}
}

func (c *classifier) after(i int) mark {
	b := c.blocks[i]
	for j := i + 1; j < len(c.blocks) && j-i < 64; j++ {
		if n := c.blocks[j]; !nestedIn(n, b) {
			return n.mark
		}
	}
	return mark{}
}

// nestedIn reports whether a block may be an item of a list inside a numbered item. Below "1." only bullets and letters that
// are indented more may, because numbered headings have flat lists below them.
func nestedIn(inner, outer *block) bool {
	if inner.mark.style != bulletMark && inner.mark.style != letterMark {
		return false
	}
	return inner.indent > outer.indent || strings.HasSuffix(outer.mark.class, ")")
}

// leadInItems finds the lines that were a list before they lost their marks: below a line that ends in a colon.
func (c *classifier) leadInItems() {
	tight := dense(c.blocks)
	for i, b := range c.blocks {
		if b.kind != paragraph || lastMark(b.text) != ':' || isUpper(b.text) {
			continue
		}
		for _, it := range c.blocks[i+1 : i+1+c.runAfter(i, tight)] {
			if !it.between {
				it.kind, it.unmarked = item, true
			}
		}
	}
}

// runAfter returns how many blocks after the lead-in i are its items.
func (c *classifier) runAfter(i int, tight bool) int {
	first := c.at(i + 1)
	if first.kind != paragraph || first.mark.style != noMark || first.gap > 1 {
		return 0
	}
	lower := startsLower(first.text)
	sentences := endsSentence(first.text) && lastMark(first.text) != ';' && !(lower && lastMark(first.text) == '.')
	if sentences && (first.gap > 0 || tight) {
		return 0 // whole sentences are a list only where single line breaks are something special
	}
	n := 0
	for j := i + 1; j < len(c.blocks); j++ {
		b := c.blocks[j]
		if b.kind != paragraph || b.mark.style != noMark || b.dated || n > 0 && !c.sameRun(j, lower, sentences) {
			break
		}
		if !sentences && !lower && (width(b.text) > maxItem || lastMark(b.text) == ':') {
			break
		}
		n++
		if lower && lastMark(b.text) == '.' {
			break // the last item of an enumeration
		}
	}
	if sentences {
		return c.counted(i, n)
	}
	if n < 2 || !lower && first.gap > 0 && c.at(i+2).gap > 0 && !punctuated(first) {
		return 0 // short capitalised lines, each on its own, are as likely headings
	}
	return n
}

var counts = []*regexp.Regexp{
	2: regexp.MustCompile(`(?i)(^|\s)(дв(а|е|ух|умя)|two)\s`),
	3: regexp.MustCompile(`(?i)(^|\s)(три|тр[её]х|тремя|three)\s`),
	4: regexp.MustCompile(`(?i)(^|\s)(четыре|четыр[её]х|четырьмя|four)\s`),
	5: regexp.MustCompile(`(?i)(^|\s)(пять|пяти|пятью|five)\s`),
}

// counted holds a run of n whole sentences against the number in its lead-in ("in three ways:"). Where the run is shorter, a
// paragraph after a blank line may explain the item before it, if the next item follows it without one; it stays a paragraph.
// Where the number cannot be reached there is no list.
func (c *classifier) counted(i, n int) int {
	want := 0
	for k, p := range counts {
		if p != nil && p.MatchString(plain(c.blocks[i].text)) {
			want = k
		}
	}
	switch {
	case want == 0 && n >= 2, want > 0 && n == want:
		return n
	case want == 0 || n > want || n == 0:
		return 0
	}
	var more []*block
	have := n
	for j := i + n + 1; have < want; j += 2 {
		p, next := c.at(j), c.at(j+1)
		if p.kind != paragraph || next.kind != paragraph || p.gap != 1 || next.gap != 0 || next.mark.style != noMark || !endsSentence(next.text) {
			return 0
		}
		more = append(more, p)
		have, n = have+1, n+2
	}
	for _, p := range more {
		p.between = true
	}
	return n
}

func punctuated(b *block) bool { m := lastMark(b.text); return m == ';' || m == ',' }

// sameRun reports whether block j goes on with the items before it.
func (c *classifier) sameRun(j int, lower, sentences bool) bool {
	b, prev, first := c.blocks[j], c.blocks[j-1], c.blocks[j-1]
	open := punctuated(prev) || lower && !endsSentence(prev.text)
	switch {
	case b.gap > 0 && !open, b.gap > 1, startsLower(b.text) != lower:
		return false
	case sentences:
		return endsSentence(b.text) && lastMark(b.text) != ':'
	case endsSentence(b.text) && lastMark(b.text) != ';':
		return lower || punctuated(first) // the last of "one; two; three."
	}
	return punctuated(b) == punctuated(prev) || punctuated(prev)
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

// dense reports whether most blocks follow each other without a blank line.
func dense(blocks []*block) bool {
	n := 0
	for _, b := range blocks {
		if b.gap == 0 {
			n++
		}
	}
	return n*3 > len(blocks)*2
}

// headings finds the headings among what is left.
func (c *classifier) headings() {
	for i, b := range c.blocks {
		if b.kind == paragraph && !b.dated && !b.subtitle && c.isHeading(i) {
			b.kind = heading
		}
	}
}

func (c *classifier) isHeading(i int) bool {
	b, next := c.blocks[i], c.at(i+1)
	if i+1 >= len(c.blocks) || next.kind == rule || next.kind == folio {
		return isUpper(b.text) && likeHeading(b.text, maxHeading) && i+2 < len(c.blocks)
	}
	if m := section.FindStringSubmatch(plain(b.text)); m != nil {
		return width(b.text) <= maxHeading && (m[2] == "" || likeHeading(m[2], maxHeading) || likeHeading(strings.TrimSuffix(m[2], "."), 60))
	}
	if b.mark.style == decimalMark {
		return c.numberedHeading(b, next)
	}
	if b.mark.style != noMark || !likeHeading(b.text, maxHeading) {
		return false
	}
	if isUpper(b.text) {
		return true
	}
	return c.standsAlone(i)
}

// numberedHeading wants words like a heading's and something that stands below it: text, or a deeper number.
func (c *classifier) numberedHeading(b, next *block) bool {
	words := b.mark.rest
	if len(next.mark.nums) > len(b.mark.nums) && width(words) <= 60 {
		words = strings.TrimSuffix(words, ".") // "1. General terms." with 1.1 below it
	}
	if !likeHeading(words, maxHeading) || strings.HasSuffix(b.mark.typed, ")") && len(b.mark.nums) == 1 {
		return false
	}
	return next.mark.style != decimalMark || len(next.mark.nums) > len(b.mark.nums) || len(b.mark.nums) == 1 && next.mark.nums[0] == 1
}

// standsAlone judges a short line without number or capitals: a heading has text below it, and is not one of several short
// lines in a row (an address, a list that lost its marks).
func (c *classifier) standsAlone(i int) bool {
	b, next := c.blocks[i], c.blocks[i+1]
	if prev := c.at(i - 1); lastMark(prev.text) == ':' && prev.kind == paragraph && b.gap == 0 {
		return false
	}
	if b.gap == 0 && c.short(i-1) {
		return false
	}
	if c.short(i + 1) {
		// Two in a row may be a heading and the first below it; of three only the last is sure.
		return next.gap > 0 && !c.short(i-1) && !c.short(i+2)
	}
	if next.kind == paragraph && next.mark.style == noMark && !endsSentence(next.text) && contact.MatchString(next.text) {
		return b.gap > next.gap || c.at(i-1).kind == heading
	}
	return next.kind != paragraph || next.mark.style != noMark || width(next.text) > width(b.text) || endsSentence(next.text)
}

// short reports whether block i is an unmarked, unnumbered line that could be a heading by its words alone.
func (c *classifier) short(i int) bool {
	b := c.at(i)
	return b.kind == paragraph && !b.dated && b.mark.style == noMark && likeHeading(b.text, maxHeading) && !isUpper(b.text) && !section.MatchString(plain(b.text))
}

// levels gives headings their levels: by number, capitals above others, none skipped.
func (c *classifier) levels() {
	lastNumbered, capitals, parts := -1, 0, false
	for i, b := range c.blocks {
		if b.kind != heading || i == c.title {
			continue
		}
		if b.mark.style == decimalMark && len(b.mark.nums) == 1 {
			lastNumbered = i
		}
		if isUpper(b.text) {
			capitals++
		}
		parts = parts || partWord.MatchString(b.text)
	}
	above, seenNumber, seenCapitals := 1, false, false
	for i, b := range c.blocks {
		if b.kind != heading || i == c.title {
			continue
		}
		switch {
		case b.mark.style == decimalMark:
			b.level = 1 + len(b.mark.nums)
			seenNumber = true
		case parts && !isUpper(b.text) && section.MatchString(plain(b.text)) && !partWord.MatchString(b.text):
			b.level = 3
		case isUpper(b.text), section.MatchString(plain(b.text)):
			b.level = 2
			seenCapitals = seenCapitals || isUpper(b.text)
		case seenNumber && i < lastNumbered, capitals > 1 && seenCapitals:
			b.level = 3
		default:
			b.level = 2
		}
		b.level = min(b.level, above+1, 6)
		above = b.level
	}
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
