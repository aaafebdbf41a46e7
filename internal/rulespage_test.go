package internal_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"candor/internal/diag"
)

// rulesIntro stands above the rules in docs/rules.md.
const rulesIntro = `<!-- Made from internal/diag/rules.txt by ` + "`go test ./internal -run TestRulesPage -update`" + `. -->

# The rules

` + "`candor check`" + ` reports every problem of the sources with the rule that it breaks; ` + "`candor check --explain RULE`" + ` says the same as this
page. An error stops ` + "`build`" + ` and makes ` + "`check`" + ` exit with 1; a warning does neither. In a sealed text, which can no longer be changed, faults of
content are warnings, whatever stands here.

Rules that are marked "open" may be silenced, or weigh otherwise, for a center or for some of its files, in ` + "[config.toml](configuration.md)" + `:

` + "```toml" + `
[check]
rules = { empty-section = "off", text-leftover = "error" }

[[check.ignore]]
rule  = "translation-structure"
files = ["content/terms/2019-*/**"]
` + "```" + `

`

// rulesPage is docs/rules.md: a table of all rules, then what each means.
func rulesPage() string {
	var b strings.Builder
	b.WriteString(rulesIntro + "| rule | weighs | silenced | section |\n| --- | --- | --- | --- |\n")
	rules := diag.Rules()
	for _, r := range rules {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s | %s |\n", r.ID, r.ID, weight(r), map[bool]string{true: "open", false: "never"}[r.Open], r.Section)
	}
	for _, r := range rules {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", r.ID, r.Text)
	}
	return b.String()
}

func weight(r diag.Rule) string {
	if r.Content && r.Severity == diag.Error {
		return "error; in a sealed text warning"
	}
	return r.Severity.String()
}

// TestRulesPage holds docs/rules.md against the catalogue of rules.
func TestRulesPage(t *testing.T) {
	const name = "../docs/rules.md"
	want := rulesPage()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/rules.md is not what the catalogue says; write it anew: go test ./internal -run TestRulesPage -update")
	}
}
