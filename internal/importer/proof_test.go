package importer

import "testing"

func TestProof(t *testing.T) {
	p := newProof()
	for _, c := range []struct {
		markdown, text string
		want           bool
	}{
		{"a \\*b\\* c", "a *b* c", true},
		{"a *b* c", "a *b* c", false},
		{"**a** <sub>b</sub>", "a b", true},
		{"a\\\nb", "a b", true},
		{"see <https://example.com/a>.", "see <https://example.com/a>.", true},
		{"www.example.com", "www.example.com", true},
		{"a ![b](c)", "a ![b](c)", false},
		{"a <b> c", "a <b> c", false},
		{"a&amp;b", "a&amp;b", false},
	} {
		if got := p.shows(c.markdown, c.text); got != c.want {
			t.Errorf("%q shows %q: got %v, want %v", c.markdown, c.text, got, c.want)
		}
	}
}

// With every sign escaped a text means itself, whatever stands in it: the way out that the proof relies on.
func TestEscapeAllShowsEverySign(t *testing.T) {
	p := newProof()
	for a := byte('!'); a <= '~'; a++ {
		for b := byte('!'); b <= '~'; b++ {
			if !isPunct(a) || !isPunct(b) {
				continue
			}
			for _, s := range []string{string(a) + string(b), string(a) + "x" + string(b), "x" + string(a) + string(b) + "y", string(a) + " x " + string(b)} {
				if escaped := escapeStart(escapeAll(s)); !p.shows(escaped, s) {
					t.Errorf("%q does not show %q", escaped, s)
				}
			}
		}
	}
	for _, s := range []string{"1. a", "www.a.bc", "a@b.cc", "https://a.bc", "&copy;", "[a](b)", "[x]: y", "a | b", "---", "+++", "{#a}"} {
		if escaped := escapeStart(escapeAll(s)); !p.shows(escaped, s) {
			t.Errorf("%q does not show %q", escaped, s)
		}
	}
}

func TestEscapeHeadingOnce(t *testing.T) {
	for in, want := range map[string]string{"a {#b}": `a \{#b}`, `a \{#b}`: `a \{#b}`, `a \\{{#b}`: `a \\\{\{#b}`, "a #": `a \#`, `a \#`: `a \#`} {
		if got := escapeHeading(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
