package page

import (
	"html/template"
	"slices"
	"strconv"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/policy"
)

// Change is one entry of a changelog: a version, or something that is no change of a policy.
type Change struct {
	Title             string // of the policy
	TitleLang         string
	TitleDir          string
	Lang, Dir         string // of Changes
	Date              civil.Date
	When              template.HTML
	Until             civil.Date    // the day from which When is Past, zero for none
	Past              template.HTML // the day alone
	Kind              Stamp
	Policy, Text      string // addresses; Text is the version's
	State, StateClass string
	Changes           []string        // what people were told, in Lang
	Lines             []template.HTML // facts: what happened, how many full days of notice were given
	Counts            template.HTML   // what changed, in numbers
	Redline           *Link           // to what it changed, nil for none
	Links             []Link
}

// Changelog is all changes by year, of the center or of one policy.
type Changelog struct {
	Frame
	Heading     template.HTML
	PolicyTitle string // "" for the whole center
	Years       []Year
}

// Year is the changes of a year.
type Year struct {
	Year    string
	Changes []Change
}

// changes are the entries of some policies, the newest first.
func (p *planner) changes(policies []*policy.Standing) []Change {
	var out []Change
	for _, s := range policies {
		for _, e := range s.Editions {
			if !e.Draft() {
				out = append(out, p.changeOf(s, e))
			}
		}
		for _, event := range p.events(s) {
			if !event.quiet {
				out = append(out, p.aside(s, event))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return b.Date.Compare(a.Date) })
	return out
}

func (p *planner) changeOf(s *policy.Standing, e *policy.Edition) Change {
	w, _ := p.wording(e)
	named := p.naming(s, w)
	c := Change{Title: Title(named), TitleLang: named.Text.Lang, TitleDir: locale.Direction(named.Text.Lang), Kind: p.kind(s, e), Policy: "/" + s.ID + "/", Text: address(e),
		Date: e.From, When: p.day(e.From), Redline: p.redline(s, e, p.print.Text("changelog_compare"))}
	c.Changes, c.Lang = p.changesTold(e)
	c.Dir = locale.Direction(c.Lang)
	c.State, c.StateClass = p.state(e)
	switch {
	case e.State == policy.Announced:
		c.When, c.Past, c.Until = p.say("changelog_takes_effect", e.From), p.day(e.From), until(p.live(Passed{On: e.From}))
	case e.State == policy.Cancelled:
		c.Lines = append(c.Lines, p.say("status_never"))
	}
	given := p.Book.Notice(s.ID, e.ID)
	if !given.Promised.IsZero() && e.State != policy.Cancelled {
		c.Lines = append(c.Lines, p.say("promise_given", p.fullDays(given.Given), p.fullPeriod(given.Promised)))
	}
	if excuse := p.excuse(given, "promise_waived_", "promise_broken"); excuse != "" && e.State != policy.Cancelled {
		c.Lines = append(c.Lines, p.words(excuse, p.voice))
		if why := p.unkept(e, given); why.text != "" {
			c.Lines = append(c.Lines, p.words(why.text, why.lang))
		}
	}
	if pair, ok := p.pair(s, e); ok {
		old, now, _ := p.compared(s, pair)
		c.Counts = p.Texts.Counts(pair.From, pair.To, old, now, p.lang)
		c.Links = append(c.Links, *c.Redline)
	}
	c.Links = append(c.Links, Link{Text: p.print.Text("changelog_text"), Address: c.Text})
	return c
}

// aside is an entry for what is no version: an event, a correction, a late translation. Only the end of a policy is a change of it.
func (p *planner) aside(s *policy.Standing, event Event) Change {
	w, _ := p.wording(s.Shown)
	c := Change{Title: Title(w), TitleLang: w.Text.Lang, TitleDir: locale.Direction(w.Text.Lang), Lang: w.Text.Lang, Dir: locale.Direction(w.Text.Lang), Kind: Stamp{Text: p.print.Text("change_not_policy")},
		Policy: "/" + s.ID + "/", Text: "/" + s.ID + "/", Date: event.On, When: event.Day, StateClass: "past", Lines: []template.HTML{event.Line}}
	if event.ends {
		c.Kind = Stamp{Text: p.print.Text("change_material"), Strong: true}
	}
	if event.Reason != "" {
		c.Lines = append(c.Lines, event.Reason)
	}
	if event.Link.Address != "" {
		c.Text = event.Link.Address
		c.Links = []Link{event.Link}
	}
	return c
}

func (p *planner) changelog() Changelog {
	heading := p.print.Text("changelog_title")
	c := Changelog{Frame: p.frame("/changelog/", heading, "changes", false), Heading: p.words(heading, p.voice)}
	c.Years = years(p.changes(p.Center.Policies))
	return c
}

// policyChangelog is the changelog of one policy.
func (p *planner) policyChangelog(s *policy.Standing) Changelog {
	link := p.policyLink(s)
	w, _ := p.wording(s.Shown)
	c := Changelog{Frame: p.frame("/"+s.ID+"/changelog/", p.print.Text("changelog_title_policy", link.Text), "changes", false), PolicyTitle: link.Text,
		Heading: p.say("changelog_title_policy", titled(w))}
	c.Path = []Link{{Text: p.print.Text("nav_documents"), Address: "/"}, link}
	p.follow(&c.Frame, s)
	c.Years = years(p.changes([]*policy.Standing{s}))
	return c
}

func years(changes []Change) []Year {
	var out []Year
	for _, change := range changes {
		year := strconv.Itoa(change.Date.Year)
		if n := len(out); n == 0 || out[n-1].Year != year {
			out = append(out, Year{Year: year})
		}
		last := &out[len(out)-1]
		last.Changes = append(last.Changes, change)
	}
	return out
}
