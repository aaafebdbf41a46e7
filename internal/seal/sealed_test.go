package seal_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/seal"
	"candor/internal/source"
)

// TestGone holds that a center which is said to be sealed has its seals, however they were lost, and that one which is older than the word
// for it, or is not sealed yet, is told apart from it.
func TestGone(t *testing.T) {
	day := civil.Of(2026, 11, 25)
	key := "sealed = 2026-11-25\n" + conf
	const gone = "content/archive.sum: error: holds no seals, and this center is sealed since 2026-11-25 (config.toml) [seal-lost]"
	const none = "content/archive.sum: warning: nothing of this center is sealed yet, and its pages say so: 5 public files, first content/p/2020-01-01/a b.csv [seal-none]"
	for _, c := range []struct {
		name, config string
		seals        func(sealed string) (string, bool)
		want         string
	}{
		{"sealed", key, func(s string) (string, bool) { return s, true }, ""},
		{"sealed before the key was known", conf, func(s string) (string, bool) { return s, true }, ""},
		{"nothing sealed", conf, func(string) (string, bool) { return "", false }, none},
		{"taken away", key, func(string) (string, bool) { return "", false }, gone},
		{"emptied", key, func(string) (string, bool) { return "", true }, gone},
		{"comments alone", key, func(string) (string, bool) { return "# 1 file, 0123456789ab\n# sealed 2026-11-25\n\n", true }, gone},
		{"a key that cannot be read", "sealed = \"2026-11-25\"\n" + conf, func(string) (string, bool) { return "", false }, "seal-missing"},
		{"a misspelt key", "sealled = 2026-11-25\n" + conf, func(string) (string, bool) { return "", false }, "seal-missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := sealed(t, day)
			text, there := c.seals(f["archive.sum"])
			delete(f, "archive.sum")
			if there {
				f["archive.sum"] = text
			}
			fsys := fstest.MapFS{"config.toml": {Data: []byte(c.config)}}
			for name, text := range f {
				fsys["content/"+name] = &fstest.MapFile{Data: []byte(text)}
			}
			center, _, err := source.Read(context.Background(), fsys)
			if err != nil {
				t.Fatal(err)
			}
			_, diags := seal.Verify(center, civil.Of(2020, 12, 1), day)
			if _, remembered := new(seal.Memory).Verify(center, civil.Of(2020, 12, 1), day); lines(remembered) != lines(diags) {
				t.Errorf("with a memory: %s", lines(remembered))
			}
			if got := lines(diags); got != c.want && (c.want != "seal-missing" || !strings.Contains(got, c.want)) {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}
