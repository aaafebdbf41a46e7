package locale_test

import (
	"slices"
	"strings"
	"testing"

	"candor/internal/locale"
)

// TestModal holds that each shipped language has words that deny and words that oblige, as they are looked for: lower case, each once.
func TestModal(t *testing.T) {
	for _, tag := range locale.Shipped() {
		for name, of := range map[string]func(string) ([]string, bool){"denials": locale.Denials, "duties": locale.Duties} {
			words, _ := of(tag)
			if len(words) == 0 {
				t.Errorf("%s of %s are not known", name, tag)
			}
			for _, w := range words {
				if w != strings.ToLower(w) {
					t.Errorf("%s of %s: %q", name, tag, w)
				}
			}
			if sorted := slices.Compact(slices.Sorted(slices.Values(words))); len(sorted) != len(words) {
				t.Errorf("%s of %s has a word twice", name, tag)
			}
		}
	}
	if words, parts := locale.Denials("zh-Hant"); !parts || !slices.Contains(words, "不") {
		t.Error("the words of Chinese are those of both scripts")
	}
	if words, _ := locale.Denials("en-GB"); !slices.Contains(words, "not") {
		t.Error("a region changes no words")
	}
}
