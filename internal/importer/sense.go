package importer

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// encodingsOf are the encodings in which files of a language were written before UTF-8, by the names that the web knows them by.
func encodingsOf(lang string) []string {
	parsed, err := language.Parse(lang)
	if err != nil {
		return nil
	}
	base, _ := parsed.Base()
	switch base.String() {
	case "ja":
		return []string{"Shift_JIS", "EUC-JP"}
	case "zh":
		if script, _ := parsed.Script(); script.String() == "Hant" {
			return []string{"Big5", "gb18030"}
		}
		return []string{"gb18030", "Big5"}
	case "ko":
		return []string{"EUC-KR"}
	case "el":
		return []string{"windows-1253", "ISO-8859-7"}
	case "tr", "az":
		return []string{"windows-1254", "ISO-8859-9"}
	case "he", "yi":
		return []string{"windows-1255", "ISO-8859-8"}
	case "ar", "fa", "ur":
		return []string{"windows-1256", "ISO-8859-6"}
	case "lt", "lv", "et":
		return []string{"windows-1257", "ISO-8859-13", "ISO-8859-4"}
	case "vi":
		return []string{"windows-1258"}
	case "th":
		return []string{"windows-874"}
	case "pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq":
		return []string{"windows-1250", "ISO-8859-2", "ISO-8859-16"}
	}
	switch scriptOf(lang) {
	case "Cyrl":
		return []string{"windows-1251", "KOI8-R", "KOI8-U", "IBM866", "ISO-8859-5", "x-mac-cyrillic"}
	case "Latn":
		return []string{"windows-1252", "ISO-8859-15", "macintosh"}
	}
	return nil
}

func scriptOf(lang string) string {
	script, _ := language.Make(lang).Script()
	return script.String()
}

// enough is the least sense of what is a text.
const enough = 0.85

// plausible reports whether a text can be one in its language.
func plausible(s, lang string) bool { return sense(s, lang) >= enough }

// The characters without which no text of a language is written: vowels, and the commonest signs.
var frequent = map[string]string{
	"Cyrl": "аеёиоуыэюяіїєўәөұүъ",
	"Arab": "اليونمرتبعدةهسكفحقجشصطخءأإىیک",
	"Hebr": "יוהלאתמרבשנדעםחקכטפגןצ",
	"Hans": "的一是不在人有我他这中大来上国个到说们为子和你地出时年得要下以生会自之过对可后多能都于发成事作用主行方如所本公同从动信息服务政策个隐私数据或者及与其他条款法定处理使提供保护权利使当不需账户应",
	"Hant": "的一是不在人有我他這中大來上國個到說們為子和你地出時年得要下以生會自之過對可後多能都於發成事作用主行方如所本公同從動資訊服務政策個隱私數據或者及與其他條款法定處理使提供保護權利當不需帳戶應料",
	"Kore": "이다는을를의에하고가지은로한서정보개인및수있자사보용제처시기대니합",
	"Jpan": "のをにはがでとしたるれすりまてなあいうおかきくけこさせそちつもやよらわんっ",
	"Grek": "άέήίόύώ",
}

// rare are letters that are few in any text of an alphabet.
var rare = map[string]string{"Cyrl": "щфэ", "Grek": "ψξζΰϊϋ"}

// alphabets are the letters outside of ASCII that a language uses: they tell encodings apart that differ in a few signs.
var alphabets = map[string]string{
	"pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "sl": "čšž", "hr": "čćđšž", "bs": "čćđšž", "ro": "ăâîșşțţ", "sq": "çë",
	"tr": "çğıiöşüâîû", "az": "çəğıöşü", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "et": "äõöüšž", "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "it": "àèéìîòóù",
	"pt": "àáâãçéêíóôõú", "nl": "áèéêëïóöü", "sv": "åäöé", "da": "æøåé", "nb": "æøåéò", "no": "æøåéò", "fi": "äöå",
	"ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "bg": "абвгдежзийклмнопрстуфхцчшщъьюя", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
}

// sense tells how much of a text outside of ASCII is as it would be in its language: letters of its alphabet, small and capital where they stand
// together, and the letters without which no text of it is written. It is 1 for plain ASCII and 0 for what was read in a wrong encoding.
func sense(s, lang string) float64 {
	script := scriptOf(lang)
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	alphabet := alphabets[base]
	var letters, own, common, seldom, capitals, strange, crossed, foreign int
	prev := ' '
	for _, r := range s {
		if r >= 0x80 {
			switch {
			case unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar || r >= 0xff61 && r <= 0xff9f || r >= 0x2500 && r <= 0x259f:
				strange++
			case unicode.IsLetter(r):
				letters++
				if inScript(r, script) {
					own++
				}
				if alphabet != "" && !strings.ContainsRune(alphabet, unicode.ToLower(r)) {
					foreign++
				}
				if unicode.IsUpper(r) {
					capitals++
				}
				if strings.ContainsRune(rare[script], unicode.ToLower(r)) {
					seldom++
				}
				if strings.ContainsRune(frequent[script], unicode.ToLower(r)) {
					common++
				}
			case unicode.IsLetter(prev) && (unicode.IsSymbol(r) || strings.ContainsRune("¡¿¶§¸·¹²³", r)):
				strange++
			}
		}
		if unicode.IsLower(prev) && unicode.IsUpper(r) && r >= 0x80 {
			crossed++
		}
		if mixes(prev, r, script) {
			strange++
		}
		prev = r
	}
	if letters == 0 {
		if strange > 2 {
			return 0
		}
		return 1
	}
	good := float64(own) / float64(letters)
	bad := float64(strange+crossed) / float64(letters)
	share := float64(common) / float64(letters)
	least := map[string]float64{"Cyrl": 0.34, "Arab": 0.7, "Hebr": 0.6, "Hans": 0.12, "Hant": 0.12, "Kore": 0.12, "Jpan": 0.15, "Grek": 0.04}[script]
	if (share < least || seldom*14 > letters) && letters >= 12 || bad > 0.15 {
		return 0
	}
	if script == "Latn" && longRuns(s) || script == "Cyrl" && letters >= 40 && capitals*3 > letters*2 { // in KOI8 small letters stand where others have capitals
		return 0
	}
	return good - bad - float64(foreign)/float64(letters)/10
}

// mixes reports whether two letters stand together that no word mixes: one of ASCII and one of another alphabet that has capitals or its own words.
func mixes(a, b rune, script string) bool {
	if script != "Cyrl" && script != "Grek" && script != "Hebr" && script != "Arab" {
		return false
	}
	latin := func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }
	return latin(a) && b >= 0x80 && unicode.IsLetter(b) || latin(b) && a >= 0x80 && unicode.IsLetter(a)
}

// longRuns reports whether a text in Latin letters has words of accented letters only, as one in another alphabet has that was read in a wrong encoding.
func longRuns(s string) bool {
	n, runs, words := 0, 0, 0
	for _, r := range s {
		if r >= 0x80 && unicode.IsLetter(r) {
			if n++; n == 4 {
				runs++
			}
			continue
		}
		if n > 0 {
			words++
		}
		n = 0
	}
	return runs*10 > words && runs > 1
}

func inScript(r rune, script string) bool {
	switch script {
	case "Jpan":
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'
	case "Kore":
		return unicode.In(r, unicode.Hangul, unicode.Han)
	case "Hans", "Hant":
		return unicode.Is(unicode.Han, r)
	case "Cyrl":
		return unicode.Is(unicode.Cyrillic, r)
	case "Arab":
		return unicode.Is(unicode.Arabic, r)
	case "Hebr":
		return unicode.Is(unicode.Hebrew, r)
	case "Grek":
		return unicode.Is(unicode.Greek, r)
	case "Latn":
		return unicode.Is(unicode.Latin, r)
	case "Thai":
		return unicode.Is(unicode.Thai, r)
	}
	return true
}
