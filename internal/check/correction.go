package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/markdown"
)

// RuleMeaning is the rule that a correction leaves alone what a text says.
const RuleMeaning = "correction-meaning"

// Correction holds a correction against the wording that it replaces: a title, where a link leads, a word that denies and whole blocks are
// seldom a typing error. came and went are the numbers of blocks that only the new and only the old wording has.
func Correction(before, after *Text, came, went int) diag.List {
	var out diag.List
	tell := func(pos diag.Pos, message string) {
		out.Add(warn(pos, RuleMeaning, message, "does the policy say the same? If it does not, it is a new version: candor new"))
	}
	if old, now := before.Front.Title, after.Front.Title; old != "" && now != "" && old != now {
		tell(after.Place, fmt.Sprintf("the correction changes the title %q to %q", old, now))
	}
	for _, part := range []struct {
		n    int
		what string
	}{{came, "puts in"}, {went, "takes out"}} {
		switch {
		case part.n == 1:
			tell(after.Place, "the correction "+part.what+" a whole paragraph, heading, list item or row")
		case part.n > 1:
			tell(after.Place, fmt.Sprintf("the correction %s %d whole paragraphs, headings, list items or rows", part.what, part.n))
		}
	}
	tellTargets(before.Document, after.Document, after.Place, tell)
	denied, denies := denials(before), denials(after)
	for _, word := range missing(denied, denies) {
		tell(after.Place, fmt.Sprintf("the correction takes out %q: what was denied may now be said", word))
	}
	for _, word := range missing(denies, denied) {
		tell(after.Place, fmt.Sprintf("the correction puts in %q: what was said may now be denied", word))
	}
	return out
}

// tellTargets tells of the addresses that only one wording leads to.
func tellTargets(before, after *markdown.Document, place diag.Pos, tell func(diag.Pos, string)) {
	old, now := targets(before), targets(after)
	for _, dest := range missing(old, now) {
		tell(place, fmt.Sprintf("the correction takes out a link to %q", dest))
	}
	for _, dest := range missing(now, old) {
		at := slices.IndexFunc(after.Links, func(l markdown.Link) bool { return l.Dest == dest })
		tell(after.Links[at].Pos, fmt.Sprintf("the correction puts in a link to %q", dest))
	}
}

func targets(d *markdown.Document) []string {
	var out []string
	for _, l := range d.Links {
		out = append(out, l.Dest)
	}
	return out
}

// missing returns what the first list has more often than the second, each once, in its order.
func missing(list, in []string) []string {
	left := map[string]int{}
	for _, s := range in {
		left[s]++
	}
	var out []string
	for _, s := range list {
		if left[s]--; left[s] < 0 && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// denials are the words of a text that deny, in its order.
func denials(t *Text) []string {
	words, parts := locale.Denials(t.Lang)
	var out []string
	for i := range t.Document.Blocks {
		text := strings.ToLower(wordsOf(&t.Document.Blocks[i]))
		if parts {
			for _, w := range words {
				out = append(out, slices.Repeat([]string{w}, strings.Count(text, w))...)
			}
			continue
		}
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' }) {
			w = strings.ReplaceAll(w, "’", "'")
			switch {
			case t.Lang == "en" && strings.HasSuffix(w, "n't"):
				out = append(out, "not") // to write it in full changes nothing
			case t.Lang == "en" && w == "cannot":
				out = append(out, "not")
			case t.Lang == "fr" && strings.HasPrefix(w, "n'"):
				out = append(out, "ne")
			case slices.Contains(words, w):
				out = append(out, w)
			}
		}
	}
	return out
}
