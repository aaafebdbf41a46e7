package locale

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"candor/internal/civil"
)

// DateAt is a date that stands in a text.
type DateAt struct {
	Date       civil.Date
	Start, End int  // bytes of the text
	Either     bool // 10/11/2023 or 10-11-2023 where nobody knows which number is the month; it is read as the 10th of November
}

// FindDates returns the dates that a text gives in digits or with the name of the month, in order. The languages are tried one after another.
// Names of months are those of CLDR. 10/11/2023 and 10-11-2023 are in October for en-US and in November for others.
func FindDates(text string, tags ...string) []DateAt {
	ascii, offsets := inASCII(text)
	var out []DateAt
	for _, tag := range tags {
		r := readerOf(tag, true)
		for _, near := range aroundYears(ascii) {
			found, _ := r.read(ascii, near[0], near[1], true)
			for _, d := range found {
				if offsets != nil {
					d.Start, d.End = offsets[d.Start], offsets[d.End]
				}
				if !slices.ContainsFunc(out, func(o DateAt) bool { return o.Start < d.End && d.Start < o.End }) {
					out = append(out, d)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b DateAt) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// Dates returns what [FindDates] finds in a language, without the dates that could be two, and the years (1900 to 2099) that stand in no date
// that was read: "in 2024", or a date written in a way that is not known here.
func Dates(text, tag string) (dates []civil.Date, years []int) {
	text, _ = inASCII(text)
	r := readerOf(tag, false)
	for _, near := range aroundYears(text) {
		found, y := r.read(text, near[0], near[1], false)
		for _, d := range found {
			dates = append(dates, d.Date)
		}
		years = append(years, y...)
	}
	return dates, years
}

// read reads the dates and years between two places of a text; those that could be two dates only where that is asked for.
func (r *dateReader) read(text string, from, to int, either bool) (dates []DateAt, years []int) {
	part := text[from:to]
	taken := make([]bool, len(part))
	free := func(start, end int) bool {
		return !numberGoesOn(text, from+start, from+end) && !slices.Contains(taken[start:end], true)
	}
	for _, form := range r.forms {
		for _, m := range form.pattern.FindAllStringSubmatchIndex(part, -1) {
			start, end := m[2], m[len(m)-1] // from the first group to the end of the last
			d := form.read(func(i int) string { return part[m[2*i]:m[2*i+1]] }, r)
			if !free(start, end) || !d.exists() || d.Either && !either {
				continue
			}
			d.Start, d.End = from+start, from+end
			dates = append(dates, d)
			for i := start; i < end; i++ {
				taken[i] = true
			}
		}
	}
	slices.SortFunc(dates, func(a, b DateAt) int { return cmp.Compare(a.Start, b.Start) })
	for _, m := range yearAlone.FindAllStringIndex(part, -1) {
		if free(m[0], m[1]) {
			years = append(years, number(part[m[0]:m[1]]))
		}
	}
	return dates, years
}

// exists reports whether the calendar has the day, from 1900 to 2199. Years beyond are those of another calendar: 2567 is 2024 in Thailand.
func (d DateAt) exists() bool {
	y, m, day := d.Date.Year, d.Date.Month, d.Date.Day
	return y >= 1900 && y < 2200 && m >= 1 && m <= 12 && day >= 1 && civil.Of(y, m, day) == d.Date
}

// No date is longer than this many bytes on either side of its year.
const longestDate = 80

// aroundYears are the parts of a text in which a date can stand: around four digits. Most of a text is in none.
func aroundYears(text string) [][2]int {
	var out [][2]int
	for i, digits := 0, 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			digits = 0
			continue
		}
		if digits++; digits != 4 {
			continue
		}
		from, to := max(0, i-longestDate), min(len(text), i+longestDate)
		if n := len(out); n > 0 && from <= out[n-1][1] {
			out[n-1][1] = to
		} else {
			out = append(out, [2]int{from, to})
		}
	}
	return out
}

// ReadsDates reports whether the names of the months of a language are known.
func ReadsDates(tag string) bool { return speechOf(tag).cldr != nil }

var yearAlone = regexp.MustCompile(`(?:19|20)\d\d`)

// dateForm is one way to write a date; its pattern has a group for each part and no other.
type dateForm struct {
	pattern *regexp.Regexp
	read    func(part func(int) string, r *dateReader) DateAt
}

// dateReader reads the dates of a language.
type dateReader struct {
	forms        []dateForm
	months       map[string]int // in small letters
	monthsBefore bool           // 10/11/2023 is in October
	eitherFirst  bool           // or in November: nobody knows
}

// The forms in digits, and those of East Asia. White space may be of any kind.
var numericForms = []dateForm{
	{regexp.MustCompile(`(\d{4})[\s\x{a0}]?(?:年|년)[\s\x{a0}]?(\d{1,2})[\s\x{a0}]?(?:月|월)[\s\x{a0}]?(\d{1,2})[\s\x{a0}]?(?:日|일)`),
		func(part func(int) string, _ *dateReader) DateAt {
			return dayOf(number(part(1)), number(part(2)), number(part(3)))
		}},
	{regexp.MustCompile(`(\d{4})(?:[-/]|\.[\s\x{a0}]?)(\d{1,2})(?:[-/]|\.[\s\x{a0}]?)(\d{1,2})`),
		func(part func(int) string, _ *dateReader) DateAt {
			return dayOf(number(part(1)), number(part(2)), number(part(3)))
		}},
	{regexp.MustCompile(`(\d{1,2})([-./])(\d{1,2})[-./](\d{4})`), func(part func(int) string, r *dateReader) DateAt {
		first, second := number(part(1)), number(part(3))
		if second > 12 || r.monthsBefore && part(2) != "." && first <= 12 {
			return dayOf(number(part(4)), first, second)
		}
		d := dayOf(number(part(4)), second, first)
		d.Either = r.eitherFirst && part(2) != "." && first <= 12 && first != second
		return d
	}},
}

// dayOf is a day that may not exist.
func dayOf(year, month, day int) DateAt {
	return DateAt{Date: civil.Date{Year: year, Month: time.Month(month), Day: day}}
}

// readerKey is a language, and whether it is read by the names of months that only an import knows.
type readerKey struct {
	tag  string
	wide bool
}

var readers sync.Map // by readerKey, *dateReader

func readerOf(tag string, wide bool) *dateReader {
	key := readerKey{tag, wide}
	if r, ok := readers.Load(key); ok {
		return r.(*dateReader)
	}
	r, _ := readers.LoadOrStore(key, newDateReader(tag, wide))
	return r.(*dateReader)
}

func newDateReader(tag string, wide bool) *dateReader {
	r := &dateReader{forms: slices.Clone(numericForms), months: map[string]int{}, monthsBefore: strings.EqualFold(tag, "en-US"), eitherFirst: strings.EqualFold(tag, "en")}
	names := speechOf(tag).cldr
	if wide {
		names = monthsOf(tag)
	}
	if names == nil {
		return r
	}
	for m := time.January; m <= time.December; m++ {
		for _, name := range []string{names.MonthWide(m), strings.TrimSuffix(names.MonthAbbreviated(m), ".")} {
			if strings.ContainsFunc(name, unicode.IsLetter) && !unicode.IsDigit([]rune(name)[0]) {
				r.months[strings.ToLower(name)] = int(m)
			}
		}
	}
	if wide && strings.HasPrefix(strings.ToLower(tag), "vi") {
		r.forms = append(r.forms, dateForm{regexp.MustCompile(`(?i)(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+|,\s*|\s+)(\d{4})`),
			func(part func(int) string, _ *dateReader) DateAt {
				return dayOf(number(part(3)), number(part(2)), number(part(1)))
			}})
	}
	if len(r.months) == 0 {
		return r // the names are numbers: 3月
	}
	if strings.HasPrefix(strings.ToLower(tag), "en") {
		r.months["sept"] = 9
	}
	written := make([]string, 0, len(r.months))
	for name := range r.months {
		written = append(written, regexp.QuoteMeta(name))
	}
	slices.SortFunc(written, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	month := `(` + strings.Join(written, "|") + `)`
	const (
		space = `[\s\x{a0}\x{202f}]`
		day   = `(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.|-(?:го|е|ше|ші))?[»"”]?`
		of    = `(?:(?:day` + space + `+)?(?:of|de|del|di)` + space + `+|d['’]|ב)?` // 1 de enero, 1. Januar, 1 במרץ
	)
	add := func(pattern string, read func(part func(int) string, r *dateReader) DateAt) {
		r.forms = append(r.forms, dateForm{regexp.MustCompile(`(?i)` + pattern), read})
	}
	if wide {
		add(`(\d{4})\.?`+space+`+(?:m\.`+space+`+)?`+month+space+`+`+day, func(part func(int) string, r *dateReader) DateAt { // 2026. február 1.
			return dayOf(number(part(1)), r.months[strings.ToLower(part(2))], number(part(3)))
		})
		add(`(\d{4})\.?`+space+`+gada`+space+`+`+day+space+`+`+month, func(part func(int) string, r *dateReader) DateAt { // 2026. gada 1. februārī
			return dayOf(number(part(1)), r.months[strings.ToLower(part(3))], number(part(2)))
		})
	}
	// 2026 ж. 10 наурыз comes first: its day and month could else be read with a year that follows
	add(`(\d{4})`+space+`*(?:ж\.?|жыл\pL*)`+space+`*`+day+space+`*`+month, func(part func(int) string, r *dateReader) DateAt {
		return dayOf(number(part(1)), r.months[strings.ToLower(part(3))], number(part(2)))
	})
	add(day+space+`*`+of+month+`\.?,?`+space+`+(?:(?:de|del|of)`+space+`+)?(\d{4})`, func(part func(int) string, r *dateReader) DateAt {
		return dayOf(number(part(3)), r.months[strings.ToLower(part(2))], number(part(1)))
	})
	add(`(\d{1,2})-`+month+`\.?-(\d{4})`, func(part func(int) string, r *dateReader) DateAt { // 05-Jan-2024
		return dayOf(number(part(3)), r.months[strings.ToLower(part(2))], number(part(1)))
	})
	add(month+`\.?`+space+`+`+day+`,?`+space+`+(\d{4})`, func(part func(int) string, r *dateReader) DateAt {
		return dayOf(number(part(3)), r.months[strings.ToLower(part(1))], number(part(2)))
	})
	return r
}

// numberGoesOn reports whether digits or what joins them stand at either end: it is part of another number.
func numberGoesOn(s string, start, end int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	if digit(start-1) || digit(end) {
		return true
	}
	return end < len(s) && (s[end] == '-' || s[end] == '.' || s[end] == '/') && digit(end+1)
}

// inASCII writes the digits of any script as those of ASCII: ٢٠٢٦ is 2026. Offsets are the places of its bytes in the text, and its length;
// nil where they are the same.
func inASCII(text string) (ascii string, offsets []int) {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 && unicode.Is(unicode.Nd, r) }) {
		return text, nil
	}
	var out strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		n := out.Len()
		if r < 0x80 || !unicode.Is(unicode.Nd, r) {
			out.WriteString(text[i : i+size])
		} else {
			out.WriteRune(digit(r))
		}
		for range out.Len() - n {
			offsets = append(offsets, i)
		}
		i += size
	}
	return out.String(), append(offsets, len(text))
}

// digit is a decimal digit of any script in ASCII; blocks have ten, the zero first (Unicode, section 4.6).
func digit(r rune) rune {
	for _, block := range unicode.Nd.R16 {
		if lo := rune(block.Lo); lo <= r && r <= rune(block.Hi) {
			return '0' + (r-lo)%10
		}
	}
	return r
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // four digits at most
	return n
}
