package importer

import (
	"regexp"
	"strings"

	"candor/internal/civil"
)

// entry is one key of a front matter.
type entry struct {
	line   int // of the file, from 1
	key    string
	value  string // unquoted; "" where scalar is false
	scalar bool   // false for lists, tables and texts of several lines
	quoted bool
}

// frontMatter is what stands between the first two lines of dashes (YAML) or of plus signs (TOML).
type frontMatter struct {
	found   bool
	entries []entry
	lines   int    // lines that it takes, both fences included
	body    string // what follows
}

var (
	yamlKey = regexp.MustCompile(`^["']?([\pL\d_.-]+(?: [\pL\d_.-]+)*)["']?\s*:(?:\s+(.*))?$`)
	tomlKey = regexp.MustCompile(`^["']?([\pL\d_.-]+)["']?\s*=\s*(.*)$`)
)

// splitFrontMatter cuts a front matter off a text. It reads keys with a value on their line; what is nested or goes over
// several lines is an entry without a value. Where anything else stands between the fences, the first line is a
// thematic break and the text has no front matter.
func splitFrontMatter(s string) frontMatter {
	lines := strings.SplitAfter(s, "\n")
	fence := strings.TrimRight(lines[0], " \t\n")
	pattern, other := yamlKey, "..."
	switch fence {
	case "---":
	case "+++":
		pattern, other = tomlKey, "+++"
	default:
		return frontMatter{body: s}
	}
	f := frontMatter{found: true}
	for i, l := range lines[1:] {
		raw := strings.TrimRight(l, " \t\r\n")
		text := strings.TrimSpace(raw)
		m := pattern.FindStringSubmatch(raw)
		switch {
		case raw == fence || raw == other:
			f.lines = i + 2
			f.body = strings.Join(lines[f.lines:], "")
			return f
		case text == "" || strings.HasPrefix(text, "#"):
		case m != nil:
			f.entries = append(f.entries, entryOf(i+2, m[1], strings.TrimSpace(m[2])))
		case (raw != text || strings.HasPrefix(text, "- ") || fence == "+++") && len(f.entries) > 0:
			f.entries[len(f.entries)-1].scalar = false // goes on with the key above
		default:
			return frontMatter{body: s}
		}
	}
	return frontMatter{body: s}
}

func entryOf(line int, key, value string) entry {
	e := entry{line: line, key: key, scalar: true}
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		e.quoted = true
		e.value = value[1 : n-1]
		if value[0] == '\'' {
			e.value = strings.ReplaceAll(e.value, "''", "'")
		} else {
			e.value = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(e.value)
		}
		return e
	}
	if i := strings.Index(value, " #"); i >= 0 {
		value = strings.TrimSpace(value[:i])
	}
	switch {
	case value == "" || strings.ContainsAny(value[:1], "|>[{&*!\"'"):
		e.scalar = false
	default:
		e.value = value
	}
	return e
}

// typed returns the value of a scalar as a bool, a civil.Date or a string.
func (e entry) typed() any {
	if e.quoted {
		return e.value
	}
	switch strings.ToLower(e.value) {
	case "true":
		return true
	case "false":
		return false
	}
	if d, ok := e.date(); ok {
		return d
	}
	return e.value
}

// date reads a value that begins with a full date; a time of day after it is left out.
func (e entry) date() (civil.Date, bool) {
	if len(e.value) < len("2006-01-02") || len(e.value) > 10 && !strings.ContainsAny(e.value[10:11], "Tt ") {
		return civil.Date{}, false
	}
	d, err := civil.Parse(e.value[:10])
	return d, err == nil
}
