//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package output

import (
	"errors"
	"os"
	"syscall"
)

// errNotFolder is what the system says when a file stands where a path needs a folder.
const errNotFolder = syscall.ENOTDIR

// tryLock knows no locks here.
func tryLock(*os.File) error { return errors.ErrUnsupported }
