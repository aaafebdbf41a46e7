package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// hostile are inputs that a writer of slow texts would try, by the piece they repeat or the program that makes them.
var hostile = []struct {
	name string
	text func(n int) string
}{
	{"brackets", repeat("[")}, {"closing brackets", repeat("]")}, {"bracket pairs", repeat("[]")}, {"half links", repeat("[a](")}, {"pictures", repeat("![")},
	{"links in links", repeat("[a](b")}, {"references", repeat("[a][b]")}, {"shortcut references", repeat("[a] ")}, {"link titles", repeat(`[a](b "`)},
	{"link angle", repeat("[a](<b")}, {"link ends", repeat("[a](b)")}, {"nested links", nested("[", "](b)")}, {"nested pictures", nested("![", "](b)")},
	{"openers", repeat("*a ")}, {"closers", repeat("a* ")}, {"mixed emphasis", repeat("a**b c* d")}, {"stars and underscores", repeat("*_")},
	{"stars", repeat("*")}, {"underscores", repeat("_a")}, {"tildes", repeat("~~a ")}, {"tilde", repeat("~")}, {"nested emphasis", nested("*a ", " a*")},
	{"nested strong", nested("**a ", " a**")}, {"alternating", repeat("*a _b ")}, {"rule of three", repeat("a***b*c**")},
	{"angles", repeat("<")}, {"tags without end", repeat("<a ")}, {"comments without end", repeat("<!-- a ")}, {"instructions", repeat("<?a ")},
	{"cdata", repeat("<![CDATA[")}, {"declarations", repeat("<!A ")}, {"attributes", repeat("<a b='")}, {"attributes in one tag", once("<a ", "b=c ", "")},
	{"ampersands", repeat("&")}, {"references without end", repeat("&#x")}, {"entities", repeat("&amp;")}, {"backslashes", repeat(`\`)},
	{"double quotes", repeat(`"a `)}, {"single quotes", repeat("'a")}, {"quotes", repeat(`"'`)}, {"dashes", repeat("-")}, {"dots", repeat(".")}, {"angles in words", repeat("<<a>> ")},
	{"schemes", repeat("http://")}, {"addresses", repeat("https://a.b/(")}, {"addresses apart", repeat("https://a.b/( ")}, {"one address", once("https://a.b/", "c", "")},
	{"at signs", repeat("a@")}, {"mail", repeat("a@b.")}, {"mail apart", repeat("a@b.c ")}, {"www", repeat("www.")}, {"underscore mail", once("", "a_", "@b.c")},
	{"underscore mails", repeat("_a@b.c")}, {"colons", repeat("a:")}, {"long local part", once("", "a", "@b.c")}, {"local parts", repeat("aaaaaaaaaaaaaaaaaaaa@@")},
	{"angle addresses", repeat("<http:a ")}, {"angle mail", repeat("<a@")},
	{"growing ticks", growingTicks}, {"ticks", repeat("`")}, {"ticks apart", repeat("`a ")}, {"two kinds of ticks", repeat("`a``b ")},
	{"quote marks", repeat(">")}, {"quotes nested", once("", "> ", "a")}, {"quoted lines", repeat("> a\n")}, {"lazy lines", once("> a\n", "a\n", "")}, {"growing quotes", growing(">")},
	{"growing list", growing("  ")}, {"nested list", once("", "- ", "a")}, {"ordered nested", once("", "1. ", "a")}, {"items", repeat("- a\n")}, {"loose items", repeat("- a\n\n")},
	{"indented items", stairs("- a\n")}, {"indented numbers", stairs("1. a\n")}, {"items and lines", repeat("- a\nb\n")}, {"empty items", repeat("-\n")}, {"item with blank lines", once("- a\n", "\n", "  b")},
	{"quoted list", func(n int) string { return "> " + strings.ReplaceAll(growing("  ")(n), "\n", "\n> ") }}, {"lazy list", func(n int) string { return strings.ReplaceAll(growing("  ")(n), "\n", "\na\n") }},
	{"tab list", growing("\t")}, {"words in brackets", repeat("<address> ")}, {"words in brackets apart", repeat("<address>\n\n")}, {"paths", repeat("a <address> </a\n\n")},
	{"changing bullets", repeat("- a\n+ a\n* a\n")}, {"numbers", repeat("1. a\n")}, {"number paragraphs", repeat("7. a\n\nb\n\n")},
	{"wide table", wideTable}, {"long table", once("a|b\n-|-\n", "c|d\n", "")}, {"many tables", repeat("a|b\n-|-\nc|d\n\n")}, {"pipes", repeat("|")}, {"delimiter rows", repeat("-|-\n")},
	{"header without end", once("", "a|", "\n-|-\n")}, {"short rows", once(strings.Repeat("a|", 63)+"\n"+strings.Repeat("-|", 63)+"\n", "b\n", "")}, {"long row", once("a|b\n-|-\n", "c|", "\n")},
	{"escaped pipes", once("a|b\n-|-\n", `\|`, "\n")}, {"ticks in cells", once("a|b\n-|-\n", "`|", "\n")},
	{"heading attributes", repeat("# a {a=")}, {"heading attributes long", once("# a {", "a=b ", "}")}, {"heading braces", repeat("# a {{{{")}, {"braces", once("# a ", "{", "")},
	{"heading attribute lines", repeat("# a {a=b\n")}, {"attribute lists", repeat("{:a}")}, {"open attribute lists", repeat("{:a")}, {"headings", repeat("# a\n")}, {"equal headings", repeat("# a b c\n\nd\n\n")},
	{"headings without words", repeat("# .\n")}, {"long heading", once("# ", "word ", "\n")}, {"long heading of letters", once("# ", "ж", "\n")}, {"setext", repeat("a\n=\n")}, {"setext long", once("", "a\n", "===\n")},
	{"heading ids", repeat("# a {#a}\n")}, {"hash", repeat("#")}, {"hash lines", repeat("#\n")}, {"closing hashes", once("# a ", "# ", "")}, {"all levels", repeat("# a\n## b\n###### c\n")},
	{"footnotes", numbered("[^%d]: a\n")}, {"footnote references", numbered("[^%d] ")}, {"footnotes and references", numbered("a[^%d]\n\n[^%[1]d]: b\n\n")}, {"one footnote", once("[^a]: b\n\n", "[^a] ", "")},
	{"footnote brackets", repeat("[^")}, {"footnotes of one name", repeat("[^a]: b\n\n")}, {"footnote within footnotes", numbered("[^%d]: a[^a]\n    b\n\n")}, {"footnote paragraphs", once("[^a]: b\n\n", "    c\n\n", "")},
	{"definitions", numbered("[a%d]: b\n")}, {"definition of one label", repeat("[a]: b\n")}, {"definitions used", numbered("[a%d]: /b\n\n[a%[1]d]\n\n")}, {"definition titles", repeat("[a]: b \"c\n")}, {"definition without end", once("[", "a ", "]: b")},
	{"words as definitions", numbered("[a%d]: b\n\n")}, {"definition labels", repeat("[a\n")}, {"definition block", once("", "[a]:\n", "")},
	{"definition list", repeat("a\n: b\n\n")}, {"definition colons", repeat(": ")}, {"colon lines", repeat(": a\n")}, {"terms", once("", "a\n", ": b\n")}, {"definition nested", once("a\n", ": ", "b\n")},
	{"divs", repeat("<div>")}, {"div lines", repeat("<div>\n")}, {"div blocks", repeat("<div>\n\n")}, {"open cells", repeat("<tr><td>")}, {"cell lines", repeat("<tr>\n<td>a\n\n")}, {"raw tables", repeat("<table><tr><td>a</td></tr></table>\n\n")},
	{"one raw table", once("<table>", "<tr><td>a</td><td>b</td></tr>\n", "</table>")}, {"nested raw tables", once("", "<table><tr><td>", "")},
	{"bold tags", repeat("<b>")}, {"end tags", repeat("a</b>")}, {"subs", repeat("<sub>")}, {"sub pairs", repeat("a<sub>b</sub>")}, {"abbreviations", repeat("<abbr title=a>b")}, {"breaks", repeat("<br>")}, {"break lines", repeat("<br>\n")},
	{"scripts", repeat("a <script>")}, {"script blocks", repeat("<script>\n")}, {"script pairs", repeat("a <script>b</script>")}, {"styles", repeat("<p><style>")}, {"unknown tags", numbered("a <x%d>")}, {"unknown blocks", numbered("<div><x%d>")}, {"unknown end tags", numbered("a </x%d>")},
	{"raw links", repeat("<a href=b>")}, {"raw pictures", repeat("<img src=a>")}, {"details", repeat("<details><summary>a")}, {"select", repeat("<p><select><option>")}, {"formatting", repeat("<p><b><i><p>")}, {"formatting in tables", once("<table>", "<b>a", "")},
	{"comment block", once("<!--", "a\n", "")}, {"comment lines", repeat("<!-- a -->\n")}, {"comment dashes", once("a <!--", "-", "")}, {"pre", once("<pre>", "a\n", "")}, {"html blocks in list", repeat("- <div>\n")},
	{"fences", repeat("```\n")}, {"open fences", repeat("```a\n\n")}, {"tilde fences", repeat("~~~\n")}, {"growing fences", growingFences}, {"one fence", once("```\n", "a\n", "")}, {"indented code", repeat("    a\n\n")}, {"fences in list", repeat("- ```\n")},
	{"blank lines", repeat("\n")}, {"spaces", repeat(" ")}, {"tabs", repeat("\t")}, {"tab lines", repeat("\ta\n")}, {"tabs and bullets", repeat("-\t")}, {"NUL", repeat("\x00")}, {"carriage returns", repeat("\r")}, {"lone CR lines", repeat("a\r")}, {"CRLF", repeat("a\r\n")},
	{"hard breaks", repeat("a  \n")}, {"backslash breaks", repeat("a\\\n")}, {"many lines", repeat("a\n")}, {"no-break spaces", repeat("\u00a0")}, {"zero width", repeat("\u200b")}, {"marks", once("a", "\u0301", "")}, {"invalid", repeat("\xff")},
	{"chinese", repeat("隐私政策")}, {"chinese lines", repeat("隐私\n")}, {"chinese quotes", repeat("隐\"私")}, {"chinese emphasis", repeat("**「隐」**私")}, {"one word", repeat("a")}, {"words", repeat("word ")}, {"rules", repeat("---\n")}, {"rules apart", repeat("***\n\n")}, {"checks", repeat("- [ ] a\n")},
	{"numbered paragraphs", numbered("%d.1 a\n\n")}, {"emphasis of many", once("**", "a b ", "**")}, {"links to one", repeat("[a](/b) ")}, {"javascript", repeat("[a](javascript:b) ")}, {"pictures of one", repeat("![a](b) ")}, {"marks that are none", repeat("a**«b»**c ")},
	{"signs", repeat("{{ ")}, {"signs without end", repeat("{")}, {"signs of programs", repeat("{% ")}, {"names in braces", repeat("${a")}, {"percents", repeat("%a")}, {"signs in a heading", once("# a ", "{#x", "")},
	{"emphasis by paragraph", repeat("*a\n\n")}, {"brackets by paragraph", repeat("[a\n\n")}, {"ticks by paragraph", repeat("`a\n\n")}, {"angles by paragraph", repeat("<a \n\n")},
}

func repeat(piece string) func(n int) string {
	return func(n int) string { return strings.Repeat(piece, n/len(piece)+1) }
}

func once(before, piece, after string) func(n int) string {
	return func(n int) string { return before + strings.Repeat(piece, n/len(piece)+1) + after }
}

func nested(open, end string) func(n int) string {
	return func(n int) string {
		k := n/(len(open)+len(end)) + 1
		return strings.Repeat(open, k) + strings.Repeat(end, k)
	}
}

// growing makes lines of one more piece each, with an item or a letter behind them.
func growing(piece string) func(n int) string {
	return func(n int) string {
		var s strings.Builder
		for i := 1; s.Len() < n; i++ {
			s.WriteString(strings.Repeat(piece, i) + "- a\n")
		}
		return s.String()
	}
}

// stairs makes list items, each indented by one more column, beginning anew after twenty.
func stairs(item string) func(n int) string {
	return func(n int) string {
		var s strings.Builder
		for i := 0; s.Len() < n; i++ {
			s.WriteString(strings.Repeat(" ", i%20) + item)
		}
		return s.String()
	}
}

func numbered(format string) func(n int) string {
	return func(n int) string {
		var s strings.Builder
		for i := 1; s.Len() < n; i++ {
			fmt.Fprintf(&s, format, i)
		}
		return s.String()
	}
}

func growingTicks(n int) string {
	var s strings.Builder
	for i := 1; s.Len() < n; i++ {
		s.WriteString("a" + strings.Repeat("`", i))
	}
	return s.String()
}

func growingFences(n int) string {
	var s strings.Builder
	for i := 3; s.Len() < n; i++ {
		s.WriteString(strings.Repeat("`", i) + "\n")
	}
	return s.String()
}

func wideTable(n int) string {
	columns := n / 8
	return strings.Repeat("a|", columns) + "\n" + strings.Repeat("-|", columns) + "\n" + strings.Repeat("b\n", columns)
}

// TestHostile holds that what is made to be slow is refused with its place, or read into a page that is no more than a hundred times as
// long. What is not bounded never comes back from it.
func TestHostile(t *testing.T) {
	size := 64 << 10
	if testing.Short() {
		size = 8 << 10
	}
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			for _, o := range []Options{{Lang: "ru"}, {Lang: "zh", RawHTML: true}} {
				text := h.text(size)
				d, diags := Parse([]byte(text), o)
				if d == nil {
					if len(diags) == 0 || diags[0].Pos.Line < 1 {
						t.Errorf("%s: refused without a place: %v", o.Lang, diags)
					}
					continue
				}
				if n := len(d.HTML()); n > 100*len(text) {
					t.Errorf("%s: %d bytes became %d", o.Lang, len(text), n)
				}
			}
		})
	}
}
