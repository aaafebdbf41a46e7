package site_test

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/internal/civil"
	"candor/internal/site"
	"candor/themes"
)

// centerOn loads the demonstration as of a day.
func centerOn(t *testing.T, day string) *site.Site {
	t.Helper()
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	at, err := civil.Parse(day)
	if err != nil {
		t.Fatal(err)
	}
	s, diags, err := site.Load(context.Background(), root.FS(), site.Options{Now: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC), AsOf: at, Theme: themes.FS})
	if err != nil || s == nil {
		t.Fatal(err, diags)
	}
	return s
}

// TestStatusSchema holds the status of the demonstration in every period to its schema, and the schema to refuse what is not in it.
func TestStatusSchema(t *testing.T) {
	want := schema(t, "status")
	for _, day := range periods {
		data, err := json.Marshal(centerOn(t, day).Status())
		if err != nil {
			t.Fatal(err)
		}
		if err := conforms(t, want, data); err != nil {
			t.Errorf("%s: %v\n%s", day, err, data)
		}
		if err := conforms(t, want, append([]byte(`{"more":1,`), data[1:]...)); err == nil {
			t.Errorf("%s: the schema takes a key that is not documented", day)
		}
	}
}

func TestStatus(t *testing.T) {
	st := centerOn(t, "2026-11-25").Status()
	var due []string
	for _, d := range st.Due {
		due = append(due, strings.TrimSpace(d.By.String()+" "+d.Command))
	}
	for _, want := range []string{"2026-12-15 candor sent privacy 2027-01-15 --channel service --told DATE", "2027-01-29 candor review cookies --on DATE", "candor correct privacy 2025-06-02 en"} {
		if !slices.Contains(due, want) {
			t.Errorf("%q is not due: %q", want, due)
		}
	}
	if st.Changes[0] != (site.DayOfChange{On: civil.Of(2027, 1, 15), Why: "effective", Where: "privacy/2027-01-15"}) {
		t.Errorf("the next change is %v", st.Changes[0])
	}
	later := centerOn(t, "2019-06-01").Status()
	privacy := later.Policies[slices.IndexFunc(later.Policies, func(p site.PolicyStatus) bool { return p.ID == "privacy" })]
	if len(privacy.Scheduled) != 6 || privacy.InForce != "2019-05-13" {
		t.Errorf("in 2019: %+v", privacy)
	}
}

// TestCalendar unfolds the calendar as RFC 5545, section 3.1, says and holds its lines, its events and their days.
func TestCalendar(t *testing.T) {
	s := centerOn(t, "2026-11-25")
	text := string(s.Status().Calendar(s.Config.BaseURL))
	for _, line := range strings.SplitAfter(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if n := len(strings.TrimSuffix(line, "\r\n")); n > 75 {
			t.Errorf("a line of %d octets: %q", n, line)
		}
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a line does not end in CRLF")
	}
	unfolded := strings.ReplaceAll(text, "\r\n ", "")
	events := strings.Split(unfolded, "BEGIN:VEVENT\r\n")[1:]
	seen := map[string]bool{}
	for _, e := range events {
		properties := map[string]string{}
		for line := range strings.SplitSeq(e, "\r\n") {
			name, value, _ := strings.Cut(line, ":")
			properties[name] = value
		}
		if uid := properties["UID"]; uid == "" || seen[uid] {
			t.Errorf("no UID of its own: %q", e)
		}
		seen[properties["UID"]] = true
		if properties["DTSTAMP"] != "20261125T000000Z" || len(properties["DTSTART;VALUE=DATE"]) != 8 || properties["SUMMARY"] == "" {
			t.Errorf("event %q", e)
		}
	}
	if !strings.Contains(unfolded, "DTSTART;VALUE=DATE:20270115") || len(events) < 6 {
		t.Errorf("%d events:\n%s", len(events), unfolded)
	}
}

// TestEvidence holds what is handed over for a day in each of some periods: the wording of that day, and nothing later.
func TestEvidence(t *testing.T) {
	for _, c := range []struct{ day, lang, holds, lacks string }{
		{"2024-03-17", "ru", "wording               content/privacy/2024-02-01/ru.md", "2024-03-18"},
		{"2024-03-18", "ru", "wording               content/privacy/2024-02-01/ru.2024-03-18.md", "2025"},
		{"2021-02-15", "en", "there was no text in \"en\"", "2022"},
		{"2026-11-25", "ar", "notice shown          2027-01-15", "2027-02"},
	} {
		e, err := centerOn(t, c.day).Evidence("privacy", c.lang)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(e.Statement, c.holds) || strings.Contains(e.Statement, c.lacks) {
			t.Errorf("%s %s:\n%s", c.day, c.lang, e.Statement)
		}
		at := slices.IndexFunc(e.Files, func(f site.File) bool { return f.Path == "page.html" })
		data, err := e.Files[at].Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if text := string(data); strings.Contains(text, `href="/`) || strings.Contains(text, `src="/`) || !strings.Contains(text, `href="assets/style.`) {
			t.Errorf("%s: the page does not stand alone", c.day)
		}
	}
	if _, err := centerOn(t, "2019-05-12").Evidence("privacy", "ru"); err == nil {
		t.Error("something was shown before the first version")
	}
}
