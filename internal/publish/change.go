package publish

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/seal"
)

// Change is what a command does to a center's sources: all of it, or nothing.
type Change struct {
	Does   string // in the words of the command, for the journal
	Moves  []Move // folders, renamed first
	Puts   []Put  // files, new or replaced, under their paths after the moves
	Remove []string
	Clear  []string  // folders that go with all that is in them, last
	Left   diag.List // what the change was asked to do away with and could not
	Steps  []string  // what is done, for people, in order
	Said   string    // what is so afterwards, in one line
	Next   []string  // what to do then
	Notes  diag.List // what somebody should look at

	Corrects *Correction // of the publication of a correction: what it changes

	decides []string            // files by which something takes effect: the original text in a version, a move, a withdrawal; and the files beside texts, which can still be taken away
	days    []civil.Date        // on which what it makes becomes public
	seals   []string            // the files that it seals
	forgets bool                // leaves no record for [Center.Undo], nor that of the command before it
	entries []seal.Entry        // the same, with their digests
	stated  []string            // those of them that the company states to have been public before today
	reads   map[string][32]byte // digests of the files that it rests on
	added   map[string][]int    // lines that were put into a file, by its path after the moves
	stands  map[string]diag.Pos // where what is said of a file belongs that is not there before the change: an event, in the text that it speaks of
	drawn   map[string]string   // the drafts of files under other names, by the path of the file
}

// Correction is the body of a text before and after its correction, so that whoever publishes it sees what it changes.
type Correction struct {
	Lang          string
	Before, After []byte
}

// Move renames a folder of the center.
type Move struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Put is a file that is written whole. Path is below the center's folder.
type Put struct {
	Path string
	Data []byte
}

// Decides reports whether something takes effect by a file of the change. What breaks a promise by it can still be helped, whatever its day.
func (c *Change) Decides(file string) bool { return slices.Contains(c.decides, file) }

// Seals reports whether a change seals a file: what is wrong with it can still be helped.
func (c *Change) Seals(file string) bool { return slices.Contains(c.seals, file) }

// Undoable reports whether [Center.Undo] can take the change back afterwards, unless its seals are seen.
func (c *Change) Undoable() bool { return len(c.seals) > 0 && !c.forgets }

// Forget has the change leave no record by which it could be taken back, and take away that of the command before it: for a change after which
// no copy of what it replaces may be left in the center.
func (c *Change) Forget() { c.forgets = true }

// Stated reports whether a change seals a file that was public before today, as the company states it.
func (c *Change) Stated(file string) bool { return slices.Contains(c.stated, file) }

// before returns where a file stood before the moves.
func (c *Change) before(name string) string {
	if draft := c.drawn[name]; draft != "" {
		return draft
	}
	for _, m := range c.Moves {
		if rest, ok := strings.CutPrefix(name, m.To+"/"); ok {
			return m.From + "/" + rest
		}
	}
	return name
}

// as returns a place in a file that is planned as a place in the file that is there, as far as there is one.
func (c *Change) as(p diag.Pos) diag.Pos {
	if at, ok := c.stands[p.File]; ok {
		return at
	}
	line := p.Line
	for _, n := range c.added[p.File] {
		switch {
		case n == p.Line:
			return diag.Pos{File: c.before(p.File), Line: 1, Col: 1}
		case n < p.Line:
			line--
		}
	}
	return diag.Pos{File: c.before(p.File), Line: line, Col: p.Col}
}

// Places returns diagnostics of the center as it would be with their places in the files that are there.
func (c *Change) Places(diags diag.List) diag.List {
	out := slices.Clone(diags)
	for i, d := range out {
		out[i].Pos = c.as(d.Pos)
		out[i].Related = slices.Clone(d.Related)
		for j, r := range d.Related {
			out[i].Related[j].Pos = c.as(r.Pos)
		}
	}
	return out
}

// FS returns the center as it would be after the change. base is the center as it is.
func (c *Change) FS(base fs.FS) fs.FS { return &planned{base: base, change: c} }

// planned is a file system with a change laid over it.
type planned struct {
	base   fs.FS
	change *Change
}

func (p *planned) put(name string) ([]byte, bool) {
	for _, put := range p.change.Puts {
		if put.Path == name {
			return put.Data, true
		}
	}
	return nil, false
}

// gone reports whether a file or folder is there no more.
func (p *planned) gone(name string) bool {
	for _, m := range p.change.Moves {
		if name == m.From || strings.HasPrefix(name, m.From+"/") {
			return true
		}
	}
	return slices.Contains(p.change.Remove, name)
}

func (p *planned) under(name string) string {
	for _, m := range p.change.Moves {
		if name == m.To {
			return m.From
		}
	}
	return p.change.before(name)
}

// Open opens a file as it would be.
func (p *planned) Open(name string) (fs.File, error) {
	if data, ok := p.put(name); ok {
		return &memory{Reader: bytes.NewReader(data), name: path.Base(name)}, nil
	}
	if p.gone(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return p.base.Open(p.under(name))
}

// Stat describes a file as it would be.
func (p *planned) Stat(name string) (fs.FileInfo, error) {
	if data, ok := p.put(name); ok {
		return &memory{Reader: bytes.NewReader(data), name: path.Base(name)}, nil
	}
	if p.gone(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(p.base, p.under(name))
	if err != nil && p.holdsPut(name) {
		return folder(path.Base(name)), nil
	}
	return info, err
}

func (p *planned) holdsPut(name string) bool {
	return slices.ContainsFunc(p.change.Puts, func(put Put) bool { return strings.HasPrefix(put.Path, name+"/") })
}

// ReadDir lists a folder as it would be.
func (p *planned) ReadDir(name string) ([]fs.DirEntry, error) {
	found, err := fs.ReadDir(p.base, p.under(name))
	if err != nil && !p.holdsPut(name) {
		return nil, err
	}
	entries := map[string]fs.DirEntry{}
	for _, e := range found {
		if !p.gone(path.Join(name, e.Name())) {
			entries[e.Name()] = e
		}
	}
	for _, m := range p.change.Moves {
		if path.Dir(m.To) == name {
			entries[path.Base(m.To)] = fs.FileInfoToDirEntry(folder(path.Base(m.To)))
		}
	}
	for _, put := range p.change.Puts {
		rest, ok := strings.CutPrefix(put.Path, name+"/")
		if name == "." {
			rest, ok = put.Path, true
		}
		child, _, deeper := strings.Cut(rest, "/")
		switch {
		case !ok:
		case !deeper:
			entries[child] = fs.FileInfoToDirEntry(&memory{Reader: bytes.NewReader(put.Data), name: child})
		case entries[child] == nil:
			entries[child] = fs.FileInfoToDirEntry(folder(child))
		}
	}
	out := make([]fs.DirEntry, 0, len(entries))
	for _, e := range entries {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

// memory is a file that is not written yet; it describes itself.
type memory struct {
	*bytes.Reader
	name string
}

func (m *memory) Stat() (fs.FileInfo, error) { return m, nil }
func (m *memory) Close() error               { return nil }
func (m *memory) Name() string               { return m.name }
func (m *memory) Mode() fs.FileMode          { return 0o644 }
func (m *memory) ModTime() time.Time         { return time.Time{} }
func (m *memory) IsDir() bool                { return false }
func (m *memory) Sys() any                   { return nil }

// folder describes a folder that is not made yet.
type folder string

func (f folder) Name() string       { return string(f) }
func (f folder) Size() int64        { return 0 }
func (f folder) Mode() fs.FileMode  { return fs.ModeDir | 0o755 }
func (f folder) ModTime() time.Time { return time.Time{} }
func (f folder) IsDir() bool        { return true }
func (f folder) Sys() any           { return nil }
