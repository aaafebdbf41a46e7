package redaction_test

import (
	"strings"
	"testing"
	"time"

	"candor/internal/redaction"
)

// TestCost holds that what somebody else wrote cannot make the search slow: four times the text take about four times as long, and not sixteen
// times. Work of others on the machine disturbs a measure, so that only one which is too long again and again counts.
func TestCost(t *testing.T) {
	w, err := redaction.Compile("Jane Roe", "en")
	if err != nil {
		t.Fatal(err)
	}
	took := func(unit string, size int) time.Duration {
		text := []byte(front + strings.Repeat(unit, size/len(unit)) + "\n")
		start := time.Now()
		w.Find(text, redaction.Markdown)
		return time.Since(start)
	}
	const size, tries = 60_000, 8
	for name, unit := range map[string]string{"words": "Jane Roe, ", "brackets": "[", "definitions": "]:", "targets": "](", "tags": "<a", "comments": "<!--", "marks": "*", "escapes": "\\", "entities": "&",
		"spaces": "Jane ", "lines": "\n> Jane", "addresses": "a@", "attributes": "{#a", "percent": "%4a@"} {
		short, long := took(unit, size), took(unit, 4*size)
		for try := 1; long > 9*short && try < tries; try++ {
			short, long = min(short, took(unit, size)), min(long, took(unit, 4*size))
		}
		if long > 9*short {
			t.Errorf("%s: %v, and %v for four times as much", name, short, long)
		}
	}
}
