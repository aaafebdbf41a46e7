package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"
)

// Report is a list of diagnostics with what its readers need beside it.
type Report struct {
	Day     string // the as-of date
	Version string // of candor
	List    List   // sorted
	// Column returns a place's column in Unicode code points, which GitHub and SARIF count; Col counts bytes. Nil: columns are left
	// out there.
	Column func(Pos) int
	// Folder is where the center stands below the folder that GitHub and SARIF count files from, "" where it is that folder.
	Folder string
}

// Formats are the names that Write knows.
func Formats() []string { return []string{"text", "json", "github", "sarif"} }

// Write writes the report in one of the formats.
func (r *Report) Write(w io.Writer, format string) error {
	switch format {
	case "text":
		return r.text(w)
	case "json":
		return r.json(w)
	case "github":
		return r.github(w)
	case "sarif":
		return r.sarif(w)
	}
	return fmt.Errorf("%q is no format of a report", format)
}

// Text writes diagnostics for people: one line each, then its hint and the other places that it speaks of, indented.
func (l List) Text(w io.Writer) error {
	var b strings.Builder
	for _, d := range l {
		b.WriteString(d.Error() + "\n")
		for _, other := range d.Related {
			fmt.Fprintf(&b, "    %s: %s\n", other.Pos, other.Message)
		}
		if d.Hint != "" {
			b.WriteString("    " + d.Hint + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Counts says how many errors and warnings the list holds: "2 errors, 1 warning".
func (l List) Counts() string {
	plural := func(n int, word string) string {
		if n != 1 {
			word += "s"
		}
		return fmt.Sprintf("%d %s", n, word)
	}
	text := plural(l.Count(Error), "error") + ", " + plural(l.Count(Warning), "warning")
	if n := l.Count(Note); n > 0 {
		text += ", " + plural(n, "note")
	}
	return text
}

func (r *Report) text(w io.Writer) error {
	if err := r.List.Text(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s: %s\n", r.Day, r.List.Counts())
	return err
}

// json writes the report by docs/schema/diagnostics.schema.json.
func (r *Report) json(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Schema      int    `json:"schema"`
		AsOf        string `json:"as_of"`
		Errors      int    `json:"errors"`
		Warnings    int    `json:"warnings"`
		Notes       int    `json:"notes"`
		Diagnostics List   `json:"diagnostics"`
	}{1, r.Day, r.List.Count(Error), r.List.Count(Warning), r.List.Count(Note), append(List{}, r.List...)})
}

// github writes workflow commands, which GitHub shows as annotations of the lines at fault.
func (r *Report) github(w io.Writer) error {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	var b strings.Builder
	for _, d := range r.List {
		kind := map[Severity]string{Error: "error", Warning: "warning", Note: "notice"}[d.Severity]
		fmt.Fprintf(&b, "::%s file=%s", kind, value.Replace(path.Join(r.Folder, d.Pos.File)))
		if d.Pos.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", d.Pos.Line)
			if col := r.column(d.Pos); col > 0 {
				fmt.Fprintf(&b, ",col=%d", col)
			}
		}
		message := d.Message
		for _, other := range d.Related {
			message += "\n" + path.Join(r.Folder, other.Pos.String()) + ": " + other.Message
		}
		if d.Hint != "" {
			message += "\n" + d.Hint
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", value.Replace(d.Rule), text.Replace(message))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) column(p Pos) int {
	if r.Column == nil || p.Line == 0 {
		return 0
	}
	return r.Column(p)
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID      string    `json:"id"`
	Full    sarifText `json:"fullDescription"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
}

type sarifPhysical struct {
	Artifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	} `json:"artifactLocation"`
	Region *sarifRegion `json:"region,omitempty"`
}

type sarifLocation struct {
	ID       *int          `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifText    `json:"message,omitempty"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
}

// sarif writes the report as SARIF 2.1.0 (OASIS).
func (r *Report) sarif(w io.Writer) error {
	rules, results := []sarifRule{}, []sarifResult{}
	for _, rule := range Rules() {
		s := sarifRule{ID: rule.ID, Full: sarifText{rule.Text}}
		s.Default.Level = rule.Severity.String()
		rules = append(rules, s)
	}
	for _, d := range r.List {
		message := d.Message
		if d.Hint != "" {
			message += "\n" + d.Hint
		}
		result := sarifResult{RuleID: d.Rule, Level: d.Severity.String(), Message: sarifText{message}, Locations: []sarifLocation{r.location(d.Pos)}}
		for i, other := range d.Related {
			l := r.location(other.Pos)
			l.ID, l.Message = &i, &sarifText{other.Message}
			result.Related = append(result.Related, l)
		}
		results = append(results, result)
	}
	driver := map[string]any{"name": "candor", "version": cmp.Or(r.Version, "devel"), "rules": rules}
	run := map[string]any{"tool": map[string]any{"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"version": "2.1.0", "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "runs": []any{run}})
}

func (r *Report) location(p Pos) sarifLocation {
	var l sarifLocation
	l.Physical.Artifact.URI, l.Physical.Artifact.Base = (&url.URL{Path: path.Join(r.Folder, p.File)}).EscapedPath(), "%SRCROOT%"
	if p.Line > 0 {
		l.Physical.Region = &sarifRegion{StartLine: p.Line, StartColumn: r.column(p)}
	}
	return l
}
