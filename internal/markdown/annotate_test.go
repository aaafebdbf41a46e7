package markdown

import (
	"html/template"
	"testing"
)

func TestAnnotatedHTML(t *testing.T) {
	const s = `<span class="since">x</span>`
	for _, c := range []struct{ name, text, want string }{
		{"paragraph", "Words.", `<p id="top-p1">Words. ` + s + "</p>\n"},
		{"paragraph that ends in a link", "See [us](/us/)", `<p id="top-p1">See <a href="/us/">us</a> ` + s + "</p>\n"},
		{"heading", "## Why\n\nWords.", `<section aria-labelledby="why">` + "\n" + `<h2 id="why">Why ` + s + "</h2>\n" +
			`<p id="why-p1">Words. ` + s + "</p>\n</section>\n"},
		{"tight list within a list", "- a\n  - b", `<ul>` + "\n" + `<li id="top-l1">a ` + s + "\n<ul>\n" + `<li id="top-l2">b ` + s + "</li>\n</ul>\n</li>\n</ul>\n"},
		{"loose list", "- a\n\n  b\n\n- c", `<ul>` + "\n" + `<li id="top-l1"><p>a ` + s + `</p><p id="top-p1">b ` + s + "</p>\n</li>\n" +
			`<li id="top-l2"><p>c ` + s + "</p></li>\n</ul>\n"},
		{"table", "a | b\n--|--\nc | d", `<table class="tbl" role="table"><thead role="rowgroup"><tr id="top-r1" role="row">` +
			`<th role="columnheader" scope="col">a</th><th role="columnheader" scope="col">b ` + s + "</th></tr>\n</thead>\n" +
			`<tbody role="rowgroup">` + "\n" + `<tr id="top-r2" role="row"><th role="rowheader" scope="row">c</th>` +
			`<td role="cell" data-l="b"><span>d ` + s + "</span></td></tr>\n</tbody></table>\n"},
		{"definition", "Data\n: what we keep", "<dl>\n" + `<dt id="top-t1">Data ` + s + "</dt>\n" + `<dd id="top-d1">what we keep ` + s + "</dd>\n</dl>\n"},
		{"footnote", "a[^1]\n\n[^1]: b", `<p id="top-p1">a<sup><a id="fnref-1" href="#fn-1" role="doc-noteref">1</a></sup> ` + s + "</p>\n" +
			`<section class="notes" role="doc-endnotes"><ol>` + "\n" + `<li id="fn-1">b ` + s + ` <a href="#fnref-1" role="doc-backlink">↩</a></li>` + "\n</ol></section>\n"},
		{"code and rule have none", "```\nx\n```\n\n---", "<pre><code>x\n</code></pre>\n<hr>\n"},
	} {
		d, _ := Parse([]byte(c.text), Options{Lang: "en"})
		plain := string(d.HTML())
		got := string(d.AnnotatedHTML(func(*Block) template.HTML { return s }))
		if got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, c.want)
		}
		if again := string(d.HTML()); again != plain {
			t.Errorf("%s: notes stay in the document: %q", c.name, again)
		}
	}
}

// TestClauseLink holds that every clause has exactly one link to itself, named for those who cannot see it.
func TestClauseLink(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Words.", `<p id="top-p1">Words. <a class="cl" href="#top-p1" aria-label="Link to this clause"></a></p>` + "\n"},
		{"1.1 Words.", `<p id="top-p1"><a class="no" href="#top-p1">1.1</a> Words.</p>` + "\n"},
		{"1) Words.", `<ol class="typed">` + "\n" + `<li id="top-l1"><a class="no" href="#top-l1">1)</a> Words.</li>` + "\n</ol>\n"},
		{"1. Words.", "<ol>\n" + `<li id="top-l1">Words. <a class="cl" href="#top-l1" aria-label="Link to this clause"></a></li>` + "\n</ol>\n"},
	} {
		d, _ := Parse([]byte(c.text), Options{Lang: "en", Labels: Labels{Clause: "Link to this clause"}})
		if got := string(d.HTML()); got != c.want {
			t.Errorf("%q:\ngot  %q\nwant %q", c.text, got, c.want)
		}
	}
}
