package publish

import (
	"fmt"
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
	Told                  civil.Date
	Lang, SealBefore      string
	BodyBefore            string
	Breach                bool
}

// Record plans an event: its file is written and sealed.
func (c *Center) Record(e Event) (*Change, error) {
	p, err := c.policyOf(e.Policy)
	if err != nil {
		return nil, err
	}
	if e.Version != "" {
		if _, _, err := c.published(e.Policy, e.Version); err != nil {
			return nil, err
		}
	}
	if err := c.said(e); err != nil {
		return nil, err
	}
	if err := c.allowed(p, e); err != nil {
		return nil, err
	}
	change := &Change{Does: strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Kind, p.ID, e.Version))}
	name, text, err := c.event(p, e, nil)
	if err != nil {
		return nil, err
	}
	change.Puts = []Put{{Path: name, Data: text}}
	change.decides = []string{name}
	change.Steps = []string{"write " + name}
	change.Said, change.Next = e.said(p.ID, c.Today), e.next(p)
	c.promisedChannel(change, p, e, name)
	c.seal(change, []seal.Entry{entry(name, text)})
	return change, nil
}

// said holds that a call gives what the kind needs, in languages of the center.
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
		case key == "channel":
			return fmt.Errorf("say --channel: through which people were told, as announce in [promises] names it, such as email or service")
		default:
			return fmt.Errorf("say --%s", key)
		}
	}
	return c.spoken(e.Reason, e.Note)
}

// spoken holds that texts are in languages of the center.
func (c *Center) spoken(texts ...map[string]string) error {
	for _, by := range texts {
		for lang := range by {
			if lang != "" && !slices.Contains(c.src.Config.Tags(), lang) {
				return fmt.Errorf("%q is no language of this center; it has: %s", lang, strings.Join(c.src.Config.Tags(), ", "))
			}
		}
	}
	return nil
}

// promisedChannel warns of a channel that no promise names, since the one that was promised would stay due, and of a day on which the version
// was not public yet.
func (c *Center) promisedChannel(change *Change, p *policy.Policy, e Event, name string) {
	if e.Kind != "sent" {
		return
	}
	if v, err := versionOf(p, e.Version); err == nil && e.Told.Before(v.Published) {
		change.Notes.Add(diag.Diagnostic{Pos: diag.Pos{File: name}, Severity: diag.Warning, Rule: promise.RuleAnnounce,
			Message: fmt.Sprintf("people were told on %s of a version that became public on %s", e.Told, v.Published), Hint: "an event cannot be taken back: is --told the right day?"})
	}
	var promised []string
	for _, by := range promise.Binding(p.AsOf(c.Today, false)) {
		promised = append(promised, by.Promised.Outside()...)
	}
	slices.Sort(promised)
	promised = slices.Compact(promised)
	if len(promised) > 0 && !slices.Contains(promised, e.Channel) {
		change.Notes.Add(diag.Diagnostic{Pos: diag.Pos{File: name}, Severity: diag.Warning, Rule: promise.RuleAnnounce,
			Message: fmt.Sprintf("the policy promises nothing through %q", e.Channel), Hint: "what it promises is told through " + strings.Join(promised, ", ")})
	}
}

// said is what is so when the event is recorded.
func (e Event) said(id string, today civil.Date) string {
	of := id + "/" + e.Version
	switch e.Kind {
	case "move":
		return fmt.Sprintf("%s takes effect on %s; its pages show both days and the reason", of, e.Effective)
	case "cancel":
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
	for _, event := range p.Events {
		if event.Kind == "sent" && event.Version == e.Version {
			next = append(next, fmt.Sprintf("people were told through %q on %s: tell them this too, and record it with candor sent %s %s --channel %s", event.Channel, event.Told, p.ID, e.Version, event.Channel))
		}
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

// allowed holds an event against the state of what it speaks of.
func (c *Center) allowed(p *policy.Policy, e Event) error {
	s := p.AsOf(c.Today, false)
	if s == nil && e.Version == "" {
		return fmt.Errorf("nothing of the policy %q is public yet: candor publish makes a draft of it a version", p.ID)
	}
	var edition *policy.Edition
	if s != nil && e.Version != "" {
		edition = s.Edition(e.Version)
	}
	switch e.Kind {
	case "move", "cancel":
		if edition != nil && edition.State != policy.Announced {
			return fmt.Errorf("%s/%s is %s: only a version that is still to take effect can be moved or cancelled; "+
				"candor new %s begins another version", p.ID, e.Version, words(edition.State.String()), p.ID)
		}
		if e.Kind == "move" && e.Effective.Before(c.Today) {
			return fmt.Errorf("--effective %s has passed: say today, %s, or a later day", e.Effective, c.Today)
		}
		if e.Kind == "move" && edition != nil && e.Effective == edition.From {
			return fmt.Errorf("%s/%s takes effect on %s already: say another day", p.ID, e.Version, e.Effective)
		}
	case "withdraw":
		if s.State == policy.Withdrawn || s.Ending != nil {
			return fmt.Errorf("the policy %q is withdrawn already: candor status says from when", p.ID)
		}
		if e.Effective.Before(c.Today) {
			return fmt.Errorf("--effective %s has passed: say today, %s, or a later day", e.Effective, c.Today)
		}
		if e.Successor == p.ID {
			return fmt.Errorf("--successor %s: a policy does not take its own place; name another, or leave --successor out", e.Successor)
		}
		if e.Successor != "" {
			if _, err := c.policyOf(e.Successor); err != nil {
				return fmt.Errorf("--successor: %w", err)
			}
		}
	case "sent":
		if e.Told.After(c.Today) {
			return fmt.Errorf("--told %s is still to come: record it when people were told", e.Told)
		}
	case "review":
		if s.State != policy.Current {
			return fmt.Errorf("the policy %q is %s: only what is in force is reviewed", p.ID, words(s.State))
		}
	}
	return nil
}

// words is the name of a state as people say it.
func words(state string) string { return strings.ReplaceAll(state, "-", " ") }

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
	text("lang", e.Lang)
	text("successor", e.Successor)
	text("channel", e.Channel)
	line("told", e.Told.String())
	text("seal_before", e.SealBefore)
	text("body_before", e.BodyBefore)
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
