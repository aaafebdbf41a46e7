package verify_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/internal/civil"
	"candor/internal/seal"
	"candor/internal/verify"
)

func sums(files map[string]string) []byte {
	var entries []seal.Entry
	for name, text := range files {
		entries = append(entries, seal.Entry{Path: name, Sum: sha256.Sum256([]byte(text))})
	}
	return seal.Append(nil, civil.Of(2026, 1, 1), entries)
}

// TestSite also holds the report as JSON to its schema.
func TestSite(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/schema/verify.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	published := map[string]string{"p/1/ru.md": "слова", "p/1/en.md": "words", "p/2/ru.md": "другие"}
	good := maps.Clone(published)
	good["archive.sum"] = string(sums(published))
	digest := func(name string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(published[name]))) }
	const at = "https://a.example/legal/"
	good["center.json"] = `{"generator":"candor","sources":"5","built_as_of":"2026-03-01","valid_until":"2026-04-01","time_zone":"Europe/Moscow","address":"` + at +
		`","languages":[{"tag":"ru","address":"` + at + `"},{"tag":"en","address":"` + at + `en/"}],"policies":[{"addresses":{"ru":"` + at + `p/","en":"` + at +
		`en/p/"},"in_force":"2","versions":[{"id":"1","authoritative":"ru","seal":"` + digest("p/1/ru.md") + `","texts":{"ru":{"address":"` + at + `p/1/","source":"` + at + `p/1/ru.md","sha256":"` + digest("p/1/ru.md") + `","sha256_first":"` + digest("p/1/ru.md") +
		`"},"en":{"address":"` + at + `en/p/1/","source":"` + at + `p/1/en.md","sha256":"` + digest("p/1/en.md") + `","sha256_first":"` + digest("p/1/en.md") + `"}}},{"id":"2","authoritative":"ru","seal":"` + digest("p/2/ru.md") + `","texts":{"ru":{"address":"` + at +
		`p/2/","source":"` + at + `p/2/ru.md","sha256":"` + digest("p/2/ru.md") + `","sha256_first":"` + digest("p/2/ru.md") + `"}}}]}]}`
	for page, of := range map[string]string{"p/1/": "p/1/ru.md", "en/p/1/": "p/1/en.md", "p/2/": "p/2/ru.md", "en/p/2/": "p/2/ru.md", "p/": "p/2/ru.md", "en/p/": "p/2/ru.md"} {
		good[page+"index.html"] = "<article lang=ru>" + published[of] + " &amp; <b>so</b> on</article><code>SHA-256 " + digest(of) + "</code>"
	}
	change := func(do func(site map[string]string)) map[string]string {
		site := maps.Clone(good)
		do(site)
		return site
	}
	center := func(files map[string]string, exact bool) verify.Center {
		return func(_ context.Context, b verify.Built) (*verify.Known, error) {
			if b.Day != civil.Of(2026, 3, 1) && !b.Day.IsZero() {
				t.Errorf("asked for %s", b.Day)
			}
			s, _ := seal.Parse(sums(files))
			return &verify.Known{Sums: s, Exact: exact, Address: at, Generator: "candor", Sources: "5", Paths: slices.Sorted(maps.Keys(good)), File: func(_ context.Context, path string) ([]byte, bool, error) {
				text, ok := good[path]
				return []byte(text), ok && exact, nil
			}}, nil
		}
	}
	more := maps.Clone(published)
	more["p/3/ru.md"] = "новые"
	markup := func(s map[string]string) {
		s["p/1/index.html"] = "<!-- a host was here -->" + strings.NewReplacer("<b>", "<strong class='x'>", "</b>", "</strong>\n", "&amp;", "&#38;").Replace(s["p/1/index.html"])
	}
	said := func(key, value string) func(s map[string]string) {
		return func(s map[string]string) {
			s["center.json"] = regexp.MustCompile(`"`+key+`":"[^"]*"`).ReplaceAllString(s["center.json"], `"`+key+`":"`+value+`"`)
		}
	}
	both := func(one, other func(s map[string]string)) func(s map[string]string) {
		return func(s map[string]string) { one(s); other(s) }
	}
	for _, c := range []struct {
		name   string
		site   map[string]string
		today  civil.Date
		center verify.Center
		want   string
	}{
		{"as it was", good, civil.Of(2026, 3, 31), center(published, true), ""},
		{"a seal that is not public yet", good, civil.Of(2026, 3, 1), center(more, false), ""},
		{"a seal vanished", good, civil.Of(2026, 3, 1), center(more, true), "p/3/ru.md seal-missing"},
		{"a page of another text", change(func(s map[string]string) { s["en/p/1/index.html"] = s["p/1/index.html"] }), civil.Of(2026, 3, 1), nil, "en/p/1/index.html page-source"},
		{"the policy's page of an older text", change(func(s map[string]string) { s["en/p/index.html"] = s["p/1/index.html"] }), civil.Of(2026, 3, 1), nil, "en/p/index.html page-source"},
		{"a page of other words", change(func(s map[string]string) {
			s["p/1/index.html"] = strings.Replace(s["p/1/index.html"], "слова", "слава", 1)
		}), civil.Of(2026, 3, 1), center(published, true), "p/1/index.html page-source"},
		{"other markup", change(markup), civil.Of(2026, 3, 1), center(published, true), "p/1/index.html site-altered"},
		{"other markup of another program", change(both(markup, said("generator", "candor 9"))), civil.Of(2026, 3, 1), center(published, true), "center.json not-compared"},
		{"other markup of a program that says nothing of itself", change(both(markup, both(said("generator", ""), said("sources", "")))), civil.Of(2026, 3, 1), center(published, true), "center.json not-compared"},
		{"other markup from other sources", change(both(markup, said("sources", "6"))), civil.Of(2026, 3, 1), center(published, true), "center.json out-of-date"},
		{"other words of another program", change(both(said("generator", "candor 9"), func(s map[string]string) {
			s["p/1/index.html"] = strings.Replace(s["p/1/index.html"], "слова", "слава", 1)
		})), civil.Of(2026, 3, 1), center(published, true), "center.json not-compared; p/1/index.html page-source"},
		{"the same files of another program", change(said("generator", "candor 9")), civil.Of(2026, 3, 1), center(published, true), ""},
		{"the same files from other sources", change(said("sources", "6")), civil.Of(2026, 3, 1), center(published, true), ""},
		{"a text that is hidden", change(func(s map[string]string) {
			s["p/1/index.html"] = "<div hidden>" + s["p/1/index.html"] + "</div>"
		}), civil.Of(2026, 3, 1), nil, "p/1/index.html page-source"},
		{"the text in a comment", change(func(s map[string]string) {
			s["p/1/index.html"] = "<!-- " + s["p/1/index.html"] + " --><p>"
		}), civil.Of(2026, 3, 1), nil, "p/1/index.html page-source"},
		{"a script", change(func(s map[string]string) { s["p/1/index.html"] += "<script>alert(1)</script>" }), civil.Of(2026, 3, 1), nil, "p/1/index.html page-active"},
		{"a page that leads away", change(func(s map[string]string) {
			s["p/1/index.html"] += `<meta http-equiv="refresh" content="0; url=https://b.example/">`
		}), civil.Of(2026, 3, 1), nil, "p/1/index.html page-active"},
		{"a page that an altered one leads to", change(func(s map[string]string) {
			s["p/index.html"] += `<a href="/legal/p/0/">`
			s["p/0/index.html"] = "never"
		}), civil.Of(2026, 3, 1), center(published, true), "p/0/index.html site-foreign; p/index.html site-altered"},
		{"a day to come", change(said("built_as_of", "2026-03-01")), civil.Of(2026, 2, 1), nil, "center.json out-of-date"},
		{"a page without a text", change(func(s map[string]string) {
			s["p/1/index.html"] = strings.Replace(s["p/1/index.html"], "article", "div", 2)
		}), civil.Of(2026, 3, 1), center(published, true), "p/1/index.html page-source"},
		{"a page gone", change(func(s map[string]string) { delete(s, "p/1/index.html") }), civil.Of(2026, 3, 1), nil, "p/1/index.html promise-archive"},
		{"an index that says otherwise", change(func(s map[string]string) {
			other := strings.Repeat("0", 64)
			s["center.json"] = strings.ReplaceAll(s["center.json"], `"sha256":"`+digest("p/1/en.md"), `"sha256":"`+other)
			s["en/p/1/index.html"] = other
		}), civil.Of(2026, 3, 1), nil, "en/p/1/index.html page-source; p/1/en.md seal-conflict"},
		{"the day has come", good, civil.Of(2026, 4, 1), nil, "center.json out-of-date"},
		{"a byte", change(func(s map[string]string) { s["p/1/en.md"] = "worts" }), civil.Of(2026, 3, 1), nil, "p/1/en.md seal-broken"},
		{"gone", change(func(s map[string]string) { delete(s, "p/1/en.md") }), civil.Of(2026, 3, 1), nil, "p/1/en.md promise-archive"},
		{"no seals", change(func(s map[string]string) { delete(s, "archive.sum") }), civil.Of(2026, 3, 1), nil, "archive.sum seal-missing"},
		{"no index", change(func(s map[string]string) { delete(s, "center.json") }), civil.Of(2026, 3, 1), nil, "center.json site-altered"},
		{"the center says otherwise", good, civil.Of(2026, 3, 1), center(map[string]string{"p/1/ru.md": "слова", "p/1/en.md": "other"}, true), "p/1/en.md seal-conflict; p/2/ru.md seal-lost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			get := func(_ context.Context, path string) ([]byte, bool, error) {
				text, ok := c.site[path]
				return []byte(text), ok, nil
			}
			zone := ""
			r, err := verify.Site(context.Background(), verify.Place{Get: get}, func(z string) civil.Date { zone = z; return c.today }, c.center)
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Errorf("%v\n%s", err, data)
			}
			var got []string
			for _, p := range r.Problems {
				got = append(got, p.Path+" "+p.Rule)
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
			if c.want == "" && (r.Files != 3 || r.Pages != 6 || zone != "Europe/Moscow") {
				t.Errorf("%d files, %d pages, zone %q", r.Files, r.Pages, zone)
			}
		})
	}
}

func TestSiteFails(t *testing.T) {
	broken := errors.New("the network is gone")
	_, err := verify.Site(context.Background(), verify.Place{Get: func(context.Context, string) ([]byte, bool, error) { return nil, false, broken }},
		func(string) civil.Date { return civil.Of(2026, 1, 1) }, nil)
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
