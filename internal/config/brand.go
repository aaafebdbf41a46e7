package config

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"candor/internal/diag"
	"candor/internal/table"
)

// Brand is what the pages show of a company: colours, typefaces, a logo. An empty value is the theme's own.
type Brand struct {
	Accent, AccentDark string // "#0f5c47": of links, buttons and the line of what is in force, on light and on dark pages
	Paper, PaperDark   string // the ground of a page
	Face, Sans         string // lists of families as in CSS: for the texts, and for all that is said of them
	Logo, LogoDark     string // file names in content/
	LogoPos            diag.Pos
}

var (
	colour   = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	families = regexp.MustCompile(`^(?:"[^"\\{};<>]+"|[A-Za-z][A-Za-z0-9 -]*|-[a-z-]+)(?: *, *(?:"[^"\\{};<>]+"|[A-Za-z][A-Za-z0-9 -]*|-[a-z-]+))*$`)
)

// The colours of the built-in theme that stand on the paper, light and dark: [Brand] is held against them. A test holds them to be those
// of its style sheet.
var ground = [2]struct{ paper, accent, ink, quiet, ahead string }{
	{"#fdfdfc", "#0f5c47", "#1a1f1d", "#565f5b", "#85480a"},
	{"#121615", "#84d2b3", "#e3e8e5", "#a4afa9", "#f0b866"},
}

// readable is the least contrast of words on their ground (WCAG 2.2, success criterion 1.4.3).
const readable = 4.5

func (c *Config) brand(t *table.Table, diags *diag.List) {
	b := t.Table("brand")
	if b == nil {
		return
	}
	read := func(key string, valid *regexp.Regexp, like string) string {
		value := b.String(key)
		if value != "" && !valid.MatchString(value) {
			b.Errorf(key, "%q is not %s", value, like)
			return ""
		}
		return value
	}
	const hex, list = `a colour such as "#0f5c47"`, `a list of font families such as "Literata, \"PT Serif\", serif"`
	c.Brand = Brand{Accent: read("accent", colour, hex), AccentDark: read("accent_dark", colour, hex), Paper: read("paper", colour, hex),
		PaperDark: read("paper_dark", colour, hex), Face: read("face", families, list), Sans: read("sans", families, list),
		Logo: b.String("logo"), LogoDark: b.String("logo_dark"), LogoPos: b.Pos("logo")}
	if c.Brand.LogoDark != "" && c.Brand.Logo == "" {
		b.Errorf("logo_dark", `"logo_dark" stands alone: "logo" is the one for light pages`)
	}
	if c.Brand.Accent != "" && c.Brand.AccentDark == "" {
		c.Brand.AccentDark = towards(c.Brand.Accent, "#ffffff", c.Brand.of(1).paper, 7)
	}
	for i, keys := range [2][2]string{{"accent", "paper"}, {"accent_dark", "paper_dark"}} {
		c.Brand.contrast(b, i, keys[0], keys[1], diags)
	}
}

// of returns the colours of light (0) or dark (1) pages.
func (b Brand) of(i int) (g struct{ paper, accent, ink, quiet, ahead string }) {
	g = ground[i]
	if paper := [2]string{b.Paper, b.PaperDark}[i]; paper != "" {
		g.paper = paper
	}
	if accent := [2]string{b.Accent, b.AccentDark}[i]; accent != "" {
		g.accent = accent
	}
	return g
}

// tint is the ground of a card: the paper with a little ink.
func tint(paper, ink string) string { return mix(paper, ink, .045) }

func (b Brand) contrast(t *table.Table, i int, accent, paper string, diags *diag.List) {
	g := b.of(i)
	pages, card := [2]string{"light", "dark"}[i], tint(g.paper, g.ink)
	if t.Has(paper) {
		for _, words := range []string{g.ink, g.quiet, g.ahead} {
			if n := Contrast(words, card); n < readable {
				*diags = append(*diags, diag.Diagnostic{Pos: t.Pos(paper), Rule: "contrast",
					Message: fmt.Sprintf("on %s pages words in %s have a contrast of %.1f on cards (%s), and people need %.1f", pages, words, n, card, readable),
					Hint:    "take a " + [2]string{"lighter", "darker"}[i] + " paper"})
				return
			}
		}
	}
	if n := Contrast(g.accent, card); n < readable && (t.Has(accent) || t.Has(paper)) {
		key := accent
		if !t.Has(key) {
			key = paper
		}
		*diags = append(*diags, diag.Diagnostic{Pos: t.Pos(key), Rule: "contrast",
			Message: fmt.Sprintf("on %s pages links in %s have a contrast of %.1f on cards (%s), and people need %.1f", pages, g.accent, n, card, readable),
			Hint:    fmt.Sprintf("the nearest colour that can be read is %s = %q", accent, towards(g.accent, [2]string{"#000000", "#ffffff"}[i], card, readable))})
	}
}

// CSS returns the brand as custom properties of the style sheet, "" for the theme's own look.
func (b Brand) CSS() string {
	light, dark := b.of(0), b.of(1)
	var out strings.Builder
	pair := func(name, a, b string) { fmt.Fprintf(&out, "--%s:light-dark(%s,%s);", name, a, b) }
	if b.Accent != "" || b.AccentDark != "" {
		pair("brand", light.accent, dark.accent)
		pair("brand-on", on(light.accent), on(dark.accent))
	}
	if b.Paper != "" || b.PaperDark != "" {
		pair("paper", light.paper, dark.paper)
		pair("tint", tint(light.paper, light.ink), tint(dark.paper, dark.ink))
	}
	if b.Face != "" {
		out.WriteString("--face:" + b.Face + ";")
	}
	if b.Sans != "" {
		out.WriteString("--sans:" + b.Sans + ";")
	}
	if out.Len() == 0 {
		return ""
	}
	return ":root{" + out.String() + "}\n"
}

// on is the colour of words on a ground: white or nearly black, whichever is read better.
func on(ground string) string {
	if Contrast("#ffffff", ground) >= Contrast("#0d1513", ground) {
		return "#ffffff"
	}
	return "#0d1513"
}

// Contrast is the contrast ratio of two colours such as "#0f5c47", from 1 to 21 (WCAG 2.2, "contrast ratio").
func Contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c string) float64 {
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		v := channel(c, i) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func channel(c string, i int) float64 {
	n, err := strconv.ParseUint(c[1+2*i:3+2*i], 16, 8)
	if err != nil {
		return 0 // not reached: colours are checked when they are read
	}
	return float64(n)
}

// mix is a colour with a share of another, from 0 to 1.
func mix(c, other string, share float64) string {
	out := "#"
	for i := range 3 {
		out += fmt.Sprintf("%02x", int(math.Round(channel(c, i)*(1-share)+channel(other, i)*share)))
	}
	return out
}

// towards moves a colour as far towards another as it needs to be read on a ground.
func towards(c, end, ground string, least float64) string {
	for share := 0.0; share < 1; share += .01 {
		if moved := mix(c, end, share); Contrast(moved, ground) >= least {
			return moved
		}
	}
	return end
}
