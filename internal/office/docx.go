package office

import (
	"errors"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// The names of WordprocessingML: ECMA-376 part 1, transitional and strict.
var wordSpaces = []string{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"}

func (n *node) isWord(name string) bool {
	return n.name == name && slices.Contains(wordSpaces, n.space)
}

// revisions are what tracked changes are written as (ECMA-376 part 1, 17.13.5).
var revisions = map[string]bool{"ins": true, "del": true, "moveFrom": true, "moveTo": true, "rPrChange": true, "pPrChange": true, "sectPrChange": true,
	"tblPrChange": true, "tblPrExChange": true, "tblGridChange": true, "trPrChange": true, "tcPrChange": true, "numberingChange": true, "cellIns": true,
	"cellDel": true, "cellMerge": true}

// wordStyle is a style, as far as it bears on words.
type wordStyle struct {
	name, based string
	props       wordProps
}

// wordProps are properties of paragraphs and runs that a style or a paragraph sets; nil is not set.
type wordProps struct {
	hidden, bold *bool
	once, twice  *bool   // struck through with one line, with two
	outline      *int    // 0 to 8; 9 is body text
	list         *string // a numId
	level        *int
}

// wordReader reads a .docx.
type wordReader struct {
	a        *archive
	parts    map[string][]string // names of the document's parts by the last word of their relationship's type
	styles   map[string]wordStyle
	standard string // the paragraph style of paragraphs that name none
	defaults wordProps
	lists    map[string]string // the list that a numId is of: an abstractNumId
	levels   map[string][]level
	count    counter
	begun    map[string]bool // numIds whose own start was applied
	starts   map[string]map[int]int
	contents bool // what is read is a table of contents
	doc      *Document
	found    obstacles
}

func readDOCX(a *archive) (*Document, error) {
	r := &wordReader{a: a, styles: map[string]wordStyle{}, lists: map[string]string{}, levels: map[string][]level{}, count: counter{}, begun: map[string]bool{},
		starts: map[string]map[int]int{}, doc: &Document{Kind: Word}}
	main, err := r.relations()
	if err != nil {
		return nil, err
	}
	root, err := a.tree(main)
	if err != nil {
		return nil, err
	}
	if root == nil || root.child("body") == nil {
		return nil, errors.New("it has no text: " + main + " is missing")
	}
	if err := r.readStyles(); err != nil {
		return nil, err
	}
	if err := r.readNumbering(); err != nil {
		return nil, err
	}
	r.text(root.child("body"))
	for _, notes := range []string{"footnotes", "endnotes"} {
		if err := r.each(notes, func(root *node) { r.notes(root) }); err != nil {
			return nil, err
		}
	}
	for _, kind := range []string{"header", "footer"} {
		if err := r.each(kind, func(root *node) { r.margin(kind, root) }); err != nil {
			return nil, err
		}
	}
	r.doc.Obstacles = r.found
	return r.doc, nil
}

// relations finds the parts of the document (ECMA-376 part 2, 9.3): the text may have any name.
func (r *wordReader) relations() (main string, err error) {
	main = "word/document.xml"
	root, err := r.a.tree("_rels/.rels")
	if err != nil {
		return "", err
	}
	root.walk(func(n *node) bool {
		if n.name == "Relationship" && strings.HasSuffix(n.attr("Type"), "/officeDocument") {
			main = strings.TrimPrefix(path.Clean("/"+n.attr("Target")), "/")
		}
		return true
	})
	r.parts = map[string][]string{}
	root, err = r.a.tree(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"))
	if err != nil {
		return "", err
	}
	root.walk(func(n *node) bool {
		if n.name == "Relationship" && n.attr("TargetMode") != "External" {
			target := n.attr("Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(path.Dir(main), target)
			}
			kind := path.Base(n.attr("Type"))
			r.parts[kind] = append(r.parts[kind], strings.TrimPrefix(path.Clean("/"+target), "/"))
		}
		return true
	})
	for _, kind := range []string{"styles", "numbering", "footnotes", "endnotes"} { // as programs find them that read no relations
		if name := path.Join(path.Dir(main), kind+".xml"); len(r.parts[kind]) == 0 && r.a.has(name) {
			r.parts[kind] = []string{name}
		}
	}
	return main, nil
}

// each reads the parts of a kind.
func (r *wordReader) each(kind string, read func(root *node)) error {
	for _, name := range r.parts[kind] {
		root, err := r.a.tree(name)
		if err != nil {
			return err
		}
		if root != nil {
			read(root)
		}
	}
	return nil
}

func (r *wordReader) readStyles() error {
	return r.each("styles", func(root *node) {
		r.defaults = properties(root.child("docDefaults", "pPrDefault", "pPr"), root.child("docDefaults", "rPrDefault", "rPr"))
		for _, n := range root.children {
			if !n.isWord("style") {
				continue
			}
			id := n.attr("styleId")
			s := wordStyle{name: n.child("name").value(), based: n.child("basedOn").value(), props: properties(n.child("pPr"), n.child("rPr"))}
			r.styles[id] = s
			if n.attr("type") == "paragraph" && on(n.attr("default")) && n.attr("default") != "" {
				r.standard = id
			}
		}
	})
}

// value returns the attribute in which most elements hold what they say.
func (n *node) value() string {
	if n == nil {
		return ""
	}
	return n.attr("val")
}

// on reads a toggle (ECMA-376 part 1, 22.9.2.7): without a value it is on.
func on(value string) bool { return value != "0" && value != "false" && value != "off" }

func properties(paragraph, run *node) (p wordProps) {
	toggle := func(name string) *bool {
		if n := run.child(name); n != nil {
			v := on(n.value())
			return &v
		}
		return nil
	}
	whole := func(n *node) *int {
		if v, err := strconv.Atoi(n.value()); err == nil && v >= 0 {
			return &v
		}
		return nil
	}
	p.hidden, p.bold = toggle("vanish"), toggle("b")
	p.once, p.twice = toggle("strike"), toggle("dstrike")
	p.outline = whole(paragraph.child("outlineLvl"))
	p.level = whole(paragraph.child("numPr", "ilvl"))
	if n := paragraph.child("numPr", "numId"); n != nil {
		v := n.value()
		p.list = &v
	}
	return p
}

// chain returns a style and those that it is based on.
func (r *wordReader) chain(id string) []wordStyle {
	var out []wordStyle
	for range 32 {
		s, ok := r.styles[id]
		if !ok {
			break
		}
		out = append(out, s)
		id = s.based
	}
	return out
}

// readNumbering reads the lists (ECMA-376 part 1, 17.9).
func (r *wordReader) readNumbering() error {
	return r.each("numbering", func(root *node) {
		links := map[string]string{} // lists that are as a style says
		for _, n := range root.children {
			switch {
			case n.isWord("abstractNum"):
				id := n.attr("abstractNumId")
				for _, l := range n.children {
					if l.isWord("lvl") {
						r.setLevel(id, l)
					}
				}
				links[id] = n.child("numStyleLink").value()
			case n.isWord("num"):
				id, list := n.attr("numId"), n.child("abstractNumId").value()
				r.overrides(n, id, &list)
				r.lists[id] = list
			}
		}
		for list, style := range links {
			for _, s := range r.chain(style) {
				if s.props.list != nil && r.lists[*s.props.list] != "" && r.levels[list] == nil {
					r.levels[list] = r.levels[r.lists[*s.props.list]]
				}
			}
		}
	})
}

func (r *wordReader) setLevel(list string, n *node) {
	at, err := strconv.Atoi(n.attr("ilvl"))
	if err != nil || at < 0 || at > 8 {
		return
	}
	levels := r.levels[list]
	for len(levels) <= at {
		levels = append(levels, level{format: "none", start: 1})
	}
	l := level{format: n.child("numFmt").value(), text: n.child("lvlText").value(), start: 1, style: n.child("pStyle").value()}
	if v, err := strconv.Atoi(n.child("start").value()); err == nil {
		l.start = v
	}
	if l.format == "" {
		l.format = "decimal"
	}
	l.legal = n.child("isLgl") != nil && on(n.child("isLgl").value())
	l.stays = n.child("lvlRestart").value() == "0"
	levels[at] = l
	r.levels[list] = levels
}

// overrides reads what a use of a list says of its own: another look makes a list of its own of it, another start is applied at its first paragraph.
func (r *wordReader) overrides(n *node, id string, list *string) {
	for _, o := range n.children {
		if !o.isWord("lvlOverride") {
			continue
		}
		at, err := strconv.Atoi(o.attr("ilvl"))
		if err != nil || at < 0 || at > 8 {
			continue
		}
		if v, err := strconv.Atoi(o.child("startOverride").value()); err == nil {
			if r.starts[id] == nil {
				r.starts[id] = map[int]int{}
			}
			r.starts[id][at] = v
		}
		if l := o.child("lvl"); l != nil {
			own := "num " + id
			if *list != own {
				r.levels[own] = slices.Clone(r.levels[*list])
				*list = own
			}
			r.setLevel(own, l)
		}
	}
}

// text reads the paragraphs of a part, and what in it keeps it from being taken over.
func (r *wordReader) text(n *node) {
	r.scan(n)
	r.blocks(n)
}

// skipped tells what in a part is no text of its own: what a text box holds, and the form of a picture or a box for programs that cannot read the other.
func skipped(n *node) bool {
	return n.isWord("txbxContent") || n.name == "Fallback" && strings.Contains(n.space, "markup-compatibility")
}

func (r *wordReader) blocks(n *node) {
	n.walk(func(n *node) bool {
		switch {
		case n.isWord("p"):
			r.paragraph(n)
			return false
		case n.isWord("sdt") && n.child("sdtPr", "docPartObj", "docPartGallery").value() == "Table of Contents":
			r.contents = true
			r.blocks(n.child("sdtContent"))
			r.contents = false
			return false
		}
		return !skipped(n)
	})
}

var generated = regexp.MustCompile(`(?i)^\s*(AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM)\b`)

// merged are fields that a letter to many is made with: each copy has other words there.
var merged = regexp.MustCompile(`(?i)^\s*(MERGEFIELD|MACROBUTTON)\b`)

// scan looks for what keeps a text from being taken over as it is.
func (r *wordReader) scan(n *node) {
	var at *node // the paragraph
	commented := map[string]bool{}
	where := func() string {
		if at == nil {
			return ""
		}
		return squeeze(written(at))
	}
	n.walk(func(n *node) bool {
		switch {
		case n.name == "Fallback" && skipped(n):
			return false
		case n.isWord("p"):
			at = n
		case n.isWord(n.name) && revisions[n.name]:
			r.found.add("tracked change|tracked changes", where(), acceptChanges)
		case n.isWord("commentReference") || n.isWord("commentRangeStart"):
			if id := n.attr("id"); !commented[id] {
				commented[id] = true
				r.found.add("comment|comments", where(), deleteNotes)
			}
		case n.isWord("instrText") && merged.MatchString(n.words()), n.isWord("fldSimple") && merged.MatchString(n.attr("instr")):
			r.found.add("field that was not filled in|fields that were not filled in", where(), fillIn)
		case n.isWord("tr") && n.child("trPr", "hidden") != nil && on(n.child("trPr", "hidden").value()):
			r.found.add("hidden passage|hidden passages", squeeze(written(n)), showHidden)
		case n.isWord("instrText") && generated.MatchString(n.words()), n.isWord("fldSimple") && generated.MatchString(n.attr("instr")):
			r.found.add("automatic number|automatic numbers", where(), typeNumbers)
		case n.isWord("altChunk") || n.isWord("subDoc"):
			r.found.add("inserted document|inserted documents", where(), insertWhole)
		case n.isWord("txbxContent"):
			if words := squeeze(written(n)); isWordy(words) {
				r.found.add("text box|text boxes", words, outOfBox)
			}
		case n.isWord("showingPlcHdr") && on(n.value()):
			r.found.add("field that was not filled in|fields that were not filled in", where(), fillIn)
		case n.name == "relIds" && strings.HasSuffix(n.space, "/diagram"):
			r.found.add("diagram|diagrams", where(), "write its words out as text and save")
		}
		return true
	})
}

// written is all text of an element, what was deleted under tracked changes too.
func written(n *node) string {
	var b strings.Builder
	n.walk(func(n *node) bool {
		switch {
		case skipped(n) && n.name == "Fallback":
			return false
		case n.isWord("t") || n.isWord("delText"):
			b.WriteString(n.words())
		case n.isWord("p") || n.isWord("tab") || n.isWord("br"):
			b.WriteByte(' ')
		}
		return true
	})
	return b.String()
}

// paragraph reads one: its words, its number, what its style says.
func (r *wordReader) paragraph(n *node) {
	own := n.child("pPr")
	id := own.child("pStyle").value()
	if id == "" {
		id = r.standard
	}
	styles := r.chain(id)
	props := properties(own, nil)
	p := Paragraph{Bold: true}
	var words strings.Builder
	r.runs(n, styles, &words, &p.Bold)
	p.Words = squeeze(words.String())
	p.Heading, p.Title = heading(props, styles)
	p.Contents = r.contents || slices.ContainsFunc(styles, func(s wordStyle) bool { return contentsName.MatchString(s.name) })
	wordy := isWordy(p.Words)
	p.Number = r.number(props, styles, id, p, wordy)
	if wordy {
		r.doc.Paragraphs = append(r.doc.Paragraphs, p)
	}
}

// isWordy tells whether a text has a word.
func isWordy(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

var contentsName = regexp.MustCompile(`(?i)^toc (heading|[1-9])$`)

var headingName = regexp.MustCompile(`(?i)^heading ([1-9])$`)

func heading(own wordProps, styles []wordStyle) (level int, title bool) {
	if own.outline != nil {
		level = *own.outline + 1
	}
	for _, s := range styles {
		if strings.EqualFold(s.name, "title") {
			return 0, true
		}
		if m := headingName.FindStringSubmatch(s.name); m != nil && level == 0 {
			level = int(m[1][0] - '0')
		}
		if s.props.outline != nil && level == 0 {
			level = *s.props.outline + 1
		}
	}
	if level > 9 {
		level = 0
	}
	return level, false
}

// number counts a paragraph of a list and returns what is printed before it.
func (r *wordReader) number(own wordProps, styles []wordStyle, style string, p Paragraph, wordy bool) string {
	num, at := own.list, own.level
	for _, s := range styles {
		if num == nil {
			num = s.props.list
		}
		if at == nil {
			at = s.props.level
		}
	}
	if num == nil || *num == "0" || r.lists[*num] == "" {
		return ""
	}
	list := r.lists[*num]
	levels := r.levels[list]
	depth := 0
	if at != nil {
		depth = min(*at, 8)
	} else if i := slices.IndexFunc(levels, func(l level) bool { return l.style != "" && l.style == style }); i >= 0 {
		depth = i
	}
	if !r.begun[*num] {
		r.begun[*num] = true
		r.begin(list, levels, r.starts[*num])
	}
	printed := r.count.next(list, levels, depth)
	if depth >= len(levels) || !levels[depth].prints() {
		return ""
	}
	if wordy && (p.Heading > 0 || p.Title || !levels[depth].plain(depth)) {
		r.found.add("automatic clause number|automatic clause numbers", printed+" "+p.Words, typeNumbers)
	}
	return printed
}

// begin applies the start that a use of a list has of its own.
func (r *wordReader) begin(list string, levels []level, starts map[int]int) {
	for at, v := range starts {
		if r.count[list] == nil {
			r.count[list] = &[9]int{}
			for i := range r.count[list] {
				r.count[list][i] = start(levels, i) - 1
			}
		}
		r.count[list][at] = v - 1
	}
}

// runs gathers the words below a node of a paragraph, and whether all of them are bold.
func (r *wordReader) runs(n *node, styles []wordStyle, words *strings.Builder, bold *bool) {
	for _, c := range n.children {
		switch {
		case skipped(c), c.isWord("pPr"), c.isWord("del"), c.isWord("moveFrom"), c.isWord("rt"), c.isWord("sdtPr"):
		case c.isWord("r"):
			r.run(c, styles, words, bold)
		case c.name == "t" && strings.HasSuffix(c.space, "/math"):
			words.WriteString(c.words())
		default:
			r.runs(c, styles, words, bold)
		}
	}
}

func (r *wordReader) run(n *node, styles []wordStyle, words *strings.Builder, bold *bool) {
	props := properties(nil, n.child("rPr"))
	own := r.chain(n.child("rPr", "rStyle").value())
	chain := append(slices.Clone(own), styles...)
	var text strings.Builder
	for _, c := range n.children {
		switch {
		case c.isWord("t"):
			text.WriteString(c.words())
		case c.isWord("tab") || c.isWord("br") || c.isWord("cr") || c.isWord("ptab"):
			text.WriteByte(' ')
		case c.isWord("noBreakHyphen"):
			text.WriteRune('‑')
		case c.isWord("ruby"):
			r.runs(c, styles, &text, bold)
		case c.isWord("sym") && !strings.EqualFold(c.attr("font"), "Symbol"): // pandoc reads that font alone
			r.found.add("sign of a font of signs|signs of a font of signs", firstOf(squeeze(words.String()+text.String()), c.attr("font")), typeSign)
		}
	}
	s := text.String()
	if isWordy(s) {
		if setting(props.hidden, chain, r.defaults.hidden, func(p wordProps) *bool { return p.hidden }) {
			r.found.add("hidden passage|hidden passages", squeeze(s), showHidden)
		}
		if r.strikes(props, own, chain) {
			r.found.add("passage that a style or two lines strike through|passages that a style or two lines strike through", squeeze(s), strikeOnce)
		}
		*bold = *bold && setting(props.bold, chain, r.defaults.bold, func(p wordProps) *bool { return p.bold })
	}
	words.WriteString(s)
}

// strikes reports whether words are struck through in a way that pandoc does not read: with two lines, or by another style than the run's own. They
// would apply again.
func (r *wordReader) strikes(props wordProps, own, chain []wordStyle) bool {
	once := func(p wordProps) *bool { return p.once }
	twice := func(p wordProps) *bool { return p.twice }
	if setting(props.once, chain, r.defaults.once, once) {
		return props.once == nil && (len(own) == 0 || own[0].props.once == nil)
	}
	return setting(props.twice, chain, r.defaults.twice, twice)
}

// setting is what a run sets itself, else its styles, the nearest first, else the document.
func setting(own *bool, styles []wordStyle, standard *bool, of func(wordProps) *bool) bool {
	if own != nil {
		return *own
	}
	for _, s := range styles {
		if v := of(s.props); v != nil {
			return *v
		}
	}
	return standard != nil && *standard
}

// notes reads footnotes or endnotes; the lines that part them from the text are none.
func (r *wordReader) notes(root *node) {
	for _, n := range root.children {
		if kind := n.attr("type"); kind == "" || kind == "normal" {
			r.text(n)
		}
	}
}

// margin says what stands at the top or bottom of each page.
func (r *wordReader) margin(kind string, root *node) {
	words := squeeze(written(root))
	said := "the " + kind + ": " + clip(words)
	if strings.ContainsFunc(words, unicode.IsLetter) && !slices.Contains(r.doc.LeftOut, said) {
		r.doc.LeftOut = append(r.doc.LeftOut, said)
	}
}
