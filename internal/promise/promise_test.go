package promise_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/source"
)

const conf = "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n"

func archive(t *testing.T, files map[string]string) *policy.Archive {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte(conf)}}
	for name, text := range files {
		if strings.HasSuffix(name, ".md") {
			text = "+++\ntitle = \"T\"\n" + text + "\n+++\nтекст\n"
		}
		fsys["content/p/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	src, diags, err := source.Read(context.Background(), fsys)
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	a, diags := policy.New(src)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return a
}

func day(t *testing.T, s string) civil.Date {
	t.Helper()
	d, err := civil.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func short(diags diag.List) string {
	var all []string
	for _, d := range diags {
		all = append(all, strings.TrimPrefix(d.Error(), "content/p/"))
	}
	return strings.Join(all, "\n")
}

// first is a version in force whose promises bind the ones that follow.
const first = "published = 2020-01-01\n[promises]\nnotice_days = 30\nnotice_days_other = 5\nexceptions = [\"law\"]\nlanguages = [\"ru\"]\narchive = true\nreview_months = 240"

func TestNotice(t *testing.T) {
	for _, c := range []struct {
		name, second string
		more         map[string]string
		sealed       map[string]string // by file, default: the day of publication
		asOf         string
		outcome      promise.Outcome
		given        int
		want         string
	}{
		{name: "kept", second: "published = 2021-01-01\neffective = 2021-02-01\nmaterial = true", outcome: promise.Kept, given: 30},
		{name: "short", second: "published = 2021-01-01\neffective = 2021-01-13\nmaterial = true", outcome: promise.Broken, given: 11,
			want: "2/ru.md:4:1: error: 11 full days of notice (from 2021-01-01 to 2021-01-13, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "short by the day of effect", second: "published = 2021-01-01\neffective = 2021-01-31\nmaterial = true", outcome: promise.Broken, given: 29,
			want: "2/ru.md:4:1: error: 29 full days of notice (from 2021-01-01 to 2021-01-31, neither counted) where 30 full days are promised [promise-notice]"},
		// Programs of before counted the day of effect: what they sealed can no longer be changed.
		{name: "short by the day of effect, sealed", second: "published = 2021-01-01\neffective = 2021-01-31\nmaterial = true", sealed: map[string]string{"2/ru.md": "2021-01-01"},
			asOf: "2021-01-02", outcome: promise.Broken, given: 29,
			want: "2/ru.md:4:1: warning: 29 full days of notice (from 2021-01-01 to 2021-01-31, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "short by two days, sealed", second: "published = 2021-01-01\neffective = 2021-01-30\nmaterial = true", sealed: map[string]string{"2/ru.md": "2021-01-01"},
			asOf: "2021-01-02", outcome: promise.Broken, given: 28,
			want: "2/ru.md:4:1: error: 28 full days of notice (from 2021-01-01 to 2021-01-30, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "short, in effect", second: "published = 2021-01-01\neffective = 2021-01-13\nmaterial = true", asOf: "2021-01-13", outcome: promise.Broken, given: 11,
			want: "2/ru.md:4:1: warning: 11 full days of notice (from 2021-01-01 to 2021-01-13, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "breach", second: "published = 2021-01-01\neffective = 2021-01-13\nmaterial = true\nbreach = true", outcome: promise.Broken, given: 11,
			want: "2/ru.md:4:1: warning: 11 full days of notice (from 2021-01-01 to 2021-01-13, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "other", second: "published = 2021-01-01\neffective = 2021-01-07\nmaterial = false", outcome: promise.Kept, given: 5},
		{name: "other, short", second: "published = 2021-01-01\neffective = 2021-01-02\nmaterial = false", outcome: promise.Broken, given: 0,
			want: "2/ru.md:4:1: error: 0 full days of notice (from 2021-01-01 to 2021-01-02, neither counted) where 5 full days are promised [promise-notice]"},
		{name: "not stated", second: "published = 2021-01-01\neffective = 2021-01-07", outcome: promise.Kept, given: 5},
		{name: "waived", second: "published = 2021-01-01\neffective = 2021-01-02\nmaterial = true\nwaive = { exception = \"law\", reason = \"r\" }", outcome: promise.Waived, given: 0},
		{name: "waived without leave", second: "published = 2021-01-01\neffective = 2021-01-02\nmaterial = true\nwaive = { exception = \"haste\", reason = \"r\" }", outcome: promise.Broken, given: 0,
			want: "2/ru.md:4:1: error: 0 full days of notice (from 2021-01-01 to 2021-01-02, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "sealed late", second: "published = 2021-01-01\neffective = 2021-01-31\nmaterial = true", sealed: map[string]string{"2/ru.md": "2021-01-11"}, outcome: promise.Broken, given: 19,
			want: "2/ru.md:4:1: warning: 19 full days of notice (from 2021-01-11 to 2021-01-31, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "adopted in effect", second: "published = 2021-01-01\neffective = 2021-02-01\nmaterial = true", sealed: map[string]string{"2/ru.md": "2026-01-11"}, outcome: promise.Kept, given: 30},
		{name: "scheduled", second: "published = 2021-01-01\neffective = 2021-01-13\nmaterial = true", asOf: "2020-12-01",
			want: "2/ru.md:4:1: error: 11 full days of notice (from 2021-01-01 to 2021-01-13, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "moved later", second: "published = 2021-01-01\neffective = 2021-01-31\nmaterial = true",
			more: map[string]string{"events/2021-01-10-move.toml": "on = 2021-01-10\nkind = \"move\"\nversion = \"2\"\neffective = 2021-02-10\nreason = \"r\"\n"}, asOf: "2021-01-10", outcome: promise.Kept, given: 39},
		{name: "moved earlier", second: "published = 2021-01-01\neffective = 2021-03-01\nmaterial = true",
			more: map[string]string{"events/2021-01-10-move.toml": "on = 2021-01-10\nkind = \"move\"\nversion = \"2\"\neffective = 2021-02-01\nreason = \"r\"\n"}, asOf: "2021-01-10", outcome: promise.Broken, given: 21,
			want: "events/2021-01-10-move.toml:1:1: error: 21 full days of notice (from 2021-01-10 to 2021-02-01, neither counted) where 30 full days are promised [promise-notice]"},
		{name: "cancelled", second: "published = 2021-01-01\neffective = 2021-01-13\nmaterial = true",
			more: map[string]string{"events/2021-01-01-cancel.toml": "on = 2021-01-01\nkind = \"cancel\"\nversion = \"2\"\nreason = \"r\"\n"}, outcome: promise.Broken, given: 11},
		// What is announced promises more, and binds too.
		{name: "announced gives more", second: "published = 2021-01-01\neffective = 2021-02-01\nmaterial = true",
			more:    map[string]string{"1b/ru.md": "published = 2020-12-01\neffective = 2021-01-31\nmaterial = true\n[promises]\nnotice_days = 60\nexceptions = [\"law\"]\nlanguages = [\"ru\"]\narchive = true\nnotice_days_other = 5\nreview_months = 240"},
			outcome: promise.Broken, given: 30, want: "2/ru.md:4:1: error: 30 full days of notice (from 2021-01-01 to 2021-02-01, neither counted) where 60 full days are promised [promise-notice]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"1/ru.md": first, "2/ru.md": c.second}
			for name, text := range c.more {
				files[name] = text
			}
			if c.asOf == "" {
				c.asOf = "2021-01-01"
			}
			book, diags := promise.Judge(archive(t, files), day(t, c.asOf), func(file string) civil.Date {
				if s := c.sealed[strings.TrimPrefix(file, "content/p/")]; s != "" {
					return day(t, s)
				}
				return civil.Date{}
			})
			if got := short(diags); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if n := book.Notice("p", "2"); n.Outcome != c.outcome || n.Given != c.given {
				t.Errorf("notice = %+v", n)
			}
			if n := book.Notice("p", "1"); !n.First || n.Outcome != promise.Unpromised {
				t.Errorf("first version: %+v", n)
			}
		})
	}
}

// TestMonths: a promise in months ends on the same day of the month as that of publication, else on the last of that month, and the day after is
// the earliest.
func TestMonths(t *testing.T) {
	for _, c := range []struct{ promised, published, effective, want string }{
		{`notice = "2 months"`, "2021-03-01", "2021-05-02", ""},
		{`notice = "2 months"`, "2021-03-01", "2021-05-01", "60 full days of notice (from 2021-03-01 to 2021-05-01, neither counted) where 2 full months are promised"},
		{`notice = "1 month"`, "2021-01-31", "2021-03-01", ""},
		{`notice = "1 month"`, "2021-01-31", "2021-02-28", "27 full days of notice (from 2021-01-31 to 2021-02-28, neither counted) where 1 full month is promised"},
		{`notice = "30 days"`, "2021-03-01", "2021-04-01", ""},
		{"notice = \"30 days\"\nnotice_days = 30", "2021-03-01", "2021-04-01", ""},
		{`notice = "30 days"`, "2021-03-01", "2021-03-31", "29 full days of notice (from 2021-03-01 to 2021-03-31, neither counted) where 30 full days are promised"},
		{"notice = \"0 days\"", "2021-03-01", "2021-03-01", ""},
	} {
		files := map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\n" + c.promised, "2/ru.md": "published = " + c.published + "\neffective = " + c.effective + "\nmaterial = true"}
		_, diags := promise.Judge(archive(t, files), day(t, c.published), unsealed)
		if got := short(diags); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s, %s to %s: %q, want %q", c.promised, c.published, c.effective, got, c.want)
		}
	}
}

func TestEarliest(t *testing.T) {
	_, diags := promise.Judge(archive(t, map[string]string{"1/ru.md": first, "2/ru.md": "published = 2021-01-01\neffective = 2021-01-13\nmaterial = true"}), day(t, "2021-01-01"), unsealed)
	if len(diags) != 1 || !strings.HasPrefix(diags[0].Hint, "the earliest day of effect that keeps the promise is 2021-02-01; waive = { exception = \"law\"") {
		t.Errorf("diagnostics = %+v", diags)
	}
}

func unsealed(string) civil.Date { return civil.Date{} }

func TestRules(t *testing.T) {
	const body = "332b4fbcfd44" // every body is alike: printf 'текст\n' | sha256sum | cut -c1-12
	for _, c := range []struct {
		name  string
		files map[string]string
		asOf  string
		want  string
	}{
		{"language missing", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nlanguages = [\"ru\", \"en\"]", "2/ru.md": "published = 2021-01-01\neffective = 2021-02-01"}, "2021-01-01",
			`2/ru.md:2:1: error: the policy promises its text in "en", and this version has none [promise-languages]`},
		{"language missing, in effect", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nlanguages = [\"ru\", \"en\"]", "2/ru.md": "published = 2021-01-01"}, "2021-01-01",
			`2/ru.md:2:1: warning: the policy promises its text in "en", and this version has none [promise-languages]`},
		{"language stale", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nlanguages = [\"ru\", \"en\"]", "2/ru.md": "published = 2021-01-01\neffective = 2021-02-01", "2/en.md": "translates = \"aaaaaaaaaaaa\""}, "2021-01-01",
			`2/en.md:3:1: error: the policy promises its text in "en", and this one follows an earlier wording (aaaaaaaaaaaa, and the original text is ` + body + `) [promise-languages]`},
		{"language current", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nlanguages = [\"ru\", \"en\"]", "2/ru.md": "published = 2021-01-01\neffective = 2021-02-01", "2/en.md": "translates = \"" + body + "\""}, "2021-01-01", ""},
		{"not told", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nnotice_days = 30\nannounce = [\"home\", \"email\"]", "2/ru.md": "published = 2021-01-01\neffective = 2021-02-10\nmaterial = true"}, "2021-01-12",
			`2/ru.md:3:1: warning: the policy promises to tell people through "email", which was due on 2021-01-10, and nothing is recorded [promise-announce]`},
		{"not told, not yet due", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nnotice_days = 30\nannounce = [\"home\", \"email\"]", "2/ru.md": "published = 2021-01-01\neffective = 2021-02-10\nmaterial = true"}, "2021-01-10", ""},
		{"told late", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nnotice_days = 30\nannounce = [\"home\", \"email\"]", "2/ru.md": "published = 2021-01-01\neffective = 2021-02-10\nmaterial = true",
			"events/2021-01-20-sent.toml": "on = 2021-01-20\nkind = \"sent\"\nversion = \"2\"\nchannel = \"email\"\ntold = 2021-01-15\n"}, "2021-01-20",
			`2/ru.md:3:1: warning: people were told through "email" on 2021-01-15, and it was due on 2021-01-10 [promise-announce]`},
		{"review overdue", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nreview_months = 12"}, "2021-01-02",
			`1/ru.md:2:1: warning: a review is promised every 12 months; the last change or review was on 2020-01-01 [promise-review]`},
		{"reviewed", map[string]string{"1/ru.md": "published = 2020-01-01\n[promises]\nreview_months = 12", "events/2020-12-31-review.toml": "on = 2020-12-31\nkind = \"review\"\n"}, "2021-12-31", ""},
		{"weakened", map[string]string{"1/ru.md": first, "2/ru.md": "published = 2021-01-01\neffective = 2021-02-01\nmaterial = false\n[promises]\nnotice_days = 10\nnotice_days_other = 5\narchive = true\nexceptions = [\"law\", \"haste\"]"}, "2021-01-01",
			"2/ru.md:6:1: error: promises less than before (notice, exceptions, review_months, languages) and is not material [promise-weakened]"},
		{"weakened and material", map[string]string{"1/ru.md": first, "2/ru.md": "published = 2021-01-01\neffective = 2021-02-01\nmaterial = true\n[promises]"}, "2021-01-01", ""},
		{"overtaken", map[string]string{"1/ru.md": "published = 2020-01-01", "2/ru.md": "published = 2021-01-01\neffective = 2021-03-01", "3/ru.md": "published = 2021-01-05\neffective = 2021-02-01"}, "2021-01-05",
			`3/ru.md:4:1: error: takes effect on 2021-02-01, before the announced version "2" of 2021-03-01, whose text would bring back the old wording [order-overtaken]`},
		{"carried", map[string]string{"1/ru.md": "published = 2020-01-01", "2/ru.md": "published = 2021-01-01\neffective = 2021-03-01", "3/ru.md": "published = 2021-01-05\neffective = 2021-02-01\ncarried = [\"2\"]"}, "2021-01-05", ""},
		{"carried by none", map[string]string{"1/ru.md": "published = 2020-01-01", "3/ru.md": "published = 2021-01-05\neffective = 2021-02-01\ncarried = [\"2\"]"}, "2021-01-05",
			`3/ru.md:5:1: error: the policy "p" has no version "2" that could hold this change [order-overtaken]`},
		{"withdrawn in haste", map[string]string{"1/ru.md": first, "events/2021-01-01-withdraw.toml": "on = 2021-01-01\nkind = \"withdraw\"\neffective = 2021-01-11\nreason = \"r\"\n"}, "2021-01-01",
			"events/2021-01-01-withdraw.toml:1:1: error: 9 full days of notice (from 2021-01-01 to 2021-01-11, neither counted) where 30 full days are promised [promise-notice]"},
		{"inherited through a cancelled version", map[string]string{"1/ru.md": first, "2/ru.md": "published = 2021-01-01\neffective = 2021-02-01\nmaterial = true\n[promises]",
			"events/2021-01-02-cancel.toml": "on = 2021-01-02\nkind = \"cancel\"\nversion = \"2\"\nreason = \"r\"\n", "3/ru.md": "published = 2021-01-02\neffective = 2021-02-02\nmaterial = true",
			"4/ru.md": "published = 2021-03-01\neffective = 2021-03-02\nmaterial = true"}, "2021-03-01",
			"4/ru.md:4:1: error: 0 full days of notice (from 2021-03-01 to 2021-03-02, neither counted) where 30 full days are promised [promise-notice]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, diags := promise.Judge(archive(t, c.files), day(t, c.asOf), unsealed)
			if got := short(diags); got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestBook(t *testing.T) {
	book, _ := promise.Judge(archive(t, map[string]string{
		"1/ru.md": "published = 2020-01-01\n[promises]\nnotice_days = 30\nannounce = [\"email\"]\nlanguages = [\"ru\", \"en\"]\nreview_months = 12",
		"2/ru.md": "published = 2021-01-01\neffective = 2021-03-01\nmaterial = true", "3/ru.md": "published = 2021-01-05\neffective = 2021-02-10\nmaterial = true\ncarried = [\"2\"]",
		"events/2021-01-10-withdraw.toml": "on = 2021-01-10\nkind = \"withdraw\"\neffective = 2022-01-11\nreason = \"r\"\n",
	}), day(t, "2021-01-12"), unsealed)
	if got := book.Carries("p", "2"); len(got) != 1 || got[0] != "3" {
		t.Errorf("Carries = %v", got)
	}
	if n := book.Withdrawal("p"); n.Outcome != promise.Kept || n.Given != 365 || n.Promised.Days != 30 {
		t.Errorf("Withdrawal = %+v", n)
	}
	var due []string
	for _, d := range book.Due {
		due = append(due, strings.Join([]string{d.Version, d.Rule, d.What, d.By.String()}, " "))
	}
	want := "2 promise-languages en 2021-03-01, 2 promise-announce email 2021-01-29, 3 promise-languages en 2021-02-10, 3 promise-announce email 2021-01-10, 2021-01-10-withdraw promise-announce email 2021-12-11, 1 promise-review  2022-01-05"
	if got := strings.Join(due, ", "); got != want {
		t.Errorf("due\n got %s\nwant %s", got, want)
	}
}

// TestDemonstration holds what the demonstration says of itself: one waived notice, none broken, the archive's facts.
func TestDemonstration(t *testing.T) {
	src, diags, err := source.Read(context.Background(), os.DirFS("../.."))
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	a, _ := policy.New(src)
	book, diags := promise.Judge(a, day(t, "2026-11-25"), unsealed)
	for _, d := range diags {
		t.Log(d.Error())
	}
	if diags.Failed() {
		t.Error("the demonstration breaks its promises")
	}
	if n := book.Notice("privacy", "2022-09-01"); n.Outcome != promise.Waived || n.Given != 11 || n.Promised.Days != 30 || n.Exception != "law" {
		t.Errorf("privacy/2022-09-01: %+v", n)
	}
	if n := book.Notice("privacy", "2025-06-02"); n.Outcome != promise.Kept || n.Given != 34 {
		t.Errorf("privacy/2025-06-02: %+v", n)
	}
}

// TestDecides holds that what a command is about to make is judged as still to come, and nothing else is.
func TestDecides(t *testing.T) {
	for _, c := range []struct{ name, decides, second, more, want string }{
		{"a fact", "", "published = 2021-01-01\neffective = 2021-01-01\nmaterial = true", "", "warning"},
		{"a version", "2/ru.md", "published = 2021-01-01\neffective = 2021-01-01\nmaterial = true", "", "error"},
		{"said to be a breach", "2/ru.md", "published = 2021-01-01\neffective = 2021-01-01\nmaterial = true\nbreach = true", "", "warning"},
		{"another file", "2/en.md", "published = 2021-01-01\neffective = 2021-01-01\nmaterial = true", "", "warning"},
		{"a move", "events/m.toml", "published = 2020-12-31\neffective = 2021-03-01\nmaterial = true", "on = 2021-01-01\nkind = \"move\"\nversion = \"2\"\neffective = 2021-01-01\nreason = \"r\"\n", "error"},
		{"the text of a move", "2/ru.md", "published = 2020-12-31\neffective = 2021-03-01\nmaterial = true", "on = 2021-01-01\nkind = \"move\"\nversion = \"2\"\neffective = 2021-01-01\nreason = \"r\"\n", "warning"},
		{"a withdrawal", "events/m.toml", "published = 2020-12-01\nmaterial = false", "on = 2021-01-01\nkind = \"withdraw\"\neffective = 2021-01-01\nreason = \"r\"\n", "error"},
	} {
		files := map[string]string{"1/ru.md": first, "2/ru.md": c.second}
		file := "events/2021-01-01-" + map[bool]string{true: "withdraw", false: "move"}[strings.Contains(c.more, "withdraw")] + ".toml"
		if c.more != "" {
			files[file] = c.more
		}
		m := promise.Memory{}
		if c.decides != "" {
			m.Decides = func(name string) bool {
				return name == "content/p/"+strings.Replace(c.decides, "events/m.toml", file, 1)
			}
		}
		_, diags := m.Judge(archive(t, files), day(t, "2021-01-01"), unsealed)
		of := slices.DeleteFunc(diags, func(d diag.Diagnostic) bool { return d.Rule != promise.RuleNotice || d.Pos.Line == 3 })
		if got := short(of); !strings.Contains(got, ": "+c.want+": 0 full days of notice") {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
