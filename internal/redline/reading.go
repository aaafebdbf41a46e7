package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reading is a place that reads otherwise: the words that changed, in as few words around them as tell where they stand.
type Reading struct {
	Was, Is       string // with the words around them
	OldOnly, Only string // the words that changed, "" where some only went or came
}

// around is how many letters around a change stand for a word where words are not parted by spaces.
const around = 4

// Readings returns what read otherwise before, place by place: "3 years" that read "4 years". A block that came or went is one whole place.
func (d *Diff) Readings() []Reading {
	var out []Reading
	for i := range d.Blocks {
		switch b := &d.Blocks[i]; b.Op {
		case "equal", "moved_from":
		case "removed":
			out = append(out, Reading{Was: plainly(b.Runs), OldOnly: plainly(b.Runs)})
		case "added":
			out = append(out, Reading{Is: plainly(b.Runs), Only: plainly(b.Runs)})
		default:
			out = append(out, readings(b.Runs)...)
		}
	}
	return out
}

func plainly(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return tidy(b.String())
}

func readings(runs []Run) []Reading {
	var out []Reading
	for i := 0; i < len(runs); {
		if runs[i].Op == "equal" {
			i++
			continue
		}
		var was, is strings.Builder
		from := i
		for ; i < len(runs); i++ {
			switch r := &runs[i]; {
			case r.Op == "delete":
				was.WriteString(r.Text)
			case r.Op == "insert":
				is.WriteString(r.Text)
			case strings.TrimSpace(r.Text) == "" && i+1 < len(runs):
				was.WriteString(r.Text)
				is.WriteString(r.Text)
			}
			if runs[i].Op == "equal" && strings.TrimSpace(runs[i].Text) != "" {
				break
			}
		}
		if tidy(was.String()) == tidy(is.String()) {
			continue // white space
		}
		before, behind := "", ""
		if i < len(runs) {
			behind = firstWord(runs[i].Text)
		}
		if from > 0 && (behind == "" || was.Len() == 0 || is.Len() == 0) {
			before = lastWord(runs[from-1].Text)
		}
		out = append(out, Reading{tidy(before + was.String() + behind), tidy(before + is.String() + behind), tidy(was.String()), tidy(is.String())})
	}
	return out
}

// firstWord is the beginning of a text as far as its first word goes.
func firstWord(s string) string {
	letters := false
	for i, r := range s {
		switch {
		case letters && unicode.IsSpace(r):
			return s[:i]
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letters = true
		}
		if letters && wide(r) && utf8.RuneCountInString(s[:i]) >= around {
			return s[:i]
		}
	}
	return s
}

// lastWord is the end of a text as far as its last word goes.
func lastWord(s string) string {
	letters := false
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		switch {
		case letters && unicode.IsSpace(r):
			return s[i:]
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letters = true
		}
		if i -= size; letters && wide(r) && utf8.RuneCountInString(s[i:]) >= around {
			return s[i:]
		}
	}
	return s
}

// wide reports whether a letter is of a script that parts no words by spaces.
func wide(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }
