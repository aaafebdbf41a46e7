package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"candor/internal/civil"
	"candor/internal/locale"
)

// role is what the words around a date say that it is.
type role uint8

const (
	noRole        role = iota
	effectiveRole      // the text applies from then on
	changedRole        // its last change
	publishedRole      // it was made public, perhaps in an earlier wording
	adoptedRole        // somebody decided or approved it
	madeRole           // the file was made
	bareRole           // it stands alone at the top
)

func (r role) kind() string {
	if r == effectiveRole {
		return KindEffective
	}
	return KindDate
}

var (
	year = regexp.MustCompile(`(?:19|20)\d\d|\p{Nd}{4}`)
	// sentenceEnd is where a sentence ends and another begins, perhaps with the letter of a clause: "of booking. (d) These".
	sentenceEnd = regexp.MustCompile(`[.!?…]["»”)]*\s+(?:\([\pL\d]{1,4}\)\s*)?["«“(]*\p{Lu}|[。！？؟۔।]|[.!?…]["»”)]*\s+["«“(]*[\p{Arabic}\p{Hebrew}\p{Han}\p{Devanagari}\p{Thai}]|;\s`)
)

// findDates returns the dates of a string in order: in the text's language, and in Russian and English, in which the words around a date are known.
func findDates(s, lang string) []locale.DateAt { return locale.FindDates(s, lang, "ru", "en") }

// stated is a date that stands in a text, with what its surroundings say of it.
type stated struct {
	date  civil.Date
	kind  string // KindEffective or KindDate
	text  string // the words in which it stands
	block int    // index of its block
	line  int    // of the input, from 1
	guess bool
	other civil.Date // the day that the same digits are where the month comes first (01/02/2024); zero where they are one day only
	role  role
	why   string // what speaks against its being the text's own
	old   bool   // of a list of changes, one that is not the newest
}

// sure reports whether nothing speaks against a date.
func (s stated) sure() bool { return !s.guess && s.why == "" && s.other.IsZero() && !s.old }

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
	out = withChanges(out, blocks, lang)
	slices.SortStableFunc(out, func(a, b stated) int { return cmp.Compare(a.rank(), b.rank()) })
	return out
}

// rank orders dates: the sure ones first, and among them those from which the text applies. Digits that can be two days are behind one that
// is sure, but before a date of another kind: which kind they are is no guess.
func (s stated) rank() int {
	r := 0
	if !s.other.IsZero() {
		r++
	}
	if s.kind != KindEffective {
		r += 2
	}
	if s.guess {
		r += 4
	}
	if s.why != "" {
		r += 8
	}
	if s.old {
		r += 16
	}
	return r
}

// besides is how much a line may hold beside a date that stands alone, in letters of an alphabet; a Chinese character says more than one.
const besides = 24

func statedIn(s, label string, at int, near bool, lang string) []stated {
	var out []stated
	dates := findDates(s, lang)
	from := 0
	last := noRole
	for j, d := range dates {
		before, after := s[from:d.Start], s[d.End:]
		between := before
		from = d.End
		if j+1 < len(dates) {
			after = s[d.End:dates[j+1].Start]
			own := labelOf(after)
			after, from = after[:own], d.End+own
		}
		before = before[lastSentence(before):]
		sentence := sentenceOf(s, dates, d)
		one := stated{date: d.Date, text: statement(s, d), block: at, role: roleOf(before, after, lang)}
		alone := weight(s)-weight(s[d.Start:d.End]) <= besides
		one.guess = distance(before, lang) > 60 || width(before) > 40 && !self.MatchString(sentence) || width(s) > 160 && !self.MatchString(sentence) || elsewhere(lang) && !alone && width(s) > 80 && !self.MatchString(sentence)
		switch {
		case one.role != noRole:
		case j > 0 && last != noRole && listSign.MatchString(between):
			one.role = last // "changed on 1 May 2020, 2 June 2021 and 3 July 2022"
		case alone && label != "" && j == 0:
			one.role = roleOf(label, "", lang)
		}
		if one.role == noRole && alone && near && at < 8 && j == 0 && !mentions(s, lang) {
			one.role, one.guess = bareRole, true
		}
		last = one.role
		if one.role == changedRole && !near && width(s) > 160 && !self.MatchString(sentence) {
			one.role = noRole // in the middle of a long text somebody else's change is more likely
		}
		if one.role == noRole {
			continue
		}
		one.kind = one.role.kind()
		one.why = notOwn(one.role, before, after, sentence)
		if d.Either {
			one.other = civil.Of(d.Date.Year, time.Month(d.Date.Day), int(d.Date.Month))
		}
		out = append(out, one)
	}
	return newestOfSeries(out)
}

// notOwn returns what speaks against a date's being that on which the text began to say what it says, "" for nothing.
func notOwn(r role, before, after, sentence string) string {
	rule := law.FindString(sentence)
	if rule == "" {
		rule = anotherText.FindString(sentence)
	}
	switch {
	case rule != "":
		return fmt.Sprintf("its sentence speaks of %q", strings.Trim(rule, " ,.:;()"))
	case r == adoptedRole:
		return "the day of a decision"
	case ends.MatchString(before), endsAfter.MatchString(after):
		return "the day on which something ends"
	case nextTime.MatchString(before):
		return "the day of what is still to come"
	}
	return ""
}

// listSign is what stands between the dates of a row: "1 May 2020, 2 June 2021 and 3 July 2022".
var listSign = regexp.MustCompile(`(?i)^[\s,;/|•·、，]*(г\.|года)?[\s,;/|•·、，]*(and|и|und|et|y|e|i|ve|та|және|och|en|og|ja)?\s*(от|on|am|le)?\s*$`)

// newestOfSeries keeps the newest of several changes that one block tells of; the others are old.
func newestOfSeries(list []stated) []stated {
	newest := civil.Date{}
	for _, s := range list {
		if s.role == changedRole && s.why == "" && s.date.After(newest) {
			newest = s.date
		}
	}
	for i, s := range list {
		list[i].old = (s.role == changedRole || s.role == publishedRole) && s.date.Before(newest)
	}
	return list
}

// weight is the width of a text in which a Chinese or Japanese character, or a Korean syllable, counts as three letters.
func weight(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n += 2
		}
	}
	return n
}

// mentions reports whether a line speaks of a rule or of a decision, so that a date in it is not simply that of the text.
func mentions(s, lang string) bool {
	return law.MatchString(s) || anotherText.MatchString(s) || adopted.MatchString(s) || foreignBefore.MatchString(s) || foreignAfter.MatchString(s)
}

// sentenceOf returns the sentence in which a date stands. The point of another date ends none: "1. Mai".
func sentenceOf(s string, dates []locale.DateAt, d locale.DateAt) string {
	start, end := 0, len(s)
	for _, at := range sentenceEnd.FindAllStringIndex(s, -1) {
		switch within := slices.ContainsFunc(dates, func(o locale.DateAt) bool { return o.Start <= at[0] && at[0] < o.End }); {
		case within:
		case at[0] < d.Start:
			start = afterSign(s, at[0])
		case end == len(s):
			end = at[0]
		}
	}
	return s[start:end]
}

func afterSign(s string, at int) int {
	_, n := utf8.DecodeRuneInString(s[at:])
	return at + n
}

// elsewhere reports whether a text's language is one of which only the words directly before a date are known.
func elsewhere(lang string) bool {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return base != "ru" && base != "en"
}

// leadsOn is what stands between words and a date that they are about: «вступает в силу с» 1 May.
var leadsOn = regexp.MustCompile(`(?i)^\s*(дата\s+)?(с|со|от|on|from|as of|is|starting)?\s*[:–—-]?\s*["«“„]?$`)

// labelOf returns how much of the words between two dates belongs to the first: words of effect directly behind it («с 1 мая вступает в силу редакция
// от …»), save where the second date follows them at once («редакция от 1 мая, вступает в силу с …»), and is what they are about.
func labelOf(between string) int {
	m := effectiveAfter.FindStringIndex(between)
	if m == nil {
		m = changedAfter.FindStringIndex(between)
	}
	if m == nil {
		if own := labelBehind(between); own != "" {
			m = []int{0, len(own)}
		}
	}
	if m == nil || leadsOn.MatchString(between[m[1]:]) {
		return 0
	}
	return m[1]
}

// behind is what East Asian languages, and Turkish, Hungarian and others, put directly after a date: 2024年5月1日施行, 2024年5月1日 改定.
var behind = regexp.MustCompile(`(?i)^\.?[\s\x{3000}]*(\pL+(일|日)?\s*)?[（(]?(起|より|から|に|を|부터|부로|자로|자|tarihinden itibaren|tarihinde|-?[aáeé]n|-?től|-?tól|күннен бастап|күні)?[\s\x{3000}]*(起|正式)?(生效|施行|発効|適用|시행|적용|발효|yürürlü\S*|geçerli\S*|hatály\S*|күшіне|更新|修订|修訂|修正|改定|改訂|発布|发布|發布|公布|公表|公示|개정|공고|제정|制定|通过|通過|採択|güncelle\S*|yayın\S*|onaylan\S*|kabul|frissít\S*|módosít\S*|közzét\S*|жаңарт\S*|өзгерт\S*|бекіт\S*)`)

// labelBehind returns the words directly behind a date that say what it is; not those that name the next one: 改定日：.
func labelBehind(after string) string {
	own := behind.FindString(after)
	if namesNext.MatchString(after[len(own):]) {
		return ""
	}
	return own
}

var namesNext = regexp.MustCompile(`^\s*(日期?|日付|일자?|날짜|\pL{0,6})?\s*[:：]`)

// clauseEnd is where a sentence's next clause begins.
var clauseEnd = regexp.MustCompile(`[,;(|/]\s`)

// nearest returns the last clause before a date if it says what the date is, else all that stands before it.
func nearest(before string) string {
	if at := clauseEnd.FindAllStringIndex(before, -1); at != nil {
		if clause := before[at[len(at)-1][1]:]; changedBefore.MatchString(clause) || effectiveBefore.MatchString(clause) || adopted.MatchString(clause) {
			return clause
		}
	}
	return before
}

// ofAnother reports whether the words before a date say when a text applied that this one replaces.
func ofAnother(before string) bool {
	at := replaced.FindAllStringIndex(before, -1)
	return at != nil && !joinsClauses.MatchString(before[at[len(at)-1][1]:])
}

var joinsClauses = regexp.MustCompile(`(?i)[,;]|\s(and|и)\s`)

// lastLabel returns what follows the last words before a date that say what it is, and whether there are any.
func lastLabel(before string, patterns ...*regexp.Regexp) (after string, ok bool) {
	end := -1
	for _, p := range patterns {
		if at := p.FindAllStringIndex(before, -1); at != nil {
			if e := at[len(at)-1][1]; e > end && !asOfUse.MatchString(before[e:]) {
				end = e
			}
		}
	}
	if end < 0 {
		return "", false
	}
	return before[end:], true
}

// distance is how many letters stand between a date and the words before it that say what it is.
func distance(before, lang string) int {
	patterns := []*regexp.Regexp{effectiveBefore, changedBefore, adopted}
	if elsewhere(lang) {
		patterns = append(patterns, effectiveElsewhere, changedElsewhere)
	}
	rest, ok := lastLabel(before, patterns...)
	if !ok {
		return 0
	}
	return weight(rest)
}

func roleOf(before, after, lang string) role {
	other := elsewhere(lang)
	before = nearest(before)
	effective, changed := []*regexp.Regexp{effectiveBefore}, []*regexp.Regexp{changedBefore}
	if other {
		effective, changed = append(effective, effectiveElsewhere), append(changed, changedElsewhere)
	}
	_, applies := lastLabel(before, effective...)
	changes, changing := lastLabel(before, changed...)
	decided := adopted.MatchString(before)
	own := labelBehind(after)
	switch {
	case foreignBefore.MatchString(before), foreignAfter.MatchString(after), ofAnother(before):
		return noRole
	case effectiveAfter.MatchString(after), effectiveElsewhere.MatchString(own), applies:
		return effectiveRole
	case own != "" && adopted.MatchString(own):
		return adoptedRole
	case own != "" && firstMade.MatchString(own):
		return publishedRole
	case changedAfter.MatchString(after), changedElsewhere.MatchString(own):
		return changedRole
	case decided && !(changing && !adopted.MatchString(changes) && lastIndex(changed, before) > lastIndex([]*regexp.Regexp{adopted}, before)):
		return adoptedRole
	case changing && firstMade.MatchString(before):
		return publishedRole
	case changing:
		return changedRole
	}
	return noRole
}

// lastIndex is where the last match of any of the patterns ends.
func lastIndex(patterns []*regexp.Regexp, s string) int {
	end := -1
	for _, p := range patterns {
		if at := p.FindAllStringIndex(s, -1); at != nil {
			end = max(end, at[len(at)-1][1])
		}
	}
	return end
}

// lastSentence returns where the last sentence of s begins.
func lastSentence(s string) int {
	start := 0
	for _, at := range sentenceEnd.FindAllStringIndex(s, -1) {
		start = afterSign(s, at[0])
	}
	return start
}

// statement returns the words in which a date stands: the whole of a short block, else its sentence.
func statement(s string, d locale.DateAt) string {
	if width(s) <= 160 {
		return s
	}
	start := lastSentence(s[:d.Start])
	end := len(s)
	if at := sentenceEnd.FindStringIndex(s[d.End:]); at != nil {
		end = d.End + afterSign(s[d.End:], at[0])
	}
	return strings.TrimSpace(s[start:end])
}
