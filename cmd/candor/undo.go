package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/publish"
	"candor/internal/seal"
)

func (p *program) undoCommand() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:   "undo",
		Short: "Take back the last command that sealed",
		Long: `Take back the last command that sealed something: a version, a correction, a translation, an adoption or an event. Its files are as they were before it, and
it can be done once. It is refused where a file is not as that command left it, where a build without --drafts has shown the seals (.candor/built), and
where a branch, a tag, a stash or a remote branch of the git repository here has them: what people may have seen stays, and candor correct, cancel or move is the way
on. A build elsewhere cannot be known. Words that were taken out (candor redact) never come back.`,
		Example: "  candor undo --dry-run\n  candor undo",
		Args:    arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			plan := func(ctx context.Context, c *publish.Center) (*publish.Change, error) { return c.Undo(ctx, p.committed) }
			return p.change(c.Context(), plan, asItWas, dryRun)
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "show what would be done")
	return c
}

// asItWas is the judge of what is taken back: a center that becomes what it was is not judged anew.
func asItWas(context.Context, fs.FS, civil.Date, func(string) bool) (diag.List, error) {
	return nil, nil
}

// committed is the [publish.Seen] that looks into the git repository of the center, in whatever a name leads to: branches, those of remotes,
// tags, the stash, HEAD.
func (p *program) committed(ctx context.Context, lines []string) (string, error) {
	if _, err := p.git(ctx, "rev-parse", "--git-dir"); errors.Is(err, exec.ErrNotFound) {
		return "", fmt.Errorf("git is not installed, and the center may stand in a repository")
	} else if err != nil {
		return "", nil // no repository
	}
	listed, err := p.git(ctx, "for-each-ref", "--format=%(objectname) %(refname:short)")
	if err != nil {
		return "", err
	}
	refs := strings.Split(strings.TrimSpace(string(listed)), "\n")
	if head, err := p.git(ctx, "rev-parse", "--verify", "--quiet", "HEAD"); err == nil {
		refs = append(refs, string(bytes.TrimSpace(head))+" HEAD")
	}
	for _, ref := range refs {
		id, name, _ := strings.Cut(ref, " ")
		if found, err := p.git(ctx, "ls-tree", id, "--", seal.File); id == "" || err != nil || len(found) == 0 {
			continue // a name of something that is no commit, or of one without seals
		}
		text, err := p.git(ctx, "cat-file", "blob", id+":./"+seal.File)
		if err != nil {
			return "", err
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			if slices.Contains(lines, line) {
				return fmt.Sprintf("%s of the git repository here has the seal of %s", name, line[66:]), nil
			}
		}
	}
	return "", nil
}
