package site

import (
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/seal"
	"candor/internal/source"
)

// activeDrawings reports the SVG files beside texts in which something could run. One that was sealed before today stays where it was published;
// pages lead to it as a download, so that no browser opens it by itself. One that a command is about to seal is refused.
func activeDrawings(src *source.Center, sums *seal.Sums, today civil.Date) diag.List {
	var diags diag.List
	for _, a := range src.Attachments {
		if a.Active == "" {
			continue
		}
		d := source.ActiveDrawing(a.Path, a.Active)
		if sealed := sums.Day(a.Path); !sealed.IsZero() && sealed != today {
			d.Severity, d.Hint = diag.Warning, "it is sealed and stays; links lead to it as a download"
		}
		diags.Add(d)
	}
	return diags
}

// downloads returns what tells of an address whether it is that of a drawing of an edition in which something could run.
func (b *builder) downloads(e *policy.Edition) func(href string) bool {
	if e == nil {
		return nil
	}
	var active []string
	for _, a := range e.Attachments {
		if a.Active != "" {
			active = append(active, strings.TrimSuffix(b.config.Path(), "/")+b.attachment(e, a.Name))
		}
	}
	if active == nil {
		return nil
	}
	return func(href string) bool {
		at, _, _ := strings.Cut(href, "#")
		at, _, _ = strings.Cut(at, "?")
		for _, a := range active {
			if at == a {
				return true
			}
		}
		return false
	}
}
