package config_test

import (
	"strings"
	"testing"

	"candor/internal/config"
)

const good = `base_url = "https://example.com/legal"
time_zone = "Europe/Moscow"
[organization]
name = "Верста"
[[languages]]
tag = "ru"
[[languages]]
tag = "zh-Hans"
[redirects]
"/old.html" = "/privacy/"
`

func TestParse(t *testing.T) {
	c, diags := config.Parse([]byte(good))
	if len(diags) != 0 {
		t.Fatalf("diagnostics: %v", diags)
	}
	if c.Path() != "/legal/" || c.TimeZone.String() != "Europe/Moscow" || c.LingerDays != 30 || c.FeedID != "https://example.com/legal" {
		t.Errorf("config = %+v", c)
	}
	if got := strings.Join(c.Tags(), " "); got != "ru zh-Hans" {
		t.Errorf("languages = %s", got)
	}
	if len(c.Redirects) != 1 || c.Redirects[0].Pos.Line != 10 {
		t.Errorf("redirects = %+v", c.Redirects)
	}
}

func TestParseFaults(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`base_url =`, `base_ur =`, `config.toml:1:1: error: unknown key "base_ur", did you mean "base_url"? [config]`},
		{`https://example.com/legal`, `example.com`, `config.toml:1:1: error: "example.com" is not an address`},
		{`Europe/Moscow`, `Moskau`, `config.toml:2:1: error: "Moskau" is not the name of an IANA time zone`},
		{`zh-Hans`, `zh_hans`, `config.toml:8:1: error: the language tag "zh_hans" is written "zh-Hans"`},
		{`zh-Hans`, `ru`, `config.toml:8:1: error: the language "ru" stands twice`},
		{`/privacy/`, `privacy`, `config.toml:10:1: error: a redirect leads from a path`},
		{`name = "Верста"`, ``, `config.toml:3:1: error: "name" of the organization is missing`},
	} {
		_, diags := config.Parse([]byte(strings.Replace(good, c.old, c.new, 1)))
		var all []string
		for _, d := range diags {
			all = append(all, d.Error())
		}
		if !strings.Contains(strings.Join(all, "\n"), c.want) {
			t.Errorf("%s for %s:\n got %v\nwant %s", c.new, c.old, all, c.want)
		}
	}
}
