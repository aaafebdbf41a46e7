package site_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
)

// corrected has a version that was corrected before it took effect, while it was in force, and after another one had come.
func corrected() map[string]string {
	files := maps.Clone(center)
	for _, name := range []string{"content/privacy/2020-01-01/ru.2020-02-01.md", "content/privacy/2020-01-01/en.md"} {
		delete(files, name)
	}
	text := func(head, one, two string) string {
		return "+++\ntitle = \"Политика\"\n" + head + "+++\n## Кто мы {#who}\n\nСрок " + one + " лет.\n\nАдрес " + two + ".\n"
	}
	files["content/privacy/2020-01-01/ru.md"] = text("published = 2020-01-01\neffective = 2020-02-01\n", "четыре", "старый")
	files["content/privacy/2020-01-01/ru.2020-01-15.md"] = text("corrected = 2020-01-15\nreason = \"опечатка\"\n", "пять", "старый")
	files["content/privacy/2020-01-01/ru.2020-03-01.md"] = text("corrected = 2020-03-01\nreason = \"опечатка\"\n", "пять", "верный")
	files["content/privacy/2020-01-01/ru.2021-03-01.md"] = strings.Replace(text("corrected = 2021-03-01\nreason = \"опечатка\"\n", "шесть", "верный"), "Политика", "Правила", 1)
	files["content/privacy/2021-01-01/ru.md"] = text("published = 2020-12-01\neffective = 2021-01-01\n", "пять", "верный")
	return files
}

// A page shows what each correction changed, and nothing else of it.
func TestCorrectionsAreShown(t *testing.T) {
	page := string(load(t, corrected(), "2021-04-01")["privacy/2020-01-01/index.html"])
	_, section, _ := strings.Cut(page, `id="corrections"`)
	section, _, _ = strings.Cut(section, "</section>")
	entries := strings.Split(section, `class="fix"`)
	if len(entries) != 4 {
		t.Fatalf("%d corrections: %s", len(entries)-1, section)
	}
	for i, want := range [][]string{{"четыре", "пять"}, {"старый", "верный"}, {"Политика", "Правила", "пять", "шесть"}} {
		entry, _, _ := strings.Cut(entries[i+1], "</div>")
		for _, word := range want {
			if !strings.Contains(entry, word) {
				t.Errorf("correction %d: %q is missing: %s", i+1, word, entry)
			}
		}
		if strings.Contains(entry, "Кто мы") || strings.Count(entry, "<p>") != len(want)/2 {
			t.Errorf("correction %d shows more than it changed: %s", i+1, entry)
		}
	}
}

// A clause stands since the day on which its words began to bind: a correction's own, if the version was in force then.
func TestClausesSinceCorrections(t *testing.T) {
	type clause struct{ ID, Since, Since_date, Compare string }
	for _, c := range []struct {
		day, version string
		want         []clause
	}{
		{"2020-02-15", "2020-01-01", []clause{{"who-p1", "2020-01-01", "2020-02-01", ""}, {"who-p2", "2020-01-01", "2020-02-01", ""}}},
		{"2021-04-01", "2021-01-01", []clause{{"who-p1", "2020-01-01", "2020-02-01", ""}, {"who-p2", "2020-01-01", "2020-03-01", "https://a.example/legal/privacy/2020-01-01/#corrections"}}},
		{"2021-04-01", "2020-01-01", []clause{{"who-p1", "2020-01-01", "2021-03-01", "https://a.example/legal/privacy/2020-01-01/#corrections"},
			{"who-p2", "2020-01-01", "2020-03-01", "https://a.example/legal/privacy/2020-01-01/#corrections"}}},
	} {
		var version struct {
			Texts map[string]struct{ Clauses []clause }
		}
		if err := json.Unmarshal(load(t, corrected(), c.day)["privacy/"+c.version+"/version.json"], &version); err != nil {
			t.Fatal(err)
		}
		got := map[string]clause{}
		for _, clause := range version.Texts["ru"].Clauses {
			got[clause.ID] = clause
		}
		for _, want := range c.want {
			if got[want.ID] != want {
				t.Errorf("%s, %s: got %+v, want %+v", c.day, c.version, got[want.ID], want)
			}
		}
	}
}
