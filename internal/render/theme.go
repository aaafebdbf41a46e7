// Package render turns pages into bytes: layers of a theme, html/template, minified HTML and CSS.
//
// In comes a [page.Page] and the articles that its marks stand for, out come the bytes of a file. Frames and articles are minified
// apart, so an article that several pages show is minified once ([Theme.Minify]).
package render

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"

	"candor/internal/diag"
	"candor/internal/page"
)

// Theme is the templates and static files of a site. It may be used by several goroutines.
type Theme struct {
	templates map[string]*template.Template
	minifier  *minify.M
	static    []Static
}

// Static is a file that every page may use. Path is that in the site; it holds a hash of the bytes, so that the file can be cached for ever.
type Static struct {
	Name string // "style.css"
	Path string // "assets/style.20dcc2ad9798.css"
	Data []byte
}

// The static files that the pages of a theme know by name.
const (
	StyleSheet = "style.css"
	Script     = "page.js"
	Icon       = "icon.svg"
)

// Templates are the names of the page templates that a theme can override, base.html apart.
func Templates() []string {
	return []string{"home.html", "policy.html", "archive.html", "changelog.html", "parallel.html", "redline.html", "notices.html", "notice.html", "page.html", "404.html"}
}

// Rule is the rule of faults in a theme.
const Rule = "theme"

// Layer is a folder with templates/ and static/, and the name under which diagnostics speak of it.
type Layer struct {
	FS  fs.FS
	Dir string // such as "themes/plain"; "" for the center's own folder
}

func minifier() *minify.M {
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("text/javascript", js.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true})
	return m
}

// Load reads a theme from layers, the built-in first; a later layer overrides file by file. Brand is custom properties of the center, which
// stand behind the style sheet. An error in a template is a [diag.Diagnostic] with its place.
func Load(brand string, layers ...Layer) (*Theme, error) {
	t := &Theme{templates: map[string]*template.Template{}, minifier: minifier()}
	base, from, err := last(layers, "templates/base.html")
	if err != nil {
		return nil, err
	}
	for _, name := range Templates() {
		text, at, err := last(layers, path.Join("templates", name))
		if err != nil {
			return nil, err
		}
		parsed, err := template.New(from).Funcs(funcs()).Parse(string(base))
		if err != nil {
			return nil, placed(err, from, "the template cannot be read")
		}
		if _, err := parsed.New(at).Parse(string(text)); err != nil {
			return nil, placed(err, at, "the template cannot be read")
		}
		t.templates[name] = parsed
	}
	return t, t.loadStatic(brand, layers)
}

// loadStatic reads static/ of all layers. A file of a later layer takes the place of one with its name; tokens.css, which a theme or a
// company writes, stands behind the style sheet instead.
func (t *Theme) loadStatic(brand string, layers []Layer) error {
	names := map[string]bool{}
	for _, layer := range layers {
		entries, err := fs.ReadDir(layer.FS, "static")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("read theme: %w", err)
		}
		for _, e := range entries {
			names[e.Name()] = names[e.Name()] || !e.IsDir() && e.Name()[0] != '.'
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if !names[name] || name == tokens {
			continue
		}
		data, _, err := last(layers, path.Join("static", name))
		if err != nil {
			return err
		}
		if name == StyleSheet {
			more := []byte(nil)
			if names[tokens] {
				if more, _, err = last(layers, path.Join("static", tokens)); err != nil {
					return err
				}
			}
			data = slices.Concat(data, []byte{'\n'}, more, []byte{'\n'}, []byte(brand))
		}
		if err := t.add(name, data); err != nil {
			return err
		}
	}
	if t.Static(StyleSheet) == "" {
		return fmt.Errorf("read theme: static/%s is in no layer", StyleSheet)
	}
	return nil
}

const tokens = "tokens.css"

func (t *Theme) add(name string, data []byte) (err error) {
	if kind := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}[path.Ext(name)]; kind != "" {
		if data, err = t.minifier.Bytes(kind, data); err != nil {
			return fmt.Errorf("minify %s: %w", name, err)
		}
	}
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	t.static = append(t.static, Static{Name: name, Path: fmt.Sprintf("assets/%s.%x%s", strings.TrimSuffix(name, ext), sum[:6], ext), Data: data})
	return nil
}

// Statics returns the static files of the theme.
func (t *Theme) Statics() []Static { return t.static }

// Static returns the path in the site of a static file, "" for one that the theme has not.
func (t *Theme) Static(name string) string {
	for _, s := range t.static {
		if s.Name == name {
			return s.Path
		}
	}
	return ""
}

// last returns a file of the last layer that has it, and its whole path.
func last(layers []Layer, name string) (data []byte, at string, err error) {
	for _, layer := range slices.Backward(layers) {
		at = path.Join(layer.Dir, name)
		data, err := fs.ReadFile(layer.FS, name)
		if err == nil {
			return data, at, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, at, fmt.Errorf("read theme: %w", err)
		}
	}
	return nil, name, fmt.Errorf("read theme: %s is in no layer", name)
}

// said is how packages text/template and html/template speak of a template's fault: its name, the line, often the byte of the line, counted
// from 0, and what is wrong.
var said = regexp.MustCompile(`^(?:html/)?template: ?(.+?):(\d+)(?::(\d+))?: ((?s:.*))$`)

// placed makes an error of a template a diagnostic at its place, which is the file as a whole where the error names none.
func placed(err error, file, what string) diag.Diagnostic {
	d := diag.Diagnostic{Pos: diag.Pos{File: file}, Rule: Rule, Message: what + ": " + err.Error(), Hint: "docs/theming.md says what a template can use"}
	if m := said.FindStringSubmatch(err.Error()); m != nil {
		d.Pos.File, d.Message = m[1], what+": "+m[4]
		d.Pos.Line, _ = strconv.Atoi(m[2])
		d.Pos.Col, _ = strconv.Atoi(m[3])
		d.Pos.Col++
	}
	return d
}

func funcs() template.FuncMap {
	return template.FuncMap{
		"list": func(items ...string) []string { return items },
		"args": func(pairs ...any) (map[string]any, error) {
			if len(pairs)%2 != 0 {
				return nil, errors.New("args takes names and values")
			}
			out := make(map[string]any, len(pairs)/2)
			for i := 0; i < len(pairs); i += 2 {
				name, ok := pairs[i].(string)
				if !ok {
					return nil, errors.New("args takes names and values")
				}
				out[name] = pairs[i+1]
			}
			return out, nil
		},
	}
}

// Minify returns HTML without what a browser does not need. The text is given away: it is worked on in its place.
func (t *Theme) Minify(text []byte) ([]byte, error) {
	out, err := t.minifier.Bytes("text/html", unescaped(text))
	if err != nil {
		return nil, fmt.Errorf("minify: %w", err)
	}
	return out, nil
}

// unescaped writes & and > as themselves where HTML reads them so in words and in quoted attributes alike (HTML, 13.1.4): an ampersand before
// what cannot be a reference. The minifier does the same, and moves all the words behind each sign, which takes time with the square of their
// length.
func unescaped(text []byte) []byte {
	at := bytes.IndexByte(text, '&')
	if at < 0 {
		return text
	}
	out := text[:at] // never longer than what was read
	for at < len(text) {
		rest := text[at:]
		switch {
		case bytes.HasPrefix(rest, []byte("&gt;")):
			out, at = append(out, '>'), at+len("&gt;")
		case bytes.HasPrefix(rest, []byte("&amp;")) && len(rest) > len("&amp;") && !beginsReference[rest[len("&amp;")]]:
			out, at = append(out, '&'), at+len("&amp;")
		default:
			next := bytes.IndexByte(rest[1:], '&') + 1
			if next == 0 {
				next = len(rest)
			}
			out, at = append(out, rest[:next]...), at+next
		}
	}
	return out
}

// beginsReference is the set of characters that can stand behind the & of a character reference.
var beginsReference = func() (set [256]bool) {
	for _, c := range []byte("#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
		set[c] = true
	}
	return set
}()

// MinifyScript returns a script without what a browser does not need.
func (t *Theme) MinifyScript(text []byte) ([]byte, error) {
	out, err := t.minifier.Bytes("text/javascript", text)
	if err != nil {
		return nil, fmt.Errorf("minify: %w", err)
	}
	return out, nil
}

// Page returns the bytes of a page with its data; article returns the minified text that a mark stands for. An error of a template is a
// [diag.Diagnostic] with its place.
func (t *Theme) Page(p *page.Page, data any, article func(n int) ([]byte, error)) ([]byte, error) {
	var out bytes.Buffer
	if err := t.templates[p.Template].ExecuteTemplate(&out, "page", data); err != nil {
		return nil, placed(err, path.Join("templates", p.Template), fmt.Sprintf("/%s cannot be made", p.Path))
	}
	frame, err := t.Minify(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", p.Path, err)
	}
	full, err := splice(frame, article)
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", p.Path, err)
	}
	return full, nil
}

// splice puts articles in the places of their marks.
func splice(frame []byte, article func(n int) ([]byte, error)) ([]byte, error) {
	var parts [][]byte
	for {
		before, rest, found := bytes.Cut(frame, []byte(page.MarkBegins))
		parts = append(parts, before)
		if !found {
			return slices.Concat(parts...), nil
		}
		number, after, _ := bytes.Cut(rest, []byte(page.MarkEnds))
		n, err := strconv.Atoi(string(number))
		if err != nil {
			return nil, fmt.Errorf("a mark of no text: %q", number)
		}
		text, err := article(n)
		if err != nil {
			return nil, err
		}
		parts = append(parts, text)
		frame = after
	}
}
