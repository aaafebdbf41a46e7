package redline

import (
	"fmt"
	"strings"
	"unicode"

	"candor/internal/markdown"
)

// Text returns the changed blocks for a terminal, as they stand in the texts; without color, changes stand in [-…-] and {+…+}. A line "…" stands
// for blocks that did not change.
func (d *Diff) Text(color bool) string {
	w := dialect{del: [2]string{"[-", "-]"}, ins: [2]string{"{+", "+}"}, escape: printable,
		note:    func(s string) string { return "[" + s + "] " },
		start:   func(line string) string { return line },
		targets: func(old, now string) string { return "<" + printable(old) + " -> " + printable(now) + ">" },
		link: func(l *link, words string, _ markdown.Style, op string) string {
			if op == "equal" {
				return words
			}
			return words + " <" + printable(strings.Join(l.targets(), " ")) + ">"
		}}
	if color {
		w.del, w.ins, w.dim = [2]string{"\x1b[31;9m", "\x1b[0m"}, [2]string{"\x1b[32;4m", "\x1b[0m"}, [2]string{"\x1b[2m", "\x1b[0m"}
	}
	return d.digest(w)
}

// windows are the signs that Windows' code page has where Unicode has control characters, from U+0091 on.
var windows = [...]rune{'‘', '’', '“', '”', '•', '–', '—'}

// printable replaces control characters, which could steer a terminal and which no page shows, by what was meant or by a sign that is seen.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x91 && int(r-0x91) < len(windows):
			return windows[r-0x91]
		case r == '\n' || r == '\t' || !unicode.IsControl(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ReplacementChar
	}, s)
}

// String says in English what changed, as commands do: "the text was written anew; 2 sections added, 1 section moved; 214 words added".
func (s Summary) String() string {
	if s.Equal {
		return "the texts do not differ"
	}
	var parts []string
	if s.Rewritten {
		parts = append(parts, "the text was written anew")
	}
	for _, group := range [][]counted{
		{{s.Sections.Changed, "section", "changed"}, {s.Sections.Added, "section", "added"}, {s.Sections.Removed, "section", "removed"},
			{s.Sections.Moved, "section", "moved"}, {s.Sections.Renamed, "section", "renamed"}, {s.Sections.Renumbered, "section", "renumbered"}},
		{{s.Words.Added, "word", "added"}, {s.Words.Removed, "word", "removed"}, {s.Words.Moved, "word", "moved"}},
		{{s.LinksChanged, "link", "changed"}, {s.FormChanged, "block", "changed in form"}, {s.TypographyChanged, "block", "changed in typography"},
			{s.PunctuationChanged, "block", "changed in punctuation"}},
	} {
		var said []string
		for _, c := range group {
			if c.n > 0 {
				said = append(said, c.String())
			}
		}
		if len(said) > 0 {
			parts = append(parts, strings.Join(said, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

type counted struct {
	n          int
	noun, verb string
}

func (c counted) String() string {
	if c.n != 1 {
		c.noun += "s"
	}
	return fmt.Sprintf("%d %s %s", c.n, c.noun, c.verb)
}
