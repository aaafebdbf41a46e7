package redline

import "strings"

// runs joins the words of a block's two sides into runs, given the pairs that stand on both, and counts what changed.
func (d *Diff) runs(a, b []token, kept []pair) []Run {
	w := runWriter{runs: []Run{}}
	sum := &d.Summary
	i, j, form, typo := 0, 0, 0, 0
	for _, p := range append(kept, pair{len(a), len(b)}) {
		for ; i < p.a; i++ {
			w.put("delete", a[i], nil)
			sum.Words.Removed += a[i].words
		}
		for ; j < p.b; j++ {
			w.put("insert", b[j], nil)
			sum.Words.Added += b[j].words
		}
		if i < len(a) && j < len(b) {
			var href []string
			if a[i].dest != b[j].dest {
				href = []string{a[i].dest, b[j].dest}
			}
			if a[i].style != b[j].style {
				form = 1
			}
			if a[i].text != b[j].text {
				typo = 1
			}
			w.put("equal", b[j], href)
		}
		i, j = i+1, j+1
	}
	w.flush()
	sum.LinksChanged += w.links
	sum.FormChanged += form
	sum.TypographyChanged += typo
	return w.runs
}

type runWriter struct {
	runs  []Run
	buf   []byte // the text of the last run
	links int
}

func (w *runWriter) flush() {
	if k := len(w.runs) - 1; k >= 0 {
		w.runs[k].Text = string(w.buf)
	}
	w.buf = w.buf[:0]
}

func (w *runWriter) put(op string, t token, href []string) {
	space := ""
	if t.tab > 0 {
		space = strings.Repeat("\t", t.tab)
	} else if t.space {
		space = " "
	}
	if k := len(w.runs) - 1; k >= 0 && w.runs[k].Op == op && sameHref(w.runs[k].Href, href) {
		w.buf = append(append(w.buf, space...), t.text...)
		w.runs[k].words += t.words
		return
	}
	if href != nil {
		w.links++
	}
	w.flush()
	w.buf = append(append(w.buf, space...), t.text...)
	w.runs = append(w.runs, Run{Op: op, Href: href, words: t.words})
}

func sameHref(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 || a[0] == b[0] && a[1] == b[1])
}
