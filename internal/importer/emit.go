package importer

import (
	"regexp"
	"strconv"
	"strings"
)

// What stands in a text where an editor should look.
const (
	lostComment  = "<!-- a heading seems to be lost here -->"
	folioComment = "<!-- a page number seems to stand here -->"
	valueComment = "<!-- a value that a program puts in is missing here -->"
)

// Marks are the comments that mark a place for the editor of a draft.
func Marks() []string { return []string{lostComment, folioComment, valueComment} }

// emitter writes blocks as Markdown.
type emitter struct {
	out      strings.Builder
	findings []Finding
	seen     map[string]bool // links and domains that were reported
	lastList byte            // the sign of the list that was written last, where nothing stands after it
	proof    proof
}

func newEmitter() *emitter { return &emitter{seen: map[string]bool{}, proof: newProof()} }

func (e *emitter) block(s string) {
	if e.out.Len() > 0 {
		e.out.WriteByte('\n')
	}
	e.out.WriteString(s)
	e.out.WriteByte('\n')
}

// write writes all blocks.
func (e *emitter) write(blocks []*block) {
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if b.lost {
			e.block(lostComment)
			e.lastList = 0
		}
		if b.kind == item {
			n := 1
			for i+n < len(blocks) && goesOn(blocks[i:i+n], blocks[i+n]) {
				n++
			}
			e.list(blocks[i : i+n])
			i += n - 1
			continue
		}
		e.lastList = 0
		e.single(b)
	}
}

// goesOn reports whether an item belongs to the list above it: behind a blank line only if its mark was there before, and
// its number is the next.
func goesOn(list []*block, b *block) bool {
	last := list[len(list)-1]
	if b.kind != item || b.lost || b.unmarked != last.unmarked {
		return false
	}
	if b.gap == 0 || b.indent > last.indent+1 || lastMark(last.text) == ':' {
		return true
	}
	for i := len(list) - 1; i >= 0 && len(list)-i < 64; i-- {
		if m := list[i].mark; m.class == b.mark.class {
			return m.style != decimalMark || b.mark.follows(m)
		}
	}
	return b.mark.style == bulletMark && last.mark.style == bulletMark
}

func (e *emitter) single(b *block) {
	switch b.kind {
	case heading:
		e.block(strings.Repeat("#", b.level) + " " + escapeHeading(e.inline(b.text, b.no)))
	case table:
		e.table(b)
	case rule:
		e.block("---")
	case folio:
		e.block(folioComment)
		e.block(e.paragraph(b.text, b.no))
	default:
		if b.lines == nil {
			e.block(e.paragraph(b.text, b.no))
			return
		}
		lines := make([]string, len(b.lines))
		for i, l := range b.lines {
			lines[i] = e.paragraph(l, b.no+i)
		}
		e.block(strings.Join(lines, "\\\n"))
	}
}

func (e *emitter) paragraph(s string, no int) string { return escapeStart(e.inline(s, no)) }

func (e *emitter) table(b *block) {
	var t strings.Builder
	for i, row := range b.rows {
		for _, cell := range row {
			t.WriteString("| ")
			t.WriteString(strings.ReplaceAll(e.inline(cell, b.no+i), "|", "&#124;"))
			t.WriteByte(' ')
		}
		t.WriteString("|\n")
		if i == 0 {
			t.WriteString(strings.Repeat("| --- ", len(row)) + "|\n")
		}
	}
	e.block(strings.TrimSuffix(t.String(), "\n"))
}

// node is an item of a list with the lists inside it.
type node struct {
	b        *block
	children []*node
}

// nest makes a tree of a row of items: an item with the mark of an outer list goes on with that one; a new kind of mark opens
// an inner list where the item is indented more, or where the one before ends in a colon.
func nest(items []*block) []*node {
	var top []*node
	type open struct {
		list *[]*node
		last *block
	}
	stack := []open{{&top, nil}}
	for _, b := range items {
		at := -1
		for i := len(stack) - 1; i >= 0; i-- {
			if l := stack[i].last; l != nil && l.mark.class == b.mark.class && b.indent >= l.indent-1 && (i == 0 || b.indent <= l.indent+1) {
				at = i
				break
			}
		}
		prev := stack[len(stack)-1]
		switch {
		case prev.last != nil && b.indent > prev.last.indent+1, at < 0 && prev.last != nil && lastMark(prev.last.text) == ':':
			if len(stack) < 6 {
				parent := (*prev.list)[len(*prev.list)-1]
				stack = append(stack, open{&parent.children, nil})
			}
		case at >= 0:
			stack = stack[:at+1]
		default:
			for len(stack) > 1 && stack[len(stack)-1].last.indent > b.indent {
				stack = stack[:len(stack)-1]
			}
		}
		s := &stack[len(stack)-1]
		*s.list = append(*s.list, &node{b: b})
		s.last = b
	}
	return top
}

func (e *emitter) list(items []*block) {
	loose := false
	for _, b := range items {
		loose = loose || width(b.text) > 240
	}
	var w strings.Builder
	e.lastList = e.items(&w, nest(items), "", loose, e.lastList)
	e.block(strings.TrimRight(w.String(), "\n"))
}

// items writes the items of one level. Two lists that follow each other get different signs, because Markdown would make one
// of them: "1." and "1)" for numbers, "-" and "*" for bullets. It returns the last sign.
func (e *emitter) items(w *strings.Builder, list []*node, prefix string, loose bool, last byte) byte {
	var prev mark
	for i, n := range list {
		m := n.b.mark
		numbered := m.countable() && !n.b.unmarked
		bullets := prev.style == bulletMark && m.style == bulletMark
		fresh := i == 0 || prev.class != m.class && !bullets || numbered && !m.follows(prev)
		last = signOf(numbered, fresh, last)
		sign, text := string(last), m.rest
		if numbered {
			sign = strconv.Itoa(m.nums[0]) + string(last)
		}
		if m.style == letterMark || m.style == decimalMark && !numbered {
			text = m.typed + " " + m.rest
		}
		if fresh && (i > 0 || prefix != "" && numbered && m.nums[0] != 1) {
			w.WriteByte('\n') // between two lists; and one that does not begin with 1 cannot follow a line of text directly
		}
		w.WriteString(prefix + sign + " " + e.paragraph(text, n.b.no) + "\n")
		if loose {
			w.WriteByte('\n')
		}
		if len(n.children) > 0 {
			e.items(w, n.children, prefix+strings.Repeat(" ", len(sign)+1), loose, 0)
		}
		prev = m
	}
	return last
}

func signOf(numbered, fresh bool, last byte) byte {
	signs := "-*"
	if numbered {
		signs = ".)"
	}
	switch {
	case fresh && last == signs[0]:
		return signs[1]
	case fresh || last != signs[0] && last != signs[1]:
		return signs[0]
	}
	return last
}

// The addresses that become links. What goldmark would not take as an autolink stays text.
var (
	linkPattern = regexp.MustCompile(`(?i)https?://[^\s\p{Z}\p{C}<>"«»“”„|]+|[A-Z0-9][A-Z0-9._%+-]*@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+|www\.[A-Z0-9-]+(?:\.[A-Z0-9-]+)+(?:/[A-Z0-9./-]*)?`)
	mailPattern = regexp.MustCompile(`(?i)^[A-Z0-9._%+-]+@[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?(?:\.[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?)*\.[A-Z]{2,}$`)
	bareDomain  = regexp.MustCompile(`(?i)\b[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?(?:\.[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?)*\.(?:ru|su|com|net|org|io|pro|app|dev|info|biz|eu|uk|de|fr|kz|by|ua|online|site|me|tv|ai|cloud|store|shop|tech)\b`)
)

// link is an address found in a text.
type link struct {
	start, end int // the address with the angle brackets that stood around it
	text       string
	mail, www  bool
}

func findLinks(s string) []link {
	var out []link
	for _, at := range linkPattern.FindAllStringIndex(s, -1) {
		l := link{start: at[0], end: at[1]}
		l.text = trimLink(s[at[0]:at[1]])
		l.end = l.start + len(l.text)
		switch {
		case strings.Contains(l.text, "://"):
			_, host, _ := strings.Cut(l.text, "://")
			if host == "" || strings.ContainsAny(host[:1], "/.?#") {
				continue
			}
		case strings.Contains(l.text, "@"):
			l.mail = true
			if !mailPattern.MatchString(l.text) {
				continue
			}
		case l.end < len(s) && strings.IndexByte("_~%?=&#+@:", s[l.end]) >= 0:
			continue // a part of the address would be left outside of the link
		case l.start > 0 && strings.IndexByte("_~%?=&#+@:/", s[l.start-1]) >= 0:
			continue // it is a part of another address
		default:
			l.www = true
		}
		if wordBefore(s, l.start) || wordAfter(s, l.end) {
			continue
		}
		if l.start > 0 && s[l.start-1] == '<' && l.end < len(s) && s[l.end] == '>' {
			l.start, l.end = l.start-1, l.end+1
		}
		out = append(out, l)
	}
	return out
}

// trimLink cuts the punctuation of the sentence off an address; a closing bracket stays where the address opens one.
func trimLink(s string) string {
	for s != "" {
		r := s[len(s)-1]
		bracket := r == ')' && strings.Count(s, "(") >= strings.Count(s, ")") || r == ']' && strings.Count(s, "[") >= strings.Count(s, "]")
		if bracket || !strings.ContainsRune(".,;:!?)]}'*_`\\~-", rune(r)) {
			break
		}
		s = s[:len(s)-1]
	}
	return s
}

// inline returns words as Markdown that shows the same words, with addresses as links.
func (e *emitter) inline(s string, no int) string {
	s = collapse(s)
	links := findLinks(s)
	esc := escapesOf(s, links)
	var w strings.Builder
	at := 0
	for i := 0; i < len(s); {
		if at < len(links) && links[at].start == i {
			l := links[at]
			e.reportLink(l, no)
			if l.www {
				if strings.HasSuffix(w.String(), "!") { // it would make a picture of the link
					escapeLast(&w)
				}
				w.WriteString("[" + l.text + "](https://" + l.text + ")")
			} else {
				w.WriteString("<" + l.text + ">")
			}
			i = l.end
			at++
			continue
		}
		if esc[i] {
			w.WriteByte('\\')
		}
		w.WriteByte(s[i])
		i++
	}
	e.reportDomains(s, links, no)
	if !e.proof.shows(escapeStart(w.String()), s) {
		return escapeAll(s)
	}
	return w.String()
}

func (e *emitter) reportLink(l link, no int) {
	kind := KindURL
	if l.mail {
		kind = KindEmail
	}
	e.once(Finding{Line: no, Kind: kind, Text: l.text})
}

func (e *emitter) reportDomains(s string, links []link, no int) {
	at := 0
	for _, d := range bareDomain.FindAllStringIndex(s, -1) {
		for at < len(links) && links[at].end <= d[0] {
			at++
		}
		if at < len(links) && links[at].start < d[1] || wordBefore(s, d[0]) || wordAfter(s, d[1]) {
			continue
		}
		e.once(Finding{Line: no, Kind: KindDomain, Text: s[d[0]:d[1]], Guess: true})
	}
}

// once reports an address at its first place only.
func (e *emitter) once(f Finding) {
	key := f.Kind + " " + strings.ToLower(f.Text)
	if !e.seen[key] {
		e.seen[key] = true
		e.findings = append(e.findings, f)
	}
}
