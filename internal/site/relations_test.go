package site_test

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// head is what the head of a page tells machines.
type head struct {
	canonical  string
	alternates map[string]string   // by hreflang
	relations  map[string][]string // RFC 5829, absolute
	noindex    bool
	lang       string
}

var (
	linkTag   = regexp.MustCompile(`<link ([^>]+)>`)
	attribute = regexp.MustCompile(`([a-z]+)="([^"]*)"`)
	pageLang  = regexp.MustCompile(`<html lang="([^"]+)"`)
)

// heads reads the heads of all pages, by their absolute addresses.
func heads(t *testing.T, site built) map[string]*head {
	t.Helper()
	out := map[string]*head{}
	for _, name := range site.names {
		if path.Ext(name) != ".html" {
			continue
		}
		text, _, _ := strings.Cut(string(site.file(name)), "<body")
		h := &head{alternates: map[string]string{}, relations: map[string][]string{}, noindex: strings.Contains(text, `content="noindex"`)}
		h.lang = pageLang.FindStringSubmatch(text)[1]
		for _, m := range linkTag.FindAllStringSubmatch(text, -1) {
			a := map[string]string{}
			for _, pair := range attribute.FindAllStringSubmatch(m[1], -1) {
				a[pair[1]] = pair[2]
			}
			switch {
			case a["rel"] == "canonical" && h.canonical != "":
				t.Errorf("/%s has two canonical links", name)
			case a["rel"] == "canonical":
				h.canonical = a["href"]
			case a["hreflang"] != "":
				h.alternates[a["hreflang"]] = a["href"]
			case strings.HasSuffix(a["rel"], "-version") || a["rel"] == "version-history":
				at, err := url.Parse(origin + a["href"])
				if err != nil {
					t.Fatal(err)
				}
				h.relations[a["rel"]] = append(h.relations[a["rel"]], at.String())
			}
		}
		out[origin+"/"+strings.TrimSuffix(name, "index.html")] = h
	}
	return out
}

// TestCanonical holds that every page but the one for what is missing has one canonical address, at which there is a page that is its own
// canonical address, and that hreflang names real texts that name each other, with the default language's for all others.
func TestCanonical(t *testing.T) {
	for _, day := range []string{"2019-06-01", "2023-03-20", "2026-11-25"} {
		pages := heads(t, demonstration(t, day))
		for at, h := range pages {
			if strings.HasSuffix(at, "/404.html") {
				if h.canonical != "" || len(h.alternates) > 0 || !h.noindex {
					t.Errorf("%s %s: canonical %q, alternates %v, noindex %v; it is no page of its own", day, at, h.canonical, h.alternates, h.noindex)
				}
				continue
			}
			target := pages[h.canonical]
			if target == nil || target.canonical != h.canonical {
				t.Errorf("%s %s: canonical %s is no page that stands for itself", day, at, h.canonical)
			}
			h.checkAlternates(t, day+" "+at, at, pages)
		}
	}
}

func (h *head) checkAlternates(t *testing.T, name, at string, pages map[string]*head) {
	t.Helper()
	if !h.noindex && h.alternates[h.lang] != at {
		t.Errorf("%s: hreflang %s is %q, want the page itself", name, h.lang, h.alternates[h.lang])
	}
	for lang, to := range h.alternates {
		other := pages[to]
		switch {
		case other == nil:
			t.Errorf("%s: hreflang %s leads to %s, which is no page", name, lang, to)
		case lang == "x-default":
			if !slices.ContainsFunc([]string{"ru", "en", "kk", "ar"}, func(l string) bool { return h.alternates[l] == to }) {
				t.Errorf("%s: x-default %s is none of the texts %v", name, to, h.alternates)
			}
		case other.lang != lang:
			t.Errorf("%s: hreflang %s leads to %s, whose language is %s", name, lang, to, other.lang)
		case other.alternates[lang] != to:
			t.Errorf("%s: hreflang %s leads to %s, which is no text in that language: %v", name, lang, to, other.alternates)
		}
	}
}

// TestNoindex names what search engines are asked to leave out (docs/formats.md, section 4), and what not, by pages of the demonstration.
func TestNoindex(t *testing.T) {
	pages := heads(t, demonstration(t, "2026-11-25"))
	for address, want := range map[string]bool{
		"/": false, "/en/": false, "/changelog/": false, "/notices/": false, "/contact/": false, "/404.html": true,
		"/privacy/": false, "/ar/privacy/": false, "/privacy/archive/": false, "/privacy/changelog/": false,
		"/privacy/parallel/kk/":      false,
		"/privacy/2025-06-02/":       false, // in force: its canonical address is the policy's
		"/privacy/2024-02-01/":       true,  // superseded
		"/privacy/2027-01-15/":       true,  // announced
		"/privacy/2023-04-01/":       true,  // cancelled
		"/en/privacy/2027-01-15/":    true,  // not translated
		"/ar/terms/":                 true,  // not translated, of the text in force
		"/privacy/since/2024-02-01/": true, "/privacy/compare/2024-02-01..2025-06-02/": true,
	} {
		h := pages[origin+address]
		if h == nil {
			t.Errorf("%s is no page", address)
		} else if h.noindex != want {
			t.Errorf("%s: noindex is %v, want %v", address, h.noindex, want)
		}
	}
	if got := pages[origin+"/privacy/2025-06-02/"].canonical; got != origin+"/privacy/" {
		t.Errorf("the version in force has the canonical address %s, want the policy's", got)
	}
	if got := pages[origin+"/ar/terms/"].canonical; got != origin+"/terms/" {
		t.Errorf("a page without a text of its own has the canonical address %s, want the prevailing text's", got)
	}
}

// TestVersionRelations holds the links of RFC 5829: every version leads to the policy and to its history, and the chain of predecessors and
// successors is one line through all versions that were ever announced and not cancelled.
func TestVersionRelations(t *testing.T) {
	pages := heads(t, demonstration(t, "2026-11-25"))
	chain := []string{"2019-05-13", "2021-03-01", "2022-09-01", "2024-02-01", "2025-06-02", "2027-01-15"}
	for _, prefix := range []string{"", "/en", "/ar"} {
		base := origin + prefix + "/privacy/"
		for i, id := range chain {
			h := pages[base+id+"/"]
			want := map[string][]string{"latest-version": {base}, "version-history": {base + "archive/"}}
			if i > 0 {
				want["predecessor-version"] = []string{base + chain[i-1] + "/"}
			}
			if i < len(chain)-1 {
				want["successor-version"] = []string{base + chain[i+1] + "/"}
			}
			for _, rel := range []string{"latest-version", "version-history", "predecessor-version", "successor-version"} {
				if !slices.Equal(h.relations[rel], want[rel]) {
					t.Errorf("%s%s/: %s is %v, want %v", base, id, rel, h.relations[rel], want[rel])
				}
			}
		}
	}
}

// TestFreePageMissing holds a free page without a text in a language of the center: shown in another, kept out of indexes, said to be missing.
func TestFreePageMissing(t *testing.T) {
	site := made(t, sealed(t, map[string]string{"config.toml": "base_url = \"" + origin + "/\"\n[organization]\nname = \"Example\"\n[[languages]]\ntag = \"en\"\n[[languages]]\ntag = \"de\"\n",
		"content/imprint.en.md": "+++\ntitle = \"Imprint\"\n+++\nText.\n"}), "2026-11-25")
	h := heads(t, site)[origin+"/de/imprint/"]
	if h == nil || !h.noindex || h.canonical != origin+"/imprint/" || h.alternates["de"] != "" || h.alternates["en"] != origin+"/imprint/" {
		t.Errorf("/de/imprint/: %+v", h)
	}
	if want := "nicht übersetzt"; !strings.Contains(string(site.file("imprint/index.html")), "not translated") || !strings.Contains(string(site.file("de/imprint/index.html")), want) {
		t.Errorf("the chooser does not say that the page is not translated")
	}
}
