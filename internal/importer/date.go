package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"candor/internal/civil"
	"candor/internal/locale"
)

// stated is a date that a text states about itself.
type stated struct {
	date  civil.Date
	kind  string // KindEffective or KindDate
	text  string // the words in which it stands
	block int    // index of its block
	line  int    // of the input, from 1
	guess bool
	other civil.Date // the day that the same digits are where the month comes first (01/02/2024); zero where they are one day only
}

var year = regexp.MustCompile(`(?:19|20)\d\d`)

// findDates returns the dates of a string in order: in the text's language, and in Russian and English, in which the words around a date are known.
func findDates(s, lang string) []locale.DateAt { return locale.FindDates(s, lang, "ru", "en") }

// What stands around a date that a policy states about itself.
var (
	effectiveBefore = regexp.MustCompile(`(?i)(effective|in force|into force|takes? effect|in effect|comes? into|applies|valid from|вступ(ает|ают|ил|ила|ило|или|ит|ления|ление|лении)\s+в\s+(законную\s+)?силу|введен\S*\s+в\s+действие|в\s+силе\s+с|действу\S+\s+(с|от|начиная)|действительн\S*\s+с|начало действия|дата введения)`)
	effectiveAfter  = regexp.MustCompile(`(?i)^[\s,)»"]*(г\.|года)?\s*(\(?(the )?["“]?effective date|вступа\S*\s+в\s+силу|вводится\s+в\s+действие|начинает\s+действовать)`)
	changedBefore   = regexp.MustCompile(`(?i)((last|latest|most recent(ly)?|date of|recently)\s+(\S+\s+)?(updated?|modifi\S+|revis\S+|change\S*|edit\S*|review\S*|amend\S*)|updated|revised|revision|version|modified|posted|published|dated|as of|последн\S+\s+(\S+\s+){0,3}?(изменени\S+|обновлени\S+|редакци\S+|верси\S+|правк\S+|пересмотр\S*)|обновлен\S*|обновлён\S*|изменен\S*|изменён\S*|актуальн\S+|редакци\S+|верси\S+|ред\.|дата\s+(публикации|размещения|составления|утверждения|изменени\S+|создания)|опубликован\S*|утвержден\S*|утверждён\S*|утверждаю|размещен\S*|размещён\S*|по состоянию на)`)
	changedAfter    = regexp.MustCompile(`(?i)^[\s,)»"]*(г\.|года)?\s*(\(?(last|latest) (updated?|revis\S+|modif\S+)|version|edition|revision)`)
	foreignBefore   = regexp.MustCompile(`(?i)(^|[^\pL])((закон\pL*|law|act|regulation|directive|регламент\pL*|постановлени\pL+|директив\pL*|фз|кодекс\pL*)\s+(\S+\s+){0,3}|(until|till|prior to|before|previous\S*|earlier|предыдущ\pL+|прежн\pL+|до|по)\s+)$`)
	replaced        = regexp.MustCompile(`(?i)(^|[^\pL])(replac(es|ing)|supersed(es|ing)|previous|prior|earlier|взамен|замен\pL+|отмен\pL+|предыдущ\pL+|прежн\pL+)\s`)
	foreignAfter    = regexp.MustCompile(`(?i)^\s*(г\.|года)?\s*(№|N)\s*\d`)
	law             = regexp.MustCompile(`(?i)(^|[^\pL])(закон\pL*|приказ\pL* (фс|мин|роском)\S*|law|act|regulation|directive|gdpr|ccpa|регламент\pL*|кодекс\pL*)([^\pL]|$)`)
	self            = regexp.MustCompile(`(?i)(настоящ|политик|соглашени|документ|положени|услови|правил|оферт|this |our |these |policy|terms|notice|agreement|statement)`)
	// The same in the other languages that candor speaks: first the days from which texts apply, then those of their changes.
	effectiveElsewhere = regexp.MustCompile(`(?i)(набира\S*\s+чинності|чинн\S+\s+(з|від)|күшіне\s+ен\S*|gültig\s+(ab|seit)|in\s+kraft|wirksam\s+(ab|seit)|en vigueur|prend effet|applicable à compter|en vigor|vigente desde|em vigor|in vigore|valid[ao] dal|obowiązuj\S+\s+od|wchodzi\s+w\s+życie|yürürlü\S*|geçerli\S*|生效|施行|発効|適用開始|시행|발효|적용\s*일|تاريخ\s+(السريان|النفاذ|سريان)|سارية?\s+(من|اعتبار)|يسري|בתוקף|כניסה\s+לתוקף)`)
	changedElsewhere   = regexp.MustCompile(`(?i)(оновлен\S*|останн\S+\s+(змін\S*|редакц\S*)|редакці\S+|жаңарт\S*|өзгерт\S*|stand|aktualisier\S*|letzte\s+(änderung|aktualisierung|fassung)|geändert\s+am|mise?\s+à\s+jour|modifiée?\s+le|actualizaci\S+|actualizad\S+|atualizaç\S+|atualizad\S+|aggiorna\S+|modificat\S+\s+il|aktualizac\S+|zaktualizowan\S+|güncelle\S*|更新|修订|修訂|改定|改訂|制定|업데이트|개정|수정|آخر\s+(تحديث|تعديل)|حُ?د[ِّ]*ثت?|تاريخ\s+التحديث|עודכן|עדכון)`)
	sentenceEnd        = regexp.MustCompile(`[.!?…]["»”)]*\s+["«“(]*\p{Lu}`)
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
	return r
}

func statedIn(s, label string, at int, near bool, lang string) []stated {
	var out []stated
	dates := findDates(s, lang)
	from := 0
	for j, d := range dates {
		before, after := s[from:d.Start], s[d.End:]
		from = d.End
		if j+1 < len(dates) {
			after = s[d.End:dates[j+1].Start]
			own := labelOf(after)
			after, from = after[:own], d.End+own
		}
		before = before[lastSentence(before):]
		kind := kindOf(before, after, lang)
		if kind != "" && law.MatchString(before) && !self.MatchString(before) {
			kind = ""
		}
		alone := width(s)-width(s[d.Start:d.End]) <= 24
		guess := width(s) > 160 || elsewhere(lang) && !alone
		if kind == "" && alone && label != "" && j == 0 {
			kind = kindOf(label, "", lang)
		}
		if kind == "" && alone && near && at < 8 && j == 0 {
			kind, guess = KindDate, true
		}
		if kind == KindDate && !near && width(s) > 160 {
			kind = "" // in the middle of a long text somebody else's change is more likely
		}
		if kind != "" {
			one := stated{date: d.Date, kind: kind, text: statement(s, d), block: at, guess: guess}
			if d.Either {
				one.other = civil.Of(d.Date.Year, time.Month(d.Date.Day), int(d.Date.Month))
			}
			out = append(out, one)
		}
	}
	return out
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
	if m == nil || leadsOn.MatchString(between[m[1]:]) {
		return 0
	}
	return m[1]
}

// clauseEnd is where a sentence's next clause begins.
var clauseEnd = regexp.MustCompile(`[,;(|/]\s`)

// nearest returns the last clause before a date if it says what the date is, else all that stands before it.
func nearest(before string) string {
	if at := clauseEnd.FindAllStringIndex(before, -1); at != nil {
		if clause := before[at[len(at)-1][1]:]; changedBefore.MatchString(clause) || effectiveBefore.MatchString(clause) {
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

func kindOf(before, after, lang string) string {
	other := elsewhere(lang)
	before = nearest(before)
	switch {
	case foreignBefore.MatchString(before), foreignAfter.MatchString(after), ofAnother(before):
		return ""
	case effectiveAfter.MatchString(after), effectiveBefore.MatchString(before), other && effectiveElsewhere.MatchString(before):
		return KindEffective
	case changedAfter.MatchString(after), changedBefore.MatchString(before), other && changedElsewhere.MatchString(before):
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
func statement(s string, d locale.DateAt) string {
	if width(s) <= 160 {
		return s
	}
	start := lastSentence(s[:d.Start])
	end := len(s)
	if at := sentenceEnd.FindStringIndex(s[d.End:]); at != nil {
		end = d.End + at[0] + 1
	}
	return strings.TrimSpace(s[start:end])
}
