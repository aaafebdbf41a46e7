package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// swap exchanges the staging folder with the output folder and removes the old site.
//
// A kill before the exchange leaves a staging folder, one after it leaves the old site under the staging folder's name; the
// next Open removes both. The exchange itself is one step of the file system.
func (s *Staging) swap(last *previous) error {
	exists, known := last.root != nil, last.sums != nil
	last.close()
	s.closeRoots()
	if err := os.Chmod(s.stage, dirMode); err != nil {
		return err
	}
	if !exists {
		// Rename replaces no folder that holds anything, so what appeared in the last instant is safe.
		if err := os.Rename(s.stage, s.dir); err != nil {
			return s.unswappable(err)
		}
		s.stage = ""
		s.cleanup = errors.Join(s.cleanup, syncFolder(filepath.Dir(s.dir)))
		return nil
	}
	if err := exchange(s.stage, s.dir, s.aside()); err != nil {
		return s.unswappable(err)
	}
	old := s.stage
	s.stage = ""
	// The old site goes only when the new name is on the disk.
	s.cleanup = errors.Join(s.cleanup, syncFolder(filepath.Dir(s.dir)))
	remove := discard
	if !known {
		remove = os.Remove // it was empty; if it no longer is, what came into it is not ours
	}
	if err := remove(old); err != nil {
		s.cleanup = errors.Join(s.cleanup, fmt.Errorf("remove the old site: %w", err))
	}
	return nil
}

// aside returns the name that the old site has between the two renames of renameTwice: the staging folder's, with its number.
func (s *Staging) aside() string {
	number := strings.TrimPrefix(filepath.Base(s.stage), beside(s.dir, stagePart))
	return filepath.Join(filepath.Dir(s.dir), beside(s.dir, asidePart)+number)
}

// renameTwice is the exchange for systems that have none: dir goes to aside, stage to dir, and aside to stage. Between the
// first rename and the second, dir does not exist; a build killed there is mended by restore at the next Open. A name
// that begins like aside therefore always means that.
func renameTwice(stage, dir, aside string) error {
	if err := os.Rename(dir, aside); err != nil {
		return err
	}
	if err := os.Rename(stage, dir); err != nil {
		return errors.Join(err, os.Rename(aside, dir))
	}
	return os.Rename(aside, stage)
}

// restore puts an old site back that a killed build left between two renames, and removes what dead builds left beside the
// output folder. The caller holds the lock, so every build that made such a name is dead.
func (s *Staging) restore() error {
	parent := filepath.Dir(s.dir)
	entries, err := os.ReadDir(parent)
	if errors.Is(err, fs.ErrPermission) {
		return nil // a folder that may be written and not read: nothing can be found
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(parent, e.Name())
		aside := numbered(e.Name(), beside(s.dir, asidePart))
		if !e.IsDir() || !aside && !numbered(e.Name(), beside(s.dir, stagePart)) {
			continue
		}
		if _, err := os.Lstat(s.dir); aside && errors.Is(err, fs.ErrNotExist) {
			if err := os.Rename(path, s.dir); err != nil {
				return fmt.Errorf("put the last good site back: %w", err)
			}
			continue
		}
		s.cleanup = errors.Join(s.cleanup, discard(path))
	}
	return nil
}

// clearInside removes the staging folders that dead builds in place left inside the output folder.
func (s *Staging) clearInside() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if ownDir(e.Name(), e) {
			s.cleanup = errors.Join(s.cleanup, os.RemoveAll(filepath.Join(s.dir, e.Name())))
		}
	}
	return nil
}
