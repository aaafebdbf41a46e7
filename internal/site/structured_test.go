package site_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

var structured = regexp.MustCompile(`<script type="application/ld\+json">(.*?)</script>`)

type document struct {
	Type      string `json:"@type"`
	Name      string `json:"name"`
	URL       string `json:"url"`
	Lang      string `json:"inLanguage"`
	Version   string `json:"version"`
	Published string `json:"datePublished"`
	Modified  string `json:"dateModified"`
	Encoding  struct {
		URL    string `json:"contentUrl"`
		SHA256 string `json:"sha256"`
	} `json:"encoding"`
}

// TestStructuredData holds the JSON-LD of every policy and version: it names the text that the page shows and the bytes of its source.
func TestStructuredData(t *testing.T) {
	for _, day := range []string{"2023-03-20", "2026-11-25"} {
		files := demonstration(t, day)
		if m := structured.FindSubmatch(files.file("index.html")); m == nil || !json.Valid(m[1]) {
			t.Errorf("%s: the home page has no structured data", day)
		}
		texts := 0
		for _, name := range files.names {
			if !strings.HasSuffix(name, "/index.html") || strings.Contains(name, "/compare/") || strings.Contains(name, "/since/") {
				continue
			}
			m := structured.FindSubmatch(files.file(name))
			if m == nil {
				continue
			}
			var data struct {
				Context string            `json:"@context"`
				Graph   []json.RawMessage `json:"@graph"`
			}
			if err := json.Unmarshal(m[1], &data); err != nil || data.Context != "https://schema.org" {
				t.Errorf("%s: /%s: %v", day, name, err)
			}
			for _, raw := range data.Graph {
				var d document
				_ = json.Unmarshal(raw, &d) // the organization has other types of values
				if d.Type == "DigitalDocument" {
					texts++
					checkDocument(t, day, name, d, files)
				}
			}
		}
		if texts < 20 {
			t.Errorf("%s: %d texts have structured data", day, texts)
		}
	}
}

func checkDocument(t *testing.T, day, name string, d document, files built) {
	t.Helper()
	source := files.file(strings.TrimPrefix(d.Encoding.URL, origin+"/"))
	sum := sha256.Sum256(source)
	page := string(files.file(name))
	if source == nil || d.Encoding.SHA256 != hex.EncodeToString(sum[:]) || files.of[file(d.URL)] == nil || d.Version == "" ||
		d.Published == "" || d.Published > d.Modified || d.Modified > day || !strings.Contains(page, `lang="`+d.Lang+`"`) {
		t.Errorf("%s: /%s: %+v", day, name, d)
	}
}
