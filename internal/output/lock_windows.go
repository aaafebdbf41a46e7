package output

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// errNotFolder is what the system says when a file stands where a path needs a folder.
const errNotFolder = syscall.ENOTDIR

// tryLock locks f for this process alone, errLocked if another has it.
func tryLock(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return errLocked
	}
	return err
}
