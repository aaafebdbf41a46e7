package locale

import (
	"cmp"
	"slices"
	"strings"
)

// Denials are the words by which a sentence of a language says the opposite or makes an exception, in lower case, the longest first; nil where
// they are not known. parts reports that they are parts of words, as in Chinese, Japanese and Korean, which are written without spaces or
// inflect there.
func Denials(tag string) (words []string, parts bool) { return wordsOf(Negation, tag) }

// Duties are the words by which a sentence says what must, may or will be done, in lower case, the longest first; nil where they are not known.
// parts is as for [Denials].
func Duties(tag string) (words []string, parts bool) { return wordsOf(Duty, tag) }

func wordsOf(kind OperativeKind, tag string) (list []string, parts bool) {
	base, _, _ := strings.Cut(tag, "-")
	l := lexiconOf(base)
	for w, found := range l.exact {
		if slices.ContainsFunc(found, func(m meaning) bool { return m.kind == kind && m.class != unread }) {
			list = append(list, w)
		}
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return list, l.parts
}
