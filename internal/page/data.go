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
	Data     any // one of Home, Policy, Archive, Changelog, Redline, Free and Missing
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

// Home is the home page.
type Home struct {
	Frame
	Intro   template.HTML
	Notices []Notice
	Groups  []Group
	Changes []Change
}

// Group is a heading of the home page with its policies.
type Group struct {
	Title string
	Items []Item
}

// Item is a policy in a list.
type Item struct {
	Title, TitleLang, TitleDir, Address, State, StateClass, Status string
}

// Notice announces one version.
type Notice struct {
	Title, Heading, Announced, Action, Lang, Dir string // Lang and Dir are those of Title, Changes and Action
	Material                                     bool
	Changes                                      []string
	Text, Policy                                 string // addresses
	Redline                                      string // address, "" for none
}

// Change is one line of a changelog.
type Change struct {
	Title, Lang, Dir, Kind, Policy, Text string // Policy and Text are addresses
	Date                                 civil.Date
	State, StateClass                    string
	Changes                              []string
	Redline                              string // address, "" for none
}

// Policy is a policy's text: at the policy's address or at a version's own.
type Policy struct {
	Frame
	ID, Version       string
	PolicyAddress     string
	State, StateClass string
	Status            string
	Current           bool // the page is the policy's address
	Banners           []string
	InForceAddress    string // where the text in force is, "" when this is it
	SinceAddress      string // what has changed since this text, "" when it is in force
	Notices           []Notice
	Facts             []Fact
	Summary           template.HTML
	MissingLine       string
	TextLang, TextDir string
	Outline           []markdown.Entry
	Article           template.HTML
	Promises          []Fact
	Earlier           []Row
	Corrections       []string
	Source, Seal      string
	Attachments       []Link
}

// Fact is a label and its value.
type Fact struct{ Label, Value string }

// Link is a link to a file.
type Link struct{ Name, URL string }

// Row is a version in a table. Redline is the address of what it changed, "" for none.
type Row struct {
	Redline, Address, Name, State, StateClass, Period, Change, Notice, Approved string
	Languages                                                                   []string
}

// Archive is all versions of a policy.
type Archive struct {
	Frame
	PolicyTitle, PolicyAddress string
	Rows                       []Row
}

// Changelog is all changes by year.
type Changelog struct {
	Frame
	Years []Year
}

// Year is the changes of a year.
type Year struct {
	Year    string
	Changes []Change
}

// Free is a free page.
type Free struct {
	Frame
	TextLang, TextDir string
	Article           template.HTML
}

// Missing is the page for an address that is not there.
type Missing struct{ Frame }

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
}
