package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"testing"

	"candor/internal/civil"
	"candor/internal/feed"
)

func sample() *feed.Feed {
	day := civil.Of(2024, 2, 2)
	return &feed.Feed{ID: "tag:a.example,2026:privacy:ru", Title: "Изменения < & >", Lang: "ru", Author: "A", Page: "https://a.example/", Self: "https://a.example/feed.atom",
		Entries: []feed.Entry{{ID: "tag:a.example,2026:privacy:p/1:ru", Title: "П", Page: "https://a.example/p/1/", Published: day.AddDays(-9), Updated: day, Kind: "material",
			Lines: []string{"а < б", "в"}, Points: []string{"г & д"}, Links: []feed.Link{{Text: "<е>", URL: "https://a.example/?a=1&b=2"}}}}}
}

const said = `<p>а &lt; б</p><ul><li>г &amp; д</li></ul><p>в</p><p><a href="https://a.example/?a=1&amp;b=2">&lt;е&gt;</a></p>`

func TestAtom(t *testing.T) {
	data, err := sample().Atom()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Lang    string `xml:"lang,attr"`
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Author  string `xml:"author>name"`
		Entries []struct {
			ID        string `xml:"id"`
			Published string `xml:"published"`
			Category  struct {
				Term string `xml:"term,attr"`
			} `xml:"category"`
			Content struct {
				Type string `xml:"type,attr"`
				Text string `xml:",chardata"`
			} `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Lang != "ru" || got.ID != "tag:a.example,2026:privacy:ru" || got.Title != "Изменения < & >" || got.Updated != "2024-02-02T12:00:00Z" || got.Author != "A" ||
		len(got.Entries) != 1 || got.Entries[0].Published != "2024-01-24T12:00:00Z" || got.Entries[0].Category.Term != "material" ||
		got.Entries[0].Content.Type != "html" || got.Entries[0].Content.Text != said {
		t.Errorf("got %+v\n%s", got, data)
	}
}

func TestAtomEmpty(t *testing.T) {
	data, err := (&feed.Feed{ID: "x", Since: civil.Of(2026, 1, 1)}).Atom()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Updated string `xml:"updated"`
	}
	if err := xml.Unmarshal(data, &got); err != nil || got.Updated != "2026-01-01T12:00:00Z" {
		t.Errorf("updated = %q, %v", got.Updated, err)
	}
}

func TestJSON(t *testing.T) {
	data, err := sample().JSON()
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	item := got["items"].([]any)[0].(map[string]any)
	if got["version"] != "https://jsonfeed.org/version/1.1" || got["language"] != "ru" || item["date_modified"] != "2024-02-02T12:00:00Z" || item["content_text"] != "а < б\n– г & д\nв" || item["content_html"] != said {
		t.Errorf("got %v", got)
	}
}
