// Package git reads a git repository and runs nothing of it.
//
// What a repository's own configuration says can start programs: a checker of signatures, a monitor of files, a filter, a remote from which
// a missing object would be fetched (git's safe.directory exists for that reason). So git is never started in the repository. [Open] makes an
// empty repository of its own in a temporary folder, copies the names of commits into it (HEAD, branches, tags), and has git read the objects
// of the repository from there: no configuration, hook, attribute, replaced object, graft or graph of commits of the repository takes part,
// nor any of the user's, and no transport is allowed. What is left is data.
//
// Paths are those of git: slash-separated, from the folder that was opened.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

var (
	// ErrNone says that a folder stands in no git repository.
	ErrNone = errors.New("no git repository")
	// ErrMissing says that git, the program, is not installed.
	ErrMissing = errors.New("git is not installed")
	// ErrRevision says that a name means no commit of the repository.
	ErrRevision = errors.New("no revision of the git repository")
)

// Repository is a repository as it was when it was opened. Close removes what it needs on the disk.
type Repository struct {
	program string // git
	dir     string // the repository of our own
	objects string // the folder of the repository's objects
	prefix  string // of the folder that was opened, below the root of the work tree: "" or with a slash at its end
	shallow bool
}

// Open opens the repository that a folder is, or stands in: a work tree or a folder of one, a linked work tree, a submodule, a bare repository.
func Open(path string) (*Repository, error) {
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, ErrMissing
	}
	if program, err = filepath.Abs(program); err != nil {
		return nil, fmt.Errorf("find git: %w", err)
	}
	place, err := find(path)
	if err != nil {
		return nil, fmt.Errorf("open the git repository of %s: %w", path, err)
	}
	dir, err := os.MkdirTemp("", "candor-git-")
	if err != nil {
		return nil, fmt.Errorf("read a git repository: %w", err)
	}
	r := &Repository{program: program, dir: dir, objects: filepath.Join(place.common, "objects"), prefix: place.prefix}
	if r.shallow, err = borrow(r, place); err != nil {
		return nil, errors.Join(fmt.Errorf("read the git repository of %s: %w", path, err), r.Close())
	}
	return r, nil
}

// Close removes what Open made.
func (r *Repository) Close() error {
	return os.RemoveAll(r.dir)
}

// Shallow tells whether the repository lacks the older part of its history (git clone --depth).
func (r *Repository) Shallow() bool {
	return r.shallow
}

// environment is all that git is given: nothing of the program's own environment reaches it. PATH holds git alone, so that no helper of
// another name is found; an empty GIT_ALLOW_PROTOCOL allows no transport, whatever a configuration says.
func (r *Repository) environment() []string {
	return []string{
		"GIT_DIR=" + r.dir,
		"GIT_OBJECT_DIRECTORY=" + r.objects,
		"GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_SYSTEM=" + os.DevNull,
		"GIT_CONFIG_GLOBAL=" + os.DevNull,
		"GIT_ATTR_NOSYSTEM=1",
		"GIT_ALLOW_PROTOCOL=",
		"GIT_NO_LAZY_FETCH=1",
		"GIT_NO_REPLACE_OBJECTS=1",
		"GIT_GRAFT_FILE=" + os.DevNull,
		"GIT_CONFIG_COUNT=1", // that there could be a file of grafts is no news
		"GIT_CONFIG_KEY_0=advice.graftFileDeprecated",
		"GIT_CONFIG_VALUE_0=false",
		"GIT_OPTIONAL_LOCKS=0",
		"GIT_TERMINAL_PROMPT=0",
		"GIT_PAGER=",
		"HOME=" + r.dir,
		"XDG_CONFIG_HOME=" + r.dir,
		"LC_ALL=C",
		"TZ=UTC",
		"PATH=" + filepath.Dir(r.program),
	}
}

// run runs a command of git that only reads objects and names of commits, and returns what it printed.
func (r *Repository) run(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	var out bytes.Buffer
	err := r.stream(ctx, in, &out, args...)
	return out.Bytes(), err
}

func (r *Repository) stream(ctx context.Context, in io.Reader, out io.Writer, args ...string) error {
	c := exec.CommandContext(ctx, r.program, args...)
	var complaint bytes.Buffer
	c.Dir, c.Env, c.Stdin, c.Stdout, c.Stderr = r.dir, r.environment(), in, out, &complaint
	if err := c.Run(); err != nil {
		return fmt.Errorf("git %s: %w: %s", args[0], err, bytes.TrimSpace(complaint.Bytes()))
	}
	return nil
}

// Commit returns the full id of the commit that a revision means: HEAD, main, origin/main, v1.0, HEAD~2, an id or its beginning.
func (r *Repository) Commit(ctx context.Context, revision string) (string, error) {
	out, err := r.run(ctx, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	id := string(bytes.TrimSpace(out))
	if err != nil || strings.ContainsAny(id, " \n") {
		return "", fmt.Errorf("%q: %w", revision, ErrRevision)
	}
	return id, nil
}

// Ref is a name of a commit.
type Ref struct {
	Name   string // in full: refs/heads/main, refs/remotes/origin/main, refs/tags/v1.0, or HEAD
	Commit string
}

// Refs returns every name of a commit, remote branches, tags, the stash and HEAD too, ordered by name. A repository without a commit has none.
func (r *Repository) Refs(ctx context.Context) ([]Ref, error) {
	out, err := r.run(ctx, nil, "for-each-ref", "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname)")
	if err != nil {
		return nil, err
	}
	var refs []Ref
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 3 && fields[0] == "commit":
			refs = append(refs, Ref{Name: fields[2], Commit: fields[1]})
		case len(fields) == 5 && fields[2] == "commit": // a tag with a message
			refs = append(refs, Ref{Name: fields[4], Commit: fields[3]})
		}
	}
	if head, err := r.Commit(ctx, "HEAD"); err == nil {
		refs = append(refs, Ref{Name: "HEAD", Commit: head})
	}
	slices.SortFunc(refs, func(a, b Ref) int { return strings.Compare(a.Name, b.Name) })
	return refs, ctx.Err()
}
