package office

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// codePages are the code pages of \ansicpg, and those that the character sets of fonts stand for.
var codePages = map[int]encoding.Encoding{437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866, 874: charmap.Windows874,
	932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5, 1250: charmap.Windows1250, 1251: charmap.Windows1251,
	1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258, 10000: charmap.Macintosh, 10007: charmap.MacintoshCyrillic}

var charsets = map[int]int{0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251,
	222: 874, 238: 1250, 254: 437, 255: 850}

// rtfState is what holds to the end of a group.
type rtfState struct {
	target  rtfTarget
	unicode int // characters to skip after \u
	hidden  bool
	bold    bool
	changed bool // inserted or deleted under tracked changes
	deleted bool
	page    int // code page of the font, 0: the document's
}

// rtfTarget is where the words of a group go.
type rtfTarget int

const (
	toText rtfTarget = iota
	toNowhere
	toNumber
	toFonts
	toHeader
	toFooter
	toBox
)

// rtfReader reads an .rtf.
type rtfReader struct {
	data    []byte
	at      int
	state   rtfState
	stack   []rtfState
	page    int
	fonts   map[int]int // code pages of fonts
	font    int         // whose entry of the font table is read
	raw     []byte      // characters of a code page
	skip    int         // characters that stand for the one of \u
	star    bool        // the next word begins a group that may be skipped
	opens   bool        // the next word is the first of its group
	para    Paragraph
	words   strings.Builder
	numbers strings.Builder
	margins map[rtfTarget]*strings.Builder
	where   []pending
	changed bool // the run before this one was under tracked changes too
	hidden  bool
	doc     *Document
	found   obstacles
}

// pending is an obstacle whose paragraph is not read to its end.
type pending struct{ what, wayOut string }

func readRTF(data []byte) (*Document, error) {
	if len(data) > maxXML {
		return nil, ErrBounds
	}
	r := &rtfReader{data: data, page: 1252, fonts: map[int]int{}, margins: map[rtfTarget]*strings.Builder{toHeader: {}, toFooter: {}, toBox: {}},
		doc: &Document{Kind: RichText}, para: Paragraph{Bold: true}}
	r.state.unicode = 1
	for r.at < len(data) {
		if err := r.next(); err != nil {
			return nil, err
		}
	}
	if len(r.stack) > 0 {
		return nil, errors.New("it is cut: a group is not closed")
	}
	r.end()
	for target, kind := range map[rtfTarget]string{toHeader: "header", toFooter: "footer"} {
		if words := squeeze(r.margins[target].String()); strings.ContainsFunc(words, unicode.IsLetter) {
			r.doc.LeftOut = append(r.doc.LeftOut, "the "+kind+": "+clip(words))
		}
	}
	slices.Sort(r.doc.LeftOut)
	r.doc.Obstacles = r.found
	return r.doc, nil
}

func (r *rtfReader) next() error {
	c := r.data[r.at]
	r.at++
	switch c {
	case '{':
		r.flush()
		if r.stack = append(r.stack, r.state); len(r.stack) > maxDepth {
			return ErrBounds
		}
		r.opens, r.star = true, false
		return nil
	case '}':
		r.flush()
		if len(r.stack) == 0 {
			return errors.New("it is damaged: a group ends that did not begin")
		}
		if r.state.target == toBox && r.stack[len(r.stack)-1].target != toBox {
			if words := squeeze(r.margins[toBox].String()); isWordy(words) {
				r.found.add("text box|text boxes", words, outOfBox)
			}
			r.margins[toBox].Reset()
		}
		r.state = r.stack[len(r.stack)-1]
		r.stack = r.stack[:len(r.stack)-1]
		r.skip = 0
	case '\\':
		return r.control()
	case '\r', '\n', 0:
	default:
		r.char(c)
	}
	if c != '\r' && c != '\n' {
		r.opens = false
	}
	return nil
}

// char takes a character of a code page.
func (r *rtfReader) char(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if r.state.target == toFonts {
		return
	}
	r.raw = append(r.raw, c)
}

// flush decodes the characters that were gathered: one may be two bytes.
func (r *rtfReader) flush() {
	if len(r.raw) == 0 {
		return
	}
	page := r.state.page
	if codePages[page] == nil {
		page = r.page
	}
	e := codePages[page]
	if e == nil {
		e = charmap.Windows1252
	}
	text, err := e.NewDecoder().Bytes(r.raw)
	if err != nil {
		text = r.raw
	}
	r.raw = r.raw[:0]
	r.write(string(text))
}

func (r *rtfReader) write(s string) {
	switch r.state.target {
	case toNumber:
		r.numbers.WriteString(s)
	case toHeader, toFooter, toBox:
		r.margins[r.state.target].WriteString(s)
	case toText:
		if r.state.changed && isWordy(s) && !r.changed {
			r.where = append(r.where, pending{"tracked change|tracked changes", acceptChanges})
		}
		if r.state.hidden && isWordy(s) && !r.hidden {
			r.where = append(r.where, pending{"hidden passage|hidden passages", showHidden})
		}
		if isWordy(s) {
			r.changed, r.hidden = r.state.changed, r.state.hidden
			r.para.Bold = r.para.Bold && r.state.bold
		}
		if !r.state.deleted {
			r.words.WriteString(s)
		}
	}
}

// end ends a paragraph, a cell or a line of a table.
func (r *rtfReader) end() {
	r.flush()
	r.para.Words = squeeze(r.words.String())
	number := squeeze(r.numbers.String())
	for _, p := range r.where {
		r.found.add(p.what, r.para.Words, p.wayOut)
	}
	if isWordy(r.para.Words) {
		if isWordy(number) {
			r.para.Number = number
			r.found.add("automatic clause number|automatic clause numbers", number+" "+r.para.Words, typeNumbers)
		}
		r.doc.Paragraphs = append(r.doc.Paragraphs, r.para)
	}
	r.para, r.where = Paragraph{Bold: true}, nil
	r.changed, r.hidden = false, false
	r.words.Reset()
	r.numbers.Reset()
}

// control reads what stands behind a backslash: a sign, or a word and its number.
func (r *rtfReader) control() error {
	if r.at >= len(r.data) {
		return errors.New("it is cut in a control word")
	}
	c := r.data[r.at]
	opens, star := r.opens, r.star
	if c < 'a' || c > 'z' {
		r.at++
		r.sign(c)
		r.opens = c == '*' && opens
		return nil
	}
	from := r.at
	for r.at < len(r.data) && r.data[r.at] >= 'a' && r.data[r.at] <= 'z' {
		r.at++
	}
	word := string(r.data[from:r.at])
	from = r.at
	for r.at < len(r.data) && (r.data[r.at] >= '0' && r.data[r.at] <= '9' || r.data[r.at] == '-' && r.at == from) {
		r.at++
	}
	value, err := strconv.Atoi(string(r.data[from:r.at]))
	has := err == nil
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	r.opens, r.star = false, false
	if opens && r.destination(word, star) {
		return nil
	}
	return r.word(word, value, has)
}

// sign reads a control that is one sign.
func (r *rtfReader) sign(c byte) {
	switch c {
	case '\'':
		if r.at+2 <= len(r.data) {
			if v, err := strconv.ParseUint(string(r.data[r.at:r.at+2]), 16, 8); err == nil {
				r.char(byte(v))
			}
			r.at += 2
		}
	case '*':
		r.star = true
	case '~':
		r.flush()
		r.write("\u00a0")
	case '_':
		r.flush()
		r.write("‑")
	case '-':
	case '\r', '\n':
		r.end()
	case '\\', '{', '}':
		r.char(c)
	}
}

// elsewhere are the groups whose words are none of the text.
var elsewhere = map[string]bool{"colortbl": true, "stylesheet": true, "info": true, "pict": true, "listtable": true, "listoverridetable": true, "revtbl": true, "rsidtbl": true,
	"fldinst": true, "bkmkstart": true, "bkmkend": true, "objdata": true, "objclass": true, "filetbl": true, "private": true, "xe": true, "tc": true, "nonshppict": true,
	"themedata": true, "datastore": true, "latentstyles": true, "generator": true, "ftnsep": true, "ftnsepc": true, "aftnsep": true, "aftnsepc": true, "template": true,
	"atnid": true, "atnauthor": true, "atndate": true, "atnref": true, "atnparent": true, "atntime": true, "atnicn": true, "atrfstart": true, "atrfend": true,
	"pgdsctbl": true, "userprops": true, "sp": true, "sn": true, "sv": true, "upr": true, "formfield": true, "wgrffmtfilter": true, "colorschememapping": true, "xmlnstbl": true}

// destination begins a group whose first word says where its words go; false where the word is none of this kind.
func (r *rtfReader) destination(word string, star bool) bool {
	if r.state.target == toNowhere {
		return true
	}
	switch word {
	case "fonttbl":
		r.state.target = toFonts
	case "listtext", "pntext":
		r.state.target = toNumber
	case "header", "headerl", "headerr", "headerf":
		r.state.target = toHeader
	case "footer", "footerl", "footerr", "footerf":
		r.state.target = toFooter
	case "annotation":
		r.found.add("comment|comments", squeeze(r.words.String()), deleteNotes)
		r.state.target = toNowhere
	case "shptxt", "dptxbxtext":
		r.state.target = toBox
	case "footnote", "shp", "shpinst", "shprslt", "fldrslt", "field", "object", "result", "ud", "pgp", "do":
		if word == "shprslt" || word == "do" {
			r.state.target = toNowhere // what older programs show instead
		}
	default:
		if !star && !elsewhere[word] {
			return false
		}
		r.state.target = toNowhere
	}
	return true
}

// word reads a control word.
func (r *rtfReader) word(word string, value int, has bool) error {
	if word != "u" {
		r.flush()
	}
	set := !has || value != 0
	switch word {
	case "u":
		r.flush()
		if r.skip == 0 || r.state.unicode == 0 {
			r.write(string(rune(uint16(value))))
		}
		r.skip = r.state.unicode
	case "uc":
		r.state.unicode = max(0, min(value, 8))
	case "bin":
		if value < 0 || value > len(r.data)-r.at {
			return errors.New("it is cut in a picture")
		}
		r.at += value
	case "ansicpg":
		if codePages[value] != nil {
			r.page = value
		}
	case "mac":
		r.page = 10000
	case "pc":
		r.page = 437
	case "f":
		r.font = value
		if r.state.target != toFonts {
			r.state.page = r.fonts[value]
		}
	case "fcharset":
		if page, ok := charsets[value]; ok && r.state.target == toFonts {
			r.fonts[r.font] = page
		}
	case "plain":
		r.state.hidden, r.state.bold, r.state.changed, r.state.deleted, r.state.page = false, false, false, false, 0
	case "v":
		r.state.hidden = set
	case "b":
		r.state.bold = set
	case "revised":
		r.state.changed = set
	case "deleted":
		r.state.changed, r.state.deleted = set, set
	case "crauth", "revauthdel":
		if word == "crauth" {
			r.where = append(r.where, pending{"tracked change|tracked changes", acceptChanges})
		}
	case "par", "sect", "page", "cell", "row", "nestcell", "nestrow":
		if r.state.target == toText {
			r.end()
		} else {
			r.write(" ")
		}
	case "line", "tab", "emspace", "enspace", "qmspace", "softline", "column":
		r.write(" ")
	case "outlinelevel":
		if r.state.target == toText && value < 9 {
			r.para.Heading = value + 1
		}
	case "pard":
		r.para.Heading = 0
	default:
		if s, ok := rtfSigns[word]; ok {
			r.write(s)
		}
	}
	return nil
}

var rtfSigns = map[string]string{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"}
