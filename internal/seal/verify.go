package seal

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/source"
)

// Item is a file that is sealed when it is published.
type Item struct {
	*source.File
	Policy, Version, Lang string // Version and Lang as far as the file has them
	Event                 bool
	Public                civil.Date // the day from which it is public, zero in a draft
}

// Name returns the path below content/, as archive.sum writes it.
func (i Item) Name() string { return strings.TrimPrefix(i.Path, source.Folder+"/") }

// Items returns every file of a center that has, or will have, a seal: texts, corrections, attachments and events, sorted by path.
func Items(c *source.Center) []Item {
	return itemsOf(c, func(*source.File) bool { return true })
}

// itemsOf returns the wanted ones of [Items].
func itemsOf(c *source.Center, wanted func(*source.File) bool) []Item {
	published := map[string]civil.Date{} // of versions: only the original text must say it
	for _, t := range c.Texts {
		if day := t.Front.Published; !day.IsZero() && t.Corrects.IsZero() {
			published[path.Dir(t.Path)] = day
		}
	}
	var items []Item
	for _, t := range c.Texts {
		if !wanted(&t.File) {
			continue
		}
		day := published[path.Dir(t.Path)]
		if !day.IsZero() {
			for _, later := range []civil.Date{t.Front.Added, t.Corrects} {
				if later.After(day) {
					day = later
				}
			}
		}
		items = append(items, Item{File: &t.File, Policy: t.Policy, Version: t.Version, Lang: t.Lang, Public: day})
	}
	for _, a := range c.Attachments {
		if wanted(&a.File) {
			items = append(items, Item{File: &a.File, Policy: a.Policy, Version: a.Version, Public: published[path.Dir(a.Path)]})
		}
	}
	for _, e := range c.Events {
		if !wanted(&e.File) {
			continue
		}
		day := e.On
		if of := published[path.Join(source.Folder, e.Policy, e.Version)]; e.Version != "" && of.After(day) {
			day = of // what is told of a version is public no sooner than the version
		}
		items = append(items, Item{File: &e.File, Policy: e.Policy, Version: e.Version, Event: true, Public: day})
	}
	slices.SortFunc(items, func(x, y Item) int { return strings.Compare(x.Path, y.Path) })
	return items
}

// Gone reports that config.toml names the day of the first sealing and there are no seals: somebody took archive.sum away, or a merge
// emptied it. Nothing that is said of such a center is true before it is back.
func Gone(c *source.Center) diag.List {
	if c.Config == nil || c.Config.Sealed.IsZero() || holdsLine(c.Seals) {
		return nil
	}
	return diag.List{{Pos: diag.Pos{File: File}, Rule: RuleLost,
		Message: fmt.Sprintf("holds no seals, and this center is sealed since %s (%s)", c.Config.Sealed, config.Name),
		Hint:    "restore it: git checkout HEAD -- " + File + ", or from the commit before the one in which it went: git log -- " + File}}
}

// holdsLine reports whether an archive.sum has more than comments.
func holdsLine(text []byte) bool {
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return true
		}
	}
	return false
}

// Verify holds the files of a center against archive.sum. What is sealed must have its bytes, whether it is public on the day or not;
// what is public on the day must be sealed. What is public today was not sealed on a later day; a zero today holds nothing against it. Every
// fault is an error. That nothing of the center is sealed yet is said once, as a warning.
func Verify(c *source.Center, day, today civil.Date) (*Sums, diag.List) {
	sums, diags := Parse(c.Seals)
	if gone := Gone(c); len(gone) > 0 {
		return sums, gone
	}
	v := &verifier{center: c, sums: sums, items: map[string]Item{}, diags: diags}
	items := Items(c)
	for _, item := range items {
		v.items[item.Name()] = item
	}
	for _, f := range c.Unread {
		if name := strings.TrimPrefix(f.Path, source.Folder+"/"); v.items[name].File == nil {
			v.items[name] = Item{File: f}
		}
	}
	v.conflicts()
	for _, l := range sums.Lines {
		v.line(l)
	}
	v.takenOut()
	v.missing(items, day)
	v.ahead(items, today)
	v.diags.Sort()
	return sums, v.diags
}

type verifier struct {
	center *source.Center
	sums   *Sums
	items  map[string]Item // by name
	diags  diag.List
}

// conflicts reports two seals for one path. Where an event of kind redact names the older one, a merge has brought it back, and the
// newer one holds.
func (v *verifier) conflicts() {
	seen := map[string]Line{}
	v.sums.Lines = slices.DeleteFunc(v.sums.Lines, func(l Line) bool {
		first, twice := seen[l.Path]
		if !twice {
			seen[l.Path] = l
			return v.replaced(l)
		}
		if v.redacted(first) || v.redacted(l) {
			return v.replaced(l)
		}
		v.diags.Add(diag.Diagnostic{Pos: l.Pos, Rule: RuleConflict, Message: fmt.Sprintf("%q has two seals: both sides of a merge published it, or a line was written by hand", l.Path),
			Hint:    "keep the line of what was public, and make a correction of the other: candor correct",
			Related: []diag.Related{{Pos: first.Pos, Message: "the other seal"}}})
		return true
	})
	v.sums.byPath = map[string]int{}
	for i, l := range v.sums.Lines {
		v.sums.byPath[l.Path] = i
	}
}

// replaced is redacted, and keeps the seal as one that the path had before.
func (v *verifier) replaced(l Line) bool {
	if !v.redacted(l) {
		return false
	}
	if v.sums.Taken(l.Path) {
		v.digest(l.Pos) // a merge has brought it back
	}
	v.sums.before(l)
	return true
}

// redacted reports whether words were taken out of the bytes that a seal speaks of, and other bytes have taken their place, or none.
func (v *verifier) redacted(l Line) bool {
	item, there := v.items[l.Path]
	told := l.Sum != [32]byte{}
	if there && told && item.Sum == l.Sum {
		return false
	}
	if told && slices.ContainsFunc(v.center.Events, func(e *source.Event) bool {
		return e.Kind == "redact" && strings.EqualFold(e.SealBefore, l.Hex()) && strings.HasPrefix(l.Path, e.Policy+"/"+e.Version+"/")
	}) {
		return there
	}
	if there && !v.sums.sealedAs(l.Path, item.Sum) || told && !v.sums.Taken(l.Path) {
		return false
	}
	taken, _ := v.taken(l.Path)
	return taken
}

// taken reports whether an event says that words were taken out of a path, and whether their places are marked in it.
func (v *verifier) taken(name string) (taken, marked bool) {
	_, there := v.items[name]
	for _, e := range v.center.Events {
		takes, marks := e.Takes(path.Join(source.Folder, name))
		text := path.Ext(name) == ".md" && e.Attached == ""
		if takes && (there || marks && !text) { // a text is never gone
			taken, marked = true, marked || marks
		}
	}
	return taken, marked
}

// sealedAs reports whether a path has a seal of these bytes.
func (s *Sums) sealedAs(name string, sum [32]byte) bool { return len(s.days[saying{name, sum}]) > 0 }

// takenOut holds that no seal was made a comment without an event that says why, and that what words were taken out of shows where.
func (v *verifier) takenOut() {
	for _, l := range v.sums.Redacted {
		item, there := v.items[l.Path]
		_, marked := v.taken(l.Path)
		switch {
		case !v.redacted(l.Line):
			v.diags.Add(diag.Diagnostic{Pos: l.Pos, Rule: RuleBroken, Message: fmt.Sprintf("the seal of %q is taken out and no event of kind redact says so", l.Path),
				Hint: "restore the line, or write the event with candor redact"})
		case l.Tells():
			v.digest(l.Pos)
		case there && marked && !v.shows(item):
			v.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: item.Path, Line: 1, Col: 1}, Rule: RuleBroken,
				Message: fmt.Sprintf("an event says that words were taken out of this file, and no %s stands in their place: it is another file", source.Mark),
				Hint:    "restore it (git checkout -- " + item.Path + "); candor redact only takes words out"})
		}
	}
	for _, e := range v.center.Events {
		if e.Kind == "redact" && (e.SealBefore != "" || e.BodyBefore != "") {
			key := "seal_before"
			if e.SealBefore == "" {
				key = "body_before"
			}
			v.digest(e.Pos(key))
		}
	}
}

// digest warns of the digest of bytes that words were taken out of.
func (v *verifier) digest(at diag.Pos) {
	v.diags.Add(diag.Diagnostic{Pos: at, Severity: diag.Warning, Rule: RuleDigest,
		Message: "tells the digest of the text as it was before words were taken out of it: by it short words can be found by trying",
		Hint:    "candor redact --again takes such digests out"})
}

// shows reports whether a file has the mark of words that were taken out.
func (v *verifier) shows(item Item) bool {
	data, err := v.center.Bytes(item.File)
	return err != nil || bytes.Contains(data, []byte(source.Mark))
}

func (v *verifier) line(l Line) {
	item, ok := v.items[l.Path]
	file := path.Join(source.Folder, l.Path)
	related := []diag.Related{{Pos: l.Pos, Message: "its seal"}}
	switch {
	case !ok:
		v.diags.Add(diag.Diagnostic{Pos: l.Pos, Rule: RuleArchive, Message: fmt.Sprintf("the sealed file %q is gone: what was published stays in the archive", l.Path), Hint: v.whereabouts(l)})
	case item.Sum == l.Sum || item.Sum == [32]byte{}:
	default:
		message, hint := v.difference(item, l)
		v.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: file, Line: 1, Col: 1}, Rule: RuleBroken, Message: message, Hint: hint, Related: related})
	}
}

// whereabouts says where the bytes of a file that is gone are now.
func (v *verifier) whereabouts(l Line) string {
	for _, name := range sortedNames(v.items) {
		if v.items[name].Sum == l.Sum {
			return fmt.Sprintf("its bytes are now in %s: move it back, addresses of published files are for ever", path.Join(source.Folder, name))
		}
	}
	return "restore it: git log --diff-filter=D -- " + path.Join(source.Folder, l.Path)
}

func sortedNames(items map[string]Item) []string {
	names := make([]string, 0, len(items))
	for name := range items {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// difference says how a file departs from its seal, and the ways out.
func (v *verifier) difference(item Item, l Line) (message, hint string) {
	if data, err := v.center.Bytes(item.File); err == nil {
		if what := harmless(data, l.Sum); what != "" {
			return "the words of this published file are those that were sealed, but " + what,
				"restore it: git checkout -- " + item.Path + ", and keep \"content/** -text\" in .gitattributes so that git leaves line endings alone"
		}
	}
	restore := "restore it (git checkout -- " + item.Path + ")"
	if item.Event || item.Lang == "" {
		return fmt.Sprintf("this published file is not the one that was sealed on %s", l.Sealed), restore + "; what was published never changes"
	}
	return fmt.Sprintf("this published text is not the one that was sealed on %s", l.Sealed),
		fmt.Sprintf("%s, or make a correction of it: candor correct %s %s %s; where it changes what the policy says, it is a new version: candor new %s",
			restore, item.Policy, item.Version, item.Lang, item.Policy)
}

// harmless names a change of form alone that turns the sealed bytes into these, "" when it is another.
func harmless(data []byte, sum [32]byte) string {
	unix := bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	mark := []byte("\ufeff")
	for _, c := range []struct {
		what string
		data []byte
	}{
		{"its line endings were changed to CR LF", unix},
		{"its line endings were changed to LF", bytes.ReplaceAll(unix, []byte("\n"), []byte("\r\n"))},
		{"a byte order mark was put before them", bytes.TrimPrefix(data, mark)},
		{"the byte order mark before them is gone", append(slices.Clone(mark), data...)},
		{"a line feed was put at the end", bytes.TrimSuffix(data, []byte("\n"))},
		{"the last line feed is gone", append(slices.Clone(data), '\n')},
	} {
		if sha256.Sum256(c.data) == sum {
			return c.what
		}
	}
	return ""
}

// missing reports what is public and has no seal.
func (v *verifier) missing(items []Item, day civil.Date) {
	siblings := map[string]bool{}
	for _, l := range v.sums.Lines {
		siblings[path.Dir(l.Path)] = true
	}
	var open []Item
	for _, item := range items {
		if _, sealed := v.sums.Find(item.Name()); !sealed && !item.Public.IsZero() && !item.Public.After(day) {
			open = append(open, item)
		}
	}
	if v.center.Unsealed() {
		v.diags.Add(unsealed(open))
		return
	}
	for _, item := range open {
		d := diag.Diagnostic{Pos: diag.Pos{File: item.Path}, Rule: RuleMissing, Message: "is public and has no seal", Hint: "candor publish seals what it makes public, candor publish --adopt what is public already"}
		if siblings[path.Dir(item.Name())] && !item.Event {
			d.Message = "is public and has no seal, though other files of its version have one: its line was lost, or the file was added by hand"
			d.Hint = "restore the line from the history of " + File
			if item.Lang != "" {
				d.Hint += fmt.Sprintf(", or publish it: candor publish %s %s --lang %s", item.Policy, item.Version, item.Lang)
			}
		}
		v.diags.Add(d)
	}
}

// unsealed is the warning of a center in which nothing is sealed. open are the files that are public all the same.
func unsealed(open []Item) diag.Diagnostic {
	d := diag.Diagnostic{Pos: diag.Pos{File: File}, Severity: diag.Warning, Rule: RuleNone, Message: "nothing of this center is sealed yet, and its pages say so",
		Hint: "candor publish seals a draft when it makes it a version"}
	if len(open) > 0 {
		d.Message = fmt.Sprintf("nothing of this center is sealed yet, and its pages say so: %s, first %s", plural(len(open), "public file"), open[0].Path)
		d.Hint = "candor publish --adopt seals them as they are (--dry-run lists them); were they sealed before, restore " + File + ": git log -- " + File
	}
	return d
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// ahead reports seals of what is public today whose day is still to come. Those of a run are told of at its first.
func (v *verifier) ahead(items []Item, today civil.Date) {
	if today.IsZero() {
		return
	}
	told := map[civil.Date]bool{}
	for _, item := range items {
		l, sealed := v.sums.Find(item.Name())
		if !sealed || item.Public.IsZero() || item.Public.After(today) || !l.Sealed.After(today) || told[l.Sealed] {
			continue
		}
		told[l.Sealed] = true
		v.diags.Add(diag.Diagnostic{Pos: l.Pos, Rule: RuleMalformed, Message: fmt.Sprintf("%q is sealed on %s, and today is %s: nothing is sealed ahead of its day", l.Path, l.Sealed, today),
			Hint: "restore the line \"" + sealedMark + "DATE\" above it from the history of this file; or is the clock of this machine wrong?"})
	}
}
