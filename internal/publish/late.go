package publish

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"candor/internal/policy"
	"candor/internal/source"
	"candor/internal/table"
)

// late returns the version that a new text joins after its day: one with a text that was sealed before today, so that readers have had it
// without the new one. nil for any other.
func (c *Center) late(name string) *policy.Version {
	id := strings.TrimPrefix(path.Dir(path.Dir(name)), source.Folder+"/")
	at := slices.IndexFunc(c.archive.Policies, func(p *policy.Policy) bool { return p.ID == id })
	if at < 0 {
		return nil
	}
	for _, v := range c.archive.Policies[at].Versions {
		if v.ID != path.Base(path.Dir(name)) || v.Draft() {
			continue
		}
		for _, t := range v.Texts {
			if day := c.sums.Day(t.Original.Path); !day.IsZero() && day.Before(c.Today) {
				return v
			}
		}
	}
	return nil
}

// dateLate has a text that joins a sealed version say that it was added today (docs/formats.md, section 2); the days of the version are in the text
// that prevails. A text of another day of the version is left alone.
func (c *Center) dateLate(change *Change, t Put) (Put, error) {
	v := c.late(t.Path)
	if v == nil {
		return t, nil
	}
	if strings.Contains(strings.TrimSuffix(path.Base(t.Path), ".md"), ".") {
		return t, fmt.Errorf("%s: the version is sealed, and a correction of it is never made for a day that has passed: candor correct begins one", t.Path)
	}
	edited, _, err := edit(t.Data, source.BodyOffset(t.Data), table.Setting{Key: "published"}, table.Setting{Key: "effective"}, setDate("added", c.Today, belowTitle))
	if err != nil {
		return t, fmt.Errorf("%s: %w", t.Path, err)
	}
	change.Steps = append(change.Steps, fmt.Sprintf("set added = %s in %s, because the version was sealed without it", c.Today, t.Path))
	return Put{Path: t.Path, Data: edited}, nil
}
