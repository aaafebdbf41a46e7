package site_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/site"
	"candor/themes"
)

// summed is a file system that knows digests, as the preview's is.
type summed struct{ fstest.MapFS }

func (s summed) Sum(name string) (sum [sha256.Size]byte, ok bool) {
	f := s.MapFS[name]
	if f == nil {
		return sum, false
	}
	return sha256.Sum256(f.Data), true
}

func (s summed) Names() any { return strings.Join(slices.Sorted(maps.Keys(s.MapFS)), "\n") }

// files makes every file of a site.
func filesOf(t *testing.T, s *site.Site) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, f := range s.Files {
		data, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		out[f.Path] = data
	}
	return out
}

// TestBuilderRemembersNothingStale edits a center step by step and steps through time: one builder gives the site that a new one gives,
// faults included, and the sites that it gave before stay as they were.
func TestBuilderRemembersNothingStale(t *testing.T) {
	steps := []struct {
		name string
		edit func(files map[string]string)
	}{
		{"a text", func(f map[string]string) {
			f["content/privacy/2020-01-01/en.md"] += "\nOne more paragraph with a [link](/cookies/).\n"
		}},
		{"the ids that a translation takes", func(f map[string]string) {
			f["content/privacy/2020-01-01/ru.2020-02-01.md"] += "\n## Другое {#other}\n"
			f["content/privacy/2020-01-01/en.md"] += "\n## Another\n"
		}},
		{"what a link leads to", func(f map[string]string) { delete(f, "content/cookies/2022-01-01/ru.md") }},
		{"and back", func(f map[string]string) {
			f["content/cookies/2022-01-01/ru.md"] = center["content/cookies/2022-01-01/ru.md"]
		}},
		{"the default language", func(f map[string]string) {
			f["config.toml"] = conf + "[[languages]]\ntag = \"de\"\n"
		}},
		{"raw HTML", func(f map[string]string) { f["config.toml"] = conf + "[markdown]\nraw_html = true\n" }},
		{"an attachment", func(f map[string]string) {
			delete(f, "content/privacy/2020-01-01/flow.csv")
		}},
		{"its link", func(f map[string]string) {
			f["content/privacy/2020-01-01/ru.2020-02-01.md"] = center["content/privacy/2020-01-01/ru.2020-02-01.md"]
			f["content/privacy/2020-01-01/flow.csv"] = "a\n"
		}},
		{"a template", func(f map[string]string) { f["templates/404.html"] = "{{define \"main\"}}<p>none{{end}}" }},
		{"an event", func(f map[string]string) {
			f["content/privacy/events/2020-12-02-withdraw.toml"] = "on = 2020-12-02\nkind = \"withdraw\"\neffective = 2021-02-01\nsuccessor = \"cookies\"\nreason = \"over\"\n"
		}},
		{"its successor goes", func(f map[string]string) { delete(f, "content/cookies/2022-01-01/ru.md") }},
		{"and comes back", func(f map[string]string) {
			f["content/cookies/2022-01-01/ru.md"] = center["content/cookies/2022-01-01/ru.md"]
		}},
		{"what a policy is", func(f map[string]string) { f["content/cookies/policy.toml"] = "order = 5\nkind = \"cookies\"\n" }},
		{"how long a notice is shown", func(f map[string]string) { f["config.toml"] = conf + "[notices]\nlinger_days = 400\n" }},
		{"what is promised", func(f map[string]string) {
			f["content/privacy/2020-01-01/ru.md"] = strings.Replace(f["content/privacy/2020-01-01/ru.md"], "+++\n##", "[promises]\nnotice_days = 60\n+++\n##", 1)
		}},
		{"a policy below another", func(f map[string]string) {
			f["content/privacy/apps/2021-06-01/ru.md"] = "+++\ntitle = \"Приложения\"\npublished = 2021-06-01\n+++\n[выше](/privacy/)\n"
		}},
		{"a file at the root", func(f map[string]string) { f["content/Archive.SUM.txt"] = "copied\n" }},
		{"that claims an address", func(f map[string]string) {
			f["content/Sitemap.xml"], f["content/robots.txt"] = "copied\n", "copied\n"
		}},
		{"and goes", func(f map[string]string) {
			delete(f, "content/Sitemap.xml")
			delete(f, "content/robots.txt")
		}},
		{"a free page", func(f map[string]string) { f["content/contact.en.md"] = "+++\ntitle = \"Contact\"\n+++\nWrite.\n" }},
	}
	days := []string{"2020-01-01", "2020-03-01", "2020-12-01", "2022-01-01"}
	random := rand.New(rand.NewPCG(1, 2))
	b := site.NewBuilder()
	defer b.Close()
	files := maps.Clone(center)
	var first *site.Site
	var was map[string][]byte
	for _, step := range steps {
		step.edit(files)
		fsys := summed{sealed(t, files)}
		for _, i := range random.Perm(len(days)) {
			day, _ := civil.Parse(days[i])
			o := site.Options{AsOf: day, Theme: themes.FS, Drafts: random.IntN(4) == 0}
			got, said, err := b.Load(context.Background(), fsys, o)
			want, wanted, wantErr := site.Load(context.Background(), fsys, o)
			if err != nil || wantErr != nil || (got == nil) != (want == nil) || !reflect.DeepEqual(said, wanted) {
				t.Errorf("%s, %s: a builder says %v (%v), a new one %v (%v)", step.name, day, said, err, wanted, wantErr)
			}
			if got == nil || want == nil {
				continue
			}
			have := filesOf(t, got)
			if diff := differing(have, filesOf(t, want)); diff != nil {
				t.Errorf("%s, %s: these files differ from those of a new builder: %q", step.name, day, diff)
			}
			if first == nil {
				first, was = got, have
			}
		}
	}
	if first == nil {
		t.Fatal("no step gave a site")
	}
	if diff := differing(was, filesOf(t, first)); diff != nil {
		t.Errorf("the first site has changed: %q", diff)
	}
}

func differing(a, b map[string][]byte) []string {
	var out []string
	for _, path := range slices.Sorted(maps.Keys(a)) {
		if other, ok := b[path]; !ok || !bytes.Equal(a[path], other) {
			out = append(out, path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[path]; !ok {
			out = append(out, path)
		}
	}
	return out
}
