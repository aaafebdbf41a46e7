package site

import (
	"cmp"
	"fmt"
	"html"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"candor/internal/civil"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/seal"
	"candor/internal/source"
)

// Evidence is what was shown of a policy on the site's day in a language, as it can be handed over: a statement in plain words, and files
// that stand on their own.
type Evidence struct {
	Statement string
	Files     []File // pages and what they need, the sources with their seals
}

// Evidence returns what was shown of a policy: the page at its address, the pages of versions that were announced and of notices that were
// current, the files that these need, and the sealed sources. An error says that nothing of it was public, or that the center has no such
// language.
func (s *Site) Evidence(policyID, lang string) (*Evidence, error) {
	standing := s.standing(policyID)
	if standing == nil {
		return nil, fmt.Errorf("nothing of the policy %q was public on %s", policyID, s.Day)
	}
	if !slices.Contains(s.Config.Tags(), lang) {
		return nil, fmt.Errorf("%q is no language of this center: %s", lang, strings.Join(s.Config.Tags(), ", "))
	}
	sealed := evident(standing)
	pages := s.evidentPages(standing, lang)
	local := maps.Clone(pages) // names in the folder by path in the site
	for _, f := range sealed {
		name := strings.TrimPrefix(f.Path, source.Folder+"/")
		local[name] = name
	}
	for _, name := range []string{s.by.icon(), s.Config.Brand.Logo, s.Config.Brand.LogoDark} {
		local[name] = name
	}
	e := &Evidence{Statement: s.statement(standing, lang, sealed)}
	for _, f := range s.Files {
		if strings.HasPrefix(f.Path, "assets/") {
			local[f.Path] = f.Path
		}
		name, wanted := local[f.Path]
		switch {
		case pages[f.Path] != "":
			e.Files = append(e.Files, File{Path: name, Bytes: func() ([]byte, error) { return s.alone(f, local) }})
		case wanted:
			e.Files = append(e.Files, f)
		}
	}
	sums := s.by.sums.Public(sealed)
	e.Files = append(e.Files, File{Path: source.Seals, Bytes: func() ([]byte, error) { return sums, nil }})
	return e, nil
}

// evident returns the sealed files of the version that was shown, of those that were announced, and of the policy's events.
func evident(st *policy.Standing) []*source.File {
	var out []*source.File
	for _, e := range shownAndComing(st) {
		out = append(out, filesOf(e)...)
	}
	for _, event := range st.Events {
		out = append(out, &event.File)
	}
	return out
}

func shownAndComing(st *policy.Standing) []*policy.Edition {
	out := []*policy.Edition{st.Shown}
	for _, e := range st.Coming {
		if e != st.Shown {
			out = append(out, e)
		}
	}
	return out
}

// evidentPages returns the names that the pages of a policy get in the folder, by their paths in the site.
func (s *Site) evidentPages(st *policy.Standing, lang string) map[string]string {
	prefix := ""
	if lang != s.Config.Languages[0].Tag {
		prefix = lang
	}
	pages := map[string]string{path.Join(prefix, st.ID, "index.html"): "page.html"}
	for _, e := range shownAndComing(st)[1:] {
		pages[path.Join(prefix, st.ID, e.ID, "index.html")] = "announced-" + e.ID + ".html"
	}
	for _, n := range st.Notices() {
		if n.Current(s.Day) {
			pages[path.Join(prefix, "notices", st.ID, n.ID(), "index.html")] = "notice-" + n.ID() + ".html"
		}
	}
	return pages
}

func (s *Site) standing(id string) *policy.Standing {
	for _, st := range s.Standings {
		if st.ID == id {
			return st
		}
	}
	return nil
}

var (
	startTag  = regexp.MustCompile(`<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>`)
	reference = regexp.MustCompile(`( (?:href|src|srcset)=")(/[^"]*)"`)
)

// alone returns a page whose links lead to the files beside it where they are there, and to the published site where not. Only tags are
// touched: words that look like an attribute stay.
func (s *Site) alone(f File, local map[string]string) ([]byte, error) {
	data, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	base := s.Config.BaseURL
	root := strings.TrimSuffix(base.Path, "/") + "/"
	origin := (&url.URL{Scheme: base.Scheme, Host: base.Host}).String()
	return startTag.ReplaceAllFunc(data, func(tag []byte) []byte {
		return reference.ReplaceAllFunc(tag, func(found []byte) []byte {
			m := reference.FindSubmatch(found)
			address, fragment, cut := strings.Cut(html.UnescapeString(string(m[2])), "#")
			name, err := url.PathUnescape(strings.TrimPrefix(address, root))
			if err == nil && (name == "" || strings.HasSuffix(name, "/")) {
				name += "index.html"
			}
			to := origin + address
			if own, ok := local[name]; ok && err == nil {
				to = (&url.URL{Path: own}).EscapedPath()
			}
			if cut {
				to += "#" + fragment
			}
			return slices.Concat(m[1], []byte(html.EscapeString(to)), []byte{'"'})
		})
	}), nil
}

// statement says in plain words what was public. It is in English, as the commands are; what it quotes is in its own language.
func (s *Site) statement(st *policy.Standing, lang string, sealed []*source.File) string {
	var b strings.Builder
	e := st.Shown
	w := e.Text(lang)
	fmt.Fprintf(&b, "%s, as shown on %s in %q\n\n", st.ID, s.Day, lang)
	fmt.Fprintf(&b, "What %s showed of this policy on that day,\n%s.\n\n", s.Config.BaseURL, s.made(st, sealed))
	fact := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-21s %s\n", name, fmt.Sprintf(format, args...))
	}
	fact("state of the policy", "%s", st.State)
	fact("version shown", "%s, %s, published %s, in effect from %s", e.ID, e.State, e.Published, e.From)
	if s.by.book.Notice(st.ID, e.ID).Adopted {
		fact("dates", "as stated by the company: the version was sealed later")
	}
	fact("original language", "%s", e.OriginalLang)
	switch e.Prevails {
	case policy.Each:
		fact("prevailing language", "none: every text is authentic")
	case e.OriginalLang:
		fact("prevailing language", "%s", e.OriginalLang)
	}
	if w == nil {
		w = &e.Languages[0]
		fact("language shown", "%s: there was no text in %q", w.Text.Lang, lang)
	}
	fact("title", "%s", page.Title(w))
	fact("wording", "%s", w.Source.Path)
	for _, c := range w.Corrections {
		fact("corrected", "%s: %s", c.Corrects, c.Front.Reason)
	}
	for _, e := range shownAndComing(st)[1:] {
		fact("announced", "%s, published %s, in effect from %s", e.ID, e.Published, e.From)
	}
	for _, n := range st.Notices() {
		if n.Current(s.Day) {
			fact("notice shown", "%s, announced %s for %s", n.ID(), n.Since, n.From)
		}
	}
	for _, event := range st.Events {
		s.happened(fact, st, event, lang)
	}
	for _, e := range shownAndComing(st) {
		for _, event := range e.Later {
			fact("words taken out later", "%s, on %s: they stood there on this day", takenOf(event), event.On)
		}
	}
	b.WriteString("\nseals (SHA-256) of the files of these versions and of the policy's events that were public:\n")
	for _, f := range sealed {
		name := strings.TrimPrefix(f.Path, source.Folder+"/")
		if l, ok := s.by.sums.Find(name); ok {
			fmt.Fprintf(&b, "%s  %s  sealed %s%s\n", l.Hex(), name, l.Sealed, s.sealedBefore(name, l))
			continue
		}
		fmt.Fprintf(&b, "%s  %s  not sealed\n", f.Hex(), name)
	}
	return b.String()
}

// made says what the pages are made from: files that were sealed when they were published, or what else is the truth about some of them.
func (s *Site) made(st *policy.Standing, sealed []*source.File) string {
	public := map[string]civil.Date{}
	for _, e := range shownAndComing(st) {
		for _, w := range e.Languages {
			public[w.Text.Original.Path] = w.Text.Public
			for _, c := range w.Corrections {
				public[c.Path] = c.Corrects
			}
		}
	}
	late, taken := 0, 0
	if s.by.src.Unsealed() {
		return "made from files that are not sealed yet: the company states the days on which they were public"
	}
	for _, f := range sealed {
		name := strings.TrimPrefix(f.Path, source.Folder+"/")
		first, _ := s.by.sums.First(name)
		now, _ := s.by.sums.Find(name)
		day, text := public[f.Path]
		if text && first.Sealed.After(day) {
			late++
		}
		if first.Sum != now.Sum && !s.digestOnly(f.Path) {
			taken++ // the digest of the bytes that are gone is not told
		}
	}
	var but []string
	if late > 0 {
		but = append(but, fmt.Sprintf("%s sealed only later: the company states the day on which it was public", were(late)))
	}
	if taken > 0 {
		but = append(but, fmt.Sprintf("words were taken out of %s later, and are gone", files(taken)))
	}
	switch {
	case len(but) == 0:
		return "made from the files that were sealed when they were published"
	case late == len(public) && taken == 0:
		return "made from files that were sealed only later: the company states the days on which they were public"
	}
	return "made from the files that were sealed when they were published, but\n" + strings.Join(but, ";\n")
}

func were(n int) string {
	if n == 1 {
		return "1 of them was"
	}
	return fmt.Sprintf("%d of them were", n)
}

func files(n int) string {
	if n == 1 {
		return "1 of them"
	}
	return fmt.Sprintf("%d of them", n)
}

// sealedBefore says on which day a file was sealed before something was taken out of it, "" where nothing was.
func (s *Site) sealedBefore(name string, now seal.Line) string {
	first, _ := s.by.sums.First(name)
	if first.Sum == now.Sum {
		return ""
	}
	what := "words were"
	if s.digestOnly(path.Join(source.Folder, name)) {
		what = "a digest of words that are gone elsewhere was"
	}
	return fmt.Sprintf(", after %s taken out of it; first sealed %s", what, first.Sealed)
}

// digestOnly reports whether of all that redactions changed in a file no word was its own.
func (s *Site) digestOnly(file string) bool {
	only := false
	for _, e := range s.by.src.Events {
		if e.Digests(file) {
			only = true
		} else if takes, _ := e.Takes(file); takes {
			return false
		}
	}
	return only
}

// takenOf says what a redaction took words out of.
func takenOf(e *source.Event) string {
	switch {
	case e.Version == "":
		return "of " + e.Attached
	case e.Attached != "":
		return fmt.Sprintf("of %s, its file %s", e.Version, e.Attached)
	case e.Whole:
		return fmt.Sprintf("of %s, all of them", e.Version)
	case e.Lang == "":
		return fmt.Sprintf("of a text that %s follows", e.Version)
	}
	return fmt.Sprintf("of %s in %q", e.Version, e.Lang)
}

// happened states an event of the policy that was public, in the order in which they were recorded.
func (s *Site) happened(fact func(name, format string, args ...any), st *policy.Standing, event *source.Event, lang string) {
	why := ""
	if reason := cmp.Or(event.Reason[lang], event.Reason[""], event.Reason[st.OriginalLang]); reason != "" {
		why = ": " + reason
	}
	switch event.Kind {
	case "move":
		fact("moved", "%s, on %s, to %s%s", event.Version, event.On, event.Effective, why)
	case "cancel":
		fact("cancelled", "%s, on %s%s", event.Version, event.On, why)
	case "carry":
		fact("holds a change", "%s holds that of %s", event.Version, event.Change)
	case "withdraw":
		successor := ""
		if event.Successor != "" {
			successor = ", " + event.Successor + " takes its place"
		}
		fact("withdrawn", "from %s, announced on %s%s%s", event.Effective, event.On, successor, why)
	case "sent":
		fact("people told", "of %s through %s on %s", event.Version, event.Channel, event.Told)
	case "review":
		fact("reviewed", "on %s", event.On)
	case "redact":
		fact("words taken out", "%s, on %s%s", takenOf(event), event.On, why)
	}
}
