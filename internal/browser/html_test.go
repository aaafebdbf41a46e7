package browser

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestHTML validates every page of the demonstration with html-validate.
func TestHTML(t *testing.T) {
	if _, err := os.Stat("node_modules/.bin/html-validate"); err != nil {
		need(t, "html-validate")
	}
	dir := t.TempDir()
	pages := 0
	for name, data := range serveDemonstration(t).files {
		if filepath.Ext(name) != ".html" {
			continue
		}
		pages++
		write(t, filepath.Join(dir, filepath.FromSlash(name)), data)
	}
	write(t, filepath.Join(dir, "bad.html"), []byte("<!doctype html><html lang=\"en\"><head><title>x</title></head><body><p><div></p></body></html>"))
	if out, err := validate(t, filepath.Join(dir, "bad.html")); err == nil {
		t.Fatalf("the validator accepts a page that is wrong: %s", out)
	}
	if err := os.Remove(filepath.Join(dir, "bad.html")); err != nil {
		t.Fatal(err)
	}
	if out, err := validate(t, dir); err != nil {
		t.Errorf("%d pages: %v\n%s", pages, err, strings.TrimSpace(out))
	}
}

func validate(t *testing.T, what string) (string, error) {
	t.Helper()
	out, err := exec.Command("node_modules/.bin/html-validate", "--config", "html-validate.json", "--formatter", "text", what).CombinedOutput()
	if strings.Contains(string(out), "Validator crashed") {
		t.Fatalf("html-validate did not run: %s", out)
	}
	return string(out), err
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
