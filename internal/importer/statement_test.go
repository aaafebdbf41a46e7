package importer

import (
	"strings"
	"testing"
)

func TestStatedElsewhere(t *testing.T) {
	for _, c := range []struct{ lang, text, kind, date string }{
		{"uk", "Дата оновлення: 05.03.2024 р.", KindDate, "2024-03-05"},
		{"uk", "Набирає чинності з 5 березня 2024 року", KindEffective, "2024-03-05"},
		{"kk", "Соңғы жаңарту: 2023 ж. 31 қазан", KindDate, "2023-10-31"},
		{"de", "Stand: 31. Oktober 2023", KindDate, "2023-10-31"},
		{"de", "Gültig ab 31. Oktober 2023", KindEffective, "2023-10-31"},
		{"fr", "Dernière mise à jour : 31 octobre 2023", KindDate, "2023-10-31"},
		{"fr", "En vigueur à compter du 31 octobre 2023", KindEffective, "2023-10-31"},
		{"es", "Última actualización: 31 de octubre de 2023", KindDate, "2023-10-31"},
		{"it", "Ultimo aggiornamento: 31 ottobre 2023", KindDate, "2023-10-31"},
		{"pt", "Última atualização: 31 de outubro de 2023", KindDate, "2023-10-31"},
		{"pl", "Obowiązuje od 31 października 2023", KindEffective, "2023-10-31"},
		{"tr", "Son güncelleme: 31 Ekim 2023", KindDate, "2023-10-31"},
		{"zh-Hans", "生效日期：2023年10月31日", KindEffective, "2023-10-31"},
		{"zh-Hans", "更新日期：2023年10月31日", KindDate, "2023-10-31"},
		{"ja", "最終更新日：2023年10月31日", KindDate, "2023-10-31"},
		{"ko", "시행일: 2023년 10월 31일", KindEffective, "2023-10-31"},
		{"ar", "آخر تحديث: 31 أكتوبر 2023", KindDate, "2023-10-31"},
		{"he", "עודכן לאחרונה: 31 באוקטובר 2023", KindDate, "2023-10-31"},
		{"en", "You understand that on 31 October 2023 the office was closed.", "", ""},
	} {
		r := statedIn(c.text, "", 8, false, c.lang)
		if c.kind == "" {
			if len(r) > 0 {
				t.Errorf("%s: %q states %v", c.lang, c.text, r)
			}
			continue
		}
		if len(r) != 1 || r[0].kind != c.kind || r[0].date.String() != c.date {
			t.Errorf("%s: %q states %v, want %s %s", c.lang, c.text, r, c.kind, c.date)
		}
	}
}

// TestStatedBeside holds which of several dates in a sentence is which, and which digits can be two days.
func TestStatedBeside(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"ru", "Редакция от 10.10.2023, вступает в силу с 20 октября 2023 г.", "date 2023-10-10; effective 2023-10-20"},
		{"ru", "Версия от 1 мая 2024 года вступает в силу 12.05.2024", "date 2024-05-01; effective 2024-05-12"},
		{"ru", "С 1 марта 2024 г. вступает в силу редакция от 10.02.2024", "effective 2024-03-01; date 2024-02-10"},
		{"ru", "Действует с 01.02.2024 (утверждена 10.01.2024)", "effective 2024-02-01; date 2024-01-10"},
		{"ru", "Вступает в силу с момента размещения, последнее обновление: 10.01.2024", "date 2024-01-10"},
		{"ru", "Настоящая редакция действует с 01.06.2021 взамен редакции от 01.01.2020", "effective 2021-06-01"},
		{"en", "Version of 1 May 2024, effective date 12 May 2024", "date 2024-05-01; effective 2024-05-12"},
		{"en", "It takes effect on 1 May 2025 and replaces the notice in effect since 2 April 2018.", "effective 2025-05-01"},
		{"en", "This version replaces all earlier ones and is effective from 1 May 2025.", "effective 2025-05-01"},
		{"en", "Last updated 05-Jan-2024", "date 2024-01-05"},
		{"en", "Effective date: 01/02/2024", "effective 2024-02-01 or 2024-01-02"},
		{"en", "Effective date: 01-02-2024", "effective 2024-02-01 or 2024-01-02"},
		{"en", "Effective date: 01/13/2024", "effective 2024-01-13"},
		{"en-US", "Effective date: 01/02/2024", "effective 2024-01-02"},
		{"en-GB", "Effective date: 01/02/2024", "effective 2024-02-01"},
		{"ru", "Дата вступления в силу: 01.02.2024", "effective 2024-02-01"},
	} {
		var got []string
		for _, s := range statedIn(c.text, "", 8, false, c.lang) {
			kind := "effective"
			if s.kind != KindEffective {
				kind = "date"
			}
			one := kind + " " + s.date.String()
			if !s.other.IsZero() {
				one += " or " + s.other.String()
			}
			got = append(got, one)
		}
		if said := strings.Join(got, "; "); said != c.want {
			t.Errorf("%s: %q states %q, want %q", c.lang, c.text, said, c.want)
		}
	}
}

func TestUndated(t *testing.T) {
	for text, want := range map[string]bool{
		"Posted: 04/31/2024": true, "Effective Date: 29 February 2023": true, "Updated: January 2024": true, "Last updated in spring 2024": false, "Version: 2024": true,
		"Последнее изменение внесено третьего июля две тысячи двадцать второго года": true, "Редакция от 31.06.2023": true, "Редакция от 30.06.2023": false,
		"Updated terms may apply": false, "Version 2": false, "What changed in May 2024": false,
	} {
		if _, got := undatedIn(text, "en"); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}
