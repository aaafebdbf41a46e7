package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestCheckAgainstServedSite holds what `check --against URL` makes of a host's answers: its seals, those of another file, and none.
func TestCheckAgainstServedSite(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml":                      "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n",
		"content/privacy/2026-01-01/en.md": "+++\ntitle = \"P\"\npublished = 2026-01-01\n+++\nText.\n",
	} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (code int, out string) {
		var b bytes.Buffer
		p := &program{stdout: &b, stderr: &b, now: func() time.Time { return time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC) }, getenv: func(string) string { return "" }}
		code = p.run(context.Background(), append([]string{"--site", dir}, args...))
		return code, b.String()
	}
	if code, out := run("publish", "--adopt"); code != 0 {
		t.Fatal(out)
	}
	sealed, err := os.ReadFile(filepath.Join(dir, "content", "archive.sum"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, answer string
		status       int
		code         int
		want         string
	}{
		{"the same", string(sealed), 200, 0, "0 errors"},
		{"nothing public yet", "# sha256sum --check archive.sum\n", 200, 0, "0 errors"},
		{"more", string(sealed) + strings.Repeat("0", 64) + "  privacy/2025-01-01/en.md\n", 200, 1, `the seal of "privacy/2025-01-01/en.md", made on 2026-01-10, is no longer here [seal-lost]`},
		{"a page that stands for what is missing", "<!doctype html>\n<title>Welcome</title>\n", 200, 2, "cannot be read: line 1 is no line of sha256sum"},
		{"not there", "", 404, 2, "has no archive.sum"},
		{"out of order", "", 500, 2, "500 Internal Server Error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/legal/archive.sum" {
					t.Errorf("%s was asked for", r.URL.Path)
				}
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.answer))
			}))
			defer host.Close()
			code, out := run("check", "--against", host.URL+"/legal")
			if code != c.code || !strings.Contains(out, c.want) {
				t.Errorf("exit %d, want %d with %q:\n%s", code, c.code, c.want, out)
			}
		})
	}
}
