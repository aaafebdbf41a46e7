package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// lock is a file that one process holds. The system lets go of it when that process dies, however it dies.
type lock struct {
	file *os.File
	path string
}

// lock takes what keeps two builds out of one folder, and clears what dead ones left. A build in place takes a lock inside
// the folder too, because the folder's parent may be closed to it, or may not be the same one for another container.
func (s *Staging) lock() error {
	err := s.take(filepath.Join(filepath.Dir(s.dir), beside(s.dir, lockPart)), s.restore)
	closed := errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
	if err != nil && (!s.inPlace || !closed) {
		return s.unswappable(err)
	}
	if !s.inPlace {
		return nil
	}
	// Nothing may be put into a folder that is not ours, not even a lock.
	p, err := inspect(s.dir, true)
	if err != nil {
		return err
	}
	p.close()
	if err := os.Mkdir(s.dir, dirMode); err == nil {
		err = os.Chmod(s.dir, dirMode) // the umask took its part
		if err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	return s.take(filepath.Join(s.dir, manifestName+"-"+lockPart), s.clearInside)
}

// take locks path, and on success does what may be done under that lock alone. On a file system without locks it does
// neither, and the build goes on.
func (s *Staging) take(path string, then func() error) error {
	l, err := acquire(path)
	if errors.Is(err, errLocked) {
		return &BusyError{Dir: s.dir}
	}
	if errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("lock the output folder: %w", err)
	}
	s.locks = append(s.locks, l)
	return then()
}

// ErrLocked says that another process holds a lock.
var ErrLocked = errLocked

// Lock takes the file path for this process alone, without waiting: [ErrLocked] when another has it. On a file system without locks it
// succeeds and holds nothing.
func Lock(path string) (release func(), err error) {
	l, err := acquire(path)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return func() {}, nil
	case err != nil:
		return nil, err
	}
	return l.release, nil
}

var errLocked = errors.New("locked by another process")

// acquire locks the file path, making it if needed. It never waits. Because release removes the file, a file that was
// opened may be a dead one when it is locked at last; then it is tried again.
func acquire(path string) (*lock, error) {
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
		if err != nil {
			return nil, err
		}
		if err := tryLock(f); err != nil {
			f.Close()
			if errors.Is(err, errors.ErrUnsupported) {
				os.Remove(path)
			}
			return nil, err
		}
		held, errHeld := f.Stat()
		named, errNamed := os.Lstat(path)
		if errHeld == nil && errNamed == nil && os.SameFile(held, named) {
			return &lock{file: f, path: path}, nil
		}
		f.Close()
		if errNamed != nil && !errors.Is(errNamed, fs.ErrNotExist) {
			return nil, errNamed
		}
	}
}

// release removes the lock file while it is still held, where the system allows it, so that nobody can hold a file that
// another removes. A lock file that stays is no harm.
func (l *lock) release() {
	err := os.Remove(l.path)
	l.file.Close()
	if err != nil {
		os.Remove(l.path)
	}
}
