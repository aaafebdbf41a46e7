package markdown

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// spanWriter gathers the inline text of one block into spans. A span that stands in the source as it is shares the source's
// memory; only where something was left out or put in between is it copied.
type spanWriter struct {
	text  string // the source
	joins bool   // a soft line break between two wide letters stands for nothing
	spans []Span // of the block at work
	now   look   // of what is put next

	open     bool // the last span is being written:
	cur      look
	flags    Style // HardBreak, when it stands before the span
	offset   int
	start    int // the span is text[start:end] …
	end      int
	copied   bool // … or buf
	buf      []byte
	last     rune // the last character that was put, 0 at the beginning of a block or a cell
	soft     bool // a soft line break was met and not put yet
	hard     bool // a hard line break was met and not put yet
	separate bool // a space must stand before the next text if it begins with a letter
}

// look is what all of a span's text has in common.
type look struct {
	style Style
	link  int // ordinal of the link within the document, 0 for none
	title string
}

// begin starts a block or a cell: white space at its beginning is nothing.
func (w *spanWriter) begin() {
	w.flush()
	w.last, w.soft, w.hard, w.separate = 0, false, false, false
}

// put writes text that stands at an offset of the source as it is.
func (w *spanWriter) put(start, end int) {
	if start >= end {
		return
	}
	s := w.text[start:end]
	w.gap(s)
	if w.open && w.cur == w.now && !w.hard {
		if !w.copied && w.end == start {
			w.end = end
		} else {
			w.copy()
			w.buf = append(w.buf, s...)
		}
	} else {
		w.flush()
		w.begun(start)
		w.start, w.end, w.copied = start, end, false
	}
	w.last, _ = utf8.DecodeLastRuneInString(s)
}

// add writes text that is not in the source, or not so; offset says what stands there instead, -1 when unknown.
func (w *spanWriter) add(s string, offset int) {
	if s == "" {
		return
	}
	w.gap(s)
	w.append(s, offset)
}

func (w *spanWriter) append(s string, offset int) {
	if w.open && w.cur == w.now && !w.hard {
		w.copy()
		w.buf = append(w.buf, s...)
	} else {
		w.flush()
		w.begun(offset)
		w.buf, w.copied = append(w.buf[:0], s...), true
	}
	w.last, _ = utf8.DecodeLastRuneInString(s)
}

func (w *spanWriter) begun(offset int) {
	w.open, w.cur, w.offset, w.flags = true, w.now, offset, 0
	if w.hard {
		w.flags, w.hard = HardBreak, false
	}
}

func (w *spanWriter) copy() {
	if !w.copied {
		w.buf, w.copied = append(w.buf[:0], w.text[w.start:w.end]...), true
	}
}

// gap puts the space that stands for a soft line break, or that keeps two words apart, before s.
func (w *spanWriter) gap(s string) {
	if !w.soft && !w.separate {
		return
	}
	first, _ := utf8.DecodeRuneInString(s)
	wanted := w.soft && !(w.joins && isWide(w.last) && isWide(first)) ||
		w.separate && isWord(w.last) && isWord(first)
	w.soft, w.separate = false, false
	if !wanted || w.last == 0 || w.hard || unicode.IsSpace(w.last) {
		return
	}
	now := w.now
	if w.cur != now {
		w.now = look{style: w.cur.style & now.style}
		if w.cur.link == now.link {
			w.now.link = now.link
		}
		if w.now.style&Abbr != 0 && w.cur.title == now.title {
			w.now.title = now.title
		} else {
			w.now.style &^= Abbr
		}
	}
	w.append(" ", -1)
	w.now = now
}

// breakLine notes a hard line break.
func (w *spanWriter) breakLine() {
	if w.last == 0 && !w.hard {
		return
	}
	if w.hard {
		w.flush()
		w.spans = append(w.spans, Span{Style: HardBreak, Offset: -1})
	}
	w.hard, w.soft, w.separate = true, false, false
}

// flush ends the span that is being written.
func (w *spanWriter) flush() {
	if !w.open {
		return
	}
	s := Span{Style: w.cur.style | w.flags, Title: w.cur.title, Offset: w.offset}
	if w.copied {
		s.Text = string(w.buf)
	} else {
		s.Text = w.text[w.start:w.end]
	}
	w.spans = append(w.spans, s)
	w.open = false
}

// isWide reports whether a character is of the scripts that are written without spaces: Unicode's East Asian Width W and F.
func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
