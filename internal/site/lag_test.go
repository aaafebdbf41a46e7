package site_test

import (
	"context"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/locale"
	"candor/internal/source"
	"candor/themes"
)

// behind is a center whose original is Russian: the English text stayed behind with the first version, the Kazakh one follows every version, and a
// third version is announced of which there is a German text alone that follows the second.
func behind(t *testing.T) map[string]string {
	t.Helper()
	const first, second, third = "Мы храним письма год.\n", "Мы храним письма два года.\n", "Мы храним письма три года.\n"
	front := func(title, more string) string { return "+++\ntitle = \"" + title + "\"\n" + more + "\n+++\n" }
	of := func(body string) string { return `translates = "` + follows(t, body) + `"` }
	return map[string]string{
		"config.toml": "base_url = \"https://a.example/\"\ntime_zone = \"UTC\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n[[languages]]\ntag = \"ru\"\n" +
			"[[languages]]\ntag = \"kk\"\n[[languages]]\ntag = \"de\"\n",
		"content/privacy/policy.toml":      "authoritative = \"ru\"\n",
		"content/privacy/2021-01-01/ru.md": front("Политика", "published = 2021-01-01") + first,
		"content/privacy/2021-01-01/en.md": front("Policy", of(first)) + "We keep letters for a year.\n",
		"content/privacy/2021-01-01/kk.md": front("Саясат", of(first)) + "Хаттарды бір жыл сақтаймыз.\n",
		"content/privacy/2022-01-01/ru.md": front("Политика", "published = 2021-12-01\neffective = 2022-01-01\nmaterial = true\nchanges = [\"Письма хранятся два года\"]") + second,
		"content/privacy/2022-01-01/en.md": front("Policy", of(first)) + "We keep letters for a year.\n",
		"content/privacy/2022-01-01/kk.md": front("Саясат", of(second)+"\nchanges = [\"Хаттар екі жыл сақталады\"]") + "Хаттарды екі жыл сақтаймыз.\n",
		"content/privacy/2022-01-01/de.md": front("Richtlinie", of(second)) + "Wir bewahren Briefe zwei Jahre auf.\n",
		"content/privacy/2023-01-01/ru.md": front("Политика", "published = 2022-12-01\neffective = 2023-01-01\nmaterial = true\nchanges = [\"Письма хранятся три года\"]") + third,
		"content/privacy/2023-01-01/de.md": front("Richtlinie", of(second)) + "Wir bewahren Briefe zwei Jahre auf!\n",
	}
}

// follows is how a translation names the body of a text that it was made from.
func follows(t *testing.T, body string) string {
	t.Helper()
	src, diags, err := source.Read(context.Background(), fstest.MapFS{"config.toml": {Data: []byte(conf)}, "content/x/draft/ru.md": {Data: []byte("+++\ntitle = \"T\"\n+++\n" + body)}})
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	return src.Texts[0].Follows()
}

// TestTranslationThatStayedBehind holds what readers of a language are told whose text stayed behind: at the top which wording it is, what it lacks
// and where the whole text is; on the home page, on notices and on pages of versions the same.
func TestTranslationThatStayedBehind(t *testing.T) {
	site := made(t, sealed(t, behind(t)), "2022-12-15")
	for page, want := range map[string]string{
		"privacy/index.html": "This English text is the wording of January 1, 2021 The policy has changed since; this page does not include: Письма хранятся два года " +
			"The current version is available in: Russian , Kazakh , German Comparison (Russian)",
		"privacy/2022-01-01/index.html":            "This English text is the wording of January 1, 2021 The policy has changed since; this page does not include:",
		"index.html":                               "The English text is the wording of January 1, 2021; the policy has changed since",
		"notices/privacy/2022-01-01/index.html":    "The English text of this version is still the wording of January 1, 2021",
		"de/notices/privacy/2023-01-01/index.html": "Der Text dieser Fassung (Deutsch) hat noch den Wortlaut vom 1. Januar 2022",
		"de/privacy/2023-01-01/index.html": "Dieser Text (Deutsch) ist die Fassung vom 1. Januar 2022 Auf dieser Seite fehlt: Письма хранятся три года " +
			"Diese Fassung gibt es in diesen Sprachen: Russisch Vergleich (Russisch)",
	} {
		if got := site.words(page); !strings.Contains(got, want) {
			t.Errorf("/%s does not say %q:\n%s", page, want, got)
		}
	}
	for _, page := range []string{"kk/privacy/index.html", "ru/privacy/index.html", "de/privacy/index.html", "privacy/2021-01-01/index.html"} {
		if strings.Contains(string(site.file(page)), "notice material lag") {
			t.Errorf("/%s says that its text stayed behind", page)
		}
	}
	page := string(site.file("privacy/index.html"))
	if !strings.Contains(page, `<ul lang="ru" dir="ltr"><li>Письма хранятся два года`) || strings.Index(page, "notice material lag") > strings.Index(page, "<article") {
		t.Errorf("the changes have no language of their own, or stand below the text:\n%s", page)
	}
	before := made(t, sealed(t, behind(t)), "2021-12-15") // the change is announced, and its text stays behind
	if got, want := before.words("privacy/2022-01-01/index.html"), "This English text is the wording of January 1, 2021 This page does not include: Письма хранятся два года"; !strings.Contains(got, want) {
		t.Errorf("an announced version does not say %q:\n%s", want, got)
	}
	if strings.Contains(before.words("privacy/index.html"), "has changed since") {
		t.Error("the policy has not changed yet")
	}
}

// TestOriginalWasCorrected holds that readers of a translation are told that the original was corrected and their text was not: in a line where it
// was a typing error, as strongly as of a change where a number was corrected, as centers could do once.
func TestOriginalWasCorrected(t *testing.T) {
	files := behind(t)
	const correction = "content/privacy/2022-01-01/ru.2022-02-01.md"
	for material, banner := range map[string]bool{"": false, "not_material = true\n": true} {
		files[correction] = "+++\ntitle = \"Политика\"\ncorrected = 2022-02-01\n" + material + "reason = \"опечатка\"\n+++\nМы храним письма два года!\n"
		site := made(t, sealed(t, files), "2022-03-01")
		if kazakh := string(site.file("kk/privacy/index.html")); strings.Contains(kazakh, "notice material lag") != banner {
			t.Errorf("%q: a banner: %v", material, !banner)
		}
		for page, tells := range map[string]bool{"kk/privacy/index.html": true, "ru/privacy/index.html": false, "kk/privacy/2021-01-01/index.html": false} {
			lang, _, _ := strings.Cut(page, "/")
			words := opening(printers(t)(lang).Text("lag_corrected", "\x00"))
			if got := strings.Contains(site.words(page), words); got != tells {
				t.Errorf("%q: /%s says that the original was corrected: %v", material, page, got)
			}
		}
	}
}

// TestNoComparisonOfEqualWordings holds that no page compares a translation that stayed behind with the wording that it stayed behind with: its
// address stands, says why, and leads to the comparison of the originals, as every other page does at once.
func TestNoComparisonOfEqualWordings(t *testing.T) {
	site := made(t, sealed(t, behind(t)), "2023-02-01")
	for page, original := range map[string]string{
		"privacy/compare/2021-01-01..2022-01-01/index.html":    "/ru/privacy/compare/2021-01-01..2022-01-01/",
		"de/privacy/compare/2022-01-01..2023-01-01/index.html": "/ru/privacy/compare/2022-01-01..2023-01-01/",
		"de/privacy/since/2022-01-01/index.html":               "/ru/privacy/since/2022-01-01/",
	} {
		html := string(site.file(page))
		if strings.Contains(html, "<article") || !strings.Contains(html, `href="`+original+`" hreflang="ru"`) && !strings.Contains(html, `href="`+original+`" hreflang=ru`) {
			t.Errorf("/%s compares, or does not lead to %s:\n%s", page, original, html)
		}
		if !strings.Contains(html, "noindex") || !strings.Contains(html, `rel="canonical" href="https://a.example`+original+`"`) && !strings.Contains(html, `href="https://a.example`+original+`" rel="canonical"`) {
			t.Errorf("/%s: %s", page, html[:strings.Index(html, "<body")])
		}
	}
	for _, page := range []string{"ru/privacy/compare/2021-01-01..2022-01-01/index.html", "kk/privacy/compare/2021-01-01..2022-01-01/index.html"} {
		if !strings.Contains(string(site.file(page)), "<ins") {
			t.Errorf("/%s compares nothing", page)
		}
	}
	leads := regexp.MustCompile(`href="?/(?:(de)/)?privacy/(?:compare/(?:2021-01-01\.\.2022|2022-01-01\.\.2023)|since/2022)-01-01/`)
	for _, name := range site.names {
		if path.Ext(name) != ".html" || strings.Contains(name, "/compare/") || strings.Contains(name, "/since/") || strings.HasPrefix(name, "ru/") || strings.HasPrefix(name, "kk/") {
			continue
		}
		for _, m := range leads.FindAllStringSubmatch(string(site.file(name)), -1) {
			if german := strings.HasPrefix(name, "de/"); german && m[1] == "de" && !strings.Contains(m[0], "2021") || !german && m[1] == "" && strings.Contains(m[0], "2021") {
				t.Errorf("/%s leads to %s, which compares nothing", name, m[0])
			}
		}
	}
	for _, name := range []string{"feed.atom", "notices.json", "privacy/2022-01-01/version.json"} {
		if strings.Contains(string(site.file(name)), "a.example/privacy/compare/2021-01-01..2022-01-01") {
			t.Errorf("/%s leads to a page that compares nothing", name)
		}
	}
}

// TestDemonstrationComparesNothingEqual holds for every language and period of the demonstration that a page says that two texts do not differ only
// where the originals do not.
func TestDemonstrationComparesNothingEqual(t *testing.T) {
	catalog := printers(t)
	compared := 0
	for _, day := range periods {
		files := demonstration(t, day)
		for _, name := range files.names {
			if !strings.Contains(name, "/compare/") && !strings.Contains(name, "/since/") {
				continue
			}
			compared++
			lang, original, found := strings.Cut(name, "/")
			if !found || !slices.Contains([]string{"en", "kk", "ar"}, lang) {
				lang, original = "ru", name
			}
			equal := func(lang, name string) bool {
				return strings.Contains(files.words(name), catalog(lang).Text("redline_none"))
			}
			if equal(lang, name) && !equal("ru", original) {
				t.Errorf("%s: /%s says that the texts do not differ", day, name)
			}
		}
	}
	if compared < 50 {
		t.Errorf("%d pages were looked at", compared)
	}
}

// printers gives the words of a language.
func printers(t *testing.T) func(lang string) *locale.Printer {
	t.Helper()
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	catalog, diags := locale.Load(base)
	if diags.Failed() {
		t.Fatal(diags)
	}
	return catalog.Printer
}
