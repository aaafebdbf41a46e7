package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// alteration is what somebody who can write to a host does to a site.
type alteration struct {
	name   string
	do     func(t *testing.T, public string)
	want   []string // what is said where the sources are at hand
	alone  bool     // it is found without the sources
	unseen bool     // on a host it cannot be seen: it is in a file that a host does not serve, or that nothing leads to
}

// in replaces a text in files of a site, remove takes one away, add puts one there.
func in(file, old, now string) func(t *testing.T, public string) {
	return func(t *testing.T, public string) {
		t.Helper()
		name := filepath.Join(public, filepath.FromSlash(file))
		whole := slurp(t, name)
		altered := strings.ReplaceAll(whole, old, now)
		if altered == whole {
			t.Fatalf("%s does not hold %q", file, old)
		}
		lay(t, name, altered)
	}
}

func remove(file string) func(t *testing.T, public string) {
	return func(t *testing.T, public string) {
		t.Helper()
		if err := os.Remove(filepath.Join(public, filepath.FromSlash(file))); err != nil {
			t.Fatal(err)
		}
	}
}

func add(file, text string) func(t *testing.T, public string) {
	return func(t *testing.T, public string) {
		t.Helper()
		lay(t, filepath.Join(public, filepath.FromSlash(file)), text)
	}
}

func all(steps ...func(t *testing.T, public string)) func(t *testing.T, public string) {
	return func(t *testing.T, public string) {
		t.Helper()
		for _, do := range steps {
			do(t, public)
		}
	}
}

// found returns the first file of a site whose path matches a pattern.
func found(t *testing.T, public, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(public, filepath.FromSlash(pattern)))
	if err != nil || len(names) == 0 {
		t.Fatalf("no %s in the site: %v", pattern, err)
	}
	name, err := filepath.Rel(public, names[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

// forge writes another text, with its seal everywhere, so that the site agrees with itself.
func forge(t *testing.T, public string) {
	t.Helper()
	digest := func() string {
		return fmt.Sprintf("%x", sha256.Sum256([]byte(slurp(t, filepath.Join(public, "privacy/2026-01-10/ru.md")))))
	}
	before := digest()
	in("privacy/2026-01-10/ru.md", "Храним год", "Храним век")(t, public)
	after := digest()
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Base(name) != ".candor" {
			lay(t, name, strings.NewReplacer(before, after, "Храним год", "Храним век").Replace(slurp(t, name)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// eventfulCenter makes a center in which versions are in force, announced, superseded and withdrawn, sealed and built on a day.
func eventfulCenter(t *testing.T) (dir, public string) {
	t.Helper()
	dir = t.TempDir()
	lay(t, filepath.Join(dir, "config.toml"), "base_url = \"https://a.example/legal/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n"+
		"[redirects]\n\"/old.html\" = \"/privacy/\"\n")
	lay(t, filepath.Join(dir, "content/privacy/2025-01-10/ru.md"), "+++\ntitle = \"Политика\"\npublished = 2025-01-10\n+++\nХраним месяц.\n")
	lay(t, filepath.Join(dir, "content/privacy/2026-01-10/ru.md"), "+++\ntitle = \"Политика\"\npublished = 2026-01-10\nmaterial = true\nchanges = [\"Год.\"]\naction = \"Ничего.\"\n+++\nХраним год.\n\n[Схема](flow.csv)\n")
	lay(t, filepath.Join(dir, "content/privacy/2026-01-10/flow.csv"), "a,b\n")
	lay(t, filepath.Join(dir, "content/privacy/2026-03-10/ru.md"), "+++\ntitle = \"Политика\"\npublished = 2026-02-01\neffective = 2026-03-10\nmaterial = true\nchanges = [\"Срок.\"]\naction = \"Ничего.\"\n+++\nХраним полгода.\n")
	lay(t, filepath.Join(dir, "content/loyalty/2025-01-10/ru.md"), "+++\ntitle = \"Скидки\"\npublished = 2025-01-10\n+++\nСкидка всем.\n")
	lay(t, filepath.Join(dir, "content/loyalty/events/2025-05-01-withdraw.toml"), "on = 2025-05-01\nkind = \"withdraw\"\neffective = 2025-06-01\nreason = \"Всё.\"\n")
	lay(t, filepath.Join(dir, "content/cookies/2026-05-01/ru.md"), "+++\ntitle = \"Файлы\"\npublished = 2026-02-01\neffective = 2026-05-01\n+++\nФайлов нет.\n")
	lay(t, filepath.Join(dir, "content/contact.ru.md"), "+++\ntitle = \"Связь\"\n+++\nПишите.\n")
	on(t, "2026-02-01", dir, 0, "publish", "--adopt")
	on(t, siteDay, dir, 0, "build")
	return dir, filepath.Join(dir, "public")
}

// siteDay is the day on which [eventfulCenter] is built.
const siteDay = "2026-02-02"

// alterations are those of a site of [eventfulCenter].
func alterations(t *testing.T, public string) []alteration {
	seal := func(name string) string {
		for line := range strings.SplitSeq(slurp(t, filepath.Join(public, "archive.sum")), "\n") {
			if sum, file, _ := strings.Cut(line, "  "); file == name {
				return sum
			}
		}
		t.Fatalf("%s is not sealed", name)
		return ""
	}
	text := seal("privacy/2026-01-10/ru.md")
	zero := strings.Repeat("0", 64)
	style, script := found(t, public, "assets/*.css"), found(t, public, "assets/*.js")
	const page = "privacy/index.html"
	return []alteration{
		{name: "a word of a page", do: in(page, "Храним год", "Храним век"), want: []string{page + ": does not show the words of privacy/2026-01-10/ru.md", "[page-source]"}},
		{name: "a word of the page in another language", do: in("en/privacy/2026-01-10/index.html", "Храним год", "Храним век"), want: []string{"en/privacy/2026-01-10/index.html: ", "[page-source]"}},
		{name: "a word of an announced text", do: in("privacy/2026-03-10/index.html", "полгода", "полвека"), want: []string{"privacy/2026-03-10/index.html: ", "[page-source]"}},
		{name: "a word of a superseded text", do: in("privacy/2025-01-10/index.html", "Храним месяц", "Храним день"), want: []string{"privacy/2025-01-10/index.html: ", "[page-source]"}},
		{name: "a word of a policy that has ended", do: in("loyalty/index.html", "Скидка всем", "Скидка нам"), want: []string{"loyalty/index.html: ", "[page-source]"}},
		{name: "a word of a policy to come", do: in("cookies/index.html", "Файлов нет", "Файлы есть"), want: []string{"cookies/index.html: ", "[page-source]"}},
		{name: "the title of a policy", do: in(page, "Политика", "Условия"), want: []string{page + ": ", "[site-altered]"}},
		{name: "a day of a page", do: in(page, "2026-01-10", "2024-01-10"), want: []string{page + ": "}},
		{name: "the seal on a page", do: in("privacy/2026-01-10/index.html", text, zero), want: []string{"privacy/2026-01-10/index.html: was not made from", "[page-source]"}, alone: true},
		{name: "a page is gone", do: remove("privacy/2026-03-10/index.html"), want: []string{"privacy/2026-03-10/index.html: "}, alone: true},
		{name: "the altered text beside the true one in a comment", do: func(t *testing.T, public string) {
			whole := slurp(t, filepath.Join(public, page))
			from, to := strings.Index(whole, "<article"), strings.Index(whole, "</article>")+len("</article>")
			article := whole[from:to]
			lay(t, filepath.Join(public, page), whole[:from]+"<!-- "+article+" -->"+strings.ReplaceAll(article, "Храним год", "Храним век")+whole[to:])
		}, want: []string{page + ": ", "[page-source]"}},
		{name: "the true text in a template", do: all(in(page, "<article", "<template><article"), in(page, "</article>", "</article></template><p>Храним век.")), want: []string{page + ": ", "[page-source]"}, alone: true},
		{name: "two texts", do: in(page, "</article>", "</article><article>Храним век.</article>"), want: []string{page + ": ", "[page-source]"}, alone: true},
		{name: "a text that is hidden", do: in(page, "<article", "<article hidden"), want: []string{page + ": hides the text", "[page-source]"}, alone: true},
		{name: "a text in what is not shown", do: in(page, "<article", `<div style="display: none"><article`), want: []string{page + ": hides the text", "[page-source]"}, alone: true},
		{name: "a script in a page", do: in(page, "</body>", "<script>alert(1)</script></body>"), want: []string{page + ": runs a script of its own", "[page-active]"}, alone: true},
		{name: "a script of another host", do: in(page, "</body>", `<script src="https://b.example/x.js"></script></body>`), want: []string{page + ": loads a script of https://b.example/x.js"}, alone: true},
		{name: "an attribute that runs", do: in(page, "<body", `<body onload="alert(1)"`), want: []string{page + ": runs a script of its own (onload)"}, alone: true},
		{name: "a page that leads away", do: in(page, "<title>", `<meta http-equiv=refresh content="0; url=https://b.example/"><title>`), want: []string{page + ": leads away by itself"}, alone: true},
		{name: "another base of all addresses", do: in(page, "<title>", `<base href="https://b.example/"><title>`), want: []string{page + ": has the element <base>"}, alone: true},
		{name: "no policy for the browser", do: in(page, "Content-Security-Policy", "X-Nothing"), want: []string{page + ": is not as the center makes it", "[site-altered]"}},
		{name: "a redirect for the host", do: in("_redirects", "301", "301\n/legal/privacy/ https://b.example/ 301!"), want: []string{"_redirects: ", "[site-altered]"}, unseen: true},
		{name: "a header for the host", do: in("_headers", "script-src 'self'", "script-src *"), want: []string{"_headers: ", "[site-altered]"}, unseen: true},
		{name: "a version that never was", do: func(t *testing.T, public string) {
			add("privacy/2020-01-01/index.html", slurp(t, filepath.Join(public, page)))(t, public)
		}, want: []string{"privacy/2020-01-01/index.html: is in the site, and the center does not make it", "[site-foreign]"}, unseen: true},
		{name: "a version that never was, in the archive", do: func(t *testing.T, public string) {
			add("privacy/2020-01-01/index.html", slurp(t, filepath.Join(public, page)))(t, public)
			in("privacy/archive/index.html", "</main>", `<a href="/legal/privacy/2020-01-01/">2020</a></main>`)(t, public)
		}, want: []string{"privacy/2020-01-01/index.html: is ", "[site-foreign]", "privacy/archive/index.html: "}},
		{name: "a file that nobody made", do: add("prize.html", "You have won."), want: []string{"prize.html: ", "[site-foreign]"}, unseen: true},
		{name: "the home page", do: in("index.html", "Политика", "Условия"), want: []string{"index.html: ", "[site-altered]"}},
		{name: "the changelog", do: in("changelog/index.html", "Срок.", "Ничего."), want: []string{"changelog/index.html: ", "[site-altered]"}},
		{name: "the archive", do: in("privacy/archive/index.html", "2025-01-10", "2025-01-11"), want: []string{"privacy/archive/index.html: ", "[site-altered]"}},
		{name: "a notice", do: in("notices/privacy/2026-03-10/index.html", "Срок.", "Ничего."), want: []string{"notices/privacy/2026-03-10/index.html: ", "[site-altered]"}},
		{name: "a redline", do: in("privacy/compare/2025-01-10..2026-01-10/index.html", "месяц", "день"), want: []string{"privacy/compare/2025-01-10..2026-01-10/index.html: ", "[site-altered]"}},
		{name: "what has changed since", do: in("privacy/since/2025-01-10/index.html", "месяц", "день"), want: []string{"privacy/since/2025-01-10/index.html: ", "[site-altered]"}},
		{name: "a free page", do: in("contact/index.html", "Пишите", "Не пишите"), want: []string{"contact/index.html: ", "[site-altered]"}},
		{name: "the page of what is not there", do: in("404.html", "<main", "<main hidden"), want: []string{"404.html: ", "[site-altered]"}},
		{name: "the page of an old address", do: in("old.html", "/legal/privacy/", "https://b.example/"), want: []string{"old.html: ", "[site-altered]"}},
		{name: "a feed", do: in("feed.atom", "Срок.", "Ничего."), want: []string{"feed.atom: ", "[site-altered]"}},
		{name: "a feed for programs", do: in("privacy/feed.json", "Срок.", "Ничего."), want: []string{"privacy/feed.json: ", "[site-altered]"}},
		{name: "a version for programs", do: in("privacy/2026-03-10/version.json", "2026-03-10", "2027-03-10"), want: []string{"privacy/2026-03-10/version.json: ", "[site-altered]"}},
		{name: "the notices for programs", do: in("notices.json", "Срок.", "Ничего."), want: []string{"notices.json: ", "[site-altered]"}},
		{name: "the notice in other pages", do: in("embed/notice.js", "notices.json", "nothing.json"), want: []string{"embed/notice.js: ", "[site-altered]"}},
		{name: "a style that hides", do: in(style, "article", "artikel"), want: []string{style + ": ", "[site-altered]"}},
		{name: "the site's script", do: in(script, "document", "window"), want: []string{script + ": ", "[site-altered]"}},
		{name: "the list for crawlers", do: in("sitemap.xml", "/privacy/", "/private/"), want: []string{"sitemap.xml: ", "[site-altered]"}},
		{name: "the word to crawlers", do: in("robots.txt", "Allow", "Disallow"), want: []string{"robots.txt: ", "[site-altered]"}},
		{name: "the list of mementos", do: in("privacy/timemap.link", "2025-01-10", "2025-01-11"), want: []string{"privacy/timemap.link: ", "[site-altered]"}},
		{name: "a source", do: in("privacy/2026-01-10/ru.md", "год", "век"), want: []string{"privacy/2026-01-10/ru.md: is not what was sealed", "[seal-broken]"}, alone: true},
		{name: "an attachment", do: in("privacy/2026-01-10/flow.csv", "a", "b"), want: []string{"privacy/2026-01-10/flow.csv: is not what was sealed", "[seal-broken]"}, alone: true},
		{name: "an event", do: in("loyalty/events/2025-05-01-withdraw.toml", "Всё", "Так"), want: []string{"loyalty/events/2025-05-01-withdraw.toml: is not what was sealed", "[seal-broken]"}, alone: true},
		{name: "a source is gone", do: remove("privacy/2026-01-10/ru.md"), want: []string{"privacy/2026-01-10/ru.md: is sealed and not there", "[promise-archive]"}, alone: true},
		{name: "a seal", do: in("archive.sum", text, zero), want: []string{"privacy/2026-01-10/ru.md: is not what was sealed", "the center's is " + text, "[seal-broken]", "[seal-conflict]"}, alone: true},
		{name: "the day of a seal", do: in("archive.sum", "# sealed 2026-02-01", "# sealed 2020-02-01"),
			want: []string{"the site says that it was sealed on 2020-02-01, and the center on 2026-02-01", "[seal-conflict]"}},
		{name: "a seal has vanished", do: in("archive.sum", text+"  privacy/2026-01-10/ru.md\n", ""),
			want: []string{"privacy/2026-01-10/ru.md: was public on 2026-02-02 and is sealed in the center", "[seal-missing]"}},
		{name: "a seal is no line of its own", do: in("archive.sum", text, "f00"), want: []string{"[seal-malformed]"}, alone: true},
		{name: "the seal list is gone", do: remove("archive.sum"), want: []string{"archive.sum: is not there", "[seal-missing]"}, alone: true},
		{name: "the index", do: in("center.json", `"sha256":"`+text, `"sha256":"`+zero), want: []string{"privacy/2026-01-10/ru.md: center.json gives its seal as", "[seal-conflict]"}, alone: true},
		{name: "a version's seal in the index", do: in("center.json", `"seal":"`+text, `"seal":"`+zero), want: []string{"and that of the version as 0000", "[seal-conflict]"}, alone: true},
		{name: "a version is out of the index", do: in("center.json", `"in_force":"2026-01-10"`, `"in_force":"2025-01-10"`), want: []string{"center.json: ", "[site-altered]"}, alone: true},
		{name: "the index is gone", do: remove("center.json"), want: []string{"center.json: is not there or cannot be read", "[site-altered]"}, alone: true},
		{name: "text, pages, index and list together", do: forge, want: []string{"the center's is " + text, "[seal-conflict]"}},
	}
}

// TestVerifyTampered does to a site, one after the other, what somebody can who can write to its host, and holds that verify names it, in the
// folder and as a host serves it; and, without the sources, that it finds what it is said to find, and nothing more is claimed.
func TestVerifyTampered(t *testing.T) {
	dir, public := eventfulCenter(t)
	served, elsewhere := t.TempDir(), t.TempDir()
	host := httptest.NewServer(http.StripPrefix("/legal", http.FileServer(http.Dir(served))))
	defer host.Close()
	fresh := func(t *testing.T) {
		t.Helper()
		if err := os.RemoveAll(served); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(served, os.DirFS(public)); err != nil {
			t.Fatal(err)
		}
	}
	fresh(t)
	for _, where := range []string{served, host.URL + "/legal/"} {
		on(t, siteDay, dir, 0, "verify", where)
		on(t, siteDay, elsewhere, 0, "verify", where)
	}
	for _, a := range alterations(t, public) {
		t.Run(a.name, func(t *testing.T) {
			fresh(t)
			a.do(t, served)
			for _, where := range []string{served, host.URL + "/legal/"} {
				if a.unseen && where != served {
					on(t, siteDay, dir, 0, "verify", where)
					continue
				}
				out, _ := on(t, siteDay, dir, 1, "verify", where)
				for _, want := range a.want {
					if !strings.Contains(out, want) {
						t.Errorf("%s lacks %q:\n%s", where, want, out)
					}
				}
			}
			alone := 0
			if a.alone {
				alone = 1
			}
			if out, _ := on(t, siteDay, elsewhere, alone, "verify", served); !strings.Contains(out, "the sources are not at hand") {
				t.Errorf("without the sources it is not said what cannot be known:\n%s", out)
			}
		})
	}
}

// TestVerifyDay holds what is said of a site whose day is over, was asked for, or is not the day of these sources.
func TestVerifyDay(t *testing.T) {
	dir, public := eventfulCenter(t)
	on(t, "2026-02-09", dir, 0, "verify", public)
	if out, _ := on(t, "2026-02-10", dir, 3, "verify", public); !strings.Contains(out, "center.json: the site was built as of 2026-02-02 and changed on 2026-02-10; today is 2026-02-10: build it [out-of-date]") {
		t.Error(out)
	}
	past := filepath.Join(dir, "past")
	on(t, siteDay, dir, 0, "build", "--as-of", "2026-02-02", "--out", past, "--base-url", "https://b.example/")
	if out, _ := on(t, siteDay, dir, 0, "verify", past); !strings.Contains(out, "its address is https://b.example/, and the center's is https://a.example/legal/") {
		t.Error(out)
	}
	preview := filepath.Join(dir, "preview")
	on(t, siteDay, dir, 0, "new", "privacy")
	on(t, siteDay, dir, 0, "build", "--drafts", "--out", preview)
	on(t, siteDay, dir, 0, "verify", preview)
	on(t, siteDay, dir, 0, "verify", public) // drafts are no part of it

	lay(t, filepath.Join(dir, "content/contact.ru.md"), "+++\ntitle = \"Связь\"\n+++\nЗвоните.\n")
	if out, _ := on(t, siteDay, dir, 3, "verify", public); !strings.Contains(out, "not built from the sources as they are here") {
		t.Error(out)
	}
	in("privacy/index.html", "Храним год", "Храним век")(t, public)
	on(t, siteDay, dir, 1, "verify", public) // what is altered is found all the same
	lay(t, filepath.Join(dir, "content/contact.ru.md"), "no title\n")
	if out, _ := on(t, siteDay, dir, 2, "verify", past); !strings.Contains(out, "the center here cannot be built for 2026-02-02") {
		t.Error(out)
	}
}

// TestVerifyHost holds that a host that leads readers elsewhere is found out.
func TestVerifyHost(t *testing.T) {
	dir, public := eventfulCenter(t)
	files := http.StripPrefix("/legal", http.FileServer(http.Dir(public)))
	var lead func(w http.ResponseWriter, r *http.Request) bool
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !lead(w, r) {
			files.ServeHTTP(w, r)
		}
	}))
	defer host.Close()
	for _, c := range []struct {
		name string
		lead func(w http.ResponseWriter, r *http.Request) bool
		code int
		want string
	}{
		{"nothing", func(http.ResponseWriter, *http.Request) bool { return false }, 0, ""},
		{"elsewhere", func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == "/legal/privacy/" {
				http.Redirect(w, r, "/legal/loyalty/", http.StatusFound)
			}
			return r.URL.Path == "/legal/privacy/"
		}, 1, "privacy/index.html: its address leads on to "},
		{"by a header", func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == "/legal/privacy/" {
				w.Header().Set("Refresh", "0; url=https://b.example/")
			}
			return false
		}, 1, "privacy/index.html: its address leads on to 0; url=https://b.example/"},
		{"nobody at home", func(w http.ResponseWriter, _ *http.Request) bool {
			http.Error(w, "later", http.StatusServiceUnavailable)
			return true
		}, 2, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			lead = c.lead
			if out, _ := on(t, siteDay, dir, c.code, "verify", host.URL+"/legal/"); !strings.Contains(out, c.want) {
				t.Errorf("lacks %q:\n%s", c.want, out)
			}
		})
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
		if out, _ := on(t, day, dir, 3, "verify", public); !strings.Contains(out, want+day) || strings.Count(out, "[out-of-date]") != 1 {
			t.Errorf("%s:\n%s", day, out)
		}
	}
	on(t, "2026-02-09", t.TempDir(), 0, "verify", public) // without the center nothing tells
}
