package table_test

import (
	"strings"
	"testing"

	"candor/internal/diag"
	"candor/internal/table"
)

// Every string of a TOML file is looked through for what readers do not see, typed or escaped, and is told with its place; what may not stand in
// a page is gone from the value.
func TestUnseen(t *testing.T) {
	for _, c := range []struct{ text, want, value string }{
		{"title = \"Plain – слова 中\"\n", "", "Plain – слова 中"},
		{"title = \"a\ue000b\"\n", "f:3:11: error: the text holds the private-use character U+E000", "a\ue000b"},
		{"title = \"a\\uE000b\"\n", "f:3:1: error: the text holds the private-use character U+E000", "a\ue000b"},
		{"title = \"a\\u0007b\"\n", "f:3:1: error: the text holds the control character U+0007", "a b"},
		{"title = \"a\\u0000b\"\n", "f:3:1: error: the text holds a NUL character", "a b"},
		{"title = \"a\u202eb\"\n", "f:3:11: error: the text holds the override of direction U+202E", "a\u200bb"},
		{"title = \"a\\uFFFEb\"\n", "f:3:1: error: the text holds U+FFFE, which is no character", "a\ufffdb"},
		{"title = \"a\"\nlist = [\"b\", \"c\\uF0B7\"]\n", "f:4:1: error", "a"},
		{"title = \"a\"\n[reason]\nen = \"c\\uF0B7\"\n", "f:5:1: error", "a"},
		{"title = \"a\"\n[[languages]]\ntag = \"en\"\n[[languages]]\ntag = \"c\\uF0B7\"\n", "f:7:1: error", "a"},
		{"title = \"a\"\nreason = { en = \"c\\uF0B7\" }\n", "f:4:1: error", "a"},
		{"title = \"a\"\n\"/b\\u0001\" = \"c\"\n", "control character U+0001", "a"},
	} {
		var diags diag.List
		tab, _ := table.Parse("f", 3, []byte(c.text), "front-matter", &diags)
		if got := tab.String("title"); got != c.value {
			t.Errorf("%q: value %q, want %q", c.text, got, c.value)
		}
		if c.want == "" && len(diags) > 0 || c.want != "" && (len(diags) != 1 || !strings.Contains(diags[0].Error(), c.want) || diags[0].Rule != "control-character") {
			t.Errorf("%q: %v, want %s", c.text, diags, c.want)
		}
	}
}
