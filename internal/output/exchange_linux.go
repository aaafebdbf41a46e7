package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step: renameat2(2) with RENAME_EXCHANGE, Linux 3.15. A file system without it says
// EINVAL. The third name is for systems that need one.
func exchange(stage, dir, _ string) error {
	if err := unix.Renameat2(unix.AT_FDCWD, stage, unix.AT_FDCWD, dir, unix.RENAME_EXCHANGE); err != nil {
		return &os.LinkError{Op: "exchange", Old: stage, New: dir, Err: err}
	}
	return nil
}

// flush brings everything written so far on dir's file system to the disk: one call instead of an fsync for each of
// thousands of files, at the price of waiting for other programs' bytes too.
func flush(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := unix.Syncfs(int(f.Fd())); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return os.NewSyscallError("syncfs", err)
	}
	return nil
}

// syncFolder brings the names in dir to the disk. A file system that cannot sync a folder says EINVAL, and keeps its own order.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, unix.EINVAL) {
		return err
	}
	return nil
}

// mountPoint reports whether dir is one, bind mounts too, so that a build ends before its work and not after it. A kernel
// that cannot tell (before 5.8) refuses the exchange later.
func mountPoint(dir string) bool {
	var st unix.Statx_t
	err := unix.Statx(unix.AT_FDCWD, dir, unix.AT_NO_AUTOMOUNT|unix.AT_SYMLINK_NOFOLLOW, 0, &st)
	return err == nil && st.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0
}
