package table

import (
	"bytes"
	"fmt"
	"strings"

	"candor/internal/diag"
)

// scanner finds where the keys of a TOML text stand. It does not judge the text: that is the library's work, which gives
// no places. Keys inside inline tables and multi-line values have the place of the key that holds them.
type scanner struct {
	file   string
	places map[string]diag.Pos
	counts map[string]int // of array tables, by name
	table  string
	closer string // ends the multi-line text that the line stands in
	depth  int    // of open brackets of a multi-line list
}

func scan(file string, first int, text []byte) *scanner {
	s := &scanner{file: file, places: map[string]diag.Pos{}, counts: map[string]int{}}
	for i, line := range bytes.Split(text, []byte("\n")) {
		s.line(first+i, string(line))
	}
	return s
}

func (s *scanner) line(number int, line string) {
	trimmed := strings.TrimLeft(line, " \t\ufeff")
	pos := diag.Pos{File: s.file, Line: number, Col: len(line) - len(trimmed) + 1}
	trimmed = strings.TrimRight(trimmed, " \t\r")
	switch {
	case s.closer != "":
		if strings.Contains(trimmed, s.closer) {
			s.closer = ""
		}
	case s.depth > 0:
		s.depth += brackets(trimmed)
	case trimmed == "" || trimmed[0] == '#':
	case trimmed[0] == '[':
		s.header(pos, trimmed)
	default:
		s.key(pos, trimmed)
	}
}

func (s *scanner) header(pos diag.Pos, line string) {
	name, _, _ := strings.Cut(strings.Trim(strings.TrimLeft(line, "["), " "), "]")
	name = s.name(name)
	if strings.HasPrefix(line, "[[") {
		i := s.counts[name]
		s.counts[name]++
		s.place(name, pos)
		name = fmt.Sprintf("%s[%d]", name, i)
	}
	s.table = name
	s.place(name, pos)
}

func (s *scanner) key(pos diag.Pos, line string) {
	name, value, ok := cutKey(line)
	if !ok {
		return
	}
	name = s.name(name)
	if s.table != "" {
		name = s.table + "." + name
	}
	s.place(name, pos)
	value = strings.TrimSpace(value)
	for _, quote := range []string{`"""`, `'''`} {
		if rest, multi := strings.CutPrefix(value, quote); multi && !strings.Contains(rest, quote) {
			s.closer = quote
			return
		}
	}
	if strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{") {
		s.depth = max(0, brackets(value))
	}
}

func (s *scanner) place(name string, pos diag.Pos) {
	if _, twice := s.places[name]; !twice {
		s.places[name] = pos
	}
}

// name unquotes the parts of a dotted key and notes a key that has too many.
func (s *scanner) name(raw string) string {
	parts := strings.Split(raw, ".")
	for i, p := range parts {
		parts[i] = strings.Trim(strings.TrimSpace(p), `"'`)
	}
	return strings.Join(parts, ".")
}

// cutKey splits a line at the first = outside quotes.
func cutKey(line string) (key, value string, ok bool) {
	var quote rune
	for i, r := range line {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '=':
			return strings.TrimSpace(line[:i]), line[i+1:], true
		}
	}
	return "", "", false
}

// brackets returns how many brackets a line leaves open, those in quotes and comments apart.
func brackets(line string) int {
	n, quote, escaped := 0, rune(0), false
	for _, r := range line {
		switch {
		case escaped:
			escaped = false
		case quote == '"' && r == '\\':
			escaped = true
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '#':
			return n
		case r == '[' || r == '{':
			n++
		case r == ']' || r == '}':
			n--
		}
	}
	return n
}
