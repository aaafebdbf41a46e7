package redline

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/markdown"
)

const allForms = `# Policy

Intro, see [the list](/list?a=b) & <https://example.org/>, *and* so on.

## 1. Data

| Data | Kept |
| --- | --- |
| Name \| title | 12 months |
| Mail | 1 year |

### Abroad

- one
- two
  1. inner one
  2. inner two

     more of inner two
- three

4. four
5. five

> quoted words
>
> > deeper ones

2019\. A year at the beginning.

\- A dash at the beginning, # and \<b> and [x] and 2 * 3 * 4.

Term
: A definition of it.
`

// shape is the blocks of a text with what they are and stand in.
func shape(d *markdown.Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		fmt.Fprint(&s, b.Kind, b.Level, b.Number, b.Header, len(b.Cells))
		for _, c := range b.Containers {
			fmt.Fprint(&s, " ", c.Kind)
		}
		for _, sp := range b.Spans {
			fmt.Fprintf(&s, " %q>%q", strings.TrimSpace(sp.Text), sp.Dest)
		}
		s.WriteString("\n")
	}
	return s.String()
}

// Without its marks, the Markdown of a text that came whole is that text.
func TestMarkdownIsMarkdown(t *testing.T) {
	now := parsed(t, strings.ReplaceAll(allForms, "*and*", "and"))
	w := asMarkdown()
	w.ins = [2]string{}
	got := compared(&markdown.Document{}, now).digest(w)
	again := parsed(t, got)
	if a, b := shape(again), shape(now); a != b {
		t.Errorf("%s\nof\n%s", firstDifference(a, b), got)
	}
}

// Both forms to read show changes where they stand, and what leads there.
func TestDigest(t *testing.T) {
	now := strings.NewReplacer("1 year", "3 years", "### Abroad", "## Abroad", "inner two\n\n", "inner second\n\n", "4. four\n5. five", "6. four\n7. five",
		"deeper ones", "deeper words", "so on.", "so on, and [more](/more).", "> > ", "> ", "A definition", "The definition").Replace(allForms)
	d := compared(parsed(t, allForms), parsed(t, now))
	for _, c := range []struct{ name, got, want string }{
		{"text", d.Text(false), `# Policy

Intro, see the list & https://example.org/, and so on{+, and more </more>+}.

## 1. Data

| Data | Kept |
| --- | --- |
| … |
| Mail | [-1 year-]{+3 years+} |

## [heading of level 3 → heading of level 2] Abroad

…

- two

  …

  2. inner[- two-]{+ second+}

…

[-4.-]{+6.+} four
[-5.-]{+7.+} five

…

> [quotation of level 2 → quotation of level 1] deeper[- ones-]{+ words+}

…

Term

: [-A-]{+The+} definition of it.
`},
		{"markdown", d.Markdown(), `# Policy

Intro, see [the list](</list?a=b>) \& https://example.org/, and so on<ins>, and [more](</more>)</ins>.

## 1. Data

| Data | Kept |
| --- | --- |
| … |
| Mail | <del>1 year</del><ins>3 years</ins> |

## \[heading of level 3 → heading of level 2\] Abroad

…

- two

  …

  2. inner<del> two</del><ins> second</ins>

…

6. <del>4.</del><ins>6.</ins> four
7. <del>5.</del><ins>7.</ins> five

…

> \[quotation of level 2 → quotation of level 1\] deeper<del> ones</del><ins> words</ins>

…

Term

: <del>A</del><ins>The</ins> definition of it.
`},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s\nin\n%s", c.name, firstDifference(c.got, c.want), c.got)
		}
	}
}

func TestSummaryPunctuation(t *testing.T) {
	d := compared(doc("We shall not do it."), doc("We shall, not do it."))
	if d.Equal() || d.Summary.PunctuationChanged != 1 || d.Summary.String() != "1 block changed in punctuation" {
		t.Errorf("%+v", d.Summary)
	}
	if d := compared(doc("We shall not do it."), doc("We will, not do it.")); d.Summary.PunctuationChanged != 0 {
		t.Errorf("a block whose words changed too is counted: %+v", d.Summary)
	}
}

// What came or went says where it leads.
func TestRunLinks(t *testing.T) {
	a, b := parsed(t, "Hello there, see [the *old* list](/old) and [a picture](/y)."), parsed(t, "Hello there. Write to [this *address*](https://evil.example/) or [![a seal](/seal.png)](/x).")
	got := map[string]string{}
	for _, blk := range compared(a, b).Blocks {
		for _, r := range blk.Runs {
			got[r.Op] += strings.TrimSpace(fmt.Sprint(r.Links))
		}
	}
	for op, want := range map[string]string{"delete": "[{the old list [/old]} {a picture [/y]}]", "insert": "[{this address [https://evil.example/]} {a seal [/seal.png /x]}]"} {
		if strings.ReplaceAll(got[op], "[]", "") != want {
			t.Errorf("%s: %s, want %s", op, got[op], want)
		}
	}
}
