package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"candor": today})
}

// today is main with the clock of the variable TODAY, so that a story can go through a year.
func today() {
	day, err := time.Parse(time.DateOnly, os.Getenv("TODAY"))
	if err != nil {
		main()
	}
	p := &program{stdout: os.Stdout, stderr: os.Stderr, now: func() time.Time { return day.Add(12 * time.Hour) }, getenv: os.Getenv}
	os.Exit(p.run(context.Background(), os.Args[1:]))
}

// TestScripts tells a story a file of testdata/script. Beside what testscript knows, a story can say
//
//	[!] holds FOLDER PATTERN   a file of the folder has a path or bytes that match
//	same FOLDER FOLDER         both hold the same files with the same bytes
//	pack FILE FOLDER           make a ZIP archive of the folder's files
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true, UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error { env.Setenv("TODAY", "2026-11-30"); return nil }, // a story that names no day is told on this one
		Cmds:  map[string]func(ts *testscript.TestScript, neg bool, args []string){"holds": scriptHolds, "same": scriptSame, "pack": scriptPack}})
}

func scriptHolds(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: holds FOLDER PATTERN")
	}
	pattern, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	for name, text := range folder(ts, args[0]) {
		if pattern.MatchString(name) || pattern.MatchString(text) {
			if neg {
				ts.Fatalf("%s/%s holds %q", args[0], name, cmp.Or(pattern.FindString(text), name))
			}
			return
		}
	}
	if !neg {
		ts.Fatalf("no file of %s holds %s", args[0], args[1])
	}
}

func scriptSame(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: same FOLDER FOLDER")
	}
	a, b := folder(ts, args[0]), folder(ts, args[1])
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if text, there := b[name]; !there || text != a[name] {
			ts.Fatalf("%s is not the same in %s (there: %v)", name, args[1], there)
		}
	}
	for name := range b {
		if _, there := a[name]; !there {
			ts.Fatalf("%s is in %s only", name, args[1])
		}
	}
}

func scriptPack(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: pack FILE FOLDER")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	files := folder(ts, args[1])
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		ts.Check(err)
		_, err = w.Write([]byte(files[name]))
		ts.Check(err)
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// folder reads one that a story made; an empty one would prove nothing.
func folder(ts *testscript.TestScript, dir string) map[string]string {
	out := map[string]string{}
	fsys := os.DirFS(ts.MkAbs(dir))
	ts.Check(fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		out[name] = string(data)
		return err
	}))
	if len(out) == 0 {
		ts.Fatalf("%s is empty", dir)
	}
	return out
}
