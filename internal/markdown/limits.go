package markdown

import (
	"bytes"
	"fmt"

	"candor/internal/diag"
)

// What is refused before goldmark sees it. Each of these can be written so that a few kilobytes take seconds or fill the
// memory; no policy that we know comes near any of them.
const (
	maxBytes       = 4 << 20
	maxColumns     = 64
	maxCells       = 20_000  // of one table
	maxAllCells    = 200_000 // of all tables: short rows are filled up to the header's width
	maxDepth       = 32      // quotes and lists within each other
	maxSearch      = 1 << 26 // bytes that goldmark would look through for the ends of code spans that have none
	maxNoteSearch  = 1 << 24 // footnote references times footnotes
	maxOpenMarks   = 4096    // brackets or emphasis marks in one block
	maxLines       = 250_000
	maxOpenSearch  = 1 << 24 // bytes that goldmark would look through for the ends of attributes that have none
	maxQuotes      = 1 << 16 // quotation marks in one block: each looks for its pair
	maxTags        = 2048    // raw HTML tags in one block: each looks for its end
	maxOfRule      = 1000    // diagnostics of one rule in one text
	maxSaid        = 20      // diagnostics of one kind where one would do
	maxInlineDepth = 128
	maxLevels      = 250_000 // quotes and lists, summed over all lines
	maxPairs       = 1 << 31 // bracket with bracket, tag with tag: each is held against those before it in its block
)

// bounded reports whether the text can be parsed in bounded time, and says why when it cannot.
func (b *builder) bounded() bool {
	if len(b.src) > maxBytes {
		b.tooComplex(0, "split it into several texts", "the text has %d bytes, more than %d", len(b.src), maxBytes)
		return false
	}
	l := limits{b: b}
	for start := 0; start < len(b.src); {
		end := len(b.src)
		if i := bytes.IndexByte(b.src[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		l.line(start, end)
		start = end
	}
	l.endBlock(len(b.src))
	if n := l.notes * l.noteRefs; n > maxNoteSearch {
		b.tooComplex(0, "", "the text has %d footnotes and %d references to them", l.notes, l.noteRefs)
	}
	return !b.list.Failed() || !b.refused
}

// limits counts, line by line, what is dear to parse.
type limits struct {
	b               *builder
	block           int // where the block of lines without a blank one began
	columns, cells  int // of the table that the lines belong to
	total           int
	table           int // offset of that table's delimiter row
	ticks, marks    int // backtick runs, brackets and emphasis marks in the block
	targets         int // brackets of pictures, or in the place of a link's target
	tags, quotes    int // raw HTML tags and quotation marks in the block
	lines           int
	open            int // bytes behind the lines with an attribute that has no end
	notes, noteRefs int
	lists           []int // the columns at which the words of the open list items begin, outermost first
	levels          int   // quotes and lists, summed over the lines
	pairs           int   // marks with marks and tags with tags of one block, summed over the blocks
	blank           bool  // the line before was blank
	deep            bool  // it is said that they are too many
}

func (l *limits) line(start, end int) {
	line := l.b.src[start:end]
	if len(bytes.TrimSpace(line)) == 0 {
		l.endBlock(start)
		l.block, l.blank = end, true
		return
	}
	if l.lines++; l.lines == maxLines+1 {
		l.b.tooComplex(start, "split it into several texts", "the text has more than %d lines with words", maxLines)
	}
	if i := bytes.LastIndexByte(line, '{'); i >= 0 && bytes.IndexByte(line[i:], '}') < 0 {
		if before := l.open; before <= maxOpenSearch {
			if l.open += len(l.b.src) - start; l.open > maxOpenSearch {
				l.b.tooComplex(start, "close the braces", "too many braces without an end")
			}
		}
	}
	rest, depth := l.nested(line)
	if depth > maxDepth && !l.deep {
		l.deep = true
		l.b.tooComplex(start, "write it with fewer levels", "quotes and lists are nested %d deep, more than %d", depth, maxDepth)
	}
	if before := l.levels; before <= maxLevels {
		if l.levels += depth; l.levels > maxLevels {
			l.b.tooComplex(start, "write it with fewer levels, or split it into several texts", "the lines of the text stand in more than %d quotes and lists in all", maxLevels)
		}
	}
	l.blank = false
	if n := delimiterColumns(rest); n > 0 {
		l.columns, l.cells, l.table = n, n, start
		if n > maxColumns {
			l.b.tooComplex(start, "split the table", "a table of %d columns, more than %d", n, maxColumns)
		}
	} else if l.columns > 0 {
		l.countRow(start)
	}
	l.signs(line)
	if bytes.HasPrefix(rest, []byte("[^")) && bytes.Contains(rest, []byte("]:")) {
		l.notes++
	}
}

// dear is the set of signs that begin or end inline constructs.
var dear = [256]bool{'`': true, '<': true, '"': true, '\'': true, '[': true, '*': true, '_': true, '~': true}

func (l *limits) signs(line []byte) {
	for i, c := range line {
		if !dear[c] {
			continue
		}
		switch c {
		case '`':
			if i == 0 || line[i-1] != '`' {
				l.ticks++
			}
		case '<':
			l.tags++
		case '"', '\'':
			l.quotes++
		default:
			l.marks++
			switch {
			case c != '[' || i+1 == len(line):
			case line[i+1] == '^':
				l.noteRefs++
			case i > 0 && (line[i-1] == '(' || line[i-1] == '!'): // of ](![a the end is looked for
				l.targets++
			}
		}
	}
}

func (l *limits) countRow(start int) {
	l.cells += l.columns
	l.total += l.columns
	if l.cells > maxCells && l.cells-l.columns <= maxCells {
		l.b.tooComplex(l.table, "split the table", "a table of more than %d cells", maxCells)
	}
	if l.total > maxAllCells && l.total-l.columns <= maxAllCells {
		l.b.tooComplex(start, "split the text", "more than %d table cells in one text", maxAllCells)
	}
}

// endBlock judges a run of lines without a blank one, the most that an inline construct can span.
func (l *limits) endBlock(end int) {
	if l.ticks > 64 {
		if n := wastedSearch(l.b.src[l.block:end]); n > maxSearch {
			l.b.tooComplex(l.block, "close the code spans", "%d backtick runs in one paragraph, too many of them without an end", l.ticks)
		}
	}
	if l.marks > maxOpenMarks {
		l.b.tooComplex(l.block, "break the paragraph up", "%d brackets and emphasis marks in one paragraph, more than %d", l.marks, maxOpenMarks)
	}
	if l.tags > maxTags {
		l.b.tooComplex(l.block, "write it as Markdown, or break it up by blank lines", "%d tags of raw HTML in one block, more than %d", l.tags, maxTags)
	}
	if l.quotes > maxQuotes {
		l.b.tooComplex(l.block, "break the paragraph up", "%d quotation marks in one paragraph, more than %d", l.quotes, maxQuotes)
	}
	if before := l.pairs; before <= maxPairs {
		if l.pairs += l.marks*l.marks + 4*l.tags*l.tags + l.targets*(end-l.block); l.pairs > maxPairs && l.marks <= maxOpenMarks && l.tags <= maxTags {
			l.b.tooComplex(l.block, "break the paragraphs up", "too many brackets, emphasis marks and tags in the paragraphs before")
		}
	}
	l.columns, l.ticks, l.marks, l.targets, l.tags, l.quotes = 0, 0, 0, 0, 0, 0
}

// wastedSearch returns how many bytes a search for the ends of backtick runs that have none would look through.
func wastedSearch(block []byte) int {
	later := map[int]bool{}
	wasted := 0
	for i := len(block); i > 0; {
		if block[i-1] != '`' {
			i--
			continue
		}
		end := i
		for i > 0 && block[i-1] == '`' {
			i--
		}
		if !later[end-i] {
			later[end-i] = true
			wasted += len(block) - end
		}
	}
	return wasted
}

// nested returns a line without the marks of quotes and lists at its beginning, and in how many of them it stands. Each level that a parser
// has open it looks at again for every line, so that a stair of lists takes a time that grows with its third power.
func (l *limits) nested(line []byte) (rest []byte, depth int) {
	if isThematicBreak(line) {
		return nil, 0
	}
	quotes, column, marked := 0, 0, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ':
			column++
			continue
		case c == '\t':
			column += 4 - column%4
			continue
		case c == '>':
			quotes++
			column++
			continue
		}
		n := listMark(line[i:])
		if n == 0 {
			if l.blank && !marked {
				l.leave(column)
			}
			return line[i:], quotes + len(l.lists)
		}
		if !marked {
			l.leave(column)
		}
		marked = true
		column += n
		l.lists = append(l.lists, column+1)
		i += n - 1
	}
	return nil, quotes + len(l.lists)
}

// leave closes the items whose words begin behind a column.
func (l *limits) leave(column int) {
	for n := len(l.lists); n > 0 && column < l.lists[n-1]; n-- {
		l.lists = l.lists[:n-1]
	}
}

// listMark returns the length of the mark of a list item that a line begins with, 0 for none.
func listMark(line []byte) int {
	n := 0
	for n < len(line) && n < 9 && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	marks := "-*+:"
	if n > 0 {
		marks = ".)"
	}
	if n >= len(line) || !containsByte(marks, line[n]) {
		return 0
	}
	if n+1 < len(line) && line[n+1] != ' ' && line[n+1] != '\t' && line[n+1] != '\n' && line[n+1] != '\r' {
		return 0
	}
	return n + 1
}

// isThematicBreak reports whether a line is a rule of dashes or asterisks and not the beginning of many lists.
func isThematicBreak(line []byte) bool {
	line = bytes.TrimSpace(line)
	if len(line) < 3 || line[0] != '-' && line[0] != '*' {
		return false
	}
	for _, c := range line {
		if c != line[0] && c != ' ' && c != '\t' {
			return false
		}
	}
	return true
}

// delimiterColumns returns the columns of a table's delimiter row, 0 for any other line.
func delimiterColumns(line []byte) int {
	pipes, dashes := 0, 0
	for _, c := range line {
		switch c {
		case '|':
			pipes++
		case '-':
			dashes++
		case ' ', '\t', ':', '\r', '\n':
		default:
			return 0
		}
	}
	if pipes == 0 || dashes == 0 {
		return 0
	}
	outer := 0 // pipes at the line's ends
	line = bytes.TrimSpace(line)
	if line[0] == '|' {
		outer++
	}
	if len(line) > 1 && line[len(line)-1] == '|' {
		outer++
	}
	return pipes + 1 - outer
}

func (b *builder) tooComplex(offset int, hint, format string, args ...any) {
	b.refused = true
	b.list.Add(diag.Diagnostic{Pos: b.pos(offset), Rule: "too-complex", Message: fmt.Sprintf(format, args...), Hint: hint})
}
