package redline

import (
	"fmt"
	"strings"
	"unicode"
)

// Text returns the changed blocks for a terminal, each under its section; without color, changes stand in [-…-] and {+…+}.
func (d *Diff) Text(color bool) string {
	del, ins, dim := [2]string{"[-", "-]"}, [2]string{"{+", "+}"}, [2]string{"", ""}
	if color {
		del, ins, dim = [2]string{"\x1b[31;9m", "\x1b[0m"}, [2]string{"\x1b[32;4m", "\x1b[0m"}, [2]string{"\x1b[2m", "\x1b[0m"}
	}
	var s strings.Builder
	under := ""
	for _, b := range d.Blocks {
		if b.Op == "equal" {
			continue
		}
		if title := d.title(b); title != under && b.Kind != "heading" {
			s.WriteString(dim[0] + "# " + printable(title) + dim[1] + "\n\n")
			under = title
		} else if b.Kind == "heading" {
			under = title
			s.WriteString("# ")
		}
		if b.Move > 0 {
			fmt.Fprintf(&s, "[%s %d] ", strings.ReplaceAll(b.Op, "_", " "), b.Move)
		}
		if note := b.note(); note != "" {
			s.WriteString("[" + note + "] ")
		}
		for _, r := range b.Runs {
			t := printable(r.Text)
			switch r.Op {
			case "delete":
				t = del[0] + t + del[1]
			case "insert":
				t = ins[0] + t + ins[1]
			}
			s.WriteString(t)
			if r.Href != nil {
				fmt.Fprintf(&s, " <%s -> %s>", printable(r.Href[0]), printable(r.Href[1]))
			}
			switch r.Break {
			case "old":
				s.WriteString(del[0] + "¶" + del[1])
			case "new":
				s.WriteString(ins[0] + "¶" + ins[1] + "\n")
			case "both":
				s.WriteString("\n")
			}
		}
		s.WriteString("\n\n")
	}
	return s.String()
}

// title is that of the section that a block is shown in, "" for none.
func (d *Diff) title(b Block) string {
	if b.b >= 0 {
		return d.now[b.b].title
	}
	return d.old[b.a].title
}

// note says what changed in a block whose words do not show it.
func (b *Block) note() string {
	switch {
	case !plain(b.Runs) || b.Move > 0:
		return ""
	case b.Form:
		return "form"
	case b.Typography:
		return "typography"
	}
	return ""
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
		{{s.LinksChanged, "link", "changed"}, {s.FormChanged, "block", "changed in form"}, {s.TypographyChanged, "block", "changed in typography"}},
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
