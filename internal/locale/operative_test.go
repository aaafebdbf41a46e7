package locale

import (
	"slices"
	"strings"
	"testing"
)

// meanings are the operative words of a text as its kinds and classes.
func meanings(text, tag string) string {
	kinds := map[OperativeKind]string{Negation: "-", Duty: "!", Party: "@", Measure: "#"}
	var out []string
	for _, o := range Operatives(text, tag) {
		out = append(out, kinds[o.Kind]+o.Class)
	}
	return strings.Join(out, " ")
}

// TestOperatives reads one sentence in each language that candor speaks, and the sentences that say another thing by one word.
func TestOperatives(t *testing.T) {
	for _, c := range []struct{ tag, text, want string }{
		{"en", "We must not share your data, unless you can't be asked.", "@we !must -not @you -except @you !may -not"},
		{"en", "You cannot opt out; we won’t stop, and shan't.", "@you -not !may @we !will -not !must -not"},
		{"en", "The processor shall delete within a month, in February, for USD and a fee.", "@processor !must #unit month #month 2 #currency USD"},
		{"en", "The the third parties may may do so.", "@third !may"},
		{"de", "Wir dürfen Ihre Daten nicht ohne Grund speichern und müssen sie nach einem Jahr löschen.", "@we !may @you -not -except !must #unit year"},
		{"de", "Der Verantwortliche soll im März antworten.", "@controller !should #month 3"},
		{"fr", "L’utilisateur doit répondre ; nous n’utilisons jamais vos données sans accord.", "@user !must @we -not -never @you -except"},
		{"es", "El usuario puede negarse; nosotros no debemos ceder sus datos.", "@user !may @we -not !must @you"},
		{"it", "Il titolare deve rispondere; l'utente può rifiutare senza motivo.", "@controller !must @user !may -except"},
		{"pt-BR", "O controlador deve excluir; você não pode ceder a terceiros.", "@controller !must @you -not !may @third"},
		{"pl", "Administrator musi usunąć dane, a użytkownik nie może ich żądać bez zgody.", "@controller !must @user -not !may -except"},
		{"ru", "Оператор обязан удалить данные; вы вправе возражать, а мы не передаём их третьим лицам.", "@controller !must @you !may @we -not @third"},
		{"uk", "Ми зобов’язані видалити дані; користувач може не погодитися.", "@we !must @user !may -not"},
		{"kk", "Біз деректерді жоюға міндеттіміз, үшінші тұлғаларға бермейміз.", "@we !must @third -not"},
		{"tr", "Kullanıcı reddedebilir; biz verileri paylaşmayız ve silmek zorundayız.", "@user !may @we -not !must"},
		{"ar", "يجب على الشركة حذف البيانات، ولا يجوز لها نقلها إلى طرف ثالث.", "!must @company -not !may @third"},
		{"he", "החברה חייבת למחוק, ולא תעביר לצד שלישי; המשתמש רשאי לסרב.", "@company !must -not @user !may"},
		{"ja", "当社はお客様の同意なく第三者に提供してはなりません。削除しなければなりません。", "@we @you -not @third !ban !must"},
		{"ko", "회사는 개인정보를 제3자에게 제공하지 않으며 파기해야 합니다.", "@we @third -not !must"},
		{"zh-Hans", "我们不得向第三方提供，应当删除；您可以撤回，不同情况相应处理。", "@we !ban @third !must @you !may"},
		{"zh-Hant", "我們應當刪除，您不可以拒絕。", "@we !must @you !ban"},
	} {
		if got := meanings(c.text, c.tag); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.tag, c.text, got, c.want)
		}
	}
}

// TestOperativeWords holds that every language of a catalogue has words that deny, bind and name a party.
func TestOperativeWords(t *testing.T) {
	for _, tag := range []string{"ar", "de", "en", "es", "fr", "he", "it", "ja", "kk", "ko", "pl", "pt", "ru", "tr", "uk", "zh"} {
		l := lexiconOf(tag)
		var kinds []OperativeKind
		for _, found := range l.exact {
			for _, m := range found {
				kinds = append(kinds, m.kind)
			}
		}
		for _, kind := range []OperativeKind{Negation, Duty, Party} {
			if !slices.Contains(kinds, kind) {
				t.Errorf("%s has no words of kind %d", tag, kind)
			}
		}
	}
	if got := Operatives("Sisi hatushiriki data.", "sw"); len(got) != 0 {
		t.Errorf("a language without lists has %v", got)
	}
}
