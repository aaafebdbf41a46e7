package page

import (
	"candor/internal/civil"
	"candor/internal/policy"
)

// state returns the word and the class of an edition's state.
func (p *planner) state(e *policy.Edition) (word, class string) {
	switch e.State {
	case policy.Announced:
		return p.print.Text("state_announced"), "soon"
	case policy.Cancelled:
		return p.print.Text("state_cancelled"), "void"
	case policy.InForce:
		return p.print.Text("state_in_force"), "in"
	case policy.Superseded:
		return p.print.Text("state_superseded"), "past"
	default:
		return p.print.Text("state_draft"), "draft"
	}
}

// status says in words since when, or until when, an edition holds.
func (p *planner) status(s *policy.Standing, e *policy.Edition) string {
	t := p.print
	switch {
	case e.State == policy.Draft:
		return t.Text("state_draft")
	case e.State == policy.Cancelled:
		return t.Text("status_cancelled_on", e.Cancel.On)
	case e.State == policy.Announced:
		return t.Text("status_takes_effect", e.From)
	case s.Ended != nil && e == s.InForce:
		return t.Text("status_withdrawn_since", s.Ended.Effective)
	case e.State == policy.InForce && e.Until.IsZero():
		return t.Text("status_in_force_since", e.From)
	case e.State == policy.InForce:
		return t.Text("status_in_force_until", e.From, e.Until)
	case e.Until.Before(e.From):
		return t.Text("status_same_day", e.From)
	default:
		return t.Text("status_was_in_force", e.From, e.Until)
	}
}

func material(e *policy.Edition) bool { m := e.Front().Material; return m != nil && *m }

func (p *planner) change(s *policy.Standing, e *policy.Edition) string {
	switch m := e.Front().Material; {
	case e == s.Editions[len(s.Editions)-1]:
		return p.print.Text("change_first")
	case m == nil:
		return p.print.Text("change_unstated")
	case *m:
		return p.print.Text("change_material")
	default:
		return p.print.Text("change_other")
	}
}

func (p *planner) name(e *policy.Edition) string {
	if e.Draft() {
		return e.ID
	}
	return p.print.Date(e.From)
}

func (p *planner) period(e *policy.Edition) string {
	switch {
	case e.State == policy.Draft:
		return ""
	case e.State == policy.Cancelled:
		return p.print.Text("status_never")
	case e.Until.IsZero():
		return p.print.Text("status_since", p.short(e.From))
	default:
		return p.print.Text("general_range", p.short(e.From), p.short(e.Until))
	}
}

func (p *planner) short(d civil.Date) string { return p.print.DateShort(d) }
