package page

import (
	"html/template"
	"slices"

	"candor/internal/locale"
	"candor/internal/policy"
)

// Home is the home page.
type Home struct {
	Frame
	Intro   template.HTML
	Notices []Notice
	Groups  []Group
	Changes []Change
}

// Group is a heading of the home page with its policies.
type Group struct {
	Title string
	Items []Item
}

// Item is a policy in a list.
type Item struct {
	Title, TitleLang, TitleDir, Address, State, StateClass, Status string
}

func (p *planner) home() Home {
	f := p.frame("/", "", "documents", false)
	f.Title = f.Center
	h := Home{Frame: f}
	if a, _, ok := p.Texts.Free("home", p.lang); ok {
		h.Intro = a.HTML
	}
	groups := map[string]int{}
	for _, s := range p.Center.Policies {
		h.Notices = append(h.Notices, p.current(s)...)
		if s.State == policy.Withdrawn {
			continue
		}
		i, ok := groups[s.Group]
		if !ok {
			i = len(h.Groups)
			groups[s.Group] = i
			h.Groups = append(h.Groups, Group{Title: p.group(s.Group)})
		}
		h.Groups[i].Items = append(h.Groups[i].Items, p.item(s))
	}
	slices.SortStableFunc(h.Notices, prominence)
	h.Changes = p.changes()
	if len(h.Changes) > 5 {
		h.Changes = h.Changes[:5]
	}
	return h
}

func (p *planner) group(key string) string {
	if t := p.Config.Groups[key][p.lang]; t != "" {
		return t
	}
	if key == "" {
		return p.print.Text("home_other")
	}
	return key
}

func (p *planner) item(s *policy.Standing) Item {
	w, _ := p.wording(s.Shown)
	state, class := p.state(s.Shown)
	return Item{Title: title(w), TitleLang: w.Text.Lang, TitleDir: locale.Direction(w.Text.Lang), Address: "/" + s.ID + "/", State: state, StateClass: class, Status: p.status(s, s.Shown)}
}
