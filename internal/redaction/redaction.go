// Package redaction finds words in a file as its readers see them, takes them out, and says whether a file is another one with words taken out.
//
// In come the bytes of a text, an event or an attachment and the words, as a reader would give them: over line ends, emphasis, links, entities,
// in either case, with any quotes. Out come the places, and the bytes with [source.Mark] in each of them. The package knows nothing of seals
// and reads no file.
package redaction

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"candor/internal/markdown"
	"candor/internal/source"
)

// Form is how a file is read.
type Form uint8

// The forms of files.
const (
	Plain    Form = iota // running text, with tags, entities and escapes as other formats have them
	Rows                 // lines that have nothing to do with each other: CSV, JSON
	TOML                 // strings and comments
	Markdown             // front matter and a body
)

// FormOf tells by the name and the bytes of a file how it is read; ok is false for one that is no text in UTF-8.
func FormOf(name string, data []byte) (form Form, ok bool) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return Plain, false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return Markdown, true
	case ".toml":
		return TOML, true
	case ".csv", ".tsv", ".json", ".jsonl":
		return Rows, true
	}
	return Plain, true
}

// Words are words that are looked for.
type Words struct {
	needle     []rune
	targets    [][]rune // as an address spells them
	begin, end bool     // whether a match must begin, or end, with a word: the word there is short, or a number
}

// Compile reads words as a reader would give them. lang is the language that they are written in, for the ids that headings get of them.
func Compile(words string, langs ...string) (*Words, error) {
	s := &scanner{data: []byte(strings.TrimSpace(words))}
	s.text(0, len(s.data))
	w := &Words{}
	letters := 0
	for _, g := range s.glyphs {
		if g.r == '\n' {
			g.r = ' '
		}
		if n := len(w.needle); g.r == ' ' && (n == 0 || w.needle[n-1] == ' ') {
			continue
		}
		if unicode.IsLetter(g.r) || unicode.IsNumber(g.r) {
			letters++
		}
		w.needle = append(w.needle, g.r)
	}
	switch {
	case letters < 2:
		return nil, fmt.Errorf("%q are no words that could be taken out: give two letters or digits at least", words)
	case strings.Contains(words, source.Mark):
		return nil, fmt.Errorf("%q holds %s, the mark of words that are taken out", words, source.Mark)
	}
	w.begin, w.end = short(w.needle), short(reversed(w.needle))
	w.target(string(w.needle))
	for _, lang := range langs {
		w.target(markdown.Slug(string(w.needle), lang))
	}
	for _, latin := range romanized(string(w.needle)) {
		w.target(latin)
	}
	return w, nil
}

func (w *Words) target(words string) {
	runes := []rune(strings.TrimSpace(words))
	if len(runes) > 2 && !slices.ContainsFunc(w.targets, func(t []rune) bool { return slices.Equal(t, runes) }) {
		w.targets = append(w.targets, runes)
	}
}

func reversed(r []rune) []rune {
	r = slices.Clone(r)
	slices.Reverse(r)
	return r
}

// short reports whether words begin with one that is too short to be meant within longer words, such as "Ann" in "annual", or with a number,
// which is another one within a longer one. In scripts without spaces or with prefixes words are met anywhere.
func short(words []rune) bool {
	n := 0
	for _, r := range words {
		if unicode.IsNumber(r) {
			return true
		}
		if !alphabetic(r) {
			break
		}
		n++
	}
	return n > 0 && n < 5
}

// alphabetic reports whether a letter is of a script that parts words by spaces and sets no prefix to them. No word of another script goes on with a word or
// a number of these: 由John负责, 电话13800138000.
func alphabetic(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian)
}

// Place is where words stand in a file.
type Place struct {
	Start, End int
	Longer     bool // within a longer word, so that others may be meant: they are not taken out
	Akin       bool // in another form or order, such as in another case: Longer too
	parts      [][2]int
}

// Find returns the places of words in a file, in order. body is where the body of a text begins.
func (w *Words) Find(data []byte, form Form) []Place {
	body := 0
	if form == Markdown {
		body = source.BodyOffset(data)
	}
	glyphs, addresses := read(data, form, body)
	var out []Place
	for i := 0; i < len(glyphs); i++ {
		if glyphs[i].r != w.needle[0] {
			continue
		}
		at := match(glyphs, i, w.needle, nil)
		if at == nil {
			continue
		}
		p := placed(data, glyphs, at)
		p.Longer = w.begin && joined(glyphs, i, -1) || w.end && joined(glyphs, at[len(at)-1], 1)
		out = append(out, p)
		i = at[len(at)-1]
	}
	out = append(out, w.akin(data, glyphs)...)
	for _, a := range addresses {
		out = append(out, w.named(data, a)...)
	}
	slices.SortStableFunc(out, func(a, b Place) int { return a.Start - b.Start })
	return disjoint(out)
}

// disjoint leaves out places within others.
func disjoint(places []Place) []Place {
	var out []Place
	for _, p := range places {
		if n := len(out); n > 0 && p.Start < out[n-1].End {
			switch last := &out[n-1]; {
			case p.Longer:
			case last.Longer:
				*last = p
			default: // such as the target of a link whose words are taken out
				last.add(p)
			}
			continue
		}
		out = append(out, p)
	}
	return out
}

// add takes in a place that begins within this one.
func (p *Place) add(q Place) {
	parts := slices.Concat(p.parts, q.parts)
	slices.SortFunc(parts, func(a, b [2]int) int { return a[0] - b[0] })
	p.parts = nil
	for _, part := range parts {
		if n := len(p.parts); n > 0 && part[0] < p.parts[n-1][1] {
			p.parts[n-1][1] = max(p.parts[n-1][1], part[1])
			continue
		}
		p.parts = append(p.parts, part)
	}
	p.End = max(p.End, q.End)
}

// match returns the glyphs by which words are met that begin at i, nil where they are not.
func match(glyphs []glyph, i int, needle []rune, met []int) []int {
	for len(needle) > 0 {
		if i >= len(glyphs) {
			return nil
		}
		g := glyphs[i]
		switch {
		case g.r == needle[0]:
			if g.skip > 0 {
				if at := match(glyphs, i+1, needle[1:], append(slices.Clip(met), i)); at != nil {
					return at
				}
				if len(met) == 0 {
					return nil
				}
				i = g.skip
				continue
			}
			met, needle = append(met, i), needle[1:]
			i++
		case g.r == ' ' && len(met) > 0 && glyphs[met[len(met)-1]].r == ' ':
			met = append(met, i)
			i++
		case g.skip > 0 && len(met) > 0:
			i = g.skip
		default:
			return nil
		}
	}
	return met
}

// joined reports whether the word that a glyph belongs to goes on before or after it.
func joined(glyphs []glyph, i, step int) bool {
	for i += step; i >= 0 && i < len(glyphs); i += step {
		g := glyphs[i]
		if step < 0 && strings.ContainsRune("*_~`[", g.r) || g.skip == i+1 {
			continue
		}
		return alphabetic(g.r) || unicode.IsNumber(g.r) || unicode.IsMark(g.r)
	}
	return false
}

// placed joins glyphs to the bytes that are taken out. Marks of emphasis go with the words where they are about them alone.
func placed(data []byte, glyphs []glyph, at []int) Place {
	p := Place{Start: glyphs[at[0]].start, End: glyphs[at[len(at)-1]].end}
	emphasis := true
	for n, i := range at {
		g := glyphs[i]
		if n > 0 && at[n-1] == i-1 && len(p.parts) > 0 {
			p.parts[len(p.parts)-1][1] = max(g.end, p.parts[len(p.parts)-1][1])
			continue
		}
		if n > 0 {
			for j := at[n-1] + 1; j < i; j++ {
				emphasis = emphasis && strings.ContainsRune("*_~", glyphs[j].r) && glyphs[j].skip == j+1
			}
		}
		p.parts = append(p.parts, [2]int{g.start, g.end})
	}
	p.parts = slices.DeleteFunc(p.parts, func(part [2]int) bool { return blank(glyphs, at, part) }) // spaces between marks that stay
	if !emphasis {
		return p
	}
	if start, end, ok := emphasised(data, glyphs, at); ok {
		p.Start, p.End, p.parts = start, end, [][2]int{{start, end}}
	}
	return p
}

// blank reports whether nothing but white space is seen of a part.
func blank(glyphs []glyph, at []int, part [2]int) bool {
	return !slices.ContainsFunc(at, func(i int) bool {
		return glyphs[i].r != ' ' && part[0] <= glyphs[i].start && glyphs[i].end <= part[1]
	})
}

// emphasised widens what is taken out to the marks of emphasis about it, so that none is left without its other end. ok is false where that
// other end stands elsewhere: then the marks stay.
func emphasised(data []byte, glyphs []glyph, at []int) (start, end int, ok bool) {
	mark := func(j int) bool {
		return j >= 0 && j < len(glyphs) && glyphs[j].skip == j+1 && strings.ContainsRune("*_~`", glyphs[j].r)
	}
	first, last := at[0], at[len(at)-1]
	for before := 3; before >= 0; before-- {
		for after := 3; after >= 0; after-- {
			there := true
			for n := 1; n <= before; n++ {
				there = there && mark(first-n)
			}
			for n := 1; n <= after; n++ {
				there = there && mark(last+n)
			}
			if there && balanced(data, glyphs, first-before, last+after, at) {
				return glyphs[first-before].start, glyphs[last+after].end, true
			}
		}
	}
	return 0, 0, false
}

// balanced reports whether every emphasis that begins in a range ends in it. A mark ends one where no space stands before it (CommonMark,
// section 6.2, as far as it matters here).
func balanced(data []byte, glyphs []glyph, from, to int, words []int) bool {
	type run struct {
		r rune
		n int
	}
	var open []run
	for j := from; j <= to; {
		if slices.Contains(words, j) {
			j++
			continue
		}
		r := run{glyphs[j].r, 0}
		begins := glyphs[j].start
		for j <= to && glyphs[j].r == r.r && !slices.Contains(words, j) {
			r.n++
			j++
		}
		closes := begins > glyphs[from].start && !unicode.IsSpace(lastRune(data[:begins]))
		if n := len(open); closes && n > 0 && open[n-1] == r {
			open = open[:n-1]
			continue
		}
		open = append(open, r)
	}
	return len(open) == 0
}

// spelled reads an address that begins at a byte of a file: %D0%98 is a letter.
func spelled(data []byte, from int) []glyph {
	s := &scanner{}
	for i := 0; i < len(data); {
		plain, n := letter(data[i:])
		for _, r := range fold(plain) {
			s.add(r, from+i, from+i+n)
		}
		i += n
	}
	return s.glyphs
}

// letter is the first letter of an address, and how many bytes it has there.
func letter(address []byte) (plain string, n int) {
	if address[0] != '%' {
		n = 1
		if len(address) > 1 && (address[0] >= utf8.RuneSelf || address[1] >= utf8.RuneSelf) {
			n = max(norm.NFKC.NextBoundary(address, true), 1)
		}
		return string(address[:n]), n
	}
	var raw []byte
	for i := 0; i+3 <= len(address) && address[i] == '%' && len(raw) < utf8.UTFMax; i += 3 {
		b, err := hex.DecodeString(string(address[i+1 : i+3]))
		if err != nil {
			break
		}
		raw = append(raw, b...)
	}
	if r, size := utf8.DecodeRune(raw); size > 0 && r != utf8.RuneError {
		return string(r), 3 * size
	}
	return "%", 1
}

// mail reports whether an address is one of mail in angle brackets, which is none any more with a mark in it.
func mail(data []byte, a address) bool {
	return a.start > 0 && a.end < len(data) && data[a.start-1] == '<' && data[a.end] == '>' && !bytes.Contains(data[a.start:a.end], []byte("://")) &&
		bytes.Contains(data[a.start:a.end], []byte("@"))
}

// parts reports whether a sign parts the words of an address.
func parts(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }

// spells returns where words end that an address spells from the i-th glyph on, with any signs where they have a space; 0 where it does not.
func spells(glyphs []glyph, i int, words []rune) (end int) {
	for _, r := range words {
		switch {
		case i >= len(glyphs):
			return 0
		case r == ' ' && parts(glyphs[i].r):
			for i < len(glyphs) && parts(glyphs[i].r) {
				i++
			}
		case r == glyphs[i].r:
			i++
		default:
			return 0
		}
	}
	return i
}

// named finds words in an address, as whole words of it.
func (w *Words) named(data []byte, a address) []Place {
	glyphs := spelled(data[a.start:a.end], a.start)
	var out []Place
	for _, target := range w.targets {
		for i := range glyphs {
			end := spells(glyphs, i, target)
			if end == 0 || i > 0 && !parts(glyphs[i-1].r) || end < len(glyphs) && !parts(glyphs[end].r) {
				continue
			}
			p := Place{Start: glyphs[i].start, End: glyphs[end-1].end}
			if a.id {
				p.Start, p.End = a.start, a.end
			} else if mail(data, a) {
				p.Start, p.End = a.start-1, a.end+1
			}
			p.parts = [][2]int{{p.Start, p.End}}
			out = append(out, p)
		}
	}
	return out
}

// Take returns a file with the mark in the places of words, and how many there are. Words within longer ones stay.
func Take(data []byte, places []Place) (edited []byte, n int) {
	at := 0
	for _, p := range places {
		if p.Longer {
			continue
		}
		n++
		for _, part := range p.parts {
			if part[0] < at {
				continue
			}
			edited = append(edited, data[at:part[0]]...)
			edited = append(edited, source.Mark...)
			at = part[1]
		}
	}
	return append(edited, data[at:]...), n
}
