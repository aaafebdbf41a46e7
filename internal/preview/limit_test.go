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
				Build: func(context.Context, fs.FS, View) (*Site, diag.List, error) { return &Site{Base: "/"}, nil, nil }})
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
