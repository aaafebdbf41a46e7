package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// claims remembers what a build has written, and refuses two files that could not lie beside each other on every system.
type claims struct {
	mu     sync.Mutex
	byKey  map[string]claim    // every file and folder, by its folded path
	dirs   map[string]struct{} // the folders that exist in the staging folder
	sums   sums
	report Report
	failed error // the first Write that failed
}

type claim struct {
	name string
	dir  bool
}

// Write adds the file at path, slash-separated and relative to the site's root, to the site. It refuses a path that leaves
// the site or cannot exist on every system, and one that is taken, case ignored: by a file, by a folder, or by a file where
// a folder is needed. A Write that fails makes Commit fail. The bytes are not kept in memory.
func (s *Staging) Write(path string, data []byte) error {
	s.life.RLock()
	defer s.life.RUnlock()
	if s.ended {
		return fmt.Errorf("write %s: %w", path, fs.ErrClosed)
	}
	if err := s.write(path, data); err != nil {
		err = fmt.Errorf("write %s: %w", path, err)
		s.files.fail(err)
		return err
	}
	return nil
}

func (s *Staging) write(name string, data []byte) error {
	if err := checkPath(name); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	if err := s.claim(name, sum); err != nil {
		return err
	}
	if err := s.create(name, data); err != nil {
		return err
	}
	modified, same := s.last.unchanged(name, sum, data)
	if same {
		// A file system that keeps no times is no reason to fail; the site is the same.
		_ = s.root.Chtimes(name, time.Time{}, modified)
	}
	s.files.count(same, len(data))
	return nil
}

// create writes a new file of the site. The staging folder is nobody else's, and all folders in it were made here: a path in it leads nowhere
// else, so it is opened in one step instead of folder by folder.
func (s *Staging) create(name string, data []byte) error {
	f, err := os.OpenFile(s.at(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil && !s.plain(f) {
		err = f.Chmod(fileMode)
	}
	return errors.Join(err, f.Close())
}

// plain reports whether a new file has the mode that it was made with: the umask, or a list of rights that folders hand down, may take its
// part. It is the same for all.
func (s *Staging) plain(f *os.File) bool {
	s.umask.Do(func() {
		info, err := f.Stat()
		s.untouched = err == nil && info.Mode() == fileMode
	})
	return s.untouched
}

// at is the place of a file of the site on disk while it is written.
func (s *Staging) at(name string) string { return filepath.Join(s.stage, filepath.FromSlash(name)) }

// create writes a new file. O_EXCL is a second guard against two names for one file on a system that folds more than we do.
func create(root *os.Root, name string, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(fileMode) // the umask took its part from the mode above
	}
	return errors.Join(err, f.Close())
}

// writeManifest puts the manifest into the staging folder, by a rename, so that a staging folder has a whole one or none.
func (s *Staging) writeManifest(m sums) error {
	const fresh = manifestName + "-fresh"
	if err := create(s.root, fresh, m.format()); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	if s.last.root != nil && maps.Equal(m, s.last.sums) {
		if info, err := s.last.root.Lstat(manifestName); err == nil {
			_ = s.root.Chtimes(fresh, time.Time{}, info.ModTime()) // as in write
		}
	}
	return s.root.Rename(fresh, manifestName)
}

// unchanged reports whether the last build's file has the same bytes, and when it was modified. The manifest answers at
// once for what differs; what seems equal is compared, because a file that was edited by hand must get a new time.
func (p *previous) unchanged(name string, sum [sha256.Size]byte, data []byte) (time.Time, bool) {
	if known, ok := p.sums[name]; !ok || known != sum {
		return time.Time{}, false
	}
	info, err := p.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return time.Time{}, false
	}
	f, err := p.root.Open(name)
	if err != nil {
		return time.Time{}, false
	}
	defer f.Close()
	return info.ModTime(), equal(f, data)
}

// equal reports whether r yields exactly data.
func equal(r io.Reader, data []byte) bool {
	buf := make([]byte, min(len(data)+1, 64<<10))
	for {
		n, err := io.ReadFull(r, buf)
		if n > len(data) || !bytes.Equal(buf[:n], data[:n]) {
			return false
		}
		data = data[n:]
		if err != nil {
			return len(data) == 0 && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF))
		}
	}
}

// claim takes name for a file and makes the folders above it.
func (s *Staging) claim(name string, sum [sha256.Size]byte) error {
	c := &s.files
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey == nil {
		c.byKey, c.dirs, c.sums = map[string]claim{}, map[string]struct{}{".": {}}, sums{}
	}
	if err := s.makeDir(path.Dir(name)); err != nil {
		return err
	}
	key := fold(name)
	if taken, ok := c.byKey[key]; ok {
		return taken.conflict(claim{name: name})
	}
	c.byKey[key] = claim{name: name}
	c.sums[name] = sum
	return nil
}

// makeDir makes the folder name and those above it. The caller holds the lock of the claims, so that no file is written
// into a folder that is not there yet.
func (s *Staging) makeDir(name string) error {
	c := &s.files
	if _, ok := c.dirs[name]; ok {
		return nil
	}
	if err := s.makeDir(path.Dir(name)); err != nil {
		return err
	}
	key, dir := fold(name), claim{name: name, dir: true}
	if taken, ok := c.byKey[key]; ok {
		return taken.conflict(dir)
	}
	if err := os.Mkdir(s.at(name), dirMode); err != nil {
		return err
	}
	if err := os.Chmod(s.at(name), dirMode); err != nil { // as for files
		return err
	}
	c.byKey[key] = dir
	c.dirs[name] = struct{}{}
	return nil
}

// makeDir makes one folder with its mode, whatever the umask.
func makeDir(root *os.Root, name string) error {
	if err := root.Mkdir(name, dirMode); err != nil {
		return err
	}
	return root.Chmod(name, dirMode)
}

func (c claim) conflict(with claim) error {
	switch {
	case c.dir && with.dir:
		return fmt.Errorf("the folders %q and %q differ only in case", c.name, with.name)
	case c.dir:
		return fmt.Errorf("%q is a file here and %q a folder", with.name, c.name)
	case with.dir:
		return fmt.Errorf("%q is a folder here and %q a file", with.name, c.name)
	case c.name == with.name:
		return fmt.Errorf("%q is written twice", c.name)
	default:
		return fmt.Errorf("%q and %q differ only in case", c.name, with.name)
	}
}

func (c *claims) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failed == nil {
		c.failed = err
	}
}

func (c *claims) count(unchanged bool, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if unchanged {
		c.report.Unchanged++
	} else {
		c.report.Written++
	}
	c.report.Bytes += int64(size)
}

// fold returns what two names share that a system may take for one: case folded (Windows, macOS) and composed (macOS).
func fold(name string) string {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			return norm.NFC.String(cases.Fold().String(norm.NFC.String(name)))
		}
	}
	return strings.ToLower(name)
}

// checkPath refuses what is no plain path inside the site on every system. Line ends could not stand in the manifest.
func checkPath(name string) error {
	switch {
	case !fs.ValidPath(name) || name == ".":
		return fmt.Errorf("%q is not a plain path inside the site", name)
	case strings.ContainsRune(name, '\\'):
		return fmt.Errorf("%q holds a backslash", name)
	case strings.ContainsFunc(name, unicode.IsControl):
		return fmt.Errorf("%q holds a control character", name)
	case strings.HasPrefix(fold(name), manifestName):
		return fmt.Errorf("%q is a name that candor keeps for itself", name)
	case !filepath.IsLocal(filepath.FromSlash(name)): // NUL, COM1 and their like on Windows
		return fmt.Errorf("%q cannot be a file on this system", name)
	}
	return nil
}
