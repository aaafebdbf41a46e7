package redaction

import "unicode"

// token is a word of a file: its letters, and the glyphs that it begins and ends with.
type token struct {
	letters     []rune
	first, last int
	near        bool // only white space, a comma, a hyphen or marks part it from the one before
}

// tokens are the words of a file that are written in letters with endings, as they are seen.
func tokens(glyphs []glyph) []token {
	var out []token
	open, near := false, false
	for i := 0; i < len(glyphs); {
		g := glyphs[i]
		switch {
		case g.skip > i:
			i = g.skip
			continue
		case alphabetic(g.r):
			if !open {
				out = append(out, token{first: i, near: near})
			}
			t := &out[len(out)-1]
			t.letters, t.last = append(t.letters, g.r), i
			open, near = true, true
		case g.r == ' ' || g.r == ',' || g.r == '-':
			open = false
		default:
			open, near = false, false
		}
		i++
	}
	return out
}

// endings is how many letters an ending may have that a language gives a name.
const endings = 3

// inflected reports whether a word may be another form of one: Рыбакову of Рыбаков, Annas of Anna. least is how many letters they begin with alike.
func inflected(word, of []rune, least int) bool {
	n := 0
	for n < len(word) && n < len(of) && word[n] == of[n] {
		n++
	}
	return n == len(word) && n == len(of) || n >= max(least, len(of)-2) && len(word)-n <= endings
}

// akin are the places of what may be the same words in another form or order: "Ивану Рыбакову", "Roe, Jane". Whether they are is for a person to say, so
// none is taken out.
func (w *Words) akin(data []byte, glyphs []glyph) []Place {
	var words [][]rune
	for _, r := range w.needle {
		switch n := len(words); {
		case unicode.IsSpace(r):
			words = append(words, nil)
		case !alphabetic(r):
			return nil
		case n == 0:
			words = [][]rune{{r}}
		default:
			words[n-1] = append(words[n-1], r)
		}
	}
	least := 3
	if len(words) == 1 {
		least = 4
	}
	all := tokens(glyphs)
	var out []Place
	for i := 0; i+len(words) <= len(all); i++ {
		forward, backward := true, len(words) > 1
		for n := range words {
			t := all[i+n]
			near := n == 0 || t.near
			forward = forward && near && inflected(t.letters, words[n], least)
			backward = backward && near && inflected(t.letters, words[len(words)-1-n], least)
		}
		if !forward && !backward {
			continue
		}
		first, last := all[i].first, all[i+len(words)-1].last
		out = append(out, Place{Start: glyphs[first].start, End: glyphs[last].end, Longer: true, Akin: true})
	}
	return out
}
