package locale

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quantity is a number of a text, in digits or in words, with what it counts.
type Quantity struct {
	Value      float64
	Unit       string // day, week, month, year, hour, minute, percent or money; "" for anything else
	Start, End int    // bytes of the text, the unit included
}

// Money is the [Quantity.Unit] of every currency: which one is meant is written in too many ways to be compared.
const Money = "money"

// CountsIn reports whether [Quantities] knows the units of a language; words reports whether it knows its number words too.
func CountsIn(tag string) (units, words bool) {
	words = hanLanguage(tag) || numeralsOf(tag) != nil
	base, _, _ := strings.Cut(tag, "-")
	return words || further[base] != nil, words
}

// Quantities returns the numbers of a text in a language, in order. Those of dates and addresses, of paragraphs and laws (§ 5, 3.1.2, No. 152-FZ)
// and of footnotes are none: they name something and count nothing.
func Quantities(text, tag string) []Quantity {
	text, offsets := inASCII(text)
	q := quantities{text: text, tag: tag, unit: unitsOf(tag)}
	for _, d := range FindDates(text, tag) {
		q.taken = append(q.taken, [2]int{d.Start, d.End})
	}
	for _, pattern := range []*regexp.Regexp{addressLike, monthDay} {
		for _, m := range pattern.FindAllStringIndex(text, -1) {
			q.taken = append(q.taken, [2]int{m[0], m[1]})
		}
	}
	q.inDigits()
	q.inWords()
	slices.SortStableFunc(q.found, func(a, b Quantity) int { return cmp.Compare(a.Start, b.Start) })
	if offsets != nil {
		for i := range q.found {
			q.found[i].Start, q.found[i].End = offsets[q.found[i].Start], offsets[q.found[i].End]
		}
	}
	return q.found
}

const space = `[ \x{a0}\x{202f}\x{2009}]`

var (
	// addressLike are addresses of pages and of mail.
	addressLike = regexp.MustCompile(`https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|www\.\S+|\b[\w-]+\.(?:com|org|net|ru|de|eu|io)\S*`)
	// monthDay is a day without its year in East Asia, or a month.
	monthDay  = regexp.MustCompile(`\d{1,2}\s?[月월]\s?(?:\d{1,2}\s?[日일])?`)
	figures   = regexp.MustCompile(`\d{1,3}(?:` + `(?:` + space + `|['’])` + `\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*`)
	moneySign = regexp.MustCompile(`(?:\p{Sc}|(?:US|C|A|R)\$|R\$|CHF|USD|EUR|GBP|RUB|KZT|JPY|CNY|UAH|PLN|TRY)` + space + `?$`)
	isMoney   = regexp.MustCompile(`^` + space + `?(?:\p{Sc}|(?:USD|EUR|GBP|RUB|KZT|JPY|CNY|UAH|PLN|TRY|CHF)\b)`)
	isPercent = regexp.MustCompile(`^` + space + `?[%٪％]`)
	// thousands multiply what stands before them.
	thousands = regexp.MustCompile(`^` + space + `?(?:(тыс|тис|thousand|tausend|mille\b|mila\b|mil\b|bin\b|tys|мың)|(млн|mln|Mio|million|milion|milyon|milh|millones|millón|миллион|мільйон)|(млрд|mlrd|Mrd|billion|миллиард)|(万|萬|만)|(亿|億|억))[\pL]*\.?`)
	// aside is the same number said again: "10 (ten) days".
	aside   = regexp.MustCompile(`^` + space + `?[(（][^()（）]{1,40}[)）]`)
	closing = regexp.MustCompile(`^[)）]`)
)

type quantities struct {
	text, tag string
	unit      func(word string) (name string, length int)
	taken     [][2]int
	found     []Quantity
}

func (q *quantities) free(from, to int) bool {
	return !slices.ContainsFunc(q.taken, func(t [2]int) bool { return t[0] < to && from < t[1] })
}

func (q *quantities) inDigits() {
	for _, m := range figures.FindAllStringIndex(q.text, -1) {
		from, to := m[0], m[1]
		before, behind := q.text[:from], q.text[to:]
		value, ok := figure(q.text[from:to], q.tag)
		if !ok || !q.free(from, to) || glued(before) {
			continue
		}
		q.taken = append(q.taken, [2]int{from, to})
		if n, end := multiplied(behind); n > 1 {
			value, to, behind = value*n, to+end, behind[end:]
		}
		if sign := moneySign.FindStringIndex(before); sign != nil {
			q.add(value, Money, sign[0], to)
			continue
		}
		unit, end := q.unitBehind(behind)
		q.add(value, unit, from, to+end)
	}
}

// glued reports whether a number goes on from what stands before it: a letter (v2, ISO27001), a sign of a law, a dot.
func glued(before string) bool {
	r, size := utf8.DecodeLastRuneInString(before)
	if unicode.IsSpace(r) {
		r, _ = utf8.DecodeLastRuneInString(before[:len(before)-size])
		return strings.ContainsRune("§№#", r) && r != utf8.RuneError
	}
	if unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || unicode.Is(unicode.Hangul, r) {
		return r == '第' || r == '제'
	}
	return unicode.IsLetter(r) && !moneySign.MatchString(before) || unicode.IsDigit(r) || strings.ContainsRune("§№#/.,_", r) && r != utf8.RuneError
}

// figure reads a number in digits by the signs of a language: 5,000.50 in English is 5 000,50 in Russian and 5.000,50 in German.
func figure(s, tag string) (float64, bool) {
	decimal := decimalSign(tag)
	var plain strings.Builder
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' || r == '\'' || r == '’' || unicode.IsSpace(r) })
	last := strings.LastIndexAny(s, ".,")
	for i, p := range parts {
		isLast := i == len(parts)-1 && i > 0 && last >= 0 && last == len(s)-len(p)-1
		if isLast && (len(p) != 3 || s[last] == decimal && strings.Count(s, string(decimal)) == 1) {
			if strings.Count(s, s[last:last+1]) > 1 {
				return 0, false // 3.1.2
			}
			plain.WriteByte('.')
		} else if i > 0 && len(p) != 3 {
			return 0, false
		}
		plain.WriteString(p)
	}
	v, err := strconv.ParseFloat(plain.String(), 64)
	return v, err == nil
}

// decimalSign is what stands before the decimals in a language (CLDR, symbols).
func decimalSign(tag string) byte {
	switch base, _, _ := strings.Cut(tag, "-"); base {
	case "en", "zh", "ja", "ko", "he", "ar":
		return '.'
	}
	return ','
}

// multiplied returns what a word behind a number multiplies it by, 1 for none, and the word's end.
func multiplied(behind string) (by float64, end int) {
	m := thousands.FindStringSubmatchIndex(behind)
	if m == nil {
		return 1, 0
	}
	for i, n := range []float64{1e3, 1e6, 1e9, 1e4, 1e8} {
		if m[2*i+2] < 0 {
			continue
		}
		if i >= 3 {
			return n, m[2*i+3] // a sign; what follows is the unit
		}
		return n, m[1]
	}
	return 1, 0
}

var firstWord = regexp.MustCompile(`^[ \x{a0}\x{202f}\n-]?(\pL[\pL\pM'’]*)`)

// unitBehind reads the unit behind a number, over the same number in brackets and over a word such as "business".
func (q *quantities) unitBehind(behind string) (unit string, end int) {
	rest := behind
	if m := aside.FindString(rest); m != "" {
		rest = rest[len(m):]
	} else if m := closing.FindString(rest); m != "" {
		rest = rest[len(m):]
	}
	at := len(behind) - len(rest)
	if m := isMoney.FindString(rest); m != "" {
		return Money, at + len(m)
	}
	if m := isPercent.FindString(rest); m != "" {
		return "percent", at + len(m)
	}
	for range 2 {
		m := firstWord.FindStringSubmatchIndex(rest)
		if m == nil {
			return "", 0
		}
		if u, n := q.unit(rest[m[2]:m[3]]); u != "" {
			return u, at + m[2] + n
		}
		at, rest = at+m[1], rest[m[1]:]
	}
	return "", 0
}

func (q *quantities) inWords() {
	for _, n := range Numerals(q.text, q.tag) {
		if !q.free(n.Start, n.End) {
			continue
		}
		unit, end := canonical(n.Unit), n.End
		if unit == "" {
			var more int
			unit, more = q.unitBehind(q.text[n.End:])
			end += more
		}
		q.add(n.Value, unit, n.Start, end)
	}
}

func (q *quantities) add(value float64, unit string, from, to int) {
	if unit == "year" && value >= 1900 && value < 2100 {
		return // 2026 г.
	}
	q.found = append(q.found, Quantity{Value: value, Unit: unit, Start: from, End: to})
}

// canonical is the unit that a quantity has, "" for what is counted in no unit.
func canonical(name string) string {
	switch name {
	case "day", "week", "month", "year", "hour", "minute", "percent":
		return name
	case "", "time", "times":
		return ""
	}
	return Money
}

// unitsOf returns what names the unit that a word of a language begins with, or is, and its length.
func unitsOf(tag string) func(word string) (name string, length int) {
	base, _, _ := strings.Cut(tag, "-")
	if hanLanguage(tag) {
		return func(word string) (string, int) {
			m := hanBegins.FindStringSubmatchIndex(word)
			if m == nil {
				return "", 0
			}
			return canonical(hanUnitOf(m[2:])), m[1]
		}
	}
	if n := numeralsOf(tag); n != nil {
		return func(word string) (string, int) { return canonical(n.unit(n.fold(strings.ToLower(word)))), len(word) }
	}
	return func(word string) (string, int) {
		for _, u := range further[base] {
			if m := u.forms.FindString(word); m != "" {
				return u.name, len(m)
			}
		}
		return "", 0
	}
}

// further are the units of languages whose number words are not known here.
var further = map[string][]namedUnit{
	"ar": units(`
		day (?:ال)?(?:يوم|يوما|يومًا|يوماً|أيام|ايام)
		week (?:ال)?(?:أسبوع|أسبوعا|أسبوعًا|أسابيع)
		month (?:ال)?(?:شهر|شهرا|شهرًا|أشهر|شهور)
		year (?:ال)?(?:سنة|سنوات|عام|عاما|عامًا|أعوام)
		hour (?:ال)?(?:ساعة|ساعات)
		minute (?:ال)?(?:دقيقة|دقائق)
		money (?:روبل|روبلا|روبلًا|روبلات|دولار|دولارا|دولارًا|دولارات|يورو|ريال|درهم)`),
	"he": units(`
		day (?:ה)?(?:יום|ימים|ימי)
		week (?:ה)?(?:שבוע|שבועות)
		month (?:ה)?(?:חודש|חודשים|חודשי)
		year (?:ה)?(?:שנה|שנים|שנות)
		hour (?:ה)?(?:שעה|שעות)
		minute (?:ה)?(?:דקה|דקות)
		money (?:שקל|שקלים|דולר|דולרים|אירו)`),
	"ko": units(`
		day (?:영업)?일\pL*
		week 주\pL*
		month 개월\pL*
		year 년\pL*
		hour 시간\pL*
		minute 분\pL*
		money (?:원|달러|유로)\pL*`),
}
