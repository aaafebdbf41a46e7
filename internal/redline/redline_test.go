package redline

import (
	"fmt"
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
	if got, want := d.Text(false), "We keep data for[- 12-]{+ 24+} months.\n\n"; got != want {
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
