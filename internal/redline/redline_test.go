package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/internal/markdown"
)

func compared(a, b *markdown.Document) *Diff { return Compare(Prepare(a), Prepare(b)) }

func doc(paras ...string) *markdown.Document {
	d := &markdown.Document{}
	for i, p := range paras {
		d.Blocks = append(d.Blocks, markdown.Block{ID: string(rune('a' + i)), Spans: []markdown.Span{{Text: p}}})
	}
	return d
}

func side(d *Diff, block, run string) string {
	var s []string
	for _, b := range d.Blocks {
		t := ""
		for _, r := range b.Runs {
			if !strings.Contains(" "+block+" ", " "+b.Op+" ") && r.Op != run {
				t += r.Text
			}
		}
		s = append(s, strings.Fields(t)...)
	}
	return strings.Join(s, "")
}

func TestCompareRebuildsBothSides(t *testing.T) {
	texts := [][]string{{}, {"We keep data for 12 months."}, {"We keep data for 24 months.", "New."}, {"One clause that moves whole.", "Second clause, longer than the first one."}, {"Second clause, longer than the first one.", "One clause that moves whole."}, {"A b c", "A b c", "We may keep your data for 24 months"}}
	for _, x := range texts {
		for _, y := range texts {
			a, b := doc(x...), doc(y...)
			d := compared(a, b)
			squeeze := func(p []string) string { return strings.Join(strings.Fields(strings.Join(p, " ")), "") }
			if got, want := side(d, "added moved_to", "insert"), squeeze(x); got != want {
				t.Errorf("old side of %q, %q: got %q, want %q", x, y, got, want)
			}
			if got, want := side(d, "removed moved_from", "delete"), squeeze(y); got != want {
				t.Errorf("new side of %q, %q: got %q, want %q", x, y, got, want)
			}
			if same := squeeze(x) == squeeze(y); d.Equal() != same {
				t.Errorf("Equal(%q, %q) = %v", x, y, d.Equal())
			}
		}
	}
}

func TestCompareWord(t *testing.T) {
	d := compared(doc("Same.", "We keep data for 12 months."), doc("Same.", "We keep data for 24 months."))
	if got, want := d.Text(false), "…\n\nWe keep data for[- 12-]{+ 24+} months.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if d.Summary.Words != (Counts{Added: 1, Removed: 1}) {
		t.Errorf("words %+v", d.Summary.Words)
	}
	if k := d.Kept(); fmt.Sprint(k) != "map[a:[a]]" {
		t.Errorf("kept %v", k)
	}
}

func TestCompareLink(t *testing.T) {
	a, b := doc("here"), doc("here")
	a.Blocks[0].Spans[0].Dest, b.Blocks[0].Spans[0].Dest = "/a", "/b"
	if d := compared(a, b); d.Equal() || d.Summary.LinksChanged != 1 {
		t.Errorf("%+v", d)
	}
}

func TestCompareFormAndTypography(t *testing.T) {
	a, b := doc("it's here"), doc("it’s here")
	if d := compared(a, b); d.Equal() || d.Summary.TypographyChanged != 1 || d.Summary.Words != (Counts{}) {
		t.Errorf("typography: %+v", d.Summary)
	}
	b = doc("it's here")
	b.Blocks[0].Spans[0].Style = markdown.Strong
	if d := compared(a, b); d.Equal() || d.Summary.FormChanged != 1 || d.Summary.Words != (Counts{}) {
		t.Errorf("form: %+v", d.Summary)
	}
}

func TestCompareMove(t *testing.T) {
	x, y := "One clause that moves whole.", "Second clause, longer than the first one."
	d := compared(doc(x, y), doc(y, x))
	if w := d.Summary.Words; w.Moved == 0 || w.Added != 0 || w.Removed != 0 || d.Equal() {
		t.Errorf("%+v", d.Summary)
	}
	if got := d.Text(false); !strings.Contains(got, "[moved from 1] ") || !strings.Contains(got, "[moved to 1] ") {
		t.Errorf("text %q", got)
	}
	if k := d.Kept(); fmt.Sprint(k) != "map[a:[b] b:[a]]" {
		t.Errorf("kept %v", k)
	}
}

// A text of which little is left was written anew, one that grew, was cut or whose sections changed places was not.
func TestSummaryRewritten(t *testing.T) {
	first, other := numbered(300, 30, "first"), numbered(300, 30, "other")
	for _, c := range []struct {
		name string
		old  []string
		now  []string
		want bool
	}{
		{"other words", first, other, true},
		{"a fifth is left", first, slices.Concat(first[:2], other[2:]), true},
		{"two fifths are left", first, slices.Concat(first[:4], other[4:]), false},
		{"grew", first, slices.Concat(first, numbered(3000, 30, "more")), false},
		{"was cut", first, first[:3], false},
		{"reversed", first, slices.Concat(first[5:], first[:5]), false},
		{"too short to say", first, numbered(30, 30, "other"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := compared(text(c.old...), text(c.now...))
			if d.Summary.Rewritten != c.want {
				t.Errorf("%+v", d.Summary)
			}
			if said := strings.HasPrefix(d.Summary.String(), "the text was written anew; "); said != c.want {
				t.Errorf("said %q", d.Summary.String())
			}
		})
	}
}

// A heavy paragraph stays where it is when a lighter section passes it; the section's short heading goes along.
func TestCompareHeadingGoesAlong(t *testing.T) {
	heavy := strings.Repeat("Nothing in this heavier paragraph will change in any way at all. ", 5)
	section := []string{"# What we mean", "Personal data are all those by which you can be told from others, such as a name.", "All other data are called other data, whatever they may say about anything else."}
	before, after := slices.Concat([]string{"# Start", "The first words of the policy stay.", heavy}, section), slices.Concat([]string{"# Start", "The first words of the policy stay."}, section, []string{heavy})
	for _, d := range []*Diff{compared(text(before...), text(after...)), compared(text(after...), text(before...))} {
		if w := d.Summary.Words; w.Added+w.Removed > 0 || w.Moved == 0 {
			t.Errorf("%+v\n%s", w, d.Text(false))
		}
	}
}
