package importer

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMarkdownCorpus reads every real Markdown text: no word of an attribute list is left, and what is not front matter
// or attributes stays.
func TestMarkdownCorpus(t *testing.T) {
	dir := filepath.Join(sharedDir(t), "corpus")
	dated, n := 0, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" || d.Name() == "README.md" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		r, err := Markdown(data, Options{Lang: "en"})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		if n++; !r.Date.IsZero() {
			dated++
		}
		if bytes.Contains(r.Body, []byte("{:")) {
			t.Errorf("%s: an attribute list is left", path)
		}
		if strings.HasPrefix(string(r.Body), "---\n") {
			t.Errorf("%s: front matter is left", path)
		}
		if os.Getenv("CANDOR_SHOW") != "" {
			t.Logf("%s: %q %s %s %q", path[len(dir):], r.Title, r.Date, r.DateKind, clip(r.DateText))
		}
		return nil
	})
	if err != nil {
		t.Skip(err)
	}
	t.Logf("%d texts, %d with a date", n, dated)
}
