package site_test

import (
	"strings"
	"testing"

	"candor/internal/site"
)

// TestDraftInheritsPromises holds that the page of a draft says how the policy changes by what it takes over: from the version in force, from
// one that is announced, and never from one that was cancelled; and by its own promises where it has some.
func TestDraftInheritsPromises(t *testing.T) {
	const (
		first     = "content/privacy/2020-01-01/en.md"
		announced = "content/privacy/2022-06-01/en.md"
		draft     = "content/privacy/next/en.md"
		ten       = "takes effect no sooner than 10 full days"
		twenty    = "takes effect no sooner than 20 full days"
		none      = "promises nothing about how it changes"
	)
	text := func(dates, promises string) string {
		return "+++\ntitle = \"Policy\"\n" + dates + promises + "+++\nWords.\n"
	}
	promise := func(days string) string { return "[promises]\nnotice_days = " + days + "\n" }
	cancel := "on = 2022-02-01\nkind = \"cancel\"\nversion = \"2022-06-01\"\nreason = \"No.\"\n"
	cases := map[string]struct {
		announced, cancel, draft string // "" where there is none; draft is its promises
		want                     string
	}{
		"of the version in force":   {want: ten},
		"of an announced version":   {announced: promise("20"), want: twenty},
		"of a cancelled version":    {announced: promise("20"), cancel: cancel, want: ten},
		"its own":                   {draft: promise("20"), want: twenty},
		"its own, which is nothing": {draft: "[promises]\n", want: none},
	}
	for name, c := range cases {
		files := map[string]string{"config.toml": "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n", first: text("published = 2020-01-01\n", promise("10")), draft: text("", c.draft)}
		if c.announced != "" {
			files[announced] = text("published = 2022-01-01\neffective = 2022-06-01\nmaterial = true\nchanges = [\"All\"]\n", c.announced)
		}
		if c.cancel != "" {
			files["content/privacy/events/2022-02-01-cancel.toml"] = c.cancel
		}
		page := madeWith(t, sealed(t, files), "2022-03-01", site.Options{Drafts: true}).words("privacy/next/index.html")
		for _, words := range []string{ten, twenty, none} {
			if has := strings.Contains(page, words); has != (words == c.want) {
				t.Errorf("%s: %q on the draft's page: %v", name, words, has)
			}
		}
	}
}
