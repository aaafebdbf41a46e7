package importer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`)

// mailInBrackets is what Markdown takes as an e-mail address in angle brackets, seen from the bracket (CommonMark, section 6.5).
var mailInBrackets = regexp.MustCompile(`^<[^\s<>@]+@[^\s<>@]+>`)

// escapesOf returns the byte offsets at which a backslash must stand so that the text means itself in Markdown. Nothing is
// escaped that is harmless where it stands: a lone star, an underscore inside a name, brackets without a target.
func escapesOf(s string, links []link) map[int]bool {
	esc := map[int]bool{}
	if !strings.ContainsAny(s, "\\`*_~[<&") {
		return esc
	}
	linked := make([]bool, len(s)+1)
	for _, l := range links {
		for i := l.start; i < l.end; i++ {
			linked[i] = true
		}
	}
	ticks := strings.Count(s, "`")
	target := max(strings.LastIndex(s, "]("), strings.LastIndex(s, "]["), strings.LastIndex(s, "]:"))
	for i := 0; i < len(s); i++ {
		if linked[i] {
			continue
		}
		switch s[i] {
		case '\\':
			esc[i] = i+1 == len(s) || isPunct(s[i+1]) || linked[i+1]
		case '`':
			esc[i] = ticks > 1
		case '[':
			// Before a target it could begin a link or an image, at the start a task's box or a definition, [^ a footnote.
			esc[i] = i == 0 || i < target || strings.HasPrefix(s[i:], "[^")
		case '<':
			esc[i] = i+1 < len(s) && (isLetter(s[i+1]) || strings.IndexByte("/!?", s[i+1]) >= 0 || linked[i+1] || mailInBrackets.MatchString(s[i:]))
		case '&':
			esc[i] = entity.MatchString(s[i:min(len(s), i+40)])
		}
	}
	for _, delimiter := range []byte("*_~") {
		escapeRuns(s, delimiter, linked, esc)
	}
	return esc
}

// run is a row of the same delimiter.
type run struct {
	start, end        int
	canOpen, canClose bool
}

// escapeRuns escapes the delimiters of one kind if one of them could open and a later one close what is between them.
func escapeRuns(s string, delimiter byte, linked []bool, esc map[int]bool) {
	var runs []run
	pair, opened := false, false
	for i := 0; i < len(s); i++ {
		if s[i] != delimiter || linked[i] {
			continue
		}
		r := run{start: i, end: i + 1}
		for r.end < len(s) && s[r.end] == delimiter && !linked[r.end] {
			r.end++
		}
		i = r.end - 1
		before, _ := utf8.DecodeLastRuneInString(s[:r.start])
		after, _ := utf8.DecodeRuneInString(s[r.end:])
		if r.start > 0 && linked[r.start-1] {
			before = '>' // what a link ends with in Markdown
		}
		if linked[r.end] {
			after = '<'
		}
		r.canOpen = r.end < len(s) && !unicode.IsSpace(after)
		r.canClose = r.start > 0 && !unicode.IsSpace(before)
		if delimiter == '_' && r.canOpen && r.canClose && isWord(before) && isWord(after) {
			continue // snake_case
		}
		pair = pair || opened && r.canClose
		opened = opened || r.canOpen
		runs = append(runs, r)
	}
	if !pair {
		return
	}
	for _, r := range runs {
		if r.canOpen || r.canClose {
			for i := r.start; i < r.end; i++ {
				esc[i] = true
			}
		}
	}
}

var (
	activeStart = regexp.MustCompile(`^(?:#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|=+\s*$|~~~|:\s|\+\+\+|-+\s*$|\|)`)
	activeRule  = regexp.MustCompile(`^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	listNumber  = regexp.MustCompile(`^\d{1,9}[.)](?:\s|$)`)
)

// escapeStart escapes what would make a line something else than a paragraph.
func escapeStart(s string) string {
	if activeStart.MatchString(s) || activeRule.MatchString(s) {
		return `\` + s
	}
	if m := listNumber.FindString(s); m != "" {
		i := strings.IndexAny(m, ".)")
		return s[:i] + `\` + s[i:]
	}
	return s
}

var closingHashes = regexp.MustCompile(`(^|[ \t])(#+)$`)

// escapeHeading escapes what would be cut off at the end of a heading: closing # signs and an attribute list.
func escapeHeading(s string) string {
	if at := closingHashes.FindStringSubmatchIndex(s); at != nil {
		s = s[:at[4]] + `\` + s[at[4]:]
	}
	if strings.HasSuffix(s, "}") {
		s = escapeByte(s, '{')
	}
	return s
}

// escapeByte escapes a byte wherever it is not yet.
func escapeByte(s string, c byte) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == c:
			out.WriteByte('\\')
		case s[i] == '\\' && i+1 < len(s):
			out.WriteByte(s[i])
			i++
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

func isPunct(b byte) bool {
	return b >= '!' && b <= '/' || b >= ':' && b <= '@' || b >= '[' && b <= '`' || b >= '{' && b <= '~'
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func wordBefore(s string, i int) bool {
	r, n := utf8.DecodeLastRuneInString(s[:i])
	return n > 0 && isWord(r)
}

func wordAfter(s string, i int) bool {
	r, n := utf8.DecodeRuneInString(s[i:])
	return n > 0 && isWord(r)
}
