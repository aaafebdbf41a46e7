package redline

import (
	"fmt"
	"regexp"
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

// words are the messages of a page in English.
func english() *Words {
	title := func(s string) func(string) string { return func(t string) string { return s + " " + t } }
	return &Words{Added: "added:", Removed: "removed:", MovedHere: title("here, was"), MovedAway: title("away to"), MovedFrom: "was there", MovedTo: "is there",
		Same: "Same words", Row: map[string]string{"changed": "row changed", "added": "row added", "removed": "row removed"},
		Column:  map[string]string{"added": "column added", "removed": "column removed"},
		Section: map[string]string{"changed": "changed", "added": "added", "removed": "removed", "moved": "moved", "renamed": "renamed", "renumbered": "renumbered"},
		Form:    "form", Typography: "typography", LinkChanged: "link changed", LinkOld: title("was"), LinkNew: title("is"), Previous: "up", Next: "down",
		Anchor: "here", Table: "table", Untouched: "unchanged", Unchanged: func(n int) string { return fmt.Sprint(n, " unchanged") }}
}

const del, ins, end = "<del><span class=\"vh\">[removed:\u00a0</span>", "<ins><span class=\"vh\">[added:\u00a0</span>", "<span class=\"vh\">]</span>"

func TestHTMLStructure(t *testing.T) {
	one, two := "We keep your name and your address for as long as the account is open.", "We keep the letters that you send to us until the matter is settled with you."
	for _, c := range []struct {
		name string
		a, b *markdown.Document
		want []string
	}{
		{"row", table(1, "Data|Kept", "Name and full address|12 months", "Mail|1 year"), table(2, "Data|Kept", "Name and full address|24 months", "Mail|1 year"), []string{
			`role="region" aria-label="table"><table class="tbl wide"><thead><tr><th>Data</th><th>Kept</th></tr>`,
			`<td><span class="lab c">row changed</span> Name and full address</td><td>` + del + "12" + end + "</del>" + ins + "24" + end + "</ins> months",
			`<td>Mail</td><td>1 year</td>`}},
		{"column added", table(1, "Data|Kept", "Name|1 year", "Mail|2 years"), table(2, "Data|Reason|Kept", "Name|The contract with you|1 year", "Mail|Your consent|2 years", "Phone|None at all|3 days"), []string{
			`<th><span class="lab a">column added</span> ` + ins + "Reason" + end + "</ins></th><th>Kept", `Name</td><td>` + ins + "The contract with you" + end + "</ins></td><td>1 year",
			`<td><span class="lab a">row added</span> ` + ins + "Phone" + end + "</ins></td><td>" + ins + "None at all"}},
		{"column removed", table(1, "Data|Reason|Kept", "Name|The contract with you|1 year", "Mail||2 years", "Phone|None at all|3 days"), table(2, "Data|Kept", "Name|1 year", "Mail|2 years"), []string{
			`<span class="lab d">column removed</span> ` + del + "Reason", `Mail</td><td></td><td>2 years`, `row removed</span> ` + del + "Phone" + end + "</del></td><td>" + del + "None at all"}},
		{"empty cell", table(1, "A||C", "d|e|f"), table(1, "A||C", "d|e|g and h"), []string{`<th>A</th><th></th><th>C</th>`}},
		{"item", list(1, "One thing we keep.", "Another thing."), list(4, "One thing we keep.", "A new thing that was never here.", "Another thing."), []string{
			"<ol><li value=\"1\"><div>One", "<li value=\"2\"><div id=\"i1\" class=\"chg added\">" + ins, "<li value=\"3\" data-was=\"2.\"><div>Another"}},
		{"heading", text("# One heading here", "Text."), text("# One new heading here", "Text."), []string{`<h2 id="b0" class="chg changed">One ` + ins + "new" + end + "</ins> heading here</h2>\n<p class=\"hop\">"}},
		{"heading of an unchanged section", text("# One", "Text.", "# Two", "More."), text("# One", "Text.", "# Two", "More and more."), []string{
			`<details class="same" id="b0"><summary><h2>One</h2> <span class="fine">— 1 unchanged</span></summary>`, `<h2 id="b2">Two</h2>`}},
		{"move", text("# A", "One clause that moves whole.", "# B", "Second clause, longer than the first one."), text("# A", "# B", "Second clause, longer than the first one.", "One clause that moves whole."), []string{
			`<details class="chg moved away" id="was-b1"><summary class="lab">away to B</summary>`, `<a href="#b3">is there</a>`, `here, was A. Same words. <a href="#was-b1">was there</a>`}},
		{"split", text(one + " " + two), text(one, two), []string{"<p id=\"b0\" class=\"chg changed\"><span class=\"lab c\">form</span> " + one + ins + "¶" + end + "</ins></p>\n<p id=\"b1\" class=\"chg changed\">"}},
		{"merged", text(one, two), text(one + " " + two), []string{one + del + "¶" + end + "</del> " + two}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := string(compared(c.a, c.b).HTML(english()))
			for _, s := range c.want {
				if !strings.Contains(got, s) {
					t.Errorf("lacks %s in\n%s", s, got)
				}
			}
			wellFormed(t, got)
		})
	}
}

// A link keeps its place in the text where it leads somewhere; of one that changed both targets are told.
func TestHTMLLinks(t *testing.T) {
	a, b := doc("", "Second."), doc("", "Second.")
	a.Blocks[0].Spans = []markdown.Span{{Text: "See "}, {Text: "our terms", Dest: "terms", Href: "/terms/"}, {Text: " and "}, {Text: "below", Dest: "#z", Href: "#z"}}
	b.Blocks[0].Spans = []markdown.Span{{Text: "See "}, {Text: "our terms", Dest: "rules", Href: "/rules/", Style: markdown.Strong}, {Text: " and "}, {Text: "below", Dest: "#z", Href: "#z"}}
	got := string(compared(a, b).HTML(english()))
	want := `See <a href="/rules/"><strong>our terms</strong></a> <span class="tgt">[<b>link changed.</b> was ` + "\u2066terms\u2069. is \u2066rules\u2069]</span> and below"
	if !strings.Contains(got, want) {
		t.Errorf("lacks %s in\n%s", want, got)
	}
	wellFormed(t, got)
}

// No two elements of a page have the same id, and every link within it leads somewhere.
func anchored(t *testing.T, page string) {
	t.Helper()
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("the id %q stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(` href="#([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("nothing has the id %q", m[1])
		}
	}
}

func TestContents(t *testing.T) {
	old := text("# 1. Data", "We keep it for a year.", "# 2. Sharing", "With nobody at all.", "# 3. Letters", "Write to us.")
	now := text("# 1. Data", "We keep it for two years.", "# 2. Cookies", "There are none on any of our pages, ever.", "# 3. Letters", "Write to us.")
	got := string(compared(old, now).Contents(english()))
	for _, want := range []string{
		`<a href="#b0"><span>1</span><span>Data <span class="fine">changed</span>`, `<a href="#was-b2"><span>2</span><span><del>Sharing</del> <span class="fine">removed</span>`,
		`<a href="#b2"><span>2</span><span>Cookies <span class="fine">added</span>`, `<a href="#b4"><span>3</span><span>Letters</span></a>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s in\n%s", want, got)
		}
	}
}
