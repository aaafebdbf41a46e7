package redline

import (
	"bytes"
	"fmt"
	"strings"

	"candor/internal/markdown"
)

// runs writes runs with their marks, styles and links. What was inserted or deleted is also said in words for those who hear the page:
// screen readers often pass over the elements themselves. A run's leading space stands outside of its element.
func (p *page) runs(runs []Run) {
	for k, r := range runs {
		tag, word := "", ""
		switch r.Op {
		case "insert":
			tag, word = "ins", p.w.Added
		case "delete":
			tag, word = "del", p.w.Removed
		}
		if tag != "" {
			p.marked(tag, word, r.bits)
		} else {
			p.bits(r.bits, "")
		}
		if r.Href != nil {
			p.target(r.Href)
		}
		p.breakMark(runs, k)
	}
}

func (p *page) marked(tag, word string, bits []bit) {
	if len(bits) > 0 && len(bits[0].text) > 0 && bits[0].text[0] == ' ' {
		p.WriteString(" ")
		bits = append([]bit{{bits[0].text[1:], bits[0].style, bits[0].link}}, bits[1:]...)
	}
	fmt.Fprintf(p, "<%s><span class=\"vh\"%s>[%s:\u00a0</span>", tag, p.own, worded(strings.TrimRight(word, ": ")))
	p.bits(bits, tag)
	p.WriteString("<span class=\"vh\">]</span></" + tag + ">")
}

// breakMark shows where a block ends on one side only.
func (p *page) breakMark(runs []Run, k int) {
	switch broken(runs, k) {
	case "delete":
		p.marked("del", p.w.Removed, []bit{{text: []byte("¶")}})
	case "insert":
		p.marked("ins", p.w.Added, []bit{{text: []byte("¶")}})
	}
}

// broken tells whether the end of a block behind a run went ("delete") or came ("insert"). One that was replaced by another's is neither.
func broken(runs []Run, k int) string {
	near := func(k int, end string) bool { return k >= 0 && k < len(runs) && runs[k].Break == end }
	switch end := runs[k].Break; {
	case end == "old" && !near(k+1, "new") && !near(k-1, "new"):
		return "delete"
	case end == "new" && !near(k+1, "old") && !near(k-1, "old"):
		return "insert"
	}
	return ""
}

// target shows where a link led and where it leads, each from left to right within the message.
func (p *page) target(href []string) {
	apart := func(target string) string { return "\u2066" + target + "\u2069" }
	fmt.Fprintf(p, " <span class=\"tgt\"%s>[<b>%s.</b> %s. %s]</span>", p.own, worded(p.w.LinkChanged),
		worded(message(p.w.LinkOld, apart(href[0]))), worded(message(p.w.LinkNew, apart(href[1]))))
}

var styleTags = []struct {
	style markdown.Style
	tag   string
}{
	{markdown.Strong, "strong"}, {markdown.Emphasis, "em"}, {markdown.CodeSpan, "code"}, {markdown.Sub, "sub"}, {markdown.Sup, "sup"},
	{markdown.Kbd, "kbd"}, {markdown.Strike, "s"}, {markdown.Mark, "mark"}, {markdown.NoteRef, "sup"},
}

// bits writes the words of a run that stands in an element. Of what came or went, a target that the page cannot lead to is told.
func (p *page) bits(bits []bit, in string) {
	for k, b := range bits {
		end, leads := "", false
		if l := b.link; l != nil && in != "del" && l.href != "" && b.style&(markdown.Image|markdown.NoteRef) == 0 && p.leads(l.href) {
			p.WriteString("<a href=\"" + escape(l.href) + "\"")
			if l.saved {
				p.WriteString(" download")
			}
			p.WriteString(">")
			end, leads = "</a>", true
		}
		for _, t := range styleTags {
			if b.style&t.style != 0 {
				p.WriteString("<" + t.tag + ">")
				end = "</" + t.tag + ">" + end
			}
		}
		p.WriteString(escape(strings.ReplaceAll(string(b.text), "\n", " ")))
		p.WriteString(end)
		if to := b.link.targets(); in != "" && !leads && len(to) > 0 && (k+1 == len(bits) || !sameTarget(b.link, bits[k+1].link)) && !says(b.text, to) {
			fmt.Fprintf(p, "<span class=\"tgt\"> [\u2066%s\u2069]</span>", escape(strings.Join(to, " ")))
			if bytes.HasSuffix(b.text, []byte(" ")) {
				p.WriteString(" ")
			}
		}
	}
}

// says reports that the words of a link are its address, so that it need not be told.
func says(words []byte, to []string) bool {
	w := strings.TrimSpace(string(words))
	return len(to) == 1 && (to[0] == w || to[0] == "mailto:"+w)
}

// leads reports that a link leads somewhere from this page: not every clause of the text has its anchor here.
func (p *page) leads(href string) bool {
	id, here := strings.CutPrefix(href, "#")
	return !here || p.targets[id]
}

func (w *Words) unchanged(n int) string {
	if w.Unchanged == nil {
		return fmt.Sprint(n)
	}
	return w.Unchanged(n)
}
