package preview

import (
	"net/http"
	"path"
	"strconv"
	"strings"
)

// A static host reads two files of a site: _headers and _redirects, in the format of Netlify and Cloudflare Pages.

// rule is the headers of the addresses that match a pattern.
type rule struct {
	pattern string
	fields  [][2]string
}

type redirect struct {
	from, to string
	status   int
	force    bool // also where the site has a file
}

func parseHeaders(text []byte) []rule {
	var rules []rule
	for line := range strings.Lines(string(text)) {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case line[0] != ' ' && line[0] != '\t':
			rules = append(rules, rule{pattern: trimmed})
		case len(rules) > 0:
			if name, value, found := strings.Cut(trimmed, ":"); found {
				last := &rules[len(rules)-1]
				last.fields = append(last.fields, [2]string{name, strings.TrimSpace(value)})
			}
		}
	}
	return rules
}

// opensToOrigins reports whether a header lets pages of other origins read an answer (Fetch, section 3.3; Cross-Origin-Resource-Policy). A host
// sends it for what the company's own pages show; a preview shows drafts and days to come, and no page of the Web may read those.
func opensToOrigins(header string) bool {
	return strings.HasPrefix(header, "Access-Control-") || header == "Cross-Origin-Resource-Policy" || header == "Timing-Allow-Origin"
}

// apply sets the headers of an address. A header that several rules name gets all values, as hosts do it.
func (n *Snapshot) apply(h http.Header, address string) {
	named := map[string]bool{}
	for _, r := range n.headers {
		if _, ok := match(r.pattern, address); !ok {
			continue
		}
		for _, f := range r.fields {
			key := http.CanonicalHeaderKey(f[0])
			if opensToOrigins(key) {
				continue
			}
			if !named[key] {
				h.Del(key)
			}
			named[key] = true
			h.Add(key, f[1])
		}
	}
}

func parseRedirects(text []byte) []redirect {
	var out []redirect
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 2 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		r := redirect{from: fields[0], to: fields[1], status: http.StatusMovedPermanently}
		if len(fields) > 2 {
			code, force := strings.CutSuffix(fields[2], "!")
			if status, err := strconv.Atoi(code); err == nil {
				r.status, r.force = status, force
			}
		}
		out = append(out, r)
	}
	return out
}

// redirect returns where an address leads, "" for nowhere.
func (n *Snapshot) redirect(address string, forced bool) (to string, status int) {
	for _, r := range n.redirects {
		if forced && !r.force || r.status < 300 || r.status > 399 {
			continue
		}
		if values, ok := match(r.from, address); ok {
			to := r.to
			for name, value := range values {
				to = strings.ReplaceAll(to, ":"+name, value)
			}
			return to, r.status
		}
	}
	return "", 0
}

// match holds an address against a pattern in which * stands for anything, as "splat", and :name for one part.
func match(pattern, address string) (map[string]string, bool) {
	if !strings.ContainsAny(pattern, "*:") {
		return nil, strings.TrimSuffix(pattern, "/") == strings.TrimSuffix(address, "/")
	}
	before, after, starred := strings.Cut(pattern, "*")
	values := map[string]string{}
	parts, rest := strings.Split(before, "/"), strings.Split(address, "/")
	if len(rest) < len(parts) || !starred && len(rest) != len(parts) {
		return nil, false
	}
	for i, part := range parts {
		last := starred && i == len(parts)-1
		switch {
		case last && strings.HasPrefix(strings.Join(rest[i:], "/"), part):
			splat, ok := strings.CutSuffix(strings.TrimPrefix(strings.Join(rest[i:], "/"), part), after)
			if !ok {
				return nil, false
			}
			values["splat"] = splat
		case last:
			return nil, false
		case strings.HasPrefix(part, ":") && rest[i] != "":
			values[part[1:]] = rest[i]
		case part != rest[i]:
			return nil, false
		}
	}
	return values, true
}

// find returns the file at an address below the site's base. Where the address lacks the slash of a folder's page, slash is true.
func (n *Snapshot) find(below string) (f *File, slash bool) {
	if below == "" || strings.HasSuffix(below, "/") {
		return n.site.File(below + "index.html"), false
	}
	if f := n.site.File(below); f != nil {
		return f, false
	}
	if f := n.site.File(below + "/index.html"); f != nil {
		return f, true
	}
	return nil, false
}

// missing returns the page for an address that is not there: that of the nearest folder, so that each language has its own.
func (n *Snapshot) missing(below string) *File {
	for dir := path.Dir(below); ; dir = path.Dir(dir) {
		if f := n.site.File(path.Join(dir, "404.html")); f != nil || dir == "." || dir == "/" {
			return f
		}
	}
}

// contentType says what a file is. The table does not depend on the machine.
func contentType(name string) string {
	base := path.Base(name)
	if base == "feed.json" {
		return "application/feed+json; charset=utf-8"
	}
	if t, ok := contentTypes[strings.ToLower(path.Ext(base))]; ok {
		return t
	}
	if !strings.Contains(base, ".") || strings.HasPrefix(base, ".") {
		return "text/plain; charset=utf-8" // CNAME, _headers, .nojekyll
	}
	return "application/octet-stream"
}

var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".sum": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8",
	".link": "application/link-format; charset=utf-8", ".webmanifest": "application/manifest+json; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".ico": "image/x-icon", ".pdf": "application/pdf", ".zip": "application/zip", ".woff2": "font/woff2", ".woff": "font/woff",
	".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".rtf": "application/rtf",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".odt": "application/vnd.oasis.opendocument.text",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
