package importer

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
)

// Remnants of the program that made a page: its statements print nothing, its values stand for words that readers saw, and what it calls a comment holds
// words that nobody saw.
var (
	remnant      = regexp.MustCompile(`(?s)\{%-?\s*comment\b.*?\{%-?\s*endcomment\s*-?%\}|\{\{[<%]\s*comment\b.*?\{\{[<%]\s*/\s*comment\s*[>%]\}\}|\{\{!--.*?--\}\}|\{\{-?\s*/\*.*?\*/\s*-?\}\}|<%--.*?--%>|<\?(?:php|=|\s).*?(?:\?>|\z)|<%.*?%>|\{%.*?%\}|\{\{.*?\}\}|\{#[^{}]{0,900}?#\}`)
	remnantValue = regexp.MustCompile(`(?s)^(?:<\?(?:=|php\s+(?:echo|print)\b)|<%[=-]|\{\{(?:[^<%/!#*]|[%<]\s*(?:param|ref|relref|email|mail|var|value|get)\b)|\{%-?\s*(?:link|post_url|t|trans|translate|url|static|email|echo)\s)`)
	remnantNote  = regexp.MustCompile(`(?s)^(?:<%#|<%--|\{#|\{%-?\s*comment\b|\{\{(?:[<%]\s*comment\b|!|-?\s*/\*|--|#\s))`)
)

// lineFinder returns a function that tells on which line of a text a byte stands, from 0.
func lineFinder(s string) func(at int) int {
	var ends []int
	for i := range len(s) {
		if s[i] == '\n' {
			ends = append(ends, i)
		}
	}
	return func(at int) int { return sort.SearchInts(ends, at) }
}

// withoutPrograms takes the remnants of a program out of a text, keeps its lines, and puts a mark where a value stood that readers saw. code tells of
// a byte whether it is in a block of code, where braces are words; nil for nowhere.
func withoutPrograms(s, mark string, first int, code func(at int) bool) (string, []Finding) {
	var out strings.Builder
	var found []Finding
	at := 0
	lineAt := lineFinder(s)
	for _, m := range remnant.FindAllStringIndex(s, -1) {
		if code != nil && code(m[0]) {
			continue
		}
		piece := s[m[0]:m[1]]
		out.WriteString(s[at:m[0]])
		line := first + lineAt(m[0])
		switch {
		case remnantNote.MatchString(piece):
			found = append(found, Finding{Line: line, Kind: KindLeftOut, Text: "a note in a template: " + clip(piece)})
		case remnantValue.MatchString(piece):
			out.WriteString(mark)
			found = append(found, Finding{Line: line, Kind: KindLeftOut, Guess: true, Text: "a value that a program puts in, which readers saw in its place; write it where the mark stands: " + clip(piece)})
		default:
			found = append(found, Finding{Line: line, Kind: KindLeftOut, Text: "a statement of a program: " + clip(piece)})
		}
		out.WriteString(strings.Repeat("\n", strings.Count(piece, "\n")))
		at = m[1]
	}
	out.WriteString(s[at:])
	return out.String(), found
}

// manyAlike makes one finding of more than a few of a kind.
func manyAlike(list []Finding) []Finding {
	if len(list) <= 12 {
		return list
	}
	out := list[:11:11]
	return append(out, Finding{Line: list[11].Line, Kind: list[11].Kind, Guess: list[11].Guess, Text: fmt.Sprintf("and %d more, from: %s", len(list)-11, list[11].Text)})
}

// What Cloudflare puts in the place of an e-mail address: its bytes in hexadecimal, each XORed with the first.
var (
	hiddenMail     = regexp.MustCompile(`(?i)email-protection#([0-9a-f]{6,})`)
	hiddenMailLink = regexp.MustCompile(`\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(([^()\s]*/cdn-cgi/l/email-protection(?:#([0-9a-fA-F]{6,}))?)\)`)
	hiddenMailWord = regexp.MustCompile(`(?i)\[?\\?\[email[\s\x{a0}]?protected\\?\]\]?`)
)

// mailOf returns the address that Cloudflare hid in hexadecimal digits, "" where they hide none.
func mailOf(hex string) string {
	if len(hex) < 6 || len(hex)%2 != 0 {
		return ""
	}
	raw := make([]byte, len(hex)/2)
	if _, err := fmt.Sscanf(hex, "%x", &raw); err != nil {
		return ""
	}
	mail := make([]byte, len(raw)-1)
	for i, b := range raw[1:] {
		mail[i] = b ^ raw[0]
	}
	address, _, _ := strings.Cut(string(mail), "?")
	if !mailPattern.MatchString(address) {
		return ""
	}
	return address
}
