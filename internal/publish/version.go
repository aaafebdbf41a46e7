package publish

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

// Version says how a draft becomes a version.
type Version struct {
	Policy, Draft string
	Effective     civil.Date        // zero: what the draft says
	Published     civil.Date        // zero: today
	ID            string            // "": the effective date
	Breach        bool              // publish although the promised notice is not kept
	Reason        map[string]string // why, by language, "" for all; what the draft's texts say of it themselves counts too
	Carried       []string          // announced versions that hold this change already
	Adopt         bool              // the draft's dates are what the company states of a text that was public already: days that have passed are allowed
}

// past reports whether a version is one that people could read before today, as the company states it. What is asked of a new version is not
// asked of it: it can no longer be given.
func (o *Version) past(today civil.Date) bool { return o.Adopt && o.Published.Before(today) }

var versionID = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*$`)

// Publish plans a version: the draft's folder is renamed, the dates, the original text and the controller are set in place, and every
// file is sealed.
func (c *Center) Publish(o Version) (*Change, error) {
	p, v, err := c.draft(o.Policy, o.Draft)
	if err != nil {
		return nil, err
	}
	if err := c.dates(&o, v); err != nil {
		return nil, err
	}
	if s := p.AsOf(o.Effective, false); s != nil && s.Ended != nil && !o.Effective.Before(s.Ended.Effective) {
		off := ""
		if now := p.AsOf(c.Today, false); now != nil {
			off = calledOff(now)
		}
		return nil, fmt.Errorf("the policy %q ends on %s: what is to apply after that is another policy%s", p.ID, s.Ended.Effective, off)
	}
	from, to := folderOf(p, o.Draft), folderOf(p, o.ID)
	if there, err := c.disk.Exists(to); err != nil || there && to != from {
		return nil, fmt.Errorf("%s is there already: give the version another name with --as", to)
	}
	change := &Change{Does: fmt.Sprintf("publish %s %s", p.ID, o.ID), days: []civil.Date{o.Published}}
	if err := c.breach(change, p, v, o, to); err != nil {
		return nil, err
	}
	if to != from {
		change.Moves = []Move{{From: from, To: to}}
		change.Steps = append(change.Steps, fmt.Sprintf("rename %s to %s", from, to))
	}
	if err := c.stamp(change, p, v, o, to); err != nil {
		return nil, err
	}
	strays, err := c.strays(from)
	if err != nil {
		return nil, err
	}
	change.Notes.Add(strays...)
	if o.past(c.Today) {
		change.stated = slices.Clone(change.seals)
		change.Said = fmt.Sprintf("%s/%s is sealed as the company states it: published %s, in effect from %s", p.ID, o.ID, o.Published, o.Effective)
		change.Next = []string{goesOut}
		return change, nil
	}
	c.complete(change, p, v, to)
	c.same(change, p, v, o, to)
	c.overtakes(change, p, v, o, to)
	c.announced(change, p, v, o)
	return change, nil
}

// breach holds that readers hear why a promise is not kept.
func (c *Center) breach(change *Change, p *policy.Policy, v *policy.Version, o Version, to string) error {
	if !o.Breach {
		return nil
	}
	reason := maps.Clone(o.Reason)
	for _, t := range v.Texts {
		if why := t.Original.Front.BreachReason; why != "" && o.Reason[t.Lang] == "" {
			if reason == nil {
				reason = map[string]string{}
			}
			reason[t.Lang] = why
		}
	}
	if len(reason) == 0 {
		return fmt.Errorf("--breach needs a reason, which readers see: --reason %s=\"…\"", v.OriginalLang)
	}
	var saying []string
	for _, t := range v.Texts {
		saying = append(saying, t.Lang)
	}
	if err := c.heard(change, p, reason, saying, change.planned(v.Texts[0].Original, "title", to)); err != nil {
		return err
	}
	if reason[""] == "" && reason[v.OriginalLang] == "" {
		return fmt.Errorf("--reason says nothing in %q, the language of the original text: --reason %s=\"…\"", v.OriginalLang, v.OriginalLang)
	}
	for lang := range o.Reason {
		if lang != "" && !slices.Contains(saying, lang) {
			return fmt.Errorf("--reason %s: the draft has no text in %q that could say it", lang, lang)
		}
	}
	return nil
}

// announced says what is so when the version is published, and who is to be told of it.
func (c *Center) announced(change *Change, p *policy.Policy, v *policy.Version, o Version) {
	id := p.ID + " " + o.ID
	public := "the next deploy"
	if o.Published.After(c.Today) {
		public = "the first deploy of " + o.Published.String() + " or later"
	}
	change.Said = fmt.Sprintf("%s/%s is sealed: public from %s, in effect from %s", p.ID, o.ID, public, o.Effective)
	if o.Effective.After(o.Published) {
		change.Said += fmt.Sprintf(", %s of notice between", promise.FullPeriod(civil.Period{Days: civil.FullDays(o.Published, o.Effective)}))
	}
	change.Next = []string{goesOut}
	before := p.AsOf(o.Published, false)
	if before == nil {
		return // a first version changes nothing for anybody
	}
	for _, t := range v.Texts {
		change.Next = append(change.Next, fmt.Sprintf("candor notice %s --lang %s --format eml makes the message to send", id, t.Lang))
	}
	change.Next = append(change.Next, tell(promise.Binding(before), id, v.Front().Material, o.Published, o.Effective)...)
}

// tell says by which day people are to be told of a change through the channels outside the site that were promised. id names the policy and
// the version or the withdrawal.
func tell(by []*policy.Edition, id string, material *bool, published, effective civil.Date) []string {
	due := map[string]civil.Date{} // by channel, the last day that leaves the whole notice
	for _, e := range by {
		for _, channel := range e.Promised.Outside() {
			day := promise.Period(e.Promised, material, published).Before(effective)
			if day.Before(published) {
				day = published
			}
			if known, ok := due[channel]; !ok || day.Before(known) {
				due[channel] = day
			}
		}
	}
	var out []string
	for _, channel := range slices.Sorted(maps.Keys(due)) {
		day := due[channel]
		out = append(out, fmt.Sprintf("tell people through %q by %s, as promised; candor sent %s --channel %s --told DATE records it", channel, day, id, channel))
	}
	return out
}

func folderOf(p *policy.Policy, version string) string {
	return path.Join(source.Folder, p.ID, version)
}

// draft finds a draft, and names those that there are.
func (c *Center) draft(policyID, id string) (*policy.Policy, *policy.Version, error) {
	p, err := c.policyOf(policyID)
	if err != nil {
		return nil, nil, err
	}
	v, err := versionOf(p, id)
	if err != nil {
		return nil, nil, err
	}
	if !v.Draft() {
		return nil, nil, fmt.Errorf("%s/%s is published already; a correction or a late translation of it is published with --lang, and candor new %s begins the next version", p.ID, id, p.ID)
	}
	return p, v, nil
}

// dates fills in and checks the days and the version's name.
func (c *Center) dates(o *Version, v *policy.Version) error {
	if o.Effective.IsZero() {
		o.Effective = v.Front().Effective
	}
	if o.Adopt {
		o.stated(v.Front(), c.Today)
	}
	if o.Published.IsZero() {
		o.Published = c.Today
	}
	if o.ID == "" {
		o.ID = o.Effective.String()
	}
	switch {
	case o.Effective.IsZero():
		return fmt.Errorf("say from when it applies: --effective YYYY-MM-DD")
	case o.Adopt:
	case o.Published.Before(c.Today):
		return fmt.Errorf("--published %s has passed: nothing is published on a day before today, %s", o.Published, c.Today)
	case o.Effective.Before(o.Published):
		return fmt.Errorf("--effective %s is before the day of publication, %s", o.Effective, o.Published)
	}
	switch {
	case !versionID.MatchString(o.ID) || slices.Contains(source.Reserved(), o.ID) || slices.Contains(c.src.Config.Tags(), o.ID):
		return fmt.Errorf("--as %q cannot name a version: lower-case ASCII letters, digits, - _ . and no reserved name", o.ID)
	}
	return nil
}

// stated fills in the days that a draft states. A text of which only the day of effect is known was published on that day, or is today where
// it is still to come.
func (o *Version) stated(f *source.Front, today civil.Date) {
	if o.Published.IsZero() {
		o.Published = f.StatedPublished
	}
	if o.Effective.IsZero() {
		o.Effective = o.Published
	}
	if o.Published.IsZero() && !o.Effective.After(today) {
		o.Published = o.Effective
	}
}

// stamp sets what the version is in its original text, and seals every file of the folder.
func (c *Center) stamp(change *Change, p *policy.Policy, v *policy.Version, o Version, to string) error {
	entries, err := c.carry(change, p, o)
	if err != nil {
		return err
	}
	for _, t := range v.Texts {
		data, err := c.text(change, t.Original)
		if err != nil {
			return err
		}
		name := to + "/" + path.Base(t.Original.Path)
		edited, settings := data, c.settings(p, o, v, t)
		if why := cmp.Or(o.Reason[t.Lang], o.Reason[""]); o.Breach && why != "" {
			settings = append(settings, setText("breach_reason", why, append(belowWords, "authoritative", "controller", "breach")))
		}
		if len(settings) > 0 {
			var added []int
			if edited, added, err = edit(data, t.Original.BodyOffset, settings...); err != nil {
				return fmt.Errorf("%s: %w", t.Original.Path, err)
			}
			if !t.Original.Front.StatedPublished.IsZero() && len(added) > 0 {
				added = added[1:] // published takes the line of stated_published
			}
			change.put(name, edited, added)
			change.Steps = append(change.Steps, describe(name, settings))
		}
		if t.Lang == v.OriginalLang && !o.past(c.Today) {
			change.decides = append(change.decides, name)
		}
		change.Notes.Add(comments(name, edited, bodyAt(data, t.Original, edited))...)
		entries = append(entries, entry(name, edited))
		if !o.Adopt {
			continue
		}
		for _, later := range t.Corrections { // a history that was imported has them, with the days on which they were public
			data, err := c.text(change, later)
			if err != nil {
				return err
			}
			entries = append(entries, entry(to+"/"+path.Base(later.Path), data))
		}
	}
	for _, a := range v.Attachments {
		change.read(a.Path, a.Sum)
		change.decides = append(change.decides, to+"/"+a.Name)
		entries = append(entries, seal.Entry{Path: strings.TrimPrefix(to, source.Folder+"/") + "/" + a.Name, Sum: a.Sum})
	}
	return c.seal(change, entries)
}

// settings are the keys that a text is given. What an adopted text of the past does not say, such as who was the controller then, nobody knows.
func (c *Center) settings(p *policy.Policy, o Version, v *policy.Version, t *policy.Text) []table.Setting {
	f := t.Original.Front
	var settings []table.Setting
	if t.Lang == v.OriginalLang || !f.StatedPublished.IsZero() {
		settings = append(settings, setDate("published", o.Published, belowTitle))
	}
	if !f.StatedPublished.IsZero() {
		settings = append(settings, table.Setting{Key: "stated_published"})
	}
	if t.Lang == v.OriginalLang || !f.Effective.IsZero() && f.Effective != o.Effective {
		settings = append(settings, setDate("effective", o.Effective, belowDates))
	}
	if t.Lang != v.OriginalLang || o.past(c.Today) {
		return settings
	}
	if v.Prevails == v.OriginalLang {
		settings = append(settings, setTrue("authoritative", belowWords)) // what policy.toml states today stays stated of this version
	}
	if v.Front().Controller == "" {
		settings = append(settings, setText("controller", c.src.Config.Organization.Name, append(belowWords, "authoritative")))
	}
	if o.Breach {
		settings = append(settings, setTrue("breach", append(belowWords, "authoritative", "controller")))
	}
	var quoted []string
	for _, id := range o.Carried {
		if !c.scheduled(p, id, o) {
			quoted = append(quoted, table.Quote(id))
		}
	}
	if len(quoted) > 0 {
		settings = append(settings, table.Setting{Key: "carried", Value: "[" + strings.Join(quoted, ", ") + "]", After: append(belowWords, "authoritative", "controller", "breach")})
	}
	return settings
}

// complete notes what a version must have before it is published, which a draft may lack (docs/formats.md, section 2).
func (c *Center) complete(change *Change, p *policy.Policy, v *policy.Version, to string) {
	second := slices.ContainsFunc(p.Versions, func(w *policy.Version) bool { return !w.Draft() })
	material := v.Front().Material
	want := func(t *policy.Text, key, message, hint string) {
		change.Notes.Add(diag.Diagnostic{Pos: change.planned(t.Original, key, to), Rule: Rule, Message: message, Hint: hint})
	}
	if second && material == nil {
		want(v.Texts[0], "title", "does not say whether the change is material",
			"material = true when it changes people's rights or what is done with their data, else material = false")
	}
	if v.Front().Authoritative && p.Prevails == "" {
		want(v.Texts[0], "authoritative", "states which text prevails, which policy.toml states for the whole policy",
			fmt.Sprintf("authoritative = %q in %s/policy.toml, and take the key out here", v.OriginalLang, path.Join(source.Folder, p.ID)))
	}
	for _, t := range v.Texts {
		f := t.Original.Front
		if second && len(f.Changes) == 0 {
			want(t, "title", "does not say what changes", "changes = [\"…\"] in the words of people, in this language")
		}
		if second && material != nil && *material && f.Action == "" {
			change.Notes.Add(diag.Diagnostic{Pos: change.planned(t.Original, "title", to), Severity: diag.Warning, Rule: Rule,
				Message: "a material change, and no word of what the reader can do about it", Hint: "action = \"…\", where there is something: to object, to choose, to leave"})
		}
		c.follows(change, p, v, t, to)
	}
}

// same warns of a material change that changes nothing: the body is that of the version before, and so is what it promises.
func (c *Center) same(change *Change, p *policy.Policy, v *policy.Version, o Version, to string) {
	material := v.Front().Material
	s := p.AsOf(o.Published, false)
	if s == nil || material == nil || !*material {
		return
	}
	before := s.InForce
	if n := len(s.Coming); n > 0 {
		before = s.Coming[n-1]
	}
	if before == nil || v.Promises != nil && (before.Promised == nil || !samePromises(before.Promised, v.Promises)) {
		return
	}
	if old := before.Text(v.OriginalLang); old != nil && old.Source.BodySum == v.Texts[0].Original.BodySum {
		change.Notes.Add(diag.Diagnostic{Pos: change.planned(v.Texts[0].Original, "material", to), Severity: diag.Warning, Rule: Rule,
			Message: fmt.Sprintf("is said to be a material change, and its text is that of %s/%s, word for word", p.ID, before.ID), Hint: "is this the draft that was meant?"})
	}
}

// overtakes holds the version against those that were announced earlier on the same day, and against those that are scheduled and take effect
// later. Afterwards nobody can tell which of two that were sealed on one day came first, so that package promise, which judges what was
// announced or sealed on days before, says nothing of them.
func (c *Center) overtakes(change *Change, p *policy.Policy, v *policy.Version, o Version, to string) {
	for _, w := range p.Versions {
		if w.Draft() || w.Published.Before(o.Published) || slices.Contains(o.Carried, w.ID) {
			continue
		}
		if e := p.AsOf(w.Published, false).Edition(w.ID); e.State == policy.Announced && o.Effective.Before(e.From) {
			change.Notes.Add(promise.Overtaken(change.planned(v.Texts[0].Original, "effective", to), p.ID, o.Effective, e, c.Today))
		}
	}
}

// carry states of versions that are not public when this one is that they hold its change. In its own text, which is public before them, that
// would tell of them.
func (c *Center) carry(change *Change, p *policy.Policy, o Version) ([]seal.Entry, error) {
	var entries []seal.Entry
	var taken []string
	for _, id := range o.Carried {
		if !c.scheduled(p, id, o) {
			continue
		}
		name, text, err := c.event(p, Event{Kind: "carry", Version: id, Change: o.ID}, taken)
		if err != nil {
			return nil, err
		}
		taken = append(taken, name)
		change.Puts = append(change.Puts, Put{Path: name, Data: text})
		change.Steps = append(change.Steps, "write "+name+", public with the version it speaks of")
		entries = append(entries, entry(name, text))
	}
	return entries, nil
}

// scheduled reports whether a version becomes public only after this one.
func (c *Center) scheduled(p *policy.Policy, id string, o Version) bool {
	return slices.ContainsFunc(p.Versions, func(v *policy.Version) bool { return v.ID == id && v.Published.After(o.Published) })
}

// follows holds that a translation says that it was made from the original text. Whether a promised one does is a promise; another
// may follow an earlier wording, and the site says so.
func (c *Center) follows(change *Change, p *policy.Policy, v *policy.Version, t *policy.Text, to string) {
	if t.Lang == v.OriginalLang {
		return
	}
	says, is := t.Original.Front.Translates, v.Texts[0].Original.Follows()
	hint := fmt.Sprintf("when it does, candor translated %s %s %s records it", p.ID, v.ID, t.Lang)
	switch {
	case says == "":
		change.Notes.Add(diag.Diagnostic{Pos: change.planned(t.Original, "title", to), Rule: Rule, Message: "the translation does not say that it follows the original text", Hint: hint})
	case !strings.EqualFold(says, is):
		change.Notes.Add(diag.Diagnostic{Pos: change.planned(t.Original, "translates", to), Severity: diag.Warning, Rule: Rule,
			Message: fmt.Sprintf("the translation follows an earlier wording (%s, and the original text is %s)", says, is), Hint: hint})
	}
}

// planned returns where a key of a text will stand after the change.
func (c *Change) planned(t *source.Text, key, to string) diag.Pos {
	pos := t.Pos(key)
	pos.File = to + "/" + path.Base(t.Path)
	for _, n := range c.added[pos.File] {
		if n <= pos.Line {
			pos.Line++
		}
	}
	return pos
}

// strays warns of corrections and translations that are still drafts, in the folder of a draft: they would be drafts of the version then.
func (c *Center) strays(folder string) (diag.List, error) {
	names, err := c.disk.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", folder, err)
	}
	slices.Sort(names)
	var diags diag.List
	for _, name := range names {
		pos := diag.Pos{File: folder + "/" + name}
		if strings.HasSuffix(name, correctionDraft) {
			diags.Warnf(pos, Rule, "is a correction of a draft and stays a draft: put its words into the text itself")
		}
		if lang, ok := strings.CutSuffix(name, translationDraft); ok {
			diags.Warnf(pos, Rule, "has the name of a translation that comes later, and stays a draft: name it %s.md to publish it with the version", lang)
		}
	}
	return diags, nil
}
