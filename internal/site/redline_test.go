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
