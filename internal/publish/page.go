package publish

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/source"
	"candor/internal/table"
)

// Page plans a free page: an empty text in each language, the center's first where none is said. A free page is not versioned and not sealed
// (docs/formats.md, section 2), so it has no draft: what it says is public with the next build.
func (c *Center) Page(name string, languages []string) (*Change, error) {
	for _, p := range c.archive.Policies {
		if first, _, _ := strings.Cut(p.ID, "/"); first == name {
			return nil, fmt.Errorf("/%s/ is the address of the policy %q: give the page another name", name, p.ID)
		}
	}
	if len(languages) == 0 {
		languages = c.src.Config.Tags()[:1]
	}
	change := &Change{Does: "new --page " + name}
	for _, lang := range languages {
		if tags := c.src.Config.Tags(); !slices.Contains(tags, lang) {
			return nil, fmt.Errorf("%q is no language of this center; it has: %s", lang, strings.Join(tags, ", "))
		}
		file := fmt.Sprintf("%s/%s.%s.md", source.Folder, name, lang)
		if there, err := c.disk.Exists(file); err != nil || there {
			return nil, fmt.Errorf("%s is there already: edit it, or say another language with --lang", file)
		}
		text := "+++\n+++\n\n"
		if name != source.Home {
			text = "+++\ntitle = " + table.Quote(strings.ReplaceAll(name, "-", " ")) + "\n+++\n\n"
		}
		change.Puts = append(change.Puts, Put{Path: file, Data: []byte(text)})
		change.Steps = append(change.Steps, "write "+file)
	}
	at := "/" + name + "/"
	if name == source.Home {
		at = "the text of the home page"
	}
	change.Said = fmt.Sprintf("it is %s, without versions and without a seal; it is public with the next build", at)
	change.Next = []string{"edit it; candor serve shows it while you write"}
	return change, nil
}
