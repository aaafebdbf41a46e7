package publish

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/redaction"
	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

// RuleTaken is the rule that words which are taken out stand nowhere any more.
const RuleTaken = "redact-place"

// Redaction says which words are taken out of what was published, and of which files.
type Redaction struct {
	Policy, Version string
	Lang            string // the text and its corrections
	File            string // an attachment of the version; without Words the file goes whole
	Whole           bool   // every text of the version, all its words, and its attachments
	Words           string // as readers see them
	Everywhere      bool   // out of every text, correction, draft, event and text attachment of the center
	Reason          map[string]string
}

// holder is a file that can be edited, and the places of words in it.
type holder struct {
	*source.File
	policy, version, lang string
	attachment, event     bool
	sealed                bool
	form                  redaction.Form
	data                  []byte
	places                []redaction.Place
}

// name is the file's name below the folder of its version, or of its policy.
func (h *holder) name() string {
	return strings.TrimPrefix(h.Path, path.Join(source.Folder, h.policy, h.version)+"/")
}

// Redact plans the removal of words: they are gone from the files, [source.Mark] stands in each place, events say so, and the new bytes are
// sealed. It is the one change of what was published, and leaves no digest of the bytes before.
func (c *Center) Redact(r Redaction) (*Change, error) {
	t := &taking{Redaction: r, c: c, change: &Change{Does: strings.TrimSpace(strings.Join([]string{"redact", r.Policy, r.Version, r.Lang, r.File}, " "))}}
	if err := t.meant(); err != nil {
		return nil, err
	}
	if err := t.survey(); err != nil {
		return nil, err
	}
	plan := t.takeWords
	switch {
	case r.Whole:
		plan = t.takeVersion
	case r.Words == "":
		plan = t.takeAttachment
	}
	if err := plan(); err != nil || len(t.change.Notes) > 0 && t.change.Notes.Failed() {
		return t.change, err
	}
	return t.change, t.finish()
}

// taking is a redaction that is being planned.
type taking struct {
	Redaction
	c      *Center
	words  *redaction.Words // nil where files go whole
	change *Change
	held   []*holder // every file that can be edited
	left   diag.List // places that cannot be edited
	longer diag.List // places within longer words
	blind  []string  // attachments that cannot be looked into

	edited map[string][]byte // by path; nil: the file goes
}

// meant holds that a call can be meant.
func (t *taking) meant() error {
	if len(t.Reason) == 0 {
		return fmt.Errorf("say why: --reason %s=\"…\"; readers see it", t.c.src.Config.Tags()[0])
	}
	if !t.Everywhere || t.Policy != "" {
		p, v, err := t.c.published(t.Policy, t.Version)
		if err != nil {
			return err
		}
		if err := t.c.allowed(p, Event{Policy: p.ID, Kind: "redact", Version: v.ID, Lang: t.Lang, Reason: t.Reason}); err != nil {
			return err
		}
		switch {
		case t.Lang != "":
			text, err := textOf(p, v, t.Lang)
			if err != nil {
				return err
			}
			if _, sealed := t.c.sums.First(strings.TrimPrefix(text.Original.Path, source.Folder+"/")); !sealed {
				return fmt.Errorf("%s has no seal: candor publish --adopt seals what is public already, and what is not public is edited by hand", text.Original.Path)
			}
		case t.File != "":
			if !slices.ContainsFunc(v.Attachments, func(a *source.Attachment) bool { return a.Name == t.File }) {
				return fmt.Errorf("%s/%s has no attachment %q", p.ID, v.ID, t.File)
			}
		case !t.Whole && !t.Everywhere:
			return fmt.Errorf("say in which language's text: --lang; or --file for an attachment, --whole for all of the version, --everywhere for all of the center")
		}
	}
	switch {
	case t.Whole && (t.Words != "" || t.Lang != "" || t.File != "" || t.Everywhere):
		return fmt.Errorf("--whole takes all of a version: it goes with no --words, --lang, --file or --everywhere")
	case t.Whole, t.Words == "" && t.File != "" && !t.Everywhere:
		return nil
	case t.Words == "":
		return fmt.Errorf("say which words are to be taken out: --words")
	}
	words, err := redaction.Compile(t.Words, t.c.src.Config.Tags()...)
	if err != nil {
		return err
	}
	for _, reason := range t.Reason {
		if len(words.Find([]byte(reason), redaction.Plain)) > 0 {
			return fmt.Errorf("the reason holds the words that are to be taken out, and readers see it: say it without them")
		}
	}
	t.words = words
	return nil
}

// survey finds the words in all files of the center, and sorts these by what can be done about them.
func (t *taking) survey() error {
	editable := t.c.editable()
	for _, root := range []string{config.Name, source.Folder, "templates", "themes"} {
		err := fs.WalkDir(t.c.base, root, func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case strings.HasPrefix(path.Base(name), ".candor"):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if t.words != nil && t.words.InPath(path.Base(name)) {
				t.left.Add(diag.Diagnostic{Pos: diag.Pos{File: name}, Rule: RuleTaken, Message: "its name holds the words", Hint: "rename it while its address is not public; what is published at it stays there"})
			}
			if d.IsDir() || name == seal.File {
				return nil
			}
			h := editable[name]
			if d.Type()&fs.ModeSymlink != 0 {
				h = nil // what it leads to would keep the words
			}
			return t.look(name, h)
		})
		if err != nil {
			return fmt.Errorf("look for the words: %w", err)
		}
	}
	return nil
}

// editable are the files of a center that words can be taken out of: texts, corrections and drafts of them, events, attachments.
func (c *Center) editable() map[string]*holder {
	out := map[string]*holder{}
	versions := map[string]*source.Text{}
	add := func(h *holder) {
		_, h.sealed = c.sums.Find(strings.TrimPrefix(h.Path, source.Folder+"/"))
		out[h.Path] = h
	}
	for _, s := range c.src.Texts {
		add(&holder{File: &s.File, policy: s.Policy, version: s.Version, lang: s.Lang})
		versions[path.Dir(s.Path)] = s
	}
	for _, e := range c.src.Events {
		add(&holder{File: &e.File, policy: e.Policy, event: true})
	}
	for _, a := range c.src.Attachments {
		add(&holder{File: &a.File, policy: a.Policy, version: a.Version, attachment: true})
	}
	for folder, s := range versions {
		names, _ := fs.ReadDir(c.base, folder)
		for _, d := range names {
			name := path.Join(folder, d.Name())
			lang, rest, _ := strings.Cut(d.Name(), ".")
			if out[name] == nil && (rest == "correction.md" || rest == "translation.md") {
				add(&holder{File: &source.File{Path: name}, policy: s.Policy, version: s.Version, lang: lang})
			}
		}
	}
	return out
}

// look finds the words in a file.
func (t *taking) look(name string, h *holder) error {
	data, err := fs.ReadFile(t.c.base, name)
	if err != nil {
		return err
	}
	form, text := redaction.FormOf(name, data)
	var places []redaction.Place
	switch {
	case t.words == nil:
	case text:
		places = t.words.Find(data, form)
	case t.words.InBytes(data):
		t.left.Add(diag.Diagnostic{Pos: diag.Pos{File: name}, Rule: RuleTaken, Message: "holds the words, and is no text that they could be taken out of", Hint: t.wayOut(name, h)})
	case h != nil && h.attachment:
		t.blind = append(t.blind, name)
	}
	lines := diag.NewLines(name, data, 1)
	if h != nil && (text || h.attachment) {
		h.File = &source.File{Path: name, Size: int64(len(data)), Sum: sha256.Sum256(data)}
		h.data, h.form, h.places = data, form, places
		t.held = append(t.held, h)
		for _, p := range places {
			if p.Longer {
				said, hint := "%q stands in a longer word or number here, and stays", "if the same is meant, take out the longer one too"
				if p.Akin {
					said, hint = "%q may be the same words in another form or order, and stays", "if the same is meant, take it out too"
				}
				t.longer.Add(diag.Diagnostic{Pos: lines.Pos(p.Start), Severity: diag.Warning, Rule: RuleTaken, Message: fmt.Sprintf(said, data[p.Start:p.End]), Hint: hint})
			}
		}
		return nil
	}
	for _, p := range places {
		if !p.Longer {
			t.left.Add(diag.Diagnostic{Pos: lines.Pos(p.Start), Rule: RuleTaken, Message: "the words stand here, and this file is not one that candor takes words out of", Hint: t.wayOut(name, h)})
		}
	}
	return nil
}

// wayOut says how words are taken out of a file that is not edited.
func (t *taking) wayOut(name string, h *holder) string {
	if h != nil && h.attachment && h.sealed {
		return fmt.Sprintf("candor redact %s %s --file %q --reason … takes the file out", h.policy, h.version, h.name())
	}
	return "it is not sealed: take them out by hand"
}

// meantIn reports whether words are to be taken out of a file.
func (t *taking) meantIn(h *holder) bool {
	switch {
	case t.Everywhere:
		return true
	case h.policy != t.Policy || h.version != t.Version || h.event || !h.sealed:
		return false
	case t.Lang != "":
		return h.lang == t.Lang
	}
	return h.attachment && h.name() == t.File
}

// takeWords takes words out of the files that are meant. Where others have them, it names their places and does nothing.
func (t *taking) takeWords() error {
	t.edited = map[string][]byte{}
	var others diag.List
	found := false
	for _, h := range t.held {
		lines := diag.NewLines(h.Path, h.data, 1)
		n, langs := 0, t.c.src.Config.Tags()
		if h.lang != "" {
			langs = []string{h.lang}
		}
		for _, p := range h.places {
			if p.Longer {
				continue
			}
			n++
			if !t.meantIn(h) {
				hint := ""
				if len(others) == 0 {
					hint = "--everywhere takes them out of all texts, corrections, drafts, events and text attachments"
				}
				others.Add(diag.Diagnostic{Pos: lines.Pos(p.Start), Rule: RuleTaken, Message: "the words stand here too", Hint: hint})
			} else if what := redaction.Trivial(h.data, p.Start, p.End, langs...); what != "" {
				return fmt.Errorf("%s: %s: without it the text would say another thing; take out a longer piece, or publish a new version", lines.Pos(p.Start), what)
			}
		}
		if n == 0 || !t.meantIn(h) {
			continue
		}
		found = true
		if err := t.edit(h); err != nil {
			return err
		}
	}
	switch {
	case !found && len(others)+len(t.left) == 0:
		return t.nowhere()
	case !t.Everywhere && len(others)+len(t.left) > 0:
		t.change = &Change{Does: t.change.Does}
		t.change.Notes.Add(others...)
		t.change.Notes.Add(t.left...)
		return nil
	}
	t.change.Left = t.left
	t.change.Notes.Add(t.longer...)
	if !found {
		t.change.Said = "no text, event or text attachment holds the words"
	}
	return nil
}

func (t *taking) nowhere() error {
	if len(t.longer) > 0 {
		return fmt.Errorf("%s: the words stand in longer words or numbers, or in another form, only: give these as they stand", t.longer[0].Pos)
	}
	if t.Everywhere {
		return fmt.Errorf("no file of this center holds these words, as a reader would see them")
	}
	return fmt.Errorf("what is named does not hold these words, as a reader would see them")
}

// edit takes the words out of one file.
func (t *taking) edit(h *holder) error {
	edited, n := redaction.Take(h.data, h.places)
	if (h.form == redaction.Markdown || h.form == redaction.TOML) && !h.attachment && !sameKeys(h, edited) {
		return fmt.Errorf("the words are more than words in the front matter of %s: take out a longer piece, or words that are no key and no mark there", h.Path)
	}
	if h.lang != "" {
		if line, wrong := t.words.Reads(h.data, edited, h.lang); wrong != "" {
			return fmt.Errorf("%s:%d: %s without these words: take out a longer piece, with the marks about it", h.Path, line, wrong)
		}
	}
	t.edited[h.Path] = edited
	lines := diag.NewLines(h.Path, h.data, 1)
	var at []string
	for _, p := range h.places {
		if pos := lines.Pos(p.Start); !p.Longer && len(at) < 12 {
			at = append(at, fmt.Sprintf("%d:%d", pos.Line, pos.Col))
		}
	}
	t.change.Steps = append(t.change.Steps, fmt.Sprintf("take the words out of %s, in %s (%s)", h.Path, places(n), strings.Join(at, ", ")))
	return nil
}

func places(n int) string {
	if n == 1 {
		return "1 place"
	}
	return fmt.Sprintf("%d places", n)
}

// sameKeys holds that a front matter, or an event, has the keys that it had.
func sameKeys(h *holder, edited []byte) bool {
	if h.form == redaction.TOML {
		return slices.Equal(tomlKeys(h.data), tomlKeys(edited))
	}
	return slices.Equal(frontKeys(h.data), frontKeys(edited))
}

// frontKeys are the keys of a text's front matter, nil where it cannot be read.
func frontKeys(data []byte) []string {
	marked := bytes.TrimSpace(bytes.TrimPrefix(data[:source.BodyOffset(data)], []byte("\ufeff")))
	front, begins := bytes.CutPrefix(marked, []byte("+++"))
	front, ends := bytes.CutSuffix(front, []byte("+++"))
	if !begins || !ends {
		return nil
	}
	return tomlKeys(front)
}

func tomlKeys(data []byte) []string {
	var diags diag.List
	t, ok := table.Parse("", 1, data, Rule, &diags)
	if !ok {
		return nil
	}
	return slices.Sorted(maps.Keys(t.Places()))
}

// takeAttachment takes a file out whole.
func (t *taking) takeAttachment() error {
	t.edited = map[string][]byte{}
	for _, h := range t.held {
		if !t.meantIn(h) {
			continue
		}
		t.edited[h.Path] = nil
		t.change.Steps = append(t.change.Steps, "take out "+h.Path)
		t.change.Said = fmt.Sprintf("%s is gone from %s/%s; what led to it says its words without a link", t.File, t.Policy, t.Version)
		return nil
	}
	return fmt.Errorf("the attachment %q has no seal: delete it", t.File)
}

// takeVersion takes out all words of a version. What it was, when it was published and what holds stays recorded: no state is another by it.
func (t *taking) takeVersion() error {
	t.edited = map[string][]byte{}
	for _, h := range t.held {
		if h.policy != t.Policy || h.version != t.Version || h.event {
			continue
		}
		what := "take all words out of "
		switch {
		case !h.sealed && strings.HasSuffix(h.Path, ".correction.md"), !h.sealed && strings.HasSuffix(h.Path, ".translation.md"), h.attachment:
			t.edited[h.Path] = nil
			what = "take out "
		case h.lang != "":
			emptied, err := emptied(h.data)
			if err != nil {
				return fmt.Errorf("%s: %w", h.Path, err)
			}
			t.edited[h.Path] = emptied
		}
		t.change.Steps = append(t.change.Steps, what+h.Path)
	}
	t.change.Said = fmt.Sprintf("the words of %s/%s are gone; its addresses stay and say so", t.Policy, t.Version)
	p, v, err := t.c.published(t.Policy, t.Version)
	if err != nil {
		return err
	}
	s := p.AsOf(t.c.Today, false)
	if s == nil || s.Ended != nil {
		return nil
	}
	switch e := s.Edition(v.ID); {
	case e != nil && e.State == policy.InForce:
		t.change.Next = append(t.change.Next, fmt.Sprintf("it is the version in force, and nobody can read it now: publish the text that holds (candor new %s --from VERSION begins it with an earlier one)", p.ID))
	case e != nil && e.State == policy.Announced:
		t.change.Next = append(t.change.Next, fmt.Sprintf("it takes effect on %s all the same: candor cancel %s %s says that it will not", e.From, p.ID, v.ID))
	}
	return nil
}

// emptied is a text without its words: front matter and body have the mark. Its title, its dates and its promises stay.
func emptied(data []byte) ([]byte, error) {
	offset := source.BodyOffset(data)
	quoted := table.Quote(source.Mark)
	keys := frontKeys(data)
	var settings []table.Setting
	for _, key := range []string{"changes", "action", "summary", "reason"} {
		value := quoted
		if key == "changes" {
			value = "[" + quoted + "]"
		}
		if slices.Contains(keys, key) {
			settings = append(settings, table.Setting{Key: key, Value: value})
		}
	}
	edited, _, err := edit(data, offset, settings...)
	if err != nil {
		return nil, err
	}
	front := edited[:len(edited)-len(data)+offset]
	if front, err = unwaived(front); err != nil {
		return nil, err
	}
	for _, at := range slices.Backward(tomlComments(front)) {
		end := at + len(firstLineOf(front[at:]))
		front = slices.Concat(front[:at], []byte("# "+source.Mark), front[end:])
	}
	return append(slices.Clone(front), source.Mark+"\n"...), nil
}

// waived is the reason of a waiver, in its table or on its line.
var waived = regexp.MustCompile(`(?m)^((?:[^#\n]*[{,][ \t]*)?reason[ \t]*=[ \t]*)(?:"(?:[^"\\\n]|\\.)+"|'[^'\n]+')`)

// unwaived is a front matter in which no reason says why a notice was shorter; that it was, stays.
func unwaived(front []byte) ([]byte, error) {
	if !slices.Contains(frontKeys(front), "waive") && !bytes.Contains(front, []byte("[waive]")) {
		return front, nil
	}
	if bytes.Contains(front, []byte(`"""`)) || bytes.Contains(front, []byte(`'''`)) {
		return nil, fmt.Errorf("a string over several lines in [waive] cannot be emptied: take its words out with --words first")
	}
	return waived.ReplaceAll(front, []byte("${1}"+table.Quote(source.Mark))), nil
}

func firstLineOf(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}

// finish plans what follows from the edits: what follows a wording follows it on, events and seals.
func (t *taking) finish() error {
	if len(t.edited) == 0 {
		return nil
	}
	followers, err := t.followOn()
	if err != nil {
		return err
	}
	var sealed, names []string // paths, and names below content/
	for _, h := range t.held {
		if _, edited := t.edited[h.Path]; edited && h.sealed {
			name := strings.TrimPrefix(h.Path, source.Folder+"/")
			if l, _ := t.c.sums.Find(name); l.Sum != h.Sum {
				return fmt.Errorf("%s is not as it was sealed: only what is can be redacted; candor check says what is wrong with it", h.Path)
			}
			sealed, names = append(sealed, h.Path), append(names, name)
		}
	}
	sums := t.c.src.Seals
	if len(names) > 0 {
		if sums, err = seal.Redact(sums, t.c.Today, names); err != nil {
			return err
		}
	}
	var entries []seal.Entry
	for _, h := range t.held {
		data, edited := t.edited[h.Path]
		switch {
		case !edited:
			continue
		case data == nil:
			t.change.Remove = append(t.change.Remove, h.Path)
		default:
			t.change.Puts = append(t.change.Puts, Put{Path: h.Path, Data: data})
			if h.sealed {
				entries = append(entries, entry(h.Path, data))
			}
		}
		t.change.read(h.Path, h.Sum)
	}
	recorded, err := t.record(sealed, followers)
	if err != nil {
		return err
	}
	entries = append(entries, recorded...)
	if len(entries)+len(names) == 0 {
		t.change.Said = "the words are gone from what is not published yet, and each place is marked " + source.Mark
	} else {
		t.change.read(seal.File, sha256.Sum256(t.c.src.Seals))
		t.change.Puts = append(t.change.Puts, Put{Path: seal.File, Data: seal.Append(sums, t.c.Today, entries)})
		t.change.Steps = append(t.change.Steps, "seal the new bytes in "+seal.File+"; no digest of the old ones is left")
		if err := t.c.firstSealing(t.change); err != nil {
			return err
		}
	}
	return t.leaveNoCopy()
}

// followOn makes translations that say they follow a wording follow it as it is now. It returns the sealed ones that are changed by this alone.
func (t *taking) followOn() (map[string]bool, error) {
	now := map[string]string{}
	for _, h := range t.held {
		if edited := t.edited[h.Path]; h.lang != "" && edited != nil {
			now[follows(h.data)] = follows(edited)
		}
	}
	return t.rewrite(now)
}

// follows is [source.Text.Follows] of a text.
func follows(data []byte) string {
	sum := sha256.Sum256(data[source.BodyOffset(data):])
	return hex.EncodeToString(sum[:6])
}

var translatesLine = regexp.MustCompile(`(?m)^(translates[ \t]*=[ \t]*["'])([0-9a-fA-F]+)(["'])`)

// rewrite replaces what texts say that they follow. It returns the sealed ones that are changed by this alone.
func (t *taking) rewrite(now map[string]string) (map[string]bool, error) {
	alone := map[string]bool{}
	for _, h := range t.held {
		data, edited := t.edited[h.Path]
		if !edited {
			data = h.data
		}
		if h.lang == "" || data == nil {
			continue
		}
		offset := source.BodyOffset(data)
		m := translatesLine.FindSubmatchIndex(data[:offset])
		if m == nil {
			continue
		}
		says := strings.ToLower(string(data[m[4]:m[5]]))
		if next := now[says]; next != "" && next != says {
			t.edited[h.Path] = slices.Concat(data[:m[4]], []byte(next), data[m[5]:])
			t.change.Steps = append(t.change.Steps, "set translates in "+h.Path+" to the wording as it is now")
			alone[h.Path] = !edited && h.sealed
		}
	}
	return alone, nil
}

// record plans the events of sealed files: one for the texts of a version in a language, one for each attachment and each event.
func (t *taking) record(sealed []string, followers map[string]bool) ([]seal.Entry, error) {
	type of struct{ policy, version string }
	var events []*Event
	at := func(like Event) *Event {
		for _, e := range events {
			if e.Policy == like.Policy && e.Version == like.Version && e.Lang == like.Lang && e.Attached == like.Attached && e.Whole == like.Whole {
				return e
			}
		}
		like.Kind, like.Reason = "redact", t.Reason
		events = append(events, &like)
		return events[len(events)-1]
	}
	followed := map[of][]string{}
	for _, h := range t.held {
		switch {
		case !slices.Contains(sealed, h.Path):
		case followers[h.Path]:
			key := of{h.policy, h.version}
			if !slices.Contains(followed[key], h.lang) {
				followed[key] = append(followed[key], h.lang)
			}
		case t.Whole:
			at(Event{Policy: h.policy, Version: h.version, Whole: true})
		case h.lang != "":
			at(Event{Policy: h.policy, Version: h.version, Lang: h.lang})
		case h.attachment:
			at(Event{Policy: h.policy, Version: h.version, Attached: h.name()})
		default:
			at(Event{Policy: h.policy, Attached: h.name()})
		}
	}
	for key, langs := range followed {
		i := slices.IndexFunc(events, func(e *Event) bool { return e.Policy == key.policy && e.Version == key.version && e.Attached == "" })
		e := &Event{}
		if i >= 0 {
			e = events[i]
		} else {
			e = at(Event{Policy: key.policy, Version: key.version})
		}
		e.Followed = slices.Sorted(slices.Values(langs))
	}
	slices.SortStableFunc(events, func(a, b *Event) int {
		return cmp.Or(cmp.Compare(a.Policy, b.Policy), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Attached, b.Attached))
	})
	var taken []string
	var entries []seal.Entry
	heard := map[string]bool{} // by policy
	for _, e := range events {
		p, err := t.c.policyOf(e.Policy)
		if err != nil {
			return nil, err
		}
		name, text, err := t.c.event(p, *e, taken)
		if err != nil {
			return nil, err
		}
		if !heard[p.ID] && len(t.Reason) > 0 {
			heard[p.ID] = true
			if err := t.c.heard(t.change, p, t.Reason, t.c.src.Config.Tags(), diag.Pos{File: name, Line: 1, Col: 1}); err != nil {
				return nil, err
			}
		}
		taken = append(taken, name)
		t.change.Puts = append(t.change.Puts, Put{Path: name, Data: text})
		t.change.Steps = append(t.change.Steps, "write "+name)
		entries = append(entries, entry(name, text))
	}
	return entries, nil
}

// leaveNoCopy plans that nothing that candor keeps for itself holds the words, and names the copies that are not candor's.
func (t *taking) leaveNoCopy() error {
	t.change.Forget()
	if there, err := t.c.disk.Exists(ownFolder); err != nil {
		return err
	} else if there {
		t.change.Clear = append(t.change.Clear, ownFolder)
		t.change.Steps = append(t.change.Steps, "clear "+ownFolder+"/, which may hold the words: this cannot be undone")
	}
	if t.change.Said == "" {
		t.change.Said = "the words are gone, and each place is marked " + source.Mark + "; the pages say so"
	}
	next := []string{goesOut}
	if there, err := t.c.disk.Exists("public"); err != nil {
		return err
	} else if there {
		next = append(next, "public/ is the site as it was built before: until candor build has replaced it, it has what was taken out")
	}
	next = append(next, "what was taken out is still in the history of a repository, in backups and caches, and in copies of the site, the deployed one first: they are for their owners to rewrite")
	for _, name := range t.blind {
		next = append(next, name+" cannot be looked into: look whether it holds the words")
	}
	t.change.Next = append(next, t.change.Next...)
	return nil
}
