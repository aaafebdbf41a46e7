package site

import (
	"slices"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/seal"
)

// settled makes faults of content warnings where they stand in a sealed text, which can no longer be changed (docs/formats.md, section 7). On the day
// on which candor makes a text public they are errors still: publish asks for that day before it seals. A text that was sealed after its
// day, adopted or imported, never had that chance; open names those of them that a command is about to seal, nil for none.
func settled(diags diag.List, archive *policy.Archive, sums *seal.Sums, day civil.Date, open func(file string) bool) diag.List {
	if !diags.Failed() {
		return diags
	}
	public := publicDays(archive)
	out := slices.Clone(diags)
	for i, d := range out {
		rule, known := diag.FindRule(d.Rule)
		if open != nil && open(d.Pos.File) {
			continue
		}
		if d.Severity == diag.Error && known && rule.Content && isSettled(sums.Day(d.Pos.File), public[d.Pos.File], day) {
			out[i].Severity = diag.Warning
		}
	}
	return out
}

// settledWords is settled for what the reading of the sources says of the characters of front matters, events and names.
func settledWords(diags diag.List, archive *policy.Archive, sums *seal.Sums, day civil.Date, open func(file string) bool) diag.List {
	if !slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Rule == "control-character" }) {
		return diags
	}
	public := publicDays(archive)
	for _, p := range archive.Policies {
		for _, e := range p.Events {
			public[e.Path] = e.On
		}
		for _, v := range p.Versions {
			for _, a := range v.Attachments {
				public[a.Path] = v.Published
			}
		}
	}
	out := slices.Clone(diags)
	for i, d := range out {
		if d.Rule == "control-character" && (open == nil || !open(d.Pos.File)) && isSettled(sums.Day(d.Pos.File), public[d.Pos.File], day) {
			out[i].Severity = diag.Warning
		}
	}
	return out
}

// isSettled reports whether a file can no longer be changed as of a day.
func isSettled(sealed, public, day civil.Date) bool {
	return !sealed.IsZero() && !public.IsZero() && (sealed.After(public) || day.After(public))
}

// publicDays returns from which day each text is public, by its path.
func publicDays(archive *policy.Archive) map[string]civil.Date {
	days := map[string]civil.Date{}
	for _, p := range archive.Policies {
		for _, v := range p.Versions {
			for _, t := range v.Texts {
				days[t.Original.Path] = t.Public
				for _, c := range t.Corrections {
					days[c.Path] = c.Front.Corrected
				}
			}
		}
	}
	return days
}
