package publish

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

// How the name of a text ends that belongs to a published version and is not published yet: a correction, or a translation that comes later.
const (
	correctionDraft  = ".correction.md"
	translationDraft = ".translation.md"
)

// Correct plans the draft of a correction: a copy of the wording that holds.
func (c *Center) Correct(policyID, version, lang string) (*Change, error) {
	p, v, err := c.published(policyID, version)
	if err != nil {
		return nil, err
	}
	t, err := textOf(p, v, lang)
	if err != nil {
		return nil, err
	}
	name := folderOf(p, v.ID) + "/" + lang + correctionDraft
	if there, err := c.disk.Exists(name); err != nil || there {
		return nil, fmt.Errorf("%s is there already: edit it, then candor publish %s %s --lang %s; to begin anew, delete it", name, p.ID, v.ID, lang)
	}
	change := &Change{Does: fmt.Sprintf("correct %s %s %s", p.ID, v.ID, lang)}
	now := present(t)
	data, err := c.text(change, now)
	if err != nil {
		return nil, err
	}
	edited, _, err := edit(data, now.BodyOffset, table.Setting{Key: "corrected"}, table.Setting{Key: "not_material"}, setText("reason", "", belowWords))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", now.Path, err)
	}
	change.Puts = []Put{{Path: name, Data: edited}}
	change.Steps = []string{"write " + name}
	change.Said = name + " is a copy of the wording that holds; nothing of it is public"
	change.Next = []string{"correct the words in it and say why in reason, which readers see", fmt.Sprintf("candor publish %s %s --lang %s makes it public", p.ID, v.ID, lang)}
	return change, nil
}

func textOf(p *policy.Policy, v *policy.Version, lang string) (*policy.Text, error) {
	var known []string
	for _, t := range v.Texts {
		if t.Lang == lang {
			return t, nil
		}
		known = append(known, t.Lang)
	}
	return nil, fmt.Errorf("%s/%s has no text in %q; it has: %s", p.ID, v.ID, lang, strings.Join(known, ", "))
}

// present returns the last wording of a text.
func present(t *policy.Text) *source.Text {
	if n := len(t.Corrections); n > 0 {
		return t.Corrections[n-1]
	}
	return t.Original
}

// Translated plans the record, in a draft, that its translation follows the original body.
func (c *Center) Translated(policyID, draft, lang string) (*Change, error) {
	p, err := c.policyOf(policyID)
	if err != nil {
		return nil, err
	}
	v, err := versionOf(p, draft)
	if err != nil {
		return nil, err
	}
	change := &Change{Does: fmt.Sprintf("translated %s %s %s", p.ID, v.ID, lang)}
	name, data, err := c.lateDraft(v, folderOf(p, v.ID), lang)
	if err == nil && name == "" {
		name, data, err = c.unsealedTranslation(change, p, v, lang)
	}
	if err != nil {
		return nil, err
	}
	follows := present(v.Texts[0]).Follows()
	settings := []table.Setting{setText("translates", follows, append(belowWords, "approved_by"))}
	edited, added, err := edit(data, source.BodyOffset(data), settings...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	change.read(name, sumOf(data))
	change.put(name, edited, added)
	change.Steps = []string{describe(name, settings)}
	change.Said = fmt.Sprintf("the text of %s/%s in %q follows the present wording in %q", p.ID, v.ID, lang, v.OriginalLang)
	change.Next = []string{fmt.Sprintf("candor publish %s %s --effective DATE, when all of it is ready", p.ID, v.ID)}
	if !v.Draft() {
		change.Next = []string{fmt.Sprintf("candor publish %s %s --lang %s makes it public", p.ID, v.ID, lang)}
	}
	return change, nil
}

// Language plans the publication of a correction (LANG.correction.md) or of a translation that came later (LANG.translation.md, or LANG.md
// without a seal), public from today.
func (c *Center) Language(ctx context.Context, policyID, version, lang string) (*Change, error) {
	p, v, err := c.published(policyID, version)
	if err != nil {
		return nil, err
	}
	draft, _, err := c.lateDraft(v, folderOf(p, v.ID), lang)
	if err != nil {
		return nil, err
	}
	if draft != "" {
		return c.translation(ctx, p, v, lang, draft)
	}
	name := folderOf(p, v.ID) + "/" + lang + correctionDraft
	there, err := c.disk.Exists(name)
	if err != nil {
		return nil, err
	}
	if there {
		return c.correction(ctx, p, v, lang)
	}
	t, err := textOf(p, v, lang)
	if err != nil {
		return nil, fmt.Errorf("%w; a translation that comes later is put beside it as %s%s", err, lang, translationDraft)
	}
	if _, sealed := c.sums.Find(strings.TrimPrefix(t.Original.Path, source.Folder+"/")); sealed {
		return nil, fmt.Errorf("%s is published already; candor correct %s %s %s begins a correction of it", t.Original.Path, p.ID, v.ID, lang)
	}
	if lang == v.OriginalLang {
		return nil, fmt.Errorf("%s is the original text and has no seal: candor publish --adopt seals what is public already", t.Original.Path)
	}
	return c.translation(ctx, p, v, lang, t.Original.Path)
}

func (c *Center) correction(ctx context.Context, p *policy.Policy, v *policy.Version, lang string) (*Change, error) {
	t, err := textOf(p, v, lang)
	if err != nil {
		return nil, err
	}
	draft := folderOf(p, v.ID) + "/" + lang + correctionDraft
	name := fmt.Sprintf("%s/%s.%s.md", folderOf(p, v.ID), lang, c.Today)
	if there, err := c.disk.Exists(name); err != nil || there {
		return nil, fmt.Errorf("%s is there already: a text has one correction a day; publish this one tomorrow", name)
	}
	if v.Published.After(c.Today) {
		return nil, fmt.Errorf("%s/%s is public only from %s: a correction of it can be published from then on", p.ID, v.ID, v.Published)
	}
	data, err := c.disk.ReadFile(draft)
	if err != nil {
		return nil, fmt.Errorf("read the correction: %w", err)
	}
	offset := source.BodyOffset(data)
	settings := []table.Setting{setDate("corrected", c.Today, belowDates)}
	edited, added, err := edit(data, offset, settings...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", draft, err)
	}
	change := &Change{Does: fmt.Sprintf("publish %s %s --lang %s", p.ID, v.ID, lang), Remove: []string{draft}, drawn: map[string]string{name: draft}}
	change.read(draft, sumOf(data))
	change.put(name, edited, added)
	change.decides = []string{name}
	change.Steps = []string{"rename " + draft + " to " + name, describe(name, settings)}
	change.Notes.Add(comments(name, edited, offset+len(edited)-len(data))...)
	if err := c.seal(change, []seal.Entry{entry(name, edited)}); err != nil {
		return nil, err
	}
	change.Said = fmt.Sprintf("%s/%s reads anew in %q from the next deploy; its page shows the reason and both seals", p.ID, v.ID, lang)
	change.Next = []string{goesOut}
	return change, c.judgeCorrection(ctx, change, t, name)
}

// judgeCorrection reads the correction as it would be and compares it with the wording that it replaces.
func (c *Center) judgeCorrection(ctx context.Context, change *Change, t *policy.Text, name string) error {
	src, _, err := source.Read(ctx, change.FS(c.base))
	if err != nil {
		return err
	}
	at := slices.IndexFunc(src.Texts, func(s *source.Text) bool { return s.Path == name })
	if at < 0 {
		return nil // its faults are reported by Check
	}
	corrected, before := src.Texts[at], present(t)
	fail := func(key, rule, message, hint string) {
		change.Notes.Add(diag.Diagnostic{Pos: corrected.Pos(key), Rule: rule, Message: message, Hint: hint})
	}
	if strings.TrimSpace(corrected.Front.Reason) == "" {
		fail("reason", Rule, "does not say why the text is corrected", "reason = \"…\", which readers see")
	}
	for _, key := range changedKeys(&t.Original.Front, &corrected.Front) {
		fail(key, Rule, fmt.Sprintf("%q belongs to the version and differs from what was published", key), "leave it as it was; a correction changes words alone")
	}
	old, err := c.src.Body(before)
	if err != nil {
		return err
	}
	now, err := src.Body(corrected)
	if err != nil {
		return err
	}
	change.Corrects = &Correction{Lang: corrected.Lang, Before: old, After: now}
	read, reads := said(&before.Front, &before.Front)+string(old), said(&corrected.Front, &before.Front)+string(now)
	if read == reads && corrected.Front.Translates == before.Front.Translates {
		fail("reason", Rule, "changes nothing in the text", "correct the words in it")
	}
	if corrected.Front.NotMaterial {
		fail("not_material", Rule, "\"not_material\" is nothing that a correction can state any more", "take the line out: a correction changes no number, date or amount")
	}
	return nil
}

// said is what a front matter says to readers. What a correction leaves out stays as it was.
func said(f, before *source.Front) string {
	lines := []string{cmp.Or(f.Title, before.Title), cmp.Or(f.Action, before.Action), cmp.Or(f.Summary, before.Summary)}
	changes := f.Changes
	if len(changes) == 0 {
		changes = before.Changes
	}
	return strings.Join(append(lines, changes...), "\n") + "\n"
}

// changedKeys names what belongs to a version and is another in its correction. What a correction leaves out stays as it was.
func changedKeys(old, now *source.Front) []string {
	var keys []string
	day := func(key string, a, b civil.Date) {
		if !b.IsZero() && a != b {
			keys = append(keys, key)
		}
	}
	day("published", old.Published, now.Published)
	day("effective", old.Effective, now.Effective)
	day("effective_new", old.EffectiveNew, now.EffectiveNew)
	day("approved", old.Approved, now.Approved)
	if now.Material != nil && (old.Material == nil || *old.Material != *now.Material) {
		keys = append(keys, "material")
	}
	if now.Controller != "" && now.Controller != old.Controller {
		keys = append(keys, "controller")
	}
	if now.Waive != nil && (old.Waive == nil || old.Waive.Exception != now.Waive.Exception) {
		keys = append(keys, "waive")
	}
	if now.Promises != nil && (old.Promises == nil || !samePromises(old.Promises, now.Promises)) {
		keys = append(keys, "promises")
	}
	return keys
}

func samePromises(a, b *source.Promises) bool {
	return a.Notice == b.Notice && a.NoticeOther == b.NoticeOther && a.Clause == b.Clause && a.Archive == b.Archive && a.ReviewMonths == b.ReviewMonths &&
		a.RespondDays == b.RespondDays && slices.Equal(a.Exceptions, b.Exceptions) && slices.Equal(a.Announce, b.Announce) && slices.Equal(a.Languages, b.Languages)
}
