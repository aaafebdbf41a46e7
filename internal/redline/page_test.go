package redline

import (
	"strings"
	"testing"

	"candor/internal/markdown"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// wellFormed reports that a parser of HTML reads the same tree that was written.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	for _, n := range nodes {
		if err := html.Render(&s, n); err != nil {
			t.Fatal(err)
		}
	}
	if s.String() != page {
		t.Errorf("the tree is another: %s", firstDifference(s.String(), page))
	}
}

func table(n int, rows ...string) *markdown.Document {
	d := &markdown.Document{}
	for i, r := range rows {
		b := markdown.Block{Kind: markdown.Row, Section: -1, ID: "r" + string(rune('0'+i)), Containers: []markdown.Container{{Kind: markdown.Table, N: n}}}
		if i == 0 {
			b.Header, b.Containers = true, append(b.Containers, markdown.Container{Kind: markdown.TableHead, N: n})
		}
		for k, c := range strings.Split(r, "|") {
			b.Spans = append(b.Spans, markdown.Span{Text: c})
			b.Cells = append(b.Cells, k+1)
		}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

func list(n int, items ...string) *markdown.Document {
	d := &markdown.Document{}
	for i, s := range items {
		d.Blocks = append(d.Blocks, markdown.Block{Kind: markdown.Item, Section: -1, ID: "i" + string(rune('0'+i)), Number: string(rune('1'+i)) + ".",
			Containers: []markdown.Container{{Kind: markdown.OrderedList, N: n}, {Kind: markdown.ListItem, N: 10*n + i}}, Spans: []markdown.Span{{Text: s}}})
	}
	return d
}

func TestHTMLStructure(t *testing.T) {
	w := &Words{Added: "added:", Removed: "removed:", MovedFrom: "was here", MovedTo: "from there", Previous: "up", Next: "down"}
	for _, c := range []struct {
		name string
		a, b *markdown.Document
		want []string
	}{
		{"row", table(1, "Data|Kept", "Name and full address|12 months", "Mail|1 year"), table(2, "Data|Kept", "Name and full address|24 months", "Mail|1 year"), []string{
			`<thead><tr dir="auto"><th dir="auto">Data</th><th dir="auto">Kept</th></tr>`,
			`<td dir="auto"><del><span class="vh">[removed: </span>12<span class="vh">]</span></del><ins><span class="vh">[added: </span>24<span class="vh">]</span></ins> months</td>`,
			`<td dir="auto">Mail</td><td dir="auto">1 year</td>`}},
		{"empty cell", table(1, "A||C", "d|e|f"), table(1, "A||C", "d|e|g and h"), []string{`<th dir="auto">A</th><th dir="auto"></th><th dir="auto">C</th>`}},
		{"item", list(1, "One thing we keep.", "Another thing."), list(4, "One thing we keep.", "A new thing that was never here.", "Another thing."), []string{
			"<ol><li value=\"1\"><div dir=\"auto\">One", "<li value=\"2\"><div class=\"chg added\" id=\"c1\"", "<li value=\"3\"><div dir=\"auto\">Another"}},
		{"heading", text("# One heading here", "Text."), text("# One new heading here", "Text."), []string{`<h2 class="chg changed" id="c1" dir="auto">One<ins>`, "</h2>", `<details class="same">`}},
		{"move", text("One clause that moves whole.", "Second clause, longer than the first one."), text("Second clause, longer than the first one.", "One clause that moves whole."), []string{
			`<a class="lab" href="#c2">was here</a>`, `<a class="lab" href="#c1">from there</a>`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := string(Compare(c.a, c.b).HTML(w))
			for _, s := range c.want {
				if !strings.Contains(got, s) {
					t.Errorf("lacks %s in\n%s", s, got)
				}
			}
			wellFormed(t, got)
		})
	}
}
