// Package office reads what a word processor's document says about itself: .docx (ECMA-376), .odt (OpenDocument 1.3) and .rtf (Rich Text Format 1.9).
//
// In come the bytes of a file; out comes a [Document]: its paragraphs as a reader of the program would see them, with the numbers that the
// program prints before them, and what of it cannot be taken over as it is: tracked changes, comments, hidden words, text boxes. A caller has
// another program make a page of the document; [Document.Compare] says which words that page lacks, and [Document.Page] makes of it what the document
// says: a title, headings, no anchors that nobody wrote.
//
// A document is somebody else's: archives and XML that grow beyond bounds are refused, nothing outside of the bytes is read.
package office

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Kind is a format, by its usual extension without the dot; pandoc calls them so too.
type Kind string

// The formats.
const (
	Word         Kind = "docx"
	OpenDocument Kind = "odt"
	RichText     Kind = "rtf"
)

// Document is what a document holds.
type Document struct {
	Kind       Kind
	Paragraphs []Paragraph // in the order of the text, those of tables and notes too
	Obstacles  []Obstacle  // what keeps the text from being taken over as it is
	LeftOut    []string    // what stands on each page and is no part of the text, such as a header: "the header: CONFIDENTIAL"
}

// Paragraph is one that has words.
type Paragraph struct {
	Words    string
	Number   string // what the program prints before it: "2.1", "(a)"; "" for none
	Title    bool   // it has the style of the document's title
	Heading  int    // the level that its style says, from 1; 0 for none
	Bold     bool   // all of its words are bold
	Contents bool   // it is of the table of contents, which a page has no use for: its numbers are those of sheets
}

// Obstacle is a kind of thing for which a text cannot be taken over as it is.
type Obstacle struct {
	What   string // of one and of several: "tracked change|tracked changes"
	Count  int
	Where  string // words at the first of them
	WayOut string // what to do in the program
}

func (o Obstacle) String() string {
	one, many, _ := strings.Cut(o.What, "|")
	s, at := fmt.Sprintf("%d %s", o.Count, many), ", the first at"
	if o.Count == 1 {
		s, at = "1 "+one, ", at"
	}
	if o.Where != "" {
		s += fmt.Sprintf("%s %q", at, clip(o.Where))
	}
	return s + ": " + o.WayOut
}

// The ways out of obstacles, in the words of the programs.
const (
	acceptChanges = "accept or reject every change (Word: Review, Accept All Changes; LibreOffice: Edit, Track Changes, Accept All) and save"
	deleteNotes   = "delete the comments (Word: Review, Delete All Comments in Document; LibreOffice: in a comment's menu, Delete All Comments) and save"
	showHidden    = "show what is hidden (Word: File, Options, Display, Hidden text), delete it or make it visible, and save"
	typeNumbers   = "they are no words of the document, and would be lost, so that \"see clause 2.1\" leads nowhere; make them words (Word: Alt+F11, Ctrl+G, ActiveDocument.ConvertNumbersToText; or save as plain text, .txt, which keeps them) and import that"
	strikeOnce    = "delete the words if they no longer apply, or strike them through themselves, with one line (Word: select them, Home, Strikethrough), and save"
	typeSign      = "it would be lost; type it as a character (Word: Insert, Symbol, from a font of letters: ☑ ☐ ✓ •), and save"
	outOfBox      = "cut their words out and paste them where they are to be read, and save"
	insertWhole   = "put its words into the document itself and save"
	fillIn        = "fill it in or delete it, and save"
	saveAnew      = "save the document as plain text (.txt) or as a web page (.html) and import that"
	saveAsWord    = "save the document as .docx, as plain text (.txt) or as a web page (.html) and import that"
)

// obstacles gathers obstacles by what they are, in the order in which they were met.
type obstacles []Obstacle

func (o *obstacles) add(what, where, wayOut string) {
	for i := range *o {
		if (*o)[i].What == what {
			(*o)[i].Count++
			if (*o)[i].Where == "" {
				(*o)[i].Where = where
			}
			return
		}
	}
	*o = append(*o, Obstacle{what, 1, where, wayOut})
}

// ErrKind says that a file is no document of a format that is known.
var ErrKind = errors.New("it is no .docx, .odt or .rtf, whatever its name says")

// Read reads a document; its bytes decide on the format. An error says that it cannot be read, or is made to break what reads it.
func Read(data []byte) (*Document, error) {
	switch {
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return readRTF(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, errors.New("it is an old .doc or protected by a password: open it in the program and save it as .docx without one")
	case !bytes.HasPrefix(data, []byte("PK")):
		return nil, ErrKind
	}
	a, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	switch {
	case a.has("content.xml"):
		return readODT(a)
	case a.has("[Content_Types].xml"):
		return readDOCX(a)
	}
	return nil, ErrKind
}

// clip shortens words that are shown to say where something stands.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// squeeze writes words with one space between them.
func squeeze(s string) string {
	return strings.Join(strings.Fields(s), " ")
}
