package locale

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/gohugoio/locales"
	"github.com/gohugoio/locales/af"
	"github.com/gohugoio/locales/am"
	"github.com/gohugoio/locales/az"
	"github.com/gohugoio/locales/be"
	"github.com/gohugoio/locales/bg"
	"github.com/gohugoio/locales/bn"
	"github.com/gohugoio/locales/bs"
	"github.com/gohugoio/locales/ca"
	"github.com/gohugoio/locales/cs"
	"github.com/gohugoio/locales/cy"
	"github.com/gohugoio/locales/da"
	"github.com/gohugoio/locales/el"
	"github.com/gohugoio/locales/et"
	"github.com/gohugoio/locales/eu"
	"github.com/gohugoio/locales/fa"
	"github.com/gohugoio/locales/fi"
	"github.com/gohugoio/locales/fil"
	"github.com/gohugoio/locales/ga"
	"github.com/gohugoio/locales/gl"
	"github.com/gohugoio/locales/gu"
	"github.com/gohugoio/locales/hi"
	"github.com/gohugoio/locales/hr"
	"github.com/gohugoio/locales/hu"
	"github.com/gohugoio/locales/hy"
	"github.com/gohugoio/locales/id"
	"github.com/gohugoio/locales/is"
	"github.com/gohugoio/locales/ka"
	"github.com/gohugoio/locales/ky"
	"github.com/gohugoio/locales/lt"
	"github.com/gohugoio/locales/lv"
	"github.com/gohugoio/locales/mk"
	"github.com/gohugoio/locales/mn"
	"github.com/gohugoio/locales/mr"
	"github.com/gohugoio/locales/ms"
	"github.com/gohugoio/locales/my"
	"github.com/gohugoio/locales/nb"
	"github.com/gohugoio/locales/nl"
	"github.com/gohugoio/locales/ro"
	"github.com/gohugoio/locales/si"
	"github.com/gohugoio/locales/sk"
	"github.com/gohugoio/locales/sl"
	"github.com/gohugoio/locales/sq"
	"github.com/gohugoio/locales/sr"
	"github.com/gohugoio/locales/sv"
	"github.com/gohugoio/locales/sw"
	"github.com/gohugoio/locales/ta"
	"github.com/gohugoio/locales/te"
	"github.com/gohugoio/locales/th"
	"github.com/gohugoio/locales/ur"
	"github.com/gohugoio/locales/uz"
	"github.com/gohugoio/locales/vi"
	"golang.org/x/text/language"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// monthsOf returns the names of the months by which dates of a language are found: of those that candor speaks, and of others in which
// texts are brought in. nil where they are not known.
func monthsOf(tag string) locales.Translator {
	if s := speechOf(tag); s.cldr != nil {
		return s.cldr
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return nil
	}
	base, _ := parsed.Base()
	script, _ := parsed.Script()
	if usual, _ := language.Make(base.String()).Script(); script != usual {
		return nil
	}
	switch base.String() {
	case "af":
		return af.New()
	case "am":
		return am.New()
	case "az":
		return az.New()
	case "be":
		return be.New()
	case "bg":
		return bg.New()
	case "bn":
		return bn.New()
	case "bs":
		return bs.New()
	case "ca":
		return ca.New()
	case "cs":
		return cs.New()
	case "cy":
		return cy.New()
	case "da":
		return da.New()
	case "el":
		return el.New()
	case "et":
		return et.New()
	case "eu":
		return eu.New()
	case "fa":
		return fa.New()
	case "fi":
		return fi.New()
	case "fil":
		return fil.New()
	case "ga":
		return ga.New()
	case "gl":
		return gl.New()
	case "gu":
		return gu.New()
	case "hi":
		return hi.New()
	case "hr":
		return hr.New()
	case "hu":
		return hu.New()
	case "hy":
		return hy.New()
	case "id":
		return id.New()
	case "is":
		return is.New()
	case "ka":
		return ka.New()
	case "ky":
		return ky.New()
	case "lt":
		return lt.New()
	case "lv":
		return lv.New()
	case "mk":
		return mk.New()
	case "mn":
		return mn.New()
	case "mr":
		return mr.New()
	case "ms":
		return ms.New()
	case "my":
		return my.New()
	case "nb", "no", "nn":
		return nb.New()
	case "nl":
		return nl.New()
	case "ro":
		return ro.New()
	case "si":
		return si.New()
	case "sk":
		return sk.New()
	case "sl":
		return sl.New()
	case "sq":
		return sq.New()
	case "sr":
		return sr.New()
	case "sv":
		return sv.New()
	case "sw":
		return sw.New()
	case "ta":
		return ta.New()
	case "te":
		return te.New()
	case "th":
		return th.New()
	case "ur":
		return ur.New()
	case "uz":
		return uz.New()
	case "vi":
		return vi.New()
	}
	return nil
}

// MonthAt is a month of a year that stands in a text without a day.
type MonthAt struct {
	Year, Month int // Month is 0 where only its name is known to be one
	Start, End  int // bytes of the text
}

var (
	monthThenYear = regexp.MustCompile(`([\pL\pM]{3,})\.?,?[\s\x{a0}]+(?:(?:de|del|of)[\s\x{a0}]+)?((?:19|20)\d\d)`)
	yearThenMonth = regexp.MustCompile(`((?:19|20)\d\d)\.?[\s\x{a0}]*(?:(?:ж|г|м)\.|жыл\pL*|оны?)?[\s\x{a0}]*([\pL\pM]{3,})`)
	monthInHan    = regexp.MustCompile(`((?:19|20)\d\d)[\s\x{a0}]?(?:年|년)[\s\x{a0}]?(\d{1,2})[\s\x{a0}]?(?:月|월)`)
	monthSlashed  = regexp.MustCompile(`(\d{1,2})[\s\x{a0}]?[./-][\s\x{a0}]?((?:19|20)\d\d)`)
	yearSlashed   = regexp.MustCompile(`((?:19|20)\d\d)[./-](\d{2})`)
)

// FindMonths returns the months that a text names with a year and without a day, such as "February 2026", «февраль 2026», 2026年2月 and 02/2026.
func FindMonths(text string, tags ...string) []MonthAt {
	ascii, offsets := inASCII(text)
	dates := FindDates(ascii, tags...)
	var out []MonthAt
	add := func(year, month string, n, start, end int) {
		m := MonthAt{Year: number(year), Month: n, Start: start, End: end}
		if month != "" {
			m.Month = number(month)
			if m.Month < 1 || m.Month > 12 {
				return
			}
		}
		if slices.ContainsFunc(dates, func(d DateAt) bool { return d.Start < end && start < d.End }) || numberGoesOn(ascii, start, end) ||
			start > 1 && strings.ContainsRune("./-", rune(ascii[start-1])) && ascii[start-2] >= '0' && ascii[start-2] <= '9' ||
			slices.ContainsFunc(out, func(o MonthAt) bool { return o.Start < end && start < o.End }) {
			return
		}
		out = append(out, m)
	}
	for _, m := range monthThenYear.FindAllStringSubmatchIndex(ascii, -1) {
		if n := monthNamed(ascii[m[2]:m[3]], tags); n > 0 {
			add(ascii[m[4]:m[5]], "", n, m[2], m[5])
		}
	}
	for _, m := range yearThenMonth.FindAllStringSubmatchIndex(ascii, -1) {
		if n := monthNamed(ascii[m[4]:m[5]], tags); n > 0 {
			add(ascii[m[2]:m[3]], "", n, m[2], m[5])
		}
	}
	for _, m := range monthInHan.FindAllStringSubmatchIndex(ascii, -1) {
		add(ascii[m[2]:m[3]], ascii[m[4]:m[5]], 0, m[0], m[1])
	}
	for _, m := range monthSlashed.FindAllStringSubmatchIndex(ascii, -1) {
		add(ascii[m[4]:m[5]], ascii[m[2]:m[3]], 0, m[0], m[1])
	}
	for _, m := range yearSlashed.FindAllStringSubmatchIndex(ascii, -1) {
		add(ascii[m[2]:m[3]], ascii[m[4]:m[5]], 0, m[0], m[1])
	}
	slices.SortFunc(out, func(a, b MonthAt) int { return a.Start - b.Start })
	if offsets != nil {
		for i, m := range out {
			out[i].Start, out[i].End = offsets[m.Start], offsets[m.End]
		}
	}
	return out
}

// monthNamed returns the month that a word names in one of the languages, 0 for none. CLDR's data here has the form that stands beside a day
// («февраля»), where a month alone may have another («февраль»): words that begin alike are the same month.
func monthNamed(word string, tags []string) int {
	word = bare(word)
	for _, tag := range tags {
		for name, n := range readerOf(tag, true).months {
			name = bare(name)
			same := 0
			for same < min(len(word), len(name)) && word[same] == name[same] {
				same++
			}
			longest := max(len(word), len(name))
			if same == longest || same >= 6 && longest-same <= 6 && len(name) > 6 && !isASCII(name) || same >= 3 && longest-same <= 3 && isASCII(name) && inflects(tag) ||
				same == 4 && longest == 6 && len(name) == 6 && !isASCII(name) {
				return n
			}
		}
	}
	return 0
}

// inflects reports whether the names of a language's months, in Latin letters, have another form beside a day.
func inflects(tag string) bool {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return slices.Contains([]string{"pl", "cs", "sk", "hr", "fi", "lt", "lv", "ca"}, base)
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) }

// bare returns a word in small letters without accents.
func bare(s string) string {
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), strings.ToLower(s))
	if err != nil {
		return s
	}
	return out
}
