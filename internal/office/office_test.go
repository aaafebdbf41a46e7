package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// pack makes an archive of files, given as names and what they hold in turn.
func pack(files ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const (
	wordOpen = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:%s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram">`
	relOpen = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relType = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

func part(name, inner string) string {
	return fmt.Sprintf(wordOpen, name) + inner + "</w:" + name + ">"
}

// docx makes a document of what its body holds, and of further parts.
func docx(body string, parts ...string) []byte {
	rels := relOpen
	files := []string{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels", relOpen + `<Relationship Id="r" Type="` + relType + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", part("document", "<w:body>"+body+"<w:sectPr/></w:body>")}
	for i := 0; i < len(parts); i += 2 {
		rels += fmt.Sprintf(`<Relationship Id="r%d" Type="%s%s" Target="%s"/>`, i, relType, strings.TrimRight(parts[i], "0123456789"), parts[i]+".xml")
		files = append(files, "word/"+parts[i]+".xml", parts[i+1])
	}
	return pack(append(files, "word/_rels/document.xml.rels", rels+"</Relationships>")...)
}

func r(words string, props ...string) string {
	return "<w:r><w:rPr>" + strings.Join(props, "") + `</w:rPr><w:t xml:space="preserve">` + words + "</w:t></w:r>"
}

func p(props string, runs ...string) string {
	return "<w:p><w:pPr>" + props + "</w:pPr>" + strings.Join(runs, "") + "</w:p>"
}

func style(id, name, rest string) string {
	return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + rest + `</w:style>`
}

func numPr(num, level string) string {
	return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr>`
}

// numbering is a list of which each level is "FORMAT TEXT".
func numbering(levels ...string) string {
	s := `<w:abstractNum w:abstractNumId="7">`
	for i, l := range levels {
		format, text, _ := strings.Cut(l, " ")
		s += fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, i, format, text)
	}
	return part("numbering", s+`</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="7"/></w:num>`+
		`<w:num w:numId="6"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`)
}

// told writes what a document is, a line a paragraph and an obstacle.
func told(d *Document) string {
	var out []string
	for _, p := range d.Paragraphs {
		line := p.Words
		if p.Number != "" {
			line = p.Number + " | " + line
		}
		if p.Title {
			line = "title: " + line
		}
		if p.Heading > 0 {
			line = fmt.Sprintf("h%d: %s", p.Heading, line)
		}
		if p.Bold {
			line = "bold: " + line
		}
		if p.Contents {
			line = "contents: " + line
		}
		out = append(out, line)
	}
	for _, o := range d.Obstacles {
		one, _, _ := strings.Cut(o.What, "|")
		out = append(out, fmt.Sprintf("! %d %s: %s", o.Count, one, o.Where))
	}
	for _, l := range d.LeftOut {
		out = append(out, "- "+l)
	}
	return strings.Join(out, "\n")
}

func TestWord(t *testing.T) {
	author := ` w:id="1" w:author="A" w:date="2024-01-01T00:00:00Z"`
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"words", docx(p("", r("Of one "), r("sentence"), "<w:r><w:br/></w:r>", r("here.")) + p("", r(" ")) + "<w:tbl><w:tr><w:tc>" + p("", r("A cell")) + "</w:tc></w:tr></w:tbl>" +
			`<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + p("", `<w:hyperlink r:id="x">`+r("A link")+`</w:hyperlink>`) + "</w:sdtContent></w:sdt>"),
			"Of one sentence here.\nA cell\nA link"},
		{"a field", docx(p("", r("See "), `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, r("2.1"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`)), "See 2.1"},
		{"inserted and deleted", docx(p("", r("We keep it "), "<w:del"+author+"><w:r><w:delText>ninety</w:delText></w:r></w:del>", "<w:ins"+author+">"+r("thirty")+"</w:ins>", r(" days."))),
			"We keep it thirty days.\n! 2 tracked change: We keep it ninetythirty days."},
		{"moved, and a paragraph that was taken out", docx(p("<w:rPr><w:del"+author+"/></w:rPr>", r("One.")) + p("", "<w:moveTo"+author+">"+r("Two.")+"</w:moveTo>")), "One.\nTwo.\n! 2 tracked change: One."},
		{"a change of form, a row", docx(p("<w:pPrChange"+author+"/>", r("One.")) + "<w:tbl><w:tr><w:trPr><w:ins" + author + "/></w:trPr><w:tc>" + p("", r("Two.")) + "</w:tc></w:tr></w:tbl>"), "One.\nTwo.\n! 2 tracked change: One."},
		{"a change in a note", docx(p("", r("One.")), "footnotes", part("footnotes", `<w:footnote w:type="separator" w:id="0">`+p("", r("sep"))+`</w:footnote><w:footnote w:id="1">`+p("", "<w:ins"+author+">"+r("A note.")+"</w:ins>")+"</w:footnote>")),
			"One.\nA note.\n! 1 tracked change: A note."},
		{"tracking that is on, without a change", docx(p("", r("One.")), "settings", part("settings", "<w:trackRevisions/>")), "One."},
		{"comments", docx(p("", `<w:commentRangeStart w:id="7"/>`, r("We sell nothing."), `<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>`) + p("", r("More."), `<w:r><w:commentReference w:id="8"/></w:r>`)),
			"We sell nothing.\nMore.\n! 2 comment: We sell nothing."},
		{"struck through", docx(p("", r("Ten ", "<w:strike/>"), r("six", "<w:dstrike/>"), r(" four", `<w:strike w:val="0"/>`))), "Ten six four\n! 1 passage that a style or two lines strike through: six"},
		{"struck through by a style", docx(p(`<w:pStyle w:val="B"/>`, r("Ten."), r(" Six.", `<w:strike w:val="0"/>`)), "styles", part("styles", style("A", "a", "<w:rPr><w:strike/></w:rPr>")+style("B", "b", `<w:basedOn w:val="A"/>`))),
			"Ten. Six.\n! 1 passage that a style or two lines strike through: Ten."},
		{"a sign of a font", docx(p("", r("Yes "), `<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`, `<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>`)), "Yes\n! 1 sign of a font of signs: Yes"},
		{"hidden words", docx(p("", r("Seen. "), r("Not seen.", "<w:vanish/>"), r("Seen too.", `<w:vanish w:val="0"/>`))), "Seen. Not seen.Seen too.\n! 1 hidden passage: Not seen."},
		{"words that a style hides", docx(p(`<w:pStyle w:val="B"/>`, r("Not seen.")), "styles", part("styles", style("A", "a", "<w:rPr><w:vanish/></w:rPr>")+style("B", "b", `<w:basedOn w:val="A"/>`))), "Not seen.\n! 1 hidden passage: Not seen."},
		{"words that a style of signs hides", docx(p("", r("Not seen.", `<w:rStyle w:val="A"/>`)), "styles", part("styles", style("A", "a", "<w:rPr><w:vanish/></w:rPr>"))), "Not seen.\n! 1 hidden passage: Not seen."},
		{"a mark that is hidden", docx(p("<w:rPr><w:vanish/></w:rPr>", r("Seen."))), "Seen."},
		{"a list as a page has it", docx(p(numPr("5", "0"), r("One."))+p(numPr("5", "0"), r("Two."))+p(numPr("5", "1"), r("Deeper."))+p("", r("Between."))+p(numPr("5", "0"), r("Three."))+p(numPr("6", "0"), r("Anew.")),
			"numbering", numbering("decimal %1.", "lowerLetter %2)")), "1. | One.\n2. | Two.\na) | Deeper.\nBetween.\n3. | Three.\n1. | Anew."},
		{"bullets", docx(p(numPr("5", "0"), r("One.")), "numbering", numbering("bullet o")), "One."},
		{"no numbers", docx(p(numPr("5", "0"), r("One.")), "numbering", numbering("none ")), "One."},
		{"clauses", docx(p(numPr("5", "0"), r("Data."))+p(numPr("5", "1"), r("We keep it."))+p(numPr("5", "2"), r("A part.")), "numbering", numbering("upperRoman %1.", "decimal %1.%2", "lowerLetter (%3)")),
			"I. | Data.\nI.1 | We keep it.\n(a) | A part.\n! 2 automatic clause number: I.1 We keep it."},
		{"words as numbers", docx(p(numPr("5", "0"), r("Data.")), "numbering", numbering("decimal Article %1")), "Article 1 | Data.\n! 1 automatic clause number: Article 1 Data."},
		{"numbers of a heading's style", docx(p(`<w:pStyle w:val="H"/>`, r("Data")), "numbering", numbering("decimal %1."), "styles", part("styles", style("H", "heading 1", "<w:pPr>"+numPr("5", "0")+"</w:pPr>"))),
			"h1: 1. | Data\n! 1 automatic clause number: 1. Data"},
		{"a number that a paragraph does without", docx(p(`<w:pStyle w:val="H"/>`+numPr("0", "0"), r("Data")), "numbering", numbering("decimal %1."), "styles", part("styles", style("H", "heading 1", "<w:pPr>"+numPr("5", "0")+"</w:pPr>"))), "h1: Data"},
		{"numbers of a field", docx(p("", "<w:r><w:instrText> LISTNUM </w:instrText></w:r>", r("Data")) + p("", `<w:fldSimple w:instr=" AUTONUM "/>`, r("More"))), "Data\nMore\n! 2 automatic number: Data"},
		{"a text box", docx(p("", r("Text. "), `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>`+p("", r("Boxed."))+`</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+p("", r("Boxed."))+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`)),
			"Text.\n! 1 text box: Boxed."},
		{"an empty text box", docx(p("", r("Text."), `<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>`)), "Text."},
		{"other documents, diagrams, fields to fill in", docx(p("", r("Text."), "<w:r><w:drawing><dgm:relIds/></w:drawing></w:r>") + `<w:altChunk r:id="x"/><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + p("", r("Click to enter text.")) + "</w:sdtContent></w:sdt>"),
			"Text.\nClick to enter text.\n! 1 diagram: Text.\n! 1 inserted document: Text.\n! 1 field that was not filled in: Text."},
		{"fields of letters to many, a row that is hidden", docx(p("", "<w:r><w:instrText> MERGEFIELD Company </w:instrText></w:r>", r("«Company»")) + "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + p("", r("Not seen.")) + "</w:tc></w:tr></w:tbl>"),
			"«Company»\nNot seen.\n! 1 field that was not filled in: «Company»\n! 1 hidden passage: Not seen."},
		{"a table of contents", docx(`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", r("Data 2")) + "</w:sdtContent></w:sdt>" + p("", r("Data"))), "contents: Data 2\nData"},
		{"header and footer", docx(p("", r("Text.")), "header1", part("hdr", p("", r("CONFIDENTIAL"))), "header2", part("hdr", p("", r("CONFIDENTIAL"))), "footer1", part("ftr", p("", r("4")))), "Text.\n- the header: CONFIDENTIAL"},
		{"title, headings, bold", docx(p(`<w:pStyle w:val="T"/>`, r("Policy"))+p(`<w:pStyle w:val="U"/>`, r("Part"))+p(`<w:outlineLvl w:val="1"/>`, r("Level"))+p("", r("Bold ", "<w:b/>"), r("here", "<w:b/>"), r(" "))+p("", r("Bold ", "<w:b/>"), r("not here")),
			"styles", part("styles", style("T", "Title", "")+style("H", "heading 3", "")+style("U", "own", `<w:basedOn w:val="H"/>`))), "title: Policy\nh3: Part\nh2: Level\nbold: Bold here\nBold not here"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read(c.data)
			if err != nil {
				t.Fatal(err)
			}
			if got := told(d); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func odt(styles, text string) []byte {
	const names = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"`
	return pack("mimetype", "application/vnd.oasis.opendocument.text",
		"styles.xml", "<office:document-styles"+names+"><office:styles>"+styles+`</office:styles><office:master-styles><style:master-page><style:footer><text:p>Draft of <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`,
		"content.xml", "<office:document-content"+names+"><office:automatic-styles><style:style style:name=\"V\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style><style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style></office:automatic-styles><office:body><office:text>"+text+"</office:text></office:body></office:document-content>")
}

func TestOpenDocument(t *testing.T) {
	list := func(format, rest string) string {
		return `<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="` + format + `" ` + rest + `/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:list-style>`
	}
	item := func(inner string) string { return "<text:list-item>" + inner + "</text:list-item>" }
	in := func(inner string) string { return `<text:list text:style-name="L">` + inner + "</text:list>" }
	for _, c := range []struct{ name, styles, text, want string }{
		{"words", "", `<text:p>Of one<text:s/><text:span>sentence</text:span><text:line-break/>here.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>`, "Of one sentence here.\nA note."},
		{"tracked changes", "", `<text:tracked-changes><text:changed-region><text:deletion><text:p>ninety</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Thirty.</text:p>`, "Thirty.\n! 1 tracked change: ninety"},
		{"comments", "", `<text:p>Sold.<office:annotation><dc:creator>A</dc:creator><text:p>Really?</text:p></office:annotation></text:p>`, "Sold.\n! 1 comment: Sold.AReally?"},
		{"hidden words", "", `<text:p>Seen. <text:span text:style-name="V">Not seen.</text:span><text:hidden-text text:string-value="Nor this."/></text:p><text:section text:display="none"><text:p>Nor that.</text:p></text:section>`, "Seen. Not seen.\nNor that.\n! 3 hidden passage: Not seen."},
		{"struck through by a style of paragraphs", `<style:style style:name="S" style:family="paragraph"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="T" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>`,
			`<text:p>Ten <text:span text:style-name="T">six</text:span></text:p><text:p text:style-name="S">Four.</text:p>`, "Ten six\nFour.\n! 1 passage that a style strikes through: Four."},
		{"a list as a page has it", list("1", `style:num-suffix="."`), in(item("<text:p>One.</text:p>") + item("<text:p>Two.</text:p><text:p>Still two.</text:p>")), "1. | One.\n2. | Two.\nStill two."},
		{"clauses", list("1", `style:num-suffix="."`), in(item("<text:p>One.</text:p><text:list>" + item("<text:p>Deeper.</text:p>") + "</text:list>")), "1. | One.\n1.1. | Deeper.\n! 1 automatic clause number: 1.1. Deeper."},
		{"numbers of headings", `<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/></text:outline-style>`, `<text:h text:outline-level="1">Data</text:h><text:h text:outline-level="1" text:is-list-header="true">More</text:h>`, "h1: 1 | Data\nh1: More\n! 1 automatic clause number: 1 Data"},
		{"headings without numbers", `<text:outline-style><text:outline-level-style text:level="1" style:num-format=""/></text:outline-style>`, `<text:h text:outline-level="1">Data</text:h>`, "h1: Data"},
		{"a text box", "", `<text:p>Text.<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame></text:p>`, "Text.\n! 1 text box: Boxed."},
		{"title and bold", `<style:style style:name="Title" style:family="paragraph"/><style:style style:name="P1" style:parent-style-name="Title"/>`, `<text:p text:style-name="P1">Policy</text:p><text:p><text:span text:style-name="B">Bold</text:span></text:p>`, "title: Policy\nbold: Bold"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read(odt(c.styles, c.text))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := told(d), c.want+"\n- the footer: Draft of 1"; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestRichText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"words", `{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset238 Arial;}}{\*\generator x;}\f0 \'cf\'f0\'e0\'e2\'e8\'eb\'e0 \u8212- \f1\'b3\'f3d\'9f\par {\b Bold}\par \pard Left\tab right.\cell}`, "Правила — łódź\nbold: Bold\nLeft right."},
		{"two bytes a sign", `{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'d2\'fe\'cb\'bd\par}`, "隐私"},
		{"signs that stand for others", `{\rtf1\uc2 \u1055\'cf\'cfx \{a\}\~b\par}`, "Пx {a} b"},
		{"tracked changes", `{\rtf1 We keep it {\deleted ninety }{\revised thirty} days.\par}`, "We keep it thirty days.\n! 1 tracked change: We keep it thirty days."},
		{"comments", `{\rtf1 Sold.{\*\atnid A}\chatn{\*\annotation Really?}\par}`, "Sold.\n! 1 comment: Sold."},
		{"hidden words", `{\rtf1 Seen. {\v Not seen.} Seen.\par}`, "Seen. Not seen. Seen.\n! 1 hidden passage: Seen. Not seen. Seen."},
		{"numbers", `{\rtf1 {\listtext\pard 2.1\tab}We keep it.\par{\listtext\'b7\tab}A bullet.\par}`, "2.1 | We keep it.\nA bullet.\n! 1 automatic clause number: 2.1 We keep it."},
		{"what is no text", `{\rtf1{\info{\title x}}{\header CONFIDENTIAL\par}Text.{\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}{\pict\bin3 {{{}\par}`, "Text.link\n- the header: CONFIDENTIAL"},
		{"a text box", `{\rtf1 Text.{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt Boxed.\par}}{\shprslt{\*\do Boxed.}}}\par}`, "Text.\n! 1 text box: Boxed."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := told(d); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestReadRefuses holds what is no document, and what is made to break what reads it.
func TestReadRefuses(t *testing.T) {
	words := part("document", "<w:body>"+p("", r("Text."))+"</w:body>")
	types := []string{"[Content_Types].xml", "<Types/>"}
	deep := strings.Repeat("<w:tbl>", maxDepth) + strings.Repeat("</w:tbl>", maxDepth)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, ErrKind.Error()},
		{"words", []byte("Words."), ErrKind.Error()},
		{"an old or protected document", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "protected by a password"},
		{"an archive of something else", pack("a.txt", "a"), ErrKind.Error()},
		{"an archive that is cut", docx(p("", r("Text.")))[:300], "no whole document"},
		{"no text", pack(append(types, "word/styles.xml", part("styles", ""))...), "it has no text"},
		{"a spreadsheet", pack("content.xml", `<o:document-content xmlns:o="o"><o:body><o:spreadsheet/></o:body></o:document-content>`), "it has no text"},
		{"two of a name", pack(append(types, "word/document.xml", words, "Word/Document.xml", words)...), "two files of the name"},
		{"entities that grow", pack(append(types, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>`+strings.TrimPrefix(words, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`))...), "declares a document type"},
		{"XML that unpacks to much", pack(append(types, "word/document.xml", words+strings.Repeat(" ", 4<<20))...), ErrBounds.Error()},
		{"XML of many levels", docx(deep), ErrBounds.Error()},
		{"XML that is broken", pack(append(types, "word/document.xml", words[:len(words)-5])...), "its XML cannot be read"},
		{"XML in another encoding", pack(append(types, "word/document.xml", strings.Replace(words, "UTF-8", "UTF-16", 1))...), "its XML cannot be read"},
		{"groups of many levels", []byte(`{\rtf1` + strings.Repeat("{", maxDepth+1)), ErrBounds.Error()},
		{"a group that is not closed", []byte(`{\rtf1 Text`), "it is cut"},
		{"a group that did not begin", []byte(`{\rtf1 Text}}`), "it is damaged"},
		{"a picture that is cut", []byte(`{\rtf1 \bin99999999 x}`), "it is cut in a picture"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read(c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%+v, %v; want %q", d, err, c.want)
			}
		})
	}
	many := make([]string, 0, 2*(maxEntries+1))
	for i := range maxEntries + 1 {
		many = append(many, fmt.Sprintf("%d", i), "")
	}
	if _, err := Read(pack(many...)); !errors.Is(err, ErrBounds) {
		t.Errorf("an archive of %d files: %v", maxEntries+1, err)
	}
}

func page(t *testing.T, body string) *Page {
	t.Helper()
	p, err := NewPage([]byte("<!DOCTYPE html><html><head><title>x</title></head><body>" + body + "</body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestMissing holds that a page which lacks a word or a number of its document is known, and one that has them all is not doubted.
func TestMissing(t *testing.T) {
	d := &Document{Paragraphs: []Paragraph{{Words: "Data of Élan"}, {Words: "We keep it.", Number: "3."}, {Words: "A part", Number: "(b)"}, {Words: "A note."}}}
	for _, c := range []struct{ name, body, want string }{
		{"all of it", `<h1>DATA of <em>É</em>lan</h1><ol start="3"><li>We keep it.<sup><a class="footnote-ref">1</a></sup><ol type="a" start="2"><li>A part</li></ol></li></ol><section class="footnotes"><ol><li id="fn1">A note.<a class="footnote-back">x</a></li></ol></section>`, ""},
		{"a word", `<h1>Data of Élan</h1><ol start="3"><li>We keep.<ol type="a" start="2"><li>A part</li></ol></li></ol><p>A note.</p>`, "1 lost word: We keep it."},
		{"a number", `<h1>Data of Élan</h1><ol><li>We keep it.<ol type="a" start="2"><li>A part</li></ol></li></ol><p>A note.</p>`, "1 lost number: 3. We keep it.\n1 word that the document lacks: 1"},
		{"more", `<h1>Data of Élan</h1><ol start="3"><li>We keep it all.<ol type="a" start="2"><li>A part</li></ol></li></ol><p>A note.</p>`, "1 word that the document lacks: all"},
	} {
		var got []string
		for _, o := range d.Missing(page(t, c.body)) {
			one, _, _ := strings.Cut(o.What, "|")
			got = append(got, fmt.Sprintf("%d %s: %s", o.Count, one, o.Where))
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestDress holds what a page shows of a document's form.
func TestDress(t *testing.T) {
	like := func(words string, top bool) bool { return !strings.HasSuffix(words, ".") }
	bold := func(words ...string) (out []Paragraph) {
		for _, w := range words {
			out = append(out, Paragraph{Words: w, Bold: true})
		}
		return out
	}
	for _, c := range []struct {
		name       string
		paragraphs []Paragraph
		body, want string
	}{
		{"bold paragraphs", append(bold("Policy", "DATA", "1.1 Deep", "Words."), Paragraph{Words: "x."}, Paragraph{Words: "x."}), `<p><strong>Policy</strong></p><p>x</p><p><strong>DATA</strong></p><p>x</p><p><strong>1.1 Deep</strong></p><p><strong>Words.</strong></p>`,
			"<h1>Policy</h1><p>x</p><h2>DATA</h2><p>x</p><h3>1.1 Deep</h3><p><strong>Words.</strong></p>"},
		{"capitals", []Paragraph{{Words: "Policy words."}, {Words: "DATA"}}, `<p>Policy words.</p><p>DATA</p><p>x</p>`, "<p>Policy words.</p><h2>DATA</h2><p>x</p>"},
		{"bold that says nothing", bold("Some words.", "Data", "More words.", "Other words."), `<p><strong>Some words.</strong></p><p><strong>Data</strong></p><p><strong>More words.</strong></p><p><strong>Other words.</strong></p>`,
			"<p><strong>Some words.</strong></p><p><strong>Data</strong></p><p><strong>More words.</strong></p><p><strong>Other words.</strong></p>"},
		{"a bold title above headings of a style", append(bold("Policy"), Paragraph{Words: "Data", Heading: 1}), `<p><strong>Policy</strong></p><h1>Data</h1>`, "<h1>Policy</h1><h1>Data</h1>"},
		{"bold below headings of a style", append(bold("Deep"), Paragraph{Words: "Data", Heading: 1}), `<p>x</p><h1 id="data">Data</h1><p><strong>Deep</strong></p><p>x</p>`, "<p>x</p><h1>Data</h1><h2>Deep</h2><p>x</p>"},
		{"bold in a table, at the end, in a list", bold("A", "B", "C"), `<table><tbody><tr><td><p><strong>A</strong></p></td></tr></tbody></table><ul><li><p><strong>B</strong></p></li></ul><p><strong>C</strong></p>`,
			"<table><tbody><tr><td><p><strong>A</strong></p></td></tr></tbody></table><ul><li><p><strong>B</strong></p></li></ul><p><strong>C</strong></p>"},
		{"a style's heading that pandoc does not know", []Paragraph{{Words: "Data", Heading: 2}}, `<p>Data</p><p>x</p>`, "<h2>Data</h2><p>x</p>"},
		{"a title that pandoc does not know", []Paragraph{{Words: "Policy", Title: true}}, `<p>Policy</p><p>x</p>`, "<h1>Policy</h1><p>x</p>"},
		{"a title that it knows", []Paragraph{{Words: "Policy", Title: true}}, `<header id="title-block-header"><h1 class="title">Policy</h1></header><p>x</p>`, `<h1 class="title">Policy</h1><p>x</p>`},
		{"headings in a list", nil, `<ol><li>One</li><li><h2>Two</h2><p>x</p></li><li>Three</li></ol>`, `<ol><li>One</li></ol><h2>Two</h2><p>x</p><ol start="3"><li>Three</li></ol>`},
		{"headings in a list in a list", nil, `<ul><li><h2>One</h2><ul><li><h3>Two</h3></li></ul></li></ul>`, `<h2>One</h2><h3>Two</h3>`},
		{"a table of contents", []Paragraph{{Words: "Contents", Contents: true}, {Words: "Data 2", Contents: true}}, `<p>Contents</p><p><a href="#data">Data 2</a></p><h1 id="data">Data</h1>`, `<h1>Data</h1>`},
		{"anchors", nil, `<h2 id="a">A</h2><h2 id="b">B</h2><p><a href="#b">x</a></p>`, `<h2>A</h2><h2 id="b">B</h2><p><a href="#b">x</a></p>`},
	} {
		p := page(t, c.body)
		(&Document{Paragraphs: c.paragraphs}).Dress(p, like)
		out, err := p.HTML()
		if err != nil {
			t.Fatal(err)
		}
		if want := "<!DOCTYPE html><html><head></head><body>" + c.want + "</body></html>"; string(out) != want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, out, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(docx(p("", r("Text."))))
	f.Add(odt("", "<text:p>Text.</text:p>"))
	f.Add([]byte(`{\rtf1\ansi\ansicpg1251 {\b \'cf\u8212-}\par}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := Read(data); err == nil && d == nil {
			t.Error("neither a document nor an error")
		}
	})
}
