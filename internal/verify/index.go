package verify

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"candor/internal/civil"
	"candor/internal/seal"
	"candor/internal/source"
)

// index is what is read of center.json.
type index struct {
	Generator  string     `json:"generator"`
	Sources    string     `json:"sources"`
	BuiltAsOf  civil.Date `json:"built_as_of"`
	DayStated  bool       `json:"day_stated"`
	Preview    bool       `json:"preview"`
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

// shown is the id of the version that the policy's address shows: the one in force, before that the one to come, and after the policy's end
// the last that was.
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
	Original      string `json:"original"`
	Authoritative string `json:"authoritative"` // before schema 2 in place of Original
	Seal          string `json:"seal"`          // of the original text as first published
	Texts         map[string]struct {
		Address string `json:"address"`
		Source  string `json:"source"`
		SHA256  string `json:"sha256"`
		First   string `json:"sha256_first"`
	} `json:"texts"`
}

// original is the language of the text that the others are translated from.
func (v *version) original() string { return cmp.Or(v.Original, v.Authoritative) }

// readIndex reads center.json, nil where it cannot be used: the day of the site is not known then.
func (r *Report) readIndex(ctx context.Context, get Get) (*index, error) {
	text, ok, err := get(ctx, indexName)
	if err != nil && !r.moved(indexName, err) {
		return nil, err
	}
	x := &index{}
	if !ok || json.Unmarshal(text, x) != nil || x.BuiltAsOf.IsZero() {
		r.problem(indexName, Altered, "is not there or cannot be read: the day of this site is not known")
		return nil, nil
	}
	r.BuiltAsOf, r.Generator = x.BuiltAsOf, x.Generator
	return x, nil
}

// shown is a page that shows a text.
type shown struct {
	path, source, sum string
}

// shown returns the pages of all versions in every language, where one has no text the page that shows the original one instead, and the
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
					t = v.Texts[v.original()]
					address = l.Address + strings.TrimPrefix(t.Address, x.root(v.original()))
				}
				out = append(out, shown{below(address) + "index.html", below(t.Source), t.SHA256})
			}
			if v.ID != p.shown() {
				continue
			}
			for lang, address := range p.Addresses {
				t, ok := v.Texts[lang]
				if !ok {
					t = v.Texts[v.original()]
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
				l, ok := sums.Find(first)
				if ok && !sums.Taken(first) && l.Hex() != t.First { // what the seal was before words were taken out is not told
					r.problem(first, seal.RuleConflict, fmt.Sprintf("%s gives its first seal as %s, and %s as %s", indexName, t.First, source.Seals, l.Hex()))
				}
				if of := cmp.Or(t.First, l.Hex()); lang == v.original() && v.Seal != of {
					r.problem(first, seal.RuleConflict, fmt.Sprintf("%s gives its seal as %s, and that of the version as %s", indexName, of, v.Seal))
				}
			}
		}
	}
}
