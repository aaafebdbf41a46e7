package publish

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"candor/internal/seal"
	"candor/internal/source"
)

// Adopt plans the seals of every dated file that has none, scheduled ones too. No seal is ever replaced.
func (c *Center) Adopt() (*Change, error) {
	change := &Change{Does: "publish --adopt"}
	var entries []seal.Entry
	for _, item := range seal.Items(c.src) {
		if _, sealed := c.sums.Find(item.Name()); !sealed && !item.Public.IsZero() {
			entries = append(entries, seal.Entry{Path: item.Name(), Sum: item.Sum})
			change.days = append(change.days, item.Public)
			if item.Public.Before(c.Today) {
				change.stated = append(change.stated, item.Path)
			}
		}
	}
	if len(entries) == 0 {
		change.Said = "every dated file has its seal already"
		if c.src.Unsealed() {
			change.Said = "nothing is dated, so there is nothing to seal (candor publish lists the drafts)"
		}
		return change, nil
	}
	change.Said = fmt.Sprintf("what is dated is sealed as the company states it: %s", newSeals(len(entries)))
	change.Next = []string{goesOut, "from now on candor publish seals what it makes public, and build refuses what is changed"}
	for _, e := range entries {
		change.read(path.Join(source.Folder, e.Path), e.Sum)
	}
	for _, a := range c.src.Attachments {
		if _, sealed := c.sums.Find(strings.TrimPrefix(a.Path, source.Folder+"/")); !sealed {
			change.decides = append(change.decides, a.Path)
		}
	}
	for _, t := range c.src.Texts {
		if !slices.ContainsFunc(entries, func(e seal.Entry) bool { return path.Join(source.Folder, e.Path) == t.Path }) {
			continue
		}
		data, err := c.src.Bytes(&t.File)
		if err != nil {
			return nil, err
		}
		change.Notes.Add(comments(t.Path, data, t.BodyOffset)...)
	}
	return change, c.seal(change, entries)
}

func newSeals(n int) string {
	if n == 1 {
		return "1 file had no seal and has one now"
	}
	return fmt.Sprintf("%d files had no seal and have one now", n)
}
