package page

import (
	"slices"
	"strconv"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/policy"
)

// Change is one line of a changelog.
type Change struct {
	Title, Lang, Dir, Kind, Policy, Text string // Policy and Text are addresses
	Date                                 civil.Date
	State, StateClass                    string
	Changes                              []string
	Redline                              string // address, "" for none
}

// Changelog is all changes by year.
type Changelog struct {
	Frame
	Years []Year
}

// Year is the changes of a year.
type Year struct {
	Year    string
	Changes []Change
}

func (p *planner) changeOf(s *policy.Standing, e *policy.Edition) Change {
	w, _ := p.wording(e)
	state, class := p.state(e)
	return Change{Title: title(w), Lang: w.Text.Lang, Dir: locale.Direction(w.Text.Lang), Kind: p.change(s, e), Policy: "/" + s.ID + "/", Text: address(e),
		Date: e.From, State: state, StateClass: class, Changes: w.Text.Original.Front.Changes, Redline: p.redline(s, e)}
}

func (p *planner) changes() []Change {
	var out []Change
	for _, s := range p.Center.Policies {
		for _, e := range s.Editions {
			if e.Draft() {
				continue
			}
			out = append(out, p.changeOf(s, e))
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return b.Date.Compare(a.Date) })
	return out
}

func (p *planner) changelog() Changelog {
	c := Changelog{Frame: p.frame("/changelog/", p.print.Text("nav_changes"), "changes", false)}
	for _, change := range p.changes() {
		year := strconv.Itoa(change.Date.Year)
		if n := len(c.Years); n == 0 || c.Years[n-1].Year != year {
			c.Years = append(c.Years, Year{Year: year})
		}
		last := &c.Years[len(c.Years)-1]
		last.Changes = append(last.Changes, change)
	}
	return c
}
