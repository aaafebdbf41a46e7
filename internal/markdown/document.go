// Package markdown turns a policy text into a [Document]: its outline, its leaf blocks with positions and ids, its links, and
// its HTML.
//
// In comes the body of a text (what follows the front matter) and the language it is written in; out come the document and
// positioned diagnostics. No word of a source is lost between the two: what cannot be shown as it was written is kept as
// text and reported. The package knows nothing of centers, versions or addresses: links are resolved by a function that the
// caller gives. It does not compare documents; that is package redline, which works on [Block] values.
package markdown

import "candor/internal/diag"

// Kind is the kind of a leaf block.
type Kind uint8

// The kinds of leaf blocks.
const (
	Paragraph  Kind = iota
	Heading         // Level says which
	Item            // the first paragraph of a list item; its further paragraphs are Paragraph in the same Containers
	Row             // a table row; Cells says where each cell ends
	Code            // a fenced or indented code block, one Span
	Term            // a term of a definition list
	Definition      // a definition of a definition list
	Footnote        // the text of a footnote
	Rule            // a thematic break; no words
	HTMLBlock       // raw HTML that is kept (raw_html = true), as one Span of its words
)

// Style is a set of inline styles.
type Style uint16

// The inline styles.
const (
	Emphasis Style = 1 << iota
	Strong
	CodeSpan
	Strike
	Mark
	Sub
	Sup
	Kbd
	Abbr
	Image     // the span's text is the alternative text, its Dest the picture
	NoteRef   // a reference to a footnote
	HardBreak // a line break (two spaces, a backslash or <br>) stands before the span's text
)

// Span is a run of inline text with one style and one link target.
type Span struct {
	Text   string // unescaped, typographer applied; a soft line break is one space (nothing in zh and ja)
	Style  Style
	Dest   string // the link target as written, "" without link
	Href   string // the link target as resolved for the page
	Title  string // a link's title or an <abbr>'s
	Offset int    // byte offset in the body, -1 when unknown
	Around string // Image: the resolved target of the link that the picture stands in, "" for none
}

// ContainerKind is the kind of a container block.
type ContainerKind uint8

// The kinds of container blocks.
const (
	Quote ContainerKind = iota
	BulletList
	OrderedList
	ListItem
	Table
	TableHead
	DefinitionList
	Notes // the list of footnotes
)

// Container is a block that holds blocks. N is its ordinal in the document, so that two neighbouring lists differ.
type Container struct {
	Kind  ContainerKind
	N     int
	Tight bool // lists
}

// Block is a leaf block: a heading, a paragraph, a list item, a table row and so on, in the order of the text.
type Block struct {
	Kind       Kind
	Level      int         // heading level 1 to 6
	ID         string      // unique in the document, stable (docs/formats.md, section 4); "" for kinds that have none
	Was        string      // a second id, which it had before and under which it may have been linked to; "" for none
	Section    int         // index in Document.Outline of the heading it stands under, -1 before the first heading and in notes
	Containers []Container // outermost first
	Number     string      // the typed number as written: "1.", "2)", "1.1", "а)"; "" for none. Spans hold it too, save an Item's
	Spans      []Span
	Cells      []int // Row: for each cell, the index in Spans after its last span
	Align      []string
	Header     bool   // Row: the row is a table's head
	Info       string // Code: the info string
	Pos        diag.Pos
}

// Entry is one heading of an outline.
type Entry struct {
	ID       string
	Was      string // the id that it had before, "" where it is the same
	Explicit bool   // the id was written by the author: {#id}
	Level    int
	Number   string // the number that the heading's text begins with, as written ("2.", "2.1", "Article 2."), "" for none
	Text     string // plain words, the number included, without the numbers of footnotes
	Hidden   bool   // the page shows it as its title
	Pos      diag.Pos
}

// Outline is the list of a document's headings in order.
type Outline []Entry

// Link is a link or a picture of a document.
type Link struct {
	Dest  string // as written
	Text  string
	Image bool
	Pos   diag.Pos
}

// Document is a parsed text.
type Document struct {
	Lang    string
	Outline Outline
	Blocks  []Block
	Links   []Link

	tree tree // what HTML needs beside the blocks
}
