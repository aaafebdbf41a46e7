package site

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"candor/internal/check"
	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/redline"
	"candor/internal/source"
)

// Check returns every fault of a center's sources as of a day, sorted: what a build finds, and what the texts have to be told. Texts in
// force, announced, scheduled and drafted are read; what was replaced can no longer be helped. stood are the paths of the pages that the
// site had when it was built last, nil where that is not known. While sources cannot be read, nothing is said of links that may lead to what
// they make, and of pages that are no more. An error is a fault of the machine.
func Check(ctx context.Context, fsys fs.FS, o Options, stood []string) (civil.Date, diag.List, error) {
	from := NewBuilder()
	defer from.Close()
	s, list, err := from.load(ctx, fsys, o)
	switch {
	case err != nil:
		return o.AsOf, list, err
	case s == nil && o.AsOf.IsZero():
		return civil.In(o.Now, time.UTC), list, nil
	case s == nil:
		return o.AsOf, list, nil
	}
	c := &checker{s: s, decides: o.Decides, documents: map[string]*markdown.Document{}, unread: map[string]bool{}}
	var found diag.List
	for _, p := range s.archive.Policies {
		if err := ctx.Err(); err != nil {
			return s.Day, nil, err
		}
		for _, e := range c.editions(p) {
			more, err := c.edition(e)
			if err != nil {
				return s.Day, nil, err
			}
			found.Add(more...)
			found.Add(c.taken(e)...)
		}
		unlinked, err := c.unsealed(p)
		if err != nil {
			return s.Day, nil, err
		}
		found.Add(unlinked...)
	}
	found.Add(unstated(s.archive)...)
	pages, err := c.pages()
	if err != nil {
		return s.Day, nil, err
	}
	found.Add(pages...)
	found.Add(c.redirects()...)
	if !s.proof {
		found.Add(s.lost(stood)...)
	}
	list.Add(weighed(s.Config, found)...)
	later, err := c.later(ctx, from, fsys, o, list)
	if err != nil {
		return s.Day, nil, err
	}
	list.Add(weighed(s.Config, later)...)
	list.Sort()
	return s.Day, list, nil
}

// unstated tells of policies in several languages of which only a key that commands of before wrote by themselves says which text prevails, at the
// newest text that has it.
func unstated(a *policy.Archive) diag.List {
	var out diag.List
	for _, p := range a.Policies {
		var newest *source.Text
		several := false
		for _, v := range p.Versions {
			several = several || len(v.Texts) > 1
			if t := v.Texts[0].Original; t.Front.Authoritative && v.Prevails == "" && !v.Doubtful {
				newest = t
			}
		}
		if newest == nil || !several || p.Doubtful {
			continue
		}
		out.Add(diag.Diagnostic{Pos: newest.Pos("authoritative"), Severity: diag.Warning, Rule: "authoritative-unstated",
			Message: fmt.Sprintf("says that the text in %q prevails, and policy.toml states nothing: pages say only which text is the original", newest.Lang),
			Hint:    fmt.Sprintf("authoritative = %q in %s/%s/policy.toml, if that text prevails; %q, if every text is authentic", newest.Lang, source.Folder, p.ID, policy.Each)})
	}
	return out
}

// checker reads the texts of a center that can still be helped.
type checker struct {
	s         *Site
	decides   func(file string) bool        // see [Options]
	documents map[string]*markdown.Document // by path of the source
	unread    map[string]bool               // those that have errors of their own, and may lack words
}

// editions are the versions of a policy whose texts are looked at: each as it stands today, or on the day it will be published.
func (c *checker) editions(p *policy.Policy) []*policy.Edition {
	var out []*policy.Edition
	for _, v := range p.Versions {
		day := c.s.Day
		if v.Published.After(day) {
			day = v.Published
		}
		standing := p.AsOf(day, true)
		if standing == nil {
			continue
		}
		e := standing.Edition(v.ID)
		if e == nil || e.State == policy.Superseded || e.State == policy.Cancelled || standing.Ended != nil {
			continue
		}
		out = append(out, e)
	}
	return out
}

// taken tells of a version in force whose words were all taken out: it holds, and nobody can read it.
func (c *checker) taken(e *policy.Edition) diag.List {
	if e.State != policy.InForce || !slices.ContainsFunc(e.Redacted, func(r *source.Event) bool { return r.Whole }) {
		return nil
	}
	return diag.List{{Pos: e.Texts[0].Original.Pos("title"), Severity: diag.Warning, Rule: "redact-whole",
		Message: "the version in force has no words any more: they were taken out whole, and nobody can read what holds",
		Hint:    fmt.Sprintf("publish the text that holds: candor new %s --from VERSION begins it with an earlier one", e.Texts[0].Original.Policy)}}
}

func (c *checker) edition(e *policy.Edition) (diag.List, error) {
	var out diag.List
	var prevails *check.Text
	for i := range e.Languages {
		t, err := c.text(e, &e.Languages[i])
		if err != nil {
			return nil, err
		}
		if c.unread[t.File] {
			continue
		}
		out.Add(check.Alone(t)...)
		corrected, err := c.correction(e, &e.Languages[i], t)
		if err != nil {
			return nil, err
		}
		out.Add(corrected...)
		switch {
		case i == 0:
			prevails = t
		case prevails != nil && !e.Doubtful:
			out.Add(check.Translation(prevails, t)...)
		}
		out.Add(check.Links(t, address(e), c.s.Config.Tags(), c.target(e))...)
	}
	return out, nil
}

// unsealed are the unlinked files of every version of a policy, what was replaced too: each would be sealed with it.
func (c *checker) unsealed(p *policy.Policy) (diag.List, error) {
	var out diag.List
	for _, v := range p.Versions {
		if !slices.ContainsFunc(v.Attachments, c.open) {
			continue
		}
		day := c.s.Day
		if v.Published.After(day) {
			day = v.Published
		}
		e := p.AsOf(day, true).Edition(v.ID)
		if e == nil || len(e.Languages) == 0 {
			continue
		}
		found, err := c.unlinked(e)
		if err != nil {
			return nil, err
		}
		out.Add(found...)
	}
	return out, nil
}

// open reports whether a file beside a text can still be taken away: it has no seal, or a command is about to give it one.
func (c *checker) open(a *source.Attachment) bool {
	return c.s.by.sums.Day(a.Path).IsZero() || c.decides != nil && c.decides(a.Path)
}

// unlinked are the files beside the texts of a version that none of its texts leads to. They would be published, and sealed for ever: what an
// editor's program left there, or a note that was meant for nobody.
func (c *checker) unlinked(e *policy.Edition) (diag.List, error) {
	linked := map[string]bool{}
	for i := range e.Languages {
		w := &e.Languages[i]
		if c.unread[w.Source.Path] {
			return nil, nil
		}
		doc, err := c.document(e, w)
		if err != nil {
			return nil, err
		}
		for _, l := range doc.Links {
			for _, r := range readings(l.Dest) {
				linked[strings.TrimPrefix(absolute(e, r.path), address(e))] = true
			}
		}
	}
	var out diag.List
	for _, a := range e.Attachments {
		if !linked[a.Name] && !source.Leftover(a.Name) && c.open(a) {
			out.Add(diag.Diagnostic{Pos: diag.Pos{File: a.Path}, Severity: diag.Warning, Rule: check.RuleUnlinked, Message: "no text of the version leads to this file",
				Hint: "link to it, or move it away before it is published: it would be public and sealed for ever"})
		}
	}
	return out, nil
}

func address(e *policy.Edition) string { return "/" + e.Policy.ID + "/" + e.ID + "/" }

func (c *checker) text(e *policy.Edition, w *policy.Wording) (*check.Text, error) {
	doc, err := c.document(e, w)
	if err != nil {
		return nil, err
	}
	t := &check.Text{File: w.Source.Path, Lang: w.Text.Lang, Document: doc, Front: &w.Source.Front, Place: w.Source.Pos("title"), Published: e.Published, Effective: e.Effective,
		Promises: e.Promised, First: c.first(e), Doubtful: e.Policy.Doubtful}
	if sum := cmp.Or(w.Source.Front.Translates, w.Text.Original.Front.Translates); sum != "" {
		t.Outdated = !e.Has(sum)
	}
	for _, m := range e.Moves {
		t.Also = append(t.Also, m.Effective)
	}
	for _, correction := range w.Corrections {
		t.Also = append(t.Also, correction.Corrects)
	}
	t.Also = append(t.Also, w.Text.Public, e.Front().EffectiveNew)
	return t, nil
}

// correction holds a correction that a command is about to publish against the wording that it replaces. What is published already can no
// longer be helped.
func (c *checker) correction(e *policy.Edition, w *policy.Wording, t *check.Text) (diag.List, error) {
	n := len(w.Corrections)
	if n == 0 || c.decides == nil || !c.decides(w.Source.Path) {
		return nil, nil
	}
	before := policy.Wording{Text: w.Text, Source: w.Text.Original, Corrections: w.Corrections[:n-1]}
	if n > 1 {
		before.Source = w.Corrections[n-2]
	}
	old, err := c.text(e, &before)
	if err != nil || c.unread[old.File] {
		return nil, err
	}
	d := redline.Compare(redline.Prepare(old.Document), redline.Prepare(t.Document))
	m := check.Mended{Parties: c.parties(e)}
	for _, b := range d.Blocks {
		switch b.Op {
		case "added":
			m.Came++
		case "removed":
			m.Went++
		}
	}
	for _, r := range d.Readings() {
		m.Places = append(m.Places, [2]string{r.OldOnly, r.Only})
	}
	return check.Correction(old, t, m), nil
}

// parties are the organizations that the configuration and the versions of a policy name.
func (c *checker) parties(e *policy.Edition) []string {
	names := []string{c.s.Config.Organization.Name, e.Front().Controller}
	for _, p := range c.s.archive.Policies {
		if p.ID != e.Policy.ID {
			continue
		}
		for _, v := range p.Versions {
			names = append(names, v.Front().Controller)
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
}

// first reports whether nothing of the policy was published before an edition.
func (c *checker) first(e *policy.Edition) bool {
	for _, p := range c.s.archive.Policies {
		if p.ID != e.Policy.ID {
			continue
		}
		return !slices.ContainsFunc(p.Versions, func(v *policy.Version) bool {
			return v.ID != e.ID && !v.Draft() && (e.Draft() || v.Published.Before(e.Published))
		})
	}
	return true
}

// document parses a wording; links are left as they are written.
func (c *checker) document(e *policy.Edition, w *policy.Wording) (*markdown.Document, error) {
	if doc := c.documents[w.Source.Path]; doc != nil {
		return doc, nil
	}
	b := c.s.by
	body, err := b.src.Body(w.Source)
	if err != nil {
		return nil, err
	}
	o := b.options(w.Source.Path, w.Source.BodyLine, w.Text.Lang, page.Title(w))
	if first := &e.Languages[0]; first.Source != w.Source {
		prevailing, err := c.document(e, first)
		if err != nil {
			return nil, err
		}
		o.Outline = prevailing.Outline
	}
	return c.parse(body, o), nil
}

// target finds the text at an address as readers of a language are shown it; in a draft, also that of the draft itself.
func (c *checker) target(from *policy.Edition) check.Target {
	return func(at, lang string) *markdown.Document {
		if c.s.by.unsure(at) {
			return nil
		}
		for _, s := range c.s.Standings {
			switch {
			case at == "/"+s.ID+"/":
				return c.shown(s.Shown, lang)
			case !strings.HasPrefix(at, "/"+s.ID+"/"):
				continue
			}
			if e := s.Edition(path.Base(at)); e != nil && at == address(e) {
				return c.shown(e, lang)
			}
		}
		if from != nil && at == address(from) {
			return c.shown(from, lang)
		}
		return c.free(strings.Trim(at, "/"), lang)
	}
}

func (c *checker) shown(e *policy.Edition, lang string) *markdown.Document {
	w := e.Text(lang)
	if w == nil {
		w = &e.Languages[0]
	}
	doc, err := c.document(e, w)
	if err != nil || c.unread[w.Source.Path] {
		return nil
	}
	return doc
}

// pages holds the places that the links of free pages name.
func (c *checker) pages() (diag.List, error) {
	var out diag.List
	for _, p := range c.s.by.src.Pages {
		doc, err := c.page(p)
		if err != nil {
			return nil, err
		}
		at := "/" + p.Name + "/"
		if p.Name == source.Home {
			at = "/"
		}
		if !c.unread[p.Path] {
			out.Add(check.Links(&check.Text{File: p.Path, Lang: p.Lang, Document: doc}, at, c.s.Config.Tags(), c.target(nil))...)
		}
	}
	return out, nil
}

// redirects holds the places that redirects lead to, in the center's first language.
func (c *checker) redirects() diag.List {
	var out diag.List
	for _, r := range c.s.Config.Redirects {
		at, anchor, _ := strings.Cut(r.To, "#")
		if !strings.HasPrefix(at, "/") || anchor == "" {
			continue
		}
		if doc := c.target(nil)(strings.TrimSuffix(at, "/")+"/", c.s.Config.Languages[0].Tag); doc != nil && !doc.HasAnchor(anchor) {
			out.Add(diag.Diagnostic{Pos: r.Pos, Severity: diag.Warning, Rule: check.RuleAnchor,
				Message: fmt.Sprintf("the redirect to %q names a place that the page does not have", r.To), Hint: "open the page and take the address of the heading from there"})
		}
	}
	return out
}

// page parses a free page; links are left as they are written.
func (c *checker) page(p *source.Page) (*markdown.Document, error) {
	if doc := c.documents[p.Path]; doc != nil {
		return doc, nil
	}
	body, err := c.s.by.src.PageBody(p)
	if err != nil {
		return nil, err
	}
	return c.parse(body, c.s.by.options(p.Path, p.BodyLine, p.Lang, p.Title)), nil
}

// parse parses a text whose faults were told when the site was made. Links are left as they are written.
func (c *checker) parse(body []byte, o markdown.Options) *markdown.Document {
	o.Resolve = func(l markdown.Link) (string, bool) { return l.Dest, true }
	doc, said := markdown.Parse(body, o)
	c.documents[o.File], c.unread[o.File] = doc, said.Failed()
	return doc
}

// free is the text of a free page as readers of a language are shown it, nil for none: its own, else the first of the center's languages.
func (c *checker) free(name, lang string) *markdown.Document {
	for _, lang := range append([]string{lang}, c.s.Config.Tags()...) {
		for _, p := range c.s.by.src.Pages {
			if p.Name != name || p.Lang != lang {
				continue
			}
			if doc, err := c.page(p); err == nil && !c.unread[p.Path] {
				return doc
			}
			return nil
		}
	}
	return nil
}

// later adds what is wrong with drafts, as a build with them would say it, and what the builds of the days to come would say of the files that
// become public then. A draft stands in the way of no build, so its faults are warnings; where a later build would stop, so does check: whoever
// builds every night relies on the check of today.
// today is what is said already.
func (c *checker) later(ctx context.Context, from *Builder, fsys fs.FS, o Options, today diag.List) (diag.List, error) {
	files := map[civil.Date]map[string]bool{} // by the day from which they are public, zero for drafts
	for file, day := range publicDays(c.s.archive) {
		if !day.IsZero() && !day.After(c.s.Day) {
			continue
		}
		if files[day] == nil {
			files[day] = map[string]bool{}
		}
		files[day][file] = true
	}
	type fault struct {
		at   diag.Pos
		rule string
	}
	told := map[fault]diag.Severity{}
	tell := func(d diag.Diagnostic) {
		if before, ok := told[fault{d.Pos, d.Rule}]; !ok || before != diag.Error {
			told[fault{d.Pos, d.Rule}] = d.Severity
		}
	}
	for _, d := range today {
		tell(d)
	}
	var found diag.List
	for _, day := range c.comingDays(o, files) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		o := o
		if o.AsOf, o.Decides = day, nil; day.IsZero() {
			o.AsOf, o.Drafts = c.s.Day, true
		} else if !o.Clock.IsZero() {
			o.Clock = day.Noon()
		}
		_, said, err := from.load(ctx, fsys, o)
		if err != nil {
			return nil, err
		}
		for _, d := range said {
			of := files[day][d.Pos.File]
			before, again := told[fault{d.Pos, d.Rule}]
			switch {
			case again && (before == diag.Error || d.Severity != diag.Error || day.IsZero()), !of && (day.IsZero() || d.Severity != diag.Error):
				continue
			case d.Severity != diag.Error:
			case day.IsZero():
				d.Severity = diag.Warning
				d.Hint = strings.TrimPrefix(d.Hint+"; candor publish refuses the draft while it stands", "; ")
			default:
				if c.s.proof && !of {
					continue // it follows from what is told of today
				}
				d.Hint = strings.TrimPrefix(d.Hint+fmt.Sprintf("; mend it before %s: from then on nothing is built while it stands", day), "; ")
			}
			tell(d)
			found.Add(d)
		}
	}
	return found, nil
}

// comingDays are the days for which a build is tried: those on which files become public, the zero day for drafts, and, where the sources of today
// can be built, every other day from today on on which something changes.
func (c *checker) comingDays(o Options, files map[civil.Date]map[string]bool) []civil.Date {
	days := map[civil.Date]bool{}
	for day := range files {
		days[day] = true
	}
	day := c.s.Day
	if today := o.today(c.s.Config); today.After(day) {
		day = today // what has been is not built again
	}
	for !c.s.proof {
		if day, _, _ = c.s.archive.Next(day); day.IsZero() {
			break
		}
		days[day] = true
	}
	return slices.SortedFunc(maps.Keys(days), civil.Date.Compare)
}

// lost are the pages that stood and stand no more, without a redirect.
func (s *Site) lost(stood []string) diag.List {
	have := map[string]bool{}
	for at := range s.by.paths {
		have[at] = true
	}
	for _, r := range s.Config.Redirects {
		have[path.Join(strings.TrimPrefix(r.From, "/"), "index.html")] = true
	}
	var out diag.List
	for _, name := range stood {
		if have[name] || strings.Contains("/"+name, "/parallel/") { // beside the text in force, whichever that is
			continue
		}
		at := "/" + strings.TrimSuffix(name, "index.html")
		out.Add(diag.Diagnostic{Pos: diag.Pos{File: config.Name}, Rule: "address-lost", Message: fmt.Sprintf("the site that was built last had a page at %s, and this one has not", at),
			Hint: fmt.Sprintf("put it back, or add %q = \"…\" to [redirects]", at)})
	}
	return out
}
