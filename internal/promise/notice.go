package promise

import (
	"fmt"
	"slices"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/source"
)

// notice counts the days between publication and effect, and those that were promised.
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

// Days returns the notice promised for a change, 0 for none. A change that is not said to be material or not is held to the lesser of both.
func Days(p *source.Promises, material *bool) int {
	switch {
	case p == nil:
		return 0
	case material == nil:
		return min(p.NoticeDays, p.NoticeDaysOther)
	case *material:
		return p.NoticeDays
	}
	return p.NoticeDaysOther
}

func (n *Notice) count(effect civil.Date, by []*policy.Edition, material *bool, waive *source.Waive) {
	n.Given = max(0, effect.Sub(n.Start))
	allowed := waive != nil
	for _, p := range by {
		promised := Days(p.Promised, material)
		n.Promised = max(n.Promised, promised)
		if n.Given < promised && waive != nil && !slices.Contains(p.Promised.Exceptions, waive.Exception) {
			allowed = false
		}
	}
	n.Earliest = n.Start.AddDays(n.Promised)
	switch {
	case n.Promised == 0:
	case n.Given >= n.Promised:
		n.Outcome = Kept
	case allowed:
		n.Outcome, n.Exception = Waived, waive.Exception
	default:
		n.Outcome = Broken
	}
}

func (j *judge) reportNotice(e *policy.Edition, n Notice, by []*policy.Edition, severity diag.Severity) {
	if n.Outcome != Broken {
		return
	}
	at, breach := place(e, "effective"), e.Front().Breach
	if len(e.Moves) > 0 {
		last := e.Moves[len(e.Moves)-1]
		at, breach = diag.Pos{File: last.Path, Line: 1, Col: 1}, breach || last.Breach
	}
	if breach {
		severity = diag.Warning
	}
	d := diag.Diagnostic{Pos: at, Severity: severity, Rule: RuleNotice, Message: short(n, e.From)}
	if severity == diag.Error {
		d.Hint = fmt.Sprintf("the earliest day of effect that keeps the promise is %s; %s; --breach publishes it all the same, and the site says that the promise is not kept",
			n.Earliest, exceptions(e, by))
	}
	j.diags.Add(d)
}

func short(n Notice, effect civil.Date) string {
	return fmt.Sprintf("%s of notice (from %s to %s) where %s promised", plural(n.Given, "day", "days"), n.Start, effect, plural(n.Promised, "day is", "days are"))
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
		Hint: fmt.Sprintf("the earliest day of effect that keeps the promise is %s; --breach records it all the same, and the site says that the promise is not kept", n.Earliest)}
	settled := !event.Effective.After(j.day) && (j.decides == nil || !j.decides(event.Path))
	if event.Breach || n.Adopted || settled {
		d.Severity, d.Hint = diag.Warning, ""
	}
	j.diags.Add(d)
}
