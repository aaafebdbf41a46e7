package config_test

import (
	"strings"
	"testing"

	"candor/internal/config"
)

const center = "base_url = \"https://example.com/\"\n[organization]\nname = \"Example\"\n[[languages]]\ntag = \"en\"\n"

func TestBrand(t *testing.T) {
	for _, k := range []struct{ name, brand, want, diag string }{
		{"none", "", "", ""},
		{"accent", `accent = "#7a1f3d"`, "--brand:light-dark(#7a1f3d,", ""},
		{"words on an accent", `accent = "#7a1f3d"` + "\n" + `accent_dark = "#f0a6bd"`, "--brand-on:light-dark(#ffffff,#0d1513)", ""},
		{"faces", `face = "Literata, \"PT Serif\", serif"`, `--face:Literata, "PT Serif", serif;`, ""},
		{"paper", `paper = "#ffffff"`, "--paper:light-dark(#ffffff,#121615)", ""},
		{"pale accent", `accent = "#7fb5ff"`, "", `contrast: on light pages links in #7fb5ff`},
		{"dim accent", `accent_dark = "#223344"`, "", `contrast: on dark pages links in #223344`},
		{"dark paper by day", `paper = "#808080"`, "", `contrast: on light pages words in`},
		{"no colour", `accent = "green"`, "", `config: "green" is not a colour such as "#0f5c47"`},
		{"no face", `face = "a;}body{display:none"`, "", `config: "a;}body{display:none" is not a list of font families`},
		{"logo for the night only", `logo_dark = "x.svg"`, "", `config: "logo_dark" stands alone`},
	} {
		t.Run(k.name, func(t *testing.T) {
			c, diags := config.Parse([]byte(center + "[brand]\n" + k.brand + "\n"))
			got := ""
			if len(diags) > 0 {
				got = diags[0].Rule + ": " + diags[0].Message
			}
			if k.diag == "" && got != "" || !strings.HasPrefix(got, k.diag) {
				t.Errorf("diagnostic %q, want %q", got, k.diag)
			}
			if css := c.Brand.CSS(); k.diag == "" && !strings.Contains(css, k.want) || k.want == "" && k.diag == "" && css != "" {
				t.Errorf("got %q, want %q", css, k.want)
			}
		})
	}
}

// TestBrandHint holds that the colour which a hint names is one that can be read.
func TestBrandHint(t *testing.T) {
	for _, key := range []string{"accent", "accent_dark"} {
		_, diags := config.Parse([]byte(center + "[brand]\n" + key + " = \"#7f7f7f\"\n"))
		if len(diags) == 0 {
			t.Fatalf("%s = #7f7f7f has no diagnostic", key)
		}
		_, hint, _ := strings.Cut(diags[0].Hint, " = ")
		if _, again := config.Parse([]byte(center + "[brand]\n" + key + " = " + hint + "\n")); len(again) > 0 {
			t.Errorf("%s: the hint %s is faulted too: %v", key, hint, again)
		}
	}
}

// TestContrast holds the arithmetic against WCAG's own values: black on white, and the grey that just passes.
func TestContrast(t *testing.T) {
	for _, k := range []struct {
		a, b     string
		from, to float64
	}{{"#000000", "#ffffff", 21, 21}, {"#767676", "#ffffff", 4.54, 4.55}, {"#777777", "#ffffff", 4.47, 4.49}, {"#0f5c47", "#0f5c47", 1, 1}} {
		if got := config.Contrast(k.a, k.b); got < k.from-.001 || got > k.to+.001 {
			t.Errorf("Contrast(%s, %s) = %.3f, want %v to %v", k.a, k.b, got, k.from, k.to)
		}
	}
}
