package page

import (
	"html/template"
	"path"
	"slices"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/policy"
	"candor/internal/source"
)

// Policy is a policy's text: at the policy's address or at a version's own.
type Policy struct {
	Frame
	ID, Version       string
	PolicyAddress     string
	Current           bool // the page is the policy's address
	Heading           template.HTML
	State, StateClass string
	Status            template.HTML // the dates of the state
	Remarks           []Remark      // what else is to be known: moved, in force at once for newcomers, will be withdrawn, corrected in the original
	Lag               *Lag          // the text stayed behind its original; nil where it did not
	Banners           []Banner      // what a reader must know before all: not in force, withdrawn, a draft
	Notices           []Notice      // of announced changes, the latest first, as on the line of time
	Passed            []Passed
	Name              template.HTML // of the version: "Version of 2 June 2025"
	Facts             []Fact
	Corrections       []Correction
	Summary           template.HTML
	LanguageLine      template.HTML // which text is the original and whether it prevails, or which is shown instead
	Original          *Link         // the original text of this page, nil when it is the one shown
	TextLang, TextDir string
	Contents          []Content
	Article           template.HTML
	Clauses           bool // the article says since when its clauses stand
	Promises          []Fact
	Unpromised        bool // the policy says that it promises nothing about how it changes
	Earlier           []Row
	First             bool // the last of Earlier, or else this version, is the policy's first
	Source            Source
	Attachments       []Link
}

// Remark is a line below the dates of a text.
type Remark struct {
	Line  template.HTML
	Until civil.Date // the day from which it is no longer so, zero for none
}

// Banner says above a text what it is not.
type Banner struct {
	Class  string // of its node
	Line   template.HTML
	Until  civil.Date // the day from which the banner is no longer so, zero for none
	Passed []Passed   // what Line is from a day on
	Reason template.HTML
	Main   *Link // where to go instead
	Links  []Link
}

// Correction is a later wording of a text that is no change of the policy.
type Correction struct {
	On            civil.Date
	Reason        string
	Stated        template.HTML // that it changes a number, a date or an amount and yet nothing in the policy; "" where it changes none
	Before, After string        // the seals
	URL           string        // of the file as corrected
	Changes       template.HTML // what it changed, and nothing else
	Readings      template.HTML // from when to when what read what
}

// Content is an entry of a text's contents.
type Content struct {
	ID, Number, Text string
	Parts            []Content
}

// Source is the file that a text was made from.
type Source struct {
	Name, URL, Seal string
	Sealed          civil.Date // zero where it is not sealed
	Permanent       string     // whole address of the version
}

func (p *planner) policy(s *policy.Standing, e *policy.Edition, at string, current, noindex bool) Policy {
	w, _ := p.wording(e)
	a := p.Texts.Article(e, w)
	if current && e.State == policy.InForce {
		a.HTML = p.Texts.Clauses(s, e, w, p.lang)
	}
	heading := Title(w)
	if !current {
		heading = p.print.Text("version_page_title", heading, p.name(s, e))
	}
	d := Policy{Frame: p.frame(at, heading, "documents", noindex), ID: s.ID, Version: e.ID, PolicyAddress: "/" + s.ID + "/", Current: current,
		Heading: p.words(Title(w), w.Text.Lang), Status: p.status(s, e), TextLang: w.Text.Lang, TextDir: locale.Direction(w.Text.Lang),
		Article: a.HTML, Summary: a.Summary, Contents: contents(a.Outline), Name: p.say("version_this"), Passed: p.passed(s, e), Clauses: current && e.State == policy.InForce && !oldest(s, e)}
	if !current && !e.Draft() {
		d.Heading = p.say("version_page_title", titled(w), p.named(s, e))
	}
	if !e.Draft() {
		d.Name = p.say("version_of", p.named(s, e))
	}
	d.State, d.StateClass = p.standing(s, e)
	d.Sheet, d.SheetUntil = p.sheet(s, e, w), until(d.Passed)
	d.Path = p.above(s, current)
	p.languages(&d, s, e)
	p.relate(&d, s, e)
	p.warn(&d, s, e)
	d.Lag = p.lag(s, e, w)
	for _, c := range e.Uncorrected(w) {
		if d.Lag == nil {
			d.Remarks = append(d.Remarks, Remark{Line: p.say("lag_corrected", c.Corrects)})
		}
	}
	d.Facts = p.facts(s, e)
	d.Corrections = p.corrections(e, w)
	d.Promises = p.promises(s, e)
	d.Unpromised = d.Promises == nil && e.Promised != nil
	d.Source = Source{Name: s.ID + "/" + e.ID + "/" + path.Base(w.Source.Path), URL: p.set.base + address(e) + path.Base(w.Source.Path), Seal: w.Source.Hex(), Sealed: p.Sealed(w.Source.Path),
		Permanent: p.set.Absolute(p.lang, address(e))}
	d.Structured = p.textData(&d, s, e, w)
	for _, file := range e.Attachments {
		d.Attachments = append(d.Attachments, Link{Text: file.Name, URL: p.set.base + address(e) + file.Name, Download: file.Active != ""})
	}
	d.Earlier, d.First = p.earlier(s, e, 4)
	return d
}

// above are the pages above a version: the documents, and for its permanent address the policy and its archive.
func (p *planner) above(s *policy.Standing, current bool) []Link {
	path := []Link{{Text: p.print.Text("nav_documents"), Address: "/"}}
	if current {
		return path
	}
	return append(path, p.policyLink(s), Link{Text: p.print.Text("nav_archive"), Address: "/" + s.ID + "/archive/"})
}

func (p *planner) policyLink(s *policy.Standing) Link {
	w, _ := p.wording(s.Shown)
	return p.foreign(Link{Text: Title(w), Address: "/" + s.ID + "/"}, w.Text.Lang)
}

// foreign marks a link whose words are in a language that is not the page's.
func (p *planner) foreign(l Link, lang string) Link {
	if lang != p.voice {
		l.Lang, l.Dir = lang, locale.Direction(lang)
	}
	return l
}

// sheet is the line at the head of each printed page: which text, of which day, and whether it holds.
func (p *planner) sheet(s *policy.Standing, e *policy.Edition, w *policy.Wording) string {
	line := Title(w) + ". " + p.print.Text("state_draft")
	if !e.Draft() {
		line = p.print.Text("print_sheet", Title(w), p.name(s, e))
	}
	if word, _ := p.standing(s, e); e.State != policy.InForce || s.Ended != nil {
		line += " (" + word + ")"
	}
	return line
}

// contents are the headings of the highest level, each with those right below it where there are not too many in all.
func contents(outline markdown.Outline) []Content {
	top, shown := 7, 0
	for _, e := range outline {
		if !e.Hidden {
			top, shown = min(top, e.Level), shown+1
		}
	}
	var out []Content
	for _, e := range outline {
		c := Content{ID: e.ID}
		c.Number, c.Text = e.Listed()
		switch {
		case e.Hidden:
		case e.Level == top:
			out = append(out, c)
		case e.Level == top+1 && shown <= 24 && len(out) > 0:
			out[len(out)-1].Parts = append(out[len(out)-1].Parts, c)
		}
	}
	return out
}

// languages makes the chooser and the link relations tell the truth about one text.
func (p *planner) languages(d *Policy, s *policy.Standing, e *policy.Edition) {
	d.real(p.set, func(lang string) bool { return e.Text(lang) != nil })
	for i, c := range d.Choices {
		d.Choices[i].Note = p.translation(s, e, e.Text(c.Lang))
	}
	at := d.Address
	if e.State == policy.InForce || d.Current {
		at = d.PolicyAddress
	}
	d.Canonical = p.set.Absolute(d.TextLang, at)
	original := p.print.LanguageName(e.OriginalLang)
	w := e.Text(p.lang)
	switch {
	case w == nil:
		d.LanguageLine = p.say("version_missing_line", original)
		return
	case p.lang == e.OriginalLang:
		return
	}
	now := s.Lag(e, w) == nil
	if e.Prevails == policy.Each && now {
		return // no text is a translation of another
	}
	d.LanguageLine = p.say(translatedLine(e, now), original)
	d.Original = p.original(e, d.Address)
}

// translatedLine is the key of what a translation says of the original: that it prevails only where this is stated. now says that it follows the
// present wording.
func translatedLine(e *policy.Edition, now bool) string {
	switch prevails := e.Prevails == e.OriginalLang; {
	case prevails && now:
		return "version_prevailing_line"
	case prevails:
		return "version_behind_line"
	case now:
		return "version_original_line"
	}
	return "version_behind_original_line"
}

// original is the link to the original text of a page.
func (p *planner) original(e *policy.Edition, at string) *Link {
	l := p.foreign(Link{Text: Title(&e.Languages[0]), URL: p.set.URL(e.OriginalLang, at)}, e.OriginalLang)
	return &l
}

// translation says what a text is to the original one.
func (p *planner) translation(s *policy.Standing, e *policy.Edition, w *policy.Wording) string {
	if w == nil {
		return p.print.Text("lang_missing")
	}
	behind := s.Lag(e, w)
	switch {
	case e.Prevails == policy.Each && behind == nil:
		return p.print.Text("lang_authentic")
	case w.Text.Lang == e.Prevails:
		return p.print.Text("lang_prevails")
	case w.Text.Lang == e.OriginalLang:
		return p.print.Text("lang_original")
	case behind == nil:
		return p.print.Text("lang_translated")
	case behind.Of == nil:
		return p.print.Text("lang_behind_undated")
	default:
		return p.print.Text("lang_behind", behind.Of.From)
	}
}

// relate gives a page the link relations of RFC 5829.
func (p *planner) relate(d *Policy, s *policy.Standing, e *policy.Edition) {
	add := func(rel, at string) { d.Relations = append(d.Relations, Relation{rel, p.set.URL(p.lang, at)}) }
	add("latest-version", d.PolicyAddress)
	add("version-history", d.PolicyAddress+"archive/")
	p.follow(&d.Frame, s)
	older, newer := p.neighbours(s, e)
	if older != nil {
		add("predecessor-version", address(older))
	}
	if newer != nil {
		add("successor-version", address(newer))
	}
}

// neighbours are the versions before and after one, without drafts and those that never came into force.
func (p *planner) neighbours(s *policy.Standing, e *policy.Edition) (older, newer *policy.Edition) {
	passed := false
	for _, other := range s.Editions {
		switch {
		case other == e:
			passed = true
		case other.Draft() || other.Cancel != nil:
		case !passed:
			newer = other
		case older == nil:
			older = other
		}
	}
	if e.Draft() {
		return older, nil
	}
	return older, newer
}

// warn says above the text what stands against it, and beside its dates what changes them.
func (p *planner) warn(d *Policy, s *policy.Standing, e *policy.Edition) {
	if e.State == policy.InForce || d.Current {
		d.Notices = p.current(s)
	}
	if d.Current && e.State == policy.Announced {
		d.Notices = slices.DeleteFunc(d.Notices, func(n Notice) bool { return n.Text == address(e) })
	}
	if n := len(e.Moves); n > 0 {
		d.remark(civil.Date{}, append([]template.HTML{p.say("status_moved", e.Effective, e.From)}, p.reason(e.Moves[n-1], e.OriginalLang)...)...)
	}
	if day := e.Front().EffectiveNew; !day.IsZero() && e.State == policy.Announced {
		d.remark(until(d.Passed), p.say("status_effective_new", day))
	}
	if line := p.toFollow(s, e); line != "" {
		d.remark(civil.Date{}, p.words(line, p.voice), p.say("notice_reason", p.waived(e)))
	}
	if s.Ending != nil && e.State == policy.InForce {
		d.remark(until(p.live(Passed{On: s.Ending.Effective})), append([]template.HTML{p.say("status_will_be_withdrawn", s.Ending.Effective)}, p.reason(s.Ending, e.OriginalLang)...)...)
	}
	if b := p.banner(d, s, e); b != nil {
		d.Banners = append(d.Banners, *b)
	}
	for _, event := range e.Redacted {
		why := p.localized(event.Reason, e.OriginalLang)
		b := Banner{Class: "void", Line: p.say(outOf(event)), Reason: p.words(why.text, why.lang)}
		said := slices.ContainsFunc(d.Banners, func(other Banner) bool { return other.Line == b.Line && other.Reason == b.Reason })
		if event.Out(d.TextLang) && !said { // a text and its corrections have an event each
			d.Banners = append(d.Banners, b)
		}
	}
	for _, event := range e.Later { // the bytes are gone on every day: a page of an earlier one says so, and since when
		b := Banner{Class: "void", Line: p.say(outOf(event)), Reason: p.say("event_redacted", event.On)}
		said := slices.ContainsFunc(d.Banners, func(other Banner) bool { return other.Line == b.Line && other.Reason == b.Reason })
		if event.Out(d.TextLang) && !said {
			d.Banners = append(d.Banners, b)
		}
	}
}

// outOf is the message that words were taken out of a text, or all of them.
func outOf(redaction *source.Event) string {
	if redaction.Whole {
		return "banner_redacted_whole"
	}
	return "banner_redacted"
}

// remark adds lines below the dates, which hold until a day.
func (d *Policy) remark(until civil.Date, lines ...template.HTML) {
	for _, line := range lines {
		d.Remarks = append(d.Remarks, Remark{line, until})
	}
}

// reason says why something was recorded, nothing where that is not said.
func (p *planner) reason(event *source.Event, prevailing string) []template.HTML {
	why := p.localized(event.Reason, prevailing)
	if why.text == "" {
		return nil
	}
	return []template.HTML{p.say("notice_reason", why)}
}

// banner says that a text is not in force, and leads to the one that is; nil for a text in force.
func (p *planner) banner(d *Policy, s *policy.Standing, e *policy.Edition) *Banner {
	b := &Banner{}
	if s.InForce != nil && s.Ended == nil && e != s.InForce {
		b.Class = "in"
		b.Main = &Link{Text: p.print.Text("banner_read_in_force"), Address: "/" + s.ID + "/"}
		if since, ok := p.since(s, e); ok {
			b.Links = append(b.Links, p.toComparison(s, since, p.print.Text("banner_changed_since")))
		}
	}
	switch {
	case e.Draft():
		return &Banner{Class: "draft", Line: p.say("preview_draft"), Main: b.Main}
	case e.State == policy.Cancelled:
		why := p.localized(e.Cancel.Reason, e.OriginalLang)
		b.Class, b.Line, b.Reason = "void", p.say("banner_cancelled"), p.words(why.text, why.lang)
	case e.State == policy.Announced:
		b.Class, b.Line, b.Until = "soon", p.say("banner_not_yet", e.From), until(d.Passed)
		if l := p.redline(s, e, p.print.Text("notice_redline")); l != nil {
			b.Links = append(b.Links, *l)
		}
	case s.Ended != nil:
		p.withdrawn(b, s)
	case e.State == policy.Superseded && s.InForce != nil:
		b.Line, b.Passed = p.say("banner_now_in_force", s.InForce.From), p.live(p.replaced(s, s.InForce)...)
	default:
		return nil
	}
	return b
}

func (p *planner) withdrawn(b *Banner, s *policy.Standing) {
	why := p.localized(s.Ended.Reason, s.Shown.OriginalLang)
	b.Class, b.Line, b.Reason = "void", p.say("banner_withdrawn"), p.words(why.text, why.lang)
	next := p.successor(s.Ended.Successor)
	if next == nil {
		return
	}
	if b.Reason != "" {
		b.Reason += "<br>"
	}
	link := template.HTML(`<a href="`+template.HTMLEscapeString(p.set.URL(p.lang, next.Address))+`">`) + p.words(next.Text, next.Lang) + `</a>`
	b.Reason += p.say("banner_successor", link) // in the sentence, so that it is read on paper too
}

func (p *planner) facts(s *policy.Standing, e *policy.Edition) []Fact {
	t := p.print
	facts := []Fact{p.authentic(e)}
	if w := e.Text(p.lang); w != nil && p.lang != e.OriginalLang && e.Prevails != policy.Each {
		value := p.say("version_translation")
		if w.Text.Public.After(e.Published) {
			value = p.say("version_translation_added", w.Text.Public)
		}
		facts = append(facts, Fact{Label: t.Text("version_this_text"), Value: value})
	}
	if !e.Draft() {
		facts = append(facts, Fact{Label: t.Text("version_published"), Value: p.day(e.Published)})
	}
	if p.statedSince(e) != "" {
		stated := "<br><small>" + template.HTMLEscapeString(t.Text("archive_adopted")) + "</small>"
		facts = append(facts, Fact{Label: t.Text("version_effective"), Value: p.day(e.Effective) + template.HTML(stated)})
	}
	facts = append(facts, Fact{Label: t.Text("version_change"), Value: p.words(p.kind(s, e).Text, p.voice)})
	if by := p.approval(e); by != "" {
		facts = append(facts, Fact{Label: t.Text("version_approved"), Value: by})
	}
	if c := e.Front().Controller; c != "" && c != p.Config.Organization.Name {
		facts = append(facts, Fact{Label: t.Text("version_controller"), Value: template.HTML("<bdi>" + template.HTMLEscapeString(c) + "</bdi>")})
	}
	if links := p.beside(s, e); len(links) > 0 {
		facts = append(facts, Fact{Label: t.Text("version_beside"), Links: links})
	}
	links := []Link{{Text: t.Text("version_all"), Address: "/" + s.ID + "/archive/"}}
	label := t.Text("archive_title")
	if l := p.redline(s, e, t.Text("version_from_previous_link")); l != nil {
		label = t.Text("version_from_previous")
		links = append([]Link{*l}, links...)
	}
	return append(facts, Fact{Label: label, Links: links})
}

// authentic says which text prevails, that each is authentic, or, where nothing of it is stated, which is the original.
func (p *planner) authentic(e *policy.Edition) Fact {
	key, languages := "version_original", []string{e.OriginalLang}
	switch e.Prevails {
	case policy.Each:
		key, languages = "version_authentic", nil
		for _, w := range e.Languages {
			languages = append(languages, w.Text.Lang)
		}
	case e.OriginalLang:
		key = "version_prevails"
	}
	for i, lang := range languages {
		languages[i] = p.print.LanguageName(lang)
	}
	return Fact{Label: p.print.Text(key), Value: p.words(p.print.List(languages), p.voice)}
}

// beside are the links to the pages that show the text in force beside its other texts.
func (p *planner) beside(s *policy.Standing, e *policy.Edition) []Link {
	if e != s.Shown {
		return nil
	}
	shown, _ := p.wording(e)
	var out []Link
	for _, w := range e.Languages {
		if at := p.there("/" + s.ID + "/parallel/" + w.Text.Lang + "/"); at != "" && w.Text.Lang != shown.Text.Lang {
			out = append(out, p.foreign(Link{Text: locale.SelfName(w.Text.Lang), Address: at}, w.Text.Lang))
		}
	}
	return out
}

// approval is the role that approved a version, and the day, in the page's language where its text says it.
func (p *planner) approval(e *policy.Edition) template.HTML {
	by := p.approvedBy(e)
	if by.text == "" {
		return ""
	}
	if day := e.Front().Approved; !day.IsZero() {
		return p.say("version_approved_value", by, day)
	}
	return p.words(by.text, by.lang)
}

func (p *planner) approvedBy(e *policy.Edition) phrase {
	w, _ := p.wording(e)
	if by := w.Text.Original.Front.ApprovedBy; by != "" {
		return phrase{by, w.Text.Lang}
	}
	return phrase{e.Front().ApprovedBy, e.OriginalLang}
}

func (p *planner) corrections(e *policy.Edition, w *policy.Wording) []Correction {
	var out []Correction
	steps := w.Steps()
	for i, now := range steps[1:] {
		c, before := now.Source, steps[i]
		change := Correction{On: c.Corrects, Reason: c.Front.Reason, Before: before.Source.Hex(), After: c.Hex(), URL: p.set.base + address(e) + path.Base(c.Path),
			Changes: p.Texts.Correction(e, before, now, p.lang), Readings: p.Texts.Readings(e, before, now, p.stood(w.Text, before, c), p.lang)}
		if c.Front.NotMaterial {
			change.Stated = p.say("correction_not_material")
		}
		out = append(out, change)
	}
	return out
}

// stood says from when to when a text read as before a correction.
func (p *planner) stood(t *policy.Text, before *policy.Wording, correction *source.Text) template.HTML {
	from := before.Source.Corrects
	if from.IsZero() {
		from = t.Public
	}
	if last := correction.Corrects.AddDays(-1); !last.Before(from) {
		return p.say("correction_stood", from, last)
	}
	return p.say("correction_stood_day", correction.Corrects)
}

// earlier are the versions before one, the newest first and most of them at most, and whether the line ends with them.
func (p *planner) earlier(s *policy.Standing, e *policy.Edition, most int) (rows []Row, first bool) {
	passed := false
	for _, other := range s.Editions {
		switch {
		case other == e:
			passed = true
		case !passed || other.Draft():
		case len(rows) == most:
			return rows, false
		default:
			rows = append(rows, p.row(s, other))
		}
	}
	return rows, true
}
