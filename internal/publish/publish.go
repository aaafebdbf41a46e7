// Package publish changes the sources of a center: it makes drafts versions, seals what becomes public, and records what happens to it
// afterwards (docs/formats.md, sections 2, 6, 7 and 8).
//
// A command opens a center, plans a [Change], has the center as it would be checked as a whole, and makes the change: all of it or
// nothing, whatever fails and whenever the process is killed:
//
//	c, err := publish.Open(ctx, dir, now)
//	defer c.Close()
//	change, err := c.Publish(publish.Version{Policy: "privacy", Draft: "draft", Effective: day})
//	diags, err := c.Check(ctx, change, nil)
//	err = c.Do(change)
//
// What is planned touches no other byte of a file than the keys it sets. A call that cannot be meant (a draft that is not there, a day that
// has passed) is an error; what is wrong with the texts or breaks a promise is a diagnostic, with its place in the draft.
package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/importer"
	"candor/internal/output"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/seal"
	"candor/internal/source"
)

// Rule is the rule of what publish itself wants of a draft.
const Rule = "publish"

// ruleUnlinked is the rule of package check that a file beside the texts of a version has a text that leads to it.
const ruleUnlinked = "attachment-unlinked"

// lockFile keeps two commands from changing one center at once. The system lets go of it when its process dies.
const lockFile = source.Folder + "/.candor-lock"

// Center is a center whose sources can be changed. It is held by one process until [Center.Close].
type Center struct {
	Today     civil.Date // in the center's time zone
	Completed string     // what an interrupted command had begun, completed by Open; "" for nothing
	Known     []Known    // other copies of the center's seals, as far as they are at hand; set before Check

	disk    disk
	base    fs.FS
	src     *source.Center
	archive *policy.Archive
	sums    *seal.Sums
	diags   diag.List // of the center as it is
	release func()
	root    *os.Root
}

var errNoCenter = errors.New("this folder is no center: it has no config.toml that can be read (candor init DIR makes one; --site DIR names one that is elsewhere)")

// goesOut is what follows every change of what is public: a seal on a disk has shown nothing to anybody yet.
const goesOut = "commit content/, then candor build, and deploy the site: nobody sees it before"

// Open holds a center for a command, completes what an interrupted one had begun, and reads it. Faults of its files are not reported here:
// [Center.Check] reports those that the change leaves.
func Open(ctx context.Context, dir string, now time.Time) (*Center, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the center: %w", err)
	}
	if _, err := root.Stat(config.Name); err != nil {
		root.Close()
		return nil, errNoCenter
	}
	if err := root.MkdirAll(source.Folder, 0o755); err != nil {
		root.Close()
		return nil, fmt.Errorf("open the center: %w", err)
	}
	release, err := output.Lock(filepath.Join(dir, filepath.FromSlash(lockFile)))
	if err != nil {
		root.Close()
		if errors.Is(err, output.ErrLocked) {
			return nil, fmt.Errorf("another command is changing the sources of this center: try again when it is done")
		}
		return nil, fmt.Errorf("hold the center: %w", err)
	}
	c := &Center{disk: rooted{root}, base: root.FS(), root: root, release: release}
	if err := c.open(ctx, now); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func (c *Center) open(ctx context.Context, now time.Time) (err error) {
	if c.Completed, err = resume(c.disk); err != nil {
		return err
	}
	if c.src, c.diags, err = source.Read(ctx, c.base); err != nil {
		return err
	}
	if c.src.Config == nil {
		return errNoCenter
	}
	if gone := seal.Gone(c.src); len(gone) > 0 {
		return gone[0]
	}
	c.Today = civil.In(now, c.src.Config.TimeZone)
	archive, found := policy.New(c.src)
	c.archive = archive
	c.diags.Add(found...)
	c.sums, _ = seal.Parse(c.src.Seals)
	return nil
}

// Close lets go of the center.
func (c *Center) Close() {
	c.release()
	c.root.Close()
}

// Builder makes the site of a day from a file system and returns what it finds. It lets a command check links and pages too. decides is
// [Change.Decides] of the change that is checked.
type Builder func(ctx context.Context, fsys fs.FS, day civil.Date, decides func(file string) bool) (diag.List, error)

// Check reads the center as it would be after a change and returns what is wrong with it then: every error of today, and of the days on
// which what the change makes becomes public, what concerns it. Warnings are only those of the files that it writes or seals.
// Without a build the texts themselves are not parsed.
func (c *Center) Check(ctx context.Context, change *Change, build Builder) (diag.List, error) {
	if build == nil {
		build = Judge
	}
	if left := c.unadopted(change); len(left) > 0 {
		return left, nil
	}
	fsys := change.FS(c.base)
	touched := func(file string) bool {
		return slices.ContainsFunc(change.Moves, func(m Move) bool { return strings.HasPrefix(file, m.To+"/") }) ||
			slices.ContainsFunc(change.Puts, func(p Put) bool { return p.Path == file && p.Path != seal.File }) || slices.Contains(change.seals, file)
	}
	diags := append(slices.Clone(change.Notes), c.replaced(change)...)
	for i, day := range c.days(change) {
		found, err := build(ctx, fsys, day, change.Decides)
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			if slices.Contains(change.seals, d.Pos.File) && unmeant(d.Rule) {
				d.Severity = diag.Error
			}
			if touched(d.Pos.File) || i == 0 && d.Severity == diag.Error {
				diags.Add(d)
			}
		}
	}
	diags = change.Places(diags)
	diags.Sort()
	return diags, nil
}

// unmeant reports whether a rule finds files that nobody means to publish: no text leads to them, or a program left them. Sealed, they would be
// public for ever, so that a command that would seal one refuses.
func unmeant(rule string) bool { return rule == ruleUnlinked || rule == source.RuleLeftover }

// days are today and the days on which something that the change seals becomes public.
func (c *Center) days(change *Change) []civil.Date {
	days := []civil.Date{c.Today}
	for _, d := range change.days {
		if d.After(c.Today) && !slices.Contains(days, d) {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, civil.Date.Compare)
	return days
}

// Judge is the [Builder] that reads sources and holds seals and promises, without parsing a text.
func Judge(ctx context.Context, fsys fs.FS, day civil.Date, decides func(file string) bool) (diag.List, error) {
	src, diags, err := source.Read(ctx, fsys)
	if err != nil || src.Config == nil {
		return diags, err
	}
	archive, joined := policy.New(src)
	sums, found := seal.Verify(src, day, day)
	diags.Add(found...)
	diags.Add(policy.Recorded(joined, sums.Day, day)...)
	judge := promise.Memory{Decides: decides}
	_, found = judge.Judge(archive, day, sums.Day)
	diags.Add(found...)
	diags.Sort()
	return diags, nil
}

// Readable is the [Builder] that reads sources alone: a translation that came later has no seal yet when it is said what it follows.
func Readable(ctx context.Context, fsys fs.FS, day civil.Date, _ func(file string) bool) (diag.List, error) {
	src, diags, err := source.Read(ctx, fsys)
	if err != nil || src.Config == nil {
		return diags, err
	}
	_, joined := policy.New(src)
	sums, _ := seal.Parse(src.Seals)
	diags.Add(policy.Recorded(joined, sums.Day, day)...)
	diags.Sort()
	return diags, nil
}

// Sealed is the [Builder] that reads sources and holds seals alone: what is adopted is sealed as it is, whatever it promised.
func Sealed(ctx context.Context, fsys fs.FS, day civil.Date, _ func(file string) bool) (diag.List, error) {
	src, diags, err := source.Read(ctx, fsys)
	if err != nil || src.Config == nil {
		return diags, err
	}
	_, joined := policy.New(src)
	sums, found := seal.Verify(src, day, day)
	diags.Add(found...)
	diags.Add(policy.Recorded(joined, sums.Day, day)...)
	diags.Sort()
	return diags, nil
}

// Do makes a change: all of it, or, when it fails before it is decided, nothing. A file that has become another since it was read is
// left alone, and so is everything else.
func (c *Center) Do(change *Change) error {
	for name, sum := range change.reads {
		data, err := c.disk.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read %s again: %w", name, err)
		}
		if sha256.Sum256(data) != sum {
			return fmt.Errorf("%s has changed while the command was at work: nothing was done", name)
		}
	}
	if err := c.remember(change); err != nil {
		return err
	}
	return write(c.disk, change)
}

// seal plans the seals of files that a change makes public. The first sealing says its day in config.toml.
func (c *Center) seal(change *Change, entries []seal.Entry) error {
	change.Puts = append(change.Puts, Put{Path: seal.File, Data: seal.Append(c.src.Seals, c.Today, entries)})
	if c.src.Seals != nil {
		change.read(seal.File, sha256.Sum256(c.src.Seals))
	}
	change.entries = append(change.entries, entries...)
	for _, e := range entries {
		change.seals = append(change.seals, path.Join(source.Folder, e.Path))
	}
	if len(entries) == 1 {
		change.Steps = append(change.Steps, "seal "+entries[0].Path+" in "+seal.File)
		return c.firstSealing(change)
	}
	change.Steps = append(change.Steps, fmt.Sprintf("seal %d files in %s:", len(entries), seal.File))
	for _, name := range slices.Sorted(slices.Values(change.seals)) {
		change.Steps = append(change.Steps, "  "+strings.TrimPrefix(name, source.Folder+"/"))
	}
	return c.firstSealing(change)
}

// entry is the seal of a file of the center.
func entry(name string, data []byte) seal.Entry {
	return seal.Entry{Path: strings.TrimPrefix(name, source.Folder+"/"), Sum: sha256.Sum256(data)}
}

// policyOf returns a policy of the center.
func (c *Center) policyOf(id string) (*policy.Policy, error) {
	var known []string
	for _, p := range c.archive.Policies {
		if p.ID == id {
			return p, nil
		}
		known = append(known, p.ID)
	}
	near := diag.Nearest(id, known)
	if near != "" {
		return nil, fmt.Errorf("there is no policy %q; did you mean %q?", id, near)
	}
	if len(known) == 0 {
		return nil, fmt.Errorf("there is no policy %q; the center has none whose texts can be read", id)
	}
	return nil, fmt.Errorf("there is no policy %q; there are: %s", id, strings.Join(known, ", "))
}

func versionOf(p *policy.Policy, id string) (*policy.Version, error) {
	var known []string
	for _, v := range p.Versions {
		if v.ID == id {
			return v, nil
		}
		known = append(known, v.ID)
	}
	err := fmt.Errorf("the policy %q has no version %q; it has: %s", p.ID, id, strings.Join(known, ", "))
	if id == "draft" {
		err = fmt.Errorf("%w; candor new %s makes a draft", err, p.ID)
	}
	return nil, err
}

// published returns a version that is public or will be.
func (c *Center) published(policyID, id string) (*policy.Policy, *policy.Version, error) {
	p, err := c.policyOf(policyID)
	if err != nil {
		return nil, nil, err
	}
	v, err := versionOf(p, id)
	if err == nil && v.Draft() {
		err = fmt.Errorf("%s/%s is a draft: candor publish %s %s --effective DATE makes it a version", p.ID, id, p.ID, id)
	}
	return p, v, err
}

// importMark returns the mark of an import that a text begins with, "" for none.
func importMark(text []byte) string {
	for _, mark := range importer.Marks() {
		if bytes.HasPrefix(text, []byte(mark)) {
			return mark
		}
	}
	return ""
}

// comments warns of comments in a file that is about to be sealed: they stay public for ever. The mark of an import is an error: it was
// meant for an editor, who has not looked.
func comments(name string, data []byte, bodyOffset int) diag.List {
	var diags diag.List
	lines := diag.NewLines(name, data, 1)
	warn := func(at int, what string) {
		diags.Add(diag.Diagnostic{Pos: lines.Pos(at), Severity: diag.Warning, Rule: "public-comment", Message: what + " stays public for ever in the sealed file",
			Hint: "take it out before it is published if it is not meant for readers"})
	}
	for _, at := range tomlComments(data[:bodyOffset]) {
		warn(at, "a comment in the front matter")
	}
	for at := bodyOffset; ; {
		i := bytes.Index(data[at:], []byte("<!--"))
		if i < 0 {
			return diags
		}
		at += i
		if mark := importMark(data[at:]); mark != "" {
			diags.Add(diag.Diagnostic{Pos: lines.Pos(at), Rule: Rule, Message: fmt.Sprintf("%s: the import marked this place for an editor", mark),
				Hint: "look at the text here, mend it where it needs mending, and delete the mark"})
		} else {
			warn(at, "an HTML comment")
		}
		at += len("<!--")
	}
}
