package page

import (
	"html/template"
	"slices"

	"candor/internal/civil"
	"candor/internal/policy"
	"candor/internal/source"
)

// promises say how a policy changes, as the version shown has promised it; nil where nothing was ever promised.
func (p *planner) promises(s *policy.Standing, e *policy.Edition) []Fact {
	given := e.Promised
	if given == nil {
		return nil
	}
	t := p.print
	var out []Fact
	add := func(key string, value template.HTML) { out = append(out, Fact{Label: t.Text(key), Value: value}) }
	if !given.Notice.IsZero() {
		add("promise_material", p.noSooner(given.Notice))
		add("promise_other", p.noSooner(given.NoticeOther))
	}
	if where := p.channels(given.Announce); len(where) > 0 {
		add("promise_announce", p.words(t.List(where), p.voice))
	}
	if !given.Notice.IsZero() && len(given.Exceptions) > 0 {
		add("promise_exceptions", p.say("promise_exception_reason", t.ListOr(p.each("promise_exception_", given.Exceptions))))
	}
	if given.Archive {
		add("promise_archive", p.say("promise_archive_value"))
	}
	p.service(s, given, add)
	return out
}

// noSooner says how soon after its announcement a change may take effect.
func (p *planner) noSooner(notice civil.Period) template.HTML {
	switch {
	case notice.Months > 0:
		return p.count("promise_months", notice.Months)
	case notice.Days > 0:
		return p.count("promise_days", notice.Days)
	}
	return p.say("promise_same_day")
}

// fullDays says a number of full days.
func (p *planner) fullDays(n int) string { return p.print.Plural("notice_full_days", n) }

// fullPeriod says a period of notice.
func (p *planner) fullPeriod(notice civil.Period) string {
	if notice.Months > 0 {
		return p.print.Plural("notice_full_months", notice.Months)
	}
	return p.fullDays(notice.Days)
}

// toFollow says in which promised languages a version's text comes later, "" for none.
func (p *planner) toFollow(s *policy.Standing, e *policy.Edition) string {
	var names []string
	for _, lang := range p.Book.Notice(s.ID, e.ID).ToFollow {
		names = append(names, p.print.LanguageName(lang))
	}
	if len(names) == 0 {
		return ""
	}
	return p.print.Text("promise_to_follow", p.print.List(names))
}

// waived is the reason that a version gives for what it waives: in the page's language where its text gives it, else in that of the original.
func (p *planner) waived(e *policy.Edition) phrase {
	if w := e.Text(p.lang); w != nil {
		if waive := w.Text.Original.Front.Waive; waive != nil && waive.Reason != "" {
			return phrase{waive.Reason, w.Text.Lang}
		}
	}
	if waive := e.Front().Waive; waive != nil {
		return phrase{waive.Reason, e.OriginalLang}
	}
	return phrase{}
}

// service are the promises that do not concern announcements.
func (p *planner) service(s *policy.Standing, given *source.Promises, add func(string, template.HTML)) {
	if given.ReviewMonths > 0 {
		line := p.count("promise_review_value", given.ReviewMonths)
		for _, event := range slices.Backward(s.Events) {
			if event.Kind == "review" {
				line += "; " + p.say("promise_reviewed", event.On)
				break
			}
		}
		add("promise_review", line)
	}
	if given.RespondDays > 0 {
		add("promise_respond", p.count("promise_respond_value", given.RespondDays))
	}
	if len(given.Languages) > 0 {
		var names []string
		for _, tag := range given.Languages {
			names = append(names, p.print.LanguageName(tag))
		}
		add("promise_languages", p.say("promise_languages_value", p.print.List(names)))
	}
}

func (p *planner) channels(names []string) []string { return p.each("promise_channel_", names) }

// each returns the words for names that have a message, and the other names as they are.
func (p *planner) each(prefix string, names []string) []string {
	var out []string
	for _, name := range names {
		if p.print.Has(prefix + name) {
			name = p.print.Text(prefix + name)
		}
		out = append(out, name)
	}
	return out
}
