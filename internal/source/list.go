package source

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/unseen"
)

type kind uint8

const (
	kindStatic kind = iota
	kindText
	kindPage
	kindPolicy
	kindEvent
	kindAttachment
	kindSeals
)

// entry is a file whose path says what it is.
type entry struct {
	path                  string
	kind                  kind
	policy, version, lang string
	name                  string
	date                  civil.Date
}

var (
	dayLike  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	idPart   = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*$`)
	textName = regexp.MustCompile(`^([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)(?:\.([^.]+))?\.md$`)
	pageName = regexp.MustCompile(`^([^.]+)\.([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\.md$`)
)

// Reserved are the names that no policy, version or free page may have (docs/formats.md, section 2); the center's language tags are
// reserved too.
func Reserved() []string {
	return []string{"archive", "compare", "since", "parallel", "events", "notices", "changelog", "embed", "assets"}
}

// lister walks the content folder and sorts its files.
type lister struct {
	fsys     fs.FS
	reserved []string
	versions map[string]bool // folders that directly hold texts
	folded   map[string]string
	entries  []entry
	diags    diag.List
}

func list(fsys fs.FS, c *config.Config) ([]entry, diag.List, error) {
	l := &lister{fsys: fsys, versions: map[string]bool{}, folded: map[string]string{}}
	l.reserved = Reserved()
	for _, tag := range c.Tags() {
		l.reserved = append(l.reserved, strings.ToLower(tag))
	}
	var paths []string
	err := fs.WalkDir(fsys, Folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) && p == Folder {
				return fs.SkipAll
			}
			l.fail(p, "unreadable", "", "cannot be read: %v", reason(err))
			return fs.SkipDir
		}
		if Ignored(p) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() || !l.regular(p, d) {
			return nil
		}
		paths = append(paths, p)
		if m := textName.FindStringSubmatch(path.Base(p)); m != nil && isTag(m[1]) && path.Dir(p) != Folder {
			l.versions[path.Dir(p)] = true
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list %s: %w", Folder, err)
	}
	slices.Sort(paths)
	for _, p := range paths {
		l.leftover(p)
		if within := l.within(path.Dir(p)); within != "" && (l.versions[path.Dir(p)] || ext(p) == ".toml") {
			l.fail(p, "layout", "move it out of "+within+"/", "the folder of a version holds no policy")
			continue
		}
		l.sort(p)
	}
	for _, folder := range slices.Sorted(maps.Keys(l.versions)) {
		l.day(folder)
	}
	return l.entries, l.diags, nil
}

// leftover warns of a file that would be published though only a program has put it there. A command that seals refuses it.
func (l *lister) leftover(p string) {
	if p == path.Join(Folder, Seals) || !Leftover(p) {
		return
	}
	l.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: p}, Severity: diag.Warning, Rule: RuleLeftover, Message: "its name is one that programs give to what they leave behind",
		Hint: "delete it, or rename it if it is meant for readers; it would be public"})
}

// within returns the version in whose folder a folder stands, "" for none: a version holds no policy (docs/formats.md, section 2).
func (l *lister) within(folder string) string {
	for up := path.Dir(folder); up != "." && up != Folder; up = path.Dir(up) {
		if l.versions[up] {
			return up
		}
	}
	return ""
}

// day warns of a version that is named like a day which no calendar has.
func (l *lister) day(folder string) {
	id := path.Base(folder)
	if _, err := civil.Parse(id); err == nil || !dayLike.MatchString(id) {
		return
	}
	l.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: folder}, Severity: diag.Warning, Rule: "version-id",
		Message: fmt.Sprintf("there is no day %s", id), Hint: "rename the folder while its text is not public; its address is for ever"})
}

func (l *lister) fail(p, rule, hint, format string, args ...any) {
	l.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: p}, Rule: rule, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// Ignored tells editors' leavings from sources (docs/formats.md, section 2) by the last name of a slash-separated path.
func Ignored(p string) bool {
	name := path.Base(p)
	if strings.HasPrefix(name, ".") && p != path.Join(Folder, ".well-known") {
		return true
	}
	return slices.ContainsFunc([]string{"~", ".bak", ".swp", ".tmp"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

// regular follows a symbolic link that stays in the center and refuses every other thing that is no file.
func (l *lister) regular(p string, d fs.DirEntry) bool {
	if d.Type().IsRegular() {
		return true
	}
	info, err := fs.Stat(l.fsys, p)
	if err != nil || !info.Mode().IsRegular() {
		l.fail(p, "outside", "put the file itself here", "is no file of this center: a link that leads out of it, to a folder or to nothing is not followed")
		return false
	}
	return true
}

func isTag(s string) bool {
	_, err := language.Parse(s)
	return err == nil
}

func ext(name string) string { return strings.ToLower(path.Ext(name)) }

func (l *lister) sort(p string) {
	rel := strings.TrimPrefix(p, Folder+"/")
	dir, name := path.Split(rel)
	dir = strings.TrimSuffix(dir, "/")
	if first, twice := l.folded[strings.ToLower(rel)]; twice {
		l.fail(p, "collision", "rename one of them", "differs from %s only by case", first)
		return
	}
	l.folded[strings.ToLower(rel)] = p
	if !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }) {
		l.fail(p, "reserved-name", "rename it: letters, digits, spaces, - _ . and the like", "the name %q cannot be part of an address on every system", name)
		return
	}
	if c, ok := unseen.First([]byte(name), 0); ok {
		l.fail(p, "control-character", "rename it: letters, digits, spaces, - _ . and the like", "the name holds %s", c.Name)
	}
	switch {
	case dir == "":
		l.top(p, name)
	case strings.HasPrefix(rel, ".well-known/"):
		l.entries = append(l.entries, entry{path: p, kind: kindStatic})
	case l.versions[path.Join(Folder, dir)]:
		l.inVersion(p, dir, name)
	case name == "policy.toml":
		if l.id(p, dir) {
			l.entries = append(l.entries, entry{path: p, kind: kindPolicy, policy: dir})
		}
	case path.Base(dir) == "events" && path.Dir(dir) != "." && ext(name) == ".toml":
		l.entries = append(l.entries, entry{path: p, kind: kindEvent, policy: path.Dir(dir), name: name})
	default:
		l.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: p}, Severity: diag.Warning, Rule: "stray-file",
			Message: "is not published: it stands beside no text", Hint: "attachments stand in the folder of their version"})
	}
}

func (l *lister) top(p, name string) {
	if name == Seals {
		l.entries = append(l.entries, entry{path: p, kind: kindSeals})
		return
	}
	m := pageName.FindStringSubmatch(name)
	if m == nil || !isTag(m[2]) {
		l.entries = append(l.entries, entry{path: p, kind: kindStatic})
		return
	}
	if slices.Contains(l.reserved, strings.ToLower(m[1])) || !idPart.MatchString(m[1]) {
		l.fail(p, "reserved-name", "give the page another name", "%q is not a name that a free page may have", m[1])
		return
	}
	l.entries = append(l.entries, entry{path: p, kind: kindPage, name: m[1], lang: m[2]})
}

func (l *lister) inVersion(p, dir, name string) {
	policy, version := path.Split(dir)
	policy = strings.TrimSuffix(policy, "/")
	if policy == "" {
		l.fail(p, "layout", "move it to content/"+dir+"/DATE/"+name, "a text stands in the folder of its version, and that in the folder of its policy")
		return
	}
	if !l.id(p, dir) {
		return
	}
	e := entry{path: p, kind: kindAttachment, policy: policy, version: version, name: name}
	if m := textName.FindStringSubmatch(name); m != nil && isTag(m[1]) {
		e.kind, e.lang = kindText, m[1]
		switch m[2] {
		case "":
		case "correction", "translation":
			return // a correction, or a translation of a published version, that is still a draft
		default:
			date, err := civil.Parse(m[2])
			if err != nil {
				l.fail(p, "layout", "LANG.YYYY-MM-DD.md is a correction of LANG.md", "%v", err)
				return
			}
			e.date = date
		}
	}
	l.entries = append(l.entries, e)
}

// id reports whether every part of a folder's path may be part of an id.
func (l *lister) id(p, dir string) bool {
	for _, part := range strings.Split(dir, "/") {
		if slices.Contains(l.reserved, strings.ToLower(part)) {
			l.fail(p, "reserved-name", "rename the folder", "%q is reserved and cannot name a policy or a version", part)
			return false
		}
		if !idPart.MatchString(part) {
			l.fail(p, "reserved-name", "use lower-case ASCII letters, digits, - _ .", "the folder %q cannot be part of an address", part)
			return false
		}
	}
	return true
}
