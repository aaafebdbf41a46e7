package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step, renamex_np(2) with RENAME_SWAP, where the file system can (APFS).
func exchange(stage, dir, aside string) error {
	err := unix.RenamexNp(stage, dir, unix.RENAME_SWAP)
	if errors.Is(err, errors.ErrUnsupported) {
		return renameTwice(stage, dir, aside)
	}
	if err != nil {
		return &os.LinkError{Op: "exchange", Old: stage, New: dir, Err: err}
	}
	return nil
}

// flush hands everything written so far to the disks. macOS does not wait for them, so the promise about power cuts is
// weaker here.
func flush(string) error { return unix.Sync() }

// syncFolder has nothing to add to flush here.
func syncFolder(string) error { return nil }

// mountPoint leaves the answer to the exchange, which fails on one.
func mountPoint(string) bool { return false }
