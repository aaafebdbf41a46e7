package publish

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/seal"
	"candor/internal/source"
)

// What candor keeps for itself, below the center's folder. None of it is a source, and git is told to pass it over.
const (
	ownFolder = ".candor"
	ownIgnore = ownFolder + "/.gitignore"
	// undoFile is the record of the last command that sealed, by which it can be taken back.
	undoFile = ownFolder + "/undo"
	// builtFile has a line of archive.sum for every seal that a build without drafts has shown.
	builtFile = ownFolder + "/built"
)

// undone is the record of a command that sealed: what it left, and what was there before.
type undone struct {
	Schema  int               `json:"schema"`
	Does    string            `json:"does"`
	On      string            `json:"on"` // the day of the command
	Moves   []Move            `json:"moves,omitempty"`
	Folders []string          `json:"folders,omitempty"` // that it made, those within others first
	Left    map[string]string `json:"left"`              // SHA-256 of every file that it wrote, sealed or moved, by path
	New     []string          `json:"new,omitempty"`     // those of them that were not there
	Gone    []string          `json:"gone,omitempty"`    // files that it removed
	Before  map[string][]byte `json:"before,omitempty"`  // the bytes of files that it replaced or removed, by the path that they had
	Seals   []string          `json:"seals"`             // the lines that it added to archive.sum
}

// remember adds to a change the record by which it can be taken back. A change that takes words out of what is published leaves none, and
// takes away that of the command before it: both would hold the words.
func (c *Center) remember(change *Change) error {
	switch {
	case change.forgets:
		return c.forget(change)
	case len(change.seals) == 0:
		return nil
	}
	if err := c.disk.MkdirAll(ownFolder); err != nil {
		return fmt.Errorf("keep a record for candor undo: %w", err)
	}
	r, err := c.record(change)
	if err != nil {
		return fmt.Errorf("keep a record for candor undo: %w", err)
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("keep a record for candor undo: %w", err)
	}
	change.Puts = append(change.Puts, Put{Path: undoFile, Data: append(text, '\n')})
	if there, err := c.disk.Exists(ownIgnore); err != nil {
		return fmt.Errorf("keep a record for candor undo: %w", err)
	} else if !there {
		change.Puts = append(change.Puts, Put{Path: ownIgnore, Data: []byte("*\n")})
	}
	return nil
}

// forget plans that no record of an earlier command is left.
func (c *Center) forget(change *Change) error {
	there, err := c.disk.Exists(undoFile)
	if err != nil {
		return fmt.Errorf("forget the last command: %w", err)
	}
	if there && !slices.Contains(change.Remove, undoFile) {
		change.Remove = append(change.Remove, undoFile)
	}
	return nil
}

func (c *Center) record(change *Change) (*undone, error) {
	r := &undone{Schema: 1, Does: change.Does, On: c.Today.String(), Moves: change.Moves, Gone: change.Remove, Left: map[string]string{}, Before: map[string][]byte{}}
	for _, m := range change.Moves {
		files, err := c.filesIn(m.From)
		if err != nil {
			return nil, err
		}
		for _, name := range files {
			data, err := c.disk.ReadFile(name)
			if err != nil {
				return nil, err
			}
			r.Left[m.To+strings.TrimPrefix(name, m.From)] = hexSum(data)
		}
	}
	for _, name := range change.Remove {
		data, err := c.disk.ReadFile(name)
		if err != nil {
			return nil, err
		}
		r.Before[name] = data
		delete(r.Left, name)
	}
	for _, put := range change.Puts {
		old := change.moved(put.Path)
		data, err := c.disk.ReadFile(old)
		switch {
		case err == nil:
			r.Before[old] = data
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		default:
			r.New = append(r.New, put.Path)
			if err := c.made(r, path.Dir(put.Path), change); err != nil {
				return nil, err
			}
		}
		r.Left[put.Path] = hexSum(put.Data)
		if put.Path == seal.File {
			r.Seals = added(data, put.Data)
		}
	}
	for _, name := range change.seals { // what is adopted is sealed as it lies there
		if r.Left[name] != "" {
			continue
		}
		data, err := c.disk.ReadFile(change.moved(name))
		if err != nil {
			return nil, err
		}
		r.Left[name] = hexSum(data)
	}
	return r, nil
}

// moved returns where a file stood before the moves of a change, and before nothing else.
func (c *Change) moved(name string) string {
	for _, m := range c.Moves {
		if rest, ok := strings.CutPrefix(name, m.To+"/"); ok {
			return m.From + "/" + rest
		}
	}
	return name
}

// made notes the folders that a command makes to put a file there.
func (c *Center) made(r *undone, folder string, change *Change) error {
	for ; folder != "."; folder = path.Dir(folder) {
		if slices.ContainsFunc(change.Moves, func(m Move) bool { return m.To == folder }) || slices.Contains(r.Folders, folder) {
			return nil
		}
		there, err := c.disk.Exists(folder)
		if there || err != nil {
			return err
		}
		r.Folders = append(r.Folders, folder)
	}
	return nil
}

// filesIn returns the files of a folder and of those below it, what is no source apart.
func (c *Center) filesIn(folder string) ([]string, error) {
	var out []string
	err := fs.WalkDir(c.base, folder, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !source.Ignored(name) {
			out = append(out, name)
		}
		return err
	})
	return out, err
}

// added returns the lines of seals that an archive.sum has more than the one before it.
func added(old, now []byte) []string {
	had := map[string]bool{}
	for line := range strings.SplitSeq(string(old), "\n") {
		had[line] = true
	}
	var out []string
	for line := range strings.SplitSeq(string(now), "\n") {
		if line != "" && line[0] != '#' && !had[line] {
			out = append(out, line)
		}
	}
	return out
}

func hexSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Seen looks for lines of archive.sum outside the sources, and says where one of them has been seen, "" where none has.
type Seen func(ctx context.Context, lines []string) (where string, err error)

// Undo plans that the last command that sealed is taken back. It refuses where a file is not as that command left it, and where the seals have
// been seen: by a build that is noted, or wherever seen looks.
func (c *Center) Undo(ctx context.Context, seen Seen) (*Change, error) {
	text, err := c.disk.ReadFile(undoFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("there is nothing to take back: no command has sealed anything here since the last candor undo or redact")
	}
	if err != nil {
		return nil, fmt.Errorf("read the record of the last command: %w", err)
	}
	r := new(undone)
	if err := json.Unmarshal(text, r); err != nil || r.Schema != 1 {
		return nil, fmt.Errorf("%s is no record of this candor: %v", undoFile, err)
	}
	if err := c.untouched(r); err != nil {
		return nil, err
	}
	where, err := c.builtWith(r.Seals)
	if err == nil && where == "" {
		where, err = seen(ctx, r.Seals)
	}
	if err != nil {
		return nil, fmt.Errorf("whether the seals of %q have been seen cannot be told: %w", r.Does, err)
	}
	if where != "" {
		return nil, fmt.Errorf("%q is not taken back: %s, and what people may have seen stays. %s", r.Does, where, r.wayOut())
	}
	change := &Change{Does: "undo " + r.Does, Remove: []string{undoFile}}
	change.read(undoFile, sha256.Sum256(text))
	if err := c.back(change, r); err != nil {
		return nil, err
	}
	change.Said = fmt.Sprintf("%q is taken back: its files are as they were before it", r.Does)
	change.Next = []string{"a build on another machine, or by a host that builds from the repository, cannot be known here: where one has shown it, it was public"}
	return change, nil
}

// untouched holds that every file is as a command left it.
func (c *Center) untouched(r *undone) error {
	refuse := func(name, what string) error {
		return fmt.Errorf("%q is not taken back: %s %s. %s", r.Does, name, what, r.wayOut())
	}
	for _, name := range slices.Sorted(maps.Keys(r.Left)) {
		data, err := c.disk.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return refuse(name, "is there no more")
		case err != nil:
			return fmt.Errorf("read %s: %w", name, err)
		case hexSum(data) != r.Left[name]:
			return refuse(name, "is not as it left it")
		}
	}
	gone := slices.Clone(r.Gone)
	for _, m := range r.Moves {
		gone = append(gone, m.From)
		files, err := c.filesIn(m.To)
		if err != nil {
			return fmt.Errorf("read %s: %w", m.To, err)
		}
		for _, name := range files {
			if r.Left[name] == "" {
				return refuse(name, "has come since")
			}
		}
	}
	for _, name := range gone {
		if there, err := c.disk.Exists(name); err != nil {
			return err
		} else if there {
			return refuse(name, "has come since")
		}
	}
	return nil
}

// back plans the way back: the moves, then the bytes that were there, then what was not there goes.
func (c *Center) back(change *Change, r *undone) error {
	forth := &Change{Moves: r.Moves}
	for _, m := range slices.Backward(r.Moves) {
		change.Moves = append(change.Moves, Move{From: m.To, To: m.From})
		change.Steps = append(change.Steps, fmt.Sprintf("rename %s to %s", m.To, m.From))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Before)) {
		change.Puts = append(change.Puts, Put{Path: name, Data: r.Before[name]})
		change.Steps = append(change.Steps, "write "+name+" as it was")
	}
	for _, name := range r.New {
		change.Remove = append(change.Remove, forth.moved(name))
		change.Steps = append(change.Steps, "remove "+name)
	}
	folders := slices.Clone(r.Folders)
	slices.SortFunc(folders, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	for _, folder := range folders {
		names, err := c.disk.ReadDir(folder)
		if err != nil {
			return fmt.Errorf("read %s: %w", folder, err)
		}
		if !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(change.Remove, path.Join(folder, name)) }) {
			change.Remove = append(change.Remove, folder)
		}
	}
	return nil
}

// wayOut says what can be done about what is public.
func (r *undone) wayOut() string {
	words := append(strings.Fields(r.Does), "", "", "")
	switch id := words[1] + " " + words[2]; words[0] {
	case "publish":
		if words[1] == "--adopt" {
			return "The way on: candor correct POLICY VERSION LANG begins a correction of a text"
		}
		if words[3] == "--lang" {
			return fmt.Sprintf("The way on: candor correct %s %s begins a correction", id, words[4])
		}
		return fmt.Sprintf("The way on: candor correct %s LANG begins a correction; before it takes effect, candor cancel %s calls it off and candor move %s changes its day", id, id, id)
	case "move":
		return fmt.Sprintf("The way on: another candor move %s changes the day again, and candor cancel %s calls it off", id, id)
	case "withdraw":
		return fmt.Sprintf("The way on: candor cancel %s %s-withdraw calls it off before it takes effect", words[1], r.On)
	case "cancel":
		return fmt.Sprintf("The way on: candor new %s begins another version", words[1])
	}
	return "The way on: what is recorded stays, and another record can be added"
}

// builtWith says which build has shown one of some seals, "" where none is noted.
func (c *Center) builtWith(lines []string) (string, error) {
	text, err := c.disk.ReadFile(builtFile)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", builtFile, err)
	}
	of := ""
	for line := range strings.SplitSeq(string(text), "\n") {
		if strings.HasPrefix(line, builtMark) {
			of = strings.TrimPrefix(line, builtMark)
		}
		if slices.Contains(lines, line) {
			return fmt.Sprintf("a build of %s has shown %s", of, line[66:]), nil
		}
	}
	return "", nil
}

// builtMark begins the comment above what a build was the first to show, with the day that it was built for.
const builtMark = "# built "

// Built notes the seals that a build without drafts of a day is about to show, so that [Center.Undo] takes none of them back. sums is the
// archive.sum of the built site. dir is the center's folder. Nothing is written where all of them are noted.
func Built(dir string, day civil.Date, sums []byte) error {
	name := filepath.Join(dir, filepath.FromSlash(builtFile))
	old, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("note the build: %w", err)
	}
	lines := added(old, sums)
	if len(lines) == 0 {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("note the build: %w", err)
	}
	ignore := filepath.Join(dir, filepath.FromSlash(ownIgnore))
	if _, err := os.Lstat(ignore); errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(ignore, []byte("*\n"), 0o644); err != nil {
			return fmt.Errorf("note the build: %w", err)
		}
	}
	f, err := os.CreateTemp(filepath.Dir(name), "built-*")
	if err != nil {
		return fmt.Errorf("note the build: %w", err)
	}
	defer os.Remove(f.Name()) // renamed by then where all went well
	text := string(old) + builtMark + day.String() + "\n" + strings.Join(lines, "\n") + "\n"
	if _, err := f.WriteString(text); err != nil {
		f.Close()
		return fmt.Errorf("note the build: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("note the build: %w", err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("note the build: %w", err)
	}
	return nil
}
