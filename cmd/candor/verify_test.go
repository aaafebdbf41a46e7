package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifyTampered alters one file after the other of a built site, and holds that verify names it, in the folder and as a host serves it.
func TestVerifyTampered(t *testing.T) {
	dir := t.TempDir()
	lay(t, filepath.Join(dir, "config.toml"), "base_url = \"https://a.example/legal/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n")
	lay(t, filepath.Join(dir, "content/privacy/2026-01-10/ru.md"), "+++\ntitle = \"Политика\"\npublished = 2026-01-10\n+++\nХраним год.\n\n[Схема](flow.csv)\n")
	lay(t, filepath.Join(dir, "content/privacy/2026-01-10/flow.csv"), "a,b\n")
	lay(t, filepath.Join(dir, "content/privacy/2026-03-10/ru.md"), "+++\ntitle = \"Политика\"\npublished = 2026-02-01\neffective = 2026-03-10\nmaterial = true\nchanges = [\"Срок.\"]\n+++\nХраним полгода.\n")
	lay(t, filepath.Join(dir, "content/loyalty/2025-01-10/ru.md"), "+++\ntitle = \"Скидки\"\npublished = 2025-01-10\n+++\nСкидка всем.\n")
	lay(t, filepath.Join(dir, "content/loyalty/events/2025-05-01-withdraw.toml"), "on = 2025-05-01\nkind = \"withdraw\"\neffective = 2025-06-01\nreason = \"Всё.\"\n")
	lay(t, filepath.Join(dir, "content/cookies/2026-05-01/ru.md"), "+++\ntitle = \"Файлы\"\npublished = 2026-02-01\neffective = 2026-05-01\n+++\nФайлов нет.\n")
	on(t, "2026-02-01", dir, 0, "publish", "--adopt")
	const day = "2026-02-02"
	on(t, day, dir, 0, "build")
	public := filepath.Join(dir, "public")
	host := httptest.NewServer(http.StripPrefix("/legal", http.FileServer(http.Dir(public))))
	defer host.Close()
	seal := func(name string) string {
		for line := range strings.SplitSeq(slurp(t, filepath.Join(public, "archive.sum")), "\n") {
			if sum, file, _ := strings.Cut(line, "  "); file == name {
				return sum
			}
		}
		t.Fatalf("%s is not sealed", name)
		return ""
	}
	source := seal("privacy/2026-01-10/ru.md")
	for _, c := range []struct {
		name, file, old, now string // an empty now takes the file away where old is empty too
		day                  string
		want                 []string
	}{
		{"nothing", "index.html", "A", "A", day, nil},
		{"a word of a page", "privacy/index.html", "Храним год", "Храним век", day, []string{"privacy/index.html: does not show the words of privacy/2026-01-10/ru.md", "[page-source]"}},
		{"a word of the page in another language", "en/privacy/2026-01-10/index.html", "Храним год", "Храним век", day, []string{"en/privacy/2026-01-10/index.html: ", "[page-source]"}},
		{"a word of an announced text", "privacy/2026-03-10/index.html", "полгода", "полвека", day, []string{"privacy/2026-03-10/index.html: ", "[page-source]"}},
		{"a word of a policy that has ended", "loyalty/index.html", "Скидка всем", "Скидка нам", day, []string{"loyalty/index.html: ", "[page-source]"}},
		{"a word of a policy to come", "cookies/index.html", "Файлов нет", "Файлы есть", day, []string{"cookies/index.html: ", "[page-source]"}},
		{"the seal on a page", "privacy/2026-01-10/index.html", source, strings.Repeat("0", 64), day, []string{"privacy/2026-01-10/index.html: was not made from", "[page-source]"}},
		{"a page is gone", "privacy/2026-03-10/index.html", "", "", day, []string{"privacy/2026-03-10/index.html: "}},
		{"a source", "privacy/2026-01-10/ru.md", "год", "век", day, []string{"privacy/2026-01-10/ru.md: is not what was sealed", "[seal-broken]"}},
		{"an attachment", "privacy/2026-01-10/flow.csv", "a", "b", day, []string{"privacy/2026-01-10/flow.csv: is not what was sealed", "[seal-broken]"}},
		{"a source is gone", "privacy/2026-01-10/ru.md", "", "", day, []string{"privacy/2026-01-10/ru.md: is sealed and not there", "[promise-archive]"}},
		{"a seal", "archive.sum", source, strings.Repeat("0", 64), day, []string{"privacy/2026-01-10/ru.md: is not what was sealed", "the center's is " + source, "[seal-broken]", "[seal-conflict]"}},
		{"a seal has vanished", "archive.sum", source + "  privacy/2026-01-10/ru.md\n", "", day, []string{"privacy/2026-01-10/ru.md: was public on 2026-02-02 and is sealed in the center", "[seal-missing]"}},
		{"a seal is no line of its own", "archive.sum", source, "f00", day, []string{"[seal-malformed]"}},
		{"the seal list is gone", "archive.sum", "", "", day, []string{"archive.sum: is not there", "[seal-missing]"}},
		{"the index", "center.json", "\"sha256\":\"" + source, "\"sha256\":\"" + strings.Repeat("0", 64), day,
			[]string{"privacy/2026-01-10/ru.md: center.json gives its seal as", "[seal-conflict]"}},
		{"a version's seal in the index", "center.json", "\"seal\":\"" + source, "\"seal\":\"" + strings.Repeat("0", 64), day,
			[]string{"and that of the version as 0000", "[seal-conflict]"}},
		{"the index is gone", "center.json", "", "", day, []string{"center.json: is not there or cannot be read", "[out-of-date]"}},
		{"the eve of a change", "index.html", "A", "A", "2026-03-09", nil},
		{"a change has passed", "index.html", "A", "A", "2026-03-10", []string{"center.json: the site was built as of 2026-02-02 and changed on 2026-03-10; today is 2026-03-10", "[out-of-date]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(public, filepath.FromSlash(c.file))
			whole := slurp(t, file)
			defer lay(t, file, whole)
			switch altered := strings.ReplaceAll(whole, c.old, c.now); {
			case c.old == "":
				if err := os.Remove(file); err != nil {
					t.Fatal(err)
				}
			case altered == whole && c.old != c.now:
				t.Fatalf("%s does not hold %q", c.file, c.old)
			default:
				lay(t, file, altered)
			}
			code := 1
			if c.want == nil {
				code = 0
			}
			for _, where := range []string{public, host.URL + "/legal/"} {
				out, _ := on(t, c.day, dir, code, "verify", where)
				for _, want := range c.want {
					if !strings.Contains(out, want) {
						t.Errorf("%s lacks %q:\n%s", where, want, out)
					}
				}
			}
		})
	}
	// without the center the site is held against its own seals
	elsewhere := t.TempDir()
	on(t, day, elsewhere, 0, "verify", host.URL+"/legal")
	lay(t, filepath.Join(public, "privacy/2026-01-10/ru.md"), "other\n")
	if out, _ := on(t, day, elsewhere, 1, "verify", host.URL+"/legal"); !strings.Contains(out, "[seal-broken]") {
		t.Error(out)
	}
}

// TestVerifyScheduled holds that a site without a version that was scheduled when it was built is out of date from the day of that version on,
// though nothing in the site tells of it.
func TestVerifyScheduled(t *testing.T) {
	dir := t.TempDir()
	lay(t, filepath.Join(dir, "config.toml"), "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n")
	lay(t, filepath.Join(dir, "content/privacy/2026-01-10/en.md"), "+++\ntitle = \"Privacy\"\npublished = 2026-01-10\n+++\nWe keep it a year.\n")
	lay(t, filepath.Join(dir, "content/privacy/2026-02-08/en.md"), "+++\ntitle = \"Privacy\"\npublished = 2026-02-08\nchanges = [\"Term.\"]\n+++\nWe keep it a month.\n")
	on(t, "2026-02-05", dir, 0, "publish", "--adopt")
	on(t, "2026-02-05", dir, 0, "build")
	public := filepath.Join(dir, "public")
	on(t, "2026-02-07", dir, 0, "verify", public)
	const want = "center.json: the site was built as of 2026-02-05 and changed on 2026-02-08; today is "
	for _, day := range []string{"2026-02-08", "2026-02-09"} {
		if out, _ := on(t, day, dir, 1, "verify", public); !strings.Contains(out, want+day) || strings.Count(out, "[out-of-date]") != 1 {
			t.Errorf("%s:\n%s", day, out)
		}
	}
	on(t, "2026-02-09", t.TempDir(), 0, "verify", public) // without the center nothing tells
}
