package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// marks are a language's quotation marks, outer and inner, and its apostrophe. The rules are CLDR 48's (delimiters) save
// where print has another habit: Kazakh, Arabic and Persian have « ».
type marks struct{ open, close, innerOpen, innerClose, apostrophe string }

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
			return marks{"«\u202f", "\u202f»", "‹\u202f", "\u202f›", "’"}, true
		}
		return marks{"«" + nbsp, nbsp + "»", "“", "”", "’"}, true
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
	return marks{string(r[0]), string(r[1]), string(r[2]), string(r[3]), "’"}, true
}

// typographer is goldmark's, asked only at the characters that it can change: its own list has the comma, the bracket and the
// asterisk too, and each question costs.
type typographer struct{ parser.InlineParser }

// Trigger returns the characters at which the typographer is asked.
func (typographer) Trigger() []byte { return []byte{'\'', '"', '-', '.', '<', '>'} }

// Parse leaves a run of more than three dots, which leads to a number, as it is typed: it is no ellipsis.
func (t typographer) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := 0
	for n < len(line) && line[n] == '.' {
		n++
	}
	if n <= 3 {
		return t.InlineParser.Parse(parent, block, pc)
	}
	block.Advance(n)
	return ast.NewTextSegment(text.NewSegment(segment.Start, segment.Start+n))
}

// newTypographer returns the typographer of a language, nil where we have no rule. Every key is set: goldmark fills the others
// with HTML entities.
func newTypographer(tag string) parser.InlineParser {
	m, ok := quotes(tag)
	if !ok {
		return nil
	}
	angleOpen, angleClose := "«", "»"
	if baseOf(tag) == "fr" {
		angleOpen, angleClose = m.open, m.close
	}
	dash, dots := "—", "…"
	if baseOf(tag) == "zh" {
		dash, dots = "——", "……"
	}
	return typographer{extension.NewTypographerParser(extension.WithTypographicSubstitutions(
		extension.TypographicSubstitutions{
			extension.LeftDoubleQuote:  []byte(m.open),
			extension.RightDoubleQuote: []byte(m.close),
			extension.LeftSingleQuote:  []byte(m.innerOpen),
			extension.RightSingleQuote: []byte(m.innerClose),
			extension.Apostrophe:       []byte(m.apostrophe),
			extension.EnDash:           []byte("–"),
			extension.EmDash:           []byte(dash),
			extension.Ellipsis:         []byte(dots),
			extension.LeftAngleQuote:   []byte(angleOpen),
			extension.RightAngleQuote:  []byte(angleClose),
		}))}
}
