package site_test

import (
	"context"
	"html"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/site"
	"candor/themes"
)

// periods are days of the demonstration, one in each period of its life: one policy alone, all of them, a change announced and told, a
// change cancelled, a policy withdrawn, and after everything.
var periods = []string{"2019-06-01", "2021-02-15", "2023-03-10", "2023-03-20", "2025-05-10", "2025-11-25", "2026-11-25", "2027-06-01"}

// built is a site whose files are made when they are asked for.
type built struct {
	t     *testing.T
	names []string
	of    map[string]func() ([]byte, error)
}

// demonstration is the site of the repository's own center of a day.
func demonstration(t *testing.T, day string) built {
	t.Helper()
	return made(t, repository(t), day)
}

// repository is the folder of the repository's own center.
func repository(t *testing.T) fs.FS {
	t.Helper()
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	return root.FS()
}

func made(t *testing.T, fsys fs.FS, day string) built {
	t.Helper()
	return madeWith(t, fsys, day, site.Options{})
}

// madeWith is the site of a day with other options.
func madeWith(t *testing.T, fsys fs.FS, day string, o site.Options) built {
	t.Helper()
	at, err := civil.Parse(day)
	if err != nil {
		t.Fatal(err)
	}
	o.Theme = themes.FS
	if o.AsOf = at; !o.Now.IsZero() { // the day of the clock, for which pages have their script
		o.AsOf, o.Now = civil.Date{}, at.Noon()
	}
	s, diags, err := site.Load(context.Background(), fsys, o)
	if err != nil || s == nil {
		t.Fatal(err, diags)
	}
	out := built{t: t, of: map[string]func() ([]byte, error){}}
	for _, f := range s.Files {
		out.names = append(out.names, f.Path)
		out.of[f.Path] = f.Bytes
	}
	return out
}

// file returns the bytes of a file, nil where there is none.
func (b built) file(name string) []byte {
	b.t.Helper()
	bytes, ok := b.of[name]
	if !ok {
		return nil
	}
	data, err := bytes()
	if err != nil {
		b.t.Fatalf("/%s: %v", name, err)
	}
	return data
}

var tags = regexp.MustCompile(`(?s)<(?:script|style|template)\b.*?</(?:script|style|template)>|<[^>]*>`)

// words returns what a reader is shown of a page, white space as single spaces.
func (b built) words(name string) string {
	b.t.Helper()
	page := string(b.file(name))
	if page == "" {
		b.t.Fatalf("there is no /%s", name)
	}
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
}

// faults are the diagnostics of a center that must not be built.
func faults(t *testing.T, files map[string]string) diag.List {
	t.Helper()
	s, diags, err := site.Load(context.Background(), sealed(t, files), site.Options{AsOf: civil.Of(2022, 1, 1), Theme: themes.FS})
	if err != nil || s != nil {
		t.Fatalf("err %v, site %v", err, s != nil)
	}
	return diags
}
