package locale

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gohugoio/locales"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"candor/internal/civil"
)

// message is one entry of a catalogue: a text, or the forms of a plural.
type message struct {
	text   string
	forms  *forms  // nil: not a plural
	speech *speech // of the language that the words are in, which is not the printer's when the message is a fallback
}

// forms are the texts of a plural message by category; an absent one is "".
type forms [locales.PluralRuleOther + 1]string

// Catalog holds the messages of every language that was loaded. It does not change after [Load].
type Catalog struct {
	printers map[string]*Printer            // of the loaded languages
	messages map[string]map[string]*message // tag, key
}

// Printer writes texts in one language. It does not change and may be used by several goroutines.
type Printer struct {
	lang     string
	words    string // see Words
	speech   *speech
	messages map[string]*message // fallbacks included
}

// Printer returns the printer for a language tag. It is never nil: each key falls back to the tag's parents and then to
// en, so that a language without a catalogue speaks English.
func (c *Catalog) Printer(tag string) *Printer {
	if p, ok := c.printers[tag]; ok {
		return p
	}
	return c.newPrinter(tag)
}

func (c *Catalog) newPrinter(tag string) *Printer {
	p := &Printer{lang: tag, words: c.Words(tag), speech: speechOf(tag), messages: make(map[string]*message, len(c.messages[fallback]))}
	for _, parent := range parents(tag) {
		for key, m := range c.messages[parent] {
			if _, ok := p.messages[key]; !ok {
				p.messages[key] = m
			}
		}
	}
	return p
}

// Words returns the language in which a language's messages are: the tag itself where it, or a wider tag of the same language and script,
// has a catalogue, else the one that stands in for it. Of a catalogue that lacks messages the rest is in the language that stands in.
func (c *Catalog) Words(tag string) string {
	for _, parent := range parents(tag) {
		if len(c.messages[parent]) == 0 {
			continue
		}
		if tag != "" && alike(tag, parent) {
			return tag
		}
		return parent
	}
	return fallback
}

// Lacks returns how many of the messages a language has no words of its own for, and the first of them.
func (c *Catalog) Lacks(tag string) (n int, first string) {
	for _, key := range sortedKeys(c.messages[fallback]) {
		if slices.ContainsFunc(parents(tag), func(parent string) bool { return alike(tag, parent) && c.messages[parent][key] != nil }) {
			continue
		}
		if n++; n == 1 {
			first = key
		}
	}
	return n, first
}

// alike reports whether two tags are of one language in one script.
func alike(a, b string) bool {
	s, t := language.Make(a), language.Make(b)
	base, _ := s.Base()
	other, _ := t.Base()
	script, _ := s.Script()
	writing, _ := t.Script()
	return base == other && script == writing
}

// Languages returns the tags of the languages that have a catalogue, sorted.
func (c *Catalog) Languages() []string { return sortedKeys(c.messages) }

// Lang returns the tag that the printer was asked for.
func (p *Printer) Lang() string { return p.lang }

// Words returns the language that the printer's words are in: its own, or the one that stands in for it ([Catalog.Words]).
func (p *Printer) Words() string { return p.words }

// Has reports whether a key has a message, in the printer's language or in one that it falls back to.
func (p *Printer) Has(key string) bool { return p.messages[key] != nil }

// Text returns the message of a key with {0}, {1} … replaced by args: a string as it is, an int and a [civil.Date] (long)
// as the language writes them, anything else as fmt.Sprint does. A plural message gives its form "other"; an unknown key
// gives the key in ⟦ ⟧, which a reader of the page cannot overlook.
func (p *Printer) Text(key string, args ...any) string {
	m := p.messages[key]
	if m == nil {
		return unknown(key)
	}
	text := m.text
	if m.forms != nil {
		text = m.forms[locales.PluralRuleOther]
	}
	return m.speech.fill(text, "", 0, args)
}

// Plural returns the form of a message for n things (CLDR cardinal rules): {0} is n as the language writes it, {1} … are
// args, as in Text. A message that has no forms is used as it is.
func (p *Printer) Plural(key string, n int, args ...any) string {
	return p.PluralShown(key, n, "", args...)
}

// PluralShown is Plural with {0} shown as a caller wants it, say with mark-up round the number. An empty shown is n as the
// language writes it.
func (p *Printer) PluralShown(key string, n int, shown string, args ...any) string {
	m := p.messages[key]
	if m == nil {
		return unknown(key)
	}
	if shown == "" {
		shown = m.speech.number(n)
	}
	text := m.text
	if m.forms != nil {
		if text = m.forms[m.speech.plural(n)]; text == "" {
			text = m.forms[locales.PluralRuleOther]
		}
	}
	return m.speech.fill(text, shown, 1, args)
}

func unknown(key string) string { return "⟦" + key + "⟧" }

// Date returns a date in the long form of the language (CLDR 48), with no-break spaces so that it stays whole:
// "31 октября 2023 г.". No date gives "".
func (p *Printer) Date(d civil.Date) string { return p.speech.dateLong(d) }

// DateShort returns a date in numbers, for tables: "02.06.2025". No date gives "".
func (p *Printer) DateShort(d civil.Date) string { return p.speech.dateShort(d) }

// Number returns a whole number with the separators of the language.
func (p *Printer) Number(n int) string { return p.speech.number(n) }

// List joins items as the language does: "a, b and c" (the general_list_ messages).
func (p *Printer) List(items []string) string {
	return p.join(items, "general_list_pair", "general_list_end")
}

// ListOr joins alternatives as the language does: "a, b or c" (the general_or_ messages).
func (p *Printer) ListOr(items []string) string {
	return p.join(items, "general_or_pair", "general_or_end")
}

func (p *Printer) join(items []string, pair, end string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return p.Text(pair, items[0], items[1])
	}
	last := len(items) - 1
	joined := items[0]
	for _, item := range items[1:last] {
		joined = p.Text("general_list_middle", joined, item)
	}
	return p.Text(end, joined, items[last])
}

// LanguageName returns the name of another language in the printer's language, as running text has it: "казахский". Where
// it is not known the language's own name stands in.
func (p *Printer) LanguageName(tag string) string {
	if tag == "sr-Latn" {
		tag = "sr" // as in SelfName
	}
	theirs, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if ours, err := language.Parse(p.lang); err == nil {
		if names := display.Languages(ours); names != nil {
			if name := display.Tags(ours).Name(theirs); name != "" {
				return name
			}
		}
	}
	return SelfName(tag)
}

// fill replaces the placeholders of a text: {0} by zero when base is 1, the others by args counted from base. A
// placeholder without an argument stays. Where an argument ends with a full stop, as Russian dates do, a full stop that
// follows it is dropped.
func (s *speech) fill(text, zero string, base int, args []any) string {
	if strings.IndexByte(text, '{') < 0 {
		return text
	}
	var b strings.Builder
	for {
		before, n, after, ok := cutPlaceholder(text)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		shown := s.argument(n, zero, base, args)
		b.WriteString(shown)
		if strings.HasSuffix(shown, ".") {
			after = strings.TrimPrefix(after, ".")
		}
		text = after
	}
}

func (s *speech) argument(n int, zero string, base int, args []any) string {
	switch i := n - base; {
	case i < 0:
		return zero
	case i >= len(args):
		return fmt.Sprintf("{%d}", n)
	default:
		switch arg := args[i].(type) {
		case string:
			return arg
		case int:
			return s.number(arg)
		case civil.Date:
			return s.dateLong(arg)
		default:
			return fmt.Sprint(arg)
		}
	}
}

// cutPlaceholder splits a text at its first placeholder, {0} to {9}. Other braces are text.
func cutPlaceholder(text string) (before string, n int, after string, ok bool) {
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '{' && text[i+1] >= '0' && text[i+1] <= '9' && text[i+2] == '}' {
			return text[:i], int(text[i+1] - '0'), text[i+3:], true
		}
	}
	return text, 0, "", false
}
