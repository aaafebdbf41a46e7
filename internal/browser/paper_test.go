package browser

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"
)

// TestPaper prints pages and reads the sheets: each says which text it is, of which day and whether it holds; addresses of links are spelled
// out; nothing is printed that can only be pressed.
func TestPaper(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		need(t, "pdftotext")
	}
	c := serveDemonstration(t)
	p := open(t, launch(t), c)
	for _, k := range []struct {
		at, head   string
		has, lacks []string
	}{
		{"/en/privacy/", "Privacy policy – version of June 2, 2025", []string{"How this policy changes", "SHA-256", "https://versta.example/requests", "Printed from https://privacy.versta.example/en/privacy/2025-06-02/"},
			[]string{"Contents", "Show since when", "Atom feed", "Skip to the text"}},
		{"/en/privacy/2024-02-01/", "Privacy policy – version of February 1, 2024 (Not in force)", []string{"The version of June 2, 2025 is now in force"}, []string{"Contents"}},
		{"/en/subprocessors/", "Who processes data on our behalf – version of October 12, 2026", nil, []string{"Contents"}},
		{"/en/privacy/since/2022-09-01/", "From the version of September 1, 2022 to the version of June 2, 2025", []string{"Added", "Removed"}, []string{"Contents", "List of changes"}},
		{"/en/privacy/archive/", "Archive: Privacy policy", []string{"May 13, 2019"}, []string{"Which version was in force on this day"}},
	} {
		sheets := p.sheets(t, c.url+k.at)
		for i, sheet := range sheets {
			if !strings.Contains(sheet, k.head) {
				t.Errorf("%s: sheet %d of %d does not say %q", k.at, i+1, len(sheets), k.head)
			}
		}
		whole := strings.Join(sheets, " ")
		for _, words := range k.has {
			if !strings.Contains(whole, words) {
				t.Errorf("%s: %q is not on paper", k.at, words)
			}
		}
		for _, words := range k.lacks {
			if strings.Contains(whole, words) {
				t.Errorf("%s: %q is on paper", k.at, words)
			}
		}
	}
}

// sheets are the words of each sheet of a printed page, white space folded.
func (p *tab) sheets(t *testing.T, url string) []string {
	t.Helper()
	p.visit(t, url)
	pdf, err := p.Timeout(patience).PDF(&proto.PagePrintToPDF{PreferCSSPageSize: true})
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(pdf)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for sheet := range strings.SplitSeq(strings.TrimSuffix(string(text), "\f"), "\f") {
		out = append(out, strings.Join(strings.Fields(sheet), " "))
	}
	return out
}
