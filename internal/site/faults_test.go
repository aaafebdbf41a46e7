package site_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/site"
	"candor/themes"
)

// TestEveryFaultAtOnce spoils the demonstration's sources one by one: whatever is wrong with one file, what is wrong with the text of another
// is told beside it, and that a link leads to the spoiled one is not held against its author.
func TestEveryFaultAtOnce(t *testing.T) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	whole := fstest.MapFS{}
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name != "config.toml" && !strings.HasPrefix(name, "content/") {
			return err
		}
		data, err := fs.ReadFile(root.FS(), name)
		whole[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const deep = "content/contact.en.md"
	whole[deep] = &fstest.MapFile{Data: append(slices.Clone(whole[deep].Data), "\n"+strings.Repeat("> ", 100)+"deep\n"...)}
	const draft = "content/cookies/draft/ru.md"
	whole[draft] = &fstest.MapFile{Data: append(slices.Clone(whole[draft].Data), "\nTODO: ещё абзац\n"...)}
	spoil := map[string]func(data []byte) []byte{
		"gone":        func([]byte) []byte { return nil },
		"empty":       func([]byte) []byte { return []byte{} },
		"cut":         func(data []byte) []byte { return data[:len(data)/3] },
		"unknown key": func(data []byte) []byte { return []byte(strings.Replace(string(data), "= ", "x = 1\n", 1)) },
		"no UTF-8":    func(data []byte) []byte { return append(slices.Clone(data), 0xff) },
	}
	days := []civil.Date{civil.Of(2020, 1, 1), civil.Of(2026, 11, 26)}
	n := 0
	ways := slices.Sorted(maps.Keys(spoil))
	for i, name := range slices.Sorted(maps.Keys(whole)) {
		if name == deep || name == "config.toml" {
			continue
		}
		for k, how := range ways {
			if testing.Short() && (i%3 > 0 || k != i/3%len(ways)) {
				continue
			}
			files := fstest.MapFS{}
			for at, f := range whole {
				files[at] = f
			}
			if data := spoil[how](whole[name].Data); data == nil {
				delete(files, name)
			} else {
				files[name] = &fstest.MapFile{Data: data}
			}
			n++
			s, said, err := site.Load(context.Background(), files, site.Options{AsOf: days[n%2], Theme: themes.FS})
			if err != nil || s != nil {
				t.Fatalf("%s, %s: site %v, %v", name, how, s != nil, err)
			}
			if !told(said, deep, "too-complex") {
				t.Errorf("%s, %s: the fault of %s is not told:\n%v", name, how, deep, said)
			}
			_, checked, err := site.Check(context.Background(), files, site.Options{AsOf: days[n%2], Theme: themes.FS}, nil)
			if err != nil || !told(checked, deep, "too-complex") || !strings.HasPrefix(name, "content/cookies/") && !told(checked, draft, "text-leftover") {
				t.Errorf("%s, %s: check says too little, %v:\n%v", name, how, err, checked)
			}
			if i := slices.IndexFunc(said, func(d diag.Diagnostic) bool { return d.Rule == "link-unpublished" && d.Severity == diag.Error }); i >= 0 && how != "gone" {
				t.Errorf("%s, %s: a link is called dead: %v", name, how, said[i])
			}
		}
	}
	if n < 10 {
		t.Errorf("%d files were spoiled", n)
	}
}

func told(all diag.List, file, rule string) bool {
	return slices.ContainsFunc(all, func(d diag.Diagnostic) bool { return d.Pos.File == file && d.Rule == rule })
}
