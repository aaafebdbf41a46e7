package site

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/policy"
	"candor/internal/promise"
)

// Status is what stands in a center on a day, what is due, and when the site changes next. It speaks of scheduled versions and drafts too:
// it is for those who publish, not for the site. docs/schema/status.schema.json describes it as data.
type Status struct {
	Schema   int            `json:"schema"`
	Day      civil.Date     `json:"as_of"`
	Policies []PolicyStatus `json:"policies"`
	Due      []Duty         `json:"due"`
	Changes  []DayOfChange  `json:"changes"` // the dates on which the site changes, the next first
}

// PolicyStatus is one policy.
type PolicyStatus struct {
	ID        string          `json:"id"`
	State     string          `json:"state"` // "upcoming", "in-force", "withdrawn", or "unpublished" where nothing of it is public
	InForce   string          `json:"in_force,omitempty"`
	Since     civil.Date      `json:"since,omitzero"`
	Until     civil.Date      `json:"until,omitzero"` // the last day, where it is known
	Ends      civil.Date      `json:"ends,omitzero"`  // the day on which the policy itself ends, where that is announced
	Announced []VersionStatus `json:"announced,omitempty"`
	Scheduled []VersionStatus `json:"scheduled,omitempty"` // not public yet
	Drafts    []string        `json:"drafts,omitempty"`
	Missing   []MissingTexts  `json:"missing,omitempty"` // of what is in force and what is announced
}

// MissingTexts are the languages of the center in which a version has no text.
type MissingTexts struct {
	Version   string   `json:"version"`
	Languages []string `json:"languages"`
}

// VersionStatus is a version to come.
type VersionStatus struct {
	ID        string     `json:"id"`
	Published civil.Date `json:"published"`
	Effective civil.Date `json:"effective"`
}

// Duty is something to be done.
type Duty struct {
	Policy  string     `json:"policy"`
	Version string     `json:"version,omitempty"`
	Kind    string     `json:"kind"`           // "sent", "review", "translation" or "correction"
	What    string     `json:"what,omitempty"` // the channel or the language
	By      civil.Date `json:"by,omitzero"`
	Overdue bool       `json:"overdue,omitempty"`
	Command string     `json:"command"` // that records it; run as it stands it records nothing, since only people know the day
}

// DayOfChange is a date on which the site changes.
type DayOfChange struct {
	On    civil.Date `json:"on"`
	Why   string     `json:"why"` // "published", "effective", "added", "corrected", "event", "ends" or "notice"
	Where string     `json:"where"`
}

// mostChanges bounds the list of dates to come.
const mostChanges = 100

// Status says how the center stands on the site's day.
func (s *Site) Status() *Status {
	out := &Status{Schema: 1, Day: s.Day, Policies: []PolicyStatus{}, Due: []Duty{}, Changes: []DayOfChange{}}
	for _, p := range s.archive.Policies {
		out.Policies = append(out.Policies, statusOf(p, s.Day, s.Config.Tags()))
		out.Due = append(out.Due, s.translations(p)...)
	}
	for _, d := range s.by.book.Due {
		out.Due = append(out.Due, duty(d, s.Day))
	}
	slices.SortStableFunc(out.Due, func(a, b Duty) int {
		return cmp.Or(when(a).Compare(when(b)), cmp.Compare(a.Policy, b.Policy), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.What, b.What))
	})
	for day := s.Day; len(out.Changes) < mostChanges; {
		next, why, where := s.archive.Next(day)
		if next.IsZero() {
			break
		}
		out.Changes = append(out.Changes, DayOfChange{next, why, where})
		day = next
	}
	return out
}

// when orders what has no day behind what has one.
func when(d Duty) civil.Date {
	if d.By.IsZero() {
		return civil.Of(9999, 12, 31)
	}
	return d.By
}

func statusOf(p *policy.Policy, day civil.Date, languages []string) PolicyStatus {
	out := PolicyStatus{ID: p.ID, State: "unpublished"}
	if s := p.AsOf(day, false); s != nil {
		out.State = string(s.State)
		if e := s.InForce; e != nil && s.Ended == nil {
			out.InForce, out.Since, out.Until = e.ID, e.From, e.Until
		}
		if s.Ending != nil {
			out.Ends = s.Ending.Effective
		}
		for _, e := range slices.Backward(s.Coming) {
			out.Announced = append(out.Announced, VersionStatus{e.ID, e.Published, e.From})
		}
		for _, e := range slices.Backward(s.Editions) {
			without := slices.DeleteFunc(slices.Clone(languages), func(lang string) bool { return e.Text(lang) != nil })
			if len(without) > 0 && s.Ended == nil && (e.State == policy.InForce || e.State == policy.Announced) {
				out.Missing = append(out.Missing, MissingTexts{e.ID, without})
			}
		}
	}
	for _, v := range p.Versions {
		switch {
		case v.Draft():
			out.Drafts = append(out.Drafts, v.ID)
		case v.Published.After(day):
			out.Scheduled = append(out.Scheduled, VersionStatus{v.ID, v.Published, v.Effective})
		}
	}
	return out
}

func duty(d promise.Due, day civil.Date) Duty {
	out := Duty{Policy: d.Policy, Version: d.Version, What: d.What, By: d.By, Overdue: d.By.Before(day)}
	switch d.Rule {
	case promise.RuleReview:
		out.Kind, out.Command = "review", "candor review "+d.Policy+" --on DATE"
	case promise.RuleAnnounce:
		out.Kind, out.Command = "sent", strings.Join([]string{"candor sent", d.Policy, d.Version, "--channel", d.What, "--told DATE"}, " ")
	default:
		out.Kind, out.Command = "translation", strings.Join([]string{"candor publish", d.Policy, d.Version, "--lang", d.What, "--dry-run"}, " ")
	}
	return out
}

// translations are the texts of what is in force or announced that follow another wording than any that the version has had: a correction changes
// nothing that a translation says. Languages that nobody promised are not due.
func (s *Site) translations(p *policy.Policy) []Duty {
	standing := p.AsOf(s.Day, false)
	if standing == nil {
		return nil
	}
	var out []Duty
	for _, e := range standing.Editions {
		if e.State != policy.InForce && e.State != policy.Announced || standing.Ended != nil {
			continue
		}
		for _, w := range e.Languages[1:] {
			if says := cmp.Or(w.Source.Front.Translates, w.Text.Original.Front.Translates); says != "" && !e.Has(says) {
				out = append(out, Duty{Policy: p.ID, Version: e.ID, Kind: "correction", What: w.Text.Lang, Command: strings.Join([]string{"candor correct", p.ID, e.ID, w.Text.Lang}, " ")})
			}
		}
	}
	return out
}

// ChangeWords says why the site changes, after the name of what does it; why is a word of [Site.Why] or of a change of [Status].
func ChangeWords(why string) string {
	switch why {
	case "published":
		return "is published"
	case "effective":
		return "takes effect"
	case "added":
		return "gets a translation"
	case "corrected":
		return "is corrected"
	case "ends":
		return "ends"
	case "notice":
		return "is no longer news: its notice ends"
	default:
		return "has an event"
	}
}
