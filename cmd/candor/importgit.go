package main

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"candor/internal/civil"
	"candor/internal/git"
	"candor/internal/history"
	"candor/internal/locale"
	"candor/internal/publish"
	"candor/internal/source"
	"candor/internal/table"
)

// importGit makes the history of a file the versions of a policy.
func (p *program) importGit(ctx context.Context, args []string, f importFlags) error {
	if len(args) != 2 {
		return fmt.Errorf("say which repository and which file: candor import --git REPO PATH --policy POLICY")
	}
	if f.draft || f.effective != "" {
		return fmt.Errorf("--git takes the dates of the commits: no --draft, no --effective")
	}
	pattern := path.Clean(filepath.ToSlash(args[1]))
	if path.IsAbs(pattern) || pattern == ".." || strings.HasPrefix(pattern, "../") {
		return fmt.Errorf("%s: PATH is that of the file in the repository, such as policies/privacy.md", args[1])
	}
	text, center, err := p.center()
	if err != nil {
		return err
	}
	o := history.Options{Pattern: pattern, Lang: center.Tags()[0], Languages: center.Tags(), Title: f.title, Zone: center.TimeZone, Today: civil.In(p.now(), center.TimeZone)}
	if f.lang != "" {
		if o.Lang, err = locale.ParseTag(f.lang); err != nil {
			return fmt.Errorf("--lang %q: %w", f.lang, err)
		}
	}
	repository, err := git.Open(args[0])
	if err != nil {
		return err
	}
	defer repository.Close()
	read, err := history.Read(ctx, repository, o)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	for _, said := range read.Said {
		fmt.Fprintln(p.stderr, said)
	}
	languages, err := withLanguages(text, read.Languages)
	if err != nil {
		return err
	}
	sources, err := p.sealing()
	if err != nil {
		return err
	}
	drafts := !sources.Unsealed()
	var texts []publish.Put
	for _, t := range read.Texts {
		texts = append(texts, publish.Put{Path: source.Folder + "/" + f.policy + "/" + t.Version + "/" + t.Name, Data: historic(t, drafts)})
	}
	return p.change(ctx, func(ctx context.Context, c *publish.Center) (*publish.Change, error) {
		change, err := c.Add("import --git "+f.policy, languages, texts)
		if err == nil {
			change.Said, change.Next = historySaid(f.policy, read.Texts[0].Version, drafts)
		}
		return change, err
	}, publish.Sealed, f.dryRun)
}

// historySaid says what the versions of a history are now, and what makes them what they state.
func historySaid(policy, version string, drafts bool) (said string, next []string) {
	if drafts {
		return "the versions are drafts, each named by its day, since this center is sealed; nothing of them is public",
			[]string{fmt.Sprintf("look them over; then, the oldest first, candor publish %s %s --adopt makes each the version of the days that it states", policy, version)}
	}
	return "the versions have the days of their commits, and are not sealed", []string{"look them over; then candor publish --adopt seals what is dated, as the company states it (--dry-run lists it)"}
}

// historic is the file of a text: dated, or a draft that states its days.
func historic(t history.Text, draft bool) []byte {
	text := "+++\ntitle = " + table.Quote(t.Title) + "\n"
	set := func(key string, day civil.Date) {
		if !day.IsZero() {
			text += key + " = " + day.String() + "\n"
		}
	}
	published, effective := t.Published, t.Effective
	if draft {
		if effective.IsZero() {
			published, effective = civil.Date{}, published
		}
		set("effective", effective)
		set("stated_published", published)
	} else {
		set("published", published)
		set("effective", effective)
	}
	set("added", t.Added)
	set("corrected", t.Corrected)
	return append([]byte(text+"+++\n\n"), t.Body...)
}
