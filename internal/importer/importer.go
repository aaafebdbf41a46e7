// Package importer turns a policy that a company already has, as plain text, Markdown or HTML, into the body of a candor text.
//
// In come the bytes of one file and the language it is written in. Out come a [Result]: the title, the date that the text
// states about itself, a Markdown body, and [Finding] values that say what was recognised and where it was a guess, for the
// editor who looks over the draft.
//
// One law holds for [Text] and [HTML]: every word that readers of the input saw is in the body, in order, and what nobody saw is named in a
// finding. Titles, dates, page numbers and typed
// numbers stay where they stood; markup is put around words, never in their place. So the package rather leaves a
// paragraph plain than invents a heading, and marks the place where one seems to be lost.
//
// The package reads and writes no files, knows nothing of centers and versions, and does not read office formats: pandoc makes them HTML.
package importer

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"candor/internal/civil"
)

// Options says how a file is read. The zero value is right for most files.
type Options struct {
	Lang      string               // BCP 47 tag of the text: how its dates are read, and in which encodings it may be
	Converted bool                 // the data was made of another file, whose author knows none of its lines
	File      string               // the name of the file, which is no title
	Reserved  func(id string) bool // tells of an id that the page of a text has itself; nil for none
	Title     string               // the title, where the caller knows better than the text; it replaces Result.Title, not the words of the body
}

// The kinds of findings.
const (
	KindTitle       = "title"        // the title of the document
	KindHeading     = "heading"      // a heading
	KindList        = "list"         // an enumeration
	KindTable       = "table"        // a table
	KindDate        = "last-changed" // the date of the last change
	KindEffective   = "effective"    // the date from which the text applies
	KindOtherDate   = "date"         // a date that the text states about itself and that was not taken
	KindJoined      = "joined"       // lines that were put together into one paragraph
	KindCut         = "cut"          // a sentence seems to go on behind a blank line; it is left as it stands
	KindLostBreak   = "lost-break"   // a heading or another mark of a new section seems to be missing here
	KindRunIn       = "run-in"       // a paragraph that begins with what may once have been a heading
	KindPageNumber  = "page-number"  // a page number; it is kept, because it is a word of the input
	KindEmail       = "email"        // an e-mail address that became a link
	KindURL         = "url"          // a web address that became a link
	KindDomain      = "domain"       // a host name without a scheme, left as text
	KindControl     = "control"      // control characters that became spaces
	KindRule        = "rule"         // a line of dashes or stars that became a thematic break
	KindFrontMatter = "front-matter" // a key of the front matter that is not taken over
	KindLeftovers   = "left-over"    // HTML: what a page has and a policy has not, such as a picture or a navigation
	KindAttribute   = "attribute"    // a kramdown attribute list that was taken over or left out
	KindLeftOut     = "left-out"     // words of the file that no reader saw, or that are no part of the text; they are not in the body
	KindDraft       = "draft"        // the source says that the text is not public
	KindEncoding    = "encoding"     // the file is not UTF-8; what it was read as
	KindLink        = "link"         // a link into the page: what it leads to, or that it leads nowhere
)

// Where a title comes from, the surest first.
const (
	TitleGiven       = "given"        // Options.Title
	TitleFrontMatter = "front matter" // a key of the file
	TitleStyle       = "style"        // what the author marked as the title: a heading of level 1, Word's Title
	TitleHeading     = "heading"      // another heading
	TitleLine        = "first line"   // a plain line at the top
	TitlePage        = "page"         // the <title> of a page
	TitleWords       = "words"        // what the text calls itself in its sentences
)

// Finding is one thing that was recognised.
type Finding struct {
	Line  int    // line of the input, from 1; 0 where there is none
	Kind  string // one of the Kind constants
	Text  string // the words it is about, or a short English sentence on them
	Guess bool   // another reading is possible; somebody should look
}

// Candidate is a date that a text may state about itself.
type Candidate struct {
	Date civil.Date
	Or   civil.Date // the other day that its digits can be (01/02/2024, where the language does not say which is the month); else zero
	Kind string     // KindEffective or KindDate
	Text string     // the words in which it stands
	Line int        // line of the input, from 1; 0 where there is none
	Why  string     // why it may be another document's, or otherwise not the text's; "" where nothing speaks against it
}

// Result is an imported text.
type Result struct {
	Title           string         // "" when none was recognised and none was given
	TitleFrom       string         // one of the Title constants, "" without a title
	Date            civil.Date     // the date that the text surely states about itself; zero when it states none, or where Question asks
	DateKind        string         // "effective" or "last-changed", "" without a date
	DateText        string         // the words in which the date stands
	StatedPublished civil.Date     // the day on which the text says it was published or last changed, where it says beside it from when it applies; else zero
	Dates           []Candidate    // all that may be the text's date, the likeliest first
	Question        string         // what a person must be asked before a date is taken, with the candidates, a line each; "" where Date is sure
	Draft           string         // the words by which the source says that the text is not public ("draft: true"); "" where it does not
	Meta            map[string]any // Markdown: every scalar of the front matter, as a string, a bool or a civil.Date; else nil
	Body            []byte         // Markdown, one line a paragraph, ends with a line feed unless it is empty
	Findings        []Finding      // ordered by line
}

var (
	binaryMagic  = []string{"%PDF-", "PK\x03\x04", "{\\rtf", "\xd0\xcf\x11\xe0", "\x7fELF", "\x89PNG", "GIF8", "\xff\xd8\xff"}
	htmlStart    = regexp.MustCompile(`(?i)^\s*(<\?xml\b|<!doctype\s|<html\b|<head\b|<body\b)`)
	markdownHint = regexp.MustCompile(`(?m)^ {0,3}#{1,6} \S|\]\((https?://|mailto:|/|#|\.)|^\s*\{:[^}\n]*\}\s*$|\*\*\S[^*\n]*\*\*`)
)

// lfsPointer begins a pointer of Git LFS (the specification of Git LFS, version 1).
const lfsPointer = "version https://git-lfs.github.com/spec/"

// Kind says how a file is to be imported, from its name and its content: "text", "markdown", "html", "office" for what
// pandoc can make HTML (.docx, .odt, .rtf), "pointer" for the lines that Git LFS keeps in the place of a file, or "" for what cannot be read (PDF, unknown extensions).
func Kind(name string, data []byte) string {
	head := data[:min(len(data), 1<<16)]
	head = bytes.TrimPrefix(head, []byte(byteOrderMark))
	if bytes.HasPrefix(head, []byte(lfsPointer)) {
		return "pointer"
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".docx", ".odt", ".rtf":
		return "office"
	}
	for _, m := range binaryMagic {
		if bytes.HasPrefix(head, []byte(m)) {
			return ""
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx":
		return "markdown"
	case ".html", ".htm", ".xhtml":
		return "html"
	case "", ".txt", ".text":
	default:
		return ""
	}
	switch {
	case htmlStart.Match(head):
		return "html"
	case looksLikeMarkdown(head):
		return "markdown"
	}
	return "text"
}

// looksLikeMarkdown wants front matter or two signs: one line that starts with # is also what people type by hand.
func looksLikeMarkdown(head []byte) bool {
	if fm := splitFrontMatter(strings.ReplaceAll(string(head), "\r\n", "\n")); fm.found && len(fm.entries) > 0 {
		return true
	}
	return len(markdownHint.FindAll(head, 2)) == 2
}
