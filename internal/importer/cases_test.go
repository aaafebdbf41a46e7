package importer

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the tests got into testdata")

// textCase is one txtar file: the input, the options in its comment ("lang: ru"), and what should come out.
type textCase struct {
	name, lang, input string
	archive           *txtar.Archive
}

func textCases(t testing.TB) []textCase { return readCases(t, "text") }

func readCases(t testing.TB, folder string) []textCase {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal("no cases: ", err)
	}
	var out []textCase
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c := textCase{name: name, lang: "en", archive: a}
		for l := range strings.SplitSeq(string(a.Comment), "\n") {
			if lang, ok := strings.CutPrefix(l, "lang: "); ok {
				c.lang = lang
			}
		}
		for _, f := range a.Files {
			if strings.HasPrefix(f.Name, "input") {
				c.input = string(f.Data)
			}
		}
		// What an editor would not show or keep stands in the files as an escape.
		c.input = strings.NewReplacer(`\f`, "\f", `\nbsp`, "\u00a0", `\shy`, "\u00ad", `\zwsp`, "\u200b", `\ls`, "\u2028", `\tab`, "\t").Replace(c.input)
		out = append(out, c)
	}
	return out
}

// describe writes a result as the files of a case.
func describe(r *Result) map[string]string {
	var said strings.Builder
	fmt.Fprintf(&said, "title: %s\n", r.Title)
	if !r.Date.IsZero() {
		fmt.Fprintf(&said, "date: %s %s: %s\n", r.Date, r.DateKind, r.DateText)
	}
	if !r.StatedPublished.IsZero() {
		fmt.Fprintf(&said, "published: %s\n", r.StatedPublished)
	}
	if r.Question != "" {
		fmt.Fprintf(&said, "question: %s\n", r.Question)
	}
	for _, f := range r.Findings {
		guess := ""
		if f.Guess {
			guess = " (guess)"
		}
		fmt.Fprintf(&said, "%d %s%s: %s\n", f.Line, f.Kind, guess, f.Text)
	}
	return map[string]string{"want.md": string(r.Body), "findings": said.String()}
}

// check holds a result against a case, or writes it there.
func (c textCase) check(t *testing.T, r *Result) {
	t.Helper()
	got := describe(r)
	if *update {
		files := c.archive.Files[:1]
		for _, name := range []string{"want.md", "findings"} {
			files = append(files, txtar.File{Name: name, Data: []byte(got[name])})
		}
		c.archive.Files = files
		if err := os.WriteFile(c.name, txtar.Format(c.archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, f := range c.archive.Files[1:] {
		if want := string(f.Data); got[f.Name] != want {
			t.Errorf("%s of %s\n--- got\n%s--- want\n%s", f.Name, c.name, got[f.Name], want)
		}
	}
	if len(c.archive.Files) != 3 {
		t.Errorf("%s has %d files, want the input, want.md and findings", c.name, len(c.archive.Files))
	}
}

func TestText(t *testing.T) {
	for _, c := range textCases(t) {
		t.Run(filepath.Base(c.name), func(t *testing.T) {
			r, err := Text([]byte(c.input), Options{Lang: c.lang})
			if err != nil {
				t.Fatal(err)
			}
			checkWords(t, c.input, r.Body)
			c.check(t, r)
		})
	}
}

func TestMarkdown(t *testing.T) {
	for _, c := range readCases(t, "markdown") {
		t.Run(filepath.Base(c.name), func(t *testing.T) {
			r, err := Markdown([]byte(c.input), Options{Lang: c.lang})
			if err != nil {
				t.Fatal(err)
			}
			c.check(t, r)
		})
	}
}

func TestHTML(t *testing.T) {
	for _, c := range readCases(t, "html") {
		t.Run(filepath.Base(c.name), func(t *testing.T) {
			r, err := HTML([]byte(c.input), Options{Lang: c.lang})
			if err != nil {
				t.Fatal(err)
			}
			checkPage(t, strings.ReplaceAll(c.input, `<a href="#fn`, ` <a href="#fn`), r.Body) // the number of a note is a word of its own
			c.check(t, r)
		})
	}
}
