package site_test

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"

	"candor/internal/civil"
	"candor/internal/seal"
)

// announced is a policy that promised 30 days in two languages, and changes in every way there is.
func announced() map[string]string {
	files := map[string]string{
		"config.toml": strings.ReplaceAll(conf, "[[languages]]\ntag = \"ar\"\n", "[notices]\nlinger_days = 10\n"),
	}
	version := func(id, front, ru, en string) {
		files["content/p/"+id+"/ru.md"] = "+++\ntitle = \"Политика\"\n" + front + ru + "+++\nТекст " + id + "\n"
		files["content/p/"+id+"/en.md"] = "+++\ntitle = \"Policy\"\n" + en + "+++\nText " + id + "\n"
	}
	version("2020-01-01", "published = 2020-01-01\n[promises]\nnotice_days = 30\nexceptions = [\"law\"]\n", "", "")
	version("2020-06-01", "published = 2020-04-01\neffective = 2020-06-01\nmaterial = true\n", "changes = [\"Первая\"]\naction = \"Выберите\"\n", "changes = [\"The first\"]\naction = \"Choose\"\n")
	version("2021-01-10", "published = 2021-01-01\neffective = 2021-01-10\nmaterial = true\nwaive = { exception = \"law\", reason = \"Новый закон\" }\n",
		"changes = [\"Вторая\"]\n", "changes = [\"The second\"]\nwaive = { exception = \"law\", reason = \"A new law\" }\n")
	version("2022-01-10", "published = 2022-01-01\neffective = 2022-01-10\nmaterial = true\nbreach = true\n", "changes = [\"Третья\"]\n", "changes = [\"The third\"]\n")
	version("2023-03-01", "published = 2023-01-01\neffective = 2023-03-01\nmaterial = false\n", "changes = [\"Четвёртая\"]\n", "changes = [\"The fourth\"]\n")
	files["content/p/events/2023-02-01-move.toml"] = "on = 2023-02-01\nkind = \"move\"\nversion = \"2023-03-01\"\neffective = 2023-04-01\nreason = { ru = \"Не успели\", en = \"Not ready\" }\n"
	files["content/p/events/2023-03-10-cancel.toml"] = "on = 2023-03-10\nkind = \"cancel\"\nversion = \"2023-03-01\"\nreason = { ru = \"Передумали\", en = \"We changed our mind\" }\n"
	files["content/p/events/2024-01-01-withdraw.toml"] = "on = 2024-01-01\nkind = \"withdraw\"\neffective = 2024-03-01\nreason = { ru = \"Услуги больше нет\", en = \"The service is gone\" }\n"
	return files
}

var tag = regexp.MustCompile(`<[^>]*>`)

// plain is the words of a page or of data.
func plain(text string) string { return html.UnescapeString(tag.ReplaceAllString(text, "")) }

// TestNotices follows the notices through the days: what the home page, the policy, the notices pages and notices.json say in English.
func TestNotices(t *testing.T) {
	fsys := sealedOn(t, announced(), func(item seal.Item) civil.Date { return item.Public })
	for _, c := range []struct {
		day, id string   // the notice that is current, "" for none
		state   string   // in notices.json
		label   string   // material or not
		says    []string // on every page of it and in notices.json
	}{
		{day: "2020-03-31"},
		{"2020-04-01", "p/2020-06-01", "announced", "Material change", []string{"Policy changes on", "The first", "Choose", "Announced on", "60 full days ahead", "Usual notice: 30 full days"}},
		{"2020-06-11", "p/2020-06-01", "effective", "Material change", []string{"Policy changed on", "The first"}},
		{day: "2020-06-12"},
		{"2021-01-01", "p/2021-01-10", "announced", "Material change", []string{"The second", "8 full days ahead", "because the law requires it", "A new law"}},
		{"2022-01-05", "p/2022-01-10", "announced", "Material change", []string{"The third", "The notice is shorter than usual."}},
		{"2023-01-01", "p/2023-03-01", "announced", "Change", []string{"The fourth"}},
		{"2023-02-01", "p/2023-03-01", "announced", "Change", []string{"The fourth", "Moved from", "Not ready"}},
		{"2023-03-10", "p/2023-03-01", "cancelled", "Change", []string{"is cancelled", "We changed our mind"}},
		{"2023-04-01", "p/2023-03-01", "cancelled", "Change", []string{"is cancelled"}},
		{day: "2023-04-02"},
		{"2024-01-01", "p/2024-01-01-withdraw", "announced", "Material change", []string{"Policy ends on", "The service is gone", "59 full days ahead"}},
		{"2024-03-11", "p/2024-01-01-withdraw", "effective", "Material change", []string{"Policy ended on", "The service is gone"}},
		{day: "2024-03-12"},
	} {
		s := made(t, fsys, c.day)
		var data struct {
			Notices []struct {
				ID, State string
				Material  bool
				Texts     map[string]json.RawMessage
			}
		}
		if err := json.Unmarshal(s.file("notices.json"), &data); err != nil {
			t.Fatal(err)
		}
		if c.id == "" {
			home := string(s.file("en/index.html"))
			if len(data.Notices) != 0 || strings.Contains(home, `href="/legal/en/notices/p/`) || !strings.Contains(string(s.file("en/notices/index.html")), "No changes are announced") {
				t.Errorf("%s: nothing is to be announced: %v", c.day, data.Notices)
			}
			continue
		}
		if len(data.Notices) != 1 || data.Notices[0].ID != c.id || data.Notices[0].State != c.state || data.Notices[0].Material != (c.label == "Material change") || len(data.Notices[0].Texts) != 2 {
			t.Errorf("%s: notices.json has %+v", c.day, data.Notices)
			continue
		}
		said := string(data.Notices[0].Texts["en"])
		own := string(s.file("en/notices/" + c.id + "/index.html"))
		for _, want := range append(c.says, c.label) {
			for where, text := range map[string]string{"notices.json": said, "its page": own, "the home page": string(s.file("en/index.html")), "the policy": string(s.file("en/p/index.html"))} {
				if !strings.Contains(plain(text), want) {
					t.Errorf("%s: %s does not say %q", c.day, where, want)
				}
			}
		}
		if !strings.Contains(string(s.file("en/notices/index.html")), `href="/legal/en/notices/`+c.id+`/"`) {
			t.Errorf("%s: the list has no link to %s", c.day, c.id)
		}
	}
}
