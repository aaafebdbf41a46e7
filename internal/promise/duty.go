package promise

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/source"
)

// current reports whether a translation was made from the original text of its version. A correction is no change of the policy, so
// a translation of the wording before it is still good. A translation that does not say what it was made from is not judged.
func current(e *policy.Edition, w *policy.Wording) bool {
	says := w.Source.Front.Translates
	return says == "" || e.Has(says)
}

// languages holds that the version is there in every language that is promised.
func (j *judge) languages(e *policy.Edition, by []*policy.Edition, severity diag.Severity) {
	var promised []string
	for _, p := range by {
		if p.Promised != nil {
			promised = append(promised, p.Promised.Languages...)
		}
	}
	slices.Sort(promised)
	for _, lang := range slices.Compact(promised) {
		w := e.Text(lang)
		d := diag.Diagnostic{Severity: severity, Rule: RuleLanguages}
		switch {
		case w == nil:
			d.Pos, d.Message = place(e, "title"), fmt.Sprintf("the policy promises its text in %q, and this version has none", lang)
			d.Hint = "add " + lang + ".md beside this text"
		case w.Text.Lang != e.OriginalLang && !current(e, w):
			d.Pos = w.Source.Pos("translates")
			d.Message = fmt.Sprintf("the policy promises its text in %q, and this one follows an earlier wording (%s, and the original text is %s)", lang, w.Source.Front.Translates, e.Languages[0].Source.Follows())
			d.Hint = "bring the translation up to date; in a draft, candor translated " + j.policy.ID + " DRAFT " + lang + " records that it is"
		default:
			continue
		}
		j.due(e.ID, RuleLanguages, lang, e.From)
		switch waived, why := waives(e, lang, by); {
		case waived:
			n := j.book.notices[e.ID]
			n.ToFollow = append(n.ToFollow, lang)
			j.book.notices[e.ID] = n
			d.Severity, d.Message, d.Hint = diag.Warning, d.Message+"; readers are told that it is to follow", ""
		case severity == diag.Error && why != "":
			d.Hint += "; " + why
		}
		j.diags.Add(d)
	}
}

// waives reports whether a version states, for a reason that its promises allow, that its text in a language comes later; where it does not, why
// says what is in the way, "" where the promises allow no such reason.
func waives(e *policy.Edition, lang string, by []*policy.Edition) (waived bool, why string) {
	allowed := []string{"law", "security"}
	for _, p := range by {
		if p.Promised != nil && slices.Contains(p.Promised.Languages, lang) {
			allowed = slices.DeleteFunc(allowed, func(exception string) bool { return !slices.Contains(p.Promised.Exceptions, exception) })
		}
	}
	waive := e.Front().Waive
	switch {
	case len(allowed) == 0:
		return false, ""
	case waive == nil || !slices.Contains(waive.Languages, lang):
		return false, fmt.Sprintf("or, for %s, waive = { exception = %q, reason = \"…\", languages = [%q] } in its front matter says that it is to follow",
			strings.Join(allowed, " or "), allowed[0], lang)
	case !slices.Contains(allowed, waive.Exception):
		return false, fmt.Sprintf("the exception %q of its waive is none that the promise allows for this: %q", waive.Exception, allowed)
	case strings.TrimSpace(waive.Reason) == "":
		return false, "its waive gives no reason, which readers see"
	}
	return true, ""
}

func (j *judge) due(version, rule, what string, by civil.Date) {
	j.book.due = append(j.book.due, Due{Policy: j.policy.ID, Version: version, Rule: rule, What: what, By: by})
}

// announce wants people told through every promised channel outside the site while the whole notice is still before them.
func (j *judge) announce(e *policy.Edition, n Notice, by []*policy.Edition) {
	j.tell(e.ID, e.From, e.Sent, place(e, "published"), n, by)
}

// tell is announce of a version or of a withdrawal, which has a name and takes effect on a day.
func (j *judge) tell(name string, from civil.Date, sent []*source.Event, at diag.Pos, n Notice, by []*policy.Edition) {
	var channels []string
	for _, p := range by {
		channels = append(channels, p.Promised.Outside()...)
	}
	slices.Sort(channels)
	deadline := n.Promised.Before(from)
	if deadline.Before(n.Start) {
		deadline = n.Start
	}
	for _, channel := range slices.Compact(channels) {
		told := first(sent, channel)
		if told.IsZero() {
			j.due(name, RuleAnnounce, channel, deadline)
		}
		d := diag.Diagnostic{Pos: at, Severity: diag.Warning, Rule: RuleAnnounce}
		switch {
		case told.IsZero() && j.day.After(deadline):
			d.Message = fmt.Sprintf("the policy promises to tell people through %q, which was due on %s, and nothing is recorded", channel, deadline)
			d.Hint = fmt.Sprintf("candor sent %s %s --channel %s --told DATE records it", j.policy.ID, name, channel)
		case told.After(deadline):
			d.Message = fmt.Sprintf("people were told through %q on %s, and it was due on %s", channel, told, deadline)
		default:
			continue
		}
		j.diags.Add(d)
	}
}

// told warns of a channel that no promise names, since the one that was promised would stay due, and of a day on which the version was not
// public yet.
func (j *judge) told(e *policy.Edition, by []*policy.Edition) {
	promised := e.Promised.Outside()
	for _, p := range by {
		promised = append(promised, p.Promised.Outside()...)
	}
	slices.Sort(promised)
	promised = slices.Compact(promised)
	for _, sent := range e.Sent {
		warn := func(key, hint, format string, args ...any) {
			j.diags.Add(diag.Diagnostic{Pos: sent.Pos(key), Severity: diag.Warning, Rule: RuleAnnounce, Message: fmt.Sprintf(format, args...), Hint: hint})
		}
		if sent.Told.Before(e.Published) {
			warn("told", "is it the right day?", "people were told on %s of a version that became public on %s", sent.Told, e.Published)
		}
		switch {
		case slices.Contains(promised, sent.Channel):
		case len(promised) > 0:
			warn("channel", "what it promises is told through "+strings.Join(promised, ", "), "the policy promises nothing through %q", sent.Channel)
		case !slices.Contains(named, sent.Channel):
			warn("channel", "the words for channels are "+strings.Join(named, " and ")+"; announce in [promises] names others", "pages have no word for the channel %q and no promise names it", sent.Channel)
		}
	}
}

// named are the channels outside the site that pages have words for.
var named = []string{"email", "service"}

// Channels are the channels outside the site that pages have words for, whatever a policy promises.
func Channels() []string { return slices.Clone(named) }

// first returns the day on which people were first told through a channel.
func first(sent []*source.Event, channel string) civil.Date {
	var day civil.Date
	for _, s := range sent {
		if s.Channel == channel && (day.IsZero() || s.Told.Before(day)) {
			day = s.Told
		}
	}
	return day
}

// review wants a version or a review within the promised months.
func (j *judge) review() {
	s := j.standing
	if s.State != policy.Current || s.InForce.Promised == nil || s.InForce.Promised.ReviewMonths == 0 {
		return
	}
	months := s.InForce.Promised.ReviewMonths
	last := s.InForce.Published
	for _, e := range s.Editions {
		if e.State != policy.Cancelled && e.Published.After(last) {
			last = e.Published
		}
	}
	for _, event := range s.Events {
		if event.Kind == "review" && event.On.After(last) {
			last = event.On
		}
	}
	by := last.AddMonths(months)
	j.due(s.InForce.ID, RuleReview, "", by)
	if j.day.After(by) {
		j.diags.Add(diag.Diagnostic{Pos: place(s.InForce, "title"), Severity: diag.Warning, Rule: RuleReview,
			Message: fmt.Sprintf("a review is promised every %s; the last change or review was on %s", plural(months, "month", "months"), last),
			Hint:    "candor review " + s.ID + " --on DATE records a review after which nothing had to change"})
	}
}
