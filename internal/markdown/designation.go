package markdown

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Legal texts name their parts: "Article 3.", "§ 3", "Статья 3.", "第三条", "제3조". Such a designation is the number of its heading, so that an
// article which is inserted moves no address and the ones behind it are renumbered, not renamed. The words are those of the languages that
// candor speaks; they are looked for in every text, since a text may quote the headings of another language's law.
const (
	hanNumeral = `[〇零一二三四五六七八九十百]+`
	numeral    = `(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){0,5}(?:\.?[ºª°]|er|re|bis|ter)?|[IVXLC]{1,7})`

	partWords = `article|section|clause|part|chapter|schedule|annex|appendix|paragraph|` + // en, and fr
		`статья|раздел|глава|пункт|часть|параграф|приложение|` + // ru
		`стаття|розділ|частина|додаток|` + // uk
		`artikel|abschnitt|kapitel|teil|ziffer|anlage|anhang|` + // de
		`chapitre|partie|titre|annexe|` + // fr
		`artículo|sección|capítulo|parte|cláusula|apartado|anexo|título|` + // es, and pt
		`artigo|secção|seção|` + // pt
		`articolo|sezione|capitolo|clausola|allegato|titolo|` + // it
		`artykuł|rozdział|sekcja|część|dział|punkt|załącznik|` + // pl
		`madde|bölüm|kısım|KISIM|` + // tr
		`art\.|sec\.|ст\.|разд\.|гл\.|п\.|rozdz\.|abs\.|cap\.`
	arabicParts    = `(?:ال)?(?:مادة|بند|قسم|فصل|باب|جزء|ملحق)`
	arabicOrdinals = `أولى|ثانية|ثالثة|رابعة|خامسة|سادسة|سابعة|ثامنة|تاسعة|عاشرة|أول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر`
)

var (
	// partNumbered is a designation before its number, or behind it in Kazakh.
	partNumbered = regexp.MustCompile(`^(?:(?i:` + partWords + `)(?:\s*№)?\s*` + numeral + `|§{1,2}\s*\p{Nd}{1,3}[a-z]?|\p{Nd}{1,3}-(?i:бап|тарау|бөлім|тармақ|бөлік|қосымша)|` +
		arabicParts + `\s+(?:\p{Nd}{1,3}|\(\p{Nd}{1,3}\)|ال(?:` + arabicOrdinals + `))|(?:סעיף|פרק|חלק|מאמר|נספח)\s+(?:\p{Nd}{1,3}|[א-ת]{1,2}['׳]?))`)
	// partLettered is one by a letter, which is a number only before a sign: "Appendix A:".
	partLettered = regexp.MustCompile(`^(?i:` + partWords + `)\s*\p{Lu}`)
	// partEnd is what ends a number.
	partEnd = regexp.MustCompile(`^(?:[.:)．：]|[ \x{a0}\x{202f}]:|\s*[—–-](?:\s|$))`)
	// arabicCount is an ordinal that counts headings by itself: "ثالثا:".
	arabicCount = regexp.MustCompile(`^(?:أول|اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)(?:اً|ًا|ا)\s*[:.،-]`)
	// asianPart is a designation of Chinese, Japanese and Korean, which often have no space behind it; asianCount a number before a mark of
	// theirs.
	asianPart  = regexp.MustCompile(`^(?:第\s?(?:\p{Nd}{1,3}|` + hanNumeral + `)\s?(?:(条|條|章|节|節)|款|项|項|号|部分|部|编|編|篇)(?:の(?:\p{Nd}{1,3}|` + hanNumeral + `))?|제\s?\p{Nd}{1,3}\s?(?:조|장|절|항|편|관)(?:의\s?\p{Nd}{1,3})?)[、．.：:]?`)
	asianCount = regexp.MustCompile(`^(?:(?:\p{Nd}{1,3}|` + hanNumeral + `)[、．]|[（(](?:\p{Nd}{1,3}|` + hanNumeral + `)[)）])`)
)

// designation returns the length of the designation that a heading begins with, 0 for none. Words must follow: a heading that is nothing else
// is called by it.
func designation(s string) int {
	n := asian(s)
	if n == 0 {
		n = western(s)
	}
	if n == 0 || !strings.ContainsFunc(s[n:], isWord) {
		return 0
	}
	return n
}

func asian(s string) int {
	if n := len(asianCount.FindString(s)); n > 0 {
		return n
	}
	m := asianPart.FindStringSubmatchIndex(s)
	if m == nil {
		return 0
	}
	n := m[1]
	next, _ := utf8.DecodeRuneInString(s[n:])
	last, _ := utf8.DecodeLastRuneInString(s[:n])
	if unicode.IsLetter(next) && unicode.IsLetter(last) && m[2] < 0 {
		return 0 // 第三部门 is no part
	}
	return n
}

func western(s string) int {
	if n := len(arabicCount.FindString(s)); n > 0 {
		return spaced(s, n)
	}
	if n := len(partNumbered.FindString(s)); n > 0 {
		if end := len(partEnd.FindString(s[n:])); end > 0 {
			return spaced(s, n+len(strings.TrimRight(s[n:n+end], " ")))
		}
		if spaced(s, n) > 0 && namesPart(s[:n], s[n:]) {
			return n
		}
		return 0
	}
	if n := len(partLettered.FindString(s)); n > 0 {
		if end := len(partEnd.FindString(s[n:])); end > 0 {
			return spaced(s, n+len(strings.TrimRight(s[n:n+end], " ")))
		}
	}
	return 0
}

// spaced returns n where a space follows.
func spaced(s string, n int) int {
	if r, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsSpace(r) {
		return n
	}
	return 0
}

// namesPart reports whether words without a sign before them are the name of the part: "Article 3 Definitions", and neither "Part 2 of
// the form" nor "Article 6 GDPR", which speak of another text.
func namesPart(part, words string) bool {
	if strings.HasPrefix(part, "§") {
		return true
	}
	words = strings.TrimSpace(words)
	first, size := utf8.DecodeRuneInString(words)
	if unicode.IsLower(first) || !unicode.IsLetter(first) {
		return false
	}
	second, _ := utf8.DecodeRuneInString(words[size:])
	return !unicode.IsUpper(second) || strings.ToUpper(part) == part
}

// Listed returns how a list of contents shows the heading: its number, without a full stop, and the rest of its words. A designation is too
// long for a column of numbers and stays with the words.
func (e *Entry) Listed() (number, words string) {
	text := strings.TrimSpace(e.Text)
	number = strings.TrimRight(e.Number, ".、．")
	if !strings.Contains(number, "(") {
		number = strings.TrimSuffix(number, ")")
	}
	words = strings.TrimSpace(strings.TrimPrefix(text, e.Number))
	if words == "" || !narrow(e.Number) {
		return "", text
	}
	return number, words
}

// narrow reports whether a number fits in the margin beside the words, which no designation does.
func narrow(number string) bool {
	return numberLength(number, true) > 0 || asianCount.MatchString(number) && utf8.RuneCountInString(number) <= 3 && !strings.ContainsAny(number, "（(")
}

// ordinal returns the number that a typed number stands for, the same for "3.", "(3)", "Article 3:", "III." and "第三条".
func ordinal(number string) string {
	var out strings.Builder
	gap := false
	for _, r := range number {
		if !unicode.IsDigit(r) {
			gap = out.Len() > 0
			continue
		}
		if gap {
			out.WriteByte('.')
		}
		gap = false
		out.WriteString(strconv.Itoa(digitValue(r)))
	}
	if out.Len() > 0 {
		return out.String()
	}
	if han := hanRun.FindString(number); han != "" {
		return strconv.Itoa(hanOrdinal(han))
	}
	words := strings.FieldsFunc(number, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 {
		return number
	}
	last := words[len(words)-1]
	if n := romanValue(last); n > 0 {
		return strconv.Itoa(n)
	}
	return strings.ToLower(last)
}

var hanRun = regexp.MustCompile(hanNumeral)

// digitValue is the value of a decimal digit of any script: each has its ten in a row, from a code point whose value is zero.
func digitValue(r rune) int {
	n := 0
	for n < 9 && unicode.IsDigit(r-rune(n)-1) {
		n++
	}
	return n
}

// hanOrdinal reads 三, 十二, 一百二十.
func hanOrdinal(s string) int {
	sum, digit := 0, 0
	for _, r := range s {
		switch r {
		case '十':
			sum, digit = sum+max(digit, 1)*10, 0
		case '百':
			sum, digit = sum+max(digit, 1)*100, 0
		default:
			digit = strings.IndexRune("〇一二三四五六七八九", r) / 3 // three bytes each; 零 is -1 / 3 = 0
		}
	}
	return sum + digit
}

// romanValue reads a Roman number in capitals, 0 for anything else.
func romanValue(s string) int {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	sum := 0
	for i := range len(s) {
		v := values[s[i]]
		if v == 0 {
			return 0
		}
		if i+1 < len(s) && values[s[i+1]] > v {
			v = -v
		}
		sum += v
	}
	return sum
}
