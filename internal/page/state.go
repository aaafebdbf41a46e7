package page

import (
	"html/template"
	"slices"

	"candor/internal/policy"
	"candor/internal/promise"
)

// state returns the word and the class of an edition's state. The classes are in, soon, past, void and draft.
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

// standing returns the state of an edition as its page's head says it: a text that is not in force is first of all that.
func (p *planner) standing(s *policy.Standing, e *policy.Edition) (word, class string) {
	word, class = p.state(e)
	switch {
	case s.Ended != nil && e == s.InForce:
		return p.print.Text("state_withdrawn"), "past"
	case e.State == policy.Superseded:
		return p.print.Text("state_not_in_force"), class
	}
	return word, class
}

// status says in words since when, or until when, an edition holds; it stands after the word of its state.
func (p *planner) status(s *policy.Standing, e *policy.Edition) template.HTML {
	until := e.Until
	switch {
	case e.State == policy.Draft:
		return ""
	case e.State == policy.Cancelled:
		return p.say("status_never")
	case e.State == policy.Announced:
		return p.say("status_takes_effect", e.From)
	case e.State == policy.InForce && until.IsZero():
		return p.say("status_since", e.From)
	case e.State == policy.InForce:
		return p.say("status_from_to", e.From, until)
	case until.Before(e.From):
		return p.say("status_same_day", e.From)
	default:
		return p.say("status_was_in_force", e.From, until)
	}
}

// oldest reports whether an edition is the first that was published.
func oldest(s *policy.Standing, e *policy.Edition) bool {
	for i := len(s.Editions) - 1; i >= 0; i-- {
		if !s.Editions[i].Draft() {
			return s.Editions[i] == e
		}
	}
	return true
}

// kind is the kind of the change that an edition made.
func (p *planner) kind(s *policy.Standing, e *policy.Edition) Stamp {
	switch m := e.Front().Material; {
	case oldest(s, e):
		return Stamp{Text: p.print.Text("change_first")}
	case m == nil:
		return Stamp{Text: p.print.Text("change_unstated")}
	case *m:
		return Stamp{Text: p.print.Text("change_material"), Strong: true}
	default:
		return Stamp{Text: p.print.Text("change_other")}
	}
}

// before returns the edition that held when another was announced, nil for none.
func before(s *policy.Standing, e *policy.Edition) *policy.Edition {
	for _, other := range s.Editions {
		if other != e && !other.Draft() && other.Cancel == nil && !other.From.After(e.Published) && !other.Published.After(e.Published) &&
			(other.From.Before(e.From) || other.Published.Before(e.Published)) {
			return other
		}
	}
	return nil
}

// excuse says why a promised period is not kept, "" where it is: waived is the beginning of the keys for each exception.
func (p *planner) excuse(given promise.Notice, waived, broken string) string {
	switch given.Outcome {
	case promise.Waived:
		for _, key := range []string{waived + given.Exception, waived + "other"} {
			if p.print.Has(key) {
				return p.print.Text(key)
			}
		}
		return given.Exception
	case promise.Broken:
		return p.print.Text(broken)
	}
	return ""
}

// unkept is why the company did not keep a promised period, in the words that it published the version with: in the page's language, else in that of
// the original. No words where the period was kept.
func (p *planner) unkept(e *policy.Edition, given promise.Notice) phrase {
	if given.Outcome != promise.Broken {
		return phrase{}
	}
	if w := e.Text(p.lang); w != nil && w.Text.Original.Front.BreachReason != "" {
		return phrase{w.Text.Original.Front.BreachReason, p.lang}
	}
	return phrase{e.Front().BreachReason, e.OriginalLang}
}

// name is what a version is called: by its day, and by its id too where another one has the same day (docs/formats.md, section 3).
func (p *planner) name(s *policy.Standing, e *policy.Edition) string {
	switch {
	case e.Draft():
		return e.ID
	case twin(s, e):
		return p.print.Date(e.From) + " (" + p.quoted(e.ID, "en") + ")" // ids are ASCII
	}
	return p.print.Date(e.From)
}

// named is [planner.name] as HTML.
func (p *planner) named(s *policy.Standing, e *policy.Edition) template.HTML {
	day := p.day(e.From)
	if twin(s, e) {
		day += template.HTML(" (<bdi>" + template.HTMLEscapeString(e.ID) + "</bdi>)")
	}
	return day
}

// twin reports whether another version has the day of a version.
func twin(s *policy.Standing, e *policy.Edition) bool {
	return slices.ContainsFunc(s.Editions, func(other *policy.Edition) bool { return other.ID != e.ID && !other.Draft() && other.From == e.From })
}

func (p *planner) period(s *policy.Standing, e *policy.Edition) template.HTML {
	switch until := e.Until; {
	case e.State == policy.Draft:
		return ""
	case e.State == policy.Cancelled:
		return p.say("status_never")
	case until.IsZero() && e.State == policy.Announced:
		return p.say("status_from", numeric(e.From))
	case until.IsZero():
		return p.say("status_since", numeric(e.From))
	case until.Before(e.From):
		return p.words(p.print.DateShort(e.From), p.voice)
	default:
		return p.say("general_range", numeric(e.From), numeric(until))
	}
}
