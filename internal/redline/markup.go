package redline

import (
	"regexp"
	"strings"

	"candor/internal/markdown"
)

// Markdown returns the changed blocks as Markdown, insertions in <ins> and deletions in <del>: headings, lists, quotations, tables and links as
// in the texts. A line "…" stands for blocks that did not change.
func (d *Diff) Markdown() string { return d.digest(asMarkdown()) }

func asMarkdown() dialect {
	return dialect{del: [2]string{"<del>", "</del>"}, ins: [2]string{"<ins>", "</ins>"}, escape: escapeMarkdown, start: plainStart, head: true,
		note:    func(s string) string { return "\\[" + escapeMarkdown(s) + "\\] " },
		targets: func(old, now string) string { return "(" + escapeMarkdown(old) + " → " + escapeMarkdown(now) + ")" },
		link: func(l *link, words string, style markdown.Style, _ string) string {
			if l.dest != "" {
				words = "[" + words + "](<" + address.Replace(printable(l.dest)) + ">)"
				if style&markdown.Image != 0 {
					words = "!" + words
				}
			}
			if l.around != "" {
				words = "[" + words + "](<" + address.Replace(printable(l.around)) + ">)"
			}
			return words
		}}
}

// address makes a link's target stand between < and >.
var address = strings.NewReplacer("\\", "\\\\", "<", "\\<", ">", "\\>", "\n", " ", "|", "\\|")

// opening is what words must not begin with, since Markdown takes it for the sign of a heading, a list or a definition.
var opening = regexp.MustCompile(`^(?:[-+=:]|\d{1,9}[.)](?: |$))`)

// plainStart puts a backslash before the sign that words begin with.
func plainStart(line string) string {
	at := opening.FindString(line)
	if at == "" {
		return line
	}
	k := strings.IndexAny(at, "-+=:.)")
	return line[:k] + "\\" + line[k:]
}

func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range printable(s) {
		switch {
		case r == '\n' || r == '\t':
			r = ' '
		case strings.ContainsRune("\\`*_{}[]#<>|&~", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
