// Package table reads TOML tables with the place of every key.
//
// In comes the text of a front matter or of a whole TOML file; out come values by typed accessors and diagnostics with file, line
// and column. An accessor marks its key as known; [Table.Finish] reports every key that nobody asked for and names the nearest
// one that somebody did. Input made to be slow is refused before it is decoded. The package does not know what any key means.
package table

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"candor/internal/civil"
	"candor/internal/diag"
)

// The largest tables that are decoded. The TOML library's time is quadratic in the parts of a dotted key and in the
// depth of inline tables.
const (
	MaxBytes    = 256 << 10 // of one TOML text
	MaxKeyParts = 8         // of one dotted key
	MaxDepth    = 16        // of brackets in brackets
)

// Table is a decoded table. It is not safe for concurrent use.
type Table struct {
	rule   string
	path   string // dotted name of the table, "" for the root
	pos    diag.Pos
	values map[string]any
	places map[string]diag.Pos // by dotted path, array tables with their index
	known  map[string]bool
	spoilt map[string]bool // keys whose lines could not be read, by dotted path
	broken bool            // something of the text could not be read
	subs   []*Table
	diags  *diag.List
}

// Parse reads a TOML text that begins at line first of a file. Faults, also those that the accessors find later, are added to diags
// under the rule. A text that cannot be read gives an empty table and ok false.
func Parse(file string, first int, text []byte, rule string, diags *diag.List) (t *Table, ok bool) {
	t = &Table{rule: rule, pos: diag.Pos{File: file, Line: first, Col: 1}, values: map[string]any{}, known: map[string]bool{}, spoilt: map[string]bool{}, diags: diags}
	if len(text) > MaxBytes {
		t.fail(t.pos, "keep it short: a front matter holds a few lines", "%d bytes of TOML are more than the %d that are read", len(text), MaxBytes)
		return t, false
	}
	switch at, what := dear(text); what {
	case "brackets":
		t.fail(diag.NewLines(file, text, first).Pos(at), "write it with fewer brackets", "brackets are nested more than %d deep", MaxDepth)
		return t, false
	case "key":
		t.fail(diag.NewLines(file, text, first).Pos(at), "a key is one name, or a table's name and one", "a key of more than %d parts is not read", MaxKeyParts)
		return t, false
	}
	t.places = scan(file, first, text).places
	ok = t.decode(text, first)
	t.reportUnseen(text, first, ok)
	return t, ok
}

// maxSpoilt is the number of lines that cannot be read after which nothing more is said of a text.
const maxSpoilt = 20

// decode reads the text. A line KEY = VALUE whose value cannot be read is told and taken for empty, so that what is wrong with the others is
// told too; ok is false where more than such lines is wrong.
func (t *Table) decode(text []byte, first int) (ok bool) {
	text = bytes.Clone(text)
	for range maxSpoilt {
		values := map[string]any{}
		err := toml.Unmarshal(text, &values)
		if err == nil {
			t.values = values
			return true
		}
		line := t.syntax(err, first)
		t.broken = true
		if !empty(text, line-first) {
			return false
		}
		for key, pos := range t.places {
			if pos.Line == line {
				t.spoilt[key] = true
			}
		}
	}
	return false
}

// empty empties the nth line of a text where it is one key with a value that ends with the line; ok is false for any other.
func empty(text []byte, n int) (ok bool) {
	start := 0
	for range n {
		start += lineLength(text[start:]) + 1
		if start > len(text) {
			return false
		}
	}
	line := text[start : start+lineLength(text[start:])]
	_, value, ok := bytes.Cut(line, []byte("="))
	if !ok || n < 0 || bytes.ContainsAny(value, "[]{}") || bytes.Contains(value, []byte(`"""`)) || bytes.Contains(value, []byte(`'''`)) {
		return false
	}
	for i := range line {
		line[i] = ' '
	}
	return true
}

// Whole reports whether every line of the text could be read. What stands in the others is absent.
func (t *Table) Whole() bool { return !t.broken }

// syntax reports a fault of the form, and returns its line.
func (t *Table) syntax(err error, first int) int {
	var p toml.ParseError
	if !errors.As(err, &p) {
		t.fail(t.pos, "", "%s", strings.TrimPrefix(err.Error(), "toml: "))
		return first - 1
	}
	pos := diag.Pos{File: t.pos.File, Line: first + max(p.Position.Line, 1) - 1, Col: max(p.Position.Col, 1)}
	hint := "a line is KEY = VALUE: words in quotation marks, days as 2026-01-31, yes and no as true and false"
	if strings.HasPrefix(p.Message, "invalid datetime") {
		hint = "a day is written as 2026-01-31, and is one that the calendar has"
	}
	t.fail(pos, hint, "%s", strings.TrimSpace(p.Message))
	return pos.Line
}

func (t *Table) fail(pos diag.Pos, hint, format string, args ...any) {
	t.diags.Add(diag.Diagnostic{Pos: pos, Rule: t.rule, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Pos returns the place of a key, or of the table where the key is not there.
func (t *Table) Pos(key string) diag.Pos {
	if p, ok := t.places[t.join(key)]; ok {
		return p
	}
	return t.pos
}

// Errorf reports a fault at a key.
func (t *Table) Errorf(key, format string, args ...any) { t.fail(t.Pos(key), "", format, args...) }

// Missing reports that a key which must be there is not; example is a value for it, as TOML. Of one whose line could not be read that is
// told already.
func (t *Table) Missing(key, example string) {
	if t.spoilt[t.join(key)] {
		return
	}
	t.fail(t.Pos(key), "add "+key+" = "+example, "%q is missing", key)
}

func (t *Table) join(key string) string {
	if t.path == "" {
		return key
	}
	return t.path + "." + key
}

// Has reports whether the table holds a key, were it one whose line could not be read, and marks it as known.
func (t *Table) Has(key string) bool {
	return t.has(key) || t.spoilt[t.join(key)]
}

func (t *Table) has(key string) bool {
	t.known[key] = true
	_, ok := t.values[key]
	return ok
}

// Places returns where each key of the table stands. It marks none as known.
func (t *Table) Places() map[string]diag.Pos {
	places := make(map[string]diag.Pos, len(t.values))
	for key := range t.values {
		places[key] = t.Pos(key)
	}
	return places
}

// Keys returns the keys of the table, sorted, and marks all as known.
func (t *Table) Keys() []string {
	keys := slices.Sorted(maps.Keys(t.values))
	for _, k := range keys {
		t.known[k] = true
	}
	return keys
}

func get[T any](t *Table, key, kind string) (v T, ok bool) {
	if !t.has(key) {
		return v, false
	}
	v, ok = t.values[key].(T)
	if !ok {
		t.Errorf(key, "%q must be %s", key, kind)
	}
	return v, ok
}

// String returns a text, "" when it is absent.
func (t *Table) String(key string) string {
	v, _ := get[string](t, key, `a text in quotes`)
	return v
}

// Int returns a whole number that is not negative, or def when it is absent.
func (t *Table) Int(key string, def int) int {
	v, ok := get[int64](t, key, "a whole number")
	if !ok {
		return def
	}
	if v < 0 || v > 1_000_000 {
		t.Errorf(key, "%q must be between 0 and 1000000", key)
		return def
	}
	return int(v)
}

// Bool returns true or false, and whether the key is there.
func (t *Table) Bool(key string) (v, ok bool) { return get[bool](t, key, "true or false") }

// Date returns a TOML local date, the zero date when it is absent. A date with a time or a zone is an error: dates are civil.
func (t *Table) Date(key string) civil.Date {
	v, ok := get[time.Time](t, key, "a date such as 2023-10-31, without quotes")
	if !ok {
		return civil.Date{}
	}
	if v.Location().String() != "date-local" || v.Year() == 0 {
		t.Errorf(key, "%q must be a date such as 2023-10-31, without a time", key)
		return civil.Date{}
	}
	return civil.In(v, v.Location())
}

// Strings returns a list of texts, nil when it is absent.
func (t *Table) Strings(key string) []string {
	list, ok := get[[]any](t, key, "a list of texts")
	if !ok {
		return nil
	}
	out := make([]string, 0, len(list))
	for _, item := range list {
		s, isText := item.(string)
		if !isText {
			t.Errorf(key, "%q must be a list of texts", key)
			return nil
		}
		out = append(out, s)
	}
	return out
}

// Localized returns texts by language: a table { ru = "…", en = "…" }, or one text for all languages under "".
func (t *Table) Localized(key string) map[string]string {
	if !t.has(key) {
		return nil
	}
	if text, ok := t.values[key].(string); ok {
		return map[string]string{"": text}
	}
	by := t.Table(key)
	if by == nil {
		return nil
	}
	out := map[string]string{}
	for _, lang := range by.Keys() {
		out[lang] = by.String(lang)
	}
	return out
}

// Table returns a table within the table, nil when it is absent.
func (t *Table) Table(key string) *Table {
	v, ok := get[map[string]any](t, key, "a table")
	if !ok {
		return nil
	}
	return t.sub(key, v)
}

// Tables returns an array of tables, nil when it is absent.
func (t *Table) Tables(key string) []*Table {
	list, ok := get[[]map[string]any](t, key, fmt.Sprintf("tables, each under [[%s]]", key))
	if !ok {
		return nil
	}
	out := make([]*Table, 0, len(list))
	for i, v := range list {
		out = append(out, t.sub(fmt.Sprintf("%s[%d]", key, i), v))
	}
	return out
}

func (t *Table) sub(key string, values map[string]any) *Table {
	s := &Table{rule: t.rule, path: t.join(key), pos: t.Pos(key), values: values, places: t.places, known: map[string]bool{}, spoilt: t.spoilt, diags: t.diags}
	t.subs = append(t.subs, s)
	return s
}

// Finish reports the keys that no accessor asked for, in this table and in those taken from it. also names keys that are
// known although nobody asked.
func (t *Table) Finish(also ...string) {
	names := append(slices.Sorted(maps.Keys(t.known)), also...)
	for _, key := range slices.Sorted(maps.Keys(t.values)) {
		if !slices.Contains(names, key) {
			t.unknown(key, names)
		}
	}
	for _, s := range t.subs {
		s.Finish()
	}
}

func (t *Table) unknown(key string, names []string) {
	near := diag.Nearest(key, names)
	if near == "" {
		t.fail(t.Pos(key), "known here: "+strings.Join(names, ", "), "unknown key %q", key)
		return
	}
	t.fail(t.Pos(key), "write "+near, "unknown key %q, did you mean %q?", key, near)
}
