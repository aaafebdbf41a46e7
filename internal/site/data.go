package site

import (
	"encoding/json"

	"candor/internal/page"
)

type jsonVersion struct {
	ID        string            `json:"id"`
	State     string            `json:"state"`
	Published string            `json:"published"`
	Effective string            `json:"effective"`
	Address   string            `json:"address"`
	Texts     map[string]string `json:"texts"` // SHA-256 of the wording that holds, by language
}

type jsonPolicy struct {
	ID       string        `json:"id"`
	State    string        `json:"state"`
	Address  string        `json:"address"`
	Versions []jsonVersion `json:"versions"`
}

func (b *builder) json(s *Site, set *page.Set) ([]byte, error) {
	out := struct {
		Schema     int          `json:"schema"`
		BuiltAsOf  string       `json:"built_as_of"`
		ValidUntil string       `json:"valid_until,omitempty"`
		Languages  []string     `json:"languages"`
		Policies   []jsonPolicy `json:"policies"`
	}{Schema: 1, BuiltAsOf: s.Day.String(), ValidUntil: b.center.Next().String(), Languages: b.config.Tags(), Policies: []jsonPolicy{}}
	lang := b.config.Languages[0].Tag
	for _, st := range b.center.Policies {
		p := jsonPolicy{ID: st.ID, State: st.State, Address: set.Absolute(lang, "/"+st.ID+"/")}
		for _, e := range st.Editions {
			v := jsonVersion{ID: e.ID, State: e.State.String(), Published: e.Published.String(), Effective: e.From.String(),
				Address: set.Absolute(lang, "/"+st.ID+"/"+e.ID+"/"), Texts: map[string]string{}}
			for _, w := range e.Languages {
				v.Texts[w.Text.Lang] = w.Source.Hex()
			}
			p.Versions = append(p.Versions, v)
		}
		out.Policies = append(out.Policies, p)
	}
	return json.Marshal(out)
}
