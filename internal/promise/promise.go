// Package promise holds what a policy's versions do against what the policy has promised about its changes (docs/formats.md, section 6).
//
// In comes the archive, a day, and the days of sealing; out come a [Book] of facts for pages (how many full days of notice were given and
// promised, and whether that was kept, waived or broken), what is due, and diagnostics. A version is judged by the promises of the version
// in force on the day it was published, and by those of a version announced then, where they give more:
//
//	book, diags := promise.Judge(archive, day, sums.Day)
//	n := book.Notice("privacy", "2023-10-31")
//	fmt.Println(n.Given, "full days, promised", n.Promised, "-", n.Outcome)
//
// What has taken effect can no longer be helped: its faults are warnings, unless a command is deciding on it just then ([Memory]). So are
// those of a version that was adopted or imported, which is one that was sealed after the day it says it was published: candor seals what
// it publishes on that day or before. Such a version is judged by the dates that the company states when it had taken effect before it was
// sealed; one that had not is judged from the day of sealing, so that nobody gains notice by writing an earlier date.
//
// Notice is counted in full days ([civil.Period]). Programs of before counted the day of effect too; a sealed version that kept its promise by
// their count is told in a warning, since it can no longer be changed. The package reads no file.
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

// The rules of docs/formats.md, section 6. Its promise-archive is held by package seal, which knows what was sealed.
const (
	RuleNotice    = "promise-notice"
	RuleLanguages = "promise-languages"
	RuleAnnounce  = "promise-announce"
	RuleReview    = "promise-review"
	RuleWeakened  = "promise-weakened"
	RuleOvertaken = "order-overtaken"
)

// Outcome says whether a promised notice was given.
type Outcome uint8

// The outcomes.
const (
	Unpromised Outcome = iota // no notice was promised, or it is a first version
	Kept
	Waived // shorter, for a reason that the promise allows
	Broken
	Unrecorded // of an adopted version that states one day for publication and effect: nobody knows when people were told
)

// String returns the outcome's name in machine-readable files.
func (o Outcome) String() string {
	return [...]string{"unpromised", "kept", "waived", "broken", "unrecorded"}[o]
}

// Notice is the notice of one version, or of a policy's withdrawal.
type Notice struct {
	Outcome   Outcome
	Start     civil.Date   // from which day it runs
	Given     int          // full days between Start and the day of effect
	Promised  civil.Period // the longest of those that bind it; none where nothing is promised
	Earliest  civil.Date   // the first day of effect that keeps the promise
	Exception string       // of a waived notice, such as "law"; its reason stands in each wording's front matter
	First     bool         // nothing came before: no notice is needed
	Adopted   bool         // dates as stated by the company
	ToFollow  []string     // promised languages in which the text comes later, for the reason that its waive gives
}

// Due is something that a promise wants done by a day.
type Due struct {
	Policy, Version string
	Rule            string
	What            string // the channel, the language, or ""
	By              civil.Date
}

// Book is what is known of the promises of a center on a day. It speaks only of what is public then.
type Book struct {
	Due []Due // by policy, the versions as the center has them; also what is overdue
	of  map[string]*record
}

// record is what is known of the promises of one policy.
type record struct {
	due        []Due
	notices    map[string]Notice // by version
	withdrawal Notice
	carriers   map[string][]string
}

func newRecord() *record {
	return &record{notices: map[string]Notice{}, carriers: map[string][]string{}}
}

// Notice returns the notice of a version; it is zero for one that is not public.
func (b *Book) Notice(policy, version string) Notice {
	if r := b.of[policy]; r != nil {
		return r.notices[version]
	}
	return Notice{}
}

// Withdrawal returns the notice of a policy's end, announced or past; it is zero where there is none.
func (b *Book) Withdrawal(policy string) Notice {
	if r := b.of[policy]; r != nil {
		return r.withdrawal
	}
	return Notice{}
}

// Carries returns the versions, published later and in effect sooner, whose change an announced version is stated to hold already.
func (b *Book) Carries(policy, version string) []string {
	if r := b.of[policy]; r != nil {
		return r.carriers[version]
	}
	return nil
}

// Judge judges every version that is public on the day, and every scheduled one as it will stand on its own day, whose faults are
// reported and whose facts are not in the book. sealed returns the day on which a file ([source.File.Path]) was sealed, the zero date for
// none.
func Judge(a *policy.Archive, day civil.Date, sealed func(file string) civil.Date) (*Book, diag.List) {
	return new(Memory).Judge(a, day, sealed)
}

// judgePolicy judges one policy.
func judgePolicy(p *policy.Policy, day civil.Date, sealed func(file string) civil.Date, decides func(file string) bool) (*record, diag.List) {
	r := newRecord()
	var diags diag.List
	if s := p.AsOf(day, false); s != nil {
		j := &judge{book: r, policy: p, standing: s, day: day, sealed: sealed, decides: decides, diags: &diags}
		for _, e := range s.Editions {
			j.edition(e)
		}
		j.withdrawal()
		j.review()
	}
	for _, v := range p.Versions {
		if v.Published.After(day) {
			scheduled(p, v, day, sealed, decides, &diags)
		}
	}
	return r, diags
}

// scheduled judges one version on the day it will be published.
func scheduled(p *policy.Policy, v *policy.Version, day civil.Date, sealed func(string) civil.Date, decides func(string) bool, diags *diag.List) {
	s := p.AsOf(v.Published, false)
	j := &judge{book: newRecord(), policy: p, standing: s, day: day, sealed: sealed, decides: decides, diags: diags}
	for _, e := range s.Editions {
		if e.ID == v.ID {
			j.edition(e)
		}
	}
}

// judge works on one policy.
type judge struct {
	book     *record
	policy   *policy.Policy // whole
	standing *policy.Standing
	day      civil.Date
	sealed   func(file string) civil.Date
	decides  func(file string) bool // nil: nothing is being decided
	diags    *diag.List
}

func (j *judge) version(id string) *policy.Version {
	for _, v := range j.policy.Versions {
		if v.ID == id {
			return v
		}
	}
	return nil
}

func (j *judge) edition(e *policy.Edition) {
	before := j.policy.Before(j.version(e.ID))
	by := Binding(before)
	n := j.notice(e, by)
	j.book.notices[e.ID] = n
	j.carried(e)
	j.told(e, by)
	if e.State == policy.Cancelled || e.Draft() {
		return
	}
	severity := diag.Error
	if n.Adopted || !e.From.After(j.day) && !j.deciding(e) {
		severity = diag.Warning
	}
	j.reportNotice(e, n, by, severity)
	j.languages(e, by, severity)
	j.announce(e, n, by)
	j.weakened(e, by, severity)
	j.overtaken(e, before, severity)
	j.bypassed(e, severity)
}

// deciding reports whether a command is about to publish an edition, or to move it to the day on which it takes effect.
func (j *judge) deciding(e *policy.Edition) bool {
	file := e.Texts[0].Original.Path
	if n := len(e.Moves); n > 0 {
		file = e.Moves[n-1].Path
	}
	return j.decides != nil && j.decides(file)
}

// Binding returns the versions whose promises bind a change that is published when a policy stands so: the one in force, and those
// announced. before is nil where nothing was public.
func Binding(before *policy.Standing) []*policy.Edition {
	if before == nil {
		return nil
	}
	var by []*policy.Edition
	if before.InForce != nil {
		by = append(by, before.InForce)
	}
	return append(by, before.Coming...)
}

// place returns where a key of the version stands.
func place(e *policy.Edition, key string) diag.Pos { return e.Texts[0].Original.Pos(key) }

func (j *judge) carried(e *policy.Edition) {
	for _, id := range e.Front().Carried {
		if j.standing.Edition(id) == nil {
			j.diags.Add(diag.Diagnostic{Pos: place(e, "carried"), Rule: RuleOvertaken, Message: fmt.Sprintf("the policy %q has no version %q that could hold this change", j.policy.ID, id)})
			continue
		}
		j.book.carriers[id] = append(j.book.carriers[id], e.ID)
	}
	for _, event := range j.standing.Events {
		if event.Kind == "carry" && event.Version == e.ID {
			j.book.carriers[e.ID] = append(j.book.carriers[e.ID], event.Change)
		}
	}
}

// weakened compares the promises that a version states with those that bound it.
func (j *judge) weakened(e *policy.Edition, by []*policy.Edition, severity diag.Severity) {
	if material := e.Front().Material; e.Promises == nil || material != nil && *material {
		return
	}
	var less []string
	for _, p := range by {
		for _, what := range weaker(p.Promised, e.Promises) {
			if !slices.Contains(less, what) {
				less = append(less, what)
			}
		}
	}
	if len(less) > 0 {
		j.diags.Add(diag.Diagnostic{Pos: place(e, "promises"), Severity: severity, Rule: RuleWeakened,
			Message: "promises less than before (" + strings.Join(less, ", ") + ") and is not material",
			Hint:    "a change of what is promised is material: material = true, or promise as much as before"})
	}
}

// weaker names what the promises in now give less than those in old.
func weaker(old, now *source.Promises) []string {
	if old == nil {
		return nil
	}
	var less []string
	note := func(is bool, what string) {
		if is {
			less = append(less, what)
		}
	}
	lost := func(old, now []string) bool {
		return slices.ContainsFunc(old, func(s string) bool { return !slices.Contains(now, s) })
	}
	longer := func(old, now int) bool { return old > 0 && (now == 0 || now > old) }
	note(now.Notice.Shorter(old.Notice), "notice")
	note(now.NoticeOther.Shorter(old.NoticeOther), "notice_other")
	note((old.Notice != civil.Period{} || old.NoticeOther != civil.Period{}) && lost(now.Exceptions, old.Exceptions), "exceptions")
	note(lost(old.Announce, now.Announce), "announce")
	note(old.Archive && !now.Archive, "archive")
	note(longer(old.ReviewMonths, now.ReviewMonths), "review_months")
	note(longer(old.RespondDays, now.RespondDays), "respond_days")
	note(lost(old.Languages, now.Languages), "languages")
	return less
}

// overtaken reports a version that takes effect before one that was already announced: the later text would bring back the old wording.
func (j *judge) overtaken(e *policy.Edition, before *policy.Standing, severity diag.Severity) {
	if before == nil {
		return
	}
	for _, announced := range before.Coming {
		later := j.standing.Edition(announced.ID)
		if later == nil || later.State == policy.Cancelled || !e.From.Before(later.From) || slices.Contains(e.Front().Carried, later.ID) {
			continue
		}
		d := Overtaken(place(e, "effective"), j.policy.ID, e.From, later, j.day)
		d.Severity = severity
		j.diags.Add(d)
	}
}

// bypassed reports a version that was sealed before another one, is public after it, and takes effect after it: nobody has heard of it when
// the other one is published, and its text would bring back the old wording all the same. What is adopted or imported is sealed after the
// day on which it was public, and bypasses none.
func (j *judge) bypassed(e *policy.Edition, severity diag.Severity) {
	sealed := j.sealed(e.Texts[0].Original.Path)
	for _, sooner := range j.standing.Editions {
		since := j.sealed(sooner.Texts[0].Original.Path)
		switch {
		case sooner.Draft() || sooner.State == policy.Cancelled || !sooner.From.Before(e.From) || sooner.Published.After(e.Published):
		case sealed.IsZero() || !sealed.Before(since) || since.After(sooner.Published):
		case Carried(j.standing.Policy, sooner.Version, e.ID):
		default:
			d := Overtaken(place(sooner, "effective"), j.policy.ID, sooner.From, e, j.day)
			d.Severity = severity
			j.diags.Add(d)
		}
	}
}

// Carried reports whether it is stated that a version holds the change of one that takes effect sooner: in the front matter of that one, or by
// an event, where the version was not public yet.
func Carried(p *policy.Policy, sooner *policy.Version, later string) bool {
	return slices.Contains(sooner.Front().Carried, later) || slices.ContainsFunc(p.Events, func(event *source.Event) bool {
		return event.Kind == "carry" && event.Version == later && event.Change == sooner.ID
	})
}

// Overtaken is the error that a version of a policy, in effect from a day, comes before one that is announced, or scheduled on the day.
func Overtaken(at diag.Pos, policyID string, from civil.Date, later *policy.Edition, day civil.Date) diag.Diagnostic {
	state, way := "announced", fmt.Sprintf("candor cancel %s %s and publish it anew with this change in it", policyID, later.ID)
	if later.Published.After(day) {
		state, way = "scheduled", "take it back with the commit that published it, and publish it anew with this change in it"
	}
	return diag.Diagnostic{Pos: at, Rule: RuleOvertaken,
		Message: fmt.Sprintf("takes effect on %s, before the %s version %q of %s, whose text would bring back the old wording", from, state, later.ID, later.From),
		Hint:    way + "; or, if its text holds this change already, candor publish --carried " + later.ID,
		Related: []diag.Related{{Pos: place(later, "effective"), Message: "the " + state + " version"}}}
}
