package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/page"
	"candor/internal/policy"
	"candor/internal/source"
)

// part is what the site has of one policy as it stands: its pages and files. It is made of the standing and the configuration alone, so the
// sites of a policy that stays as it is share it.
type part struct {
	*page.Part
	links key // of the addresses and the attachments: what links into the policy are answered by
	fileSet
	above map[*part]map[string]bool // the paths without case that a part above this one claims too
}

// partOf is what a part is made of.
type partOf struct {
	standing *policy.Standing
	config   *config.Config
}

// maker makes the bytes of a file for a site.
type maker func(b *builder) ([]byte, error)

// fileSet is files of a site, and which of them claim one path. The zero value is ready.
type fileSet struct {
	files  map[string]maker
	folded map[string]string   // the paths that have capitals, by the same without
	twice  map[string][]string // all paths that are one without case, by that
}

func (s *fileSet) add(at string, make maker) {
	if s.files == nil {
		s.files, s.folded, s.twice = map[string]maker{}, map[string]string{}, map[string][]string{}
	}
	low := strings.ToLower(at)
	if first, ok := s.claims(low); ok {
		if s.twice[low] == nil {
			s.twice[low] = []string{first}
		}
		s.twice[low] = append(s.twice[low], at)
	}
	s.files[at] = make
	if low != at {
		s.folded[low] = at
	}
}

// claims returns a path of the set that is a path without case; ok is false where there is none.
func (s *fileSet) claims(low string) (at string, ok bool) {
	if _, ok := s.files[low]; ok {
		return low, true
	}
	at, ok = s.folded[low]
	return at, ok
}

// plan gives the run the parts of all policies.
func (b *builder) plan() {
	b.policies = make([]*part, len(b.center.Policies))
	b.byID = make(map[string]*part, len(b.policies))
	planned := make([]*page.Part, len(b.policies))
	for i, s := range b.center.Policies {
		of := partOf{s, b.config}
		p, ok := b.from.parts.get(of)
		if !ok {
			p = newPart(b.config, s)
			b.from.parts.put(of, p)
		}
		b.policies[i], b.byID[s.ID], planned[i] = p, p, p.Part
	}
	b.addresses = page.NewAddresses(planned, b.freeNames())
	b.free = map[string]freePage{}
	for _, p := range b.src.Pages {
		b.free[p.Name+"."+p.Lang] = freePage{title: p.Title}
	}
}

func newPart(c *config.Config, s *policy.Standing) *part {
	p := &part{Part: page.NewPart(c, s)}
	for q := range p.Pages {
		p.add(q.Path, func(b *builder) ([]byte, error) { return b.page(q) })
	}
	for at, f := range p.sources {
		p.add(at, func(b *builder) ([]byte, error) { return b.src.Bytes(f) })
	}
	p.versions()
	p.timemaps(c)
	p.feeds(c)
	p.links = keyOf("addresses of a policy").text(slices.Sorted(p.Addresses)...).text(attachments(s)...).text(slices.Sorted(maps.Keys(p.files))...).key()
	return p
}

func attachments(s *policy.Standing) []string {
	var out []string
	for _, e := range s.Editions {
		for _, a := range e.Attachments {
			out = append(out, a.Path)
		}
	}
	return out
}

// sources gives the files that are published as they are, with their seals, by their path in the site: texts, corrections, attachments and
// events.
func (p *part) sources(yield func(at string, f *source.File) bool) {
	for _, e := range p.Standing.Editions {
		if e.Draft() {
			continue
		}
		dir := p.Standing.ID + "/" + e.ID + "/"
		for _, f := range filesOf(e) {
			if !yield(dir+path.Base(f.Path), f) {
				return
			}
		}
	}
	for _, e := range slices.Concat(p.Standing.Events, p.Standing.Void) {
		if slices.Contains(p.Standing.Withheld, e) {
			continue // its bytes are sealed, and name what is not public yet
		}
		if !yield(p.Standing.ID+"/events/"+path.Base(e.Path), &e.File) {
			return
		}
	}
}

// filesOf are the files of an edition: its texts, their corrections and its attachments.
func filesOf(e *policy.Edition) []*source.File {
	var out []*source.File
	for _, w := range e.Languages {
		out = append(out, &w.Text.Original.File)
		for _, c := range w.Corrections {
			out = append(out, &c.File)
		}
	}
	for _, a := range e.Attachments {
		out = append(out, &a.File)
	}
	return out
}

// local is the path in the output of an address in a language.
func local(c *config.Config, lang, address string) string {
	if lang != c.Languages[0].Tag {
		address = "/" + lang + address
	}
	return strings.TrimPrefix(address, "/")
}

// wordings are the texts of one policy, by the paths of their sources.
type wordings struct {
	bodies, summaries map[string]*text
	held              []*remembered[*text]
	diags             diag.List
}

// wordingsOf is what the texts of a policy are made of, beside their bodies, which the part has the digests of.
type wordingsOf struct {
	part   *part
	look   *look
	linked key
}

// body returns the text of a wording of a policy.
func (b *builder) body(policy string, w *policy.Wording) *text {
	return b.texts[policy].bodies[w.Source.Path]
}

// article is a wording as a page shows it.
func (b *builder) article(e *policy.Edition, w *policy.Wording) page.Article {
	name := w.Source.Path
	shown := b.shown(name, b.body(e.Policy.ID, w))
	if summary := b.texts[e.Policy.ID].summaries[name]; summary != nil {
		shown.Summary = b.shown(name+"\tsummary", summary).HTML
	}
	return shown
}

// find returns what makes a file of the site, nil where it has none. A file of a policy stands below its address in some language, or in the
// same way below that of the notices.
func (b *builder) find(at string) maker {
	if make := b.own.files[at]; make != nil {
		return make
	}
	for p := range b.partsAbove(at) {
		if make := p.files[at]; make != nil {
			return make
		}
	}
	return nil
}

// partsAbove gives the parts that may have a file at a path.
func (b *builder) partsAbove(at string) func(yield func(*part) bool) {
	return func(yield func(*part) bool) {
		rest := at
		if first, below, ok := strings.Cut(at, "/"); ok && slices.ContainsFunc(b.config.Tags()[1:], func(tag string) bool { return strings.EqualFold(tag, first) }) {
			rest = below
		}
		rest = strings.TrimPrefix(rest, "notices/")
		for i := range len(rest) {
			if rest[i] != '/' {
				continue
			}
			if p := b.byID[rest[:i]]; p != nil && !yield(p) {
				return
			}
		}
	}
}

// paths gives the path of every file of the site.
func (b *builder) paths(yield func(at string, make maker) bool) {
	for at, make := range b.own.files {
		if !yield(at, make) {
			return
		}
	}
	for _, p := range b.policies {
		for at, make := range p.files {
			if !yield(at, make) {
				return
			}
		}
	}
}

// claimed returns the paths that are claimed more than once, case ignored, by the path without case.
func (b *builder) claimed() map[string][]string {
	out := map[string][]string{}
	claim := func(low string, at ...string) { out[low] = append(out[low], at...) }
	for low, all := range b.own.twice {
		claim(low, all...)
	}
	for at := range b.own.files {
		low := strings.ToLower(at)
		for p := range b.partsAbove(low) {
			if other, ok := p.claims(low); ok {
				claim(low, at, other)
			}
		}
	}
	for _, p := range b.policies {
		for low, all := range p.twice {
			claim(low, all...)
		}
		for i, c := range p.Standing.ID {
			if above := b.byID[p.Standing.ID[:i]]; c == '/' && above != nil {
				for low := range p.claimedAbove(above) {
					here, _ := p.claims(low)
					there, _ := above.claims(low)
					claim(low, here, there)
				}
			}
		}
	}
	return out
}

// claimedAbove are the paths without case that another part, of a policy whose id begins this one's, claims too.
func (p *part) claimedAbove(other *part) map[string]bool {
	both, ok := p.above[other]
	if ok {
		return both
	}
	both = map[string]bool{}
	for at := range p.files {
		low := strings.ToLower(at)
		if _, ok := other.claims(low); ok {
			both[low] = true
		}
	}
	if p.above == nil || len(p.above) > lifetime { // some of them are no more
		p.above = map[*part]map[string]bool{}
	}
	p.above[other] = both
	return both
}
