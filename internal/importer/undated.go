package importer

import (
	"regexp"
	"strings"
)

var (
	monthWord = regexp.MustCompile(`(?i)(^|[^\pL])(january|february|march|april|may|june|july|august|september|october|november|december|` +
		`(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?|январ[яьюе]|феврал[яьюе]|марта?|апрел[яьюе]|ма[йяе]|июн[яьюе]|июл[яьюе]|августа?|сентябр[яьюе]|октябр[яьюе]|` +
		`ноябр[яьюе]|декабр[яьюе])([^\pL]|$)`)
	digitDate = regexp.MustCompile(`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`)
	anyYear   = regexp.MustCompile(`(19|20)\d\d|(?i:тысяч|two thousand)`)
	dayDigits = regexp.MustCompile(`(^|\D)\d{1,2}(\D|$)`)
)

// undated reports whether a short line is there for a date in which no day of the calendar can be read: "Updated: January 2024", "Posted: 04/31/2024".
func undated(s, lang string) bool {
	s = plain(s)
	if width(s) > 120 || len(findDates(s, lang)) > 0 {
		return false
	}
	for _, label := range []*regexp.Regexp{effectiveBefore, changedBefore} {
		m := label.FindStringIndex(s)
		if m == nil || width(s[:m[0]]) > 24 {
			continue
		}
		rest := s[m[1]:]
		if len(strings.Fields(rest)) > 10 {
			continue
		}
		at := anyYear.FindStringIndex(rest)
		if digitDate.MatchString(rest) || at != nil && (monthWord.MatchString(rest) || strings.Contains(rest[:at[0]], ":")) {
			return true
		}
	}
	return false
}

// markUndated marks the lines that are there for a date that cannot be read, and reports them: they are no headings either.
func markUndated(blocks []*block, lang string) []Finding {
	var out []Finding
	for _, b := range blocks {
		if b.kind != paragraph || b.dated || b.mark.style != noMark || !undated(b.text, lang) {
			continue
		}
		b.dated = true
		why := " (no day, month and year that can be read)"
		if year.MatchString(b.text) && (digitDate.MatchString(b.text) || dayDigits.MatchString(b.text) && monthWord.MatchString(b.text)) {
			why = " (the calendar has no such day)"
		}
		out = append(out, Finding{Line: b.no, Kind: KindOtherDate, Text: clip(b.text) + why, Guess: true})
	}
	return out
}
