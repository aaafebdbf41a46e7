package page

import (
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/locale"
	"candor/internal/policy"
)

// Input is what a site is planned from.
type Input struct {
	Config  *config.Config
	Center  *policy.Center
	Catalog *locale.Catalog
	Texts   Texts
	Free    []string // names of the free pages, home apart
	Preview bool
	Style   string // path of the style sheet in the site
}

// planner plans the pages of one language.
type planner struct {
	*Input
	set   *Set
	lang  string
	print *locale.Printer
}

// Plan decides on the pages of a site.
func Plan(in *Input) *Set {
	base := in.Config.BaseURL
	set := &Set{addresses: map[string]bool{}, languages: in.Config.Tags(), base: strings.TrimSuffix(base.Path, "/"), origin: base.Scheme + "://" + base.Host}
	for _, address := range addresses(in) {
		set.addresses[address] = true
	}
	for _, lang := range set.languages {
		p := &planner{Input: in, set: set, lang: lang, print: in.Catalog.Printer(lang)}
		p.pages()
	}
	return set
}

func addresses(in *Input) []string {
	out := []string{"/", "/changelog/"}
	for _, name := range in.Free {
		out = append(out, "/"+name+"/")
	}
	for _, s := range in.Center.Policies {
		out = append(out, "/"+s.ID+"/", "/"+s.ID+"/archive/")
		for _, e := range s.Editions {
			out = append(out, address(e))
		}
		for _, pair := range Pairs(s, in.Config.AllPairs) {
			out = append(out, pair.Address)
		}
	}
	return out
}

func address(e *policy.Edition) string { return "/" + e.Policy.ID + "/" + e.ID + "/" }

func (p *planner) add(address, file string, data any, noindex bool) {
	dir := ""
	if p.lang != p.set.languages[0] {
		dir = p.lang
	}
	full := strings.TrimPrefix(path.Join("/", dir, address, "index.html"), "/")
	if strings.HasSuffix(address, ".html") {
		full = strings.TrimPrefix(path.Join("/", dir, address), "/")
	}
	p.set.Pages = append(p.set.Pages, &Page{Path: full, Address: address, Lang: p.lang, Template: file, Noindex: noindex, Data: data})
}

func (p *planner) frame(address, title, section string, noindex bool) Frame {
	o := p.Config.Organization
	f := Frame{T: p.print, Lang: p.lang, Dir: locale.Direction(p.lang), Title: title, Organization: Organization(o), Address: address,
		Canonical: p.set.Absolute(p.lang, address), Noindex: noindex || p.Preview, Preview: p.Preview, Section: section,
		HasContact: p.set.Has("/contact/"), Style: p.set.base + "/" + p.Style, set: p.set}
	for _, l := range p.Config.Languages {
		if l.Tag == p.lang {
			f.Center = l.Title
		}
		name := l.Name
		if name == "" {
			name = locale.SelfName(l.Tag)
		}
		f.Choices = append(f.Choices, Choice{Lang: l.Tag, Dir: locale.Direction(l.Tag), Name: name, URL: p.set.URL(l.Tag, address), Current: l.Tag == p.lang})
		f.Alternates = append(f.Alternates, Alternate{l.Tag, p.set.Absolute(l.Tag, address)})
	}
	if f.Center == "" {
		f.Center = o.Name
	}
	return f
}

func (p *planner) pages() {
	p.home()
	p.changelog()
	for _, name := range p.Free {
		p.free(name)
	}
	for _, s := range p.Center.Policies {
		p.text(s, s.Shown, "/"+s.ID+"/", true)
		for _, e := range s.Editions {
			p.text(s, e, address(e), false)
		}
		p.archive(s)
		p.redlines(s)
	}
	p.add("/404.html", "404.html", Missing{p.frame("/", p.print.Text("missing_title"), "", true)}, true)
}

// wording is the text that a page in this language shows: its own, else the authoritative one.
func (p *planner) wording(e *policy.Edition) (w *policy.Wording, own bool) {
	if w := e.Text(p.lang); w != nil {
		return w, true
	}
	return &e.Languages[0], false
}

func title(w *policy.Wording) string {
	if w.Source.Front.Title != "" {
		return w.Source.Front.Title
	}
	return w.Text.Original.Front.Title
}

func (p *planner) home() {
	f := p.frame("/", "", "documents", false)
	f.Title = f.Center
	h := Home{Frame: f}
	if a, _, ok := p.Texts.Free("home", p.lang); ok {
		h.Intro = a.HTML
	}
	groups := map[string]int{}
	for _, s := range p.Center.Policies {
		h.Notices = append(h.Notices, p.notices(s)...)
		if s.State == policy.Withdrawn {
			continue
		}
		i, ok := groups[s.Group]
		if !ok {
			i = len(h.Groups)
			groups[s.Group] = i
			h.Groups = append(h.Groups, Group{Title: p.group(s.Group)})
		}
		h.Groups[i].Items = append(h.Groups[i].Items, p.item(s))
	}
	slices.SortStableFunc(h.Notices, func(a, b Notice) int {
		if a.Material == b.Material {
			return 0
		}
		if a.Material {
			return -1
		}
		return 1
	})
	h.Changes = p.changes()
	if len(h.Changes) > 5 {
		h.Changes = h.Changes[:5]
	}
	p.add("/", "home.html", h, false)
}

func (p *planner) group(key string) string {
	if t := p.Config.Groups[key][p.lang]; t != "" {
		return t
	}
	if key == "" {
		return p.print.Text("home_other")
	}
	return key
}

func (p *planner) item(s *policy.Standing) Item {
	w, _ := p.wording(s.Shown)
	state, class := p.state(s.Shown)
	return Item{Title: title(w), TitleLang: w.Text.Lang, TitleDir: locale.Direction(w.Text.Lang), Address: "/" + s.ID + "/", State: state, StateClass: class, Status: p.status(s, s.Shown)}
}

// state returns the word and the class of an edition's state.
func (p *planner) state(e *policy.Edition) (word, class string) {
	switch e.State {
	case policy.Announced:
		return p.print.Text("state_announced"), "soon"
	case policy.Cancelled:
		return p.print.Text("state_cancelled"), "void"
	case policy.InForce:
		return p.print.Text("state_in_force"), "in"
	case policy.Superseded:
		return p.print.Text("state_superseded"), "past"
	default:
		return p.print.Text("state_draft"), "draft"
	}
}

// status says in words since when, or until when, an edition holds.
func (p *planner) status(s *policy.Standing, e *policy.Edition) string {
	t := p.print
	switch {
	case e.State == policy.Draft:
		return t.Text("state_draft")
	case e.State == policy.Cancelled:
		return t.Text("status_cancelled_on", e.Cancel.On)
	case e.State == policy.Announced:
		return t.Text("status_takes_effect", e.From)
	case s.Ended != nil && e == s.InForce:
		return t.Text("status_withdrawn_since", s.Ended.Effective)
	case e.State == policy.InForce && e.Until.IsZero():
		return t.Text("status_in_force_since", e.From)
	case e.State == policy.InForce:
		return t.Text("status_in_force_until", e.From, e.Until)
	case e.Until.Before(e.From):
		return t.Text("status_same_day", e.From)
	default:
		return t.Text("status_was_in_force", e.From, e.Until)
	}
}

func (p *planner) notices(s *policy.Standing) []Notice {
	var out []Notice
	for _, e := range s.Coming {
		w, _ := p.wording(e)
		front := w.Text.Original.Front
		heading := p.print.Text("notice_heading", title(w), e.From)
		if s.InForce == nil {
			heading = p.print.Text("notice_heading_first", title(w), e.From)
		}
		out = append(out, Notice{Title: title(w), Heading: heading, Lang: w.Text.Lang, Dir: locale.Direction(w.Text.Lang), Material: material(e), Changes: front.Changes, Action: front.Action,
			Announced: p.print.Plural("notice_announced_ahead", e.Notice(), e.Published), Text: address(e), Policy: "/" + s.ID + "/",
			Redline: p.redline(s, e)})
	}
	return out
}

func material(e *policy.Edition) bool { m := e.Front().Material; return m != nil && *m }

func (p *planner) change(s *policy.Standing, e *policy.Edition) string {
	switch m := e.Front().Material; {
	case e == s.Editions[len(s.Editions)-1]:
		return p.print.Text("change_first")
	case m == nil:
		return p.print.Text("change_unstated")
	case *m:
		return p.print.Text("change_material")
	default:
		return p.print.Text("change_other")
	}
}

func (p *planner) changeOf(s *policy.Standing, e *policy.Edition) Change {
	w, _ := p.wording(e)
	state, class := p.state(e)
	return Change{Title: title(w), Lang: w.Text.Lang, Dir: locale.Direction(w.Text.Lang), Kind: p.change(s, e), Policy: "/" + s.ID + "/", Text: address(e),
		Date: e.From, State: state, StateClass: class, Changes: w.Text.Original.Front.Changes, Redline: p.redline(s, e)}
}

func (p *planner) changes() []Change {
	var out []Change
	for _, s := range p.Center.Policies {
		for _, e := range s.Editions {
			if e.Draft() {
				continue
			}
			out = append(out, p.changeOf(s, e))
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return b.Date.Compare(a.Date) })
	return out
}

func (p *planner) changelog() {
	c := Changelog{Frame: p.frame("/changelog/", p.print.Text("nav_changes"), "changes", false)}
	for _, change := range p.changes() {
		year := strconv.Itoa(change.Date.Year)
		if n := len(c.Years); n == 0 || c.Years[n-1].Year != year {
			c.Years = append(c.Years, Year{Year: year})
		}
		last := &c.Years[len(c.Years)-1]
		last.Changes = append(last.Changes, change)
	}
	p.add("/changelog/", "changelog.html", c, false)
}

func (p *planner) free(name string) {
	lang := p.lang
	a, heading, ok := p.Texts.Free(name, lang)
	if !ok {
		for _, other := range p.set.languages {
			if a, heading, ok = p.Texts.Free(name, other); ok {
				lang = other
				break
			}
		}
	}
	p.add("/"+name+"/", "page.html", Free{Frame: p.frame("/"+name+"/", heading, name, lang != p.lang), TextLang: lang, TextDir: locale.Direction(lang), Article: a.HTML}, lang != p.lang)
}

func (p *planner) text(s *policy.Standing, e *policy.Edition, at string, current bool) {
	w, own := p.wording(e)
	a := p.Texts.Article(e, w)
	noindex := !own || e.State != policy.InForce && !current
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
	p.add(at, "policy.html", d, noindex)
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
		d.Notices = p.notices(s)
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

func (p *planner) rows(s *policy.Standing, most int) []Row {
	var rows []Row
	for _, e := range s.Editions {
		if len(rows) == most && most > 0 {
			break
		}
		rows = append(rows, p.row(s, e))
	}
	return rows
}

func (p *planner) row(s *policy.Standing, e *policy.Edition) Row {
	state, class := p.state(e)
	r := Row{Address: address(e), Name: p.name(e), State: state, StateClass: class, Period: p.period(e), Change: p.change(s, e),
		Approved: p.approvedBy(e), Redline: p.redline(s, e)}
	if !e.Draft() && e != s.Editions[len(s.Editions)-1] {
		r.Notice = p.print.Plural("archive_notice", e.Notice())
	}
	for _, w := range e.Languages {
		r.Languages = append(r.Languages, p.print.LanguageName(w.Text.Lang))
	}
	return r
}

func (p *planner) name(e *policy.Edition) string {
	if e.Draft() {
		return e.ID
	}
	return p.print.Date(e.From)
}

func (p *planner) period(e *policy.Edition) string {
	switch {
	case e.State == policy.Draft:
		return ""
	case e.State == policy.Cancelled:
		return p.print.Text("status_never")
	case e.Until.IsZero():
		return p.print.Text("status_since", p.short(e.From))
	default:
		return p.print.Text("general_range", p.short(e.From), p.short(e.Until))
	}
}

func (p *planner) short(d civil.Date) string { return p.print.DateShort(d) }

func (p *planner) archive(s *policy.Standing) {
	w, _ := p.wording(s.Shown)
	at := "/" + s.ID + "/archive/"
	p.add(at, "archive.html", Archive{Frame: p.frame(at, p.print.Text("archive_page_title", title(w)), "documents", false), PolicyTitle: title(w),
		PolicyAddress: "/" + s.ID + "/", Rows: p.rows(s, 0)}, false)
}

// Mark is the text that stands in a page where article n goes; its characters are of Unicode's private use area, which no
// message holds.
func Mark(n int) template.HTML { return template.HTML("\ue000" + strconv.Itoa(n) + "\ue001") }
