package publish

import (
	"crypto/sha256"
	"fmt"
	"path"
	"slices"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

// belowBase are the keys of config.toml that the day of the first sealing stands below.
var belowBase = []string{"base_url", "feed_id", "time_zone", "theme", "requires"}

// firstSealing has config.toml say since when the center is sealed, where it does not say so yet: in the first change that seals, and in a
// center that was sealed before there was a word for it. Every other byte stays.
func (c *Center) firstSealing(change *Change) error {
	if !c.src.Config.Sealed.IsZero() || c.src.Config.SealedUnread {
		return nil
	}
	setting := setDate("sealed", c.sealedSince(), belowBase)
	planned := slices.IndexFunc(change.Puts, func(p Put) bool { return p.Path == config.Name })
	if planned < 0 {
		data, err := c.disk.ReadFile(config.Name)
		if err != nil {
			return fmt.Errorf("read %s: %w", config.Name, err)
		}
		change.read(config.Name, sha256.Sum256(data))
		planned = len(change.Puts)
		change.Puts = append(change.Puts, Put{Path: config.Name, Data: data})
	}
	edited, _, err := table.Edit(change.Puts[planned].Data, setting)
	if err != nil {
		return fmt.Errorf("%s cannot be edited as it is written: put \"sealed = %s\" into it yourself, above the first table: %w", config.Name, setting.Value, err)
	}
	change.Puts[planned].Data = edited
	change.Steps = append(change.Steps, describe(config.Name, []table.Setting{setting})+": from now on a public file without a seal is an error")
	return nil
}

// sealedSince is the day of the center's first seal, today where it has none.
func (c *Center) sealedSince() civil.Date {
	since := c.Today
	for _, l := range c.sums.Lines {
		if !l.Sealed.IsZero() && l.Sealed.Before(since) {
			since = l.Sealed
		}
	}
	return since
}

// unadopted are the dated files that a change would leave without a seal in a center in which it is the first to seal: of a center that is
// sealed, they would be errors.
func (c *Center) unadopted(change *Change) diag.List {
	if len(change.seals) == 0 || !c.src.Unsealed() {
		return nil
	}
	var diags diag.List
	for _, item := range seal.Items(c.src) {
		if item.Public.IsZero() || slices.Contains(change.seals, item.Path) {
			continue
		}
		diags.Add(diag.Diagnostic{Pos: diag.Pos{File: item.Path}, Rule: seal.RuleMissing,
			Message: fmt.Sprintf("is dated %s and has no seal, and this would be the first sealing of the center", item.Public),
			Hint:    "candor publish --adopt seals all that is dated, as the company states it (--dry-run lists it); or move it away"})
	}
	return diags
}

// Known is what another copy of the center's seals says: of the site that was built last, or of a revision of a repository.
type Known struct {
	Where string
	Sums  *seal.Sums
}

// replaced are the files that a change would seal, of which another copy of the seals knows other bytes while archive.sum has no line of
// them any more. That a line was lost is no way to seal a text that was changed.
func (c *Center) replaced(change *Change) diag.List {
	var diags diag.List
	for _, e := range change.entries {
		if _, has := c.sums.First(e.Path); has {
			continue
		}
		file := path.Join(source.Folder, e.Path)
		for _, known := range append(c.shown(), c.Known...) {
			l, found := known.Sums.First(e.Path)
			if !found {
				continue
			}
			now, _ := known.Sums.Find(e.Path)
			d := diag.Diagnostic{Pos: diag.Pos{File: file}, Rule: seal.RuleLost, Hint: fmt.Sprintf("restore the line of this file in %s, and the file; then candor correct or candor new", seal.File)}
			if l.Sum == e.Sum || now.Sum == e.Sum {
				d.Severity = diag.Warning
				d.Message = fmt.Sprintf("its seal was lost from %s: %s has it; here it is sealed anew, under today", seal.File, known.Where)
				d.Hint = "to keep the day, restore the line from there instead"
			} else {
				d.Message = fmt.Sprintf("was sealed with other bytes, as %s has it, and its line is gone from %s: a published file is never replaced", known.Where, seal.File)
			}
			diags.Add(d)
			break
		}
	}
	return diags
}

// shown are the seals that builds without drafts have shown, as far as [Built] noted them here.
func (c *Center) shown() []Known {
	text, err := c.disk.ReadFile(builtFile)
	if err != nil {
		return nil
	}
	sums, _ := seal.Parse(text) // it says no days of sealing
	return []Known{{Where: builtFile, Sums: sums}}
}
