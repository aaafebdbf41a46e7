package redline

import (
	"encoding/json"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/markdown"
	"golang.org/x/text/unicode/norm"
)

// Sample is what can be measured of one comparison; what it is held to is said in docs/redline.md.
type Sample struct {
	Rebuilds     bool // the data form alone gives the words of both texts
	Changed      int  // words of both texts that are shown as added or removed; what moved is neither
	Optimum      int  // the fewest that any comparison of the whole texts could show, since it need not care for readers
	Runs         int  // insertions and deletions
	Partly       int  // blocks in which some words stayed and some changed
	InPartly     int  // insertions and deletions in them
	Short        int  // insertions and deletions of fewer than three characters
	Han          bool // the text is Chinese or Japanese
	InWord       int  // borders of a change inside of a word, Chinese and Japanese apart
	Moves        int  // blocks that moved
	Words, Bytes int  // of the new text
}

// Sampled measures a comparison of two documents.
func Sampled(d *Diff) Sample {
	s := Sample{Rebuilds: d.rebuilt(), Optimum: optimum(wordKeys(d.old), wordKeys(d.now))}
	signs, letters := 0, 0
	for _, b := range d.Blocks {
		if b.Op == "moved_to" {
			s.Moves++
		}
		s.block(&b)
	}
	for _, u := range d.now {
		s.Words += u.words
		for _, t := range u.tokens {
			s.Bytes += len(t.text)
			switch t.class {
			case han, kana:
				signs++
			case word:
				letters++
			}
		}
	}
	s.Han = signs > letters
	return s
}

func (s *Sample) block(b *Block) {
	equal, changes := 0, 0
	for _, r := range b.Runs {
		switch {
		case b.Op == "moved_from" || b.Op == "moved_to":
			if r.Op == "insert" && b.Op == "moved_to" || r.Op == "delete" && b.Op == "moved_from" {
				s.Changed += r.tokens
			}
		case r.Op == "equal":
			equal++
		default:
			changes++
			s.Changed += r.tokens
			if utf8.RuneCountInString(strings.TrimSpace(r.Text)) < 3 {
				s.Short++
			}
		}
	}
	s.Runs += changes
	if equal > 0 && changes > 0 {
		s.Partly++
		s.InPartly += changes
	}
	s.InWord += inWord(b.Runs)
}

// inWord counts the borders of runs that stand between two letters of the new text, whose spaces equal runs have.
func inWord(runs []Run) (n int) {
	last, marked := ' ', false
	for _, r := range runs {
		if r.Op == "delete" || r.Text == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(r.Text)
		if (marked || r.Op != "equal") && unicode.IsLetter(first) && unicode.IsLetter(last) && !spaceless(first) && !spaceless(last) {
			n++
		}
		last, _ = utf8.DecodeLastRuneInString(r.Text)
		marked = r.Op != "equal"
		if r.Break != "" {
			last = ' '
		}
	}
	return n
}

// spaceless reports that a letter's script does not part words.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func wordKeys(us []unit) (out []int32) {
	for _, u := range us {
		for _, t := range u.tokens {
			if t.words > 0 {
				out = append(out, t.key)
			}
		}
	}
	return out
}

// optimum is the number of words outside of a longest common subsequence, 64 places of the table at a time (Hyyrö 2004).
func optimum(a, b []int32) int {
	n := len(a)/64 + 1
	at := map[int32][]uint64{} // the places of each word in a
	for i, w := range a {
		if at[w] == nil {
			at[w] = make([]uint64, n)
		}
		at[w][i/64] |= 1 << (i % 64)
	}
	row := slices.Repeat([]uint64{^uint64(0)}, n)
	none := make([]uint64, n)
	for _, w := range b {
		m := at[w]
		if m == nil {
			m = none
		}
		carry := uint64(0)
		for k := range row {
			both := row[k] & m[k]
			var sum uint64
			sum, carry = bits.Add64(row[k], both, carry)
			row[k] = sum | row[k]&^m[k]
		}
	}
	kept := 0
	for i := range a {
		if row[i/64]&(1<<(i%64)) == 0 {
			kept++
		}
	}
	return len(a) + len(b) - 2*kept
}

// rebuilt reports that the data form, read again, gives the words of both texts in their order.
func (d *Diff) rebuilt() bool {
	data, err := d.JSON(Options{})
	if err != nil {
		return false
	}
	var read struct{ Blocks []Block }
	if json.Unmarshal(data, &read) != nil {
		return false
	}
	var old, now strings.Builder
	for _, b := range read.Blocks {
		for _, r := range b.Runs {
			if b.Op != "added" && b.Op != "moved_to" && r.Op != "insert" {
				old.WriteString(r.Text)
			}
			if b.Op != "removed" && b.Op != "moved_from" && r.Op != "delete" {
				now.WriteString(r.Text)
			}
		}
	}
	return Plain(old.String()) == plainOf(d.old) && Plain(now.String()) == plainOf(d.now)
}

func plainOf(us []unit) string {
	var s strings.Builder
	for _, u := range us {
		for _, t := range u.tokens {
			s.WriteString(t.text)
		}
	}
	return Plain(s.String())
}

// Plain is a text without what a comparison does not see: white space, and the difference of like signs.
func Plain(s string) string {
	return norm.NFC.String(strings.Join(strings.Fields(printable(fold.Replace(s))), ""))
}

// PlainText is that of all of a document's words in their order.
func PlainText(d *markdown.Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		if b.Kind == markdown.Rule {
			continue
		}
		for _, sp := range b.Spans {
			s.WriteString(sp.Text)
		}
	}
	return Plain(s.String())
}
