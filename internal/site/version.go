package site

import (
	"candor/internal/civil"
	"candor/internal/page"
	"candor/internal/policy"
)

type sectionData struct {
	ID     string `json:"id"`
	Level  int    `json:"level"`
	Number string `json:"number,omitempty"`
	Title  string `json:"title"`
}

type clauseData struct {
	ID      string     `json:"id"`
	Since   string     `json:"since"`
	From    civil.Date `json:"since_date"`
	Compare string     `json:"compare,omitempty"`
}

// wholeText is a text with its parts, so that a program can cite a clause and say since when it has stood.
type wholeText struct {
	textData
	Sections []sectionData `json:"sections"`
	Clauses  []clauseData  `json:"clauses"`
}

type versionFile struct {
	Schema int `json:"schema"`
	Policy struct {
		ID      string `json:"id"`
		Address string `json:"address"`
	} `json:"policy"`
	versionData
}

// versions adds version.json of every version that is public (SPEC, section 4).
func (b *builder) versions(s *Site, set *page.Set) {
	x := &index{b, set}
	for _, st := range b.center.Policies {
		for _, e := range st.Editions {
			if !e.Draft() {
				s.add(st.ID+"/"+e.ID+"/version.json", func() ([]byte, error) { return x.versionFile(st, e) })
			}
		}
	}
}

func (x *index) versionFile(st *policy.Standing, e *policy.Edition) ([]byte, error) {
	out := versionFile{Schema: 1, versionData: x.version(st, e)}
	out.Policy.ID, out.Policy.Address = st.ID, x.absolute("/"+st.ID+"/")
	for _, w := range e.Languages {
		whole := wholeText{textData: x.text(e, &w), Sections: []sectionData{}, Clauses: []clauseData{}}
		for _, entry := range x.outlines[w.Source.Path] {
			whole.Sections = append(whole.Sections, sectionData{entry.ID, entry.Level, entry.Number, entry.Text})
		}
		clauses, err := x.clauses(st, e, w.Text.Lang)
		if err != nil {
			return nil, err
		}
		for _, c := range clauses {
			data := clauseData{ID: c.ID, Since: c.Since.ID, From: c.Since.From}
			if c.Compare != "" {
				data.Compare = x.set.Absolute(w.Text.Lang, c.Compare)
			}
			whole.Clauses = append(whole.Clauses, data)
		}
		out.Texts[w.Text.Lang] = whole
	}
	return encode(out)
}
