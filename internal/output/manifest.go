package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestName is the file in the output folder that lists what candor wrote. Names that begin with it are candor's own.
const manifestName = ".candor"

// sums is the SHA-256 of each file of a site, by its slash-separated path.
type sums map[string][sha256.Size]byte

// format returns the manifest: lines "HEX  path" in the byte order of the paths, as sha256sum writes and checks them.
func (s sums) format() []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(s)) {
		fmt.Fprintf(&b, "%x  %s\n", s[name], name)
	}
	return b.Bytes()
}

// parseManifest undoes format. It is strict, because what the manifest names may be removed.
func parseManifest(text []byte) (sums, error) {
	s := sums{}
	line := 0
	for l := range strings.Lines(string(text)) {
		line++
		digits, name, ok := strings.Cut(strings.TrimSuffix(l, "\n"), "  ")
		sum, err := hex.DecodeString(digits)
		if !ok || err != nil || len(sum) != sha256.Size || !strings.HasSuffix(l, "\n") {
			return nil, fmt.Errorf("line %d is not a line of sha256sum", line)
		}
		if err := checkPath(name); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		s[name] = [sha256.Size]byte(sum)
	}
	return s, nil
}

// previous is a folder that a build finds where its site is to be.
type previous struct {
	root *os.Root
	sums sums // nil without a manifest: an empty folder
}

func (p *previous) close() {
	if p != nil && p.root != nil {
		p.root.Close()
		p.root = nil
	}
}

// inspect opens the folder dir and makes sure that all in it is candor's. A dir that does not exist gives a previous
// without a root.
func inspect(dir string, inPlace bool) (*previous, error) {
	info, err := os.Lstat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return &previous{}, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &ForeignError{Dir: dir, Reason: "it is not a folder"}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	p := &previous{root: root}
	if err := p.read(dir, inPlace); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *previous) read(dir string, inPlace bool) error {
	reason := "it is not empty and candor did not write it (no " + manifestName + " in it)"
	// A manifest that is a pipe or a link is none: it is not opened, and shows up as foreign.
	if info, err := p.root.Lstat(manifestName); err == nil && info.Mode().IsRegular() {
		reason = "it holds files that candor did not write"
		text, err := p.root.ReadFile(manifestName)
		if err != nil {
			return fmt.Errorf("read the manifest of %s: %w", dir, err)
		}
		if p.sums, err = parseManifest(text); err != nil {
			return &ForeignError{Dir: dir, Reason: fmt.Sprintf("its %s is damaged (%v)", manifestName, err)}
		}
	}
	foreign, err := p.foreign(inPlace)
	if err != nil {
		return fmt.Errorf("look through %s: %w", dir, err)
	}
	if len(foreign) > 0 {
		return &ForeignError{Dir: dir, Reason: reason, Files: foreign}
	}
	return nil
}

// foreign lists what the manifest does not know. A file that it knows is candor's whatever its bytes are now; a symbolic
// link or a device never is, under any name. Empty folders are nobody's, but without a manifest they are foreign too.
func (p *previous) foreign(inPlace bool) ([]string, error) {
	var found []string
	err := fs.WalkDir(p.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		// lost+found is made by the file system in the root of a mounted volume, and is readable by root alone.
		volume := inPlace && name == "lost+found" && d.IsDir()
		switch {
		case volume || ownDir(name, d):
			return fs.SkipDir
		case err != nil:
			return err
		case name == "." || ownFile(name, d):
		case d.IsDir():
			if p.sums == nil {
				found = append(found, name+"/")
				return fs.SkipDir
			}
		default:
			if _, ok := p.sums[name]; !ok || !d.Type().IsRegular() {
				found = append(found, name)
			}
		}
		return nil
	})
	return found, err
}

// Own reports whether a path in an output folder is that of candor's own notes, which are no part of the site.
func Own(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return first == manifestName || strings.HasPrefix(first, manifestName+"-")
}

// ownDir reports whether name is a staging folder of a build in place.
func ownDir(name string, d fs.DirEntry) bool {
	return d != nil && d.IsDir() && numbered(name, manifestName+"-"+stagePart)
}

// ownFile reports whether name is the manifest or the lock of a build in place.
func ownFile(name string, d fs.DirEntry) bool {
	return d.Type().IsRegular() && (name == manifestName || name == manifestName+"-"+lockPart)
}

// discard removes a tree that a build no longer needs: a staging folder, or an old site with its manifest. An old site in
// which something foreign has appeared is kept, and the error says where.
func discard(tree string) error {
	if _, err := os.Lstat(filepath.Join(tree, manifestName)); err == nil {
		p, err := inspect(tree, true)
		if err != nil {
			return fmt.Errorf("the old site is kept in %s: %w", tree, err)
		}
		p.close()
	}
	return os.RemoveAll(tree)
}
