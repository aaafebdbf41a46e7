package page

import (
	"candor/internal/policy"
)

// Row is a version in a table. Redline is the address of what it changed, "" for none.
type Row struct {
	Redline, Address, Name, State, StateClass, Period, Change, Notice, Approved string
	Languages                                                                   []string
}

// Archive is all versions of a policy.
type Archive struct {
	Frame
	PolicyTitle, PolicyAddress string
	Rows                       []Row
}

func (p *planner) rows(s *policy.Standing, most int) []Row {
	var rows []Row
	for _, e := range s.Editions {
		if len(rows) == most && most > 0 {
			break
		}
		rows = append(rows, p.row(s, e))
	}
	return rows
}

func (p *planner) row(s *policy.Standing, e *policy.Edition) Row {
	state, class := p.state(e)
	r := Row{Address: address(e), Name: p.name(e), State: state, StateClass: class, Period: p.period(e), Change: p.change(s, e),
		Approved: p.approvedBy(e), Redline: p.redline(s, e)}
	if !e.Draft() && e != s.Editions[len(s.Editions)-1] {
		r.Notice = p.print.Plural("archive_notice", e.Notice())
	}
	for _, w := range e.Languages {
		r.Languages = append(r.Languages, p.print.LanguageName(w.Text.Lang))
	}
	return r
}

func (p *planner) archive(s *policy.Standing) Archive {
	w, _ := p.wording(s.Shown)
	at := "/" + s.ID + "/archive/"
	return Archive{Frame: p.frame(at, p.print.Text("archive_page_title", title(w)), "documents", false), PolicyTitle: title(w),
		PolicyAddress: "/" + s.ID + "/", Rows: p.rows(s, 0)}
}
