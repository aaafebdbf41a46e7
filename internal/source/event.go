package source

import (
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/table"
)

// Event records what happened to a published version or to a policy (docs/formats.md, section 2).
type Event struct {
	File
	Policy    string
	On        civil.Date // recorded, and public from
	Kind      string     // one of [EventKinds]
	Version   string     // or the name of a withdrawal's file, without .toml, that is cancelled or that people were told of
	Effective civil.Date
	Reason    map[string]string // by language, "" for all
	Successor string
	Change    string // the version whose change another one holds
	Channel   string
	Told      civil.Date
	Note      map[string]string // by language, "" for all
	Lang      string
	Breach    bool // recorded although the promised notice is not kept

	// Of a redaction: what words were taken out of, beside the texts in Lang.
	Whole    bool     // every text and attachment of the version, with all their words
	Attached string   // a file below the version's folder, or the policy's where Version is ""; it may be gone
	Followed []string // languages whose texts said that they follow the wording as it was, and say now that they follow it as it is

	// Of a redaction that a program before 0.2 recorded: another mark stands in the places of the words than [Mark]; and, until they are taken
	// out, digests of the bytes before, by which short words can be guessed.
	OtherMark  bool
	SealBefore string
	BodyBefore string // what translations made from the text as it was say in "translates"

	places map[string]diag.Pos // of the keys
}

// Pos returns the place of a key, or of the file.
func (e *Event) Pos(key string) diag.Pos {
	if p, ok := e.places[key]; ok {
		return p
	}
	return diag.Pos{File: e.Path, Line: 1, Col: 1}
}

// Mark stands where words were taken out, the same everywhere: nothing can be said by the choice of it.
const Mark = "███"

// EventsFolder is the folder of a policy's events.
const EventsFolder = "events"

// EventKinds returns the kinds of events, each with the keys that it needs.
func EventKinds() map[string][]string {
	return map[string][]string{
		"move":     {"version", "effective", "reason"},
		"cancel":   {"version", "reason"},
		"withdraw": {"effective", "reason"},
		"sent":     {"version", "channel", "told"},
		"review":   {},
		"carry":    {"version", "change"},
		"redact":   {"reason"},
	}
}

// Name is the name of the event's file without .toml. A withdrawal is known by it, as a version by its id.
func (e *Event) Name() string { return strings.TrimSuffix(path.Base(e.Path), ".toml") }

// Nth is the event's place among those of its kind on its day, as its file's name counts them: 1, or the N of DATE-KIND-N.toml.
func (e *Event) Nth() int {
	m := eventName.FindStringSubmatch(path.Base(e.Path))
	if m == nil || m[3] == "" {
		return 1
	}
	n, err := strconv.Atoi(m[3][1:])
	if err != nil {
		return math.MaxInt // more digits than a number has
	}
	return n
}

var eventName = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})-([a-z]+)(-\d+)?\.toml$`)

func (e *Event) read(data []byte, name string, diags *diag.List) bool {
	before := len(*diags)
	t, ok := table.Parse(e.Path, 1, data, "event", diags)
	if !ok {
		return false
	}
	e.On, e.Kind, e.Version = t.Date("on"), t.String("kind"), t.String("version")
	e.Effective, e.Successor, e.Channel = t.Date("effective"), t.String("successor"), t.String("channel")
	e.Told, e.Note, e.Lang, e.SealBefore = t.Date("told"), t.Localized("note"), t.String("lang"), t.String("seal_before")
	e.BodyBefore, e.Change = t.String("body_before"), t.String("change")
	e.Whole, _ = t.Bool("whole")
	e.Attached, e.Followed = t.String("file"), t.Strings("followed")
	e.OtherMark, _ = t.Bool("other_mark")
	e.Reason = t.Localized("reason")
	e.Breach, _ = t.Bool("breach")
	e.places = t.Places()
	e.check(t, name)
	t.Finish()
	return len(*diags) == before
}

func (e *Event) check(t *table.Table, name string) {
	kinds := EventKinds()
	needs, known := kinds[e.Kind]
	if !known && e.Kind == "" && !t.Whole() {
		return // its line is told
	}
	if !known {
		var names []string
		for k := range kinds {
			names = append(names, k)
		}
		slices.Sort(names)
		t.Errorf("kind", "%q is no kind of event: it is one of %s", e.Kind, strings.Join(names, ", "))
		return
	}
	for _, key := range append([]string{"on"}, needs...) {
		if !t.Has(key) {
			t.Errorf(key, "a %s event needs %q", e.Kind, key)
		}
	}
	if e.Kind == "redact" {
		e.checkTaken(t)
	}
	m := eventName.FindStringSubmatch(name)
	if !t.Whole() && e.On.IsZero() {
		return // its line is told
	}
	if m == nil || m[1] != e.On.String() || m[2] != e.Kind {
		t.Errorf("on", "the file of this event is named %s-%s.toml", e.On, e.Kind)
	}
}

// checkTaken holds that a redaction says what words were taken out of.
func (e *Event) checkTaken(t *table.Table) {
	if !t.Whole() {
		return // what it says is not known
	}
	recorded := strings.HasPrefix(e.Attached, EventsFolder+"/")
	switch {
	case e.Version == "" && !recorded:
		t.Errorf("version", "a redact event needs %q", "version")
	case e.Lang == "" && e.Attached == "" && !e.Whole && len(e.Followed) == 0:
		t.Errorf("lang", "a redact event says what words were taken out of: \"lang\", \"file\" or \"whole\"")
	}
}

// Out reports whether a redaction says that words were taken out of the text of its version in a language.
func (e *Event) Out(lang string) bool {
	return e.Kind == "redact" && e.Attached == "" && (e.Whole || e.Lang == lang)
}

// Takes reports whether a redaction says that words were taken out of a file of the center ([File.Path]), or that the file is gone by it;
// marked, that their places are marked there. A redaction that names digests speaks of the files that had them alone.
func (e *Event) Takes(file string) (takes, marked bool) {
	takes, words := e.reaches(file)
	return takes, words && (e.Attached != "" || !e.OtherMark)
}

// Digests reports whether a redaction took no words out of a file, but a digest of words that were taken out elsewhere: what a translation
// says that it follows, or what the redaction's own event told.
func (e *Event) Digests(file string) bool {
	reaches, words := e.reaches(file)
	return reaches && !words
}

// reaches reports whether a redaction changed a file, and whether it took words out of it.
func (e *Event) reaches(file string) (reaches, words bool) {
	if e.Kind != "redact" {
		return false, false
	}
	if file == e.Path {
		return true, false // its digests were taken out of it
	}
	folder := path.Join(Folder, e.Policy, e.Version)
	name, inside := strings.CutPrefix(file, folder+"/")
	if !inside || e.SealBefore != "" {
		return false, false
	}
	if e.Attached != "" {
		return name == e.Attached, name == e.Attached
	}
	m := textName.FindStringSubmatch(name)
	switch {
	case strings.Contains(name, "/"):
		return false, false
	case e.Whole, m != nil && m[1] == e.Lang:
		return true, true
	}
	return m != nil && slices.Contains(e.Followed, m[1]), false
}
