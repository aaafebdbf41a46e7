package preview

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

// Tree is the sources of a center at one moment, in memory: a file system that never changes. A site that is made from it keeps
// giving whole pages whatever happens on disk.
type Tree struct {
	folders map[string]*folder // by path; "." is the center
	names   *names             // the same for trees whose paths are the same
}

// names stands for the paths of a tree and what they are.
type names struct{ _ byte }

// folder is one folder: what lies in it, sorted by name.
type folder struct {
	info    fs.FileInfo // identity, to see that another folder took its place
	entries []*node
}

// node is a file or a folder as it was read.
type node struct {
	name     string
	info     fs.FileInfo // of the thing itself, not of what a link leads to
	target   fs.FileInfo // of what a link leads to; info for all others
	data     []byte
	sum      [sha256.Size]byte
	err      error // why it cannot be read
	doubtful bool  // changed so shortly before it was read that the time of its next change may be the same
}

func emptyTree() *Tree { return &Tree{folders: map[string]*folder{".": {}}, names: new(names)} }

// doubt is the coarsest time that a file system gives: FAT's two seconds.
const doubt = 2 * time.Second

// scanner makes the next tree of a center.
type scanner struct {
	dir    string
	roots  []string
	ignore func(string) bool
	hurry  func() bool // reports that a look at everything is to be given up, since something else is to be looked at first; may be nil

	root    *os.Root
	old     *Tree
	tree    *Tree
	forced  map[string]bool // paths that are read again whatever their times say
	changed []string
	others  bool // a path came, went or became another thing
	gaveUp  bool
}

// errHurry is that a look at everything was given up.
var errHurry = errors.New("something else is to be looked at first")

// scan looks at the named paths and their folders, or at everything when dirty is nil, and returns the new tree and the files that differ,
// sorted. When nothing differs it returns the old tree.
func (sc *scanner) scan(old *Tree, dirty []string) (*Tree, []string, error) {
	root, err := os.OpenRoot(sc.dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return sc.finish(old, emptyTree(), filesOf(old))
		}
		return old, nil, err
	}
	defer root.Close()
	sc.root, sc.old, sc.tree, sc.changed, sc.others = root, old, &Tree{folders: maps.Clone(old.folders), names: old.names}, nil, false
	sc.forced, sc.gaveUp = map[string]bool{}, false
	if dirty == nil {
		sc.folder(".", true)
	}
	if sc.gaveUp {
		return old, nil, errHurry
	}
	above := map[string]bool{}
	for _, p := range dirty {
		sc.forced[p] = true
		above[sc.standing(path.Dir(p))] = true
	}
	for _, p := range slices.Sorted(maps.Keys(above)) {
		sc.folder(p, false)
	}
	return sc.finish(old, sc.tree, sc.changed)
}

func (sc *scanner) finish(old, tree *Tree, changed []string) (*Tree, []string, error) {
	slices.Sort(changed)
	changed = slices.Compact(changed)
	if len(changed) == 0 && maps.Equal(old.folders, tree.folders) {
		return old, nil, nil
	}
	if sc.others {
		tree.names = new(names)
	}
	return tree, changed, nil
}

// standing is the nearest folder at or above a path that the old tree knows: a new nested folder is found from there.
func (sc *scanner) standing(p string) string {
	for p != "." && sc.old.folders[p] == nil {
		p = path.Dir(p)
	}
	return p
}

func (sc *scanner) keep(p string) bool {
	top, _, _ := strings.Cut(p, "/")
	return slices.Contains(sc.roots, top) && !sc.ignore(p)
}

// folder reads a folder; what lies deeper is looked at when it is new, when it was named, or when all is.
func (sc *scanner) folder(p string, deep bool) {
	sc.gaveUp = sc.gaveUp || sc.hurry != nil && sc.hurry()
	if sc.gaveUp {
		return
	}
	old := sc.old.folders[p]
	info, err := sc.root.Lstat(p)
	if err != nil || !info.IsDir() {
		sc.drop(p)
		return
	}
	listed, err := fs.ReadDir(sc.root.FS(), p)
	if err != nil && len(listed) == 0 && old != nil && !errors.Is(err, fs.ErrNotExist) {
		return // it cannot be listed now; the next look may
	}
	now := &folder{info: info}
	for _, e := range listed {
		if at := path.Join(p, e.Name()); sc.keep(at) {
			if n := sc.entry(at, e, old.entry(e.Name()), deep); n != nil {
				now.entries = append(now.entries, n)
			}
		}
	}
	for _, gone := range old.names() {
		if now.entry(gone) == nil {
			sc.drop(path.Join(p, gone))
		}
	}
	if old == nil || !os.SameFile(old.info, info) || !slices.Equal(old.entries, now.entries) {
		sc.tree.folders[p] = now
		sc.others = sc.others || old == nil || !slices.EqualFunc(old.entries, now.entries, alike)
	}
}

// alike reports whether two nodes have one name and are the same kind of thing.
func alike(a, b *node) bool {
	return a == b || a.name == b.name && a.info.Mode().Type() == b.info.Mode().Type() && a.target.Mode().Type() == b.target.Mode().Type() && (a.err == nil) == (b.err == nil)
}

// entry returns the node of an entry: the old one where nothing changed.
func (sc *scanner) entry(at string, e fs.DirEntry, old *node, deep bool) *node {
	info, err := e.Info()
	if err != nil {
		return nil // gone since the folder was listed
	}
	if info.IsDir() {
		fresh := old == nil || !old.info.IsDir() || !os.SameFile(old.info, info)
		if old != nil && !old.info.IsDir() {
			sc.changed = append(sc.changed, at)
		}
		if fresh || deep || sc.forced[at] {
			sc.folder(at, true)
			if sc.tree.folders[at] == nil && !sc.gaveUp {
				return nil // gone since the folder above was listed
			}
		}
		if !fresh {
			return old
		}
		return &node{name: e.Name(), info: info, target: info}
	}
	if old != nil && old.info.IsDir() {
		sc.drop(at)
		old = nil
	}
	if old != nil && !sc.forced[at] && !old.doubtful && old.same(info) {
		return old
	}
	n := sc.read(at, e.Name(), info)
	if info.Mode().IsRegular() && errors.Is(n.err, fs.ErrNotExist) {
		return nil // gone since the folder was listed, as the files are that editors save by
	}
	if old != nil && old.err == nil && n.err == nil && bytes.Equal(old.data, n.data) && old.info.Mode() == n.info.Mode() {
		n.data = old.data
		if old.same(n.info) && old.doubtful == n.doubtful {
			return old
		}
		return n
	}
	sc.changed = append(sc.changed, at)
	return n
}

// same reports whether a file is most likely the one that was read. What a link leads to is not known without following it.
func (n *node) same(info fs.FileInfo) bool {
	return n.err == nil && info.Mode().IsRegular() && os.SameFile(n.info, info) && n.info.Size() == info.Size() && n.info.ModTime().Equal(info.ModTime()) &&
		n.info.Mode() == info.Mode()
}

// read reads a file. One that was emptied a moment ago is most likely being written: it gets a little time.
func (sc *scanner) read(at, name string, info fs.FileInfo) *node {
	n := sc.readOnce(at, name, info)
	for range 4 {
		if n.err != nil || len(n.data) > 0 || time.Since(n.target.ModTime()).Abs() > gather {
			break
		}
		time.Sleep(5 * time.Millisecond)
		n = sc.readOnce(at, name, info)
	}
	return n
}

func (sc *scanner) readOnce(at, name string, info fs.FileInfo) *node {
	n := &node{name: name, info: info, target: info}
	if !info.Mode().IsRegular() && info.Mode().Type() != fs.ModeSymlink {
		return n // a pipe or a socket is no source, and reading one may never end
	}
	n.target, n.err = sc.root.Stat(at)
	if n.err != nil {
		n.target = info
		return n
	}
	if !n.target.Mode().IsRegular() {
		return n
	}
	if n.info.Mode().IsRegular() {
		n.info = n.target
	}
	n.doubtful = time.Since(n.target.ModTime()) < doubt
	n.data, n.err = sc.root.ReadFile(at)
	n.sum = sha256.Sum256(n.data)
	return n
}

// drop takes a path with everything below it out of the tree.
func (sc *scanner) drop(p string) {
	sc.others = true
	if n := sc.old.node(p); n != nil && !n.info.IsDir() {
		sc.changed = append(sc.changed, p)
	}
	for at, f := range sc.old.folders {
		if at != p && !strings.HasPrefix(at, p+"/") {
			continue
		}
		delete(sc.tree.folders, at)
		for _, n := range f.entries {
			if !n.info.IsDir() {
				sc.changed = append(sc.changed, path.Join(at, n.name))
			}
		}
	}
}

func filesOf(t *Tree) []string {
	var out []string
	for at, f := range t.folders {
		for _, n := range f.entries {
			if !n.info.IsDir() {
				out = append(out, path.Join(at, n.name))
			}
		}
	}
	return out
}

func (f *folder) entry(name string) *node {
	if f == nil {
		return nil
	}
	i, found := slices.BinarySearchFunc(f.entries, name, func(n *node, name string) int { return strings.Compare(n.name, name) })
	if !found {
		return nil
	}
	return f.entries[i]
}

func (f *folder) names() []string {
	if f == nil {
		return nil
	}
	out := make([]string, len(f.entries))
	for i, n := range f.entries {
		out[i] = n.name
	}
	return out
}

func (t *Tree) node(p string) *node { return t.folders[path.Dir(p)].entry(path.Base(p)) }

// line returns one line of a file, "" where there is none.
func (t *Tree) line(file string, number int) string {
	n := t.node(file)
	if n == nil || number < 1 {
		return ""
	}
	rest := n.data
	for range number - 1 {
		_, after, found := bytes.Cut(rest, []byte("\n"))
		if !found {
			return ""
		}
		rest = after
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return strings.TrimSuffix(string(line), "\r")
}

// Open implements [fs.FS].
func (t *Tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if f := t.folders[name]; f != nil {
		return &openFolder{name: path.Base(name), folder: f}, nil
	}
	n := t.node(name)
	if n == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if n.err != nil {
		return nil, n.err
	}
	return &openFile{Reader: bytes.NewReader(n.data), info: n.opened()}, nil
}

// ReadFile implements [fs.ReadFileFS].
func (t *Tree) ReadFile(name string) ([]byte, error) {
	n := t.node(name)
	if n == nil || !fs.ValidPath(name) || n.info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if n.err != nil {
		return nil, n.err
	}
	return bytes.Clone(n.data), nil
}

// Sum returns the SHA-256 of a file without reading it again; ok is false where nothing was read.
func (t *Tree) Sum(name string) (sum [sha256.Size]byte, ok bool) {
	n := t.node(name)
	if n == nil || n.err != nil || n.sum == ([sha256.Size]byte{}) {
		return sum, false
	}
	return n.sum, true
}

// Names is equal for trees whose paths, and what they are, are equal.
func (t *Tree) Names() any { return t.names }

// opened is the information on an open file: its size is that of what was read.
func (n *node) opened() fs.FileInfo { return fileInfo{n.target, n.name, int64(len(n.data))} }

type fileInfo struct {
	fs.FileInfo
	name string
	size int64
}

func (i fileInfo) Name() string { return i.name }

func (i fileInfo) Size() int64 { return i.size }

// Info implements [fs.DirEntry].
func (n *node) Info() (fs.FileInfo, error) { return fileInfo{n.info, n.name, int64(len(n.data))}, nil }

// IsDir implements [fs.DirEntry].
func (n *node) IsDir() bool { return n.info.IsDir() }

// Name implements [fs.DirEntry].
func (n *node) Name() string { return n.name }

// Type implements [fs.DirEntry].
func (n *node) Type() fs.FileMode { return n.info.Mode().Type() }

type openFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *openFile) Close() error { return nil }

type openFolder struct {
	name string
	*folder
	at int
}

func (f *openFolder) Stat() (fs.FileInfo, error) {
	if f.info == nil {
		return missingFolder{}, nil
	}
	return fileInfo{f.info, f.name, 0}, nil
}

func (f *openFolder) Close() error { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: errors.New("is a folder")}
}

// ReadDir implements [fs.ReadDirFile].
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.entries[f.at:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 && n < len(rest) {
		rest = rest[:n]
	}
	f.at += len(rest)
	out := make([]fs.DirEntry, len(rest))
	for i, e := range rest {
		out[i] = e
	}
	return out, nil
}

// missingFolder is the center's folder while it is not there.
type missingFolder struct{}

func (missingFolder) Name() string       { return "." }
func (missingFolder) Size() int64        { return 0 }
func (missingFolder) Mode() fs.FileMode  { return fs.ModeDir | 0o755 }
func (missingFolder) ModTime() time.Time { return time.Time{} }
func (missingFolder) IsDir() bool        { return true }
func (missingFolder) Sys() any           { return nil }
