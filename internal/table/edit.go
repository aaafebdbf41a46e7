package table

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Setting gives a key of the root table a value.
type Setting struct {
	Key   string
	Value string   // as TOML writes it; "" takes the key out
	After []string // a new key stands below the last of these that is there, else at the top
}

// Edit changes keys of the root table of a TOML text and touches no other byte: comments, spaces, the order of the keys and the line
// endings stay. It returns the text and the lines of it that are new, counted from 1. An error says that the text is none that can be
// changed so; nothing of it is changed by halves.
func Edit(text []byte, settings ...Setting) (edited []byte, added []int, err error) {
	edited = slices.Clone(text)
	for _, s := range settings {
		spans := rootKeys(edited)
		at := slices.IndexFunc(spans, func(k span) bool { return k.name == s.Key })
		switch {
		case s.Value == "" && at >= 0:
			edited = slices.Delete(edited, spans[at].line, spans[at].next)
		case s.Value == "":
		case at >= 0:
			edited = slices.Replace(edited, spans[at].value, spans[at].end, []byte(s.Value)...)
		default:
			var line int
			edited, line = insert(edited, spans, s)
			for i, n := range added {
				if n >= line {
					added[i]++
				}
			}
			added = append(added, line)
		}
	}
	return edited, added, verify(text, edited, settings)
}

// insert adds a line for a key that is not there.
func insert(text []byte, spans []span, s Setting) ([]byte, int) {
	at := 0
	for _, k := range spans {
		if slices.Contains(s.After, k.name) {
			at = k.next
		}
	}
	end := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		end = "\r\n"
	}
	line, number := s.Key+" = "+s.Value+end, bytes.Count(text[:at], []byte("\n"))+1
	if at > 0 && text[at-1] != '\n' {
		line, number = end+line, number+1
	}
	return slices.Insert(text, at, []byte(line)...), number
}

// verify decodes both texts: the keys that were set, and no others, may differ.
func verify(before, after []byte, settings []Setting) error {
	var old, now map[string]any
	if err := toml.Unmarshal(before, &old); err != nil {
		return fmt.Errorf("edit TOML: %w", err)
	}
	if err := toml.Unmarshal(after, &now); err != nil {
		return fmt.Errorf("edit TOML: the outcome cannot be read: %w", err)
	}
	for _, s := range settings {
		if _, there := now[s.Key]; there != (s.Value != "") {
			return fmt.Errorf("edit TOML: the key %q cannot be set in place", s.Key)
		}
		delete(old, s.Key)
		delete(now, s.Key)
	}
	if !maps.EqualFunc(old, now, func(a, b any) bool { return reflect.DeepEqual(a, b) }) {
		return fmt.Errorf("edit TOML: another key would have changed")
	}
	return nil
}

// span is where a key of the root table stands, as byte offsets.
type span struct {
	name       string
	line       int // at which its line begins
	value, end int // of its value
	next       int // at which the line after it begins
}

// rootKeys finds the keys above the first table. It trusts that the text is TOML, which verify makes sure of.
func rootKeys(text []byte) []span {
	var spans []span
	for i := 0; i < len(text); {
		start := i
		i += len(text[i:]) - len(bytes.TrimLeft(text[i:], " \t"))
		switch {
		case i >= len(text) || text[i] == '[':
			return spans
		case text[i] == '#' || text[i] == '\r' || text[i] == '\n':
			i = lineAfter(text, i)
			continue
		}
		name, value, ok := cutKey(string(text[i:lineAfter(text, i)]))
		if !ok {
			return spans
		}
		k := span{name: name, line: start, value: lineAfter(text, i) - len(value)}
		k.value += len(value) - len(bytes.TrimLeft([]byte(value), " \t"))
		k.end = valueEnd(text, k.value)
		k.next = lineAfter(text, k.end)
		spans = append(spans, k)
		i = k.next
	}
	return spans
}

func lineAfter(text []byte, i int) int {
	if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(text)
}

// valueEnd returns where the value that begins at i ends.
func valueEnd(text []byte, i int) int {
	depth := 0
	for i < len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			i = stringEnd(text, i)
		case c == '[' || c == '{':
			depth++
			i++
		case c == ']' || c == '}':
			depth--
			i++
		case c == '#' && depth > 0:
			i = lineAfter(text, i)
			continue
		case depth == 0 && (c == '#' || c == '\n' || c == '\r'):
			return i - len(text[:i]) + len(bytes.TrimRight(text[:i], " \t"))
		default:
			i++
			continue
		}
		if depth == 0 {
			return i
		}
	}
	return len(text)
}

// stringEnd returns where the string that begins at i ends.
func stringEnd(text []byte, i int) int {
	quote := text[i : i+1]
	if three := bytes.Repeat(quote, 3); bytes.HasPrefix(text[i:], three) {
		quote = three
	}
	for i += len(quote); i < len(text); i++ {
		switch {
		case quote[0] == '"' && text[i] == '\\':
			i++
		case bytes.HasPrefix(text[i:], quote):
			i += len(quote)
			for len(quote) == 3 && i < len(text) && text[i] == quote[0] { // """a""""" ends in two quotes of its own
				i++
			}
			return i
		}
	}
	return len(text)
}

// Comments returns the byte offsets of the comments of a TOML text.
func Comments(text []byte) []int {
	var at []int
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case '"', '\'':
			i = stringEnd(text, i)
		case '#':
			at = append(at, i)
			i = lineAfter(text, i)
		default:
			i++
		}
	}
	return at
}

// Quote returns a text as a TOML basic string (TOML 1.0, "String").
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
