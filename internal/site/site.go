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
	"slices"
	"strings"
	"sync"
	"time"

	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/feed"
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
	Now     time.Time  // the clock, or what stands for it; decides the day where AsOf is zero
	Clock   time.Time  // the clock: nothing that is public was sealed on a later day; zero where that is not to be held
	AsOf    civil.Date // zero: today in the center's time zone
	Live    bool       // the pages of a site of AsOf correct what they say of days by the clock, as those of a build of today do
	Drafts  bool
	BaseURL *url.URL // instead of that of config.toml; nil for none
	// Earlier reads a sealed file of that older state by its path below content/; ok is false where it has none. Nil: it has no files.
	Earlier func(name string) (data []byte, ok bool)
	Theme   fs.FS                  // the built-in themes
	Program string                 // the program and its version, as center.json names it
	Seals   func(file string) bool // of a command, the files that it is about to seal, whose faults of content can still be helped; nil for none
	Decides func(file string) bool // of a command, the files that it is about to make: see [promise.Memory]; nil for none
	Against []byte                 // an older archive.sum, all seals of which must still stand ([seal.Compare]); nil for none
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
	by                       *builder
	archive                  *policy.Archive
	proof                    bool // its sources have errors: it is not whole
}

// Files gives every file of the site, numbered in the order of their paths.
func (s *Site) Files(yield func(int, File) bool) {
	var all []File
	for at, make := range s.by.paths {
		all = append(all, s.file(at, make))
	}
	slices.SortFunc(all, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	for i, f := range all {
		if !yield(i, f) {
			return
		}
	}
}

// Count is the number of the site's files.
func (s *Site) Count() int {
	n := len(s.by.own.files)
	for _, p := range s.by.policies {
		n += len(p.files)
	}
	return n
}

// File returns one file of the site; ok is false where there is none. It takes no longer in a large site than in a small one.
func (s *Site) File(path string) (f File, ok bool) {
	if make := s.by.find(path); make != nil {
		return s.file(path, make), true
	}
	return File{}, false
}

func (s *Site) file(path string, make maker) File {
	return File{path, func() ([]byte, error) { return make(s.by) }}
}

// builder makes one site.
type builder struct {
	from      *Builder
	src       *source.Center
	config    *config.Config
	look      *look
	theme     *render.Theme
	catalog   *locale.Catalog
	day       civil.Date
	drafts    bool
	over      bool   // the day is past
	zone      string // of the script; "" where the day was asked for
	program   string
	sums      *seal.Sums
	book      *promise.Book
	center    *policy.Center
	policies  []*part // of the policies of the center
	byID      map[string]*part
	addresses *page.Addresses // of the pages of the day
	linked    key             // of what links are resolved by
	obscure   obscure
	texts     map[string]*wordings // by policy
	free      map[string]freePage
	set       *page.Set
	own       fileSet                 // files that belong to no policy
	copied    map[string]*source.File // those of them that are sources
	diags     diag.List

	mu          sync.Mutex
	articles    []func() ([]byte, error) // by the number of their mark
	marks       map[string]int
	past        histories
	ready       ready
	comparisons map[[2]string]func() (*comparison, error) // by the paths of the two texts
	journals    map[[2]string]func() []feed.Entry         // by policy and language
}

type freePage struct {
	article page.Article
	title   string
}

func (b *builder) build(ctx context.Context, archive *policy.Archive) (*Site, diag.List, error) {
	if err := b.read(ctx, archive); err != nil {
		return nil, nil, err
	}
	b.collisions()
	b.folders()
	s := &Site{Day: b.day, Pages: b.set.Count(), Policies: len(b.policies), Languages: len(b.config.Languages), Standings: b.center.Policies}
	for _, p := range b.policies {
		s.Version += len(p.Standing.Editions)
	}
	s.by, s.archive = b, archive
	s.Next, s.Why, s.Where = archive.Next(b.day)
	s.Config, s.Previous = b.config, archive.Previous(b.day)
	return s, b.diags, nil
}

// read plans the files of the site and then reads its texts, whose links may lead to any of them.
func (b *builder) read(ctx context.Context, archive *policy.Archive) error {
	b.center = archive.AsOf(b.day, b.drafts)
	b.marks = map[string]int{}
	b.plan()
	logo, err := b.logo()
	if err != nil {
		return err
	}
	b.set = page.Plan(&page.Input{Config: b.config, Center: b.center, Addresses: b.addresses, Catalog: b.catalog, Book: b.book, Unsealed: b.src.Unsealed(), Sealed: b.sums.Since, Preview: b.drafts,
		Next: b.center.Next(), Zone: b.zone, Style: b.theme.Static(render.StyleSheet), Script: b.theme.Static(render.Script), Icon: b.icon(), Logo: logo,
		Texts: page.Texts{
			Redline: b.redline, Correction: b.correction, Readings: b.readings, Counts: b.changed, Clauses: b.clauseNotes, Parallel: b.parallel, Article: b.article,
			Free: func(name, lang string) (page.Article, string, bool) {
				p, ok := b.free[name+"."+lang]
				return p.article, p.title, ok
			}}})
	b.files()
	b.linked = b.addressKey()
	return b.readTexts(ctx)
}

// proof reads the texts of a center that cannot be built, so that all that is wrong with it is said at once. Where a link leads is said
// only where no fault that is told already can be the reason.
func (b *builder) proof(ctx context.Context, archive *policy.Archive) (*Site, diag.List, error) {
	if b.look.diags.Failed() {
		return nil, nil, nil
	}
	err := b.read(ctx, archive)
	return &Site{Day: b.day, Standings: b.center.Policies, Config: b.config, by: b, archive: archive, proof: true}, b.diags, err
}

// files adds the files that belong to no policy.
func (b *builder) files() {
	b.copied = map[string]*source.File{}
	for p := range b.set.Own {
		b.own.add(p.Path, func(b *builder) ([]byte, error) { return b.page(p) })
	}
	for _, f := range b.theme.Statics() {
		b.fixed(f.Path, f.Data)
	}
	b.own.add(source.Seals, (*builder).seals)
	for _, f := range b.src.Static {
		b.copy(strings.TrimPrefix(f.Path, source.Folder+"/"), f)
	}
	b.machine()
	b.feeds()
	b.forwards()
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

// page makes a page.
func (b *builder) page(p *page.Page) ([]byte, error) { return b.theme.Page(p, b.set.Data(p), b.text) }

func (b *builder) fixed(path string, data []byte) {
	b.own.add(path, func(*builder) ([]byte, error) { return data, nil })
}

// copy adds a source that is copied to the root.
func (b *builder) copy(at string, f *source.File) {
	b.copied[at] = f
	b.own.add(at, func(b *builder) ([]byte, error) { return b.src.Bytes(f) })
}

// collisions reports every path that two sources claim, case ignored, and names both.
func (b *builder) collisions() {
	for low, paths := range b.claimed() {
		slices.Sort(paths)
		if all := slices.Compact(slices.Clone(paths)); len(all) > 1 {
			paths = all // a path that is claimed in the same words stands here once for each
		}
		claims := b.claims(low)
		for _, at := range paths[1:] {
			b.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: claims[0]}, Rule: "collision",
				Message: fmt.Sprintf("two sources claim the address /%s: %s", at, strings.Join(claims, " and ")), Hint: "rename one of them"})
		}
	}
}

// folders reports the pages whose folder is a file of the site: nothing can be written there. Each is told at a text that it is made of.
func (b *builder) folders() {
	report := func(folder, file string) {
		if b.has(folder) {
			b.diags.Add(diag.Diagnostic{Pos: diag.Pos{File: file}, Rule: "collision",
				Message: fmt.Sprintf("the address /%s/ cannot be: /%s is a file of the site", folder, folder), Hint: "give the folder another name"})
		}
	}
	for _, s := range b.center.Policies {
		for i, c := range s.ID + "/" {
			if c == '/' {
				report(s.ID[:i], s.Shown.Languages[0].Source.Path)
			}
		}
		for _, e := range s.Editions {
			report(s.ID+"/"+e.ID, e.Languages[0].Source.Path)
		}
	}
	for _, p := range b.src.Pages {
		report(p.Name, p.Path)
	}
}

// claims are the sources that claim a path of the site, and the site itself where there is only one.
func (b *builder) claims(path string) []string {
	copied := maps.Clone(b.copied)
	for _, p := range b.policies {
		maps.Insert(copied, p.sources)
	}
	var out []string
	for _, at := range slices.Sorted(maps.Keys(copied)) {
		if strings.ToLower(at) == path {
			out = append(out, copied[at].Path)
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

// seals makes the archive.sum of the site.
func (b *builder) seals() ([]byte, error) {
	var sealed []*source.File
	for _, p := range b.policies {
		for _, f := range p.sources {
			sealed = append(sealed, f)
		}
	}
	return b.sums.Public(sealed), nil
}
