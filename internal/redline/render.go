package redline

import (
	"fmt"
	"strings"
)

// Words holds the translated strings that [Diff.HTML] shows. MovedFrom labels the old place of a moved block, MovedTo
// the new one.
type Words struct {
	Added, Removed, MovedFrom, MovedTo, LinkChanged string
	Previous, Next                                  string
	Table                                           string             // the name of a table's region, which scrolls by itself
	Unchanged                                       func(n int) string // n blocks in a row that did not change
}

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

func (w *Words) unchanged(n int) string {
	if w.Unchanged == nil {
		return fmt.Sprint(n)
	}
	return w.Unchanged(n)
}

// spoken puts a run into its element with words for those who hear the page; screen readers often pass over the element itself.
func spoken(tag, word, text string) string {
	return "<" + tag + "><span class=\"vh\">[" + escape(strings.TrimRight(word, ": ")) + ": </span>" + text + "<span class=\"vh\">]</span></" + tag + ">"
}

func writeRuns(s *strings.Builder, runs []Run, w *Words) {
	for _, r := range runs {
		t := escape(r.Text)
		switch r.Op {
		case "insert":
			t = spoken("ins", w.Added, t)
		case "delete":
			t = spoken("del", w.Removed, t)
		}
		s.WriteString(t)
		if r.Href != nil {
			fmt.Fprintf(s, " <span class=\"tgt\"><b>%s</b> <bdi>%s</bdi> → <bdi>%s</bdi></span>", escape(w.LinkChanged),
				escape(r.Href[0]), escape(r.Href[1]))
		}
		switch r.Break {
		case "old":
			s.WriteString(spoken("del", w.Removed, "¶"))
		case "new":
			s.WriteString(spoken("ins", w.Added, "¶"))
		}
	}
}
