package browser

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/civil"
)

// clauses are what the compared texts are made of: the same ones in languages that are set in different ways.
type clauses struct {
	headings, words   [4]string
	edited            string // words[1], a number and a clause of it changed
	columns           [3]string
	rows, changed     [3][3]string
	before, rewritten string
}

var compared = map[string]clauses{
	"ru": {
		headings: [4]string{"Кто мы", "Какие данные", "Кому передаём", "Ваши права"},
		words: [4]string{"Мы — ООО «Пример», продаём билеты и отвечаем за данные покупателей.", "Мы храним имя и адрес почты 12 месяцев после последней покупки.",
			"Данные получают перевозчик и банк. Рекламным сетям мы ничего не передаём.", "Вы можете получить копию данных, исправить их или удалить. Ответим в течение 30 дней."},
		edited:    "Мы храним имя и адрес почты 24 месяца после последней покупки и телефон, если вы его указали.",
		columns:   [3]string{"Кто", "Зачем", "Срок"},
		rows:      [3][3]string{{"Банк «Пример»", "платежи", "5 лет"}, {"Почта", "письма", "1 год"}, {"Карта", "маршрут", "1 день"}},
		changed:   [3][3]string{{"Банк «Пример»", "платежи и возвраты", "5 лет"}, {"Почта", "письма", "2 года"}, {"Сторож", "проверка платежей", "180 дней"}},
		before:    "Настоящие правила определяют порядок обработки сведений о пассажирах. Оператор осуществляет сбор, запись и хранение сведений.",
		rewritten: "Мы собрали этот документ заново, чтобы его было проще читать. Если что-то непонятно, напишите нам, и человек ответит.",
	},
	"zh-Hans": {
		headings: [4]string{"我们是谁", "哪些数据", "向谁提供", "您的权利"},
		words: [4]string{"我们是示例有限公司，出售车票，并对购票人的数据负责。", "我们在您最后一次购票后将姓名和电子邮箱保存12个月。",
			"承运人和银行会收到数据。我们不向广告网络提供任何数据。", "您可以获取数据副本、更正或删除数据。我们在30天内答复。"},
		edited:    "我们在您最后一次购票后将姓名和电子邮箱保存24个月；如您提供了电话号码，也一并保存。",
		columns:   [3]string{"接收方", "用途", "期限"},
		rows:      [3][3]string{{"示例银行", "支付", "5年"}, {"邮政", "信件", "1年"}, {"地图", "路线", "1天"}},
		changed:   [3][3]string{{"示例银行", "支付和退款", "5年"}, {"邮政", "信件", "2年"}, {"守卫", "支付检查", "180天"}},
		before:    "本规则规定旅客信息的处理程序。运营者依照法律收集、记录、整理和储存信息。",
		rewritten: "我们重新编写了这份文件，让它更容易阅读。如果有不清楚的地方，请写信给我们，会有人亲自回复。",
	},
	"ar": {
		headings: [4]string{"من نحن", "ما البيانات", "لمن ننقل البيانات", "حقوقك"},
		words: [4]string{"نحن شركة المثال، نبيع التذاكر ونتحمل المسؤولية عن بيانات المشترين.", "نحتفظ بالاسم وعنوان البريد مدة 12 شهرًا بعد آخر شراء.",
			"يتلقى البيانات الناقل والمصرف. لا ننقل شيئًا إلى شبكات الإعلان.", "يمكنك الحصول على نسخة من بياناتك أو تصحيحها أو حذفها. نجيب خلال 30 يومًا."},
		edited:    "نحتفظ بالاسم وعنوان البريد مدة 24 شهرًا بعد آخر شراء، وبرقم الهاتف إذا قدمته.",
		columns:   [3]string{"الجهة", "الغرض", "المدة"},
		rows:      [3][3]string{{"مصرف المثال", "المدفوعات", "5 سنوات"}, {"البريد", "الرسائل", "سنة"}, {"الخريطة", "المسار", "يوم"}},
		changed:   [3][3]string{{"مصرف المثال", "المدفوعات والاسترداد", "5 سنوات"}, {"البريد", "الرسائل", "سنتان"}, {"الحارس", "فحص المدفوعات", "180 يومًا"}},
		before:    "تحدد هذه القواعد إجراءات معالجة معلومات المسافرين. يقوم المشغل بجمع المعلومات وتسجيلها وتخزينها وفق القانون.",
		rewritten: "أعدنا كتابة هذه الوثيقة لتسهل قراءتها. إذا لم يتضح لك أمر فاكتب إلينا وسيجيبك إنسان.",
	},
}

// wordings are the two wordings of a text that a kind of change is made of.
func (c clauses) wordings(kind string) (before, after string) {
	switch kind {
	case "edited":
		return c.text(0, 1, 2, 3), strings.Replace(c.text(0, 1, 2, 3), c.words[1], c.edited, 1)
	case "moved":
		return c.text(0, 1, 2, 3), c.text(0, 3, 1, 2)
	case "table":
		return c.text(0) + c.table(c.rows), c.text(0) + c.table(c.changed)
	}
	return fmt.Sprintf("## 1. %s\n\n1.1. %s\n", c.headings[0], c.before), fmt.Sprintf("## 1. %s\n\n1.1. %s\n", c.headings[1], c.rewritten)
}

func (c clauses) text(order ...int) string {
	var b strings.Builder
	for i, n := range order {
		fmt.Fprintf(&b, "## %d. %s\n\n%d.1. %s\n\n", i+1, c.headings[n], i+1, c.words[n])
	}
	return b.String()
}

func (c clauses) table(rows [3][3]string) string {
	line := func(cells [3]string) string { return "| " + strings.Join(cells[:], " | ") + " |\n" }
	return "## 2. " + c.headings[2] + "\n\n" + line(c.columns) + "| --- | --- | --- |\n" + line(rows[0]) + line(rows[1]) + line(rows[2])
}

// TestRedlines holds the redline of a small edit, a moved section, a changed table and a rewritten text, in Cyrillic, Chinese and Arabic, on a
// phone and a desk: nothing makes the page wider than its window or is cut off, axe finds nothing, and what colour says is said in words too.
func TestRedlines(t *testing.T) {
	conf := "base_url = \"https://policies.example/\"\ntime_zone = \"UTC\"\n[organization]\nname = \"Example\"\nemail = \"privacy@policies.example\"\n"
	files := map[string]string{}
	var addresses []string
	days := [2]civil.Date{civil.Of(2024, 1, 1), civil.Of(2025, 1, 1)}
	kinds := []string{"edited", "moved", "table", "rewritten"}
	for _, lang := range []string{"ru", "zh-Hans", "ar"} {
		conf += fmt.Sprintf("[[languages]]\ntag = %q\n", lang)
		for _, kind := range kinds {
			before, after := compared[lang].wordings(kind)
			files[fmt.Sprintf("content/%s/%s/%s.md", kind, days[0], lang)] = front(kind, days[0], "") + before
			files[fmt.Sprintf("content/%s/%s/%s.md", kind, days[1], lang)] = front(kind, days[1], "changes = [\"1\"]\n") + after
			at := fmt.Sprintf("/%s/compare/%s..%s/", kind, days[0], days[1])
			if lang != "ru" {
				at = "/" + lang + at
			}
			addresses = append(addresses, at)
		}
	}
	files["config.toml"] = conf
	c := serveFiles(t, files, addresses)
	axeSource := readAxe(t)
	p := open(t, launch(t), c)
	for _, at := range addresses {
		for _, scheme := range []string{"light", "dark"} {
			p.window(t, 1440, 900, scheme)
			p.visit(t, c.url+at)
			p.addScript(t, axeSource)
			for _, width := range []int{1440, 390} {
				p.window(t, width, 900, scheme)
				report(t, fmt.Sprintf("%s at %d px, %s", at, width, scheme), append(append(p.lines(t, overflow), p.lines(t, clipped)...), p.lines(t, axe)...))
			}
		}
		report(t, at, append(p.lines(t, unspoken), p.taken()...))
	}
}

// unspoken finds what is marked as added or removed by colour and line alone: a screen reader has nothing to say of it.
const unspoken = `() => [...document.querySelectorAll('article ins, article del')].filter(e => !e.querySelector('.vh') && e.textContent.trim())
  .slice(0, 3).map(e => 'is not said to be added or removed: ' + e.outerHTML.slice(0, 120)).join('\n')`
