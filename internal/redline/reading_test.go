package redline

import (
	"fmt"
	"testing"

	"candor/internal/markdown"
)

// TestReadings holds what is said of a correction in words: what read what, with a word that tells where.
func TestReadings(t *testing.T) {
	for _, c := range []struct{ lang, old, now, want string }{
		{"en", "We keep data for 3 years here.", "We keep data for 4 years here.", `"3 years" now "4 years"`},
		{"en", "We recieve data.", "We receive data.", `"recieve data." now "receive data."`},
		{"en", "We share data with you.", "We do not share data with you.", `"We share" now "We do not share"`},
		{"en", "One thing.\n\nTwo things.", "One thing.", `"Two things." now ""`},
		{"en", "Same.", "Same.\n\nA new one.", `"" now "A new one."`},
		{"en", "One  thing.", "One thing.", ``},
		{"en", "Ask us.", "Ask them.", `"us." now "them."`},
		{"zh-Hans", "我们在三十天内答付您的请求。", "我们在三十天内答复您的请求。", `"付您的请求。" now "复您的请求。"`},
		{"en", "aa one bb two cc", "aa 1 bb 2 cc", `"one bb two cc" now "1 bb 2 cc"`},
	} {
		parse := func(body string) *Text {
			doc, _ := markdown.Parse([]byte(body), markdown.Options{Lang: c.lang})
			return Prepare(doc)
		}
		got := ""
		for _, r := range Compare(parse(c.old), parse(c.now)).Readings() {
			if got != "" {
				got += "; "
			}
			got += fmt.Sprintf("%q now %q", r.Was, r.Is)
		}
		if got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.old, c.now, got, c.want)
		}
	}
}
