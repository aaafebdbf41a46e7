package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tableOf returns the letters of a language in ASCII, nil for none of our own. Frozen: an address that was cited must not move.
//
// ru, kk: BGN/PCGN without diacritics. uk: Resolution 55 of the Cabinet of Ministers, 2010. be: BGN/PCGN. bg: Transliteration Act, 2009.
// el: ELOT 743. ar, he: consonants as they are written.
func tableOf(base string) map[rune]string {
	switch base {
	case "ru", "ky", "tt", "ba", "mn", "ce", "os", "cv", "tg":
		return russian
	case "kk":
		return kazakh
	case "uk":
		return ukrainian
	case "be":
		return belarusian
	case "bg", "mk", "sr":
		return bulgarian
	case "de":
		return german
	case "el":
		return greek
	case "he", "yi", "iw":
		return hebrew
	case "ar", "fa", "ur", "ps", "ckb", "ug":
		return arabic
	case "ja":
		return japanese
	}
	return nil
}

// letters makes a table of "а a б b …".
func letters(list ...string) map[rune]string {
	table := map[rune]string{}
	for _, l := range list {
		f := strings.Fields(l)
		for i := 0; i+1 < len(f); i += 2 {
			r, _ := utf8.DecodeRuneInString(f[i])
			table[r] = strings.TrimPrefix(f[i+1], "0")
		}
	}
	return table
}

// In the lists 0 stands for nothing.
const cyrillic = `а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch
ъ 0 ы y ь 0 э e ю yu я ya ѣ e і i ѳ f ѵ i ’ 0 ʼ 0`

// These are constants in all but name.
var (
	russian    = letters(cyrillic, `ә a ғ g қ q ң n ө o ұ u ү u һ h җ zh ҙ z ҡ q ҫ s ӣ i ӯ u ҳ h ҷ j`)
	kazakh     = letters(cyrillic, `ә a ғ g қ q ң n ө o ұ u ү u һ h і i х kh`)
	ukrainian  = letters(cyrillic, `г h ґ g є ie ж zh и y і i ї i й i х kh ц ts щ shch ь 0 ю iu я ia ё io ’ 0 ʼ 0`)
	belarusian = letters(cyrillic, `г h ґ g і i ў u й y ё yo ’ 0 ʼ 0`)
	bulgarian  = letters(cyrillic, `х h щ sht ъ a ь y э e ы y ѫ a ђ dj ј j љ lj њ nj ћ c џ dz ѓ gj ќ kj ѕ dz`)
	german     = letters(`ä ae ö oe ü ue ß ss ’ 0`)
	greek      = letters(`α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i ΰ y`)
	hebrew = letters(`א a ב b ג g ד d ה h ו v ז z ח ch ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף p צ ts ץ ts ק k ר r ש sh ת t
׳ 0 ״ 0`)
	arabic = letters(`ا a أ a إ i آ a ٱ a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m
ن n ه h و w ي y ى a ة a ء 0 ؤ w ئ y ـ 0 پ p چ ch ژ zh گ g ک k ی y ۀ h ے e ٹ t ڈ d ڑ r ں n ہ h ھ h ە e ڵ l ۆ o ێ e ڕ r ڤ v`,
		`٠ 0 ١ 1 ٢ 2 ٣ 3 ٤ 4 ٥ 5 ٦ 6 ٧ 7 ٨ 8 ٩ 9`)
	japanese = letters(`あ a い i う u え e お o か ka き ki く ku け ke こ ko さ sa し shi す su せ se そ so た ta ち chi つ tsu て te と to
な na に ni ぬ nu ね ne の no は ha ひ hi ふ fu へ he ほ ho ま ma み mi む mu め me も mo や ya ゆ yu よ yo ら ra り ri る ru れ re ろ ro
わ wa ゐ i ゑ e を o ん n が ga ぎ gi ぐ gu げ ge ご go ざ za じ ji ず zu ぜ ze ぞ zo だ da ぢ ji づ zu で de ど do ば ba び bi ぶ bu べ be
ぼ bo ぱ pa ぴ pi ぷ pu ぺ pe ぽ po ぁ a ぃ i ぅ u ぇ e ぉ o ゔ vu ー 0 っ 0 ゃ ya ゅ yu ょ yo`)
)

// cluster writes letters that are read together, or otherwise at the beginning of a word: зг in Ukrainian, ου in Greek, しゃ in
// Japanese. It returns the length of what it has read.
func (t *translit) cluster(i int, first bool) (s string, length int, ok bool) {
	rest := t.s[i:]
	switch t.base {
	case "uk":
		return ukrainianCluster(rest, first)
	case "el":
		return greekCluster(rest, first)
	case "ja":
		return t.kana(rest)
	}
	return "", 0, false
}

func ukrainianCluster(s string, first bool) (string, int, bool) {
	if strings.HasPrefix(s, "зг") {
		return "zgh", len("зг"), true
	}
	if !first {
		return "", 0, false
	}
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case 'є':
		return "ye", n, true
	case 'ї':
		return "yi", n, true
	case 'й':
		return "y", n, true
	case 'ю':
		return "yu", n, true
	case 'я':
		return "ya", n, true
	}
	return "", 0, false
}

func greekCluster(s string, first bool) (string, int, bool) {
	a, n := utf8.DecodeRuneInString(s)
	b, m := utf8.DecodeRuneInString(s[n:])
	c, _ := utf8.DecodeRuneInString(s[n+m:])
	switch {
	case a == 'ο' && (b == 'υ' || b == 'ύ'):
		return "ou", n + m, true
	case (a == 'α' || a == 'ε' || a == 'η') && (b == 'υ' || b == 'ύ'):
		vowel := map[rune]string{'α': "a", 'ε': "e", 'η': "i"}[a]
		if strings.ContainsRune("θκξπσςτφχψ", c) || !unicode.IsLetter(c) {
			return vowel + "f", n + m, true
		}
		return vowel + "v", n + m, true
	case a == 'γ' && b == 'γ':
		return "ng", n + m, true
	case a == 'γ' && b == 'ξ':
		return "nx", n + m, true
	case a == 'γ' && b == 'χ':
		return "nch", n + m, true
	case a == 'μ' && b == 'π' && first:
		return "b", n + m, true
	}
	return "", 0, false
}

// kana reads one syllable by Hepburn's rules, katakana as hiragana; a small tsu doubles the consonant after it.
func (t *translit) kana(s string) (string, int, bool) {
	a, n := hiragana(s)
	if t.table[a] == "" && a != 'っ' {
		return "", 0, false
	}
	b, m := hiragana(s[n:])
	if a == 'っ' {
		next, length, ok := t.kana(s[n:])
		if !ok || next == "" {
			return "", n, true
		}
		double := next[:1]
		if strings.HasPrefix(next, "ch") {
			double = "t"
		}
		return double + next, n + length, true
	}
	syllable := t.table[a]
	if strings.ContainsRune("ゃゅょ", b) && b != 0 && strings.HasSuffix(syllable, "i") && len(syllable) > 1 {
		glide := t.table[b]
		if stem := syllable[:len(syllable)-1]; stem == "sh" || stem == "ch" || stem == "j" {
			return stem + glide[1:], n + m, true
		}
		return syllable[:len(syllable)-1] + glide, n + m, true
	}
	if strings.ContainsRune("ぁぃぅぇぉ", b) && b != 0 && len(syllable) > 1 { // ファ, ティ
		return syllable[:len(syllable)-1] + t.table[b], n + m, true
	}
	return syllable, n, true
}

// hiragana decodes the first character of s, katakana as hiragana.
func hiragana(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r >= 'ァ' && r <= 'ヴ' {
		r -= 'ァ' - 'ぁ'
	}
	return r, n
}
