package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestCompareRegroups(t *testing.T) {
	const first = "We keep your name and your address for as long as the account is open and for one year after that."
	const second = "We keep the letters that you send to us until the matter of which they speak has been settled with you."
	const third = "Backups are written over every ninety days, whatever they hold of your data by then."
	const other = "Nobody under fourteen may open an account here without the consent of a parent."
	for _, c := range []struct {
		name     string
		old, now []string
		want     string // ops with the number of blocks on each side
		breaks   string
		words    Counts
	}{
		{"split", []string{other, first + " " + second}, []string{other, first, second}, "equal 1:1, changed 1:2", "new", Counts{}},
		{"merged", []string{first, second, other}, []string{first + " " + second, other}, "changed 2:1, equal 1:1", "old", Counts{}},
		{"split in three with a new end", []string{first + " " + second + " " + third}, []string{first, second, third + " Then they are gone."}, "changed 1:3", "new new", Counts{Added: 4}},
		{"border moved", []string{first + " " + second, third}, []string{first, second + " " + third}, "changed 2:2", "new old", Counts{}},
		{"new block before", []string{first + " " + second}, []string{other, first, second}, "added 0:1, changed 1:2", "new", Counts{Added: 14}},
		{"unlike blocks are not joined", []string{first, second}, []string{other}, "removed 1:0, removed 1:0, added 0:1", "", Counts{Removed: 42, Added: 14}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := compared(text(c.old...), text(c.now...))
			var ops, breaks []string
			for _, b := range d.Blocks {
				ops = append(ops, fmt.Sprintf("%s %d:%d", b.Op, b.na, b.nb))
				for _, r := range b.Runs {
					if r.Break != "" {
						breaks = append(breaks, r.Break)
					}
				}
			}
			if got := strings.Join(ops, ", "); got != c.want {
				t.Errorf("got %s, want %s\n%s", got, c.want, d.Text(false))
			}
			if got := strings.Join(breaks, " "); got != c.breaks {
				t.Errorf("breaks %q, want %q", got, c.breaks)
			}
			if d.Summary.Words != c.words {
				t.Errorf("words %+v, want %+v", d.Summary.Words, c.words)
			}
		})
	}
}

func TestKeptThroughSplit(t *testing.T) {
	one, two, three := "We keep your name and your address for as long as the account is open.", "We keep the letters that you send to us until the matter is settled with you.", "Backups are written over every ninety days, whatever they hold by then."
	split, merged := text("Start here.", one+" "+two, three), text("Start here.", one, two+" "+three)
	kept := compared(split, merged).Kept()
	for id, want := range map[string][]string{"b0": {"b0"}, "b1": {"b1"}, "b2": {"b1", "b2"}} {
		if !slices.Equal(kept[id], want) {
			t.Errorf("%s was %v, want %v", id, kept[id], want)
		}
	}
	if kept := compared(split, text("Start here.", one, two+" Always.", three)).Kept(); len(kept["b1"]) != 0 {
		t.Errorf("a clause of a group that changed is kept: %v", kept)
	}
}
