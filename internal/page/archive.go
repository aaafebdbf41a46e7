package page

import (
	"html/template"
	"slices"
	"strconv"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/source"
)

// Row is a version in a list.
type Row struct {
	Address, Name     string // Name is its day, with its id where another version has that day; a draft's id
	Redline           *Link  // to what it changed, nil for none
	State, StateClass string
	Passed            []Passed
	Period            template.HTML // from and to, in numbers
	Change            string        // the kind of its change
	Material          bool
	Notice            string        // the full days of notice that were given, and which notice is usual
	Excuse            string        // why they were fewer than promised, "" where they were not
	Reason            template.HTML // the company's words for it, "" for none
	Stated            bool          // adopted or imported: its days are those that the company states
	Since             template.HTML // the day of effect as it was stated, where that is before publication; "" otherwise
	Approved          template.HTML
	Languages         []Link // its texts; Note says that one follows an earlier wording
	Compare           []Link
	Until             template.HTML // in words: until when it was in force
	Changes           []string      // what it changed
	Lang, Dir         string        // of Changes
	FirstDay, LastDay string        // "2025-06-02": on which days it was in force, for the script; "" for never and for an open end
}

// Event is something that happened to a policy without a new version.
type Event struct {
	On     civil.Date
	Day    template.HTML
	Line   template.HTML
	Reason template.HTML
	Link   Link // the version that it concerns
	quiet  bool // no entry of the changelog: it says how people were told of what stands there already
	ends   bool // the policy ends by it, which is judged as a material change (docs/formats.md, section 2)
}

// Archive is all versions of a policy.
type Archive struct {
	Frame
	PolicyTitle, PolicyAddress string
	Heading                    string
	Rows                       []Row
	Events                     []Event
	Picture                    *Picture // nil for a single version
	Behind                     bool     // a translation in Rows follows an earlier wording
	Ended                      string   // "2025-12-31": the day from which the policy is withdrawn, "" for none
}

func (p *planner) archive(s *policy.Standing) Archive {
	at := "/" + s.ID + "/archive/"
	link := p.policyLink(s)
	a := Archive{Frame: p.frame(at, p.print.Text("archive_page_title", link.Text), "documents", false), PolicyTitle: link.Text, PolicyAddress: "/" + s.ID + "/",
		Heading: p.print.Text("archive_title"), Events: p.events(s), Picture: p.picture(s)}
	a.Path = append([]Link{{Text: p.print.Text("nav_documents"), Address: "/"}}, link)
	a.Sheet = a.Title
	p.follow(&a.Frame, s)
	for _, e := range s.Editions {
		a.Rows = append(a.Rows, p.row(s, e))
		if oldest(s, e) && !e.Draft() {
			a.Heading = p.print.Text("archive_heading", strconv.Itoa(e.From.Year))
		}
	}
	for _, r := range a.Rows {
		a.Behind = a.Behind || slices.ContainsFunc(r.Languages, func(l Link) bool { return l.Note != "" })
	}
	if s.Ended != nil {
		a.Ended = s.Ended.Effective.String()
	}
	return a
}

func (p *planner) row(s *policy.Standing, e *policy.Edition) Row {
	kind := p.kind(s, e)
	r := Row{Address: address(e), Name: p.name(s, e), Period: p.period(s, e), Change: kind.Text, Material: kind.Strong, Redline: p.redline(s, e, p.print.Text("changelog_compare")),
		Notice: p.given(s, e), Excuse: p.excuse(p.Book.Notice(s.ID, e.ID), "archive_notice_waived_", "archive_notice_broken"), Compare: p.compare(s, e),
	}
	r.Changes, r.Lang = p.changesTold(e)
	r.Dir = locale.Direction(r.Lang)
	r.State, r.StateClass = p.state(e)
	r.Passed = p.passed(s, e)
	if why := p.unkept(e, p.Book.Notice(s.ID, e.ID)); why.text != "" {
		r.Reason = p.words(why.text, why.lang)
	}
	r.Stated = p.Book.Notice(s.ID, e.ID).Adopted
	r.Since = p.statedSince(e)
	if by := p.approvedBy(e); by.text != "" {
		r.Approved = p.words(by.text, by.lang)
	}
	for _, w := range e.Languages {
		l := Link{Text: p.print.LanguageName(w.Text.Lang), URL: p.set.URL(w.Text.Lang, address(e))}
		if s.Lag(e, &w) != nil {
			l.Note = p.translation(s, e, &w)
		}
		r.Languages = append(r.Languages, l)
	}
	r.Until = p.until(s, e)
	if e.State == policy.InForce || e.State == policy.Superseded || e.State == policy.Announced {
		r.FirstDay = e.From.String()
		if until := e.Until; !until.IsZero() {
			r.LastDay = until.String()
		}
	}
	return r
}

// since is the redline from a version to the one in force.
func (p *planner) since(s *policy.Standing, e *policy.Edition) (pair Pair, ok bool) {
	for _, pair := range p.set.byID[s.ID].pairs {
		if pair.Since && pair.From == e {
			return pair, true
		}
	}
	return Pair{}, false
}

// statedSince is the day of effect of a version as it was stated, where the version was published later and holds from then only (docs/formats.md, section 3).
func (p *planner) statedSince(e *policy.Edition) template.HTML {
	if e.Draft() || !e.Effective.Before(e.Published) {
		return ""
	}
	return p.say("general_label", p.print.Text("version_effective"), p.day(e.Effective))
}

func (p *planner) until(s *policy.Standing, e *policy.Edition) template.HTML {
	if e.State == policy.Superseded {
		return p.status(s, e)
	}
	word, _ := p.state(e)
	if line := p.status(s, e); line != "" && e.State != policy.Cancelled {
		return p.words(word+": ", p.voice) + line
	}
	return p.status(s, e)
}

// given says how many full days of notice a version gave, and which notice is usual: the promised one.
func (p *planner) given(s *policy.Standing, e *policy.Edition) string {
	given := p.Book.Notice(s.ID, e.ID)
	switch {
	case e.Draft():
		return ""
	case given.First:
		return p.print.Text("archive_notice_none")
	case given.Outcome == promise.Unrecorded:
		return p.print.Text("archive_notice_unrecorded")
	case !given.Promised.IsZero():
		return p.print.Text("archive_notice_promised", p.fullDays(given.Given), p.fullPeriod(given.Promised))
	case !e.From.After(given.Start):
		return p.print.Text("archive_notice_same_day")
	default:
		return p.fullDays(given.Given)
	}
}

// compare are the redlines that lead to a version, and from it to the one in force.
func (p *planner) compare(s *policy.Standing, e *policy.Edition) []Link {
	older, _ := p.neighbours(s, e)
	var out []Link
	for _, pair := range p.set.byID[s.ID].pairs {
		key := "archive_compare_then"
		switch {
		case pair.Since || pair.To != e:
			continue
		case pair.From == older:
			key = "archive_compare_previous"
		case p.Config.AllPairs && pair.From != before(s, e):
			continue
		}
		if pair.From == s.InForce && s.Ended == nil {
			key = "archive_compare_in_force"
		}
		out = append(out, p.toComparison(s, pair, p.print.Text(key)))
	}
	if since, ok := p.since(s, e); ok {
		out = append(out, p.toComparison(s, since, p.print.Text("archive_compare_in_force")))
	}
	return out
}

// events are what happened to a policy beside its versions, the newest first.
func (p *planner) events(s *policy.Standing) []Event {
	var out []Event
	for _, event := range slices.Backward(s.Events) {
		line := p.event(s, event)
		if line == "" {
			continue
		}
		v := edition(s, event.Version)
		if event.Kind == "redact" && v != nil && !slices.Contains(v.Redactions(), event) {
			continue
		}
		on := event.On
		if event.Kind == "sent" {
			on = event.Told // what readers are to know is the day on which they were told, not the one of the record
		}
		e := Event{On: on, Day: p.day(on), Line: line, quiet: event.Kind == "sent", ends: event.Kind == "withdraw"}
		if why := p.localized(event.Reason, s.OriginalLang); why.text != "" {
			e.Reason = p.words(why.text, why.lang)
		} else if note := p.localized(event.Note, s.OriginalLang); note.text != "" {
			e.Reason = p.words(note.text, note.lang)
		}
		if v != nil {
			e.Link = Link{Text: p.print.Text("version_of", v.From), Address: address(v)}
		}
		out = append(out, e)
	}
	for _, e := range s.Editions {
		out = append(out, p.later(s, e)...)
	}
	slices.SortStableFunc(out, func(a, b Event) int { return b.On.Compare(a.On) })
	return out
}

// later are the corrections and late translations of a version, and what it is stated to hold already.
func (p *planner) later(s *policy.Standing, e *policy.Edition) []Event {
	if e.Draft() {
		return nil
	}
	var out []Event
	version := Link{Text: p.print.Text("version_of", e.From), Address: address(e)}
	for _, id := range p.Book.Carries(s.ID, e.ID) {
		sooner := edition(s, id)
		if sooner == nil {
			continue
		}
		out = append(out, Event{On: sooner.Published, Day: p.day(sooner.Published), Line: p.say("event_carried", sooner.From), Link: version})
	}
	shown, _ := p.wording(e)
	for _, w := range e.Languages {
		corrected := version
		if w.Text == shown.Text {
			corrected.Address += "#corrections"
		}
		if w.Text.Public.After(e.Published) {
			out = append(out, Event{On: w.Text.Public, Day: p.day(w.Text.Public), Line: p.say("translation_entry", p.print.LanguageName(w.Text.Lang)), Link: version})
		}
		for _, c := range w.Corrections {
			line := p.say("correction_entry")
			if c.Front.NotMaterial {
				line = p.say("correction_not_material")
			}
			out = append(out, Event{On: c.Corrects, Day: p.day(c.Corrects), Line: line, Reason: p.words(c.Front.Reason, w.Text.Lang), Link: corrected})
		}
	}
	return out
}

// event says what an event was, "" for one that a page has no word for.
func (p *planner) event(s *policy.Standing, event *source.Event) template.HTML {
	switch event.Kind {
	case "move":
		from := event.Effective
		if v := edition(s, event.Version); v != nil {
			from = v.Effective
			for _, earlier := range v.Moves {
				if earlier == event {
					break
				}
				from = earlier.Effective
			}
		}
		return p.say("event_moved", from, event.Effective)
	case "cancel":
		if w := s.Withdrawal(event.Version); w != nil {
			return p.say("event_withdrawal_cancelled", w.Effective)
		}
		return p.say("event_cancelled", event.On)
	case "withdraw":
		if s.Revoked(event) != nil {
			return p.say("event_withdrawal_announced", event.Effective)
		}
		return p.say("event_withdrawn", event.Effective)
	case "sent":
		key := "event_sent_" + event.Channel
		if p.print.Has(key) {
			return p.say(key)
		}
		return p.say("event_sent", event.Channel)
	case "review":
		return p.say("event_reviewed")
	case "redact":
		return p.redacted(edition(s, event.Version), event)
	}
	return ""
}

// redacted says what words were taken out of: a text, a file, all of a version, or what is recorded of the policy.
func (p *planner) redacted(v *policy.Edition, event *source.Event) template.HTML {
	switch {
	case v == nil && event.Version != "":
		return ""
	case event.Whole:
		return p.say("event_redacted_whole", event.On)
	case event.Lang != "":
		return p.say("general_label", p.print.LanguageName(event.Lang), p.say("event_redacted", event.On))
	case v == nil && event.Attached != "":
		return p.say("event_redacted", event.On)
	case event.Attached == "":
		return "" // what a translation says that it follows
	case slices.ContainsFunc(v.Attachments, func(a *source.Attachment) bool { return a.Name == event.Attached }):
		return p.say("event_redacted_file", event.Attached, event.On)
	}
	return p.say("event_redacted_gone", event.Attached, event.On)
}

func edition(s *policy.Standing, id string) *policy.Edition {
	for _, e := range s.Editions {
		if e.ID == id && id != "" {
			return e
		}
	}
	return nil
}
