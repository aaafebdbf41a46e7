package site

import (
	"fmt"

	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/locale"
)

const wordsRule = "language-words"

// unspoken says for which languages of the center the theme has no words, or not all: what is missing stands on their pages in the language
// that stands in.
func unspoken(c *config.Config, catalog *locale.Catalog) diag.List {
	var out diag.List
	for _, l := range c.Languages {
		d := diag.Diagnostic{Pos: l.Pos, Severity: diag.Warning, Rule: wordsRule}
		n, first := catalog.Lacks(l.Tag)
		switch words := catalog.Words(l.Tag); {
		case words != l.Tag:
			d.Message = fmt.Sprintf("the theme has no catalogue of %q: the words around its texts are in %q", l.Tag, words)
		case n > 0:
			d.Message = fmt.Sprintf("the theme's catalogue of %q lacks %d messages, %q the first: they are shown in a language that stands in", l.Tag, n, first)
		default:
			continue
		}
		d.Hint = fmt.Sprintf("add a catalogue, themes/%s/i18n/%s.toml", c.Theme, l.Tag)
		if c.Theme == "default" {
			d.Hint = fmt.Sprintf("add a catalogue, themes/NAME/i18n/%s.toml, and theme = \"NAME\" in config.toml", l.Tag)
		}
		out.Add(d)
	}
	return out
}
