// Package source reads the files of a center as they are written.
//
// In comes the center's folder as a file system that cannot be left, out come its configuration, texts, events, attachments and
// free pages, each with its digest and its front matter, and positioned diagnostics for everything that is wrong in any of them.
// Bodies are not kept: a text says where its body begins and [Center.Body] reads it again. The package has no notion of today.
package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
)

// Folder is the folder of the texts in a center, Seals the file of the seals in it.
const (
	Folder = "content"
	Seals  = "archive.sum"
	Home   = "home" // the free page that is the text of the home page
)

// Journal is the file that stands while a command of package publish is changing the sources, and after it was killed at that.
const Journal = Folder + "/.candor-journal/plan.json"

// MaxFile is the size in bytes above which a text is refused.
const MaxFile = 16 << 20

// File is a file of the center as it lies on disk.
type File struct {
	Path string   // slash-separated, below the center's folder
	Size int64    // bytes
	Sum  [32]byte // SHA-256 of the bytes
}

// Hex returns the file's SHA-256 in lower-case hexadecimal.
func (f *File) Hex() string { return hex.EncodeToString(f.Sum[:]) }

// Text is one Markdown file: a version's text in one language, or a correction of it.
type Text struct {
	File
	Policy, Version, Lang string
	Corrects              civil.Date // the date in the file name of a correction, zero for an original
	Front                 Front
	BodyOffset            int // bytes before the body
	BodyLine              int // line at which the body begins, from 1
	BodySum               [32]byte
}

// Follows returns what a translation made from this text says in "translates": the first 12 hexadecimal digits of the SHA-256 of the body.
func (t *Text) Follows() string { return hex.EncodeToString(t.BodySum[:6]) }

// Pos returns the place of a key of the front matter, or of the file.
func (t *Text) Pos(key string) diag.Pos {
	if p, ok := t.Front.places[key]; ok {
		return p
	}
	return diag.Pos{File: t.Path, Line: 1, Col: 1}
}

// Page is a free page: not versioned, not sealed.
type Page struct {
	File
	Name, Lang string
	Title      string
	BodyOffset int
	BodyLine   int
	BodySum    [32]byte
}

// PolicyFile is a policy.toml.
type PolicyFile struct {
	File
	Policy        string
	Authoritative string // the language whose text prevails, "each", or "" where nothing is stated
	Kind, Group   string
	Order         int

	places map[string]diag.Pos
}

// Pos returns the place of a key, or of the file.
func (p *PolicyFile) Pos(key string) diag.Pos {
	if at, ok := p.places[key]; ok {
		return at
	}
	return diag.Pos{File: p.Path, Line: 1, Col: 1}
}

// Attachment is a file beside the texts of a version.
type Attachment struct {
	File
	Policy, Version, Name string
	Active                string // of an SVG, what in it could run or load something; "" for nothing
}

// Center is everything that a center's folder holds, before time.
type Center struct {
	Config      *config.Config
	Written     File    // config.toml
	Texts       []*Text // sorted by path
	Events      []*Event
	Attachments []*Attachment
	Pages       []*Page
	Policies    []*PolicyFile
	Static      []*File // copied to the root of the site; Path still begins with the folder
	Unread      []*File // dated files that have faults of their own; they have digests all the same
	Doubts      []*Doubt
	Seals       []byte // the text of archive.sum, nil where there is none

	fsys fs.FS
}

// Unsealed reports whether nothing of the center was sealed yet: config.toml names no day of a first sealing, and there are no seals.
func (c *Center) Unsealed() bool {
	return c.Seals == nil && c.Config != nil && c.Config.Sealed.IsZero() && !c.Config.SealedUnread
}

// Doubt is a source of a policy that has faults of its own and may say other than what was read of it, if anything was. What would follow
// for other sources is not held against them: their authors would look for a fault that is not there.
type Doubt struct {
	Policy        string
	Details       bool       // a policy.toml
	Version, Lang string     // of a text, "" otherwise
	Corrects      civil.Date // of a correction
}

// Read reads a center. fsys must not lead out of the center's folder ([os.Root.FS]). An error is a fault of the machine; faults of
// the files are diagnostics, all of them.
func Read(ctx context.Context, fsys fs.FS) (*Center, diag.List, error) {
	return new(Reader).Read(ctx, fsys)
}

// Summed is a file system that knows the SHA-256 of its files without reading them again.
type Summed interface {
	fs.FS
	Sum(name string) (sum [sha256.Size]byte, ok bool)
	// Names stands for all paths and what they are: of two file systems whose Names are equal, every path of one is a path of the other, and
	// a file, a folder or a link there too. nil equals nothing.
	Names() any
}

// Reader reads a center again and again. Of a file system that is [Summed] it reads only the files that differ from those of the time
// before, and sorts its paths only when they are others; what it gives of the rest is shared by the centers, and nobody may change it. A
// configuration that is written as it was is the same value.
type Reader struct {
	written []byte // config.toml
	config  *config.Config
	faults  diag.List // of config.toml
	listed  listing
	read    []placed // of each entry of listed, the zero value where it was not read
}

// placed is what was read of a file: what adds it to a center, nil for nothing, and what is wrong with it.
type placed struct {
	sum   [sha256.Size]byte
	add   func(*Center)
	doubt *Doubt // nil for none
	diags diag.List
}

// listing is what the paths of a file system say.
type listing struct {
	names   any      // that it was made from
	tags    []string // likewise: they are reserved
	entries []entry
	diags   diag.List
}

// Read is [Read], with what was read before. Calls follow each other.
func (r *Reader) Read(ctx context.Context, fsys fs.FS) (*Center, diag.List, error) {
	c := &Center{fsys: fsys}
	var diags diag.Collector
	text, err := fs.ReadFile(fsys, config.Name)
	if err != nil {
		diags.Add(diag.Diagnostic{Pos: diag.Pos{File: config.Name}, Rule: "config", Message: "this folder is no center: it has no config.toml that can be read", Hint: "candor init DIR makes one; --site DIR names one that is elsewhere"})
		return c, diags.List(), nil
	}
	if r.config == nil || !bytes.Equal(r.written, text) {
		r.written = text
		r.config, r.faults = config.Parse(text)
	}
	c.Config = r.config
	c.Written = File{Path: config.Name, Size: int64(len(text)), Sum: sha256.Sum256(text)}
	diags.Add(r.faults...)

	if _, err := fs.Stat(fsys, Journal); err == nil {
		diags.Add(diag.Diagnostic{Pos: diag.Pos{File: Journal}, Rule: "journal", Message: "a command that changes the sources is at work or was interrupted: they are neither as they were nor as they will be",
			Hint: "candor publish --resume completes it; so does every other command that writes"})
	}
	if err := r.readAll(ctx, c, &diags); err != nil {
		return nil, nil, err
	}
	return c, diags.List(), nil
}

// list returns the entries of a center, and what was read of each before.
func (r *Reader) list(c *Center, summed Summed) (listing, []placed, error) {
	now := listing{tags: c.Config.Tags()}
	if summed != nil {
		now.names = summed.Names()
	}
	if now.names != nil && now.names == r.listed.names && slices.Equal(now.tags, r.listed.tags) {
		return r.listed, r.read, nil
	}
	var err error
	if now.entries, now.diags, err = list(c.fsys, c.Config); err != nil {
		return now, nil, err
	}
	before := make([]placed, len(now.entries))
	kept := make(map[entry]placed, len(r.read))
	for i, p := range r.read {
		kept[r.listed.entries[i]] = p
	}
	for i, e := range now.entries {
		before[i] = kept[e]
	}
	return now, before, nil
}

func (r *Reader) readAll(ctx context.Context, c *Center, diags *diag.Collector) error {
	summed, _ := c.fsys.(Summed)
	listed, before, err := r.list(c, summed)
	if err != nil {
		return err
	}
	diags.Add(listed.diags...)
	results := make([]placed, len(listed.entries))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range listed.entries {
		if old := before[i]; summed != nil && old.sum != ([sha256.Size]byte{}) {
			if sum, ok := summed.Sum(e.path); ok && sum == old.sum {
				results[i] = old
				continue
			}
		}
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			data, err := fs.ReadFile(c.fsys, e.path)
			if errors.Is(err, fs.ErrNotExist) {
				return nil // gone since the folder was listed
			}
			if err != nil {
				diags.Add(diag.Diagnostic{Pos: diag.Pos{File: e.path}, Rule: "unreadable", Message: fmt.Sprintf("cannot be read: %v", reason(err))})
				return nil
			}
			results[i] = place(e, data)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("read %s: %w", Folder, err)
	}
	c.Texts = make([]*Text, 0, len(results))
	for _, p := range results {
		diags.Add(p.diags...)
		if p.add != nil {
			p.add(c)
		}
		if p.doubt != nil {
			c.Doubts = append(c.Doubts, p.doubt)
		}
	}
	if c.Config.LanguagesUnread {
		c.Config = c.spoken()
	}
	if summed != nil {
		r.listed, r.read = listed, results
	}
	return nil
}

// reason is an error of a file without the system call and the path, which the diagnostic names.
func reason(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	return err
}

// place reads one file; the additions are made in the order of the paths.
func place(e entry, data []byte) placed {
	file := File{Path: e.path, Size: int64(len(data)), Sum: sha256.Sum256(data)}
	p := placed{sum: file.Sum}
	p.read(e, file, data)
	if p.diags.Failed() && e.policy != "" && e.kind != kindAttachment {
		p.doubt = &Doubt{Policy: e.policy, Details: e.kind == kindPolicy, Version: e.version, Lang: e.lang, Corrects: e.date}
	}
	return p
}

func (p *placed) read(e entry, file File, data []byte) {
	switch e.kind {
	case kindText:
		t := &Text{File: file, Policy: e.policy, Version: e.version, Lang: e.lang, Corrects: e.date}
		if !t.read(data, &p.diags) {
			p.add = file.unread
			break
		}
		p.add = func(c *Center) { c.Texts = append(c.Texts, t) }
	case kindPage:
		page := &Page{File: file, Name: e.name, Lang: e.lang}
		if page.read(data, &p.diags) {
			p.add = func(c *Center) { c.Pages = append(c.Pages, page) }
		}
	case kindPolicy:
		policy := &PolicyFile{File: file, Policy: e.policy}
		policy.read(data, &p.diags)
		p.add = func(c *Center) { c.Policies = append(c.Policies, policy) }
	case kindEvent:
		ev := &Event{File: file, Policy: e.policy}
		if !ev.read(data, e.name, &p.diags) {
			p.add = file.unread
			break
		}
		p.add = func(c *Center) { c.Events = append(c.Events, ev) }
	case kindAttachment:
		if runs(e.name) {
			p.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: e.path}, Rule: RuleActive,
				Message: "an attachment must not be able to run: pages, scripts and programs are not published", Hint: "make it a PDF, a picture or a table"})
			p.add = file.unread
			break
		}
		a := &Attachment{File: file, Policy: e.policy, Version: e.version, Name: e.name}
		if drawing(e.name) {
			a.Active = activeDrawing(data)
		}
		p.add = func(c *Center) { c.Attachments = append(c.Attachments, a) }
	case kindSeals:
		p.add = func(c *Center) { c.Seals = data }
	default:
		if what := activeDrawing(data); drawing(e.path) && what != "" {
			p.diags.Add(ActiveDrawing(e.path, what))
			break
		}
		p.add = func(c *Center) { c.Static = append(c.Static, &file) }
	}
}

// spoken returns the configuration of a center whose languages could not be read: it has those that it names and those of its texts.
func (c *Center) spoken() *config.Config {
	var tags []string
	for _, t := range c.Texts {
		tags = append(tags, t.Lang)
	}
	for _, p := range c.Pages {
		tags = append(tags, p.Lang)
	}
	slices.Sort(tags)
	with := *c.Config
	with.Languages = slices.Clone(with.Languages)
	for _, tag := range slices.Compact(tags) {
		if !slices.Contains(with.Tags(), tag) {
			with.Languages = append(with.Languages, config.Language{Tag: tag})
		}
	}
	return &with
}

// unread keeps a file with faults, so that nobody takes it for gone.
func (f *File) unread(c *Center) { c.Unread = append(c.Unread, f) }

// Body reads the body of a text again and fails when the file is not the one that was read before.
func (c *Center) Body(t *Text) ([]byte, error) { return c.body(&t.File, t.BodyOffset) }

// PageBody reads the body of a free page.
func (c *Center) PageBody(p *Page) ([]byte, error) { return c.body(&p.File, p.BodyOffset) }

// Bytes reads a file that is published as it is.
func (c *Center) Bytes(f *File) ([]byte, error) { return c.body(f, 0) }

func (c *Center) body(f *File, offset int) ([]byte, error) {
	data, err := fs.ReadFile(c.fsys, f.Path)
	if err != nil {
		return nil, fmt.Errorf("read %s again: %w", f.Path, err)
	}
	if sha256.Sum256(data) != f.Sum {
		return nil, fmt.Errorf("%s changed while the site was built", f.Path)
	}
	return data[offset:], nil
}
