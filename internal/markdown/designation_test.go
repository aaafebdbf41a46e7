package markdown_test

import (
	"testing"

	"candor/internal/markdown"
)

// TestDesignation holds that a heading which legal texts number in words has its number apart, so that its id comes from the rest.
func TestDesignation(t *testing.T) {
	for _, c := range []struct{ lang, heading, number, id string }{
		{"en", "Article 3. Terms", "Article 3.", "terms"},
		{"en", "ARTICLE III TERMS OF USE", "ARTICLE III", "terms-of-use"},
		{"en", "Section 3: Terms", "Section 3:", "terms"},
		{"en", "Section 3.2.1 Terms", "Section 3.2.1", "terms"},
		{"en", "Clause 3 — Terms", "Clause 3 —", "terms"},
		{"en", "Part IV - Terms", "Part IV -", "terms"},
		{"en", "Chapter 12 Terms", "Chapter 12", "terms"},
		{"en", "Appendix A: Terms", "Appendix A:", "terms"},
		{"en", "§ 3 Terms", "§ 3", "terms"},
		{"en", "§12a. Terms", "§12a.", "terms"},
		{"en", "C. Terms", "C.", "terms"},
		{"en", "D. Terms", "D.", "terms"},
		{"ru", "Статья 3. Термины", "Статья 3.", "terminy"},
		{"ru", "Раздел III. Термины", "Раздел III.", "terminy"},
		{"ru", "Глава 3. Термины", "Глава 3.", "terminy"},
		{"ru", "Приложение № 3. Термины", "Приложение № 3.", "terminy"},
		{"ru", "Пункт 3.1: термины", "Пункт 3.1:", "terminy"},
		{"uk", "Стаття 3. Умови", "Стаття 3.", "umovy"},
		{"uk", "Розділ 3. Умови", "Розділ 3.", "umovy"},
		{"kk", "3-бап. Шарттар", "3-бап.", "sharttar"},
		{"de", "Artikel 3 Begriffe", "Artikel 3", "begriffe"},
		{"de", "Abschnitt 3: Begriffe", "Abschnitt 3:", "begriffe"},
		{"de", "§ 3 Begriffe", "§ 3", "begriffe"},
		{"fr", "Article 1er – Objet", "Article 1er –", "objet"},
		{"fr", "Chapitre II : Objet", "Chapitre II :", "objet"},
		{"es", "Artículo 3.º Objeto", "Artículo 3.º", "objeto"},
		{"es", "Sección 3. Objeto", "Sección 3.", "objeto"},
		{"pt", "Cláusula 3ª – Objeto", "Cláusula 3ª –", "objeto"},
		{"it", "Articolo 3 - Oggetto", "Articolo 3 -", "oggetto"},
		{"it", "Art. 3 Oggetto", "Art. 3", "oggetto"},
		{"pl", "Rozdział 3. Dane", "Rozdział 3.", "dane"},
		{"tr", "Madde 3 – Veriler", "Madde 3 –", "veriler"},
		{"tr", "BÖLÜM 3: Veriler", "BÖLÜM 3:", "veriler"},
		{"ar", "المادة 3: البيانات", "المادة 3:", "albyanat"},
		{"ar", "المادة الثالثة: البيانات", "المادة الثالثة:", "albyanat"},
		{"ar", "المادة ٣: البيانات", "المادة ٣:", "albyanat"},
		{"ar", "ثالثا: البيانات", "ثالثا:", "albyanat"},
		{"he", "סעיף 3: מידע", "סעיף 3:", "myda"},
		{"zh", "第三条 数据", "第三条", "shu-ju"},
		{"zh", "第三条数据", "第三条", "shu-ju"},
		{"zh", "第三章：数据", "第三章：", "shu-ju"},
		{"zh", "三、数据", "三、", "shu-ju"},
		{"zh", "（三）数据", "（三）", "shu-ju"},
		{"ja", "第3条（目的）", "第3条", ""},
		{"ko", "제3조(목적)", "제3조", "mogjeog"},
		{"ko", "제3장 목적", "제3장", "mogjeog"},

		// what is none
		{"en", "Article 3", "", "article-3"},
		{"en", "Article 6 GDPR", "", "article-6-gdpr"},
		{"en", "Part 2 of the form", "", "part-2-of-the-form"},
		{"en", "Section three", "", "section-three"},
		{"en", "Articles 3. Terms", "", "articles-3-terms"},
		{"en", "**Article** 3. Terms", "", "article-3-terms"},
		{"ru", "Статья 3", "", "statya-3"},
		{"zh", "第三方", "", ""},
		{"zh", "第三部门", "", ""},
		{"zh", "一切数据", "", ""},
		{"ar", "ثالثا", "", ""},
	} {
		doc, _ := markdown.Parse([]byte("## "+c.heading+"\n\nText.\n"), markdown.Options{Lang: c.lang})
		got := doc.Outline[0]
		if got.Number != c.number || c.id != "" && got.ID != c.id {
			t.Errorf("%s %q: number %q, id %q; want %q and %q", c.lang, c.heading, got.Number, got.ID, c.number, c.id)
		}
	}
}

// TestDesignationIDs holds that an article which is inserted moves no address.
func TestDesignationIDs(t *testing.T) {
	for _, c := range []struct{ lang, before, after string }{
		{"en", "Article 3. Terms", "Article 4. Terms"},
		{"ru", "Статья 3. Термины", "Статья 4. Термины"},
		{"zh", "第三条 数据", "第四条 数据"},
		{"zh", "十、数据", "十一、数据"},
		{"ko", "제3조(목적)", "제4조(목적)"},
		{"ar", "ثالثا: البيانات", "رابعا: البيانات"},
		{"en", "C. Terms", "D. Terms"},
	} {
		one, _ := markdown.Parse([]byte("## "+c.before+"\n\nText.\n"), markdown.Options{Lang: c.lang})
		two, _ := markdown.Parse([]byte("## "+c.after+"\n\nText.\n"), markdown.Options{Lang: c.lang})
		if one.Outline[0].ID != two.Outline[0].ID {
			t.Errorf("%q is %s, and %q is %s", c.before, one.Outline[0].ID, c.after, two.Outline[0].ID)
		}
	}
}

// TestListed holds what a list of contents shows of a heading.
func TestListed(t *testing.T) {
	for _, c := range []struct{ heading, number, words string }{
		{"3. Terms", "3", "Terms"},
		{"3.1) Terms", "3.1", "Terms"},
		{"(a) Terms", "(a)", "Terms"},
		{"Article 3. Terms", "", "Article 3. Terms"},
		{"三、数据", "三", "数据"},
		{"第三条 数据", "", "第三条 数据"},
		{"Terms", "", "Terms"},
	} {
		doc, _ := markdown.Parse([]byte("## "+c.heading+"\n\nText.\n"), markdown.Options{Lang: "en"})
		if number, words := doc.Outline[0].Listed(); number != c.number || words != c.words {
			t.Errorf("%q: %q and %q", c.heading, number, words)
		}
	}
}

// TestDesignationAligns holds that headings of two languages meet by their numbers, however these are written.
func TestDesignationAligns(t *testing.T) {
	ru, _ := markdown.Parse([]byte("## Статья 1. Мы\n\nТекст.\n\n## Статья 2. Вы\n\nТекст.\n\n## Статья 3. Они\n\nТекст.\n"), markdown.Options{Lang: "ru"})
	zh, _ := markdown.Parse([]byte("## 第一条 我们\n\n文\n\n## 第三条 他们\n\n文\n"), markdown.Options{Lang: "zh", Outline: ru.Outline})
	if got := zh.Outline[1].ID; got != ru.Outline[2].ID {
		t.Errorf("the third article has the id %s, and in the original text %s", got, ru.Outline[2].ID)
	}
}
