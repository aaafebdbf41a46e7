package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// replaceFiles moves every file of the staging folder, which is inside the output folder, to its place, each by a rename,
// then removes what the new site does not have. Until the end the manifest lists old and new, so that a build killed in
// between leaves no file that the next one would take for foreign.
func (s *Staging) replaceFiles(last *previous) error {
	if last.root == nil {
		return fmt.Errorf("%s is gone: %w", s.dir, fs.ErrNotExist)
	}
	stage := filepath.Base(s.stage)
	move := func(name string) error { return s.move(last, path.Join(stage, name), name) }

	both := maps.Clone(s.files.sums)
	if both == nil {
		both = sums{}
	}
	for name, sum := range last.sums {
		if _, ok := both[name]; !ok {
			both[name] = sum
		}
	}
	if err := s.writeManifest(both); err != nil {
		return err
	}
	if err := move(manifestName); err != nil {
		return err
	}
	for _, name := range pagesLast(s.files.sums) {
		if err := move(name); err != nil {
			return err
		}
	}
	if err := s.removeStale(last); err != nil {
		return err
	}
	if err := s.writeManifest(s.files.sums); err != nil {
		return err
	}
	if err := move(manifestName); err != nil {
		return err
	}
	if err := flush(s.dir); err != nil {
		return fmt.Errorf("flush the new site to disk: %w", err)
	}
	return nil
}

// pagesLast lists the files of a site, the pages after what they refer to, so that no page is without its styles meanwhile.
func pagesLast(files sums) []string {
	rank := func(name string) int {
		if strings.HasSuffix(name, ".html") {
			return 1
		}
		return 0
	}
	return slices.SortedFunc(maps.Keys(files), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
}

// move renames a staged file to its place. A file of the last build where a folder is needed, or a folder of it where the
// file is to be, goes first: that is the only removal before the end.
func (s *Staging) move(last *previous, from, name string) error {
	if err := s.placeDir(last, path.Dir(name)); err != nil {
		return err
	}
	if info, err := last.root.Lstat(name); err == nil && info.IsDir() {
		for _, old := range slices.Sorted(maps.Keys(last.sums)) {
			if strings.HasPrefix(old, name+"/") {
				if err := s.remove(last, old); err != nil {
					return err
				}
			}
		}
		if err := last.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := last.root.Rename(from, name); err != nil {
		return fmt.Errorf("replace %s: %w", name, err)
	}
	return nil
}

// placeDir makes the folder name in the output folder, and those above it.
func (s *Staging) placeDir(last *previous, name string) error {
	info, err := last.root.Lstat(name)
	if err == nil && info.IsDir() {
		return nil
	}
	if err := s.placeDir(last, path.Dir(name)); err != nil {
		return err
	}
	if err == nil {
		if _, ours := last.sums[name]; !ours {
			return fmt.Errorf("%q is in the way and not candor's", name)
		}
		if err := last.root.Remove(name); err != nil {
			return err
		}
	}
	return makeDir(last.root, name)
}

// removeStale removes the files of the last build that the new site does not have.
func (s *Staging) removeStale(last *previous) error {
	for _, name := range slices.Sorted(maps.Keys(last.sums)) {
		if _, ok := s.files.sums[name]; ok || s.renamedCase(last.root, name) {
			continue
		}
		if err := s.remove(last, name); err != nil {
			return err
		}
	}
	return nil
}

// renamedCase reports whether an old name is a new file's on this system, because it does not tell the case apart.
func (s *Staging) renamedCase(root *os.Root, name string) bool {
	taken, ok := s.files.byKey[fold(name)]
	if !ok {
		return false
	}
	a, errA := root.Lstat(name)
	b, errB := root.Lstat(taken.name)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

// remove removes one file of the last build, and the folders above it that are then empty and not the new site's.
func (s *Staging) remove(last *previous, name string) error {
	info, err := last.root.Lstat(name)
	if err == nil && info.Mode().IsRegular() {
		err = last.root.Remove(name)
	}
	// ENOTDIR: a folder above it has become a file of the new site.
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNotFolder) {
		return fmt.Errorf("remove %s: %w", name, err)
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, ok := s.files.byKey[fold(dir)]; ok {
			return nil
		}
		if last.root.Remove(dir) != nil {
			return nil // it holds something
		}
	}
	return nil
}
