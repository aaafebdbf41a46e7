package publish

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/diag"
)

// TestFirstSealing holds that the first command that seals says its day in config.toml, in the place and the line endings that fit, and
// changes no other byte of it; what says its day already, or cannot be read, is left alone.
func TestFirstSealing(t *testing.T) {
	const rest = "[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n"
	for _, c := range []struct{ name, config, want string }{
		{"below the address", "base_url = \"https://a.example/\" # here\n\n" + rest, "base_url = \"https://a.example/\" # here\nsealed = 2026-11-25\n\n" + rest},
		{"below the last of the keys about the site", "base_url = \"https://a.example/\"\n# our zone\ntime_zone = 'UTC'\n" + rest, "base_url = \"https://a.example/\"\n# our zone\ntime_zone = 'UTC'\nsealed = 2026-11-25\n" + rest},
		{"line endings", strings.ReplaceAll("base_url = \"https://a.example/\"\n"+rest, "\n", "\r\n"), strings.ReplaceAll("base_url = \"https://a.example/\"\nsealed = 2026-11-25\n"+rest, "\n", "\r\n")},
		{"said already", "base_url = \"https://a.example/\"\nsealed = 2020-01-01\n" + rest, "base_url = \"https://a.example/\"\nsealed = 2020-01-01\n" + rest},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := lay(t, drafted)
			if strings.Contains(c.config, "sealed") {
				do(t, dir, func(c *Center) (*Change, error) { return c.Adopt() })
			}
			at := filepath.Join(dir, "config.toml")
			if err := os.WriteFile(at, []byte(c.config), 0o644); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(c.config, "sealed") {
				do(t, dir, review)
			} else {
				do(t, dir, func(c *Center) (*Change, error) { return c.Adopt() })
			}
			if got := tree(t, dir)["config.toml"]; got != c.want {
				t.Errorf("config.toml is\n%q, want\n%q", got, c.want)
			}
		})
	}
}

// TestFirstSealingOfOldCenter holds that a center which was sealed before there was a word for it gets the word with its next seal, with the day of
// its first one.
func TestFirstSealingOfOldCenter(t *testing.T) {
	dir := ready(t)
	for name, change := range map[string][2]string{"config.toml": {"sealed = 2026-11-25\n", ""}, "content/archive.sum": {"# sealed 2026-11-25", "# sealed 2021-03-04"}} {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.WriteFile(at, []byte(strings.Replace(tree(t, dir)[name], change[0], change[1], 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	do(t, dir, review)
	if got := tree(t, dir)["config.toml"]; !strings.Contains(got, "sealed = 2021-03-04\n") {
		t.Errorf("config.toml is %q", got)
	}
}

// TestFirstSealingLeavesNothingBehind holds that no command is the first to seal while other dated files would be left without a seal.
func TestFirstSealingLeavesNothingBehind(t *testing.T) {
	for name, plan := range map[string]func(*Center) (*Change, error){"publish": publishDraft, "event": review} {
		t.Run(name, func(t *testing.T) {
			c := openAt(t, lay(t, drafted))
			defer c.Close()
			change, err := plan(c)
			if err != nil {
				t.Fatal(err)
			}
			diags, err := c.Check(context.Background(), change, nil)
			if err != nil {
				t.Fatal(err)
			}
			var files []string
			for _, d := range diags {
				if d.Severity != diag.Error || !strings.Contains(d.Hint, "candor publish --adopt") {
					t.Errorf("%v (%s)", d, d.Hint)
				}
				files = append(files, d.Pos.File)
			}
			if got := strings.Join(files, " "); got != "content/p/2020-01-01/note.csv content/p/2020-01-01/ru.md" {
				t.Errorf("told of %s", got)
			}
		})
	}
}
