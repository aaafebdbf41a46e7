package page

import (
	"html/template"
	"path"

	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/policy"
)

// Policy is a policy's text: at the policy's address or at a version's own.
type Policy struct {
	Frame
	ID, Version       string
	PolicyAddress     string
	State, StateClass string
	Status            string
	Current           bool // the page is the policy's address
	Banners           []string
	InForceAddress    string // where the text in force is, "" when this is it
	SinceAddress      string // what has changed since this text, "" when it is in force
	Notices           []Notice
	Facts             []Fact
	Summary           template.HTML
	MissingLine       string
	TextLang, TextDir string
	Outline           []markdown.Entry
	Article           template.HTML
	Promises          []Fact
	Earlier           []Row
	Corrections       []string
	Source, Seal      string
	Attachments       []Link
}

// Fact is a label and its value.
type Fact struct{ Label, Value string }

// Link is a link to a file.
type Link struct{ Name, URL string }

func (p *planner) text(s *policy.Standing, e *policy.Edition, at string, current bool) {
	_, own := p.wording(e)
	noindex := !own || e.State != policy.InForce && !current
	p.add(at, "policy.html", noindex, func() any { return p.policy(s, e, at, current, noindex) })
}

func (p *planner) policy(s *policy.Standing, e *policy.Edition, at string, current, noindex bool) Policy {
	w, own := p.wording(e)
	a := p.Texts.Article(e, w)
	if current && e.State == policy.InForce {
		a.HTML = p.Texts.Clauses(s, e, w, p.lang)
	}
	d := Policy{Frame: p.frame(at, title(w), "documents", noindex), ID: s.ID, Version: e.ID, PolicyAddress: "/" + s.ID + "/", Current: current,
		Status: p.status(s, e), TextLang: w.Text.Lang, TextDir: locale.Direction(w.Text.Lang), Article: a.HTML, Summary: a.Summary}
	d.State, d.StateClass = p.state(e)
	for _, entry := range a.Outline {
		if !entry.Hidden {
			d.Outline = append(d.Outline, entry)
		}
	}
	p.languages(&d, e, own, current)
	p.standing(&d, s, e, current)
	d.Facts = p.facts(s, e)
	for _, c := range w.Corrections {
		d.Corrections = append(d.Corrections, p.print.Text("correction_line", c.Corrects, c.Front.Reason))
	}
	d.Source, d.Seal = p.set.base+address(e)+path.Base(w.Source.Path), w.Source.Hex()
	for _, file := range e.Attachments {
		d.Attachments = append(d.Attachments, Link{Name: file.Name, URL: p.set.base + address(e) + file.Name})
	}
	d.Earlier = p.rows(s, 4)
	return d
}

// languages makes the chooser and the link relations tell the truth about one text.
func (p *planner) languages(d *Policy, e *policy.Edition, own, current bool) {
	d.Alternates = nil
	for i, c := range d.Choices {
		note := "lang_translated"
		switch w := e.Text(c.Lang); {
		case w == nil:
			note = "lang_missing"
		case c.Lang == e.Authoritative:
			note = "lang_prevails"
		}
		d.Choices[i].Note = p.print.Text(note)
		if note != "lang_missing" {
			d.Alternates = append(d.Alternates, Alternate{c.Lang, p.set.Absolute(c.Lang, d.Address)})
		}
	}
	at := d.Address
	if e.State == policy.InForce || current {
		at = d.PolicyAddress
	}
	d.Canonical = p.set.Absolute(d.TextLang, at)
	if !own {
		d.MissingLine = p.print.Text("version_missing_line", p.print.LanguageName(e.Authoritative))
	} else if d.TextLang != e.Authoritative {
		d.MissingLine = p.print.Text("version_prevailing_line", p.print.LanguageName(e.Authoritative))
	}
}

func (p *planner) standing(d *Policy, s *policy.Standing, e *policy.Edition, current bool) {
	t := p.print
	if e.State == policy.InForce || current {
		d.Notices = p.current(s)
	}
	if s.InForce != nil && e != s.InForce {
		d.InForceAddress = "/" + s.ID + "/"
		if since := "/" + s.ID + "/since/" + e.ID + "/"; p.set.Has(since) {
			d.SinceAddress = since
		}
	}
	switch {
	case e.State == policy.Cancelled:
		d.Banners = append(d.Banners, t.Text("banner_cancelled"))
	case e.State == policy.Announced:
		d.Banners = append(d.Banners, t.Text("banner_not_yet", e.From))
	case s.Ended != nil:
		d.Banners = append(d.Banners, t.Text("banner_withdrawn"))
	case e.State == policy.Superseded && s.InForce != nil:
		d.Banners = append(d.Banners, t.Text("banner_now_in_force", s.InForce.From))
	}
	if s.Ended != nil && s.Ended.Successor != "" {
		for _, other := range p.Center.Policies {
			if other.ID == s.Ended.Successor {
				w, _ := p.wording(other.Shown)
				d.Banners = append(d.Banners, t.Text("banner_successor", title(w)))
			}
		}
	}
}

func (p *planner) facts(s *policy.Standing, e *policy.Edition) []Fact {
	t := p.print
	facts := []Fact{{t.Text("version_prevails"), t.LanguageName(e.Authoritative)}}
	if !e.Draft() {
		facts = append(facts, Fact{t.Text("version_published"), t.Date(e.Published)})
	}
	if by := p.approvedBy(e); by != "" && !e.Front().Approved.IsZero() {
		facts = append(facts, Fact{t.Text("version_approved"), t.Text("version_approved_value", by, e.Front().Approved)})
	}
	return append(facts, Fact{t.Text("version_change"), p.change(s, e)})
}

// approvedBy is the role that approved a version, in the page's language where its text says it.
func (p *planner) approvedBy(e *policy.Edition) string {
	w, _ := p.wording(e)
	if by := w.Text.Original.Front.ApprovedBy; by != "" {
		return by
	}
	return e.Front().ApprovedBy
}
