package site_test

import (
	"bytes"
	"context"
	"maps"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/seal"
	"candor/internal/site"
	"candor/internal/source"
	"candor/themes"
)

const conf = `base_url = "https://a.example/legal/"
[organization]
name = "Верста"
[[languages]]
tag = "ru"
title = "Центр"
[[languages]]
tag = "en"
title = "Center"
[[languages]]
tag = "ar"
`

// center has words that name the day from which they are public.
var center = map[string]string{
	"config.toml":                                 conf,
	"content/home.ru.md":                          "+++\n+++\nДобро пожаловать\n",
	"content/contact.ru.md":                       "+++\ntitle = \"Связь\"\n+++\nПишите: <a@a.example>\n",
	"content/privacy/2020-01-01/ru.md":            "+++\ntitle = \"Политика\"\npublished = 2020-01-01\n+++\n## Кто мы\n\nслово20200101\n\n[схема](flow.csv)\n",
	"content/privacy/2020-01-01/flow.csv":         "a,b\n",
	"content/privacy/2020-01-01/en.md":            "+++\ntitle = \"Policy\"\nadded = 2020-03-01\n+++\n## Who we are\n\nword20200301\n",
	"content/privacy/2021-01-01/ru.md":            "+++\ntitle = \"Политика\"\npublished = 2020-12-01\neffective = 2021-01-01\nmaterial = true\nchanges = [\"перемена20201201\"]\n+++\n## Кто мы\n\nслово20201201\n",
	"content/privacy/2021-01-01/secret.csv":       "secret20201201\n",
	"content/privacy/draft/ru.md":                 "+++\ntitle = \"Политика\"\n+++\nчерновик99990101\n",
	"content/cookies/2022-01-01/ru.md":            "+++\ntitle = \"Файлы\"\npublished = 2022-01-01\n+++\nслово20220101 и [политика](/privacy/)\n",
	"content/privacy/2020-01-01/ru.2020-02-01.md": "+++\ntitle = \"Политика\"\ncorrected = 2020-02-01\nreason = \"опечатка20200201\"\n+++\n## Кто мы\n\nисправлено20200201\n",
}

// sealed returns a center's files with the seals of all that have a date.
func sealed(t *testing.T, files map[string]string) fstest.MapFS {
	t.Helper()
	return sealedOn(t, files, func(seal.Item) civil.Date { return civil.Of(2024, 1, 1) })
}

// sealedOn returns a center's files, each sealed on a day of its own.
func sealedOn(t *testing.T, files map[string]string, day func(seal.Item) civil.Date) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	src, diags, err := source.Read(context.Background(), fsys)
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	var sums []byte
	for _, item := range seal.Items(src) {
		if !item.Public.IsZero() {
			sums = seal.Append(sums, day(item), []seal.Entry{{Path: item.Name(), Sum: item.Sum}})
		}
	}
	fsys[seal.File] = &fstest.MapFile{Data: sums}
	return fsys
}

func load(t *testing.T, files map[string]string, day string) map[string][]byte {
	t.Helper()
	fsys := sealed(t, files)
	at, err := civil.Parse(day)
	if err != nil {
		t.Fatal(err)
	}
	s, diags, err := site.Load(context.Background(), fsys, site.Options{AsOf: at, Theme: themes.FS})
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
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

var dated = regexp.MustCompile(`(?:\p{Cyrillic}|word|secret)(\d{8})`)

// TestNothingEarly holds that no file of a day's site has a word that is public only later.
func TestNothingEarly(t *testing.T) {
	for _, day := range []string{"2020-01-01", "2020-02-01", "2020-03-01", "2020-11-30", "2020-12-01", "2021-01-01", "2022-01-01"} {
		limit := strings.ReplaceAll(day, "-", "")
		seen := map[string]bool{}
		for path, data := range load(t, center, day) {
			for _, m := range dated.FindAllSubmatch(data, -1) {
				word := string(m[1])
				seen[word] = true
				if word > limit {
					t.Errorf("%s: /%s holds a word of %s", day, path, word)
				}
			}
			if strings.Contains(path, "secret") && day < "2020-12-01" || strings.Contains(path, "cookies") && day < "2022-01-01" || strings.Contains(path, "draft") {
				t.Errorf("%s: /%s is not public", day, path)
			}
		}
		if !seen["20200101"] && day < "2020-02-01" || day >= "2020-12-01" && !seen["20201201"] {
			t.Errorf("%s: what is public is missing: %v", day, seen)
		}
	}
}

func TestSameBytes(t *testing.T) {
	one, two := load(t, center, "2022-01-01"), load(t, center, "2022-01-01")
	if len(one) != len(two) {
		t.Fatalf("%d and %d files", len(one), len(two))
	}
	for path, data := range one {
		if !bytes.Equal(data, two[path]) {
			t.Errorf("/%s differs between two builds", path)
		}
	}
}

func TestPages(t *testing.T) {
	files := load(t, center, "2020-12-15")
	for path, wants := range map[string][]string{
		"privacy/index.html":                                   {`<html lang="ru" dir="ltr">`, "исправлено20200201", `href="/legal/privacy/2020-01-01/flow.csv"`, "перемена20201201", `id="kto-my"`},
		"en/privacy/index.html":                                {`<html lang="en" dir="ltr">`, "word20200301", `id="kto-my"`, `hreflang="ru"`},
		"ar/privacy/index.html":                                {`<html lang="ar" dir="rtl">`, `<article class="text" lang="ru" dir="ltr">`, "noindex", `<link rel="canonical" href="https://a.example/legal/privacy/">`},
		"privacy/2021-01-01/index.html":                        {"слово20201201", "noindex"},
		"privacy/archive/index.html":                           {"2020-01-01", "2021-01-01"},
		"contact/index.html":                                   {"Связь", "mailto:a@a.example"},
		"index.html":                                           {"Добро пожаловать", "Политика"},
		"changelog/index.html":                                 {"перемена20201201"},
		"privacy/2020-01-01/ru.md":                             {"слово20200101"},
		"privacy/compare/2020-01-01..2021-01-01/index.html":    {"<ins>", "слово20201201", "<del>", "исправлено20200201", "перемена20201201", "noindex"},
		"ar/privacy/compare/2020-01-01..2021-01-01/index.html": {`<html lang="ar" dir="rtl">`, `<article class="text" lang="ru" dir="ltr">`},
		"feed.atom":                                            {"<updated>2020-12-01T12:00:00Z</updated>", "перемена20201201", "https://a.example/legal:privacy/2020-01-01:ru"},
		"en/privacy/feed.json":                                 {`"language":"en"`, `"date_published":"2020-03-01T12:00:00Z"`},
		"center.json":                                          {`"valid_until":"2021-01-01"`, `"built_as_of":"2020-12-15"`},
		"sitemap.xml":                                          {"<loc>https://a.example/legal/privacy/</loc>"},
		"privacy/2020-01-01/ru.2020-02-01.md":                  {"исправлено20200201"},
	} {
		for _, want := range wants {
			if !bytes.Contains(files[path], []byte(want)) {
				t.Errorf("/%s does not hold %q:\n%.600s", path, want, files[path])
			}
		}
	}
	for path, data := range files {
		if bytes.Contains(data, []byte("⟦")) || bytes.ContainsAny(data, "\x00\x01") {
			t.Errorf("/%s holds an unknown message or a mark without text", path)
		}
	}
}

// TestDeadLinks: an error on the day on which a text becomes public, when it can still be mended, and a warning once it is sealed.
func TestDeadLinks(t *testing.T) {
	files := maps.Clone(center)
	files["content/privacy/2020-01-01/ru.md"] = "+++\ntitle = \"П\"\npublished = 2020-01-01\n+++\nсм. [файлы](/cookies/)\n"
	for day, severity := range map[int]diag.Severity{1: diag.Error, 15: diag.Warning} {
		s, diags, err := site.Load(context.Background(), sealedOn(t, files, func(i seal.Item) civil.Date { return i.Public }), site.Options{AsOf: civil.Of(2020, 1, day), Theme: themes.FS})
		if err != nil || len(diags) != 1 || diags[0].Rule != "link-unpublished" || diags[0].Pos.Line != 5 || diags[0].Severity != severity || (s != nil) != (severity == diag.Warning) {
			t.Errorf("January %d: site %v, diagnostics %v, err %v", day, s != nil, diags, err)
		}
	}
}
