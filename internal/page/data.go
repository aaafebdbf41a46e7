// Package page decides which pages a site has, at which addresses, with which template and which data.
//
// In comes what is public on a day ([policy.Center]) with its parsed texts, out comes a [Set] of pages. The data structs here are what
// theme authors program against. Links are made by [Frame.Link], which fails for an address that no page has, so a site with
// a dead link of its own cannot be built. Bytes are made by package render.
package page

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/markdown"
	"candor/internal/policy"
)

// Page is one HTML page of the site.
type Page struct {
	Path     string // of the file, below the output folder
	Address  string // the same in every language: "/privacy/archive/"
	Lang     string
	Template string // file name in the theme's templates
	Noindex  bool
	data     func(p *planner) any // see Set.Data
}

// Set is all pages of a site.
type Set struct {
	*Addresses
	own       [][]*Page  // the center's, by language
	planners  []*planner // one a language
	languages []string
	base      string // path of base_url without its last slash
	origin    string // scheme and host of base_url
}

// Own gives the pages that belong to no policy.
func (s *Set) Own(yield func(*Page) bool) {
	for _, pages := range s.own {
		for _, p := range pages {
			if !yield(p) {
				return
			}
		}
	}
}

// Pages gives all pages: for each language those of the center, then those of each policy.
func (s *Set) Pages(yield func(*Page) bool) {
	for i, own := range s.own {
		all := [][]*Page{own}
		for _, part := range s.parts {
			all = append(all, part.pages[i])
		}
		for _, pages := range all {
			for _, p := range pages {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// Count is the number of pages.
func (s *Set) Count() int {
	n := 0
	for i, own := range s.own {
		n += len(own)
		for _, part := range s.parts {
			n += len(part.pages[i])
		}
	}
	return n
}

// Data makes the data of a page of the set: one of Home, Policy, Archive, Changelog, Parallel, Redline, Notices, NoticePage, Free and Missing.
func (s *Set) Data(p *Page) any {
	return p.data(s.planners[slices.Index(s.languages, p.Lang)])
}

// URL returns the root-relative link to an address in a language.
func (s *Set) URL(lang, address string) string {
	if lang == s.languages[0] {
		return s.base + address
	}
	return s.base + "/" + lang + address
}

// Absolute returns the whole address of a page.
func (s *Set) Absolute(lang, address string) string { return s.origin + s.URL(lang, address) }

// Frame is what every page knows.
type Frame struct {
	T            *locale.Printer // the center's own words in the page's language
	Lang         string          // of the page: it is the one of its address
	WordsLang    string          // the language that the center's own words are in: Lang, unless that has no catalogue
	Dir          string          // of WordsLang
	Title        string          // of the page, for <title>
	Center       string          // the center's title
	Organization Organization
	Address      string // of the page, without language
	Canonical    string // absolute; "" for the page that says that an address is not there
	Alternates   []Alternate
	Choices      []Choice
	Relations    []Relation // RFC 5829 on pages of versions, and of RFC 7089 the TimeMap of a policy on its pages
	Feeds        []Feed     // of what the page is of: of a policy before those of the center
	Structured   any        // JSON-LD, on the home page and pages of texts; nil for none
	Noindex      bool
	Preview      bool       // drafts are shown, or the day is to come
	Unsealed     bool       // nothing of the center is sealed yet
	Day          civil.Date // the day that the site shows
	Next         civil.Date // the next day on which it changes, as far as what is public tells; zero for none
	Zone         string     // the center's time zone (IANA), for the script; "" in a build of a stated day, which no script may correct
	Section      string     // the part of the navigation that the page belongs to: documents, changes, notices or contact
	HasNotices   bool       // there is a page of notices
	HasContact   bool       // there is a free page /contact/
	Path         []Link     // the pages above this one, the highest first
	Sheet        string     // what stands at the head of every printed sheet
	SheetUntil   civil.Date // the day from which Sheet is no longer so, zero for none
	Style        string     // address of the style sheet
	Script       string     // address of the script
	Icon         string     // address of the site's icon, "" for none
	Logo         *Logo      // of the organization, nil for none
	set          *Set
}

// Logo is the organization's picture in the head of every page. Its size keeps the page from moving when it comes.
type Logo struct {
	URL, Dark     string // Dark is the one for dark pages, "" where one serves both
	Width, Height int    // pixels, or units of an SVG image; only their ratio counts
}

// Organization is the controller.
type Organization struct{ Name, Address, Email string }

// Alternate is a real text of the page in a language (hreflang).
type Alternate struct{ Lang, URL string }

// Choice is one entry of the language chooser.
type Choice struct {
	Lang, Dir, Name, URL string
	Note                 string // whether it is the main text, a translation, one of an earlier wording, or none; "" on pages of the center
	Current              bool
}

// Relation is a link relation of the page's head.
type Relation struct{ Rel, URL string }

// Feed is a feed of the page's language.
type Feed struct{ Title, Type, URL string }

// Link leads somewhere: to Address, a page of the site in the page's language, or to URL.
type Link struct {
	Text      string
	Lang, Dir string // of Text where it is not in the page's language, else ""
	Address   string // "/privacy/archive/"
	URL       string // instead of Address: a file, or a page in another language
	Hreflang  string // of the page that URL leads to, where that is in another language
	Note      string // what a reader should know of it, beside the link
	Download  bool   // a file that a browser is to save and not to open
}

// Fact is a label and what it says: words, links, or both.
type Fact struct {
	Label string
	Value template.HTML
	Links []Link
}

// Stamp is a short word in a frame beside an entry, such as the kind of a change.
type Stamp struct {
	Text   string
	Strong bool // a material change
}

// Passed is a line that the script shows from its day on, when the site was not built anew. Until then it is not so: it stands in a <template>,
// where neither readers nor programs that read pages find it. What is no longer so from that day on has it as data-until.
type Passed struct {
	On   civil.Date
	Line template.HTML
	Link Link
}

// Href returns where a link leads; it fails when that is a page which the site has not.
func (f Frame) Href(l Link) (string, error) {
	if l.Address == "" {
		return l.URL, nil
	}
	return f.Link(l.Address)
}

// real keeps as alternates the languages in which the page has a text of its own (docs/formats.md, section 4).
func (f *Frame) real(set *Set, has func(lang string) bool) {
	f.Alternates = nil
	for _, c := range f.Choices {
		if has(c.Lang) {
			f.Alternates = append(f.Alternates, Alternate{c.Lang, set.Absolute(c.Lang, f.Address)})
		}
	}
}

// AbsoluteLink returns the whole address that a link in a page of a language leads to.
func (s *Set) AbsoluteLink(lang string, l Link) string {
	if l.Address == "" {
		return s.origin + l.URL
	}
	return s.Absolute(lang, l.Address)
}

// Link returns the link to an address in the page's language; it fails when the site has no such page.
func (f Frame) Link(address string) (string, error) {
	path, _, _ := strings.Cut(address, "#")
	if !f.set.Has(path) {
		return "", fmt.Errorf("link to %q: the site has no such page", address)
	}
	return f.set.URL(f.Lang, address), nil
}

// Raw returns the link to a file without language prefix.
func (f Frame) Raw(path string) string { return f.set.base + path }

// Feed returns the link to the center's feed in the page's language.
func (f Frame) Feed() string { return f.set.URL(f.Lang, "/feed.atom") }

// FeedJSON returns the link to the center's JSON Feed in the page's language.
func (f Frame) FeedJSON() string { return f.set.URL(f.Lang, "/feed.json") }

// Date returns a date in words.
func (f Frame) Date(d civil.Date) string { return f.T.Date(d) }

// Article is a text ready to be shown. HTML may be a mark that package render replaces by the text.
type Article struct {
	HTML     template.HTML
	Summary  template.HTML
	Contents template.HTML // the contents list of a redline, with the kind of change of each section
	Outline  markdown.Outline
}

// Texts gives the articles of a site.
type Texts struct {
	Article func(e *policy.Edition, w *policy.Wording) Article
	Free    func(name, lang string) (a Article, title string, ok bool)
	// Parallel sets two wordings of an edition side by side, row by row; lang is the page's.
	Parallel func(e *policy.Edition, left, right *policy.Wording, lang string) Article
	// Redline compares two wordings; Summary of the article is the counts.
	Redline func(from, to *policy.Edition, old, now *policy.Wording, lang string) Article
	// Correction shows what a correction changed in a text; lang is the page's.
	Correction func(e *policy.Edition, old, now *policy.Wording, lang string) template.HTML
	// Readings lists what read otherwise before a correction, below a line that says from when to when; lang is the page's.
	Readings func(e *policy.Edition, old, now *policy.Wording, stood template.HTML, lang string) template.HTML
	// Counts says in numbers what changed between two wordings; lang is the page's.
	Counts func(from, to *policy.Edition, old, now *policy.Wording, lang string) template.HTML
	// Clauses gives a wording in which each clause says since when it has stood so, in the words of a page's language.
	Clauses func(s *policy.Standing, e *policy.Edition, w *policy.Wording, lang string) template.HTML
}
