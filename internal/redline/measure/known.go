package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"candor/internal/markdown"
	"candor/internal/redline"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// changes makes changes of a text whose answer is known, and asks for it.
func (m *measures) changes(body string, v version) {
	body = strings.ReplaceAll(body, "\r\n", "\n")
	doc := parse(body, v)
	if doc == nil {
		return
	}
	before := redline.Prepare(doc)
	try := func(kind, changed string, right func(d *redline.Diff) bool) {
		if changed == "" || changed == body {
			return
		}
		now := parse(changed, v)
		if now == nil {
			return
		}
		if m.known == nil {
			m.known = map[string]*score{}
		}
		if m.known[kind] == nil {
			m.known[kind] = &score{}
		}
		m.known[kind].of++
		m.known[kind].right += one(right(redline.Compare(before, redline.Prepare(now))))
	}
	try("unseen", strings.ReplaceAll(body, "\n", "\r\n")+"\r\n", (*redline.Diff).Equal)
	if target := regexp.MustCompile(`\]\(https?://[^)\s]+`).FindStringIndex(body); target != nil && body[max(0, target[0]-1)] != ')' {
		try("link", body[:target[1]]+"x"+body[target[1]:], func(d *redline.Diff) bool {
			return d.Summary.LinksChanged >= 1 && d.Summary.Words == redline.Counts{}
		})
	}
	m.sections(body, try)
	m.paragraphs(body, try)
}

type trial func(kind, changed string, right func(d *redline.Diff) bool)

var heading = regexp.MustCompile(`(?m)^##? [^\n]*\n`)

// sections adds, removes, renames and moves whole sections of at least twenty words, none of which has sections of its own.
func (m *measures) sections(body string, try trial) {
	at := heading.FindAllStringIndex(body, -1)
	if len(at) < 4 || strings.Contains(body, "\n### ") {
		return
	}
	part := func(i int) string {
		end := len(body)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		return strings.TrimRight(body[at[i][0]:end], "\n") + "\n\n"
	}
	k := len(at) / 2
	for k < len(at)-1 && len(strings.Fields(part(k))) < 20 {
		k++
	}
	if k == len(at)-1 || !strings.HasPrefix(body[at[k][0]:], "## ") {
		return
	}
	head := body[:at[k][0]]
	var after strings.Builder
	for i := k + 1; i < len(at); i++ {
		after.WriteString(part(i))
	}
	section := part(k)
	title, text, _ := strings.Cut(section, "\n")
	sections := func(d *redline.Diff, kind string) bool {
		return slices.ContainsFunc(d.Sections, func(s redline.Section) bool { return slices.Contains(s.Change, kind) })
	}
	moveless := func(d *redline.Diff) bool { return d.Summary.Words.Moved == 0 }
	grown := head + "## Quokkas on bicycles\n\nNothing in this section stood anywhere before, neither marsupials nor their bicycles.\n\n" + section + after.String()
	try("added", grown, func(d *redline.Diff) bool { return d.Summary.Sections.Added == 1 && sections(d, "added") })
	try("no move", grown, moveless)
	if !slices.Contains(titles(head+after.String()), title) {
		try("removed", head+after.String(), func(d *redline.Diff) bool { return d.Summary.Sections.Removed == 1 })
		try("no move", head+after.String(), moveless)
		try("renamed", head+"## Quokkas on bicycles\n"+text+after.String(), func(d *redline.Diff) bool { return d.Summary.Sections.Renamed == 1 })
		try("section moved", head+after.String()+section, func(d *redline.Diff) bool { return sections(d, "moved") })
	}
}

func titles(body string) (out []string) {
	for _, t := range heading.FindAllString(body, -1) {
		out = append(out, strings.TrimSuffix(t, "\n"))
	}
	return out
}

// plain is a paragraph of words alone.
var plain = regexp.MustCompile(`(?m)^\pL[^\n*_\[\]<>|\x60\\]{150,}$`)

// paragraphs splits and moves a paragraph, and adds an item and a row.
func (m *measures) paragraphs(body string, try trial) {
	ps := strings.Split(body, "\n\n")
	for i, p := range ps {
		if !plain.MatchString(p) || strings.Contains(p, "\n") || strings.Count(body, p) > 1 || i+1 == len(ps) {
			continue
		}
		if cut := strings.Index(p[40:], ". "); cut > 0 && cut+42 < len(p)-40 {
			split := slices.Concat(ps[:i], []string{p[:cut+41], p[cut+42:]}, ps[i+1:])
			try("split", strings.Join(split, "\n\n"), func(d *redline.Diff) bool { return d.Summary.Words == redline.Counts{} && !d.Equal() })
		}
		if j := slices.IndexFunc(ps[min(i+4, len(ps)):], func(q string) bool { return plain.MatchString(q) && !strings.Contains(q, "\n") }); j >= 0 {
			j += i + 4
			moved := slices.Concat(ps[:i], ps[i+1:j+1], []string{p}, ps[j+1:])
			try("paragraph moved", strings.Join(moved, "\n\n"), func(d *redline.Diff) bool { return d.Summary.Words.Moved > 0 && d.Summary.Words.Added == 0 })
		}
		break
	}
	for _, c := range []struct{ kind, line, added string }{{"item", `(?m)^[*-] +\pL[^\n]*\n[*-] `, "* Quokkas.\n"}, {"row", `(?m)^\|[^\n-]*\|\n\|[^\n-]*\|\n`, ""}} {
		place := regexp.MustCompile(c.line).FindStringIndex(body)
		if place == nil {
			continue
		}
		line := body[place[0] : place[0]+strings.Index(body[place[0]:], "\n")+1]
		added := line[:1] + " Quokkas ride bicycles.\n"
		if c.kind == "row" {
			added = strings.Repeat("| Quokkas ", strings.Count(line, "|")-1) + "|\n"
		}
		at := place[0] + len(line)
		try(c.kind, body[:at]+added+body[at:], func(d *redline.Diff) bool {
			w := d.Summary.Words
			return w.Added > 0 && w.Removed == 0 && w.Moved == 0
		})
	}
}

// whole reports that the page of a comparison is read as it was written, and that without what was removed it is the new text.
func whole(d *redline.Diff, now *markdown.Document) bool {
	page := d.HTML(&redline.Words{})
	nodes, err := html.ParseFragment(bytes.NewReader(page), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return false
	}
	var again, words strings.Builder
	for _, n := range nodes {
		if html.Render(&again, n) != nil {
			return false
		}
		newWords(&words, n)
	}
	return again.String() == string(page) && redline.Plain(words.String()) == redline.PlainText(now)
}

// newWords writes the text that stands in the new version: neither what was removed or moved away, nor what the page says of it.
func newWords(w *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		w.WriteString(n.Data)
	}
	class := ""
	for _, a := range n.Attr {
		if a.Key == "class" {
			class = a.Val
		}
	}
	skipped := []string{"vh", "hop", "lab", "tgt", "fine", "away", "num"}
	if n.Data == "del" || slices.ContainsFunc(strings.Fields(class), func(c string) bool { return slices.Contains(skipped, c) }) {
		return
	}
	pilcrow := n.Data == "ins" && strings.Contains(fmt.Sprint(text(n)), "¶")
	for c := n.FirstChild; c != nil && !pilcrow; c = c.NextSibling {
		newWords(w, c)
	}
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var s strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.WriteString(text(c))
	}
	return s.String()
}
