package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor/internal/civil"
)

// stated is a date that a text states about itself.
type stated struct {
	date  civil.Date
	kind  string // KindEffective or KindDate
	text  string // the words in which it stands
	block int    // index of its block
	line  int    // of the input, from 1
	guess bool
}

// months by the first letters of their names; the longer entries stand for names that would be taken for another.
var months = []struct {
	prefix string
	month  time.Month
}{
	{"янв", 1}, {"фев", 2}, {"март", 3}, {"апр", 4}, {"мая", 5}, {"май", 5}, {"июн", 6}, {"июл", 7}, {"авг", 8}, {"сен", 9},
	{"окт", 10}, {"ноя", 11}, {"дек", 12},
	{"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4}, {"may", 5}, {"jun", 6}, {"jul", 7}, {"aug", 8}, {"sep", 9},
	{"oct", 10}, {"nov", 11}, {"dec", 12},
}

const (
	ruMonth = `(январ[яь]|феврал[яь]|марта?|апрел[яь]|ма[яй]|июн[яь]|июл[яь]|августа?|сентябр[яь]|октябр[яь]|ноябр[яь]|декабр[яь])`
	enMonth = `(jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sep(?:tember|t\.?|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)`
)

// The ways to write a date. Digits beside a number make it something else, which dateAt checks.
var (
	year      = regexp.MustCompile(`(?:19|20)\d\d`)
	isoDate   = regexp.MustCompile(`(\d{4})[-./](\d{1,2})[-./](\d{1,2})`)
	digitDate = regexp.MustCompile(`(\d{1,2})([-./])(\d{1,2})[-./](\d{4})`)
	ruDate    = regexp.MustCompile(`(?i)[«"“„]?(\d{1,2})[»"”“]?\s+` + ruMonth + `\s+(\d{4})(?:\s*(?:г\.|года|г))?`)
	enDayDate = regexp.MustCompile(`(?i)(\d{1,2})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+` + enMonth + `,?\s+(\d{4})`)
	enDate    = regexp.MustCompile(`(?i)` + enMonth + `\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
)

// found is one date in a string.
type found struct {
	date       civil.Date
	start, end int
	guess      bool // 10/11/2023: the day could be the month
}

// findDates returns the dates of a string in order. Dates that do not exist are left out.
func findDates(s, lang string) []found {
	var out []found
	add := func(p *regexp.Regexp, read func(m []string) (y, mo, d int, guess bool)) {
		for _, at := range p.FindAllStringSubmatchIndex(s, -1) {
			if digitBeside(s, at[0], at[1]) {
				continue
			}
			m := make([]string, len(at)/2)
			for i := range m {
				if at[2*i] >= 0 {
					m[i] = s[at[2*i]:at[2*i+1]]
				}
			}
			y, mo, d, guess := read(m)
			date := civil.Date{Year: y, Month: time.Month(mo), Day: d}
			if y >= 1900 && mo >= 1 && mo <= 12 && d >= 1 && civil.Of(y, date.Month, d) == date {
				out = append(out, found{date, at[0], at[1], guess})
			}
		}
	}
	add(isoDate, func(m []string) (int, int, int, bool) { return number(m[1]), number(m[2]), number(m[3]), false })
	add(digitDate, func(m []string) (int, int, int, bool) { return dayMonth(m, lang) })
	add(ruDate, func(m []string) (int, int, int, bool) { return number(m[3]), monthOf(m[2]), number(m[1]), false })
	add(enDayDate, func(m []string) (int, int, int, bool) { return number(m[3]), monthOf(m[2]), number(m[1]), false })
	add(enDate, func(m []string) (int, int, int, bool) { return number(m[3]), monthOf(m[1]), number(m[2]), false })
	slices.SortStableFunc(out, func(a, b found) int { return cmp.Compare(a.start, b.start) })
	return out
}

// dayMonth reads DAY.MONTH.YEAR. With strokes the order differs by country: MONTH/DAY/YEAR in the United States.
func dayMonth(m []string, lang string) (year, month, day int, guess bool) {
	a, b, y := number(m[1]), number(m[3]), number(m[4])
	us := strings.EqualFold(lang, "en-US")
	switch {
	case m[2] == ".":
		return y, b, a, false
	case a > 12:
		return y, b, a, false
	case b > 12:
		return y, a, b, false
	case us:
		return y, a, b, false
	}
	return y, b, a, a != b && strings.HasPrefix(strings.ToLower(lang), "en")
}

func digitBeside(s string, start, end int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	if digit(start-1) || digit(end) {
		return true
	}
	return end < len(s) && (s[end] == '-' || s[end] == '.' || s[end] == '/') && digit(end+1)
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // the pattern allows four digits at most
	return n
}

func monthOf(name string) int {
	name = strings.ToLower(name)
	for _, m := range months {
		if strings.HasPrefix(name, m.prefix) {
			return int(m.month)
		}
	}
	return 0
}

// What stands around a date that a policy states about itself.
var (
	effectiveBefore = regexp.MustCompile(`(?i)(effective|in force|into force|takes? effect|in effect|comes? into|applies|valid from|вступ(ает|ают|ил|ила|ило|или|ит|ления|ление|лении)\s+в\s+(законную\s+)?силу|введен\S*\s+в\s+действие|в\s+силе\s+с|действу\S+\s+(с|от|начиная)|действительн\S*\s+с|начало действия|дата введения)`)
	effectiveAfter  = regexp.MustCompile(`(?i)^[\s,)»"]*(г\.|года)?\s*(\(?(the )?["“]?effective date|вступа\S*\s+в\s+силу|вводится\s+в\s+действие|начинает\s+действовать)`)
	changedBefore   = regexp.MustCompile(`(?i)((last|latest|most recent(ly)?|date of|recently)\s+(\S+\s+)?(updated?|modifi\S+|revis\S+|change\S*|edit\S*|review\S*|amend\S*)|updated|revised|revision|version|modified|posted|published|dated|as of|последн\S+\s+(\S+\s+){0,3}?(изменени\S+|обновлени\S+|редакци\S+|верси\S+|правк\S+|пересмотр\S*)|обновлен\S*|обновлён\S*|изменен\S*|изменён\S*|актуальн\S+|редакци\S+|верси\S+|ред\.|дата\s+(публикации|размещения|составления|утверждения|изменени\S+|создания)|опубликован\S*|утвержден\S*|утверждён\S*|утверждаю|размещен\S*|размещён\S*|по состоянию на)`)
	changedAfter    = regexp.MustCompile(`(?i)^[\s,)»"]*(г\.|года)?\s*(\(?(last|latest) (updated?|revis\S+|modif\S+)|version|edition|revision)`)
	foreignBefore   = regexp.MustCompile(`(?i)(^|[^\pL])((закон\pL*|law|act|regulation|directive|регламент\pL*|постановлени\pL+|директив\pL*|фз|кодекс\pL*)\s+(\S+\s+){0,3}|(until|till|prior to|before|previous\S*|earlier|предыдущ\pL+|прежн\pL+|до|по)\s+)$`)
	foreignAfter    = regexp.MustCompile(`(?i)^\s*(г\.|года)?\s*(№|N)\s*\d`)
	law             = regexp.MustCompile(`(?i)(^|[^\pL])(закон\pL*|приказ\pL* (фс|мин|роском)\S*|law|act|regulation|directive|gdpr|ccpa|регламент\pL*|кодекс\pL*)([^\pL]|$)`)
	self            = regexp.MustCompile(`(?i)(настоящ|политик|соглашени|документ|положени|услови|правил|оферт|this |our |these |policy|terms|notice|agreement|statement)`)
	sentenceEnd     = regexp.MustCompile(`[.!?…]["»”)]*\s+["«“(]*\p{Lu}`)
)

// findStated returns the dates that the blocks state about the text itself, the best first: one from which the text applies
// before one of a change, one in a short line before one in a sentence, then in order of the text.
func findStated(blocks []*block, lang string) []stated {
	var out []stated
	for i, b := range blocks {
		if b.kind == table || len(b.text) > 1<<14 || !year.MatchString(b.text) {
			continue
		}
		label := ""
		if i > 0 && width(blocks[i-1].text) <= 80 && blocks[i-1].kind == paragraph {
			label = plain(blocks[i-1].text)
		}
		near := i < 8 || i >= len(blocks)-4
		for _, s := range statedIn(plain(b.text), label, i, near, lang) {
			s.line = b.no
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b stated) int { return cmp.Compare(a.rank(), b.rank()) })
	return out
}

// rank orders dates: the sure ones first, and among them those from which the text applies.
func (s stated) rank() int {
	r := 0
	if s.kind != KindEffective {
		r++
	}
	if s.guess {
		r += 2
	}
	return r
}

func statedIn(s, label string, at int, near bool, lang string) []stated {
	var out []stated
	dates := findDates(s, lang)
	from := 0
	for j, d := range dates {
		before, after := s[from:d.start], s[d.end:]
		if j+1 < len(dates) {
			after = s[d.end:dates[j+1].start]
		}
		from = d.end
		before = before[lastSentence(before):]
		kind := kindOf(before, after)
		if kind != "" && law.MatchString(before) && !self.MatchString(before) {
			kind = ""
		}
		alone := width(s)-width(s[d.start:d.end]) <= 24
		guess := d.guess || width(s) > 160
		if kind == "" && alone && label != "" && j == 0 {
			kind = kindOf(label, "")
		}
		if kind == "" && alone && near && at < 8 && j == 0 {
			kind, guess = KindDate, true
		}
		if kind == KindDate && !near && width(s) > 160 {
			kind = "" // in the middle of a long text somebody else's change is more likely
		}
		if kind != "" {
			out = append(out, stated{date: d.date, kind: kind, text: statement(s, d), block: at, guess: guess})
		}
	}
	return out
}

func kindOf(before, after string) string {
	switch {
	case foreignBefore.MatchString(before), foreignAfter.MatchString(after):
		return ""
	case effectiveAfter.MatchString(after), effectiveBefore.MatchString(before):
		return KindEffective
	case changedAfter.MatchString(after), changedBefore.MatchString(before):
		return KindDate
	}
	return ""
}

// lastSentence returns where the last sentence of s begins.
func lastSentence(s string) int {
	start := 0
	for _, at := range sentenceEnd.FindAllStringIndex(s, -1) {
		start = at[0] + 1
	}
	return start
}

// statement returns the words in which a date stands: the whole of a short block, else its sentence.
func statement(s string, d found) string {
	if width(s) <= 160 {
		return s
	}
	start := lastSentence(s[:d.start])
	end := len(s)
	if at := sentenceEnd.FindStringIndex(s[d.end:]); at != nil {
		end = d.end + at[0] + 1
	}
	return strings.TrimSpace(s[start:end])
}
