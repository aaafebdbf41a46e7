package site

import (
	"fmt"
	"html/template"
	"strings"

	"candor/internal/page"
	"candor/internal/policy"
)

// machine adds the files for hosts, crawlers and programs.
func (b *builder) machine() {
	b.own.add("sitemap.xml", func(b *builder) ([]byte, error) { return b.sitemap(), nil })
	b.fixed(".nojekyll", nil)
	b.fixed("robots.txt", []byte("User-agent: *\nAllow: /\nSitemap: "+b.absolute("/")+"sitemap.xml\n"))
	b.fixed("_headers", []byte(b.headers()))
	b.fixed("_redirects", []byte(b.redirects()))
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

// headers are for hosts that read _headers. Where several rules match, a host may join the values of one header, so no header stands in
// two rules that meet; what follows an asterisk, a host may pass over, so each stands at the end.
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
	return out.String()
}

// redirects are for hosts that read _redirects: what stands in config.toml, below the path of base_url.
func (b *builder) redirects() string {
	base := strings.TrimSuffix(b.config.Path(), "/")
	var out strings.Builder
	for _, r := range b.config.Redirects {
		to := r.To
		if strings.HasPrefix(to, "/") {
			to = base + to
		}
		fmt.Fprintf(&out, "%s%s %s 301\n", base, r.From, to)
	}
	return out.String()
}
