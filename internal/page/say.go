package page

import (
	"html/template"
	"strings"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/policy"
)

// numeric is a date to be written in numbers.
type numeric civil.Date

// phrase is words of a source: they need not be in the page's language.
type phrase struct{ text, lang string }

// say returns a message as HTML: a day in it is a <time>, words in another language have their lang and dir.
func (p *planner) say(key string, args ...any) template.HTML {
	return p.dress(args, func(args []any) string { return p.print.Text(key, args...) })
}

// count is say for a message that counts n things.
func (p *planner) count(key string, n int, args ...any) template.HTML {
	return p.dress(args, func(args []any) string { return p.print.Plural(key, n, args...) })
}

// dress fills a message with marks in place of what needs an element, since messages are plain text, and then replaces the marks.
func (p *planner) dress(args []any, fill func(args []any) string) template.HTML {
	plain, pairs := make([]any, len(args)), []string(nil)
	for i, arg := range args {
		element := ""
		switch a := arg.(type) {
		case civil.Date:
			element = string(p.day(a))
		case numeric:
			d := civil.Date(a)
			element = `<time datetime="` + d.String() + `">` + template.HTMLEscapeString(p.print.DateShort(d)) + `</time>`
		case template.HTML:
			element = string(a)
		case phrase:
			element = string(p.words(a.text, a.lang))
		default:
			plain[i] = a
			continue
		}
		mark := string(rune('\ue010' + i))
		plain[i], pairs = mark, append(pairs, mark, element)
	}
	return template.HTML(strings.NewReplacer(pairs...).Replace(template.HTMLEscapeString(fill(plain))))
}

// day returns a date in words as HTML, "" for none.
func (p *planner) day(d civil.Date) template.HTML {
	if d.IsZero() {
		return ""
	}
	return template.HTML(`<time datetime="` + d.String() + `">` + template.HTMLEscapeString(p.print.Date(d)) + `</time>`)
}

// words returns words as HTML, with their language where it is not the page's.
func (p *planner) words(text, lang string) template.HTML {
	escaped := template.HTMLEscapeString(text)
	if lang == p.voice || lang == "" || text == "" {
		return template.HTML(escaped)
	}
	return template.HTML(`<span lang="` + template.HTMLEscapeString(lang) + `" dir="` + locale.Direction(lang) + `">` + escaped + `</span>`)
}

// titled is the title of a text, as a phrase.
func titled(w *policy.Wording) phrase { return phrase{Title(w), w.Text.Lang} }

// localized chooses from a text by language: the page's, the one for all, the policy's, the first of the center's that there is.
func (p *planner) localized(texts map[string]string, prevailing string) phrase {
	for _, lang := range append([]string{p.lang, "", prevailing}, p.set.languages...) {
		if text := texts[lang]; text != "" {
			return phrase{text, lang}
		}
	}
	return phrase{}
}
