package redline

import (
	"fmt"
	"strings"
)

// Contents returns the contents list of a redline: the sections of the new text with the kind of change of each, removed ones at their
// old place. Sections deeper than the second level stand in it only if they changed.
func (d *Diff) Contents(w *Words) []byte {
	p := d.page(w)
	at := map[string]string{} // the anchor of a heading by its id on its side
	for i, b := range d.Blocks {
		if b.Kind != "heading" {
			continue
		}
		if b.b >= 0 && b.Op != "moved_from" {
			at["+"+b.To] = p.ids[i]
		} else {
			at["-"+b.From] = p.ids[i]
		}
	}
	top := 6
	for _, e := range d.toc {
		if !e.entry.Hidden {
			top = min(top, e.entry.Level)
		}
	}
	p.WriteString("<ol class=\"l\">")
	for _, e := range d.toc {
		id := at["+"+e.ToID]
		if e.ToID == "" {
			id = at["-"+e.FromID]
		}
		if depth := e.entry.Level - top; id == "" || e.entry.Hidden && len(e.Change) == 0 || depth > 1 && len(e.Change) == 0 {
			continue
		}
		p.entry(e, id, top)
	}
	p.WriteString("</ol>")
	return []byte(p.String())
}

func (p *page) entry(e tocEntry, id string, top int) {
	deep := ""
	if e.entry.Level > top {
		deep = " class=\"deep\""
	}
	number, title := e.entry.Listed()
	fmt.Fprintf(p, "<li%s><a href=\"#%s\"><span>%s</span><span>", deep, escape(id), escape(number))
	gone := len(e.Change) == 1 && e.Change[0] == "removed"
	if gone {
		p.WriteString("<del>" + escape(title) + "</del>")
	} else {
		p.WriteString(escape(title))
	}
	var said []string
	for _, c := range e.Change {
		said = append(said, worded(p.w.Section[c]))
	}
	if len(said) > 0 {
		fmt.Fprintf(p, " <span class=\"fine\"%s>%s</span>", p.own, strings.Join(said, ", "))
	}
	p.WriteString("</span></a></li>")
}
