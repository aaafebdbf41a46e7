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

// Event records what happened to a published version or to a policy (SPEC, section 2).
type Event struct {
	File
	Policy     string
	On         civil.Date // recorded, and public from
	Kind       string     // one of [EventKinds]
	Version    string     // or the name of a withdrawal's file, without .toml, that is cancelled or that people were told of
	Effective  civil.Date
	Reason     map[string]string // by language, "" for all
	Successor  string
	Change     string // the version whose change another one holds
	Channel    string
	Told       civil.Date
	Note       map[string]string // by language, "" for all
	Lang       string
	SealBefore string
	BodyBefore string // what translations made from the text as it was say in "translates"
	Breach     bool   // recorded although the promised notice is not kept

	places map[string]diag.Pos // of the keys
}

// Pos returns the place of a key, or of the file.
func (e *Event) Pos(key string) diag.Pos {
	if p, ok := e.places[key]; ok {
		return p
	}
	return diag.Pos{File: e.Path, Line: 1, Col: 1}
}

// EventKinds returns the kinds of events, each with the keys that it needs.
func EventKinds() map[string][]string {
	return map[string][]string{
		"move":     {"version", "effective", "reason"},
		"cancel":   {"version", "reason"},
		"withdraw": {"effective", "reason"},
		"sent":     {"version", "channel", "told"},
		"review":   {},
		"carry":    {"version", "change"},
		"redact":   {"version", "lang", "reason", "seal_before"},
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
	m := eventName.FindStringSubmatch(name)
	if !t.Whole() && e.On.IsZero() {
		return // its line is told
	}
	if m == nil || m[1] != e.On.String() || m[2] != e.Kind {
		t.Errorf("on", "the file of this event is named %s-%s.toml", e.On, e.Kind)
	}
}
