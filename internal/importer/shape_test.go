package importer

import (
	"strings"
	"testing"
)

// TestShape holds how lines of a text file are seen that are easily taken for something else.
func TestShape(t *testing.T) {
	const wrapped = "Whoever crosses the bridge on foot pays nothing at all, as long as the toll\nkeeper has not seen a dog, a cart or a bicycle that is pushed, carried or led\nacross it, by whomever that may be done and for whatever reason that is given.\n\n"
	for _, c := range []struct{ name, lang, text, want string }{
		{"a numbered heading underlined", "en", "Bridge rules\n============\n\n1. Who crosses\n--------------\n\n1.1. Anybody may cross.\n\n2. Tolls\n--------\n\n2.1. Nobody pays.\n",
			"# Bridge rules\n\n## 1. Who crosses\n\n1.1. Anybody may cross.\n\n## 2. Tolls\n\n2.1. Nobody pays.\n"},
		{"a heading underlined", "ru", "Правила моста\n\nКто проходит\n~~~~~~~~~~~~\nПроходят все.\n\nСборы:\n------\nНикто не платит.\n", "# Правила моста\n\n## Кто проходит\n\nПроходят все.\n\n## Сборы:\n\nНикто не платит.\n"},
		{"a line between lines", "en", "=============\nBridge rules\n=============\n\nAnybody may cross the bridge.\n", "# Bridge rules\n\nAnybody may cross the bridge.\n"},
		{"a rule is no underline", "en", "Bridge rules\n\nAnybody may cross the bridge.\n-----\nNobody pays for it.\n", "# Bridge rules\n\nAnybody may cross the bridge.\n\n---\n\nNobody pays for it.\n"},
		{"a name begins a line of a sentence", "en", "Bridge rules\n\n" + wrapped + "Whoever falls into the water is pulled out by the keeper, as it is asked by the\nRiver Council of the valley and all its members, by whom the keeper of the old\nBridge of Stones is paid.\n",
			"# Bridge rules\n\n" + strings.ReplaceAll(strings.TrimSpace(wrapped), "\n", " ") + "\n\nWhoever falls into the water is pulled out by the keeper, as it is asked by the River Council of the valley and all its members, by whom the keeper of the old Bridge of Stones is paid.\n"},
		{"an item that goes on with a name", "en", "Bridge rules\n\n" + wrapped + "Nobody may cross for:\n(i) selling of goods to whoever stands on the bridge, for the purposes of Barter or\nTrade.\n(ii) singing.\n",
			"# Bridge rules\n\n" + strings.ReplaceAll(strings.TrimSpace(wrapped), "\n", " ") + "\n\nNobody may cross for:\n\n- (i) selling of goods to whoever stands on the bridge, for the purposes of Barter or Trade.\n- (ii) singing.\n"},
		{"a heading below a sentence", "en", "Bridge rules\n\n" + wrapped + "Tolls\n\nNobody pays.\n", "# Bridge rules\n\n" + strings.ReplaceAll(strings.TrimSpace(wrapped), "\n", " ") + "\n\n## Tolls\n\nNobody pays.\n"},
		{"a hyphen of the word before", "ru", "Правила моста\n\nМы храним данные по закону № 152\n-ФЗ и по уставу моста, а больше ни по чему.\n", "# Правила моста\n\nМы храним данные по закону № 152-ФЗ и по уставу моста, а больше ни по чему.\n"},
		{"a dash between a term and its meaning", "ru", "Правила моста\n\nСторож\n— тот, кто берёт плату.\n\nПутник\n— тот, кто платит.\n", "# Правила моста\n\nСторож — тот, кто берёт плату.\n\nПутник — тот, кто платит.\n"},
		{"dashes of a list", "ru", "Правила моста\n\nПлатят:\n— путники;\n— торговцы.\n", "# Правила моста\n\nПлатят:\n\n- путники;\n- торговцы.\n"},
		{"an option is no item", "en", "Bridge rules\n\nThe keeper's bell has two ways to ring.\n\n-v all the time\n\n-q at night only\n", "# Bridge rules\n\nThe keeper's bell has two ways to ring.\n\n-v all the time\n\n-q at night only\n"},
		{"a numbered heading with a colon", "en", "Bridge rules\n\n1. Who crosses:\n\nAnybody may cross the bridge at any time of the day.\n\n2. Tolls:\n\nNobody pays for it.\n", "# Bridge rules\n\n## 1. Who crosses:\n\nAnybody may cross the bridge at any time of the day.\n\n## 2. Tolls:\n\nNobody pays for it.\n"},
		{"a numbered lead-in", "en", "Bridge rules\n\n1. We let across:\n- walkers;\n- riders.\n\n2. Tolls\n\nNobody pays for it.\n", "# Bridge rules\n\n1\\. We let across:\n\n- walkers;\n- riders.\n\n## 2. Tolls\n\nNobody pays for it.\n"},
		{"lines of wide spaces", "zh-Hans", "桥规\n\n\u3000\u3000\n\n任何人都可以过桥。\n\u00a0\n没有人付钱。\n", "# 桥规\n\n任何人都可以过桥。\n\n没有人付钱。\n"},
	} {
		r, err := Text([]byte(c.text), Options{Lang: c.lang})
		if err != nil {
			t.Fatal(err)
		}
		checkWords(t, strings.ReplaceAll(c.text, "\n-ФЗ", "-ФЗ"), r.Body)
		if string(r.Body) != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, r.Body, c.want)
		}
	}
}

// TestEmptyHTML holds that paragraphs, items and headings of nothing but spaces are no clauses.
func TestEmptyHTML(t *testing.T) {
	r, err := HTML([]byte("<h1>Terms</h1><p>&nbsp;</p><p>\u3000\u3000</p><h2>&nbsp;</h2><p>&nbsp;<br>&nbsp;</p><ul><li>&nbsp;</li></ul><p>\u3000\u3000One.</p><p><b>&nbsp;</b></p><p>Two.</p>"), Options{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "# Terms\n\nOne.\n\nTwo.\n"; string(r.Body) != want {
		t.Errorf("got\n%q\nwant\n%q", r.Body, want)
	}
}

// TestTitles holds what is a title, in every kind of file, and where it is from.
func TestTitles(t *testing.T) {
	for _, c := range []struct{ name, kind, lang, text, title, from string }{
		{"the one heading", "md", "en", "# Bridge rules\n\n## Introduction\n\nText.", "Bridge rules", TitleStyle},
		{"a plain first line", "md", "en", "Example Privacy Policy\n\nWe keep little.\n\n**1. Data**\n\nText.", "Example Privacy Policy", TitleLine},
		{"a bold first line", "md", "ru", "**Политика конфиденциальности**\n\nМы храним мало.", "Политика конфиденциальности", TitleLine},
		{"a first clause", "md", "en", "# 1. Introduction\n\nText.\n\n# 2. Data\n\nText.", "", ""},
		{"a first clause without a number", "md", "en", "## Introduction\n\nText.\n\n## Data\n\nText.", "", ""},
		{"a first clause, de", "md", "de", "# § 1 Geltungsbereich\n\nText.", "", ""},
		{"a first clause, zh", "md", "zh-Hans", "# 第一条 总则\n\n正文。", "", ""},
		{"a first clause below a line", "md", "fr", "Conditions générales\n\n# Article 1 - Objet\n\nTexte.\n\n# Article 2\n\nTexte.", "Conditions générales", TitleLine},
		{"a sentence is none", "md", "en", "We keep little.\n\nWe tell all.", "", ""},
		{"an item is none", "md", "en", "- Privacy\n- Cookies\n\nText.", "", ""},
		{"front matter", "md", "en", "---\ntitle: Terms\n---\n\nExample Privacy Policy\n\nText.", "Terms", TitleFrontMatter},
		{"a text's first clause", "txt", "en", "1. Introduction\n\nWe keep what you write for thirty days.\n\n2. Data\n\nText of it.", "", ""},
		{"a text's first clause, ru", "txt", "ru", "Статья 1. Предмет\n\nМы храним написанное тридцать дней.\n\nСтатья 2. Данные\n\nТекст.", "", ""},
		{"Word's title", "html", "ru", "<p class=MsoNormal>Артель «Пчёлка»</p><p class=MsoTitle>Политика</p><h1>1. Предмет</h1><p>Текст.</p>", "Политика", TitleStyle},
		{"the page's title", "html", "en", "<title>Privacy policy | Example</title><h1>1. Scope</h1><p>Text.</p>", "Privacy policy", TitlePage},
		{"a file's name", "html", "en", "<title>in.html</title><h2>1. Scope</h2><p>Text.</p>", "", ""},
		{"a file's name, of another", "html", "en", "<title>privacy_final(2).docx</title><h2>1. Scope</h2><p>Text.</p>", "", ""},
		{"Word's own words", "html", "ru", "<title>Microsoft Word - Документ1</title><h2>1. Предмет</h2><p>Текст.</p>", "", ""},
		{"a first line of a page", "html", "en", "<title>in</title><p>Example Terms of Use</p><p>Text is here.</p>", "Example Terms of Use", TitleLine},
	} {
		o := Options{Lang: c.lang, File: "some/in." + c.kind}
		read := map[string]func([]byte, Options) (*Result, error){"md": Markdown, "txt": Text, "html": HTML}[c.kind]
		r, err := read([]byte(c.text+"\n"), o)
		if err != nil {
			t.Fatal(err)
		}
		if r.Title != c.title || r.TitleFrom != c.from {
			t.Errorf("%s: %q from %q, want %q from %q", c.name, r.Title, r.TitleFrom, c.title, c.from)
		}
	}
}
