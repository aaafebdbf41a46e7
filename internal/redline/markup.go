package redline

import (
	"fmt"
	"strings"
)

// Markdown returns the changed blocks as Markdown, insertions in <ins> and deletions in <del>.
func (d *Diff) Markdown() string {
	var s strings.Builder
	for _, b := range d.Blocks {
		if b.Op == "equal" {
			continue
		}
		if b.Move > 0 {
			fmt.Fprintf(&s, "\\[%s %d\\] ", strings.ReplaceAll(b.Op, "_", " "), b.Move)
		}
		for _, r := range b.Runs {
			t := escapeMarkdown(r.Text)
			switch r.Op {
			case "insert":
				t = "<ins>" + t + "</ins>"
			case "delete":
				t = "<del>" + t + "</del>"
			}
			s.WriteString(t)
			if r.Href != nil {
				fmt.Fprintf(&s, " (%s → %s)", escapeMarkdown(r.Href[0]), escapeMarkdown(r.Href[1]))
			}
			switch r.Break {
			case "old":
				s.WriteString("<del>¶</del>")
			case "new":
				s.WriteString("<ins>¶</ins>\n\n")
			case "both":
				s.WriteString("\n\n")
			}
		}
		s.WriteString("\n\n")
	}
	return s.String()
}

func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range printable(s) {
		switch {
		case r == '\n' || r == '\t':
			r = ' '
		case strings.ContainsRune("\\`*_{}[]()#+-.!<>|&~", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
