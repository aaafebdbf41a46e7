package verify_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"maps"
	"strings"
	"testing"

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

func TestSite(t *testing.T) {
	published := map[string]string{"p/1/ru.md": "слова", "p/1/en.md": "words", "p/2/ru.md": "другие"}
	good := maps.Clone(published)
	good["archive.sum"] = string(sums(published))
	good["center.json"] = `{"built_as_of":"2026-03-01","valid_until":"2026-04-01","time_zone":"Europe/Moscow"}`
	change := func(do func(site map[string]string)) map[string]string {
		site := maps.Clone(good)
		do(site)
		return site
	}
	center, _ := seal.Parse(sums(published))
	fewer, _ := seal.Parse(sums(map[string]string{"p/1/ru.md": "слова", "p/1/en.md": "other"}))
	for _, c := range []struct {
		name   string
		site   map[string]string
		today  civil.Date
		center *seal.Sums
		want   string
	}{
		{"as it was", good, civil.Of(2026, 3, 31), center, ""},
		{"the day has come", good, civil.Of(2026, 4, 1), nil, "center.json out-of-date"},
		{"a byte", change(func(s map[string]string) { s["p/1/en.md"] = "worts" }), civil.Of(2026, 3, 1), nil, "p/1/en.md seal-broken"},
		{"gone", change(func(s map[string]string) { delete(s, "p/1/en.md") }), civil.Of(2026, 3, 1), nil, "p/1/en.md promise-archive"},
		{"no seals", change(func(s map[string]string) { delete(s, "archive.sum") }), civil.Of(2026, 3, 1), nil, "archive.sum seal-missing"},
		{"no index", change(func(s map[string]string) { delete(s, "center.json") }), civil.Of(2026, 3, 1), nil, "center.json out-of-date"},
		{"the center says otherwise", good, civil.Of(2026, 3, 1), fewer, "p/1/en.md seal-conflict; p/2/ru.md seal-lost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			get := func(_ context.Context, path string) ([]byte, bool, error) {
				text, ok := c.site[path]
				return []byte(text), ok, nil
			}
			zone := ""
			r, err := verify.Site(context.Background(), get, func(z string) civil.Date { zone = z; return c.today }, c.center)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range r.Problems {
				got = append(got, p.Path+" "+p.Rule)
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
			if c.want == "" && (r.Files != 3 || zone != "Europe/Moscow") {
				t.Errorf("%d files, zone %q", r.Files, zone)
			}
		})
	}
}

func TestSiteFails(t *testing.T) {
	broken := errors.New("the network is gone")
	_, err := verify.Site(context.Background(), func(context.Context, string) ([]byte, bool, error) { return nil, false, broken },
		func(string) civil.Date { return civil.Of(2026, 1, 1) }, nil)
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
