package git

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Commit is a commit and what it did to the files that were asked for.
type Commit struct {
	ID      string
	Time    time.Time // of the committer's clock, which may be wrong
	Changes []Change  // ordered by File
}

// Change is what one commit did to one file.
type Change struct {
	File string // the path that matched, from the folder that was opened: the last name of the file
	Path string // its path in this commit, from the root of the repository
	Was  string // the path that it had before, where the commit gave it another
	Mode Mode   // in this commit
	Blob string // the id of what it held, for [Repository.Blobs]; "" where the commit took it away
}

// Paths says whose history is asked for.
type Paths struct {
	Specs []string               // globs of git's pathspecs, in which * and ? stand for signs of one name; [Quote] keeps a sign from it
	Match func(path string) bool // which of the paths that a spec means
}

// Quote keeps the signs of a name from standing for others in a glob.
func Quote(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}

var (
	// ErrShallow says that the older part of a history is not there.
	ErrShallow = errors.New("it is a shallow clone, which lacks the older commits: git fetch --unshallow brings them")
	// ErrNoCommit says that a repository is empty.
	ErrNoCommit = errors.New("it has no commit")
)

// History returns the commits that changed files whose paths match, the oldest first: those of the line of first parents from HEAD, which is
// what a site that is built from the branch has shown. Before the commit that gave a file its name (as git sees it, by what the file held), its
// history is that of the file of the earlier name, and what had its name then belongs to it no more.
func (r *Repository) History(ctx context.Context, paths Paths) ([]Commit, error) {
	if r.shallow {
		return nil, ErrShallow
	}
	if _, err := r.Commit(ctx, "HEAD"); err != nil {
		return nil, ErrNoCommit
	}
	listed, err := r.run(ctx, nil, "rev-list", "--first-parent", "HEAD", "--")
	if err != nil {
		return nil, err
	}
	w := &walk{repository: r, paths: paths, age: map[string]int{}, commits: map[string]*Commit{}, names: map[string]map[string]string{}}
	for line := range strings.Lines(string(listed)) {
		w.age[strings.TrimSpace(line)] = len(w.age)
	}
	if err := w.all(ctx); err != nil {
		return nil, err
	}
	var out []Commit
	for _, c := range w.commits {
		slices.SortFunc(c.Changes, func(a, b Change) int { return strings.Compare(a.File, b.File) })
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Commit) int { return w.age[b.ID] - w.age[a.ID] })
	return out, nil
}

// walk gathers the commits of a history.
type walk struct {
	repository *Repository
	paths      Paths
	age        map[string]int // of each commit: how many are newer
	commits    map[string]*Commit
	names      map[string]map[string]string // by commit: the earlier names of files by those that it gave them
}

// entry is one change that git log tells of.
type entry struct {
	commit string
	time   time.Time
	added  bool
	Change
}

// all gathers what commits did to the paths that match, and to those files under earlier names.
func (w *walk) all(ctx context.Context) error {
	args := []string{"--no-renames", "HEAD", "--"}
	for _, spec := range w.paths.Specs {
		args = append(args, ":(glob)"+Quote(w.repository.prefix)+spec)
	}
	entries, err := w.repository.log(ctx, args...)
	if err != nil {
		return err
	}
	named := map[string]int{} // by path: the age of the commit that gave a file this name
	for _, e := range entries {
		file, ok := w.file(e.Path)
		if at, is := named[file]; !ok || is && w.age[e.commit] > at {
			continue
		}
		e.File = file
		if e.Was, err = w.earlierName(ctx, e); err != nil {
			return err
		}
		w.add(e)
		if e.Was != "" {
			named[e.File] = w.age[e.commit]
			if err := w.follow(ctx, e); err != nil {
				return err
			}
		}
	}
	return nil
}

// file returns a path as it is from the folder that was opened, where it is one that is asked for.
func (w *walk) file(path string) (string, bool) {
	below, inside := strings.CutPrefix(path, w.repository.prefix)
	return below, inside && w.paths.Match(below)
}

// follow gathers what commits did to a file before one that gave it another name.
func (w *walk) follow(ctx context.Context, since entry) error {
	for since.Was != "" {
		entries, err := w.repository.log(ctx, "--no-renames", since.commit+"^", "--", ":(literal)"+since.Was)
		if err != nil {
			return err
		}
		since.Was = ""
		for _, e := range entries {
			e.File = since.File
			if e.Was, err = w.earlierName(ctx, e); err != nil {
				return err
			}
			w.add(e)
			if e.Was != "" {
				since = e
				break
			}
		}
	}
	return nil
}

func (w *walk) add(e entry) {
	c := w.commits[e.commit]
	if c == nil {
		c = &Commit{ID: e.commit, Time: e.time}
		w.commits[e.commit] = c
	}
	c.Changes = append(c.Changes, e.Change)
}

// earlierName returns the path from which a commit brought a file to where it adds one, "" where the file is new. The earlier path may hold
// something else since, such as a line that says where the text went. A path that is another's of
// those asked for is none: a translation that takes the place of another text is not that text.
func (w *walk) earlierName(ctx context.Context, e entry) (string, error) {
	if !e.added || !e.Mode.Text() {
		return "", nil
	}
	names, known := w.names[e.commit]
	if !known {
		entries, err := w.repository.log(ctx, "-1", "--break-rewrites", "--find-renames", "-l2000", e.commit, "--")
		if err != nil {
			return "", err
		}
		names = map[string]string{}
		for _, other := range entries {
			if _, asked := w.file(other.Was); !asked {
				names[other.Path] = other.Was
			}
		}
		w.names[e.commit] = names
	}
	return names[e.Path], nil
}

// log runs git log with the lines of git diff --raw, each commit against its first parent.
func (r *Repository) log(ctx context.Context, args ...string) ([]entry, error) {
	out, err := r.run(ctx, nil, append([]string{"log", "--first-parent", "-m", "--no-notes", "--raw", "-z", "--no-abbrev", "--format=%x01%H %ct"}, args...)...)
	if err != nil {
		return nil, err
	}
	entries, err := parseLog(string(out))
	if err != nil {
		return nil, fmt.Errorf("git log: %w", err)
	}
	return entries, nil
}

// parseLog reads a list whose members each end with a zero byte: \x01ID SECONDS, then for each change ":MODE MODE ID ID STATUS" and a path, or two
// where the status is a renaming. A path may hold any other byte, so that only its place tells what a member is.
func parseLog(out string) ([]entry, error) {
	members := strings.Split(strings.TrimSuffix(out, "\x00"), "\x00")
	var entries []entry
	var now entry
	for len(members) > 0 {
		member := strings.TrimPrefix(members[0], "\n")
		members = members[1:]
		if head, ok := strings.CutPrefix(member, "\x01"); ok {
			id, stamp, _ := strings.Cut(head, " ")
			seconds, err := strconv.ParseInt(stamp, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("the time of %.12s: %w", id, err)
			}
			now = entry{commit: id, time: time.Unix(seconds, 0)}
			continue
		}
		if member == "" {
			continue
		}
		fields := strings.Fields(strings.TrimPrefix(member, ":"))
		if len(fields) != 5 || len(members) == 0 {
			return nil, fmt.Errorf("%q is not understood", member)
		}
		e := now
		e.Mode, e.Blob, e.Path = Mode(fields[1]), fields[3], members[0]
		e.added = fields[4] == "A"
		if strings.HasPrefix(fields[4], "R") || strings.HasPrefix(fields[4], "C") {
			if len(members) < 2 {
				return nil, fmt.Errorf("%q is not understood", member)
			}
			e.Was, e.Path, members = members[0], members[1], members[1:]
		}
		if fields[4] == "D" {
			e.Blob = ""
		}
		entries, members = append(entries, e), members[1:]
	}
	return entries, nil
}
