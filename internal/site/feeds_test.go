package site_test

import (
	"encoding/json"
	"encoding/xml"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID        string `xml:"id"`
		Title     string `xml:"title"`
		Updated   string `xml:"updated"`
		Published string `xml:"published"`
		Content   string `xml:"content"`
		Link      struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Category struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"entry"`
}

// eventful is a center in which everything happens that feeds tell of.
func eventful() map[string]string {
	files := maps.Clone(center)
	files["content/privacy/events/2020-12-10-move.toml"] = "on = 2020-12-10\nkind = \"move\"\nversion = \"2021-01-01\"\neffective = 2021-02-01\nreason = \"Не успели\"\n"
	files["content/privacy/2021-06-01/ru.md"] = "+++\ntitle = \"Политика\"\npublished = 2021-05-01\neffective = 2021-06-01\nmaterial = false\nchanges = [\"Мелочь\"]\n+++\n## Кто мы\n\nслово\n"
	files["content/privacy/events/2021-05-10-cancel.toml"] = "on = 2021-05-10\nkind = \"cancel\"\nversion = \"2021-06-01\"\nreason = { ru = \"Передумали\", en = \"Changed our mind\" }\n"
	files["content/cookies/events/2023-01-01-withdraw.toml"] = "on = 2023-01-01\nkind = \"withdraw\"\neffective = 2023-03-01\nsuccessor = \"privacy\"\nreason = { ru = \"Вошла в политику\" }\n"
	for _, name := range []string{"redact", "redact-2"} { // of the text and of its correction: one removal
		files["content/privacy/events/2022-06-01-"+name+".toml"] = "on = 2022-06-01\nkind = \"redact\"\nversion = \"2020-01-01\"\nlang = \"ru\"\nseal_before = \"" +
			strings.Repeat("0", 64) + "\"\nreason = \"Суд\"\n"
	}
	files["content/privacy/events/2022-07-01-review.toml"] = "on = 2022-07-01\nkind = \"review\"\n"
	files["content/privacy/events/2022-07-02-sent.toml"] = "on = 2022-07-02\nkind = \"sent\"\nversion = \"2021-01-01\"\nchannel = \"email\"\ntold = 2022-07-01\n"
	return files
}

func readAtom(t *testing.T, data []byte) atom {
	t.Helper()
	var f atom
	if err := xml.Unmarshal(data, &f); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return f
}

// TestFeedEntries names every entry of a feed, with the day on which it was last changed.
func TestFeedEntries(t *testing.T) {
	site := made(t, sealed(t, eventful()), "2023-06-01")
	f := readAtom(t, site.file("feed.atom"))
	var got []string
	for _, e := range f.Entries {
		got = append(got, strings.TrimPrefix(e.ID, "https://a.example/legal:")+" "+e.Updated[:10]+" "+e.Category.Term)
	}
	want := []string{
		"cookies/events/2023-01-01-withdraw:ru 2023-01-01 withdrawn",
		"privacy/events/2022-06-01-redact:ru 2022-06-01 redacted",
		"cookies/2022-01-01:ru 2022-01-01 first",
		"privacy/events/2021-05-10-cancel:ru 2021-05-10 cancelled",
		"privacy/2021-06-01:ru 2021-05-01 other",
		"privacy/events/2020-12-10-move:ru 2020-12-10 moved",
		"privacy/2021-01-01:ru 2020-12-01 material",
		"privacy/2020-01-01/correction/2020-02-01:ru 2020-02-01 correction",
		"privacy/2020-01-01:ru 2020-02-01 first",
	}
	if !slices.Equal(got, want) {
		t.Errorf("entries:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	got = nil
	english := readAtom(t, site.file("en/privacy/feed.atom"))
	for _, e := range english.Entries {
		got = append(got, strings.TrimPrefix(e.ID, "https://a.example/legal:")+" "+e.Updated[:10]+" "+e.Category.Term+": "+unbound(e.Title))
	}
	want = []string{ // what happened before the late translation is told in the words of the original, under ids of its own
		"privacy/events/2021-05-10-cancel:en 2021-05-10 cancelled: Policy: version of June 1, 2021 cancelled",
		"privacy/2021-06-01:en:original 2021-05-01 other: Policy: version of June 1, 2021",
		"privacy/events/2020-12-10-move:en 2020-12-10 moved: Policy: now takes effect on February 1, 2021",
		"privacy/2021-01-01:en:original 2020-12-01 material: Policy: version of January 1, 2021",
		"privacy/2020-01-01:en 2020-03-01 translation: Policy: translation of January 1, 2020",
		"privacy/2020-01-01:en:original 2020-01-01 first: Политика: version of January 1, 2020",
	}
	if !slices.Equal(got, want) {
		t.Errorf("entries in English:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for i, words := range map[int]string{3: `<ul lang="ru" dir="ltr"><li>перемена20201201</li></ul>`, 4: "no change of the policy", 5: "The original text is shown: Russian"} {
		if i < len(english.Entries) && !strings.Contains(unbound(english.Entries[i].Content), words) {
			t.Errorf("%s does not say %s: %s", english.Entries[i].ID, words, english.Entries[i].Content)
		}
	}
}

// unbound is text whose spaces are all alike.
func unbound(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// TestEveryFeedTellsOfEveryVersion holds that the feed of each language, as Atom and as JSON, tells of every version what was said of it, whether
// or not there is a text in that language, and where the text stayed behind says that it did.
func TestEveryFeedTellsOfEveryVersion(t *testing.T) {
	for _, day := range []string{"2021-12-15", "2022-12-15", "2023-06-01"} {
		site := made(t, sealed(t, behind(t)), day)
		for lang, words := range map[string][]string{"": {"Письма хранятся два года", "text of this version is still the wording of January 1, 2021"}, "ru/": {"Письма хранятся два года"},
			"kk/": {"Хаттар екі жыл сақталады"}, "de/": {"Письма хранятся два года"}} {
			if day >= "2022-12-01" {
				words = append(words, "Письма хранятся три года")
			}
			for _, name := range []string{"feed.atom", "feed.json", "privacy/feed.atom", "privacy/feed.json"} {
				for _, said := range words {
					if !strings.Contains(unbound(string(site.file(lang+name))), said) {
						t.Errorf("%s: /%s%s does not say %q", day, lang, name, said)
					}
				}
			}
			versions := 0
			for _, e := range readAtom(t, site.file(lang+"feed.atom")).Entries {
				if e.Category.Term == "first" || e.Category.Term == "material" {
					versions++
				}
			}
			if want := map[string]int{"2021-12-15": 2, "2022-12-15": 3, "2023-06-01": 3}[day]; versions != want {
				t.Errorf("%s: /%sfeed.atom tells of %d versions, want %d", day, lang, versions, want)
			}
		}
	}
}

// TestFeedsStand holds that an entry, once it is there, reads the same on every later day unless its date of update says otherwise, and
// that no date of a feed is after the day.
func TestFeedsStand(t *testing.T) {
	seen := map[string]string{}
	for _, day := range []string{"2020-01-01", "2020-02-01", "2020-11-30", "2020-12-01", "2020-12-15", "2021-02-01", "2021-05-05", "2021-05-10", "2022-01-01", "2023-01-02", "2023-06-01"} {
		site := made(t, sealed(t, eventful()), day)
		for _, name := range site.names {
			if !strings.HasSuffix(name, ".atom") {
				continue
			}
			f := readAtom(t, site.file(name))
			if f.Updated[:10] > day && len(f.Entries) > 0 {
				t.Errorf("%s: /%s is of %s", day, name, f.Updated)
			}
			for _, e := range f.Entries {
				key := e.ID + " " + e.Updated
				said := e.Title + e.Published + e.Content + e.Category.Term + e.Link.Href
				if before, ok := seen[key]; ok && before != said {
					t.Errorf("%s: /%s: %s reads otherwise than before:\n%s\n%s", day, name, e.ID, before, said)
				}
				seen[key] = said
			}
		}
	}
	if len(seen) < 9 {
		t.Errorf("%d entries in all", len(seen))
	}
}

// TestFeedsAreValid holds every feed of the demonstration to what RFC 4287 and JSON Feed 1.1 require, and the two to each other.
func TestFeedsAreValid(t *testing.T) {
	for _, day := range periods {
		site := demonstration(t, day)
		feeds := 0
		for _, name := range site.names {
			if !strings.HasSuffix(name, "feed.atom") {
				continue
			}
			feeds++
			f := readAtom(t, site.file(name))
			checkAtom(t, day+" /"+name, f)
			checkJSONFeed(t, day+" /"+name, f, site.file(strings.TrimSuffix(name, ".atom")+".json"))
		}
		if feeds < 8 {
			t.Errorf("%s: %d feeds", day, feeds)
		}
	}
}

func checkAtom(t *testing.T, at string, f atom) {
	t.Helper()
	ids := map[string]bool{}
	instant := func(what, s string) {
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			t.Errorf("%s: %s: %v", at, what, err)
		}
	}
	if f.ID == "" || f.Title == "" || f.Author == "" || f.Lang == "" || len(f.Links) != 2 || f.Links[0].Rel != "self" || !strings.HasSuffix(f.Links[0].Href, strings.SplitN(at, " /", 2)[1]) {
		t.Errorf("%s: an element that RFC 4287 requires is missing: %+v", at, f)
	}
	instant("updated", f.Updated)
	for _, e := range f.Entries {
		if u, err := url.Parse(e.ID); err != nil || u.Scheme == "" || ids[e.ID] || e.Title == "" || e.Content == "" || e.Link.Href == "" || strings.Contains(e.Title, "⟦") {
			t.Errorf("%s: bad entry %+v", at, e)
		}
		ids[e.ID] = true
		instant(e.ID, e.Updated)
		instant(e.ID, e.Published)
	}
}

func checkJSONFeed(t *testing.T, at string, f atom, data []byte) {
	t.Helper()
	var j struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Items   []struct {
			ID   string `json:"id"`
			HTML string `json:"content_html"`
		} `json:"items"`
	}
	if err := json.Unmarshal(data, &j); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	if j.Version != "https://jsonfeed.org/version/1.1" || j.Title != f.Title || len(j.Items) != len(f.Entries) {
		t.Errorf("%s: the JSON Feed differs: %+v", at, j)
		return
	}
	for i, item := range j.Items {
		if item.ID != f.Entries[i].ID || item.HTML != f.Entries[i].Content {
			t.Errorf("%s: item %d differs: %+v", at, i, item)
		}
	}
}
