package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/source"
)

const conf = "base_url = \"https://a.example/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"ru\"\n[[languages]]\ntag = \"en\"\n"

var drafted = map[string]string{
	"config.toml":                   conf,
	"content/p/2020-01-01/ru.md":    "+++\ntitle = \"П\"\npublished = 2020-01-01\n[promises]\nnotice_days = 30\n+++\nслова\n",
	"content/p/draft/ru.md":         "+++\ntitle = \"П\" # как есть\nmaterial = true\nchanges = [\"слова\"]\naction = \"прочтите\"\n+++\nдругие слова\n",
	"content/p/draft/en.md":         "+++\r\ntitle = \"P\"\r\nchanges = [\"words\"]\r\naction = \"read\"\r\n+++\r\nother words\r\n",
	"content/p/draft/list.csv":      "a,b\n",
	"content/p/2020-01-01/note.csv": "1\n",
}

var today = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)

func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// tree is every file below a folder, what belongs to the command itself apart.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == filepath.Base(lockFile) {
			return err
		}
		data, err := os.ReadFile(at)
		name, _ := filepath.Rel(dir, at)
		out[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func openAt(t *testing.T, dir string) *Center {
	t.Helper()
	c, err := Open(context.Background(), dir, today)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ready lays out a center whose first version is sealed and whose translation follows.
func ready(t *testing.T) string {
	t.Helper()
	dir := lay(t, drafted)
	for _, plan := range []func(*Center) (*Change, error){
		func(c *Center) (*Change, error) { return c.Adopt() },
		func(c *Center) (*Change, error) { return c.Translated("p", "draft", "en") },
	} {
		do(t, dir, plan)
	}
	return dir
}

func do(t *testing.T, dir string, plan func(*Center) (*Change, error)) {
	t.Helper()
	c := openAt(t, dir)
	defer c.Close()
	change, err := plan(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Do(change); err != nil {
		t.Fatal(err)
	}
}

func publishDraft(c *Center) (*Change, error) {
	return c.Publish(Version{Policy: "p", Draft: "draft", Effective: civil.Of(2027, 1, 15)})
}

var errKilled = errors.New("killed")

// mortal is a disk that fails at its nth writing step.
type mortal struct {
	disk
	left int
	how  int
}

// How a disk fails: the process is killed before the step, at half of it or after it, and nothing is done any more; or the step alone
// fails, as on a full disk, and the process lives.
const (
	killedBefore = iota
	killedAmid
	killedAfter
	stepFails
	hows
)

// step reports whether the step is made, and what it returns.
func (m *mortal) step() (made bool, err error) {
	m.left--
	switch {
	case m.left > 0:
		return true, nil
	case m.left == 0 && m.how == killedAfter:
		return true, errKilled
	case m.left < 0 && m.how == stepFails:
		return true, nil
	default:
		return false, errKilled
	}
}

func (m *mortal) one(do func() error) error {
	made, err := m.step()
	if !made {
		return err
	}
	return errors.Join(do(), err)
}

func (m *mortal) MkdirAll(name string) error {
	return m.one(func() error { return m.disk.MkdirAll(name) })
}
func (m *mortal) Rename(from, to string) error {
	return m.one(func() error { return m.disk.Rename(from, to) })
}
func (m *mortal) Remove(name string) error { return m.one(func() error { return m.disk.Remove(name) }) }
func (m *mortal) Sync(name string) error   { return m.one(func() error { return m.disk.Sync(name) }) }

func (m *mortal) Create(name string, data []byte) error {
	if m.left == 1 && (m.how == killedAmid || m.how == stepFails) { // half of the bytes
		m.left--
		return errors.Join(m.disk.Create(name, data[:len(data)/2]), errKilled)
	}
	return m.one(func() error { return m.disk.Create(name, data) })
}

// killed is a command that is killed at every step: what it begins with, and what it plans.
type killed struct {
	begin func(*testing.T) string
	plan  func(*Center) (*Change, error)
}

// TestKilledAnywhere kills each kind of change at every step that writes, in every way: what is left is what was, what was to be, or a
// journal that keeps the center from being read until the next command has completed it.
func TestKilledAnywhere(t *testing.T) {
	for name, k := range map[string]killed{
		"publish": {ready, publishDraft},
		"adopt":   {func(t *testing.T) string { return lay(t, drafted) }, func(c *Center) (*Change, error) { return c.Adopt() }},
		"adopt a draft": {stated, func(c *Center) (*Change, error) {
			return c.Publish(Version{Policy: "p", Draft: "2019-01-01", Adopt: true})
		}},
		"first sealing of a policy": {func(t *testing.T) string {
			dir := stated(t)
			if err := os.RemoveAll(filepath.Join(dir, "content/p/2020-01-01")); err != nil {
				t.Fatal(err)
			}
			return dir
		}, func(c *Center) (*Change, error) {
			return c.Publish(Version{Policy: "p", Draft: "2019-01-01", Adopt: true})
		}},
		"late translation": {func(t *testing.T) string {
			dir := ready(t)
			do(t, dir, func(c *Center) (*Change, error) {
				return c.Import("import", nil, []Put{{Path: "content/p/2020-01-01/en.md", Data: []byte("+++\ntitle = \"P\"\n+++\nwords\n")}}, nil)
			})
			return dir
		}, func(c *Center) (*Change, error) { return c.Language(context.Background(), "p", "2020-01-01", "en") }},
		"import in the place of an example": {func(t *testing.T) string { return lay(t, drafted) }, func(c *Center) (*Change, error) {
			return c.Import("import", nil, []Put{{Path: "content/q/2021-01-01/ru.md", Data: []byte("+++\ntitle = \"Q\"\n+++\nслова\n")}},
				[]string{"content/p/2020-01-01/ru.md", "content/p/2020-01-01/note.csv"})
		}},
		"undo of the first sealing": {func(t *testing.T) string {
			dir := lay(t, drafted)
			do(t, dir, func(c *Center) (*Change, error) { return c.Adopt() })
			return dir
		}, undoUnseen},
		"correction": {corrected, publishCorrection},
		"event":      {ready, review},
		"redact": {kept, func(c *Center) (*Change, error) {
			return c.Redact(Redaction{Everywhere: true, Words: "слова", Reason: map[string]string{"": "суд"}})
		}},
		"redact, whole": {kept, func(c *Center) (*Change, error) {
			return c.Redact(Redaction{Policy: "p", Version: "2020-01-01", Whole: true, Reason: map[string]string{"": "суд"}})
		}},
		"undo": {func(t *testing.T) string {
			dir := ready(t)
			do(t, dir, publishDraft)
			return dir
		}, undoUnseen},
		"undo of a correction": {func(t *testing.T) string {
			dir := corrected(t)
			do(t, dir, publishCorrection)
			return dir
		}, undoUnseen},
		"undo of the first event": {func(t *testing.T) string {
			dir := ready(t)
			do(t, dir, review)
			return dir
		}, undoUnseen},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k.everywhere(t)
		})
	}
}

func publishCorrection(c *Center) (*Change, error) {
	return c.Language(context.Background(), "p", "2020-01-01", "ru")
}

func review(c *Center) (*Change, error) {
	return c.Record(Event{Kind: "review", Policy: "p", On: c.Today})
}

// undoUnseen takes back a command whose seals nobody has seen.
func undoUnseen(c *Center) (*Change, error) {
	return c.Undo(context.Background(), func(context.Context, []string) (string, error) { return "", nil })
}

// stated lays out a center that is not sealed yet, with a draft that states its days.
func stated(t *testing.T) string {
	dir := lay(t, drafted)
	at := filepath.Join(dir, "content/p/2019-01-01/ru.md")
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte("+++\ntitle = \"П\"\nstated_published = 2018-12-01\neffective = 2019-01-01\n+++\nслова\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// kept lays out a center with a draft of a correction, of which candor keeps something for itself.
func kept(t *testing.T) string {
	dir := corrected(t)
	for _, name := range []string{".candor/undo", ".candor/cache/1"} {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte("слова"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// corrected lays out a center with a correction that is ready to be published.
func corrected(t *testing.T) string {
	dir := ready(t)
	do(t, dir, func(c *Center) (*Change, error) { return c.Correct("p", "2020-01-01", "ru") })
	text := "+++\ntitle = \"П\"\nreason = \"опечатка\"\n+++\nслово\n"
	if err := os.WriteFile(filepath.Join(dir, "content/p/2020-01-01/ru.correction.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func (k killed) everywhere(t *testing.T) {
	done := k.begin(t)
	before := tree(t, done)
	do(t, done, k.plan)
	after := tree(t, done)
	if maps.Equal(before, after) {
		t.Fatal("the command did nothing")
	}
	seen := map[string]int{}
	for n := 1; ; n++ {
		finished := false
		for how := range hows {
			state, ended := k.at(t, n, how, before, after)
			seen[state]++
			finished = finished || ended
		}
		if finished {
			break
		}
		if n > 200 {
			t.Fatal("the command never ends")
		}
	}
	if seen["before"] == 0 || seen["after"] == 0 || seen["journal"] == 0 {
		t.Errorf("the three outcomes were not all seen: %v", seen)
	}
}

func (k killed) at(t *testing.T, n, how int, before, after map[string]string) (state string, ended bool) {
	t.Helper()
	dir := lay(t, before)
	c := openAt(t, dir)
	change, err := k.plan(c)
	if err != nil {
		t.Fatal(err)
	}
	m := &mortal{disk: c.disk, left: n, how: how}
	c.disk = m
	err = c.Do(change)
	c.Close()
	if ended = m.left > 0; ended && err != nil {
		t.Fatalf("step %d: %v", n, err)
	}
	at := fmt.Sprintf("killed at step %d (%d)", n, how)
	state = stands(t, dir, at, before, after)
	if state == "journal" && how == killedBefore && !testing.Short() {
		killResume(t, dir, at, after)
	}
	next := openAt(t, dir)
	completed := next.Completed
	next.Close()
	left := tree(t, dir)
	switch {
	case maps.Equal(left, after) && state != "before":
	case maps.Equal(left, before) && state == "before" && completed == "":
	default:
		t.Errorf("%s, completed %q: after the next command the center is neither what it was nor what it was to be: %v", at, completed, slices.Sorted(maps.Keys(left)))
	}
	return state, ended
}

// killResume kills the command that completes a change, too, at every step, and holds that one after it completes it all the same. dir is
// left as it is.
func killResume(t *testing.T, dir, at string, after map[string]string) {
	t.Helper()
	left := tree(t, dir)
	for n := 1; ; n++ {
		again := lay(t, left)
		root, err := os.OpenRoot(again)
		if err != nil {
			t.Fatal(err)
		}
		m := &mortal{disk: rooted{root}, left: n}
		if _, err := resume(m); err == nil && m.left > 0 {
			root.Close()
			return
		}
		if _, err := resume(rooted{root}); err != nil {
			t.Errorf("%s, and again at step %d: %v", at, n, err)
		}
		root.Close()
		if got := tree(t, again); !maps.Equal(got, after) {
			t.Errorf("%s, and again at step %d: the change is not complete: %v", at, n, slices.Sorted(maps.Keys(got)))
		}
	}
}

// stands says what a reader of the center finds now.
func stands(t *testing.T, dir, at string, before, after map[string]string) string {
	t.Helper()
	_, diags, err := source.Read(context.Background(), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Rule == "journal" }) {
		return "journal"
	}
	now := tree(t, dir)
	maps.DeleteFunc(now, func(name, _ string) bool { return strings.HasPrefix(name, journalDir+"/") })
	switch {
	case maps.Equal(now, before):
		return "before"
	case maps.Equal(now, after):
		return "after"
	}
	t.Errorf("%s: without a journal the center is half changed: %v", at, slices.Sorted(maps.Keys(now)))
	return "half"
}

// TestOnlyKeysChange holds that publish touches no byte but those of the keys it sets.
func TestOnlyKeysChange(t *testing.T) {
	dir := ready(t)
	before := tree(t, dir)
	do(t, dir, publishDraft)
	after := tree(t, dir)
	for old, now := range map[string]string{"content/p/draft/en.md": "content/p/2027-01-15/en.md", "content/p/draft/list.csv": "content/p/2027-01-15/list.csv"} {
		if before[old] != after[now] {
			t.Errorf("%s: %q became %q", old, before[old], after[now])
		}
	}
	const want = "+++\ntitle = \"П\" # как есть\npublished = 2026-11-25\neffective = 2027-01-15\nmaterial = true\nchanges = [\"слова\"]\naction = \"прочтите\"\ncontroller = \"A\"\n+++\nдругие слова\n"
	if got := after["content/p/2027-01-15/ru.md"]; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if sums := after["content/archive.sum"]; !strings.HasPrefix(sums, before["content/archive.sum"]) || strings.Count(sums, "  p/2027-01-15/") != 3 {
		t.Errorf("archive.sum:\n%s", sums)
	}
}

// TestOneAtATime: two commands never change a center at once.
func TestOneAtATime(t *testing.T) {
	dir := ready(t)
	c := openAt(t, dir)
	defer c.Close()
	if _, err := Open(context.Background(), dir, today); err == nil || !strings.Contains(err.Error(), "another command") {
		t.Errorf("a second command was let in: %v", err)
	}
}

// TestChangedMeanwhile: a file that an editor saved while the command was at work is left alone, and so is everything else.
func TestChangedMeanwhile(t *testing.T) {
	dir := ready(t)
	c := openAt(t, dir)
	defer c.Close()
	change, err := publishDraft(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "content/p/draft/en.md"), []byte("+++\ntitle = \"Q\"\n+++\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	if err := c.Do(change); err == nil || !strings.Contains(err.Error(), "content/p/draft/en.md has changed") {
		t.Errorf("got %v", err)
	}
	if !maps.Equal(tree(t, dir), before) {
		t.Error("something was done")
	}
}

// TestPromiseNamesTheDay: too little notice is refused with the first day that would keep the promise, and the place in the draft.
func TestPromiseNamesTheDay(t *testing.T) {
	dir := ready(t)
	c := openAt(t, dir)
	defer c.Close()
	change, err := c.Publish(Version{Policy: "p", Draft: "draft", Effective: civil.Of(2026, 12, 1)})
	if err != nil {
		t.Fatal(err)
	}
	diags, err := c.Check(context.Background(), change, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, d := range diags {
		all.WriteString(d.Error() + "\n" + d.Hint + "\n")
	}
	for _, want := range []string{"content/p/draft/ru.md:", "promise-notice", "2026-12-26"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%q is not in:\n%s", want, all.String())
		}
	}
}
