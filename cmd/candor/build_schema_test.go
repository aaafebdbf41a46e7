package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestBuildSchema holds what build --json prints to its schema on days on which something is due, nothing more is due and nothing is public
// yet, and holds that the schema can fail.
func TestBuildSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("../../docs/schema/build.schema.json")
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
	report := ""
	for day, due := range map[string]bool{"2019-01-01": true, "2026-11-25": true, "2035-01-01": false} {
		var stdout, stderr bytes.Buffer
		p := &program{stdout: &stdout, stderr: &stderr, now: func() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }, getenv: func(string) string { return "" }}
		code := p.run(context.Background(), []string{"--site", "../..", "build", "--json", "--as-of", day, "--out", filepath.Join(t.TempDir(), "site")})
		if code != 0 {
			t.Fatalf("%s: exit %d\n%s", day, code, stderr.String())
		}
		if err := valid(stdout.String()); err != nil {
			t.Errorf("%s: %v\n%s", day, err, stdout.String())
		}
		if strings.Contains(stdout.String(), `"next":"`) != due {
			t.Errorf("%s: %s", day, stdout.String())
		}
		if due {
			report = stdout.String()
		}
	}
	for _, change := range [][2]string{{`"schema":1`, `"schema":2`}, {`"schema":1`, `"schema":1,"zzz":1`}, {`"pages":`, `"leaves":`}, {`"why":`, `"because":`}, {`"next":"2`, `"next":"x2`}} {
		bad := strings.Replace(report, change[0], change[1], 1)
		if bad == report || valid(bad) == nil {
			t.Errorf("%s in place of %s is accepted", change[1], change[0])
		}
	}
}
