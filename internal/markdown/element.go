package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tagParser is goldmark's for raw HTML, save that a tag which is none in HTML is text: <Company Name>, <ten>.
type tagParser struct {
	parser.InlineParser
	tags *tagReader
}

// Parse reads one tag, comment or declaration.
func (p tagParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, segment := block.PeekLine(); !p.tags.isTag(line, block.Source(), segment.Start) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// tagReader knows where the elements of a text end.
type tagReader struct{ ends map[string]int } // the place of the last end of an element, by its name; nil before it is asked for

// isTag reports whether the line that begins with < at a place of the source can begin with a tag of HTML, a comment or a declaration. An
// author who writes <name of the company>, <address> or <a third party> means a place to be filled in, and its words must not vanish: an
// unknown name makes no tag, nor does a known one with words for attributes, nor one that is also a word and has no end.
func (t *tagReader) isTag(line, source []byte, at int) bool {
	name, attributes, ok := tagName(line)
	switch {
	case !ok:
		return true // a comment, a declaration, no tag at all
	case !elements[name]:
		return false
	case line[1] == '/':
		return true
	case bare(attributes):
		return false
	}
	return !words[name] || len(bytes.TrimSpace(attributes)) > 0 || t.lastEnd(source, name) > at
}

func (t *tagReader) lastEnd(source []byte, name string) int {
	if t.ends == nil {
		t.ends = map[string]int{}
		for at := 0; ; at += len("</") {
			next := bytes.Index(source[at:], []byte("</"))
			if next < 0 {
				break
			}
			at += next
			if ended, _, ok := tagName(source[at:min(len(source), at+32)]); ok {
				t.ends[ended] = at
			}
		}
	}
	return t.ends[name]
}

// tagName reads the name of a tag in lower case, and what stands in its first line behind the name.
func tagName(line []byte) (name string, attributes []byte, ok bool) {
	i := 1
	if i < len(line) && line[i] == '/' {
		i++
	}
	start := i
	if i == len(line) || !isASCIILetter(line[i]) {
		return "", nil, false
	}
	for i < len(line) && (isASCIIAlnum(line[i]) || line[i] == '-') {
		i++
	}
	attributes = line[i:]
	if end := bytes.IndexByte(attributes, '>'); end >= 0 {
		attributes = bytes.TrimSuffix(attributes[:end], []byte("/"))
	}
	return strings.ToLower(string(line[start:i])), attributes, true
}

// bare reports whether one of a tag's attributes is a word that is none.
func bare(attributes []byte) bool {
	if len(attributes) == 0 || bytes.IndexByte(attributes, '=') >= 0 {
		return false
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(string(attributes))), func(a string) bool { return !switches[a] })
}

func set(names string) map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Fields(names) {
		out[name] = true
	}
	return out
}

var (
	// elements are those of the HTML standard, those that it calls obsolete, and the most common ones of SVG and MathML.
	elements = set(`a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas
		caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form
		frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map
		mark marquee menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q
		rb rp rt rtc ruby s samp script search section select slot small source spacer span strike strong style sub summary sup table tbody td template
		textarea tfoot th thead time title tr track tt u ul var video wbr xmp
		svg g path circle ellipse line polygon polyline rect defs use symbol tspan lineargradient radialgradient stop clippath mask foreignobject
		math mi mn mo mrow msup msub mfrac`)
	// words are the elements whose names are words that stand in brackets for something to be filled in.
	words = set(`address area article audio base button canvas caption cite code data datalist details dialog dir embed figure font footer form frame
		head header image input label legend line link listing main map mark mask menu meta meter object option output param path picture progress
		search section select slot small source spacer stop strong style summary symbol table template time title track use var video`)
	// switches are the attributes that have no value.
	switches = set(`allowfullscreen async autofocus autoplay checked compact controls default defer disabled download hidden inert ismap itemscope
		loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed selected`)
)
