package importer

import (
	"fmt"
	"strings"
	"testing"
)

// TestUnseen holds what of a page is left out and said, each with its line: what no reader saw, and what is the page's and not the text's.
func TestUnseen(t *testing.T) {
	for _, c := range []struct{ name, html, gone, said string }{
		{"display:none", `<p style="display: none">gone words</p>`, "gone", "hidden (display: none), words: 2: gone words"},
		{"visibility", `<p style="color:red; visibility:hidden">gone</p>`, "gone", "hidden (visibility:hidden)"},
		{"opacity", `<p style="opacity:0">gone</p>`, "gone", "hidden (opacity:0)"},
		{"off the screen", `<p style="position:absolute;left:-9999px">gone</p>`, "gone", "hidden (left:-9999"},
		{"hidden", `<p hidden>gone</p>`, "gone", "hidden (hidden)"},
		{"in a style sheet", `<style>p.inner, #x { display:none }</style><p class="inner">gone</p>`, "gone", "hidden (display:none in the page's style)"},
		{"Word's hidden text", `<p><span style='mso-hide:all;display:none'>gone</span> seen</p>`, "gone", "hidden"},
		{"a menu of languages", `<select><option>Afrikaans gone<option>Shqip</select>`, "gone", "a menu (select), words: 3: Afrikaans gone"},
		{"a button", `<button>gone</button>`, "gone", "buttons, 1: gone"},
		{"noscript", `<noscript><p>gone: switch scripts on</p></noscript>`, "gone", "words for browsers without scripts"},
		{"template", `<template><p>gone</p></template>`, "gone", ""},
		{"a closed dialog", `<dialog><p>gone</p></dialog>`, "gone", "hidden (a dialog that is not open)"},
		{"a navigation", `<nav><a href="/">gone</a></nav>`, "gone", "a navigation"},
		{"a navigation by its role", `<div role="navigation">gone</div>`, "gone", "a navigation"},
		{"crumbs", `<ol class="breadcrumb"><li>gone</ol>`, "gone", "a navigation"},
		{"the footer", `<footer>gone</footer>`, "gone", "the page's footer"},
		{"OneTrust", `<div id="onetrust-consent-sdk"><p>gone cookies</p></div>`, "gone", "a dialog on cookies"},
		{"Cookiebot", `<div id="CybotCookiebotDialog">gone</div>`, "gone", "a dialog on cookies"},
		{"a banner", `<div class="cookie-banner">gone</div>`, "gone", "a dialog on cookies"},
		{"a dialog", `<div role="dialog" aria-modal="true">gone</div>`, "gone", "a dialog over the page"},
		{"read out only", `<p>seen <span class="sr-only">gone</span></p>`, "gone", "words that are read out and not shown"},
		{"Word's header", `<div style='mso-element:header'><p>gone</p></div>`, "gone", "what Word keeps beside the text (header)"},
		{"Word's comment", `<p>seen</p><div style='mso-element:comment-list'><p>gone</p></div>`, "gone", "what Word keeps beside the text (comment-list)"},
		{"PHP", "<?php if ($a->b) { ?><p>seen</p><?php gone(); } ?>", "gone", "a statement of a program: <?php gone(); } ?>"},
		{"a value of PHP", "<p>We are <?= $gone ?>.</p>", "gone", "a value that a program puts in"},
		{"a template's statement", "{% include gone.html %}", "gone", "a statement of a program"},
		{"a template's value", "<p>We are {{ gone }}.</p>", "gone", "a value that a program puts in"},

		{"a wiki's buttons", `<h2>Data <span class="mw-editsection">[<a href="/e">gone</a>]</span></h2><p>x</p>`, "gone", "a navigation"},
		{"a bar of Google Docs", `<div class="doc-content"><div id="banners">gone</div><div id="contents">seen</div></div>`, "gone", "a bar of Google Docs"},
		{"a comment in Google Docs", `<p>seen<sup><a href="#cmnt1">[a]</a></sup></p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>gone</span></p></div>`, "gone", "a comment in Google Docs"},
		{"a line of every page in Word", `<p class=MsoFooter>gone 3</p>`, "gone", "a line that Word prints on each page"},
		{"a menu of languages as links", `<ul class="language-switcher"><li><a href="/fr">gone</a></ul>`, "gone", "a navigation"},
		{"a menu that unfolds", `<style>.collapse{display:none}</style><div class="navbar-collapse collapse"><p>gone</p></div>`, "gone", "hidden"},
		{"an accordion", `<style>.accordion-content{display:none}</style><h3>More</h3><div class="accordion-content"><p>kept</p></div>`, "", "kept, though it is hidden"},

		{"a declaration of cookies is text", `<div id="CookieDeclaration"><p>kept</p></div>`, "", ""},
		{"OneTrust's list of cookies is text", `<div id="ot-sdk-cookie-policy"><p>kept</p></div>`, "", ""},
		{"details", `<details><summary>More</summary><p>kept</p></details>`, "", ""},
		{"what a click opens", `<button aria-controls="more">x</button><div id="more" style="display:none">kept</div>`, "", "kept, though it is hidden"},
		{"hidden on paper", `<style>@media print { .a { display:none } }</style><p class="a">kept</p>`, "", ""},
		{"shown by a later rule", `<style>.a{display:none} .a{display:block}</style><p class="a">kept</p>`, "", ""},
		{"until found", `<p hidden="until-found">kept</p>`, "", ""},
		{"for machines not", `<p aria-hidden="true">kept</p>`, "", ""},
		{"a note beside the text", `<article><aside>kept</aside></article>`, "", ""},
	} {
		page := "<!doctype html>\n<title>Terms</title>\n<h1>Terms</h1>\n<p>We keep what you write for thirty days and not longer than that.</p>\n" + c.html + "\n<p>The end.</p>"
		r, err := HTML([]byte(page), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		body, report := string(r.Body), ""
		for _, f := range r.Findings {
			if f.Kind == KindLeftOut {
				report += fmt.Sprintf("%d: %s\n", f.Line, f.Text)
			}
		}
		if c.gone != "" && strings.Contains(body, c.gone) || strings.Contains(c.html, "seen") && !strings.Contains(body, "seen") || strings.Contains(c.html, "kept") && !strings.Contains(body, "kept") {
			t.Errorf("%s: %s", c.name, body)
		}
		if !strings.Contains(report, c.said) || c.said == "" && report != "" {
			t.Errorf("%s: said %q, want %q", c.name, report, c.said)
		}
		if c.said != "" && !strings.Contains(report, "5: ") {
			t.Errorf("%s: no line: %q", c.name, report)
		}
		if !strings.Contains(body, "thirty days") || !strings.Contains(body, "The end.") || r.Title != "Terms" {
			t.Errorf("%s: the text itself is lost: %q %s", c.name, r.Title, body)
		}
		if c.said == "a value that a program puts in" && !strings.Contains(body, valueComment) {
			t.Errorf("%s: no mark: %s", c.name, body)
		}
	}
}

// TestMainText holds that the part of a page that holds its text is taken, with its heading and date wherever they stand.
func TestMainText(t *testing.T) {
	const text = "<p>We keep what you write for thirty days and not longer than that.</p><p>Ask us what we have of you.</p>"
	for name, page := range map[string]string{
		"main":                `<div class="promo">Buy now</div><main><h1>Terms</h1><p>Effective: 1 May 2024</p>` + text + `</main><div>More offers</div>`,
		"article":             `<div class="promo">Buy now</div><article><h1>Terms</h1><p>Effective: 1 May 2024</p>` + text + `</article><div>More offers</div>`,
		"role":                `<div>Buy now</div><div role="main"><h1>Terms</h1><p>Effective: 1 May 2024</p>` + text + `</div>`,
		"a heading beside it": `<div><h1>Terms</h1><p>Effective: 1 May 2024</p><p>Buy now</p></div><main>` + text + `</main><div>More offers</div>`,
		"a date below it":     `<div>Buy now</div><main><h1>Terms</h1>` + text + `</main><div><p>Effective: 1 May 2024</p><p>More offers</p></div>`,
	} {
		r, err := HTML([]byte("<!doctype html><body>"+page), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		body := string(r.Body)
		if r.Title != "Terms" || r.Date.String() != "2024-05-01" || !strings.HasPrefix(body, "# Terms\n") || !strings.Contains(body, "Ask us") || strings.Contains(body, "Buy") || strings.Contains(body, "offers") {
			t.Errorf("%s: %q %s\n%s", name, r.Title, r.Date, body)
		}
		if said := strings.Join(textsOf(r, KindLeftOut), "\n"); !strings.Contains(said, "Buy now") {
			t.Errorf("%s: not said: %s", name, said)
		}
	}
}

// TestHiddenMail holds that addresses are read which Cloudflare hides: the key is the first byte.
func TestHiddenMail(t *testing.T) {
	const hex = "422b2c242d02273a232f322e276c212d2f" // info@example.com, XORed with 0x42
	if got := mailOf(hex); got != "info@example.com" {
		t.Fatalf("%q", got)
	}
	for in, want := range map[string]string{
		`<p>Write to <a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="` + hex + `">[email&#160;protected]</a>.</p>`:                          "info@example.com",
		`<p>Write to <a href="/cdn-cgi/l/email-protection#` + hex + `">us</a>.</p>`:                                                                                  "[us](mailto:info@example.com)",
		`<p>Write to <a href="/cdn-cgi/l/email-protection#` + hex + `"><span class="__cf_email__" data-cfemail="` + hex + `">[email&#160;protected]</span></a>.</p>`: "info@example.com",
	} {
		r, err := HTML([]byte("<h1>Terms</h1>"+in), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(r.Body), want) || strings.Contains(string(r.Body), "protect") {
			t.Errorf("%s", r.Body)
		}
	}
	r, err := Markdown([]byte("# Terms\n\nWrite to [\\[email protected\\]](/cdn-cgi/l/email-protection#"+hex+") or [[email protected]](/cdn-cgi/l/email-protection).\n"), Options{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(r.Body), "[info@example.com](mailto:info@example.com)") || len(textsOf(r, KindEmail)) != 2 {
		t.Errorf("%s %q", r.Body, textsOf(r, KindEmail))
	}
}

// TestMarkdownUnseen holds what of a Markdown file its readers did not see.
func TestMarkdownUnseen(t *testing.T) {
	for _, c := range []struct{ text, want, said string }{
		{"Seen.\n\n<!-- ask Anna -->\n\nEnd.", "Seen.\n\n\n\nEnd.", "a comment, which the page does not show: ask Anna"},
		{"Seen <!-- ask\nAnna --> here.", "Seen \n here.", "a comment"},
		{"Seen.\n\n[//]: # (ask Anna)\n\nEnd.", "Seen.\n\n\n\nEnd.", "a comment"},
		{"Seen.\n\n{::comment}\nask Anna\n{:/comment}\n\nEnd.", "Seen.\n\n\n\n\n\nEnd.", "a comment"},
		{"<p style=\"display:none\">ask Anna</p>\n\nSeen.", "Seen.", "hidden (display:none): ask Anna"},
		{"Seen <span hidden>not</span> here.", "Seen  here.", "hidden (hidden)"},
		{"Seen.\n\n<script>\ntrack()\n</script>", "Seen.", "what <script> holds"},
		{"{% include head.html %}\n\nSeen.", "Seen.", "a statement of a program"},
		{"{{< toc >}}\n\nSeen.", "Seen.", "a statement of a program"},
		{"* TOC\n{:toc}\n\nSeen.", "Seen.", "a table of contents"},
		{"[[_TOC_]]\n\nSeen.", "Seen.", "a table of contents"},
		{"We are {{ site.name }}.", "We are " + valueComment + ".", "a value that a program puts in"},
		{"Tell [us]({{ site.mail }}).", "Tell us " + valueComment + ".", "an address that a program puts in"},
		{"Seen.\n\n&nbsp;\n\n\u3000\u3000\n\n- &nbsp;\n\nEnd.", "Seen.\n\n\n\n\n\n\n\nEnd.", "lines that hold only spaces, such as &nbsp;: 3"},
		{"Seen `<!-- code -->` and `{{ x }}`.", "Seen `<!-- code -->` and `{{ x }}`.", ""},
		{"```\n<!-- code -->\n{% x %}\n```", "```\n<!-- code -->\n{% x %}\n```", ""},
		{"<div class=\"note\">Seen.</div>", "<div class=\"note\">Seen.</div>", ""},
		{"1. Definitions\n--------------\n\nSeen.", "## 1. Definitions\n\n\nSeen.", ""},
	} {
		r, err := Markdown([]byte("---\ntitle: Terms\n---\n\n"+c.text+"\n"), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(string(r.Body)); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
		said := ""
		for _, f := range r.Findings {
			if f.Kind == KindLeftOut {
				said += fmt.Sprintf("%d: %s\n", f.Line, f.Text)
			}
		}
		if !strings.Contains(said, c.said) || c.said == "" && said != "" {
			t.Errorf("%q: said %q", c.text, said)
		}
	}
}

// TestLook holds that words are marked as the page's style marks them: what is struck through does not apply.
func TestLook(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`<style>.c3{text-decoration:line-through}</style><p>Fee <span class="c3">ten</span> five</p>`, "Fee ~~ten~~ five"},
		{`<p>Fee <span style="color:red;text-decoration-line: line-through">ten</span> five</p>`, "Fee ~~ten~~ five"},
		{`<p style="text-decoration:line-through">The fee is ten.</p>`, "~~The fee is ten.~~"},
		{`<div style="text-decoration:line-through"><ul><li>The fee is ten.</li></ul></div>`, "- ~~The fee is ten.~~"},
		{`<style>.c1{font-weight:700}.c2{font-style:italic}</style><p>We <span class="c1">never</span> <span class="c2">sell</span> it</p>`, "We **never** *sell* it"},
		{`<b style="font-weight:normal"><p>We keep little.</p></b>`, "We keep little."},
		{`<style>.c1{font-weight:700}</style><h2><span class="c1">Data</span></h2><p>Text.</p>`, "## Data\n"},
		{`<p class=MsoListParagraph><span style='font-family:Symbol'>·<span style='font:7pt "Times New Roman"'>&nbsp;&nbsp; </span></span>First</p>`, "- First"},
		{`<p><a href="https://www.google.com/url?q=https://example.com/terms%3Fa%3D1&amp;sa=D&amp;source=editors">terms</a></p>`, "[terms](https://example.com/terms?a=1)"},
	} {
		r, err := HTML([]byte("<h1>Terms</h1><p>We keep what you write.</p>"+c.html+"<p>The end.</p>"), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(r.Body), c.want) {
			t.Errorf("%s: got %q, want %q", c.html, r.Body, c.want)
		}
	}
}

// TestHiddenInMarkdown holds that a hidden element of a Markdown file goes whole, wherever it stands, and nothing beside it.
func TestHiddenInMarkdown(t *testing.T) {
	for _, piece := range []string{
		`<div class="x"><div style="display:none">gone</div></div>`, `<div style="display:none">gone <div>gone</div> gone</div>`, `<span><span hidden>gone</span> kept</span>`,
		`<div hidden><p>gone</p></div>`, `<ul style="display:none"><li>gone</li></ul>`, `<p>kept</p><p hidden>gone</p>`,
	} {
		r, err := Markdown([]byte("# Terms\n\nBefore.\n\n"+piece+"\n\nAfter, `<span hidden>code</span>`.\n"), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		body := string(r.Body)
		if strings.Contains(body, "gone") || strings.Contains(piece, "kept") && !strings.Contains(body, "kept") || !strings.Contains(body, "After, `<span hidden>code</span>`.") {
			t.Errorf("%s: %s", piece, body)
		}
	}
}
