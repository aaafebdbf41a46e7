// Package locale speaks each language of a center: it checks language tags, knows their direction and own names, holds
// the message catalogues, writes plurals, dates, numbers and lists, and reads dates and number words in running text.
//
// In come language tags and layers of catalogues (i18n/TAG.toml of the built-in theme, of a theme, of the center), out
// come texts. A [Catalog] never changes after [Load], so its printers may be used by several goroutines. The package does
// not translate policies, does not choose a language for a reader, does not know HTML, and holds no message of its own:
// those are in themes/default/i18n.
//
// Dates and plurals follow CLDR 48 (github.com/gohugoio/locales) for the languages of [Shipped]. Any other language works
// with its own catalogue, with dates as 2006-01-02 and the plural form "other".
package locale

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// fallback is the language of a message that the asked language and its parents lack.
const fallback = "en"

// ParseTag checks a BCP 47 language tag and returns its canonical form ("iw" gives "he", "zh_hans" gives "zh-Hans"). A
// caller that wants canonical tags only compares the result with s. The error quotes s; it says what is wrong with it.
func ParseTag(s string) (canonical string, err error) {
	tag, err := language.Parse(s)
	if err != nil {
		return "", fmt.Errorf("%q is not a BCP 47 language tag: %s", s, strings.TrimPrefix(err.Error(), "language: "))
	}
	if base, _ := tag.Base(); tag == language.Und || base.String() == "und" && !strings.HasPrefix(tag.String(), "x-") {
		return "", fmt.Errorf("%q names no language", s)
	}
	return tag.String(), nil
}

// Direction returns "rtl" for a language that is written from right to left, else "ltr". The script decides, the tag's own
// or the likely one of its language (CLDR likely subtags): "ar" and "az-Arab" are "rtl". A malformed tag gives "ltr".
func Direction(tag string) string {
	script, _ := language.Make(tag).Script()
	switch script.String() {
	case "Adlm", "Arab", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Hatr", "Hebr", "Hung", "Khar", "Lydi", "Mand", "Mani",
		"Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Orkh", "Ougr", "Palm", "Phli", "Phlp", "Phnx", "Prti", "Rohg",
		"Samr", "Sarb", "Sogd", "Sogo", "Syrc", "Thaa", "Yezi":
		return "rtl"
	}
	return "ltr"
}

// shipped are the languages of the built-in catalogues, with the name that a language chooser shows: capitalised, though
// some of the languages write it small in running text.
var shipped = []struct{ tag, self string }{
	{"ru", "Русский"}, {"en", "English"}, {"kk", "Қазақша"}, {"uk", "Українська"}, {"de", "Deutsch"}, {"fr", "Français"},
	{"es", "Español"}, {"pt", "Português"}, {"it", "Italiano"}, {"pl", "Polski"}, {"tr", "Türkçe"}, {"ar", "العربية"},
	{"he", "עברית"}, {"zh-Hans", "简体中文"}, {"ja", "日本語"}, {"ko", "한국어"},
}

// Shipped returns the tags of the languages whose catalogues come with candor.
func Shipped() []string {
	tags := make([]string, len(shipped))
	for i, l := range shipped {
		tags[i] = l.tag
	}
	return tags
}

// SelfName returns a language's name in that language, with a capital letter where the script has them: "Русский",
// "Қазақша", "简体中文". A language without a known name gives the tag itself.
func SelfName(tag string) string {
	for _, l := range shipped {
		if l.tag == tag {
			return l.self
		}
	}
	if tag == "sr-Latn" { // x/text says "srpskohrvatski", a language that few people claim today
		return "Srpski"
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	return capital(parsed, display.Self.Name(parsed), tag)
}

// capital returns name with its first letter in title case (which leaves Georgian as it is), or instead when it is empty.
func capital(tag language.Tag, name, instead string) string {
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return instead
	}
	if base, _ := tag.Base(); base.String() == "az" || base.String() == "tr" {
		return string(unicode.TurkishCase.ToTitle(first)) + name[size:]
	}
	return string(unicode.ToTitle(first)) + name[size:]
}

// Sort sorts items in place by name, in the order of the language (CLDR collation). Equal names keep their order. An
// unknown language gets the root order.
func Sort[T any](tag string, items []T, name func(T) string) {
	c := collate.New(language.Make(tag)) // not safe for several goroutines, so each call has its own
	slices.SortStableFunc(items, func(a, b T) int { return c.CompareString(name(a), name(b)) })
}

// parents returns the tags in which a message for tag is looked for: itself, its parents by truncation (RFC 4647,
// section 3.4: zh-Hans-CN, zh-Hans, zh), then en. Languages that merely resemble each other, as kk and ru do to a
// matcher, never stand in for one another.
func parents(tag string) []string {
	var chain []string
	for tag != "" {
		chain = append(chain, tag)
		i := strings.LastIndexByte(tag, '-')
		if i < 0 {
			break
		}
		tag = tag[:i]
		if j := strings.LastIndexByte(tag, '-'); len(tag)-j == 2 { // a single letter only introduces what was cut off
			tag = tag[:max(j, 0)]
		}
	}
	if len(chain) > 0 && strings.HasPrefix(chain[0]+"-", "zh-") && !slices.Contains(chain, "zh-Hans") {
		chain = append(chain, "zh-Hans") // nearer to a reader of the other script than en
	}
	if !slices.Contains(chain, fallback) {
		chain = append(chain, fallback)
	}
	return chain
}
