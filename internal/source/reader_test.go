package source_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"candor/internal/source"
)

// counted is a file system that knows digests and remembers what was read.
type counted struct {
	fstest.MapFS
	mu   sync.Mutex
	read []string
}

func (c *counted) ReadFile(name string) ([]byte, error) {
	c.mu.Lock()
	c.read = append(c.read, name)
	c.mu.Unlock()
	return c.MapFS.ReadFile(name)
}

func (c *counted) Open(name string) (fs.File, error) { return c.MapFS.Open(name) }

func (c *counted) Sum(name string) (sum [sha256.Size]byte, ok bool) {
	f := c.MapFS[name]
	if f == nil {
		return sum, false
	}
	return sha256.Sum256(f.Data), true
}

func (c *counted) Names() any {
	return strings.Join(slices.Sorted(maps.Keys(c.MapFS)), "\n")
}

// said is all that a center is read as.
func said(t *testing.T, c *source.Center, faults any) string {
	t.Helper()
	out := fmt.Sprint(faults)
	for _, x := range c.Texts {
		out += fmt.Sprintf("\n%s %s %+v", x.Path, x.Hex(), x.Front)
	}
	for _, x := range c.Pages {
		out += fmt.Sprintf("\n%+v", *x)
	}
	for _, x := range c.Policies {
		out += fmt.Sprintf("\n%+v", *x)
	}
	for _, x := range c.Events {
		out += fmt.Sprintf("\n%s %s %s", x.Path, x.Kind, x.On)
	}
	for _, x := range c.Attachments {
		out += fmt.Sprintf("\n%+v", *x)
	}
	for _, x := range append(slices.Clone(c.Static), c.Unread...) {
		out += fmt.Sprintf("\n%+v", *x)
	}
	return out + string(c.Seals)
}

// TestReader: reading again gives what reading for the first time would, and opens only what differs.
func TestReader(t *testing.T) {
	one := "+++\ntitle = \"A\"\npublished = 2020-01-01\n+++\nwords\n"
	fsys := &counted{MapFS: fstest.MapFS{"config.toml": {Data: []byte(conf)}}}
	put := func(name, text string) func() {
		return func() { fsys.MapFS[name] = &fstest.MapFile{Data: []byte(text)} }
	}
	remove := func(name string) func() { return func() { delete(fsys.MapFS, name) } }
	var reader source.Reader
	for i, step := range []struct {
		change func()
		reads  []string
	}{
		{func() {
			put("content/p/2020-01-01/ru.md", one)()
			put("content/p/2020-01-01/a.csv", "1")()
			put("content/p/policy.toml", "order = 1\n")()
			put("content/p/events/2020-02-02-review.toml", "on = 2020-02-02\nkind = \"review\"\n")()
			put("content/q.ru.md", "+++\ntitle = \"Q\"\n+++\n")()
			put("content/archive.sum", "# seals\n")()
		}, []string{"content/archive.sum", "content/p/2020-01-01/a.csv", "content/p/2020-01-01/ru.md", "content/p/events/2020-02-02-review.toml", "content/p/policy.toml", "content/q.ru.md"}},
		{func() {}, nil},
		{put("content/p/2020-01-01/ru.md", one+"more\n"), []string{"content/p/2020-01-01/ru.md"}},
		{put("content/p/2020-01-01/ru.md", "no front matter"), []string{"content/p/2020-01-01/ru.md"}},
		{func() {}, nil}, // its fault is said again
		{put("content/p/2020-01-01/ru.md", one), []string{"content/p/2020-01-01/ru.md"}},
		{remove("content/p/2020-01-01/ru.md"), nil}, // what lay beside it is no attachment any more
		{put("content/p/2020-01-01/ru.md", one), []string{"content/p/2020-01-01/a.csv", "content/p/2020-01-01/ru.md"}},
		{put("content/archive.sum", "# others\n"), []string{"content/archive.sum"}},
	} {
		step.change()
		fsys.read = nil
		got, faults, err := reader.Read(context.Background(), fsys)
		if err != nil {
			t.Fatal(err)
		}
		reads := slices.DeleteFunc(fsys.read, func(name string) bool { return name == "config.toml" })
		slices.Sort(reads)
		if !slices.Equal(reads, step.reads) {
			t.Errorf("step %d reads %q, want %q", i, reads, step.reads)
		}
		fresh, freshFaults, err := source.Read(context.Background(), fsys.MapFS)
		if err != nil {
			t.Fatal(err)
		}
		faults.Sort()
		freshFaults.Sort()
		if a, b := said(t, got, faults), said(t, fresh, freshFaults); a != b {
			t.Errorf("step %d gives\n%s\nwant\n%s", i, a, b)
		}
	}
}

// vanishing is a file system of which some files can be listed and not be read.
type vanishing struct {
	fstest.MapFS
	faults map[string]error
}

func (v vanishing) ReadFile(name string) ([]byte, error) {
	if err := v.faults[name]; err != nil {
		return nil, &fs.PathError{Op: "statat", Path: name, Err: err}
	}
	return v.MapFS.ReadFile(name)
}

// TestReadVanished: a file that goes between listing and reading was never there; for one that stays, the reason is said without the system call.
func TestReadVanished(t *testing.T) {
	const text = "+++\ntitle = \"T\"\n+++\n"
	v := vanishing{fstest.MapFS{"config.toml": {Data: []byte(conf)}, "content/p/1/ru.md": {Data: []byte(text)}, "content/p/1/4913": {}, "content/p/1/a.csv": {}},
		map[string]error{"content/p/1/4913": fs.ErrNotExist, "content/p/1/a.csv": fs.ErrPermission}}
	c, list, err := source.Read(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0].Pos.File != "content/p/1/a.csv" || list[0].Message != "cannot be read: "+fs.ErrPermission.Error() {
		t.Errorf("diagnostics: %v", list)
	}
	if len(c.Texts) != 1 || len(c.Attachments) != 0 {
		t.Errorf("texts %v, attachments %v", c.Texts, c.Attachments)
	}
}
