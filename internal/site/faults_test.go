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
	whole := spoilable(t)
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
		if name == deep {
			continue
		}
		for k, how := range ways {
			if name == "config.toml" && how == "gone" {
				continue // no center
			}
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
			if err != nil || !told(checked, deep, "too-complex") || !strings.HasPrefix(name, "content/cookies/") && name != "config.toml" && !told(checked, draft, "text-leftover") {
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

// TestFaultsThatFollow breaks one file of the demonstration that others depend on: its own fault is told, and nothing of the others.
func TestFaultsThatFollow(t *testing.T) {
	o := site.Options{AsOf: civil.Of(2026, 11, 26), Theme: themes.FS}
	whole := spoilable(t)
	_, before, err := site.Check(context.Background(), whole, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, now string }{
		{"config.toml", "", "broken = [\n"},
		{"config.toml", "[[languages]]", "[[language]]"},
		{"config.toml", `tag   = "ru"`, `tag   = "r u"`},
		{"content/companion/policy.toml", "", "broken = [\n"},
		{"content/privacy/2021-03-01/ru.md", "+++\n", "+++\nbroken = [\n"},
		{"content/privacy/2021-03-01/ru.md", "published", "publish"},
		{"content/privacy/2025-06-02/ru.md", "+++\n", "+++\nbroken = [\n"},
		{"content/privacy/2025-06-02/ru.md", "[promises]", "[promise]"},
		{"content/privacy/2024-02-01/ru.2024-03-18.md", "+++\n", "+++\nbroken = [\n"},
		{"content/companion/2027-03-01/ru.md", "+++\n", "+++\nbroken = [\n"},
		{"content/privacy/events/2025-05-02-sent.toml", "", "broken = [\n"},
		{"content/privacy/events/2023-03-15-cancel.toml", "", "broken = [\n"},
	} {
		files := maps.Clone(whole)
		text := string(whole[c.name].Data)
		if text = strings.Replace(text, c.old, c.now, 1); text == string(whole[c.name].Data) {
			t.Fatalf("%s has no %q", c.name, c.old)
		}
		files[c.name] = &fstest.MapFile{Data: []byte(text)}
		_, said, err := site.Check(context.Background(), files, o, nil)
		if err != nil {
			t.Fatal(err)
		}
		own := 0
		for _, d := range said {
			switch {
			case d.Pos.File == c.name:
				own++
			case !slices.ContainsFunc(before, func(was diag.Diagnostic) bool { return was.Error() == d.Error() }):
				t.Errorf("%s, %q: told of another file: %v", c.name, c.now, d)
			}
		}
		if own == 0 || !said.Failed() {
			t.Errorf("%s, %q: its own fault is not told:\n%v", c.name, c.now, said)
		}
	}
}

// TestFaultsThatDoNotFollow holds that a file which cannot be read silences only what may come of it.
func TestFaultsThatDoNotFollow(t *testing.T) {
	whole := spoilable(t)
	whole["content/privacy/events/2026-01-01-cancel.toml"] = &fstest.MapFile{Data: []byte("on = 2026-01-01\nkind = \"cancel\"\nversion = \"1999-01-01\"\nreason = \"…\"\n")}
	whole["content/privacy/2025-06-02/fr.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"…\"\n+++\n")}
	broken := "content/privacy/2021-03-01/ru.md"
	whole[broken] = &fstest.MapFile{Data: []byte("+++\nbroken = [\n+++\n")}
	_, said, err := site.Check(context.Background(), whole, site.Options{AsOf: civil.Of(2026, 11, 26), Theme: themes.FS}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct{ file, rule string }{
		{broken, "front-matter"}, {"content/privacy/2025-06-02/fr.md", "language"}, {"content/privacy/events/2026-01-01-cancel.toml", "event"},
	} {
		if !told(said, want.file, want.rule) {
			t.Errorf("%s [%s] is not told:\n%v", want.file, want.rule, said)
		}
	}
}

// spoilable is the sources of the demonstration.
func spoilable(t *testing.T) fstest.MapFS {
	t.Helper()
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
	return whole
}

func told(all diag.List, file, rule string) bool {
	return slices.ContainsFunc(all, func(d diag.Diagnostic) bool { return d.Pos.File == file && d.Rule == rule })
}

// TestDeadLinksBesideFaults holds that a link is called dead beside any other fault, unless what it leads to may come of the faulty file.
func TestDeadLinksBesideFaults(t *testing.T) {
	const (
		conf = "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n"
		home = "+++\n+++\n[a](/nope/) [b](/terms/2020-01-01/) [c](/terms/archive/) [d](/notices/terms/2020-01-01/) [e](/late/) [f](/feed.atom) [g](/privacy/2020-01-01/)\n"
		text = "+++\ntitle = \"T\"\npublished = 2020-01-01\n+++\n[x](gone.pdf)\n"
	)
	for name, c := range map[string]struct {
		change map[string]string
		dead   []string // the links of the home page that are called so
	}{
		"seals alone":       {nil, []string{"/nope/", "/notices/terms/2020-01-01/", "/late/"}},
		"a text":            {map[string]string{"content/terms/2020-01-01/en.md": "no front matter"}, []string{"/nope/", "/late/"}},
		"an event":          {map[string]string{"content/terms/events/2020-02-01-move.toml": "kind = 1"}, []string{"/nope/", "/late/"}},
		"a free page":       {map[string]string{"content/late.en.md": "no front matter"}, []string{"/nope/", "/notices/terms/2020-01-01/"}},
		"the configuration": {map[string]string{"config.toml": conf + "[organisation]\n"}, []string{"/nope/", "/late/"}},
		"its form":          {map[string]string{"config.toml": conf + "x\n"}, []string{"/nope/", "/late/"}},
		"a folder":          {map[string]string{"content/archive/2020-01-01/en.md": text}, []string{"/nope/", "/notices/terms/2020-01-01/", "/late/"}},
	} {
		files := fstest.MapFS{"config.toml": {Data: []byte(conf)}, "content/home.en.md": {Data: []byte(home)}}
		for _, policy := range []string{"terms", "privacy"} {
			files["content/"+policy+"/2020-01-01/en.md"] = &fstest.MapFile{Data: []byte(text)}
		}
		for at, data := range c.change {
			files[at] = &fstest.MapFile{Data: []byte(data)}
		}
		_, diags, err := site.Check(context.Background(), files, site.Options{AsOf: civil.Of(2026, 1, 1), Theme: themes.FS}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var dead []string
		for _, d := range diags {
			if d.Rule != "link-unpublished" {
				continue
			}
			if d.Pos.File == "content/home.en.md" {
				dead = append(dead, strings.Split(d.Message, `"`)[1])
			} else if d.Pos.File == "content/terms/2020-01-01/en.md" && (name == "a text" || name == "an event") {
				t.Errorf("%s: %v", name, d)
			}
		}
		if !slices.Equal(dead, c.dead) {
			t.Errorf("%s: %v are called dead, want %v\n%v", name, dead, c.dead, diags)
		}
		if !told(diags, "content/privacy/2020-01-01/en.md", "link-unpublished") && c.change["config.toml"] == "" {
			t.Errorf("%s: the dead link of a policy is not told", name)
		}
	}
}
