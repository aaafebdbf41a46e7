package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"candor/internal/unseen"
)

// Here is what Markdown reads otherwise than its author meant it, and shows without a word: marks of other programs, tables and headings that
// are none, lines that run together. Each is only said; the page shows the text as it is read.

const templateRule = "template-leftover"

// holdsSigns reports whether a text has one of the signs that lookAtWords judges, so that most texts are not looked through.
func holdsSigns(src []byte) bool {
	if bytes.IndexByte(src, '{') >= 0 {
		return true
	}
	for _, sign := range []string{"[[", "[^", "[%", "<%"} {
		if bytes.Contains(src, []byte(sign)) {
			return true
		}
	}
	return percents.Match(src)
}

var (
	percents = regexp.MustCompile(`%%|%\pL[\pL\pN_]+%`)
	noteMark = regexp.MustCompile(`^\[\^[^\[\]\s^]+\]`)
	leftover = regexp.MustCompile(`^(?:[$#]\{[^{}\n]{1,80}\}|\[\[[^\[\]\n]{1,80}\]\]|%%[^%\n]{1,80}%%|%\pL[\pL\pN_]+%)`)
	blanks   = regexp.MustCompile(`^\{\pL[\pL\pN_. -]{0,60}\}`)
	braced   = regexp.MustCompile(`^\{[#.][\pL\pN_. #-]{1,60}\}`)
)

// lookAtWords warns of what stands between two places of the source as words and was meant for a program: {{ company }}, ${NAME}, [^1] without
// its note.
func (b *builder) lookAtWords(start, stop int) {
	for i := max(start, b.looked); i < stop; i++ {
		switch b.src[i] {
		case '\\':
			i++
			continue
		case '{', '$', '#', '<', '[', '%':
		default:
			continue
		}
		if i+1 == len(b.src) || !opensSign(b.src[i], b.src[i+1]) {
			continue
		}
		rest := b.src[i:min(len(b.src), i+longestSign)]
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			rest = rest[:end]
		}
		found := b.lookAtSign(i, rest)
		if found > 0 {
			b.looked = i + found
			i += found - 1
		}
	}
}

// longestSign bounds how far the end of a sign is looked for, in bytes.
const longestSign = 400

// opensSign reports whether two characters begin what lookAtSign judges.
func opensSign(c, next byte) bool {
	letter := isASCIILetter(next) || next >= utf8.RuneSelf
	switch c {
	case '{':
		return letter || next == '{' || next == '%' || next == '#' || next == '.'
	case '[':
		return next == '[' || next == '^' || next == '%'
	case '%':
		return letter || next == '%'
	case '<':
		return next == '%'
	}
	return next == '{'
}

// paired are the signs that have an end of two characters; without one, {{ is a sign all the same.
func paired(line []byte) []byte {
	for _, p := range [...][2]string{{"{{", "}}"}, {"{%", "%}"}, {"<%", "%>"}, {"[%", "%]"}} {
		if !bytes.HasPrefix(line, []byte(p[0])) {
			continue
		}
		if end := bytes.Index(line[2:], []byte(p[1])); end >= 0 {
			return line[:end+4]
		}
		if p[0] == "{{" {
			return line[:2]
		}
	}
	return nil
}

// lookAtSign warns of the sign that a line begins with, and returns its length, 0 for none.
func (b *builder) lookAtSign(at int, line []byte) int {
	if found := noteMark.Find(line); found != nil {
		name := string(found[2 : len(found)-1])
		b.warnf(at, "footnote", fmt.Sprintf("write the note on a line of its own: [^%s]: …", name), "there is no footnote %q: %s stands in the page as it is typed", name, found)
		return len(found)
	}
	if line[0] == '%' && at > 0 && isASCIIAlnum(b.src[at-1]) {
		return 0 // per cent
	}
	found := paired(line)
	if found == nil {
		found = leftover.Find(line)
	}
	if found == nil {
		found = blanks.Find(line)
	}
	if found != nil {
		b.foreign(at, string(found))
		return len(found)
	}
	if found = braced.Find(line); found != nil {
		b.warnf(at, "attribute-list", "an id goes behind a heading: ## Heading {#id}", "%s stands in the page as it is typed", found)
	}
	return len(found)
}

// lookAtReference says of a character reference that stands for a character which nobody sees.
func (b *builder) lookAtReference(start, end int) {
	if b.src[start+1] != '#' {
		return
	}
	s, _ := rawReference(b.src[start:end])
	if c, ok := unseen.First([]byte(s), 0); ok {
		b.errorf(start, "control-character", "delete it", "%s stands for %s", b.src[start:end], c.Name)
	}
}

// foreign warns of a mark that another program would have replaced.
func (b *builder) foreign(at int, what string) {
	b.warnf(at, templateRule, "write what belongs there; if these are words, put a backslash before the first sign", "%q is a mark of another program, and stands in the page as it is typed", what)
}

// lookAtLines warns of lines of a paragraph that were meant to begin something of their own.
func (b *builder) lookAtLines(n ast.Node) {
	lines := n.Lines()
	var run listRun
	var rows tableRows
	for i := range lines.Len() {
		seg := lines.At(i)
		line := strings.TrimLeft(b.text[seg.Start:seg.Stop], " \t")
		at := seg.Stop - len(line)
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" {
			continue
		}
		alone := i == 0 || hardBreak(b.src[lines.At(i-1).Start:lines.At(i-1).Stop])
		if mayBegin[line[0]] {
			b.lookAtLine(at, line, i == 0)
		}
		run.line(line, at, alone, i == 0)
		rows.line(line, at)
	}
	b.reportRun(&run)
	b.reportRows(&rows)
}

// hardBreak reports whether a line ends in a line break of the page.
func hardBreak(line []byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	return bytes.HasSuffix(line, []byte("  ")) || bytes.HasSuffix(line, []byte(`\`)) || bytes.HasSuffix(bytes.ToLower(line), []byte("<br>"))
}

// mayBegin is the set of signs that begin what lookAtLine judges.
var mayBegin = [256]bool{'#': true, ':': true, '!': true, '?': true, '[': true, '@': true, '*': true, '\\': true}

var foreignLine = regexp.MustCompile(`^(?::::+ *[\pL{].*|(?:!!!|\?\?\?\+?) +\pL.*|@?\[(?i:toc)\]$|\[!(?i:note|tip|important|warning|caution)\]|\*\[[^\]]+\]:.*|\\(?:newpage|pagebreak|clearpage|tableofcontents|begin\{|end\{).*)`)

func (b *builder) lookAtLine(at int, line string, first bool) {
	if line[0] != '#' {
		if found := foreignLine.FindString(line); found != "" {
			b.foreign(at, shortened(found))
		}
		return
	}
	signs := len(line) - len(strings.TrimLeft(line, "#"))
	r, _ := utf8.DecodeRuneInString(line[signs:])
	switch {
	case signs == len(line), signs == 1 && !(first && unicode.IsLetter(r)):
	case signs > 6:
		b.warnf(at, "heading-space", "a heading begins with one to six #", "%q begins with more than six #, and is no heading", shortened(line))
	default:
		b.warnf(at, "heading-space", "put a space behind the #; if these are words, put a backslash before it", "%q is no heading: a space is missing behind the #", shortened(line))
	}
}

// shortened is the beginning of a line, to be named in a message.
func shortened(s string) string {
	const enough = 40
	if r := []rune(s); len(r) > enough {
		return string(r[:enough]) + "…"
	}
	return s
}

// lookAtCode warns of a block of code that is one only by its indentation.
func (b *builder) lookAtCode(n *ast.CodeBlock) {
	if n.Lines().Len() == 0 {
		return
	}
	seg := n.Lines().At(0)
	line := bytes.TrimLeft(b.src[seg.Start:seg.Stop], " \t")
	b.warnf(seg.Stop-len(line), "code-indented", "take the spaces at the beginning of its lines away; if it is code, put a line ``` before and behind it",
		"four spaces at the beginning make code of %q: its lines are not broken, and its marks are shown", shortened(string(bytes.TrimSpace(line))))
}

// lookAtHeading warns of a heading that is one only by the dashes below it.
func (b *builder) lookAtHeading(n *ast.Heading, words, number string) {
	lines := n.Lines()
	if lines.Len() == 0 || isATX(b.src, lines.At(0).Start) {
		return
	}
	at := lines.At(0).Start
	if strings.Contains(words, "|") {
		b.warnf(at, "table-broken", "write as many dashes between | below as there are names above", "%q is a heading, since the line below it is no line of a table", shortened(words))
		return
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(words, " "))
	sentence := strings.ContainsRune(".;,。；，", last) && strings.ContainsAny(words, " ") || strings.ContainsRune("。；，", last)
	if lines.Len() > 1 || utf8.RuneCountInString(words) > 120 || sentence && number == "" || property.MatchString(words) {
		b.warnf(at, "heading-underlined", "put a blank line above the dashes to have a rule there; if it is a heading, begin it with ##", "the line below makes a heading of %q", shortened(words))
	}
}

// property is a line of a front matter in another form, which a line --- below makes a heading.
var property = regexp.MustCompile(`^[a-z_]+: `)

// isATX reports whether the words of a heading at a place stand behind #.
func isATX(src []byte, at int) bool {
	for at > 0 && util.IsSpace(src[at-1]) && src[at-1] != '\n' {
		at--
	}
	return at > 0 && src[at-1] == '#'
}

// tableRows are the lines of a paragraph that look like those of a table.
type tableRows struct {
	rows    int
	first   int // where the first of them stands
	above   int // columns of the line above the dashes
	last    int // columns of the line before
	dashes  int // where the line of dashes stands
	columns int // its columns, 0 for none
}

func (t *tableRows) line(line string, at int) {
	columns := 0
	if pipes := strings.Count(line, "|"); pipes > 0 {
		columns = pipes + 1
		if line[0] == '|' {
			columns--
		}
		if len(line) > 1 && line[len(line)-1] == '|' {
			columns--
		}
	}
	switch {
	case t.columns == 0 && isRuled(line):
		t.columns, t.dashes, t.above = max(columns, 1), at, t.last
	case columns > 1 && line[0] == '|' && line[len(line)-1] == '|':
		if t.rows++; t.rows == 1 {
			t.first = at
		}
	}
	t.last = columns
}

// isRuled reports whether a line looks like the line of dashes of a table, whichever dashes it has.
func isRuled(line string) bool {
	if line[0] != '|' && line[0] != '-' && line[0] != ':' && line[0] != '+' && !strings.HasPrefix(line, "—") && !strings.HasPrefix(line, "–") {
		return false
	}
	rest := strings.Map(func(r rune) rune {
		if strings.ContainsRune("|+-—–―−=: \t", r) {
			return -1
		}
		return r
	}, line)
	return rest == "" && strings.ContainsAny(line, "|+") && strings.ContainsAny(line, "-—–―−=") && (line[0] != '+' || strings.HasSuffix(line, "+") && len(line) > 2)
}

func (b *builder) reportRows(t *tableRows) {
	const hint = "below the names of the columns goes a line with as many dashes between |: | --- | --- |"
	switch {
	case t.columns > 0 && t.above > 0 && t.above != t.columns:
		b.warnf(t.dashes, "table-broken", hint, "this is no table: the line of dashes has %s, the line above it %s", columnsOf(t.columns), columnsOf(t.above))
	case t.columns > 0:
		b.warnf(t.dashes, "table-broken", hint, "this is no table: the line of dashes has no line of names right above it, or other signs than - and :")
	case t.rows > 1 || t.rows == 1 && t.last > 2:
		b.warnf(t.first, "table-broken", hint, "lines with | are no table without a line of dashes right below the first")
	}
}

func columnsOf(n int) string {
	if n == 1 {
		return "1 column"
	}
	return fmt.Sprintf("%d columns", n)
}
