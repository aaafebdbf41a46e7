package render

import (
	"fmt"
	"strings"
	"testing"
)

// What is written as itself before the minifier sees it is what the minifier would write, and reads as the same words.
func TestUnescaped(t *testing.T) {
	for in, want := range map[string]string{
		"no reference":                             "no reference",
		"AT&amp;T &amp; a &gt; b &lt; c":           "AT&amp;T & a > b &lt; c",
		"&amp;lt; &amp;#60; &amp;&amp; &amp;":      "&amp;lt; &amp;#60; && &amp;",
		"&amp;&gt; &amp;amp;gt; &quot; &nbsp;":     "&> &amp;amp;gt; &quot; &nbsp;",
		`<a href="?a&amp;b&amp;=c" title="&gt;">x`: `<a href="?a&amp;b&=c" title=">">x`,
		"&am":    "&am",
		"&amp;А": "&А",
	} {
		if got := string(unescaped([]byte(in))); got != want {
			t.Errorf("%s gives %s, want %s", in, got, want)
		}
	}
}

// A text that is nothing but signs comes out of the minifier with the signs that it shows, none of them as a reference that it can do without.
func TestMinifySigns(t *testing.T) {
	theme := &Theme{minifier: minifier()}
	for _, sign := range []string{"&amp;", "&gt;", "&amp;&gt; ", "&lt;", `"`} {
		out, err := theme.Minify([]byte("<p>" + strings.Repeat(sign, 1000) + "</p>"))
		if err != nil || strings.Contains(string(out), "&gt;") {
			t.Errorf("%s: %v", sign, err)
		}
	}
}

// BenchmarkMinifySigns measures texts that are nothing but signs: their time grows with their length.
func BenchmarkMinifySigns(b *testing.B) {
	theme := &Theme{minifier: minifier()}
	for _, sign := range []string{"&amp;", "&gt;", "&amp;&gt; ", "&lt;", `"`} {
		for _, size := range []int{1 << 20, 4 << 20} {
			text := []byte("<p>" + strings.Repeat(sign, size/len(sign)) + "</p>")
			b.Run(fmt.Sprintf("%s/%d", sign, size), func(b *testing.B) {
				b.SetBytes(int64(size))
				for range b.N {
					if _, err := theme.Minify(text); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
