package policy

import (
	"cmp"
	"slices"

	"candor/internal/civil"
	"candor/internal/source"
)

// Notice is the announcement of one change as it stands on a day: of a version, or of the end of a policy.
type Notice struct {
	Edition    *Edition      // the version that is announced; nil where the policy ends
	Withdrawal *source.Event // the end of the policy; nil where a version is announced
	Revoked    *source.Event // the event that cancelled the withdrawal; nil for none
	First      bool          // the version changes nothing: it is the policy's first
	Since      civil.Date    // the day of announcement
	From       civil.Date    // the day on which it takes effect; of a cancelled version, on which it was to
	Last       civil.Date    // the last day on which the notice is current
}

// ID is the last part of the notice's address and of its name in data: the version's id, or the name of the withdrawal's file.
func (n Notice) ID() string {
	if n.Withdrawal != nil {
		return n.Withdrawal.Name()
	}
	return n.Edition.ID
}

// Current reports whether the notice is to be shown on a day that is not before its announcement.
func (n Notice) Current(day civil.Date) bool { return !day.After(n.Last) }

// Cancelled reports whether what was announced will not come.
func (n Notice) Cancelled() bool {
	return n.Revoked != nil || n.Edition != nil && n.Edition.Cancel != nil
}

// Coming reports whether the change is still ahead on a day.
func (n Notice) Coming(day civil.Date) bool { return !n.Cancelled() && n.From.After(day) }

// Material reports whether the change is material. The end of a policy is judged as one (docs/formats.md, section 2).
func (n Notice) Material() bool {
	if n.Withdrawal != nil {
		return true
	}
	m := n.Edition.Front().Material
	return m != nil && *m
}

// Notices returns every notice that the policy has given, the newest first. A version has one from its publication on; a first
// version only if it was announced before it took effect, since otherwise it changes nothing for anyone.
//
// A notice is current from its announcement until linger_days after the change took effect. That of a cancelled version stays at
// least until the day on which people expected the change.
func (s *Standing) Notices() []Notice { return slices.Clip(s.notices) }

// announced makes the notices; linger is that of the policy.
func (s *Standing) announced(linger int) []Notice {
	var out []Notice
	oldest := s.oldest()
	for _, e := range s.Editions {
		if e.Draft() {
			continue
		}
		n := Notice{Edition: e, First: e == oldest, Since: e.Published, From: e.From}
		if n.First && !e.From.After(e.Published) && !e.Effective.After(e.Published) {
			continue
		}
		out = append(out, n.lasting(e.Cancel, linger))
	}
	for _, e := range s.Events {
		if e.Kind == "withdraw" {
			n := Notice{Withdrawal: e, Revoked: s.Revoked(e), Since: e.On, From: e.Effective}
			out = append(out, n.lasting(n.Revoked, linger))
		}
	}
	slices.SortStableFunc(out, func(a, b Notice) int { return cmp.Or(b.Since.Compare(a.Since), b.From.Compare(a.From)) })
	return out
}

// lasting sets for how long a notice is current.
func (n Notice) lasting(cancel *source.Event, linger int) Notice {
	n.Last = n.From.AddDays(linger)
	if cancel != nil {
		n.Last = cancel.On.AddDays(linger)
		if n.Last.Before(n.From) {
			n.Last = n.From
		}
	}
	return n
}

// oldest is the version that the policy began with, nil where there are only drafts.
func (s *Standing) oldest() *Edition {
	for _, e := range slices.Backward(s.Editions) {
		if !e.Draft() && e.Cancel == nil {
			return e
		}
	}
	return nil
}

// Next returns the next date after the center's day on which the site changes, as far as what is public tells: a version takes effect,
// a policy ends, or a notice has been shown long enough. The zero date means none. What is only scheduled has no part in it.
func (c *Center) Next() civil.Date {
	var next civil.Date
	consider := func(d civil.Date) {
		if d.After(c.Day) && (next.IsZero() || d.Before(next)) {
			next = d
		}
	}
	for _, s := range c.Policies {
		for _, n := range s.Notices() {
			if !n.Cancelled() {
				consider(n.From)
			}
			consider(n.Last.AddDays(1))
		}
	}
	return next
}

// Began is the day on which the policy was first made public, the zero date where there are only drafts. No later event changes it.
func (s *Standing) Began() civil.Date {
	var began civil.Date
	for _, e := range s.Editions {
		if !e.Draft() && (began.IsZero() || e.Published.Before(began)) {
			began = e.Published
		}
	}
	return began
}
