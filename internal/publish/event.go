package publish

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/seal"
	"candor/internal/source"
	"candor/internal/table"
)

// Event is what is to be recorded; which of it a kind needs says [source.EventKinds]. It is public from today.
type Event struct {
	Policy, Kind, Version string
	Effective             civil.Date
	Reason, Note          map[string]string // by language, "" for all
	Successor, Channel    string
	Change                string     // see [source.Event]
	Told, On              civil.Date // On: the day of a review
	Breach                bool
	Lang, Attached        string
	Whole                 bool
	Followed              []string
}

// Record plans an event: its file is written and sealed.
func (c *Center) Record(e Event) (*Change, error) {
	p, err := c.policyOf(e.Policy)
	if err != nil {
		return nil, err
	}
	withdrawal := c.withdrawal(p, e)
	if e.Version != "" && withdrawal == nil {
		if _, _, err := c.published(e.Policy, e.Version); err != nil {
			return nil, err
		}
	}
	if err := c.said(e); err != nil {
		return nil, err
	}
	if e.Kind == "sent" {
		if err := errors.Join(channel(p, e.Channel), twice(p, e)); err != nil {
			return nil, err
		}
	}
	if err := c.allowed(p, e); err != nil {
		return nil, err
	}
	change := &Change{Does: strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Kind, p.ID, e.Version))}
	name, text, err := c.event(p, e, nil)
	if err != nil {
		return nil, err
	}
	if len(e.Reason) > 0 {
		if err := c.heard(change, p, e.Reason, c.src.Config.Tags(), diag.Pos{File: name, Line: 1, Col: 1}); err != nil {
			return nil, err
		}
	}
	change.Puts = []Put{{Path: name, Data: text}}
	change.decides = []string{name}
	if at := spokenOf(p, e.Version); at.File != "" {
		change.stands = map[string]diag.Pos{name: at}
	}
	change.Steps = []string{"write " + name}
	change.Said, change.Next = e.said(p.ID, c.Today, withdrawal), e.next(p)
	if e.Kind == "withdraw" {
		material := true
		id := p.ID + " " + strings.TrimSuffix(path.Base(name), ".toml")
		change.Next = append(change.Next, tell(promise.Binding(p.AsOf(c.Today, false)), id, &material, c.Today, e.Effective)...)
	}
	return change, c.seal(change, []seal.Entry{entry(name, text)})
}

// spokenOf is the place in the sources that an event speaks of: the original in a version, or in the last one that is public.
func spokenOf(p *policy.Policy, version string) diag.Pos {
	var at diag.Pos
	for _, v := range p.Versions {
		if v.ID == version {
			return v.Texts[0].Original.Pos("effective")
		}
		if !v.Draft() {
			at = v.Texts[0].Original.Pos("title")
		}
	}
	return at
}

// withdrawal returns the withdrawal that an event speaks of by the name of its file, nil where it speaks of a version.
func (c *Center) withdrawal(p *policy.Policy, e Event) *source.Event {
	s := p.AsOf(c.Today, false)
	if s == nil || e.Kind != "cancel" && e.Kind != "sent" {
		return nil
	}
	return s.Withdrawal(e.Version)
}

// said holds that a call gives what the kind needs.
func (c *Center) said(e Event) error {
	given := map[string]bool{"version": e.Version != "", "effective": !e.Effective.IsZero(), "reason": len(e.Reason) > 0, "channel": e.Channel != "",
		"told": !e.Told.IsZero()}
	for _, key := range source.EventKinds()[e.Kind] {
		switch {
		case given[key]:
		case key == "reason":
			return fmt.Errorf("say why: --reason %s=\"…\"; readers see it", c.src.Config.Tags()[0])
		case key == "effective":
			return fmt.Errorf("say from when: --effective YYYY-MM-DD")
		case key == "told":
			return fmt.Errorf("say on which day people were told: --told YYYY-MM-DD")
		case key == "channel":
			return fmt.Errorf("say --channel: through which people were told, as announce in [promises] names it, such as email or service")
		default:
			return fmt.Errorf("say --%s", key)
		}
	}
	if e.Kind == "review" {
		return c.today(e.On)
	}
	return nil
}

// said is what is so when the event is recorded.
func (e Event) said(id string, today civil.Date, withdrawal *source.Event) string {
	of := id + "/" + e.Version
	switch e.Kind {
	case "move":
		return fmt.Sprintf("%s takes effect on %s; its pages show both days and the reason", of, e.Effective)
	case "cancel":
		if withdrawal != nil {
			return fmt.Sprintf("%s does not end on %s: the withdrawal is cancelled; its notice stays, marked so", id, withdrawal.Effective)
		}
		return of + " will not come into force; its page, its redline and its notice stay, marked so"
	case "withdraw":
		if e.Successor != "" {
			return fmt.Sprintf("%s ends on %s, and %s takes its place", id, e.Effective, e.Successor)
		}
		return fmt.Sprintf("%s ends on %s", id, e.Effective)
	case "sent":
		return fmt.Sprintf("it is recorded that people were told of %s through %q on %s", of, e.Channel, e.Told)
	}
	return fmt.Sprintf("it is recorded that %s was reviewed on %s and needs no change", id, today)
}

// next is what follows: people who were told of a day are told when it is another.
func (e Event) next(p *policy.Policy) []string {
	next := []string{goesOut}
	if e.Kind != "move" && e.Kind != "cancel" {
		return next
	}
	told := map[string][]string{}
	for _, event := range p.Events {
		if event.Kind == "sent" && event.Version == e.Version {
			told[event.Channel] = append(told[event.Channel], event.Told.String())
		}
	}
	for _, channel := range slices.Sorted(maps.Keys(told)) {
		slices.Sort(told[channel])
		next = append(next, fmt.Sprintf("people were told through %q on %s: tell them this too, and record it with candor sent %s %s --channel %s --told DATE",
			channel, strings.Join(told[channel], " and "), p.ID, e.Version, channel))
	}
	return next
}

// event returns the path and the text of an event. taken are the names of others of the same change.
func (c *Center) event(p *policy.Policy, e Event, taken []string) (name string, text []byte, err error) {
	base := path.Join(source.Folder, p.ID, "events", c.Today.String()+"-"+e.Kind)
	name = base + ".toml"
	for n := 2; ; n++ {
		there, err := c.disk.Exists(name)
		if err != nil {
			return "", nil, err
		}
		if !there && !slices.Contains(taken, name) {
			return name, e.format(c.Today), nil
		}
		name = fmt.Sprintf("%s-%d.toml", base, n)
	}
}

// allowed holds an event against what is recorded, as it would be judged in a file.
func (c *Center) allowed(p *policy.Policy, e Event) error {
	if e.Successor != "" && e.Successor != p.ID {
		next, err := c.policyOf(e.Successor)
		switch {
		case err != nil:
			return fmt.Errorf("--successor: %w", err)
		case next.AsOf(c.Today, false) == nil:
			return fmt.Errorf("--successor: nothing of %q is public yet, and the event would tell of it: leave it out, or wait until it is", e.Successor)
		}
	}
	objections := p.Objections(e.recorded(c.Today), c.archive.Languages)
	if len(objections) == 0 {
		return nil
	}
	o := objections[0]
	said := o.Message
	if o.Hint != "" {
		said += "; " + o.Hint
	}
	if o.Key == "version" || o.Key == "on" {
		return errors.New(said)
	}
	return fmt.Errorf("--%s: %s", o.Key, said)
}

// recorded is the event as its file is read; it is the last of its kind on its day.
func (e Event) recorded(on civil.Date) *source.Event {
	return &source.Event{File: source.File{Path: fmt.Sprintf("%s-%s-%d.toml", on, e.Kind, math.MaxInt)}, On: on, Policy: e.Policy, Kind: e.Kind, Version: e.Version,
		Effective: e.Effective, Reason: e.Reason, Note: e.Note, Successor: e.Successor, Channel: e.Channel, Told: e.Told, Lang: e.Lang, Change: e.Change,
		Attached: e.Attached, Whole: e.Whole}
}

// calledOff names the way to take an announced withdrawal back.
func calledOff(s *policy.Standing) string {
	if s.Ending == nil {
		return ""
	}
	return fmt.Sprintf("; candor cancel %s %s calls it off", s.ID, s.Ending.Name())
}

// format writes the event as TOML, its tables last.
func (e Event) format(on civil.Date) []byte {
	var b strings.Builder
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s = %s\n", key, value)
		}
	}
	text := func(key, value string) {
		if value != "" {
			line(key, table.Quote(value))
		}
	}
	line("on", on.String())
	text("kind", e.Kind)
	text("version", e.Version)
	line("effective", e.Effective.String())
	text("change", e.Change)
	text("lang", e.Lang)
	text("successor", e.Successor)
	text("channel", e.Channel)
	line("told", e.Told.String())
	if e.Whole {
		line("whole", "true")
	}
	text("file", e.Attached)
	if len(e.Followed) > 0 {
		line("followed", "["+quotedList(e.Followed)+"]")
	}
	if e.Breach {
		line("breach", "true")
	}
	text("reason", e.Reason[""])
	text("note", e.Note[""])
	for _, t := range []struct {
		key string
		by  map[string]string
	}{{"reason", e.Reason}, {"note", e.Note}} {
		langs := make([]string, 0, len(t.by))
		for lang := range t.by {
			if lang != "" {
				langs = append(langs, lang)
			}
		}
		slices.Sort(langs)
		if len(langs) > 0 && t.by[""] == "" {
			fmt.Fprintf(&b, "\n[%s]\n", t.key)
			for _, lang := range langs {
				line(table.Quote(lang), table.Quote(t.by[lang]))
			}
		}
	}
	return []byte(b.String())
}
