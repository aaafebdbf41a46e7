package output_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"candor/internal/output"
)

// faults are the children of the tests below.
var faults = map[string]func(dir string) error{
	"mount point":   onMountPoint,
	"closed parent": inClosedParent,
	"full disk":     onFullDisk,
}

// isolated runs a child in a user namespace of its own, with its own mounts. As uid 0 there it may mount; as uid 1000 it
// has no power over permissions, even if the tests run as root.
func isolated(t *testing.T, name string, uid int) {
	t.Helper()
	cmd := childCommand(name, t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: uid, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: uid, HostID: os.Getgid(), Size: 1}},
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Skipf("no user namespaces here: %v", err)
	}
	err := cmd.Wait()
	if strings.HasPrefix(said.String(), "skip:") {
		t.Skip(said.String())
	}
	if err != nil {
		t.Error(said.String())
	}
}

func TestMountPoint(t *testing.T)   { isolated(t, "mount point", 0) }
func TestFullDisk(t *testing.T)     { isolated(t, "full disk", 0) }
func TestClosedParent(t *testing.T) { isolated(t, "closed parent", 1000) }

func mount(dir, options string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		return fmt.Errorf("skip: mount: %w", err)
	}
	return nil
}

// holds compares a folder with a site, the manifest not counted.
func holds(dir string, want site) error {
	n := 0
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != text {
			return fmt.Errorf("%s holds %.40q, %v; want %.40q", name, got, err, text)
		}
		n++
	}
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".candor" {
			return err
		}
		if n--; n < 0 {
			return fmt.Errorf("%s and more is in %s, want %d files", path, dir, len(want))
		}
		return nil
	})
}

func wantSwapError(err error) error {
	swap, ok := errors.AsType[*output.SwapError](err)
	if !ok || !strings.Contains(swap.Error(), "--in-place") {
		return fmt.Errorf("got %v, want a SwapError that names --in-place", err)
	}
	return nil
}

func onMountPoint(dir string) error {
	dir = filepath.Join(dir, "public")
	if err := mount(dir, "size=1m"); err != nil {
		return err
	}
	_, err := build(dir, output.Options{}, small)
	if err := wantSwapError(err); err != nil {
		return err
	}
	for _, s := range []site{small, {"index.html": "new", "a/b": "x"}, small} {
		if _, err := build(dir, output.Options{InPlace: true}, s); err != nil {
			return err
		}
		if err := holds(dir, s); err != nil {
			return err
		}
	}
	return nil
}

func inClosedParent(parent string) error {
	dir := filepath.Join(parent, "public")
	if _, err := build(dir, output.Options{}, small); err != nil {
		return err
	}
	if err := os.Chmod(parent, 0o555); err != nil {
		return err
	}
	defer os.Chmod(parent, 0o755)
	_, err := build(dir, output.Options{}, site{"a": "new"})
	if err := errors.Join(wantSwapError(err), holds(dir, small)); err != nil {
		return err
	}
	if _, err := build(dir, output.Options{InPlace: true}, site{"a/b": "new"}); err != nil {
		return err
	}
	if err := holds(dir, site{"a/b": "new"}); err != nil {
		return err
	}

	// The folder itself is closed too: nothing can be done, and nothing is.
	if err := os.Chmod(dir, 0o555); err != nil {
		return err
	}
	defer os.Chmod(dir, 0o755)
	if _, err := build(dir, output.Options{InPlace: true}, small); !errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("in a closed folder: got %v, want permission denied", err)
	}
	if err := holds(dir, site{"a/b": "new"}); err != nil {
		return err
	}

	// A folder of the old site is closed: the exchange works, what cannot be removed is reported and not fatal.
	for _, path := range []string{parent, dir} {
		if err := os.Chmod(path, 0o755); err != nil {
			return err
		}
	}
	if err := os.Chmod(filepath.Join(dir, "a"), 0o555); err != nil {
		return err
	}
	r, err := build(dir, output.Options{}, small)
	if err != nil || r.Cleanup == nil {
		return fmt.Errorf("over a closed folder: %v, cleanup %v", err, r.Cleanup)
	}
	stuck, _ := filepath.Glob(filepath.Join(parent, ".public.candor-new-*", "a"))
	if len(stuck) != 1 {
		return fmt.Errorf("left over are %q, want one folder", stuck)
	}
	if err := os.Chmod(stuck[0], 0o755); err != nil {
		return err
	}
	if r, err := build(dir, output.Options{}, small); err != nil || r.Cleanup != nil || r.Unchanged != len(small) {
		return fmt.Errorf("after it was opened: %+v, %v", r, err)
	}
	stuck, _ = filepath.Glob(filepath.Join(parent, ".public*"))
	if len(stuck) != 0 {
		return fmt.Errorf("left over are %q", stuck)
	}
	return holds(dir, small)
}

func onFullDisk(dir string) error {
	if err := mount(dir, "size=256k"); err != nil {
		return err
	}
	dir = filepath.Join(dir, "public")
	for _, o := range []output.Options{{}, {InPlace: true}} {
		if _, err := build(dir, o, small); err != nil {
			return err
		}
		large := site{}
		for i := range 100 {
			large[fmt.Sprint(i, ".html")] = strings.Repeat("x", 4096)
		}
		if _, err := build(dir, o, large); !errors.Is(err, syscall.ENOSPC) {
			return fmt.Errorf("got %v, want no space left", err)
		}
		if err := holds(dir, small); err != nil {
			return err
		}
		// All the space is free again.
		if _, err := build(dir, o, site{"x": strings.Repeat("x", 100<<10)}); err != nil {
			return err
		}
	}
	return nil
}

func TestUmask(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		for _, umask := range []int{0, 0o022, 0o077, 0o277} {
			old := syscall.Umask(umask)
			dir := filepath.Join(t.TempDir(), "public")
			_, err := build(dir, o, small)
			syscall.Umask(old)
			if err != nil {
				t.Fatalf("umask %03o: %v", umask, err)
			}
			err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
				if err != nil {
					return err
				}
				info, err := d.Info()
				want := fs.FileMode(0o644)
				if d.IsDir() {
					want = fs.ModeDir | 0o755
				}
				if err == nil && info.Mode() != want {
					t.Errorf("umask %03o: %s has mode %v, want %v", umask, path, info.Mode(), want)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}

// A reader finds every file at every moment.
func TestReaderSeesNoGap(t *testing.T) {
	eachMode(t, func(t *testing.T, o output.Options) {
		dir := filepath.Join(t.TempDir(), "public")
		next := maps.Clone(small)
		next["index.html"] = "new home"
		mustBuild(t, dir, o, small)
		done := make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			for reads := 0; ; reads++ {
				select {
				case <-done:
					return
				default:
				}
				text, err := os.ReadFile(filepath.Join(dir, "index.html"))
				if err != nil || string(text) != "home" && string(text) != "new home" {
					t.Errorf("read %d: %q, %v", reads, text, err)
					return
				}
			}
		})
		for i := range 16 {
			mustBuild(t, dir, o, []site{next, small}[i%2])
		}
		close(done)
		wg.Wait()
	})
}
