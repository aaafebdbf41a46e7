package page

import (
	"candor/internal/locale"
	"candor/internal/policy"
)

// Notice announces one version.
type Notice struct {
	Title, Heading, Announced, Action, Lang, Dir string // Lang and Dir are those of Title, Changes and Action
	Material                                     bool
	Changes                                      []string
	Text, Policy                                 string // addresses
	Redline                                      string // address, "" for none
}

func (p *planner) notices(s *policy.Standing) []Notice {
	var out []Notice
	for _, e := range s.Coming {
		w, _ := p.wording(e)
		front := w.Text.Original.Front
		heading := p.print.Text("notice_heading", title(w), e.From)
		if s.InForce == nil {
			heading = p.print.Text("notice_heading_first", title(w), e.From)
		}
		out = append(out, Notice{Title: title(w), Heading: heading, Lang: w.Text.Lang, Dir: locale.Direction(w.Text.Lang), Material: material(e), Changes: front.Changes, Action: front.Action,
			Announced: p.print.Plural("notice_announced_ahead", e.Notice(), e.Published), Text: address(e), Policy: "/" + s.ID + "/",
			Redline: p.redline(s, e)})
	}
	return out
}
