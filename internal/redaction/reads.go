package redaction

import (
	"bytes"
	"strings"

	"candor/internal/markdown"
	"candor/internal/source"
)

// Reads holds a text that words were taken out of against what it was, as its readers see both: nothing else may read in another way, such as by
// emphasis that lost its end, and the words may be seen nowhere. It returns the line of the file, and what is wrong there, "" for nothing.
func (w *Words) Reads(before, after []byte, lang string) (line int, wrong string) {
	from, to := source.BodyOffset(before), source.BodyOffset(after)
	old, _ := markdown.Parse(before[from:], markdown.Options{Lang: lang, RawHTML: true})
	now, _ := markdown.Parse(after[to:], markdown.Options{Lang: lang, RawHTML: true, Line: 1 + bytes.Count(after[:to], []byte("\n"))})
	if len(old.Blocks) != len(now.Blocks) {
		return 1, "its paragraphs, headings, items or rows would not be the same"
	}
	for i := range now.Blocks {
		said, says := visible(&old.Blocks[i]), visible(&now.Blocks[i])
		if !thinned(string(fold(said)), string(fold(says))) {
			return now.Blocks[i].Pos.Line, "what stays would read in another way"
		}
		for _, p := range w.Find([]byte(says), Rows) {
			if !p.Longer {
				return now.Blocks[i].Pos.Line, "the words would still be seen"
			}
		}
	}
	return 0, ""
}

// visible is what a reader sees of a block, without the backslashes that would be read as escapes.
func visible(b *markdown.Block) string {
	var out strings.Builder
	for _, s := range b.Spans {
		out.WriteString(s.Text)
	}
	return strings.NewReplacer("\\", " ", "\n", " ").Replace(out.String())
}

// thinned reports whether between the marks of a text stands, in order, what stood in another one.
func thinned(before, after string) bool {
	for i, piece := range strings.Split(after, source.Mark) {
		at := strings.Index(before, piece)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		before = before[at+len(piece):]
	}
	return before == "" || strings.HasSuffix(after, source.Mark) || strings.HasSuffix(before, lastPiece(after))
}

func lastPiece(s string) string { return s[strings.LastIndex(s, source.Mark)+len(source.Mark):] }

// InPath reports whether a path holds words, as they are or as an address spells them.
func (w *Words) InPath(path string) bool {
	if len(w.named([]byte(path), address{0, len(path), false})) > 0 {
		return true
	}
	for _, p := range w.Find([]byte(path), Rows) {
		if !p.Longer {
			return true
		}
	}
	return false
}

// InBytes reports whether a file that is no text has words as they stand, in UTF-8 or UTF-16; what it holds compressed cannot be seen.
func (w *Words) InBytes(data []byte) bool {
	low := bytes.ToLower(data)
	words := string(w.needle)
	var wide [2][]byte
	for _, r := range words {
		if r > 0xffff {
			continue
		}
		wide[0] = append(wide[0], byte(r), byte(r>>8))
		wide[1] = append(wide[1], byte(r>>8), byte(r))
	}
	return bytes.Contains(low, []byte(words)) || bytes.Contains(low, wide[0]) || bytes.Contains(low, wide[1])
}
