package site_test

import (
	"encoding/xml"
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/site"
	"candor/themes"
)

const origin = "https://privacy.versta.example"

type alternate struct {
	Lang string `xml:"hreflang,attr"`
	URL  string `xml:"href,attr"`
}

type urlset struct {
	URLs []struct {
		Loc        string      `xml:"loc"`
		Alternates []alternate `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"url"`
}

var (
	canonicalLink = regexp.MustCompile(`<link rel="?canonical"? href="?([^">\s]+)"?`)
	alternateLink = regexp.MustCompile(`<link rel="?alternate"? hreflang="?([^">\s]+)"? href="?([^">\s]+)"?`)
)

// file is the path in the output of an address of the demonstration.
func file(url string) string {
	return strings.TrimPrefix(strings.TrimPrefix(url, origin)+"index.html", "/")
}

// TestSitemap holds that the sitemap lists exactly the pages that may be found and are canonical, each with the alternates of the page itself.
func TestSitemap(t *testing.T) {
	for _, day := range periods {
		files := demonstration(t, day)
		var set urlset
		if err := xml.Unmarshal(files.file("sitemap.xml"), &set); err != nil {
			t.Fatal(err)
		}
		listed := map[string]bool{}
		for _, u := range set.URLs {
			name := file(u.Loc)
			listed[name] = true
			html := string(files.file(name))
			if m := canonicalLink.FindStringSubmatch(html); m == nil || m[1] != u.Loc || strings.Contains(html, "noindex") {
				t.Errorf("%s: %s is listed and is not the page to be found: %v", day, u.Loc, m)
			}
			want := map[string]string{}
			for _, m := range alternateLink.FindAllStringSubmatch(html, -1) {
				want[m[1]] = m[2]
			}
			got := map[string]string{}
			for _, a := range u.Alternates {
				got[a.Lang] = a.URL
			}
			if len(got) == 0 && len(want) == 2 { // a page in one language: itself and x-default
				got = want
			}
			if !maps.Equal(got, want) {
				t.Errorf("%s: alternates of %s: %v, in the page %v", day, u.Loc, got, want)
			}
		}
		for _, name := range files.names {
			if !strings.HasSuffix(name, "/index.html") || strings.Contains(name, "/compare/") || listed[name] {
				continue
			}
			html := string(files.file(name))
			m := canonicalLink.FindStringSubmatch(html)
			if m != nil && file(m[1]) == name && !strings.Contains(html, "noindex") {
				t.Errorf("%s: /%s is not listed", day, name)
			}
		}
	}
}

var linkValue = regexp.MustCompile(`^<([^>]+)>; rel="([a-z ]+)"(?:; type="application/link-format"; from="([^"]+)"; until="([^"]+)")?(?:; datetime="([^"]+)")?,?$`)

// TestTimeMaps reads the TimeMaps of the demonstration: every memento is a version's page that was in force from its moment on.
func TestTimeMaps(t *testing.T) {
	for _, day := range periods {
		files := demonstration(t, day)
		maps := 0
		for _, name := range files.names {
			if strings.HasSuffix(name, "timemap.link") {
				maps++
				checkTimeMap(t, day, name, files)
			}
		}
		if maps == 0 {
			t.Errorf("%s: no TimeMap", day)
		}
	}
	want := `<https://privacy.versta.example/terms/>; rel="original",
<https://privacy.versta.example/terms/timemap.link>; rel="self"; type="application/link-format"; from="Sun, 12 May 2019 21:00:00 GMT"; until="Wed, 31 Aug 2022 21:00:00 GMT",
<https://privacy.versta.example/terms/2019-05-13/>; rel="first memento"; datetime="Sun, 12 May 2019 21:00:00 GMT",
<https://privacy.versta.example/terms/2022-09-01/>; rel="last memento"; datetime="Wed, 31 Aug 2022 21:00:00 GMT"
`
	if got := string(demonstration(t, "2026-11-25").file("terms/timemap.link")); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func checkTimeMap(t *testing.T, day, name string, files built) {
	t.Helper()
	text := string(files.file(name))
	var last time.Time
	rels := map[string]int{}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		m := linkValue.FindStringSubmatch(line)
		if m == nil || strings.HasSuffix(line, ",") != (i < len(lines)-1) {
			t.Errorf("%s: /%s: bad line %q", day, name, line)
			continue
		}
		for _, rel := range strings.Fields(m[2]) {
			rels[rel]++
		}
		if m[5] == "" {
			continue
		}
		at, err := time.Parse(time.RFC1123, m[5])
		if err != nil || !at.After(last) || files.of[file(m[1])] == nil || at.Format(time.DateOnly) > day {
			t.Errorf("%s: /%s: bad memento %q (%v)", day, name, line, err)
		}
		last = at
	}
	if rels["original"] != 1 || rels["self"] != 1 || rels["first"] != 1 || rels["last"] != 1 || rels["memento"] != len(lines)-2 {
		t.Errorf("%s: /%s: relations %v", day, name, rels)
	}
}

// TestRedirectsTaken holds that no redirect takes the address of a page or a file, whatever its case, and that each is one of a page or a file.
func TestRedirectsTaken(t *testing.T) {
	for from, want := range map[string]string{
		"/privacy/": "collision", "/privacy": "collision", "/privacy/index.html": "collision", "/Privacy/": "collision", "/Index.html": "collision", "/": "collision",
		"/privacy/2021-01-01/ru.md": "collision", "/feed.atom": "collision", "/_headers": "collision", "/_redirects": "collision", "/archive.sum": "collision",
		"/e/*": "config", "/e/:id": "config", "/../x": "config", "/a//b": "config", "/a/./b": "config", "/a?b": "config", "/a#b": "config", "/a\\\\b": "config",
		"/old/": "", "/old.html": "", "/old": "", "/%D0%BF/": "", "/privacy/old/": "",
	} {
		fsys := sealed(t, center)
		fsys["config.toml"] = &fstest.MapFile{Data: []byte(conf + "[redirects]\n\"" + from + "\" = \"/privacy/\"\n")}
		_, diags, err := site.Load(t.Context(), fsys, site.Options{AsOf: civil.Of(2022, 1, 1), Theme: themes.FS})
		if err != nil {
			t.Fatal(err)
		}
		var said string
		for _, d := range diags {
			if d.Severity == diag.Error {
				said = d.Rule
				if d.Pos.File != "config.toml" || d.Pos.Line < 2 {
					t.Errorf("%s: %v", from, d)
				}
			}
		}
		if said != want {
			t.Errorf("%s: %q, want %q: %v", from, said, want, diags)
		}
	}
}

// TestHosts holds the files for hosts, below the path of base_url.
func TestHosts(t *testing.T) {
	files := maps.Clone(center)
	files["config.toml"] = conf + "[redirects]\n\"/old.html\" = \"/privacy/\"\n\"/away\" = \"https://b.example/\"\n\"/gone/\" = \"/?a#b\"\n\"/soon/\" = \"/nothing/\"\n\"/old.pdf\" = \"/\"\n"
	got := load(t, files, "2022-01-01")
	for name, want := range map[string]string{
		"_redirects": "/legal/away https://b.example/ 301\n/legal/gone/ /legal/?a#b 301\n/legal/old.html /legal/privacy/ 301\n/legal/old.pdf /legal/ 301\n",
		"robots.txt": "User-agent: *\nAllow: /\nSitemap: https://a.example/legal/sitemap.xml\n",
	} {
		if string(got[name]) != want {
			t.Errorf("/%s:\n%s", name, got[name])
		}
	}
	for name, want := range map[string]string{ // for hosts that read no _redirects
		"old.html":        `content="0; url=/legal/privacy/"><link rel="canonical" href="https://a.example/legal/privacy/">`,
		"away/index.html": `<a href="https://b.example/">https://b.example/</a>`,
	} {
		if !strings.Contains(string(got[name]), want) {
			t.Errorf("/%s:\n%s", name, got[name])
		}
	}
	if strings.Contains(string(got["privacy/index.html"]), "refresh") || got["old.pdf"] != nil || got["soon/index.html"] != nil {
		t.Error("a page stands where the site has one, or where a host would not show it")
	}
	rules := strings.Split("\n"+string(got["_headers"]), "\n/")[1:]
	headers := map[string]string{}
	for _, rule := range rules {
		path, lines, _ := strings.Cut(rule, "\n")
		headers[path] = lines
	}
	for path, want := range map[string]string{"legal/*": "default-src 'none'", "legal/assets/*": "immutable", "legal/notices.json": "Access-Control-Allow-Origin: *", "legal/embed/*": "Access-Control-Allow-Origin: *"} {
		if !strings.Contains(headers[path], want) {
			t.Errorf("_headers of /%s: %q", path, headers[path])
		}
	}
	for path := range headers {
		if before, after, star := strings.Cut(path, "*"); star && (after != "" || !strings.HasSuffix(before, "/")) {
			t.Errorf("_headers: /%s is read otherwise by some hosts", path)
		}
	}
	if strings.Count(string(got["_headers"]), "Cache-Control") != 1 {
		t.Error("only files with a hash in their name are cached for ever")
	}
	hashed := regexp.MustCompile(`^assets/.+\.[0-9a-f]{8,}\.[a-z0-9]+$`)
	assets := slices.DeleteFunc(slices.Collect(maps.Keys(got)), func(name string) bool { return !strings.HasPrefix(name, "assets/") })
	if len(assets) == 0 {
		t.Error("no assets")
	}
	for _, name := range assets {
		if !hashed.MatchString(name) {
			t.Errorf("/%s is cached for ever and has no hash in its name", name)
		}
	}
}

// TestHeadersOfFiles holds that each TimeMap, each source and each SVG image is served as what it is, however deep its policy lies: a placeholder
// of _headers stands for one step of a path.
func TestHeadersOfFiles(t *testing.T) {
	const picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>"
	files := maps.Clone(center)
	files["content/privacy/2020-01-01/the flow 100%.svg"], files["content/logo.svg"] = picture, picture
	for name, text := range files {
		if rest, ok := strings.CutPrefix(name, "content/privacy/"); ok {
			files["content/a/b/c/"+rest], files["content/group/own/"+rest] = text, text
		}
	}
	got := load(t, files, "2022-01-01")
	for suffix, header := range map[string]string{"/timemap.link": "Content-Type: application/link-format", ".md": "Content-Type: text/markdown; charset=utf-8",
		".svg": "sandbox"} {
		var rules []*regexp.Regexp
		for rule := range strings.SplitSeq(string(got["_headers"]), "\n/") {
			at, lines, _ := strings.Cut(rule, "\n")
			at, err := url.PathUnescape(at)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(lines, header) {
				rules = append(rules, regexp.MustCompile("^"+regexp.MustCompile(`:[a-z]+`).ReplaceAllString(regexp.QuoteMeta(at), "[^/]+")+"$"))
			}
		}
		if len(rules) > 12 {
			t.Errorf("%d rules for %s: a host allows a hundred for all", len(rules), suffix)
		}
		deep := 0
		for name := range got {
			fits := 0
			for _, rule := range rules {
				if rule.MatchString("legal/" + name) {
					fits++
				}
			}
			switch has := strings.HasSuffix(name, suffix); {
			case has && fits != 1:
				t.Errorf("%d rules of _headers say what /%s is:\n%s", fits, name, got["_headers"])
			case !has && fits > 0:
				t.Errorf("_headers calls /%s a %s", name, suffix)
			case has:
				deep = max(deep, strings.Count(name, "/"))
			}
		}
		if deep < 3 {
			t.Errorf("the deepest %s lies %d steps down", suffix, deep)
		}
	}
}

// TestRecipesSayWhatHeadersSay holds that the recipes for hosts that do not read _headers set the same policies, for pages and for images, and the
// same type of sources.
func TestRecipesSayWhatHeadersSay(t *testing.T) {
	docs, err := os.ReadFile("../../docs/hosting.md")
	if err != nil {
		t.Fatal(err)
	}
	policies := map[string]bool{}
	for _, m := range regexp.MustCompile(`Content-Security-Policy: (.+)`).FindAllStringSubmatch(string(demonstration(t, "2026-11-25").file("_headers")), -1) {
		policies[m[1]] = true
	}
	if len(policies) != 2 {
		t.Errorf("policies: %v", policies)
	}
	for _, recipe := range []string{"nginx", "js"} {
		_, text, _ := strings.Cut(string(docs), "```"+recipe+"\n")
		text, _, _ = strings.Cut(text, "```")
		for policy := range policies {
			if !strings.Contains(text, `"`+policy+`"`) {
				t.Errorf("the recipe in %s does not set %q", recipe, policy)
			}
		}
	}
	for _, want := range []string{`charset_types .*\btext/markdown\b`, `\btext/markdown +md;`, `typed "\*\.md" +"text/markdown; charset=utf-8"`} {
		if !regexp.MustCompile(want).Match(docs) {
			t.Errorf("no recipe has %s", want)
		}
	}
}

// TestCollision holds that an attachment cannot take the place of a file that candor writes.
func TestCollision(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"content/privacy/2020-01-01/version.json", "{}",
			"two sources claim the address /privacy/2020-01-01/version.json: content/privacy/2020-01-01/version.json and a page of the site"},
		{"content/cookies.ru.md", "+++\ntitle = \"C\"\n+++\n", "two sources claim the address /cookies/index.html: content/cookies/ and content/cookies.ru.md"},
		{"content/robots.txt", "x", "two sources claim the address /robots.txt: content/robots.txt and a page of the site"},
	} {
		files := maps.Clone(center)
		files[c.file] = c.text
		if diags := faults(t, files); !strings.Contains(fmt.Sprint(diags), c.want) {
			t.Errorf("%s: diagnostics: %v", c.file, diags)
		}
	}
}
