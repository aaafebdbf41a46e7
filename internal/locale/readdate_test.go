package locale

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"candor/internal/civil"
)

func TestReadDates(t *testing.T) {
	for _, c := range []struct{ tag, text, want string }{
		{"ru", "с 1 марта 2026 г. и «15» апреля 2026 года, 05.06.2026, 2026-07-08", "2026-03-01 2026-04-15 2026-06-05 2026-07-08"},
		{"ru", "Закон № 152-ФЗ от 27.07.2006, в 2024 году, тел. 8 495 2026 1122", "2006-07-27 (2024) (2026)"},
		{"en", "March 1, 2026; 15 April 2026; the 2nd day of May 2026; Mar 3rd, 2026; 10/11/2023, 25/11/2023, 11/25/2023", "2026-03-01 2026-04-15 2026-05-02 2026-03-03 2023-11-25 2023-11-25 (2023)"},
		{"en-GB", "10/11/2023", "2023-11-10"},
		{"en-US", "10/11/2023, 25/12/2023", "2023-10-11 2023-12-25"},
		{"en", "Version 1.2.2026.4, 12026-01-01, in 2025, 31 February 2026", "(2025) (2026)"},
		{"uk", "з 1 січня 2026 р., 2-го лютого 2026", "2026-01-01 2026-02-02"},
		{"kk", "2026 ж. 10 наурыз, 2026 жылғы 5 сәуірден бастап", "2026-03-10 2026-04-05"},
		{"de", "ab dem 1. Januar 2026, 2. März 2026", "2026-01-01 2026-03-02"},
		{"fr", "le 1er janvier 2026, le 15 août 2026", "2026-01-01 2026-08-15"},
		{"es", "el 1 de enero de 2026, 2 de mayo del año 2026", "2026-01-01 (2026)"},
		{"pt", "em 1º de março de 2026, 2/3/2026", "2026-03-01 2026-03-02"},
		{"it", "dal 1° gennaio 2026, l’8 dicembre 2026", "2026-01-01 2026-12-08"},
		{"pl", "od 1 stycznia 2026 r.", "2026-01-01"},
		{"tr", "1 Ocak 2026 tarihinden, 15 Ağustos 2026", "2026-01-01 2026-08-15"},
		{"ar", "في 10 مارس 2026، و١٥ أبريل ٢٠٢٦", "2026-03-10 2026-04-15"},
		{"he", "ב־10 במרץ 2026", "2026-03-10"},
		{"zh-Hans", "自2026年3月10日起，2026年", "2026-03-10 (2026)"},
		{"ja", "2026年3月10日、2026/4/5", "2026-03-10 2026-04-05"},
		{"ko", "2026년 3월 10일, 2026. 4. 5.", "2026-03-10 2026-04-05"},
		{"sv", "den 1 mars 2026, 2026-03-02", "2026-03-02 (2026)"},
	} {
		dates, years := Dates(c.text, c.tag)
		var got []string
		for _, d := range dates {
			got = append(got, d.String())
		}
		for _, y := range years {
			got = append(got, fmt.Sprintf("(%d)", y))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %q: %q, want %q", c.tag, c.text, s, c.want)
		}
	}
}

// TestReadDatesFarApart holds that dates are found wherever they stand, in the order of the text.
func TestReadDatesFarApart(t *testing.T) {
	text, want := "", 0
	for n := range 120 {
		text += strings.Repeat("слово ", n) + "от 21 сентября 2026 г. "
		want++
	}
	dates, years := Dates(text, "ru")
	if len(dates) != want || len(years) != 0 {
		t.Errorf("%d dates of %d, %d years", len(dates), want, len(years))
	}
}

// TestReadDatesAsWritten holds that every date that the site writes, long and in numbers, is read back in its language.
func TestReadDatesAsWritten(t *testing.T) {
	for _, tag := range append(Shipped(), "en-GB", "zh-Hant") {
		s := speechOf(tag)
		for m := time.January; m <= time.December; m++ {
			day := civil.Of(2026, m, 21)
			for _, text := range []string{s.dateLong(day), s.dateShort(day)} {
				if got, years := Dates("… "+text+" …", tag); len(got) != 1 || got[0] != day || len(years) != 0 {
					t.Errorf("%s: %q gives %v %v", tag, text, got, years)
				}
			}
		}
		if !ReadsDates(tag) {
			t.Errorf("%s is not read", tag)
		}
	}
}

func FuzzDates(f *testing.F) {
	f.Add("ab dem 1. Januar 2026, ٢٠٢٦", "de")
	f.Add("2026 ж. 10 наурыз 10/11/2023", "kk")
	f.Fuzz(func(t *testing.T, text, tag string) {
		dates, years := Dates(text, tag)
		for _, d := range dates {
			if civil.Of(d.Year, d.Month, d.Day) != d {
				t.Fatalf("%v is no date", d)
			}
		}
		for _, y := range years {
			if y < 1900 || y > 2099 {
				t.Fatal(y)
			}
		}
	})
}

// TestFindDates holds where a date stands, in the bytes of the text as it is, and which could be another one.
func TestFindDates(t *testing.T) {
	for _, c := range []struct{ text, tags, want string }{
		{"В редакции от 31 октября 2023 г., ранее 1.02.2020", "ru", "31 октября 2023=2023-10-31 1.02.2020=2020-02-01"},
		{"Effective 10/11/2023 and Sept 1, 2024", "en", "10/11/2023=2023-11-10? Sept 1, 2024=2024-09-01"},
		{"Effective 10/11/2023", "en-US", "10/11/2023=2023-10-11"},
		{"سارٍ من ١٠ مارس ٢٠٢٦ إلى ٢٠٢٧", "ar", "١٠ مارس ٢٠٢٦=2026-03-10"},
		{"Stand: 3. Oktober 2023, October 4, 2023", "de en", "3. Oktober 2023=2023-10-03 October 4, 2023=2023-10-04"},
		{"\xff١٠\xff.03.2026 31.02.2026", "ru", ""},
	} {
		var got []string
		for _, d := range FindDates(c.text, strings.Fields(c.tags)...) {
			s := c.text[d.Start:d.End] + "=" + d.Date.String()
			if d.Either {
				s += "?"
			}
			got = append(got, s)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%q in %s: got %q, want %q", c.text, c.tags, got, c.want)
		}
	}
}
