package source

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// activeEndings are those of files that browsers or hosts run, or read as something that runs: pages in any form, scripts, style sheets,
// plug-ins, and what servers take for programs.
func activeEndings() []string {
	return []string{".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm", ".stm", ".mhtml", ".mht", ".hta", ".htc", ".js", ".mjs", ".cjs", ".css", ".wasm", ".swf", ".jar",
		".class", ".xml", ".xsl", ".xslt", ".svgz", ".php", ".php3", ".php4", ".php5", ".php7", ".phtml", ".phar", ".jsp", ".jspx", ".asp", ".aspx", ".ashx", ".asmx",
		".cgi", ".pl", ".py", ".rb", ".cfm", ".htaccess"}
}

// active reports whether a file beside a text could run in the reader's browser or on the host (SPEC, section 2). An SVG may hold neither
// scripts nor anything that is fetched from another host.
func active(name string, data []byte) bool {
	end := strings.TrimRight(ext(name), " ")
	if slices.Contains(activeEndings(), end) {
		return true
	}
	if end != ".svg" {
		return false
	}
	low := bytes.ToLower(data)
	for _, sign := range []string{"<script", "javascript:", "<foreignobject", "@import", "<!entity", "<?xml-stylesheet"} {
		if bytes.Contains(low, []byte(sign)) {
			return true
		}
	}
	return handler.Match(low) || foreign.Match(low)
}

var (
	handler = regexp.MustCompile(`\son[a-z]+\s*=`)
	// foreign is an address that an SVG would fetch: of a picture or a part of another drawing, or in a style. Links (<a>) lead there only when
	// they are followed.
	foreign = regexp.MustCompile(`<(?:[a-z]+:)?(?:image|use|feimage|pattern|lineargradient|radialgradient|textpath|mpath|cursor|tref|animate|set)\b[^>]*\bhref\s*=\s*["']?\s*(?:[a-z][a-z0-9+.-]*:)?//|` +
		`url\(\s*["']?\s*(?:[a-z][a-z0-9+.-]*:)?//`)
)
