package locale_test

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"candor/internal/diag"
	"candor/internal/locale"
)

// categories are the CLDR 48 plural categories of the shipped languages, written down a second time on purpose.
var categories = map[string]string{
	"ru": "few many one other", "uk": "few many one other", "pl": "few many one other", "ar": "few many one other two zero",
	"he": "one other two", "fr": "many one other", "es": "many one other", "pt": "many one other", "it": "many one other",
	"en": "one other", "kk": "one other", "de": "one other", "tr": "one other", "zh-Hans": "other", "ja": "other", "ko": "other",
}

func decode(t *testing.T, tag string) map[string]any {
	t.Helper()
	text, err := fs.ReadFile(theme, "i18n/"+tag+".toml")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if _, err := toml.Decode(string(text), &m); err != nil {
		t.Fatal(tag, err)
	}
	return m
}

func keysOf(m map[string]any) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func formsOf(v any) map[string]string {
	if s, ok := v.(string); ok {
		return map[string]string{"": s}
	}
	forms := map[string]string{}
	for k, s := range v.(map[string]any) {
		forms[k], _ = s.(string)
	}
	return forms
}

var placeholder = regexp.MustCompile(`\{[0-9]\}`)

func placeholdersOf(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// TestShippedComplete holds every catalogue to en: the same keys, the plural forms of the language and no other, the same
// placeholders, no mark-up.
func TestShippedComplete(t *testing.T) {
	english := decode(t, "en")
	for _, tag := range locale.Shipped() {
		m := decode(t, tag)
		for _, key := range keysOf(m) {
			if english[key] == nil {
				t.Errorf("%s: %s is not in en", tag, key)
			}
		}
		for _, key := range keysOf(english) {
			if m[key] == nil {
				t.Errorf("%s: %s is missing", tag, key)
				continue
			}
			checkMessage(t, tag, key, m[key], english[key])
		}
	}
}

func checkMessage(t *testing.T, tag, key string, value, english any) {
	t.Helper()
	if _, plural := english.(map[string]any); plural {
		table, ok := value.(map[string]any)
		if got := strings.Join(keysOf(table), " "); !ok || got != categories[tag] {
			t.Errorf("%s: %s has the plural forms %q, want %q", tag, key, got, categories[tag])
			return
		}
	} else if _, ok := value.(string); !ok {
		t.Errorf("%s: %s is not a text", tag, key)
		return
	}
	want := placeholdersOf(formsOf(english)["other"] + formsOf(english)[""])
	for form, text := range formsOf(value) {
		got := placeholdersOf(text)
		if form != "" && form != "other" && !slices.Contains(got, "{0}") && slices.Contains(want, "{0}") {
			got = append([]string{"{0}"}, got...) // "every month", "يومان": the word says the number
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %s, %q has the placeholders %q, want %q", tag, key, text, got, want)
		}
		if strings.TrimSpace(text) != text || text == "" || strings.ContainsAny(text, "<>&\"\n\t'") {
			t.Errorf("%s: %s, %q is empty, has mark-up, typewriter quotes or space at its ends", tag, key, text)
		}
		if regexp.MustCompile(`\{[0-9]\}\.`).MatchString(text) {
			t.Errorf("%s: %s, %q: a date with a full stop of its own may stand before the full stop", tag, key, text)
		}
	}
}

// TestShippedDigits looks for forms without {0} that serve several numbers, which a reader would be misled by: only "one"
// and "two" of languages where they hold 1 and 2 alone may say the number in words.
func TestShippedDigits(t *testing.T) {
	silent := map[string][]string{"one": {"en", "kk", "de", "es", "it", "tr", "ar", "he", "pl"}, "two": {"ar", "he"}}
	for _, tag := range locale.Shipped() {
		m := decode(t, tag)
		for _, key := range keysOf(m) {
			for form, text := range formsOf(m[key]) {
				if form == "" || strings.Contains(text, "{0}") || !strings.Contains(formsOf(m[key])["other"], "{0}") || slices.Contains(silent[form], tag) {
					continue
				}
				t.Errorf("%s: %s.%s is %q, but it serves more than one number", tag, key, form, text)
			}
		}
	}
}

func TestShippedFiles(t *testing.T) {
	files, err := fs.Glob(theme, "i18n/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		tag := strings.TrimSuffix(strings.TrimPrefix(f, "i18n/"), ".toml")
		if !slices.Contains(locale.Shipped(), tag) {
			t.Errorf("%s is not the catalogue of a shipped language", f)
		}
	}
	if got := shipped(t).Languages(); len(got) != len(locale.Shipped()) {
		t.Errorf("loaded %q, want the shipped languages", got)
	}
}

func TestLoadOverride(t *testing.T) {
	c, list := locale.Load(theme, fstest.MapFS{}, inLayer("ru", "nav_documents = \"Бумаги\"\ngeneral_days = { one = \"{0} сутки\", few = \"{0} суток\", many = \"{0} суток\", other = \"{0} суток\" }"),
		inLayer("be", `nav_documents = "Дакументы"`), inLayer("pt-BR", `nav_contacts = "Fale conosco"`))
	for _, d := range list {
		t.Error(d)
	}
	for _, x := range []struct{ got, want string }{
		{c.Printer("ru").Text("nav_documents"), "Бумаги"},
		{c.Printer("ru").Text("nav_changes"), "Изменения"},
		{c.Printer("ru").Plural("general_days", 5), "5 суток"},
		{c.Printer("be").Text("nav_documents"), "Дакументы"},
		{c.Printer("be").Text("nav_changes"), "Changes"},
		{c.Printer("be").Plural("general_days", 1), "1 day"}, // the English form by the English rule
		{c.Printer("pt-BR").Text("nav_contacts"), "Fale conosco"},
		{c.Printer("pt-BR").Text("nav_changes"), "Mudanças"},
		{c.Printer("pt").Text("nav_contacts"), "Contato"},
	} {
		if x.got != x.want {
			t.Errorf("got %q, want %q", x.got, x.want)
		}
	}
}

func TestLoadFaults(t *testing.T) {
	const english = "plain = \"Since {0}\"\nmany = { one = \"{0} day, {1}\", other = \"{0} days, {1}\" }\n"
	for _, c := range []struct{ name, file, text, want string }{
		{"not TOML", "ru.toml", "plain = \"с {0}\"\nmany = {", `i18n/ru.toml:2:9: error: not TOML: `},
		{"unclosed text", "ru.toml", "plain = \"с {0}\n", `i18n/ru.toml:1:`},
		{"key twice", "ru.toml", "plain = \"с {0}\"\nplain = \"с {0}\"\n", `i18n/ru.toml:2:`},
		{"not UTF-8", "ru.toml", "plain = \"\xff\"\n", `i18n/ru.toml:1:`},
		{"number", "ru.toml", "\n  plain = 1\n", `i18n/ru.toml:2:3: error: the message "plain" is neither a text nor a table of plural forms [catalogue]`},
		{"unknown form", "ru.toml", "many = { one = \"{0}{1}\", dual = \"{0}{1}\", few = \"{0}{1}\", many = \"{0}{1}\", other = \"{0}{1}\" }", `i18n/ru.toml:1:1: error: the message "many" has an unknown plural form "dual" [catalogue]`},
		{"form of another language", "de.toml", "many = { one = \"{0}{1}\", few = \"{0}{1}\", other = \"{0}{1}\" }", `i18n/de.toml:1:1: error: the message "many" has an unknown plural form "few" [catalogue]`},
		{"form not a text", "de.toml", "[many]\none = 1\nother = \"{0}{1}\"", `i18n/de.toml:1:2: error: the plural form "one" of the message "many" is not a text [catalogue]`},
		{"no other", "de.toml", "# dates\n\"many\" = { one = \"{0}{1}\" }", `i18n/de.toml:2:1: error: the message "many" lacks the plural form "other" [catalogue]`},
		{"missing form", "ru.toml", "many = { one = \"{0}{1}\", other = \"{0}{1}\" }", `i18n/ru.toml:1:1: warning: the message "many" lacks the plural form "few" of the language [catalogue]`},
		{"placeholder too many", "ru.toml", `plain = "с {0} по {1}"`, `i18n/ru.toml:1:1: error: the message "plain" has the placeholder "{1}", which the en message lacks [catalogue]`},
		{"placeholder missing", "ru.toml", `plain = "давно"`, `i18n/ru.toml:1:1: error: the message "plain" lacks the placeholder "{0}" of the en message [catalogue]`},
		{"placeholder missing in a form", "de.toml", `many = { one = "ein Tag", other = "{0} Tage, {1}" }`, `i18n/de.toml:1:1: error: the message "many" lacks the placeholder "{1}" of the en message [catalogue]`},
		{"brace", "ru.toml", `plain = "с {date} {0}"`, `i18n/ru.toml:1:1: error: the message "plain" has a brace that is no placeholder [catalogue]`},
		{"plural as text", "ru.toml", `many = "{0} {1}"`, `i18n/ru.toml:1:1: error: the message "many" must be a table of plural forms, as in the en catalogue [catalogue]`},
		{"text as plural", "ja.toml", `plain = { other = "{0}" }`, `i18n/ja.toml:1:1: error: the message "plain" must be a text, as in the en catalogue [catalogue]`},
		{"unknown key", "ru.toml", `plian = "с {0}"`, `i18n/ru.toml:1:1: warning: the message "plian" is not in the en catalogue, so nothing uses it [catalogue]`},
		{"file name", "russian_.toml", ``, `i18n/russian_.toml: error: "russian_" is not a BCP 47 language tag`},
		{"old tag", "iw.toml", ``, `i18n/iw.toml: error: the language tag "iw" is not in its canonical form [catalogue]`},
		{"long line", "ru.toml", "\n# " + strings.Repeat("a", 5000), `i18n/ru.toml:2:1: error: the line has more than 4096 bytes [catalogue]`},
		{"long dotted key", "ru.toml", "\n" + strings.Repeat("a.", 100) + "a = 1", `i18n/ru.toml:2:1: error: the line has more than 64 dots outside quotes [catalogue]`},
		{"dots in a text", "ru.toml", "plain = \"" + strings.Repeat(".", 100) + "\"", `i18n/ru.toml:1:1: error: the message "plain" lacks the placeholder`},
		{"large file", "ru.toml", strings.Repeat("# filler\n", 200000), `i18n/ru.toml: error: the file has more than 262144 bytes [catalogue]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			catalog, list := locale.Load(inLayer("en", english), fstest.MapFS{"i18n/" + c.file: {Data: []byte(c.text)}})
			if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return strings.HasPrefix(d.Error(), c.want) }) {
				t.Errorf("got %v\nwant %s", list, c.want)
			}
			for _, d := range list {
				if d.Rule != "catalogue" {
					t.Errorf("rule %q", d.Rule)
				}
			}
			// A message at fault is left out, so that the page speaks English rather than nonsense.
			tag := strings.TrimSuffix(c.file, ".toml")
			if list.Failed() && catalog.Printer(tag).Text("plain", "x") != "Since x" {
				t.Errorf("the faulty message is used: %q", catalog.Printer(tag).Text("plain", "x"))
			}
		})
	}
}

func TestLoadSeveralFaults(t *testing.T) {
	_, list := locale.Load(inLayer("en", `a = "{0}"`), inLayer("ru", "b = 1\na = \"\"\n"), inLayer("de", "a = 2"))
	if len(list) != 3 || !list.Failed() {
		t.Errorf("want all three faults at once, got %v", list)
	}
}

func TestLoadLayersNamed(t *testing.T) {
	_, list := locale.LoadLayers(locale.Layer{FS: inLayer("en", "a = 1"), Dir: "themes/plain"})
	if len(list) != 1 || list[0].Pos.File != "themes/plain/i18n/en.toml" {
		t.Errorf("got %v", list)
	}
}

func TestLoadIgnored(t *testing.T) {
	_, list := locale.Load(fstest.MapFS{"i18n/README": {}, "i18n/.ru.toml": {Data: []byte("=")}, "i18n/old/ru.toml": {Data: []byte("=")}, "templates/x": {}})
	if len(list) > 0 {
		t.Error(list)
	}
}

// broken is a layer whose folder cannot be read.
type broken struct{}

func (broken) Open(string) (fs.File, error) { return nil, errors.New("input/output error") }

func TestLoadUnreadable(t *testing.T) {
	c, list := locale.Load(broken{})
	if !list.Failed() || c == nil || c.Printer("ru").Text("x") != "⟦x⟧" {
		t.Errorf("got %v", list)
	}
}

func FuzzLoad(f *testing.F) {
	for _, seed := range []string{`a = "{0}"`, `a = { one = "x", other = "{0} x" }`, "[a]\nother = \"{\"", "a.b.c = 1", "\ufeffa = \"\"\r\n", "a = 'x", "a = [\n1,\n]", "[a]\nother=\"0\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, list := locale.Load(inLayer("en", `a = "{0}"`), inLayer("ru", text))
		lines := strings.Count(text, "\n") + 1
		for _, d := range list {
			if d.Pos.Line < 0 || d.Pos.Line > lines || d.Pos.Line > 0 && d.Pos.Col < 1 {
				t.Errorf("%v is outside the text %q", d, text)
			}
		}
		if got := c.Printer("ru").Text("a", "x"); !strings.Contains(got, "x") {
			t.Errorf("%q: a is %q", text, got)
		}
	})
}
