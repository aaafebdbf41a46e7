package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"candor/internal/diag"
)

// activeEndings are those of files that browsers or hosts run, or read as something that runs: pages in any form, scripts, style sheets,
// plug-ins, and what servers take for programs.
func activeEndings() []string {
	return []string{".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm", ".stm", ".mhtml", ".mht", ".hta", ".htc", ".js", ".mjs", ".cjs", ".css", ".wasm", ".swf", ".jar",
		".class", ".xml", ".xsl", ".xslt", ".svgz", ".php", ".php3", ".php4", ".php5", ".php7", ".phtml", ".phar", ".jsp", ".jspx", ".asp", ".aspx", ".ashx", ".asmx",
		".cgi", ".pl", ".py", ".rb", ".cfm", ".htaccess"}
}

// runs reports whether the name of a file says that it could run in the reader's browser or on the host.
func runs(name string) bool { return slices.Contains(activeEndings(), ending(name)) }

// drawing reports whether the name of a file says that browsers read it as SVG.
func drawing(name string) bool { return ending(name) == ".svg" }

func ending(name string) string { return strings.TrimRight(ext(name), " .") }

// RuleActive is the rule of files that could run in the reader's browser or on the host.
const RuleActive = "active-attachment"

// ActiveDrawing is the fault of an SVG in which something could run: what is [Attachment.Active].
func ActiveDrawing(file, what string) diag.Diagnostic {
	return diag.Diagnostic{Pos: diag.Pos{File: file}, Rule: RuleActive, Message: "the drawing " + what + ": a browser that opens it could run or load that",
		Hint: "export it as plain SVG without script, links to files of other hosts, styles that load and embedded pages; or make it a PNG or a PDF"}
}

// activeDrawing says what could run or load in an SVG that a browser opens by itself (SVG 2, sections 2.7 and 19.2), "" for nothing. Only what a
// strict parser of XML reads whole, in UTF-8 or one byte a character, and without definitions of its own, can be known to hold nothing: a browser may read anything else
// otherwise than this program does.
func activeDrawing(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, 0) >= 0 {
		return "is not in UTF-8"
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = likeASCII
	style := false // within <style>
	var sheet strings.Builder
	for first := true; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && !first {
			return ""
		}
		if err != nil {
			return "cannot be read as XML: " + err.Error()
		}
		switch token := token.(type) {
		case xml.StartElement:
			if first && (token.Name.Local != "svg" || token.Name.Space != svgSpace) {
				return "does not begin with <svg xmlns=\"" + svgSpace + "\">"
			}
			first = false
			if what := activeElement(token); what != "" {
				return what
			}
			if style { // a browser leaves it out of the sheet, and puts together what stands around it
				return "has elements in a style"
			}
			style = strings.EqualFold(token.Name.Local, "style")
		case xml.EndElement:
			if what := loads(sheet.String()); what != "" {
				return what
			}
			sheet.Reset()
			style = false
		case xml.CharData: // a browser reads the pieces between comments and CDATA as one sheet
			if style {
				sheet.Write(token)
			}
		case xml.ProcInst:
			if !slices.Contains([]string{"xml", "xpacket", "plantuml", "plantuml-src"}, token.Target) {
				return "has the instruction <?" + token.Target + "?>"
			}
		case xml.Directive:
			if bytes.ContainsAny(token, "[%") || !bytes.HasPrefix(token, []byte("DOCTYPE svg")) {
				return "has definitions of its own (<!DOCTYPE … [)"
			}
			if _, address, ok := bytes.Cut(token, []byte("://")); ok && !bytes.HasPrefix(address, []byte("www.w3.org/")) {
				return "leads to definitions that are not those of SVG"
			}
		}
	}
}

// likeASCII reads the encodings of which each byte is a character and the first 128 are ASCII, so that nothing that acts is written otherwise.
func likeASCII(charset string, r io.Reader) (io.Reader, error) {
	if !slices.Contains([]string{"us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252"}, strings.ToLower(charset)) {
		return nil, fmt.Errorf("is in %s, not in UTF-8", charset)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read as %s: %w", charset, err)
	}
	runes := make([]rune, len(text))
	for i, c := range text {
		runes[i] = rune(c)
	}
	return strings.NewReader(string(runes)), nil
}

const svgSpace = "http://www.w3.org/2000/svg"

// inert are the vocabularies that drawing programs leave in their files. No browser does anything with them.
func inert(space string) bool {
	for _, known := range []string{"http://sodipodi.sourceforge.net/", "http://www.inkscape.org/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
		"http://purl.org/dc/", "http://creativecommons.org/ns#", "http://web.resource.org/cc/", "http://ns.adobe.com/", "http://www.bohemiancoding.com/sketch/",
		"http://www.figma.com/", "adobe:ns:meta/", "http://xml.openoffice.org/svg/export", "http://www.serif.com/", "http://schemas.microsoft.com/visio/"} {
		if strings.HasPrefix(space, known) {
			return true
		}
	}
	return false
}

// drawn are the elements of SVG that hold drawing, words and descriptions alone.
func drawn() []string {
	return []string{"svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style", "a", "view",
		"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "text", "tspan", "tref", "textpath", "altglyph", "altglyphdef", "altglyphitem", "glyphref",
		"lineargradient", "radialgradient", "meshgradient", "meshrow", "meshpatch", "stop", "solidcolor", "hatch", "hatchpath", "pattern", "clippath", "mask", "marker", "cursor",
		"color-profile", "font", "font-face", "font-face-src", "font-face-uri", "font-face-format", "font-face-name", "glyph", "missing-glyph", "hkern", "vkern",
		"filter", "feblend", "fecolormatrix", "fecomponenttransfer", "fecomposite", "feconvolvematrix", "fediffuselighting", "fedisplacementmap", "fedistantlight",
		"fedropshadow", "feflood", "fefunca", "fefuncb", "fefuncg", "fefuncr", "fegaussianblur", "feimage", "femerge", "femergenode", "femorphology", "feoffset",
		"fepointlight", "fespecularlighting", "fespotlight", "fetile", "feturbulence", "animate", "animatecolor", "animatemotion", "animatetransform", "set", "mpath",
		"discard", "flowroot", "flowregion", "flowpara", "flowspan", "flowline"} // the last five of a draft of SVG 1.2, written by Inkscape
}

// activeElement says what an element could run or load, "" for nothing.
func activeElement(e xml.StartElement) string {
	name := strings.ToLower(e.Name.Local)
	switch {
	case e.Name.Space == svgSpace && slices.Contains(drawn(), name), e.Name.Space != svgSpace && inert(e.Name.Space):
	case e.Name.Space == svgSpace:
		return "has the element <" + e.Name.Local + ">"
	default:
		return fmt.Sprintf("has the element <%s> of %q", e.Name.Local, e.Name.Space)
	}
	for _, a := range e.Attr {
		key, value := strings.ToLower(a.Name.Local), a.Value
		switch {
		case strings.HasPrefix(key, "on"):
			return "has the attribute " + a.Name.Local
		case key == "base":
			return "has the attribute base, which turns its addresses"
		case key == "href" || key == "src":
			if what := leadsTo(name, value); what != "" {
				return what
			}
		case key == "attributename" && moving(value):
			return fmt.Sprintf("changes the attribute %s while it is shown", value)
		case key != "xmlns" && a.Name.Space != "xmlns":
			if what := loads(value); what != "" {
				return what
			}
		}
	}
	return ""
}

// moving reports whether an animation sets an attribute that can run or load something.
func moving(attribute string) bool {
	low := strings.ToLower(strings.TrimSpace(attribute))
	_, local, prefixed := strings.Cut(low, ":")
	if !prefixed {
		local = low
	}
	return local == "href" || local == "src" || local == "style" || strings.HasPrefix(local, "on")
}

// leadsTo says what is wrong with the address of an element. Links may lead out of the drawing: they are followed by readers alone. What is shown
// with the drawing is in the drawing, beside it, or a picture in the address itself.
func leadsTo(element, address string) string {
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || unicode.IsControl(r) {
			return -1 // as browsers read an address (WHATWG URL, section 4.4)
		}
		return r
	}, address))
	scheme, _, absolute := strings.Cut(plain, ":")
	if strings.ContainsAny(scheme, "/?#") {
		absolute = false
	}
	switch {
	case !absolute && !strings.HasPrefix(plain, "//") && !strings.HasPrefix(plain, `\\`) && !strings.HasPrefix(plain, `/\`):
		return ""
	case element == "a" && (scheme == "https" || scheme == "http" || scheme == "mailto" || scheme == "tel" || strings.HasPrefix(plain, "//")):
		return ""
	case absolute && element == "" && (strings.HasPrefix(plain, "data:font/") || strings.HasPrefix(plain, "data:application/font-") ||
		strings.HasPrefix(plain, "data:application/x-font-")): // of a style: a font is in the drawing
		return ""
	case absolute && slices.ContainsFunc([]string{"png", "jpeg", "jpg", "gif", "webp", "avif"}, func(t string) bool {
		return strings.HasPrefix(plain, "data:image/"+t+";") || strings.HasPrefix(plain, "data:image/"+t+",")
	}):
		return ""
	}
	return fmt.Sprintf("leads to %q", shortened(address))
}

// loads says what a style loads, "" for nothing. What a style escapes is not looked through: it has no reason to.
func loads(style string) string {
	low := strings.ToLower(style)
	if strings.Contains(low, "@import") || strings.Contains(low, `\`) && (strings.Contains(low, "(") || strings.Contains(low, "@")) ||
		strings.Contains(low, "image-set(") || strings.Contains(low, "src(") || strings.Contains(low, "expression(") || strings.Contains(low, "-moz-binding") || strings.Contains(low, "behavior:") {
		return "has a style that loads or runs something"
	}
	for rest := low; ; {
		_, after, ok := strings.Cut(rest, "url(")
		if !ok {
			return ""
		}
		address, _, _ := strings.Cut(after, ")")
		if what := leadsTo("", strings.Trim(strings.TrimSpace(address), `"'`)); what != "" {
			return what
		}
		rest = after
	}
}

// shortened is an address as it can be said.
func shortened(address string) string {
	const most = 60
	runes := []rune(address)
	if len(runes) <= most {
		return address
	}
	return string(runes[:most]) + "…"
}
