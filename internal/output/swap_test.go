package output

// These tests are inside the package because they lay out what a build killed at one certain instant leaves behind, and
// because renameTwice is not what this system uses.

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type tree = map[string]string

// lay writes files below dir; those of a candor site get a manifest.
func lay(t *testing.T, dir string, files tree, ours bool) {
	t.Helper()
	m := sums{}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
		m[name] = [32]byte{}
	}
	if ours {
		if err := os.WriteFile(filepath.Join(dir, manifestName), m.format(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func files(t *testing.T, dir string) tree {
	t.Helper()
	found := tree{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == manifestName {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		found[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestOpenClears(t *testing.T) {
	good := tree{"index.html": "good", "a/b": "x"}
	tests := []struct {
		name string
		lay  func(t *testing.T, parent string)
		want tree // below parent, after Open and Abort
	}{
		{"half staged", func(t *testing.T, p string) {
			lay(t, p+"/public", good, true)
			lay(t, p+"/.public.candor-new-123", tree{"index.html": "ha"}, false)
		}, tree{"public/index.html": "good", "public/a/b": "x"}},
		{"staged whole", func(t *testing.T, p string) {
			lay(t, p+"/public", good, true)
			lay(t, p+"/.public.candor-new-123", tree{"index.html": "new"}, true)
		}, tree{"public/index.html": "good", "public/a/b": "x"}},
		{"old half removed", func(t *testing.T, p string) {
			lay(t, p+"/public", good, true)
			lay(t, p+"/.public.candor-new-123", tree{"index.html": "old", "gone": ""}, true)
			os.Remove(p + "/.public.candor-new-123/gone")
		}, tree{"public/index.html": "good", "public/a/b": "x"}},
		{"between two renames", func(t *testing.T, p string) {
			lay(t, p+"/.public.candor-old-123", good, true)
			lay(t, p+"/.public.candor-new-123", tree{"index.html": "new"}, true)
		}, tree{"public/index.html": "good", "public/a/b": "x"}},
		{"after the second rename", func(t *testing.T, p string) {
			lay(t, p+"/public", good, true)
			lay(t, p+"/.public.candor-old-123", tree{"index.html": "old"}, true)
		}, tree{"public/index.html": "good", "public/a/b": "x"}},
		{"in place", func(t *testing.T, p string) {
			lay(t, p+"/public", good, true)
			lay(t, p+"/public/.candor-new-123", tree{"index.html": "new"}, true)
			lay(t, p+"/public", tree{".candor-lock": ""}, false)
		}, nil},
		{"a dead lock", func(t *testing.T, p string) { lay(t, p, tree{".public.candor-lock": ""}, false) }, tree{}},
		{"others' names", func(t *testing.T, p string) {
			lay(t, p, tree{
				".public.candor-new-": "", ".public.candor-new-12": "a file", ".public.candor-new-x/f": "", ".public.candor-new-1x/f": "",
				".public2.candor-new-1/f": "", "public.candor-new-1/f": "", ".public.candor-new-1.bak/f": "",
			}, false)
		}, tree{
			".public.candor-new-": "", ".public.candor-new-12": "a file", ".public.candor-new-x/f": "", ".public.candor-new-1x/f": "",
			".public2.candor-new-1/f": "", "public.candor-new-1/f": "", ".public.candor-new-1.bak/f": "",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			parent := t.TempDir()
			test.lay(t, parent)
			s, err := Open(filepath.Join(parent, "public"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(s.cleanup, s.Abort()); err != nil {
				t.Error(err)
			}
			if got := files(t, parent); test.want != nil && !maps.Equal(got, test.want) {
				t.Errorf("left is\n%q\nwant\n%q", got, test.want)
			}
			s, err = Open(filepath.Join(parent, "public"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Commit(context.Background()); err != nil {
				t.Error(err)
			}
			if got := files(t, filepath.Join(parent, "public")); len(got) != 0 {
				t.Errorf("the empty site holds %q", got)
			}
		})
	}
}

// An old site into which somebody put a file in the last instant is not removed, by no later build either, and every
// build says so.
func TestOpenKeepsForeign(t *testing.T) {
	parent := t.TempDir()
	kept := filepath.Join(parent, ".public.candor-new-123")
	lay(t, kept, tree{"index.html": "old"}, true)
	lay(t, kept, tree{"late.txt": "mine"}, false)
	for range 2 {
		s, err := Open(filepath.Join(parent, "public"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Commit(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if r.Cleanup == nil || !strings.Contains(r.Cleanup.Error(), "late.txt") || !strings.Contains(r.Cleanup.Error(), kept) {
			t.Errorf("cleanup says %v", r.Cleanup)
		}
		if got, want := files(t, kept), (tree{"index.html": "old", "late.txt": "mine"}); !maps.Equal(got, want) {
			t.Errorf("left is %q, want %q", got, want)
		}
	}
}

func TestRenameTwice(t *testing.T) {
	parent := t.TempDir()
	stage, dir, aside := parent+"/stage", parent+"/dir", parent+"/aside"
	lay(t, stage, tree{"f": "new"}, true)
	lay(t, dir, tree{"f": "old"}, true)
	if err := renameTwice(stage, dir, aside); err != nil {
		t.Fatal(err)
	}
	want := tree{"stage/f": "old", "dir/f": "new"}
	if got := files(t, parent); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// The second rename fails: the old site is back.
	if err := renameTwice(parent+"/missing", dir, aside); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want not exist", err)
	}
	if got := files(t, parent); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSwapErrorNamesTheWayOut(t *testing.T) {
	s := &Staging{dir: t.TempDir()}
	for _, cause := range []error{fs.ErrPermission, errors.ErrUnsupported} {
		err := s.unswappable(&os.LinkError{Op: "exchange", Err: cause})
		if _, ok := errors.AsType[*SwapError](err); !ok || !errors.Is(err, cause) || !strings.Contains(err.Error(), "--in-place") {
			t.Errorf("%v became %v", cause, err)
		}
	}
	if err := s.unswappable(fs.ErrInvalid); err != fs.ErrInvalid {
		t.Errorf("fs.ErrInvalid became %v", err)
	}
}

func TestPagesLast(t *testing.T) {
	got := pagesLast(sums{"index.html": {}, "a/index.html": {}, "z.css": {}, "feed.atom": {}})
	if want := []string{"feed.atom", "z.css", "a/index.html", "index.html"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(strings.Repeat("0f", 32) + "  a/b c\n"))
	f.Add([]byte(strings.Repeat("0f", 32) + "  ../a\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := parseManifest(text)
		if err != nil {
			return
		}
		for name := range m {
			if err := checkPath(name); err != nil {
				t.Errorf("accepted %v", err)
			}
		}
		again, err := parseManifest(m.format())
		if err != nil || !maps.Equal(again, m) {
			t.Errorf("format and parse: %v, got %v, want %v", err, again, m)
		}
	})
}
