package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/internal/markdown"
)

// parsed reads Markdown.
func parsed(t *testing.T, text string) *markdown.Document {
	t.Helper()
	doc, diags := markdown.Parse([]byte(text), markdown.Options{File: "text.md", Line: 1, Lang: "en"})
	if doc == nil {
		t.Fatal(diags)
	}
	return doc
}

// formsOf says what changed in the form of each block, after its first word; a block that did not change says nothing.
func formsOf(d *Diff, back bool) string {
	var out []string
	for _, b := range d.Blocks {
		for _, c := range b.Forms {
			if back {
				c.From, c.To = c.To, c.From
			}
			out = append(out, fmt.Sprint(strings.Fields(b.Runs[0].Text)[0], " ", c.What, " ", c.From, ">", c.To))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func TestCompareForms(t *testing.T) {
	for _, c := range []struct{ name, old, now, want string }{
		{"the numbers begin elsewhere", "1. one\n2. two\n", "5. one\n6. two\n", "one number 1.>5.; two number 2.>6."},
		{"a number was skipped", "1. one\n2. two\n3. three\n", "1. one\n2. two\n4. three\n", "three number 3.>4."},
		{"an item came", "1. one\n2. two\n3. three\n", "1. one\n2. another item\n3. two\n4. three\n", ""},
		{"an item went", "1. one\n2. two\n3. three\n", "1. one\n2. three\n", ""},
		{"an item went, the number stays", "1. one\n2. two\n3. three\n", "1. one\n3. three\n", ""},
		{"an item came before a list that goes on", "1. one\n2. two\n\nBetween.\n\n3. three\n", "1. one\n2. another item\n3. two\n\nBetween.\n\n4. three\n", ""},
		{"a list came to be parted", "1. one\n2. two\n3. three\n", "1. one\n2. two\n\nBetween.\n\n3. three\n", ""},
		{"all typed as 1", "1. one\n1. two\n1. three\n", "1. one\n2. two\n3. three\n", ""},
		{"another sign behind the number", "1. one\n2. two\n", "1) one\n2) two\n", ""},
		{"an item of a heading", "1. one\n2. ## Heading here\n", "1. one\n4. ## Heading here\n", "Heading number 2.>4."},
		{"bullets to numbers", "- one\n- two\n", "1. one\n2. two\n", "one list bullets>numbers; two list bullets>numbers"},
		{"out of a list", "- one\n  - two words\n", "- one\n- two words\n", "two nesting 2>1"},
		{"an item out of a list of numbers", "1. Alpha:\n   1. Sub one\n   2. Sub two\n2. Delta\n", "1. Alpha:\n   1. Sub one\n2. Sub two\n3. Delta\n", "Sub nesting 2>1"},
		{"a paragraph out of an item", "- one\n\n  two words\n", "- one\n\ntwo words\n", "two nesting 1>0"},
		{"out of a quotation", "> The vendor is liable.\n", "The vendor is liable.\n", "The quotation 1>0"},
		{"deeper in quotations", "> The vendor is liable.\n", "> > The vendor is liable.\n", "The quotation 1>2"},
		{"an item to a paragraph", "- The vendor is liable.\n", "The vendor is liable.\n", "The kind item>paragraph"},
		{"level of a heading", "## The vendor\n", "### The vendor\n", "The heading 2>3"},
		{"emphasis", "The *vendor* is liable.\n", "The vendor is liable.\n", "The emphasis >"},
		{"emphasis and parts", "The vendor is *liable* for all that he sells to you in any of his shops. The carrier is liable for what he loses on the way to your door.\n",
			"The vendor is liable for all that he sells to you in any of his shops.\n\nThe carrier is liable for what he loses on the way to your door.\n",
			"The emphasis >; The parts 1>2"},
		{"emphasis and level", "## The *vendor*\n", "### The vendor\n", "The emphasis >; The heading 2>3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := parsed(t, c.old), parsed(t, c.now)
			d := compared(a, b)
			if got := formsOf(d, false); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := formsOf(compared(b, a), true); got != c.want {
				t.Errorf("the way back says %q, want %q", got, c.want)
			}
			n := 0
			for _, b := range d.Blocks {
				if len(b.Forms) > 0 {
					n++
				}
			}
			if d.Summary.FormChanged != n || d.Equal() != (c.want == "" && d.Summary.Words == Counts{}) {
				t.Errorf("%d blocks changed in form, summary %+v", n, d.Summary)
			}
		})
	}
}

// What a page says of forms and numbers, and what the old text is read by.
func TestHTMLForms(t *testing.T) {
	for _, c := range []struct{ name, old, now, want string }{
		{"own number", "1. one\n2. two\n", "5. one\n6. two\n",
			`<li value="5" class="renum"><div id="top-l1" class="chg changed"><span class="num">` + del + "1." + end + "</del>" + ins + "5." + end + "</ins></span> one"},
		{"moved on", "1. one\n2. two\n", "1. one\n2. another item\n3. two\n", `<li value="3" data-was="2."><div>two`},
		{"counted", "1. one\n1. two\n", "1. one\n1. two\n1. another item\n", `<li value="2"><div>two`},
		{"nesting", "- one\n  - two words\n", "- one\n- two words\n", `<span class="lab c">form. was list_level 2. is list_level 1</span> two words`},
		{"gone from a list", "- one\n  - two words\n- three\n", "- one\n- three\n", "<ul><li><div>one</div>\n<ul><li><div id=\"was-top-l2\" class=\"chg removed\">"},
		{"emphasis", "The *vendor* is liable.\n", "The vendor is liable.\n", `<span class="lab c">form. emphasis</span> The vendor`},
		{"a link that went", "Now see [the list](/list), please.\n", "Now see, please.\n", "the list<span class=\"tgt\"> [\u2066/list\u2069]</span>" + end + "</del>"},
		{"an address that went", "Now see <https://example.org/>, please.\n", "Now see, please.\n", "https://example.org/" + end + "</del>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := english()
			w.FormOld = func(name, level string) string { return "was " + name + " " + level }
			w.FormNew = func(name, level string) string { return "is " + name + " " + level }
			w.FormOnly = func(name string) string { return name }
			got := string(compared(parsed(t, c.old), parsed(t, c.now)).HTML(w))
			if !strings.Contains(got, c.want) {
				t.Errorf("lacks %s in\n%s", c.want, got)
			}
			wellFormed(t, got)
			anchored(t, got)
		})
	}
}
