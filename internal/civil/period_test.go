package civil_test

import (
	"testing"

	"candor/internal/civil"
)

func parse(t *testing.T, day string) civil.Date {
	t.Helper()
	d, err := civil.Parse(day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPeriodAfter: neither the day on which a notice is given nor that of effect counts, and a month ends on the same day of the month, else on
// its last one.
func TestPeriodAfter(t *testing.T) {
	for _, c := range []struct{ period, from, want string }{
		{"30 days", "2026-03-01", "2026-04-01"},  // 2 to 31 March are thirty days
		{"1 day", "2026-03-01", "2026-03-03"},    // 2 March is the day
		{"0 days", "2026-03-01", "2026-03-01"},   // none: the same day
		{"30 days", "2024-02-15", "2024-03-17"},  // a leap year
		{"1 month", "2026-01-31", "2026-03-01"},  // ends on 28 February
		{"1 month", "2024-01-31", "2024-03-01"},  // ends on 29 February
		{"2 months", "2026-03-01", "2026-05-02"}, // ends on 1 May
		{"2 months", "2025-12-31", "2026-03-01"}, // ends on 28 February
		{"3 months", "2026-11-30", "2027-03-01"}, // likewise
		{"12 months", "2024-02-29", "2025-03-01"},
		{"0 months", "2026-03-01", "2026-03-01"},
	} {
		p, err := civil.ParsePeriod(c.period)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.After(parse(t, c.from)); got.String() != c.want {
			t.Errorf("%s from %s are over on %s, want %s", c.period, c.from, got, c.want)
		}
	}
}

// TestPeriodBefore: it is the last day that still leaves the whole period, whatever the months are.
func TestPeriodBefore(t *testing.T) {
	for _, p := range []civil.Period{{}, {Days: 1}, {Days: 30}, {Days: 61}, {Months: 1}, {Months: 2}, {Months: 13}} {
		for day := civil.Of(2023, 12, 1); day.Before(civil.Of(2025, 4, 1)); day = day.AddDays(1) {
			from := p.Before(day)
			if p.After(from).After(day) || !p.After(from.AddDays(1)).After(day) {
				t.Fatalf("%s before %s from %s: over on %s, and from the day after on %s", p, day, from, p.After(from), p.After(from.AddDays(1)))
			}
		}
	}
}

func TestPeriodShorter(t *testing.T) {
	for _, c := range []struct {
		a, b civil.Period
		want bool
	}{
		{civil.Period{Days: 29}, civil.Period{Days: 30}, true},
		{civil.Period{Days: 30}, civil.Period{Days: 30}, false},
		{civil.Period{Months: 1}, civil.Period{Days: 30}, true},  // February has 28 days
		{civil.Period{Months: 1}, civil.Period{Days: 28}, false}, // and no month has fewer
		{civil.Period{Days: 30}, civil.Period{Months: 1}, true},  // January has 31
		{civil.Period{Days: 31}, civil.Period{Months: 1}, false},
		{civil.Period{Months: 2}, civil.Period{Days: 59}, false},
		{civil.Period{Months: 2}, civil.Period{Days: 60}, true},
		{civil.Period{}, civil.Period{Months: 1}, true},
		{civil.Period{Months: 1}, civil.Period{}, false},
	} {
		if got := c.a.Shorter(c.b); got != c.want {
			t.Errorf("%s shorter than %s: %v", c.a, c.b, got)
		}
	}
}

func TestParsePeriod(t *testing.T) {
	for _, s := range []string{"30 days", "1 day", "0 days", "2 months", "1 month"} {
		if p, err := civil.ParsePeriod(s); err != nil || p.String() != s {
			t.Errorf("%q is read as %q, %v", s, p, err)
		}
	}
	for _, s := range []string{"", "30", "30days", "30 working days", "-1 days", "two months", "9999999 days", "99999 months", "1 month 3 days"} {
		if p, err := civil.ParsePeriod(s); err == nil {
			t.Errorf("%q is read as %q", s, p)
		}
	}
}

func TestFullDays(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{{"2026-03-01", "2026-03-01", 0}, {"2026-03-01", "2026-03-02", 0}, {"2026-03-01", "2026-03-03", 1}, {"2026-03-01", "2026-04-01", 30}, {"2026-03-02", "2026-03-01", 0}} {
		if got := civil.FullDays(parse(t, c.from), parse(t, c.to)); got != c.want {
			t.Errorf("from %s to %s: %d full days, want %d", c.from, c.to, got, c.want)
		}
	}
}
