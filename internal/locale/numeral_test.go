package locale

import (
	"strings"
	"testing"
)

func TestNumerals(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "We answer within thirty days.", "30"},
		{"en", "Thirty-five days, or one hundred and twenty euros; two thousand twenty-six people, three million.", "35 120 2026 3000000"},
		{"en", "a thirty-day period, a twelve-month term", "30 12"},
		{"en", "One of the third parties may ask; no one, one or more, everyone; the first time, second opinion.", ""},
		{"en", "One may ask first, and second ask again.", ""},
		{"en", "one month, one business day, one per cent, half a year, the fifth of June, the tenth day", "1 1 1 0.5 5 10"},
		{"en", "two or three copies, ten to fifteen days", "2 3 10 15"},
		{"en", "ten, twenty", "10 20"},
		{"en", "attend, weighty, often, tense, network", ""},
		{"ru", "Ответим за тридцать дней, в тридцатидневный срок, не более сорока восьми часов.", "30 30 48"},
		{"ru", "Один из них, одна и та же, третьи лица, первая очередь, с семьёй и за семью, пятая часть", ""},
		{"ru", "один месяц, одного рабочего дня, пятого мая, третий день, семью днями, двадцать первого числа", "1 1 5 3 7 21"},
		{"ru", "сто двадцать пять рублей, две тысячи двадцать шестой год, три миллиона, двухнедельный, полгода, трёхлетний", "125 2026 3000000 2 0.5 3"},
		{"ru", "сорокавосьмичасовой, двадцатичетырёхчасовой, четырнадцатидневный, шестимесячного", "48 24 14 6"},
		{"ru", "тристан, стоит, пятница, сотрудник, одиночный, двадцатка", ""},
		{"uk", "за тридцять днів, п’ять робочих днів, тридцятиденний строк, один із них, треті особи, один місяць", "30 5 30 1"},
		{"kk", "отыз күн ішінде, он екі ай, бір ай, бір де бір, үшінші тұлғалар", "30 12 1"},
		{"de", "dreißig Tage, einundzwanzig Tage, zweihundertfünfzig Euro, eine Woche, eine Person, außer Acht, dreißigtägige Frist", "30 21 250 1 30"},
		{"de", "Dreist, null und nichtig, zweifellos, vielleicht, Verein, tausend", "1000"},
		{"fr", "trente jours, quatre-vingt-dix-neuf, soixante-douze heures, vingt et un jours, d’un an, un autre, neuf", "30 99 72 21 1"},
		{"es", "treinta y cinco días, un mes, uno de los terceros, veintiún días, ciento veinte euros", "35 1 21 120"},
		{"pt", "trinta e cinco dias, um mês, um dos terceiros, cento e vinte euros", "35 1 120"},
		{"it", "trentacinque giorni, un mese, uno dei terzi, sei tu, sei mesi, ventotto", "35 1 6 28"},
		{"pl", "trzydziestu dni, jeden miesiąc, jeden z nich, dwadzieścia pięć dni", "30 1 25"},
		{"tr", "otuz gün, bir ay, bir kişi, on iki ay, yüz yirmi lira", "30 1 12 120"},
		{"zh-Hans", "三十日内答复，二十四小时，一千二百元，十五天，两年，二〇二六年，三个月，一万二千元，十万元", "30 24 1200 15 2 2026 3 12000 100000"},
		{"zh-Hans", "第三方、一切、万一、一部分、十分、统一", ""},
		{"ja", "三十日以内、二週間、十分な、一人ひとり、三十営業日、百五十円、一か月", "30 2 30 150 1"},
		{"ko", "삼십 일", ""},
	} {
		var got []string
		for _, n := range Numerals(c.text, c.lang) {
			got = append(got, n.Number())
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, s, c.want)
		}
	}
}

func TestNumeralPlaces(t *testing.T) {
	const text = "Не позднее чем за сто двадцать дней, в десятидневный срок."
	got := Numerals(text, "ru-RU")
	if len(got) != 2 || text[got[0].Start:got[0].End] != "сто двадцать" || text[got[1].Start:got[1].End] != "десятидневный" || got[1].Unit != "day" {
		t.Errorf("got %+v", got)
	}
}

func TestUnit(t *testing.T) {
	for _, c := range [][3]string{{"ru", "Дней", "day"}, {"ru", "днями", "day"}, {"ru", "лет", "year"}, {"ru", "мая", "мая"}, {"en", "Months", "month"}, {"en", "June", "june"}, {"ja", "X", "x"}} {
		if got := Unit(c[1], c[0]); got != c[2] {
			t.Errorf("%s %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// TestNumeralWords holds that every word of the tables is read alone, or, where it is loose, is not.
func TestNumeralWords(t *testing.T) {
	for tag, n := range counting() {
		if len(n.exact) < 20 || len(n.units) < 7 {
			t.Errorf("%s: %d words, %d units", tag, len(n.exact), len(n.units))
		}
		for w, v := range n.exact {
			if got := Numerals(w, tag); len(got) != 1 || got[0].Value != v || strings.Contains(w, "~") {
				t.Errorf("%s: %q gives %v, want %v", tag, w, got, v)
			}
			if loose, twice := n.loose[w]; twice && loose != v {
				t.Errorf("%s: %q is %v and %v", tag, w, v, loose)
			}
		}
		for w := range n.loose {
			if _, sure := n.exact[w]; !sure && len(Numerals(w, tag)) != 0 {
				t.Errorf("%s: %q is read alone", tag, w)
			}
		}
	}
}

func FuzzNumerals(f *testing.F) {
	for _, s := range []string{"thirty-five", "сто двадцать", "п’ять", "quatre-vingt-dix", "\xff тридцать", "two thousand million thousand"} {
		f.Add(s, "ru")
		f.Add(s, "en")
		f.Add(s, "fr")
	}
	f.Fuzz(func(t *testing.T, text, tag string) {
		last := 0
		for _, n := range Numerals(text, tag) {
			if n.Start < last || n.End <= n.Start || n.End > len(text) {
				t.Fatalf("%+v in %d bytes", n, len(text))
			}
			last = n.End
		}
	})
}
