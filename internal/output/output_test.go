package output_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/internal/output"
)

// site is files by path.
type site map[string]string

var small = site{
	"index.html":          "home",
	"privacy/index.html":  "privacy",
	"privacy/feed.atom":   "<feed/>",
	"assets/site-1a.css":  "body{}",
	".well-known/gpc.txt": "",
	".nojekyll":           "",
}

func open(t *testing.T, dir string, o output.Options) *output.Staging {
	t.Helper()
	s, err := output.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Abort() })
	return s
}

func build(dir string, o output.Options, files site) (output.Report, error) {
	s, err := output.Open(dir, o)
	if err != nil {
		return output.Report{}, err
	}
	defer s.Abort()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := s.Write(name, []byte(files[name])); err != nil {
			return output.Report{}, err
		}
	}
	return s.Commit(context.Background())
}

func mustBuild(t *testing.T, dir string, o output.Options, files site) output.Report {
	t.Helper()
	r, err := build(dir, o, files)
	if err != nil {
		t.Fatal(err)
	}
	if r.Cleanup != nil {
		t.Fatalf("cleanup: %v", r.Cleanup)
	}
	return r
}

// read returns every file under dir but the manifest; symbolic links are shown as such.
func read(t *testing.T, dir string) site {
	t.Helper()
	files := site{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if name = filepath.ToSlash(name); name == ".candor" {
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(path)
			files[name] = "-> " + to
			return err
		}
		text, err := os.ReadFile(path)
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wantOnly fails unless the folder holds exactly these names.
func wantOnly(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}

func wantSite(t *testing.T, dir string, want site) {
	t.Helper()
	if got := read(t, dir); !maps.Equal(got, want) {
		t.Errorf("%s holds\n%q\nwant\n%q", dir, got, want)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// modes are the two ways to replace a folder; every law below holds for both.
var modes = map[string]output.Options{"swap": {}, "in place": {InPlace: true}}

func eachMode(t *testing.T, f func(t *testing.T, o output.Options)) {
	for name, o := range modes {
		t.Run(name, func(t *testing.T) { f(t, o) })
	}
}

func TestBuild(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		parent := t.TempDir()
		dir := filepath.Join(parent, "deep", "public")
		first := mustBuild(t, dir, o, small)
		if want := (output.Report{Written: 6, Bytes: 24}); first != want {
			t.Errorf("first build: %+v, want %+v", first, want)
		}
		wantSite(t, dir, small)

		next := maps.Clone(small)
		next["index.html"] = "new home"
		next["terms/index.html"] = "terms"
		delete(next, "assets/site-1a.css")
		second := mustBuild(t, dir, o, next)
		if want := (output.Report{Written: 2, Unchanged: 4, Removed: 1, Bytes: 27}); second != want {
			t.Errorf("second build: %+v, want %+v", second, want)
		}
		wantSite(t, dir, next)
		if _, err := os.Stat(filepath.Join(dir, "assets")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the empty folder assets is still there: %v", err)
		}
		wantOnly(t, filepath.Dir(dir), "public")

		if r := mustBuild(t, dir, o, nil); r.Removed != 6 {
			t.Errorf("empty build: %+v, want 6 removed", r)
		}
		wantOnly(t, dir, ".candor")
	})
}

// A file gives way to a folder of its name and back, which in place takes a removal before the end.
func TestBuildFileAndFolderChangePlaces(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		dir := filepath.Join(t.TempDir(), "public")
		sites := []site{
			{"a": "file", "b/c/d": "deep", "b/e": "x"},
			{"a/index.html": "page", "a/b/c": "deep", "b": "file"},
		}
		for i := range 4 {
			mustBuild(t, dir, o, sites[i%2])
			wantSite(t, dir, sites[i%2])
		}
	})
}

func TestBuildEmptyFolder(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		dir := t.TempDir()
		mustBuild(t, dir, o, small)
		wantSite(t, dir, small)
	})
}

func TestManifest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, output.Options{}, site{"b/ü.txt": "x", "b.txt": "", "A B": "y"})
	got, err := os.ReadFile(filepath.Join(dir, ".candor"))
	if err != nil {
		t.Fatal(err)
	}
	// From sha256sum.
	const want = `a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa  A B
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.txt
2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  b/ü.txt
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestModificationTimes(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		dir := filepath.Join(t.TempDir(), "public")
		mustBuild(t, dir, o, small)
		past := time.Date(2023, 10, 31, 12, 0, 0, 123456000, time.UTC)
		for _, name := range []string{"index.html", "privacy/index.html", "privacy/feed.atom", ".candor"} {
			if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
				t.Fatal(err)
			}
		}
		kept := func(name string) bool {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			return info.ModTime().Equal(past)
		}
		mustBuild(t, dir, o, small)
		if !kept(".candor") || !kept("index.html") {
			t.Error("a build that changes nothing changed a time")
		}
		// A hand that keeps size and time must not make its edit look like the old file for ever.
		put(t, filepath.Join(dir, "privacy/feed.atom"), "<FEED/>")
		if err := os.Chtimes(filepath.Join(dir, "privacy/feed.atom"), past, past); err != nil {
			t.Fatal(err)
		}
		next := maps.Clone(small)
		next["index.html"] = "HOME"
		mustBuild(t, dir, o, next)
		wantSite(t, dir, next)
		for name, want := range map[string]bool{
			"index.html": false, "privacy/index.html": true, "privacy/feed.atom": false, ".candor": false,
		} {
			if got := kept(name); got != want {
				t.Errorf("%s: kept its time: %v, want %v", name, got, want)
			}
		}
	})
}

func TestOpenRefusesForeign(t *testing.T) {
	tests := []struct {
		name  string
		ours  bool // a build of candor comes first
		lay   func(t *testing.T, dir string)
		wants []string
	}{
		{"somebody's folder", false, func(t *testing.T, dir string) { put(t, dir+"/notes.txt", "mine") },
			[]string{"candor did not write it", `"notes.txt"`, "--out"}},
		{"somebody's folders", false, func(t *testing.T, dir string) { put(t, dir+"/.git/config", "mine") }, []string{`".git/"`}},
		{"a file", false, func(t *testing.T, dir string) { put(t, dir, "mine") }, []string{"not a folder"}},
		{"one more file", true, func(t *testing.T, dir string) { put(t, dir+"/privacy/notes.txt", "mine") },
			[]string{"files that candor did not write", `"privacy/notes.txt"`}},
		{"five more files", true, func(t *testing.T, dir string) {
			for i := range 5 {
				put(t, fmt.Sprintf("%s/%d", dir, i), "mine")
			}
		}, []string{`"0", "1", "2" and 2 more`}},
		{"a link to a file", true, func(t *testing.T, dir string) { link(t, "/etc/passwd", dir+"/x") }, []string{`"x"`}},
		{"a link to a folder", true, func(t *testing.T, dir string) { link(t, "/etc", dir+"/x") }, []string{`"x"`}},
		{"a file became a link", true, func(t *testing.T, dir string) {
			os.Remove(dir + "/index.html")
			link(t, "/etc/passwd", dir+"/index.html")
		}, []string{`"index.html"`}},
		{"a folder became a link", true, func(t *testing.T, dir string) {
			put(t, dir+"/../elsewhere/index.html", "privacy")
			os.RemoveAll(dir + "/privacy")
			link(t, "../elsewhere", dir+"/privacy")
		}, []string{`"privacy"`}},
		{"a damaged manifest", true, func(t *testing.T, dir string) { put(t, dir+"/.candor", "12  index.html\n") },
			[]string{"damaged", "line 1"}},
		{"a manifest that leaves", true, func(t *testing.T, dir string) {
			put(t, dir+"/.candor", strings.Repeat("0", 64)+"  ../x\n")
		}, []string{"damaged", "line 1"}},
		{"a manifest that is a link", true, func(t *testing.T, dir string) {
			os.Rename(dir+"/.candor", dir+"/../manifest")
			link(t, "../manifest", dir+"/.candor")
		}, []string{"no .candor"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			eachMode(t, func(t *testing.T, o output.Options) {
				parent := t.TempDir()
				dir := filepath.Join(parent, "public")
				if test.ours {
					mustBuild(t, dir, o, small)
				}
				test.lay(t, dir)
				before := read(t, parent)
				_, err := build(dir, o, site{"index.html": "new"})
				foreign, ok := errors.AsType[*output.ForeignError](err)
				if !ok {
					t.Fatalf("got %v, want a ForeignError", err)
				}
				for _, want := range test.wants {
					if !strings.Contains(foreign.Error(), want) {
						t.Errorf("message %q lacks %q", foreign, want)
					}
				}
				wantSite(t, parent, before)
			})
		})
	}
}

func link(t *testing.T, to, path string) {
	t.Helper()
	if err := os.Symlink(to, path); err != nil {
		t.Skip(err)
	}
}

// What comes into the folder while a build runs is as safe as what was there before.
func TestCommitRefusesForeign(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		dir := filepath.Join(t.TempDir(), "public")
		mustBuild(t, dir, o, small)
		s := open(t, dir, o)
		if err := s.Write("index.html", []byte("new")); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, "late.txt"), "mine")
		_, err := s.Commit(context.Background())
		if _, ok := errors.AsType[*output.ForeignError](err); !ok {
			t.Fatalf("got %v, want a ForeignError", err)
		}
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		want := maps.Clone(small)
		want["late.txt"] = "mine"
		wantSite(t, dir, want)
	})
}

func TestWriteRefusesPath(t *testing.T) {
	for _, name := range []string{
		"", ".", "..", "/", "/etc/x", "../x", "a/../../x", "a/../b", "./a", "a/", "a//b", `a\b`, `..\x`, "a\x00b", "a\nb",
		"a\x7f", "a\xffb", ".candor", ".CANDOR", ".candor-new-1/x", ".candor-lock",
	} {
		dir := filepath.Join(t.TempDir(), "public")
		s := open(t, dir, output.Options{})
		if err := s.Write(name, nil); err == nil {
			t.Errorf("Write(%q) succeeded", name)
		}
		if _, err := s.Commit(context.Background()); err == nil {
			t.Errorf("Commit succeeded after Write(%q) failed", name)
		}
		s.Abort()
		wantOnly(t, filepath.Dir(dir))
	}
}

func TestWriteAcceptsPath(t *testing.T) {
	files := site{
		"privacy/compare/2022-01-01..2023-10-31/index.html": "1", "...": "2", "a b": "3", "политика/ё.txt": "4",
		"a/.candor": "5", ".well-known/x": "6", "a": "",
	}
	delete(files, "a")
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, output.Options{}, files)
	wantSite(t, dir, files)
}

func TestWriteRefusesTaken(t *testing.T) {
	tests := []struct{ name, first, second, want string }{
		{"twice", "a/b", "a/b", "written twice"},
		{"case", "a/b", "a/B", "differ only in case"},
		{"case in a script", "Ё", "ё", "differ only in case"},
		{"sharp s", "straße", "STRASSE", "differ only in case"},
		{"composed", "\u00e9", "e\u0301", "differ only in case"},
		{"folders' case", "a/b", "A/c", "folders"},
		{"folder on file", "a", "a/b", "is a folder here"},
		{"folder on file, case", "a", "A/b", "is a folder here"},
		{"file on folder", "a/b/c", "a/b", "is a file here"},
		{"file on folder, case", "a/b/c", "a/B", "is a file here"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t, filepath.Join(t.TempDir(), "public"), output.Options{})
			if err := s.Write(test.first, nil); err != nil {
				t.Fatal(err)
			}
			err := s.Write(test.second, nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if _, err := s.Commit(context.Background()); err == nil {
				t.Error("Commit succeeded")
			}
		})
	}
}

func TestWriteConcurrent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s := open(t, dir, output.Options{})
	want := site{}
	var wg sync.WaitGroup
	for i := range 8 {
		for j := range 20 {
			want[fmt.Sprintf("p/%d/%d/index.html", j, i)] = fmt.Sprint(i * j)
		}
		wg.Go(func() {
			for j := range 20 {
				if err := s.Write(fmt.Sprintf("p/%d/%d/index.html", j, i), fmt.Append(nil, i*j)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	var taken [4]error
	for i := range taken {
		wg.Go(func() { taken[i] = s.Write("same", nil) })
	}
	wg.Wait()
	won := 0
	for _, err := range taken {
		if err == nil {
			won++
		}
	}
	if won != 1 {
		t.Errorf("%d of %d writes to one path succeeded, want 1", won, len(taken))
	}

	s.Abort()
	mustBuild(t, dir, output.Options{}, want)
	wantSite(t, dir, want)
}

func TestAbort(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		dir := filepath.Join(t.TempDir(), "public")
		mustBuild(t, dir, o, small)
		s := open(t, dir, o)
		if err := s.Write("index.html", []byte("new")); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.Abort(); err != nil {
				t.Errorf("Abort: %v", err)
			}
		}
		if err := s.Write("x", nil); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("Write after Abort: %v", err)
		}
		if _, err := s.Commit(context.Background()); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("Commit after Abort: %v", err)
		}
		wantSite(t, dir, small)
		wantOnly(t, filepath.Dir(dir), "public")
	})
}

func TestAbortAfterCommit(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		dir := filepath.Join(t.TempDir(), "public")
		mustBuild(t, dir, o, small)
		s := open(t, dir, o)
		if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(context.Background()); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("second Commit: %v", err)
		}
		other := open(t, dir, o) // must not be touched by the late Abort
		if err := s.Abort(); err != nil {
			t.Error(err)
		}
		if err := other.Write("a", nil); err != nil {
			t.Error(err)
		}
		if _, err := other.Commit(context.Background()); err != nil {
			t.Error(err)
		}
		wantSite(t, dir, site{"a": ""})
	})
}

func TestCommitCancelled(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		dir := filepath.Join(t.TempDir(), "public")
		mustBuild(t, dir, o, small)
		s := open(t, dir, o)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := s.Commit(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled", err)
		}
		s.Abort()
		wantSite(t, dir, small)
	})
}

func TestOpenBusy(t *testing.T) {
	for first, a := range modes {
		for second, b := range modes {
			t.Run(first+", "+second, func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "public")
				mustBuild(t, dir, a, small)
				s := open(t, dir, a)
				_, err := output.Open(dir, b)
				if busy, ok := errors.AsType[*output.BusyError](err); !ok {
					t.Errorf("got %v, want a BusyError", err)
				} else if !strings.Contains(busy.Error(), "another build") {
					t.Errorf("message %q", busy)
				}
				// The one that was refused must not have cleared the other's staging folder.
				if err := s.Write("a", nil); err != nil {
					t.Error(err)
				}
				if _, err := s.Commit(context.Background()); err != nil {
					t.Error(err)
				}
				mustBuild(t, dir, b, small)
			})
		}
	}
}

func TestOpenSymlink(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		parent := t.TempDir()
		if err := os.Mkdir(filepath.Join(parent, "www"), 0o755); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(parent, "public")
		link(t, "www/middle", dir)
		link(t, "current", filepath.Join(parent, "www/middle"))
		for range 2 { // the first time the link leads nowhere yet
			mustBuild(t, dir, o, small)
			wantSite(t, filepath.Join(parent, "www/current"), small)
		}
		wantOnly(t, parent, "public", "www")
		wantOnly(t, filepath.Join(parent, "www"), "current", "middle")
		for _, l := range []string{dir, filepath.Join(parent, "www/middle")} {
			if info, err := os.Lstat(l); err != nil || info.Mode()&fs.ModeSymlink == 0 {
				t.Errorf("%s is no longer a link (%v)", l, err)
			}
		}
		link(t, "loop", filepath.Join(parent, "loop"))
		if _, err := output.Open(filepath.Join(parent, "loop"), o); err == nil {
			t.Error("a link to itself was opened")
		}
	})
}

func TestOpenRoot(t *testing.T) {
	if _, err := output.Open("/", output.Options{}); err == nil || !strings.Contains(err.Error(), "root of a file system") {
		t.Errorf("Open(/): %v", err)
	}
}

// A link in the staging folder, put there while the build runs, leads nobody out.
func TestWriteFollowsNoLink(t *testing.T) {
	parent := t.TempDir()
	outside := filepath.Join(parent, "outside")
	if err := os.Mkdir(outside, 0o755); err != nil {
		t.Fatal(err)
	}
	s := open(t, filepath.Join(parent, "public"), output.Options{})
	stage, err := filepath.Glob(filepath.Join(parent, ".public.candor-new-*"))
	if err != nil || len(stage) != 1 {
		t.Fatalf("staging folders: %q, %v", stage, err)
	}
	link(t, outside, filepath.Join(stage[0], "a"))
	link(t, filepath.Join(outside, "file"), filepath.Join(stage[0], "b"))
	for _, name := range []string{"a/x", "b"} {
		if err := s.Write(name, []byte("x")); err == nil {
			t.Errorf("Write(%q) succeeded through a link", name)
		}
	}
	wantOnly(t, outside)
}

// The lost+found of a volume is nobody's business, in place only.
func TestInPlaceVolume(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "lost+found", "#12"), "an inode")
	if _, err := output.Open(dir, output.Options{}); err == nil {
		t.Error("swap: lost+found was accepted")
	}
	for range 2 {
		mustBuild(t, dir, output.Options{InPlace: true}, site{"a/b": "x"})
		wantSite(t, dir, site{"a/b": "x", "lost+found/#12": "an inode"})
	}
}

func TestReproducible(t *testing.T) {
	files := alternate("A")
	var want []byte
	for _, procs := range []int{1, 4} {
		dir := filepath.Join(t.TempDir(), "public")
		old := runtime.GOMAXPROCS(procs)
		s := open(t, dir, output.Options{})
		var wg sync.WaitGroup
		for name, text := range files {
			wg.Go(func() {
				if err := s.Write(name, []byte(text)); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		_, err := s.Commit(context.Background())
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, ".candor"))
		if err != nil {
			t.Fatal(err)
		}
		wantSite(t, dir, files)
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("GOMAXPROCS=%d changes the manifest", procs)
		}
	}
}
