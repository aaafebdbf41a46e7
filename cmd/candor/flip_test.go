package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFlippedByte flips one byte in every published file of the demonstration, one after the other: build and check name the file and fail,
// and the site stays as it was.
func TestFlippedByte(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	lay(t, filepath.Join(dir, "config.toml"), slurp(t, "../../config.toml"))
	const day = "2026-11-26"
	on(t, day, dir, 0, "build")
	for _, folder := range []string{"content", "public"} {
		sha256sum(t, filepath.Join(dir, folder))
	}
	was := slurp(t, filepath.Join(dir, "public", "archive.sum"))
	published := 0
	for line := range strings.SplitSeq(slurp(t, filepath.Join(dir, "content", "archive.sum")), "\n") {
		_, name, sealed := strings.Cut(line, "  ")
		if !sealed || strings.HasPrefix(line, "#") {
			continue
		}
		if published++; testing.Short() && published%7 != 0 {
			continue
		}
		file := filepath.Join(dir, "content", filepath.FromSlash(name))
		whole := slurp(t, file)
		broken := []byte(whole)
		broken[len(broken)/2] ^= 1
		lay(t, file, string(broken))
		_, faults := on(t, day, dir, 1, "build")
		report, more := on(t, day, dir, 1, "check")
		for command, said := range map[string]string{"build": faults, "check": report + more} {
			if !strings.Contains(said, "content/"+name+":1:1: error: ") || !strings.Contains(said, "[seal-broken]") {
				t.Errorf("%s does not name %s:\n%s", command, name, said)
			}
		}
		lay(t, file, whole)
	}
	if published < 50 {
		t.Fatalf("only %d files are published", published)
	}
	if slurp(t, filepath.Join(dir, "public", "archive.sum")) != was {
		t.Error("public/ has changed")
	}
	on(t, day, dir, 0, "build")
}

// sha256sum has the tool of that name, where there is one, check a folder's archive.sum.
func sha256sum(t *testing.T, dir string) {
	t.Helper()
	tool, err := exec.LookPath("sha256sum")
	if err != nil {
		t.Log("not checked by sha256sum: ", err)
		return
	}
	c := exec.Command(tool, "--strict", "--quiet", "-c", "archive.sum")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("sha256sum in %s: %v\n%s", dir, err, out)
	}
}
