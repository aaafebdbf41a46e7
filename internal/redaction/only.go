package redaction

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/locale"
	"candor/internal/source"
)

// digestLine is a line of a front matter or an event that a redaction sets anew, since it holds a digest of a text as it was.
var digestLine = regexp.MustCompile(`(?m)^(?:translates|seal_before|body_before|followed|other_mark)[ \t]*=[^\n]*\n?`)

// Only reports whether a file is an earlier one with words taken out and nothing else done: between its marks stands, in order, what stood there
// before, and none of the gaps is a denial, a duty or an amount alone. It returns the offset in the later file from which that is not so, and
// what is wrong there, "" where nothing is. lang is the language of the text.
func Only(before, after []byte, form Form, lang string) (at int, wrong string) {
	before, after = undigested(before, form), undigested(after, form)
	mark := []byte(source.Mark)
	rest, offset := before, 0
	pieces := bytes.Split(after, mark)
	for i, piece := range pieces {
		gap := 0
		switch {
		case i == 0 && !bytes.HasPrefix(rest, piece), i == len(pieces)-1 && !bytes.HasSuffix(rest, piece):
			return offset + common(rest, piece), "it is not what stood there"
		case i == 0:
		case i == len(pieces)-1:
			gap = len(rest) - len(piece)
		default:
			_, n := utf8.DecodeRune(rest)
			if gap = bytes.Index(rest[min(n, len(rest)):], piece); gap < 0 {
				return offset, "it is not what stood there"
			}
			gap += n
		}
		if i > 0 {
			from := len(before) - len(rest)
			switch {
			case gap <= 0:
				return offset, "nothing stood where words are said to have been taken out"
			case !bytes.Equal(rest[:gap], mark):
				if what := Trivial(before, from, from+gap, lang); what != "" {
					return offset, what
				}
			}
		}
		rest = rest[gap+len(piece):]
		offset += len(piece) + len(mark)
	}
	if len(rest) > 0 {
		return len(after), "what stood at the end is gone, and no mark says so"
	}
	return 0, ""
}

func undigested(data []byte, form Form) []byte {
	body := len(data)
	switch form {
	case Markdown:
		body = source.BodyOffset(data)
	case TOML:
	default:
		return data
	}
	return append(digestLine.ReplaceAll(data[:body:body], nil), data[body:]...)
}

// common is how long two texts are the same.
func common(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// context is how many bytes about words are read to tell what they are.
const context = 48

// Trivial says why words of a file may not be taken out alone, "" where they may: without a denial, a duty, or an amount or its unit, a
// text would say another thing, and it would not show what.
func Trivial(data []byte, start, end int, langs ...string) string {
	words := plain(data[start:end])
	before, after := plain(data[max(0, start-context):start]), plain(data[end:min(len(data), end+context)])
	if shown := bytes.TrimRight(data[:start], "*_~`"); unicode.IsSpace(lastRune(shown)) {
		before += " "
	}
	if shown := bytes.TrimLeft(data[end:], "*_~`"); unicode.IsSpace(firstRune(shown)) {
		after = " " + after
	}
	cut := func(from, to byte) bool { return '0' <= from && from <= '9' && '0' <= to && to <= '9' }
	if start > 0 && cut(data[start-1], data[start]) || end < len(data) && cut(data[end-1], data[end]) {
		return fmt.Sprintf("%q is a part of a number", words)
	}
	for _, lang := range langs {
		if bare := alone(before, words, after, lang); bare != "" {
			return fmt.Sprintf("%q is nothing but %s", strings.TrimSpace(words), bare)
		}
	}
	if !strings.ContainsFunc(words, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return fmt.Sprintf("%q are no words", words)
	}
	return ""
}

var emphasisMarks = strings.NewReplacer("*", "", "_", "", "~~", "", "`", "", "&nbsp;", " ", "\u00a0", " ", "\u00ad", "")

func plain(b []byte) string {
	return strings.Join(strings.FieldsFunc(emphasisMarks.Replace(strings.ToValidUTF8(" "+string(b)+" ", "")), unicode.IsSpace), " ")
}

// alone says what words are nothing but, "" where they are more.
func alone(before, words, after, lang string) string {
	amount := ""
	text := strings.TrimSpace(words)
	for _, at := range []struct{ whole, from string }{{words, ""}, {before + words + after, before}} {
		start, end := len(at.from), len(at.from)+len(words)
		var left strings.Builder
		i := start
		for _, q := range locale.Quantities(at.whole, lang) {
			if q.Unit == "" || q.End <= start || q.Start >= end {
				continue
			}
			amount = "an amount"
			left.WriteString(at.whole[i:max(i, min(q.Start, end))] + " ")
			i = max(i, min(q.End, end))
		}
		if amount != "" {
			text = left.String() + at.whole[i:end]
			break
		}
	}
	var kinds []string
	if amount != "" {
		kinds = append(kinds, amount)
	}
	names := map[locale.OperativeKind]string{locale.Negation: "a denial", locale.Duty: "a duty"}
	var left strings.Builder
	at := 0
	for _, o := range locale.Operatives(text, lang) {
		name := names[o.Kind]
		if name == "" || o.Start < at {
			continue
		}
		if !slices.Contains(kinds, name) {
			kinds = append(kinds, name)
		}
		left.WriteString(text[at:o.Start] + " ")
		at = o.End
	}
	left.WriteString(text[at:])
	if len(kinds) == 0 || strings.ContainsFunc(locale.WithoutFillers(left.String(), lang), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	return strings.Join(kinds, " and ")
}
