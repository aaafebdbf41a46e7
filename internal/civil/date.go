// Package civil holds civil dates: days of the proleptic Gregorian calendar without a time or a zone.
//
// Policies take effect on a day, not at an instant, so every date of a source, and the as-of date of a build, is a
// [Date]. A clock enters only through [In], which the command calls once.
package civil

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a civil date. The zero Date means "no date" and sorts before every other.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Of returns the date of a year, a month and a day, normalised as [time.Date] does: Of(2023, 2, 30) is 2 March 2023.
func Of(year int, month time.Month, day int) Date {
	return fromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// In returns the civil date of an instant in a time zone.
func In(t time.Time, zone *time.Location) Date { return fromTime(t.In(zone)) }

// Parse reads a date in the form 2006-01-02 (RFC 3339 full-date). A date that does not exist is an error.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date in the form YYYY-MM-DD", s)
	}
	return fromTime(t), nil
}

func fromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// String returns d in the form 2006-01-02, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare returns -1, 0 or +1 as d is before, the same as or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// AddDays returns the date n days after d (before it, for a negative n).
func (d Date) AddDays(n int) Date { return Of(d.Year, d.Month, d.Day+n) }

// AddMonths returns the date n months after d, the last day of that month where d's day does not exist in it.
func (d Date) AddMonths(n int) Date {
	first := Of(d.Year, d.Month+time.Month(n), 1)
	last := Of(first.Year, first.Month+1, 0).Day
	return Date{first.Year, first.Month, min(d.Day, last)}
}

// Sub returns the number of days from e to d.
func (d Date) Sub(e Date) int {
	return int(d.Midnight().Sub(e.Midnight()) / (24 * time.Hour))
}

// Midnight returns the instant at which d begins in UTC.
func (d Date) Midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Noon returns 12:00:00Z of d: the instant that feeds give for a civil date (docs/formats.md, section 4), on the same day in nearly
// every time zone.
func (d Date) Noon() time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }

// MarshalText writes d as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
