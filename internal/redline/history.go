package redline

import "strings"

// Origin says where the present wording of a clause comes from.
type Origin struct {
	Version string // since which it stands
	Before  string // the version that was compared with Version, "" when the clause has stood since the first
	ID      string // the clause's id in Version, and so its anchor in the redline from Before to Version
}

// History follows the clauses of a policy through its versions in one language. The versions are added oldest first; each is compared
// once, with the one before, and only that one is kept, so time is linear in the number of versions and memory is not.
//
// A clause that was moved, renumbered, split, merged or put under a new heading keeps its age, and so does one that changed in form,
// typography or the target of a link only: its words are the same.
type History struct {
	version string
	last    *Text             // of Add
	origins map[string]Origin // by id in the last text
	order   map[string]int    // versions by their turn
}

// Add compares the next version's text with the last one.
func (h *History) Add(version string, text *Text) {
	var kept map[string][]string
	if h.last != nil {
		kept = Compare(h.last, text).Kept()
	}
	h.Follow(version, text.Clauses(), kept)
	h.last = text
}

// Clauses returns the ids of a text's clauses in their order. They hold nothing of the text.
func (t *Text) Clauses() []string {
	var ids []string
	for i := range t.units {
		if id := t.units[i].id; id != "" {
			ids = append(ids, strings.Clone(id))
		}
	}
	return ids
}

// Follow is Add for a text that was compared before: ids are those of its clauses, kept is what [Diff.Kept] says of them.
func (h *History) Follow(version string, ids []string, kept map[string][]string) {
	if h.order == nil {
		h.order = map[string]int{}
	}
	h.order[version] = len(h.order)
	now := make(map[string]Origin, len(ids))
	for _, id := range ids {
		o := Origin{Version: version, Before: h.version, ID: id}
		for i, from := range kept[id] {
			// A clause that came of several stands since the latest of them.
			if p, ok := h.origins[from]; ok && (i == 0 || h.order[p.Version] > h.order[o.Version]) {
				o = p
			}
		}
		now[id] = o
	}
	h.version, h.origins = version, now
}

// Since returns where a clause of the version added last comes from; ok is false for an id that it has not.
func (h *History) Since(id string) (o Origin, ok bool) {
	o, ok = h.origins[id]
	return o, ok
}
