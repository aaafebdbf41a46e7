package site

import (
	"fmt"
	"html/template"
	"strings"

	"candor/internal/page"
)

// machine adds the files for hosts and crawlers.
func (b *builder) machine(s *Site, set *page.Set) {
	base := strings.TrimSuffix(b.config.Path(), "/")
	var urls strings.Builder
	urls.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, p := range set.Pages {
		if !p.Noindex && !strings.HasSuffix(p.Address, ".html") {
			fmt.Fprintf(&urls, "<url><loc>%s</loc></url>", template.HTMLEscapeString(set.Absolute(p.Lang, p.Address)))
		}
	}
	urls.WriteString("</urlset>\n")
	s.fixed("sitemap.xml", []byte(urls.String()))
	s.fixed(".nojekyll", nil)
	s.fixed("robots.txt", []byte("User-agent: *\nAllow: /\nSitemap: "+set.Absolute(b.config.Languages[0].Tag, "/")+"sitemap.xml\n"))
	s.fixed("_headers", []byte(base+"/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\n"+
		base+"/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"))
	var redirects strings.Builder
	for _, r := range b.config.Redirects {
		to := r.To
		if strings.HasPrefix(to, "/") {
			to = base + to
		}
		fmt.Fprintf(&redirects, "%s%s %s 301\n", base, r.From, to)
	}
	s.fixed("_redirects", []byte(redirects.String()))
	s.add("center.json", func() ([]byte, error) { return b.json(s, set) })
}
