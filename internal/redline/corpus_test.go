package redline

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/internal/markdown"
)

// shared returns the folder of real texts beside the repository; the test is skipped without it.
func shared(t *testing.T) string {
	dir := os.Getenv("CANDOR_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	dir = filepath.Join(dir, "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus")
	}
	return dir
}

type entry struct {
	Seq                     int
	Service, Document, Lang string
	Path                    string
}

// rough splits a text at blank lines; it is independent of package markdown, so that a fault there cannot hide one here.
func rough(body []byte) *markdown.Document {
	d := &markdown.Document{}
	for i, p := range strings.Split(strings.ReplaceAll(string(body), "\r\n", "\n"), "\n\n") {
		b := markdown.Block{ID: fmt.Sprint(i), Section: len(d.Outline) - 1}
		if t := strings.TrimLeft(p, "#"); t != p && !strings.Contains(t, "\n") && strings.TrimSpace(t) != "" { // as in a parsed text, where a heading has words
			b.Kind, b.Level, p = markdown.Heading, len(p)-len(t), t
			d.Outline = append(d.Outline, markdown.Entry{ID: b.ID, Level: b.Level, Text: strings.TrimSpace(t)})
		}
		b.Spans = []markdown.Span{{Text: p}}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

// rebuilds checks the law of the data form: both texts are in it, word for word.
func rebuilds(t *testing.T, name string, a, b *markdown.Document, d *Diff) {
	t.Helper()
	if got, want := Plain(side(d, "added moved_to", "insert")), PlainText(a); got != want {
		t.Errorf("%s: the old text is not rebuilt: %s", name, firstDifference(got, want))
	}
	if got, want := Plain(side(d, "removed moved_from", "delete")), PlainText(b); got != want {
		t.Errorf("%s: the new text is not rebuilt: %s", name, firstDifference(got, want))
	}
	if !d.rebuilt() {
		t.Errorf("%s: the data form alone does not rebuild both texts", name)
	}
}

func firstDifference(got, want string) string {
	k := 0
	for k < len(got) && k < len(want) && got[k] == want[k] {
		k++
	}
	return fmt.Sprintf("at %d: got %q, want %q", k, got[max(0, k-20):min(len(got), k+40)], want[max(0, k-20):min(len(want), k+40)])
}

func TestCorpusRebuilds(t *testing.T) {
	dir := shared(t)
	pairs, equal := 0, 0
	var took []time.Duration
	for _, set := range []string{"dev-mozilla", "dev-basecamp", "dev-ota"} {
		data, err := os.ReadFile(filepath.Join(dir, set, "index.json"))
		if err != nil {
			t.Fatal(err)
		}
		var index []entry
		if err := json.Unmarshal(data, &index); err != nil {
			t.Fatal(err)
		}
		last, lastParsed := map[string]*markdown.Document{}, map[string]*markdown.Document{}
		for i, e := range index {
			key := e.Service + "/" + e.Document + "/" + e.Lang
			if testing.Short() && len(key)%8 != 0 {
				continue
			}
			body, err := os.ReadFile(filepath.Join(dir, e.Path))
			if err != nil {
				t.Fatal(i, err)
			}
			now := rough(body)
			if before := last[key]; before != nil {
				start := time.Now()
				d := compared(before, now)
				took = append(took, time.Since(start))
				rebuilds(t, e.Path, before, now, d)
				if pairs++; d.Equal() {
					equal++
				}
				if again := compared(now, now); !again.Equal() {
					t.Errorf("%s: differs from itself: %+v", e.Path, again.Summary)
				}
			}
			last[key] = now
			if parsed, _ := markdown.Parse(withoutFront(body), markdown.Options{File: e.Path, Line: 1, Lang: e.Lang}); parsed != nil {
				if before := lastParsed[key]; before != nil {
					d := compared(before, parsed)
					rebuilds(t, e.Path+" parsed", before, parsed, d)
					wellFormed(t, string(d.HTML(&Words{})))
					if read := d.Text(false); (read == "") != d.Equal() || (d.Markdown() == "") != d.Equal() {
						t.Errorf("%s: equal is %v, the text to read %q", e.Path, d.Equal(), read)
					}
				}
				lastParsed[key] = parsed
			}
		}
	}
	t.Logf("%d pairs, %d equal, %s", pairs, equal, spread(took))
}

func spread(took []time.Duration) string {
	slices.Sort(took)
	if len(took) == 0 {
		return "no times"
	}
	return fmt.Sprintf("p50 %v, p99 %v, worst %v", took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
}

func FuzzCompare(f *testing.F) {
	f.Add("# 1. Data\n\nWe keep it for 12 months.\n\nEnd.", "# 2. Data\n\nWe keep it — for 24 months.")
	f.Add("a b c\n\nd e f", "d e f\n\na b c")
	f.Add("“one” cafe\u0301 www.a.b", "\"one\" café www.a.c")
	f.Add("我们保留您的数据。\n\nするしないです", "我们不保留数据。\n\nしますです 2020年1月2日")
	f.Fuzz(func(t *testing.T, x, y string) {
		x, y = strings.ToValidUTF8(x, "?"), strings.ToValidUTF8(y, "?") // as every text that is read
		a, b := rough([]byte(x)), rough([]byte(y))
		d := compared(a, b)
		rebuilds(t, "fuzz", a, b, d)
		if d.Equal() && PlainText(a) != PlainText(b) {
			t.Error("different texts are equal")
		}
		if !compared(a, a).Equal() {
			t.Error("a text differs from itself")
		}
		page := string(d.HTML(&Words{}))
		wellFormed(t, page)
		anchored(t, page+string(d.Contents(&Words{})))
		d.Markdown()
		if read := d.Text(false); (read == "") != d.Equal() {
			t.Errorf("equal is %v, the text to read %q", d.Equal(), read)
		}
		if s := d.Summary; d.Equal() != (s == Summary{Equal: true}) {
			t.Errorf("the counts do not say whether the texts differ: %+v", s)
		}
	})
}
