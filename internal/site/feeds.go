package site

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/feed"
	"candor/internal/page"
	"candor/internal/policy"
)

// feeds adds the feeds of the center and of each policy, in each language: one entry for each version that has a text in it
// (SPEC, section 4).
func (b *builder) feeds(s *Site, set *page.Set) {
	for _, lang := range b.config.Tags() {
		t := b.catalog.Printer(lang)
		var all []feed.Entry
		for _, st := range b.center.Policies {
			entries := b.entries(set, st, lang)
			all = append(all, entries...)
			b.feed(s, set, lang, "/"+st.ID+"/", t.Text("nav_changes"), entries)
		}
		b.feed(s, set, lang, "/", t.Text("nav_changes"), all)
	}
}

func (b *builder) feed(s *Site, set *page.Set, lang, at, title string, entries []feed.Entry) {
	slices.SortStableFunc(entries, func(x, y feed.Entry) int {
		return cmp.Or(y.Updated.Compare(x.Updated), cmp.Compare(x.ID, y.ID))
	})
	f := &feed.Feed{ID: b.config.FeedID + ":" + strings.Trim(at, "/") + ":" + lang, Title: title + " – " + b.config.Organization.Name, Lang: lang,
		Author: b.config.Organization.Name, Page: set.Absolute(lang, at), Self: set.Absolute(lang, at+"feed.atom"), Entries: entries}
	j := *f
	j.Self = set.Absolute(lang, at+"feed.json")
	file := strings.TrimPrefix(strings.TrimPrefix(set.URL(lang, at), strings.TrimSuffix(b.config.Path(), "/")), "/")
	s.add(file+"feed.atom", func() ([]byte, error) { return f.Atom(b.day) })
	s.add(file+"feed.json", j.JSON)
}

func (b *builder) entries(set *page.Set, st *policy.Standing, lang string) []feed.Entry {
	var out []feed.Entry
	for _, e := range st.Editions {
		w := e.Text(lang)
		if w == nil || e.Draft() {
			continue
		}
		updated := w.Text.Public
		if n := len(w.Corrections); n > 0 {
			updated = w.Corrections[n-1].Corrects
		}
		front := w.Text.Original.Front
		t := b.catalog.Printer(lang)
		lines := append([]string{t.Text("status_takes_effect", e.From)}, front.Changes...)
		if front.Action != "" {
			lines = append(lines, front.Action)
		}
		at := "/" + st.ID + "/" + e.ID + "/"
		out = append(out, feed.Entry{ID: b.config.FeedID + ":" + st.ID + "/" + e.ID + ":" + lang, Title: t.Text("version_page_title", front.Title, e.From),
			Page: set.Absolute(lang, at), Published: w.Text.Public, Updated: updated, Text: strings.Join(lines, "\n")})
	}
	return out
}
