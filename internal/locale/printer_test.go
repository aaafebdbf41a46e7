package locale_test

import (
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"candor/internal/civil"
	"candor/internal/locale"
)

var theme = os.DirFS("../../themes/default")

func shipped(t *testing.T) *locale.Catalog {
	t.Helper()
	c, list := locale.Load(theme)
	for _, d := range list {
		t.Error(d)
	}
	return c
}

// inLayer returns a layer with one catalogue.
func inLayer(tag, text string) fstest.MapFS {
	return fstest.MapFS{"i18n/" + tag + ".toml": {Data: []byte(text)}}
}

// spaced writes no-break spaces as "~", so that the tables below show them.
func spaced(s string) string { return strings.ReplaceAll(s, "\u00a0", "~") }

func TestDate(t *testing.T) {
	c := shipped(t)
	october, may := civil.Of(2023, 10, 31), civil.Of(2024, 5, 1)
	golden := map[string][4]string{ // long and short of 31 October 2023, of 1 May 2024
		"ru":      {"31~октября~2023~г.", "31.10.2023", "1~мая~2024~г.", "01.05.2024"},
		"en":      {"October~31,~2023", "2023-10-31", "May~1,~2024", "2024-05-01"},
		"kk":      {"2023~ж.~31~қазан", "31.10.2023", "2024~ж.~1~мамыр", "01.05.2024"},
		"uk":      {"31~жовтня~2023~р.", "31.10.2023", "1~травня~2024~р.", "01.05.2024"},
		"de":      {"31.~Oktober~2023", "31.10.2023", "1.~Mai~2024", "01.05.2024"},
		"fr":      {"31~octobre~2023", "31/10/2023", "1~mai~2024", "01/05/2024"},
		"es":      {"31~de~octubre~de~2023", "31/10/2023", "1~de~mayo~de~2024", "01/05/2024"},
		"pt":      {"31~de~outubro~de~2023", "31/10/2023", "1~de~maio~de~2024", "01/05/2024"},
		"it":      {"31~ottobre~2023", "31/10/2023", "1~maggio~2024", "01/05/2024"},
		"pl":      {"31~października~2023", "31.10.2023", "1~maja~2024", "01.05.2024"},
		"tr":      {"31~Ekim~2023", "31.10.2023", "1~Mayıs~2024", "01.05.2024"},
		"ar":      {"31~أكتوبر~2023", "31/10/2023", "1~مايو~2024", "01/05/2024"},
		"he":      {"31~באוקטובר~2023", "31.10.2023", "1~במאי~2024", "01.05.2024"},
		"zh-Hans": {"2023年10月31日", "2023/10/31", "2024年5月1日", "2024/5/1"},
		"ja":      {"2023年10月31日", "2023/10/31", "2024年5月1日", "2024/05/01"},
		"ko":      {"2023년~10월~31일", "2023.~10.~31.", "2024년~5월~1일", "2024.~5.~1."},
		// not shipped, or shipped through their base
		"de-AT": {"31.~Oktober~2023", "31.10.2023", "1.~Mai~2024", "01.05.2024"},
		"en-US": {"October~31,~2023", "2023-10-31", "May~1,~2024", "2024-05-01"},
		"en-GB": {"31~October~2023", "2023-10-31", "1~May~2024", "2024-05-01"},
		"ar-DZ": {"31~أكتوبر~2023", "31/10/2023", "1~مايو~2024", "01/05/2024"},
		"th":    {"2023-10-31", "2023-10-31", "2024-05-01", "2024-05-01"},
		"be":    {"2023-10-31", "2023-10-31", "2024-05-01", "2024-05-01"},
		// Arabic letters: the months of kk are Cyrillic
		"kk-Arab": {"2023-10-31", "2023-10-31", "2024-05-01", "2024-05-01"},
		"no tag":  {"2023-10-31", "2023-10-31", "2024-05-01", "2024-05-01"},
	}
	for tag, want := range golden {
		p := c.Printer(tag)
		got := [4]string{spaced(p.Date(october)), spaced(p.DateShort(october)), spaced(p.Date(may)), spaced(p.DateShort(may))}
		if got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
		if p.Date(civil.Date{}) != "" || p.DateShort(civil.Date{}) != "" {
			t.Errorf("%s: no date is written as %q and %q", tag, p.Date(civil.Date{}), p.DateShort(civil.Date{}))
		}
	}
	for _, tag := range locale.Shipped() {
		if _, ok := golden[tag]; !ok {
			t.Errorf("%s has no golden date", tag)
		}
	}
}

// TestDateWhole walks through the months of each language: no date has a space at which a line may break.
func TestDateWhole(t *testing.T) {
	c := shipped(t)
	for _, tag := range locale.Shipped() {
		p := c.Printer(tag)
		for d := civil.Of(2024, 1, 1); d.Year < 2025; d = d.AddDays(9) {
			for _, s := range []string{p.Date(d), p.DateShort(d)} {
				if strings.ContainsAny(s, " \u202f") || !strings.Contains(s, "2024") {
					t.Errorf("%s: %q", tag, s)
				}
			}
		}
	}
}

func TestPlural(t *testing.T) {
	golden := map[string]string{ // of 0 1 2 5 11 21 100 (CLDR 48)
		"ru": "many one few many many one many", "uk": "many one few many many one many", "pl": "many one few many many many many",
		"ar": "zero one two few many many other", "he": "other one two other other other other",
		"fr": "one one other other other other other", "pt": "one one other other other other other",
		"be": "other other other other other other other", "zh-Hans": "other other other other other other other",
		"ja": "other other other other other other other", "ko": "other other other other other other other",
	}
	for _, tag := range append(locale.Shipped(), "be") {
		want, ok := golden[tag]
		if !ok { // en kk de es it tr
			want = "other one other other other other other"
		}
		forms := map[string]bool{"other": true}
		for _, form := range strings.Fields(want) {
			forms[form] = true
		}
		if strings.Contains("fr es pt it", tag) {
			forms["many"] = true
		}
		var table []string
		for form := range forms {
			table = append(table, form+` = "`+form+` {0} {1}"`)
		}
		c, list := locale.Load(inLayer("en", `n = { one = "{0} {1}", other = "{0} {1}" }`), inLayer(tag, "n = { "+strings.Join(table, ", ")+" }"))
		if len(list) > 0 {
			t.Fatal(tag, list)
		}
		p := c.Printer(tag)
		for i, n := range []int{0, 1, 2, 5, 11, 21, 100} {
			if got := p.Plural("n", n, "x"); got != strings.Fields(want)[i]+" "+p.Number(n)+" x" {
				t.Errorf("%s, %d: %q, want the form %q", tag, n, got, strings.Fields(want)[i])
			}
		}
	}
}

func TestPluralShipped(t *testing.T) {
	c := shipped(t)
	numbers := []int{0, 1, 2, 5, 11, 21, 100}
	for tag, want := range map[string][7]string{
		"ru":      {"0 разделов изменено", "1 раздел изменён", "2 раздела изменено", "5 разделов изменено", "11 разделов изменено", "21 раздел изменён", "100 разделов изменено"},
		"en":      {"0 sections changed", "1 section changed", "2 sections changed", "5 sections changed", "11 sections changed", "21 sections changed", "100 sections changed"},
		"kk":      {"0 бөлім өзгерді", "1 бөлім өзгерді", "2 бөлім өзгерді", "5 бөлім өзгерді", "11 бөлім өзгерді", "21 бөлім өзгерді", "100 бөлім өзгерді"},
		"pl":      {"0 działów zmienionych", "1 dział zmieniony", "2 działy zmienione", "5 działów zmienionych", "11 działów zmienionych", "21 działów zmienionych", "100 działów zmienionych"},
		"fr":      {"0 section modifiée", "1 section modifiée", "2 sections modifiées", "5 sections modifiées", "11 sections modifiées", "21 sections modifiées", "100 sections modifiées"},
		"ar":      {"لا أقسام مغيَّرة (0)", "قسم واحد مغيَّر", "قسمان مغيَّران", "5 أقسام مغيَّرة", "11 قسمًا مغيَّرًا", "21 قسمًا مغيَّرًا", "100 قسم مغيَّر"},
		"he":      {"0 פרקים שונו", "פרק אחד שונה", "שני פרקים שונו", "5 פרקים שונו", "11 פרקים שונו", "21 פרקים שונו", "100 פרקים שונו"},
		"zh-Hans": {"0 节已修改", "1 节已修改", "2 节已修改", "5 节已修改", "11 节已修改", "21 节已修改", "100 节已修改"},
	} {
		for i, n := range numbers {
			if got := c.Printer(tag).Plural("redline_sections_changed", n); got != want[i] {
				t.Errorf("%s, %d: %q, want %q", tag, n, got, want[i])
			}
		}
	}
	if got, want := c.Printer("ru").PluralShown("notice_announced_ahead", 12, "<b>12</b>", "1 мая"), "Объявлено 1 мая, за <b>12</b> полных дней"; got != want {
		t.Errorf("PluralShown: %q, want %q", got, want)
	}
}

func TestNumber(t *testing.T) {
	c := shipped(t)
	for tag, want := range map[string][3]string{
		"ru": {"999", "1~234", "-1~234~567"}, "en": {"999", "1,234", "-1,234,567"}, "es": {"999", "1234", "-1.234.567"},
		"ko": {"999", "1,234", "-1,234,567"}, "ar": {"999", "1,234", "-1,234,567"}, "th": {"999", "1234", "-1234567"},
	} {
		p := c.Printer(tag)
		if got := [3]string{spaced(p.Number(999)), spaced(p.Number(1234)), spaced(p.Number(-1234567))}; got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestText(t *testing.T) {
	day := civil.Of(2023, 10, 31)
	c, list := locale.Load(inLayer("en", `
plain = "no arguments"
two   = "{1} before {0}, {1} again"
stop  = "On {0}. Then."
many  = { one = "one", other = "{0} things" }
only  = "only in en since {0}"
`), inLayer("ru", `
two  = "{1} перед {0}, {1} опять"
stop = "Дата: {0}. Потом."
`))
	if len(list) > 0 {
		t.Fatal(list)
	}
	en, ru := c.Printer("en"), c.Printer("ru")
	for _, x := range []struct{ got, want string }{
		{en.Text("plain", "left over"), "no arguments"},
		{en.Text("two", "a", 1234), "1,234 before a, 1,234 again"},
		{ru.Text("two", "{1}", day), "31~октября~2023~г. перед {1}, 31~октября~2023~г. опять"}, // an argument is not a pattern
		{ru.Text("stop", day), "Дата: 31~октября~2023~г. Потом."},                              // one full stop, not two
		{en.Text("stop", day), "On October~31,~2023. Then."},
		{en.Text("two", "a"), "{1} before a, {1} again"},
		{en.Text("many", 5), "5 things"},
		{en.Plural("plain", 5), "no arguments"},
		{ru.Text("only", day), "only in en since October~31,~2023"}, // the date speaks the language of the words round it
		{en.Text("absent"), "⟦absent⟧"},
		{en.Plural("absent", 1), "⟦absent⟧"},
	} {
		if spaced(x.got) != x.want {
			t.Errorf("got %q, want %q", spaced(x.got), x.want)
		}
	}
	if !en.Has("plain") || !ru.Has("only") || ru.Has("absent") {
		t.Error("Has is wrong about plain, only or absent")
	}
}

func TestPrinterFallback(t *testing.T) {
	c, list := locale.Load(inLayer("en", "a = \"en\"\nb = \"en\"\nc = \"en\""), inLayer("ru", `a = "ru"`), inLayer("zh", "a = \"zh\"\nb = \"zh\""),
		inLayer("zh-Hans", `a = "zh-Hans"`), inLayer("sr", `a = "sr"`))
	if len(list) > 0 {
		t.Fatal(list)
	}
	for tag, want := range map[string]string{
		"zh-Hans-CN": "zh-Hans zh en", "zh-Hans": "zh-Hans zh en", "zh-Hant": "zh zh en", "sr-Latn": "sr en en",
		"kk": "en en en", "be": "en en en", // not Russian, though a matcher would say so
		"zh-x-legal": "zh zh en", "": "en en en", "no tag": "en en en",
	} {
		p := c.Printer(tag)
		if got := p.Text("a") + " " + p.Text("b") + " " + p.Text("c"); got != want || p.Lang() != tag {
			t.Errorf("%s (Lang %q): %q, want %q", tag, p.Lang(), got, want)
		}
	}
}

func TestList(t *testing.T) {
	c := shipped(t)
	for tag, want := range map[string][2]string{
		"en": {"a, b and c", "a or b"}, "ru": {"a, b и c", "a или b"}, "ar": {"a، b وc", "a أو b"}, "zh-Hans": {"a、b和c", "a或b"},
	} {
		p := c.Printer(tag)
		if got := [2]string{p.List([]string{"a", "b", "c"}), p.ListOr([]string{"a", "b"})}; got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	p := c.Printer("en")
	if p.List(nil) != "" || p.List([]string{"a"}) != "a" || p.List([]string{"a", "b", "c", "d"}) != "a, b, c and d" {
		t.Error("List of none, one or four is wrong")
	}
}

func TestLanguageName(t *testing.T) {
	c := shipped(t)
	for _, x := range []struct{ ui, tag, want string }{
		{"ru", "kk", "казахский"}, {"en", "ru", "Russian"}, {"kk", "ru", "орыс тілі"}, {"ru", "no tag", "no tag"}, {"no tag", "ru", "Русский"},
	} {
		if got := c.Printer(x.ui).LanguageName(x.tag); got != x.want {
			t.Errorf("%s in %s: %q, want %q", x.tag, x.ui, got, x.want)
		}
	}
	for _, ui := range locale.Shipped() {
		for _, tag := range locale.Shipped() {
			if name := c.Printer(ui).LanguageName(tag); name == "" || name == tag {
				t.Errorf("%s in %s: %q", tag, ui, name)
			}
		}
	}
}

// TestPrinterShared lets several goroutines use one printer; the race detector has something to see.
func TestPrinterShared(t *testing.T) {
	p := shipped(t).Printer("ru")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for n := range 100 {
				_ = p.Plural("general_days", n) + p.Date(civil.Of(2024, 1, n)) + p.LanguageName("kk")
			}
		})
	}
	wg.Wait()
}

func BenchmarkText(b *testing.B) {
	c, _ := locale.Load(theme)
	p := c.Printer("ru")
	b.ReportAllocs()
	for b.Loop() {
		p.Text("status_in_force_until", "2 июня", "3 июня")
	}
}
