//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// errNotFolder is what the system says when a file stands where a path needs a folder.
const errNotFolder = unix.ENOTDIR

// tryLock locks f for this process alone, errLocked if another has it.
func tryLock(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return errLocked
	}
	if errors.Is(err, unix.ENOLCK) { // NFS without a lock service
		return errors.ErrUnsupported
	}
	return err
}
