package redaction_test

import (
	"strings"
	"testing"

	"candor/internal/redaction"
)

const front = "+++\ntitle = \"T\"\n+++\n"

// TestFind holds that words are found and taken out as readers see them, and that what is no such words stays.
func TestFind(t *testing.T) {
	for name, c := range map[string]struct{ file, words, text, want string }{
		"plain":               {"en.md", "Jane Roe", front + "Ask Jane Roe.\n", front + "Ask ███.\n"},
		"case":                {"en.md", "Jane Roe", front + "JANE ROE and jane roe.\n", front + "███ and ███.\n"},
		"over a line":         {"en.md", "Jane Roe", front + "Ask Jane\nRoe.\n", front + "Ask ███.\n"},
		"quoted lines":        {"en.md", "Jane Roe", front + "> Ask Jane\n> Roe.\n", front + "> Ask ███.\n"},
		"a quotation":         {"en.md", "Jane Roe", front + "Ask Jane\n> Roe.\n", front + "Ask Jane\n> Roe.\n"},
		"emphasis":            {"en.md", "Jane Roe", front + "Ask Jane *Roe*, **Jane Roe** or Ja**ne** Roe.\n", front + "Ask ███, ███ or ███.\n"},
		"uneven emphasis":     {"en.md", "Jane Roe", front + "*Ask Jane* Roe.\n", front + "*Ask ███*███.\n"},
		"spaces":              {"en.md", "Jane Roe", front + "Jane&nbsp;Roe, Jane\u00a0Roe, Jane&#32;Roe, Jane  Roe.\n", front + "███, ███, ███, ███.\n"},
		"entities":            {"en.md", "Jané Roe", front + "Jan&eacute; Roe, Jan&#233; Roe, Jane\u0301 Roe.\n", front + "███, ███, ███.\n"},
		"unseen":              {"en.md", "Jane Roe", front + "Ja\u00adne Roe, Ja&shy;ne Ro\u200be.\n", front + "███, ███.\n"},
		"quotes":              {"en.md", "the \"Roe\" house", front + "the “Roe” house, the \"Roe\" house.\n", front + "███, ███.\n"},
		"apostrophe":          {"fr.md", "l’Étoile", front + "l'Étoile, l’étoile, l'*Étoile*\n", front + "███, ███, ███\n"},
		"escapes":             {"en.md", "Jane R. (Roe)", front + "Jane R\\. \\(Roe\\).\n", front + "███.\n"},
		"link words":          {"en.md", "Jane Roe", front + "[Jane](https://a.example/) Roe, [Jane Roe](/x/).\n", front + "[███](https://a.example/)███, [███](/x/).\n"},
		"link and target":     {"en.md", "Jane Roe", front + "[Jane](https://a.example/jane-roe) Roe\n", front + "[███](https://a.example/███)███\n"},
		"link title":          {"en.md", "Jane Roe", front + "[a](/x/ \"Jane Roe\")\n", front + "[a](/x/ \"███\")\n"},
		"link target":         {"en.md", "Jane Roe", front + "[a](https://a.example/jane-roe?x=Jane%20Roe)\n", front + "[a](https://a.example/███?x=███)\n"},
		"mail":                {"en.md", "Jane Roe", front + "<jane.roe@a.example>\n", front + "███\n"},
		"a reference":         {"en.md", "Jane Roe", front + "[Jane Roe][r], [Jane][r] Roe\n\n[r]: https://a.example/jane-roe \"Jane Roe\"\n", front + "[███][r], [███][r]███\n\n[r]: https://a.example/███ \"███\"\n"},
		"another address":     {"en.md", "jane@a.example", front + "[a](https://jane.a.example/) jane@a.example\n", front + "[a](https://jane.a.example/) ███\n"},
		"id":                  {"en.md", "Jane Roe", front + "## Officer {#jane-roe}\n\n[her](#jane-roe)\n", front + "## Officer ███\n\n[her](#███)\n"},
		"id, Russian":         {"ru.md", "Иван Петров", front + "[он](#ivan-petrov)\n", front + "[он](#███)\n"},
		"id, as people spell": {"ru.md", "Мария Орлова", front + "## О ней {#maria-orlova}\n\n[она](https://e.example/mariia-orlova), <mariya.orlova@e.example>, https://e.example/marija_orlova\n", front + "## О ней ███\n\n[она](https://e.example/███), ███, https://e.example/███\n"},
		"alt":                 {"en.md", "Jane Roe", front + "![Jane Roe](a.png)\n", front + "![███](a.png)\n"},
		"comment":             {"en.md", "Jane Roe", front + "a <!-- Jane Roe --> b\n", front + "a <!-- ███ --> b\n"},
		"tags":                {"en.md", "Jane Roe", front + "<b>Jane</b> Roe, Jane<br>Roe\n", front + "<b>███</b>███, ███\n"},
		"note":                {"en.md", "Jane Roe", front + "Jane[^1] Roe\n", front + "███[^1]███\n"},
		"front matter":        {"en.md", "Jane Roe", "+++\ntitle = \"By Jane Roe\" # Jane Roe\nchanges = [\"J\\u0061ne Roe\", 'Jane Roe']\nsummary = \"\"\"\nJane\nRoe\n\"\"\"\n+++\na\n", "+++\ntitle = \"By ███\" # ███\nchanges = [\"███\", '███']\nsummary = \"\"\"\n███\n\"\"\"\n+++\na\n"},
		"no key, no value":    {"en.md", "title", "+++\ntitle = \"T\"\n+++\nThe title.\n", "+++\ntitle = \"T\"\n+++\nThe ███.\n"},
		"event":               {"e.toml", "Jane Roe", "on = 2026-01-01\n\n[reason]\nen = \"jane roe\"\n", "on = 2026-01-01\n\n[reason]\nen = \"███\"\n"},
		"csv":                 {"a.csv", "Jane Roe", "1,Jane Roe\n2,\"Jane\"\nRoe,3\n", "1,███\n2,\"Jane\"\nRoe,3\n"},
		"json":                {"a.json", "Jane Roe", `{"a": "Jane Roe", "b": "Jane\u0020Roe"}`, `{"a": "███", "b": "███"}`},
		"svg":                 {"a.svg", "Jane Roe", "<svg><title>Jane Roe</title><text>Jane <tspan>Roe</tspan></text></svg>", "<svg><title>███</title><text>███<tspan>███</tspan></text></svg>"},
		"svg attribute":       {"a.svg", "Jane Roe", "<svg aria-label=\"Jane Roe\"/>", "<svg aria-label=\"███\"/>"},
		"text":                {"a.txt", "Jane Roe", "Jane\r\nRoe\r\n", "███\r\n"},
		"paragraphs":          {"en.md", "Jane Roe", front + "Jane\n\nRoe\n", front + "Jane\n\nRoe\n"},
		"a longer word":       {"en.md", "Ann", front + "Ann's annual planning, Ann\n", front + "███'s annual planning, ███\n"},
		"a longer number":     {"en.md", "Room 12", front + "Room 12, Room 123\n", front + "███, Room 123\n"},
		"an ending":           {"ru.md", "Иванов", front + "Иванова, ИВАНОВУ\n", front + "███а, ███У\n"},
		"Chinese":             {"zh-Hans.md", "张小明", front + "由张小\n明负责，**张小明**负责\n", front + "由███负责，███负责\n"},
		"Korean":              {"ko.md", "김철수", front + "**김철수**는 김철수가\n", front + "███는 ███가\n"},
		"Korean, decomposed":  {"ko.md", "김철수", front + "\u1100\u1175\u11b7\u110e\u1165\u11af\u1109\u116e가\n", front + "███가\n"},
		"a prefix":            {"he.md", "לוי כהן", front + "ולוי כהן\n", front + "ו███\n"},
		"wide letters":        {"ja.md", "ABC商事", front + "ＡＢＣ商事\n", front + "███\n"},
		"a stress":            {"ru.md", "Пётр Рыбаков", front + "Петр Рыбако\u0301в\n", front + "███\n"},
		"no stress":           {"ru.md", "Рыбако\u0301в", front + "Рыбаков\n", front + "███\n"},
		"vowels":              {"ar.md", "محمد الأحمد", front + "مُحَمَّد الاحمد\n", front + "███\n"},
		"points":              {"he.md", "לוי כהן", front + "לֵוִי כֹּהֵן\n", front + "███\n"},
		"Latin in Chinese":    {"zh-Hans.md", "John", front + "由John负责，电话Johnny\n", front + "由███负责，电话Johnny\n"},
		"number in Chinese":   {"zh-Hans.md", "13800138000", front + "电话13800138000或138001380001\n", front + "电话███或138001380001\n"},
		"an underscore":       {"en.md", "jane_roe", front + "jane_roe and jane\\_roe\n", front + "███ and ███\n"},
	} {
		t.Run(name, func(t *testing.T) {
			w, err := redaction.Compile(c.words, strings.TrimSuffix(c.file, ".md"), "en")
			if err != nil {
				t.Fatal(err)
			}
			form, ok := redaction.FormOf(c.file, []byte(c.text))
			if !ok {
				t.Fatal("no text")
			}
			got, _ := redaction.Take([]byte(c.text), w.Find([]byte(c.text), form))
			if string(got) != c.want {
				t.Errorf("%q\nis    %q\nnot   %q", c.text, got, c.want)
			}
			if at, wrong := redaction.Only([]byte(c.text), got, form, "en"); wrong != "" {
				t.Errorf("%q is not the text with words taken out: at %d %s", got, at, wrong)
			}
			again := w.Find(got, form)
			for _, p := range again {
				if !p.Longer {
					t.Errorf("%q still has the words at %d", got, p.Start)
				}
			}
		})
	}
}

// TestAkin holds that words in another form or order are found and stay.
func TestAkin(t *testing.T) {
	for _, c := range []struct{ words, text, want string }{
		{"Иван Рыбаков", "Иван Рыбаков, с Иваном *Рыбаковым*, Рыбаков Иван и Рыбакову, Ивану; Иван‑Рыбаков.", "Иваном *Рыбаковым|Рыбаков Иван|Рыбакову, Ивану|Иван‑Рыбаков"},
		{"Рыбакова", "Рыбакова, Рыбаковой, рыбак", "Рыбаковой"},
		{"Jane Roe", "Jane Roe, Roe, Jane. Jane Road, Janet Rowling, Jane. Roe", "Roe, Jane"},
		{"Room 12", "Rooms 12", ""},
		{"李娜", "李娜娜", ""},
	} {
		w, err := redaction.Compile(c.words, "ru", "en")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range w.Find([]byte(front+c.text), redaction.Markdown) {
			if p.Akin {
				got = append(got, (front + c.text)[p.Start:p.End])
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s in %q: %q", c.words, c.text, got)
		}
	}
}

// TestOnly holds that a text that is more than an earlier one with words taken out is told from one that is not.
func TestOnly(t *testing.T) {
	before := "+++\ntitle = \"T\"\ntranslates = \"aaaaaaaaaaaa\"\n+++\nWe must not keep data for **90 days**. Ask Jane Roe at 1050. Nothing else.\n"
	for name, c := range map[string]struct {
		old, now string
		only     bool
	}{
		"a name":             {"Jane Roe", "███", true},
		"what it follows":    {"aaaaaaaaaaaa", "bbbbbbbbbbbb", true},
		"other words":        {"90 days", "900 days", false},
		"a digit more":       {"Jane Roe at", "███ at 9", false},
		"words put in":       {"Nothing else.", "███. Nothing else. And more.", false},
		"no mark":            {"Ask Jane Roe at 1050. ", "", false},
		"the end":            {" Nothing else.\n", "", false},
		"a mark for nothing": {"Ask Jane", "Ask ███Jane", false},
		"a denial":           {"not", "███", false},
		"a duty":             {"must", "███", false},
		"both":               {"must not", "███", false},
		"an amount":          {"**90 days**", "███", false},
		"its number":         {"90", "███", false},
		"its unit":           {"days", "███", false},
		"half a number":      {"1050", "1███0", false},
		"a title":            {"\"T\"", "\"S\"", false},
		"a sentence":         {"We must not keep data for **90 days**.", "███.", true},
	} {
		t.Run(name, func(t *testing.T) {
			at, wrong := redaction.Only([]byte(before), []byte(strings.Replace(before, c.old, c.now, 1)), redaction.Markdown, "en")
			if (wrong == "") != c.only {
				t.Errorf("at %d: %q", at, wrong)
			}
		})
	}
}

// TestTrivial holds in several languages that what alone would turn a sentence around is not taken out.
func TestTrivial(t *testing.T) {
	for _, c := range []struct {
		lang, text, words string
		trivial           bool
	}{
		{"ru", "Мы не передаём данные", "не", true},
		{"ru", "Мы обязаны ответить", "обязаны", true},
		{"ru", "Храним 30 дней.", "30 дней", true},
		{"ru", "Храним тридцать дней.", "тридцать дней", true},
		{"ru", "Храним Ивановых 30 дней.", "Ивановых 30 дней", false},
		{"de", "Wir geben nichts weiter", "nichts", true},
		{"en", "We don't sell", "don't", true},
		{"en", "We don’t sell", "don’t", true},
		{"en", "a fee of €20 a year", "€20", true},
		{"en", "a fee of 20% here", "20%", true},
		{"en", "call 555 0100 today", "555 0100", false},
		{"en", "We will not", "will not", true},
		{"zh-Hans", "我们不会出售", "不", true},
		{"zh-Hans", "保存30天。", "30天", true},
		{"kk", "біз сатпаймыз емес", "емес", true},
		{"fr", "nous ne vendons pas", "pas", true},
		{"en", "We do not sell", "do not", true},
		{"en", "Then we do not sell", "we do not", true},
		{"en", "We answer within 30 days.", "within 30 days", true},
		{"en", "We answer for at least 30 days.", "at least 30 days", true},
		{"en", "We must tell Jane Roe now", "must tell Jane Roe", false},
		{"ru", "Мы не продаём", "Мы не", true},
		{"ru", "Ответим в течение 30 дней.", "в течение 30 дней", true},
		{"de", "Wir haben keine Daten", "haben keine", true},
		{"de", "Wir antworten binnen 30 Tagen.", "binnen 30 Tagen", true},
		{"zh-Hans", "我们不会出售", "不会", true},
		{"zh-Hans", "费用五百元。", "五百", true},
		{"zh-Hans", "由王不会先生", "王不会先生", false},
		{"fr", "nous n'avons pas vendu", "n'avons pas", true},
	} {
		at := strings.Index(c.text, c.words)
		got := redaction.Trivial([]byte(c.text), at, at+len(c.words), c.lang)
		if (got != "") != c.trivial {
			t.Errorf("%s: %q of %q: %q", c.lang, c.words, c.text, got)
		}
	}
}
