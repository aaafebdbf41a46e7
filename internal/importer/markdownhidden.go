package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// rawElements are the elements of HTML that can hide words in a Markdown file.
var rawElements = [...]string{"script", "style", "select", "noscript", "template", "dialog", "nav", "div", "p", "span", "section", "aside", "details", "ul", "ol", "table", "tr", "li", "td", "em", "b", "strong", "small"}

// What stands in a Markdown file and is not shown, or is no part of the text.
var (
	unshown = regexp.MustCompile(`(?s)<!--.*?(?:-->|\z)|\{::comment\}.*?\{:/(?:comment)?\}|\{?\{-?\s?/\*.*?\*/\s?-?\}\}?`)
	// The tags of the elements of HTML that Markdown may hold whole, by their names.
	rawTags = func() map[string]*regexp.Regexp {
		out := map[string]*regexp.Regexp{}
		for _, name := range rawElements {
			out[name] = regexp.MustCompile(`(?i)<(/?)` + name + `((?:\s+[^<>]*)?)>`)
		}
		return out
	}()
	hiddenAttr  = regexp.MustCompile(`(?i)(?:^|\s)hidden(?:\s|=|$|/)`)
	styleAttr   = regexp.MustCompile(`(?i)style\s*=\s*"([^"]*)"|style\s*=\s*'([^']*)'`)
	remarkLine  = regexp.MustCompile(`(?m)^ {0,3}\[(?://|comment|_metadata_[^\]]*|\^_\^|#)\]:\s*(?:#|<>)\s*(?:\(.*\)|".*"|'.*')\s*$`)
	valueTarget = regexp.MustCompile(`\[((?:[^\[\]\\]|\\.)*)\]\([^()\n]*(?:\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|<\?.*?\?>)[^()\n]*\)`)
	tocLine     = regexp.MustCompile(`(?i)^\s*(?:\[\[?_?toc_?\]?\]|\{\{[<%]\s*toc\s*[%>]\}\}|@\[toc\].*|\$\{toc\})\s*$`)
	tocItem     = regexp.MustCompile(`^\s*(?:[-*+]|1\.)\s+\S`)
	tocMark     = regexp.MustCompile(`^\s*\{:\s*toc\b[^}]*\}\s*$`)
	moduleLine  = regexp.MustCompile(`^(?:import\s.*\sfrom\s+['"].*|import\s+['"].*|export\s+(?:const|default|let|function)\s.*)$`)
	blankSigns  = regexp.MustCompile(`(?i)&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|#160|#xa0|#12288|#x3000|#8203|#x200b);|<br\s*/?>|[\x{a0}\x{3000}\x{200b}\x{feff}\x{2000}-\x{200a}]`)
	blankLine   = regexp.MustCompile(`^\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)])\s*)?(?:#{1,6}\s*)?\\?\s*$`)
	numberHead  = regexp.MustCompile(`^ {0,3}\d{1,3}(?:\.\d{1,3})*[.)]?\s+\S`)
	longSetext  = regexp.MustCompile(`^ {0,3}(-{3,}|={3,})\s*$`)
)

// onlyShown takes out of the text of a Markdown file what its readers did not see: comments, statements of templates, hidden elements and what only a
// generator reads. The lines stay where they are.
func (m *markdownText) onlyShown(s, file string) string {
	inCode := codeIn(s)
	comment := func(string) string { return "a comment, which the page does not show" }
	drop := func(found [][]int, why func(piece string) string) {
		var out strings.Builder
		at, before := 0, len(m.findings)
		lineAt := lineFinder(s)
		for _, at2 := range found {
			piece := s[at2[0]:at2[1]]
			if inCode(at2[0]) || at2[0] < at {
				continue
			}
			reason := why(piece)
			if reason == "" {
				continue
			}
			line := m.first + lineAt(at2[0])
			if words := strip(strings.NewReplacer("<!--", "", "-->", "").Replace(piece)); words != "" {
				m.findings = append(m.findings, Finding{Line: line, Kind: KindLeftOut, Text: reason + ": " + clip(words)})
			}
			out.WriteString(s[at:at2[0]] + strings.Repeat("\n", strings.Count(piece, "\n")))
			at = at2[1]
		}
		if at == 0 {
			return
		}
		m.findings = append(m.findings[:before:before], manyAlike(m.findings[before:])...)
		out.WriteString(s[at:])
		s = out.String()
		inCode = codeIn(s)
	}
	if strings.Contains(s, "<!--") || strings.Contains(s, "{::") || strings.Contains(s, "/*") {
		drop(unshown.FindAllStringIndex(s, -1), comment)
	}
	drop(remarkLine.FindAllStringIndex(s, -1), comment)
	for _, name := range rawElements {
		if !strings.Contains(s, "<"+name) && !strings.Contains(s, "<"+strings.ToUpper(name)) {
			continue
		}
		drop(elementsIn(s, name), func(piece string) string { return hiddenElement(name, piece) })
	}
	s = m.mails(s)
	inCode = codeIn(s)
	lineAt := lineFinder(s)
	s = replaceWithPlace(valueTarget, s, func(at int, g []string) string {
		if inCode(at) {
			return g[0]
		}
		m.findings = append(m.findings, Finding{Line: m.first + lineAt(at), Kind: KindLeftOut, Guess: true,
			Text: "an address that a program puts in; write the link where the mark stands: " + clip(g[0])})
		return g[1] + " " + valueComment
	})
	s, found := withoutPrograms(s, valueComment, m.first, codeIn(s))
	m.findings = append(m.findings, manyAlike(found)...)
	lines := strings.Split(s, "\n")
	m.emptyLines(lines, file)
	return strings.Join(lines, "\n")
}

// elementsIn returns where the elements of a name begin and end, in the order in which they begin: the end is that of the same element. One without an
// end is none.
func elementsIn(s, name string) [][]int {
	var out [][]int
	var open []int // of out
	for _, m := range rawTags[name].FindAllStringSubmatchIndex(s, -1) {
		switch closing := m[3] > m[2]; {
		case !closing:
			open = append(open, len(out))
			out = append(out, []int{m[0], -1})
		case len(open) > 0:
			out[open[len(open)-1]][1] = m[1]
			open = open[:len(open)-1]
		}
	}
	return slices.DeleteFunc(out, func(at []int) bool { return at[1] < 0 })
}

// hiddenElement returns why an element of HTML is left out, "" where it is shown.
func hiddenElement(name, piece string) string {
	attributes := rawTags[name].FindStringSubmatch(piece)[2]
	style := styleAttr.FindStringSubmatch(attributes)
	var hides []string
	if style != nil {
		hides = hidingStyle.FindStringSubmatch(style[1] + style[2])
	}
	switch {
	case name == "script" || name == "style" || name == "template" || name == "noscript":
		return "what <" + name + "> holds, which the page does not show"
	case name == "select":
		return "a menu (select)"
	case name == "nav":
		return "a navigation"
	case name == "dialog" && !strings.Contains(attributes, "open"):
		return "hidden (a dialog that is not open)"
	case hides != nil:
		return "hidden (" + plain(hides[1]) + ")"
	case hiddenAttr.MatchString(styleAttr.ReplaceAllString(attributes, "")) && !strings.Contains(attributes, "until-found"):
		return "hidden (hidden)"
	}
	return ""
}

// mails puts back the addresses that Cloudflare hid before the page was made Markdown.
func (m *markdownText) mails(s string) string {
	lineAt := lineFinder(s)
	return replaceWithPlace(hiddenMailLink, s, func(at int, g []string) string {
		words, mail := g[1], mailOf(strings.ToLower(g[3]))
		line := m.first + lineAt(at)
		switch {
		case mail == "":
			m.findings = append(m.findings, Finding{Line: line, Kind: KindEmail, Text: "an address that cannot be read stands here as " + clip(words), Guess: true})
			return g[0]
		case hiddenMailWord.MatchString(words):
			words = mail
		}
		m.findings = append(m.findings, Finding{Line: line, Kind: KindEmail, Text: mail + " (Cloudflare had hidden it)"})
		return "[" + words + "](mailto:" + mail + ")"
	})
}

func replaceWithPlace(p *regexp.Regexp, s string, with func(at int, groups []string) string) string {
	var out strings.Builder
	end := 0
	for _, m := range p.FindAllStringSubmatchIndex(s, -1) {
		groups := make([]string, len(m)/2)
		for i := range groups {
			if m[2*i] >= 0 {
				groups[i] = s[m[2*i]:m[2*i+1]]
			}
		}
		out.WriteString(s[end:m[0]] + with(m[0], groups))
		end = m[1]
	}
	return out.String() + s[end:]
}

// emptyLines empties the lines that hold nothing a reader sees, and makes headings of numbered lines that are underlined.
func (m *markdownText) emptyLines(lines []string, file string) {
	fence := ""
	empty, firstEmpty := 0, 0
	modules := strings.HasSuffix(strings.ToLower(file), ".mdx")
	for i, l := range lines {
		if f := fenceLine.FindStringSubmatch(l); f != nil && (fence == "" || strings.HasPrefix(f[1], fence)) {
			if fence == "" {
				fence = f[1]
			} else {
				fence = ""
			}
			continue
		}
		if fence != "" {
			continue
		}
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		switch {
		case tocLine.MatchString(l):
			m.leaveOut(i, "a table of contents that a generator puts in", l)
			lines[i] = ""
		case tocItem.MatchString(l) && tocMark.MatchString(next):
			m.leaveOut(i, "a table of contents that a generator puts in", l)
			lines[i], lines[i+1] = "", ""
		case modules && moduleLine.MatchString(l):
			m.leaveOut(i, "a statement of a program", l)
			lines[i] = ""
		case blankSigns.MatchString(l) && blankLine.MatchString(blankSigns.ReplaceAllString(l, " ")):
			if empty++; empty == 1 {
				firstEmpty = i
			}
			lines[i] = ""
		case numberHead.MatchString(l) && longSetext.MatchString(next) && (i == 0 || strings.TrimSpace(lines[i-1]) == "") && !endsSentence(strings.TrimSuffix(plain(l), ":")) && width(l) <= maxHeading:
			level := "## "
			if strings.Contains(next, "=") {
				level = "# "
			}
			lines[i], lines[i+1] = level+strings.TrimSpace(l), ""
			m.find(i, KindHeading, strip(l)+" (underlined)", false)
		}
	}
	if empty > 0 {
		m.find(firstEmpty, KindLeftOut, fmt.Sprintf("lines that hold only spaces, such as &nbsp;: %d", empty), false)
	}
}

func (m *markdownText) leaveOut(i int, why, words string) {
	m.find(i, KindLeftOut, why+": "+clip(words), false)
}

// codeIn tells of a byte of a Markdown text whether it stands in a block of code or in a span of it.
func codeIn(s string) func(at int) bool {
	inside := make([]bool, 0, strings.Count(s, "\n")+1)
	fence := ""
	for l := range strings.SplitSeq(s, "\n") {
		f := fenceLine.FindStringSubmatch(l)
		inside = append(inside, fence != "" || f != nil)
		switch {
		case f == nil:
		case fence == "":
			fence = f[1]
		case strings.HasPrefix(f[1], fence):
			fence = ""
		}
	}
	lineAt := lineFinder(s)
	return func(at int) bool {
		start := strings.LastIndexByte(s[:at], '\n') + 1
		return inside[lineAt(at)] || strings.Count(s[start:at], "`")%2 == 1
	}
}
