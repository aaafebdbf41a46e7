package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// A word in angle brackets is text; a tag that is left out is said, and its words stay.
func TestTagsAndWords(t *testing.T) {
	for _, c := range []struct{ body, want, said string }{
		{"The controller is <Company Name>.", "The controller is <Company Name>.", ""},
		{"fewer than < 5 and <ten> kilos, </ten>, <my-company>", "fewer than < 5 and <ten> kilos, </ten>, <my-company>", ""},
		{"<address> is our <title>, <name of the company>, <a third party>, <b and c>", "<address> is our <title>, <name of the company>, <a third party>, <b and c>", ""},
		{"<Section> and more\nwords", "<Section> and more words", ""},
		{"<COMPANY>\n\nnext", "<COMPANY>next", ""},
		{"<ФИО> и <company_name>, <E-mail>", "<ФИО> и <company_name>, <E-mail>", ""},
		{"H<sub>2</sub>O, <u>under</u>", "H2O, under", "<u> is left out"},
		{"<address>Main Street</address>", "Main Street", "<address> is left out"},
		{"<div hidden>words</div>", "words", "<div> is left out"},
		{"<font color=red>words</font> <br/> <a href='x' target=_blank>y</a>", "words y", "<font> is left out"},
		{"a <?php echo $name ?> b", "a b", "and the words in it"},
		{"<!IMPORTANT words>\n\nafter", "after", "and the words in it"},
		{"`<Company Name>` and \\<b>", "<Company Name> and <b>", ""},
	} {
		doc, diags := Parse([]byte(c.body), Options{Lang: "und"})
		if got := strings.Join(strings.Fields(shown(doc)), " "); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.body, got, c.want)
		}
		if got := fmt.Sprint(diags); c.said == "" && len(diags) > 0 || !strings.Contains(got, c.said) {
			t.Errorf("%s: said %s", c.body, got)
		}
		if html := string(doc.HTML()); strings.Contains(html, "<Company") || strings.Contains(html, "<ten") {
			t.Errorf("%s: %s", c.body, html)
		}
	}
}

// Words that an element of HTML strikes through are struck through on the page, since they would apply else; where a paragraph ends the line through
// them, that is said.
func TestStruckByElements(t *testing.T) {
	const ends = "what is struck through here ends with the paragraph"
	for _, c := range []struct{ body, want, said string }{
		{"The fee is <s>ten</s> <del>nine</del> <STRIKE>eight</STRIKE> five.", "The fee is <s>ten</s> <s>nine</s> <s>eight</s> five.", ""},
		{"<div><del>ten</del> five</div>", "<s>ten</s> five", "<div> is left out"},
		{"- <s>~~ten~~</s> five", "<s>ten</s> five", ""},
		{"| A | B |\n| - | - |\n| x | <del>ten</del> five |", "<s>ten</s> five", ""},
		{"<del>\nTen.\n\nFive.\n</del>", "<s>Ten.</s>", ends},
		{"<s>ten\n\nfive", "<s>ten</s>", ends},
	} {
		doc, diags := Parse([]byte(c.body), Options{Lang: "und"})
		if html := string(doc.HTML()); !strings.Contains(html, c.want) {
			t.Errorf("%q: got %s, want %s", c.body, html, c.want)
		}
		if got := fmt.Sprint(diags); c.said == "" && len(diags) > 0 || !strings.Contains(got, c.said) {
			t.Errorf("%q: said %s", c.body, got)
		}
	}
}
