// Package policy is the model: policies over their whole life, and what of them holds on one day.
//
// In comes what package source read; [New] joins it to an [Archive], which has no notion of today, and [Archive.AsOf] gives the
// [Center] of a day. What is not public on that day is not in the Center, so no later stage can leak it:
//
//	archive, diags := policy.New(src)
//	center := archive.AsOf(civil.Of(2026, 11, 23))
//	center.Policies[0].InForce.Text("ru")
package policy

import (
	"cmp"
	"fmt"
	"slices"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/source"
)

const rule = "version"

// Archive is everything that is recorded.
type Archive struct {
	Languages []string  // of the center, the default first
	Policies  []*Policy // by order, then id
}

// Policy is one document over its whole life.
type Policy struct {
	ID           string
	OriginalLang string // the language of the original where a version does not say otherwise
	Prevails     string // what the company states: the language whose text prevails, [Each], or "" for nothing
	Kind, Group  string
	Order        int
	Versions     []*Version      // drafts last, the others by published, then id
	Events       []*source.Event // by day, then kind
	Doubtful     bool            // a source of it has faults of its own: its promises, and which of its versions hold when, are not known
	Void         []*source.Event // sealed events that contradict what was recorded before them: they are published, and have no effect
	early        []Early         // see Early
	linger       int             // days after its effective date that a change is announced
	seen         *views          // nil where nothing is remembered
}

// Version is one state of a policy's text.
type Version struct {
	Policy       *Policy
	ID           string
	Published    civil.Date // zero: a draft
	Effective    civil.Date // as first given
	OriginalLang string     // the language of the text that the others are translated from
	Prevails     string     // OriginalLang where it is stated that this text prevails, [Each], or "" where nothing is stated
	Texts        []*Text    // the original one first, then in the order of the center's languages
	Attachments  []*source.Attachment
	Promises     *source.Promises // as stated in this version, nil when it states none
	Doubtful     bool             // which text is the original, and what it says, is not known for certain
}

// Each is what policy.toml says where all texts are authentic: none prevails over another.
const Each = "each"

// Draft reports whether the version has no day of publication.
func (v *Version) Draft() bool { return v.Published.IsZero() }

// Front returns the front matter of the original text: what belongs to the version.
func (v *Version) Front() *source.Front { return &v.Texts[0].Original.Front }

// Text is a version in one language: the wording first published and its corrections.
type Text struct {
	Lang        string
	Public      civil.Date // from which day, zero in a draft
	Original    *source.Text
	Corrections []*source.Text // by day
}

// New joins sources to an archive. A version with faults of its own is reported and left out.
func New(c *source.Center) (*Archive, diag.List) { return new(Joiner).Join(c) }

// builder makes one policy.
type builder struct {
	languages []string
	unsure    bool // which language is that of the original where a version does not say so
	doubts    []*source.Doubt
	policy    *Policy
	diags     diag.List
}

// doubt reports whether one of the policy's sources with faults is such.
func (b *builder) doubt(such func(d *source.Doubt) bool) bool {
	return slices.ContainsFunc(b.doubts, such)
}

// hidden reports whether a version, "" any, has texts with faults.
func (b *builder) hidden(version string) bool {
	return b.doubt(func(d *source.Doubt) bool { return d.Version != "" && (d.Version == version || version == "") })
}

func (p *Policy) version(id string) *Version {
	for _, v := range p.Versions {
		if v.ID == id {
			return v
		}
	}
	return nil
}

func (v *Version) text(lang string) *Text {
	for _, t := range v.Texts {
		if t.Lang == lang {
			return t
		}
	}
	return nil
}

func (b *builder) texts(texts []*source.Text) {
	var corrections []*source.Text
	for _, s := range texts {
		if !slices.Contains(b.languages, s.Lang) {
			b.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: s.Path}, Rule: "language", Message: fmt.Sprintf("%q is no language of this center", s.Lang),
				Hint: "add it to [[languages]] in config.toml"})
			continue
		}
		if !s.Corrects.IsZero() {
			corrections = append(corrections, s)
			continue
		}
		v := b.policy.version(s.Version)
		if v == nil {
			v = &Version{Policy: b.policy, ID: s.Version}
			b.policy.Versions = append(b.policy.Versions, v)
		}
		v.Texts = append(v.Texts, &Text{Lang: s.Lang, Original: s})
	}
	for _, s := range corrections {
		b.correction(s)
	}
}

func (b *builder) correction(s *source.Text) {
	if v := b.policy.version(s.Version); v != nil {
		if t := v.text(s.Lang); t != nil {
			t.Corrections = append(t.Corrections, s)
			return
		}
	}
	if b.doubt(func(d *source.Doubt) bool { return d.Version == s.Version && d.Lang == s.Lang && d.Corrects.IsZero() }) {
		return
	}
	b.diags.Errorf(diag.Pos{File: s.Path}, rule, "corrects %s.md, which is not there", s.Lang)
}

func (b *builder) details(written *written) {
	p := b.policy
	for _, f := range written.files {
		p.Prevails, p.Kind, p.Group, p.Order = f.Authoritative, f.Kind, f.Group, f.Order
		if p.Prevails != "" && p.Prevails != Each && !slices.Contains(b.languages, p.Prevails) && !b.unsure {
			b.diags.Add(diag.Diagnostic{Pos: f.Pos("authoritative"), Rule: "language", Message: fmt.Sprintf("%q is no language of this center", p.Prevails),
				Hint: fmt.Sprintf("the tag of a language in config.toml, or %q where every text is authentic", Each)})
		}
		if len(p.Versions) == 0 && !b.hidden("") {
			b.diags.Warnf(diag.Pos{File: f.Path}, rule, "the policy %q has no text", f.Policy)
		}
	}
	for _, a := range written.attachments {
		if v := p.version(a.Version); v != nil {
			v.Attachments = append(v.Attachments, a)
		}
	}
}

// settle decides which text is the original in each version, and takes from it what belongs to the version.
func (b *builder) settle() {
	p := b.policy
	slices.SortFunc(p.Versions, func(v, w *Version) int { return compareIDs(v.ID, w.ID) })
	first := p.Prevails
	if first == "" || first == Each {
		first = b.firstLanguage(p)
		b.unsure = b.unsure || b.hidden("") || b.doubt(func(d *source.Doubt) bool { return d.Details })
	}
	p.OriginalLang = first
	p.Versions = slices.DeleteFunc(p.Versions, func(v *Version) bool { return !b.settleVersion(v, first) })
	slices.SortStableFunc(p.Versions, func(v, w *Version) int {
		if v.Draft() != w.Draft() {
			if v.Draft() {
				return 1
			}
			return -1
		}
		return cmp.Or(v.Published.Compare(w.Published), v.Effective.Compare(w.Effective), compareIDs(v.ID, w.ID))
	})
}

// firstLanguage is the first of the center's languages in which the policy's first version exists, save those of texts that say what they
// translate.
func (b *builder) firstLanguage(p *Policy) string {
	var oldest *Version
	var at civil.Date
	for _, v := range p.Versions {
		for _, t := range v.Texts {
			day := t.Original.Front.Published
			if !day.IsZero() && (oldest == nil || day.Before(at)) {
				oldest, at = v, day
			}
		}
	}
	if oldest == nil && len(p.Versions) > 0 {
		oldest = p.Versions[0]
	}
	if oldest == nil {
		return ""
	}
	of := func(such func(t *Text) bool) string {
		for _, lang := range b.languages {
			if t := oldest.text(lang); t != nil && such(t) {
				return lang
			}
		}
		return ""
	}
	return cmp.Or(of(func(t *Text) bool { return !t.translated() }), of(func(*Text) bool { return true }))
}

// translated reports whether a text says that it was made from another one.
func (t *Text) translated() bool {
	return t.Original.Front.Translates != "" || !t.Original.Front.Added.IsZero()
}

// original is the text of a version that the others are translated from: the one in the language of the policy's original. In a version that is
// published, one that says that it was translated is none where another does not: policy.toml may have come to name another language since.
func (v *Version) original(first string) *Text {
	t := v.text(first)
	if t == nil || !t.translated() || t.Original.Front.Published.IsZero() && !slices.ContainsFunc(v.Texts, func(o *Text) bool { return !o.Original.Front.Published.IsZero() }) {
		return t
	}
	var others []*Text
	for _, o := range v.Texts {
		if !o.translated() {
			others = append(others, o)
		}
	}
	if len(others) == 1 {
		return others[0]
	}
	return t
}

// prevails is what a version states of its texts, of which one may say that it is the authoritative one. Commands of before wrote that key,
// together with the controller, into the first of the languages of config.toml, whether or not anybody had stated it: it counts where policy.toml
// states something, or where the company wrote it by itself.
func (p *Policy) prevails(original *Text) string {
	f := original.Original.Front
	switch {
	case p.Prevails == Each:
		return Each
	case f.Authoritative && (p.Prevails != "" || f.Controller == ""), p.Prevails == original.Lang:
		return original.Lang
	}
	return ""
}

func (b *builder) settleVersion(v *Version, first string) bool {
	original := v.original(first)
	v.Doubtful = b.hidden(v.ID) || b.unsure
	for _, t := range v.Texts {
		if t.Original.Front.Authoritative {
			original, v.Doubtful = t, b.hidden(v.ID)
		}
	}
	if original == nil && v.Doubtful {
		original = v.Texts[0] // so that its texts are read
	}
	if original == nil {
		b.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: v.Texts[0].Original.Path}, Rule: rule,
			Message: fmt.Sprintf("version %q has no text in %q, the language of the original", v.ID, first),
			Hint:    "add it, or say authoritative = true in the text that takes its place"})
		return false
	}
	v.OriginalLang, v.Prevails = original.Lang, b.policy.prevails(original)
	slices.SortFunc(v.Texts, func(s, t *Text) int { return b.rank(v, s.Lang) - b.rank(v, t.Lang) })
	f := v.Front()
	v.Published, v.Effective, v.Promises = f.Published, f.Effective, f.Promises
	if v.Effective.IsZero() {
		v.Effective = v.Published
	}
	for _, t := range v.Texts {
		b.settleText(v, t)
	}
	return true
}

func (b *builder) rank(v *Version, lang string) int {
	if lang == v.OriginalLang {
		return -1
	}
	return slices.Index(b.languages, lang)
}

func (b *builder) settleText(v *Version, t *Text) {
	f := t.Original.Front
	t.Public = v.Published
	if !v.Draft() && f.Added.After(v.Published) {
		t.Public = f.Added
	}
	slices.SortFunc(t.Corrections, func(a, c *source.Text) int { return a.Corrects.Compare(c.Corrects) })
	if t.Lang == v.OriginalLang || v.Doubtful {
		return
	}
	own := v.Front()
	differs := func(key string, differ bool) {
		if differ {
			b.diags.Add(diag.Diagnostic{Pos: t.Original.Pos(key), Rule: rule, Message: fmt.Sprintf("%q belongs to the version and differs from the original text", key),
				Hint: "leave it out of the translation", Related: []diag.Related{{Pos: v.Texts[0].Original.Pos(key), Message: "the value of the original"}}})
		}
	}
	differs("published", !f.Published.IsZero() && f.Published != own.Published)
	differs("stated_published", !f.StatedPublished.IsZero() && f.StatedPublished != own.StatedPublished)
	differs("effective", !f.Effective.IsZero() && f.Effective != own.Effective)
	differs("material", f.Material != nil && (own.Material == nil || *f.Material != *own.Material))
	differs("approved", !f.Approved.IsZero() && f.Approved != own.Approved)
	differs("controller", f.Controller != "" && f.Controller != own.Controller)
}

// ends reports whether an event speaks of a withdrawal, which is named by its file: it is cancelled, or people were told of it.
func ends(events []*source.Event, of *source.Event) bool {
	return (of.Kind == "cancel" || of.Kind == "sent") && slices.ContainsFunc(events, func(e *source.Event) bool {
		return e.Kind == "withdraw" && e.Name() == of.Version
	})
}
