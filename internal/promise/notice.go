package promise

import (
	"fmt"
	"slices"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/source"
)

// notice counts the full days between publication and effect, and those that were promised.
func (j *judge) notice(e *policy.Edition, by []*policy.Edition) Notice {
	sealed := j.sealed(e.Texts[0].Original.Path)
	n := Notice{First: len(by) == 0, Adopted: sealed.After(e.Published)}
	n.Start = runs(e.Published, sealed, e.Effective)
	from := e.Effective
	for _, move := range e.Moves {
		if move.Effective.Before(from) {
			n.Start = runs(move.On, j.sealed(move.Path), move.Effective)
		}
		from = move.Effective
	}
	waive := e.Front().Waive
	n.count(e.From, by, e.Front().Material, waive)
	stated := n.Adopted || sealed.IsZero() && !e.Draft() && e.Published.Before(j.day)
	if stated && !n.First && n.Outcome != Waived && !e.From.After(e.Published) {
		n.Outcome = Unrecorded
	}
	return n
}

// runs returns the day from which a notice runs: that of publication or of sealing, whichever is later. What had taken effect before it
// was sealed is taken as stated.
func runs(published, sealed, effective civil.Date) civil.Date {
	if sealed.After(published) && sealed.Before(effective) {
		return sealed
	}
	return published
}

// Period returns the notice promised for a change that is announced on a day, none for nothing. A change that is not said to be material or not
// is held to the shorter of both.
func Period(p *source.Promises, material *bool, from civil.Date) civil.Period {
	switch {
	case p == nil:
		return civil.Period{}
	case material == nil && p.NoticeOther.After(from).Before(p.Notice.After(from)):
		return p.NoticeOther
	case material == nil || *material:
		return p.Notice
	}
	return p.NoticeOther
}

func (n *Notice) count(effect civil.Date, by []*policy.Edition, material *bool, waive *source.Waive) {
	n.Given, n.Earliest = civil.FullDays(n.Start, effect), n.Start
	allowed := waive != nil
	for _, p := range by {
		promised := Period(p.Promised, material, n.Start)
		earliest := promised.After(n.Start)
		if earliest.After(n.Earliest) {
			n.Promised, n.Earliest = promised, earliest
		}
		if effect.Before(earliest) && waive != nil && !slices.Contains(p.Promised.Exceptions, waive.Exception) {
			allowed = false
		}
	}
	switch {
	case n.Promised.IsZero():
	case !effect.Before(n.Earliest):
		n.Outcome = Kept
	case allowed:
		n.Outcome, n.Exception = Waived, waive.Exception
	default:
		n.Outcome = Broken
	}
}

// PromisedDays returns the full days of the promised period, counted from the day on which the notice began to run.
func (n *Notice) PromisedDays() int { return civil.FullDays(n.Start, n.Earliest) }

// byOldCount reports whether a notice is short only because the day of effect is not counted.
func (n *Notice) byOldCount(effect civil.Date) bool {
	return n.Outcome == Broken && n.Promised.Months == 0 && effect.AddDays(1) == n.Earliest
}

func (j *judge) reportNotice(e *policy.Edition, n Notice, by []*policy.Edition, severity diag.Severity) {
	if n.Outcome != Broken {
		return
	}
	at, breach, deciding := place(e, "effective"), e.Front().Breach, j.deciding(e)
	sealed := j.sealed(e.Texts[0].Original.Path)
	if len(e.Moves) > 0 {
		last := e.Moves[len(e.Moves)-1]
		at, breach, sealed = diag.Pos{File: last.Path, Line: 1, Col: 1}, breach || last.Breach, j.sealed(last.Path)
	}
	if breach || n.byOldCount(e.From) && !sealed.IsZero() && !deciding {
		severity = diag.Warning
	}
	d := diag.Diagnostic{Pos: at, Severity: severity, Rule: RuleNotice, Message: short(n, e.From)}
	if severity == diag.Error {
		d.Hint = fmt.Sprintf("the earliest day of effect that keeps the promise is %s; %s; --breach with a --reason publishes it all the same, and the site says how much notice was given",
			n.Earliest, exceptions(e, by))
	}
	j.diags.Add(d)
}

func short(n Notice, effect civil.Date) string {
	return fmt.Sprintf("%s of notice (from %s to %s, neither counted) where %s promised", plural(n.Given, "full day", "full days"), n.Start, effect, FullPeriod(n.Promised)+" "+is(n.Promised))
}

// FullPeriod says a period in English: "30 full days", "2 full months".
func FullPeriod(p civil.Period) string {
	if p.Months > 0 {
		return plural(p.Months, "full month", "full months")
	}
	return plural(p.Days, "full day", "full days")
}

func is(p civil.Period) string {
	if p.Days+p.Months == 1 {
		return "is"
	}
	return "are"
}

func plural(n int, one, other string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, other)
}

// exceptions says for which reasons the promise itself allows a shorter notice.
func exceptions(e *policy.Edition, by []*policy.Edition) string {
	var all []string
	for i, p := range by {
		if p.Promised == nil {
			continue
		}
		if i == 0 || all == nil {
			all = slices.Clone(p.Promised.Exceptions)
			continue
		}
		all = slices.DeleteFunc(all, func(x string) bool { return !slices.Contains(p.Promised.Exceptions, x) })
	}
	switch waive := e.Front().Waive; {
	case waive != nil && len(all) > 0:
		return fmt.Sprintf("the exception %q is none that the promise allows: %q", waive.Exception, all)
	case waive != nil:
		return fmt.Sprintf("the promise allows no exception, so %q does not waive it", waive.Exception)
	case len(all) > 0:
		return fmt.Sprintf("waive = { exception = %q, reason = \"…\" } in its front matter says why it cannot be kept this once", all[0])
	}
	return "the promise allows no exception"
}

// withdrawal judges the end of the policy as a material change.
func (j *judge) withdrawal() {
	event := j.standing.Ending
	if event == nil {
		event = j.standing.Ended
	}
	if event == nil {
		return
	}
	sealed := j.sealed(event.Path)
	n := Notice{Adopted: sealed.After(event.On), Start: runs(event.On, sealed, event.Effective)}
	material := true
	n.count(event.Effective, Binding(j.policy.AsOf(event.On, false)), &material, nil)
	j.book.withdrawal = n
	if j.standing.Ending != nil {
		at := diag.Pos{File: event.Path, Line: 1, Col: 1}
		j.tell(event.Name(), event.Effective, j.standing.Told(event.Name()), at, n, Binding(j.policy.AsOf(event.On, false)))
	}
	if n.Outcome != Broken {
		return
	}
	d := diag.Diagnostic{Pos: diag.Pos{File: event.Path, Line: 1, Col: 1}, Rule: RuleNotice, Message: short(n, event.Effective),
		Hint: fmt.Sprintf("the earliest day of effect that keeps the promise is %s; --breach records it all the same, and the site says how much notice was given", n.Earliest)}
	decided := j.decides == nil || !j.decides(event.Path)
	settled := decided && (!event.Effective.After(j.day) || n.byOldCount(event.Effective) && !sealed.IsZero())
	if event.Breach || n.Adopted || settled {
		d.Severity, d.Hint = diag.Warning, ""
	}
	j.diags.Add(d)
}
