package redline

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/markdown"
)

// seen is what a person saw changed in a pair.
type seen struct {
	ID       string
	Lang     [2]string
	Old, New string
	Label    string
}

func loadPairs(t *testing.T) []seen {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared(t), "pairs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var ps []seen
	if err := json.Unmarshal(data, &ps); err != nil {
		t.Fatal(err)
	}
	return ps
}

func readDoc(t *testing.T, name, lang string) *markdown.Document {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(shared(t), name))
	if err != nil {
		t.Fatal(err)
	}
	doc, diags := markdown.Parse(withoutFront(body), markdown.Options{File: name, Line: 1, Lang: lang})
	if doc == nil {
		t.Fatal(diags)
	}
	return doc
}

// withoutFront cuts off front matter between lines of three hyphens.
func withoutFront(body []byte) []byte {
	if rest, ok := strings.CutPrefix(string(body), "---\n"); ok {
		if _, text, ok := strings.Cut(rest, "\n---\n"); ok {
			return []byte(text)
		}
	}
	return body
}

// said is what a comparison says of a pair: words added, removed and moved, sections, links, and the blocks that differ.
func said(d *Diff) string {
	if d.Equal() {
		return "equal"
	}
	var out []string
	add := func(n int, what string) {
		if n > 0 {
			out = append(out, fmt.Sprint(n, " ", what))
		}
	}
	s := d.Summary
	if s.Rewritten {
		out = append(out, "rewritten")
	}
	add(s.Words.Added, "words added")
	add(s.Words.Removed, "words removed")
	add(s.Words.Moved, "words moved")
	add(s.Sections.Added, "sections added")
	add(s.Sections.Removed, "sections removed")
	add(s.Sections.Changed, "sections changed")
	add(s.Sections.Moved, "sections moved")
	add(s.Sections.Renamed, "sections renamed")
	add(s.Sections.Renumbered, "sections renumbered")
	add(s.LinksChanged, "links")
	add(s.FormChanged, "forms")
	add(s.TypographyChanged, "typography")
	ops := map[string]int{}
	for _, b := range d.Blocks {
		ops[b.Op]++
	}
	for _, op := range []string{"changed", "added", "removed", "moved_from"} {
		add(ops[op], op)
	}
	return strings.Join(out, ", ")
}

// What a person saw changed is what the comparison says, pair by pair.
func TestPairs(t *testing.T) {
	want := map[string]string{
		"dev-01": "3 words added, 3 words removed, 1 sections changed, 1 changed",
		"dev-02": "3 words added, 3 words removed, 1 sections changed, 1 changed",
		"dev-03": "1 words added, 1 sections changed, 1 added",
		"dev-04": "4 words added, 4 words removed, 2 sections changed, 1 changed, 1 added, 1 removed",
		"dev-05": "5 words added, 1 sections changed, 1 added",
		"dev-06": "1 sections changed, 1 links, 1 changed",
		"dev-07": "1 words added, 1 words removed, 1 sections changed, 1 changed",
		"dev-08": "equal",
		"dev-09": "1 words added, 1 words removed, 1 sections changed, 1 changed",
		"dev-10": "2 words added, 3 words removed, 1 sections changed, 1 changed",
		"dev-11": "1 words added, 1 words removed, 1 sections renamed, 1 changed",
		"dev-12": "equal",
		"dev-13": "37 words added, 1 sections changed, 1 added",
		"dev-14": "134 words added, 1 sections changed, 2 added",
		"dev-15": "1 words added, 1 words removed, 1 sections changed, 1 changed",
		"dev-16": "rewritten, 1546 words added, 821 words removed, 8 sections added, 8 sections removed, 30 added, 29 removed",
		"dev-17": "72 words added, 163 words removed, 1 sections removed, 3 sections changed, 2 changed, 1 added, 4 removed",
		"dev-18": "rewritten, 194 words added, 650 words removed, 3 sections changed, 1 changed, 10 added, 17 removed",
		"dev-19": "rewritten, 62 words added, 968 words removed, 2 sections added, 8 sections removed, 1 sections changed, 1 sections renamed, 2 forms, 2 changed, 6 added, 33 removed",
		"dev-20": "1 sections changed, 1 links, 1 changed",
		"dev-21": "1 sections changed, 4 links, 4 changed",
		"dev-22": "2 sections changed, 2 links, 2 changed",
		"dev-23": "equal",
		"dev-24": "equal",
		"dev-25": "48 words added, 16 words removed, 2 sections changed, 1 sections renamed, 1 forms, 3 changed",
		"dev-26": "24 words added, 3 words removed, 2 sections changed, 1 sections renamed, 3 changed",
		"dev-27": "4 words removed, 1 sections changed, 1 removed",
		"dev-28": "5 words added, 4 words moved, 1 sections changed, 1 added, 1 moved_from",
		"dev-29": "15 words added, 11 words removed, 71 words moved, 6 sections changed, 1 sections moved, 7 changed, 2 moved_from",
		"dev-30": "79 words added, 1 sections changed, 7 added",
	}
	for _, p := range loadPairs(t) {
		t.Run(p.ID, func(t *testing.T) {
			a, b := readDoc(t, p.Old, p.Lang[0]), readDoc(t, p.New, p.Lang[1])
			d := compared(a, b)
			if got := said(d); got != want[p.ID] {
				t.Errorf("%s\n got %s\nwant %s", p.Label, got, want[p.ID])
			}
			rebuilds(t, p.ID, a, b, d)
		})
	}
}
