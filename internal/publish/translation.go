package publish

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

// lateDraft returns the path and the bytes of the draft of a translation that comes later, "" where there is none.
func (c *Center) lateDraft(v *policy.Version, folder, lang string) (name string, data []byte, err error) {
	name = folder + "/" + lang + translationDraft
	if there, err := c.disk.Exists(name); err != nil || !there {
		return "", nil, err
	}
	if slices.ContainsFunc(v.Texts, func(t *policy.Text) bool { return t.Lang == lang }) {
		return "", nil, fmt.Errorf("%s and %s/%s.md are both there: which of them is the translation? Delete the other", name, folder, lang)
	}
	if v.Draft() {
		return "", nil, fmt.Errorf("%s belongs to a draft, whose translations are published with it: name it %s.md", name, lang)
	}
	data, err = c.disk.ReadFile(name)
	return name, data, err
}

// there reports whether a file of the center is there.
func (c *Center) there(name string) bool {
	there, err := c.disk.Exists(name)
	return there && err == nil
}

// unsealedTranslation returns the path and the bytes of a translation in a draft, of one without a seal in a version that is published, or of the
// correction of one that is not published yet.
func (c *Center) unsealedTranslation(change *Change, p *policy.Policy, v *policy.Version, lang string) (name string, data []byte, err error) {
	t, err := textOf(p, v, lang)
	if err != nil {
		return "", nil, err
	}
	begun := folderOf(p, v.ID) + "/" + lang + correctionDraft
	switch _, sealed := c.sums.Find(strings.TrimPrefix(t.Original.Path, source.Folder+"/")); {
	case sealed && lang != v.OriginalLang && c.there(begun):
		data, err = c.disk.ReadFile(begun)
		return begun, data, err
	case sealed:
		return "", nil, fmt.Errorf("%s is published and never changes: candor correct %s %s %s begins a correction of it", t.Original.Path, p.ID, v.ID, lang)
	case lang == v.OriginalLang:
		return "", nil, fmt.Errorf("%s is the original text: it translates none; name the language of a translation", t.Original.Path)
	}
	data, err = c.text(change, t.Original)
	return t.Original.Path, data, err
}

// translation plans the publication of a translation that came later, from the file that holds it; as a draft it takes its name now.
func (c *Center) translation(ctx context.Context, p *policy.Policy, v *policy.Version, lang, from string) (*Change, error) {
	change := &Change{Does: fmt.Sprintf("publish %s %s --lang %s", p.ID, v.ID, lang)}
	data, err := c.disk.ReadFile(from)
	if err != nil {
		return nil, fmt.Errorf("read the translation: %w", err)
	}
	change.read(from, sumOf(data))
	name := folderOf(p, v.ID) + "/" + lang + ".md"
	if from != name {
		change.Remove, change.drawn = []string{from}, map[string]string{name: from}
		change.Steps = append(change.Steps, "rename "+from+" to "+name)
	}
	offset := source.BodyOffset(data)
	settings := []table.Setting{setDate("added", c.Today, belowTitle)}
	edited, added, err := edit(data, offset, settings...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	change.put(name, edited, added)
	change.Steps = append(change.Steps, describe(name, settings))
	change.Notes.Add(comments(name, edited, offset+len(edited)-len(data))...)
	change.Said = fmt.Sprintf("%s/%s can be read in %q from the next deploy; it stands in the changelog and the feeds as no change of the policy", p.ID, v.ID, lang)
	change.Next = []string{goesOut}
	if err := c.seal(change, []seal.Entry{entry(name, edited)}); err != nil {
		return nil, err
	}
	return change, c.judgeLate(ctx, change, p, v, name)
}

// judgeLate reads a late translation as it would be: it says what the version changed, follows the wording that holds, and takes the place of
// no original.
func (c *Center) judgeLate(ctx context.Context, change *Change, p *policy.Policy, v *policy.Version, name string) error {
	src, _, err := source.Read(ctx, change.FS(c.base))
	if err != nil {
		return err
	}
	archive, _ := policy.New(src)
	at := slices.IndexFunc(src.Texts, func(s *source.Text) bool { return s.Path == name })
	if at < 0 {
		return nil // its faults are reported by Check
	}
	t := src.Texts[at]
	for _, now := range archive.Policies {
		i := slices.IndexFunc(now.Versions, func(w *policy.Version) bool { return now.ID == p.ID && w.ID == v.ID })
		if i >= 0 && now.Versions[i].OriginalLang != v.OriginalLang {
			return fmt.Errorf("%s would be the original in the place of the text in %q, which is published: first say authoritative = %[2]q in %s/%s/policy.toml", name, v.OriginalLang, source.Folder, p.ID)
		}
	}
	if len(v.Front().Changes) > 0 && len(t.Front.Changes) == 0 {
		change.Notes.Add(diag.Diagnostic{Pos: t.Pos("title"), Rule: Rule, Message: "does not say what the version changed",
			Hint: "changes = [\"…\"], translated from the original text"})
	}
	c.followsPresent(change, p, v, t)
	return nil
}

// followsPresent holds that a late translation was made from the wording that holds today, or from one that it only corrects.
func (c *Center) followsPresent(change *Change, p *policy.Policy, v *policy.Version, t *source.Text) {
	now := present(v.Texts[0]).Follows()
	had := slices.ContainsFunc(append([]*source.Text{v.Texts[0].Original}, v.Texts[0].Corrections...), func(w *source.Text) bool {
		return strings.EqualFold(t.Front.Translates, w.Follows())
	})
	if says := t.Front.Translates; !had {
		message := fmt.Sprintf("the translation follows an earlier wording (%s, and the original text is %s)", says, now)
		if says == "" {
			message = "the translation does not say that it follows the original text"
		}
		change.Notes.Add(diag.Diagnostic{Pos: t.Pos("translates"), Rule: Rule, Message: message,
			Hint: fmt.Sprintf("when it does, candor translated %s %s %s records it", p.ID, v.ID, t.Lang)})
	}
}
