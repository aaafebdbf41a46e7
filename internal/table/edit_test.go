package table_test

import (
	"fmt"
	"testing"

	"candor/internal/table"
)

func TestEdit(t *testing.T) {
	published := table.Setting{Key: "published", Value: "2026-01-01", After: []string{"title", "summary"}}
	for _, c := range []struct {
		name, text, want, added string
		set                     []table.Setting
	}{
		{"insert", "title = \"t\"\n# words\n[promises]\nx = 1\n", "title = \"t\"\npublished = 2026-01-01\n# words\n[promises]\nx = 1\n", "[2]", []table.Setting{published}},
		{"insert at the top", "# words\n[promises]\n", "published = 2026-01-01\n# words\n[promises]\n", "[1]", []table.Setting{published}},
		{"replace", "title = \"t\"\n  published  =  2020-02-02  # was \"x\"\r\n", "title = \"t\"\n  published  =  2026-01-01  # was \"x\"\r\n", "[]", []table.Setting{published}},
		{"line endings", "title = \"t\"\r\n", "title = \"t\"\r\npublished = 2026-01-01\r\n", "[2]", []table.Setting{published}},
		{"below a long value", "summary = \"\"\"\npublished = no\n\"\"\" # c\nother = [ # ]\n \"]\",\n]\n", "summary = \"\"\"\npublished = no\n\"\"\" # c\npublished = 2026-01-01\nother = [ # ]\n \"]\",\n]\n", "[4]", []table.Setting{published}},
		{"a key of a table is another", "[promises]\npublished = 1\n", "published = 2026-01-01\n[promises]\npublished = 1\n", "[1]", []table.Setting{published}},
		{"take out", "title = \"t\"\nwaive = { a = 'x}', b = [\n1] } # c\nz = 1\n", "title = \"t\"\nz = 1\n", "[]", []table.Setting{{Key: "waive"}}},
		{"two", "title = 't'\n", "title = 't'\npublished = 2026-01-01\neffective = 2026-02-01\n", "[2 3]", []table.Setting{published, {Key: "effective", Value: "2026-02-01", After: []string{"published"}}}},
		{"no last line feed", "title = 't'", "title = 't'\npublished = 2026-01-01\n", "[2]", []table.Setting{published}},
	} {
		got, added, err := table.Edit([]byte(c.text), c.set...)
		if err != nil || string(got) != c.want || fmt.Sprint(added) != c.added {
			t.Errorf("%s: %q, added %v, %v; want %q, %s", c.name, got, added, err, c.want, c.added)
		}
	}
	for _, text := range []string{"title = ", "published.day = 1\n", "\"published\" = 2\n"} {
		if got, _, err := table.Edit([]byte(text), published); err == nil {
			t.Errorf("%q was edited to %q", text, got)
		}
	}
}

// FuzzEdit holds that an edit that succeeds changes the key and nothing else; Edit itself compares all other keys.
func FuzzEdit(f *testing.F) {
	f.Add("title = \"t\"\nsummary = '''\n'''\nx = [1, { y = \"]\" }]\n[a]\n", "title")
	f.Add("a = \"\"\"x\"\"\"\"\"\r\nb = 1 # c", "b")
	f.Fuzz(func(t *testing.T, text, after string) {
		edited, _, err := table.Edit([]byte(text), table.Setting{Key: "zz_new", Value: "1", After: []string{after}})
		if err != nil {
			return
		}
		back, _, err := table.Edit(edited, table.Setting{Key: "zz_new"})
		if err != nil || len(text) > 0 && text[len(text)-1] == '\n' && string(back) != text {
			t.Errorf("%q became %q and then %q: %v", text, edited, back, err)
		}
	})
}
