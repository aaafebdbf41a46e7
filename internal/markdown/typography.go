package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// marks are a language's quotation marks, outer and inner. The rules are CLDR 48's (delimiters) save
// where print has another habit: Kazakh, Arabic and Persian have « ».
type marks struct{ open, close, innerOpen, innerClose string }

const nbsp = "\u00a0"

// quotes returns the marks of a language; ok is false where we have no rule, and the text stays as typed. Japanese and
// traditional Chinese are among those: straight quotes there are somebody else's, 「」 are typed.
func quotes(tag string) (m marks, ok bool) {
	const (
		angle    = "«»„“"
		low      = "„“‚‘"
		lowRight = "„”«»"
		high     = "“”‘’"
		roman    = "«»“”"
		northern = "””’’"
		norse    = "«»‘’"
	)
	form := ""
	switch base := baseOf(tag); base {
	case "ru", "uk", "be", "kk", "ky", "tt", "ba", "cv", "mn", "os", "ce", "tg":
		form = angle
	case "fr":
		if hasSubtag(tag, "CH") {
			return marks{"«\u202f", "\u202f»", "‹\u202f", "\u202f›"}, true
		}
		return marks{"«" + nbsp, nbsp + "»", "“", "”"}, true
	case "de":
		if form = low; hasSubtag(tag, "CH") || hasSubtag(tag, "LI") {
			form = "«»‹›"
		}
	case "bg", "cs", "sk", "sl", "hr", "is", "lt", "et", "mk", "ka", "lb", "dsb", "hsb":
		form = low
	case "sr", "bs":
		form = "„”‘’"
	case "pl":
		form = lowRight
	case "ro":
		form = lowRight
	case "hu":
		form = "„”»«"
	case "es", "ca", "it", "el", "hy", "sq", "gl", "eu", "ast":
		form = roman
	case "pt":
		if form = high; hasSubtag(tag, "PT") {
			form = roman
		}
	case "sv", "fi", "da":
		form = northern
	case "nb", "no", "nn":
		form = norse
	case "ar", "fa", "ur", "ps", "ckb":
		form = "«»”“"
	case "zh":
		if hasSubtag(tag, "Hant") || hasSubtag(tag, "TW") || hasSubtag(tag, "HK") || hasSubtag(tag, "MO") {
			return marks{}, false
		}
		form = high
	case "en", "tr", "az", "nl", "af", "ga", "cy", "gd", "id", "ms", "fil", "vi", "th", "hi", "bn", "ta", "te", "mr", "gu",
		"kn", "ml", "pa", "si", "ne", "sw", "zu", "xh", "lv", "mt", "ko", "eo", "uz":
		form = high
	default:
		return marks{}, false
	}
	r := []rune(form)
	return marks{string(r[0]), string(r[1]), string(r[2]), string(r[3])}, true
}

// apostrophe is one mark in all languages.
const apostrophe = "’"

// typographer writes straight quotation marks, apostrophes, dashes and dots as a language prints them.
type typographer struct {
	marks
	quoted                bool // the language has a rule for quotation marks
	endings               bool // and puts endings behind them
	dash, dots            string
	angleOpen, angleClose string
}

// newTypographer returns the typographer of a language. Where we have no rule only apostrophes are written as such.
func newTypographer(tag string) parser.InlineParser {
	m, ok := quotes(tag)
	t := &typographer{marks: m, quoted: ok, dash: "—", dots: "…", angleOpen: "«", angleClose: "»"}
	switch baseOf(tag) {
	case "tr", "az":
		t.endings = true
	case "fr":
		t.angleOpen, t.angleClose = m.open, m.close
	case "zh":
		t.dash, t.dots = "——", "……"
	}
	return t
}

// Trigger returns the characters at which the typographer is asked.
func (t *typographer) Trigger() []byte {
	if !t.quoted {
		return []byte{'\''}
	}
	return []byte{'\'', '"', '-', '.', '<', '>'}
}

// Parse writes what begins at the reader's place. A run of more than three dots, which leads to a number, stays as it is typed: it is no
// ellipsis.
func (t *typographer) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '\'' || line[0] == '"' {
		return t.quote(parent, block, pc)
	}
	n := 0
	for n < len(line) && line[n] == line[0] {
		n++
	}
	written := func(s string, length int) ast.Node {
		block.Advance(length)
		return written(s)
	}
	switch {
	case line[0] == '.' && n > 3:
		block.Advance(n)
		return ast.NewTextSegment(text.NewSegment(segment.Start, segment.Start+n))
	case line[0] == '.' && n == 3:
		return written(t.dots, 3)
	case line[0] == '-' && n >= 3:
		return written(t.dash, 3)
	case line[0] == '-' && n == 2:
		return written("–", 2)
	case line[0] == '<' && n >= 2:
		return written(t.angleOpen, 2)
	case line[0] == '>' && n >= 2:
		return written(t.angleClose, 2)
	}
	return nil
}

// written is a node for what stands in the text instead of what was typed.
func written(s string) *ast.String {
	n := ast.NewString([]byte(s))
	n.SetCode(true)
	return n
}
