package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/internal/markdown"
)

// text builds a document from lines; "# 1. Name" is a heading of level 1 with the number "1.".
func text(lines ...string) *markdown.Document {
	d := &markdown.Document{}
	for i, l := range lines {
		b := markdown.Block{ID: fmt.Sprint("b", i), Section: len(d.Outline) - 1}
		if t := strings.TrimLeft(l, "#"); t != l {
			b.Kind, b.Level = markdown.Heading, len(l)-len(t)
			t = strings.TrimSpace(t)
			e := markdown.Entry{ID: b.ID, Level: b.Level, Text: t}
			if f := strings.Fields(t); len(f) > 0 && f[0][0] >= '0' && f[0][0] <= '9' {
				e.Number, b.Number = f[0], f[0]
			}
			d.Outline, l = append(d.Outline, e), t
		}
		b.Spans = []markdown.Span{{Text: l, Offset: -1}}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

func TestCompareSections(t *testing.T) {
	one := []string{"# 1. Collecting", "We collect the name and the address that you type.", "Nothing else is collected by us."}
	two := []string{"# 2. Sharing", "We share these data with our carrier and with nobody else in the world.", "## 2.1 Abroad", "No data leave the country in which you live."}
	three := []string{"# 3. Contact", "Write to us at any time about your data."}
	all := slices.Concat(one, two, three)
	swap := func(l []string, from, to string) []string {
		out := slices.Clone(l)
		for i := range out {
			out[i] = strings.Replace(out[i], from, to, 1)
		}
		return out
	}
	for _, c := range []struct {
		name string
		now  []string
		want string
	}{
		{"same", all, ""},
		{"changed", swap(all, "carrier", "bank"), "2. Sharing>2. Sharing changed"},
		{"subsection changed", swap(all, "country", "city"), "2.1 Abroad>2.1 Abroad changed"},
		{"added", slices.Concat(one, two, []string{"# Cookies", "There are none on any of these pages."}, three), ">Cookies added"},
		{"removed", slices.Concat(one, two), "3. Contact> removed"},
		{"renamed", swap(all, "Contact", "Letters"), "3. Contact>3. Letters renamed"},
		{"renumbered", swap(all, "3.", "4."), "3. Contact>4. Contact renumbered"},
		{"case", swap(all, "Contact", "CONTACT"), "3. Contact>3. CONTACT changed"},
		{"moved with its subsection", slices.Concat(two, one, three), "1. Collecting>1. Collecting moved"},
		{"moved and renumbered", slices.Concat(swap(three, "3.", "0."), one, two), "3. Contact>0. Contact moved,renumbered"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := compared(text(all...), text(c.now...))
			var got []string
			for _, s := range d.Sections {
				got = append(got, s.From+">"+s.To+" "+strings.Join(s.Change, ","))
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

// A heading that nobody can tell from the old one is none that changed; one that stands on the page as its title is one that did.
func TestCompareHeadingsUnseen(t *testing.T) {
	for _, now := range []string{"# Caf\u00e9 rules ", "# Cafe\u0301\u00a0rules", "# Caf\u00e9 \u200b rules"} {
		if d := compared(text("# Café rules", "Text."), text(now, "Text.")); !d.Equal() || len(d.Sections) > 0 {
			t.Errorf("%q: %+v", now, d.Summary)
		}
	}
	titled := func(title string) *markdown.Document {
		d := text("# "+title, "Text.")
		d.Outline[0].Hidden, d.Blocks = true, d.Blocks[1:]
		return d
	}
	if d := compared(titled("Rules"), titled("Terms")); d.Equal() || d.Summary.Sections.Renamed != 1 {
		t.Errorf("%+v", d.Summary)
	}
}
