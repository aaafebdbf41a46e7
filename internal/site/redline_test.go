package site

import (
	"io/fs"
	"strings"
	"testing"

	"candor/internal/locale"
	"candor/internal/redline"
	"candor/themes"
)

// A text that was written anew is called so before the numbers, in every language.
func TestCountsRewritten(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	catalog, _ := locale.Load(base)
	s := redline.Summary{Words: redline.Counts{Added: 900, Removed: 700}}
	anew := redline.Summary{Rewritten: true, Words: s.Words}
	for _, lang := range catalog.Languages() {
		p := catalog.Printer(lang)
		sentence := p.Text("redline_rewritten")
		if got := string(counts(p, anew)); !strings.HasPrefix(got, "<p>"+sentence+"</p><ul") {
			t.Errorf("%s: %s", lang, got)
		}
		if got := string(counts(p, s)); strings.Contains(got, sentence) {
			t.Errorf("%s: %s", lang, got)
		}
	}
}

// What changed in the form of a block is said in every language, with both sides of it and its level.
func TestFormWords(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	catalog, _ := locale.Load(base)
	w := places()
	for _, lang := range catalog.Languages() {
		p := catalog.Printer(lang)
		said := func(place string) string { return string(fill([]byte(place), spoken(p, lang))) }
		for _, c := range []redline.FormChange{{What: "kind", From: "paragraph", To: "item"}, {What: "kind", From: "heading", To: "row"},
			{What: "kind", From: "code", To: "term"}, {What: "kind", From: "definition", To: "footnote"}, {What: "heading", From: "2", To: "3"},
			{What: "list", From: "bullets", To: "numbers"}, {What: "nesting", From: "0", To: "1"}, {What: "quotation", From: "0", To: "1"},
			{What: "quotation", From: "2", To: "3"}} {
			was, is := c.Names()
			old, now := said(w.FormOld(was[0], was[1])), said(w.FormNew(is[0], is[1]))
			if old == now || strings.Contains(old+now, "redline_") || !strings.Contains(old, was[1]) || !strings.Contains(now, is[1]) {
				t.Errorf("%s, %v: %q, %q", lang, c, old, now)
			}
		}
		if got := said(w.FormOnly("emphasis")); got == "" || strings.Contains(got, "redline_") {
			t.Errorf("%s: %q", lang, got)
		}
		if got := string(counts(p, redline.Summary{PunctuationChanged: 1})); strings.Contains(got, "redline_") || strings.Contains(got, "<li></li>") {
			t.Errorf("%s: %s", lang, got)
		}
	}
}
