package page

import (
	"strings"

	"candor/internal/config"
	"candor/internal/policy"
)

// Part is what a site has of one policy as it stands on a day: its addresses, its redlines and its pages. It is made of the standing and the
// configuration alone and never changes, so the sites of an unchanged policy share it; what its pages say is asked of a site's [Set].
type Part struct {
	Standing  *policy.Standing
	addresses map[string]bool
	pairs     []Pair
	pages     [][]*Page // by language, in the order of the center's
}

// NewPart lists the pages of a policy.
func NewPart(c *config.Config, s *policy.Standing) *Part {
	part := &Part{Standing: s, addresses: map[string]bool{}, pairs: Pairs(s, c.AllPairs)}
	for i, lang := range c.Tags() {
		l := &list{lang: lang, root: i == 0}
		part.list(l)
		part.pages = append(part.pages, l.pages)
		for _, p := range l.pages {
			part.addresses[p.Address] = true
		}
	}
	return part
}

// Addresses gives the addresses of the part's pages, without language.
func (part *Part) Addresses(yield func(address string) bool) {
	for address := range part.addresses {
		if !yield(address) {
			return
		}
	}
}

// Pages gives the part's pages in all languages.
func (part *Part) Pages(yield func(*Page) bool) {
	for _, pages := range part.pages {
		for _, p := range pages {
			if !yield(p) {
				return
			}
		}
	}
}

func (part *Part) list(l *list) {
	s := part.Standing
	text(l, s, s.Shown, "/"+s.ID+"/", true)
	for _, e := range s.Editions {
		text(l, s, e, address(e), false)
	}
	l.add("/"+s.ID+"/archive/", "archive.html", false, func(p *planner) any { return p.archive(s) })
	l.add("/"+s.ID+"/changelog/", "changelog.html", false, func(p *planner) any { return p.policyChangelog(s) })
	for _, tag := range parallels(s) {
		left, _ := sides(s.Shown, tag, l.lang)
		noindex := left.Text.Lang != l.lang && tag != l.lang
		l.add("/"+s.ID+"/parallel/"+tag+"/", "parallel.html", noindex, func(p *planner) any { return p.parallel(s, tag, noindex) })
	}
	for _, pair := range part.pairs {
		l.add(pair.Address, "redline.html", true, func(p *planner) any { return p.comparison(s, pair) })
	}
	for _, n := range s.Notices() {
		l.add(noticeAddress(s, n), "notice.html", !speaks(s, n, l.lang), func(p *planner) any { return p.noticePage(s, n) })
	}
}

func text(l *list, s *policy.Standing, e *policy.Edition, at string, current bool) {
	_, own := wording(e, l.lang)
	noindex := !own || e.State != policy.InForce && !current
	l.add(at, "policy.html", noindex, func(p *planner) any { return p.policy(s, e, at, current, noindex) })
}

// Addresses are the addresses of a site's pages, without language.
type Addresses struct {
	own   map[string]bool // of the center's pages
	free  []string        // names of the free pages
	parts []*Part
	byID  map[string]*Part
}

// NewAddresses returns the addresses of a site of these parts; free are the names of its free pages, home apart.
func NewAddresses(parts []*Part, free []string) *Addresses {
	a := &Addresses{own: map[string]bool{"/": true, "/changelog/": true, noticesAddress: true}, free: free, parts: parts, byID: make(map[string]*Part, len(parts))}
	for _, name := range free {
		a.own["/"+name+"/"] = true
	}
	for _, part := range parts {
		a.byID[part.Standing.ID] = part
	}
	return a
}

// Own gives the addresses of the pages that belong to no policy.
func (a *Addresses) Own(yield func(address string) bool) {
	for address := range a.own {
		if !yield(address) {
			return
		}
	}
}

// Has reports whether the site has a page at an address. Every page of a policy stands below the policy's address, or in the same way below
// that of the notices.
func (a *Addresses) Has(address string) bool {
	if a.own[address] {
		return true
	}
	below := strings.TrimPrefix(address, "/")
	if rest, ok := strings.CutPrefix(address, noticesAddress); ok {
		below = rest
	}
	for i := range len(below) {
		if below[i] != '/' {
			continue
		}
		if part := a.byID[below[:i]]; part != nil && part.addresses[address] {
			return true
		}
	}
	return false
}
