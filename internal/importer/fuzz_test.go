package importer

import (
	"errors"
	"testing"
	"unicode/utf8"
)

// FuzzText: no panic, no lost word, whatever is pasted.
func FuzzText(f *testing.F) {
	for _, c := range textCases(f) {
		f.Add(c.input)
	}
	for _, s := range []string{
		"1. a\n2. b\n\n5. c\n- d\n - e\n", "a * b_c_ *d* `e` [f](g) <h> &copy; ~~i~~", "[x]: y\n\n[^1]: z", "1.\n1.\n1)", "---\na\n---",
		"| a | b |\n| - | - |\n| c | d |", "a\tb\nc\td", "# a #\n=====\n{#b}", "\ufeffa\u2028b\fc\u200bd\u00ade-\nf", "- 1. x\n- 2. y\n  5) z",
		"a:\n\nb;\n\nc;\n\nd.", "<!-- a -->", "a@b.cc, www.x.com/a_b, https://a.b/c_d?e=f&g=h)", "- [ ] a\n- [x] b", "1) a:\n- b\n- c\n2) d", ": a\n\n: b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Text([]byte(s), Options{Lang: "ru"})
		var encoding *EncodingError
		switch {
		case errors.As(err, &encoding) && !utf8.ValidString(s):
			return
		case err != nil:
			t.Fatal(err)
		}
		checkWords(t, s, r.Body)
	})
}

// FuzzMarkdown: no panic.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"---\ntitle: a\n---\n# b {: #c }\n", "{: datetime=\"2020-01-01\" }\n", "a\n===\n{: #b .c }", "+++\ntitle = \"x\"\n+++\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if r, err := Markdown([]byte(s), Options{}); err == nil && !utf8.Valid(r.Body) {
			t.Fatalf("body is not UTF-8: %q", r.Body)
		}
	})
}
