package diag_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/internal/diag"
)

func sample() *diag.Report {
	at := diag.Pos{File: "content/a b/1/ru.md", Line: 3, Col: 5}
	list := diag.List{
		{Pos: at, Rule: "translation-structure", Severity: diag.Warning, Message: "50 %, \"two\"\nlines", Hint: "mend <it>",
			Related: []diag.Related{{Pos: diag.Pos{File: "content/a b/1/en.md", Line: 4, Col: 1}, Message: "the other"}}},
		{Pos: diag.Pos{File: "config.toml"}, Rule: "config", Message: "bad"},
		{Pos: diag.Pos{File: "config.toml", Line: 2, Col: 1}, Rule: "config", Severity: diag.Note, Message: "said"},
	}
	return &diag.Report{Day: "2026-01-02", Version: "1.0", List: list, Column: func(p diag.Pos) int { return p.Col + 10 }}
}

func written(t *testing.T, r *diag.Report, format string) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func validate(t *testing.T, schema, text string) {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(schema)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(value); err != nil {
		t.Errorf("%s: %v\n%s", schema, err, text)
	}
}

func TestReportText(t *testing.T) {
	want := `content/a b/1/ru.md:3:5: warning: 50 %, "two"
lines [translation-structure]
    content/a b/1/en.md:4:1: the other
    mend <it>
config.toml: error: bad [config]
config.toml:2:1: note: said [config]
2026-01-02: 1 error, 1 warning, 1 note
`
	if got := written(t, sample(), "text"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReportGitHub(t *testing.T) {
	want := "::warning file=content/a b/1/ru.md,line=3,col=15,title=translation-structure::50 %25, \"two\"%0Alines%0Acontent/a b/1/en.md:4:1: the other%0Amend <it>\n" +
		"::error file=config.toml,title=config::bad\n::notice file=config.toml,line=2,col=11,title=config::said\n"
	if got := written(t, sample(), "github"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestReportSchemas holds the machine-readable formats to their schemas: the project's own, and that of OASIS for SARIF 2.1.0.
func TestReportSchemas(t *testing.T) {
	for _, r := range []*diag.Report{sample(), {Day: "2026-01-02"}} {
		validate(t, "../../docs/schema/diagnostics.schema.json", written(t, r, "json"))
		validate(t, "testdata/sarif-schema-2.1.0.json", written(t, r, "sarif"))
	}
	sarif := written(t, sample(), "sarif")
	for _, want := range []string{`"uri": "content/a%20b/1/ru.md"`, `"startColumn": 15`, `"level": "note"`} {
		if !strings.Contains(sarif, want) {
			t.Errorf("no %s in\n%s", want, sarif)
		}
	}
}

// TestSchemasCanFail makes sure that the validator refuses what is wrong.
func TestSchemasCanFail(t *testing.T) {
	for schema, text := range map[string]string{
		"../../docs/schema/diagnostics.schema.json": `{"schema": 2}`,
		"testdata/sarif-schema-2.1.0.json":          `{"version": "2.1.0", "runs": [{"tool": {}}]}`,
	} {
		s, err := jsonschema.NewCompiler().Compile(schema)
		if err != nil {
			t.Fatal(err)
		}
		value, _ := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if s.Validate(value) == nil {
			t.Errorf("%s accepts %s", schema, text)
		}
	}
}

// TestReportFolder holds that files are named from where GitHub and SARIF look for them, and from the center's folder for people.
func TestReportFolder(t *testing.T) {
	r := sample()
	r.Folder = "legal"
	for format, want := range map[string]string{"github": "file=legal/config.toml,", "sarif": `"uri": "legal/content/a%20b/1/en.md"`, "text": "\nconfig.toml:2:1:", "json": `"file": "config.toml"`} {
		if got := written(t, r, format); !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestReportUnknownFormat(t *testing.T) {
	if err := sample().Write(&bytes.Buffer{}, "xml"); err == nil {
		t.Error("xml was written")
	}
}

func TestRules(t *testing.T) {
	rules := diag.Rules()
	if n := strings.Count("\n"+readFile(t, "rules.txt"), "\n# "); len(rules) != n {
		t.Errorf("%d rules of %d entries", len(rules), n)
	}
	for i, r := range rules {
		if r.ID == "" || len(r.Text) < 60 || !strings.HasPrefix(r.Section, "docs/") {
			t.Errorf("rule %+v lacks something", r)
		}
		if i > 0 && rules[i-1].ID >= r.ID {
			t.Errorf("%s stands twice or out of order", r.ID)
		}
		if r.Open && (strings.HasPrefix(r.ID, "seal-") || r.ID == "promise-archive") {
			t.Errorf("%s can be silenced", r.ID)
		}
	}
	if r, ok := diag.FindRule("seal-broken"); !ok || !strings.Contains(r.Explain(80), "cannot be silenced") && !strings.Contains(r.Explain(80), "Cannot be silenced") {
		t.Errorf("explain %v: %s", ok, r.Explain(80))
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
