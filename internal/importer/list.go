package importer

import (
	"regexp"
	"strings"
)

// markedItems turns blocks with typed marks into items of a list: bullets wherever they stand, letters and numbers where at
// least two follow each other. A numbered block with other text between it and the next number is a clause or a heading.
func (c *classifier) markedItems() {
	c.romanMarks()
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

// romanMarks gives (i), (ii), (iii) a class of their own, save where (i) follows (h).
func (c *classifier) romanMarks() {
	roman := false
	for i, b := range c.blocks {
		letter := strings.Trim(b.mark.typed, "()")
		if b.mark.style != letterMark || strings.Trim(letter, "ivx") != "" {
			roman = roman && b.mark.style == bulletMark
			continue
		}
		before := strings.Trim(c.at(i-1).mark.typed, "()")
		next := len(letter) == 1 && len(before) == 1 && before[0]+1 == letter[0]
		if roman = roman || !next && strings.HasPrefix(letter, "i"); roman {
			b.mark.class = strings.Replace(b.mark.class, "a", "i", 1)
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

// opening is how a paragraph ends that a list goes on, where nobody put a colon.
var opening = regexp.MustCompile(`(?i)(^|[\s,(])(such as|including|includes|namely|for example|e\.g\.|в том числе|например|а именно|такие как|включая|как то)$`)

// leadsIn reports whether a list may stand below block i: it says so, or what follows can be nothing else.
func (c *classifier) leadsIn(i int) bool {
	b := c.blocks[i]
	if b.kind == item {
		return false
	}
	if c.enumerated(i+1) && c.enumerated(i+2) {
		return true
	}
	if b.kind != paragraph || isUpper(b.text) {
		return false
	}
	return lastMark(b.text) == ':' || startsLower(c.at(i+1).text) && opening.MatchString(plain(b.text))
}

// enumerated reports whether block i can only be an item, since it begins in lower case and ends in a semicolon.
func (c *classifier) enumerated(i int) bool {
	b := c.at(i)
	return b.kind == paragraph && b.mark.style == noMark && startsLower(b.text) && lastMark(b.text) == ';'
}

// leadInItems finds the lines that were a list before they lost their marks: below a line that ends in a colon.
func (c *classifier) leadInItems() {
	tight := dense(c.blocks)
	for i := range c.blocks {
		if !c.leadsIn(i) {
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
