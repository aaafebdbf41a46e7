// Package output owns the folder that a build writes, usually public/. A site comes in file by file; what goes out is the
// whole site or nothing.
//
// A build is written into a staging folder beside the output folder and the two are exchanged at the end, in one step of
// the file system, so that a reader, a failed build, a full disk or a kill finds the last good site or the new one, whole.
// The folder carries a manifest, the file ".candor": a line "HEX  path" for every file of the site, so that
// `sha256sum -c .candor` checks it. The manifest is how candor knows what is its own: a folder that holds anything else
// is refused and left as it is. Beside a folder "public" these names are candor's:
//
//	.public.candor-lock     held while a build runs
//	.public.candor-new-N    the staging folder; after the exchange, the old site until it is removed
//	.public.candor-old-N    the old site between two renames, on systems that cannot exchange (see renameTwice)
//
// Where folders cannot be exchanged (a mount point), [Options.InPlace] replaces file by file; the lock and the staging
// folder are then inside, as ".candor-lock" and ".candor-new-N".
//
// The package does not know what a page is, does not decide what is written, and prints nothing.
package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Modes of what candor writes, whatever the umask says: a web server must be able to read it, and two builds must not differ.
const (
	fileMode fs.FileMode = 0o644
	dirMode  fs.FileMode = 0o755
)

// Options says how the output folder is replaced. The zero value exchanges the whole folder.
type Options struct {
	// InPlace replaces the files one by one inside the folder, removals last. It is for folders that cannot be exchanged;
	// a build killed while it replaces leaves old and new files side by side, each of them whole.
	InPlace bool
}

// Report says what a build changed in the output folder.
type Report struct {
	Written   int   // files that are new or have other bytes than before
	Unchanged int   // files with the same bytes as before; they keep their modification time
	Removed   int   // files of the last build that this one did not write
	Bytes     int64 // size of the whole site, the manifest not counted

	// Cleanup is what went wrong after the new site was in its place, such as an old tree that could not be removed, or nil.
	// The build is good all the same.
	Cleanup error
}

// Staging is a site that is being written. Write may be called from many goroutines at once.
type Staging struct {
	dir     string    // the output folder, symbolic links resolved
	stage   string    // the staging folder, "" once it is gone
	inPlace bool      // replace files inside dir
	locks   []*lock   // held until Abort, or the end of Commit
	root    *os.Root  // the staging folder, nil once it is closed
	last    *previous // what dir held when the build began

	life  sync.RWMutex // read by Write, written by Commit and Abort: neither starts before every Write has ended
	ended bool         // Commit or Abort was called
	files claims

	umask     sync.Once
	untouched bool // new files have the mode that they are made with

	cleanup error // leftovers of dead builds that could not be removed
}

// Open prepares a staging folder for the output folder dir, following dir's symbolic link first. A dir that holds anything
// that candor did not write is a *ForeignError; one that another build is writing to is a *BusyError; one that cannot be
// exchanged is a *SwapError. What dead builds left behind is removed. The caller must call Commit or Abort, best by a
// deferred Abort.
func Open(dir string, o Options) (*Staging, error) {
	s, err := open(dir, o)
	if err != nil {
		return nil, fmt.Errorf("prepare the output folder: %w", err)
	}
	return s, nil
}

func open(dir string, o Options) (_ *Staging, err error) {
	target, err := resolve(dir)
	if err != nil {
		return nil, err
	}
	s := &Staging{dir: target, inPlace: o.InPlace}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Abort())
		}
	}()
	if err := s.lock(); err != nil {
		return nil, err
	}
	if s.last, err = inspect(s.dir, s.inPlace); err != nil {
		return nil, err
	}
	if !s.inPlace && mountPoint(s.dir) {
		return nil, &SwapError{Dir: s.dir, Err: errMountPoint}
	}
	return s, s.makeStage()
}

// makeStage makes the staging folder. Nobody else may look into it before it is whole, so its mode is 0700 until then.
func (s *Staging) makeStage() (err error) {
	in, pattern := filepath.Dir(s.dir), beside(s.dir, stagePart)+"*"
	if s.inPlace {
		in, pattern = s.dir, manifestName+"-"+stagePart+"*"
	}
	if s.stage, err = os.MkdirTemp(in, pattern); err != nil {
		return s.unswappable(err)
	}
	if s.root, err = os.OpenRoot(s.stage); err != nil {
		return fmt.Errorf("open the staging folder: %w", err)
	}
	return nil
}

// resolve returns the absolute path of what dir is in the end, every symbolic link followed; it need not exist, but its
// parent does afterwards.
func resolve(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for range 40 { // as many links as Linux follows
		if filepath.Dir(path) == path {
			return "", fmt.Errorf("%s is the root of a file system, not a folder for a site", path)
		}
		if err := os.MkdirAll(filepath.Dir(path), dirMode); err != nil {
			return "", err
		}
		parent, err := filepath.EvalSymlinks(filepath.Dir(path))
		if err != nil {
			return "", err
		}
		path = filepath.Join(parent, filepath.Base(path))
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		link, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(parent, link)
		}
		path = link
	}
	return "", fmt.Errorf("%s: too many symbolic links", dir)
}

// Commit puts the site in its place and removes the old one. It fails, with the old site whole, when a Write failed, when
// ctx is done, when a foreign file has appeared in the folder (*ForeignError), or when the folders cannot be exchanged
// (*SwapError). Once the exchange has begun, ctx is no longer asked. After a failed Commit only Abort is of use.
func (s *Staging) Commit(ctx context.Context) (Report, error) {
	s.life.Lock()
	defer s.life.Unlock()
	if s.ended {
		return Report{}, fmt.Errorf("finish the output folder: %w", fs.ErrClosed)
	}
	s.ended = true
	report, err := s.commit(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("finish the output folder: %w", err)
	}
	report.Cleanup = errors.Join(s.cleanup, s.release())
	return report, nil
}

func (s *Staging) commit(ctx context.Context) (Report, error) {
	if s.files.failed != nil {
		return Report{}, fmt.Errorf("the site is not whole: %w", s.files.failed)
	}
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	if err := s.writeManifest(s.files.sums); err != nil {
		return Report{}, err
	}
	// The bytes must be on the disk before the name points to them: after a power cut public/ is then the old site or the
	// new one with all its bytes, on file systems that keep the order of their renames (ext4, xfs, btrfs, zfs, apfs).
	if err := flush(s.stage); err != nil {
		return Report{}, fmt.Errorf("flush the new site to disk: %w", err)
	}
	// The build may have taken minutes: look again, so that a file that was put there meanwhile is not lost.
	last, err := inspect(s.dir, s.inPlace)
	if err != nil {
		return Report{}, err
	}
	defer last.close()
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	report := s.files.report
	for name := range last.sums {
		if _, ok := s.files.sums[name]; !ok {
			report.Removed++
		}
	}
	if s.inPlace {
		return report, s.replaceFiles(last)
	}
	return report, s.swap(last)
}

// Abort removes the staging folder and lets other builds in. The output folder stays as it is. It may be called more than
// once, and after Commit, where it does nothing if Commit succeeded.
func (s *Staging) Abort() error {
	s.life.Lock()
	defer s.life.Unlock()
	s.ended = true
	if err := s.release(); err != nil {
		return fmt.Errorf("clear the staging folder: %w", err)
	}
	return nil
}

// release gives back all that Open took, each once.
func (s *Staging) release() error {
	s.closeRoots()
	var err error
	if s.stage != "" {
		err = os.RemoveAll(s.stage)
		s.stage = ""
	}
	for _, l := range s.locks {
		l.release()
	}
	s.locks = nil
	return err
}

// closeRoots closes the folders that are held open: Windows renames no folder that is.
func (s *Staging) closeRoots() {
	if s.root != nil {
		s.root.Close()
		s.root = nil
	}
	s.last.close()
	s.last = nil
}

// Names beside and inside the output folder; a number that os.MkdirTemp chooses follows stagePart and asidePart.
const (
	lockPart  = "lock"
	stagePart = "new-"
	asidePart = "old-"
)

// beside returns the name that part has beside the folder dir.
func beside(dir, part string) string {
	return "." + filepath.Base(dir) + manifestName + "-" + part
}

// numbered reports whether name is prefix and a number.
func numbered(name, prefix string) bool {
	n, ok := strings.CutPrefix(name, prefix)
	return ok && n != "" && strings.Trim(n, "0123456789") == ""
}
