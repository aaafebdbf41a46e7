package policy

import (
	"cmp"
	"slices"

	"candor/internal/diag"
	"candor/internal/source"
)

// Joiner joins sources to archives, one after another. A policy whose sources are those of the time before is the same value, which later
// stages may take for the same; all that it remembers of its days stays with it. The zero value is ready.
type Joiner struct {
	languages []string
	unsure    bool
	linger    int
	kept      map[string]*joined // by id of the policy
}

// written is all sources of one policy, in the order of their paths.
type written struct {
	texts       []*source.Text
	files       []*source.PolicyFile
	attachments []*source.Attachment
	events      []*source.Event
	doubts      []*source.Doubt
}

func (w *written) equal(v *written) bool {
	return slices.Equal(w.texts, v.texts) && slices.Equal(w.files, v.files) && slices.Equal(w.attachments, v.attachments) && slices.Equal(w.events, v.events) &&
		slices.Equal(w.doubts, v.doubts)
}

// joined is a policy with what it was made from.
type joined struct {
	written
	there  []successor // of each event
	policy *Policy
	diags  diag.List
}

// Join is [New]. Calls follow each other.
func (j *Joiner) Join(c *source.Center) (*Archive, diag.List) {
	a := &Archive{Languages: c.Config.Tags()}
	unsure := c.Config.LanguagesUnread
	if !slices.Equal(a.Languages, j.languages) || unsure != j.unsure || c.Config.LingerDays != j.linger {
		j.languages, j.unsure, j.linger, j.kept = a.Languages, unsure, c.Config.LingerDays, nil
	}
	now := group(c)
	known, there := make(map[string]bool, len(now)), make(map[string]successor, len(now))
	for id, p := range now {
		if old := j.kept[id]; old != nil && old.written.equal(&p.written) {
			now[id] = old
		} else {
			j.settle(id, p)
		}
		known[id] = len(now[id].policy.Versions) > 0
		doubtful := slices.ContainsFunc(p.doubts, func(d *source.Doubt) bool { return d.Version != "" })
		there[id] = successor{is: known[id] || doubtful, doubtful: doubtful, from: now[id].policy.began()}
	}
	var diags diag.List
	for id, p := range now {
		p = j.withEvents(id, p, func(policy string) successor { return there[policy] })
		now[id] = p
		diags.Add(p.diags...)
		if known[id] {
			a.Policies = append(a.Policies, p.policy)
		}
	}
	j.kept = now
	slices.SortFunc(a.Policies, func(p, q *Policy) int { return cmp.Or(cmp.Compare(p.Order, q.Order), cmp.Compare(p.ID, q.ID)) })
	diags.Sort()
	return a, diags
}

// group sorts the sources of a center by their policies.
func group(c *source.Center) map[string]*joined {
	all := map[string]*joined{}
	var last *joined
	var lastID string
	of := func(id string) *joined {
		if last != nil && id == lastID {
			return last // most sources stand beside others of their policy
		}
		p := all[id]
		if p == nil {
			p = &joined{}
			all[id] = p
		}
		last, lastID = p, id
		return p
	}
	for _, t := range c.Texts {
		p := of(t.Policy)
		p.texts = append(p.texts, t)
	}
	for _, f := range c.Policies {
		p := of(f.Policy)
		p.files = append(p.files, f)
	}
	for _, a := range c.Attachments {
		p := of(a.Policy)
		p.attachments = append(p.attachments, a)
	}
	for _, e := range c.Events {
		p := of(e.Policy)
		p.events = append(p.events, e)
	}
	for _, d := range c.Doubts {
		p := of(d.Policy)
		p.doubts = append(p.doubts, d)
	}
	return all
}

// settle makes a policy without its events.
func (j *Joiner) settle(id string, p *joined) {
	b := builder{languages: j.languages, unsure: j.unsure, doubts: p.doubts, policy: &Policy{ID: id, linger: j.linger, seen: &views{}}}
	b.policy.Doubtful = j.unsure || len(p.doubts) > 0
	b.texts(p.texts)
	b.details(&p.written)
	b.settle()
	p.policy, p.diags, p.there = b.policy, b.diags, nil
}

// withEvents returns a policy with its events; one that has them already stays as it is, unless other successors are there.
func (j *Joiner) withEvents(id string, p *joined, known func(policy string) successor) *joined {
	there := make([]successor, len(p.events))
	for i, e := range p.events {
		there[i] = known(e.Successor)
	}
	if p.there != nil && slices.Equal(p.there, there) {
		return p
	}
	if p.there != nil {
		p = &joined{written: p.written}
		j.settle(id, p)
	}
	b := builder{languages: j.languages, doubts: p.doubts, policy: p.policy, diags: p.diags}
	b.events(p.events, known)
	p.diags, p.there = b.diags, there
	return p
}
