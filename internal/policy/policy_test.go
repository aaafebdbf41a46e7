package policy_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/policy"
	"candor/internal/source"
)

func archive(t *testing.T, files map[string]string) (*policy.Archive, string) {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte("base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n")}}
	for name, text := range files {
		if strings.HasSuffix(name, ".md") {
			text = "+++\ntitle = \"T\"\n" + text + "\n+++\ntext\n"
		}
		fsys["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	src, diags, err := source.Read(context.Background(), fsys)
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	a, diags := policy.New(src)
	var all []string
	for _, d := range diags {
		all = append(all, d.Error())
	}
	return a, strings.Join(all, "\n")
}

// life is a policy with every kind of thing that can happen to it.
var life = map[string]string{
	"p/2020-01-01/ru.md":            "published = 2020-01-01",
	"p/2020-01-01/en.md":            "added = 2020-03-01",
	"p/2020-01-01/ru.2020-02-01.md": "corrected = 2020-02-01\nreason = \"r\"",
	"p/2021-01-01/ru.md":            "published = 2020-12-01\neffective = 2021-01-01",
	"p/2022-01-01/ru.md":            "published = 2021-12-01\neffective = 2022-01-01",
	"p/2023-01-01/ru.md":            "published = 2022-12-01\neffective = 2023-01-01",
	"p/draft/ru.md":                 "",
	"p/events/2021-12-15-cancel.toml": "on = 2021-12-15\nkind = \"cancel\"\nversion = \"2022-01-01\"\n" +
		"reason = { ru = \"r\" }\n",
	"p/events/2022-12-20-move.toml":     "on = 2022-12-20\nkind = \"move\"\nversion = \"2023-01-01\"\neffective = 2023-02-01\nreason = { ru = \"r\" }\n",
	"p/events/2024-01-01-withdraw.toml": "on = 2024-01-01\nkind = \"withdraw\"\neffective = 2024-02-01\nreason = { ru = \"r\" }\n",
}

func describe(c *policy.Center) string {
	var out []string
	for _, s := range c.Policies {
		out = append(out, s.State)
		for _, e := range s.Editions {
			var langs []string
			for _, w := range e.Languages {
				langs = append(langs, fmt.Sprintf("%s%d", w.Text.Lang, len(w.Corrections)))
			}
			out = append(out, fmt.Sprintf("%s=%s[%s..%s]%s", e.ID, e.State, e.From, e.Until, strings.Join(langs, "+")))
		}
	}
	return strings.Join(out, " ")
}

func TestAsOf(t *testing.T) {
	a, diags := archive(t, life)
	if diags != "" {
		t.Fatal(diags)
	}
	for _, c := range []struct{ day, want string }{
		{"2019-12-31", ""},
		{"2020-01-01", "in-force 2020-01-01=in-force[2020-01-01..]ru0"},
		{"2020-02-01", "in-force 2020-01-01=in-force[2020-01-01..]ru1"},
		{"2020-03-01", "in-force 2020-01-01=in-force[2020-01-01..]ru1+en0"},
		{"2020-12-01", "in-force 2021-01-01=announced[2021-01-01..]ru0 2020-01-01=in-force[2020-01-01..2020-12-31]ru1+en0"},
		{"2021-01-01", "in-force 2021-01-01=in-force[2021-01-01..]ru0 2020-01-01=superseded[2020-01-01..2020-12-31]ru1+en0"},
		{"2022-01-01", "in-force 2022-01-01=cancelled[2022-01-01..]ru0 2021-01-01=in-force[2021-01-01..]ru0 2020-01-01=superseded[2020-01-01..2020-12-31]ru1+en0"},
	} {
		day, _ := civil.Parse(c.day)
		if got := describe(a.AsOf(day, false)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.day, got, c.want)
		}
	}
}

func TestAsOfMovedAndWithdrawn(t *testing.T) {
	a, _ := archive(t, life)
	for _, c := range []struct{ day, state, shown, from string }{
		{"2022-12-19", "in-force", "2021-01-01", "2023-01-01"},
		{"2022-12-20", "in-force", "2021-01-01", "2023-02-01"},
		{"2023-01-31", "in-force", "2021-01-01", "2023-02-01"},
		{"2023-02-01", "in-force", "2023-01-01", "2023-02-01"},
		{"2024-01-31", "in-force", "2023-01-01", "2023-02-01"},
		{"2024-02-01", "withdrawn", "2023-01-01", "2023-02-01"},
	} {
		day, _ := civil.Parse(c.day)
		s := a.AsOf(day, false).Policies[0]
		if s.State != c.state || s.Shown.ID != c.shown || s.Editions[0].From.String() != c.from {
			t.Errorf("%s: state %s, shown %s, newest from %s; want %s, %s, %s", c.day, s.State, s.Shown.ID, s.Editions[0].From, c.state, c.shown, c.from)
		}
	}
}

// TestNothingEarly holds the law that a center of a day holds nothing of a later day, for every day of the policy's life.
func TestNothingEarly(t *testing.T) {
	a, _ := archive(t, life)
	for day := civil.Of(2019, 12, 1); day.Before(civil.Of(2024, 3, 1)); day = day.AddDays(1) {
		for _, s := range a.AsOf(day, false).Policies {
			for _, e := range s.Events {
				if e.On.After(day) {
					t.Fatalf("%s: event of %s", day, e.On)
				}
			}
			for _, e := range s.Editions {
				if len(e.Policy.Versions) != 0 {
					t.Fatalf("%s: version %s leads to what is not public", day, e.ID)
				}
				if e.Draft() || e.Published.After(day) {
					t.Fatalf("%s: version %s is not public", day, e.ID)
				}
				for _, w := range e.Languages {
					if w.Text.Public.After(day) || w.Source.Corrects.After(day) || len(w.Text.Corrections) != len(w.Corrections) {
						t.Fatalf("%s: text %s is not public", day, w.Source.Path)
					}
				}
			}
		}
	}
}

func TestNext(t *testing.T) {
	a, _ := archive(t, life)
	for day, want := range map[string]string{
		"2019-01-01": "2020-01-01 published", "2020-01-01": "2020-02-01 corrected", "2020-02-01": "2020-03-01 added",
		"2020-12-01": "2021-01-01 effective", "2022-12-20": "2023-02-01 effective", "2024-01-01": "2024-02-01 ends", "2024-02-01": "2024-03-03 notice",
		"2024-03-03": " ",
	} {
		d, _ := civil.Parse(day)
		next, why, _ := a.Next(d)
		if got := next.String() + " " + why; got != want {
			t.Errorf("Next(%s) = %q, want %q", day, got, want)
		}
	}
}

func TestNewFaults(t *testing.T) {
	for _, c := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{"p/1/ru.md": "published = 2020-01-01", "p/1/en.md": "published = 2020-01-02"}, `content/p/1/en.md:3:1: error: "published" belongs to the version and differs from the original text [version]`},
		{map[string]string{"p/1/de.md": ""}, `content/p/1/de.md: error: "de" is no language of this center [language]`},
		{map[string]string{"p/1/ru.md": "published = 2020-01-01", "p/2/en.md": "published = 2021-01-01"}, `content/p/2/en.md: error: version "2" has no text in "ru", the language of the original [version]`},
		{map[string]string{"p/1/ru.md": "", "p/1/en.2020-01-01.md": "corrected = 2020-01-01"}, `content/p/1/en.2020-01-01.md: error: corrects en.md, which is not there [version]`},
		{map[string]string{"p/1/ru.md": "", "p/events/2020-01-01-sent.toml": "on = 2020-01-01\nkind = \"sent\"\nversion = \"9\"\nchannel = \"email\"\ntold = 2020-01-01\n"}, `content/p/events/2020-01-01-sent.toml:3:1: error: the policy "p" has no version "9" [event]`},
	} {
		if _, got := archive(t, c.files); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// TestOriginal holds which text is the original where nobody says which prevails: the first of the center's languages that the first version had
// when it was published; a text that was added to it later is a translation.
func TestOriginal(t *testing.T) {
	for _, c := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{"p/1/ru.md": "published = 2020-01-01", "p/1/en.md": ""}, "ru"},
		{map[string]string{"p/1/en.md": "published = 2020-01-01", "p/1/ru.md": "added = 2020-02-01"}, "en"},
		{map[string]string{"p/1/en.md": "published = 2020-01-01", "p/1/ru.md": "added = 2020-02-01", "p/2/en.md": "published = 2021-01-01", "p/2/ru.md": ""}, "en"},
	} {
		a, diags := archive(t, c.files)
		if diags != "" {
			t.Error(diags)
			continue
		}
		for _, v := range a.Policies[0].Versions {
			if v.OriginalLang != c.want {
				t.Errorf("%v: the original of %s is the text in %q, want %q", c.files, v.ID, v.OriginalLang, c.want)
			}
		}
	}
}

// TestPreviousMirrorsNext: from any day, the date before it that Previous gives is the last of those that Next gives on the way.
func TestPreviousMirrorsNext(t *testing.T) {
	a, _ := archive(t, life)
	var dates []civil.Date
	for day, _, _ := a.Next(civil.Of(1900, 1, 1)); !day.IsZero(); day, _, _ = a.Next(day) {
		if got, want := a.Previous(day), last(dates); got != want {
			t.Errorf("before %s: %s, want %s", day, got, want)
		}
		dates = append(dates, day)
	}
	if got := a.Previous(civil.Of(2999, 1, 1)); got != last(dates) || len(dates) < 3 {
		t.Errorf("last of %v: %s", dates, got)
	}
}

func last(dates []civil.Date) civil.Date {
	if len(dates) == 0 {
		return civil.Date{}
	}
	return dates[len(dates)-1]
}

// TestEndedBeforeItBegan: a policy that ended before any version of it came into force still has a text to show.
func TestEndedBeforeItBegan(t *testing.T) {
	a, _ := archive(t, map[string]string{"p/1/ru.md": "published = 2026-01-01\neffective = 2026-06-01",
		"p/events/2026-02-01-withdraw.toml": "on = 2026-02-01\nkind = \"withdraw\"\neffective = 2026-03-01\nreason = \"r\"\n"})
	for day := civil.Of(2026, 1, 1); day.Before(civil.Of(2026, 7, 1)); day = day.AddDays(10) {
		if s := a.AsOf(day, false).Policies[0]; s.Shown == nil {
			t.Errorf("%s: nothing is shown", day)
		}
	}
}
