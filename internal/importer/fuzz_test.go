package importer

import (
	"errors"
	"strings"
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
		"a:\n\nb;\n\nc;\n\nd.", "<!-- a -->", "a@b.cc, www.x.com/a_b, https://a.b/c_d?e=f&g=h)", "- [ ] a\n- [x] b", "1) a:\n- b\n- c\n2) d", ": a\n\n: b", "a!www.b.cc d",
	} {
		f.Add(s)
	}
	f.Add("\xbd\xff\xe0 \xe1") // windows-1251
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Text([]byte(s), Options{Lang: "ru"})
		var encoding *EncodingError
		switch {
		case errors.As(err, &encoding) && !utf8.ValidString(s):
			return
		case err != nil:
			t.Fatal(err)
		}
		if !utf8.ValidString(s) || strings.Contains(s, "\x00") { // its words are those of the encoding that it was read in, which TestEncodings holds
			read, err := decode([]byte(s), "ru", "")
			if err != nil {
				t.Fatal(err)
			}
			s = read.text
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

// FuzzHTML: no panic, no lost word.
func FuzzHTML(f *testing.F) {
	for _, c := range readCases(f, "html") {
		f.Add(c.input)
	}
	for _, s := range []string{
		"<p>a<b>b</b>c <i> d </i>e", "<ol><li>a<ul><li>b</ul><li><p>c<p>d</ol>", "<ol type=a start=3><li>x<li>y</ol>", "<table><tr><td colspan=2>a<td rowspan=2>b<tr><td>c</table>",
		"<h2 id=a>b <a href='#a'>c</a>", "<p>1. a<br>2. b<br># c", "<p>!<a href='x'>[y]</a>(z)", "<dl><dt>a<dd>b<dd><p>c<p>d</dl>", "<pre>```\na</pre>", "<a href='javascript:a'>b</a>",
		"<p>a * b_c_ *d* `e` [f](g) &lt;h> &amp;copy; ~~i~~ \\ | j", "<p>https://a.b/c_d_e a@b.cc", "<code>a`b</code><code>c</code>", "<sub>a</sub><em>b</em><strong>c</strong>", "<blockquote><ul><li>a</ul>b</blockquote>",
		"<span><p>a</p>b</span>c", "<ul>a<li>b<p>c</ul>", "<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table><td>e</table>", "<svg><title>a</title></svg>", "*000<em>0<s 0000>0", "`0`0<Code>00", "0<B>0\\<i> 0", "<pre>0<p>0", "<pre>0<a><p>0", "<pre>a<br><br>b<img alt=c>d<script>e</script>", "0<B>0@0.00", "<s>*0000<strong>0", "<0@0>0", "<b>a<img alt>b</b>", "0<ul><ul>0<ol ><A0></ol >0<B>0",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := HTML([]byte(s), Options{Lang: "ru"})
		if err != nil || !utf8.ValidString(s) || strings.Contains(s, "\x00") || strings.Contains(strings.ToLower(s), "footnote-") {
			return // other encodings (UTF-16 has NULs), and what pandoc makes of footnotes, have cases of their own
		}
		checkPage(t, strings.Map(controlToSpace, strings.ReplaceAll(strings.TrimPrefix(s, byteOrderMark), "\r", "\n")), r.Body)
	})
}
