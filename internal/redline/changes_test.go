package redline

import (
	"strings"
	"testing"

	"candor/internal/markdown"
)

// What changed stands alone: no anchors, no unchanged block, links into the new text kept.
func TestChanges(t *testing.T) {
	parse := func(body string) *Text {
		doc, _ := markdown.Parse([]byte(body), markdown.Options{Lang: "en"})
		return Prepare(doc)
	}
	const before = "## Who {#who}\n\nWe are a company.\n\n- kept for four years\n- asked [here](#who)\n\n| a | b |\n| - | - |\n| one | two |\n\nGone.\n"
	for _, c := range []struct{ name, after, want string }{
		{"none", before, ""},
		{"item", strings.Replace(before, "four", "five", 1), "<p>kept for " + del + "four" + end + "</del> " + ins + "five" + end + "</ins> years</p>\n"},
		{"cell", strings.Replace(before, "two", "three", 1), "<p>one | " + del + "two" + end + "</del>" + ins + "three" + end + "</ins></p>\n"},
		{"removed", strings.Replace(before, "\nGone.\n", "", 1), "<p>" + del + "Gone." + end + "</del></p>\n"},
		{"link", strings.Replace(before, "asked", "told", 1), "<p>" + del + "asked" + end + "</del>" + ins + "told" + end + "</ins> <a href=\"#who\">here</a></p>\n"},
	} {
		got := string(Compare(parse(before), parse(c.after)).Changes(english()))
		wellFormed(t, got)
		if strings.ReplaceAll(got, "</del> <ins>", "</del><ins>") != strings.ReplaceAll(c.want, "</del> <ins>", "</del><ins>") {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestReplaced(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"Cookies", "A < B", "<p>" + del + "Cookies" + end + "</del> " + ins + "A &lt; B" + end + "</ins></p>\n"},
		{"", "New", "<p> " + ins + "New" + end + "</ins></p>\n"},
	} {
		if got := string(Replaced(c.before, c.after, english())); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
