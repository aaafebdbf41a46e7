package config

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestGround holds the colours that a brand is checked against to be those of the built-in style sheet. They are no part of what the
// package shows, so the test stands inside.
func TestGround(t *testing.T) {
	css, err := os.ReadFile("../../themes/default/static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark := ground[0], ground[1]
	for name, pair := range map[string][2]string{"brand": {light.accent, dark.accent}, "paper": {light.paper, dark.paper}, "ink": {light.ink, dark.ink},
		"quiet": {light.quiet, dark.quiet}, "ahead": {light.ahead, dark.ahead}} {
		if line := fmt.Sprintf("--%s: light-dark(%s, %s);", name, pair[0], pair[1]); !strings.Contains(string(css), line) {
			t.Errorf("style.css has no %q", line)
		}
	}
	for i, g := range ground {
		for _, words := range []string{g.accent, g.ink, g.quiet, g.ahead} {
			if n := Contrast(words, tint(g.paper, g.ink)); n < readable {
				t.Errorf("%d: %s on the tint of %s: %.2f", i, words, g.paper, n)
			}
		}
	}
}
