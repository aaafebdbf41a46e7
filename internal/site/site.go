// Package site joins the stages: it reads a center and gives its site of one day as files.
//
// In comes the center's folder, out come the site's files in the order of their paths, their bytes made on demand, and the
// diagnostics of all sources, before the first byte is made. It writes nothing; that is package output.
package site

import (
	"context"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/promise"
	"candor/internal/render"
	"candor/internal/seal"
	"candor/internal/source"
)

// Options says which site is wanted.
type Options struct {
	Now     time.Time  // the clock; decides the day where AsOf is zero
	AsOf    civil.Date // zero: today in the center's time zone
	Drafts  bool
	BaseURL *url.URL // instead of that of config.toml; nil for none
	Theme   fs.FS    // the built-in themes
	Against []byte   // an older archive.sum, all seals of which must still stand ([seal.Compare]); nil for none
}

// File is one file of the site.
type File struct {
	Path  string // below the output folder
	Bytes func() ([]byte, error)
}

// Site is a center's site of one day. It never changes.
type Site struct {
	Config                   *config.Config
	Day                      civil.Date
	Previous                 civil.Date // the last date before Day on which the site changed, zero for none
	Next                     civil.Date // the next date on which the site changes, zero for none
	Why, Where               string     // the reason of Next and what it concerns
	Pages, Policies, Version int
	Languages                int
	Standings                []*policy.Standing
	Files                    []File
	by                       *builder
	set                      *page.Set
	archive                  *policy.Archive
}

const unpublishedRule = "link-unpublished"

// builder makes one site.
type builder struct {
	addresses   map[string]bool   // of the pages of the day
	linked      key               // of what links are resolved by
	copied      map[string]string // sources that are published as they are, by their path in the site
	from        *Builder
	src         *source.Center
	config      *config.Config
	theme       *render.Theme
	catalog     *locale.Catalog
	day         civil.Date
	drafts      bool
	over        bool   // the day is past
	zone        string // of the script; "" where the day was asked for
	sums        *seal.Sums
	book        *promise.Book
	center      *policy.Center
	diags       diag.List
	mu          sync.Mutex
	articles    []func() ([]byte, error) // by the number of their mark
	index       map[string]page.Article  // by path of the source
	outlines    map[string]markdown.Outline
	free        map[string]freePage
	past        histories
	ready       ready
	comparisons map[[2]string]func() (*comparison, error) // by the paths of the two texts
	bodies      map[string]*text                          // by path of the source
	marks       map[string]int
}

type freePage struct {
	article page.Article
	title   string
}

func (b *builder) build(ctx context.Context, archive *policy.Archive) (*Site, diag.List, error) {
	b.center = archive.AsOf(b.day, b.drafts)
	b.addresses = page.Addresses(b.config, b.center, b.freeNames())
	b.linked = b.addressKey()
	b.index, b.outlines, b.free = map[string]page.Article{}, map[string]markdown.Outline{}, map[string]freePage{}
	b.bodies, b.marks = map[string]*text{}, map[string]int{}
	if err := b.texts(ctx); err != nil {
		return nil, nil, err
	}
	logo, err := b.logo()
	if err != nil {
		return nil, nil, err
	}
	set := page.Plan(&page.Input{Config: b.config, Center: b.center, Catalog: b.catalog, Book: b.book, Sealed: b.sums.Day, Free: b.freeNames(), Preview: b.drafts,
		Next: b.center.Next(), Zone: b.zone, Style: b.theme.Static(render.StyleSheet), Script: b.theme.Static(render.Script), Icon: b.icon(), Logo: logo,
		Texts: page.Texts{
			Redline: b.redline, Counts: b.changed, Clauses: b.clauseNotes, Parallel: b.parallel,
			Article: func(_ *policy.Edition, w *policy.Wording) page.Article { return b.index[w.Source.Path] },
			Free: func(name, lang string) (page.Article, string, bool) {
				p, ok := b.free[name+"."+lang]
				return p.article, p.title, ok
			}}})
	s := &Site{Day: b.day, Pages: len(set.Pages), Policies: len(b.center.Policies), Languages: len(b.config.Languages), Standings: b.center.Policies}
	s.by, s.set = b, set
	s.Next, s.Why, s.Where = archive.Next(b.day)
	s.archive = archive
	s.Config, s.Previous = b.config, archive.Previous(b.day)
	for _, p := range set.Pages {
		s.add(p.Path, func() ([]byte, error) { return b.theme.Page(p, func(n int) ([]byte, error) { return b.text(n) }) })
	}
	for _, f := range b.theme.Statics() {
		s.fixed(f.Path, f.Data)
	}
	b.sources(s)
	b.machine(s, set)
	b.feeds(s, set)
	slices.SortFunc(s.Files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	b.collisions(s.Files)
	return s, b.diags, nil
}

// icon is the site's icon: the company's where it has one, else the theme's.
func (b *builder) icon() string {
	for _, name := range []string{"favicon.svg", "favicon.ico", "favicon.png"} {
		if b.static(name) != nil {
			return name
		}
	}
	return b.theme.Static(render.Icon)
}

func (s *Site) add(path string, bytes func() ([]byte, error)) {
	s.Files = append(s.Files, File{path, bytes})
}

func (s *Site) fixed(path string, data []byte) {
	s.add(path, func() ([]byte, error) { return data, nil })
}

// collisions reports every path that two sources claim, case ignored, and names both.
func (b *builder) collisions(files []File) {
	seen := map[string]bool{}
	for _, f := range files {
		key := strings.ToLower(f.Path)
		if seen[key] {
			claims := b.claims(key)
			b.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: claims[0]}, Rule: "collision",
				Message: fmt.Sprintf("two sources claim the address /%s: %s", f.Path, strings.Join(claims, " and ")), Hint: "rename one of them"})
		}
		seen[key] = true
	}
}

// claims are the sources that claim a path of the site, and the site itself where there is only one.
func (b *builder) claims(path string) []string {
	var out []string
	for _, at := range slices.Sorted(maps.Keys(b.copied)) {
		if strings.ToLower(at) == path {
			out = append(out, b.copied[at])
		}
	}
	address := strings.TrimSuffix(path, "/index.html")
	for _, tag := range b.config.Tags()[1:] {
		address = strings.TrimPrefix(address, strings.ToLower(tag)+"/")
	}
	for _, s := range b.center.Policies {
		if s.ID == address {
			out = append(out, source.Folder+"/"+s.ID+"/")
		}
	}
	for _, p := range b.src.Pages {
		if strings.ToLower(p.Name) == address {
			out = append(out, p.Path)
			break
		}
	}
	switch len(out) {
	case 0:
		return []string{config.Name, "a page of the site"}
	case 1:
		return append(out, "a page of the site")
	}
	return out
}

func (b *builder) options(file string, line int, lang, title string) markdown.Options {
	t := b.catalog.Printer(lang)
	return markdown.Options{File: file, Line: line, Lang: lang, Title: title, RawHTML: b.config.RawHTML,
		Labels: markdown.Labels{Table: t.Text("table_region_untitled"), Footnote: strings.TrimSpace(t.Text("footnote_number", "")),
			BackToText: strings.TrimSpace(t.Text("footnote_back", "")), Notes: t.Text("footnote_heading"),
			Clause: t.Text("clause_link")}}
}

// mark keeps what makes a text and returns the mark that stands for it in a page: one mark for a name, however often the page is made.
func (b *builder) mark(name string, text func() ([]byte, error)) template.HTML {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, ok := b.marks[name]
	if !ok {
		n = len(b.articles)
		b.articles = append(b.articles, text)
		b.marks[name] = n
	}
	return page.Mark(n)
}

// text makes what a mark stands for.
func (b *builder) text(n int) ([]byte, error) {
	b.mu.Lock()
	text := b.articles[n]
	b.mu.Unlock()
	return text()
}

// resolver turns the links of a text into those of its page: policies and versions in the language of the text, attachments at
// the version's own address. Targets that lead nowhere are reported.
func (b *builder) resolver(e *policy.Edition, lang string, report func(diag.Diagnostic)) func(markdown.Link) (string, bool) {
	return func(l markdown.Link) (string, bool) {
		switch {
		case strings.HasPrefix(l.Dest, "#") || strings.Contains(strings.SplitN(l.Dest, "/", 2)[0], ":"):
			return l.Dest, true
		case strings.HasPrefix(l.Dest, "/"):
			return b.inside(l, l.Dest, lang, report)
		case e == nil:
			return b.inside(l, path.Join("/", l.Dest), lang, report)
		}
		name, fragment, _ := strings.Cut(l.Dest, "#")
		for _, a := range e.Attachments {
			if a.Name == name {
				return strings.TrimSuffix(b.config.Path(), "/") + "/" + e.Policy.ID + "/" + e.ID + "/" + name, true
			}
		}
		at := path.Join("/", e.Policy.ID, e.ID, name) + "/"
		if fragment != "" {
			at += "#" + fragment
		}
		return b.inside(l, at, lang, report)
	}
}

func (b *builder) inside(l markdown.Link, dest, lang string, report func(diag.Diagnostic)) (string, bool) {
	address, fragment, anchored := strings.Cut(dest, "#")
	if !strings.HasSuffix(address, "/") && path.Ext(address) == "" {
		address += "/"
	}
	if !b.public(address) {
		report(diag.Diagnostic{Pos: l.Pos, Rule: unpublishedRule, Message: fmt.Sprintf("the link %q leads to nothing that is public on %s", l.Dest, b.day),
			Hint: "link to a policy as /POLICY/, to a version as /POLICY/VERSION/, to an attachment by its name"})
		return "", false
	}
	url := strings.TrimSuffix(b.config.Path(), "/")
	if lang != b.config.Languages[0].Tag {
		url += "/" + lang
	}
	url += address
	if anchored {
		url += "#" + fragment
	}
	return url, true
}

// public reports whether a page stands at an address on the day.
func (b *builder) public(address string) bool {
	return b.addresses[address]
}

// freeNames are the names of the free pages, home apart.
func (b *builder) freeNames() []string {
	var names []string
	for _, p := range b.src.Pages {
		if p.Name != source.Home && !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return names
}

// sources adds the published files as they are: texts, corrections, attachments and events with their seals, and what is copied to the
// root.
func (b *builder) sources(s *Site) {
	var sealed []*source.File
	b.copied = map[string]string{}
	copied := func(at string, f *source.File) {
		b.copied[at] = f.Path
		s.add(at, func() ([]byte, error) { return b.src.Bytes(f) })
	}
	raw := func(at string, f *source.File) {
		copied(at, f)
		sealed = append(sealed, f)
	}
	for _, st := range b.center.Policies {
		for _, e := range st.Editions {
			s.Version++
			if e.Draft() {
				continue
			}
			dir := st.ID + "/" + e.ID + "/"
			for _, w := range e.Languages {
				raw(dir+path.Base(w.Text.Original.Path), &w.Text.Original.File)
				for _, c := range w.Corrections {
					raw(dir+path.Base(c.Path), &c.File)
				}
			}
			for _, a := range e.Attachments {
				raw(dir+a.Name, &a.File)
			}
		}
	}
	for _, st := range b.center.Policies {
		for _, e := range st.Events {
			raw(st.ID+"/events/"+path.Base(e.Path), &e.File)
		}
	}
	s.fixed(source.Seals, b.sums.Public(sealed))
	for _, f := range b.src.Static {
		copied(strings.TrimPrefix(f.Path, source.Folder+"/"), f)
	}
}
