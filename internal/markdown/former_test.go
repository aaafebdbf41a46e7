package markdown

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A heading's id passes over its footnotes, keeps the digits of every script and is never one of the page; the id that it had before stays a
// second anchor, for its clauses and for translations too.
func TestFormerIDs(t *testing.T) {
	for _, c := range []struct{ lang, body, now, formerly string }{
		{"en", "## Retention[^a]\n\nx\n\n## Rights[^a]\n\n- y\n\n[^a]: z", "retention retention-p1 rights rights-l1 fn-1", "retention1 retention1-p1 rights1 rights1-l1"},
		{"ar", "## المادة ١٠\n\nx", "almada-10 almada-10-p1", "almada-1 almada-1-p1"},
		{"ar", "## المادة ١٠\n\n## المادة ١\n\nx", "almada-10 almada-1-2 almada-1-2-p1", "almada-1"}, // #almada-1 was cited for the tenth,
		{"fa", "## بند ۱۰\n\nx", "bnd-10 bnd-10-p1", ""},
		{"my", "## \u1090\u1091 a\n\nx", "01-a 01-a-p1", "a a-p1"},
		{"en", "## Main\n\nx\n\n| a |\n|---|\n| b |", "main-2 main-2-p1 main-2-r1 main-2-r2", "main-p1 main-r1 main-r2"},
		{"en", "## Source\n\n## Source\n\n## Group 12\n\nx", "source-3 source-2 group-12-2 group-12-2-p1", "group-12-p1"},
		{"fr", "## Droits de l'**Utilisateur**\n\nx", "droits-de-l-utilisateur droits-de-l-utilisateur-p1", ""},
		{"en", "## Kept 1~3 or 5~10 months\n\nx", "kept-1-3-or-5-10-months kept-1-3-or-5-10-months-p1", "kept-13-or-510-months kept-13-or-510-months-p1"},
		{"en", "## Who is <Company>[^a]?\n\nx\n\n[^a]: z", "who-is-company who-is-company-p1 fn-1", "who-is-1 who-is-1-p1"},
		{"en", "## What's \"new\" in 'terms'\n\nx", "what-s-new-in-terms what-s-new-in-terms-p1", ""},
		{"ko", "## **개인정보(이하 \"정보\")**를\n\nx", "gaeinjeongbo-iha-jeongbo-reul gaeinjeongbo-iha-jeongbo-reul-p1", ""},
		{"en", "## Retention\n\nx", "retention retention-p1", ""},
	} {
		doc, _ := Parse([]byte(c.body), Options{Lang: c.lang})
		var now, formerly []string
		for i := range doc.Blocks {
			b := &doc.Blocks[i]
			now = append(now, b.ID)
			if b.Was != "" {
				formerly = append(formerly, b.Was)
				if html := string(doc.HTML()); strings.Count(html, `<a id="`+b.Was+`"></a>`) != 1 || !doc.HasAnchor(b.Was) {
					t.Errorf("%q: no anchor %s in %s", c.body, b.Was, html)
				}
			}
		}
		if got := strings.Join(now, " "); got != c.now {
			t.Errorf("%q: %s, want %s", c.body, got, c.now)
		}
		if got := strings.Join(formerly, " "); got != c.formerly {
			t.Errorf("%q: formerly %q, want %q", c.body, got, c.formerly)
		}
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(`\bid="([^"]*)"`).FindAllStringSubmatch(string(doc.HTML()), -1) {
			if seen[m[1]] || isPageID(m[1]) {
				t.Errorf("%q: the id %s twice", c.body, m[1])
			}
			seen[m[1]] = true
		}
	}

	first, _ := Parse([]byte("## Retention[^a]\n\nx\n\n[^a]: z"), Options{Lang: "en"})
	second, _ := Parse([]byte("## Хранение\n\nx"), Options{Lang: "ru", Outline: first.Outline})
	if b := second.Blocks[1]; b.ID != "retention-p1" || b.Was != "retention1-p1" {
		t.Errorf("a translation: %s, formerly %s", b.ID, b.Was)
	}
	if text := first.Outline[0].Text; text != "Retention" {
		t.Errorf("the contents say %q", text)
	}
}

// A link within a text to a heading whose id the page has leads to the heading; an author's own id that the page has is said.
func TestIDsOfThePage(t *testing.T) {
	doc, diags := Parse([]byte("## Main\n\nsee [main](#main)\n"), Options{Lang: "en"})
	if html := string(doc.HTML()); !strings.Contains(html, `<a href="#main-2">main</a>`) || !doc.HasAnchor("main") || len(diags) > 0 {
		t.Errorf("%s %v", html, diags)
	}
	_, diags = Parse([]byte("## Words {#source}\n\nx\n"), Options{Lang: "en"})
	if len(diags) != 1 || diags[0].Rule != "heading-id" {
		t.Errorf("%v", diags)
	}
	doc, _ = Parse([]byte("## Main\n\nx\n"), Options{Lang: "en", Prefix: "ru-"})
	if doc.Blocks[0].ID != "ru-main" {
		t.Error(doc.Blocks[0].ID)
	}
}

// The pages that show a text have no ids but those that no heading gets.
func TestPageIDs(t *testing.T) {
	attribute := regexp.MustCompile(`\bid="([^"]*)"`)
	for _, name := range []string{"base.html", "policy.html", "page.html", "home.html", "parallel.html", "redline.html", "404.html"} {
		data, err := os.ReadFile(filepath.Join("../../themes/default/templates", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range attribute.FindAllStringSubmatch(string(data), -1) {
			if id := strings.ReplaceAll(m[1], "{{$i}}", "1"); !isPageID(id) {
				t.Errorf("%s has the id %q, which a heading can get too", name, m[1])
			}
		}
	}
}
