package check_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candor/internal/check"
	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/redline"
	"candor/internal/source"
)

func text(t *testing.T, lang, body string, change ...func(*check.Text)) *check.Text {
	t.Helper()
	file := "content/p/1/" + lang + ".md"
	doc, diags := markdown.Parse([]byte(body), markdown.Options{File: file, Line: 5, Lang: lang, Resolve: func(l markdown.Link) (string, bool) { return l.Dest, true }})
	if diags.Failed() {
		t.Fatal(diags)
	}
	out := &check.Text{File: file, Lang: lang, Document: doc, Front: &source.Front{Changes: []string{"…"}}, Place: diag.Pos{File: file, Line: 2, Col: 1},
		Published: civil.Of(2024, 4, 1), Effective: civil.Of(2024, 5, 1), Promises: &source.Promises{Notice: civil.Period{Days: 30}, Announce: []string{"home"}}}
	for _, c := range change {
		c(out)
	}
	return out
}

func found(list diag.List) string {
	var out []string
	for _, d := range list {
		out = append(out, d.Error())
	}
	return strings.Join(out, "\n")
}

// rules returns the rules of a list with their lines.
func rules(list diag.List) string {
	var out []string
	for _, d := range list {
		out = append(out, d.Rule)
	}
	return strings.Join(out, " ")
}

// TestClause: the clause that [promises] name says what they say.
func TestClause(t *testing.T) {
	promises := func(p source.Promises) func(*check.Text) {
		p.Clause, p.Announce = "changes", []string{"home"}
		return func(x *check.Text) { x.Promises = &p }
	}
	days, months := civil.Period{Days: 30}, civil.Period{Months: 2}
	for _, c := range []struct {
		name, lang, body string
		promises         source.Promises
		want             string
	}{
		{"the same", "en", "## Changes {#changes}\n\nWe announce what changes 30 days ahead.", source.Promises{Notice: days}, ""},
		{"in words, in another unit", "ru", "## Изменения {#changes}\n\nОб изменениях сообщим за два месяца.", source.Promises{Notice: months}, ""},
		{"both notices", "de", "## Änderungen {#changes}\n\nWesentliche Änderungen nennen wir 30 Tage vorher, andere 5 Tage vorher.", source.Promises{Notice: days, NoticeOther: civil.Period{Days: 5}}, ""},
		{"other days", "en", "## Changes {#changes}\n\nWe announce what changes 14 days ahead.", source.Promises{Notice: days}, "“14 days”|30 days of notice"},
		{"months are no days", "en", "## Changes {#changes}\n\nWe announce what changes 60 days ahead.", source.Promises{Notice: months}, "“60 days”|2 months of notice"},
		{"nothing said", "fr", "## Modifications {#changes}\n\nNous annonçons ce qui change.", source.Promises{Notice: days}, "30 days of notice"},
		{"no such clause", "en", "## How we change this\n\n30 days ahead.", source.Promises{Notice: days}, `the clause "changes"`},
		{"another section", "en", "## Changes {#changes}\n\nWe tell you 30 days ahead.\n\n### Small ones\n\nWe answer in ten days.\n\n## Keeping\n\nWe keep it 90 days.", source.Promises{Notice: days, RespondDays: 10}, ""},
		{"a paragraph", "en", "## Rules\n\nWe keep it 90 days.\n\nWe tell you 30 days ahead.", source.Promises{Notice: days}, `the clause "changes"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var said []string
			for _, d := range check.Alone(text(t, c.lang, c.body+"\n", promises(c.promises))) {
				if d.Rule == check.RuleClause {
					said = append(said, d.Message)
				}
			}
			want := strings.Split(c.want, "|")
			if c.want == "" {
				want = nil
			}
			if len(said) != len(want) {
				t.Fatalf("said %q, want %q", said, want)
			}
			for i := range want {
				if !strings.Contains(said[i], want[i]) {
					t.Errorf("said %q, want %q", said[i], want[i])
				}
			}
		})
	}
}

func TestAlone(t *testing.T) {
	silent := func(x *check.Text) { x.Promises = nil }
	for _, c := range []struct {
		name, lang, body, want string
		change                 func(*check.Text)
	}{
		{"changes", "ru", "Текст.", "changes-missing", func(x *check.Text) { x.Front = &source.Front{} }},
		{"first needs none", "ru", "Текст.", "", func(x *check.Text) { x.Front, x.First = &source.Front{}, true }},
		{"its own date", "en", "Effective: 1 May 2024", "", nil},
		{"another date", "en", "Last updated: May 2, 2024", "text-date", nil},
		{"another date in Russian", "ru", "Дата последнего изменения: 2 мая 2024 г.", "text-date", nil},
		{"the date of a law", "ru", "Закон № 152-ФЗ от 27 июля 2006 года действует для всех.", "", nil},
		{"a date of something else", "en", "The adapter was sold until 3 March 2020.", "", nil},
		{"leftover", "en", "Write to [company name] for more.", "text-leftover", nil},
		{"leftover in Russian", "ru", "Мы, [наименование организации], обрабатываем данные.", "text-leftover", nil},
		{"leftover date", "ru", "Действует с ХХ.ХХ.2024", "text-leftover", nil},
		{"todo", "en", "TODO: ask counsel", "text-leftover", nil},
		{"no leftover", "ru", "Метод todo-списка [1] и ссылка.", "", nil},
		{"promised days", "ru", "Об изменении политики мы сообщаем не позднее чем за 30 дней.", "", nil},
		{"other days", "ru", "Об изменениях этой политики мы уведомляем за 10 (десять) дней до вступления в силу.", "text-notice-days", nil},
		{"other days in words", "en", "We will notify you of changes to this policy at least fourteen days in advance.", "text-notice-days", nil},
		{"days nobody promised", "en", "We announce changes to these terms 30 days' notice ahead.", "text-notice-days", silent},
		{"days of something else", "ru", "За 30 дней до удаления учётной записи мы пишем вам.", "", nil},
		{"check back", "en", "We may change this policy, so check this page from time to time.", "text-check-back", silent},
		{"check back in Russian", "ru", "Политика может измениться: рекомендуем периодически просматривать эту страницу.", "text-check-back", silent},
		{"check back beside a channel", "en", "We may change this policy, so check this page from time to time.", "", nil},
		{"code is no text", "en", "    TODO", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var change []func(*check.Text)
			if c.change != nil {
				change = append(change, c.change)
			}
			list := check.Alone(text(t, c.lang, c.body, change...))
			if got := rules(list); got != c.want {
				t.Errorf("got %q, want %q\n%s", got, c.want, found(list))
			}
		})
	}
}

const prevailing = `## 1. Кто мы {#who}

1.1. Мы — сервис, пишите на a@a.example до 1 мая 2024 года.

1.2. Смотрите [условия](/terms/) и [закон](https://law.example/).

- первое, что мы делаем с данными;
- второе, что мы делаем с данными.

## 2. Данные {#data}

| Данные | Зачем |
| --- | --- |
| Имя | Билет |
| Почта | Ответ |
`

const following = `## 1. Who we are {#who}

1.1. We are a service, write to a@a.example until 1 May 2024.

1.2. See the [terms](/terms/) and the [law](https://law.example/en).

- the first thing that we do with data;
- the second thing that we do with data.

## 2. Data {#data}

| Data | What for |
| --- | --- |
| Name | Ticket |
| Mail | Answer |
`

// TestTranslationDates holds that dates are compared in every language whose months are known, and that what cannot be read is no difference.
func TestTranslationDates(t *testing.T) {
	for _, c := range []struct{ from, body, to, translated, want string }{
		{"ru", "С 1 марта 2026 г.", "de", "Ab dem 1. März 2026", ""},
		{"ru", "С 1 марта 2026 г.", "de", "Ab dem 2. März 2026", "lacks the dates 2026-03-01"},
		{"de", "Ab dem 1. März 2026", "kk", "2026 жылғы 1 наурыздан бастап", ""},
		{"en", "From March 1, 2026", "ja", "2026年3月1日から", ""},
		{"en", "From March 1, 2026", "ja", "2026年4月1日から", "has the dates 2026-04-01, which the original text has not"},
		{"en", "From March 1, 2026", "ar", "من ١ مارس ٢٠٢٦", ""},
		{"en", "From March 1, 2026", "ar", "من ١ آذار ٢٠٢٦", ""}, // a month of the Levant, not in CLDR's Arabic: it may be the same day
		{"en", "From March 1, 2026", "sv", "Från den 1 april 2026", ""},
		{"ru", "С 3 февраля 2026 г.", "en", "From 2/3/2026", ""}, // of either month
	} {
		got := found(check.Translation(text(t, c.from, c.body), text(t, c.to, c.translated)))
		if c.want == "" && strings.Contains(got, "dates") || !strings.Contains(got, c.want) {
			t.Errorf("%s %q, %s %q: %q, want %q", c.from, c.body, c.to, c.translated, got, c.want)
		}
	}
}

func TestTranslation(t *testing.T) {
	ru := text(t, "ru", prevailing)
	for _, c := range []struct{ name, old, now, want string }{
		{"as it is", "", "", ""},
		{"an item", "- the second thing that we do with data.\n", "", "has 1 list items, and the original text has 2"},
		{"a row", "| Mail | Answer |\n", "", "has 2 table rows, and the original text has 3"},
		{"a clause", "1.2. See", "See", "lacks the numbered clauses 1.2"},
		{"a date", "1 May 2024", "2 May 2024", "lacks the dates 2024-05-01"},
		{"an address", "a@a.example", "b@a.example", "has the e-mail addresses b@a.example, which the original text has not"},
		{"a link", "](/terms/)", "](/privacy/)", "lacks the links /terms/"},
		{"a link away", "the [law](https://law.example/en)", "the law", "has 0 links to other sites"},
		{"a section", "## 2. Data {#data}\n", "", "the section \"2. Данные\" of the original text has no counterpart"},
		{"a paragraph left", "1.1. We are a service, write to", "1.1. Мы — сервис, пишите на адрес, который стоит здесь, и мы ответим вам;", "translation-language"},
	} {
		t.Run(c.name, func(t *testing.T) {
			en := text(t, "en", strings.Replace(following, c.old, c.now, 1))
			list := check.Translation(ru, en)
			got := found(list)
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("lacks %q:\n%s", c.want, got)
			}
			for _, d := range list {
				if d.Rule == check.RuleStructure && (len(d.Related) == 0 || d.Related[0].Pos.File != ru.File || d.Pos.Line == 0) {
					t.Errorf("both places are not named: %+v", d)
				}
			}
		})
	}
	// the lines are those of what differs, not of its section
	for _, c := range []struct{ old, now, here, there string }{
		{"1 May 2024", "2 May 2024", "content/p/1/en.md:5:1 content/p/1/en.md:7:1", "content/p/1/ru.md:7:1 content/p/1/ru.md:5:1"},
		{"1.2. See", "See", "content/p/1/en.md:5:1", "content/p/1/ru.md:9:1"},
		{"- the second thing that we do with data.\n", "", "content/p/1/en.md:11:1", "content/p/1/ru.md:11:1"},
		{"| Mail | Answer |\n", "", "content/p/1/en.md:16:1", "content/p/1/ru.md:16:1"},
	} {
		var here, there []string
		for _, d := range check.Translation(ru, text(t, "en", strings.Replace(following, c.old, c.now, 1))) {
			here, there = append(here, d.Pos.String()), append(there, d.Related[0].Pos.String())
		}
		if strings.Join(here, " ") != c.here || strings.Join(there, " ") != c.there {
			t.Errorf("%q: %s beside %s, want %s beside %s", c.now, here, there, c.here, c.there)
		}
	}
	latin := text(t, "sr-Latn", "Ovo je tekst na srpskom jeziku, pisan latinicom, i niko ne treba da ga prevodi.\n")
	if got := found(check.Translation(text(t, "ru", "Это текст, который никому не нужно переводить.\n"), latin)); got != "" {
		t.Errorf("a script that the tag names: %s", got)
	}
	copied := text(t, "en", strings.Replace(following, "We are a service, write to a@a.example until 1 May 2024.", "Мы — сервис, пишите на a@a.example до 1 мая 2024 года.", 1))
	if got := found(check.Translation(ru, copied)); !strings.Contains(got, "word for word") {
		t.Errorf("a copied paragraph:\n%s", got)
	}
}

func TestLinks(t *testing.T) {
	other, _ := markdown.Parse([]byte("## Ваши права {#rights}\n\nТекст."), markdown.Options{Lang: "ru"})
	target := func(at, lang string) *markdown.Document {
		if at == "/privacy/" && lang == "ru" {
			return other
		}
		return nil
	}
	for _, c := range []struct{ body, want string }{
		{"[a](/privacy/#rights) [b](#here)\n\n## Here {#here}\n\nText.", ""},
		{"[a](/privacy/#right)", `content/p/1/ru.md:5:1: warning: the link "/privacy/#right" names a place that the text does not have in "ru" [anchor-missing]`},
		{"[a](../../privacy/#right)", "[anchor-missing]"},
		{"[a](#nowhere)", "[anchor-missing]"},
		{"[a](/en/privacy/)", "[link-language]"},
		{"[a](https://a.example/#x) [b](/terms/#x) [c](mailto:a@a.example)", ""},
	} {
		got := found(check.Links(text(t, "ru", c.body), "/p/1/", []string{"ru", "en"}, target))
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.body, got, c.want)
		}
	}
}

// TestRealTexts counts what real policies are told, so that a rule that finds something in most of them is seen: such a rule cries wolf.
func TestRealTexts(t *testing.T) {
	last := map[string]string{} // of each policy: its versions say the same
	_ = filepath.WalkDir("../../../shared/corpus", func(name string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".md" && d.Name() != "README.md" {
			last[filepath.Dir(name)] = name
		}
		return nil
	})
	files := slices.Sorted(maps.Values(last))
	if len(files) == 0 {
		t.Skip("no corpus beside the project")
	}
	told := map[string]int{}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		lang := "en"
		if strings.Contains(filepath.Base(f), ".ru.") {
			lang = "ru"
		}
		seen := map[string]bool{}
		doc, _ := markdown.Parse(body, markdown.Options{File: f, Lang: lang})
		x := &check.Text{Document: doc, Lang: lang, Front: &source.Front{}, First: true, Promises: &source.Promises{Announce: []string{"home"}}}
		for _, d := range check.Alone(x) {
			if !seen[d.Rule] {
				told[d.Rule]++
			}
			seen[d.Rule] = true
		}
	}
	t.Logf("%d texts: %v", len(files), told)
	if n := told[check.RuleLeftover]; n*20 > len(files) {
		t.Errorf("%s is told to %d of %d real texts", check.RuleLeftover, n, len(files))
	}
}

// mended compares two wordings as a site does.
func mended(before, after *check.Text, parties ...string) check.Mended {
	m := check.Mended{Parties: parties}
	d := redline.Compare(redline.Prepare(before.Document), redline.Prepare(after.Document))
	for _, b := range d.Blocks {
		switch b.Op {
		case "added":
			m.Came++
		case "removed":
			m.Went++
		}
	}
	for _, r := range d.Readings() {
		m.Places = append(m.Places, [2]string{r.OldOnly, r.Only})
	}
	return m
}

// TestCorrection holds a correction to what the wording before it said: what changes a number, a date, an amount, a duty, a negation or a party is refused,
// and a typing error is not.
func TestCorrection(t *testing.T) {
	for _, c := range []struct{ name, lang, old, now, want string }{
		{"a typing error", "ru", "Мы не передаём данныя.", "Мы не передаём данные.", ""},
		{"a denial gone", "ru", "Мы не передаём данные.", "Мы передаём данные.", `error: the correction takes out "не"`},
		{"a denial more", "de", "Wir geben Daten weiter.", "Wir geben keine Daten weiter.", `error: the correction puts in "keine"`},
		{"a denial like a typing error", "en", "We do now share data.", "We do not share data.", `error: the correction puts in "not"`},
		{"in full", "en", "We don’t share. You can’t ask.", "We do not share. You cannot ask.", ""},
		{"an exception", "en", "We share it with nobody.", "We share it with nobody except relatives.", `error: the correction puts in "except"`},
		{"elided", "fr", "Nous n’avons rien.", "Nous ne avons rien.", ""},
		{"part of a word", "zh-Hans", "我们不会共享。", "我们会共享。", `error: the correction takes out "不"`},
		{"a word that only looks so", "en", "We note it.", "We noted it.", ""},
		{"a link", "en", "Ask [us](/contact/).", "Ask [us](/elsewhere/).", `warning: the correction takes out a link to "/contact/"`},
		{"a block", "en", "One.\n\nOther.", "One.", "warning: the correction takes out a whole paragraph"},
		{"blocks", "en", "One.", "One.\n\nTwo.\n\nThree.", "warning: the correction puts in 2 whole paragraphs"},
		{"a number", "en", "We keep it 3 years.", "We keep it 4 years.", `error: the correction takes out "3 years": it changes a number`},
		{"a number in words", "ru", "Храним три года.", "Храним четыре года.", `error: the correction takes out "три года"`},
		{"a number in an address alone", "en", "See [this](/privacy/2023-10-31/).", "See [this](/privacy/2024-10-31/).", `warning: the correction takes out a link`},
		{"a date", "de", "Ab dem 1. März 2027.", "Ab dem 1. April 2027.", "error: the correction"},
		{"a month", "en", "We answer in January.", "We answer in February.", `error: the correction puts "February" in the place of "January"`},
		{"a currency", "en", "The fee is EUR 5.", "The fee is USD 5.", `error: the correction puts "USD" in the place of "EUR"`},
		{"a unit", "en", "We delete it after a month.", "We delete it after a year.", "error: the correction"},
		{"a duty", "en", "We may delete data.", "We must delete data.", `error: the correction puts "must" in the place of "may"`},
		{"a duty in other words", "en", "We must delete data.", "We shall delete data.", ""},
		{"a misspelt duty", "en", "We mut delete data.", "We must delete data.", ""},
		{"a duty twice", "en", "We must must delete data.", "We must delete data.", ""},
		{"a duty, in German", "de", "Wir müssen löschen.", "Wir dürfen löschen.", `error: the correction puts "dürfen" in the place of "müssen"`},
		{"a duty, in French", "fr", "Nous pouvons supprimer.", "Nous devons supprimer.", `error: the correction puts "devons" in the place of "pouvons"`},
		{"a duty, in Russian", "ru", "Оператор вправе удалить.", "Оператор обязан удалить.", `error: the correction puts "обязан" in the place of "вправе"`},
		{"a duty, in Arabic", "ar", "يجب الحذف.", "يجوز الحذف.", `error: the correction puts "يجوز" in the place of "يجب"`},
		{"a duty, in Chinese", "zh-Hans", "我们应当删除。", "我们可以删除。", `error: the correction puts "可以" in the place of "应当"`},
		{"a duty, in Japanese", "ja", "提供してはなりません。", "提供することができます。", "error: the correction"},
		{"a duty, in Turkish", "tr", "Silmek zorundayız.", "Silebiliriz.", "error: the correction"},
		{"duties exchanged", "en", "You may ask; we must answer.", "You must ask; we may answer.", `error: the correction puts "must" in the place of "may"`},
		{"we for you", "en", "We keep your data.", "You keep your data.", `in the place of "We"`},
		{"a pronoun that was forgotten", "en", "Data that collect is kept.", "Data that we collect is kept.", ""},
		{"one letter of a party", "en", "We keep our data.", "We keep your data.", `error: the correction puts "your" in the place of "our"`},
		{"a role", "en", "The controller answers.", "The processor answers.", `error: the correction puts "processor" in the place of "controller"`},
		{"a role more", "en", "We share it.", "We share it with partners.", `error: the correction puts in "partners"`},
		{"a misspelt role", "en", "The procesor answers.", "The processor answers.", ""},
		{"a name", "en", "Example Ltd answers.", "Acme Inc answers.", `error: the correction takes out "Example Ltd"`},
		{"a name in the place of another", "en", "Acme Inc answers.", "Example Ltd answers.", `error: the correction puts in "Example Ltd"`},
		{"a misspelt name", "en", "Exmaple Ltd answers.", "Example Ltd answers.", ""},
		{"a denial moved", "en", "We do not sell but do share data.", "We do sell but do not share data.", `error: the correction takes "not" from "sell" to "share"`},
		{"a denial moved, in Russian", "ru", "Мы не продаём и передаём данные.", "Мы продаём и не передаём данные.", `error: the correction takes "не" from "продаём" to "передаём"`},
		{"a denial moved, in Chinese", "zh-Hans", "我们不出售，但共享。", "我们出售，但不共享。", `error: the correction takes "不"`},
		{"a duty moved", "en", "You must pay and call.", "You pay and must call.", `error: the correction takes "must" from "pay" to "call"`},
		{"a denial with other words about it", "en", "We do not recive and shares teh data.", "We do not knowingly receive and share the data.", ""},
		{"a denial in its right place", "en", "We not do sell data.", "We do not sell data.", ""},
		{"a sentence without a denial before", "ru", "Мы не продаём данные.", "Мы храним данные. Мы не продаём данные.", ""},
		{"a denial moved, in Turkish", "tr", "Verilerinizi satmayız ama paylaşırız.", "Verilerinizi satarız ama paylaşmayız.", `error: the correction takes "paylaşmayız"`},
		{"written apart", "ru", "Мы ни когда не передаём данные, не смотря на просьбы.", "Мы никогда не передаём данные, несмотря на просьбы.", ""},
		{"a day of the week", "en", "We answer on Monday.", "We answer on Friday.", `error: the correction puts "Friday" in the place of "Monday"`},
		{"a day of the week, in Russian", "ru", "Ответим в среду.", "Ответим в пятницу.", `error: the correction puts "пятницу" in the place of "среду"`},
		{"a misspelt day", "de", "Am Monatg.", "Am Montag.", ""},
		{"a misspelt unit", "en", "Kept for 30 dyas.", "Kept for 30 days.", ""},
		{"a unit like another", "en", "It costs 10 AUD.", "It costs 10 USD.", "error: the correction"},
		{"a bound", "en", "Kept at least a year.", "Kept at most a year.", `error: the correction puts "at most" in the place of "at least"`},
		{"a bound, in Russian", "ru", "Храним не менее года.", "Храним не более года.", `error: the correction puts "не более" in the place of "не менее"`},
		{"a bound in other words", "en", "Kept no more than a year.", "Kept not more than a year.", ""},
		{"a seller", "ru", "Платит продавец.", "Платит покупатель.", `error: the correction puts "покупатель" in the place of "продавец"`},
		{"a seller, in Chinese", "zh-Hans", "甲方支付。", "乙方支付。", `error: the correction puts "乙方" in the place of "甲方"`},
		{"a seller, in Arabic", "ar", "يدفع البائع.", "يدفع المشتري.", `error: the correction puts "المشتري" in the place of "البائع"`},
		{"denied in a prefix", "de", "Das ist zulässig.", "Das ist unzulässig.", `error: the correction puts "unzulässig" in the place of "zulässig"`},
		{"a number in Arabic words", "ar", "لمدة اثني عشر شهرا.", "لمدة أحد عشر شهرا.", `error: the correction puts "أحد عشر" in the place of "اثني عشر"`},
		{"a currency, in Chinese", "zh-Hans", "费用十元。", "费用十美元。", `error: the correction puts "美元" in the place of "元"`},
		{"working days, in Chinese", "zh-Hans", "保存30天。", "保存30个工作日。", `error: the correction puts in "工作日"`},
		{"without, in Japanese", "ja", "同意なしに共有する。", "同意を得て共有する。", `error: the correction takes out "なしに"`},
		{"a language without lists", "sw", "Hatushiriki data.", "Tunashiriki data.", ""},
	} {
		before, after := text(t, c.lang, c.old), text(t, c.lang, c.now)
		list := check.Correction(before, after, mended(before, after, "Example Ltd"))
		if got := found(list); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	titled := func(title string) func(*check.Text) {
		return func(x *check.Text) { x.Front = &source.Front{Title: title} }
	}
	list := check.Correction(text(t, "en", "One.", titled("Data")), text(t, "en", "One.", titled("Date")), check.Mended{})
	if got := found(list); got != `content/p/1/en.md:2:1: warning: the correction changes the title "Data" to "Date" [correction-meaning]` {
		t.Error(got)
	}
	if list := check.Correction(text(t, "en", "One."), text(t, "en", "One.", func(x *check.Text) { x.Front = &source.Front{Summary: "Kept 5 years."} }), check.Mended{}); !list.Failed() {
		t.Error("a number in the summary may be changed")
	}
}

// TestTranslationAmounts holds that times and amounts of money are compared in every language whose units are known, however they are written.
func TestTranslationAmounts(t *testing.T) {
	for _, c := range []struct{ from, body, to, translated, want string }{
		{"ru", "Штраф — 5000 $, срок — 41 день.", "en", "The fine is $500, the period is 14 days.", "has the amounts “$500”, “14 days”, which the original text has not"},
		{"ru", "Штраф — 5000 $, срок — 41 день.", "en", "The fine is $500, the period is 14 days.", "lacks the amounts “5000 $”, “41 день”"},
		{"ru", "Храним 24 месяца, стоит 50 долларов.", "en", "Kept for 12 months, costs $5.", "has the amounts “12 months”, “$5”"},
		{"ru", "Храним двадцать четыре месяца.", "en", "Kept for 24 months.", ""},
		{"ru", "Храним два года.", "en", "Kept for 24 months.", ""},
		{"ru", "Отвечаем за 30 (тридцать) календарных дней.", "en", "We answer within thirty (30) calendar days.", ""},
		{"ru", "Отвечаем за 30 (тридцать) рабочих дней.", "en", "We answer within forty (40) business days.", "“forty (40) business days”"},
		{"ru", "Отвечаем в 30-дневный срок.", "en", "We answer within 30 days.", ""},
		{"ru", "В течение одного дня.", "en", "Within a day.", ""},
		{"ru", "Не больше 1 000 000,50 ₽ и 5,5 %.", "en", "No more than RUB 1,000,000.50 and 5.5%.", ""},
		{"ru", "Не больше 1 млн рублей.", "en", "No more than 1,000,000 roubles.", ""},
		{"de", "Höchstens 5.000 €.", "en", "No more than €5,000.", ""},
		{"de", "Höchstens 5.000 €.", "en", "No more than €5.", "“€5”"},
		{"en", "Since 2024 and until 1 May 2026, see clause 3.1.2.", "ru", "С 2024 года и до 1 мая 2026 года, см. пункт 3.1.3.", ""},
		{"en", "Within 14 days.", "zh", "在 14 天内。", ""},
		{"en", "Within 14 days.", "zh", "在十四天内。", ""},
		{"en", "Within 14 days.", "zh", "在四十一天内。", "“四十一天”"},
		{"en", "Within 14 days.", "ja", "41日以内に。", "“41日”"},
		{"en", "Within 14 days.", "ko", "41일 이내에.", "“41일”"},
		{"en", "Within 14 days.", "ar", "خلال ١٤ يوما.", ""},
		{"en", "Within 14 days.", "ar", "خلال ٤١ يوما.", "“٤١ يوما”"},
		{"en", "Within 14 days.", "ar", "خلال أربعة عشر يوما.", ""}, // words that are not known here
		{"en", "Within 14 days.", "sv", "Inom 41 dagar.", ""},       // nor the units
		{"en", "| Who | How long |\n| --- | --- |\n| Bank2 | 24 hours |", "ru", "| Кто | Сколько |\n| --- | --- |\n| Банк | 24 часа |", ""},
		{"en", "[a](https://a.example/) [b](https://b.example/)", "ru", "[a](https://ru.a.example/ru) [b](https://evil.example/)", "has the links to evil"},
		{"en", "[a](https://www.yandex.com/)", "tr", "[a](https://yandex.com.tr/)", ""},
	} {
		got := found(check.Translation(text(t, c.from, c.body), text(t, c.to, c.translated)))
		if c.want == "" && (strings.Contains(got, "amounts") || strings.Contains(got, "links")) || !strings.Contains(got, c.want) {
			t.Errorf("%s %q, %s %q: %q, want %q", c.from, c.body, c.to, c.translated, got, c.want)
		}
	}
}
