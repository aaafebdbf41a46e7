package markdown_test

import (
	"strings"
	"testing"

	"candor/internal/markdown"
)

// TestDots: three dots are an ellipsis, more of them lead to a number and stay.
func TestDots(t *testing.T) {
	for in, want := range map[string]string{"Wait...": "Wait…", "Introduction ........ 2": "Introduction ........ 2", "One .... 3": "One .... 3", "a... b..... c": "a… b..... c"} {
		doc, _ := markdown.Parse([]byte(in+"\n"), markdown.Options{Lang: "en"})
		if got := string(doc.HTML()); !strings.Contains(got, ">"+want+"<") {
			t.Errorf("%q gives %s, want %q in it", in, got, want)
		}
	}
}
