package locale_test

import (
	"slices"
	"strings"
	"testing"

	"candor/internal/locale"
)

func TestParseTag(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"ru", "ru"}, {"zh-Hans", "zh-Hans"}, {"zh_hans", "zh-Hans"}, {"EN-us", "en-US"}, {"iw", "he"}, {"sr-Latn", "sr-Latn"},
		{"x-klingon", "x-klingon"},
	} {
		got, err := locale.ParseTag(c.in)
		if err != nil || got != c.want {
			t.Errorf("ParseTag(%q) = %q, %v; want %q", c.in, got, err, c.want)
		}
	}
	for _, in := range []string{"", "e", "xx", "en-a", "und", "русский", "../ru", "ru/en", "ru\x00"} {
		if got, err := locale.ParseTag(in); err == nil {
			t.Errorf("ParseTag(%q) = %q, want an error", in, got)
		}
	}
}

func TestDirection(t *testing.T) {
	rtl := []string{"ar", "he", "fa", "ur", "ps", "ckb", "sd", "ug", "yi", "dv", "nqo", "az-Arab", "ar-EG"}
	ltr := []string{"ru", "kk", "az", "zh-Hans", "ja", "ar-Latn", "", "no tag at all"}
	for _, tag := range rtl {
		if got := locale.Direction(tag); got != "rtl" {
			t.Errorf("Direction(%q) = %q", tag, got)
		}
	}
	for _, tag := range ltr {
		if got := locale.Direction(tag); got != "ltr" {
			t.Errorf("Direction(%q) = %q", tag, got)
		}
	}
}

func TestSelfName(t *testing.T) {
	for tag, want := range map[string]string{
		"ru": "Русский", "kk": "Қазақша", "ar": "العربية", "zh-Hans": "简体中文", "en": "English", "zh-Hant": "繁體中文",
		"be": "Беларуская", "ka": "ქართული", "az": "Azərbaycan", "sr-Latn": "Srpski", "dv": "dv", "no tag": "no tag", "": "",
	} {
		if got := locale.SelfName(tag); got != want {
			t.Errorf("SelfName(%q) = %q, want %q", tag, got, want)
		}
	}
	for _, tag := range locale.Shipped() {
		if canonical, err := locale.ParseTag(tag); err != nil || canonical != tag || locale.SelfName(tag) == tag {
			t.Errorf("shipped %q: canonical %q, %v, self name %q", tag, canonical, err, locale.SelfName(tag))
		}
	}
}

func TestSort(t *testing.T) {
	for _, c := range []struct{ tag, in, want string }{
		{"ru", "жук ель ёлка емля яма арка", "арка ёлка ель емля жук яма"},
		{"kk", "қала гүл ғылым кітап", "гүл ғылым кітап қала"},
		{"uk", "дім ґанок гора", "гора ґанок дім"},
		{"tr", "iz ışık hız", "hız ışık iz"},
		{"de", "Zug Äpfel Apfel Birne", "Apfel Äpfel Birne Zug"},
		{"ar", "جمل أرنب باب", "أرنب باب جمل"},
		{"no tag", "b a", "a b"},
	} {
		got := strings.Fields(c.in)
		locale.Sort(c.tag, got, func(s string) string { return s })
		if want := strings.Fields(c.want); !slices.Equal(got, want) {
			t.Errorf("Sort(%q) = %q, want %q", c.tag, got, want)
		}
	}
	pairs := [][2]string{{"b", "1"}, {"a", "2"}, {"b", "0"}}
	locale.Sort("en", pairs, func(p [2]string) string { return p[0] })
	if pairs[1][1] != "1" || pairs[2][1] != "0" {
		t.Errorf("Sort moved equal names: %v", pairs)
	}
}
