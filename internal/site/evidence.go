package site

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/source"
)

// Evidence is what was shown of a policy on the site's day in a language, as it can be handed over: a statement in plain words, and files
// that stand on their own.
type Evidence struct {
	Statement string
	Files     []File // page.html and what it needs, the sources with their seals
}

// Evidence returns what was shown of a policy. An error says that nothing of it was public, or that the center has no such language.
func (s *Site) Evidence(policyID, lang string) (*Evidence, error) {
	standing := s.standing(policyID)
	if standing == nil {
		return nil, fmt.Errorf("nothing of the policy %q was public on %s", policyID, s.Day)
	}
	if !slices.Contains(s.Config.Tags(), lang) {
		return nil, fmt.Errorf("%q is no language of this center: %s", lang, strings.Join(s.Config.Tags(), ", "))
	}
	e := &Evidence{}
	at := path.Join(policyID, "index.html")
	if lang != s.Config.Languages[0].Tag {
		at = path.Join(lang, at)
	}
	shown := standing.Shown
	var sealed []*source.File
	for _, w := range shown.Languages {
		sealed = append(sealed, &w.Text.Original.File)
		for _, c := range w.Corrections {
			sealed = append(sealed, &c.File)
		}
	}
	for _, a := range shown.Attachments {
		sealed = append(sealed, &a.File)
	}
	for _, event := range standing.Events {
		sealed = append(sealed, &event.File)
	}
	wanted := map[string]bool{}
	for _, f := range sealed {
		wanted[strings.TrimPrefix(f.Path, source.Folder+"/")] = true
	}
	for _, f := range s.Files {
		switch {
		case f.Path == at:
			e.Files = append(e.Files, File{Path: "page.html", Bytes: func() ([]byte, error) { return s.alone(f) }})
		case wanted[f.Path] || strings.HasPrefix(f.Path, "assets/"):
			e.Files = append(e.Files, f)
		}
	}
	sums := s.by.sums.Public(sealed)
	e.Files = append(e.Files, File{Path: source.Seals, Bytes: func() ([]byte, error) { return sums, nil }})
	e.Statement = s.statement(standing, lang, sealed)
	return e, nil
}

func (s *Site) standing(id string) *policy.Standing {
	for _, st := range s.Standings {
		if st.ID == id {
			return st
		}
	}
	return nil
}

// alone returns a page whose own files are found beside it and whose other links lead to the published site.
func (s *Site) alone(f File) ([]byte, error) {
	data, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	base := s.Config.BaseURL
	origin := (&url.URL{Scheme: base.Scheme, Host: base.Host}).String()
	own := strings.TrimSuffix(base.Path, "/") + "/assets/"
	for _, attribute := range []string{"href", "src"} {
		data = bytes.ReplaceAll(data, []byte(attribute+"=\""+own), []byte(attribute+"=\"assets/"))
		data = bytes.ReplaceAll(data, []byte(attribute+"=\"/"), []byte(attribute+"=\""+origin+"/"))
	}
	return data, nil
}

// statement says in plain words what was public. It is in English, as the commands are; what it quotes is in its own language.
func (s *Site) statement(st *policy.Standing, lang string, sealed []*source.File) string {
	var b strings.Builder
	e := st.Shown
	w := e.Text(lang)
	fmt.Fprintf(&b, "%s, as shown on %s in %q\n\n", st.ID, s.Day, lang)
	fmt.Fprintf(&b, "state of the policy   %s\n", st.State)
	fmt.Fprintf(&b, "version shown         %s, %s, published %s, in effect from %s\n", e.ID, e.State, e.Published, e.From)
	fmt.Fprintf(&b, "prevailing language   %s\n", e.Authoritative)
	if w == nil {
		w = &e.Languages[0]
		fmt.Fprintf(&b, "language shown        %s: there was no text in %q\n", w.Text.Lang, lang)
	}
	fmt.Fprintf(&b, "title                 %s\n", page.Title(w))
	fmt.Fprintf(&b, "wording               %s\n", w.Source.Path)
	for _, c := range w.Corrections {
		fmt.Fprintf(&b, "corrected             %s: %s\n", c.Corrects, c.Front.Reason)
	}
	for _, n := range st.Notices() {
		if n.Current(s.Day) {
			fmt.Fprintf(&b, "notice shown          %s, announced %s for %s\n", n.ID(), n.Since, n.From)
		}
	}
	if st.Ended != nil {
		fmt.Fprintf(&b, "withdrawn             from %s\n", st.Ended.Effective)
	}
	b.WriteString("\nseals (SHA-256) of the files of this version and of the policy's events that were public:\n")
	for _, f := range sealed {
		name := strings.TrimPrefix(f.Path, source.Folder+"/")
		if l, ok := s.by.sums.Find(name); ok {
			fmt.Fprintf(&b, "%s  %s  sealed %s\n", l.Hex(), name, l.Sealed)
			continue
		}
		fmt.Fprintf(&b, "%s  %s  not sealed\n", f.Hex(), name)
	}
	return b.String()
}
