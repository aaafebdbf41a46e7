package site

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"candor/internal/notice"
	"candor/internal/page"
)

// Message returns the notice of a version, or of a policy's end by the name of the withdrawal's file, as a message in a language. Without
// a version it is the policy's notice that a reader needs most on the day. An error says which notices or languages there are.
func (s *Site) Message(policyID, version, lang string) (*notice.Message, error) {
	tags := s.Config.Tags()
	if !slices.Contains(tags, lang) {
		return nil, fmt.Errorf("%q is no language of the center: it has %s", lang, strings.Join(tags, ", "))
	}
	n, err := s.find(policyID, version, lang)
	if err != nil {
		return nil, err
	}
	if !n.Own && n.Kind != "withdrawal" {
		var has []string
		for _, tag := range tags {
			if other, err := s.find(policyID, version, tag); err == nil && other.Own {
				has = append(has, tag)
			}
		}
		return nil, fmt.Errorf("%s has no text in %q on %s, so there are no words to send: it has %s", n.ID, lang, s.Day, strings.Join(has, ", "))
	}
	return s.by.message(n, lang)
}

func (s *Site) find(policyID, version, lang string) (*page.Notice, error) {
	var there []string
	for _, n := range s.by.set.Notices(lang) {
		if strings.Trim(n.Policy, "/") != policyID {
			continue
		}
		if version == "" && n.Current || n.ID == policyID+"/"+version {
			return &n, nil
		}
		there = append(there, n.ID)
	}
	switch {
	case len(there) == 0:
		return nil, fmt.Errorf("on %s the policy %q has no notice", s.Day, policyID)
	case version == "":
		return nil, fmt.Errorf("on %s nothing of the policy %q is to be announced any more; its earlier notices are %s", s.Day, policyID, strings.Join(there, ", "))
	}
	return nil, fmt.Errorf("on %s there is no notice %s/%s; the policy has %s", s.Day, policyID, version, strings.Join(there, ", "))
}

func (b *builder) message(n *page.Notice, lang string) (*notice.Message, error) {
	o := b.config.Organization
	words := b.noticeWords(*n, lang)
	host, err := idna.Lookup.ToASCII(b.config.BaseURL.Hostname())
	if err != nil {
		return nil, fmt.Errorf("base_url: %w", err)
	}
	m := &notice.Message{Key: n.ID, Host: host, Sender: o.Name, Email: o.Email, Day: n.Published, Lang: lang, Dir: words.Dir, Subject: n.Heading,
		Label: n.Label, Material: n.Material, Heading: n.Heading, Lines: n.Lines, Parts: b.parts(n, lang, words)}
	for _, l := range words.Links {
		m.Links = append(m.Links, notice.Link{Text: l.Text, URL: l.URL})
	}
	for _, line := range []string{o.Name, o.Address, b.set.Absolute(lang, "/")} {
		if line != "" {
			m.Foot = append(m.Foot, line)
		}
	}
	return m, nil
}

// parts are the paragraphs of a message: what happened and why, what changes, what the reader can do.
func (b *builder) parts(n *page.Notice, lang string, words noticeWords) []notice.Part {
	t := b.catalog.Printer(lang)
	var out []notice.Part
	add := func(p notice.Part) {
		if p.Text != "" || len(p.Points) > 0 {
			out = append(out, p)
		}
	}
	add(notice.Part{Text: n.Ended})
	reason := notice.Part{Text: n.Reason.Text}
	if n.Reason.Lang != lang {
		reason.Lang, reason.Dir = n.Reason.Lang, n.Reason.Dir
	} else if reason.Text != "" {
		reason.Text = t.Text("notice_reason", reason.Text)
	}
	add(reason)
	what := notice.Part{Heading: words.What, Lang: words.WordsLang, Dir: words.WordsDir, Points: words.Changes}
	if words.ChangesLang != "" {
		what.Lang, what.Dir = words.ChangesLang, words.ChangesDir
	}
	add(what)
	add(notice.Part{Heading: words.Can, Lang: words.WordsLang, Dir: words.WordsDir, Text: words.Action})
	add(notice.Part{Text: words.NewPeople})
	if n.Successor != nil {
		add(notice.Part{Text: t.Text("banner_successor", n.Successor.Text)})
	}
	return out
}
