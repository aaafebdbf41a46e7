package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"candor/internal/git"
	"candor/internal/seal"
	"candor/internal/source"
)

// olderSeals returns the archive.sum that the present one is held against: of a center or a built site in a folder, of a served site, or of a
// revision of the git repository that the center stands in. It is never nil without an error. earlier reads a sealed file of that state by its path
// below content/; ok is false where it is not there.
func (p *program) olderSeals(ctx context.Context, where string) (sums []byte, earlier func(name string) (data []byte, ok bool), err error) {
	text, earlier, err := p.archiveAt(ctx, where)
	if err != nil {
		return nil, nil, fmt.Errorf("--against: %w", err)
	}
	// What a host answers instead of a file that it lacks must not pass for an archive in which nothing is sealed.
	if sums, faults := seal.Parse(text); len(sums.Lines) == 0 && len(faults) > 0 {
		return nil, nil, fmt.Errorf("--against: the %s of %s cannot be read: line %d %s", source.Seals, where, faults[0].Pos.Line, faults[0].Message)
	}
	return append([]byte{}, text...), earlier, nil
}

func (p *program) archiveAt(ctx context.Context, where string) (sums []byte, earlier func(name string) ([]byte, bool), err error) {
	if !strings.Contains(where, "://") {
		if info, err := os.Stat(where); err != nil || !info.IsDir() {
			return p.archiveOfRevision(ctx, where)
		}
	}
	place, err := placeOf(where)
	if err != nil {
		return nil, nil, err
	}
	names := []string{source.Seals}
	if !strings.Contains(where, "://") {
		names = append(names, seal.File)
	}
	for _, name := range names {
		if text, ok, err := place.Get(ctx, name); ok || err != nil {
			below := strings.TrimSuffix(name, source.Seals)
			return text, func(file string) ([]byte, bool) {
				data, ok, err := place.Get(ctx, below+file)
				return data, ok && err == nil
			}, err
		}
	}
	return nil, nil, fmt.Errorf("%s has no %s", where, strings.Join(names, " and no "))
}

// archiveOfRevision reads content/archive.sum as a revision of git has it.
func (p *program) archiveOfRevision(ctx context.Context, revision string) (sums []byte, earlier func(name string) ([]byte, bool), err error) {
	repository, err := git.Open(p.site)
	if errors.Is(err, git.ErrMissing) {
		return nil, nil, fmt.Errorf("%q is no folder and no address, and git, which would know it as a revision, is not installed", revision)
	}
	if errors.Is(err, git.ErrNone) {
		return nil, nil, fmt.Errorf("%q is no folder and no address, and the center stands in no git repository that would know it as a revision", revision)
	}
	if err != nil {
		return nil, nil, err
	}
	defer repository.Close()
	commit, err := repository.Commit(ctx, revision)
	if err != nil {
		return nil, nil, fmt.Errorf("%q is no folder, no address and no revision of the git repository here (a shallow clone has the last one only: git fetch --unshallow)", revision)
	}
	text, there, err := repository.File(ctx, commit, seal.File)
	if err == nil && !there {
		_, err = fmt.Fprintf(p.stderr, "candor: nothing was sealed yet in %s\n", revision)
	}
	return text, func(name string) ([]byte, bool) {
		repository, err := git.Open(p.site)
		if err != nil {
			return nil, false
		}
		defer repository.Close()
		data, there, err := repository.File(ctx, commit, source.Folder+"/"+name)
		return data, there && err == nil
	}, err
}
