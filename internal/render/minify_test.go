package render

import (
	"bytes"
	"strings"
	"testing"
	"time"
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

// A text of four megabytes that is nothing but such signs is minified in time that grows with its length.
func TestMinifyIsLinear(t *testing.T) {
	theme := &Theme{minifier: minifier()}
	for _, sign := range []string{"&amp;", "&gt;", "&amp;&gt; ", "&lt;", `"`} {
		text := []byte("<p>" + strings.Repeat(sign, 4<<20/len(sign)) + "</p>")
		began := time.Now()
		out, err := theme.Minify(text)
		if err != nil || bytes.Contains(out, []byte("&gt;")) {
			t.Errorf("%s: %v", sign, err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s takes %s", sign, took)
		}
	}
}
