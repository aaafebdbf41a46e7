package page

import (
	"cmp"

	"candor/internal/civil"
	"candor/internal/policy"
)

// The structured data of a page (JSON-LD with the words of schema.org): what the page says, for programs that read pages. It repeats
// what stands in the page and says nothing more.

type graph struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

type ldOrganization struct {
	Type    string `json:"@type"`
	ID      string `json:"@id"`
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
	Email   string `json:"email,omitempty"`
}

type ldReference struct {
	ID string `json:"@id"`
}

type ldSite struct {
	Type      string      `json:"@type"`
	ID        string      `json:"@id"`
	Name      string      `json:"name"`
	URL       string      `json:"url"`
	Lang      []string    `json:"inLanguage"`
	Publisher ldReference `json:"publisher"`
}

type ldFile struct {
	Type   string `json:"@type"`
	URL    string `json:"contentUrl"`
	Format string `json:"encodingFormat"`
	SHA256 string `json:"sha256"`
}

type ldText struct {
	Type      string      `json:"@type"`
	ID        string      `json:"@id"`
	Name      string      `json:"name"`
	URL       string      `json:"url"`
	Lang      string      `json:"inLanguage"`
	Version   string      `json:"version"`
	Published civil.Date  `json:"datePublished,omitzero"`
	Modified  civil.Date  `json:"dateModified,omitzero"`
	Coverage  string      `json:"temporalCoverage,omitempty"`
	Site      ldReference `json:"isPartOf"`
	Publisher ldReference `json:"publisher"`
	Source    *ldFile     `json:"encoding,omitempty"`
	Original  ldReference `json:"translationOfWork,omitzero"`
}

type ldCrumbs struct {
	Type  string    `json:"@type"`
	Items []ldCrumb `json:"itemListElement"`
}

type ldCrumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	URL      string `json:"item,omitempty"`
}

// graph begins with the center and whose it is; that is all that the home page says.
func (p *planner) graph(more ...any) graph {
	o := p.Config.Organization
	home := p.set.Absolute(p.set.languages[0], "/")
	name := o.Name
	for _, l := range p.Config.Languages {
		if l.Tag == p.lang && l.Title != "" {
			name = l.Title
		}
	}
	who := ldOrganization{Type: "Organization", ID: home + "#organization", Name: o.Name, Address: o.Address, Email: o.Email}
	site := ldSite{Type: "WebSite", ID: home + "#site", Name: name, URL: p.set.Absolute(p.lang, "/"), Lang: p.set.languages, Publisher: ldReference{who.ID}}
	return graph{Context: "https://schema.org", Graph: append([]any{who, site}, more...)}
}

// textData is the structured data of a page of a text: the text as it holds, its source with the seal, and where the page stands.
func (p *planner) textData(d *Policy, s *policy.Standing, e *policy.Edition, w *policy.Wording) any {
	home := p.set.Absolute(p.set.languages[0], "/")
	at := p.set.Absolute(w.Text.Lang, address(e))
	t := ldText{Type: "DigitalDocument", ID: at, Name: Title(w), URL: at, Lang: w.Text.Lang, Version: e.ID, Published: w.Text.Public, Modified: w.Text.Public,
		Site: ldReference{home + "#site"}, Publisher: ldReference{home + "#organization"}}
	for _, c := range w.Corrections {
		t.Modified = c.Corrects
	}
	if e.State == policy.InForce || e.State == policy.Superseded {
		t.Coverage = e.From.String() + "/" + cmp.Or(e.Until.String(), "..") // ISO 8601-2: open at its end
	}
	if !e.Draft() {
		t.Source = &ldFile{Type: "MediaObject", URL: p.set.origin + d.Source.URL, Format: "text/markdown", SHA256: d.Source.Seal}
	}
	switch lag := s.Lag(e, w); {
	case w.Text.Lang == e.OriginalLang || lag == nil && e.Prevails == policy.Each:
	case lag == nil:
		t.Original = ldReference{p.set.Absolute(e.OriginalLang, address(e))}
	case lag.Of != nil:
		t.Original = ldReference{p.set.Absolute(lag.Of.OriginalLang, address(lag.Of))}
	}
	crumbs := ldCrumbs{Type: "BreadcrumbList"}
	for _, l := range append(d.Path[:len(d.Path):len(d.Path)], Link{Text: Title(w)}) {
		c := ldCrumb{Type: "ListItem", Position: len(crumbs.Items) + 1, Name: l.Text}
		if l.Address != "" {
			c.URL = p.set.Absolute(p.lang, l.Address)
		}
		crumbs.Items = append(crumbs.Items, c)
	}
	return p.graph(t, crumbs)
}
