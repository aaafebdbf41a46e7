// Package history makes the commits of a text the versions of a policy.
//
// In come a [git.Repository] and a pattern of paths; out come the files of a center, [Text], and sentences on what was left out, guessed or set
// right. A commit that changes a word of the original is a version of its day. A commit of a translation is that of the version that stood then:
// with it, later, or as another wording of the translation that is there. A translation of which less than most changed goes on
// following the wording that it followed. The package writes no files and knows no seals.
package history

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"candor/internal/civil"
	"candor/internal/git"
	"candor/internal/importer"
)

// Options say whose history is read, and for which center.
type Options struct {
	Pattern   string         // a path, from the folder that was opened as the repository; {lang} in it stands for the tag of a language
	Lang      string         // the main language: of the file whose path names none
	Languages []string       // of the center, the default first
	Title     string         // of the original, where the caller knows better than its texts
	Zone      *time.Location // of the center: a commit is of the day that it was there
	Today     civil.Date
}

// Text is one file of a policy: a wording of one version in one language.
type Text struct {
	Version string // its id: the day of its commit, with -02 for the second one of the day
	Name    string // of the file: en.md, or en.2024-02-01.md for a later wording
	Lang    string
	Title   string
	Body    []byte
	// Published and Effective are the version's days, in the text of the original; zero in a translation. Effective is zero where it is Published.
	Published, Effective civil.Date
	Added                civil.Date // of a translation that came later than its version
	Corrected            civil.Date // of a later wording
}

// History is what was read.
type History struct {
	Original  string   // the language of the original
	Languages []string // of the texts
	Texts     []Text
	Said      []string // what a person should know
}

// Read reads the history of a text. An error says what to do where nothing can be read.
func Read(ctx context.Context, repository *git.Repository, o Options) (*History, error) {
	p, err := newPattern(o.Pattern, o.Lang)
	if err != nil {
		return nil, err
	}
	commits, err := repository.History(ctx, p.paths())
	if err != nil {
		return nil, err
	}
	h := &historian{o: o, follows: map[string]int{}, last: map[string]*reading{}, told: map[string]bool{}}
	files := h.files(p, commits)
	if len(files) == 0 {
		return nil, fmt.Errorf("no commit on the first-parent line of HEAD has a file %s", o.Pattern)
	}
	if err := h.read(ctx, repository, files); err != nil {
		return nil, err
	}
	if err := h.begin(files); err != nil {
		return nil, err
	}
	for _, c := range files {
		h.commit(c)
	}
	if len(h.texts) == 0 {
		return nil, fmt.Errorf("no commit of %s has a text that could be read: %s", o.Pattern, strings.Join(h.said, "; "))
	}
	if err := h.titled(); err != nil {
		return nil, err
	}
	return h.history(), nil
}

// changes are what one commit did, by language.
type changes struct {
	commit string
	day    civil.Date
	texts  []*reading
	blobs  []string // by the place of the text; "" where there is none
}

// historian turns commits into versions, late translations and other wordings.
type historian struct {
	o        Options
	original string
	versions []version
	follows  map[string]int      // by language: the place of the version that its last wording is of
	last     map[string]*reading // by language: its last wording
	waiting  []*reading          // translations of the first day, before the original
	texts    []Text
	said     []string
	told     map[string]bool
}

type version struct {
	id        string
	published civil.Date
	effective civil.Date
}

func (h *historian) say(format string, args ...any) {
	h.said = append(h.said, fmt.Sprintf(format, args...))
}

// files says which commit changed which language's file, and sets the days right.
func (h *historian) files(p pattern, commits []git.Commit) []changes {
	if !p.asked {
		p = h.settle(p, commits)
	}
	var out []changes
	var days []civil.Date
	for _, c := range commits {
		one := changes{commit: c.ID}
		for _, change := range c.Changes {
			if lang, _, ok := p.language(change.File); ok {
				h.file(&one, lang, change)
			}
		}
		if len(one.texts) > 0 {
			out, days = append(out, one), append(days, dayOf(c.Time, h.o.Zone))
		}
	}
	for i, day := range inOrder(days, h.o.Today) {
		if out[i].day = day; day != days[i] {
			h.say("%.12s: its day, %s, is out of order with those of the commits around it: taken as %s", out[i].commit, days[i], day)
		}
	}
	return out
}

// latest is the last moment that a date can tell; the clock of a commit can say any number.
var latest = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

func dayOf(t time.Time, zone *time.Location) civil.Date {
	if t.After(latest) {
		t = latest
	}
	return civil.In(t, zone)
}

// settle decides on a file that was not asked for: it is the main language's where no path names that language.
func (h *historian) settle(p pattern, commits []git.Commit) pattern {
	there, main := false, false
	for _, c := range commits {
		for _, change := range c.Changes {
			lang, named, ok := p.language(change.File)
			there = there || ok && !named
			main = main || ok && named && lang == p.lang
		}
	}
	if main || !there {
		p.main = ""
		return p
	}
	h.say("%s is taken as the text in %q, since no path names that language (to say it yourself, write what the main language's name lacks in brackets, as in privacy[-{lang}].md, and --lang)",
		p.main, p.lang)
	return p
}

func (h *historian) file(one *changes, lang string, change git.Change) {
	at := slices.IndexFunc(one.texts, func(r *reading) bool { return r.lang == lang })
	if change.Was != "" {
		h.say("%.12s: %s was %s before: its history goes on there", one.commit, change.Path, change.Was)
	}
	switch {
	case change.Blob != "" && !change.Mode.Text():
		h.say("%.12s:%s: left out: it is %s, not a text", one.commit, change.Path, change.Mode)
	case at >= 0 && (change.Blob == "" || !one.texts[at].gone):
		if change.Blob != "" {
			h.say("%.12s:%s: left out: %s is in %q too", one.commit, change.Path, one.texts[at].path, lang)
		}
	default:
		r := &reading{lang: lang, commit: one.commit, path: change.Path, gone: change.Blob == ""}
		if at >= 0 {
			one.texts[at], one.blobs[at] = r, change.Blob
			return
		}
		one.texts, one.blobs = append(one.texts, r), append(one.blobs, change.Blob)
	}
}

// read reads what the files held. What is no text of a policy is said, and left out.
func (h *historian) read(ctx context.Context, repository *git.Repository, files []changes) error {
	var ids []string
	var into []*reading
	for _, c := range files {
		for i, r := range c.texts {
			if !r.gone {
				ids, into = append(ids, c.blobs[i]), append(into, r)
			}
		}
	}
	return repository.Blobs(ctx, ids, func(i int, data []byte) error {
		r := into[i]
		result, err := read(r.lang, r.path, data)
		if err != nil {
			h.say("%.12s:%s: left out: %v", r.commit, r.path, err)
			return ctx.Err()
		}
		r.Result = result
		h.losses(r)
		return ctx.Err()
	})
}

// losses says once what an importer leaves out of the texts of a language.
func (h *historian) losses(r *reading) {
	for _, f := range r.Findings {
		switch f.Kind {
		case importer.KindLeftOut, importer.KindLeftovers, importer.KindEncoding, importer.KindControl:
		default:
			continue
		}
		if key := r.lang + f.Kind + f.Text; !h.told[key] {
			h.told[key] = true
			h.say("%.12s:%s:%d: %s: %s", r.commit, r.path, f.Line, f.Kind, f.Text)
		}
	}
}

// begin says which language the original is in: of those that have a text on the first day, the first of the center's.
func (h *historian) begin(files []changes) error {
	var first civil.Date
	var langs []string
	for _, c := range files {
		for _, r := range c.texts {
			if r.Result != nil && (first.IsZero() || c.day == first) {
				first = c.day
				langs = append(langs, r.lang)
			}
		}
	}
	if langs == nil {
		return fmt.Errorf("no commit of %s has a text that could be read: %s", h.o.Pattern, strings.Join(h.said, "; "))
	}
	h.original = langs[0]
	for _, lang := range h.o.Languages {
		if slices.Contains(langs, lang) {
			h.original = lang
			break
		}
	}
	return nil
}

func (h *historian) commit(c changes) {
	made := false
	for _, r := range c.texts {
		if r.lang == h.original && h.takes(c, r) {
			made = h.version(r, c.day)
		}
	}
	if made {
		for _, r := range h.waiting {
			h.translation(r, c.day, true)
		}
		h.waiting = nil
	}
	for _, r := range c.texts {
		switch {
		case r.lang == h.original || !h.takes(c, r):
		case len(h.versions) == 0:
			h.waiting = append(h.waiting, r)
		default:
			h.translation(r, c.day, made)
		}
	}
}

// takes tells whether a commit left a text that can be read.
func (h *historian) takes(c changes, r *reading) bool {
	if r.gone && h.last[r.lang] != nil {
		h.say("%.12s:%s: taken away on %s: its last wording stays (a policy ends by candor withdraw)", c.commit, r.path, c.day)
	}
	return r.Result != nil
}

// version takes a wording of the original as a version, where it differs in a word from the last.
func (h *historian) version(r *reading, day civil.Date) bool {
	if last := h.last[r.lang]; last != nil {
		if c := between(last, r); !c.words {
			h.unchanged(r, c, "no version")
			return false
		}
	}
	v := version{id: day.String(), published: day, effective: day}
	for n := 2; slices.ContainsFunc(h.versions, func(other version) bool { return other.id == v.id }); n++ {
		v.id = fmt.Sprintf("%s-%02d", day, n)
	}
	if late := r.Date.Sub(day); r.DateKind == importer.KindEffective && late > 0 && late <= 366 {
		v.effective = r.Date
	}
	if n := len(h.versions); n > 0 && v.effective.Before(h.versions[n-1].effective) {
		v.effective = h.versions[n-1].effective
		h.say("%.12s:%s: the version before applies from %s, so that this one is taken to apply from then too", r.commit, r.path, v.effective)
	}
	h.versions = append(h.versions, v)
	text := Text{Published: v.published}
	if v.effective != v.published {
		text.Effective = v.effective
	}
	h.add(r, len(h.versions)-1, r.lang+".md", text)
	return true
}

func (h *historian) unchanged(r *reading, c change, made string) {
	if c.what != "nothing" {
		h.say("%.12s:%s: it changes no word (%s): %s", r.commit, r.path, c.what, made)
	}
}

// translation takes a translation: of the version that it was committed with, as another wording of the translation that is there, or later.
func (h *historian) translation(r *reading, day civil.Date, together bool) {
	now := len(h.versions) - 1
	last, had := h.last[r.lang]
	if !had {
		h.translates(r, now, day, together)
		return
	}
	c := between(last, r)
	if !c.words {
		h.unchanged(r, c, "no other wording")
		return
	}
	of := h.follows[r.lang]
	if of < now && (together || c.most) {
		h.translates(r, now, day, together)
		return
	}
	if of < now {
		h.say("%.12s:%s: (guessed) less than most of the translation changed, so that it goes on following the version %s; if it is a translation of %s, move it there as %s.md, with added = %s instead of corrected",
			r.commit, r.path, h.versions[of].id, h.versions[now].id, r.lang, day)
	}
	h.reworded(r, of, day)
}

// reworded takes another wording of a translation that is there. There is one a day, the last.
func (h *historian) reworded(r *reading, of int, day civil.Date) {
	at := slices.IndexFunc(h.texts, func(t Text) bool { return t.Version == h.versions[of].id && t.Name == r.lang+".md" })
	if first := &h.texts[at]; first.Added == day || first.Added.IsZero() && h.versions[of].published == day {
		h.last[r.lang] = r
		first.Title, first.Body = r.Title, r.Body
		return
	}
	name := fmt.Sprintf("%s.%s.md", r.lang, day)
	h.texts = slices.DeleteFunc(h.texts, func(t Text) bool { return t.Version == h.versions[of].id && t.Name == name })
	h.add(r, of, name, Text{Corrected: day})
}

// translates takes a text as the translation of a version.
func (h *historian) translates(r *reading, of int, day civil.Date, together bool) {
	text := Text{}
	if !together && day != h.versions[of].published {
		text.Added = day
	}
	h.add(r, of, r.lang+".md", text)
}

func (h *historian) add(r *reading, of int, name string, t Text) {
	h.last[r.lang], h.follows[r.lang] = r, of
	t.Version, t.Name, t.Lang, t.Title, t.Body = h.versions[of].id, name, r.lang, r.Title, r.Body
	h.texts = append(h.texts, t)
}

func (h *historian) history() *History {
	out := &History{Original: h.original, Texts: h.texts, Said: h.said}
	for _, t := range h.texts {
		if !slices.Contains(out.Languages, t.Lang) {
			out.Languages = append(out.Languages, t.Lang)
		}
	}
	return out
}

// ErrTitle says that no title was recognised.
var ErrTitle = errors.New("no title was recognised in the text: say it with --title")

// titled gives a title to each text: the one that was given, its own, or another of its language's, an earlier one first.
func (h *historian) titled() error {
	title := map[string]string{}
	for _, t := range h.texts {
		if title[t.Lang] == "" {
			title[t.Lang] = t.Title
		}
	}
	if h.o.Title != "" {
		title[h.original] = h.o.Title
	}
	if title[h.original] == "" {
		return ErrTitle
	}
	for i := range h.texts {
		t := &h.texts[i]
		switch {
		case t.Lang == h.original && h.o.Title != "":
			t.Title = h.o.Title
		case t.Title != "":
			title[t.Lang] = t.Title
		case title[t.Lang] != "":
			t.Title = title[t.Lang]
		default:
			t.Title = title[h.original]
			h.say("no title was recognised in the text in %q: it has that of the original", t.Lang)
			title[t.Lang] = t.Title
		}
	}
	return nil
}
