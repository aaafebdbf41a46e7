package office

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// odtStyle is a style of an .odt, as far as it bears on words.
type odtStyle struct {
	parent, name string
	hidden, bold *bool
	struck       *bool
	span         bool // a style of words, not of paragraphs
	list         *string
}

// odtReader reads an .odt (OpenDocument 1.3, part 3).
type odtReader struct {
	styles  map[string]odtStyle
	lists   map[string][]level
	outline []level
	count   counter
	doc     *Document
	found   obstacles
}

func readODT(a *archive) (*Document, error) {
	r := &odtReader{styles: map[string]odtStyle{}, lists: map[string][]level{}, count: counter{}, doc: &Document{Kind: OpenDocument}}
	if manifest, err := a.tree("META-INF/manifest.xml"); err != nil {
		return nil, err
	} else if encrypted(manifest) {
		return nil, errors.New("it is protected by a password: save it without one")
	}
	styles, err := a.tree("styles.xml")
	if err != nil {
		return nil, err
	}
	content, err := a.tree("content.xml")
	if err != nil {
		return nil, err
	}
	text := content.child("body", "text")
	if text == nil {
		return nil, errors.New("it has no text: it is a spreadsheet, a presentation or a drawing")
	}
	for _, root := range []*node{styles, content} {
		for _, part := range []string{"styles", "automatic-styles"} {
			r.readStyles(root.child(part))
		}
	}
	r.blocks(text, nil)
	r.margins(styles.child("master-styles"))
	r.doc.Obstacles = r.found
	return r.doc, nil
}

func encrypted(manifest *node) (yes bool) {
	manifest.walk(func(n *node) bool {
		yes = yes || n.name == "encryption-data"
		return true
	})
	return yes
}

func (r *odtReader) readStyles(root *node) {
	if root == nil {
		return
	}
	for _, n := range root.children {
		switch n.name {
		case "style":
			r.styles[n.attr("name")] = readODTStyle(n)
		case "list-style":
			r.lists[n.attr("name")] = odtLevels(n)
		case "outline-style":
			r.outline = odtLevels(n)
		}
	}
}

func readODTStyle(n *node) odtStyle {
	s := odtStyle{parent: n.attr("parent-style-name"), name: n.attr("display-name"), span: n.attr("family") == "text"}
	if s.name == "" {
		s.name = n.attr("name")
	}
	for _, a := range n.attrs {
		if a.Name.Local == "list-style-name" {
			v := a.Value
			s.list = &v
		}
	}
	if text := n.child("text-properties"); text != nil {
		if v := text.attr("display"); v != "" {
			hidden := v == "none" || v == "condition"
			s.hidden = &hidden
		}
		if v := firstOf(text.attr("text-line-through-style"), text.attr("text-line-through-type")); v != "" {
			struck := v != "none"
			s.struck = &struck
		}
		if v := text.attr("font-weight"); v != "" {
			bold := v == "bold" || v >= "600" && v <= "900" && len(v) == 3
			s.bold = &bold
		}
	}
	return s
}

// odtLevels reads the levels of a list: what stands before, between and after their numbers.
func odtLevels(n *node) []level {
	var out []level
	for _, l := range n.children {
		at, err := strconv.Atoi(l.attr("level"))
		if err != nil || at < 1 || at > 9 {
			continue
		}
		for len(out) < at {
			out = append(out, level{format: "none", start: 1})
		}
		set := level{format: "bullet", start: 1}
		if l.name == "list-level-style-number" || l.name == "outline-level-style" {
			set = numberLevel(l, at)
		}
		out[at-1] = set
	}
	return out
}

var odtFormats = map[string]string{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}

func numberLevel(l *node, at int) level {
	set := level{format: "other", start: 1}
	if format, ok := odtFormats[l.attr("num-format")]; ok {
		set.format = format
	}
	if v, err := strconv.Atoi(l.attr("start-value")); err == nil {
		set.start = v
	}
	shown, err := strconv.Atoi(l.attr("display-levels"))
	if err != nil {
		shown = 1
	}
	var numbers []string
	for i := max(1, at-shown+1); i <= at && set.format != "none"; i++ {
		numbers = append(numbers, "%"+strconv.Itoa(i))
	}
	set.text = l.attr("num-prefix") + strings.Join(numbers, ".") + l.attr("num-suffix")
	if list := l.attr("num-list-format"); list != "" && set.format != "none" { // OpenDocument 1.3 extended: %1%.%2%.
		set.text = strings.NewReplacer("1%", "1", "2%", "2", "3%", "3", "4%", "4", "5%", "5", "6%", "6", "7%", "7", "8%", "8", "9%", "9").Replace(list)
	}
	return set
}

// chain returns a style and its parents.
func (r *odtReader) chain(name string) []odtStyle {
	var out []odtStyle
	for range 32 {
		s, ok := r.styles[name]
		if !ok {
			break
		}
		out = append(out, s)
		name = s.parent
	}
	return out
}

// place is where in a list a paragraph stands.
type place struct {
	list  string
	depth int
	first bool // of its item, which has the number
}

func (r *odtReader) blocks(n *node, in *place) {
	if n == nil {
		return
	}
	for _, c := range n.children {
		switch c.name {
		case "":
		case "p", "h":
			r.paragraph(c, in)
			if in != nil {
				in.first = false
			}
		case "list":
			r.list(c, in)
		case "tracked-changes":
			for _, region := range c.children {
				if region.name == "changed-region" {
					r.found.add("tracked change|tracked changes", squeeze(region.words()), acceptChanges)
				}
			}
		case "section":
			if d := c.attr("display"); (d == "none" || d == "condition") && isWordy(c.words()) {
				r.found.add("hidden passage|hidden passages", squeeze(c.words()), showHidden)
			}
			r.blocks(c, in)
		case "table-of-content":
			from := len(r.doc.Paragraphs)
			r.blocks(c.child("index-body"), nil)
			for i := from; i < len(r.doc.Paragraphs); i++ {
				r.doc.Paragraphs[i].Contents = true
			}
		case "numbered-paragraph":
			r.found.add("automatic clause number|automatic clause numbers", squeeze(c.words()), typeNumbers)
			r.blocks(c, in)
		default:
			r.blocks(c, nil)
		}
	}
}

func (r *odtReader) list(n *node, in *place) {
	p := place{list: n.attr("style-name")}
	if in != nil {
		p.depth = in.depth + 1
		if p.list == "" {
			p.list = in.list
		}
	} else if n.attr("continue-numbering") != "true" && n.attr("continue-list") == "" {
		delete(r.count, p.list)
	}
	for _, c := range n.children {
		switch c.name {
		case "list-item":
			item := p
			item.first = true
			if v, err := strconv.Atoi(c.attr("start-value")); err == nil && p.depth < 9 && r.count[p.list] != nil {
				r.count[p.list][p.depth] = v - 1
			}
			r.blocks(c, &item)
		case "list-header":
			item := p
			r.blocks(c, &item)
		}
	}
}

// paragraph reads one: its words, its number, what its style says.
func (r *odtReader) paragraph(n *node, in *place) {
	styles := r.chain(n.attr("style-name"))
	p := Paragraph{Bold: true}
	var words strings.Builder
	var after []*node
	r.inline(n, styles, &words, &p.Bold, &after)
	p.Words = squeeze(words.String())
	wordy := isWordy(p.Words)
	if n.name == "h" {
		p.Heading = 1
		if v, err := strconv.Atoi(n.attr("outline-level")); err == nil && v > 0 {
			p.Heading = v
		}
	}
	p.Title = slices.ContainsFunc(styles, func(s odtStyle) bool { return s.name == "Title" })
	p.Number = r.number(n, in, styles, p, wordy)
	if wordy {
		r.doc.Paragraphs = append(r.doc.Paragraphs, p)
	}
	for _, note := range after {
		r.blocks(note, nil)
	}
}

func (r *odtReader) number(n *node, in *place, styles []odtStyle, p Paragraph, wordy bool) string {
	list, levels, depth := "", []level(nil), 0
	switch {
	case in != nil && in.first:
		list, levels, depth = "list "+in.list, r.lists[in.list], in.depth
	case n.name == "h" && in == nil && n.attr("is-list-header") != "true":
		list, levels, depth = "outline", r.outline, max(p.Heading, 1)-1
		for _, s := range styles {
			if s.list != nil {
				list, levels = "list "+*s.list, r.lists[*s.list]
				break
			}
		}
	}
	if list == "" || depth >= len(levels) || depth > 8 {
		return ""
	}
	printed := r.count.next(strings.TrimPrefix(list, "list "), levels, depth)
	if !levels[depth].prints() {
		return ""
	}
	if wordy && (p.Heading > 0 || p.Title || !levels[depth].plain(depth)) {
		r.found.add("automatic clause number|automatic clause numbers", printed+" "+p.Words, typeNumbers)
	}
	return printed
}

// inline gathers the words of a paragraph. Notes are read after it, and so is what a text box holds, which is none of its words.
func (r *odtReader) inline(n *node, styles []odtStyle, words *strings.Builder, bold *bool, after *[]*node) {
	for _, c := range n.children {
		switch c.name {
		case "":
			if isWordy(c.text) {
				if odtSetting(styles, func(s odtStyle) *bool { return s.hidden }) {
					r.found.add("hidden passage|hidden passages", squeeze(c.text), showHidden)
				}
				struck := func(s odtStyle) *bool { return s.struck }
				if odtSetting(styles, struck) && !slices.ContainsFunc(styles, func(s odtStyle) bool { return s.span && s.struck != nil }) { // pandoc reads that of words alone
					r.found.add("passage that a style strikes through|passages that a style strikes through", squeeze(c.text), strikeOnce)
				}
				*bold = *bold && odtSetting(styles, func(s odtStyle) *bool { return s.bold })
			}
			words.WriteString(c.text)
		case "s", "tab", "line-break":
			words.WriteByte(' ')
		case "annotation":
			r.found.add("comment|comments", squeeze(n.words()), deleteNotes)
		case "annotation-end", "note-citation", "bookmark", "bookmark-start", "bookmark-end":
		case "note":
			*after = append(*after, c.child("note-body"))
		case "hidden-text", "hidden-paragraph":
			r.found.add("hidden passage|hidden passages", firstOf(c.attr("string-value"), squeeze(c.words()), squeeze(n.words())), showHidden)
		case "frame", "text-box":
			if box := boxed(c); isWordy(box) {
				r.found.add("text box|text boxes", squeeze(box), outOfBox)
			}
		case "ruby":
			r.inline(c.child("ruby-base"), styles, words, bold, after)
		default:
			r.inline(c, append(r.chain(c.attr("style-name")), styles...), words, bold, after)
		}
	}
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// boxed is what a text box holds; the description of a picture is not.
func boxed(n *node) string {
	var b strings.Builder
	n.walk(func(n *node) bool {
		if n.name == "text-box" {
			b.WriteString(n.words())
			return false
		}
		return n.name != "desc" && n.name != "title" && n.name != "object"
	})
	return b.String()
}

func odtSetting(styles []odtStyle, of func(odtStyle) *bool) bool {
	for _, s := range styles {
		if v := of(s); v != nil {
			return *v
		}
	}
	return false
}

// margins says what stands at the top and bottom of each page.
func (r *odtReader) margins(n *node) {
	n.walk(func(n *node) bool {
		kind, _, _ := strings.Cut(n.name, "-")
		if kind != "header" && kind != "footer" {
			return true
		}
		words := squeeze(n.words())
		said := "the " + kind + ": " + clip(words)
		if strings.ContainsFunc(words, unicode.IsLetter) && !slices.Contains(r.doc.LeftOut, said) {
			r.doc.LeftOut = append(r.doc.LeftOut, said)
		}
		return false
	})
}
