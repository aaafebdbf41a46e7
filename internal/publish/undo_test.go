package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/civil"
)

// sources are the files of a center without what candor keeps for itself.
func sources(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := tree(t, dir)
	maps.DeleteFunc(all, func(name, _ string) bool { return strings.HasPrefix(name, ownFolder+"/") })
	return all
}

// TestUndo takes back each kind of command that seals: the center is what it was, byte for byte, no folder is left, and there is nothing more to
// take back.
func TestUndo(t *testing.T) {
	for name, k := range map[string]killed{
		"publish":    {ready, publishDraft},
		"adopt":      {func(t *testing.T) string { return lay(t, drafted) }, func(c *Center) (*Change, error) { return c.Adopt() }},
		"correction": {corrected, publishCorrection},
		"event":      {ready, review},
		"withdrawal": {ready, func(c *Center) (*Change, error) {
			return c.Record(Event{Kind: "withdraw", Policy: "p", Effective: civil.Of(2027, 6, 1), Reason: map[string]string{"ru": "конец"}})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := k.begin(t)
			was := sources(t, dir)
			do(t, dir, k.plan)
			if maps.Equal(was, sources(t, dir)) {
				t.Fatal("the command did nothing")
			}
			do(t, dir, undoUnseen)
			now := sources(t, dir)
			for name, text := range was {
				if now[name] != text {
					t.Errorf("%s is another", name)
				}
				delete(now, name)
			}
			if len(now) > 0 {
				t.Errorf("these files are left: %q", now)
			}
			if _, err := os.Stat(filepath.Join(dir, "content/p/events")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the folder of events is left: %v", err)
			}
			refused(t, dir, "nothing to take back")
		})
	}
}

// refused holds that nothing can be taken back, and that nothing is touched.
func refused(t *testing.T, dir, why string) {
	t.Helper()
	was := tree(t, dir)
	c := openAt(t, dir)
	defer c.Close()
	if _, err := undoUnseen(c); err == nil || !strings.Contains(err.Error(), why) {
		t.Errorf("%v, want a refusal that says %q", err, why)
	}
	if !maps.Equal(was, tree(t, dir)) {
		t.Error("a refusal has changed a file")
	}
}

// TestUndoRefuses holds that nothing is taken back over what somebody did since, or that somebody may have seen.
func TestUndoRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		since map[string]string // files written since
		gone  string
		why   string
	}{
		{"a sealed text was edited", map[string]string{"content/p/2027-01-15/ru.md": "+++\ntitle = \"П\"\n+++\nиначе\n"}, "", "content/p/2027-01-15/ru.md is not as it left it"},
		{"an attachment that was only moved", map[string]string{"content/p/2027-01-15/list.csv": "c\n"}, "", "content/p/2027-01-15/list.csv is not as it left it"},
		{"a seal more", map[string]string{"content/archive.sum": "# other\n" + strings.Repeat("0", 64) + "  p/x.md\n"}, "", "content/archive.sum is not as it left it"},
		{"a text more", map[string]string{"content/p/2027-01-15/kk.md": "x"}, "", "content/p/2027-01-15/kk.md has come since"},
		{"another draft", map[string]string{"content/p/draft/ru.md": "x"}, "", "content/p/draft has come since"},
		{"a text less", nil, "content/p/2027-01-15/en.md", "content/p/2027-01-15/en.md is there no more"},
		{"a torn record", map[string]string{".candor/undo": "{"}, "", "is no record of this candor"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := ready(t)
			do(t, dir, publishDraft)
			for name, text := range c.since {
				at := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if c.gone != "" {
				if err := os.Remove(filepath.Join(dir, filepath.FromSlash(c.gone))); err != nil {
					t.Fatal(err)
				}
			}
			refused(t, dir, c.why)
		})
	}
}

// TestUndoAfterBuild holds that what a build has shown stays, and that a build which showed nothing of it takes no part.
func TestUndoAfterBuild(t *testing.T) {
	dir := ready(t)
	old, err := os.ReadFile(filepath.Join(dir, "content/archive.sum"))
	if err != nil {
		t.Fatal(err)
	}
	do(t, dir, publishDraft)
	now, err := os.ReadFile(filepath.Join(dir, "content/archive.sum"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := Built(dir, civil.Of(2026, 11, 24), old); err != nil {
			t.Fatal(err)
		}
	}
	note := tree(t, dir)[builtFile]
	if strings.Count(note, builtMark) != 1 {
		t.Errorf("the same build is noted twice:\n%s", note)
	}
	c := openAt(t, dir)
	_, err = undoUnseen(c)
	c.Close()
	if err != nil {
		t.Errorf("a build without the version stands in the way: %v", err)
	}
	if err := Built(dir, civil.Of(2026, 11, 25), now); err != nil {
		t.Fatal(err)
	}
	refused(t, dir, "a build of 2026-11-25 has shown p/2027-01-15/")
	refused(t, dir, "candor cancel p 2027-01-15 calls it off")
}

// TestRedactionForgets holds that no record keeps the words that were taken out.
func TestRedactionForgets(t *testing.T) {
	dir := corrected(t)
	do(t, dir, publishCorrection)
	do(t, dir, func(c *Center) (*Change, error) {
		return c.Redact(Redaction{Everywhere: true, Words: "слова", Reason: map[string]string{"": "суд"}})
	})
	refused(t, dir, "nothing to take back")
	for name, text := range tree(t, dir) {
		if strings.HasPrefix(name, ownFolder) || strings.Contains(text, "слова") {
			t.Errorf("%s is left: %q", name, text)
		}
	}
}
