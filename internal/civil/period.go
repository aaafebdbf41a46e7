package civil

import (
	"fmt"
	"regexp"
	"strconv"
)

// Period is a time of notice: a number of full days, or of full months of the calendar. The zero Period is none.
//
// Neither the day on which a period begins to run nor the day after its end belongs to it: the day of the event is not counted, and the last
// day counts to its last hour (Regulation (EEC, Euratom) No 1182/71, article 3; § 187 and § 188 BGB; articles 191 to 194 of the Civil Code
// of the Russian Federation).
type Period struct{ Months, Days int } // one of the two

var period = regexp.MustCompile(`^([0-9]{1,6}) (day|days|month|months)$`)

// maxDays and maxMonths are the longest period that is read.
const maxDays, maxMonths = 36_500, 1_200

// ParsePeriod reads "30 days" or "2 months".
func ParsePeriod(s string) (Period, error) {
	m := period.FindStringSubmatch(s)
	if m == nil {
		return Period{}, fmt.Errorf("%q is no period such as \"30 days\" or \"2 months\"", s)
	}
	n, _ := strconv.Atoi(m[1])
	p := Period{Days: n}
	if m[2][0] == 'm' {
		p = Period{Months: n}
	}
	if p.Days > maxDays || p.Months > maxMonths {
		return Period{}, fmt.Errorf("%q is longer than %d days or %d months", s, maxDays, maxMonths)
	}
	return p, nil
}

// String returns the period as [ParsePeriod] reads it; none is "0 days".
func (p Period) String() string {
	switch {
	case p.Months == 1:
		return "1 month"
	case p.Months > 0:
		return fmt.Sprintf("%d months", p.Months)
	case p.Days == 1:
		return "1 day"
	}
	return fmt.Sprintf("%d days", p.Days)
}

// IsZero reports whether p is none.
func (p Period) IsZero() bool { return p == Period{} }

// After returns the first day after a period that runs from d, which is no part of it: d itself for none. A month ends on the same day of
// the month as d, else on the last day of that month.
func (p Period) After(d Date) Date {
	if p.IsZero() {
		return d
	}
	return d.AddMonths(p.Months).AddDays(p.Days + 1)
}

// Before returns the last day from which the period can run so that it is over when d comes.
func (p Period) Before(d Date) Date {
	if p.IsZero() {
		return d
	}
	from := d.AddMonths(-p.Months).AddDays(-p.Days - 1)
	for p.After(from).After(d) {
		from = from.AddDays(-1)
	}
	for !p.After(from.AddDays(1)).After(d) {
		from = from.AddDays(1)
	}
	return from
}

// FullDays returns the days between two days, of which neither counts; none where there is no day between them.
func FullDays(from, to Date) int { return max(0, to.Sub(from)-1) }

// Shorter reports whether a period can be shorter than another one: whether from some day it is over sooner.
func (p Period) Shorter(than Period) bool {
	if p.Months == 0 && than.Months == 0 {
		return p.Days < than.Days
	}
	if p.Days == 0 && than.Days == 0 {
		return p.Months < than.Months
	}
	day := Of(2023, 1, 1) // the months of four years, one of them a leap year
	for range 4*365 + 1 {
		if p.After(day).Before(than.After(day)) {
			return true
		}
		day = day.AddDays(1)
	}
	return false
}
