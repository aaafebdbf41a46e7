package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sealLine is a seal of archive.sum.
var sealLine = regexp.MustCompile(`^[0-9a-f]{64}  `)

// TestCentersOfBefore reads, checks, builds and verifies centers that the program of November 2026 has made, in which it sealed what rules of today
// would not let pass: their bytes and their seals stay what they are, and nothing of them stops a build, on days of the past and on days to come.
func TestCentersOfBefore(t *testing.T) {
	days := map[string][]string{
		"demonstration": {"2019-05-13", "2023-03-10", "2024-03-20", "2026-11-30", "2026-12-16", "2027-01-15", "2028-06-01"},
		"redacted":      {"2025-02-01", "2026-11-30", "2027-06-01"},
	}
	if testing.Short() {
		days["demonstration"] = []string{"2024-03-20", "2026-11-30", "2027-01-15"}
	}
	for name, days := range days {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "centers", name))); err != nil {
				t.Fatal(err)
			}
			before := tree(t, filepath.Join(dir, "content"))
			for _, day := range days {
				today := max(day, "2026-11-30") // no clock goes back before the day on which the center was sealed last
				on(t, today, dir, 0, "check", "--as-of", day)
				public := filepath.Join(dir, "public")
				if today == day {
					on(t, today, dir, 0, "build")
					on(t, today, dir, 0, "verify", public)
				} else {
					on(t, today, dir, 0, "build", "--as-of", day)
				}
				sha256sum(t, public)
				sealed := slurp(t, filepath.Join(dir, "content", "archive.sum"))
				stand := 0
				for line := range strings.SplitSeq(slurp(t, filepath.Join(public, "archive.sum")), "\n") {
					if !sealLine.MatchString(line) {
						continue
					}
					stand++
					if !strings.Contains(sealed, "\n"+line+"\n") {
						t.Errorf("%s: the site has the seal %q, and the center has not", day, line)
					}
					file := line[66:]
					if slurp(t, filepath.Join(public, filepath.FromSlash(file))) != slurp(t, filepath.Join(dir, "content", filepath.FromSlash(file))) {
						t.Errorf("%s: /%s is not the sealed file", day, file)
					}
				}
				if stand == 0 {
					t.Errorf("%s: the site has no seal", day)
				}
			}
			if !same(before, tree(t, filepath.Join(dir, "content"))) {
				t.Error("the sources were changed")
			}
		})
	}
}
