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
	Note                       string // says that the authoritative texts are compared
	Counts, Contents, Article  template.HTML
}

// Pairs returns the redlines of a policy (SPEC, section 4): for each version from the one that was in force on its published date, and
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

// Redline returns the address of the redline that leads to an edition of the policy from the one that held when it was announced, "" for
// none.
func (s *Set) Redline(st *policy.Standing, to *policy.Edition) string {
	return s.planners[0].redline(st, to)
}

// redline returns the address of the redline that leads to an edition from the one that held when it was announced, "" for none.
func (p *planner) redline(s *policy.Standing, to *policy.Edition) string {
	pair, _ := p.pair(s, to)
	return pair.Address
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

// compared are the wordings that a redline in this language compares: its own, or where one is missing the authoritative ones.
func (p *planner) compared(pair Pair) (old, now *policy.Wording, own bool) {
	old, now = pair.From.Text(p.lang), pair.To.Text(p.lang)
	if old != nil && now != nil {
		return old, now, true
	}
	return &pair.From.Languages[0], &pair.To.Languages[0], false
}

func (p *planner) comparison(s *policy.Standing, pair Pair) Redline {
	shown, _ := p.wording(s.Shown)
	old, now, own := p.compared(pair)
	note := ""
	if !own {
		note = p.print.Text("redline_authoritative_only", p.print.LanguageName(now.Text.Lang))
	}
	a := p.Texts.Redline(pair.From, pair.To, old, now, p.lang)
	heading := p.print.Text("redline_title_pair", p.name(s, pair.From), p.name(s, pair.To))
	f := p.frame(pair.Address, heading, "documents", true)
	f.real(p.set, func(lang string) bool { return pair.From.Text(lang) != nil && pair.To.Text(lang) != nil })
	p.untranslated(&f)
	if !own && pair.From.Text(now.Text.Lang) != nil {
		f.Canonical = p.set.Absolute(now.Text.Lang, pair.Address)
	}
	f.Path = p.above(s, false)
	f.Sheet = Title(shown) + ". " + heading
	return Redline{Frame: f, PolicyTitle: Title(shown), PolicyAddress: "/" + s.ID + "/",
		Before: p.row(s, pair.From), After: p.row(s, pair.To), TextLang: now.Text.Lang, TextDir: locale.Direction(now.Text.Lang), Note: note,
		Counts: a.Summary, Contents: a.Contents, Article: a.HTML, Steps: p.steps(s, pair)}
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
