package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Markdown reads a Markdown text with a YAML (or TOML) front matter or none. The body is kept as it is, save for line ends, kramdown's attribute
// lists, which become {#id} behind a heading or go, and what no reader of the page saw: comments, hidden elements, statements of templates. The error is
// an [*EncodingError].
func Markdown(data []byte, o Options) (*Result, error) {
	read, err := decode(data, o.Lang, "")
	if err != nil {
		return nil, err
	}
	s := read.text
	r := &Result{Findings: read.findings()}
	if clean := strings.Map(separatorToSpace, s); clean != s {
		r.Findings = append(r.Findings, controlFinding(s))
		s = clean
	}
	f := splitFrontMatter(s)
	m := &markdownText{lang: o.Lang, first: f.lines + 1}
	m.lines = strings.Split(strings.TrimRight(m.onlyShown(f.body, o.File), "\n \t"), "\n")
	m.attributes()
	m.anchors(o)
	title, dates, undated := r.takeMeta(f, o.Lang)
	if title == (named{}) {
		title = m.title()
	}
	r.Body = []byte(strings.TrimLeft(strings.Join(m.kept(), "\n"), "\n"))
	if len(r.Body) > 0 {
		r.Body = append(r.Body, '\n')
	}
	blocks := m.blocks()
	r.Findings = append(r.Findings, m.findings...)
	dates = slices.Concat(m.stated, findStated(blocks, o.Lang), dates)
	r.Findings = append(r.Findings, takeDate(r, dates, append(undated, markUndated(blocks, o.Lang)...))...)
	r.name(title, o)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	return r, nil
}

// name gives a result its title: the given one, else the one that was found.
func (r *Result) name(found named, o Options) {
	if o.Title != "" {
		found = named{o.Title, TitleGiven}
	}
	r.Title, r.TitleFrom = found.words, found.from
}

// separatorToSpace is controlToSpace for Markdown, where every other kind of line separator is a space, too: a line break
// there has a meaning.
func separatorToSpace(r rune) rune {
	switch r {
	case '\f', '\v', '\u0085', '\u2028', '\u2029':
		return ' '
	}
	return controlToSpace(r)
}

// markdownText is the body of a Markdown file, line by line.
type markdownText struct {
	lang     string
	first    int // line of the file at which lines begin
	lines    []string
	dropped  []bool // lines that held nothing but an attribute list
	code     []bool // lines inside a fenced code block
	stated   []stated
	findings []Finding
}

var (
	attributeLine = regexp.MustCompile(`^\s*\{:([^}]*)\}\s*$`)
	attributeEnd  = regexp.MustCompile(`\s*\{:([^}]*)\}\s*$`)
	attributeSpan = regexp.MustCompile("([)*_\\]>])\\{:[^}\n]*\\}")
	attributeID   = regexp.MustCompile(`(?:^|\s)#([\pL\d_.:-]+)`)
	attributeDate = regexp.MustCompile(`datetime\s*=\s*["']?(\d{4}-\d{2}-\d{2}|[^"'}]*)`)
	atxHeading    = regexp.MustCompile(`^ {0,3}#{1,6}(?:\s+(.*?))?\s*$`)
	setextLine    = regexp.MustCompile(`^ {0,3}(?:=+|-+)\s*$`)
	fenceLine     = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	itemStart     = regexp.MustCompile(`^\s*([-*+]|\d+[.)])\s|^\s*\|`)
	explicitID    = regexp.MustCompile(`\s*\{[^{}]*\}\s*$`)
)

// attributes takes kramdown's attribute lists out of the text: an id goes to its heading, a datetime to the dates.
func (m *markdownText) attributes() {
	m.dropped, m.code = make([]bool, len(m.lines)), make([]bool, len(m.lines))
	fence := ""
	for i, l := range m.lines {
		if f := fenceLine.FindStringSubmatch(l); f != nil && (fence == "" || strings.HasPrefix(f[1], fence)) {
			m.code[i] = true
			if fence == "" {
				fence = f[1]
			} else {
				fence = ""
			}
			continue
		}
		if fence != "" {
			m.code[i] = true
			continue
		}
		if !strings.Contains(l, "{:") {
			continue
		}
		if a := attributeLine.FindStringSubmatch(l); a != nil {
			m.dropped[i] = true
			m.apply(m.owner(i), i, a[1])
			continue
		}
		if at := attributeEnd.FindStringSubmatchIndex(l); at != nil && strings.Count(l[:at[0]], "`")%2 == 0 {
			m.lines[i] = l[:at[0]]
			m.apply(i, i, l[at[2]:at[3]])
		}
		if bare := attributeSpan.ReplaceAllString(m.lines[i], "$1"); bare != m.lines[i] {
			m.lines[i] = bare
			m.find(i, KindAttribute, "the attributes of a link or a word are left out", false)
		}
	}
}

// owner returns the line that the attribute list on line i belongs to: the one above, or, after a blank line, the one below.
func (m *markdownText) owner(i int) int {
	above := i - 1
	for above >= 0 && m.dropped[above] {
		above--
	}
	if above >= 0 && strings.TrimSpace(m.lines[above]) != "" {
		if above > 0 && setextLine.MatchString(m.lines[above]) && strings.TrimSpace(m.lines[above-1]) != "" {
			return above - 1
		}
		return above
	}
	if i+1 < len(m.lines) {
		return i + 1
	}
	return -1
}

func (m *markdownText) apply(owner, at int, attributes string) {
	text := ""
	if owner >= 0 {
		text = m.lines[owner]
	}
	if d := attributeDate.FindStringSubmatch(attributes); d != nil {
		m.stateDate(owner, at, d[1], text)
		return
	}
	underlined := owner >= 0 && owner+1 < len(m.lines) && setextLine.MatchString(m.lines[owner+1])
	id := attributeID.FindStringSubmatch(attributes)
	if id == nil || !atxHeading.MatchString(text) && !underlined || explicitID.MatchString(text) {
		m.find(at, KindAttribute, fmt.Sprintf("the attributes %q are left out", strings.TrimSpace(attributes)), false)
		return
	}
	m.lines[owner] = strings.TrimRight(text, " \t") + " {#" + id[1] + "}"
	m.find(at, KindAttribute, "#"+id[1]+" is the id of its heading", false)
}

// stateDate takes a datetime as the date of the text. That it applies from then on is sure only where the words say so.
func (m *markdownText) stateDate(owner, at int, value, text string) {
	dates := findDates(value, m.lang)
	if len(dates) == 0 {
		m.find(at, KindAttribute, fmt.Sprintf("no date in datetime=%q", value), true)
		return
	}
	s := stated{date: dates[0].Date, role: changedRole, text: strip(text), line: m.first + max(owner, 0)}
	if effectiveBefore.MatchString(text) || elsewhere(m.lang) && effectiveElsewhere.MatchString(text) {
		s.role = effectiveRole
	}
	s.kind = s.role.kind()
	if visible := findDates(s.text, m.lang); len(visible) > 0 && visible[0].Date != s.date {
		m.find(at, KindAttribute, fmt.Sprintf("datetime says %s, the words say %s: the words are taken", s.date, visible[0].Date), true)
		s.date, s.guess = visible[0].Date, true
	}
	m.stated = append(m.stated, s)
}

func (m *markdownText) find(i int, kind, text string, guess bool) {
	m.findings = append(m.findings, Finding{Line: m.first + i, Kind: kind, Text: text, Guess: guess})
}

func (m *markdownText) kept() []string {
	var out []string
	for i, l := range m.lines {
		if !m.dropped[i] {
			out = append(out, l)
		}
	}
	return out
}

// headingLevel returns the level of the heading on line i, 0 for none.
func (m *markdownText) headingLevel(i int) int {
	l := m.lines[i]
	if m.code[i] || m.dropped[i] || strings.TrimSpace(l) == "" {
		return 0
	}
	if atxHeading.MatchString(l) {
		l = strings.TrimLeft(l, " ")
		return len(l) - len(strings.TrimLeft(l, "#"))
	}
	if i+1 == len(m.lines) || m.code[i+1] || !setextLine.MatchString(m.lines[i+1]) || setextLine.MatchString(l) {
		return 0
	}
	if strings.Contains(m.lines[i+1], "=") {
		return 1
	}
	return 2
}

// blocks returns the paragraphs and headings as findStated wants them, without markup.
func (m *markdownText) blocks() []*block {
	var out []*block
	open := false
	for i, l := range m.lines {
		text := strip(l)
		if m.code[i] || m.dropped[i] || text == "" {
			open = open && m.dropped[i]
			continue
		}
		if open && !atxHeading.MatchString(l) && !itemStart.MatchString(l) {
			last := out[len(out)-1]
			last.parts = append(last.parts, " ", text)
			continue
		}
		out = append(out, &block{no: m.first + i, parts: []string{text}})
		open = !atxHeading.MatchString(l) && !strings.HasPrefix(strings.TrimSpace(l), "|")
	}
	for _, b := range out {
		b.text = strings.Join(b.parts, "")
		b.parts = nil
	}
	return out
}

var (
	markdownLink = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	markdownSign = regexp.MustCompile("[*`]+|^[#>\\s]+|^=+$|\\\\|(^|\\s)_+|_+(\\s|$)|<[^>]*>")
)

// strip takes the commonest markup off a line.
func strip(l string) string {
	l = markdownLink.ReplaceAllString(l, "$1")
	return plain(markdownSign.ReplaceAllString(l, " $1$2"))
}
