package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"candor/internal/source"
)

// disk is what a change needs of a file system. Paths are below the center's folder. Every method that writes has reached the disk, as
// far as the system lets one know, only after Sync of the folder.
type disk interface {
	ReadFile(name string) ([]byte, error)
	Exists(name string) (bool, error)
	MkdirAll(name string) error
	Create(name string, data []byte) error // a new file, its bytes synced
	Rename(from, to string) error
	Remove(name string) error // a file or an empty folder
	RemoveAll(name string) error
	ReadDir(name string) ([]string, error)
	Sync(folder string) error
}

const (
	journalDir  = source.Folder + "/.candor-journal"
	journalFile = source.Journal
	planDraft   = journalDir + "/plan.tmp"
)

// plan is the journal of a change. While it stands under its name the change is decided: all the bytes that it needs lie in the
// journal's folder, so that only renames are left, which are made again after a kill until all are made. Without it nothing is decided,
// and the folder is thrown away.
type plan struct {
	Schema int       `json:"schema"`
	Does   string    `json:"does"`
	Moves  []Move    `json:"moves,omitempty"`
	Puts   []planPut `json:"puts,omitempty"`
	Remove []string  `json:"remove,omitempty"`
	Clear  []string  `json:"clear,omitempty"`
}

type planPut struct {
	Staged string `json:"staged"` // name in the journal's folder
	Path   string `json:"path"`
	Sum    string `json:"sha256"`
}

// write decides a change and makes it. After an error nothing is changed, unless the journal stands: then the next command completes it.
func write(d disk, c *Change) error {
	if err := stage(d, c); err != nil {
		if there, _ := d.Exists(journalFile); !there {
			_ = discard(d) // what is left lies under a name that nobody reads
			return err
		}
	}
	if _, err := resume(d); err != nil {
		return fmt.Errorf("%w; what is begun is completed by the next command that writes (candor publish --resume)", err)
	}
	return nil
}

// stage puts every byte that the change needs on the disk, and the plan last.
func stage(d disk, c *Change) error {
	if err := d.MkdirAll(journalDir); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	p := plan{Schema: 1, Does: c.Does, Moves: c.Moves, Remove: c.Remove, Clear: c.Clear}
	for i, put := range c.Puts {
		sum := sha256.Sum256(put.Data)
		staged := strconv.Itoa(i)
		if err := d.Create(journalDir+"/"+staged, put.Data); err != nil {
			return fmt.Errorf("write %s: %w", put.Path, err)
		}
		p.Puts = append(p.Puts, planPut{Staged: staged, Path: put.Path, Sum: hex.EncodeToString(sum[:])})
	}
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	if err := d.Create(planDraft, append(text, '\n')); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	if err := d.Sync(journalDir); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	if err := d.Rename(planDraft, journalFile); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	if err := d.Sync(journalDir); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// resume completes the change whose plan stands, and throws away what was staged without one. It returns what was completed, "" for
// nothing.
func resume(d disk) (does string, err error) {
	text, err := d.ReadFile(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return "", discard(d)
	}
	if err != nil {
		return "", fmt.Errorf("read the journal: %w", err)
	}
	var p plan
	if err := json.Unmarshal(text, &p); err != nil || p.Schema != 1 {
		return "", fmt.Errorf("%s is no journal of this candor: %v", journalFile, err)
	}
	if err := p.apply(d); err != nil {
		return "", fmt.Errorf("complete %q: %w", p.Does, err)
	}
	if err := d.Remove(journalFile); err != nil {
		return "", fmt.Errorf("remove the journal: %w", err)
	}
	return p.Does, discard(d)
}

// apply makes what is left of a plan. Every step can be made again.
func (p *plan) apply(d disk) error {
	for _, m := range p.Moves {
		if err := m.apply(d); err != nil {
			return err
		}
	}
	for _, put := range p.Puts {
		if err := put.apply(d); err != nil {
			return err
		}
	}
	for _, name := range p.Remove {
		if err := d.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := d.Sync(path.Dir(name)); err != nil && !errors.Is(err, fs.ErrNotExist) { // the folder may have gone after the file
			return err
		}
	}
	for _, name := range p.Clear {
		if err := d.RemoveAll(name); err != nil {
			return err
		}
		if err := d.Sync(path.Dir(name)); err != nil {
			return err
		}
	}
	return nil
}

func (m Move) apply(d disk) error {
	from, err := d.Exists(m.From)
	if err != nil {
		return err
	}
	to, err := d.Exists(m.To)
	if err != nil {
		return err
	}
	switch {
	case from && to:
		return fmt.Errorf("both %s and %s are there: one of them was made by hand", m.From, m.To)
	case !from && !to:
		return fmt.Errorf("neither %s nor %s is there: the folder was moved by hand", m.From, m.To)
	case from:
		if err := d.Rename(m.From, m.To); err != nil {
			return err
		}
	}
	return d.Sync(path.Dir(m.To))
}

func (p planPut) apply(d disk) error {
	staged := journalDir + "/" + p.Staged
	there, err := d.Exists(staged)
	if err != nil {
		return err
	}
	if !there {
		data, err := d.ReadFile(p.Path)
		if sum := sha256.Sum256(data); err != nil || hex.EncodeToString(sum[:]) != p.Sum {
			return fmt.Errorf("%s is not what was to be written there, and its bytes are gone from %s", p.Path, journalDir)
		}
		return d.Sync(path.Dir(p.Path)) // it was renamed; whether that has reached the disk nobody knows
	}
	if err := d.MkdirAll(path.Dir(p.Path)); err != nil {
		return err
	}
	if err := d.Rename(staged, p.Path); err != nil {
		return err
	}
	return d.Sync(path.Dir(p.Path))
}

// discard empties and removes the journal's folder, which holds no plan.
func discard(d disk) error {
	names, err := d.ReadDir(journalDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("clear the journal: %w", err)
	}
	for _, name := range names {
		if strings.Contains(name, "/") {
			continue
		}
		if err := d.Remove(journalDir + "/" + name); err != nil {
			return fmt.Errorf("clear the journal: %w", err)
		}
	}
	if err := d.Remove(journalDir); err != nil {
		return fmt.Errorf("clear the journal: %w", err)
	}
	return d.Sync(source.Folder)
}
