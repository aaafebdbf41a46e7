package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"candor/internal/policy"
	"candor/internal/source"
)

// Ready is something that can be published: a draft, a correction, or a translation that came later.
type Ready struct {
	What    string  // in a line
	Command string  // that publishes it
	Change  *Change // what it would do, nil where that cannot be planned
	Why     string  // why it cannot
}

// Ready returns all that can be published: in a center that is not sealed what is dated, then, policy by policy, drafts that name their day or lack nothing else,
// corrections and late translations. Nothing is written.
func (c *Center) Ready(ctx context.Context) ([]Ready, error) {
	var out []Ready
	if c.src.Unsealed() { // of a sealed center each of these is an error that names the same command
		dated, err := c.Adopt()
		if err != nil {
			return nil, err
		}
		if len(dated.entries) > 0 {
			out = append(out, Ready{What: "what is dated, in a center that is not sealed yet", Command: "candor publish --adopt", Change: dated})
		}
	}
	for _, p := range c.archive.Policies {
		for _, v := range p.Versions {
			if v.Draft() {
				if r, ok := c.readyDraft(p, v); ok {
					out = append(out, r)
				}
				continue
			}
			more, err := c.readyTexts(ctx, p, v)
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
	}
	return out, nil
}

// readyDraft is a draft that names its day, or lacks nothing but that.
func (c *Center) readyDraft(p *policy.Policy, v *policy.Version) (Ready, bool) {
	day := v.Front().Effective
	r := Ready{What: fmt.Sprintf("%s/%s, a draft", p.ID, v.ID), Command: fmt.Sprintf("candor publish %s %s --effective DATE", p.ID, v.ID)}
	if day.IsZero() {
		asked := &Change{}
		c.complete(asked, p, v, folderOf(p, v.ID))
		r.Why = "it lacks nothing but its day: say --effective"
		return r, !asked.Notes.Failed()
	}
	r.What = fmt.Sprintf("%s/%s, a draft for %s", p.ID, v.ID, day)
	switch stated := v.Front().StatedPublished; {
	case !stated.IsZero() && stated.Before(c.Today), day.Before(c.sealedSince()):
		r.What = fmt.Sprintf("%s/%s, a draft that states days which have passed", p.ID, v.ID)
		r.Command = fmt.Sprintf("candor publish %s %s --adopt", p.ID, v.ID)
		return c.tried(r, func() (*Change, error) { return c.Publish(Version{Policy: p.ID, Draft: v.ID, Adopt: true}) }), true
	case day.Before(c.Today): // the center was at work on that day, and showed another text
		r.Command = fmt.Sprintf("candor publish %s %s --effective DATE", p.ID, v.ID)
		r.Why = "its day has passed: say another with --effective; --adopt keeps it, for a text that was public on that day"
		return r, true
	}
	r.Command = fmt.Sprintf("candor publish %s %s --effective %s", p.ID, v.ID, day)
	return c.tried(r, func() (*Change, error) { return c.Publish(Version{Policy: p.ID, Draft: v.ID, Effective: day}) }), true
}

// readyTexts are the corrections and the late translations of a version.
func (c *Center) readyTexts(ctx context.Context, p *policy.Policy, v *policy.Version) ([]Ready, error) {
	names, err := c.disk.ReadDir(folderOf(p, v.ID))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list %s: %w", folderOf(p, v.ID), err)
	}
	slices.Sort(names)
	var out []Ready
	add := func(lang, what string) {
		r := Ready{What: fmt.Sprintf("%s/%s in %q, %s", p.ID, v.ID, lang, what), Command: fmt.Sprintf("candor publish %s %s --lang %s", p.ID, v.ID, lang)}
		out = append(out, c.tried(r, func() (*Change, error) { return c.Language(ctx, p.ID, v.ID, lang) }))
	}
	for _, name := range names {
		if lang, ok := strings.CutSuffix(name, correctionDraft); ok {
			add(lang, "a correction")
		}
		if lang, ok := strings.CutSuffix(name, translationDraft); ok {
			add(lang, "a translation that came later")
		}
	}
	for _, t := range v.Texts {
		_, sealed := c.sums.Find(strings.TrimPrefix(t.Original.Path, source.Folder+"/"))
		if _, first := c.sums.Find(strings.TrimPrefix(v.Texts[0].Original.Path, source.Folder+"/")); !sealed && first && !slices.Contains(names, t.Lang+correctionDraft) {
			add(t.Lang, "a translation that came later")
		}
	}
	return out, nil
}

func (c *Center) tried(r Ready, plan func() (*Change, error)) Ready {
	change, err := plan()
	if err != nil {
		r.Why = err.Error()
		return r
	}
	r.Change = change
	return r
}
