package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// diffed runs diff over two texts and returns what it prints and its exit code.
func diffed(t *testing.T, old, now string, flags ...string) (string, int) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"old.en.md": old, "new.en.md": now} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	p := &program{stdout: &stdout, stderr: &stderr, now: time.Now, getenv: func(string) string { return "" }}
	code := p.run(context.Background(), append([]string{"diff", filepath.Join(dir, "old.en.md"), filepath.Join(dir, "new.en.md")}, flags...))
	return stdout.String() + stderr.String(), code
}

// The exit code says what came out: 0 equal, 1 different, 2 trouble (docs/formats.md, section 8).
func TestDiffExitCode(t *testing.T) {
	for _, c := range []struct {
		name, old, now string
		flags          []string
		want           int
	}{
		{"equal", "One *word*.", "One _word_.", nil, 0},
		{"words", "One word.", "Two words.", nil, 1},
		{"a link's target", "[Terms](/a)", "[Terms](/b)", []string{"--format", "json"}, 1},
		{"form", "- One word.", "1. One word.", []string{"--format", "html"}, 1},
		{"a number", "1. One word.\n2. Two.", "2. One word.\n3. Two.", nil, 1},
		{"nesting", "- One word.\n  - Two.", "- One word.\n- Two.", nil, 1},
		{"a quotation", "> One word.", "One word.", nil, 1},
		{"NUL", "One word.", "One\x00word.", nil, 2},
		{"no UTF-8", "One word.", "One\xffword.", nil, 2},
		{"front matter without an end", "One word.", "+++\ntitle = 1\n\nOne word.", nil, 2},
		{"a line across the page", "One word.", "---\n\nOne word.", nil, 0},
		{"a format that is none", "One word.", "One word.", []string{"--format", "pdf"}, 2},
		{"a policy that is none", "", "", []string{"terms"}, 2},
	} {
		if got, code := diffed(t, c.old, c.now, c.flags...); code != c.want {
			t.Errorf("%s: exit code %d, want %d\n%s", c.name, code, c.want, got)
		}
	}
}

const everyKind = `# 1. Data

We keep your name and your address for as long as the account is open and one year more. We keep the letters that you write to us until the matter is settled.

| Data | Kept |
| --- | --- |
| Name | 12 months |
| Mail | 1 year |

## 1.1 Abroad

No data leave the country in which you live, whatever our partners may wish.

# 2. Sharing

"Nobody" gets them, see [the list](/list).

# 3. Letters

- Write to *us*.
- Or call.

# 4. Children

1.1 Nobody under fourteen may open an account here without a parent.
`

const everyKindChanged = `# 1. Sharing

«Nobody» gets them, see [the list](/partners).

# 2. What we keep

We keep your name and your address for as long as the account is open and one year more.

We keep the letters that you write to us until the matter is settled.

| Data | Reason | Kept |
| --- | --- | --- |
| Name | Contract | 24 months |
| Phone | Consent | 3 days |

No data leave the country in which you live, whatever our partners may wish.

# 3. Cookies

There are none, says [our list](/none).

# 4. Letters

1. Write to us.
2. Or write a postcard to the office in town.

# 5. Children

1.2 Nobody under fourteen may open an account here without a parent.
`

// The JSON form is what its schema says, and the schema refuses what it does not say.
func TestDiffSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schema/diff.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(data string) error {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		return schema.Validate(value)
	}
	for _, pair := range [][2]string{{everyKind, everyKindChanged}, {everyKindChanged, everyKind}, {everyKind, everyKind}, {"", everyKind}, {"", ""}} {
		data, _ := diffed(t, pair[0], pair[1], "--format", "json")
		if err := valid(data); err != nil {
			t.Errorf("%v\n%.2000s", err, data)
		}
	}
	data, _ := diffed(t, everyKind, everyKindChanged, "--format", "json")
	for _, key := range []string{`"move": 1`, `"break": "new"`, `"form": true`, `"typography": true`, `"renumbered": true`, `"href"`, `"forms"`, `"links"`, `"what": "list"`, `"what": "parts"`, `"moved_to"`, `"renamed"`, `\t`} {
		if !strings.Contains(data, key) {
			t.Errorf("the example has no %s", key)
		}
	}
	for _, change := range [][2]string{{`"schema": 1`, `"schema": 2`}, {`"equal": false`, `"equal": 0`}, {`"op": "added"`, `"op": "new"`}, {`"move": 1`, `"mov": 1`},
		{`"break": "new"`, `"break": "no"`}, {`"what": "list"`, `"what": "emphasis"`}, {`"links": [`, `"link": [`},
		{`"form": true`, `"typography": true`}, {`"change": [`, `"change": [1,`}, {`"lang": "en"`, `"language": "en"`}} {
		bad := strings.Replace(data, change[0], change[1], 1)
		if bad == data || valid(bad) == nil {
			t.Errorf("%s in place of %s is accepted", change[1], change[0])
		}
	}
}
