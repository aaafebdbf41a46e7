package publish

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path"
	"strings"

	"candor/internal/config"
	"candor/internal/seal"
	"candor/internal/source"
)

// Add plans new texts of a policy, with the config.toml that names their languages ("" for no change of it). Where sealed is set they are
// published as the company states it, and sealed as they are; one that joins a version that was sealed before today is added today, as a late
// translation is. What is there already is never replaced.
func (c *Center) Add(_ context.Context, does string, configText []byte, texts []Put, sealed bool) (*Change, error) {
	change := &Change{Does: does}
	var entries []seal.Entry
	for _, t := range texts {
		there, err := c.disk.Exists(t.Path)
		if err != nil {
			return nil, err
		}
		if there {
			return nil, fmt.Errorf("%s is there already", t.Path)
		}
		change.Steps = append(change.Steps, "write "+t.Path)
		if sealed {
			if t, err = c.dateLate(change, t); err != nil {
				return nil, err
			}
		}
		change.Puts = append(change.Puts, t)
		entries = append(entries, entry(t.Path, t.Data))
	}
	if configText != nil {
		old, err := c.disk.ReadFile(config.Name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", config.Name, err)
		}
		change.read(config.Name, sha256.Sum256(old))
		change.Puts = append(change.Puts, Put{Path: config.Name, Data: configText})
		change.Steps = append(change.Steps, "add the languages to "+path.Base(config.Name))
	}
	change.Said = "the text is a draft; nothing of it is public"
	if len(texts) > 0 {
		version := strings.TrimPrefix(path.Dir(texts[0].Path), source.Folder+"/")
		change.Next = []string{fmt.Sprintf("edit it; then candor publish %s %s --effective DATE makes it a version", path.Dir(version), path.Base(version))}
	}
	if sealed {
		if err := c.seal(change, entries); err != nil {
			return nil, err
		}
		change.Said = "the text is published as the company states it, and sealed as it is"
		change.Next = []string{goesOut}
	}
	return change, nil
}
