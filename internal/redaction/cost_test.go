package redaction_test

import (
	"strings"
	"testing"
	"time"

	"candor/internal/redaction"
)

// TestCost holds that what somebody else wrote cannot make the search slow.
func TestCost(t *testing.T) {
	w, err := redaction.Compile("Jane Roe", "en")
	if err != nil {
		t.Fatal(err)
	}
	for name, unit := range map[string]string{"words": "Jane Roe, ", "brackets": "[", "definitions": "]:", "targets": "](", "tags": "<a", "comments": "<!--", "marks": "*", "escapes": "\\", "entities": "&",
		"spaces": "Jane ", "lines": "\n> Jane", "addresses": "a@", "attributes": "{#a", "percent": "%4a@"} {
		body := strings.Repeat(unit, 400_000/len(unit))
		start := time.Now()
		w.Find([]byte(front+body+"\n"), redaction.Markdown)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}
