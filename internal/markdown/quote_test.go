package markdown

import (
	"strings"
	"testing"
)

func shown(doc *Document) string {
	var words strings.Builder
	for i := range doc.Blocks {
		words.WriteString(spanText(doc.Blocks[i].Spans))
	}
	return words.String()
}

// Quoted words open with an opening mark, whatever their first letter, and what stands between letters is an apostrophe, whatever markup is
// in between.
func TestQuotes(t *testing.T) {
	for _, c := range []struct{ lang, body, want string }{
		{"en", `the 'terms', an 'entity', 'licence' and 'network'`, "the ‘terms’, an ‘entity’, ‘licence’ and ‘network’"},
		{"en", `he said "the word 'network' is defined"`, "he said “the word ‘network’ is defined”"},
		{"en", `'He said "no".'`, "‘He said “no”.’"},
		{"en", `"'Terms' means these"`, "“‘Terms’ means these”"},
		{"en", `"see 'Terms'"`, "“see ‘Terms’”"},
		{"en", `the users' data, Smiths' and doin' it`, "the users’ data, Smiths’ and doin’ it"},
		{"en", `'twas in the '90s, rock 'em`, "’twas in the ’90s, rock ’em"},
		{"en", `**Company**'s, [X](/x/)'s, (GDPR)'s, *its*'s`, "Company’s, X’s, (GDPR)’s, its’s"},
		{"en", `a 21" screen, 5' long`, "a 21\" screen, 5' long"},
		{"en", `5'10" tall, 40° 26'46", it's 1'000 and "" and "x"`, "5'10\" tall, 40° 26'46\", it’s 1’000 and “” and “x”"},
		{"en", `("") "a", [""]`, "(“”) “a”, [“”]"},
		{"en", `"Monitor 21""`, "“Monitor 21\"”"},
		{"en", `("Terms"), **"Terms"**, "**Terms**", ["Terms"](/t/), "[Terms](/t/)".`, "(“Terms”), “Terms”, “Terms”, “Terms”, “Terms”."},
		{"en", `the company ("we", "us"): "x"; and/or "y"`, "the company (“we”, “us”): “x”; and/or “y”"},
		{"en", `Company "A "B""`, "Company “A ‘B’”"},
		{"en", `it's "Bob's" book, 'Bob's book'`, "it’s “Bob’s” book, ‘Bob’s book’"},
		{"en", `'terms'[^1], "terms"[^1]` + "\n\n[^1]: x", "‘terms’1, “terms”1x"},
		{"en", `<mark>'terms'</mark> of the <mark>entity</mark>'s`, "‘terms’ of the entity’s"},
		{"en", `5 " x " y`, `5 " x " y`},
		{"en", "'terms\nof use' and `'code'`", "‘terms of use’ and 'code'"},
		{"fr", `les droits de l'**Utilisateur**, l'*Éditeur*, l'[Éditeur](/e/), l'"Utilisateur", l'«Utilisateur», d'` + "`x`" + `, l'<mark>État</mark>`,
			"les droits de l’Utilisateur, l’Éditeur, l’Éditeur, l’«\u00a0Utilisateur\u00a0», l’«Utilisateur», d’x, l’État"},
		{"fr", `les 'données' de l'utilisateur`, "les “données” de l’utilisateur"},
		{"it", `dell'[Utente](/u/), all'_art._ 5, un'**altra**, l'“Utente”`, "dell’Utente, all’art. 5, un’altra, l’“Utente”"},
		{"uk", `об'**єкт**, комп'ютер, ім'я`, "об’єкт, комп’ютер, ім’я"},
		{"ru", `ООО "Компания "Ромашка"" и 'условия', Smiths'`, "ООО «Компания „Ромашка“» и „условия“, Smiths’"},
		{"ru", `"Оператор"/"Пользователь", —"да", №"5"`, "«Оператор»/«Пользователь», —«да», №«5»"},
		{"de", `"Wort 'network' hier" und 'terms', Hans' Buch, geht's`, "„Wort ‚network‘ hier“ und ‚terms‘, Hans’ Buch, geht’s"},
		{"pl", `"Słowo 'network' tu" i 'terms'`, "„Słowo «network» tu” i «terms»"},
		{"es", `"La palabra 'network'" y 'ente', ¿"x"?`, "«La palabra “network”» y “ente”, ¿«x»?"},
		{"pt", `"a palavra 'network'", d'água`, "“a palavra ‘network’”, d’água"},
		{"tr", `"Şirket"in 'Veri'nin, Türkiye'nin, "Kullanıcı"`, "“Şirket”in ‘Veri’nin, Türkiye’nin, “Kullanıcı”"},
		{"kk", `"Оператор" мен 'терминдер'`, "«Оператор» мен „терминдер“"},
		{"ko", `"개인정보"를 '처리'하는 회사 "갑"은`, "“개인정보”를 ‘처리’하는 회사 “갑”은"},
		{"zh-Hans", `使用"条款"一词，'处理'是**"数据"**的 it's`, "使用“条款”一词，‘处理’是“数据”的 it’s"},
		{"ar", `"الشركة" و'المستخدم' don't`, "«الشركة» و”المستخدم“ don’t"},
		{"he", `צה"ל "מונח" it's l'**Utente**`, `צה"ל "מונח" it’s l’Utente`},
		{"ja", `"条項" it's 'x'`, `"条項" it’s 'x'`},
	} {
		doc, _ := Parse([]byte(c.body), Options{Lang: c.lang})
		if got := shown(doc); got != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.lang, c.body, got, c.want)
		}
	}
}

// One tilde is a tilde; emphasis stands beside the punctuation of East Asian scripts.
func TestRuns(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"1~3개월이며 5~10년", "1~3개월이며 5~10년"},
		{"~one~ and ~~two~~, ~~~three~~~", "~one~ and <s>two</s>, ~~~three~~~"},
		{"我们会**「处理」**您的数据，并**保护《权利》**。", "我们会<strong>「处理」</strong>您的数据，并<strong>保护《权利》</strong>。"},
		{"詳細は**利用規約（規約）**をご覧、*「規約」*は", "詳細は<strong>利用規約（規約）</strong>をご覧、<em>「規約」</em>は"},
		{"회사는 **개인정보(이하 \"정보\")**를 처리", "회사는 <strong>개인정보(이하 &#34;정보&#34;)</strong>를 처리"},
		{"**(注)**见~~“旧”~~条", "<strong>(注)</strong>见<s>“旧”</s>条"},
		{"snake_case_word and a**b**c, **bold**, 2*3*4", "snake_case_word and a<strong>b</strong>c, <strong>bold</strong>, 2<em>3</em>4"},
		{"**word.**next", "**word.**next"},
		{"使用_下划线_的", "使用_下划线_的"},
	} {
		doc, _ := Parse([]byte(c.body), Options{Lang: "und"})
		got := strings.TrimSuffix(strings.TrimPrefix(string(doc.HTML()), `<p id="top-p1">`), "</p>\n")
		if strings.ReplaceAll(got, `"`, "&#34;") != strings.ReplaceAll(c.want, `"`, "&#34;") {
			t.Errorf("%s\n got %s\nwant %s", c.body, got, c.want)
		}
	}
}
