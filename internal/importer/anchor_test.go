package importer

import (
	"strconv"
	"strings"
	"testing"
)

// TestAnchors holds that a link into the page leads to the heading that it meant where the text was shown before, by the id that is written, that stands
// beside it, or that a renderer made of the words; and that one which leads nowhere is said.
func TestAnchors(t *testing.T) {
	for _, c := range []struct{ name, lang, text, want, said string }{
		{"GitHub, a letter", "en", "[a](#a-definitions)\n\n## A. Definitions", "[a](#a-definitions)\n\n## A. Definitions {#a-definitions}", "#a-definitions is the id of its heading"},
		{"GitHub, a number", "en", "[a](#2-fees)\n\n## 2. Fees", "[a](#2-fees)\n\n## 2. Fees {#2-fees}", "#2-fees is the id"},
		{"GitHub, signs", "en", "[a](#data--privacy-whats-new)\n\n## Data & privacy: what's new?", "[a](#data--privacy-whats-new)\n\n## Data & privacy: what's new? {#data--privacy-whats-new}", "is the id"},
		{"GitHub, a picture first", "en", "[a](#-fees)\n\n## 💶 Fees", "[a](#fees)\n\n## 💶 Fees {#fees}", "#fees is the id"},
		{"kramdown leaves the number out", "en", "[a](#fees)\n\n## 2. Fees", "[a](#fees)\n\n## 2. Fees {#fees}", "#fees is the id"},
		{"an and", "en", "[a](#data-and-privacy)\n\n## Data & privacy", "[a](#data-and-privacy)\n\n## Data & privacy {#data-and-privacy}", "is the id"},
		{"the second of two", "en", "[a](#fees) [b](#fees-1)\n\n## Fees\n\n## Fees", "[a](#fees) [b](#fees-1)\n\n## Fees {#fees}\n\n## Fees {#fees-1}", "#fees-1 is the id"},
		{"two ids for one heading", "en", "[a](#2-fees) [b](#fees)\n\n## 2. Fees", "[a](#2-fees) [b](#2-fees)\n\n## 2. Fees {#2-fees}", "#2-fees"},
		{"the author's id", "en", "[a](#2-fees)\n\n## 2. Fees {#pay}", "[a](#pay)\n\n## 2. Fees {#pay}", ""},
		{"the author's id, rightly", "en", "[a](#pay)\n\n## 2. Fees {#pay}", "[a](#pay)\n\n## 2. Fees {#pay}", ""},
		{"Cyrillic", "ru", "[а](#1-общие-положения)\n\n## 1. Общие положения", "[а](#1-общие-положения)\n\n## 1. Общие положения {#1-общие-положения}", "is the id"},
		{"Cyrillic in percents", "ru", "[а](#%D1%86%D0%B5%D0%BD%D1%8B)\n\n## Цены", "[а](#цены)\n\n## Цены {#цены}", "#цены is the id"},
		{"transliterated", "ru", "[а](#obshchie-polozheniia)\n\n## Общие положения", "[а](#obshchie-polozheniia)\n\n## Общие положения {#obshchie-polozheniia}", "is the id"},
		{"Chinese", "zh-Hans", "[a](#一定义)\n\n## 一、定义", "[a](#一定义)\n\n## 一、定义 {#一定义}", "is the id"},
		{"an anchor before it", "en", "[a](#pay)\n\n<a name=\"pay\"></a>\n\n## 2. Fees", "[a](#pay)\n\n\n\n## 2. Fees {#pay}", "#pay is the id"},
		{"an anchor in it", "en", "[a](#pay)\n\n## <a id=\"pay\"></a>2. Fees", "[a](#pay)\n\n## 2. Fees {#pay}", "#pay is the id"},
		{"a table", "en", "| [A](#a-words) | b |\n| --- | --- |\n| c | d |\n\n## A. Words", "| [A](#a-words) | b |\n| --- | --- |\n| c | d |\n\n## A. Words {#a-words}", "is the id"},
		{"a definition of a link", "en", "[a][x]\n\n[x]: #2-fees\n\n## 2. Fees", "[a][x]\n\n[x]: #2-fees\n\n## 2. Fees {#2-fees}", "is the id"},
		{"underlined", "en", "[a](#2-fees)\n\n2\\. Fees\n-------", "[a](#2-fees)\n\n2\\. Fees {#2-fees}\n-------", "is the id"},
		{"the file's own name", "en", "[a](terms.md#fees)\n\n## Fees", "[a](#fees)\n\n## Fees {#fees}", "is the id"},
		{"nowhere", "en", "[a](#gone)\n\n## Fees", "[a](#gone)\n\n## Fees", "3: #gone leads nowhere"},
		{"code", "en", "`[a](#fees)`\n\n## Fees", "`[a](#fees)`\n\n## Fees", ""},
		{"another page", "en", "[a](/other/#fees)\n\n## Fees", "[a](/other/#fees)\n\n## Fees", ""},
		{"an id of candor's pages", "en", "[a](#history)\n\n## History", "[a](#section-history)\n\n## History {#section-history}", "#section-history is the id"},
	} {
		r, err := Markdown([]byte("# Terms\n\n"+c.text+"\n"), Options{Lang: c.lang, File: "in/terms.md", Reserved: func(id string) bool { return id == "history" }})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(strings.TrimRight(string(r.Body), "\n"), "# Terms\n\n"); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
		checkSaid(t, c.name, r, KindLink, c.said)
	}
}

// TestAnchorsHTML holds the same for pages: ids of other elements, and those that a script made of the words.
func TestAnchorsHTML(t *testing.T) {
	for _, c := range []struct{ name, html, want, said string }{
		{"its own id", `<a href="#pay">a</a><h2 id="pay">2. Fees</h2>`, "[a](#pay)\n\n## 2. Fees {#pay}", ""},
		{"a section around it", `<a href="#pay">a</a><section id="pay"><h2>2. Fees</h2></section>`, "[a](#pay)\n\n## 2. Fees {#pay}", "#pay is the id"},
		{"an anchor before it", `<a href="#pay">a</a><a name="pay"></a><h2>2. Fees</h2>`, "[a](#pay)\n\n## 2. Fees {#pay}", "#pay is the id"},
		{"an anchor in it", `<a href="#pay">a</a><h2><a name="pay"></a>2. Fees</h2>`, "[a](#pay)\n\n## 2. Fees {#pay}", "#pay is the id"},
		{"two anchors", `<a href="#one">a</a> <a href="#two">b</a><h2 id="one"><a name="two"></a>2. Fees</h2>`, "[a](#one) [b](#one)\n\n## 2. Fees {#one}", ""},
		{"its words", `<a href="#2-fees">a</a><h2>2. Fees</h2>`, "[a](#2-fees)\n\n## 2. Fees {#2-fees}", "#2-fees is the id"},
		{"nowhere", `<p><a href="#gone">a</a></p><h2>2. Fees</h2>`, "a\n\n## 2. Fees", "5: a link leads nowhere, since no heading is meant; it is text now: #gone"},
		{"a paragraph", `<p><a href="#p">a</a></p><h2>2. Fees</h2><p id="p">b</p>`, "a\n\n## 2. Fees\n\nb", "it is text now: #p"},
	} {
		r, err := HTML([]byte("<!doctype html>\n<html>\n<body>\n<h1>Terms</h1>\n"+c.html), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(strings.TrimRight(string(r.Body), "\n"), "# Terms\n\n"); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
		checkSaid(t, c.name, r, KindLink, c.said)
	}
}

// checkSaid holds what a report says of a kind: the words given, with their line where they have one, or nothing at all for "".
func checkSaid(t *testing.T, name string, r *Result, kind, want string) {
	t.Helper()
	said := ""
	for _, f := range r.Findings {
		if f.Kind == kind {
			said += strconv.Itoa(f.Line) + ": " + f.Text + "\n"
		}
	}
	if !strings.Contains(said, want) || want == "" && said != "" {
		t.Errorf("%s: said %q, want %q", name, said, want)
	}
}
