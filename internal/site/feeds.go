package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/feed"
	"candor/internal/locale"
	"candor/internal/policy"
	"candor/internal/source"
)

// feeds adds the feeds of a policy in each language: one entry for each version, also where it was published without a text in that language, one
// for each late translation and each correction, one when words were taken out of a text, and one when a version is moved or cancelled or the
// policy ends. A review that changed nothing stands in the changelog only, and how people were told of a version on its notice and in the archive. Entries are made of what was true on their own
// day, so that the day of the build only selects them (docs/formats.md, section 4). They are made when the first feed that has them is.
func (p *part) feeds(c *config.Config) {
	st := p.Standing
	for _, lang := range c.Tags() {
		for name, format := range formats {
			at := "/" + st.ID + "/"
			p.add(local(c, lang, at+name), func(b *builder) ([]byte, error) {
				title := b.catalog.Printer(lang).Text("feed_title_policy", titleIn(st.Shown, lang), b.title(lang))
				return format(b.feed(&feed.Feed{Lang: lang, Title: title, Since: cmp.Or(st.Began(), b.day), Entries: b.journal(st, lang)()}, at, name))
			})
		}
	}
}

// formats are the feeds by the names of their files.
var formats = map[string]func(*feed.Feed) ([]byte, error){"feed.atom": (*feed.Feed).Atom, "feed.json": (*feed.Feed).JSON}

// feeds adds the feeds of the center in each language, with the entries of all policies.
func (b *builder) feeds() {
	for _, lang := range b.config.Tags() {
		for name, format := range formats {
			b.own.add(local(b.config, lang, "/"+name), func(b *builder) ([]byte, error) {
				var since civil.Date
				var entries []feed.Entry
				for _, st := range b.center.Policies {
					entries = append(entries, b.journal(st, lang)()...)
					if began := st.Began(); since.IsZero() || !began.IsZero() && began.Before(since) {
						since = began
					}
				}
				title := b.catalog.Printer(lang).Text("feed_title", b.title(lang))
				return format(b.feed(&feed.Feed{Lang: lang, Title: title, Since: cmp.Or(since, b.day), Entries: entries}, "/", name))
			})
		}
	}
}

// journal returns what makes the entries of a policy in a language, once.
func (b *builder) journal(st *policy.Standing, lang string) func() []feed.Entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	name := [2]string{st.ID, lang}
	if b.journals == nil {
		b.journals = map[[2]string]func() []feed.Entry{}
	}
	if b.journals[name] == nil {
		j := &journal{builder: b, standing: st, lang: lang, print: b.catalog.Printer(lang)}
		b.journals[name] = sync.OnceValue(j.entries)
	}
	return b.journals[name]
}

// title is the center's name in a language.
func (b *builder) title(lang string) string {
	for _, l := range b.config.Languages {
		if l.Tag == lang && l.Title != "" {
			return l.Title
		}
	}
	return b.config.Organization.Name
}

// titleIn is an edition's title in a language, else that of the original text.
func titleIn(e *policy.Edition, lang string) string {
	w := e.Text(lang)
	if w == nil {
		w = &e.Languages[0]
	}
	return cmp.Or(w.Source.Front.Title, w.Text.Original.Front.Title)
}

// feed completes a feed that stands below an address: its names, and the order of its entries.
func (b *builder) feed(f *feed.Feed, at, name string) *feed.Feed {
	f.ID = b.config.FeedID + ":" + strings.Trim(at, "/") + ":" + f.Lang
	f.Author, f.Page, f.Self = b.config.Organization.Name, b.set.Absolute(f.Lang, at), b.set.Absolute(f.Lang, at+name)
	f.Entries = slices.SortedStableFunc(slices.Values(f.Entries), func(x, y feed.Entry) int {
		return cmp.Or(y.Updated.Compare(x.Updated), y.Published.Compare(x.Published), cmp.Compare(x.ID, y.ID))
	})
	return f
}

// journal makes the entries of one policy in one language.
type journal struct {
	*builder
	standing *policy.Standing
	lang     string
	print    *locale.Printer
}

func (j *journal) entries() []feed.Entry {
	var out []feed.Entry
	for _, e := range j.standing.Editions {
		if e.Draft() {
			continue
		}
		w := e.Text(j.lang)
		if w == nil || w.Text.Public.After(e.Published) {
			out = append(out, j.untranslated(e))
		}
		if w != nil {
			out = append(out, j.version(e, w))
			for _, c := range w.Corrections {
				out = append(out, j.correction(e, w, c))
			}
		}
		for _, m := range e.Moves {
			out = append(out, j.event(m, "moved", e, j.print.Text("feed_entry_moved", j.titleOn(e, m.On), m.Effective)))
		}
		for _, r := range e.Redactions() {
			if r.Out(j.lang) {
				out = append(out, j.redaction(r, e, j.titleOn(e, r.On)))
			}
		}
		if e.Cancel != nil {
			out = append(out, j.event(e.Cancel, "cancelled", e, j.print.Text("feed_entry_cancelled", j.titleOn(e, e.Cancel.On), stated(e))))
		}
	}
	for _, event := range j.standing.Events {
		if event.Kind == "withdraw" {
			title := titleIn(j.standing.Shown, j.lang)
			out = append(out, j.event(event, "withdrawn", nil, j.print.Text("feed_entry_withdrawn", title, event.Effective)))
			if cancel := j.standing.Revoked(event); cancel != nil {
				out = append(out, j.event(cancel, "cancelled", nil, j.print.Text("general_label", title, j.print.Text("event_withdrawal_cancelled", event.Effective))))
			}
		}
	}
	return out
}

// titleOn is how an edition's policy was called in the language on a day: by the edition itself, by the version before that had a text in it, or
// else by the original. A later correction is no part of what happened.
func (j *journal) titleOn(e *policy.Edition, day civil.Date) string {
	if w := e.Text(j.lang); w != nil && !w.Text.Public.After(day) {
		return w.Text.Original.Front.Title
	}
	named := &e.Languages[0]
	var last civil.Date
	for _, other := range j.standing.Editions {
		w := other.Text(j.lang)
		if w == nil || other.Draft() || w.Text.Public.After(day) || other.Published.After(e.Published) || other.Published.Before(last) {
			continue
		}
		named, last = w, other.Published
	}
	return named.Text.Original.Front.Title
}

// untranslated is the entry of a version that was published without a text in the language: what was said of it in that of the original. Its id
// is its own, since a translation that comes later has an entry too.
func (j *journal) untranslated(e *policy.Edition) feed.Entry {
	t, original := j.print, e.Languages[0].Text
	front := original.Original.Front
	out := feed.Entry{ID: j.id(e.ID) + ":original", Page: j.at(e), Published: e.Published, Updated: e.Published, Kind: j.kind(e),
		Title: t.Text("feed_entry_version", j.titleOn(e, e.Published), stated(e)), Points: front.Changes, Said: front.Action, SaidLang: original.Lang, SaidDir: locale.Direction(original.Lang)}
	out.Lines = []string{t.Text("general_label", j.label(out.Kind), t.Text("status_takes_effect", stated(e))), t.Text("version_missing_line", t.LanguageName(original.Lang))}
	out.Links = []feed.Link{{Text: t.Text("changelog_text"), URL: j.at(e)}}
	if at := j.set.Redline(original.Lang, j.standing, e); at != "" { // whatever translation comes later, this one shows what changed
		words := t.Text("redline_in_language", t.Text("changelog_compare"), t.LanguageName(original.Lang))
		out.Links = append(out.Links, feed.Link{Text: words, URL: at})
	}
	return out
}

// stated is the day of effect that a version was published with.
func stated(e *policy.Edition) civil.Date {
	if e.Effective.Before(e.Published) {
		return e.Published
	}
	return e.Effective
}

// id names an entry for ever, whatever the site's address is.
func (j *journal) id(parts ...string) string {
	return j.config.FeedID + ":" + j.standing.ID + "/" + strings.Join(parts, "/") + ":" + j.lang
}

func (j *journal) at(e *policy.Edition) string {
	if e == nil {
		return j.set.Absolute(j.lang, "/"+j.standing.ID+"/")
	}
	return j.set.Absolute(j.lang, "/"+j.standing.ID+"/"+e.ID+"/")
}

// version is the entry of a version's text. A correction brings it to the top once more, as it now reads.
func (j *journal) version(e *policy.Edition, w *policy.Wording) feed.Entry {
	t := j.print
	first := w.Text.Original.Front
	changes, action := w.Source.Front.Changes, cmp.Or(w.Source.Front.Action, first.Action)
	if len(changes) == 0 {
		changes = first.Changes
	}
	out := feed.Entry{ID: j.id(e.ID), Page: j.at(e), Published: w.Text.Public, Updated: w.Text.Public}
	for _, c := range w.Corrections {
		out.Updated = c.Corrects
	}
	if w.Text.Public.After(e.Published) {
		out.Kind, out.Title = "translation", t.Text("feed_entry_translation", titleIn(e, j.lang), stated(e))
		out.Lines = []string{t.Text("change_not_policy")}
	} else {
		out.Kind, out.Title = j.kind(e), t.Text("feed_entry_version", titleIn(e, j.lang), stated(e))
		out.Lines = []string{t.Text("general_label", j.label(out.Kind), t.Text("status_takes_effect", stated(e)))}
	}
	out.Points = changes
	if action != "" {
		out.Lines = append(out.Lines, t.Text("general_label", t.Text("notice_action"), action))
	}
	if len(changes) == 0 && w != &e.Languages[0] { // people are told what changed, if in another language
		original := e.Languages[0].Text
		out.Points, out.SaidLang, out.SaidDir = original.Original.Front.Changes, original.Lang, locale.Direction(original.Lang)
	}
	if lag := j.standing.Lag(e, w); lag != nil {
		line := t.Text("lag_unknown", t.LanguageName(j.lang))
		if lag.Of != nil {
			line = t.Text("lag_notice", t.LanguageName(j.lang), stated(lag.Of))
		}
		out.Lines = append(out.Lines, line)
	}
	out.Links = []feed.Link{{Text: t.Text("changelog_text"), URL: j.at(e)}}
	if at := j.set.Redline(j.lang, j.standing, e); at != "" {
		out.Links = append(out.Links, feed.Link{Text: t.Text("changelog_compare"), URL: at})
	}
	return out
}

// kind says what a version is, as a word for programs.
func (j *journal) kind(e *policy.Edition) string {
	switch m := e.Front().Material; {
	case e.Published == j.standing.Began():
		return "first"
	case m == nil:
		return "unstated"
	case *m:
		return "material"
	default:
		return "other"
	}
}

func (j *journal) label(kind string) string {
	switch kind {
	case "first", "unstated":
		return j.print.Text("change_" + kind)
	case "material":
		return j.print.Text("notice_title_material")
	default:
		return j.print.Text("notice_title_other")
	}
}

func (j *journal) correction(e *policy.Edition, w *policy.Wording, c *source.Text) feed.Entry {
	t := j.print
	lines := []string{t.Text("change_not_policy")}
	if c.Front.Reason != "" {
		lines = append(lines, c.Front.Reason)
	}
	return feed.Entry{ID: j.id(e.ID, "correction", c.Corrects.String()), Kind: "correction", Page: j.at(e), Published: c.Corrects, Updated: c.Corrects,
		Title: t.Text("feed_entry_correction", cmp.Or(c.Front.Title, w.Text.Original.Front.Title), c.Corrects), Lines: lines,
		Links: []feed.Link{{Text: t.Text("changelog_text"), URL: j.at(e) + "#corrections"}}}
}

// redaction is the entry of words that were taken out of a text: told to those who read it in this language, as a correction is.
func (j *journal) redaction(event *source.Event, e *policy.Edition, title string) feed.Entry {
	t := j.print
	what := "event_redacted"
	if event.Whole {
		what = "event_redacted_whole"
	}
	out := j.event(event, "redacted", e, t.Text("general_label", title, t.Text(what, event.On)))
	out.Lines = append([]string{t.Text("change_not_policy")}, out.Lines[1:]...)
	out.Links = []feed.Link{{Text: t.Text("changelog_text"), URL: j.at(e)}}
	return out
}

func (j *journal) event(event *source.Event, kind string, e *policy.Edition, title string) feed.Entry {
	prevails := j.standing.OriginalLang
	if e != nil {
		prevails = e.OriginalLang
	}
	out := feed.Entry{ID: j.id("events", strings.TrimSuffix(path.Base(event.Path), ".toml")), Kind: kind, Page: j.at(e), Title: title,
		Published: event.On, Updated: event.On, Lines: []string{title}}
	if reason := cmp.Or(event.Reason[j.lang], event.Reason[""], event.Reason[prevails]); reason != "" {
		out.Lines = append(out.Lines, j.print.Text("notice_reason", reason))
	}
	return out
}
