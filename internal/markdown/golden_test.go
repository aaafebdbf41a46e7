package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden reads in.md of each archive under testdata and compares its page with want.html, its diagnostics with diagnostics. The
// archive's comment is prose; a line "options: lang=ru raw title=Words" says how the text is read.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	o := goldenOptions(t, string(archive.Comment))
	got := map[string]string{}
	for _, f := range archive.Files {
		if f.Name == "in.md" {
			doc, diags := Parse(f.Data, o)
			got["want.html"] = string(doc.HTML())
			for _, d := range diags {
				got["diagnostics"] += d.Error() + "\n"
			}
		}
	}
	if *update {
		archive.Files = archive.Files[:1]
		for _, name := range []string{"want.html", "diagnostics"} {
			if got[name] != "" {
				archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
			}
		}
		if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := map[string]string{}
	for _, f := range archive.Files[1:] {
		want[f.Name] = string(f.Data)
	}
	for _, name := range []string{"want.html", "diagnostics"} {
		if got[name] != want[name] {
			t.Errorf("%s: %s", file, firstDifference(name, got[name], want[name]))
		}
	}
}

func goldenOptions(t *testing.T, comment string) Options {
	t.Helper()
	o := Options{File: "in.md", Line: 1, Lang: "en"}
	_, line, ok := strings.Cut(comment, "options: ")
	if !ok {
		return o
	}
	line, _, _ = strings.Cut(line, "\n")
	line, o.Title, _ = strings.Cut(line, "title=")
	for _, f := range strings.Fields(line) {
		switch key, value, _ := strings.Cut(f, "="); key {
		case "lang":
			o.Lang = value
		case "raw":
			o.RawHTML = true
		case "prefix":
			o.Prefix = value
		case "labels":
			o.Labels = Labels{Table: "Table", Footnote: "Footnote", BackToText: "Back to the text of footnote", Notes: "Footnotes",
				Clause: "Link to this clause"}
		default:
			t.Fatalf("unknown option %q", f)
		}
	}
	return o
}

func firstDifference(name, got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			return fmt.Sprintf("%s, line %d\ngot  %q\nwant %q", name, i+1, lineOf(g, i), lineOf(w, i))
		}
	}
	return "equal"
}

func lineOf(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(no line)"
}
