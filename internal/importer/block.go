package importer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// blockKind is what a block of the input turned out to be.
type blockKind uint8

const (
	paragraph blockKind = iota
	heading
	item
	table
	rule
	folio // a page number
)

// block is one paragraph, heading, item or table of the input.
type block struct {
	kind   blockKind
	no     int    // first line of the input
	gap    int    // blank lines before it
	page   bool   // a page break stands before it
	indent int    // of its first line
	text   string // joined; set when the block is complete
	mark   mark   // the sign that it begins with

	parts    []string   // what text is made of
	last     line       // its last line: what joining looks at
	joined   int        // lines that were added to the first
	mended   int        // of these, the ones behind a blank line or a page break
	under    byte       // the sign of the line that underlines it, 0 for none
	run      bool       // begins in lower case after a lead-in ("we collect:"): perhaps an unmarked item
	level    int        // heading: 1 to 6
	unmarked bool       // item: it had no typed mark
	between  bool       // paragraph: stands between two items
	subtitle bool       // a short line directly below the title
	dated    bool       // a line that is about the text's own date or its approval
	lost     bool       // the place before it is marked as a lost break
	rows     [][]string // table
	lines    []string   // paragraph: short lines that keep their breaks (an address)
}

// gather puts lines together into blocks.
func gather(lines []line) []*block {
	limit := wrapLimit(lines)
	var out []*block
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if rows, n := tableAt(lines[i:]); n > 0 {
			out = append(out, &block{kind: table, no: l.no, gap: l.gap, page: l.page, last: lines[i+n-1], rows: rows})
			i += n - 1
			continue
		}
		var b *block
		if len(out) > 0 {
			b = out[len(out)-1]
		}
		if b != nil && b.underlinedBy(l) {
			b.under, b.last = l.text[0], l
			if n := len(out); n > 1 && out[n-2].kind == rule && out[n-2].last.text[0] == b.under && b.gap == 0 {
				out = append(out[:n-2], b) // a line above it as well
			}
			continue
		}
		if b != nil && b.kind == paragraph && b.under == 0 {
			var after *line
			if i+1 < len(lines) {
				after = &lines[i+1]
			}
			if sep, ok := joins(b, l, after, limit); ok {
				b.append(sep, l, limit)
				continue
			}
		}
		out = append(out, newBlock(l, out))
	}
	for _, b := range out {
		b.text = strings.Join(b.parts, "")
		if b.joined > 0 {
			b.mark = parseMark(b.text) // "1." alone on a line has a mark only with the next line
		}
	}
	return out
}

func newBlock(l line, before []*block) *block {
	b := &block{no: l.no, gap: l.gap, page: l.page, indent: l.indent, mark: l.mark, parts: []string{l.text}, last: l}
	if n := len(before); n > 0 && startsLower(l.text) {
		p := before[n-1]
		b.run = p.run || lastMark(p.last.text) == ':' || opening.MatchString(p.last.text)
	}
	switch {
	case isRule(l.text):
		b.kind = rule
	case isPageNumber(l.text):
		b.kind = folio
	}
	return b
}

func (b *block) append(sep string, l line, limit int) {
	b.parts = append(b.parts, sep, l.text)
	b.last = l
	b.joined++
	if l.gap > 0 || l.page || limit == 0 {
		b.mended++
	}
}

// underline is a line that underlines a heading.
var underline = regexp.MustCompile(`^(=+|-+|~+|\^+|\*+|#+|_+)$`)

// underlinedBy reports whether a line underlines a block of one line that could be a heading, its number and a colon at its end aside.
func (b *block) underlinedBy(l line) bool {
	if b.kind != paragraph || b.joined > 0 || b.under != 0 || l.gap > 0 || l.page || len(l.text) < 3 || !underline.MatchString(l.text) {
		return false
	}
	words := b.last.text
	if b.mark.style != noMark {
		if b.mark.style == bulletMark {
			return false
		}
		words = strings.TrimSuffix(b.mark.rest, ".") // "1. General terms."
	}
	return likeHeading(strings.TrimSuffix(words, ":"), maxHeading)
}

// defined is a line of a list of terms, which begins in lower case where no sentence was cut: "processing – any action on data;".
var defined = regexp.MustCompile(`^\pL[\pL\pM\s()«»"“”-]{2,80}\s[–—-]\s.*[;.]$`)

// joins reports whether a line goes on with the block before it, and what stands between the two. after is the line behind it, nil for none.
func joins(b *block, l line, after *line, limit int) (sep string, ok bool) {
	if isRule(l.text) || isPageNumber(l.text) {
		return "", false
	}
	if b.joined == 0 && l.gap <= 1 && l.mark.style == noMark && numberOnly.MatchString(b.last.text) {
		return " ", !b.run // a number that stands alone on its line belongs to the next
	}
	if limit == 0 && startsLower(l.text) && width(l.text) <= maxItem && opening.MatchString(b.last.text) {
		return "", false // where lines are not cut at a width, this is the first item
	}
	if l.gap == 0 && !l.page && clung(b, l, after) {
		return "", true
	}
	if l.gap == 0 && !l.page && b.explains(l, after) {
		return " ", true
	}
	long := width(b.last.text)
	full := limit > 0 && b.last.indent+long+1+width(firstWord(l.text)) >= limit
	reference := limit > 0 && len(l.mark.nums) > 1 && startsLower(l.mark.rest) // "2.1 of these terms"
	cut := !endsSentence(b.last.text) && (startsLower(l.text) || reference)
	sep = " "
	if hyphenated(b.last.text) && startsLower(l.text) {
		sep = ""
	}
	switch {
	case l.mark.style != noMark && !(l.gap == 0 && (full || reference) && midSentence(b, l.mark)):
		return "", false
	case l.gap > 0 && !l.page && defined.MatchString(l.text) && lastMark(b.last.text) != ',':
		return "", false
	case l.gap > 0 || l.page:
		return sep, cut && !b.run && l.gap <= 3 && ((long >= 40 || b.joined > 0 && full) && b.prose() || b.sentence(l, after, limit))
	case cut && !b.run:
		return sep, true
	case b.open(l, after, limit):
		return sep, true
	case !full || isUpper(l.text) != isUpper(b.last.text):
		return "", false
	}
	indented := l.indent > b.last.indent && (b.joined > 0 || b.mark.style == noMark)
	return sep, !indented // an indented line begins a paragraph, or goes on with an item
}

// open reports whether a sentence that a block has begun goes on with a line in a capital letter: a name, as lines of a PDF begin with.
func (b *block) open(l line, after *line, limit int) bool {
	last := plain(b.last.text)
	if limit == 0 || width(last)*10 < limit*6 || endsSentence(last) || isUpper(l.text) || isUpper(last) || section.MatchString(l.text) {
		return false
	}
	if endsOpen.MatchString(last) {
		return true
	}
	if !b.prose() {
		return false
	}
	heading := width(l.text)*2 < limit && likeHeading(l.text, maxHeading) && after != nil
	return !heading && (b.joined > 0 || lastMark(last) == ',')
}

// clung reports whether a line begins with a hyphen that belongs to the word before it, as in "152" and "-FZ".
func clung(b *block, l line, after *line) bool {
	if !clings.MatchString(l.text) || after != nil && clings.MatchString(after.text) || clings.MatchString(b.last.text) || b.mark.style == bulletMark {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(b.last.text)
	return isWord(r)
}

var clings = regexp.MustCompile(`^[-\x{2010}\x{2011}]\pL`)

// explains reports whether a line begins with the dash between a term and what it means, which belongs to the words and is no sign of a list.
func (b *block) explains(l line, after *line) bool {
	dash := func(s string) bool { return strings.HasPrefix(s, "— ") || strings.HasPrefix(s, "– ") }
	return dash(l.text) && !dash(b.last.text) && (after == nil || !dash(after.text)) && b.joined == 0 && b.mark.style == noMark && width(b.last.text) <= 80 &&
		!endsSentence(b.last.text) && lastMark(b.last.text) != ',' && startsLower(strings.TrimLeft(l.text, "–— "))
}

// prose reports whether a block is surely no heading: what a page break cuts in two is long, or has a comma at the cut.
func (b *block) prose() bool {
	size := 0
	for _, p := range b.parts {
		if size += len(p); size > 4*maxHeading {
			return true
		}
	}
	return lastMark(b.last.text) == ',' || !likeHeading(strings.Join(b.parts, ""), maxHeading)
}

// midSentence reports whether what looks like a mark is only how a wrapped line happens to begin: "— any information", or
// "1.1. of these terms" after "see clause".
func midSentence(b *block, m mark) bool {
	if endsSentence(b.last.text) || lastMark(b.last.text) == ',' {
		return false
	}
	own := b.mark
	if m.style == bulletMark {
		return own.class != m.class && !strings.ContainsAny(m.class, "•●▪◦*·")
	}
	return !m.follows(own) && !upperStart.MatchString(m.rest)
}

// hyphenated reports whether a line ends in a hyphen (or a soft one) that stands directly after a letter.
func hyphenated(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	if r != '-' && r != '\u00ad' && r != '\u2010' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	return unicode.IsLetter(before)
}

// isUpper reports whether a text has at least four letters and no lower-case one.
func isUpper(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 4
}

// The bounds of a table: what is wider is left as paragraphs, because a Markdown table of thousands of columns takes
// minutes to render.
const maxColumns = 24

var innerTab = regexp.MustCompile(`\S[ \x{a0}]*\t+`)

// tableAt returns the rows of a table that begins with the first of the lines, and how many lines it takes: two or more
// lines without a blank one between, cut by tabs into the same number of cells.
func tableAt(lines []line) (rows [][]string, n int) {
	columns := 0
	for i, l := range lines {
		cells := cellsOf(l.text)
		if i > 0 && l.gap > 0 || len(cells) < 2 || len(cells) > maxColumns {
			break
		}
		if columns == 0 {
			columns = len(cells)
		}
		if len(cells) != columns {
			break
		}
		n++
		if !isDelimiter(cells) {
			rows = append(rows, cells)
		}
	}
	if len(rows) < 2 {
		return nil, 0
	}
	return rows, n
}

// isDelimiter reports whether a row holds nothing but the dashes between a table's head and its body.
func isDelimiter(cells []string) bool {
	for _, c := range cells {
		if strings.Trim(c, ":-") != "" || c == "" {
			return false
		}
	}
	return true
}

// cellsOf cuts a line at its tabs, or at the bars of a table drawn with them. The tab after a typed mark is no cut.
func cellsOf(text string) []string {
	var cells []string
	switch {
	case strings.HasPrefix(text, "|") && strings.HasSuffix(text, "|") && strings.Count(text, "|") > 2:
		cells = strings.Split(text[1:len(text)-1], "|")
	case !innerTab.MatchString(text):
		return nil
	default:
		if m := parseMark(text); m.style != noMark && !strings.Contains(m.rest, "\t") {
			return nil
		}
		cells = strings.Split(text, "\t")
	}
	for i, c := range cells {
		cells[i] = trimSpace(c)
	}
	return cells
}
