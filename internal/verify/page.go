package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"path"
	"regexp"
	"strings"

	"candor/internal/civil"
	"candor/internal/seal"
	"candor/internal/source"
)

const indexName = "center.json"

// index is what is read of center.json.
type index struct {
	BuiltAsOf  civil.Date `json:"built_as_of"`
	ValidUntil civil.Date `json:"valid_until"`
	TimeZone   string     `json:"time_zone"`
	Address    string     `json:"address"`
	Languages  []struct {
		Tag     string `json:"tag"`
		Address string `json:"address"`
	} `json:"languages"`
	Policies []policyIndex `json:"policies"`
}

type policyIndex struct {
	State     string            `json:"state"`
	Addresses map[string]string `json:"addresses"` // by language
	InForce   string            `json:"in_force"`
	Announced []string          `json:"announced"` // the nearest first
	Versions  []version         `json:"versions"`  // the newest first
}

// shown is the id of the version that the policy's address shows (SPEC, section 3): the one in force, before that the one to come, and after
// the policy's end the last that was.
func (p *policyIndex) shown() string {
	if p.InForce != "" {
		return p.InForce
	}
	for _, v := range p.Versions {
		if v.State == "superseded" {
			return v.ID
		}
	}
	if len(p.Announced) > 0 {
		return p.Announced[0]
	}
	return ""
}

type version struct {
	ID            string `json:"id"`
	State         string `json:"state"`
	Authoritative string `json:"authoritative"`
	Seal          string `json:"seal"` // of the authoritative text as first published
	Texts         map[string]struct {
		Address string `json:"address"`
		Source  string `json:"source"`
		SHA256  string `json:"sha256"`
		First   string `json:"sha256_first"`
	} `json:"texts"`
}

// readIndex reads center.json, nil where it cannot be used: the day of the site is not known then.
func (r *Report) readIndex(ctx context.Context, get Get) (*index, error) {
	text, ok, err := get(ctx, indexName)
	if err != nil {
		return nil, err
	}
	x := &index{}
	if !ok || json.Unmarshal(text, x) != nil || x.BuiltAsOf.IsZero() {
		r.problem(indexName, OutOfDate, "is not there or cannot be read: the day of this site is not known")
		return nil, nil
	}
	r.BuiltAsOf = x.BuiltAsOf
	return x, nil
}

// shown is a page that shows a text.
type shown struct {
	path, source, sum string
}

// shown returns the pages of all versions in every language, where one has no text the page that shows the authoritative one instead, and the
// page at each policy's address.
func (x *index) shown() []shown {
	var out []shown
	below := func(address string) string { return strings.TrimPrefix(address, x.Address) }
	for _, p := range x.Policies {
		for _, v := range p.Versions {
			for _, l := range x.Languages {
				t, ok := v.Texts[l.Tag]
				address := t.Address
				if !ok {
					t = v.Texts[v.Authoritative]
					address = l.Address + strings.TrimPrefix(t.Address, x.root(v.Authoritative))
				}
				out = append(out, shown{below(address) + "index.html", below(t.Source), t.SHA256})
			}
			if v.ID != p.shown() {
				continue
			}
			for lang, address := range p.Addresses {
				t, ok := v.Texts[lang]
				if !ok {
					t = v.Texts[v.Authoritative]
				}
				out = append(out, shown{below(address) + "index.html", below(t.Source), t.SHA256})
			}
		}
	}
	return out
}

// root is the address below which a language's pages stand.
func (x *index) root(lang string) string {
	for _, l := range x.Languages {
		if l.Tag == lang {
			return l.Address
		}
	}
	return x.Address
}

// indexed holds the seals that the index gives against those of the site.
func (r *Report) indexed(x *index, sums *seal.Sums) {
	for _, p := range x.Policies {
		for _, v := range p.Versions {
			for lang, t := range v.Texts {
				name := strings.TrimPrefix(t.Source, x.Address)
				first := path.Join(path.Dir(name), lang+".md")
				if l, ok := sums.Find(name); ok && l.Hex() != t.SHA256 {
					r.problem(name, seal.RuleConflict, fmt.Sprintf("%s gives its seal as %s, and %s as %s", indexName, t.SHA256, source.Seals, l.Hex()))
				}
				if l, ok := sums.First(first); ok && l.Hex() != t.First {
					r.problem(first, seal.RuleConflict, fmt.Sprintf("%s gives its first seal as %s, and %s as %s", indexName, t.First, source.Seals, l.Hex()))
				}
				if lang == v.Authoritative && v.Seal != t.First {
					r.problem(first, seal.RuleConflict, fmt.Sprintf("%s gives its seal as %s, and that of the version as %s", indexName, t.First, v.Seal))
				}
			}
		}
	}
}

// page reads a page that shows a text. Where the center can make it, the words of the text on the page are held against it: a page whose words
// were altered still carries its seal. Markup is not compared, since hosts and other versions of candor write it in their own way.
func (r *Report) page(ctx context.Context, get Get, known *Known, s shown) error {
	data, ok, err := get(ctx, s.path)
	if err != nil {
		return err
	}
	differs := ""
	if ok && known != nil && known.Page != nil {
		own, made, err := known.Page(ctx, s.path)
		if err != nil {
			return err
		}
		if made {
			differs = difference(letters(data), letters(own))
		}
	}
	switch {
	case !ok:
		r.problem(s.path, seal.RuleArchive, "is not there: the page that shows "+s.source)
	case s.sum == "" || !bytes.Contains(data, []byte(s.sum)):
		r.problem(s.path, PageSource, fmt.Sprintf("was not made from %s as it is sealed: the page does not carry its seal %s", s.source, s.sum))
	case differs != "":
		r.problem(s.path, PageSource, fmt.Sprintf("does not show the words of %s: %s; build the site anew", s.source, differs))
	default:
		r.mu.Lock()
		defer r.mu.Unlock()
		r.Pages++
	}
	return nil
}

var tag = regexp.MustCompile(`<[^>]*>`)

// letters are what a page's text shows: the words of its only article (SPEC, section 5), without white space.
func letters(page []byte) string {
	_, article, _ := bytes.Cut(page, []byte("<article"))
	article, _, _ = bytes.Cut(article, []byte("</article>"))
	_, article, _ = bytes.Cut(article, []byte(">"))
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(string(article), ""))), "")
}

// Around a difference so many characters are shown.
const around = 24

// difference says where what is shown departs from what should be, "" where it does not.
func difference(is, should string) string {
	if is == should {
		return ""
	}
	a, b := []rune(is), []rune(should)
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	part := func(s []rune) string { return string(s[min(max(0, at-around), len(s)):min(at+around, len(s))]) }
	return fmt.Sprintf("%q where the center has %q", part(a), part(b))
}
