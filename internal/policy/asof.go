package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/source"
)

// State is what a version is on a day (docs/formats.md, section 3).
type State uint8

// The states. A scheduled version is in no [Center].
const (
	Draft State = iota
	Announced
	Cancelled
	InForce
	Superseded
)

// String returns the state's name in machine-readable files.
func (s State) String() string {
	return [...]string{"draft", "announced", "cancelled", "in-force", "superseded"}[s]
}

// Standing states of a policy.
const (
	Upcoming  = "upcoming"
	Current   = "in-force"
	Withdrawn = "withdrawn"
)

// Center is an archive seen on one day. Nothing in it is later than the day.
type Center struct {
	Day      civil.Date
	Policies []*Standing
}

// Standing is a policy on a day.
type Standing struct {
	*Policy
	State    string          // Upcoming, Current or Withdrawn
	Editions []*Edition      // newest first: what is public of the versions
	Shown    *Edition        // what the policy's address shows
	InForce  *Edition        // nil while the policy is upcoming
	Coming   []*Edition      // announced, the nearest first
	Ended    *source.Event   // the withdrawal that has taken effect
	Ending   *source.Event   // a withdrawal that is announced
	Withheld []*source.Event // of Events, those whose files name a policy that is not public yet: what they say here leaves the name out
	notices  []Notice        // see Notices
}

// Edition is a version as it stands on a day.
type Edition struct {
	*Version
	State     State
	From      civil.Date // the day from which it applies, moves included; not before Published
	Until     civil.Date // the last day on which it was or will be in force, as far as is public; zero: open
	Languages []Wording  // the original one first
	Moves     []*source.Event
	Cancel    *source.Event
	Sent      []*source.Event
	Redacted  []*source.Event  // words were taken out
	Later     []*source.Event  // words were taken out after the day: their bytes are gone on every day
	Promised  *source.Promises // in force with it: its own, or those of the version before; nil: none were ever stated
}

// Wording is the text of an edition in one language as it reads on a day.
type Wording struct {
	Text        *Text
	Source      *source.Text   // the wording that holds
	Corrections []*source.Text // those that are public
}

// Steps returns the wordings that a text has had, as first published, then as corrected; the last one is the one that holds.
func (w *Wording) Steps() []*Wording {
	out := []*Wording{{Text: w.Text, Source: w.Text.Original}}
	for i, c := range w.Corrections {
		out = append(out, &Wording{Text: w.Text, Source: c, Corrections: w.Corrections[:i+1]})
	}
	return out
}

// Text returns the wording in a language, nil when there is none on that day.
func (e *Edition) Text(lang string) *Wording {
	for i := range e.Languages {
		if e.Languages[i].Text.Lang == lang {
			return &e.Languages[i]
		}
	}
	return nil
}

// Has reports whether translates, as a translation says it ([source.Front.Translates]), is a wording of the edition's original text: as
// first published, as corrected, or as it was before words were taken out.
func (e *Edition) Has(translates string) bool {
	prevails := &e.Languages[0]
	for _, s := range append([]*source.Text{prevails.Text.Original}, prevails.Corrections...) {
		if strings.EqualFold(translates, s.Follows()) {
			return true
		}
	}
	had := func(r *source.Event) bool {
		return r.Lang == e.OriginalLang && r.BodyBefore != "" && strings.EqualFold(translates, r.BodyBefore)
	}
	return slices.ContainsFunc(e.Redacted, had) || slices.ContainsFunc(e.Later, had)
}

// Redactions are the removals of words from the texts of an edition, the oldest first: a text and its corrections, which have an event each,
// are told of once.
func (e *Edition) Redactions() []*source.Event {
	var out []*source.Event
	for _, r := range e.Redacted {
		if !slices.ContainsFunc(out, func(o *source.Event) bool {
			return o.On == r.On && o.Lang == r.Lang && o.Whole == r.Whole && o.Attached == r.Attached && maps.Equal(o.Reason, r.Reason)
		}) {
			out = append(out, r)
		}
	}
	return out
}

// Edition returns the edition of a version, nil where it is not public.
func (s *Standing) Edition(id string) *Edition {
	for _, e := range s.Editions {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// AsOf returns what is public on a day. With drafts, versions without a day of publication are there too, as Draft.
func (a *Archive) AsOf(day civil.Date, drafts bool) *Center {
	c := &Center{Day: day}
	for _, p := range a.Policies {
		if s := p.AsOf(day, drafts); s != nil {
			c.Policies = append(c.Policies, s)
		}
	}
	return c
}

// AsOf returns the policy as it is public on a day, nil where nothing of it is. With drafts, they are there too. Nobody may change what it
// returns: who asks again is given the same.
func (p *Policy) AsOf(day civil.Date, drafts bool) *Standing {
	if p.seen == nil {
		return p.asOf(day, drafts)
	}
	return recall(&p.seen.mu, &p.seen.of, view{day, drafts}, func() *Standing { return p.asOf(day, drafts) })
}

func (p *Policy) asOf(day civil.Date, drafts bool) *Standing {
	s := &Standing{Policy: &Policy{ID: p.ID, OriginalLang: p.OriginalLang, Prevails: p.Prevails, Kind: p.Kind, Group: p.Group, Order: p.Order}}
	for _, e := range p.Events {
		if v := p.version(e.Version); !e.On.After(day) && (v == nil || !v.Published.After(day)) {
			s.Events = append(s.Events, e)
		}
	}
	for _, e := range p.Void {
		if v := p.version(e.Version); !e.On.After(day) && (v == nil || !v.Published.After(day)) {
			s.Void = append(s.Void, e)
		}
	}
	var events, void []*source.Event
	s.Events, events = p.unnamed(s.Events, day)
	s.Void, void = p.unnamed(s.Void, day)
	s.Withheld = append(events, void...)
	for _, v := range p.Versions {
		if e := v.asOf(day, drafts, s.Events); e != nil {
			e.Policy = s.Policy
			for _, event := range p.Events {
				if event.Kind == "redact" && event.Version == v.ID && event.On.After(day) {
					e.Later = append(e.Later, event)
				}
			}
			s.Editions = append(s.Editions, e)
		}
	}
	if len(s.Editions) == 0 {
		return nil
	}
	s.order(day)
	s.notices = s.announced(p.linger)
	return s
}

// Before returns the policy as it was public when v was made public, without v and what followed it on the same day; nil where nothing
// was. By what is promised there v is judged (docs/formats.md, section 6).
func (p *Policy) Before(v *Version) *Standing {
	earlier := *p
	earlier.Versions, earlier.seen = nil, nil
	for _, w := range p.Versions {
		if w == v {
			break // Versions are in the order of publication
		}
		earlier.Versions = append(earlier.Versions, w)
	}
	return earlier.AsOf(v.Published, false)
}

func (v *Version) asOf(day civil.Date, drafts bool, events []*source.Event) *Edition {
	if v.Draft() && !drafts || v.Published.After(day) {
		return nil
	}
	public := *v
	public.Attachments = slices.Clone(v.Attachments)
	e := &Edition{Version: &public, From: v.Effective}
	for _, event := range events {
		if event.Version == v.ID {
			e.apply(event)
		}
	}
	if e.From.Before(v.Published) {
		e.From = v.Published
	}
	public.Texts = nil
	for _, t := range v.Texts {
		if t.Public.After(day) {
			continue
		}
		now := *t
		now.Corrections = nil
		w := Wording{Text: &now, Source: t.Original}
		for _, c := range t.Corrections {
			if !c.Corrects.After(day) {
				w.Corrections = append(w.Corrections, c)
				w.Source = c
			}
		}
		now.Corrections = w.Corrections
		public.Texts = append(public.Texts, &now)
		e.Languages = append(e.Languages, w)
	}
	return e
}

// apply takes an event into account. An event that comes after the version took effect moves or cancels nothing.
func (e *Edition) apply(event *source.Event) {
	late := !event.On.Before(e.From)
	switch event.Kind {
	case "move":
		if !late && e.Cancel == nil {
			e.Moves = append(e.Moves, event)
			e.From = event.Effective
		}
	case "cancel":
		if !late {
			e.Cancel = event
		}
	case "sent":
		e.Sent = append(e.Sent, event)
	case "redact":
		e.Redacted = append(e.Redacted, event)
	}
}

func byEffect(a, b *Edition) int {
	return cmp.Or(a.From.Compare(b.From), a.Published.Compare(b.Published), compareIDs(a.ID, b.ID))
}

// order gives every edition its state and its last day, and the policy its own.
func (s *Standing) order(day civil.Date) {
	slices.SortFunc(s.Editions, byEffect)
	var last *Edition
	for _, e := range s.Editions {
		switch {
		case e.Draft():
			e.State = Draft
		case e.Cancel != nil:
			e.State = Cancelled
		case e.From.After(day):
			e.State = Announced
			s.Coming = append(s.Coming, e)
			if last != nil {
				last.Until = e.From.AddDays(-1)
			}
			last = e
		default:
			if s.InForce != nil {
				s.InForce.State = Superseded
				s.InForce.Until = e.From.AddDays(-1)
			}
			e.State, s.InForce, last = InForce, e, e
		}
	}
	s.promised()
	slices.Reverse(s.Editions)
	s.withdrawal(day)
	s.Shown = s.InForce
	s.State = Current
	switch {
	case s.Ended != nil:
		s.State = Withdrawn
	case s.InForce == nil:
		s.State = Upcoming
	}
	if s.Shown == nil { // nothing has come into force, and of a policy that ended before that nothing will
		s.Shown = s.Editions[len(s.Editions)-1]
		if len(s.Coming) > 0 {
			s.Shown = s.Coming[0]
		}
	}
}

// promised hands the promises on from version to version. A version that never came into force hands on none; drafts follow all others.
func (s *Standing) promised() {
	var last *source.Promises
	for _, drafts := range []bool{false, true} {
		for _, e := range s.Editions {
			if e.Draft() != drafts {
				continue
			}
			e.Promised = last
			if e.Promises != nil {
				e.Promised = e.Promises
			}
			if e.State != Cancelled && !drafts {
				last = e.Promised
			}
		}
	}
}

func (s *Standing) withdrawal(day civil.Date) {
	for _, e := range s.Events {
		if e.Kind != "withdraw" || s.Revoked(e) != nil {
			continue
		}
		s.Ending, s.Ended = e, nil
		if !e.Effective.After(day) {
			s.Ending, s.Ended = nil, e
		}
	}
	if s.Ended != nil && s.InForce != nil {
		s.InForce.State = Superseded
		s.InForce.Until = s.Ended.Effective.AddDays(-1)
	}
	if s.Ending == nil {
		return
	}
	end := s.Ending.Effective.AddDays(-1)
	for _, e := range s.Editions {
		if (e.State == InForce || e.State == Announced) && (e.Until.IsZero() || end.Before(e.Until)) {
			e.Until = end
		}
	}
}

// Revoked returns the event that cancelled a withdrawal before it took effect, nil for none.
func (s *Standing) Revoked(withdrawal *source.Event) *source.Event {
	for _, e := range s.Events {
		if e.Kind == "cancel" && e.Version == withdrawal.Name() && e.On.Before(withdrawal.Effective) {
			return e
		}
	}
	return nil
}

// Withdrawal returns the announcement of the policy's end that has a name ([source.Event.Name]), nil for none.
func (s *Standing) Withdrawal(name string) *source.Event {
	for _, e := range s.Events {
		if e.Kind == "withdraw" && e.Name() == name {
			return e
		}
	}
	return nil
}

// Told returns the events by which people were told of a version or a withdrawal through a channel outside the site.
func (s *Standing) Told(of string) []*source.Event {
	var out []*source.Event
	for _, e := range s.Events {
		if e.Kind == "sent" && e.Version == of {
			out = append(out, e)
		}
	}
	return out
}

// Next returns the next date after day on which what is public changes, and why, as a word: "published", "effective", "added",
// "corrected", "event", "ends" (a policy) or "notice" (it has been shown long enough). The zero date means that nothing more is recorded.
func (a *Archive) Next(day civil.Date) (next civil.Date, why string, where string) {
	var first change
	for _, p := range a.Policies {
		first.consider(day, p.next(day))
	}
	return first.on, first.why, first.where
}

// consider takes another change for the next one after day where it comes sooner.
func (c *change) consider(day civil.Date, other change) {
	if other.on.After(day) && (c.on.IsZero() || other.on.Before(c.on)) {
		*c = other
	}
}

// next is [Archive.Next] of one policy.
func (p *Policy) next(day civil.Date) change {
	return recall(&p.seen.mu, &p.seen.next, day, func() change {
		var first change
		consider := func(d civil.Date, why, where string) { first.consider(day, change{d, why, where}) }
		for _, v := range p.Versions {
			id := p.ID + "/" + v.ID
			consider(v.Published, "published", id)
			for _, t := range v.Texts {
				consider(t.Public, "added", id)
				for _, c := range t.Corrections {
					consider(c.Corrects, "corrected", id)
				}
			}
		}
		for _, e := range slices.Concat(p.Events, p.Void) {
			consider(e.On, "event", p.ID)
		}
		if s := p.AsOf(day, false); s != nil {
			for _, e := range s.Coming {
				consider(e.From, "effective", p.ID+"/"+e.ID)
			}
			if s.Ending != nil {
				consider(s.Ending.Effective, "ends", p.ID)
			}
			for _, n := range s.Notices() {
				consider(n.Last.AddDays(1), "notice", p.ID+"/"+n.ID())
			}
		}
		return first
	})
}

// Previous returns the last date before day on which what is public changed, the zero date when nothing is recorded before it.
func (a *Archive) Previous(day civil.Date) civil.Date {
	var last civil.Date
	for _, p := range a.Policies {
		if d := p.previous(day); d.After(last) {
			last = d
		}
	}
	return last
}

// previous is [Archive.Previous] of one policy.
func (p *Policy) previous(day civil.Date) civil.Date {
	return recall(&p.seen.mu, &p.seen.last, day, func() civil.Date {
		var last civil.Date
		consider := func(d civil.Date) {
			if d.Before(day) && d.After(last) {
				last = d
			}
		}
		for _, v := range p.Versions {
			for _, t := range v.Texts {
				consider(t.Public)
				for _, c := range t.Corrections {
					consider(c.Corrects)
				}
			}
		}
		for _, e := range slices.Concat(p.Events, p.Void) {
			consider(e.On)
		}
		s := p.AsOf(day, false)
		if s == nil {
			return last
		}
		for _, n := range s.Notices() {
			consider(n.Last.AddDays(1))
		}
		for _, e := range s.Editions {
			if e.Cancel == nil {
				consider(e.From)
			}
		}
		if s.Ended != nil {
			consider(s.Ended.Effective)
		}
		return last
	})
}
