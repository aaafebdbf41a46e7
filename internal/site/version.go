package site

import (
	"candor/internal/civil"
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

// versions adds version.json of every version that is public (docs/formats.md, section 4).
func (p *part) versions() {
	st := p.Standing
	for _, e := range st.Editions {
		if !e.Draft() {
			p.add(st.ID+"/"+e.ID+"/version.json", func(b *builder) ([]byte, error) { return b.versionFile(st, e) })
		}
	}
}

func (b *builder) versionFile(st *policy.Standing, e *policy.Edition) ([]byte, error) {
	out := versionFile{Schema: 2, versionData: b.versionData(st, e)}
	out.Policy.ID, out.Policy.Address = st.ID, b.absolute("/"+st.ID+"/")
	for _, w := range e.Languages {
		whole := wholeText{textData: b.textData(e, &w), Sections: []sectionData{}, Clauses: []clauseData{}}
		for _, entry := range b.body(st.ID, &w).outline {
			whole.Sections = append(whole.Sections, sectionData{entry.ID, entry.Level, entry.Number, entry.Text})
		}
		clauses, err := b.clauses(st, e, w.Text.Lang)
		if err != nil {
			return nil, err
		}
		for _, c := range clauses {
			data := clauseData{ID: c.ID, Since: c.Since.ID, From: c.From}
			if c.Compare != "" {
				data.Compare = b.set.Absolute(w.Text.Lang, c.Compare)
			}
			whole.Clauses = append(whole.Clauses, data)
		}
		out.Texts[w.Text.Lang] = whole
	}
	return encode(out)
}
