package site_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/seal"
	"candor/internal/site"
	"candor/internal/source"
	"candor/themes"
)

// dates returns the day from which each source of a center is public, zero for those that never are.
func dates(src *source.Center) map[string]civil.Date {
	version := map[string]civil.Date{} // by folder
	for _, t := range src.Texts {
		if t.Corrects.IsZero() && !t.Front.Published.IsZero() {
			version[path.Dir(t.Path)] = t.Front.Published
		}
	}
	out := map[string]civil.Date{}
	for _, t := range src.Texts {
		switch day := version[path.Dir(t.Path)]; {
		case day.IsZero():
			out[t.Path] = day
		case !t.Corrects.IsZero():
			out[t.Path] = t.Corrects
		case t.Front.Added.After(day):
			out[t.Path] = t.Front.Added
		default:
			out[t.Path] = day
		}
	}
	for _, a := range src.Attachments {
		out[a.Path] = version[path.Dir(a.Path)]
	}
	for _, e := range src.Events {
		out[e.Path] = e.On
	}
	return out
}

// telling are the parts of a text that can tell one source from others: words, dates and digests.
var telling = regexp.MustCompile(`\pL[\pL\pM]{4,}|[0-9]{4}-[0-9]{2}-[0-9]{2}|\b[0-9a-f]{12,64}\b`)

// programs are words of the program itself that the demonstration's texts use too: names of languages, keys of JSON and of headers, the head of
// archive.sum.
const programs = "русский والإنجليزية outcome valid addresses access includes check"

func tell(into map[string]bool, texts ...[]byte) {
	for _, text := range texts {
		for _, word := range telling.FindAll(bytes.ToLower(text), -1) {
			into[string(word)] = true
		}
	}
}

// TestDemonstrationTellsNothingEarly holds every file of the demonstration's sites, a day in each of its periods, against the sources that
// are not public on that day: drafts, scheduled versions, corrections, translations, attachments and events to come. No word and no date
// that only they hold, no digest and no path of them is in any file.
func TestDemonstrationTellsNothingEarly(t *testing.T) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	fsys := root.FS()
	src, diags, err := source.Read(context.Background(), fsys)
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	theme := map[string]bool{}
	err = fs.WalkDir(themes.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.FS, name)
		tell(theme, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	catalog, _ := locale.Load(base)
	for _, lang := range src.Config.Tags() {
		for month := range 12 {
			tell(theme, []byte(catalog.Printer(lang).Date(civil.Of(2024, time.Month(month+1), 1))))
		}
	}
	for word := range maps.Clone(theme) {
		theme["و"+word] = true // an Arabic list joins "and" to the word after it
	}
	tell(theme, []byte(programs))
	from := dates(src)
	for _, period := range periods {
		day, err := civil.Parse(period)
		if err != nil {
			t.Fatal(err)
		}
		known, secret := maps.Clone(theme), map[string]bool{}
		read := func(name string) []byte {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			return data
		}
		tell(known, read("config.toml"))
		for _, p := range src.Pages {
			tell(known, read(p.Path))
		}
		hidden := map[string]bool{}
		sums := map[string]string{}
		for _, f := range allFiles(src) {
			if public := from[f.Path]; public.IsZero() || public.After(day) {
				tell(secret, read(f.Path))
				hidden[strings.TrimPrefix(f.Path, source.Folder+"/")] = true
				sums[f.Path] = f.Hex()
			} else {
				tell(known, read(f.Path), []byte(f.Path))
			}
		}
		for word := range known {
			delete(secret, word)
		}
		delete(secret, period)
		if len(hidden) == 0 || len(secret) == 0 {
			t.Errorf("%s: %d sources are hidden, with %d words of their own", period, len(hidden), len(secret))
		}
		site := demonstration(t, period)
		for _, name := range site.names {
			if hidden[name] {
				t.Errorf("%s: /%s is not public", period, name)
			}
			data := site.file(name)
			found := map[string]bool{}
			tell(found, data)
			for word := range found {
				if secret[word] {
					t.Errorf("%s: /%s holds %q, which only sources to come hold", period, name, word)
				}
			}
			for file, sum := range sums {
				if bytes.Contains(data, []byte(sum[:12])) {
					t.Errorf("%s: /%s holds the digest of %s", period, name, file)
				}
			}
		}
	}
}

func allFiles(src *source.Center) []*source.File {
	var out []*source.File
	for _, t := range src.Texts {
		out = append(out, &t.File)
	}
	for _, a := range src.Attachments {
		out = append(out, &a.File)
	}
	for _, e := range src.Events {
		out = append(out, &e.File)
	}
	return out
}

// TestSuccessorIsNotNamedEarly holds that the end of a policy does not tell of one that is public only later: it is an error where it can
// still be helped, and where the event is sealed no file names the successor before its day.
func TestSuccessorIsNotNamedEarly(t *testing.T) {
	const event = "content/club/events/2022-03-01-withdraw.toml"
	files := map[string]string{
		"config.toml":                       conf,
		"content/club/2020-01-01/ru.md":     "+++\ntitle = \"Клуб\"\npublished = 2020-01-01\n+++\nслово\n",
		"content/nextclub/2022-06-01/ru.md": "+++\ntitle = \"Преемник\"\npublished = 2022-06-01\n+++\nслово\n",
		event:                               "on = 2022-03-01\nkind = \"withdraw\"\neffective = 2022-05-01\nsuccessor = \"nextclub\"\nreason = \"конец\"\n",
	}
	said := func(fsys fs.FS, day string) (errors, warnings int) {
		at, _ := civil.Parse(day)
		_, diags, err := site.Load(context.Background(), fsys, site.Options{AsOf: at, Theme: themes.FS})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diags {
			switch {
			case d.Pos.File != event || d.Rule != "link-unpublished":
			case d.Severity == diag.Error:
				errors++
			default:
				warnings++
			}
		}
		return errors, warnings
	}
	whole := sealed(t, files)
	open := maps.Clone(whole)
	sums := string(open[seal.File].Data)
	open[seal.File] = &fstest.MapFile{Data: []byte(regexp.MustCompile(`(?m)^.*withdraw\.toml\n`).ReplaceAllString(sums, ""))}
	for day, want := range map[string][2]int{"2022-02-01": {1, 1}, "2022-03-01": {1, 1}, "2022-05-31": {1, 1}, "2022-06-01": {0, 0}} {
		if errors, _ := said(open, day); errors != want[0] {
			t.Errorf("%s, not sealed: %d errors, want %d", day, errors, want[0])
		}
		if errors, warnings := said(whole, day); errors != 0 || warnings != want[1] {
			t.Errorf("%s, sealed: %d errors and %d warnings, want %d warnings", day, errors, warnings, want[1])
		}
	}
	for day, named := range map[string]bool{"2022-03-01": false, "2022-05-01": false, "2022-05-31": false, "2022-06-01": true} {
		in := map[string]bool{}
		for name, data := range load(t, files, day) {
			if bytes.Contains(data, []byte("nextclub")) || bytes.Contains(data, []byte("Преемник")) || strings.Contains(name, "nextclub") {
				in[name] = true
			}
		}
		if !named && len(in) > 0 {
			t.Errorf("%s: the successor is named in %v", day, slices.Sorted(maps.Keys(in)))
		}
		if named && !(in["center.json"] && in["club/index.html"] && in["club/events/2022-03-01-withdraw.toml"]) {
			t.Errorf("%s: the successor is missing: %v", day, slices.Sorted(maps.Keys(in)))
		}
	}
	draft := maps.Clone(files)
	draft["content/nextclub/2022-06-01/ru.md"] = "+++\ntitle = \"Преемник\"\n+++\nслово\n"
	if _, warnings := said(sealed(t, draft), "2030-01-01"); warnings != 1 {
		t.Error("a successor that is a draft is not told of")
	}
}
