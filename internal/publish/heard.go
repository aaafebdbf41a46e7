package publish

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/source"
)

// heard holds that readers hear why something is done: a reason is in languages of the center, in each in which the policy promises its text, and
// should be in the others of those that can say it. A reason without a language is for all. place is where a note about it belongs.
func (c *Center) heard(change *Change, p *policy.Policy, reason map[string]string, saying []string, place diag.Pos) error {
	tags := c.src.Config.Tags()
	for _, lang := range slices.Sorted(maps.Keys(reason)) {
		if lang != "" && !slices.Contains(tags, lang) {
			return fmt.Errorf("--reason: %q is no language of this center; it has: %s", lang, strings.Join(tags, ", "))
		}
	}
	if strings.TrimSpace(reason[""]) != "" {
		return nil
	}
	promised := c.promised(p)
	for _, lang := range saying {
		switch {
		case strings.TrimSpace(reason[lang]) != "":
		case slices.Contains(promised, lang):
			return fmt.Errorf("--reason says nothing in %q, in which the policy promises its text: --reason %s=\"…\"", lang, lang)
		default:
			change.Notes.Add(diag.Diagnostic{Pos: place, Severity: diag.Warning, Rule: Rule, Message: fmt.Sprintf("the reason says nothing in %q: readers of that language see it in another", lang),
				Hint: fmt.Sprintf("--reason %s=\"…\"", lang)})
		}
	}
	return nil
}

// promised are the languages in which a policy promises its text today.
func (c *Center) promised(p *policy.Policy) []string {
	var out []string
	for _, e := range promise.Binding(p.AsOf(c.Today, false)) {
		if e.Promised != nil {
			out = append(out, e.Promised.Languages...)
		}
	}
	return out
}

// channel holds that a channel is one that a promise of the policy names, or one that pages have words for: a misspelt one would be recorded for ever, and
// the promise would stay due.
func channel(p *policy.Policy, name string) error {
	known := promise.Channels()
	for _, v := range p.Versions {
		for _, promised := range v.Promises.Outside() {
			if !slices.Contains(known, promised) {
				known = append(known, promised)
			}
		}
	}
	if slices.Contains(known, name) {
		return nil
	}
	if name == "home" || name == "feed" {
		return fmt.Errorf("--channel %s: what the site itself shows needs no record; a channel outside it is one of: %s", name, strings.Join(known, ", "))
	}
	if near := diag.Nearest(name, known); near != "" {
		return fmt.Errorf("--channel: there is no channel %q, did you mean %q? The policy knows: %s", name, near, strings.Join(known, ", "))
	}
	return fmt.Errorf("--channel: there is no channel %q; the policy knows: %s (announce in [promises] names others)", name, strings.Join(known, ", "))
}

// twice holds that nothing is recorded a second time: people were told of the same, through the same channel, on the same day.
func twice(p *policy.Policy, e Event) error {
	at := slices.IndexFunc(p.Events, func(o *source.Event) bool {
		return o.Kind == "sent" && o.Version == e.Version && o.Channel == e.Channel && o.Told == e.Told
	})
	if at < 0 {
		return nil
	}
	return fmt.Errorf("it is recorded already that people were told of %s/%s through %q on %s: %s", p.ID, e.Version, e.Channel, e.Told, p.Events[at].Path)
}

// today holds that a record is made on its day: what is said to have been recorded earlier would change what was shown since.
func (c *Center) today(on civil.Date) error {
	switch {
	case on.IsZero():
		return fmt.Errorf("say on which day: --on YYYY-MM-DD (today is %s)", c.Today)
	case on != c.Today:
		return fmt.Errorf("--on %s is not today, %s: a record is public from the day on which it is made", on, c.Today)
	}
	return nil
}
