package policy

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/source"
)

// RuleEvent is the rule that an event contradicts what is recorded (docs/formats.md, sections 2 and 3).
const RuleEvent = "event-state"

// Objection is why an event cannot be so.
type Objection struct {
	Key     string // of the event, at which it stands
	Message string
	Hint    string
	Void    bool // what is recorded would contradict itself: the event has no effect
}

// Objections returns what speaks against an event, judged by what was recorded before it and is public on its day. They hold for a command
// that is about to record it as for a file that somebody wrote. languages are those of the center.
func (p *Policy) Objections(e *source.Event, languages []string) []Objection {
	earlier := *p
	earlier.Events, earlier.Void = slices.DeleteFunc(slices.Clone(p.Events), func(other *source.Event) bool { return inOrder(other, e) >= 0 }), nil
	return earlier.objections(e, languages)
}

// objections is [Policy.Objections] of a policy that has no event but the earlier ones.
func (p *Policy) objections(e *source.Event, languages []string) []Objection {
	if p.Doubtful {
		return nil // what holds when is not known: that is said already
	}
	var out []Objection
	void := func(key, hint, format string, args ...any) {
		out = append(out, Objection{Key: key, Message: fmt.Sprintf(format, args...), Hint: hint, Void: true})
	}
	s := p.asOf(e.On, false)
	switch e.Kind {
	case "move", "cancel":
		if w := s.withdrawn(e); w != nil {
			if s.Ending != w {
				void("version", "only a withdrawal that is still to come can be cancelled", "%s has taken effect or is cancelled already", e.Version)
			}
			break
		}
		if hint, said := p.still(s, e); said != "" {
			void("version", hint, "%s", said)
			break
		}
		if e.Kind == "move" && e.Effective.Before(e.On) {
			void("effective", "name that day or a later one", "%s is before %s, the day of the record", e.Effective, e.On)
		}
		if from := s.Edition(e.Version).From; e.Kind == "move" && e.Effective == from {
			void("effective", "name another day", "%s/%s takes effect on %s already", p.ID, e.Version, from)
		}
	case "withdraw":
		switch {
		case s == nil:
			void("on", "candor publish makes a draft of it a version", "nothing of the policy %q is public yet on %s", p.ID, e.On)
		case s.State == Withdrawn || s.Ending != nil:
			hint := "candor status says from when"
			if s.Ending != nil {
				hint = fmt.Sprintf("candor cancel %s %s calls it off", p.ID, s.Ending.Name())
			}
			void("effective", hint, "the policy %q is withdrawn already", p.ID)
		case e.Effective.Before(e.On):
			void("effective", "name that day or a later one", "%s is before %s, the day of the record", e.Effective, e.On)
		}
		if e.Successor == p.ID {
			out = append(out, Objection{Key: "successor", Message: fmt.Sprintf("%q is the policy itself: a policy does not take its own place", p.ID),
				Hint: "name another, or leave it out"})
		}
	case "sent":
		if e.Told.After(e.On) {
			void("told", "record it when people were told", "%s is still to come on %s, the day of the record", e.Told, e.On)
		}
	case "review":
		if state := standing(s); state != Current {
			void("on", "only what is in force is reviewed", "the policy %q is %s on %s", p.ID, words(state), e.On)
		}
	}
	return append(out, spoken(e, languages)...)
}

// withdrawn returns the withdrawal that a cancellation speaks of, nil where it speaks of a version.
func (s *Standing) withdrawn(e *source.Event) *source.Event {
	if s == nil || e.Kind != "cancel" {
		return nil
	}
	return s.Withdrawal(e.Version)
}

// still says why a version is not one that can be moved or cancelled on the day of an event, "" where it can.
func (p *Policy) still(s *Standing, e *source.Event) (hint, said string) {
	var edition *Edition
	if s != nil {
		edition = s.Edition(e.Version)
	}
	switch v := p.version(e.Version); {
	case v == nil || v.Draft():
		return "only a version that is still to take effect can be moved or cancelled", fmt.Sprintf("%s/%s is a draft", p.ID, e.Version)
	case edition == nil:
		return "until then nobody knows of it: take it back with the commit that published it, or record this on that day",
			fmt.Sprintf("%s/%s is public from %s: before that there is nothing to move or to cancel", p.ID, e.Version, v.Published)
	case edition.State != Announced:
		return "candor new " + p.ID + " begins another version", fmt.Sprintf("%s/%s is %s: only a version that is still to take effect can be moved or cancelled",
			p.ID, e.Version, words(edition.State.String()))
	}
	return "", ""
}

// standing is the state of a policy; nothing of it is public where s is nil.
func standing(s *Standing) string {
	if s == nil {
		return "unpublished"
	}
	return s.State
}

// words is the name of a state as people say it.
func words(state string) string { return strings.ReplaceAll(state, "-", " ") }

// spoken holds that what an event tells readers is in languages of the center.
func spoken(e *source.Event, languages []string) []Objection {
	var out []Objection
	for _, said := range []struct {
		key string
		by  map[string]string
	}{{"reason", e.Reason}, {"note", e.Note}} {
		heard := len(said.by) == 0 && !slices.Contains(source.EventKinds()[e.Kind], said.key)
		for _, lang := range slices.Sorted(maps.Keys(said.by)) {
			switch text := strings.TrimSpace(said.by[lang]); {
			case lang != "" && !slices.Contains(languages, lang):
				out = append(out, Objection{Key: said.key, Message: fmt.Sprintf("%q is no language of this center; it has: %s", lang, strings.Join(languages, ", "))})
			case text != "":
				heard = true
			}
		}
		if !heard {
			out = append(out, Objection{Key: said.key, Message: fmt.Sprintf("%q says nothing in a language of this center", said.key), Hint: "readers see it: say it in " + languages[0]})
		}
	}
	return out
}

// successor is what is known of the policy that an event says takes another's place.
type successor struct {
	is       bool       // there is such a policy
	doubtful bool       // it has texts with faults: from which day it is public is not known
	from     civil.Date // the day from which something of it is public, zero for drafts alone
}

// Early is an event that names a policy as another's successor before anything of that policy is public.
type Early struct {
	Event *source.Event
	From  civil.Date // the day from which the successor is public, zero for a policy that has drafts alone
}

// Early returns the events that name a successor before it is public. Until then the name is in no [Standing].
func (p *Policy) Early() []Early { return slices.Clone(p.early) }

// began is the day from which something of the policy is public, zero where it has drafts alone.
func (p *Policy) began() civil.Date {
	var first civil.Date
	for _, v := range p.Versions {
		if !v.Draft() && (first.IsZero() || v.Published.Before(first)) {
			first = v.Published
		}
	}
	return first
}

// unnamed are events as they are told on a day: without the name of a successor that is not public yet. withheld are those that lost one.
func (p *Policy) unnamed(events []*source.Event, day civil.Date) (told, withheld []*source.Event) {
	told = slices.Clone(events)
	for i, e := range told {
		at := slices.IndexFunc(p.early, func(early Early) bool { return early.Event == e })
		if at < 0 || !p.early[at].From.IsZero() && !p.early[at].From.After(day) {
			continue
		}
		silent := *e
		silent.Successor = ""
		told[i], withheld = &silent, append(withheld, &silent)
	}
	return told, withheld
}

// events gives the policy its events, those that contradict what was recorded before them apart; there tells of the policies of the center.
func (b *builder) events(events []*source.Event, there func(policy string) successor) {
	p := b.policy
	events = slices.Clone(events)
	slices.SortStableFunc(events, inOrder)
	for _, e := range events {
		switch {
		case len(p.Versions) == 0 && b.hidden(""), e.Version != "" && p.version(e.Version) == nil && b.hidden(e.Version):
			continue
		case len(p.Versions) == 0:
			b.diags.Errorf(diag.Pos{File: e.Path}, "event", "there is no policy %q", e.Policy)
			continue
		case e.Version != "" && p.version(e.Version) == nil && !ends(events, e):
			b.diags.Errorf(e.Pos("version"), "event", "the policy %q has no version %q", e.Policy, e.Version)
			continue
		case e.Change != "" && p.version(e.Change) == nil:
			b.diags.Errorf(e.Pos("change"), "event", "the policy %q has no version %q", e.Policy, e.Change)
			continue
		}
		objections := p.objections(e, b.languages)
		if e.Successor != "" && e.Successor != p.ID && !there(e.Successor).is {
			objections = append(objections, Objection{Key: "successor", Message: fmt.Sprintf("%q is no policy of this center", e.Successor)})
		}
		for _, o := range objections {
			b.diags.Add(diag.Diagnostic{Pos: e.Pos(o.Key), Rule: RuleEvent, Message: o.Message, Hint: o.Hint})
		}
		if next := there(e.Successor); next.is && !next.doubtful && (next.from.IsZero() || next.from.After(e.On)) {
			p.early = append(p.early, Early{e, next.from})
		}
		switch {
		case slices.ContainsFunc(objections, func(o Objection) bool { return o.Void }):
			p.Void = append(p.Void, e)
		case slices.ContainsFunc(objections, func(o Objection) bool { return o.Key == "successor" }):
			alone := *e
			alone.Successor = ""
			p.Events = append(p.Events, &alone)
		default:
			p.Events = append(p.Events, e)
		}
	}
}

// inOrder orders events by day. Of those of one day a cancellation follows a move, which nobody records of what is cancelled, and what is recorded
// of a withdrawal follows it; the others are in the order of their kinds, and those of a kind as their names count them.
func inOrder(a, c *source.Event) int {
	x, y := placeOf(a), placeOf(c)
	return cmp.Or(a.On.Compare(c.On), cmp.Compare(x.kind, y.kind), cmp.Compare(x.nth, y.nth), cmp.Compare(x.behind, y.behind), cmp.Compare(a.Nth(), c.Nth()),
		cmp.Compare(a.Path, c.Path))
}

// place is where an event stands among those of its day.
type place struct {
	kind   string
	nth    int    // of a withdrawal, and of what is recorded of it
	behind string // of what is recorded of a withdrawal, its kind
}

func placeOf(e *source.Event) place {
	of := withdrawalName.FindStringSubmatch(e.Version)
	switch {
	case e.Kind == "withdraw":
		return place{kind: e.Kind, nth: e.Nth()}
	case (e.Kind == "cancel" || e.Kind == "sent") && of != nil:
		nth := 1
		if of[1] != "" {
			nth, _ = strconv.Atoi(of[1])
		}
		return place{kind: "withdraw", nth: nth, behind: e.Kind}
	case e.Kind == "cancel":
		return place{kind: "move, then cancel"}
	}
	return place{kind: e.Kind}
}

// withdrawalName is the name by which a withdrawal is known ([source.Event.Name]), and its number among those of its day.
var withdrawalName = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}-withdraw(?:-(\d+))?$`)

// Recorded makes what is said of sealed events warnings: they can no longer be changed, and those that contradict what is recorded have no
// effect. sealed returns the day on which a file was sealed, the zero date for none; what a command seals on its day is not settled before
// the day after, unless before is zero.
func Recorded(diags diag.List, sealed func(file string) civil.Date, before civil.Date) diag.List {
	out := slices.Clone(diags)
	for i, d := range out {
		on := sealed(d.Pos.File)
		if d.Rule == RuleEvent && !on.IsZero() && (before.IsZero() || on.Before(before)) {
			out[i].Severity, out[i].Hint = diag.Warning, "it is sealed and stays as it is; what contradicts the record has no effect"
		}
	}
	return out
}
