package publish

import (
	"strings"
	"testing"
)

// TestNumbersChanged holds what of a correction changes a number, a date or an amount, and what is words alone.
func TestNumbersChanged(t *testing.T) {
	for _, c := range []struct{ old, now, want string }{
		{"мы храним данныя 30 дней", "мы храним данные 30 дней", ""},
		{"We keep data 30 days.", "We keep  data\n30\u00a0days.", ""},
		{"До 2024. Мы храним", "До 2024. Вы храните", ""},
		{"1. Файлы\n2. Связь", "1. Файлы cookie\n2. Связь", ""},
		{"30 days", "60 days", `takes out "30 days"`},
		{"30 days", "30 months", `takes out "30 days"`},
		{"30-day period", "30-month period", `takes out "30-day"`},
		{"data", "data for 5 years", `puts in "5 years"`},
		{"from 2027-01-15", "from 2027-01-16", `takes out "2027-01-15"`},
		{"до 15.01.2027", "до 15.02.2027", `takes out "15.01.2027"`},
		{"$ 100", "€ 100", `takes out "$ 100"`},
		{"1 000,50 ₽", "1 000,51 ₽", `takes out "1 000,50 ₽"`},
		{"скидка 5%", "скидка 5‰", `takes out "5%"`},
		{"see § 4", "see § 5", `takes out "§ 4"`},
		{"٣٠ يوم", "٣١ يوم", `takes out "٣٠ يوم"`},
		{"data 30 days, logs 60 days", "data 60 days, logs 30 days", `puts "60 days" in the place of "30 days"`},
	} {
		got := numbersChanged(c.old, c.now)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q to %q: %q, want %q", c.old, c.now, got, c.want)
		}
	}
}
