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
	Config    *config.Config
	Center    *policy.Center
	Addresses *Addresses
	Catalog   *locale.Catalog
	Book      *promise.Book
	Unsealed  bool                         // nothing of the center is sealed yet
	Sealed    func(file string) civil.Date // the day on which a source was sealed, zero for none
	Texts     Texts
	Preview   bool
	Next      civil.Date // the next day on which the site changes, as far as what is public tells
	Zone      string     // the center's time zone; "" where no script may correct the pages, as in a build of a stated day
	Style     string     // path of the style sheet in the site
	Script    string     // path of the script in the site
	Icon      string     // path of the icon in the site, "" for none
	Logo      *Logo      // with paths in the site; nil for none
}

// planner makes the data of the pages of one language. It never changes once a plan is made: several may be made at a time.
type planner struct {
	*Input
	set   *Set
	lang  string
	voice string // the language that its words are in: lang, unless that has no catalogue
	print *locale.Printer
}

// list is the pages of one language while they are listed.
type list struct {
	lang  string
	root  bool // it is the center's first language, whose pages stand at the root
	pages []*Page
}

// Plan decides on the pages of a site.
func Plan(in *Input) *Set {
	base := in.Config.BaseURL
	set := &Set{Addresses: in.Addresses, languages: in.Config.Tags(), base: strings.TrimSuffix(base.Path, "/"), origin: base.Scheme + "://" + base.Host}
	for i, lang := range set.languages {
		print := in.Catalog.Printer(lang)
		p := &planner{Input: in, set: set, lang: lang, voice: print.Words(), print: print}
		set.planners = append(set.planners, p)
		l := &list{lang: lang, root: i == 0}
		p.own(l)
		set.own = append(set.own, l.pages)
	}
	return set
}

func address(e *policy.Edition) string { return "/" + e.Policy.ID + "/" + e.ID + "/" }

// add adds a page; its data is made when the page is.
func (l *list) add(address, file string, noindex bool, data func(p *planner) any) {
	dir := ""
	if !l.root {
		dir = l.lang
	}
	full := strings.TrimPrefix(path.Join("/", dir, address, "index.html"), "/")
	if strings.HasSuffix(address, ".html") {
		full = strings.TrimPrefix(path.Join("/", dir, address), "/")
	}
	l.pages = append(l.pages, &Page{Path: full, Address: address, Lang: l.lang, Template: file, Noindex: noindex, data: data})
}

func (p *planner) frame(address, title, section string, noindex bool) Frame {
	o := p.Config.Organization
	f := Frame{T: p.print, Lang: p.lang, WordsLang: p.voice, Dir: locale.Direction(p.voice), Title: title, Sheet: title, Organization: Organization(o), Address: address,
		Canonical: p.set.Absolute(p.lang, address), Noindex: noindex || p.Preview, Preview: p.Preview, Unsealed: p.Unsealed, Section: section,
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
	f.Feeds = p.feeds(p.print.Text("feed_title", f.Center), "/")
	return f
}

// feeds are the feeds below an address.
func (p *planner) feeds(title, below string) []Feed {
	return []Feed{{title, "application/atom+xml", p.set.URL(p.lang, below+"feed.atom")}, {title, "application/feed+json", p.set.URL(p.lang, below+"feed.json")}}
}

// follow names the feeds and the TimeMap of the policy that a page is of.
func (p *planner) follow(f *Frame, s *policy.Standing) {
	w, _ := p.wording(s.Shown)
	f.Feeds = append(p.feeds(p.print.Text("feed_title_policy", Title(w), f.Center), "/"+s.ID+"/"), f.Feeds...)
	if len(s.Held(p.lang)) > 0 {
		f.Relations = append(f.Relations, Relation{"timemap", p.set.URL(p.lang, "/"+s.ID+"/timemap.link")})
	}
}

// untranslated says in the chooser of a page in which languages there is no text of it.
func (p *planner) untranslated(f *Frame) {
	for i, c := range f.Choices {
		if !slices.ContainsFunc(f.Alternates, func(a Alternate) bool { return a.Lang == c.Lang }) {
			f.Choices[i].Note = p.print.Text("lang_missing")
		}
	}
}

// own lists the pages of the center, those of no policy.
func (p *planner) own(l *list) {
	l.add("/", "home.html", false, func(p *planner) any { return p.home() })
	l.add("/changelog/", "changelog.html", false, func(p *planner) any { return p.changelog() })
	l.add(noticesAddress, "notices.html", false, func(p *planner) any { return p.allNotices() })
	for _, name := range p.Addresses.free {
		lang := p.freeLanguage(name)
		l.add("/"+name+"/", "page.html", lang != p.lang, func(p *planner) any { return p.free(name, lang) })
	}
	l.add("/404.html", "404.html", true, func(p *planner) any { return p.missing() })
}

// there returns an address that the site has, "" for one that it has not.
func (p *planner) there(address string) string {
	if !p.set.Has(address) {
		return ""
	}
	return address
}

// wording is the text that a page in this language shows: its own, else the original one.
func (p *planner) wording(e *policy.Edition) (w *policy.Wording, own bool) { return wording(e, p.lang) }

func wording(e *policy.Edition, lang string) (w *policy.Wording, own bool) {
	if w := e.Text(lang); w != nil {
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

// The characters around the number of an article. html/template writes U+FFFD for a NUL in any value, so that no source can bring a mark into
// a page.
const (
	MarkBegins = "\x00"
	MarkEnds   = "\x01"
)

// Mark is the text that stands in a page where article n goes.
func Mark(n int) template.HTML { return template.HTML(MarkBegins + strconv.Itoa(n) + MarkEnds) }
