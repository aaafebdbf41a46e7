// Command measure compares the consecutive versions of every text in a folder, and changes of the texts whose answer is known, and holds
// what it measures to the thresholds of docs/redline.md. It ends with 1 where one is missed.
//
//	go run ./internal/redline/measure FOLDER
//
// A text's versions are DATE.LANG.md in one folder, or VERSION/LANG.md in neighbouring ones.
package main

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor/internal/markdown"
	"candor/internal/redline"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: measure FOLDER")
		os.Exit(2)
	}
	ok, err := run(os.DirFS(os.Args[1]), os.Stdout)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(2)
	case !ok:
		os.Exit(1)
	}
}

func run(fsys fs.FS, w io.Writer) (bool, error) {
	texts, err := series(fsys)
	if err != nil {
		return false, err
	}
	m := &measures{}
	for _, versions := range texts {
		if err := m.series(fsys, versions); err != nil {
			return false, err
		}
	}
	if m.pairs == 0 {
		return false, fmt.Errorf("no two versions of a text")
	}
	return m.report(w), nil
}

// version is one version of a text.
type version struct {
	path, lang string
	stem       []string // what its name is sorted by
}

// series finds the texts of a folder, the versions of each in their order.
func series(fsys fs.FS) ([][]version, error) {
	of := map[string][]version{}
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(p) != ".md" {
			return err
		}
		dir, name := path.Split(strings.TrimSuffix(p, ".md"))
		stem, lang, dated := strings.Cut(name, ".")
		key := dir + "\t" + lang
		if !dated {
			stem, lang = path.Base(path.Clean(dir)), name
			key = path.Dir(path.Clean(dir)) + "\t" + lang
		}
		of[key] = append(of[key], version{p, lang, strings.Split(stem, "-")})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the texts: %w", err)
	}
	var out [][]version
	for _, versions := range of {
		slices.SortFunc(versions, func(a, b version) int { return slices.CompareFunc(a.stem, b.stem, byNumber) })
		out = append(out, versions)
	}
	slices.SortFunc(out, func(a, b []version) int { return cmp.Compare(a[0].path, b[0].path) })
	return out, nil
}

// byNumber compares the parts of two dates.
func byNumber(a, b string) int {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	if errX != nil || errY != nil {
		return cmp.Compare(a, b)
	}
	return cmp.Compare(x, y)
}

func (m *measures) series(fsys fs.FS, versions []version) error {
	var before *redline.Text
	for i, v := range versions {
		body, err := fs.ReadFile(fsys, v.path)
		if err != nil {
			return fmt.Errorf("read a text: %w", err)
		}
		body = withoutFront(body)
		doc := parse(string(body), v)
		if doc == nil {
			continue // a text that cannot be read
		}
		now := m.prepare(doc)
		if before != nil {
			m.pair(before, now, doc)
		}
		if i == len(versions)-1 {
			m.changes(string(body), v)
		}
		before = now
	}
	return nil
}

func parse(body string, v version) *markdown.Document {
	doc, _ := markdown.Parse([]byte(body), markdown.Options{File: v.path, Line: 1, Lang: v.lang})
	return doc
}

// withoutFront cuts off front matter between lines of hyphens or plus signs.
func withoutFront(body []byte) []byte {
	text := strings.TrimPrefix(string(body), "\ufeff")
	for _, fence := range []string{"---\n", "+++\n"} {
		if rest, ok := strings.CutPrefix(text, fence); ok {
			if _, after, ok := strings.Cut(rest, "\n"+fence); ok {
				return []byte(after)
			}
		}
	}
	return body
}

// measures gathers what the comparisons of a folder come to.
type measures struct {
	pairs, rebuilt, stable, mirrored, pages int
	ratios                                  []float64
	changed, optimum, far                   int
	runs, partly, inPartly, inWord          int
	short, all                              [2]int // Latin and other alphabets; Chinese and Japanese
	took                                    []time.Duration
	alloc                                   []uint64
	ready                                   [2]cost           // of the two texts that were prepared last
	known                                   map[string]*score // changes with a known answer, by kind
}

type score struct{ right, of int }

// cost is time and memory.
type cost struct {
	time  time.Duration
	bytes uint64
}

func measured(f func()) cost {
	var was, is runtime.MemStats
	runtime.ReadMemStats(&was)
	start := time.Now()
	f()
	took := time.Since(start)
	runtime.ReadMemStats(&is)
	return cost{took, is.TotalAlloc - was.TotalAlloc}
}

// prepare makes a text ready and notes what that costs: a pair's cost is that of its comparison and of both its texts.
func (m *measures) prepare(doc *markdown.Document) (t *redline.Text) {
	m.ready[0] = m.ready[1]
	m.ready[1] = measured(func() { t = redline.Prepare(doc) })
	return t
}

// pair measures the comparison of the two texts that were prepared last; doc is the newer one.
func (m *measures) pair(before, now *redline.Text, doc *markdown.Document) {
	var d *redline.Diff
	c := measured(func() { d = redline.Compare(before, now) })
	m.took = append(m.took, c.time+m.ready[0].time+m.ready[1].time)
	m.alloc = append(m.alloc, c.bytes+m.ready[0].bytes+m.ready[1].bytes)
	m.pairs++
	s := redline.Sampled(d)
	m.rebuilt += one(s.Rebuilds)
	m.pages += one(whole(d, doc))
	m.stable += one(same(d, redline.Compare(before, now)))
	back := redline.Compare(now, before).Summary.Words
	w := d.Summary.Words
	m.mirrored += one(near(w.Added, back.Removed) && near(w.Removed, back.Added))
	if s.Optimum > 0 {
		m.ratios = append(m.ratios, float64(s.Changed)/float64(s.Optimum))
	}
	m.far += one(2*s.Changed > 3*s.Optimum && s.Changed > s.Optimum+30)
	m.changed, m.optimum = m.changed+s.Changed, m.optimum+s.Optimum
	m.runs, m.partly, m.inPartly, m.inWord = m.runs+s.Runs, m.partly+s.Partly, m.inPartly+s.InPartly, m.inWord+s.InWord
	m.short[one(s.Han)] += s.Short
	m.all[one(s.Han)] += s.Runs
}

func one(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// near allows for two words, and for 2 % of more.
func near(a, b int) bool { return max(a-b, b-a) <= max(2, max(a, b)/50) }

func same(a, b *redline.Diff) bool {
	x, errX := a.JSON(redline.Options{})
	y, errY := b.JSON(redline.Options{})
	return errX == nil && errY == nil && string(x) == string(y) && string(a.HTML(&redline.Words{})) == string(b.HTML(&redline.Words{}))
}
