package site

import (
	_ "embed"
	"fmt"
	"path"
	"strings"

	"candor/internal/civil"
	"candor/internal/locale"
	"candor/internal/page"
)

// embedScript shows the notices in the company's own pages.
//
//go:embed embed/notice.js
var embedScript []byte

type noticesData struct {
	Schema     int          `json:"schema"`
	BuiltAsOf  civil.Date   `json:"built_as_of"`
	ValidUntil civil.Date   `json:"valid_until,omitzero"`
	TimeZone   string       `json:"time_zone"`
	Languages  []string     `json:"languages"`
	Notices    []noticeData `json:"notices"`
}

type noticeData struct {
	ID        string                 `json:"id"`
	Key       string                 `json:"key"`
	Policy    string                 `json:"policy"`
	Version   string                 `json:"version,omitempty"`
	Kind      string                 `json:"kind"`
	State     string                 `json:"state"`
	Material  bool                   `json:"material"`
	Published civil.Date             `json:"published"`
	Effective civil.Date             `json:"effective"`
	Until     civil.Date             `json:"until"`
	Texts     map[string]noticeWords `json:"texts"` // by language
}

// noticeWords are the words of a notice in one language, ready to be shown.
type noticeWords struct {
	Lang        string       `json:"lang"`
	Dir         string       `json:"dir"`
	Label       string       `json:"label"`
	Heading     string       `json:"heading"`
	HeadingPast string       `json:"heading_past,omitempty"`
	Lines       []string     `json:"lines"`
	Ended       string       `json:"ended,omitempty"`
	Reason      string       `json:"reason,omitempty"`
	What        string       `json:"what"`
	Changes     []string     `json:"changes,omitempty"`
	ChangesLang string       `json:"changes_lang,omitempty"`
	ChangesDir  string       `json:"changes_dir,omitempty"`
	Can         string       `json:"action_label"`
	Action      string       `json:"action,omitempty"`
	NewPeople   string       `json:"new_people,omitempty"`
	WordsLang   string       `json:"words_lang,omitempty"`
	WordsDir    string       `json:"words_dir,omitempty"`
	Links       []noticeLink `json:"links"`
	Dismiss     string       `json:"dismiss"`
}

type noticeLink struct {
	Rel  string `json:"rel"`
	Text string `json:"text"`
	URL  string `json:"url"`
}

// notices adds notices.json, the current notices in every language, and the script that shows them elsewhere.
func (b *builder) notices() {
	b.own.add("notices.json", func(b *builder) ([]byte, error) { return encode(b.noticesData()) })
	b.own.add("embed/notice.js", func(b *builder) ([]byte, error) {
		small, err := b.theme.MinifyScript(embedScript)
		if err != nil {
			return nil, fmt.Errorf("make embed/notice.js: %w", err)
		}
		return append(small, '\n'), nil
	})
}

func (b *builder) noticesData() noticesData {
	out := noticesData{Schema: 1, BuiltAsOf: b.day, ValidUntil: b.center.Next(), TimeZone: b.config.TimeZone.String(), Languages: b.config.Tags(), Notices: []noticeData{}}
	at := map[string]int{}
	for _, lang := range b.config.Tags() {
		for _, n := range b.set.Notices(lang) {
			if !n.Current {
				continue
			}
			i, ok := at[n.ID]
			if !ok {
				i = len(out.Notices)
				at[n.ID] = i
				out.Notices = append(out.Notices, factsOf(n))
			}
			out.Notices[i].Texts[lang] = b.noticeWords(n, lang)
		}
	}
	return out
}

// factsOf is what a notice says in no language. Its key names what a reader may hide: a notice whose day was moved, or that was
// cancelled, is to be read once more.
func factsOf(n page.Notice) noticeData {
	out := noticeData{ID: n.ID, Policy: strings.Trim(n.Policy, "/"), Kind: n.Kind, State: "effective", Material: n.Material, Published: n.Published,
		Effective: n.Effective, Until: n.Last, Texts: map[string]noticeWords{}}
	switch {
	case n.Cancelled:
		out.State = "cancelled"
	case n.Coming:
		out.State = "announced"
	}
	if n.Kind != "withdrawal" {
		out.Version = path.Base(n.ID)
	}
	out.Key = "candor:" + n.ID + "@" + n.Effective.String()
	if n.Cancelled {
		out.Key += ":cancelled"
	}
	return out
}

func (b *builder) noticeWords(n page.Notice, lang string) noticeWords {
	t := b.catalog.Printer(lang)
	out := noticeWords{Lang: t.Words(), Dir: locale.Direction(t.Words()), Label: n.Label, Heading: n.Heading, HeadingPast: n.HeadingPast, Lines: n.Lines, Ended: n.Ended, Reason: n.Reason.Text, What: n.What,
		Changes: n.Changes, Can: t.Text("notice_action"), Action: n.Action, NewPeople: n.NewPeople, Dismiss: t.Text("notice_dismiss"),
		Links: []noticeLink{{"notice", t.Text("notice_read"), b.set.Absolute(lang, n.Address)}}}
	if n.Lang != t.Words() {
		out.WordsLang, out.WordsDir = n.Lang, n.Dir
	}
	if len(n.Changes) > 0 && n.ChangesLang != n.Lang {
		out.ChangesLang, out.ChangesDir = n.ChangesLang, n.ChangesDir
	}
	if n.Redline != nil {
		out.Links = append(out.Links, noticeLink{"compare", n.Redline.Text, b.set.AbsoluteLink(lang, *n.Redline)})
	}
	out.Links = append(out.Links, noticeLink{"text", t.Text("changelog_text"), b.set.Absolute(lang, n.Text)})
	return out
}
