package redaction_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"candor/internal/markdown"
	"candor/internal/redaction"
)

// dressed writes a name as authors do who do not think of those who will look for it.
func dressed(r *rand.Rand, name string) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	words := strings.Fields(name)
	for i, w := range words {
		switch r.IntN(9) {
		case 0:
			w = strings.ToUpper(w)
		case 1:
			w = strings.ToLower(w)
		case 2:
			w = norm.NFD.String(w)
		case 3:
			letters := []rune(w)
			at := 1 + r.IntN(len(letters)-1)
			w = string(letters[:at]) + pick("\u00ad", "&shy;", "\u200b", "<!-- x -->") + string(letters[at:])
		case 4:
			mark := pick("*", "**", "_", "***", "`", "~~")
			w = mark + w + mark
		case 5:
			w = "[" + w + "](https://a.example/x)"
		case 6:
			w = strings.Replace(w, string([]rune(w)[:1]), "&#"+itoa(int([]rune(w)[0]))+";", 1)
		}
		words[i] = w
	}
	out := words[0]
	for _, w := range words[1:] {
		out += pick(" ", "\n", "  ", "&nbsp;", "\u00a0", "\u2009", "&#32;", "\t", " \u00ad") + w
	}
	switch r.IntN(8) {
	case 0:
		out = "**" + out + "**"
	case 1:
		out = "[" + out + "](/x/)"
	case 2:
		out = "“" + out + "”"
	}
	return out
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// shown is what of a text can be read on its page, folded in a way of its own.
func shown(body, lang string) string {
	d, _ := markdown.Parse([]byte(body), markdown.Options{Lang: lang})
	var words strings.Builder
	z := html.NewTokenizer(bytes.NewReader(d.HTML()))
	for z.Next() != html.ErrorToken {
		if token := z.Token(); token.Type == html.TextToken {
			words.WriteString(token.Data)
		}
	}
	seen := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(words.String()))
	return strings.ToLower(strings.Join(strings.Fields(seen), " "))
}

// TestDressed holds that no dress keeps a name on a page: it is taken out, or the text is refused, which is seldom.
func TestDressed(t *testing.T) {
	refused := 0
	const texts = 300
	for seed := range uint64(texts) {
		r := rand.New(rand.NewPCG(seed, 12))
		name, lang := "Zoé Müller", "en"
		if r.IntN(2) == 0 {
			name, lang = "Йозеф Ёлкин", "ru"
		}
		lines := []string{"Ask " + dressed(r, name) + ", or", "- first " + dressed(r, name), "| a | b |\n| --- | --- |\n| " + strings.ReplaceAll(dressed(r, name), "\n", " ") + " | c |",
			"> told by " + strings.ReplaceAll(dressed(r, name), "\n", "\n> ") + " today", "## Of " + strings.ReplaceAll(dressed(r, name), "\n", " ")}
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		body := strings.Join(lines, "\n\n") + "\n"
		text := front + body
		w, err := redaction.Compile(name, lang)
		if err != nil {
			t.Fatal(err)
		}
		edited, _ := redaction.Take([]byte(text), w.Find([]byte(text), redaction.Markdown))
		if line, wrong := w.Reads([]byte(text), edited, lang); wrong != "" {
			t.Logf("refused, line %d %s: %q", line, wrong, edited)
			refused++
			continue
		}
		if at, wrong := redaction.Only([]byte(text), edited, redaction.Markdown, lang); wrong != "" {
			t.Errorf("%q\nis more than the text with words taken out, at %d %s:\n%q", edited, at, wrong, text)
		}
		if seen := shown(string(edited[len(front):]), lang); strings.Contains(seen, strings.ToLower(name)) {
			t.Errorf("%q\nis still seen in\n%q\nof %q", name, seen, body)
		}
	}
	if refused > texts/30 {
		t.Errorf("%d of %d texts are refused", refused, texts)
	}
}
