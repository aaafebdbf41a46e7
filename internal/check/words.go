package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/importer"
	"candor/internal/locale"
	"candor/internal/markdown"
)

// leftovers are words that were meant for a text's writers.
var leftovers = regexp.MustCompile(`(^|[^\pL\pN])(TODO|FIXME|TBD|XXX)($|[^\pL\pN])|(?i)lorem ipsum|\[(?i:your (?:company|name|address|website|e-?mail)|insert |company|organi[sz]ation|name of |website|наименование|название|указать|вставить|ваш[аеи]? |адрес сайта|ФИО)[^\]\n]{0,60}\]|(?i)(^|[^\pL\pN])(xx|хх|дд|dd)[./-](xx|хх|мм|mm)[./-](xx|хх|гг|yy|20xx|20хх|20__|20\d\d)|_{4,}`)

// leftoverSigns are pieces of which one stands in each leftover: most blocks hold none, and need not be asked further.
var leftoverSigns = []string{"TODO", "FIXME", "TBD", "XXX", "orem", "OREM", "[", "____", "xx", "XX", "хх", "ХХ", "дд", "ДД", "dd", "DD"}

func holdsOne(words string, signs []string) bool {
	return slices.ContainsFunc(signs, func(s string) bool { return strings.Contains(words, s) })
}

func leftover(b *markdown.Block, words string) diag.List {
	if !holdsOne(words, leftoverSigns) {
		return nil
	}
	if found := leftovers.FindString(words); found != "" {
		return diag.List{warn(b.Pos, RuleLeftover, fmt.Sprintf("%q was meant for the text's writers", strings.TrimSpace(found)), "write what belongs there, or delete it")}
	}
	return nil
}

// dates holds the dates that a text gives of itself against those of its version.
func (t *Text) dates(b *markdown.Block, words string) diag.List {
	var out diag.List
	if b.Kind == markdown.Row {
		return nil
	}
	for _, day := range importer.Stated(words, t.Lang) {
		if t.Published.IsZero() || t.knows(day) {
			continue
		}
		out.Add(warn(b.Pos, RuleDate, fmt.Sprintf("the text says %s of itself, and its version is published %s and in effect from %s", day, t.Published, t.Effective),
			"leave the date out, since the page shows it, or make both say the same"))
	}
	return out
}

func (t *Text) knows(day civil.Date) bool {
	return day == t.Published || day == t.Effective || slices.Contains(t.Also, day)
}

// What a sentence speaks of, in Russian and English.
var (
	aboutPolicy = regexp.MustCompile(`(?i)политик|услови|редакци|документ|положени|соглашени|правил|polic(?:y|ies)|(?:these|our|the) terms|terms of|terms and|(?:this|privacy|our) (?:notice|agreement|statement)`)
	aboutChange = regexp.MustCompile(`(?i)измен|обнов|перемен|нов\pL+ редакци|вступ\pL* в силу|объявля|уведом|chang|amend|updat|modif|revis|new version|take effect|notif|announce`)
	ahead       = regexp.MustCompile(`(?i)(?:за|ранее чем через|раньше чем через|не менее чем через|позднее чем за)\s+(\d+|[\pL]+)\s*(?:\([^)]*\)\s*)?(?:календарны\pL+\s+|рабочи\pL+\s+)?(?:дней|дня|день|суток)|(\d+|[a-z]+)\s*(?:\(\d+\)\s*)?(?:calendar\s+|business\s+)?days?['’]?\s*(?:prior|before|in advance|advance|notice|ahead|of notice|after (?:it|they|we))`)
	backRu      = regexp.MustCompile(`(?i)(периодически|регулярно|время от времени|самостоятельно)[^.!?]{0,60}(проверя|просматрива|посеща|знаком|отслежива|следи)|(проверя|просматрива|посеща|знаком|отслежива)[^.!?]{0,80}(периодически|регулярно|время от времени)`)
	backEn      = regexp.MustCompile(`(?i)(check|review|visit|revisit|consult)[^.!?]{0,60}(this|the|our)\s+(page|site|website|policy|notice|statement)[^.!?]{0,60}(from time to time|periodically|regularly|frequently|often)|check back (often|regularly|from time to time|periodically)`)
)

// daySigns are pieces of which one stands wherever a number of days does.
var daySigns = []string{"day", "Day", "DAY", "дн", "ДН", "ден", "ДЕН", "сут", "СУТ"}

// days holds what a text says of its own notice against its promises, in Russian and English.
func (t *Text) days(b *markdown.Block, words string) diag.List {
	if t.Lang != "ru" && t.Lang != "en" || !holdsOne(words, daySigns) {
		return nil
	}
	for _, sentence := range sentences(words) {
		if !aboutPolicy.MatchString(sentence) || !aboutChange.MatchString(sentence) {
			continue
		}
		for _, m := range ahead.FindAllStringSubmatch(sentence, -1) {
			n := count(m[1]+m[2], t.Lang)
			if n == 0 || t.promises(n) {
				continue
			}
			return diag.List{warn(b.Pos, RuleDays, fmt.Sprintf("the text speaks of %d days before a change, and its [promises] do not", n),
				fmt.Sprintf("notice = \"%d days\" in [promises], or the same number of days in both", n))}
		}
	}
	return nil
}

func (t *Text) promises(n int) bool {
	p := t.Promises
	return p != nil && (p.Notice.Days == n || p.NoticeOther.Days == n)
}

func count(word, lang string) int {
	if n, err := strconv.Atoi(word); err == nil {
		return n
	}
	if found := locale.Numerals(word, lang); len(found) == 1 {
		return int(found[0].Value)
	}
	return 0
}

var sentenceEnd = regexp.MustCompile(`[.!?…;]\s+`)

func sentences(words string) []string { return sentenceEnd.Split(words, -1) }

// back finds a text that tells its readers to come and look, where it promises no other way of being told.
func (t *Text) back(b *markdown.Block, words string) diag.List {
	if t.Promises != nil && len(t.Promises.Announce) > 0 || !backRu.MatchString(words) && !backEn.MatchString(words) {
		return nil
	}
	if !aboutChange.MatchString(words) {
		return nil
	}
	return diag.List{warn(b.Pos, RuleCheckBack, "readers are told to look for changes themselves, and no channel is promised",
		"announce = [\"home\", \"email\"] in [promises], and the same in the text")}
}
