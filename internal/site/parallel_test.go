package site

import (
	"strings"
	"testing"
)

// A text in pieces: outermost elements without the sections that hold them, a prefix before every id and what refers to one.
func TestInPieces(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"sections", `<section aria-labelledby="a"><h2 id="a">A</h2><p id="a-p1">One <a class="cl" href="#a-p1" aria-label="Link"></a></p></section><section aria-labelledby="b"><h3 id="b">B</h3></section>`,
			`[heading a]<h2 id="/a">A</h2>[piece a-p1]<p id="/a-p1">One <a class="cl" href="#/a-p1" aria-label="Link"></a></p>[heading b]<h3 id="/b">B</h3>`},
		{"a list within a list", `<ul><li id="i1">One<ol><li id="i2">Two</li></ol></li></ul><p>Bare`, `[piece i1]<ul><li id="/i1">One<ol><li id="/i2">Two</li></ol></li></ul>[piece ]<p>Bare`},
		{"elements without an end", `<p id="p">One<br>two <img src="a.png" alt=""><wbr></p><hr><p id="q">Three</p>`,
			`[piece p]<p id="/p">One<br>two <img src="a.png" alt=""><wbr></p>[piece ]<hr>[piece q]<p id="/q">Three</p>`},
		{"footnotes", `<p id="p"><sup><a id="fnref-1" href="#fn-1">1</a></sup></p><section class="notes" aria-label="Notes"><ol><li id="fn-1">Foot <a href="#fnref-1">↩</a></li></ol></section>`,
			`[piece p]<p id="/p"><sup><a id="/fnref-1" href="#/fn-1">1</a></sup></p>[piece fn-1]<section class="notes" aria-label="Notes"><ol><li id="/fn-1">Foot <a href="#/fnref-1">↩</a></li></ol></section>`},
		{"words that look like a tag's", `<p id="p">write id="x" or href="#x" &lt;p&gt;</p>`, `[piece p]<p id="/p">write id="x" or href="#x" &lt;p&gt;</p>`},
		{"words outside of elements", ` Alone <p id="p">One</p>`, `[piece ] Alone [piece p]<p id="/p">One</p>`},
		{"links out", `<p id="p"><a href="https://example.org/#x" id="k">x</a></p>`, `[piece p]<p id="/p"><a href="https://example.org/#x" id="/k">x</a></p>`},
	} {
		got := strings.NewReplacer(place(idPrefix), "/", placeBegins, "[", placeEnds, "]").Replace(string(inPieces([]byte(c.text))))
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
