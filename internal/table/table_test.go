package table_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/diag"
	"candor/internal/table"
)

func parse(text string) (*table.Table, *diag.List) {
	var diags diag.List
	t, _ := table.Parse("a.md", 2, []byte(text), "front-matter", &diags)
	return t, &diags
}

func TestValues(t *testing.T) {
	tab, diags := parse("title = \"Т\"\npublished = 2023-10-01\nmaterial = true\nchanges = [\n \"a = b\",\n \"c\",\n]\n[promises]\nnotice_days = 30\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n")
	if got := tab.String("title"); got != "Т" {
		t.Errorf("title = %q", got)
	}
	if got := tab.Date("published").String(); got != "2023-10-01" {
		t.Errorf("published = %q", got)
	}
	if got := strings.Join(tab.Strings("changes"), "|"); got != "a = b|c" {
		t.Errorf("changes = %q", got)
	}
	if got := tab.Table("promises").Int("notice_days", 0); got != 30 {
		t.Errorf("notice_days = %d", got)
	}
	langs := tab.Tables("languages")
	if len(langs) != 2 || langs[1].String("tag") != "en" || langs[1].Pos("tag").Line != 14 {
		t.Errorf("languages = %v", langs)
	}
	tab.Bool("material")
	langs[0].String("tag")
	tab.Finish()
	if len(*diags) != 0 {
		t.Errorf("diagnostics: %v", *diags)
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"title = 1", `a.md:2:1: error: "title" must be a text in quotes [front-matter]`},
		{"\n  titel = \"a\"", `a.md:3:3: error: unknown key "titel", did you mean "title"? [front-matter]`},
		{"Title = \"a\"", `a.md:2:1: error: unknown key "Title", did you mean "title"? [front-matter]`},
		{"published = 2023-10-01T00:00:00Z", `a.md:2:1: error: "published" must be a date such as 2023-10-31, without a time [front-matter]`},
		{"[promises]\nnotice = 3", `a.md:3:1: error: unknown key "notice", did you mean "notice_days"? [front-matter]`},
		{"s = \"\"\"\ntitle = 1\n\"\"\"\nzzzzzz = 2", `a.md:5:1: error: unknown key "zzzzzz" [front-matter]`},
		{strings.Repeat("a.", 9) + "a = 1", `a.md:2:1: error: a key of more than 8 parts is not read [front-matter]`},
	} {
		tab, diags := parse(c.text)
		tab.String("title")
		tab.String("s")
		tab.Date("published")
		if p := tab.Table("promises"); p != nil {
			p.Int("notice_days", 0)
		}
		tab.Finish()
		if len(*diags) != 1 || (*diags)[0].Error() != c.want {
			t.Errorf("%q:\n got %v\nwant %s", c.text, *diags, c.want)
		}
	}
}

func TestBadDate(t *testing.T) {
	_, diags := parse("title = \"a\"\npublished = 2023-02-30\n")
	if len(*diags) != 1 || (*diags)[0].Pos.Line != 3 {
		t.Errorf("got %v, want one fault in line 3", *diags)
	}
}

// TestSeveralFaults holds that a line which cannot be read hides nothing of the others, and that its key is not missed besides.
func TestSeveralFaults(t *testing.T) {
	for text, want := range map[string]string{
		"published = 2023-02-30\nefective = 2023-01-01\n":                          `2 invalid datetime|2 "title" is missing|3 unknown key "efective"`,
		"title = x\npublished = 2023-02-30\nefective = 1\n":                        `2 expected|3 invalid datetime|4 unknown key "efective"`,
		"title = \"a\"\ntitle = \"b\"\nefective = 1\n":                             `3 Key 'title'|4 unknown key "efective"`,
		"title = \"a\"\nchanges = [\n2023-02-30]\nefective = 1\n":                  `4 invalid datetime`, // of a value that goes on, nothing more
		"title = \"\"\"a\nb = c\n":                                                 `3 `,                 // an open text
		"[promises]\nnotice_days = 3x\n[promises]\ntitle = 1\n":                    `3 `,
		"title = \"a\"\n" + strings.Repeat("published = 2023-02-30\n", 2*maxLines): `3 `,
	} {
		tab, diags := parse(text)
		title := tab.String("title")
		tab.Date("published")
		if title == "" {
			tab.Missing("title", "")
		}
		tab.Finish()
		var said []string
		for _, d := range *diags {
			said = append(said, fmt.Sprintf("%d %s", d.Pos.Line, d.Message))
		}
		for i, begins := range strings.Split(want, "|") {
			if i >= len(said) || !strings.HasPrefix(said[i], begins) {
				t.Errorf("%.60q: %q, want %q", text, said, want)
				break
			}
		}
		if len(said) > maxLines || tab.Whole() {
			t.Errorf("%.60q: %d faults, whole %v", text, len(said), tab.Whole())
		}
	}
}

const maxLines = 25

func FuzzParse(f *testing.F) {
	f.Add("title = \"a\"\n[x]\ny = [1,\n2]\n")
	f.Add("a.b.c.d = { x = 1 }\n'''")
	f.Fuzz(func(t *testing.T, text string) {
		tab, diags := parse(text)
		tab.String("title")
		tab.Finish()
		for _, d := range *diags {
			if d.Pos.Line < 2 || d.Pos.Line > 2+strings.Count(text, "\n")+1 {
				t.Errorf("%q: place outside the text: %v", text, d)
			}
		}
	})
}
