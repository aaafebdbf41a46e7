package page

import (
	"html/template"
	"slices"

	"candor/internal/locale"
	"candor/internal/policy"
)

// Pair is two versions of which the site has a redline.
type Pair struct {
	Address  string
	From, To *policy.Edition
	Since    bool // the page at /since/, from a version to the text in force
}

// Redline is the comparison of two versions.
type Redline struct {
	Frame
	PolicyTitle, PolicyAddress string
	Before, After              Row
	Steps                      []Change // what people were told of every version on the way, the newest first
	TextLang, TextDir          string
	Note                       string        // says that the original texts are compared, or why no texts are
	Instead                    *Link         // to the comparison of the originals where one in this language would not show what changed; nil where one is shown
	Taken                      []string      // which version words were taken out of
	BeforeLag, AfterLag        string        // of which day the text of a version is, where it stayed behind
	Counts, Contents, Article  template.HTML // "" with Instead
}

// Pairs returns the redlines of a policy (docs/formats.md, section 4): for each version from the one that was in force on its published date, and
// from the one that it replaced on its effective date; with all, of every pair; and from each earlier version to the one in force.
func Pairs(s *policy.Standing, all bool) []Pair {
	var out []Pair
	type ends struct {
		from, to *policy.Edition
		since    bool
	}
	seen := map[ends]bool{}
	add := func(p Pair) {
		if key := (ends{p.From, p.To, p.Since}); p.From != nil && p.From != p.To && !seen[key] {
			seen[key] = true
			out = append(out, p)
		}
	}
	oldest := slices.Clone(s.Editions)
	slices.Reverse(oldest)
	for i, to := range oldest {
		if to.Draft() {
			if s.InForce != nil {
				add(compared(s, s.InForce, to))
			}
			continue
		}
		var replaced, then *policy.Edition
		for _, e := range oldest[:i] {
			if e.Draft() || e.Cancel != nil {
				continue
			}
			replaced = e
			if !e.From.After(to.Published) {
				then = e
			}
			if all {
				add(compared(s, e, to))
			}
		}
		for _, from := range []*policy.Edition{then, replaced} {
			if from != nil {
				add(compared(s, from, to))
			}
		}
	}
	for _, e := range oldest {
		if s.InForce != nil && e.State == policy.Superseded && e != s.InForce {
			add(Pair{Address: "/" + s.ID + "/since/" + e.ID + "/", From: e, To: s.InForce, Since: true})
		}
	}
	return out
}

func compared(s *policy.Standing, from, to *policy.Edition) Pair {
	return Pair{Address: "/" + s.ID + "/compare/" + from.ID + ".." + to.ID + "/", From: from, To: to}
}

// Redline returns the whole address, for readers of a language, of the redline that leads to an edition of the policy from the one that held
// when it was announced, "" for none.
func (s *Set) Redline(lang string, st *policy.Standing, to *policy.Edition) string {
	for _, p := range s.planners {
		if l := p.redline(st, to, ""); l != nil && p.lang == lang {
			return s.AbsoluteLink(lang, *l)
		}
	}
	return ""
}

// redline is the link to the redline that leads to an edition from the one that held when it was announced, nil for none.
func (p *planner) redline(s *policy.Standing, to *policy.Edition, words string) *Link {
	pair, ok := p.pair(s, to)
	if !ok {
		return nil
	}
	l := p.toComparison(s, pair, words)
	return &l
}

// pair is the redline that leads to an edition from the one that held when it was announced.
func (p *planner) pair(s *policy.Standing, to *policy.Edition) (pair Pair, ok bool) {
	for _, pair := range p.set.byID[s.ID].pairs {
		if pair.To == to && !pair.Since {
			return pair, true
		}
	}
	return Pair{}, false
}

// compared are the wordings that a redline in this language compares: its own, or where they do not show what changed the original ones.
func (p *planner) compared(s *policy.Standing, pair Pair) (old, now *policy.Wording, own bool) {
	lang, own := comparing(s, pair, p.lang)
	if old, now = pair.From.Text(lang), pair.To.Text(lang); old != nil && now != nil {
		return old, now, own
	}
	return &pair.From.Languages[0], &pair.To.Languages[0], false
}

func (p *planner) comparison(s *policy.Standing, pair Pair) Redline {
	shown, _ := p.wording(s.Shown)
	old, now, own := p.compared(s, pair)
	heading := p.print.Text("redline_title_pair", p.name(s, pair.From), p.name(s, pair.To))
	f := p.frame(pair.Address, heading, "documents", true)
	f.real(p.set, func(lang string) bool { return s.Comparable(pair.From, pair.To, lang) })
	p.untranslated(&f)
	for i, c := range f.Choices {
		if w := pair.To.Text(c.Lang); c.Note != "" && w != nil && !missing(pair, c.Lang) {
			f.Choices[i].Note = p.translation(s, pair.To, w)
		}
	}
	if !own && pair.From.Text(now.Text.Lang) != nil {
		f.Canonical = p.set.Absolute(now.Text.Lang, pair.Address)
	}
	f.Path = p.above(s, false)
	f.Sheet = Title(shown) + ". " + heading
	d := Redline{Frame: f, PolicyTitle: Title(shown), PolicyAddress: "/" + s.ID + "/",
		Before: p.row(s, pair.From), After: p.row(s, pair.To), TextLang: now.Text.Lang, TextDir: locale.Direction(now.Text.Lang), Steps: p.steps(s, pair)}
	for _, e := range []*policy.Edition{pair.From, pair.To} {
		for _, line := range p.taken(e, now.Text.Lang) {
			d.Taken = append(d.Taken, p.print.Text("general_label", p.name(s, e), line))
		}
	}
	switch {
	case own:
		d.BeforeLag, d.AfterLag = p.behindLine(s, pair.From, "lag_notice"), p.behindLine(s, pair.To, "lag_notice")
	case missing(pair, p.lang):
		d.Note = p.print.Text("redline_authoritative_only", p.print.LanguageName(now.Text.Lang))
	case now.Text.Lang != p.lang:
		instead := p.toComparison(s, pair, p.print.Text("changelog_compare"))
		d.Note, d.Instead = p.print.Text("redline_behind", p.print.LanguageName(p.lang)), &instead
		d.AfterLag = p.behindLine(s, pair.To, "lag_notice")
		return d
	}
	a := p.Texts.Redline(pair.From, pair.To, old, now, p.lang)
	d.Counts, d.Contents, d.Article = a.Summary, a.Contents, a.HTML
	return d
}

// taken says that words were taken out of the text of an edition in a language, and when, each once.
func (p *planner) taken(e *policy.Edition, lang string) []string {
	var out []string
	for _, event := range slices.Concat(e.Redacted, e.Later) {
		key := "event_redacted"
		if event.Whole {
			key = "event_redacted_whole"
		}
		if line := p.print.Text(key, event.On); event.Out(lang) && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// steps are the changes that people were told of, from the newer version of a pair back to the older.
func (p *planner) steps(s *policy.Standing, pair Pair) []Change {
	if pair.To.Draft() {
		return []Change{p.changeOf(s, pair.To)}
	}
	var out []Change
	on := false
	for _, e := range s.Editions {
		on = on || e == pair.To
		if e == pair.From {
			break
		}
		if on && e.Cancel == nil && !e.Draft() || e == pair.To {
			out = append(out, p.changeOf(s, e))
		}
	}
	return out
}
