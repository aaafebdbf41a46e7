package markdown

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"

	"candor/internal/diag"
	"candor/internal/unseen"
)

// Options says how a text is read.
type Options struct {
	File    string // for positions
	Line    int    // the line of the file at which the body begins, from 1
	Lang    string // BCP 47 tag of the text: typographer, line breaking
	Title   string // the page's title; the first h1 that repeats it is hidden. "": none is
	RawHTML bool   // keep raw HTML, sanitized

	// Outline gives the headings of the original text, read without Prefix; a translation takes their ids by place (docs/formats.md,
	// section 5). Nil: the document's own ids.
	Outline Outline
	// Prefix stands before every id ("summary-" above a text). A link to a place that the text itself does not have leads to that of the page.
	Prefix string
	// Labels are the words of the page's language that HTML needs for assistive technology.
	Labels Labels
	// Resolve turns a link target as written into the one for the page. Nil keeps what is safe as it is. ok false means that the
	// caller has reported the target as unusable: its words stay, without a link. It is not asked about targets within the
	// page (#id): those are recorded in Document.Links, and HasAnchor answers for them.
	Resolve func(link Link) (href string, ok bool)
	// Size gives the width and height of the picture at an address that Resolve returned, so that a page does not move when it comes; only
	// their ratio counts. 0 by 0: not known. Nil knows none.
	Size func(href string) (width, height int)
	// Download reports whether the file at an address that Resolve returned is to be saved and not opened. Nil: none is.
	Download func(href string) bool
}

// Saved reports whether the file that a link of the document leads to is to be saved and not opened ([Options.Download]).
func (d *Document) Saved(href string) bool { return d.tree.saved != nil && d.tree.saved(href) }

// Labels are words for assistive technology, in the page's language. An empty one is left out.
type Labels struct {
	Table      string // names a wide table's scrolling region: "Table"
	Footnote   string // "Footnote"; the number follows
	BackToText string // "Back to the text of footnote"; the number follows
	Notes      string // names the list of footnotes: "Footnotes"
	Clause     string // names a clause's link to itself: "Link to this clause"; without it there are no such links
}

// tree is what HTML needs beside the blocks. The maps stay nil where a text has no use for them.
type tree struct {
	prefix string
	labels Labels
	rtl    bool
	size   func(href string) (width, height int) // may be nil
	saved  func(href string) bool                // may be nil
	down   int                                   // added to heading levels, so that the page's h1 is the only one

	lists   map[int]listForm // by Container.N
	values  map[int]int      // an item's number where it does not follow from the one before, by index in Blocks
	classes map[int]string   // a heading's classes, by index in Blocks
	raw     map[int][]byte   // an HTMLBlock's sanitized HTML, by index in Blocks
	notes   map[int]note     // a footnote, by index in Blocks
}

// listForm is how an ordered list is shown.
type listForm struct {
	start int
	typed bool // the numbers are written out, since no list style gives them back
}

// note is a footnote's number and how often the text refers to it.
type note struct{ number, refs int }

// Parse reads the body of a text. It always returns a document; when the list of diagnostics has failed, the document
// must not be published (after rule "too-complex" it may be empty).
func Parse(body []byte, o Options) (*Document, diag.List) {
	b := &builder{o: o, doc: &Document{Lang: o.Lang}}
	b.doc.tree = tree{prefix: o.Prefix, labels: o.Labels, size: o.Size, saved: o.Download, rtl: rightToLeft(o.Lang)}
	b.clean(body)
	if !b.bounded() {
		return b.doc, b.list
	}
	root := newParser(o.Lang).Parse(text.NewReader(b.src))
	b.document(root)
	b.assignIDs()
	b.followFormer()
	b.leadOut()
	b.reportStructure()
	return b.doc, b.fewer()
}

// mostOf is how many diagnostics of one rule are shown of one text. Marks of emphasis come in pairs, and in a text by the hundred.
func mostOf(rule string) int {
	if rule == emphasisRule {
		return 1
	}
	return maxOfRule
}

// fewer leaves out what one rule says of a text too often, and says how often that is: nobody reads half a million lines.
func (b *builder) fewer() diag.List {
	if len(b.list) <= maxOfRule && b.warned[emphasisRule] <= 1 {
		return b.list
	}
	var out diag.List
	said := map[string]int{}
	last := map[string]int{} // where the last one stands in out
	for _, d := range b.list {
		if said[d.Rule]++; said[d.Rule] <= mostOf(d.Rule) {
			last[d.Rule] = len(out)
			out.Add(d)
		}
	}
	for rule, n := range said {
		most := mostOf(rule)
		if n += max(0, b.warned[rule]-most); n > most {
			out[last[rule]].Message += fmt.Sprintf(" (and %d more such places in this text)", n-most)
		}
	}
	return out
}

// HasAnchor reports whether the page has an element with this id, prefix included.
func (d *Document) HasAnchor(id string) bool {
	for i := range d.Outline {
		if e := &d.Outline[i]; e.ID == id || e.Was == id && id != "" {
			return !e.Hidden
		}
	}
	for i := range d.Blocks {
		if id != "" && (d.Blocks[i].ID == id || d.Blocks[i].Was == id) {
			return true
		}
	}
	return false
}

const bom = "\ufeff"

// clean takes away what would change the meaning of a text unseen: a byte order mark, NUL, invalid UTF-8, lone carriage
// returns (CommonMark calls them line ends, goldmark does not). Every replacement has the length of what it replaces, so offsets
// stay true.
func (b *builder) clean(body []byte) {
	if bytes.HasPrefix(body, []byte(bom)) {
		body = body[len(bom):]
		b.shift = len(bom)
	}
	b.src = body
	b.lines = diag.NewLines(b.o.File, body, max(b.o.Line, 1))
	if !utf8.Valid(body) {
		b.replaceInvalid()
	}
	b.replaceUnseen()
	if cr := bytes.IndexByte(body, '\r'); cr >= 0 {
		b.replaceLoneCR(cr)
	}
	b.text = string(b.src)
}

func (b *builder) replaceInvalid() {
	b.src = bytes.Clone(b.src)
	said := false
	for i := 0; i < len(b.src); {
		r, n := utf8.DecodeRune(b.src[i:])
		if r == utf8.RuneError && n == 1 {
			if !said {
				b.errorf(i, "encoding", "save the file as UTF-8", "byte %#x is not UTF-8", b.src[i])
				said = true
			}
			b.src[i] = '?'
		}
		i += n
	}
}

// replaceUnseen puts something else where characters stand that nobody sees, and says of these and of private-use characters where they are.
func (b *builder) replaceUnseen() {
	cloned, said := false, 0
	for c, ok := unseen.First(b.src, 0); ok; c, ok = unseen.First(b.src, c.At+c.Len) {
		hint := "delete it: it stands before what follows and cannot be seen"
		if c.Kind == unseen.Private {
			hint = "write the sign that was meant: each font shows something else there, most a box"
		}
		switch said++; {
		case said > maxSaid:
		case c.Kind == unseen.Override: // mostly harmless, around telephone numbers copied from elsewhere
			b.warnf(c.At, "control-character", hint, "the text holds %s", c.Name)
		default:
			b.errorf(c.At, "control-character", hint, "the text holds %s", c.Name)
		}
		if c.Instead == "" {
			continue
		}
		if !cloned {
			b.src, cloned = bytes.Clone(b.src), true
		}
		copy(b.src[c.At:], c.Instead)
	}
}

func (b *builder) replaceLoneCR(from int) {
	cloned := false
	for i := from; i < len(b.src); i++ {
		if b.src[i] != '\r' || i+1 < len(b.src) && b.src[i+1] == '\n' {
			continue
		}
		if !cloned {
			b.src, cloned = bytes.Clone(b.src), true
		}
		b.src[i] = '\n'
	}
	if cloned {
		b.lines = diag.NewLines(b.o.File, b.src, max(b.o.Line, 1))
	}
}
