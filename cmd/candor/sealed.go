package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/git"
	"candor/internal/publish"
	"candor/internal/seal"
	"candor/internal/source"
)

// apart are the commands that say nothing of the center here and change nothing of it, and check, whose report says itself what is lost.
var apart = []string{"init", "check", "version", "help", "completion"}

// stands stops every command but those in a center whose seals are gone. A center that is older than the key sealed of config.toml may have
// lost them too: it has none, and the site that was built of it last has. Then publish --adopt alone goes on, which holds every file against
// the seals of that site.
func (p *program) stands(c *cobra.Command) error {
	for at := c; at.HasParent(); at = at.Parent() {
		if slices.Contains(apart, at.Name()) {
			return nil
		}
	}
	if _, err := os.Stat(filepath.Join(p.site, filepath.FromSlash(source.Journal))); err == nil {
		return nil // the sources are neither as they were nor as they will be, which every command says or mends
	}
	center, err := p.sealing()
	if center == nil || err != nil {
		return err
	}
	gone := seal.Gone(center)
	if center.Unsealed() && c.Name() != "publish" {
		gone.Add(p.unsealedSince()...)
	}
	if len(gone) == 0 {
		return nil
	}
	if err := gone.Text(p.stderr); err != nil {
		return err
	}
	return errFaults
}

// sealing reads as much of the center as says whether it is sealed, nil where the folder holds none.
func (p *program) sealing() (*source.Center, error) {
	text, err := os.ReadFile(filepath.Join(p.site, config.Name))
	if err != nil {
		return nil, nil // whoever needs a center says so
	}
	center := &source.Center{}
	center.Config, _ = config.Parse(text)
	center.Seals, err = os.ReadFile(filepath.Join(p.site, filepath.FromSlash(seal.File)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the seals: %w", err)
	}
	return center, nil
}

// unsealedSince reports that the site which was built last had seals.
func (p *program) unsealedSince() diag.List {
	text, err := os.ReadFile(filepath.Join(p.site, "public", source.Seals))
	if err != nil {
		return nil
	}
	sums, _ := seal.Parse(text)
	if len(sums.Lines) == 0 {
		return nil
	}
	return diag.List{{Pos: diag.Pos{File: seal.File}, Rule: seal.RuleLost,
		Message: fmt.Sprintf("is not there, and the site that was built last, in public/, has %s", number(len(sums.Lines), "seal", "seals")),
		Hint:    "restore it: git log -- " + seal.File + "; or candor publish --adopt seals what is still as that site has it"}}
}

// otherSeals are the seals that the site which was built last has, and those of the last commit, as far as there are any.
func (p *program) otherSeals(ctx context.Context) []publish.Known {
	var known []publish.Known
	add := func(where string, text []byte) {
		if sums, _ := seal.Parse(text); len(sums.Lines) > 0 {
			known = append(known, publish.Known{Where: where, Sums: sums})
		}
	}
	if text, err := os.ReadFile(filepath.Join(p.site, "public", source.Seals)); err == nil {
		add("public/"+source.Seals, text)
	}
	if text, err := p.committedSeals(ctx); err == nil { // without a repository, or a commit in it, nothing is known
		add("the last commit", text)
	}
	return known
}

// committedSeals is archive.sum as the last commit has it, nil where it has none.
func (p *program) committedSeals(ctx context.Context) ([]byte, error) {
	repository, err := git.Open(p.site)
	if err != nil {
		return nil, err
	}
	defer repository.Close()
	commit, err := repository.Commit(ctx, "HEAD")
	if err != nil {
		return nil, err
	}
	text, _, err := repository.File(ctx, commit, seal.File)
	return text, err
}
