package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"candor/internal/civil"
	"candor/internal/locale"
)

var (
	monthWord = regexp.MustCompile(`(?i)(^|[^\pL])(january|february|march|april|may|june|july|august|september|october|november|december|` +
		`(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?|январ[яьюе]|феврал[яьюе]|марта?|апрел[яьюе]|ма[йяе]|июн[яьюе]|июл[яьюе]|августа?|сентябр[яьюе]|октябр[яьюе]|` +
		`ноябр[яьюе]|декабр[яьюе])([^\pL]|$)`)
	digitDate = regexp.MustCompile(`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`)
	anyYear   = regexp.MustCompile(`(19|20)\d\d|(?i:тысяч|two thousand)`)
)

// undatedLine is a line that is there for a date in which no day of the calendar can be read: "Updated: January 2024", "Posted: 04/31/2024".
type undatedLine struct {
	line        int
	text        string // the whole line
	date        string // the words that should be a date: "January 2024"; "" where only a year is known
	year, month int    // 0 where they are not known
	noSuchDay   bool
}

// undatedIn returns what a short line says of a date without saying its day.
func undatedIn(s, lang string) (undatedLine, bool) {
	s = plain(s)
	if width(s) > 120 || !anyYear.MatchString(s) && !digitDate.MatchString(s) && !eraDate.MatchString(s) && !year.MatchString(s) || len(findDates(s, lang)) > 0 {
		return undatedLine{}, false
	}
	labels := []*regexp.Regexp{effectiveBefore, changedBefore}
	if elsewhere(lang) {
		labels = append(labels, effectiveElsewhere, changedElsewhere)
	}
	u := undatedLine{text: s}
	months := locale.FindMonths(s, lang, "ru", "en")
	if len(months) > 0 {
		m := months[len(months)-1]
		u.date, u.year, u.month = s[m.Start:m.End], m.Year, m.Month
		u.noSuchDay = dayBefore.MatchString(s[:m.Start]) || digitDate.MatchString(s)
	}
	if u.year == 0 {
		if y := year.FindString(s); y != "" {
			u.year, _ = strconv.Atoi(y) // digits of another script: not known
		}
	}
	if day := eraDay.FindStringIndex(s); day != nil && labelBehind(s[day[1]:]) != "" && !law.MatchString(s) {
		return u, true
	}
	for _, label := range labels {
		m := label.FindStringIndex(s)
		beside := m != nil && len(months) > 0 && months[len(months)-1].Start >= m[1] && months[len(months)-1].Start-m[1] <= 4 // "… is valid from May 2024"
		if m == nil || width(s[:m[0]]) > 24 && !beside || law.MatchString(s) {
			continue
		}
		rest := s[m[1]:]
		if len(strings.Fields(rest)) > 10 {
			continue
		}
		at := anyYear.FindStringIndex(rest)
		colon := at != nil && strings.ContainsAny(rest[:at[0]], ":：")
		if digitDate.MatchString(rest) || eraDate.MatchString(rest) || len(months) > 0 && months[len(months)-1].Start >= m[1]-1 || at != nil && (monthWord.MatchString(rest) || colon) {
			u.noSuchDay = u.noSuchDay || digitDate.MatchString(rest) && year.MatchString(rest)
			return u, true
		}
	}
	return undatedLine{}, false
}

var (
	dayBefore = regexp.MustCompile(`(^|[^\d.,])\d{1,2}(\.|st|nd|rd|th)?[»"”]?\s*$`)
	// eraDate is a year of another calendar, or a month of one: a Japanese or Taiwanese era, Buddhist, Hijri, Persian, Hebrew, Nepali; or a year in words.
	eraDate = regexp.MustCompile(`(令和|平成|昭和|民國|民国)\s?[\d元〇一二三四五六七八九十百]{1,5}\s?年|[〇零○Ｏ一二三四五六七八九]{4}\s?年|พ\.?ศ\.?\s?\d{4}|25[4-9]\d|๒๕[๔-๙][๐-๙]` +
		`|هـ|محر[ّ]?م|صفر|ربيع|جماد[ىي]|رجب|شعبان|رمضان|شو[ّ]?ال|ذ[يو] (القعدة|الحجة)|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|بهمن|اسفند|1[34]\d\d[/.-]\d{1,2}[/.-]\d{1,2}` +
		`|תש[א-ת]?["״”'׳][א-ת]|२०[७-९][०-९]\s*(साल|वैशाख|जेठ|असार|साउन|भदौ|असोज|कात्तिक|मंसिर|पुस|माघ|फागुन|चैत)`)
	// eraDay is a day of an era, whose label may stand behind it: 令和6年4月1日施行.
	eraDay = regexp.MustCompile(`((令和|平成|昭和|民國|民国)\s?[\d元〇一二三四五六七八九十百]{1,5}|[〇零○Ｏ一二三四五六七八九]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日`)
)

func (u undatedLine) said() string {
	if u.noSuchDay {
		return clip(u.text) + " (the calendar has no such day)"
	}
	return clip(u.text) + " (no day, month and year that can be read)"
}

// asks is the question after the day.
func (u undatedLine) asks() string {
	switch {
	case u.noSuchDay:
		return fmt.Sprintf("%q: the calendar has no such day", clip(u.text))
	case u.date != "":
		return fmt.Sprintf("%q: which day?", u.date)
	}
	return fmt.Sprintf("%q: which day, month and year?", clip(u.text))
}

// before reports whether what is meant surely lies before a day.
func (u undatedLine) before(day civil.Date) bool {
	switch {
	case day.IsZero() || u.year == 0 && u.month == 0:
		return false
	case u.year == 0:
		return false
	case u.month == 0 || u.year != day.Year:
		return u.year < day.Year
	}
	return u.month <= int(day.Month)
}

// markUndated finds the lines that are there for a date that cannot be read: they are no headings either.
func markUndated(blocks []*block, lang string) []undatedLine {
	var out []undatedLine
	for _, b := range blocks {
		if b.kind != paragraph || b.dated || b.mark.style != noMark {
			continue
		}
		if u, found := undatedIn(b.text, lang); found {
			b.dated = true
			u.line = b.no
			out = append(out, u)
		}
	}
	return out
}
