package policy_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/policy"
	"candor/internal/source"
)

// translated joins a center whose original is Russian. A file is its front matter and its body, parted by a bar; {BODY} in the front matter
// stands for the digest by which a translation names that body.
func translated(t *testing.T, files map[string]string) *policy.Standing {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte("base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n")}}
	whole := func(front, body string) []byte {
		return []byte("+++\ntitle = \"T\"\n" + strings.ReplaceAll(front, "; ", "\n") + "\n+++\n" + body + "\n")
	}
	for name, text := range files {
		front, body, _ := strings.Cut(text, "|")
		if before, rest, ok := strings.Cut(front, "{"); ok {
			of, after, _ := strings.Cut(rest, "}")
			front = before + `translates = "` + digest(t, whole("", of)) + `"` + after
		}
		fsys["content/p/"+name] = &fstest.MapFile{Data: whole(front, body)}
		if strings.HasSuffix(name, ".toml") {
			fsys["content/p/"+name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "; ", "\n") + "\n")}
		}
	}
	src, diags, err := source.Read(context.Background(), fsys)
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	a, _ := policy.New(src)
	return a.AsOf(civil.Of(2030, 1, 1), true).Policies[0]
}

// digest is how a translation names the body of a text.
func digest(t *testing.T, text []byte) string {
	t.Helper()
	src, diags, err := source.Read(context.Background(), fstest.MapFS{
		"config.toml":           {Data: []byte("base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n")},
		"content/p/draft/ru.md": {Data: text}})
	if err != nil || diags.Failed() {
		t.Fatal(err, diags)
	}
	return src.Texts[0].Follows()
}

// TestLag tells for each kind of translation which wording it is, what it lacks, and what of it can be compared.
func TestLag(t *testing.T) {
	three := func(en map[string]string, more map[string]string) map[string]string {
		files := map[string]string{"1/ru.md": "published = 2021-01-01|раз", "2/ru.md": "published = 2022-01-01|два", "3/ru.md": "published = 2023-01-01|три"}
		for version, text := range en {
			files[version+"/en.md"] = text
		}
		for name, text := range more {
			files[name] = text
		}
		return files
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  string // of each version that has a translation, newest first: what it is and lacks; then the pairs that cannot be compared
	}{
		"each follows its own":                      {three(map[string]string{"1": "{раз}|one", "2": "{два}|two", "3": "{три}|three"}, nil), "3 2 1"},
		"nothing is stated and all changed":         {three(map[string]string{"1": "|one", "2": "|two", "3": "|three"}, nil), "3 2 1"},
		"the last stayed behind":                    {three(map[string]string{"1": "{раз}|one", "2": "{два}|two", "3": "{два}|two"}, nil), "3=2-[3] 2 1; 2..3"},
		"a comma was mended in it":                  {three(map[string]string{"1": "{раз}|one", "2": "{два}|two", "3": "{два}|two,"}, nil), "3=2-[3] 2 1; 2..3"},
		"two stayed behind":                         {three(map[string]string{"1": "{раз}|one", "2": "{раз}|one", "3": "{раз}|one"}, nil), "3=1-[3 2] 2=1-[2] 1; 1..2 1..3 2..3"},
		"nothing is stated, bytes tell":             {three(map[string]string{"1": "|one", "2": "|one", "3": "|one"}, nil), "3=1-[3 2] 2=1-[2] 1; 1..2 1..3 2..3"},
		"it caught up":                              {three(map[string]string{"1": "{раз}|one", "2": "{раз}|one", "3": "{три}|three"}, nil), "3 2=1-[2] 1; 1..2"},
		"it went back":                              {three(map[string]string{"1": "{раз}|one", "2": "{два}|two", "3": "{раз}|one"}, nil), "3=1-[3 2] 2 1; 1..3 2..3"},
		"of a wording that nobody knows":            {three(map[string]string{"1": "{раз}|one", "3": "{иное}|other"}, nil), "3=? 1; 1..3"},
		"of a later wording":                        {three(map[string]string{"1": "{раз}|one", "2": "{три}|three", "3": "{три}|three"}, nil), "3 2=? 1; 1..2"},
		"a version without a translation":           {three(map[string]string{"1": "{раз}|one", "3": "{раз}|one"}, nil), "3=1-[3 2] 1; 1..3"},
		"of a version that was cancelled":           {three(map[string]string{"1": "{раз}|one", "3": "{два}|two"}, map[string]string{"2/ru.md": "published = 2022-01-01; effective = 2022-06-01|два", "events/2022-02-01-cancel.toml": "on = 2022-02-01; kind = \"cancel\"; version = \"2\"; reason = \"r\""}), "3=? 1; 1..3"},
		"a cancelled version lacks nobody":          {three(map[string]string{"1": "{раз}|one", "3": "{раз}|one"}, map[string]string{"2/ru.md": "published = 2022-01-01; effective = 2022-06-01|два", "events/2022-02-01-cancel.toml": "on = 2022-02-01; kind = \"cancel\"; version = \"2\"; reason = \"r\""}), "3=1-[3] 1; 1..3"},
		"the original did not change":               {three(map[string]string{"2": "|two", "3": "|two"}, map[string]string{"3/ru.md": "published = 2023-01-01|два"}), "3 2"},
		"a draft":                                   {three(map[string]string{"3": "{три}|three", "4": "{два}|two"}, map[string]string{"4/ru.md": "|четыре"}), "4=2-[4 3] 3; 3..4"},
		"a correction of the translation caught up": {three(map[string]string{"2": "{два}|two", "3": "{два}|two"}, map[string]string{"3/en.2024-01-01.md": "corrected = 2024-01-01; reason = \"r\"; {три}|three"}), "3 2"},
		"the original was corrected":                {three(map[string]string{"3": "{три}|three"}, map[string]string{"3/ru.2024-01-01.md": "corrected = 2024-01-01; reason = \"r\"|тре"}), "3 uncorrected 1"},
		"both were corrected":                       {three(map[string]string{"3": "{три}|three"}, map[string]string{"3/ru.2024-01-01.md": "corrected = 2024-01-01; reason = \"r\"|тре", "3/en.2024-01-02.md": "corrected = 2024-01-02; reason = \"r\"|thre"}), "3"},
		"it says that it needs no correction":       {three(map[string]string{"3": "{тре}|three"}, map[string]string{"3/ru.2024-01-01.md": "corrected = 2024-01-01; reason = \"r\"|тре"}), "3"},
	} {
		s := translated(t, c.files)
		var said, apart []string
		all := slices.Clone(s.Editions)
		slices.SortFunc(all, func(a, b *policy.Edition) int { return strings.Compare(b.ID, a.ID) })
		for i, e := range all {
			w := e.Text("en")
			if w == nil {
				continue
			}
			line := e.ID
			if lag := s.Lag(e, w); lag != nil && lag.Of == nil {
				line += "=?"
			} else if lag != nil {
				var missing []string
				for _, m := range lag.Missing {
					missing = append(missing, m.ID)
				}
				line += fmt.Sprintf("=%s-%v", lag.Of.ID, missing)
			}
			if n := len(e.Uncorrected(w)); n > 0 {
				line += fmt.Sprintf(" uncorrected %d", n)
			}
			said = append(said, line)
			for _, from := range all[i+1:] {
				if from.Text("en") != nil && !s.Comparable(from, e, "en") {
					apart = append(apart, from.ID+".."+e.ID)
				}
			}
		}
		slices.Sort(apart)
		got := strings.Join(said, " ")
		if len(apart) > 0 {
			got += "; " + strings.Join(apart, " ")
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if lag := s.Lag(s.Editions[0], &s.Editions[0].Languages[0]); lag != nil {
			t.Errorf("%s: the original lacks %v", name, lag)
		}
	}
}
