package locale_test

import (
	"os"
	"testing"

	"candor/internal/locale"
)

// TestWords: a language without a catalogue speaks the one that stands in for it, and says so.
func TestWords(t *testing.T) {
	c, diags := locale.Load(os.DirFS("../../themes/default"))
	if diags.Failed() {
		t.Fatal(diags)
	}
	for tag, want := range map[string]string{"ru": "ru", "pt-BR": "pt-BR", "zh": "zh", "zh-CN": "zh-CN", "zh-Hant": "zh-Hans", "zh-TW": "zh-Hans", "sw": "en", "fa": "en", "": "en"} {
		if got := c.Words(tag); got != want {
			t.Errorf("words of %q are in %q, want %q", tag, got, want)
		}
		if got := c.Printer(tag).Words(); got != want {
			t.Errorf("the printer of %q speaks %q, want %q", tag, got, want)
		}
	}
	for tag, all := range map[string]bool{"ru": true, "pt-BR": true, "sw": false} {
		if n, first := c.Lacks(tag); (n == 0) != all || (first == "") != all {
			t.Errorf("%q lacks %d messages, %q the first", tag, n, first)
		}
	}
}
