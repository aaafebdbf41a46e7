package redline

import (
	"fmt"
	"html"
	"strings"
)

// Words holds the translated strings that [Diff.HTML] shows. MovedFrom labels the old place of a moved block, MovedTo
// the new one.
type Words struct {
	Added, Removed, MovedFrom, MovedTo, LinkChanged string
	Previous, Next                                  string
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

// HTML returns the whole text, every block as a paragraph, changes in <ins> and <del>, unchanged neighbours folded.
func (d *Diff) HTML(w *Words) []byte {
	var s strings.Builder
	total := 0
	for _, b := range d.Blocks {
		if b.Op != "equal" {
			total++
		}
	}
	n := 0
	for i := 0; i < len(d.Blocks); {
		j := i
		for j < len(d.Blocks) && d.Blocks[j].Op == "equal" {
			j++
		}
		if j > i {
			fmt.Fprintf(&s, "<details class=\"same\"><summary>%s</summary>\n", html.EscapeString(w.unchanged(j-i)))
			for _, b := range d.Blocks[i:j] {
				s.WriteString("<p dir=\"auto\">")
				writeRuns(&s, b.Runs, w)
				s.WriteString("</p>\n")
			}
			s.WriteString("</details>\n")
			i = j
			continue
		}
		n++
		fmt.Fprintf(&s, "<div class=\"chg\" id=\"c%d\"><p dir=\"auto\">", n)
		switch d.Blocks[i].Op {
		case "moved_from":
			fmt.Fprintf(&s, "<span class=\"lab\">%s </span>", html.EscapeString(w.MovedFrom))
		case "moved_to":
			fmt.Fprintf(&s, "<span class=\"lab\">%s </span>", html.EscapeString(w.MovedTo))
		}
		writeRuns(&s, d.Blocks[i].Runs, w)
		s.WriteString("</p>")
		if n > 1 {
			fmt.Fprintf(&s, "<a href=\"#c%d\">%s</a> ", n-1, html.EscapeString(w.Previous))
		}
		if n < total {
			fmt.Fprintf(&s, "<a href=\"#c%d\">%s</a>", n+1, html.EscapeString(w.Next))
		}
		s.WriteString("</div>\n")
		i++
	}
	return []byte(s.String())
}

func (w *Words) unchanged(n int) string {
	if w.Unchanged == nil {
		return fmt.Sprint(n)
	}
	return w.Unchanged(n)
}

func writeRuns(s *strings.Builder, runs []Run, w *Words) {
	for _, r := range runs {
		t := html.EscapeString(r.Text)
		switch r.Op {
		case "insert":
			t = "<ins><span class=\"lab\">" + html.EscapeString(w.Added) + " </span>" + t + "</ins>"
		case "delete":
			t = "<del><span class=\"lab\">" + html.EscapeString(w.Removed) + " </span>" + t + "</del>"
		}
		s.WriteString(t)
		if r.Href != nil {
			fmt.Fprintf(s, " <span class=\"lab\">%s %s → %s</span>", html.EscapeString(w.LinkChanged),
				html.EscapeString(r.Href[0]), html.EscapeString(r.Href[1]))
		}
	}
}
