package page

import (
	"cmp"
	"html/template"
	"slices"

	"candor/internal/locale"
	"candor/internal/policy"
	"candor/internal/source"
)

// Home is the home page.
type Home struct {
	Frame
	Heading           string // the title of the text of the home page, else the center's
	TextLang, TextDir string // of Heading and Intro
	Intro             template.HTML
	Notices           []Notice // the current ones, material first
	Today             template.HTML
	Groups            []Group
	Changes           []Change      // the latest
	Answer            template.HTML // within which days requests are answered, "" where nothing is promised
}

// Group is a heading of the home page with its policies.
type Group struct {
	Title string // "" where the center has no groups
	Items []Item
}

// Item is a policy in a list.
type Item struct {
	Title, TitleLang, TitleDir, Address string
	State, StateClass                   string
	Status                              template.HTML // its dates
	Ahead                               template.HTML // what is announced for it, or that it was reviewed
	Lag                                 string        // of which day its text is in the page's language, where it stayed behind; "" otherwise
	Last                                template.HTML // the day of its last change
	Changes                             []string      // what that change was
	Lang, Dir                           string        // of Changes
	Passed                              []Passed
}

func (p *planner) home() Home {
	f := p.frame("/", "", "documents", false)
	f.Title, f.Structured = f.Center, p.graph()
	h := Home{Frame: f, Heading: f.Center, TextLang: p.lang, TextDir: locale.Direction(p.lang), Today: p.say("home_on_day", p.Center.Day)}
	if a, heading, ok := p.Texts.Free(source.Home, p.lang); ok {
		h.Intro, h.Heading = a.HTML, cmp.Or(heading, h.Heading)
	}
	groups := map[string]int{}
	for _, s := range p.Center.Policies {
		h.Notices = append(h.Notices, p.current(s)...)
		if days := s.Shown.Promised; h.Answer == "" && days != nil && days.RespondDays > 0 {
			h.Answer = p.count("contact_answer", days.RespondDays)
		}
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
	h.Changes = p.changes(p.Center.Policies)
	if len(h.Changes) > 4 {
		h.Changes = h.Changes[:4]
	}
	return h
}

func (p *planner) group(key string) string {
	if t := p.Config.Groups[key][p.lang]; t != "" {
		return t
	}
	switch {
	case key != "":
		return key
	case len(p.Config.Groups) == 0:
		return p.print.Text("home_documents")
	}
	return p.print.Text("home_other")
}

func (p *planner) item(s *policy.Standing) Item {
	w, _ := p.wording(s.Shown)
	i := Item{Title: Title(w), TitleLang: w.Text.Lang, TitleDir: locale.Direction(w.Text.Lang), Address: "/" + s.ID + "/", Status: p.status(s, s.Shown),
		Lag: p.behindLine(s, s.Shown, "lag_notice"), Passed: p.passed(s, s.Shown)}
	if s.InForce != nil {
		i.Lag = p.behindLine(s, s.Shown, "lag_row")
	}
	i.State, i.StateClass = p.standing(s, s.Shown)
	switch {
	case s.Ending != nil:
		i.Ahead = p.say("status_will_be_withdrawn", s.Ending.Effective)
	case s.InForce != nil && len(s.Coming) > 0:
		i.Ahead = p.say("home_will_change", s.Coming[0].From)
	default:
		i.Ahead = p.reviewed(s)
	}
	if e := s.InForce; e != nil && !oldest(s, e) {
		i.Last = p.say("home_last_change", e.From)
		i.Changes, i.Lang = p.changesTold(e)
		i.Dir = locale.Direction(i.Lang)
		if len(i.Changes) > 1 {
			i.Changes = i.Changes[:1]
		}
	}
	return i
}

// reviewed says when a policy was last reviewed since its text in force took effect, "" for never.
func (p *planner) reviewed(s *policy.Standing) template.HTML {
	for _, event := range slices.Backward(s.Events) {
		if event.Kind == "review" && s.InForce != nil && event.On.After(s.InForce.From) {
			return p.say("event_reviewed_on", event.On)
		}
	}
	return ""
}
