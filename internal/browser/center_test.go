package browser

import (
	"context"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"candor/internal/civil"
	"candor/internal/site"
	"candor/themes"
)

// day is the day of the site under test, and of the browser's clock.
var day = civil.Of(2026, 11, 25)

// languages of the demonstration, the default first.
var languages = []string{"ru", "en", "kk", "ar"}

// kinds are the kinds of pages of docs/formats.md, section 4, each by one address of the demonstration.
var kinds = []struct{ name, address string }{
	{"home", "/"},
	{"policy", "/privacy/"},
	{"policy with tables", "/subprocessors/"},
	{"upcoming", "/companion/"},
	{"withdrawn", "/loyalty/"},
	{"superseded", "/privacy/2024-02-01/"},
	{"announced", "/privacy/2027-01-15/"},
	{"cancelled", "/privacy/2023-04-01/"},
	{"archive", "/privacy/archive/"},
	{"redline", "/privacy/compare/2025-06-02..2027-01-15/"},
	{"since", "/privacy/since/2022-09-01/"},
	{"parallel", "/privacy/parallel/kk/"},
	{"changelog", "/changelog/"},
	{"policy changelog", "/privacy/changelog/"},
	{"notices", "/notices/"},
	{"notice", "/notices/privacy/2027-01-15/"},
	{"free", "/contact/"},
	{"missing", "/404.html"},
}

// center is the demonstration's site, served.
type center struct {
	url   string
	files map[string][]byte
}

// serveDemonstration builds the repository's own center for [day] and serves it as a static host does.
func serveDemonstration(t *testing.T) *center {
	t.Helper()
	return serve(t, "../..", site.Options{Now: time.Date(day.Year, time.Month(day.Month), day.Day, 9, 0, 0, 0, time.UTC), Theme: themes.FS})
}

func serve(t *testing.T, dir string, o site.Options) *center {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, diags, err := site.Load(context.Background(), root.FS(), o)
	if err != nil {
		t.Fatal(err)
	}
	if s == nil {
		t.Fatalf("the center has errors:\n%v", diags)
	}
	c := &center{files: map[string][]byte{}}
	for _, f := range s.Files {
		if c.files[f.Path], err = f.Bytes(); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	c.url = server.URL
	return c
}

// ServeHTTP answers like a static host that reads _headers: a folder's index, the 404 page, the headers of every rule that matches.
func (c *center) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	data, ok := c.files[name]
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	for key, value := range c.headers(r.URL.Path) {
		w.Header().Set(key, value)
	}
	if !ok {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		data = c.files["404.html"]
	}
	w.Write(data)
}

// headers are those of the rules of _headers that match an address.
func (c *center) headers(address string) map[string]string {
	out := map[string]string{}
	matches := false
	for line := range strings.Lines(string(c.files["_headers"])) {
		key, value, found := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case !strings.HasPrefix(line, " "):
			before, star := strings.CutSuffix(strings.TrimSpace(line), "*")
			matches = address == before || star && strings.HasPrefix(address, before)
		case found && matches:
			out[key] = value
		}
	}
	return out
}

// address returns the page's address in a language.
func address(lang, at string) string {
	if lang == languages[0] {
		return at
	}
	return "/" + lang + at
}
