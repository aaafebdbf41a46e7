package locale

import (
	"iter"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Numeral is a number that a text writes in words: "thirty", "сто двадцать", "dreißig".
type Numeral struct {
	Value      float64 // 0.5 of "half a year"
	Unit       string  // that the words themselves hold, as [Unit] names it: "day" of "тридцатидневный", "" for none
	Start, End int     // in bytes, of the number's words
}

// Numerals returns the numbers in words of a text in a language, in order. A word that means a number only sometimes ("one of the", "third
// parties", "семью") counts before a unit of time or money, a month, or a number ("one month", "third day", "one hundred"). It knows the
// eleven languages of its tables, Chinese and Japanese; in any other there are none.
func Numerals(text, tag string) []Numeral {
	if hanLanguage(tag) {
		return han(text)
	}
	n := numeralsOf(tag)
	if n == nil {
		return nil
	}
	words := n.split(text)
	var out []Numeral
	for i := 0; i < len(words); {
		value, unit, next := n.read(words, i)
		if next == i {
			i++
			continue
		}
		out = append(out, Numeral{Value: value, Unit: unit, Start: words[i].start, End: words[next-1].end})
		i = next
	}
	return out
}

// Unit returns one name for all forms of a unit of time or money ("days", "дней" give "day"), and any other word in small letters.
func Unit(word, tag string) string {
	word = strings.ToLower(word)
	if hanLanguage(tag) {
		return hanUnitAt(word)
	}
	if n := numeralsOf(tag); n != nil {
		if name := n.unit(n.fold(word)); name != "" {
			return name
		}
	}
	return word
}

// Number writes a value as digits: "30", "0.5".
func (n Numeral) Number() string { return strconv.FormatFloat(n.Value, 'f', -1, 64) }

// numerals are the number words of a language.
type numerals struct {
	exact, loose map[string]float64
	fused        func(word string) (value float64, unit string, ok bool) // numbers written as one word with others
	join         string                                                  // between hundreds and the rest, or tens and the rest
	joinsTens    bool
	units        []namedUnit
	months       *regexp.Regexp // before which a loose number is a day
	between      *regexp.Regexp // what may stand between a loose number and its unit: "business", "рабочих"
	apostrophe   bool           // is a letter: п'ять
	fold         func(word string) string
}

type namedUnit struct {
	name  string
	forms *regexp.Regexp
}

func (n *numerals) unit(word string) string {
	for _, u := range n.units {
		if u.forms.MatchString(word) {
			return u.name
		}
	}
	return ""
}

// word is a run of letters in small ones, with its place; near says that only spaces or a hyphen part it from the word before.
type word struct {
	text       string
	start, end int
	near       bool
}

func (n *numerals) split(text string) []word {
	var out []word
	for start, end := range letterRuns(text, n.apostrophe) {
		near := len(out) > 0 && strings.Trim(text[out[len(out)-1].end:start], " \t\n\u00a0\u202f\u00ad-‐‑") == ""
		out = append(out, word{n.fold(strings.ToLower(text[start:end])), start, end, near})
	}
	return out
}

// letterRuns gives the start and the end of every run of letters in a text, with the apostrophes in it where these belong to words.
func letterRuns(text string, apostrophe bool) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for i := 0; i < len(text); {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) {
				i += size
				continue
			}
			start := i
			for i < len(text) {
				r, size := utf8.DecodeRuneInString(text[i:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) && (!apostrophe || !strings.ContainsRune("'’ʼ", r)) {
					break
				}
				i += size
			}
			if !yield(start, i) {
				return
			}
		}
	}
}

// read reads the number that begins with the word at i, and returns the word after it: i where there is none.
func (n *numerals) read(words []word, i int) (value float64, unit string, next int) {
	if v, ok := n.exact[words[i].text]; ok {
		value, next = n.follow(words, i, v)
		return value, "", next
	}
	if v, ok := n.loose[words[i].text]; ok {
		value, next = n.follow(words, i, v)
		if next > i+1 || n.measures(words, next) {
			return value, "", next
		}
		return 0, "", i
	}
	if n.fused != nil {
		if v, u, ok := n.fused(words[i].text); ok {
			if u != "" {
				return v, u, i + 1
			}
			value, next = n.follow(words, i, v)
			return value, "", next
		}
	}
	return 0, "", i
}

// measures reports whether the word at i is a unit or a month, or one with a word such as "business" before it.
func (n *numerals) measures(words []word, i int) bool {
	if i < len(words) && words[i].near && n.between != nil && n.between.MatchString(words[i].text) {
		i++
	}
	return i < len(words) && words[i].near && (n.unit(words[i].text) != "" || n.months != nil && n.months.MatchString(words[i].text))
}

// follow adds the words after i that belong to the number that v begins: tens and hundreds from the greatest down, thousands that multiply.
func (n *numerals) follow(words []word, i int, v float64) (value float64, next int) {
	sum, now, last := 0.0, v, 1e12
	if v >= 1000 {
		sum, now, last = v, 0, v
	}
	for next = i + 1; next < len(words) && words[next].near; {
		at := next
		joined := n.join != "" && words[at].text == n.join && (now == 0 && sum > 0 || int(now)%100 == 0 || n.joinsTens && int(now)%10 == 0)
		if joined {
			at++
		}
		if at >= len(words) || !words[at].near {
			break
		}
		w, ok := n.value(words[at].text)
		if !ok || w != float64(int(w)) {
			break
		}
		switch {
		case w >= 1000 && w < last && now > 0 && !joined:
			sum, now, last = sum+now*w, 0, w
		case w >= 1000:
			return sum + now, next
		default:
			if now, ok = together(now, w); !ok {
				return sum + now, next
			}
		}
		next = at + 1
	}
	return sum + now, next
}

func (n *numerals) value(word string) (float64, bool) {
	if v, ok := n.exact[word]; ok {
		return v, true
	}
	v, ok := n.loose[word]
	return v, ok
}

// together joins two words of one number below a thousand: 20 and 5, 100 and 20, 3 and 100; in Kazakh 10 and 2, in French 60 and 12, 4 and 20.
func together(now, w float64) (float64, bool) {
	switch a, b := int(now), int(w); {
	case a == 0,
		a%100 == 0 && b < 100,
		a%100 >= 10 && a%10 == 0 && b < 10,
		(a%100 == 60 || a%100 == 80) && b >= 10 && b < 20:
		return now + w, true
	case a < 10 && b == 100:
		return now * w, true
	case a%100 == 4 && b == 20:
		return now - 4 + 80, true
	}
	return now, false
}

// numeralsOf returns the number words of a tag's language, nil where they are not known.
func numeralsOf(tag string) *numerals {
	base, _, _ := strings.Cut(tag, "-")
	return counting()[base]
}

var counting = sync.OnceValue(func() map[string]*numerals {
	all := map[string]*numerals{"ru": russian(), "en": english(), "uk": ukrainian(), "kk": kazakh(), "de": german(), "fr": french(), "es": spanish(),
		"pt": portuguese(), "it": italian(), "pl": polish(), "tr": turkish()}
	for _, n := range all {
		if n.fold == nil {
			n.fold = func(word string) string { return word }
		}
	}
	return all
})

// lexicon reads lines of a value and the words for it.
func lexicon(lines string) map[string]float64 {
	out := map[string]float64{}
	for line := range strings.Lines(lines) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		value, err := strconv.ParseFloat(fields[0], 64)
		if err != nil {
			continue // held by a test: every line begins with a number
		}
		for _, w := range fields[1:] {
			out[w] = value
		}
	}
	return out
}

// inflect adds every ending to the words that end in "~".
func inflect(words map[string]float64, endings string) map[string]float64 {
	out := map[string]float64{}
	for w, v := range words {
		stem, open := strings.CutSuffix(w, "~")
		if !open {
			out[w] = v
			continue
		}
		for _, e := range strings.Fields(endings) {
			out[stem+e] = v
		}
	}
	return out
}

// units reads lines of a name and a pattern of its forms.
func units(lines string) []namedUnit {
	var out []namedUnit
	for line := range strings.Lines(lines) {
		if name, forms, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			out = append(out, namedUnit{name, regexp.MustCompile("^(?:" + strings.TrimSpace(forms) + ")$")})
		}
	}
	return out
}
