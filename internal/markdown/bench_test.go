package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// policyText returns a text of about n bytes in the proportions of a real policy.
func policyText(n int) []byte {
	var s strings.Builder
	for i := 1; s.Len() < n; i++ {
		fmt.Fprintf(&s, "## %d. Какие данные мы обрабатываем {#s%d}\n\n", i, i)
		fmt.Fprintf(&s, "%d.1. Мы берём только то, без чего нельзя **продать билет**, довезти пассажира и исполнить \"закон\": "+
			"имя, документ и [способ связи](https://example.com/%d). Вопросы присылайте на privacy@example.com\nв любое время; мы отвечаем в течение десяти дней.\n\n", i, i)
		s.WriteString("Если вы не согласны, до 15 января можно удалить учётную запись; купленные билеты останутся действительны. " +
			"Отзыв не делает незаконным то, что было сделано раньше, и не лишает вас купленного билета. Напишите нам -- мы ответим.\n\n")
		s.WriteString("- чтобы исполнить договор с вами: продать билет, довезти, вернуть деньги;\n- чтобы исполнить закон: передать список пассажиров;\n" +
			"- с вашего *согласия*: показывать место автобуса рядом с вашим.\n\n")
		if i%3 == 0 {
			s.WriteString("| Данные | Откуда | Зачем |\n|---|---|---|\n| Имя, дата рождения | Вы вводите их | Именной билет |\n" +
				"| Почта и телефон | Вы вводите их при покупке | Прислать билет |\n\n")
		}
	}
	return []byte(s.String())
}

func BenchmarkParse(b *testing.B) {
	text := policyText(60_000)
	b.Run("candor", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			d, _ := Parse(text, Options{Lang: "ru"})
			d.HTML()
		}
	})
	b.Run("goldmark", func(b *testing.B) {
		md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Typographer),
			goldmark.WithParserOptions(parser.WithAttribute(), parser.WithAutoHeadingID()))
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			var out bytes.Buffer
			if err := md.Convert(text, &out); err != nil {
				b.Fatal(err)
			}
		}
	})
}
