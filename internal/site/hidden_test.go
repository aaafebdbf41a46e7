package site_test

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"candor/internal/site"
)

// TestNothingUntrueIsHidden goes over every page of the demonstration, on days in all its periods, and of a center in which everything happens: what
// a page hides from readers is words of its own nowhere but in scripts and in templates, which programs that read pages pass over; and no page
// says both that a version took effect and that it is not in force yet.
func TestNothingUntrueIsHidden(t *testing.T) {
	words := printers(t)
	sites := map[string]built{
		"eventful": madeWith(t, sealed(t, eventful()), "2020-12-20", site.Options{Now: time.Unix(1, 0)}),
		"behind":   madeWith(t, sealed(t, behind(t)), "2022-12-15", site.Options{Now: time.Unix(1, 0)}),
	}
	for _, day := range []string{"2021-02-15", "2023-03-10", "2025-05-10", "2025-11-25", "2026-11-25"} {
		sites[day] = live(t, day)
	}
	templates, pages := 0, 0
	for name, files := range sites {
		for _, file := range files.names {
			if path.Ext(file) != ".html" {
				continue
			}
			pages++
			doc, err := html.Parse(bytes.NewReader(files.file(file)))
			if err != nil {
				t.Fatal(err)
			}
			said := spokenBy(doc, func(n *html.Node) {
				if text := strings.TrimSpace(spokenBy(n, nil)); text != "" {
					t.Errorf("%s: /%s hides %q", name, file, text)
				}
			})
			templates += bytes.Count(files.file(file), []byte("<template"))
			lang := "en"
			if root := doc.LastChild; root != nil {
				lang = valueOf(root, "lang")
			}
			w := words(lang)
			took, notYet := opening(w.Text("script_took_effect", "\x00")), opening(w.Text("banner_not_yet", "\x00"))
			if strings.Contains(said, took) && strings.Contains(said, notYet) {
				t.Errorf("%s: /%s says %q and %q", name, file, took, notYet)
			}
			if strings.Contains(said, opening(w.Text("script_superseded", "\x00"))) {
				t.Errorf("%s: /%s says already what is so on a later day", name, file)
			}
		}
	}
	if pages < 500 || templates < 100 {
		t.Errorf("%d pages with %d templates were looked at", pages, templates)
	}
}

// live is the demonstration's site of a day as a build of that day makes it, with what its script says on later days.
func live(t *testing.T, day string) built {
	t.Helper()
	return madeWith(t, repository(t), day, site.Options{Now: time.Unix(1, 0)})
}

// spokenBy is the text of a document that is no script's, style's or template's. hidden is called for each element that is not shown.
func spokenBy(n *html.Node, hidden func(*html.Node)) string {
	switch {
	case n.Type == html.TextNode:
		return n.Data
	case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "template" || n.Data == "title"):
		return ""
	case n.Type == html.ElementNode && hidden != nil && hides(n):
		hidden(n)
	}
	var b strings.Builder
	for child := range n.ChildNodes() {
		b.WriteString(spokenBy(child, hidden))
	}
	return b.String()
}

// hides reports whether an element hides what it holds.
func hides(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && strings.Contains(a.Val, "none") {
			return true
		}
	}
	return false
}

func valueOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// opening is the longest part of a message that stands before or after its day.
func opening(message string) string {
	before, after, _ := strings.Cut(message, "\x00")
	if len(after) > len(before) {
		return strings.TrimSpace(after)
	}
	return strings.TrimSpace(before)
}

// TestPlacesAreFilled holds that no page of the demonstration shows the name of a message in place of its words.
func TestPlacesAreFilled(t *testing.T) {
	files := demonstration(t, "2026-11-25")
	named := regexp.MustCompile(`[\x00\x01\x{fffd}]|redline_[a-z_]+`)
	for _, name := range files.names {
		if path.Ext(name) != ".html" {
			continue
		}
		if m := named.Find(files.file(name)); m != nil {
			t.Errorf("/%s shows %q", name, m)
		}
	}
}
