package redline

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestRender(t *testing.T) {
	d := compared(doc("Same.", "Keep <b> for 12 months."), doc("Same.", "Keep <b> for 24 months."))
	w := &Words{Added: "added:", Removed: "removed:"}
	got := string(d.HTML(w))
	for _, want := range []string{`<p id="b" class="chg changed">`, "for <del><span class=\"vh\">[removed:\u00a0</span>12<span class=\"vh\">]</span></del> <ins>", "&lt;b&gt;"} {
		if !strings.Contains(got, want) {
			t.Errorf("HTML lacks %q: %s", want, got)
		}
	}
	if got, want := d.Markdown(), "…\n\nKeep \\<b\\> for<del> 12</del><ins> 24</ins> months.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	data, err := d.JSON(Options{})
	var m map[string]any
	if err != nil || json.Unmarshal(data, &m) != nil || m["schema"] != 1.0 {
		t.Errorf("JSON: %v %s", err, data)
	}
}

// A size, not a clock, ends the search: 10,000 equal blocks against 9,999 others of the same kind.
func TestCompareMany(t *testing.T) {
	many := func(n int, s string) []string {
		p := make([]string, n)
		for i := range p {
			p[i] = s
		}
		return p
	}
	if d := compared(doc(many(10000, "same words")...), doc(many(10000, "same words")...)); !d.Equal() {
		t.Error("equal texts differ")
	}
	if d := compared(doc(many(10000, "same words")...), doc(many(9999, "other text")...)); d.Summary.Words != (Counts{Added: 19998, Removed: 20000}) {
		t.Errorf("words %+v", d.Summary.Words)
	}
}
