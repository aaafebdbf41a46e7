package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
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
	Policies   []struct {
		Addresses map[string]string `json:"addresses"` // by language
		InForce   string            `json:"in_force"`
		Versions  []version         `json:"versions"`
	} `json:"policies"`
}

type version struct {
	ID            string `json:"id"`
	Authoritative string `json:"authoritative"`
	Texts         map[string]struct {
		Address string `json:"address"`
		Source  string `json:"source"`
		SHA256  string `json:"sha256"`
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
	return x, nil
}

// shown is a page that shows a text.
type shown struct {
	path, source, sum string
}

// shown returns the pages of all texts, and of each policy that is in force, and holds the seals that the index gives against those of the site.
func (r *Report) shown(x *index, sums *seal.Sums) []shown {
	if x == nil {
		return nil
	}
	below := func(address string) string { return strings.TrimPrefix(address, x.Address) }
	var out []shown
	for _, p := range x.Policies {
		for _, v := range p.Versions {
			for _, t := range v.Texts {
				name := below(t.Source)
				if l, ok := sums.Find(name); ok && l.Hex() != t.SHA256 {
					r.problem(name, seal.RuleConflict, fmt.Sprintf("%s gives its seal as %s, and %s as %s", indexName, t.SHA256, source.Seals, l.Hex()))
				}
				out = append(out, shown{below(t.Address) + "index.html", name, t.SHA256})
			}
			if v.ID != p.InForce {
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

// page reads a page that shows a text.
func (r *Report) page(ctx context.Context, get Get, s shown) error {
	data, ok, err := get(ctx, s.path)
	if err != nil {
		return err
	}
	switch {
	case !ok:
		r.problem(s.path, seal.RuleArchive, "is not there: the page that shows "+s.source)
	case s.sum == "" || !bytes.Contains(data, []byte(s.sum)):
		r.problem(s.path, PageSource, fmt.Sprintf("was not made from %s as it is sealed: the page does not carry its seal %s", s.source, s.sum))
	default:
		r.mu.Lock()
		defer r.mu.Unlock()
		r.Pages++
	}
	return nil
}
