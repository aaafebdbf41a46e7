package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// ForeignError says that the output folder holds what candor did not write, and was therefore left as it is.
type ForeignError struct {
	Dir    string   // the folder
	Reason string   // what is wrong with it
	Files  []string // what is foreign in it, slash-separated and sorted; a folder ends in a slash
}

// Error names the folder, the reason and the first few foreign files.
func (e *ForeignError) Error() string {
	const show = 3
	var b strings.Builder
	fmt.Fprintf(&b, "refuse to replace %s: %s", e.Dir, e.Reason)
	for i, f := range e.Files[:min(show, len(e.Files))] {
		b.WriteString([]string{": ", ", "}[min(i, 1)])
		fmt.Fprintf(&b, "%q", f)
	}
	if more := len(e.Files) - show; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	b.WriteString("; move that away, or choose another folder with --out")
	return b.String()
}

// BusyError says that another build is writing to the output folder.
type BusyError struct {
	Dir string // the folder
}

// Error names the folder.
func (e *BusyError) Error() string {
	return fmt.Sprintf("another build is writing to %s; wait until it has ended", e.Dir)
}

// SwapError says that the output folder cannot be exchanged as a whole; --in-place can still replace its files.
type SwapError struct {
	Dir string // the folder
	Err error  // what the system says
}

// Error names the folder, the cause and the way out.
func (e *SwapError) Error() string {
	return fmt.Sprintf("%s cannot be swapped as a whole: %v; build with --in-place to replace it file by file", e.Dir, e.Err)
}

// Unwrap returns what the system says.
func (e *SwapError) Unwrap() error { return e.Err }

var errMountPoint = errors.New("it is a mount point")

// unswappable turns an error of the system into a *SwapError if it says that nothing can be renamed where dir is, and not
// that the disk is full or broken, where replacing file by file would be no help.
func (s *Staging) unswappable(err error) error {
	if s.inPlace || err == nil {
		return err
	}
	if _, missing := os.Lstat(s.dir); missing != nil {
		return err // there is nothing to replace in place either
	}
	for _, cause := range []error{
		fs.ErrPermission, errors.ErrUnsupported, // EACCES, EPERM; ENOSYS, ENOTSUP
		syscall.EBUSY, syscall.EXDEV, syscall.EINVAL, syscall.EROFS,
	} {
		if errors.Is(err, cause) {
			return &SwapError{Dir: s.dir, Err: err}
		}
	}
	return err
}
