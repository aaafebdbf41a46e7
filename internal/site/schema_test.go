package site_test

import (
	"bytes"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("../../docs/schema/" + name + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func conforms(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(value)
}

// TestSchemas holds the files for programs to the schemas of the documentation, for the demonstration in every period and for a center in
// which everything happens.
func TestSchemas(t *testing.T) {
	sites := map[string]built{"eventful": made(t, sealed(t, eventful()), "2023-01-02")}
	for _, day := range periods {
		sites[day] = demonstration(t, day)
	}
	of := map[string]*jsonschema.Schema{"center.json": schema(t, "center"), "version.json": schema(t, "version"), "notices.json": schema(t, "notices")}
	for site, files := range sites {
		seen := map[string]int{}
		for _, name := range files.names {
			s := of[path.Base(name)]
			if s == nil {
				continue
			}
			seen[path.Base(name)]++
			if err := conforms(t, s, files.file(name)); err != nil {
				t.Errorf("%s: /%s: %v\n%.800s", site, name, err, files.file(name))
			}
		}
		if len(seen) != len(of) {
			t.Errorf("%s: files %v", site, seen)
		}
	}
}

// TestSchemasRefuse holds that the schemas can fail: each file with a key that is not documented, and without one that is required.
func TestSchemasRefuse(t *testing.T) {
	files := demonstration(t, "2026-11-25")
	for name, at := range map[string]string{"center": "center.json", "version": "privacy/2025-06-02/version.json", "notices": "notices.json"} {
		s := schema(t, name)
		for _, change := range [][2]string{{`"schema":1`, `"schema":1,"zzz":1`}, {`"schema":1`, `"zchema":1`}, {`"sha256":"`, `"sha256":"-`}, {`"title":"`, `"title":"","zzz":"`},
			{`"dir":"rtl"`, `"dir":"up"`}, {`"url":"`, `"zzz":"`}} {
			if !strings.Contains(string(files.file(at)), change[0]) {
				continue
			}
			bad := strings.Replace(string(files.file(at)), change[0], change[1], 1)
			if conforms(t, s, []byte(bad)) == nil {
				t.Errorf("%s: %s in place of %s is accepted", at, change[1], change[0])
			}
		}
	}
}
