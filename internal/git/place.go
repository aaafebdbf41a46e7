package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// place says where the parts of a repository are (gitrepository-layout(5)).
type place struct {
	own    string // what belongs to one work tree: HEAD
	common string // what all work trees share: objects, refs
	prefix string // as in Repository
}

// maxControl bounds the small files of a repository that are read whole; git's own configuration is a few hundred bytes.
const maxControl = 1 << 20

// find looks for the repository as git does: the folder itself, if it is one, else .git there and in the folders above.
func find(path string) (place, error) {
	dir, err := filepath.Abs(path)
	if err != nil {
		return place{}, err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return place{}, err
	}
	if p, err := whole(dir); err == nil {
		return p, nil
	}
	for at := dir; ; at = filepath.Dir(at) {
		own, err := dotGit(at)
		if err == nil {
			p, err := whole(own)
			if err != nil {
				return place{}, err
			}
			if below, err := filepath.Rel(at, dir); err == nil && below != "." {
				p.prefix = filepath.ToSlash(below) + "/"
			}
			return p, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return place{}, err
		}
		if at == filepath.Dir(at) {
			return place{}, ErrNone
		}
	}
}

// dotGit returns the folder that .git is, or that it names as a file ("gitdir: PATH").
func dotGit(at string) (string, error) {
	name := filepath.Join(at, ".git")
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		return name, nil
	}
	text, err := control(name)
	if err != nil {
		return "", err
	}
	to, ok := bytes.CutPrefix(text, []byte("gitdir: "))
	if !ok {
		return "", fmt.Errorf("%s names no repository", name)
	}
	return beside(at, string(bytes.TrimRight(to, "\r\n"))), nil
}

func beside(at, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(at, filepath.FromSlash(path))
}

// whole holds a folder to be a repository.
func whole(own string) (place, error) {
	p := place{own: own, common: own}
	if text, err := control(filepath.Join(own, "commondir")); err == nil {
		p.common = beside(own, string(bytes.TrimRight(text, "\r\n")))
	}
	for _, name := range []string{filepath.Join(p.common, "objects"), filepath.Join(p.common, "refs")} {
		if info, err := os.Stat(name); err != nil || !info.IsDir() {
			return place{}, fmt.Errorf("%s is no git repository", own)
		}
	}
	if _, err := control(filepath.Join(own, "HEAD")); err != nil {
		return place{}, fmt.Errorf("%s is no git repository: %w", own, err)
	}
	return p, p.plain()
}

// plain holds that git, which opens the lists and packs of objects without asking what they are, waits for no pipe.
func (p place) plain() error {
	for _, folder := range []string{"info", "pack"} {
		entries, err := os.ReadDir(filepath.Join(p.common, "objects", folder))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, e := range entries {
			if e.Type()&(fs.ModeNamedPipe|fs.ModeDevice|fs.ModeSocket|fs.ModeIrregular) != 0 {
				return fmt.Errorf("%s is no file as git writes it", filepath.Join(p.common, "objects", folder, e.Name()))
			}
		}
	}
	return nil
}

// control reads a small regular file; a pipe, which would never end, is none.
func control(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxControl {
		return nil, fmt.Errorf("%s is no file as git writes it", name)
	}
	return os.ReadFile(name)
}

// configuration is that of the repository of our own: nothing is started, nothing is fetched, and commits are as their objects say, not as an
// index of them may (commitGraph).
const configuration = `[core]
	repositoryformatversion = %d
	bare = true
	hooksPath = ` + os.DevNull + `
	attributesFile = ` + os.DevNull + `
	fsmonitor = false
	commitGraph = false
[protocol]
	allow = never
`

// borrow fills the repository of our own: its configuration, and the names of commits, copied.
func borrow(r *Repository, from place) (shallow bool, err error) {
	format, storage, err := r.extensions(from)
	if err != nil {
		return false, err
	}
	for _, name := range []string{"refs", "objects"} {
		if err := os.Mkdir(filepath.Join(r.dir, name), 0o700); err != nil {
			return false, err
		}
	}
	folders, version, extensions := []string{"refs"}, 0, ""
	if format == "sha256" {
		version, extensions = 1, "[extensions]\n\tobjectFormat = sha256\n"
	}
	if storage == "reftable" {
		if from.own != from.common {
			return false, errors.New("a linked work tree whose names stand in a reftable cannot be read: name the main work tree")
		}
		version, extensions = 1, extensions+"[extensions]\n\trefStorage = reftable\n"
		folders = append(folders, "reftable")
	}
	text := fmt.Sprintf(configuration, version) + extensions
	if err := os.WriteFile(filepath.Join(r.dir, "config"), []byte(text), 0o600); err != nil {
		return false, err
	}
	for _, name := range folders {
		if err := copyFolder(filepath.Join(r.dir, name), filepath.Join(from.common, name)); err != nil {
			return false, err
		}
	}
	if err := copyHeads(r.dir, from.own); err != nil {
		return false, err
	}
	if err := copyFile(filepath.Join(r.dir, "packed-refs"), filepath.Join(from.common, "packed-refs")); err != nil {
		return false, err
	}
	if err := copyFile(filepath.Join(r.dir, "shallow"), filepath.Join(from.common, "shallow")); err != nil {
		return false, err
	}
	info, err := os.Stat(filepath.Join(r.dir, "shallow"))
	return err == nil && info.Size() > 0, nil
}

// extensions reads the two keys of the repository's configuration without which its objects and names cannot be read. It is given to git on its
// standard input, as any file is: what it includes or says is not followed.
func (r *Repository) extensions(from place) (format, storage string, err error) {
	format, storage = "sha1", "files"
	text, err := control(filepath.Join(from.common, "config"))
	if errors.Is(err, fs.ErrNotExist) {
		return format, storage, nil
	}
	if err != nil {
		return "", "", err
	}
	out, err := r.run(context.Background(), bytes.NewReader(text), "config", "--file", "-", "--no-includes", "--null", "--get-regexp", `^extensions\.`)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == 1 {
		return format, storage, nil // it has no such key
	}
	if err != nil {
		return "", "", err
	}
	for entry := range strings.SplitSeq(string(out), "\x00") {
		switch key, value, _ := strings.Cut(entry, "\n"); key {
		case "extensions.objectformat":
			format = value
		case "extensions.refstorage":
			storage = value
		}
	}
	if format != "sha1" && format != "sha256" || storage != "files" && storage != "reftable" {
		return "", "", fmt.Errorf("its format (%s, %s) is not known", format, storage)
	}
	return format, storage, nil
}

// copyFolder copies regular files; a symbolic link is no name of a commit.
func copyFolder(to, from string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, below), 0o700)
		}
		return copyFile(filepath.Join(to, below), name)
	})
}

var headName = regexp.MustCompile(`^[A-Z_]*HEAD$`)

// copyHeads copies HEAD and its like (ORIG_HEAD, MERGE_HEAD). One that is a symbolic link, as git once made HEAD, is what it leads to.
func copyHeads(to, from string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !headName.MatchString(e.Name()) {
			continue
		}
		text, err := control(filepath.Join(from, e.Name()))
		if err != nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(to, e.Name()), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// copyFile copies a regular file; where there is none, nothing is done: git may have moved it since (packed-refs).
func copyFile(to, from string) error {
	info, err := os.Lstat(from)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil
	}
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	return out.Close()
}
