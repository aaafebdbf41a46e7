package importer

import "testing"

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
