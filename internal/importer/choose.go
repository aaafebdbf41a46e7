package importer

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/civil"
)

// takeDate takes the text's date where one is sure, and else puts the question that a person must answer. undated are the lines that are there
// for a date in which no day can be read.
func takeDate(r *Result, dates []stated, undated []undatedLine) []Finding {
	dates = settled(dates)
	at, reason := choose(dates, undated)
	if at >= 0 {
		chosen := dates[at]
		r.Date, r.DateKind, r.DateText = chosen.date, chosen.kind, chosen.text
		if chosen.role == effectiveRole {
			r.StatedPublished = latest(dates, func(d stated) bool { return d.sure() && d.announces() })
		}
	}
	var out []Finding
	for i, d := range dates {
		if slices.ContainsFunc(dates[:i], func(e stated) bool { return e.line == d.line && e.date == d.date && e.other == d.other }) {
			continue
		}
		f := Finding{Line: d.line, Kind: d.kind, Text: d.days() + ": " + clip(d.text), Guess: !d.sure() || reason != ""}
		if d.date != r.Date && d.date != r.StatedPublished && (reason == "" || d.why != "" || d.old) {
			f.Kind, f.Guess = KindOtherDate, true
		}
		if d.why != "" {
			f.Text += " (not taken: " + d.why + ")"
		}
		r.Dates = append(r.Dates, Candidate{Date: d.date, Or: d.other, Kind: d.kind, Text: d.text, Line: d.line, Why: d.why})
		out = append(out, f)
	}
	for _, u := range undated {
		out = append(out, Finding{Line: u.line, Kind: KindOtherDate, Text: u.said(), Guess: true})
	}
	if reason != "" {
		r.Question = question(reason, dates, undated)
	}
	return out
}

func (s stated) days() string {
	if s.other.IsZero() {
		return s.date.String()
	}
	return s.date.String() + " or " + s.other.String()
}

// announces reports whether a date is that of a publication or a change.
func (s stated) announces() bool { return s.role == changedRole || s.role == publishedRole }

// settled reads digits that can be two days as the one that the text states elsewhere for certain.
func settled(dates []stated) []stated {
	out := slices.Clone(dates)
	for i, d := range out {
		if d.other.IsZero() {
			continue
		}
		says := func(day civil.Date) bool {
			return slices.ContainsFunc(dates, func(e stated) bool { return e.sure() && e.date == day })
		}
		switch first, second := says(d.date), says(d.other); {
		case first && !second:
			out[i].other = civil.Date{}
		case second && !first:
			out[i].date, out[i].other = d.other, civil.Date{}
		}
	}
	slices.SortStableFunc(out, func(a, b stated) int { return a.rank() - b.rank() })
	return out
}

// latest returns the latest of the dates that are meant, zero for none.
func latest(dates []stated, meant func(stated) bool) civil.Date {
	var out civil.Date
	for _, d := range dates {
		if meant(d) && d.date.After(out) {
			out = d.date
		}
	}
	return out
}

// days returns the different days among the dates that are meant.
func days(dates []stated, meant func(stated) bool) []civil.Date {
	var out []civil.Date
	for _, d := range dates {
		if meant(d) && !slices.Contains(out, d.date) {
			out = append(out, d.date)
		}
	}
	return out
}

// choose returns the date that is the text's, or -1 and why a person must say it. The day from which the text applies is before that of its
// last change; whatever else is said of a later day is a doubt, since the text of that day would be another.
func choose(dates []stated, undated []undatedLine) (at int, reason string) {
	sure := func(r ...role) func(stated) bool {
		return func(d stated) bool { return d.sure() && slices.Contains(r, d.role) }
	}
	applies, changed, published := days(dates, sure(effectiveRole)), days(dates, sure(changedRole)), days(dates, sure(publishedRole))
	last := latest(dates, sure(changedRole, publishedRole))
	var chosen civil.Date
	from := []role{effectiveRole}
	switch {
	case slices.ContainsFunc(dates, func(d stated) bool { return d.ambiguous(len(applies) > 0) }):
		return -1, "the digits of a date can be two days"
	case len(applies) > 1:
		return -1, "the text names several days from which it applies"
	case len(applies) == 1 && last.After(applies[0]):
		return -1, "the text says that it was changed after the day from which it applies"
	case len(applies) == 1:
		chosen = applies[0]
	case len(changed) > 1 && len(days(dates, labelled)) != 1:
		return -1, "the text names several days of its last change"
	case len(changed) > 0 && last.After(latest(dates, sure(changedRole))):
		return -1, "the text says that it was published after its last change"
	case len(changed) > 0:
		chosen, from = latest(dates, sure(changedRole)), []role{changedRole}
		if len(changed) > 1 && days(dates, labelled)[0] != chosen {
			return -1, "the text speaks of a change later than the day of its last change"
		}
	case len(published) > 1:
		return -1, "the text names several days of its publication"
	case len(published) == 1:
		chosen, from = published[0], []role{publishedRole}
	case slices.ContainsFunc(dates, func(d stated) bool { return d.role == bareRole && d.block <= 3 }) && len(days(dates, stated.rival)) == 1:
		chosen, from = days(dates, stated.rival)[0], []role{bareRole}
	}
	for _, u := range undated {
		if !u.before(chosen) {
			return -1, u.asks()
		}
	}
	switch {
	case chosen.IsZero() && len(dates) > 0:
		return -1, "no date is surely that of the text"
	case chosen.IsZero():
		return -1, "no date was found in the text"
	case slices.ContainsFunc(dates, func(d stated) bool { return d.rival() && d.date.After(chosen) }):
		return -1, "a later date stands in the text"
	}
	return slices.IndexFunc(dates, func(d stated) bool { return d.date == chosen && slices.Contains(from, d.role) && d.why == "" && !d.old }), ""
}

// labelled reports whether a date is that of a change and stands in a line that is there for it: "Last updated: 1 May 2024".
func labelled(d stated) bool { return d.sure() && d.role == changedRole && width(d.text) <= 80 }

// ambiguous reports whether a date that can be two days would be taken. Beside a day from which the text surely applies, the others do not matter.
func (s stated) ambiguous(applies bool) bool {
	return !s.other.IsZero() && s.why == "" && !s.guess && !s.old && (s.role == effectiveRole || s.announces() && !applies)
}

// rival reports whether a date may be the text's own though it is not sure.
func (s stated) rival() bool {
	return s.why == "" && !s.old && s.role != madeRole && s.role != adoptedRole
}

// question puts what must be asked, with every date that may be meant.
func question(reason string, dates []stated, undated []undatedLine) string {
	var out strings.Builder
	out.WriteString(reason)
	said := map[string]bool{}
	add := func(line int, what, words string) {
		place := ""
		if line > 0 {
			place = fmt.Sprintf("line %d: ", line)
		}
		if one := place + what + ": " + clip(words); !said[one] && len(said) < 12 {
			said[one] = true
			out.WriteString("\n  " + one)
		}
	}
	for _, d := range dates {
		what := d.days() + ", " + d.role.says()
		if d.why != "" {
			what += " (" + d.why + ")"
		}
		add(d.line, what, d.text)
	}
	for _, u := range undated {
		add(u.line, "a date without a day that can be read", u.text)
	}
	return out.String()
}

func (r role) says() string {
	switch r {
	case effectiveRole:
		return "applies from"
	case publishedRole:
		return "published"
	case adoptedRole:
		return "decided"
	case madeRole:
		return "the file was made"
	case bareRole:
		return "stands alone"
	}
	return "changed"
}
