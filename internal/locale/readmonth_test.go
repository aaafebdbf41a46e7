package locale

import (
	"strings"
	"testing"
)

// TestFindMonths holds which months without a day are found: in the form that stands alone, in digits, and no part of a date.
func TestFindMonths(t *testing.T) {
	for _, c := range []struct{ tag, text, want string }{
		{"en", "Updated: February 2026, in May of 2024", "February 2026; May of 2024"},
		{"en", "1 February 2026, 2026-02-01, Feb 3, 2026", ""},
		{"en", "decide 2026, we may 1.2026", "1.2026"},
		{"ru", "Редакция: февраль 2026 г., май 2024; с 1 мая 2024 г.", "февраль 2026; май 2024"},
		{"de", "Stand: März 2026; Stand 02/2026", "März 2026; 02/2026"},
		{"pl", "Stan: luty 2026, maj 2026, 1 lutego 2026", "luty 2026; maj 2026"},
		{"cs", "leden 2026", "leden 2026"},
		{"el", "Φεβρουάριος 2026", "Φεβρουάριος 2026"},
		{"uk", "лютий 2026", "лютий 2026"},
		{"kk", "2026 жылғы ақпан", "2026 жылғы ақпан"},
		{"hu", "2026. február", "2026. február"},
		{"zh-Hans", "更新日期：2026年2月；2026年2月1日", "2026年2月"},
		{"ko", "2026년 2월", "2026년 2월"},
		{"ar", "فبراير ٢٠٢٦", "فبراير ٢٠٢٦"},
		{"sv", "februari 2026", "februari 2026"},
	} {
		var got []string
		for _, m := range FindMonths(c.text, c.tag, "en") {
			got = append(got, c.text[m.Start:m.End])
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s %q: %q, want %q", c.tag, c.text, s, c.want)
		}
	}
}

// TestFindDatesElsewhere holds dates in languages that candor does not speak, in which texts are brought in.
func TestFindDatesElsewhere(t *testing.T) {
	for _, c := range []struct{ tag, text string }{
		{"sv", "den 1 februari 2026"}, {"nl", "1 februari 2026"}, {"cs", "1. února 2026"}, {"hu", "2026. február 1."}, {"vi", "ngày 1 tháng 2 năm 2026"},
		{"th", "1 กุมภาพันธ์ 2026"}, {"fi", "1. helmikuuta 2026"}, {"el", "1 Φεβρουαρίου 2026"}, {"lt", "2026 m. vasario 1 d."}, {"lv", "2026. gada 1. februārī"},
		{"bg", "1 февруари 2026 г."}, {"hi", "1 फ़रवरी 2026"}, {"ro", "1 februarie 2026"}, {"id", "1 Februari 2026"}, {"fa", "1 فوریهٔ 2026"},
	} {
		dates := FindDates(c.text, c.tag)
		if len(dates) != 1 || dates[0].Date.String() != "2026-02-01" {
			t.Errorf("%s %q: %v", c.tag, c.text, dates)
		}
	}
}
