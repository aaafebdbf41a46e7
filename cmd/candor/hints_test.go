package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var namedFile = regexp.MustCompile(`content/[^\s:;,"')]+`)

// TestHintsNameWhatIsThere has commands refused in every way that they know, and holds that no file that a refusal names is missing: who follows a
// hint must find what it speaks of.
func TestHintsNameWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml": "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\n[[languages]]\ntag = \"ru\"\n",
		"content/privacy/2026-01-01/en.md": "+++\ntitle = \"P\"\npublished = 2026-01-01\n[promises]\nnotice_days = 30\nannounce = [\"email\"]\nlanguages = [\"en\"]\n+++\n" +
			"We keep data 3 years and may share it.\n",
		"content/privacy/draft/en.md": "+++\ntitle = \"P\"\nmaterial = true\nchanges = [\"Four.\"]\naction = \"None.\"\n+++\nWe keep data 4 years.\n",
		"content/privacy/draft/ru.md": "+++\ntitle = \"P\"\n+++\nМы храним данные.\n",
		"content/privacy/empty/en.md": "+++\ntitle = \"P\"\n+++\n",
		"content/terms/first/ru.md":   "+++\ntitle = \"T\"\n+++\nУсловия.\n",
	} {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		lay(t, at, text)
	}
	const day = "2026-03-01"
	on(t, day, dir, 0, "publish", "--adopt")
	for _, call := range []string{
		"publish privacy draft --effective 2026-03-02",
		"publish privacy draft --effective 2026-06-01 --as 2026-01-01",
		"publish privacy draft",
		"publish privacy empty --effective 2026-06-01",
		"publish privacy missing --effective 2026-06-01",
		"publish terms draft --effective 2026-06-01",
		"publish privacy 2026-01-01 --lang en",
		"publish privacy 2026-01-01 --lang ru",
		"publish privacy draft --effective 2026-03-02 --breach",
		"publish privacy draft --effective 2026-03-02 --breach --reason ru=x",
		"correct privacy draft en", "correct privacy 2026-01-01 ru", "correct privacy 2025-01-01 en",
		"translated privacy draft en", "translated privacy draft kk", "translated privacy 2026-01-01 en",
		"move privacy 2026-01-01 --effective 2026-06-01 --reason en=x --reason ru=x",
		"move privacy draft --effective 2026-06-01 --reason x",
		"cancel privacy 2026-01-01 --reason x", "cancel privacy draft --reason x", "cancel privacy 2026-03-01-withdraw --reason x",
		"withdraw privacy --effective 2026-03-02 --reason x", "withdraw privacy --effective 2026-02-01 --reason x", "withdraw terms --effective 2026-06-01 --reason x",
		"withdraw privacy --effective 2026-06-01 --successor terms --reason x",
		"sent privacy 2026-01-01 --channel mail --told 2026-02-01", "sent privacy 2026-01-01 --channel email", "sent privacy draft --channel email --told 2026-02-01",
		"review privacy", "review terms --on 2026-03-01", "new privacy", "undo",
	} {
		out, faults := said(t, day, dir, strings.Fields(call)...)
		for _, name := range namedFile.FindAllString(faults, -1) {
			name = strings.TrimRight(name, "./")
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				t.Errorf("candor %s names %s, which is not there:\n%s", call, name, faults)
			}
		}
		if faults == "" {
			if !strings.HasPrefix(call, "new ") && !strings.HasPrefix(call, "undo") {
				t.Errorf("candor %s was not refused:\n%s", call, out)
			}
		}
	}
}

// said runs a command and returns what it says, whatever its exit code is.
func said(t *testing.T, day, dir string, args ...string) (stdout, stderr string) {
	t.Helper()
	now, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	var out, faults bytes.Buffer
	p := &program{stdout: &out, stderr: &faults, now: func() time.Time { return now.Add(12 * time.Hour) }, getenv: func(string) string { return "" }}
	p.run(t.Context(), append([]string{"--site", dir}, args...))
	return out.String(), faults.String()
}
