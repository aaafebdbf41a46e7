package locale

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gohugoio/locales"
	"github.com/gohugoio/locales/ar"
	"github.com/gohugoio/locales/de"
	"github.com/gohugoio/locales/en"
	"github.com/gohugoio/locales/es"
	"github.com/gohugoio/locales/fr"
	"github.com/gohugoio/locales/he"
	"github.com/gohugoio/locales/it"
	"github.com/gohugoio/locales/ja"
	"github.com/gohugoio/locales/kk"
	"github.com/gohugoio/locales/ko"
	"github.com/gohugoio/locales/pl"
	"github.com/gohugoio/locales/pt"
	"github.com/gohugoio/locales/ru"
	"github.com/gohugoio/locales/tr"
	"github.com/gohugoio/locales/uk"
	"github.com/gohugoio/locales/zh"
	"golang.org/x/text/language"

	"candor/internal/civil"
)

// speech is how a language counts and writes dates and numbers.
type speech struct {
	cldr    locales.Translator // nil: a language without CLDR data here
	short   string             // numeric date: %[1]d year, %[2]d month, %[3]d day
	group   int                // numbers below it are written without separators (CLDR minimumGroupingDigits)
	british bool               // English dates with the day first
}

// plain is the speech of a language that is not shipped.
var plain = &speech{short: "%04[1]d-%02[2]d-%02[3]d"}

// speechOf returns the speech of a tag's language. A script other than the usual one (kk-Arab) has none: its words for the
// months are not known here. Chinese dates read the same in both scripts.
func speechOf(tag string) *speech {
	parsed, err := language.Parse(tag)
	if err != nil {
		return plain
	}
	base, _ := parsed.Base()
	script, _ := parsed.Script()
	usual, _ := language.Make(base.String()).Script()
	if script != usual && base.String() != "zh" {
		return plain
	}
	s := baseSpeech(base.String())
	if region, certainty := parsed.Region(); base.String() == "en" && certainty == language.Exact && region.String() != "US" {
		s.british = true
	}
	return s
}

// baseSpeech returns the speech of a base language. The numeric dates have four digits of the year, which CLDR's short
// form often lacks, and are written out here because FmtDateMedium panics in some locales. English has the ISO form,
// because 2/6/2025 means two days. Arabic has no direction marks between the numbers: they read from left to right.
func baseSpeech(base string) *speech {
	const dots, slashes = "%02[3]d.%02[2]d.%04[1]d", "%02[3]d/%02[2]d/%04[1]d"
	switch base {
	case "ru":
		return &speech{cldr: ru.New(), short: dots}
	case "en":
		return &speech{cldr: en.New(), short: plain.short}
	case "kk":
		return &speech{cldr: kk.New(), short: dots}
	case "uk":
		return &speech{cldr: uk.New(), short: dots}
	case "de":
		return &speech{cldr: de.New(), short: dots}
	case "fr":
		return &speech{cldr: fr.New(), short: slashes}
	case "es":
		return &speech{cldr: es.New(), short: slashes, group: 10000}
	case "pt":
		return &speech{cldr: pt.New(), short: slashes}
	case "it":
		return &speech{cldr: it.New(), short: slashes, group: 10000}
	case "pl":
		return &speech{cldr: pl.New(), short: dots, group: 10000}
	case "tr":
		return &speech{cldr: tr.New(), short: dots}
	case "ar":
		return &speech{cldr: ar.New(), short: slashes}
	case "he":
		return &speech{cldr: he.New(), short: dots}
	case "zh":
		return &speech{cldr: zh.New(), short: "%04[1]d/%[2]d/%[3]d"}
	case "ja":
		return &speech{cldr: ja.New(), short: "%04[1]d/%02[2]d/%02[3]d"}
	case "ko":
		return &speech{cldr: ko.New(), short: "%04[1]d.\u00a0%[2]d.\u00a0%[3]d."}
	}
	return &speech{short: plain.short}
}

// noBreak keeps a date on one line. CLDR writes some of its spaces as U+202F, which several fonts lack.
var noBreak = strings.NewReplacer(" ", "\u00a0", "\u202f", "\u00a0")

func (s *speech) dateLong(d civil.Date) string {
	switch {
	case d.IsZero():
		return ""
	case s.cldr == nil:
		return d.String()
	case s.british:
		return fmt.Sprintf("%d\u00a0%s\u00a0%d", d.Day, s.cldr.MonthWide(d.Month), d.Year)
	}
	return noBreak.Replace(s.cldr.FmtDateLong(d.Midnight()))
}

func (s *speech) dateShort(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf(s.short, d.Year, int(d.Month), d.Day)
}

// number writes n with the language's separators. The sign is put on here: CLDR's data has a direction mark before it.
func (s *speech) number(n int) string {
	switch {
	case s.cldr == nil || n > -1000 && n < 1000 || n > -s.group && n < s.group:
		return strconv.Itoa(n)
	case n < 0:
		return "-" + s.cldr.FmtNumber(-float64(n), 0)
	}
	return s.cldr.FmtNumber(float64(n), 0)
}

// plural returns the CLDR cardinal category of n.
func (s *speech) plural(n int) locales.PluralRule {
	if s.cldr == nil {
		return locales.PluralRuleOther
	}
	if n < 0 {
		n = -n
	}
	return s.cldr.CardinalPluralRule(float64(n), 0)
}

// categories returns the names of the language's plural categories, nil when they are not known.
func (s *speech) categories() []string {
	if s.cldr == nil {
		return nil
	}
	var names []string
	for _, rule := range s.cldr.PluralsCardinal() {
		names = append(names, strings.ToLower(rule.String()))
	}
	return names
}
