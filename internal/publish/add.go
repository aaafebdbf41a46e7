package publish

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"candor/internal/config"
	"candor/internal/policy"
	"candor/internal/source"
	"candor/internal/table"
)

// Import plans drafts of a policy, with the config.toml that names their languages (nil for no change of it). A text of a version that is
// published becomes the draft of a late translation beside it. What is there already is never replaced, but the files of instead, which go: those
// of an example.
func (c *Center) Import(does string, configText []byte, texts []Put, instead []string) (*Change, error) {
	change := &Change{Does: does, Said: "the text is a draft; nothing of it is public"}
	for _, t := range texts {
		t, next, err := c.drafted(t, instead)
		if err != nil {
			return nil, err
		}
		there, err := c.disk.Exists(t.Path)
		if err != nil {
			return nil, err
		}
		if there && !slices.Contains(instead, t.Path) {
			return nil, fmt.Errorf("%s is there already", t.Path)
		}
		change.Puts = append(change.Puts, t)
		change.Steps = append(change.Steps, "write "+t.Path)
		if !slices.Contains(change.Next, next) {
			change.Next = append(change.Next, next)
		}
	}
	if err := c.addLanguages(change, configText); err != nil {
		return nil, err
	}
	return change, c.takeAway(change, instead)
}

// drafted returns a new text as a draft, and what makes it public: of a version that is published it is a late translation.
func (c *Center) drafted(t Put, instead []string) (_ Put, next string, err error) {
	folder := path.Dir(t.Path)
	policyID, id, lang := strings.TrimPrefix(path.Dir(folder), source.Folder+"/"), path.Base(folder), strings.TrimSuffix(path.Base(t.Path), ".md")
	v := c.version(policyID, id)
	if v == nil || v.Draft() || slices.ContainsFunc(instead, func(name string) bool { return path.Dir(name) == folder }) {
		if !slices.Contains(frontKeys(t.Data), "effective") {
			return t, fmt.Sprintf("look it over; then candor publish %s %s --effective DATE makes it a new version, and with --adopt one of a day that has passed", policyID, id), nil
		}
		return t, fmt.Sprintf("look it over; then candor publish %s %s --adopt makes it the version of the dates that it states, and candor publish %[1]s %[2]s --effective DATE a new one",
			policyID, id), nil
	}
	if slices.ContainsFunc(v.Texts, func(other *policy.Text) bool { return other.Lang == lang }) {
		return t, "", fmt.Errorf("%s is there already, and %s/%s is published: what is published never changes; candor correct %[2]s %[3]s %[4]s corrects it, candor new %[2]s begins a version",
			t.Path, policyID, id, lang)
	}
	var keys []table.Setting
	for _, key := range []string{"published", "stated_published", "effective"} {
		keys = append(keys, table.Setting{Key: key})
	}
	edited, _, err := edit(t.Data, source.BodyOffset(t.Data), keys...)
	if err != nil {
		return t, "", fmt.Errorf("%s: %w", t.Path, err)
	}
	return Put{Path: strings.TrimSuffix(t.Path, ".md") + translationDraft, Data: edited},
		fmt.Sprintf("look it over; candor translated %s %s %s records that it follows the original text, and candor publish %[1]s %[2]s --lang %[3]s makes it public", policyID, id, lang), nil
}

// version returns a version of the center, nil for none.
func (c *Center) version(policyID, id string) *policy.Version {
	for _, p := range c.archive.Policies {
		if at := slices.IndexFunc(p.Versions, func(v *policy.Version) bool { return v.ID == id }); p.ID == policyID && at >= 0 {
			return p.Versions[at]
		}
	}
	return nil
}

// takeAway plans that files go, with the folders that they leave empty. None of them has a seal.
func (c *Center) takeAway(change *Change, files []string) error {
	written := func(folder string) bool {
		return slices.ContainsFunc(change.Puts, func(p Put) bool { return strings.HasPrefix(p.Path, folder+"/") })
	}
	for _, name := range files {
		data, err := c.disk.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if _, sealed := c.sums.First(strings.TrimPrefix(name, source.Folder+"/")); sealed {
			return fmt.Errorf("%s is sealed: what is published stays", name)
		}
		change.read(name, sumOf(data))
		change.Steps = append(change.Steps, "delete "+name)
		if !slices.ContainsFunc(change.Puts, func(p Put) bool { return p.Path == name }) {
			change.Remove = append(change.Remove, name)
		}
	}
	for _, name := range files {
		for folder := path.Dir(name); folder != source.Folder && !slices.Contains(change.Remove, folder); folder = path.Dir(folder) {
			names, err := c.disk.ReadDir(folder)
			if err != nil {
				return fmt.Errorf("read %s: %w", folder, err)
			}
			if written(folder) || slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(change.Remove, path.Join(folder, n)) }) {
				break
			}
			change.Remove = append(change.Remove, folder)
		}
	}
	return nil
}

// addLanguages plans the config.toml that names more languages, nil for no change of it.
func (c *Center) addLanguages(change *Change, configText []byte) error {
	if configText == nil {
		return nil
	}
	old, err := c.disk.ReadFile(config.Name)
	if err != nil {
		return fmt.Errorf("read %s: %w", config.Name, err)
	}
	change.read(config.Name, sumOf(old))
	change.Puts = append(change.Puts, Put{Path: config.Name, Data: configText})
	change.Steps = append(change.Steps, "add the languages to "+config.Name)
	return nil
}

// Add plans the texts of a policy's history, with the config.toml that names their languages (nil for no change of it). What is there already is never
// replaced.
func (c *Center) Add(does string, configText []byte, texts []Put) (*Change, error) {
	change := &Change{Does: does}
	for _, t := range texts {
		there, err := c.disk.Exists(t.Path)
		if err != nil {
			return nil, err
		}
		if there {
			return nil, fmt.Errorf("%s is there already", t.Path)
		}
		change.Steps = append(change.Steps, "write "+t.Path)
		change.Puts = append(change.Puts, t)
	}
	return change, c.addLanguages(change, configText)
}
