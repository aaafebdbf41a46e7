package page

import (
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/locale"
	"candor/internal/policy"
	"candor/internal/promise"
)

// Input is what a site is planned from.
type Input struct {
	Config  *config.Config
	Center  *policy.Center
	Catalog *locale.Catalog
	Book    *promise.Book
	Sealed  func(file string) civil.Date // the day on which a source was sealed, zero for none
	Texts   Texts
	Free    []string // names of the free pages, home apart
	Preview bool
	Next    civil.Date // the next day on which the site changes, as far as what is public tells
	Zone    string     // the center's time zone; "" where no script may correct the pages, as in a build of a stated day
	Style   string     // path of the style sheet in the site
	Script  string     // path of the script in the site
	Icon    string     // path of the icon in the site, "" for none
	Logo    *Logo      // with paths in the site; nil for none
}

// planner plans the pages of one language. It never changes once a plan is made: the data of several pages may be made at a time.
type planner struct {
	*Input
	set   *Set
	lang  string
	print *locale.Printer
	pairs map[*policy.Standing][]Pair
}

// Plan decides on the pages of a site.
func Plan(in *Input) *Set {
	base := in.Config.BaseURL
	set := &Set{languages: in.Config.Tags(), base: strings.TrimSuffix(base.Path, "/"), origin: base.Scheme + "://" + base.Host}
	set.addresses = Addresses(in.Config, in.Center, in.Free)
	pairs := map[*policy.Standing][]Pair{}
	for _, s := range in.Center.Policies {
		pairs[s] = Pairs(s, in.Config.AllPairs)
	}
	for _, lang := range set.languages {
		p := &planner{Input: in, set: set, lang: lang, print: in.Catalog.Printer(lang), pairs: pairs}
		set.planners = append(set.planners, p)
		p.pages()
	}
	return set
}

// Addresses are the addresses of a site's pages, without language; free are the names of its free pages.
func Addresses(c *config.Config, center *policy.Center, free []string) map[string]bool {
	out := []string{"/", "/changelog/", noticesAddress}
	for _, name := range free {
		out = append(out, "/"+name+"/")
	}
	for _, s := range center.Policies {
		out = append(out, "/"+s.ID+"/", "/"+s.ID+"/archive/")
		for _, e := range s.Editions {
			out = append(out, address(e))
		}
		out = append(out, "/"+s.ID+"/changelog/")
		for _, tag := range parallels(s) {
			out = append(out, "/"+s.ID+"/parallel/"+tag+"/")
		}
		for _, pair := range Pairs(s, c.AllPairs) {
			out = append(out, pair.Address)
		}
		for _, n := range s.Notices() {
			out = append(out, noticeAddress(s, n))
		}
	}
	set := make(map[string]bool, len(out))
	for _, address := range out {
		set[address] = true
	}
	return set
}

func address(e *policy.Edition) string { return "/" + e.Policy.ID + "/" + e.ID + "/" }

// add adds a page to the plan; its data is made when the page is.
func (p *planner) add(address, file string, noindex bool, data func() any) {
	dir := ""
	if p.lang != p.set.languages[0] {
		dir = p.lang
	}
	full := strings.TrimPrefix(path.Join("/", dir, address, "index.html"), "/")
	if strings.HasSuffix(address, ".html") {
		full = strings.TrimPrefix(path.Join("/", dir, address), "/")
	}
	p.set.Pages = append(p.set.Pages, &Page{Path: full, Address: address, Lang: p.lang, Template: file, Noindex: noindex, Data: data})
}

func (p *planner) frame(address, title, section string, noindex bool) Frame {
	o := p.Config.Organization
	f := Frame{T: p.print, Lang: p.lang, Dir: locale.Direction(p.lang), Title: title, Sheet: title, Organization: Organization(o), Address: address,
		Canonical: p.set.Absolute(p.lang, address), Noindex: noindex || p.Preview, Preview: p.Preview, Section: section,
		HasContact: p.set.Has("/contact/"), HasNotices: p.set.Has("/notices/"), Style: p.set.base + "/" + p.Style, Script: p.set.base + "/" + p.Script,
		Day: p.Center.Day, Next: p.Next, Zone: p.Zone, set: p.set}
	if p.Logo != nil {
		logo := *p.Logo
		for _, at := range []*string{&logo.URL, &logo.Dark} {
			if *at != "" {
				*at = p.set.base + "/" + *at
			}
		}
		f.Logo = &logo
	}
	if p.Icon != "" {
		f.Icon = p.set.base + "/" + p.Icon
	}
	for _, l := range p.Config.Languages {
		if l.Tag == p.lang {
			f.Center = l.Title
		}
		name := l.Name
		if name == "" {
			name = locale.SelfName(l.Tag)
		}
		f.Choices = append(f.Choices, Choice{Lang: l.Tag, Dir: locale.Direction(l.Tag), Name: name, URL: p.set.URL(l.Tag, address), Current: l.Tag == p.lang})
		f.Alternates = append(f.Alternates, Alternate{l.Tag, p.set.Absolute(l.Tag, address)})
	}
	if f.Center == "" {
		f.Center = o.Name
	}
	return f
}

// untranslated says in the chooser of a page in which languages there is no text of it.
func (p *planner) untranslated(f *Frame) {
	for i, c := range f.Choices {
		if !slices.ContainsFunc(f.Alternates, func(a Alternate) bool { return a.Lang == c.Lang }) {
			f.Choices[i].Note = p.print.Text("lang_missing")
		}
	}
}

func (p *planner) pages() {
	p.add("/", "home.html", false, func() any { return p.home() })
	p.add("/changelog/", "changelog.html", false, func() any { return p.changelog() })
	p.noticePages()
	for _, name := range p.Free {
		lang := p.freeLanguage(name)
		p.add("/"+name+"/", "page.html", lang != p.lang, func() any { return p.free(name, lang) })
	}
	for _, s := range p.Center.Policies {
		p.text(s, s.Shown, "/"+s.ID+"/", true)
		for _, e := range s.Editions {
			p.text(s, e, address(e), false)
		}
		p.add("/"+s.ID+"/archive/", "archive.html", false, func() any { return p.archive(s) })
		p.add("/"+s.ID+"/changelog/", "changelog.html", false, func() any { return p.policyChangelog(s) })
		for _, tag := range parallels(s) {
			left, _ := p.sides(s.Shown, tag)
			noindex := left.Text.Lang != p.lang && tag != p.lang
			p.add("/"+s.ID+"/parallel/"+tag+"/", "parallel.html", noindex, func() any { return p.parallel(s, tag, noindex) })
		}
		for _, pair := range p.pairs[s] {
			p.add(pair.Address, "redline.html", true, func() any { return p.comparison(s, pair) })
		}
	}
	p.add("/404.html", "404.html", true, func() any { return p.missing() })
}

// there returns an address that the site has, "" for one that it has not.
func (p *planner) there(address string) string {
	if !p.set.Has(address) {
		return ""
	}
	return address
}

// wording is the text that a page in this language shows: its own, else the authoritative one.
func (p *planner) wording(e *policy.Edition) (w *policy.Wording, own bool) {
	if w := e.Text(p.lang); w != nil {
		return w, true
	}
	return &e.Languages[0], false
}

// Title is the title of a wording: its own, else that of the text it corrects.
func Title(w *policy.Wording) string {
	if w.Source.Front.Title != "" {
		return w.Source.Front.Title
	}
	return w.Text.Original.Front.Title
}

// Mark is the text that stands in a page where article n goes; its characters are of Unicode's private use area, which no
// message holds.
func Mark(n int) template.HTML { return template.HTML("\ue000" + strconv.Itoa(n) + "\ue001") }
