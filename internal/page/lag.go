package page

import (
	"html/template"

	"candor/internal/locale"
	"candor/internal/policy"
)

// Lag says above a translation that stayed behind of which day its wording is, what it lacks, and where the whole text is.
type Lag struct {
	Line    template.HTML // which wording the text is
	Lead    string        // introduces Missing, "" where what is missing is not known
	Missing []Missed      // the newest first
	Whole   template.HTML // the languages in which the text is whole, as links
	Compare *Link         // to the comparison of the originals, nil for none
}

// Missed is a version, or a correction, whose words a translation lacks.
type Missed struct {
	Link      Link // to the version
	Changes   []string
	Lang, Dir string // of Changes
}

// lag says what a text of an edition lacks, nil where it lacks nothing.
func (p *planner) lag(s *policy.Standing, e *policy.Edition, w *policy.Wording) *Lag {
	behind := s.Lag(e, w)
	if behind == nil {
		return p.uncorrected(s, e, w)
	}
	out := &Lag{Line: p.say("lag_unknown", p.print.LanguageName(w.Text.Lang)), Whole: p.whole(s, e)}
	if behind.Of != nil {
		out.Line, out.Lead = p.say("lag_line", p.print.LanguageName(w.Text.Lang), behind.Of.From), p.print.Text("lag_missing")
	}
	if behind.Of != nil && e == s.InForce && s.Ended == nil {
		out.Lead = p.print.Text("lag_policy_changed")
	}
	for _, missing := range behind.Missing {
		out.Missing = append(out.Missing, p.missed(s, missing))
	}
	if pair, ok := p.pairOf(s, behind.Of, e); ok {
		l := p.toComparison(s, pair, p.print.Text("changelog_compare"))
		out.Compare = &l
	}
	return out
}

// missed is a version that a text lacks: what people were told of it, or its link alone where nothing was.
func (p *planner) missed(s *policy.Standing, e *policy.Edition) Missed {
	m := Missed{Link: Link{Text: p.print.Text("version_of", p.name(s, e)), Address: address(e)}}
	if e.Draft() {
		m.Link.Text = p.print.Text("version_this")
	}
	m.Changes, m.Lang = p.changesTold(e)
	m.Dir = locale.Direction(m.Lang)
	return m
}

// changesTold is what people are told has changed by a version: in the page's language where that was said, else in that of the original.
func (p *planner) changesTold(e *policy.Edition) (changes []string, lang string) {
	w, _ := p.wording(e)
	if changes := changesOf(w); len(changes) > 0 {
		return changes, w.Text.Lang
	}
	return changesOf(&e.Languages[0]), e.Languages[0].Text.Lang
}

// uncorrected says that the original was corrected in what counts, such as a number, and a translation was not; nil otherwise.
func (p *planner) uncorrected(s *policy.Standing, e *policy.Edition, w *policy.Wording) *Lag {
	var out *Lag
	for _, c := range e.Uncorrected(w) {
		if !c.Front.NotMaterial {
			continue
		}
		lang := e.Languages[0].Text.Lang
		out = &Lag{Line: p.say("lag_corrected", c.Corrects), Lead: p.print.Text("lag_missing"), Whole: p.whole(s, e),
			Missing: []Missed{{Link: Link{Text: p.print.Text("correction_heading"), URL: p.set.URL(lang, address(e)+"#corrections")}, Changes: []string{c.Front.Reason}, Lang: lang, Dir: locale.Direction(lang)}}}
	}
	return out
}

// whole are the languages in which the text of an edition lacks nothing, each a link to it.
func (p *planner) whole(s *policy.Standing, e *policy.Edition) template.HTML {
	key, at := "lag_version", address(e)
	if e == s.InForce && s.Ended == nil {
		key, at = "lag_current", "/"+s.ID+"/"
	}
	var list template.HTML
	for i := range e.Languages {
		w := &e.Languages[i]
		if s.Lag(e, w) != nil || i > 0 && len(e.Uncorrected(w)) > 0 {
			continue
		}
		link := template.HTML(`<a href="` + template.HTMLEscapeString(p.set.URL(w.Text.Lang, at)) + `" hreflang="` + template.HTMLEscapeString(w.Text.Lang) + `">` +
			template.HTMLEscapeString(p.print.LanguageName(w.Text.Lang)) + `</a>`)
		if list != "" {
			link = p.say("general_list_middle", list, link)
		}
		list = link
	}
	return p.say(key, list)
}

// behindLine says in a sentence of which day the text of an edition is in the page's language, "" where that is the edition's own wording.
func (p *planner) behindLine(s *policy.Standing, e *policy.Edition, key string) string {
	w := e.Text(p.lang)
	if w == nil {
		return ""
	}
	behind := s.Lag(e, w)
	switch {
	case behind == nil:
		return ""
	case behind.Of == nil:
		return p.print.Text("lag_unknown", p.print.LanguageName(p.lang))
	}
	return p.print.Text(key, p.print.LanguageName(p.lang), behind.Of.From)
}

// toComparison is the link to a redline: in the page's language, or where its text stayed behind to that of the originals, which it names.
func (p *planner) toComparison(s *policy.Standing, pair Pair, words string) Link {
	lang, own := comparing(s, pair, p.lang)
	if own || lang == p.lang || missing(pair, p.lang) {
		return Link{Text: words, Address: pair.Address}
	}
	return Link{Text: p.print.Text("redline_in_language", words, p.print.LanguageName(lang)), URL: p.set.URL(lang, pair.Address), Hreflang: lang}
}

// comparing is the language in which two versions are compared for readers of one: theirs where that shows what changed, else that of the
// original.
func comparing(s *policy.Standing, pair Pair, lang string) (in string, own bool) {
	if s.Comparable(pair.From, pair.To, lang) {
		return lang, true
	}
	for _, original := range []string{pair.To.Languages[0].Text.Lang, pair.From.Languages[0].Text.Lang} {
		if s.Comparable(pair.From, pair.To, original) {
			return original, false
		}
	}
	return pair.To.Languages[0].Text.Lang, false
}

// missing reports whether one of two versions has no text in a language.
func missing(pair Pair, lang string) bool {
	return pair.From.Text(lang) == nil || pair.To.Text(lang) == nil
}

// pairOf is the redline between two versions, from the older one to the newer.
func (p *planner) pairOf(s *policy.Standing, from, to *policy.Edition) (pair Pair, ok bool) {
	for _, pair := range p.set.byID[s.ID].pairs {
		if pair.From == from && pair.To == to {
			return pair, true
		}
	}
	return Pair{}, false
}
