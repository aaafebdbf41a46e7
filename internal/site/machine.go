package site

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/page"
	"candor/internal/policy"
)

// machine adds the files for hosts, crawlers and programs.
func (b *builder) machine() {
	b.own.add("sitemap.xml", func(b *builder) ([]byte, error) { return b.sitemap(), nil })
	b.fixed(".nojekyll", nil)
	b.fixed("robots.txt", []byte("User-agent: *\nAllow: /\nSitemap: "+b.absolute("/")+"sitemap.xml\n"))
	b.own.add("_headers", func(b *builder) ([]byte, error) { return []byte(b.headers()), nil })
	b.own.add("_redirects", func(b *builder) ([]byte, error) { return b.redirects(), nil })
	b.own.add("center.json", (*builder).centerFile)
	b.notices()
}

// sitemap lists every page that is to be found, each with the languages in which it has a text of its own (sitemaps.org, and Google's
// rules for alternates). A preview lists none.
func (b *builder) sitemap() []byte {
	twice := b.twice()
	of := map[string][]*page.Page{} // by address
	var order []string
	for p := range b.set.Pages {
		if p.Noindex || b.drafts || twice[p.Address] || strings.HasSuffix(p.Address, ".html") {
			continue
		}
		if of[p.Address] == nil {
			order = append(order, p.Address)
		}
		of[p.Address] = append(of[p.Address], p)
	}
	var out strings.Builder
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	link := func(lang, url string) {
		fmt.Fprintf(&out, `<xhtml:link rel="alternate" hreflang="%s" href="%s"/>`, lang, template.HTMLEscapeString(url))
	}
	for _, address := range order {
		for _, p := range of[address] {
			fmt.Fprintf(&out, "<url><loc>%s</loc>", template.HTMLEscapeString(b.set.Absolute(p.Lang, address)))
			if len(of[address]) > 1 {
				for _, other := range of[address] {
					link(other.Lang, b.set.Absolute(other.Lang, address))
				}
				link("x-default", b.set.Absolute(of[address][0].Lang, address))
			}
			out.WriteString("</url>\n")
		}
	}
	out.WriteString("</urlset>\n")
	return []byte(out.String())
}

// twice are the permanent addresses of versions whose page is that of their policy, which is the one to be found.
func (b *builder) twice() map[string]bool {
	out := map[string]bool{}
	for _, s := range b.center.Policies {
		for _, e := range s.Editions {
			if e.State == policy.InForce || e == s.Shown {
				out["/"+s.ID+"/"+e.ID+"/"] = true
			}
		}
	}
	return out
}

// securityPolicy is what pages may do: run the site's own script and show its own style and images. It stands in each page too, without
// frame-ancestors, which only a header can say.
const securityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// picturePolicy is what an SVG image may do that a reader opens by itself: nothing but be seen, as a document of no origin (CSP 3, sandbox).
// Within a page it is an image, which runs nothing in any case.
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

// headers are for hosts that read _headers. Where several rules match, a host may join the values of one header, so none stands in two
// rules that meet but the policy, of which a browser keeps all that it is given; what follows an asterisk, a host may pass over, so each stands
// at the end, and files are named by their folders instead.
func (b *builder) headers() string {
	base := strings.TrimSuffix(b.config.Path(), "/")
	var out strings.Builder
	for _, rule := range []struct {
		path  string
		lines []string
	}{
		{"/*", []string{"X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "Content-Security-Policy: " + securityPolicy}},
		{"/assets/*", []string{"Cache-Control: public, max-age=31536000, immutable"}},
		{"/notices.json", []string{"Access-Control-Allow-Origin: *"}},
		{"/embed/*", []string{"Access-Control-Allow-Origin: *"}},
		{"/archive.sum", []string{"Content-Type: text/plain; charset=utf-8"}},
		{"/:policy/timemap.link", []string{"Content-Type: application/link-format"}},
		{"/:language/:policy/timemap.link", []string{"Content-Type: application/link-format"}},
	} {
		out.WriteString(base + rule.path + "\n")
		for _, line := range rule.lines {
			out.WriteString("  " + line + "\n")
		}
	}
	for _, at := range b.deepTimeMaps() {
		out.WriteString(base + "/" + at + "\n  Content-Type: application/link-format\n")
	}
	for _, at := range b.patterns(".md") {
		out.WriteString(base + at + "\n  Content-Type: text/markdown; charset=utf-8\n")
	}
	for _, at := range b.patterns(".svg") {
		out.WriteString(base + at + "\n  Content-Security-Policy: " + picturePolicy + "\n")
	}
	return out.String()
}

// patterns are the addresses by which _headers names all files of a kind: few, since hosts allow a hundred rules or so. A placeholder stands for
// each folder of a version's files, which have the same names in most versions.
func (b *builder) patterns(suffix string) []string {
	seen := map[string]bool{}
	for _, p := range b.policies {
		for at := range p.sources {
			if strings.HasSuffix(at, suffix) {
				seen[placeholders(at)] = true
			}
		}
	}
	for at := range b.own.files {
		if strings.HasSuffix(at, suffix) {
			seen["/"+literal(at)] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// placeholders is the pattern of a file of a version, or of an event.
func placeholders(at string) string {
	dirs := strings.Split(path.Dir(at), "/")
	for i := range dirs {
		switch i {
		case len(dirs) - 1:
			dirs[i] = ":version"
		case len(dirs) - 2:
			dirs[i] = ":policy"
		default:
			dirs[i] = ":group" + strings.Repeat("x", i)
		}
	}
	return "/" + strings.Join(dirs, "/") + "/" + literal(path.Base(at))
}

// literal is a path in which no letter means a pattern.
func literal(at string) string {
	return strings.NewReplacer("*", "%2A", ":", "%3A").Replace((&url.URL{Path: at}).EscapedPath())
}

// deepTimeMaps are the TimeMaps that lie deeper than the patterns of headers reach, since a placeholder stands for one step of a path: those
// of policies whose ids have several.
func (b *builder) deepTimeMaps() []string {
	var out []string
	for _, st := range b.center.Policies {
		for _, lang := range b.config.Tags() {
			at := local(b.config, lang, "/"+st.ID+"/timemap.link")
			if strings.Count(at, "/") > 2 && len(st.Held(lang)) > 0 {
				out = append(out, at)
			}
		}
	}
	return out
}

// redirects are for hosts that read _redirects: what stands in config.toml, below the path of base_url.
func (b *builder) redirects() []byte {
	base := strings.TrimSuffix(b.config.Path(), "/")
	var out bytes.Buffer
	for _, r := range b.config.Redirects {
		if b.leads(r.To) {
			fmt.Fprintf(&out, "%s%s %s 301\n", base, r.From, onSite(base, r.To))
		}
	}
	return out.Bytes()
}

// leads reports whether a redirect leads to another site or to what is public on the day: another one would tell of a plan.
func (b *builder) leads(to string) bool {
	if !strings.HasPrefix(to, "/") {
		return true
	}
	at, _, _ := strings.Cut(to, "#")
	at, _, _ = strings.Cut(at, "?")
	at = strings.Trim(at, "/")
	return b.has(at) || b.has(path.Join(at, "index.html"))
}

// onSite is an address of the site below a base, and that of another site as it is.
func onSite(base, to string) string {
	if strings.HasPrefix(to, "/") {
		return base + to
	}
	return to
}

// forwards stand at old addresses for hosts that do not read _redirects, such as GitHub Pages: pages that lead on by themselves (HTML,
// section 4.2.5.3) and have the link. A redirect that leads nowhere is reported, and one from an address that the site has is an error: some
// hosts would follow it, and what was published there could no longer be read.
func (b *builder) forwards() {
	base := strings.TrimSuffix(b.config.Path(), "/")
	for _, r := range b.config.Redirects {
		if at := strings.Trim(r.From, "/"); !b.over && (b.has(at) || b.has(path.Join(at, "index.html"))) {
			b.diags.Add(diag.Diagnostic{Pos: r.Pos, Rule: "collision", Message: fmt.Sprintf("the redirect from %q takes an address that the site has", r.From),
				Hint: "leave the line out: what is published stays at its address"})
		}
	}
	for _, r := range b.config.Redirects {
		if !b.leads(r.To) {
			if !b.over && !b.unsure(r.To) {
				b.diags.Add(diag.Diagnostic{Pos: r.Pos, Severity: diag.Warning, Rule: unpublishedRule, Message: fmt.Sprintf("the redirect to %q leads to nothing that is public", r.To),
					Hint: "it is left out until there is a page at this address"})
			}
			continue
		}
		at := forwardPath(r.From)
		if at == "" || b.has(at) {
			continue
		}
		b.own.add(at, func(b *builder) ([]byte, error) {
			var out bytes.Buffer
			err := forward.Execute(&out, map[string]string{"Lang": b.config.Languages[0].Tag, "To": onSite(base, r.To),
				"URL": onSite(strings.TrimSuffix(b.absolute("/"), "/"), r.To)})
			return out.Bytes(), err
		})
	}
}

var forward = template.Must(template.New("forward").Parse(`<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><title>{{.URL}}</title><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">` +
	`<meta http-equiv="refresh" content="0; url={{.To}}"><link rel="canonical" href="{{.URL}}"></head>` +
	`<body><p><a href="{{.To}}">{{.URL}}</a></p></body></html>
`))

// forwardPath is the file that a host shows for an old address: a page's, "" where it would show none, or no path is meant.
func forwardPath(from string) string {
	at := strings.TrimPrefix(from, "/")
	switch path.Ext(at) {
	case ".html", ".htm":
	case "":
		at = path.Join(at, "index.html")
	default:
		return ""
	}
	if !fs.ValidPath(at) || strings.ContainsAny(at, "*:?#%\\") || strings.HasPrefix(at, "_") {
		return ""
	}
	return at
}

// has reports whether the site has a file at a path, case ignored.
func (b *builder) has(at string) bool {
	low := strings.ToLower(at)
	if _, ok := b.own.claims(low); ok {
		return true
	}
	for p := range b.partsAbove(low) {
		if _, ok := p.claims(low); ok {
			return true
		}
	}
	return false
}
