package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// rooted is the disk below a center's folder, which no path leaves.
type rooted struct{ root *os.Root }

func (r rooted) ReadFile(name string) ([]byte, error) { return r.root.ReadFile(name) }
func (r rooted) Rename(from, to string) error         { return r.root.Rename(from, to) }
func (r rooted) Remove(name string) error             { return r.root.Remove(name) }
func (r rooted) RemoveAll(name string) error          { return r.root.RemoveAll(name) }

// MkdirAll makes a folder and those above it that are not there, and makes each of their names last.
func (r rooted) MkdirAll(name string) error {
	if there, err := r.Exists(name); there || err != nil {
		return err
	}
	above := path.Dir(name)
	if err := r.MkdirAll(above); err != nil {
		return err
	}
	if err := r.root.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return r.Sync(above)
}

func (r rooted) Exists(name string) (bool, error) {
	_, err := r.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Create writes a file that is not there. A file that could not be written whole is left for whoever clears the journal.
func (r rooted) Create(name string, data []byte) error {
	f, err := r.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func (r rooted) ReadDir(name string) ([]string, error) {
	f, err := r.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdirnames(-1)
}

// Sync makes the names in a folder last. Where the system cannot (Windows, some network file systems) there is nothing to be done.
func (r rooted) Sync(folder string) error {
	f, err := r.root.Open(folder)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}
