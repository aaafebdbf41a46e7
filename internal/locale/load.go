package locale

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/gohugoio/locales"

	"candor/internal/diag"
	"candor/internal/unseen"
)

// rule is the rule id of every diagnostic of a catalogue.
const rule = "catalogue"

// folder is where a layer keeps its catalogues.
const folder = "i18n"

// Limits of a catalogue, several times what the longest one needs. The TOML decoder takes quadratic time and memory over a
// long dotted key, which stands on one line.
const (
	maxFile = 256 << 10 // bytes
	maxLine = 4 << 10   // bytes
	maxDots = 64        // in a line, outside quotes
)

// quoted matches a TOML string on one line.
var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'`)

// Layer is a folder with catalogues and the name under which diagnostics speak of it.
type Layer struct {
	FS  fs.FS  // holds i18n/TAG.toml
	Dir string // put before the names of its files, such as "themes/plain"; "" for the center's own folder
}

// Load reads the catalogues of layers, each with files i18n/TAG.toml; a later layer overrides an earlier one key by key.
// A layer without the folder is empty. Bad TOML, unknown plural forms, and placeholders or a kind that differ from the en
// message are diagnostics of the rule "catalogue", and the message at fault is left out. The catalogue is never nil.
func Load(layers ...fs.FS) (*Catalog, diag.List) {
	named := make([]Layer, len(layers))
	for i, l := range layers {
		named[i] = Layer{FS: l}
	}
	return LoadLayers(named...)
}

// LoadLayers is Load for layers that are not in the center's own folder.
func LoadLayers(layers ...Layer) (*Catalog, diag.List) {
	var list diag.List
	var files []*file
	for _, l := range layers {
		files = append(files, readLayer(l, &list)...)
	}
	c := &Catalog{printers: map[string]*Printer{}, messages: map[string]map[string]*message{fallback: {}}}
	for _, english := range []bool{true, false} { // en first: the others are compared with it
		for _, f := range files {
			if (f.tag == fallback) == english {
				c.add(f, &list)
			}
		}
	}
	for tag := range c.messages {
		c.printers[tag] = c.newPrinter(tag)
	}
	list.Sort()
	return c, list
}

// file is a decoded catalogue.
type file struct {
	name, tag string
	text      string
	lines     *diag.Lines
	values    map[string]any
	offsets   map[string]int // of the top-level keys
}

// keyAtStart matches the first part of a key at the start of a line, or of a table's header.
var keyAtStart = regexp.MustCompile(`^(?:\x{FEFF})?[ \t\[]*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*[=.\]]`)

// findKeys notes where each top-level key stands first.
func (f *file) findKeys() {
	f.offsets = make(map[string]int, len(f.values))
	offset := 0
	for line := range strings.Lines(f.text) {
		if m := keyAtStart.FindStringSubmatchIndex(line); m != nil {
			key := strings.Trim(line[m[2]:m[3]], `"'`)
			if _, seen := f.offsets[key]; !seen {
				f.offsets[key] = offset + m[2]
			}
		}
		offset += len(line)
	}
}

// pos returns the place of a top-level key, the file as a whole for one that is written with escapes.
func (f *file) pos(key string) diag.Pos {
	if offset, ok := f.offsets[key]; ok {
		return f.lines.Pos(offset)
	}
	return diag.Pos{File: f.name}
}

func readLayer(l Layer, list *diag.List) []*file {
	entries, err := fs.ReadDir(l.FS, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		list.Errorf(diag.Pos{File: path.Join(l.Dir, folder)}, rule, "cannot read the folder: %v", err)
		return nil
	}
	var files []*file
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".toml" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if f := readFile(l, e.Name(), list); f != nil {
			files = append(files, f)
		}
	}
	return files
}

// readFile decodes one catalogue, or says what is wrong with it and returns nil.
func readFile(l Layer, name string, list *diag.List) *file {
	f := &file{name: path.Join(l.Dir, folder, name), tag: strings.TrimSuffix(name, ".toml")}
	whole := diag.Pos{File: f.name}
	if canonical, err := ParseTag(f.tag); err != nil {
		list.Add(diag.Diagnostic{Pos: whole, Rule: rule, Message: err.Error(), Hint: "name the file after the language, such as pt-BR.toml"})
		return nil
	} else if canonical != f.tag {
		list.Add(diag.Diagnostic{Pos: whole, Rule: rule, Message: fmt.Sprintf("the language tag %q is not in its canonical form", f.tag),
			Hint: fmt.Sprintf("rename the file to %q", canonical+".toml")})
		return nil
	}
	text, err := fs.ReadFile(l.FS, path.Join(folder, name))
	if err != nil {
		list.Errorf(whole, rule, "cannot read the file: %v", err)
		return nil
	}
	f.text, f.lines = string(text), diag.NewLines(f.name, text, 1)
	if d, ok := f.tooLarge(); ok {
		list.Add(d)
		return nil
	}
	if _, err := toml.Decode(f.text, &f.values); err != nil {
		list.Add(f.syntax(err))
		return nil
	}
	f.findKeys()
	f.reportUnseen(list)
	return f
}

// reportUnseen says which messages hold a character that nobody sees, or that means nothing to readers, and takes out what may not stand in a page.
func (f *file) reportUnseen(list *diag.List) {
	for _, key := range sortedKeys(f.values) {
		forms, _ := f.values[key].(map[string]any)
		if text, ok := f.values[key].(string); ok {
			f.values[key] = f.seen(key, text, list)
		}
		for _, form := range sortedKeys(forms) {
			if text, ok := forms[form].(string); ok {
				forms[form] = f.seen(key, text, list)
			}
		}
	}
}

func (f *file) seen(key, text string, list *diag.List) string {
	c, ok := unseen.First([]byte(text), 0)
	if !ok {
		return text
	}
	list.Add(diag.Diagnostic{Pos: f.pos(key), Rule: rule, Message: fmt.Sprintf("the message %q holds %s", key, c.Name), Hint: "delete it: readers see nothing there, or a box"})
	return unseen.Without(text)
}

// tooLarge says what the decoder should not be given.
func (f *file) tooLarge() (diag.Diagnostic, bool) {
	if len(f.text) > maxFile {
		return diag.Diagnostic{Pos: diag.Pos{File: f.name}, Rule: rule, Message: fmt.Sprintf("the file has more than %d bytes", maxFile)}, true
	}
	offset := 0
	for line := range strings.Lines(f.text) {
		if len(line) > maxLine {
			return diag.Diagnostic{Pos: f.lines.Pos(offset), Rule: rule, Message: fmt.Sprintf("the line has more than %d bytes", maxLine),
				Hint: "keep each message short"}, true
		}
		if strings.Count(line, ".") > maxDots && strings.Count(quoted.ReplaceAllLiteralString(line, ""), ".") > maxDots {
			return diag.Diagnostic{Pos: f.lines.Pos(offset), Rule: rule, Message: fmt.Sprintf("the line has more than %d dots outside quotes", maxDots),
				Hint: "a key has no dots"}, true
		}
		offset += len(line)
	}
	return diag.Diagnostic{}, false
}

// syntax turns an error of the decoder into a diagnostic, at its place where it has one.
func (f *file) syntax(err error) diag.Diagnostic {
	d := diag.Diagnostic{Pos: diag.Pos{File: f.name}, Rule: rule, Message: "not TOML: " + strings.TrimPrefix(err.Error(), "toml: ")}
	var parse toml.ParseError
	if errors.As(err, &parse) {
		d.Message = "not TOML: " + strings.TrimSuffix(parse.Message, ".")
		if parse.Message == "" {
			d.Message = "not TOML: " + strings.TrimPrefix(parse.Error(), "toml: ")
		}
		d.Pos = f.lines.Pos(min(max(parse.Position.Start, 0), len(f.text)))
	}
	return d
}

// add puts the messages of a file into the catalogue, over those of earlier layers.
func (c *Catalog) add(f *file, list *diag.List) {
	if c.messages[f.tag] == nil {
		c.messages[f.tag] = map[string]*message{}
	}
	s := speechOf(f.tag)
	for _, key := range sortedKeys(f.values) {
		m, found := f.message(key, s)
		if !found.Failed() {
			found.Add(c.compare(f, key, m)...)
		}
		list.Add(found...)
		if m != nil && !found.Failed() {
			c.messages[f.tag][key] = m
		}
	}
}

// message reads the value of a key, or says what is wrong with it.
func (f *file) message(key string, s *speech) (*message, diag.List) {
	var list diag.List
	m := &message{speech: s}
	switch value := f.values[key].(type) {
	case string:
		m.text = value
		f.checkBraces(key, value, &list)
	case map[string]any:
		m.forms = f.forms(key, value, s, &list)
	default:
		list.Add(diag.Diagnostic{Pos: f.pos(key), Rule: rule, Message: fmt.Sprintf("the message %q is neither a text nor a table of plural forms", key),
			Hint: `write key = "text", or key = { one = "…", other = "…" }`})
	}
	return m, list
}

// categoryRules are the names of CLDR's plural categories.
var categoryRules = map[string]locales.PluralRule{
	"zero": locales.PluralRuleZero, "one": locales.PluralRuleOne, "two": locales.PluralRuleTwo,
	"few": locales.PluralRuleFew, "many": locales.PluralRuleMany, "other": locales.PluralRuleOther,
}

func (f *file) forms(key string, value map[string]any, s *speech, list *diag.List) *forms {
	out := &forms{}
	known := s.categories()
	if known == nil {
		known = sortedKeys(categoryRules)
	}
	for _, category := range sortedKeys(value) {
		text, isText := value[category].(string)
		switch {
		case !slices.Contains(known, category):
			list.Add(diag.Diagnostic{Pos: f.pos(key), Rule: rule, Message: fmt.Sprintf("the message %q has an unknown plural form %q", key, category),
				Hint: fmt.Sprintf("the forms of %s are: %s", f.tag, strings.Join(known, ", "))})
		case !isText:
			list.Errorf(f.pos(key), rule, "the plural form %q of the message %q is not a text", category, key)
		default:
			out[categoryRules[category]] = text
			f.checkBraces(key, text, list)
		}
	}
	f.checkForms(key, out, s, list)
	return out
}

// checkForms finds forms that are absent: "other" serves every number, so it must be there; the rest is a warning.
func (f *file) checkForms(key string, out *forms, s *speech, list *diag.List) {
	if out[locales.PluralRuleOther] == "" {
		list.Add(diag.Diagnostic{Pos: f.pos(key), Rule: rule, Message: fmt.Sprintf("the message %q lacks the plural form \"other\"", key),
			Hint: "it is used where no other form fits"})
	}
	for _, category := range s.categories() {
		if category != "other" && out[categoryRules[category]] == "" {
			list.Add(diag.Diagnostic{Pos: f.pos(key), Severity: diag.Warning, Rule: rule,
				Message: fmt.Sprintf("the message %q lacks the plural form %q of the language", key, category), Hint: "\"other\" is used instead"})
		}
	}
}

// checkBraces reports braces that are no placeholder: they are most likely a misspelt one.
func (f *file) checkBraces(key, text string, list *diag.List) {
	for {
		before, _, after, ok := cutPlaceholder(text)
		if strings.ContainsAny(before, "{}") {
			list.Add(diag.Diagnostic{Pos: f.pos(key), Rule: rule, Message: fmt.Sprintf("the message %q has a brace that is no placeholder", key),
				Hint: "placeholders are {0} to {9}"})
			return
		}
		if !ok {
			return
		}
		text = after
	}
}

// compare holds a message against the en message of its key: the same kind, the same placeholders.
func (c *Catalog) compare(f *file, key string, m *message) diag.List {
	var list diag.List
	english := c.messages[fallback][key]
	switch {
	case english == nil && f.tag == fallback:
	case english == nil:
		d := diag.Diagnostic{Pos: f.pos(key), Severity: diag.Warning, Rule: rule, Message: fmt.Sprintf("the message %q is not in the en catalogue, so nothing uses it", key)}
		if near := diag.Nearest(key, sortedKeys(c.messages[fallback])); near != "" {
			d.Hint = fmt.Sprintf("did you mean %q", near)
		}
		list.Add(d)
	case (english.forms == nil) != (m.forms == nil):
		want := "a text"
		if english.forms != nil {
			want = "a table of plural forms"
		}
		list.Errorf(f.pos(key), rule, "the message %q must be %s, as in the en catalogue", key, want)
	default:
		c.comparePlaceholders(f, key, m, english, &list)
	}
	return list
}

// comparePlaceholders wants the placeholders of the en message in the text and in the form "other". The form of a single
// number may leave out {0} ("every month").
func (c *Catalog) comparePlaceholders(f *file, key string, m, english *message, list *diag.List) {
	want := placeholders(english.main())
	for _, text := range m.texts() {
		have := placeholders(text)
		for n := range 10 {
			switch {
			case have[n] && !want[n]:
				list.Add(diag.Diagnostic{Pos: f.pos(key), Rule: rule, Message: fmt.Sprintf("the message %q has the placeholder \"{%d}\", which the en message lacks", key, n),
					Hint: fmt.Sprintf("the en message is %q", english.main())})
			case want[n] && !have[n] && (n > 0 || m.forms == nil || text == m.main()):
				list.Add(diag.Diagnostic{Pos: f.pos(key), Rule: rule, Message: fmt.Sprintf("the message %q lacks the placeholder \"{%d}\" of the en message", key, n),
					Hint: fmt.Sprintf("the en message is %q", english.main())})
			}
		}
	}
}

// main returns the text, or the form "other", of a message.
func (m *message) main() string {
	if m.forms == nil {
		return m.text
	}
	return m.forms[locales.PluralRuleOther]
}

// texts returns the text, or the forms that are there, of a message.
func (m *message) texts() []string {
	if m.forms == nil {
		return []string{m.text}
	}
	var out []string
	for _, text := range m.forms {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// placeholders says which of {0} to {9} a text has.
func placeholders(text string) [10]bool {
	var found [10]bool
	for {
		_, n, after, ok := cutPlaceholder(text)
		if !ok {
			return found
		}
		found[n] = true
		text = after
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
