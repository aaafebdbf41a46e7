package preview

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"candor/internal/diag"
)

// TestWatchLimit: a preview whose watches the system refuses, at the start or at some folder, says so once and looks at the files instead.
func TestWatchLimit(t *testing.T) {
	limited := func(granted int) func(string, func(string) bool) (*watcher, error) {
		return func(dir string, keep func(string) bool) (*watcher, error) {
			w, err := watch(dir, keep)
			if err != nil {
				return nil, err
			}
			w.add = func(folder string) error {
				if granted--; granted < 0 {
					return os.NewSyscallError("inotify_add_watch", syscall.ENOSPC)
				}
				return w.notify.Add(folder)
			}
			return w, nil
		}
	}
	for _, c := range []struct {
		name, says string
		watch      func(string, func(string) bool) (*watcher, error)
	}{
		{"no instance", "the system's limit of watches is reached", func(string, func(string) bool) (*watcher, error) {
			return nil, os.NewSyscallError("inotify_init1", syscall.EMFILE)
		}},
		{"no folder", "the system's limit of watches is reached", limited(0)},
		{"some folders", "the system's limit of watches is reached", limited(2)},
		{"none at all", "not made for this system: looking at the files every 1s instead", func(string, func(string) bool) (*watcher, error) {
			return nil, errors.New("not made for this system")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			at := filepath.Join(dir, "content", "a", "b", "c.md")
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			reports := make(chan Report, 100)
			s := New(Options{Dir: dir, Roots: []string{"content"}, Report: func(r Report) { reports <- r },
				Build: func(context.Context, fs.FS, View) (*Site, diag.List, error) {
					return &Site{Base: "/", File: func(string) *File { return nil }}, nil, nil
				}})
			l := newLoop(s)
			l.watch = c.watch
			ctx, stop := context.WithCancel(context.Background())
			ended := make(chan error)
			go func() { ended <- l.run(ctx) }()
			if r := <-reports; !r.First || !strings.Contains(r.Note, c.says) {
				t.Errorf("it says %q", r.Note)
			}
			if err := os.WriteFile(at, []byte("words"), 0o644); err != nil {
				t.Fatal(err)
			}
			select {
			case r := <-reports:
				if strings.Join(r.Changed, " ") != "content/a/b/c.md" || r.Note != "" {
					t.Errorf("a change is reported as %q, %q", r.Changed, r.Note)
				}
			case <-time.After(20 * time.Second):
				t.Error("a change is not seen")
			}
			stop()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}

// TestHurry: a look at everything that is given up changes nothing and loses nothing.
func TestHurry(t *testing.T) {
	dir := t.TempDir()
	put := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("one")
	l := &loop{s: New(Options{Dir: dir}), watcher: &watcher{dirty: map[string]bool{}}, scan: scanner{dir: dir, roots: []string{"config.toml"}, ignore: func(string) bool { return false }}}
	tree, _, err := l.scan.scan(emptyTree(), nil)
	if err != nil {
		t.Fatal(err)
	}
	l.s.tree = tree
	put("other")
	l.watcher.dirty["config.toml"] = true // an event waits
	l.whole = time.Now()
	if got, changed, err := l.read(nil); !errors.Is(err, errHurry) || len(changed) > 0 || got != nil {
		t.Errorf("a look at everything while an event waits gives %v, %v", changed, err)
	}
	l.whole = time.Now().Add(-time.Minute)
	l.watcher.over, l.watcher.add = map[string]fs.FileInfo{}, func(string) error { return nil }
	if tree, changed, err := l.read(nil); err != nil || len(changed) != 1 || tree.line("config.toml", 1) != "other" {
		t.Errorf("one that is overdue gives %v, %v", changed, err)
	}
}

// TestEntryVanished: a file that goes after its folder was listed is not in the tree, as one is by which an editor tries or saves; a link that
// leads nowhere stays, to be refused by name.
func TestEntryVanished(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	sc := scanner{dir: dir, root: root, old: emptyTree(), tree: emptyTree(), forced: map[string]bool{}}
	file, link := filepath.Join(dir, "4913"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(file, nil, 0o644), os.Symlink("nothing", link)); err != nil {
		t.Fatal(err)
	}
	listed, err := os.Lstat(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := sc.entry("4913", fs.FileInfoToDirEntry(listed), nil, true); n == nil || n.err != nil {
		t.Errorf("a file that is there is %+v", n)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if n := sc.entry("4913", fs.FileInfoToDirEntry(listed), nil, true); n != nil {
		t.Errorf("a file that is gone is %+v", n)
	}
	if listed, err = os.Lstat(link); err != nil {
		t.Fatal(err)
	}
	if n := sc.entry("link", fs.FileInfoToDirEntry(listed), nil, true); n == nil || n.err == nil {
		t.Errorf("a link that leads nowhere is %+v", n)
	}
}

// TestFolderThatGoes takes a folder away after the one above it was listed, and holds that the tree has no trace of it.
func TestFolderThatGoes(t *testing.T) {
	dir := t.TempDir()
	lay := func(name string) {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	lay("content/p/1/en.md")
	lay("content/q/1/en.md")
	sc := &scanner{dir: dir, roots: []string{"content"}, ignore: func(string) bool { return false }}
	before, _, err := sc.scan(emptyTree(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"content/q/1", "content/q", "content/p"} {
		at := map[string]int{"content/p": 3, "content/q": 5, "content/q/1": 6}[gone] // of the looks: ".", content, p, p/1, q, q/1
		looks := 0
		sc.hurry = func() bool {
			if looks++; looks == at {
				if err := os.RemoveAll(filepath.Join(dir, gone)); err != nil {
					t.Fatal(err)
				}
			}
			return false
		}
		tree, _, err := sc.scan(before, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = fs.WalkDir(tree, ".", func(name string, _ fs.DirEntry, err error) error {
			if err != nil {
				t.Errorf("without %s: %s: %v", gone, name, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		lay("content/p/1/en.md")
		lay("content/q/1/en.md")
	}
}
