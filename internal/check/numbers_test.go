package check

import (
	"strings"
	"testing"
)

// TestNumbersChanged holds what of a correction changes a number, a date or an amount, and what is words alone.
func TestNumbersChanged(t *testing.T) {
	for _, c := range []struct{ lang, old, now, want string }{
		{"ru", "мы храним данныя 30 дней", "мы храним данные 30 дней", ""},
		{"en", "We keep data 30 days.", "We keep  data\n30\u00a0days.", ""},
		{"ru", "До 2024. Мы храним", "До 2024. Вы храните", ""},
		{"ru", "1. Файлы\n2. Связь", "1. Файлы cookie\n2. Связь", ""},
		{"en", "30 days", "60 days", `takes out "30 days"`},
		{"en", "30 days", "30 months", `takes out "30 days"`},
		{"en", "30-day period", "30-month period", `takes out "30-day"`},
		{"en", "data", "data for 5 years", `puts in "5 years"`},
		{"en", "from 2027-01-15", "from 2027-01-16", `takes out "2027-01-15"`},
		{"ru", "до 15.01.2027", "до 15.02.2027", `takes out "15.01.2027"`},
		{"en", "$ 100", "€ 100", `takes out "$ 100"`},
		{"ru", "1 000,50 ₽", "1 000,51 ₽", `takes out "1 000,50 ₽"`},
		{"ru", "скидка 5%", "скидка 5‰", `takes out "5%"`},
		{"en", "see § 4", "see § 5", `takes out "§ 4"`},
		{"ar", "٣٠ يوم", "٣١ يوم", `takes out "٣٠ يوم"`},
		{"en", "data 30 days, logs 60 days", "data 60 days, logs 30 days", `puts "60 days" in the place of "30 days"`},
		{"en", "thirty days", "sixty days", `takes out "thirty days"`},
		{"en", "thirty days", "30 days", ""},
		{"en", "a thirty-day term", "a 30-day term", ""},
		{"en", "within thirty day", "within thirty days", ""},
		{"en", "one hundred euros", "two hundred euros", `takes out "one hundred euros"`},
		{"en", "one of the partners, third parties", "some of the partners, others", ""},
		{"en", "one month", "two months", `takes out "one month"`},
		{"en", "two weeks, three months", "three months, two weeks", `puts "three months" in the place of "two weeks"`},
		{"ru", "за тридцать дней", "за двадцать дней", `takes out "тридцать дней"`},
		{"ru", "в течении тридцать дней", "в течение тридцати дней", ""},
		{"ru", "в тридцатидневный срок", "за тридцать дней", ""},
		{"ru", "в тридцатидневный срок", "в десятидневный срок", `takes out "тридцатидневный"`},
		{"ru", "один из партнёров", "любой из партнёров", ""},
		{"ru", "третьи лица", "четвёртые лица", ""},
		{"ru", "5 тысяч рублей", "6 тысяч рублей", `takes out "5 тысяч"`},
		{"ja", "三十日以内", "二十日以内", `takes out "三十日"`},
		{"zh-Hans", "三十天内答付", "30天内答复", ""},
		{"zh-Hans", "30天内答复", "30个月内答复", `takes out "30天内答复"`},
		{"zh-Hans", "第三方三十日", "第四方三十日", ""},
		{"zh-Hans", "百分之五", "百分之六", `takes out "百分之五"`},
		{"en", "kept 30  days only", "kept 30 days only", ""},
		{"en", "see Annex II", "see Annex III", `takes out "II"`},
		{"en", "Article 6(1)(a)", "Article 6(1)(b)", `takes out ")(a)"`},
		{"ko", "삼십 일", "이십 일", ""}, // number words of this language are not known
	} {
		got := numbersChanged(c.old, c.now, c.lang, Mended{})
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q to %q: %q, want %q", c.old, c.now, got, c.want)
		}
	}
}
