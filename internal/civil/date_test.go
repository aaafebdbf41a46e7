package civil_test

import (
	"testing"
	"time"

	"candor/internal/civil"
)

func TestParse(t *testing.T) {
	for in, ok := range map[string]bool{
		"2023-10-31": true, "2024-02-29": true, "2023-02-29": false, "2023-02-30": false,
		"2023-2-3": false, "": false, "2023-10-31T00:00:00Z": false, "31.10.2023": false,
	} {
		d, err := civil.Parse(in)
		if (err == nil) != ok {
			t.Errorf("Parse(%q): err = %v, want ok %v", in, err, ok)
		}
		if ok && d.String() != in {
			t.Errorf("Parse(%q).String() = %q", in, d)
		}
	}
}

func TestIn(t *testing.T) {
	moscow := time.FixedZone("MSK", 3*60*60)
	at := time.Date(2026, 11, 22, 21, 30, 0, 0, time.UTC)
	if got, want := civil.In(at, moscow).String(), "2026-11-23"; got != want {
		t.Errorf("In Moscow = %s, want %s", got, want)
	}
	if got, want := civil.In(at, time.UTC).String(), "2026-11-22"; got != want {
		t.Errorf("In UTC = %s, want %s", got, want)
	}
}

func TestArithmetic(t *testing.T) {
	d := civil.Of(2024, 1, 31)
	if got, want := d.AddMonths(1).String(), "2024-02-29"; got != want {
		t.Errorf("AddMonths(1) = %s, want %s", got, want)
	}
	if got, want := d.AddMonths(13).String(), "2025-02-28"; got != want {
		t.Errorf("AddMonths(13) = %s, want %s", got, want)
	}
	for _, n := range []int{-400, -1, 0, 1, 28, 366, 10000} {
		if got := d.AddDays(n).Sub(d); got != n {
			t.Errorf("AddDays(%d).Sub = %d", n, got)
		}
	}
	if !d.Before(d.AddDays(1)) || d.After(d) || !(civil.Date{}).Before(d) {
		t.Error("order of dates is wrong")
	}
}
