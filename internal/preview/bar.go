package preview

import (
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
)

//go:embed preview.js
var script string

//go:embed preview.css
var style string

//go:embed bar.html
var barText string

var templates = template.Must(template.New("bar").Parse(barText))

// bar is what the preview says at the foot of a page.
type bar struct {
	Style          string
	Path           string
	Day            string
	Previous, Next string
	Fixed          bool // the date was chosen
	Drafts         bool
	Lang           string
	Languages      []Link
	Sources        []string
	Redline        string
	Here, All      []fault
	Here1          string // the digest of what is wrong, so that a closed panel stays closed until it changes
	Failed, Good   bool
}

// fault is a diagnostic with the line that it speaks of.
type fault struct {
	diag.Diagnostic
	Before, After string // the line, before the place and from it on
	Shown         bool
}

// bar returns the bar of a page, without what holds it.
func (s *Server) bar(v *view, a answer, address string) string {
	b := bar{Style: stylePath, Path: address, Fixed: v.AsOf != s.o.Start.AsOf, Drafts: v.Drafts, Failed: a.now.failed, Good: a.now.good != nil}
	if n := a.now.good; n != nil {
		b.Day, b.Previous, b.Next = n.site.Day.String(), n.site.Previous.String(), n.site.Next.String()
	}
	if p := a.page; p != nil {
		b.Lang, b.Languages, b.Sources, b.Redline = p.Lang, p.Languages, p.Sources, p.Redline
	}
	for _, d := range faults(a) {
		f := excerpt(a.now.tree, d)
		b.All = append(b.All, f)
		if slices.Contains(b.Sources, d.Pos.File) {
			b.Here = append(b.Here, f)
		}
	}
	b.Here1 = digest(fmt.Append(nil, b.All))
	var out strings.Builder
	if err := templates.ExecuteTemplate(&out, "bar", b); err != nil {
		return template.HTMLEscapeString(err.Error())
	}
	return out.String()
}

// faults are the diagnostics of the newest attempt, with the faults of the machine and of the page.
func faults(a answer) diag.List {
	list := slices.Clone(a.now.diags)
	for _, err := range []error{a.now.err, a.err} {
		if err != nil {
			list = append(diag.List{{Rule: "build", Message: err.Error()}}, list...)
		}
	}
	return list
}

// wide is how much of a line is shown on either side of a place, in characters: in a policy a paragraph is often one line.
const wide = 70

func excerpt(t *Tree, d diag.Diagnostic) fault {
	f := fault{Diagnostic: d}
	line := t.line(d.Pos.File, d.Pos.Line)
	if line == "" || !utf8.ValidString(line) {
		return f
	}
	col := min(max(d.Pos.Col-1, 0), len(line))
	for col > 0 && col < len(line) && !utf8.RuneStart(line[col]) {
		col--
	}
	before, after := []rune(line[:col]), []rune(line[col:])
	f.Before, f.After, f.Shown = string(before), string(after), true
	if len(before) > wide {
		f.Before = "…" + string(before[len(before)-wide:])
	}
	if len(after) > wide {
		f.After = string(after[:wide]) + "…"
	}
	return f
}

// The block that the preview adds to a page stands between these two comments; without it a page is what a build writes.
const (
	barOpens  = "<!--candor preview-->"
	barCloses = "<!--/candor preview-->"
)

// inject puts the bar at the end of a page, in a shadow tree: neither style reaches the other.
func inject(page, html string, a answer) []byte {
	have, styles := stamp(a)
	block := fmt.Sprintf(`%s<candor-preview lang="en" dir="ltr" data-have="%s" data-style="%s" data-bar="%s"><template shadowrootmode="open">%s</template></candor-preview><script src="%s" defer></script>%s`,
		barOpens, have, digest([]byte(strings.Join(styles, " "))), digest([]byte(html)), html, scriptPath, barCloses)
	at := strings.LastIndex(page, "</body>")
	if at < 0 {
		at = len(page)
	}
	return []byte(page[:at] + block + page[at:])
}

// ownPage is a page of the preview itself.
func ownPage(title, text string, links ...string) []byte {
	var out strings.Builder
	if err := templates.ExecuteTemplate(&out, "page", map[string]any{"Style": stylePath, "Title": title, "Text": text, "Links": links}); err != nil {
		return []byte(err.Error())
	}
	return []byte(out.String())
}

// source shows a file of the center with what is wrong in it: file=PATH.
func (s *Server) source(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("file")
	v := s.look(r.Context(), s.chosen(r))
	now := v.now.Load()
	data, err := now.tree.ReadFile(name)
	if err != nil || !utf8.Valid(data) {
		http.Error(w, fmt.Sprintf("%q is no text of this center.", name), http.StatusNotFound)
		return
	}
	type line struct {
		Number int
		Text   string
		Faults []diag.Diagnostic
	}
	var lines []line
	for text := range strings.Lines(string(data)) {
		lines = append(lines, line{Number: len(lines) + 1, Text: strings.TrimRight(text, "\r\n")})
	}
	var whole []diag.Diagnostic
	for _, d := range now.diags {
		switch {
		case d.Pos.File != name:
		case d.Pos.Line >= 1 && d.Pos.Line <= len(lines):
			lines[d.Pos.Line-1].Faults = append(lines[d.Pos.Line-1].Faults, d)
		default:
			whole = append(whole, d)
		}
	}
	var out strings.Builder
	if err := templates.ExecuteTemplate(&out, "source", map[string]any{"Style": stylePath, "Name": name, "Lines": lines, "Faults": whole}); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType("source.html"))
	h.Set(policyField, "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'")
	_, _ = w.Write([]byte(out.String())) // the reader is gone; there is nobody to tell
}
