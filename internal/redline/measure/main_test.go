package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const policy = `# Privacy

We keep your name for twelve months after the last trip. We keep the letters that you write to us until the matter of which they speak is settled with you.

## Sharing

We share your name with the carrier of the trip, see [the list](https://example.org/list), and with nobody else in the whole wide world.

## Cookies

There are no cookies on any of these pages, neither ours nor those of others, and there will be none as long as we run them.

## Letters

Write to us by letter or by mail.

* Letters go to the office.
* Mail goes to the clerk.
`

func TestRun(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"privacy/2024-01-01/en.md":        policy,
		"privacy/2025-01-01/en.md":        strings.Replace(policy, "twelve months", "twenty months", 1),
		"terms/2024-01-01-10.en.md":       "All terms stand on this page, and *fifteen* of them are short.",
		"terms/2024-01-01-2.en.md":        "All terms stand on this page, and seven of them are short.",
		"terms/2024-01-01.en.md":          "---\ntitle: Terms\n---\nAll terms stand on this page, and eleven of them are short.",
		"terms/notes.txt":                 "no text",
		"privacy/2024-01-01/kk.orphan.md": "Alone.",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var out bytes.Buffer
	ok, err := run(files, &out)
	if err != nil || !ok {
		t.Fatalf("%v, %v\n%s", ok, err, &out)
	}
	for _, want := range []string{"3 pairs\n", "R1 ", "3 of 3", "a section that moved", "1 of 1"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("lacks %q:\n%s", want, &out)
		}
	}
	if _, err := run(fstest.MapFS{}, &out); err == nil {
		t.Error("a folder without texts is measured")
	}
}

func TestSeries(t *testing.T) {
	files := fstest.MapFS{"a/2024-01-01-10.en.md": {}, "a/2024-01-01-2.en.md": {}, "a/2024-01-01.en.md": {}, "a/2024-01-01.ru.md": {}}
	texts, err := series(files)
	if err != nil || len(texts) != 2 {
		t.Fatalf("%v, %v", texts, err)
	}
	var order []string
	for _, v := range texts[0] {
		order = append(order, v.path)
	}
	if got, want := strings.Join(order, " "), "a/2024-01-01.en.md a/2024-01-01-2.en.md a/2024-01-01-10.en.md"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A measure over its threshold is named, and the report says no.
func TestReportMissed(t *testing.T) {
	m := &measures{pairs: 1, rebuilt: 0, stable: 1, mirrored: 1, pages: 1, took: []time.Duration{1}, alloc: []uint64{1}}
	var out bytes.Buffer
	if m.report(&out) || strings.Count(out.String(), "MISSED") != 1 || !strings.Contains(out.String(), "MISSED  R1 ") {
		t.Errorf("%s", &out)
	}
}
