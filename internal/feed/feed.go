// Package feed writes a list of changes as Atom (RFC 4287) and as JSON Feed 1.1.
//
// In comes a [Feed], out come the bytes of a file. Which entries a feed has is decided by the caller.
package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"time"

	"candor/internal/civil"
)

// Feed is a list of changes in one language, the newest first.
type Feed struct {
	ID, Title, Lang string // ID is an IRI that outlives the site's address (RFC 4151)
	Author          string
	Page, Self      string // absolute addresses of the page that it is the feed of, and of the feed
	Entries         []Entry
}

// Entry is one change.
type Entry struct {
	ID, Title, Page    string
	Published, Updated civil.Date
	Text               string // plain text
}

func (f *Feed) updated() civil.Date {
	var last civil.Date
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

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Updated   string   `xml:"updated"`
	Published string   `xml:"published"`
	Link      atomLink `xml:"link"`
	Content   atomText `xml:"content"`
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

// Atom returns the feed as an Atom document. A feed without entries is dated with the given day.
func (f *Feed) Atom(day civil.Date) ([]byte, error) {
	updated := f.updated()
	if updated.IsZero() {
		updated = day
	}
	out := atomFeed{Lang: f.Lang, ID: f.ID, Title: f.Title, Updated: instant(updated), Author: f.Author,
		Links: []atomLink{{"self", "application/atom+xml", f.Self}, {"alternate", "text/html", f.Page}}}
	for _, e := range f.Entries {
		out.Entries = append(out.Entries, atomEntry{ID: e.ID, Title: e.Title, Updated: instant(e.Updated), Published: instant(e.Published),
			Link: atomLink{"alternate", "text/html", e.Page}, Content: atomText{"text", e.Text}})
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
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"content_text"`
	Published string `json:"date_published"`
	Modified  string `json:"date_modified"`
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
		out.Items = append(out.Items, jsonItem{e.ID, e.Page, e.Title, e.Text, instant(e.Published), instant(e.Updated)})
	}
	data, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("write feed %s: %w", f.ID, err)
	}
	return append(data, '\n'), nil
}
