package importer

import (
	"strings"
	"testing"
)

// TestChoose holds whole texts against the date that is theirs: taken, with the day of publication that stands beside it, or asked for.
func TestChoose(t *testing.T) {
	for _, c := range []struct{ name, lang, text, want string }{
		{"label", "en", "# Privacy notice\n\nEffective: 1 May 2024\n\nText.", "2024-05-01"},
		{"published and effective", "en", "# Notice\n\nPublished: 1 May 2024. Effective from 1 June 2024.\n\nText.", "2024-06-01 published 2024-05-01"},
		{"updated and effective, ru", "ru", "# Политика\n\nРедакция от 01.06.2023. Вступает в силу с 10.06.2023.\n\nТекст.", "2023-06-10 published 2023-06-01"},
		{"published and effective, zh", "zh-Hans", "# 隐私政策\n\n发布日期：2024年5月1日\n\n生效日期：2024年5月8日\n\n正文。", "2024-05-08 published 2024-05-01"},
		{"effective before updated", "en", "# Charter\n\nEffective: 6 November 2015\n\nUpdated: 25 June 2025\n\nText.", "ask: changed after the day from which it applies"},
		{"effective before updated, de", "de", "# Richtlinie\n\nGültig ab 6. November 2015, zuletzt aktualisiert am 25. Juni 2025\n\nText.", "ask: changed after the day from which it applies"},
		{"first published long ago", "en", "# Notice\n\nPublished: 3 May 2018. Last updated: 4 June 2024.\n\nText.", "2024-06-04"},

		{"law, en", "en", "# Notice\n\nWe follow the General Data Protection Regulation with effect as of 25 May 2018.\n\nText.", "ask: no date is surely that of the text"},
		{"law by its name, en", "en", "# Notice\n\nThis policy meets the CPRA, effective January 1, 2023.\n\nText.", "ask: no date is surely that of the text"},
		{"treaty, en", "en", "# Terms\n\nThe rules in effect at the time of booking apply. (b) Our ferries sail under the Convention of 28 May 1999.", "ask: no date"},
		{"treaty beside the date, fr", "fr", "# Conditions\n\nTexte mis à jour le 28 décembre 2024.\n\nLes règles en vigueur au départ. (d) Ces conditions suivent la Convention du 28 mai 1999.", "2024-12-28"},
		{"law, ru", "ru", "# Политика\n\nПолитика составлена по Федеральному закону от 27.07.2006 № 152-ФЗ (в редакции, действующей с 1 марта 2023 г.).", "ask: no date"},
		{"law beside the date, ru", "ru", "# Политика\n\nДействует с 1 мая 2024 г.\n\nПо закону № 99-ФЗ, вступившему в силу 1 сентября 2025 года, мы храним меньше.", "2024-05-01"},
		{"law, de", "de", "# Datenschutz\n\nDie Datenschutz-Grundverordnung ist seit dem 25. Mai 2018 in Kraft; das Gesetz gültig ab 1. Januar 2020 auch.", "ask: no date"},
		{"law, es", "es", "# Aviso\n\nCumplimos la Ley Orgánica 3/2018, en vigor desde el 7 de diciembre de 2018.", "ask: no date"},
		{"law, pl", "pl", "# Polityka\n\nStosujemy ustawę o ochronie danych, która obowiązuje od 25 maja 2018 r.", "ask: no date"},
		{"law, tr", "tr", "# Politika\n\n6698 sayılı Kanun, yürürlük tarihi: 7 Nisan 2016.", "ask: no date"},
		{"law, ja", "ja", "# プライバシーポリシー\n\n個人情報保護法は2022年4月1日施行です。", "ask: no date"},
		{"law, zh", "zh-Hans", "# 隐私政策\n\n《个人信息保护法》自2021年11月1日起施行。", "ask: no date"},
		{"law, ko", "ko", "# 처리방침\n\n개인정보 보호법 시행일: 2020년 8월 5일", "ask: no date"},
		{"law, ar", "ar", "# سياسة الخصوصية\n\nقانون حماية البيانات ساري المفعول، تاريخ السريان: 1 يناير 2022", "ask: no date"},
		{"adopted and amended, zh", "zh-Hans", "# 某条例\n\n1991年4月9日 第四次会议通过\n\n2023年9月1日 第五次会议修正\n\n第一条 为了管理，制定本条例。", "2023-09-01"},
		{"adopted only, en", "en", "# Policy\n\nApproved by the Board on 3 March 2021\n\nText.", "ask: no date"},
		{"adopted only, ru", "ru", "# Положение\n\nУтверждено 3 марта 2021 г.\n\nТекст.", "ask: no date"},
		{"adopted and revised, ja", "ja", "# 規約\n\n2020年4月1日 制定\n\n2023年5月1日 改定\n\n本文。", "2023-05-01"},

		{"list of changes", "en", "# Policy\n\nWe keep little.\n\n## Changes to this policy\n\n**April 24, 2023**\n\n- Updated 9.2.\n\n**August 21, 2026**\n\n- New tools.", "2026-08-21"},
		{"list of changes in items", "en", "# Policy\n\nText.\n\n## Version history\n\n- 2023-04-24: first version\n- 2024-09-29: clarified 10.4\n- 2026-08-21: tools", "2026-08-21"},
		{"list of changes in a table", "de", "# Richtlinie\n\nText.\n\n## Änderungen\n\n| Datum | Was |\n| --- | --- |\n| 24.04.2023 | Erste Fassung |\n| 21.08.2026 | Ergänzt |", "2026-08-21"},
		{"list of changes, ru", "ru", "# Политика\n\nТекст.\n\n## История изменений\n\n- 24.04.2023 — первая редакция\n- 21.08.2026 — уточнён п. 3", "2026-08-21"},
		{"list newer than the label", "en", "# Policy\n\nEffective: May 1, 2015\n\nText.\n\n## Changes\n\n- 2015-05-01: first version\n- 2026-08-21: updated", "ask: changed after"},
		{"list that agrees with the label", "en", "# Policy\n\nLast updated: August 21, 2026\n\nText.\n\n## Changes\n\n- 2015-05-01: first version\n- 2026-08-21: updated", "2026-08-21"},
		{"dates in a row", "en", "# Policy\n\nLast amended on 1 May 2020, 2 June 2021 and 3 July 2022\n\nText.", "2022-07-03"},
		{"two days of change", "en", "# Policy\n\nLast updated: 1 May 2020\n\nText.\n\nLast revised: 2 June 2021", "ask: several days of its last change"},
		{"two days of effect", "ru", "# Политика\n\nДействует с 1 мая 2020 г.\n\nТекст.\n\nВступает в силу с 2 июня 2021 г.", "ask: several days from which it applies"},

		{"a month", "en", "# Policy\n\nLast updated: February 2026\n\nText.", `ask: "February 2026": which day?`},
		{"a month, de", "de", "# Richtlinie\n\nStand: Februar 2026\n\nText.", `ask: "Februar 2026": which day?`},
		{"a month, ru", "ru", "# Политика\n\nРедакция: февраль 2026 г.\n\nТекст.", `ask: "февраль 2026": which day?`},
		{"a month, zh", "zh-Hans", "# 隐私政策\n\n更新日期：2026年2月\n\n正文。", `ask: "2026年2月": which day?`},
		{"a month in digits", "fr", "# Politique\n\nMise à jour : 02/2026\n\nTexte.", `ask: "02/2026": which day?`},
		{"a month after the day of effect", "en", "# Policy\n\nEffective: 1 May 2018\n\nUpdated: February 2026\n\nText.", `ask: "February 2026": which day?`},
		{"a month before the day of effect", "en", "# Policy\n\nVersion: February 2026\n\nEffective: 1 March 2026\n\nText.", "2026-03-01"},
		{"no such day", "en", "# Policy\n\nEffective: 31 April 2024\n\nText.", "ask: the calendar has no such day"},
		{"an earlier wording", "en", "# Policy\n\nThe previous version, effective 1 May 2023, is kept here.\n\nText.", "ask: no date is surely"},
		{"an earlier wording, fr", "fr", "# Charte\n\nVersion précédente, en vigueur depuis le 1er mai 2023.\n\nTexte.", "ask: no date is surely"},
		{"an earlier wording beside the day, ru", "ru", "# Политика\n\nДействует с 1 мая 2024 г.\n\nПредыдущая редакция, действовавшая с 1 мая 2025 г., хранится отдельно.", "2024-05-01"},
		{"an agreement above it", "en", "# Addendum\n\nThis Addendum supplements the Master Agreement dated 4 May 2021, effective as of 5 May 2021.\n\nText.", "ask: no date is surely"},
		{"a report", "en", "# Terms\n\nThese terms apply at once. Our external audit report is dated 3 March 2024.\n\nText.", "ask: no date is surely"},
		{"an end", "en", "# Terms\n\nThese terms will cease to be effective on 31 December 2025.\n\nText.", "ask: no date is surely"},
		{"an end, ru", "ru", "# Политика\n\nНастоящая редакция утрачивает силу с 1 января 2026 года.\n\nТекст.", "ask: no date is surely"},
		{"an end beside the day, ja", "ja", "# 規約\n\n2024年4月1日施行、2026年3月31日廃止\n\n本文。", "2024-04-01"},
		{"a review to come", "en", "# Policy\n\nLast updated: 1 May 2024\nNext review: 1 May 2025\n\nText.", "2024-05-01"},
		{"a Buddhist year", "th", "# นโยบาย\n\nมีผลบังคับใช้ตั้งแต่วันที่ 1 เมษายน 2567\n\nเนื้อหา", "ask: which day, month and year?"},
		{"a Hijri day", "ar", "# سياسة\n\nتسري هذه السياسة اعتبارًا من 15 رمضان 1445 هـ\n\nنص.", "ask: which day, month and year?"},
		{"a Persian day", "fa", "# سیاست\n\nتاریخ اجرا: ۱۵ خرداد ۱۴۰۳\n\nمتن.", "ask: which day, month and year?"},
		{"a Hebrew day", "he", "# מדיניות\n\nבתוקף מיום כ\"ג בניסן תשפ\"ד\n\nטקסט.", "ask: which day, month and year?"},
		{"a day in Chinese numerals", "zh-Hans", "# 政策\n\n生效日期：二〇二四年二月一日\n\n正文。", "ask: which day, month and year?"},
		{"an era before its label, ja", "ja", "# 規約\n\n令和6年4月1日施行\n\n本文。", "ask: which day, month and year?"},
		{"a point before the label, ko", "ko", "# 방침\n\n이 방침은 2024. 4. 1.부터 시행됩니다.\n\n내용.", "2024-04-01"},
		{"an era, ja", "ja", "# 規約\n\n施行日：令和6年4月1日\n\n本文。", "ask: which day, month and year?"},

		{"a month in a sentence, de", "de", "# Datenschutz\n\nDiese Erklärung ist aktuell gültig und hat den Stand Mai 2024.\n\nText.", `ask: "Mai 2024": which day?`},
		{"somebody else's day", "en", "# Privacy\n\nLast updated on the 3rd of March, 2024\n\nOur partner at the harbour changed its name effective June 1, 2025.", "ask: a later date stands in the text"},
		{"adopted and revised, with names before the days, ja", "ja", "# 規約\n\n制定日：2019年4月1日\n改定日：2023年6月1日\n\n本文。", "2023-06-01"},
		{"published and effective on one line, zh", "zh-Hans", "# 隐私政策\n\n发布日期：2024年5月1日 生效日期：2024年5月8日\n\n正文。", "2024-05-08 published 2024-05-01"},

		{"digits of two days", "en", "# Policy\n\nEffective: 01/02/2024\n\nText.", "ask: two days"},
		{"digits of two days, settled", "en", "# Policy\n\nEffective: 01/02/2024\n\nUpdated: February 1, 2024\n\nText.", "2024-02-01 published 2024-02-01"},
		{"alone at the top", "it", "# Informativa\n\n1 maggio 2024\n\nTesto.", "2024-05-01"},
		{"Arabic digits", "ar", "# سياسة الخصوصية\n\nآخر تحديث: ١ مايو ٢٠٢٤\n\nنص.", "2024-05-01"},
		{"nl", "nl", "# Privacybeleid\n\nLaatst bijgewerkt: 1 mei 2024\n\nTekst.", "2024-05-01"},
		{"sv", "sv", "# Integritetspolicy\n\nGäller från 1 maj 2024\n\nText.", "2024-05-01"},
		{"cs", "cs", "# Zásady\n\nÚčinné od 1. května 2024\n\nText.", "2024-05-01"},
		{"none", "en", "# Policy\n\nWe keep little.", "ask: no date was found"},

		{"lastmod", "en", "---\ntitle: Terms\ndate: 2019-03-01\nlastmod: 2024-07-01\n---\n\nText.", "2024-07-01"},
		{"date only", "en", "---\ntitle: Terms\ndate: 2019-03-01\n---\n\nText.", "ask: no date is surely"},
		{"Docusaurus", "en", "---\ntitle: Terms\nlast_update:\n  date: 2024-07-01\n  author: a\n---\n\nText.", "2024-07-01"},
		{"effective and lastmod", "en", "---\ntitle: Terms\neffective: 2024-08-01\nlastmod: 2024-07-01\n---\n\nText.", "2024-08-01 published 2024-07-01"},
		{"lastmod after effective", "en", "---\ntitle: Terms\neffective: 2024-06-01\nlastmod: 2024-07-01\n---\n\nText.", "ask: changed after"},
		{"lastmod in another form", "de", "+++\ntitle = \"AGB\"\nlastmod = 01.07.2024\n+++\n\nText.", "2024-07-01"},
		{"lastmod without a day", "en", "---\ntitle: Terms\nlast_updated: July 2024\n---\n\nText.", `ask: "July 2024": which day?`},
	} {
		r, err := Markdown([]byte(c.text+"\n"), Options{Lang: c.lang})
		if err != nil {
			t.Fatal(err)
		}
		if want, asked := strings.CutPrefix(c.want, "ask: "); asked {
			if !strings.Contains(r.Question, want) || !r.Date.IsZero() {
				t.Errorf("%s: date %s, question %q, want %q", c.name, r.Date, r.Question, want)
			}
			continue
		}
		got := r.Date.String()
		if !r.StatedPublished.IsZero() {
			got += " published " + r.StatedPublished.String()
		}
		if got != c.want || r.Question != "" {
			t.Errorf("%s: %q, question %q, want %q", c.name, got, r.Question, c.want)
		}
	}
}

// TestQuestion holds that a question names every date that may be meant, with its line and words.
func TestQuestion(t *testing.T) {
	r, err := Markdown([]byte("# Charter\n\nEffective Nov 6 2015 / Updated June 25, 2025\n\nUnder the Privacy Act, in force since 1 July 1988.\n"), Options{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	want := `the text says that it was changed after the day from which it applies
  line 3: 2015-11-06, applies from: Effective Nov 6 2015 / Updated June 25, 2025
  line 3: 2025-06-25, changed: Effective Nov 6 2015 / Updated June 25, 2025
  line 5: 1988-07-01, applies from (its sentence speaks of "Act"): Under the Privacy Act, in force since 1 July 1988.`
	if r.Question != want {
		t.Errorf("got %s\nwant %s", r.Question, want)
	}
}

// TestDraft holds by which keys a source keeps a text from the public.
func TestDraft(t *testing.T) {
	for front, want := range map[string]string{
		"{\n  \"title\": \"T\",\n  \"draft\": true\n}\n": "draft: true", "Title: T\nStatus: draft\n\n": "Status: draft", "---\ntitle: T\nowner (legal): x\ndraft: true\n---\n": "draft: true",
		"+++\n[build]\nrender = \"never\"\n+++\n": "build.render: never",
		"---\ndraft: true\n---\n":                 "draft: true", "---\ndraft: false\n---\n": "", "---\npublished: false\n---\n": "published: false", "---\npublished: true\n---\n": "",
		"---\nDraft: \"true\"\n---\n": "Draft: true", "---\ndraft: yes\n---\n": "draft: yes", "+++\ndraft = true\n+++\n": "draft: true", "---\nstatus: draft\n---\n": "status: draft",
		"---\nstatus: published\n---\n": "", "---\npublished: 2024-05-01\n---\n": "", "---\nprivate: true\n---\n": "private: true", "---\ntitle: draft\n---\n": "", "draft: true\n": "",
	} {
		r, err := Markdown([]byte(front+"\n# Terms\n\nText.\n"), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if r.Draft != want {
			t.Errorf("%q: draft %q, want %q", front, r.Draft, want)
		}
	}
}

// TestFrontMatterForms holds that a title is read from a front matter of every form, and that nothing of it becomes text.
func TestFrontMatterForms(t *testing.T) {
	const body = "\nWe keep what you write for thirty days.\n"
	for _, front := range []string{
		"---\ntitle: Terms of Use\n---\n", "---\ntitle: >-\n  Terms\n  of Use\nlayout: x\n---\n", "+++\ntitle = \"Terms of Use\"\n[params]\nauthor = \"a\"\n+++\n",
		"{\n  \"title\": \"Terms of Use\",\n  \"params\": {\"author\": \"a\"}\n}\n", "Title: Terms of Use\nAuthor: a\n\n", "---\ntitle: Terms of Use\nwho? me\n---\n",
	} {
		r, err := Markdown([]byte(front+body), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if r.Title != "Terms of Use" || string(r.Body) != body[1:] {
			t.Errorf("%q: title %q, body %q", front, r.Title, r.Body)
		}
		if r, err = HTML([]byte(front+"<p>"+body+"</p>"), Options{Lang: "en"}); err != nil || r.Title != "Terms of Use" || string(r.Body) != body[1:] {
			t.Errorf("%q before a page: title %q, body %q, %v", front, r.Title, r.Body, err)
		}
	}
	for _, text := range []string{"---\n\nSigned: the board\nOf the company\n\n---\n\nText.\n", "{name} is ours.\n\nText.\n", "Note: this applies.\nDate: soon\n\nText.\n"} {
		if r, err := Markdown([]byte(text), Options{Lang: "en"}); err != nil || !strings.Contains(string(r.Body), strings.TrimSpace(text)) {
			t.Errorf("%q: body %q, %v", text, r.Body, err)
		}
	}
}

// TestTemplateComments holds that what a template calls a comment is left out, and that a value within a sentence leaves a mark.
func TestTemplateComments(t *testing.T) {
	for _, text := range []string{
		"{% comment %}gone{% endcomment %}", "{%- comment -%}\ngone\n{%- endcomment -%}", "{# gone\nand gone #}", "{{!-- {{x}} gone --}}", "{{/* gone */}}", "{{< comment >}}gone{{< /comment >}}",
	} {
		text = "# Terms\n\nWe keep it.\n\n" + text + "\n\nThe end.\n"
		for form, read := range map[string]func([]byte, Options) (*Result, error){"Markdown": Markdown, "HTML": HTML} {
			r, err := read([]byte(text), Options{Lang: "en"})
			if err != nil {
				t.Fatal(err)
			}
			if body := string(r.Body); strings.ContainsAny(body, "{}") || strings.Contains(body, "gone") || !strings.Contains(body, "The end.") {
				t.Errorf("%s, %q: %q", form, text, r.Body)
			}
		}
	}
	for _, value := range []string{"{{< param company >}}", "{% link terms.md %}", "{% t 'company' %}"} {
		if r, err := Markdown([]byte("# Terms\n\nWe are "+value+".\n"), Options{Lang: "en"}); err != nil || !strings.Contains(string(r.Body), "We are "+valueComment+".") {
			t.Errorf("%q: %q, %v", value, r.Body, err)
		}
	}
}
