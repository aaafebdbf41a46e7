// Package page decides which pages a site has, at which addresses, with which template and which data.
//
// In comes what is public on a day ([policy.Center]) with its parsed texts, out comes a [Set] of pages. The data structs here are what
// theme authors program against. Links are made by [Frame.Link], which fails for an address that no page has, so a site with
// a dead link of its own cannot be built. Bytes are made by package render.
package page

import (
	"fmt"
	"html/template"
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
	Data     func() any // makes one of Home, Policy, Archive, Changelog, Redline, Free and Missing
}

// Set is all pages of a site.
type Set struct {
	Pages     []*Page
	addresses map[string]bool
	languages []string
	base      string // path of base_url without its last slash
	origin    string // scheme and host of base_url
}

// Has reports whether the site has a page at an address.
func (s *Set) Has(address string) bool { return s.addresses[address] }

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
	Lang, Dir    string
	Title        string // of the page
	Center       string // the center's title
	Organization Organization
	Address      string // of the page, without language
	Canonical    string // absolute
	Alternates   []Alternate
	Choices      []Choice
	Noindex      bool
	Preview      bool
	Section      string // the part of the navigation that the page belongs to
	HasContact   bool
	Style        string // address of the style sheet
	set          *Set
}

// Organization is the controller.
type Organization struct{ Name, Address, Email string }

// Alternate is a real text of the page in a language (hreflang).
type Alternate struct{ Lang, URL string }

// Choice is one entry of the language chooser.
type Choice struct {
	Lang, Dir, Name, URL, Note string
	Current                    bool
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

// Date returns a date in words.
func (f Frame) Date(d civil.Date) string { return f.T.Date(d) }

// Article is a text ready to be shown. HTML may be a mark that package render replaces by the text.
type Article struct {
	HTML    template.HTML
	Summary template.HTML
	Outline markdown.Outline
}

// Texts gives the articles of a site.
type Texts struct {
	Article func(e *policy.Edition, w *policy.Wording) Article
	Free    func(name, lang string) (a Article, title string, ok bool)
	// Redline compares two wordings; Summary of the article is the counts.
	Redline func(from, to *policy.Edition, old, now *policy.Wording, lang string) Article
	// Clauses gives a wording in which each clause says since when it has stood so, in the words of a page's language.
	Clauses func(s *policy.Standing, e *policy.Edition, w *policy.Wording, lang string) template.HTML
}
