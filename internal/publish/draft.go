package publish

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"candor/internal/policy"
	"candor/internal/source"
	"candor/internal/table"
)

// Draft says which draft is begun.
type Draft struct {
	Policy    string
	Name      string   // of its folder, "draft" where empty
	From      string   // the version whose words it takes; empty: the one in force, none for a policy that is not public yet
	Languages []string // empty: all that the version has; for a draft without words the center's default language
}

// Draft plans a draft: an empty text, or title, summary and body of an earlier version as they read today, with its attachments. A
// translation that follows the wording copied says so; one that follows an earlier wording, or does not say, stays as it is.
func (c *Center) Draft(o Draft) (*Change, error) {
	if o.Name == "" {
		o.Name = "draft"
	}
	folder := path.Join(source.Folder, o.Policy, o.Name)
	change := &Change{Does: "new " + o.Policy}
	from, err := c.copied(o)
	switch {
	case err != nil:
		return nil, err
	case from == nil:
		c.empty(change, folder, o.Languages)
	default:
		err = c.copies(change, folder, from, o.Languages)
	}
	if err != nil {
		return nil, err
	}
	for _, p := range change.Puts {
		if there, err := c.disk.Exists(p.Path); err != nil || there {
			return nil, fmt.Errorf("%s is there already: edit it, or say another name with --as", p.Path)
		}
		change.Steps = append(change.Steps, "write "+p.Path)
	}
	change.Said = folder + " is a draft; nothing of it is public"
	change.Next = []string{"edit the texts in " + folder + "/", "candor serve --drafts shows them while you write",
		fmt.Sprintf("candor publish %s %s --effective DATE makes the draft a version", o.Policy, o.Name)}
	return change, nil
}

// copied returns the version that the draft is made from, nil for none.
func (c *Center) copied(o Draft) (*policy.Edition, error) {
	var standing *policy.Standing
	for _, p := range c.archive.Policies {
		if p.ID == o.Policy {
			standing = p.AsOf(c.Today, true)
		}
	}
	switch {
	case o.From != "":
		p, err := c.policyOf(o.Policy)
		if err != nil {
			return nil, err
		}
		if _, err := versionOf(p, o.From); err != nil {
			return nil, err
		}
		if e := standing.Edition(o.From); e != nil {
			return e, nil
		}
		return nil, fmt.Errorf("%s/%s is not public yet: nothing can be copied from it today", o.Policy, o.From)
	case standing == nil || standing.InForce == nil && standing.Shown == nil:
		return nil, nil
	case standing.InForce != nil:
		return standing.InForce, nil
	case standing.Shown.Draft():
		return nil, nil
	}
	return standing.Shown, nil
}

func (c *Center) empty(change *Change, folder string, languages []string) {
	if len(languages) == 0 {
		languages = c.src.Config.Tags()[:1]
	}
	for _, lang := range languages {
		title := strings.ReplaceAll(path.Base(path.Dir(folder)), "-", " ")
		text := "+++\ntitle = " + table.Quote(title) + "\n+++\n\n"
		change.Puts = append(change.Puts, Put{Path: folder + "/" + lang + ".md", Data: []byte(text)})
	}
}

func (c *Center) copies(change *Change, folder string, e *policy.Edition, languages []string) error {
	for _, lang := range languages {
		if e.Text(lang) == nil {
			_, err := textOf(e.Policy, e.Version, lang)
			return fmt.Errorf("nothing to copy: %w", err)
		}
	}
	prevailing := e.Languages[0]
	for i, w := range e.Languages {
		if len(languages) > 0 && !slices.Contains(languages, w.Text.Lang) {
			continue
		}
		body, err := c.src.Body(w.Source)
		if err != nil {
			return err
		}
		change.read(w.Source.Path, w.Source.Sum)
		var b bytes.Buffer
		b.WriteString("+++\ntitle = " + table.Quote(w.Source.Front.Title) + "\n")
		if s := w.Source.Front.Summary; s != "" {
			b.WriteString("summary = " + table.Quote(s) + "\n")
		}
		if i > 0 {
			if follows := followed(prevailing, w.Source.Front.Translates); follows != "" {
				b.WriteString("translates = " + table.Quote(follows) + "\n")
			}
		}
		b.WriteString("+++\n")
		b.Write(body)
		change.Puts = append(change.Puts, Put{Path: folder + "/" + w.Text.Lang + ".md", Data: b.Bytes()})
	}
	for _, a := range e.Attachments {
		data, err := c.src.Bytes(&a.File)
		if err != nil {
			return err
		}
		change.read(a.Path, a.Sum)
		change.Puts = append(change.Puts, Put{Path: folder + "/" + a.Name, Data: data})
	}
	change.Steps = append(change.Steps, fmt.Sprintf("copy %s/%s", e.Policy.ID, e.ID))
	return nil
}

// followed returns what a translation's copy follows: the wording copied, where the translation was made from that or from one that it only
// corrects, since a correction is no change of the policy.
func followed(prevailing policy.Wording, says string) string {
	wordings := append([]*source.Text{prevailing.Text.Original, prevailing.Source}, prevailing.Corrections...)
	for _, t := range wordings {
		if strings.EqualFold(says, t.Follows()) {
			return prevailing.Source.Follows()
		}
	}
	return says
}
