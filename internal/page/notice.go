package page

import (
	"cmp"
	"html/template"
	"slices"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/source"
)

// Notice announces one change in one language: of a version, or the end of a policy. The banners of the home page and of a policy, the
// notices' own pages, notices.json and the message to send all say what stands here.
type Notice struct {
	ID                   string // "privacy/2027-01-15": the policy and the version, or the policy and the name of the withdrawal's file
	Kind                 string // "change", "first" (a policy's first version) or "withdrawal"
	Address              string // of the notice's own page
	Policy, Text         string // addresses of the policy and of the version's text; equal in a withdrawal
	Redline              *Link  // nil for none
	Published, Effective civil.Date
	Last                 civil.Date // the last day on which it is current
	Material             bool
	Current              bool // it is to be shown: it has not been seen long enough
	Own                  bool // the company's words are there in the page's language
	Coming, Cancelled    bool // neither: it has taken effect
	StateClass           string
	Label                string        // material or not, in words
	Heading              string        // one sentence: which policy, what, from when
	Head                 template.HTML // the same with its elements
	HeadingPast          string        // Heading once its day has passed without a new build, "" where it stays so
	HeadPast             template.HTML // the same with its elements
	Title, Lang, Dir     string        // Lang and Dir are those of Title and Action
	What                 string        // heading of Changes
	Changes              []string      // in the language of the notice where the company said them in it
	ChangesLang          string        // of Changes
	ChangesDir           string
	Action               string   // what the reader can do, "" for nothing
	Lines                []string // when it was announced and how many full days ahead, which notice is usual, each move, why it is shorter
	Ended                string   // says that it was cancelled or that the policy ends
	NewPeople            string   // from when it applies to those who join, "" where it applies to all at once
	Reason               Said     // why it was cancelled or moved, or why the policy ends
	Successor            *Link    // the policy that replaces one that ends, nil for none
	Told                 []Told   // when and how people were told, the oldest first
	Passed               []Passed
}

// Said is a text in a language of its own.
type Said struct{ Text, Lang, Dir string }

// Told is one way in which people were told of a change.
type Told struct {
	Day  civil.Date
	How  string
	Note Said
}

// Notices is the page of all notices.
type Notices struct {
	Frame
	Coming, Earlier []Notice // the nearest first; the newest first
}

// NoticePage is the page of one notice, for ever.
type NoticePage struct {
	Frame
	Notice      Notice
	MissingLine string // says that the words of the policy are in another language, "" where they are not
	Lag         *Lag   // the text that is announced stayed behind its original in the page's language; nil where it did not
}

const noticesAddress = "/notices/"

func noticeAddress(s *policy.Standing, n policy.Notice) string {
	return noticesAddress + s.ID + "/" + n.ID() + "/"
}

// current are the notices to be shown of a policy: those to come before those that have taken effect.
func (p *planner) current(s *policy.Standing) []Notice {
	var out []Notice
	for _, n := range s.Notices() {
		if n.Current(p.Center.Day) {
			out = append(out, p.notice(s, n))
		}
	}
	slices.SortStableFunc(out, prominence)
	return out
}

// Notices are all notices of the center in a language: those to be shown first, in the order in which a reader needs them.
func (s *Set) Notices(lang string) []Notice {
	var out []Notice
	for _, p := range s.planners {
		if p.lang != lang {
			continue
		}
		for _, st := range p.Center.Policies {
			for _, n := range st.Notices() {
				out = append(out, p.notice(st, n))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Notice) int { return cmp.Or(first(a.Current, b.Current), prominence(a, b)) })
	return out
}

// prominence orders notices for a reader: material ones first, then what comes, the nearest first, then what has been, the newest first.
func prominence(a, b Notice) int {
	order := b.Effective.Compare(a.Effective)
	if a.Coming {
		order = a.Effective.Compare(b.Effective)
	}
	return cmp.Or(first(a.Material, b.Material), first(a.Coming, b.Coming), order)
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// notice puts a notice into words.
func (p *planner) notice(s *policy.Standing, n policy.Notice) Notice {
	out := Notice{ID: s.ID + "/" + n.ID(), Kind: "change", Address: noticeAddress(s, n), Policy: "/" + s.ID + "/", Published: n.Since, Effective: n.From, Last: n.Last,
		Current: n.Current(p.Center.Day), Own: speaks(s, n, p.lang), Material: n.Material(), Coming: n.Coming(p.Center.Day), Cancelled: n.Cancelled(), StateClass: "soon", What: p.print.Text("notice_what")}
	out.Label = p.print.Text("notice_title_other")
	if out.Material {
		out.Label = p.print.Text("notice_title_material")
	}
	if !out.Coming {
		out.StateClass = "past"
		out.What = p.print.Text("notice_what_past")
	}
	if n.First {
		out.Label = p.print.Text("change_first")
	}
	out.Told = []Told{{Day: n.Since, How: p.print.Text("notice_told_here")}}
	if n.Withdrawal != nil {
		p.withdrawalNotice(&out, s, n)
	} else {
		p.versionNotice(&out, s, n)
	}
	return out
}

func (p *planner) versionNotice(out *Notice, s *policy.Standing, n policy.Notice) {
	e, t := n.Edition, p.print
	w, _ := p.wording(e)
	p.names(out, w)
	out.Text, out.Redline = address(e), p.redline(s, e, p.print.Text("changelog_compare"))
	if out.Coming {
		out.Redline = p.redline(s, e, p.print.Text("notice_redline"))
	}
	out.Action = actionOf(w)
	out.Changes, out.ChangesLang = p.changesTold(e)
	out.ChangesDir = locale.Direction(out.ChangesLang)
	key := "notice_heading_past"
	switch {
	case n.Cancelled():
		key, out.StateClass, out.Ended = "notice_heading_cancelled", "void", t.Text("banner_cancelled")
		out.Reason = p.said(e.Cancel.Reason, e.OriginalLang)
	case n.First && out.Coming:
		key, out.Kind = "notice_heading_first", "first"
	case n.First:
		key, out.Kind = "notice_heading_first_past", "first"
	case out.Coming && len(e.Moves) > 0:
		key = "notice_heading_moved"
	case out.Coming:
		key = "notice_heading"
	}
	if e.State == policy.InForce {
		out.StateClass = "in"
	}
	out.heading(p, key, p.naming(s, w), n.From)
	given := p.Book.Notice(s.ID, e.ID)
	p.announced(out, n, given)
	p.moves(out, e)
	p.kept(out, n, given)
	if line := p.toFollow(s, e); line != "" && !out.Cancelled {
		out.Lines = append(out.Lines, line)
	}
	if why := p.waived(e); why.text != "" && !out.Cancelled {
		out.Reason = Said{Text: why.text, Lang: why.lang, Dir: locale.Direction(why.lang)}
	} else if why := p.unkept(e, given); why.text != "" && !out.Cancelled {
		out.Reason = Said{Text: why.text, Lang: why.lang, Dir: locale.Direction(why.lang)}
	}
	if out.Coming {
		out.Passed = p.live(Passed{On: e.From, Line: p.say("script_took_effect", e.From)})
		past := "notice_heading_past"
		if n.First {
			past = "notice_heading_first_past"
		}
		out.headingPast(p, past, p.naming(s, w), n.From)
	}
	if line := p.behindLine(s, e, "lag_notice"); line != "" {
		out.Lines = append(out.Lines, line)
	}
	out.Lines = append(out.Lines, p.taken(e, w.Text.Lang)...)
	if joins := e.Front().EffectiveNew; !joins.IsZero() && out.Coming {
		out.NewPeople = t.Text("notice_new_people", joins)
	}
	p.told(out, e.Sent, e.OriginalLang)
}

// told adds how people were told outside the site.
func (p *planner) told(out *Notice, sent []*source.Event, prevails string) {
	for _, event := range sent {
		out.Told = append(out.Told, Told{Day: event.Told, How: p.channel(event.Channel), Note: p.said(event.Note, prevails)})
	}
	slices.SortStableFunc(out.Told, func(a, b Told) int { return a.Day.Compare(b.Day) })
}

func (p *planner) withdrawalNotice(out *Notice, s *policy.Standing, n policy.Notice) {
	w, _ := p.wording(s.Shown)
	p.names(out, w)
	out.Kind, out.Text = "withdrawal", out.Policy
	key := "notice_heading_withdrawn_past"
	switch {
	case n.Cancelled():
		key, out.StateClass, out.Ended = "notice_heading_cancelled", "void", p.print.Text("event_withdrawal_cancelled", n.From)
	case out.Coming:
		key = "notice_heading_withdrawn"
	default:
		out.Ended = p.print.Text("banner_withdrawn")
	}
	out.heading(p, key, w, n.From)
	given := p.Book.Withdrawal(s.ID)
	p.announced(out, n, given)
	p.kept(out, n, given)
	out.Reason = p.said(n.Withdrawal.Reason, s.OriginalLang)
	if n.Revoked != nil {
		out.Reason = p.said(n.Revoked.Reason, s.OriginalLang)
	}
	out.Successor = p.successor(n.Withdrawal.Successor)
	p.told(out, s.Told(n.ID()), s.OriginalLang)
	if out.Coming {
		out.Passed = p.live(Passed{On: n.From, Line: p.say("script_withdrawn", n.From)})
		out.headingPast(p, "notice_heading_withdrawn_past", w, n.From)
	}
}

func (n *Notice) heading(p *planner, key string, w *policy.Wording, day civil.Date) {
	n.Heading, n.Head = p.print.Text(key, p.quoted(Title(w), w.Text.Lang), day), p.say(key, titled(w), day)
}

func (n *Notice) headingPast(p *planner, key string, w *policy.Wording, day civil.Date) {
	n.HeadingPast, n.HeadPast = p.print.Text(key, p.quoted(Title(w), w.Text.Lang), day), p.say(key, titled(w), day)
}

// naming is the wording whose title names the policy to the page's readers: this one where it is in their language, else that of the text
// shown at the policy's address.
func (p *planner) naming(s *policy.Standing, w *policy.Wording) *policy.Wording {
	if w.Text.Lang == p.lang {
		return w
	}
	if own := s.Shown.Text(p.lang); own != nil {
		return own
	}
	return w
}

// announced says when a change was announced, and how many full days ahead as long as they count from that day.
func (p *planner) announced(out *Notice, n policy.Notice, given promise.Notice) {
	days := civil.FullDays(n.Since, n.From)
	if days <= 0 || counted(n, given) {
		out.Lines = append(out.Lines, p.print.Text("notice_announced_on", n.Since))
		return
	}
	out.Lines = append(out.Lines, p.print.Plural("notice_announced_ahead", days, n.Since))
}

// counted reports whether the days of a notice count from another day than that of the announcement: it began anew, or was sealed late.
func counted(n policy.Notice, given promise.Notice) bool {
	if n.Revoked != nil {
		return false // a withdrawal that will not come is judged by nothing any more
	}
	return !given.First && given.Given != civil.FullDays(n.Since, n.From)
}

// kept says which notice is usual, how many full days were given where they do not count from the announcement, and why they are fewer.
func (p *planner) kept(out *Notice, n policy.Notice, given promise.Notice) {
	switch {
	case out.Cancelled || given.Promised.IsZero():
	case counted(n, given):
		out.Lines = append(out.Lines, p.print.Text("promise_given", p.fullDays(given.Given), p.fullPeriod(given.Promised)))
	default:
		out.Lines = append(out.Lines, p.print.Text("notice_promised", p.fullPeriod(given.Promised)))
	}
	if line := p.excuse(given, "promise_waived_", "promise_broken"); line != "" && !out.Cancelled {
		out.Lines = append(out.Lines, line)
	}
}

func (p *planner) names(out *Notice, w *policy.Wording) {
	out.Title, out.Lang, out.Dir = Title(w), w.Text.Lang, locale.Direction(w.Text.Lang)
}

// moves says how often and why the day of effect was moved.
func (p *planner) moves(out *Notice, e *policy.Edition) {
	from := e.Effective
	for _, m := range e.Moves {
		out.Lines = append(out.Lines, p.print.Text("event_moved", from, m.Effective))
		from = m.Effective
		if e.Cancel == nil {
			out.Reason = p.said(m.Reason, e.OriginalLang)
		}
	}
}

// quoted is words of a language within a sentence of the page's: where the two run in different directions, the words are isolated
// (Unicode UAX #9, FSI and PDI), since a heading is plain text.
func (p *planner) quoted(words, lang string) string {
	if locale.Direction(lang) == locale.Direction(p.voice) {
		return words
	}
	return "\u2068" + words + "\u2069"
}

// said picks the words of an event: in the page's language, else those for all languages, else those of the original text.
func (p *planner) said(words map[string]string, prevails string) Said {
	for _, lang := range append([]string{p.lang, "", prevails}, p.set.languages...) {
		if text := words[lang]; text != "" {
			lang = cmp.Or(lang, prevails)
			return Said{Text: text, Lang: lang, Dir: locale.Direction(lang)}
		}
	}
	return Said{}
}

func (p *planner) channel(name string) string {
	switch name {
	case "email":
		return p.print.Text("event_sent_email")
	case "service":
		return p.print.Text("event_sent_service")
	default:
		return p.print.Text("event_sent", name)
	}
}

// changesOf is what people are told has changed: a correction may word it anew.
func changesOf(w *policy.Wording) []string {
	if changes := w.Source.Front.Changes; len(changes) > 0 {
		return changes
	}
	return w.Text.Original.Front.Changes
}

func actionOf(w *policy.Wording) string {
	return cmp.Or(w.Source.Front.Action, w.Text.Original.Front.Action)
}

func (p *planner) allNotices() Notices {
	page := Notices{Frame: p.frame(noticesAddress, p.print.Text("nav_notices"), "notices", false)}
	for _, s := range p.Center.Policies {
		for _, n := range s.Notices() {
			if notice := p.notice(s, n); notice.Coming {
				page.Coming = append(page.Coming, notice)
			} else {
				page.Earlier = append(page.Earlier, notice)
			}
		}
	}
	slices.SortStableFunc(page.Coming, prominence)
	slices.SortStableFunc(page.Earlier, func(a, b Notice) int {
		return cmp.Or(b.Effective.Compare(a.Effective), b.Published.Compare(a.Published))
	})
	return page
}

// speaks reports whether a notice has words of the company in a language.
func speaks(s *policy.Standing, n policy.Notice, lang string) bool {
	if n.Withdrawal == nil {
		return n.Edition.Text(lang) != nil
	}
	return n.Withdrawal.Reason[lang] != "" || n.Withdrawal.Reason[""] != "" && lang == s.OriginalLang
}

func (p *planner) noticePage(s *policy.Standing, n policy.Notice) NoticePage {
	notice := p.notice(s, n)
	at := noticeAddress(s, n)
	own := speaks(s, n, p.lang)
	d := NoticePage{Frame: p.frame(at, notice.Heading, "notices", !own), Notice: notice}
	original := s.OriginalLang
	if n.Edition != nil {
		original = n.Edition.OriginalLang
	}
	d.Path = []Link{{Text: p.print.Text("nav_notices"), Address: noticesAddress}, p.policyLink(s)}
	d.Sheet, d.SheetUntil = notice.Heading, until(notice.Passed)
	d.real(p.set, func(lang string) bool { return speaks(s, n, lang) })
	for i, c := range d.Choices {
		if !speaks(s, n, c.Lang) {
			d.Choices[i].Note = p.print.Text("lang_missing")
		}
	}
	if n.Edition != nil && own {
		d.Lag = p.lag(s, n.Edition, n.Edition.Text(p.lang))
	}
	if !own {
		d.Canonical = p.set.Absolute(original, at)
		d.MissingLine = p.print.Text("version_missing_line", p.print.LanguageName(original))
	}
	return d
}

// successor is the link to the policy that takes the place of one that ends, nil for none.
func (p *planner) successor(id string) *Link {
	for _, s := range p.Center.Policies {
		if s.ID == id {
			w, _ := p.wording(s.Shown)
			l := p.foreign(Link{Text: Title(w), Address: "/" + id + "/"}, w.Text.Lang)
			return &l
		}
	}
	return nil
}

// passed is what the script says of a text once a day has passed without a new build, by day.
func (p *planner) passed(s *policy.Standing, e *policy.Edition) []Passed {
	var out []Passed
	switch e.State {
	case policy.Announced:
		out = append(out, Passed{On: e.From, Line: p.say("script_took_effect", e.From)})
	case policy.InForce:
	default:
		return nil
	}
	return p.live(append(out, p.replaced(s, e)...)...)
}

// replaced is what the script says of a version, in force or to come, once others have taken its place or the policy has ended.
func (p *planner) replaced(s *policy.Standing, e *policy.Edition) []Passed {
	var out []Passed
	for _, next := range s.Coming {
		if next != e && !next.From.Before(e.From) {
			out = append(out, Passed{On: next.From, Line: p.say("script_superseded", next.From), Link: Link{Text: p.print.Text("script_read_new"), Address: address(next)}})
		}
	}
	if s.Ending != nil {
		out = append(out, Passed{On: s.Ending.Effective, Line: p.say("script_withdrawn", s.Ending.Effective)})
	}
	slices.SortStableFunc(out, func(a, b Passed) int { return a.On.Compare(b.On) })
	return out
}

// until is the day from which what a page says is no longer so, zero for none.
func until(passed []Passed) civil.Date {
	if len(passed) == 0 {
		return civil.Date{}
	}
	return passed[0].On
}

// live keeps lines for the script where there is one.
func (p *planner) live(lines ...Passed) []Passed {
	if p.Zone == "" {
		return nil
	}
	return lines
}
