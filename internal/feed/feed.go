// Package feed writes a list of changes as Atom (RFC 4287) and as JSON Feed 1.1.
//
// In comes a [Feed], out come the bytes of a file. Which entries a feed has is decided by the caller. What an entry says is given as
// paragraphs, points and links, from which its HTML and its plain text are made.
package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"strings"
	"time"

	"candor/internal/civil"
)

// Feed is a list of changes in one language, the newest first.
type Feed struct {
	ID, Title, Lang string // ID is an IRI that outlives the site's address (RFC 4151)
	Author          string
	Page, Self      string     // absolute addresses of the page that it is the feed of, and of the feed
	Since           civil.Date // dates a feed that has no entry
	Entries         []Entry
}

// Entry is one change.
type Entry struct {
	ID, Title, Page    string
	Published, Updated civil.Date
	Kind               string // what happened, as a word for programs; "" for none
	Lines              []string
	Points             []string // a list after the first line
	Said               string   // a paragraph after the list
	SaidLang, SaidDir  string   // of Points and Said, "" where they are in the feed's language
	Links              []Link
}

// Link leads to more about an entry.
type Link struct{ Text, URL string }

// html writes what the entry says as HTML, without anything that a reader of feeds would have to take out.
func (e *Entry) html() string {
	var b strings.Builder
	own := ""
	if e.SaidLang != "" {
		own = fmt.Sprintf(` lang="%s" dir="%s"`, html.EscapeString(e.SaidLang), html.EscapeString(e.SaidDir))
	}
	for i, line := range e.Lines {
		fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(line))
		if i > 0 {
			continue
		}
		if len(e.Points) > 0 {
			b.WriteString("<ul" + own + ">")
			for _, point := range e.Points {
				fmt.Fprintf(&b, "<li>%s</li>", html.EscapeString(point))
			}
			b.WriteString("</ul>")
		}
		if e.Said != "" {
			fmt.Fprintf(&b, "<p%s>%s</p>", own, html.EscapeString(e.Said))
		}
	}
	for _, l := range e.Links {
		fmt.Fprintf(&b, `<p><a href="%s">%s</a></p>`, html.EscapeString(l.URL), html.EscapeString(l.Text))
	}
	return b.String()
}

// text writes what the entry says as plain text; the links stand in the entry.
func (e *Entry) text() string {
	var lines []string
	for i, line := range e.Lines {
		lines = append(lines, line)
		if i > 0 {
			continue
		}
		for _, point := range e.Points {
			lines = append(lines, "– "+point)
		}
		if e.Said != "" {
			lines = append(lines, e.Said)
		}
	}
	return strings.Join(lines, "\n")
}

func (f *Feed) updated() civil.Date {
	last := f.Since
	for _, e := range f.Entries {
		if e.Updated.After(last) {
			last = e.Updated
		}
	}
	return last
}

func instant(d civil.Date) string { return d.Noon().Format(time.RFC3339) }

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID        string        `xml:"id"`
	Title     string        `xml:"title"`
	Updated   string        `xml:"updated"`
	Published string        `xml:"published"`
	Link      atomLink      `xml:"link"`
	Category  *atomCategory `xml:"category"`
	Content   atomText      `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

// Atom returns the feed as an Atom document.
func (f *Feed) Atom() ([]byte, error) {
	out := atomFeed{Lang: f.Lang, ID: f.ID, Title: f.Title, Updated: instant(f.updated()), Author: f.Author,
		Links: []atomLink{{"self", "application/atom+xml", f.Self}, {"alternate", "text/html", f.Page}}}
	for _, e := range f.Entries {
		entry := atomEntry{ID: e.ID, Title: e.Title, Updated: instant(e.Updated), Published: instant(e.Published),
			Link: atomLink{"alternate", "text/html", e.Page}, Content: atomText{"html", e.html()}}
		if e.Kind != "" {
			entry.Category = &atomCategory{e.Kind}
		}
		out.Entries = append(out.Entries, entry)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(out); err != nil {
		return nil, fmt.Errorf("write feed %s: %w", f.ID, err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	HTML      string   `json:"content_html"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Modified  string   `json:"date_modified"`
	Lang      string   `json:"language"`
	Tags      []string `json:"tags,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonFeed struct {
	Version string       `json:"version"`
	Title   string       `json:"title"`
	Page    string       `json:"home_page_url"`
	Self    string       `json:"feed_url"`
	Lang    string       `json:"language"`
	Authors []jsonAuthor `json:"authors"`
	Items   []jsonItem   `json:"items"`
}

// JSON returns the feed as a JSON Feed 1.1 document.
func (f *Feed) JSON() ([]byte, error) {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Page: f.Page, Self: f.Self, Lang: f.Lang,
		Authors: []jsonAuthor{{f.Author}}, Items: []jsonItem{}}
	for _, e := range f.Entries {
		item := jsonItem{ID: e.ID, URL: e.Page, Title: e.Title, HTML: e.html(), Text: e.text(), Published: instant(e.Published),
			Modified: instant(e.Updated), Lang: f.Lang}
		if e.Kind != "" {
			item.Tags = []string{e.Kind}
		}
		out.Items = append(out.Items, item)
	}
	data, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("write feed %s: %w", f.ID, err)
	}
	return append(data, '\n'), nil
}
