package config_test

import (
	"testing"

	"candor/internal/config"
	"candor/internal/diag"
)

const head = "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n"

func TestCheckApply(t *testing.T) {
	c, diags := config.Parse([]byte(head + `[check]
rules = { empty-section = "off", heading-level = "error", front-matter = "error" }
[[check.ignore]]
rule = "text-date"
files = ["content/p/2019-*/**", "content/*/1/en.md"]
`))
	if len(diags) != 0 {
		t.Fatal(diags)
	}
	for _, k := range []struct{ rule, file, want string }{
		{"empty-section", "content/p/1/ru.md", ""},
		{"heading-level", "content/p/1/ru.md", "error"},
		{"table-cell", "content/p/1/ru.md", "warning"},
		{"text-date", "content/p/2019-01-01/ru.md", ""},
		{"text-date", "content/p/2020-01-01/ru.md", "warning"},
		{"text-date", "content/p/1/en.md", ""},
		{"text-date", "content/p/1/ru.md", "warning"},
		{"text-date", "content/a/p/1/en.md", "warning"},
	} {
		got := ""
		for _, d := range c.Check.Apply(diag.List{{Pos: diag.Pos{File: k.file}, Severity: diag.Warning, Rule: k.rule}}) {
			got = d.Severity.String()
		}
		if got != k.want {
			t.Errorf("%s in %s: %q, want %q", k.rule, k.file, got, k.want)
		}
	}
}

func TestCheckFaults(t *testing.T) {
	for text, want := range map[string]string{
		"[check]\nrules = { emty-section = \"off\" }\n":                         `config.toml:7:1: error: there is no rule "emty-section", did you mean "empty-section"? [config]`,
		"[check]\nrules = { seal-broken = \"warning\" }\n":                      `config.toml:7:1: error: the rule "seal-broken" cannot be silenced [config]`,
		"[check]\nrules = { text-date = \"no\" }\n":                             `config.toml:7:1: error: a rule is "off", "warning" or "error", not "no" [config]`,
		"[[check.ignore]]\nrule = \"promise-archive\"\nfiles = [\"**\"]\n":      `config.toml:7:1: error: the rule "promise-archive" cannot be silenced [config]`,
		"[[check.ignore]]\nrule = \"text-date\"\n":                              `config.toml:6:1: error: "files" is missing: which files the rule is silent in, such as ["content/privacy/2019-*/**"] [config]`,
		"[[check.ignore]]\nrule = \"text-date\"\nfiles = [\"content/[a\"]\n":    `config.toml:8:1: error: "content/[a" is no pattern of files: syntax error in pattern [config]`,
		"[[check.ignore]]\nrule = \"text-date\"\nfils = [\"a\"]\nfiles=[\"b\"]": `config.toml:8:1: error: unknown key "fils", did you mean "files"? [config]`,
	} {
		_, diags := config.Parse([]byte(head + text))
		if len(diags) != 1 || diags[0].Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", text, diags, want)
		}
	}
}
