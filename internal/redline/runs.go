package redline

import "strings"

// marks says what differs in a block apart from its words.
type marks struct{ emphasis, typography bool }

// runs joins the words of a block's two sides into runs, given the pairs that stand on both, and counts the words and links that changed.
// Ends are the places where a block of either side ends, if several are shown as one.
func (d *Diff) runs(a, b []token, kept []pair, ends [2][]int) ([]Run, marks) {
	runs, links, m := joinRuns(a, b, kept, ends)
	for _, r := range runs {
		switch r.Op {
		case "delete":
			d.Summary.Words.Removed += r.words
		case "insert":
			d.Summary.Words.Added += r.words
		}
	}
	d.Summary.LinksChanged += links
	return runs, m
}

func joinRuns(a, b []token, kept []pair, ends [2][]int) (runs []Run, links int, m marks) {
	w := runWriter{runs: []Run{}}
	breaks := func(side, at int) bool {
		for len(ends[side]) > 0 && ends[side][0] < at+1 {
			ends[side] = ends[side][1:]
		}
		return len(ends[side]) > 0 && ends[side][0] == at+1
	}
	i, j := 0, 0
	for k := 0; k <= len(kept); k++ {
		p := pair{len(a), len(b)}
		if k < len(kept) {
			p = kept[k]
		}
		for ; i < p.a; i++ {
			w.put("delete", a[i], nil)
			w.end(breaks(0, i) && i < len(a)-1, false)
		}
		for ; j < p.b; j++ {
			w.put("insert", b[j], nil)
			w.end(false, breaks(1, j) && j < len(b)-1)
		}
		if i < len(a) && j < len(b) {
			m.emphasis = m.emphasis || a[i].style != b[j].style
			m.typography = m.typography || !looksLike(a[i].text, b[j].text)
			w.put("equal", b[j], targets(a[i], b[j]))
			w.end(breaks(0, i) && i < len(a)-1, breaks(1, j) && j < len(b)-1)
		}
		i, j = i+1, j+1
	}
	w.flush()
	return w.runs, w.links, m
}

// targets returns where a word led and where it leads, nil where that is the same. A picture has two: its own and that of the link
// around it.
func targets(was, is token) []string {
	o, n := was.leads(), is.leads()
	switch {
	case sameLink(was, is):
		return nil
	case o.dest == n.dest:
		return []string{o.around, n.around}
	case o.around == n.around:
		return []string{o.dest, n.dest}
	}
	return []string{strings.TrimSpace(o.dest + " " + o.around), strings.TrimSpace(n.dest + " " + n.around)}
}

type runWriter struct {
	runs  []Run
	buf   []byte // the text of the last run
	links int
	cut   bool // a block ends behind the last run
}

// end notes that a block of one side or both ends here.
func (w *runWriter) end(old, now bool) {
	if !old && !now {
		return
	}
	r := &w.runs[len(w.runs)-1]
	switch {
	case old && now:
		r.Break = "both"
	case old:
		r.Break = "old"
	default:
		r.Break = "new"
	}
	w.cut = true
}

func (w *runWriter) flush() {
	if k := len(w.runs) - 1; k >= 0 {
		w.runs[k].Text = string(w.buf)
		w.runs[k].Links = links(&w.runs[k])
	}
	w.buf = w.buf[:0]
}

// links are the words of what was inserted or deleted that lead somewhere.
func links(r *Run) (out []Link) {
	if r.Op == "equal" {
		return nil
	}
	var last *link
	for _, b := range r.bits {
		to := b.link.targets()
		switch {
		case len(to) == 0:
			last = nil
			continue
		case last == nil || !sameTarget(last, b.link):
			out = append(out, Link{Href: to})
		}
		out[len(out)-1].Text += string(b.text)
		last = b.link
	}
	for k := range out {
		out[k].Text = strings.TrimSpace(out[k].Text)
	}
	return out
}

// targets are where words lead, as written; a picture's own comes first.
func (l *link) targets() (out []string) {
	if l == nil {
		return nil
	}
	for _, to := range []string{l.dest, l.around} {
		if to != "" {
			out = append(out, to)
		}
	}
	return out
}

// sameTarget reports that words of a text lead to the same place.
func sameTarget(a, b *link) bool { return a == b || a != nil && b != nil && *a == *b }

func (w *runWriter) put(op string, t token, href []string) {
	space := ""
	if t.tab > 0 {
		space = strings.Repeat("\t", int(t.tab))
	} else if t.space {
		space = " "
	}
	if k := len(w.runs) - 1; k < 0 || w.cut || w.runs[k].Op != op || !sameHref(w.runs[k].Href, href) {
		if href != nil {
			w.links++
		}
		w.flush()
		w.cut = false
		w.runs = append(w.runs, Run{Op: op, Href: href})
	}
	w.buf = append(append(w.buf, space...), t.text...)
	r := &w.runs[len(w.runs)-1]
	r.words += int(t.words)
	r.tokens += int(min(t.words, 1))
	r.bits = appendBit(r.bits, bit{[]byte(t.text), t.style, t.link}, space)
}

// appendBit joins like stretches; the space before a word belongs to what stands before it.
func appendBit(bits []bit, b bit, space string) []bit {
	k := len(bits) - 1
	switch {
	case k >= 0 && bits[k].style == b.style && sameTarget(bits[k].link, b.link):
		bits[k].text = append(append(bits[k].text, space...), b.text...)
		return bits
	case space != "" && k >= 0:
		bits[k].text = append(bits[k].text, space...)
	case space != "":
		bits = append(bits, bit{text: []byte(space)})
	}
	return append(bits, b)
}

func sameHref(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 || a[0] == b[0] && a[1] == b[1])
}
