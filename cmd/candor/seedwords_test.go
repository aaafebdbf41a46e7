package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// TestSeedsWords takes pasted policies the whole way: a new center, the import of each, a build; every word of every one is on its page, in order.
func TestSeedsWords(t *testing.T) {
	shared := os.Getenv("CANDOR_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	found, err := filepath.Glob(filepath.Join(shared, "seeds", "*.txt"))
	if err != nil || len(found) == 0 {
		t.Skip("no seeds beside the repository")
	}
	dir := filepath.Join(t.TempDir(), "center")
	const day = "2026-02-01"
	on(t, day, dir, 0, "init", dir, "--lang", "ru")
	on(t, day, dir, 0, "publish", "--adopt")
	for _, seed := range found {
		on(t, day, dir, 0, "import", seed, "--policy", policyOfSeed(seed), "--lang", "ru", "--effective", "2024-01-01")
		looked(t, filepath.Join(dir, "content", policyOfSeed(seed), "2024-01-01", "ru.md"), "")
		on(t, day, dir, 0, "publish", policyOfSeed(seed), "2024-01-01", "--adopt", "--as-it-stands")
	}
	on(t, day, dir, 0, "build")
	for _, seed := range found {
		t.Run(policyOfSeed(seed), func(t *testing.T) {
			seedOnPage(t, seed, filepath.Join(dir, "public", policyOfSeed(seed), "index.html"))
		})
	}
}

func policyOfSeed(name string) string {
	return strings.ToLower(strings.TrimSuffix(filepath.Base(name), ".txt"))
}

func seedOnPage(t *testing.T, seed, page string) {
	source, err := os.ReadFile(seed)
	if err != nil {
		t.Fatal(err)
	}
	built, err := os.Open(page)
	if err != nil {
		t.Fatal(err)
	}
	defer built.Close()
	root, err := html.Parse(built)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode:
			text.WriteString(n.Data)
		case n.Type == html.ElementNode && strings.Contains(" p li h1 h2 h3 h4 td th br div ", " "+n.Data+" "):
			text.WriteByte('\n')
		}
	}
	want, at := lettersAndDigits(string(source)), 0
	for _, w := range lettersAndDigits(text.String()) {
		if at < len(want) && strings.EqualFold(w, want[at]) {
			at++
		}
	}
	if at < len(want) {
		t.Errorf("word %d of %d is not on the page, or not in its place: %q", at, len(want), strings.Join(want[at:min(at+8, len(want))], " "))
	}
}

func lettersAndDigits(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
