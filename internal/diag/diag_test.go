package diag_test

import (
	"testing"

	"candor/internal/diag"
)

func TestDiagnosticError(t *testing.T) {
	d := diag.Diagnostic{Pos: diag.Pos{File: "content/a/ru.md", Line: 4, Col: 1}, Rule: "front-matter", Message: `unknown key "efective"`}
	if got, want := d.Error(), `content/a/ru.md:4:1: error: unknown key "efective" [front-matter]`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"title", "published", "effective", "changes"}
	for word, want := range map[string]string{"efective": "effective", "tilte": "title", "Changes": "changes", "zzz": ""} {
		if got := diag.Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	l := diag.NewLines("a.md", []byte("ab\nc\n\nd"), 10)
	for offset, want := range map[int]string{0: "a.md:10:1", 1: "a.md:10:2", 3: "a.md:11:1", 5: "a.md:12:1", 6: "a.md:13:1", 7: "a.md:13:2"} {
		if got := l.Pos(offset).String(); got != want {
			t.Errorf("Pos(%d) = %s, want %s", offset, got, want)
		}
	}
}

func TestListSort(t *testing.T) {
	var l diag.List
	at := func(file string, line int) diag.Pos { return diag.Pos{File: file, Line: line, Col: 1} }
	l.Warnf(at("b", 1), "r", "w")
	l.Errorf(at("a", 10), "r", "e")
	l.Errorf(at("a", 9), "r", "e")
	l.Errorf(at("a", 9), "r", "e")
	l.Sort()
	if len(l) != 3 || l[0].Pos.Line != 9 || l[2].Pos.File != "b" || !l.Failed() || l.Count(diag.Warning) != 1 {
		t.Errorf("sorted list = %v", l)
	}
}
