package importer

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode/utf32"
)

// Some words of a policy in languages whose files were not in UTF-8.
var oldWords = map[string]string{
	"ru":      "Политика конфиденциальности\n\nМы храним ваши данные тридцать дней и никому их не передаём. Сервис - наш сайт.",
	"uk":      "Політика конфіденційності\n\nМи зберігаємо ваші дані тридцять днів і нікому їх не передаємо. Її зміни тут.",
	"bg":      "Политика за поверителност\n\nНие пазим вашите данни тридесет дни и не ги предаваме на никого.",
	"de":      "Datenschutzerklärung\n\nWir behalten Ihre Daten für dreißig Tage und geben sie an niemanden weiter. Grüße aus Köln.",
	"fr":      "Politique de confidentialité\n\nNous gardons vos données pendant trente jours ; elles ne sont pas cédées à des tiers, même liés.",
	"es":      "Política de privacidad\n\nGuardamos sus datos treinta días. ¿Quién los ve? Nadie más: así lo exige la compañía.",
	"pl":      "Polityka prywatności\n\nPrzechowujemy dane przez trzydzieści dni. Żadne osoby trzecie ich nie otrzymują, chyba że są śledzone źródła.",
	"cs":      "Zásady ochrany údajů\n\nUchováváme vaše údaje třicet dní a nikomu je nepředáváme. Šťastný den, žlutý kůň.",
	"hu":      "Adatkezelési tájékoztató\n\nAz adatokat harminc napig őrizzük, és senkinek sem adjuk át. Köszönjük, hűséges felhasználó.",
	"tr":      "Gizlilik politikası\n\nVerilerinizi otuz gün saklarız ve kimseyle paylaşmayız. Şirketin ilkeleri değişebilir, görüşürüz.",
	"el":      "Πολιτική απορρήτου\n\nΚρατάμε τα δεδομένα σας για τριάντα ημέρες και δεν τα δίνουμε σε κανέναν άλλο.",
	"he":      "מדיניות פרטיות\n\nאנו שומרים את הנתונים שלך שלושים יום ואיננו מוסרים אותם לאיש.",
	"ar":      "سياسة الخصوصية\n\nنحتفظ ببياناتك ثلاثين يوما ولا نقدمها لأحد آخر إلا بموافقتك.",
	"lt":      "Privatumo politika\n\nJūsų duomenis saugome trisdešimt dienų ir niekam jų neperduodame. Ačiū, kad mūsų sąlygas žinote.",
	"th":      "นโยบายความเป็นส่วนตัว\n\nเราเก็บข้อมูลของคุณไว้สามสิบวันและไม่ส่งต่อให้ใคร",
	"ja":      "プライバシーポリシー\n\n当社はお客様の情報を三十日間保管し、第三者には渡しません。お問い合わせはこちらです。",
	"zh-Hans": "隐私政策\n\n我们会保存您的个人信息三十天，不会提供给任何其他人。您可以随时删除账户。",
	"zh-Hant": "隱私權政策\n\n我們會保存您的個人資料三十天，不會提供給任何其他人。您可以隨時刪除帳戶。",
	"ko":      "개인정보 처리방침\n\n우리는 고객의 정보를 삼십 일 동안 보관하고 다른 사람에게 제공하지 않습니다.",
}

// TestEncodings holds that a file is read in every encoding that its language was written in, by --lang alone, in no other than its own.
func TestEncodings(t *testing.T) {
	for lang, words := range oldWords {
		for _, name := range append(encodingsOf(lang), "utf-16le", "utf-16be", "utf-8") {
			var raw []byte
			if name == "utf-8" {
				raw = []byte(words)
			} else {
				var err error
				if raw, err = encodingNamed(name).NewEncoder().Bytes([]byte(words)); err != nil {
					continue // the alphabet lacks a sign
				}
			}
			d, err := decode(raw, lang, "")
			if err != nil {
				t.Errorf("%s in %s: %v", lang, name, err)
			} else if d.text != words {
				t.Errorf("%s in %s: read as %s: %q", lang, name, d.encoding, clip(d.text))
			}
		}
	}
}

// TestDeclaredEncoding holds that a page's own word decides before the language, and that it is said.
func TestDeclaredEncoding(t *testing.T) {
	for _, c := range []struct{ lang, name string }{{"ja", "EUC-JP"}, {"ja", "Shift_JIS"}, {"ru", "koi8-r"}, {"ru", "windows-1251"}, {"zh-Hans", "gb2312"}, {"ko", "euc-kr"}, {"fr", "iso-8859-1"}, {"he", "windows-1255"}} {
		page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + c.name + `"></head><body><h1>` + strings.Replace(oldWords[c.lang], "\n\n", "</h1><p>", 1) + "</p></body></html>"
		raw, err := encodingNamed(c.name).NewEncoder().Bytes([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		r, err := HTML(raw, Options{Lang: c.lang})
		if err != nil {
			t.Errorf("%s in %s: %v", c.lang, c.name, err)
			continue
		}
		title, _, _ := strings.Cut(oldWords[c.lang], "\n")
		if r.Title != title || len(textsOf(r, KindEncoding)) != 1 || !strings.Contains(textsOf(r, KindEncoding)[0], c.name) {
			t.Errorf("%s in %s: title %q, said %q", c.lang, c.name, r.Title, textsOf(r, KindEncoding))
		}
	}
}

// TestNonsense holds that what makes no words is refused, with no advice that would make nonsense of it.
func TestNonsense(t *testing.T) {
	in := func(lang, name string) []byte {
		raw, err := encodingNamed(name).NewEncoder().Bytes([]byte(oldWords[lang]))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for _, c := range []struct {
		lang string
		data []byte
	}{
		{"ja", in("ru", "windows-1251")}, {"en", in("ru", "windows-1251")}, {"he", in("ru", "koi8-r")}, {"ar", in("ru", "windows-1251")}, {"ru", in("fr", "windows-1252")},
		{"ru", in("ja", "Shift_JIS")}, {"en", in("ja", "EUC-JP")}, {"fr", in("ko", "EUC-KR")}, {"el", in("he", "windows-1255")}, {"ko", in("ru", "koi8-r")}, {"de", in("el", "windows-1253")}, {"ru", in("he", "windows-1255")}, {"ru", in("ar", "windows-1256")}, {"he", in("ar", "windows-1256")}, {"ar", in("he", "windows-1255")},
		{"zh-Hans", in("ru", "windows-1251")}, {"ko", in("ja", "EUC-JP")}, {"ja", in("zh-Hans", "gb18030")}, {"pl", in("ru", "windows-1251")},
	} {
		_, err := decode(c.data, c.lang, "")
		var refused *EncodingError
		if !errors.As(err, &refused) {
			t.Errorf("--lang %s: not refused", c.lang)
		} else if strings.Contains(err.Error(), "iconv") || strings.Contains(err.Error(), "seems") {
			t.Errorf("--lang %s: it advises: %v", c.lang, err)
		}
	}
	for _, c := range []struct{ lang, name string }{{"ru", "windows-1252"}, {"fr", "windows-1252"}, {"ru", "windows-1251"}} {
		garbled, err := encodingNamed(c.name).NewDecoder().String(oldWords[c.lang] + " " + oldWords[c.lang])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decode([]byte(garbled), c.lang, ""); err == nil {
			t.Errorf("%s that was read as %s is not refused", c.lang, c.name)
		}
	}
	for lang, words := range oldWords {
		if _, err := decode([]byte(words), lang, ""); err != nil {
			t.Errorf("%s: %v", lang, err)
		}
	}
}

// TestUTF32 holds that the mark of UTF-32 is not taken for that of UTF-16, which would put a space behind every letter.
func TestUTF32(t *testing.T) {
	const words = "\ufeffWir behalten Ihre Daten für dreißig Tage."
	for _, order := range []utf32.Endianness{utf32.LittleEndian, utf32.BigEndian} {
		raw, err := utf32.UTF32(order, utf32.IgnoreBOM).NewEncoder().Bytes([]byte(words))
		if err != nil {
			t.Fatal(err)
		}
		if d, err := decode(raw, "de", ""); err != nil || "\ufeff"+d.text != words || d.encoding != "UTF-32" {
			t.Errorf("read as %s: %q, %v", d.encoding, d.text, err)
		}
	}
}
