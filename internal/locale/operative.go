package locale

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
)

// Operative is a word by which a sentence binds somebody: it denies, obliges or permits, names a party, or counts in a currency, a unit or a month.
type Operative struct {
	Kind       OperativeKind
	Class      string // the same for words that say the same: "must" and "shall"
	Words      string // as they stand in the text
	Start, End int    // bytes of the text
}

// OperativeKind is what an operative word does.
type OperativeKind uint8

// The kinds.
const (
	Negation OperativeKind = iota // denies, or makes an exception
	Duty                          // obliges, permits or forbids
	Party                         // names who does something, or to whom it is done
	Measure                       // a currency, a unit, a month, the bound of an amount, a number in words that [Numerals] does not know
)

// Operatives returns the operative words of a text in a language, in order: as far as the lists of this package know the language.
func Operatives(text, tag string) []Operative {
	base, _, _ := strings.Cut(tag, "-")
	l := lexiconOf(base)
	var out []Operative
	if l.parts {
		out = l.inside(text)
	} else {
		out = l.words(text)
	}
	months, unitOf := readerOf(tag, false).months, unitsOf(tag)
	for _, w := range split(text) {
		lower := strings.ToLower(w.text)
		_, known := l.exact[lower]
		unit, length := unitOf(lower)
		switch {
		case len(w.text) == 3 && strings.ToUpper(w.text) == w.text && currencyCode(w.text):
			out = append(out, Operative{Measure, "currency " + w.text, w.text, w.start, w.end})
		case !known && months[lower] > 0: // "may" is a month less often than a permission
			out = append(out, Operative{Measure, "month " + strconv.Itoa(months[lower]), w.text, w.start, w.end})
		case !l.parts && unit != "" && length == len(lower):
			out = append(out, Operative{Measure, "unit " + unit, w.text, w.start, w.end})
		}
	}
	slices.SortStableFunc(out, func(a, b Operative) int { return a.Start - b.Start })
	return out
}

// fillers are words that name nothing by themselves: what helps a verb, points, or leads to an amount. With a word that denies, obliges or counts they are
// no more than that word: "do not", "within 30 days". Pronouns are among the operative words.
var fillers = map[string]string{
	"en": "do does did is are was were be been being am has have had having the a an of to in within for after before by at on until up least most than more less only",
	"de": "ist sind war waren sein hat haben hatte hatten werden wurde zu der die das den dem des ein eine einen innerhalb binnen von für nach vor bis nur",
	"fr": "est sont était être a ont avait avoir le la les l' un une des de d' du à dans pour après avant sous en que",
	"es": "es son era ser está están ha han haber el la los las un una de del a en por para dentro después antes",
	"it": "è sono era essere ha hanno avere il lo la i gli le un una di del a in per entro dopo prima",
	"pt": "é são era ser está estão há tem têm ter o a os as um uma de do da em por para dentro após antes",
	"pl": "jest są był była było były być w ciągu do od po przez na za",
	"ru": "есть был была было были быть будет будут бы в течение за через до после на по не",
	"uk": "є був була було були бути буде будуть би у в протягом за через до після на по",
	"kk": "болып табылады болады ішінде бойы кейін дейін",
	"tr": "dır dir içinde süre boyunca kadar sonra önce bir",
	"ar": "في خلال من إلى على أن كان كانت هو هي بعد قبل مدة لمدة",
	"he": "את של תוך עד אחרי לפני במשך היה הוא היא",
	"ja": "を は が に で の へ と する します した して いる います",
	"ko": "을 를 은 는 이 가 에 의 로 하지 합니다 한다 동안",
	"zh": "会 會 是 有 能 要 被 在 内 內 的 了 于 於 以内 之内 为 為 期限",
}

// WithoutFillers is a text without the words of its language that name nothing by themselves, and without pronouns.
func WithoutFillers(text, tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	for _, o := range slices.Backward(Operatives(text, tag)) {
		if o.Kind == Party && (o.Class == "we" || o.Class == "you") {
			text = text[:o.Start] + " " + text[o.End:]
		}
	}
	words := strings.Fields(fillers[base])
	if lexiconOf(base).parts {
		for _, w := range words {
			text = strings.ReplaceAll(text, w, " ")
		}
		return text
	}
	var left []string
	for _, w := range split(text) {
		if !slices.Contains(words, strings.ToLower(w.text)) {
			left = append(left, w.text)
		}
	}
	for _, r := range text {
		if unicode.IsNumber(r) {
			left = append(left, string(r))
		}
	}
	return strings.Join(left, " ")
}

// DeniesBySuffix reports whether a language denies within the verb: a word that denies names what it denies.
func DeniesBySuffix(tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	return slices.ContainsFunc(lexiconOf(base).ends, func(a affix) bool { return a.kind == Negation })
}

// Beside are the two words nearest to a place of a text, behind it or, from the nearest on, ahead of it, in small letters: those of its line that name
// something, which operative words and fillers do not. Of a language that writes no spaces they are letters.
func Beside(text string, at int, tag string, ahead bool) []string {
	from, to := strings.LastIndexByte(text[:at], '\n')+1, at
	if !ahead {
		from, to = at, len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			to = at + n
		}
	}
	line := text[from:to]
	base, _, _ := strings.Cut(tag, "-")
	var words []string
	if lexiconOf(base).parts {
		for _, r := range line {
			if unicode.IsLetter(r) {
				words = append(words, string(r))
			}
		}
	} else {
		found := Operatives(line, tag)
		for _, w := range split(line) {
			binds := slices.ContainsFunc(found, func(o Operative) bool { return o.Start <= w.start && w.start < o.End })
			if word := strings.ToLower(w.text); !binds && !slices.Contains(strings.Fields(fillers[base]), word) {
				words = append(words, word)
			}
		}
	}
	if ahead {
		slices.Reverse(words)
	}
	return words[:min(2, len(words))]
}

// currencyCode reports whether three capitals are a currency (ISO 4217); those that are more often a word are none.
func currencyCode(s string) bool {
	if s == "ALL" || s == "TOP" || s == "LAK" {
		return false
	}
	_, err := currency.ParseISO(s)
	return err == nil
}

// operatives are the operative words of a language.
type operatives struct {
	exact          map[string][]meaning // words, and up to four that follow each other
	begins, ends   []affix
	parts          bool // words are not parted by spaces: what stands in the lists is looked for anywhere, the longest first
	prefixes       string
	longest        int  // words of the longest phrase; bytes where words are not parted
	apostrophesCut bool // l'utilisateur are two words
}

// unread is the class of words that are in the lists only to be passed over whole.
const unread = "none"

type meaning struct {
	kind  OperativeKind
	class string
}

type affix struct {
	text string
	meaning
}

var lexicons sync.Map // by base language, *operatives

func lexiconOf(base string) *operatives {
	if l, ok := lexicons.Load(base); ok {
		return l.(*operatives)
	}
	l, _ := lexicons.LoadOrStore(base, newOperatives(base))
	return l.(*operatives)
}

// newOperatives reads the lists of a language: lines of a kind, a class and the words of it. "_" joins the words of a phrase; "~" stands for what a
// word may go on with or begin with.
func newOperatives(base string) *operatives {
	l := &operatives{exact: map[string][]meaning{}, parts: base == "ja" || base == "ko" || base == "zh", prefixes: map[string]string{"he": "ושהב", "ar": "وف"}[base],
		apostrophesCut: base == "fr" || base == "it"}
	kinds := map[string]OperativeKind{"-": Negation, "!": Duty, "@": Party, "#": Measure}
	for line := range strings.Lines(operativeWords[base]) {
		fields := strings.Fields(line)
		if len(fields) < 3 {
			continue
		}
		m := meaning{kinds[fields[0]], fields[1]}
		for _, w := range fields[2:] {
			switch phrase := strings.ReplaceAll(w, "_", " "); {
			case strings.HasSuffix(w, "~"):
				l.begins = append(l.begins, affix{strings.TrimSuffix(phrase, "~"), m})
			case strings.HasPrefix(w, "~"):
				l.ends = append(l.ends, affix{strings.TrimPrefix(phrase, "~"), m})
			default:
				l.exact[phrase] = append(l.exact[phrase], m)
				long := 1 + strings.Count(phrase, " ")
				if l.parts {
					long = len(phrase)
				}
				l.longest = max(l.longest, long)
			}
		}
	}
	return l
}

// split returns the words of a text: runs of letters, with the apostrophes in them, which are written in one way.
func split(text string) []word {
	var out []word
	for start, end := range letterRuns(text, true) {
		near := len(out) > 0 && strings.TrimSpace(text[out[len(out)-1].end:start]) == ""
		out = append(out, word{strings.NewReplacer("’", "'", "ʼ", "'").Replace(strings.TrimRight(text[start:end], "'’ʼ")), start, end, near})
	}
	return out
}

// words finds what a language that writes spaces says. A word that stands twice is one: to write it once mends a typing error.
func (l *operatives) words(text string) []Operative {
	all := split(text)
	for i := range all {
		all[i].text = strings.ToLower(all[i].text)
	}
	var out []Operative
	for i := 0; i < len(all); {
		w := all[i]
		if i > 0 && w.near && w.text == all[i-1].text {
			i++
			continue
		}
		n, found := l.at(all, i)
		for _, m := range found {
			out = append(out, Operative{m.kind, m.class, text[w.start:all[i+n-1].end], w.start, all[i+n-1].end})
		}
		i += n
	}
	return out
}

// at returns what the words from the i-th on say, and how many of them.
func (l *operatives) at(all []word, i int) (n int, found []meaning) {
	for n := min(l.longest, len(all)-i); n > 1; n-- {
		var phrase []string
		for _, w := range all[i : i+n] {
			phrase = append(phrase, w.text)
		}
		if m := l.exact[strings.Join(phrase, " ")]; m != nil {
			return n, m
		}
	}
	w := all[i].text
	if m := l.exact[w]; m != nil {
		return 1, m
	}
	if whole, ok := strings.CutSuffix(w, "n't"); ok {
		return 1, slices.Concat(l.exact[contractions[whole]], []meaning{{Negation, "not"}})
	}
	if before, after, ok := strings.Cut(w, "'"); ok {
		found = append(found, l.exact[before+"'"]...)
		if l.apostrophesCut {
			found = append(found, l.exact[after]...)
		} else if found = append(found, l.exact[before]...); after == "ll" {
			found = append(found, l.exact["will"]...)
		}
		return 1, found
	}
	if r, size := utf8.DecodeRuneInString(w); strings.ContainsRune(l.prefixes, r) {
		if m := l.exact[w[size:]]; m != nil {
			return 1, m
		}
	}
	for _, a := range l.begins {
		if strings.HasPrefix(w, a.text) {
			return 1, []meaning{a.meaning}
		}
	}
	for _, a := range l.ends {
		if strings.HasSuffix(w, a.text) {
			return 1, []meaning{a.meaning}
		}
	}
	return 1, nil
}

// contractions are what stands before n't, where it is another word than it seems.
var contractions = map[string]string{"ca": "can", "wo": "will", "sha": "shall", "must": "must", "may": "may", "might": "might", "could": "could", "should": "should", "would": "would"}

// inside finds what a language says that writes no spaces.
func (l *operatives) inside(text string) []Operative {
	var out []Operative
	for i := 0; i < len(text); {
		_, size := utf8.DecodeRuneInString(text[i:])
		for n := min(l.longest, len(text)-i); n > 0; n-- {
			if found := l.exact[text[i:i+n]]; found != nil {
				for _, m := range found {
					if m.class != unread {
						out = append(out, Operative{m.kind, m.class, text[i : i+n], i, i + n})
					}
				}
				size = n
				break
			}
		}
		i += size
	}
	return out
}
