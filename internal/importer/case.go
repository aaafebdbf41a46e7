package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lowered returns a title that is typed in capitals as a sentence would have it, each word as the text writes it elsewhere; "" where the
// text does not show how one of them is written, since a name must not be guessed.
func lowered(title string, blocks []*block) string {
	if !isUpper(title) {
		return ""
	}
	forms := map[string]map[string]int{}
	for _, b := range blocks {
		if isUpper(b.text) {
			continue
		}
		for _, w := range wordsIn(b.text) {
			key := strings.ToLower(w)
			if forms[key] == nil {
				forms[key] = map[string]int{}
			}
			forms[key][w]++
		}
	}
	var out strings.Builder
	at := 0
	for _, w := range wordsIn(title) {
		i := at + strings.Index(title[at:], w)
		out.WriteString(title[at:i])
		at = i + len(w)
		form := commonest(forms[strings.ToLower(w)])
		switch {
		case !strings.ContainsFunc(w, unicode.IsLetter):
			form = w
		case form == "":
			return ""
		}
		if i == strings.IndexFunc(title, isWord) {
			r, n := utf8.DecodeRuneInString(form)
			form = string(unicode.ToTitle(r)) + form[n:]
		}
		out.WriteString(form)
	}
	return out.String() + title[at:]
}

func wordsIn(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !isWord(r) })
}

// commonest returns the form that stands most often; of two, the one in small letters.
func commonest(forms map[string]int) string {
	best := ""
	for form, n := range forms {
		if n > forms[best] || n == forms[best] && form > best {
			best = form
		}
	}
	return best
}
