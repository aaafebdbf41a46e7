package importer

import (
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
	aside     = regexp.MustCompile(`\s\([^()]*\)$`)
	partWord  = regexp.MustCompile(`(?i)^(раздел|глава|часть|part|chapter)\s`)
	contact   = regexp.MustCompile(`(?i)@|https?://|www\.|(\+?\d[\s()-]*){7,}|^(инн|огрн|кпп|тел|e-?mail|адрес|phone|address|fax)(\s|[.:]|$)|^(ооо|ао|зао|пао|ип)\s["«“]?\pL+|^\S+( \S+)? (ltd|llc|inc|gmbh)\.?$`)
)

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
	if endsSentence(s) && last != '?' || strings.ContainsRune(",-–—/", last) || len(strings.Fields(s)) > limit/8 || sentenceEnd.MatchString(s) || opening.MatchString(s) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return !startsLower(s) && strings.ContainsFunc(s, unicode.IsLetter) && (isWord(first) || strings.ContainsRune("\"'«“„(§№¿", first))
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
	if width(words) <= maxTitle {
		words = aside.ReplaceAllString(words, "") // "1. Terms (as the laws have them that …)"
	}
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
	if c.cutAfter(i) || c.opensList(i) {
		return false // a sentence
	}
	if prev := c.at(i - 1); lastMark(prev.text) == ':' && prev.kind == paragraph && b.gap == 0 {
		return false
	}
	if prev := c.at(i - 1); b.gap == 0 && (c.short(i-1) || prev.kind == paragraph && !prev.dated && !prev.subtitle && !endsSentence(prev.text)) {
		return false // one of several short lines, or the end of a sentence
	}
	if c.short(i + 1) {
		// Two in a row may be a heading and the first below it; of three only the last is sure.
		return (next.gap > 0 || c.isProse(i-1) && c.isProse(i+2)) && !c.short(i-1) && !c.short(i+2)
	}
	if next.kind == paragraph && next.mark.style == noMark && !endsSentence(next.text) && contact.MatchString(next.text) {
		return next.gap > 0 || b.gap > next.gap || c.at(i-1).kind == heading
	}
	return next.kind != paragraph || next.mark.style != noMark || width(next.text) > width(b.text) || endsSentence(next.text)
}

// isProse reports whether block i is a paragraph longer than any heading or line of an address.
func (c *classifier) isProse(i int) bool {
	b := c.at(i)
	return b.kind == paragraph && b.mark.style == noMark && width(b.text) > maxHeading
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
