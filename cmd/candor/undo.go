package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/git"
	"candor/internal/publish"
	"candor/internal/seal"
	"candor/internal/source"
)

func (p *program) undoCommand() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:   "undo",
		Short: "Take back the last command that sealed",
		Long: `Take back the last command that sealed something: a version, a correction, a translation, an adoption or an event. Its files are as they
were before it, and it can be done once. It is refused where a file is not as that command left it, where a build without --drafts has shown
the seals (.candor/built, public/archive.sum), and where a branch, a tag, a stash or a remote branch of the git repository here has them: what people may have
seen stays, and candor correct, cancel or move is the way on. A build elsewhere cannot be known. Words that were taken out (candor redact)
never come back.`,
		Example: "  candor undo --dry-run\n  candor undo",
		Args:    arguments(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			plan := func(ctx context.Context, c *publish.Center) (*publish.Change, error) { return c.Undo(ctx, p.seen) }
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

// seen is the [publish.Seen] that looks into the site that was built last, which stands there also where the note of it is gone, and into the git
// repository of the center.
func (p *program) seen(ctx context.Context, lines []string) (where string, err error) {
	const site = "public/" + source.Seals
	text, err := os.ReadFile(filepath.Join(p.site, filepath.FromSlash(site)))
	if line := oneOf(text, lines); err == nil && line != "" {
		return fmt.Sprintf("%s, of the site that was built last, has the seal of %s", site, line[66:]), nil
	}
	return p.committed(ctx, lines)
}

// committed is the [publish.Seen] that looks into the git repository of the center, in whatever a name leads to: branches, those of remotes,
// tags, the stash, HEAD.
func (p *program) committed(ctx context.Context, lines []string) (where string, err error) {
	repository, err := git.Open(p.site)
	switch {
	case errors.Is(err, git.ErrNone), errors.Is(err, git.ErrMissing) && !p.inRepository():
		return "", nil
	case err != nil:
		return "", err
	}
	defer func() { err = errors.Join(err, repository.Close()) }()
	texts, err := repository.Tips(ctx, seal.File)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(texts, func(text []byte) bool { return oneOf(text, lines) != "" }) {
		return "", nil
	}
	refs, err := repository.Refs(ctx)
	if err != nil {
		return "", err
	}
	for _, ref := range refs {
		text, _, err := repository.File(ctx, ref.Commit, seal.File)
		if err != nil {
			continue // what is no file there was passed over before
		}
		if line := oneOf(text, lines); line != "" {
			return fmt.Sprintf("%s of the git repository here has the seal of %s", ref.Name, line[66:]), nil
		}
	}
	return "the git repository here has the seals", nil
}

// inRepository reports whether the center stands in what looks like a git repository.
func (p *program) inRepository() bool {
	for dir := settle(p.site); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// oneOf returns the first of some lines that a text has, "" for none.
func oneOf(text []byte, lines []string) string {
	for line := range strings.SplitSeq(string(text), "\n") {
		if slices.Contains(lines, line) {
			return line
		}
	}
	return ""
}
