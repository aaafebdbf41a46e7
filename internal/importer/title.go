package importer

import (
	"path"
	"regexp"
	"strings"
)

// named is a title, and where it is from.
type named struct {
	words, from string
}

// title finds the title of a Markdown text: what is marked as the one heading of the whole, else a plain line at its top, as in a text file, else
// another heading that can be no clause. A line that becomes the title becomes a heading.
func (m *markdownText) title() named {
	type head struct {
		line, level int
		words       string
	}
	var heads []head
	first := -1 // the first line that says something
	for i, l := range m.lines {
		if m.code[i] || m.dropped[i] || strings.TrimSpace(l) == "" {
			continue
		}
		if level := m.headingLevel(i); level > 0 {
			if words := strip(explicitID.ReplaceAllString(strings.TrimRight(l, "# \t"), "")); words != "" {
				heads = append(heads, head{i, level, words})
			}
		}
		if first < 0 && !setextLine.MatchString(l) {
			first = i
		}
	}
	top := 0
	for _, h := range heads {
		if h.level == 1 {
			top++
		}
	}
	alone := func(h head) bool {
		n := 0
		for _, o := range heads {
			if o.level == h.level {
				n++
			}
		}
		return n == 1
	}
	take := func(h head, from string, guess bool) named {
		m.find(h.line, KindTitle, h.words, guess)
		return named{h.words, from}
	}
	for n, h := range heads {
		if h.level == 1 && !opensClause(h.words) && (top == 1 || n < 3 && titleWord.MatchString(h.words)) {
			return take(h, TitleStyle, false)
		}
	}
	if words := m.plainTitle(first); words != "" {
		sure := titleWord.MatchString(words)
		m.find(first, KindTitle, words+" (the first line; it becomes a heading)", !sure)
		m.lines[first] = "# " + strings.TrimSpace(m.lines[first])
		return named{words, TitleLine}
	}
	over := func(n int) bool { // nothing but a date stands between it and the next heading
		if n+1 == len(heads) {
			return false
		}
		for i := heads[n].line + 1; i < heads[n+1].line; i++ {
			if words := strip(m.lines[i]); words != "" && !m.dropped[i] && !setextLine.MatchString(m.lines[i]) && len(findDates(words, m.lang)) == 0 {
				return false
			}
		}
		return true
	}
	for n, h := range heads {
		if n < 3 && !opensClause(h.words) && !endsSentence(h.words) && (titleWord.MatchString(h.words) || n == 0 && h.line == first && (alone(h) || over(n))) {
			return take(h, TitleHeading, true)
		}
	}
	return named{}
}

// plainTitle returns the words of a line that is a paragraph of its own and can be the title, "" where it is none.
func (m *markdownText) plainTitle(i int) string {
	if i < 0 || m.headingLevel(i) > 0 || blockSign.MatchString(m.lines[i]) {
		return ""
	}
	words := strip(m.lines[i])
	if i+1 < len(m.lines) && strings.TrimSpace(m.lines[i+1]) != "" && !m.dropped[i+1] || len(findDates(words, m.lang)) > 0 {
		return ""
	}
	if _, undated := undatedIn(words, m.lang); undated || parseMark(words).style != noMark || opensClause(words) || approval.MatchString(words) || !likeHeading(words, maxTitle) {
		return ""
	}
	for _, l := range m.lines[i+1:] {
		if strings.TrimSpace(l) != "" {
			return words
		}
	}
	return "" // nothing stands below it
}

// blockSign is what begins something else than a paragraph: a list, a table, a quotation, HTML, code, a picture, a row of links.
var blockSign = regexp.MustCompile("^( {4}|\t| {0,3}([-*+](\\s|$)|[>|<]|!\\[|\\[[^\\]]*\\]\\(|```|~~~|[{:]|\\d+[.)] ))")

// A file's name, or the name of a program's new document, is no title.
var (
	fileName   = regexp.MustCompile(`(?i)([/\\]|\.(docx?|odt|rtf|pdf|x?html?|txt|md|pages|tmp|php|aspx?)$|^(microsoft word|untitled|document\s?\d*$|doc\s?\d+$|без имени|безымянный|документ\s?\d*$|новый документ|ohne titel|unbenannt|sans titre|sin título|sem título|senza titolo|bez nazwy|adsız|无标题|無題|제목 없음|بدون عنوان|ללא שם|index$|home$|page$))`)
	titleParts = regexp.MustCompile(`\s+[|–—·•»:-]{1,2}\s+`)
)

// pageTitle returns what the title of a page says of the text, "" where it is no title: the name of its file, or of the program that made it.
func pageTitle(title, file string) string {
	title = plain(title)
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	stem := strings.TrimSuffix(base, path.Ext(base))
	if title == "" || fileName.MatchString(title) || file != "" && (strings.EqualFold(title, base) || strings.EqualFold(title, stem) && !strings.Contains(stem, " ")) || opensClause(title) {
		return ""
	}
	var named []string
	parts := titleParts.Split(title, -1)
	for _, p := range parts {
		if titleWord.MatchString(p) {
			named = append(named, p)
		}
	}
	if len(parts) > 1 && len(named) == 1 {
		return named[0]
	}
	return title
}
