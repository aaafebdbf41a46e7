package policy_test

import (
	"maps"
	"strings"
	"testing"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/policy"
)

// lived is a policy with a version in force since 2021 and one announced on 2022-01-01 for 2022-06-01.
var lived = map[string]string{
	"p/1/ru.md": "published = 2021-01-01",
	"p/2/ru.md": "published = 2022-01-01\neffective = 2022-06-01",
	"q/1/ru.md": "published = 2021-01-01",
}

func event(on, kind, keys string) string {
	return "on = " + on + "\nkind = \"" + kind + "\"\n" + keys
}

const why = "reason = { ru = \"r\" }\n"

// TestEvents: an event that contradicts what was recorded before it is said at its place and has no effect.
func TestEvents(t *testing.T) {
	move := func(to string) string { return "version = \"2\"\neffective = " + to + "\n" + why }
	sent := func(told string) string { return "version = \"2\"\nchannel = \"email\"\ntold = " + told + "\n" }
	for name, c := range map[string]struct {
		events map[string]string
		want   string
	}{
		"good": {map[string]string{"2022-02-01-move": event("2022-02-01", "move", move("2022-07-01")), "2022-02-01-cancel": event("2022-02-01", "cancel", "version = \"2\"\n"+why),
			"2022-01-02-sent": event("2022-01-02", "sent", sent("2022-01-02")), "2022-03-01-review": event("2022-03-01", "review", ""),
			"2023-01-01-withdraw": event("2023-01-01", "withdraw", "effective = 2023-02-01\nsuccessor = \"q\"\n"+why)}, ""},
		"withdrawn and called off on one day": {map[string]string{"2024-01-01-withdraw": event("2024-01-01", "withdraw", "effective = 2024-02-01\n"+why),
			"2024-01-01-cancel":     event("2024-01-01", "cancel", "version = \"2024-01-01-withdraw\"\n"+why),
			"2024-01-01-withdraw-2": event("2024-01-01", "withdraw", "effective = 2024-03-01\n"+why),
			"2024-01-01-sent":       event("2024-01-01", "sent", "version = \"2024-01-01-withdraw-2\"\nchannel = \"email\"\ntold = 2024-01-01\n"),
			"2024-01-01-cancel-2":   event("2024-01-01", "cancel", "version = \"2024-01-01-withdraw-2\"\n"+why)}, ""},
		"cancel late": {map[string]string{"2022-06-01-cancel": event("2022-06-01", "cancel", "version = \"2\"\n"+why)},
			"2022-06-01-cancel.toml:3:1: error: p/2 is in force: only a version that is still to take effect can be moved or cancelled"},
		"cancel replaced": {map[string]string{"2022-06-02-cancel": event("2022-06-02", "cancel", "version = \"1\"\n"+why)},
			"2022-06-02-cancel.toml:3:1: error: p/1 is superseded: only a version that is still to take effect can be moved or cancelled"},
		"cancel early": {map[string]string{"2021-12-31-cancel": event("2021-12-31", "cancel", "version = \"2\"\n"+why)},
			"2021-12-31-cancel.toml:3:1: error: p/2 is public from 2022-01-01: before that there is nothing to move or to cancel"},
		"cancel twice": {map[string]string{"2022-02-01-cancel": event("2022-02-01", "cancel", "version = \"2\"\n"+why), "2022-02-02-cancel": event("2022-02-02", "cancel", "version = \"2\"\n"+why)},
			"2022-02-02-cancel.toml:3:1: error: p/2 is cancelled: only a version that is still to take effect can be moved or cancelled"},
		"move late": {map[string]string{"2022-06-02-move": event("2022-06-02", "move", move("2022-09-01"))},
			"2022-06-02-move.toml:3:1: error: p/2 is in force: only a version that is still to take effect can be moved or cancelled"},
		"move back": {map[string]string{"2022-02-01-move": event("2022-02-01", "move", move("2021-12-01"))},
			"2022-02-01-move.toml:4:1: error: 2021-12-01 is before 2022-02-01, the day of the record"},
		"move nowhere": {map[string]string{"2022-02-01-move": event("2022-02-01", "move", move("2022-06-01"))},
			"2022-02-01-move.toml:4:1: error: p/2 takes effect on 2022-06-01 already"},
		"sent ahead": {map[string]string{"2022-02-01-sent": event("2022-02-01", "sent", sent("2027-10-05"))},
			"2022-02-01-sent.toml:5:1: error: 2027-10-05 is still to come on 2022-02-01, the day of the record"},
		"withdraw back": {map[string]string{"2024-01-01-withdraw": event("2024-01-01", "withdraw", "effective = 2023-01-01\n"+why)},
			"2024-01-01-withdraw.toml:3:1: error: 2023-01-01 is before 2024-01-01, the day of the record"},
		"withdraw twice": {map[string]string{"2024-01-01-withdraw": event("2024-01-01", "withdraw", "effective = 2024-02-01\n"+why), "2024-01-02-withdraw": event("2024-01-02", "withdraw", "effective = 2024-03-01\n"+why)},
			"2024-01-02-withdraw.toml:3:1: error: the policy \"p\" is withdrawn already"},
		"withdraw early": {map[string]string{"2020-01-01-withdraw": event("2020-01-01", "withdraw", "effective = 2020-02-01\n"+why)},
			"2020-01-01-withdraw.toml:1:1: error: nothing of the policy \"p\" is public yet on 2020-01-01"},
		"review early": {map[string]string{"2020-01-01-review": event("2020-01-01", "review", "")},
			"2020-01-01-review.toml:1:1: error: the policy \"p\" is unpublished on 2020-01-01"},
		"foreign": {map[string]string{"2022-02-01-cancel": event("2022-02-01", "cancel", "version = \"2\"\nreason = { fr = \"x\" }\n")},
			"2022-02-01-cancel.toml:4:1: error: \"fr\" is no language of this center; it has: ru, en\n2022-02-01-cancel.toml:4:1: error: \"reason\" says nothing in a language of this center"},
		"own successor": {map[string]string{"2024-01-01-withdraw": event("2024-01-01", "withdraw", "effective = 2024-02-01\nsuccessor = \"p\"\n"+why)},
			"2024-01-01-withdraw.toml:4:1: error: \"p\" is the policy itself: a policy does not take its own place"},
		"no successor": {map[string]string{"2024-01-01-withdraw": event("2024-01-01", "withdraw", "effective = 2024-02-01\nsuccessor = \"r\"\n"+why)},
			"2024-01-01-withdraw.toml:4:1: error: \"r\" is no policy of this center"},
	} {
		t.Run(name, func(t *testing.T) {
			files := maps.Clone(lived)
			for name, text := range c.events {
				files["p/events/"+name+".toml"] = text
			}
			_, got := archive(t, files)
			got = strings.NewReplacer("content/p/events/", "", " [event-state]", "").Replace(got)
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestEventsWithoutEffect: what contradicts the record moves, cancels and ends nothing, and stays a file of the policy.
func TestEventsWithoutEffect(t *testing.T) {
	files := maps.Clone(lived)
	files["p/events/2022-07-01-cancel.toml"] = event("2022-07-01", "cancel", "version = \"2\"\n"+why)
	files["p/events/2022-02-01-sent.toml"] = event("2022-02-01", "sent", "version = \"2\"\nchannel = \"pigeon\"\ntold = 2027-10-05\n")
	files["p/events/2024-01-01-withdraw.toml"] = event("2024-01-01", "withdraw", "effective = 2024-02-01\nsuccessor = \"p\"\n"+why)
	a, _ := archive(t, files)
	s := a.AsOf(civil.Of(2023, 1, 1), false).Policies[0]
	if e := s.Edition("2"); e.State != policy.InForce || e.Cancel != nil || len(e.Sent) != 0 {
		t.Errorf("version 2 is %s, cancelled by %v, told by %v", e.State, e.Cancel, e.Sent)
	}
	if len(s.Void) != 2 || len(s.Events) != 0 {
		t.Errorf("%d events without effect and %d with, want 2 and 0", len(s.Void), len(s.Events))
	}
	s = a.AsOf(civil.Of(2024, 2, 1), false).Policies[0]
	if s.Ended == nil || s.Ended.Successor != "" {
		t.Errorf("the policy ends by %+v, want an end without a successor", s.Ended)
	}
}

// TestRecorded: what is said of an event that was sealed is a warning, for a command from the day after.
func TestRecorded(t *testing.T) {
	at := func(file string) diag.Diagnostic {
		return diag.Diagnostic{Pos: diag.Pos{File: file}, Rule: policy.RuleEvent}
	}
	sealed := func(file string) civil.Date {
		if file == "sealed" {
			return civil.Of(2026, 1, 2)
		}
		return civil.Date{}
	}
	list := diag.List{at("sealed"), at("open"), {Pos: diag.Pos{File: "sealed"}, Rule: "event"}}
	for before, want := range map[civil.Date]int{{}: 2, civil.Of(2026, 1, 2): 3, civil.Of(2026, 1, 3): 2} {
		if got := policy.Recorded(list, sealed, before).Count(diag.Error); got != want {
			t.Errorf("before %q: %d errors, want %d", before, got, want)
		}
	}
	if list.Count(diag.Error) != 3 {
		t.Error("the list itself was changed")
	}
}
