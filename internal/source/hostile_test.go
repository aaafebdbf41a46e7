package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/source"
)

// TestHostileFrontMatter reads front matter that is made to be slow or to break what reads it: each ends in one diagnostic with a place,
// and those that cost a parser quadratic time are refused before it sees them.
func TestHostileFrontMatter(t *testing.T) {
	const n = 20000
	for name, front := range map[string]string{
		"a dotted key":        strings.Repeat("a.", n) + "a = 1",
		"dotted keys":         strings.Repeat("a.b.c.d.e.f.g.h = 1\n", 2),
		"a dotted header":     "[" + strings.Repeat("a.", n) + "a]",
		"nested lists":        "title = " + strings.Repeat("[", n) + strings.Repeat("]", n),
		"nested tables":       "title = " + strings.Repeat("{a = ", n) + "1" + strings.Repeat("}", n),
		"an open string":      "title = \"" + strings.Repeat("x", n),
		"a NUL":               "title = \"a\x00b\"",
		"an unknown escape":   `title = "\q"`,
		"a date that is none": "title = \"T\"\npublished = 2023-02-30",
		"a key twice":         "title = \"T\"\ntitle = \"U\"",
	} {
		t.Run(name, func(t *testing.T) {
			c, diags := read(t, map[string]string{"content/p/1/ru.md": "+++\n" + front + "\n+++\nтекст\n"})
			if !diags.Failed() {
				t.Fatalf("no fault is found; texts %d", len(c.Texts))
			}
			if d := diags[0]; d.Pos.File != "content/p/1/ru.md" || d.Pos.Line < 1 || len(d.Message) > 300 {
				t.Errorf("%d diagnostics, the first %.400v", len(diags), d)
			}
		})
	}
}

// TestHostileTexts reads texts that look broken and are not.
func TestHostileTexts(t *testing.T) {
	for name, text := range map[string]string{
		"a byte order mark and CRLF": "\ufeff+++\r\ntitle = \"T\"\r\n+++\r\nтекст\r\n",
		"spaces after the marks":     "+++  \ntitle = \"T\"\n+++\t\nтекст\n",
		"no-break and zero-width":    "+++\ntitle = \"T\u00a0\u200bU\"\n+++\nтекст\u00a0\u200b\u2060\n",
		"a NUL in the body":          "+++\ntitle = \"T\"\n+++\nте\x00кст\n",
		"no end of line":             "+++\ntitle = \"T\"\n+++",
		"five megabytes":             "+++\ntitle = \"T\"\n+++\n" + strings.Repeat("слово ", 5<<20/11) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			c, diags := read(t, map[string]string{"content/p/1/ru.md": text})
			if len(diags) != 0 || len(c.Texts) != 1 || !strings.HasPrefix(c.Texts[0].Front.Title, "T") {
				t.Errorf("%d texts, %v", len(c.Texts), diags)
			}
		})
	}
	if _, diags := read(t, map[string]string{"content/p/1/ru.md": "+++\ntitle = \"T\"\n+++\n" + strings.Repeat("x", source.MaxFile)}); len(diags) != 1 || diags[0].Rule != "too-large" {
		t.Errorf("a text that is too large: %v", diags)
	}
}

// TestReadAllFaults holds that one run names the faults of all files.
func TestReadAllFaults(t *testing.T) {
	files := map[string]string{}
	for i := range 20 {
		files[fmt.Sprintf("content/p%d/1/ru.md", i)] = "+++\ntitel = \"T\"\n+++\n"
	}
	_, diags := read(t, files)
	seen := map[string]bool{}
	for _, d := range diags {
		seen[d.Pos.File] = true
	}
	if len(seen) != len(files) {
		t.Errorf("faults of %d files are named, want %d", len(seen), len(files))
	}
}

// TestReadCase holds that two files whose names differ only by case are an error that names both.
func TestReadCase(t *testing.T) {
	const text = "+++\ntitle = \"T\"\n+++\n"
	_, diags := read(t, map[string]string{"content/p/1/ru.md": text, "content/p/1/a.PNG": "x", "content/p/1/A.png": "x"})
	if len(diags) != 1 || diags[0].Rule != "collision" || diags[0].Pos.File != "content/p/1/a.PNG" || !strings.Contains(diags[0].Message, "content/p/1/A.png") {
		t.Errorf("%v", diags)
	}
}

// TestReadLinks follows a symbolic link within the center and refuses those that leave it.
func TestReadLinks(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	const text = "+++\ntitle = \"T\"\n+++\nsecret\n"
	for path, data := range map[string]string{filepath.Join(outside, "x.md"): text, filepath.Join(dir, "config.toml"): conf, filepath.Join(dir, "content/p/1/ru.md"): text} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{"content/p/2/ru.md": "../1/ru.md", "content/p/3/ru.md": filepath.Join(outside, "x.md"), "content/p/4/ru.md": "../../../../../../etc/passwd", "content/q": outside} {
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, at); err != nil {
			t.Skip(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	c, diags, err := source.Read(t.Context(), root.FS())
	if err != nil {
		t.Fatal(err)
	}
	refused := map[string]bool{}
	for _, d := range diags {
		if d.Rule == "outside" {
			refused[d.Pos.File] = true
		}
	}
	if len(c.Texts) != 2 || !refused["content/p/3/ru.md"] || !refused["content/p/4/ru.md"] || !refused["content/q"] {
		t.Errorf("%d texts, refused %v, all %v", len(c.Texts), refused, diags)
	}
}
