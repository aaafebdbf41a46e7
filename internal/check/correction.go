package check

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/source"
)

// The rules of a correction, which mends the wording and leaves alone what a text says.
const (
	RuleMeaning = "correction-meaning" // may change it
	RuleWords   = "correction-words"   // changes it
)

// Mended is how a correction differs from the wording that it replaces, as a comparison of both tells.
type Mended struct {
	Came, Went int         // blocks that only the new and only the old wording has
	Places     [][2]string // the words that changed, place by place: what stood there, what stands there
	Parties    []string    // names of organizations that the configuration and the texts of the policy know
}

// Correction holds a correction against the wording that it replaces. A change of a number, a date, an amount, a duty, a negation or a party is a change
// of the policy and an error, as far as the lists of the language know it. A title, where a link leads and whole blocks are seldom a typing error, which is
// a warning.
func Correction(before, after *Text, m Mended) diag.List {
	var out diag.List
	tell := func(pos diag.Pos, message string) {
		out.Add(warn(pos, RuleMeaning, message, "does the policy say the same? If it does not, it is a new version: candor new "+policyOf(after)))
	}
	refuse := func(rule, message string) {
		out.Add(diag.Diagnostic{Pos: after.Place, Rule: rule, Message: message, Hint: "it is a new version: candor new " + policyOf(after) + " begins one"})
	}
	if old, now := before.Front.Title, after.Front.Title; old != "" && now != "" && old != now {
		tell(after.Place, fmt.Sprintf("the correction changes the title %q to %q", old, now))
	}
	for _, part := range []struct {
		n    int
		what string
	}{{m.Came, "puts in"}, {m.Went, "takes out"}} {
		switch {
		case part.n == 1:
			tell(after.Place, "the correction "+part.what+" a whole paragraph, heading, list item or row")
		case part.n > 1:
			tell(after.Place, fmt.Sprintf("the correction %s %d whole paragraphs, headings, list items or rows", part.what, part.n))
		}
	}
	tellTargets(before.Document, after.Document, after.Place, tell)
	old, now := m.joined(spoken(before, before)), spoken(after, before)
	number := numbersChanged(old, now, after.Lang, m)
	if number != "" {
		refuse(RuleNumbers, number)
	}
	for _, what := range bindingChanged(old, now, after.Lang, number != "", m) {
		refuse(RuleWords, what)
	}
	for _, what := range namesChanged(old, now, m) {
		refuse(RuleWords, what)
	}
	return out
}

// policyOf is the policy of a text, from its path.
func policyOf(t *Text) string {
	return strings.TrimPrefix(path.Dir(path.Dir(t.File)), source.Folder+"/")
}

// spoken is all that a wording says to readers, a line for each block and each key of the front matter. What a correction leaves out stays as it was.
func spoken(t, before *Text) string {
	f, b := t.Front, before.Front
	changes := f.Changes
	if len(changes) == 0 {
		changes = b.Changes
	}
	lines := append([]string{cmp.Or(f.Title, b.Title), cmp.Or(f.Action, b.Action), cmp.Or(f.Summary, b.Summary)}, changes...)
	for i := range t.Document.Blocks {
		lines = append(lines, wordsOf(&t.Document.Blocks[i]))
	}
	return strings.Join(lines, "\n") + "\n"
}

// bindingChanged says which words that bind somebody a correction takes out, puts in or changes about. Of measures it says nothing where a number is
// said to be another.
func bindingChanged(old, now, lang string, number bool, m Mended) []string {
	was, is := locale.Operatives(old, lang), locale.Operatives(now, lang)
	var out []string
	for _, kind := range []struct {
		kind       locale.OperativeKind
		came, gone string
	}{
		{locale.Negation, "what was said may now be denied", "what was denied may now be said"},
		{locale.Duty, "what somebody must or may do is another", "what somebody must or may do is another"},
		{locale.Party, "who does it, or to whom, is another", "who does it, or to whom, is another"},
		{locale.Measure, "an amount, its bound, a currency, a unit or a month is another", "an amount, its bound, a currency, a unit or a month is another"},
	} {
		if number && kind.kind == locale.Measure {
			continue
		}
		before, after := ofKind(was, kind.kind), ofKind(is, kind.kind)
		gone, come := surplus(before, after), surplus(after, before)
		come = slices.DeleteFunc(come, func(o locale.Operative) bool { return m.misspelt(o, lang) })
		if kind.kind == locale.Party && (len(gone) == 0 || len(come) == 0) {
			gone, come = roles(gone), roles(come)
		}
		switch {
		case len(gone) > 0 && len(come) > 0:
			out = append(out, fmt.Sprintf("the correction puts %q in the place of %q: %s", come[0].Words, gone[0].Words, kind.came))
		case len(gone) > 0:
			out = append(out, fmt.Sprintf("the correction takes out %q: %s", gone[0].Words, kind.gone))
		case len(come) > 0:
			out = append(out, fmt.Sprintf("the correction puts in %q: %s", come[0].Words, kind.came))
		default:
			if a, b := swapped(before, after); a != "" {
				out = append(out, fmt.Sprintf("the correction puts %q in the place of %q: %s", b, a, kind.came))
			} else if word, from, to := moved(old, now, before, after, lang); word != "" && kind.kind <= locale.Duty {
				out = append(out, fmt.Sprintf("the correction takes %q from %q to %q: %s", word, from, to, kind.came))
			}
		}
	}
	return out
}

func ofKind(all []locale.Operative, kind locale.OperativeKind) []locale.Operative {
	return slices.DeleteFunc(slices.Clone(all), func(o locale.Operative) bool { return o.Kind != kind })
}

// roles leaves out "we" and "you": to put in a pronoun that was forgotten, or to take one out, names nobody else.
func roles(parties []locale.Operative) []locale.Operative {
	return slices.DeleteFunc(parties, func(o locale.Operative) bool { return o.Class == "we" || o.Class == "you" })
}

// surplus are the words of a class that the first list has more often than the second.
func surplus(list, in []locale.Operative) []locale.Operative {
	left := map[string]int{}
	for _, o := range in {
		left[o.Class]++
	}
	var out []locale.Operative
	for _, o := range list {
		if left[o.Class]--; left[o.Class] < 0 {
			out = append(out, o)
		}
	}
	return out
}

// swapped returns the first words that stand in each other's place, "" for none: what is said of one is then said of the other.
func swapped(before, after []locale.Operative) (was, is string) {
	if len(before) != len(after) {
		return "", ""
	}
	for i := range before {
		if before[i].Class != after[i].Class {
			return before[i].Words, after[i].Words
		}
	}
	return "", ""
}

// joined is the wording before with the words written together, or apart, that the correction writes so: "ни когда" denies as "никогда" does.
func (m *Mended) joined(old string) string {
	for _, p := range m.Places {
		was, is := strings.Join(strings.Fields(p[0]), ""), strings.Join(strings.Fields(p[1]), "")
		if was != "" && was == is {
			old = strings.Replace(old, p[0], p[1], 1)
		}
	}
	return old
}

// moved returns the first word that is said of something else than before, and of what: the words that name something about it are others on both
// sides. "" for none; before and after have the same words in the same order.
func moved(old, now string, before, after []locale.Operative, lang string) (word, from, to string) {
	if len(before) != len(after) {
		return "", "", ""
	}
	for i := range before {
		if was, is := strings.ToLower(before[i].Words), strings.ToLower(after[i].Words); locale.DeniesBySuffix(lang) && before[i].Kind == locale.Negation && !begunAlike(was, is) {
			return is, was, is
		}
		behindWas, behindIs := locale.Beside(old, before[i].End, lang, false), locale.Beside(now, after[i].End, lang, false)
		aheadWas, aheadIs := locale.Beside(old, before[i].Start, lang, true), locale.Beside(now, after[i].Start, lang, true)
		if len(behindWas) == 0 || len(behindIs) == 0 || alike(behindWas, behindIs) || alike(aheadWas, aheadIs) || len(aheadWas)+len(aheadIs) == 0 {
			continue
		}
		return after[i].Words, behindWas[0], behindIs[0]
	}
	return "", "", ""
}

// begunAlike reports whether two words have a stem in common, as far as three letters are one.
func begunAlike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := min(3, len(x), len(y))
	return slices.Equal(x[:n], y[:n])
}

// alike reports whether the nearest of some words is among others, but for typing errors.
func alike(a, b []string) bool {
	among := func(w string, in []string) bool {
		return slices.ContainsFunc(in, func(o string) bool { return o == w || min(len(o), len(w)) > 3 && diag.Distance(o, w) <= 1 })
	}
	return len(a) > 0 && len(b) > 0 && (among(a[0], b) || among(b[0], a))
}

// misspelt reports whether a word only takes the place of itself with a typing error in it. A word that denies never does: "now" and "not" are one
// letter apart.
func (m *Mended) misspelt(o locale.Operative, lang string) bool {
	if o.Kind == locale.Negation {
		return false
	}
	return slices.ContainsFunc(m.Places, func(p [2]string) bool {
		old, now := strings.ToLower(p[0]), strings.ToLower(p[1])
		return strings.Contains(now, strings.ToLower(o.Words)) && typo(old, now) && len(locale.Operatives(old, lang)) == 0
	})
}

// typo reports whether two pieces of text are as near as a typing error leaves them.
func typo(a, b string) bool {
	shorter := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	most := 1
	if shorter > 5 {
		most = 2
	}
	return shorter > 2 && diag.Distance(a, b) <= most
}

// namesChanged says which names of organizations a correction takes out or puts in.
func namesChanged(old, now string, m Mended) []string {
	old, now = strings.ToLower(old), strings.ToLower(now)
	var out []string
	for _, name := range m.Parties {
		low := strings.ToLower(name)
		switch had, has := strings.Count(old, low), strings.Count(now, low); {
		case utf8.RuneCountInString(low) < 3 || had == has:
		case has < had:
			out = append(out, fmt.Sprintf("the correction takes out %q: who does it, or to whom, is another", name))
		case !slices.ContainsFunc(m.Places, func(p [2]string) bool { return typo(strings.ToLower(p[0]), strings.ToLower(p[1])) }):
			out = append(out, fmt.Sprintf("the correction puts in %q: who does it, or to whom, is another", name))
		}
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
