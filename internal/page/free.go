package page

import (
	"html/template"

	"candor/internal/locale"
)

// Free is a free page.
type Free struct {
	Frame
	TextLang, TextDir string
	Article           template.HTML
}

// Missing is the page for an address that is not there.
type Missing struct{ Frame }

// freeLanguage is the language in which a free page is shown: the page's own, else the first of the center's that has it.
func (p *planner) freeLanguage(name string) string {
	if _, _, ok := p.Texts.Free(name, p.lang); ok {
		return p.lang
	}
	for _, other := range p.set.languages {
		if _, _, ok := p.Texts.Free(name, other); ok {
			return other
		}
	}
	return p.lang
}

func (p *planner) free(name, lang string) Free {
	a, heading, _ := p.Texts.Free(name, lang)
	d := Free{Frame: p.frame("/"+name+"/", heading, name, lang != p.lang), TextLang: lang, TextDir: locale.Direction(lang), Article: a.HTML}
	d.Canonical = p.set.Absolute(lang, d.Address)
	d.real(p.set, func(lang string) bool {
		_, _, ok := p.Texts.Free(name, lang)
		return ok
	})
	p.untranslated(&d.Frame)
	return d
}

func (p *planner) missing() Missing {
	f := p.frame("/", p.print.Text("missing_title"), "", true)
	f.Canonical, f.Alternates = "", nil // it answers for every address that is not there
	return Missing{f}
}
