package site

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"candor/internal/check"
	"candor/internal/civil"
	"candor/internal/config"
	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/policy"
	"candor/internal/seal"
	"candor/internal/source"
)

const unpublishedRule = "link-unpublished"

// early reports the events that name a successor which is not public while they are, as long as that is to come. One that is sealed can no
// longer be changed: its file waits until the successor is public, and nothing names it before.
func early(archive *policy.Archive, sums *seal.Sums, day civil.Date) diag.List {
	var out diag.List
	for _, p := range archive.Policies {
		for _, e := range p.Early() {
			if !e.From.IsZero() && !e.From.After(day) {
				continue
			}
			when := "is a draft"
			if !e.From.IsZero() {
				when = fmt.Sprintf("is public from %s", e.From)
			}
			d := diag.Diagnostic{Pos: e.Event.Pos("successor"), Rule: unpublishedRule,
				Message: fmt.Sprintf("the successor %q %s, and the event from %s: it would tell of a plan", e.Event.Successor, when, e.Event.On),
				Hint:    "leave the successor out, or record the end of the policy when its successor is public"}
			if !sums.Day(e.Event.Path).IsZero() {
				d.Severity, d.Hint = diag.Warning, "it is sealed: the file of the event, and the name in it, are left out of the site until then"
			}
			out.Add(d)
		}
	}
	return out
}

// resolver turns the links of a text into those of its page: policies and versions in the language of the text, attachments at
// the version's own address. Targets that lead nowhere are reported.
func (b *builder) resolver(e *policy.Edition, lang string, report func(diag.Diagnostic)) func(markdown.Link) (string, bool) {
	return func(l markdown.Link) (string, bool) {
		if leadsOut(l.Dest) {
			return l.Dest, true
		}
		way := reading{path: l.Dest}
		for _, way = range readings(l.Dest) {
			if href := b.way(e, way.path, lang); href != "" {
				return href + way.rest, true
			}
		}
		if !slices.ContainsFunc(meanings(e, way.path), b.unsure) && !takenOut(e, l.Dest) {
			report(diag.Diagnostic{Pos: l.Pos, Rule: unpublishedRule, Message: fmt.Sprintf("the link %q leads to nothing that is public on %s", l.Dest, b.day),
				Hint: "link to a policy as /POLICY/, to a version as /POLICY/VERSION/, to an attachment by its name"})
		}
		return "", false
	}
}

// takenOut reports whether a link leads to an attachment of its version that was taken out: the words stay, and lead nowhere.
func takenOut(e *policy.Edition, dest string) bool {
	if e == nil {
		return false
	}
	gone := func(r *source.Event) bool {
		return r.Attached != "" && slices.ContainsFunc(readings(dest), func(way reading) bool { return strings.TrimPrefix(way.path, "./") == r.Attached })
	}
	return slices.ContainsFunc(e.Redacted, gone) || slices.ContainsFunc(e.Later, gone)
}

// leadsOut reports whether a link stays as it is written, whatever the center has: it leads to another place in its text, or out of the site.
func leadsOut(dest string) bool {
	first, _, _ := strings.Cut(dest, "/")
	return strings.HasPrefix(dest, "#") || strings.Contains(first, ":")
}

// reading is one way to read a link within the site: a path, and the query and the fragment that follow it.
type reading struct{ path, rest string }

// readings are the ways to read a link, the most literal first. Editors write the name of a file as it is, or with its letters as percent
// signs and digits (RFC 3986, section 2.1), and keep its accents composed or apart, as the system does that the file lies on.
func readings(dest string) []reading {
	all := []reading{{path: dest}}
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		all = append(all, reading{dest[:i], dest[i:]})
	}
	last := all[len(all)-1]
	if plain, err := url.PathUnescape(last.path); err == nil && plain != last.path {
		all = append(all, reading{plain, last.rest})
	}
	for _, r := range slices.Clone(all) {
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			if other := form.String(r.path); other != r.path {
				all = append(all, reading{other, r.rest})
			}
		}
	}
	return all
}

// meanings are the addresses that a path can mean in a text of an edition: seen from the version's own address, under which the text stands for
// ever, and from the policy's, under which most people read it.
func meanings(e *policy.Edition, to string) []string {
	all := []string{absolute(e, to)}
	if e != nil && !strings.HasPrefix(to, "/") {
		all = append(all, joined(to, e.Policy.ID))
	}
	return all
}

// absolute is the address that a path means in a text of an edition, or on a free page without one.
func absolute(e *policy.Edition, to string) string {
	if strings.HasPrefix(to, "/") {
		return to
	}
	if e == nil {
		return joined(to, "")
	}
	return joined(to, e.Policy.ID, e.ID)
}

// joined is the address of a relative path below an address.
func joined(to string, below ...string) string {
	at := path.Join("/", path.Join(below...), to)
	if strings.HasSuffix(to, "/") && at != "/" {
		at += "/"
	}
	return at
}

// way returns the address in the site that a path leads to for readers of a language: an attachment of the text's own version, a page, or
// any other file that is public on the day; "" for none.
func (b *builder) way(e *policy.Edition, to, lang string) string {
	base := strings.TrimSuffix(b.config.Path(), "/")
	if e != nil {
		for _, a := range e.Attachments {
			if a.Name == strings.TrimPrefix(to, "./") {
				return base + b.attachment(e, a.Name)
			}
		}
	}
	for _, address := range meanings(e, to) {
		if href := b.at(address, lang); href != "" {
			return base + href
		}
	}
	return ""
}

// at returns an address of the site, below that of the center, for readers of a language: of a page, or of any other file that is public on
// the day; "" for none.
func (b *builder) at(address, lang string) string {
	for _, page := range []string{address, address + "/"} {
		if b.addresses.Has(page) {
			return "/" + local(b.config, lang, page)
		}
	}
	if first, rest, _ := strings.Cut(strings.TrimPrefix(address, "/"), "/"); slices.Contains(b.config.Tags()[1:], first) {
		for _, page := range []string{"/" + rest, "/" + rest + "/"} {
			if b.addresses.Has(page) {
				return "/" + first + page
			}
		}
	}
	for _, file := range []string{local(b.config, lang, address), strings.TrimPrefix(address, "/")} {
		if b.find(file) != nil {
			return "/" + escaped(file)
		}
	}
	return ""
}

// attachment is the address of an attachment below that of the site.
func (b *builder) attachment(e *policy.Edition, name string) string {
	return "/" + e.Policy.ID + "/" + e.ID + "/" + escaped(name)
}

// escaped writes a path so that no letter of it is read as the beginning of a query, a fragment or an escape (RFC 3986, section 3.3).
func escaped(path string) string { return special.Replace(path) }

var special = strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F")

// obscure are the addresses of which nothing can be said, since a source could not be read that they may come of: each with all below it.
type obscure []string

// obscured returns what cannot be said while sources have these faults. Seals, promises and looks make no address.
func obscured(diags diag.List, src *source.Center) obscure {
	var out obscure
	for _, d := range diags {
		rel, inside := strings.CutPrefix(d.Pos.File, source.Folder+"/")
		switch {
		case d.Severity != diag.Error || addressless(d.Rule):
		case d.Rule == "journal":
			return obscure{"/"}
		case d.Pos.File == config.Name:
			for _, t := range src.Texts {
				out = append(out, "/"+t.Policy+"/")
			}
			for _, p := range src.Pages {
				out = append(out, "/"+p.Name+"/")
			}
		case inside:
			out = append(out, below(rel))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func addressless(rule string) bool {
	switch rule {
	case unpublishedRule, "contrast", "catalogue", "theme", check.RuleNumbers, check.RuleWords, "order-overtaken":
		return true
	}
	return strings.HasPrefix(rule, "seal-") || strings.HasPrefix(rule, "promise-")
}

// below is the address of all that a source may make: of a policy, or of a free page.
func below(rel string) string {
	switch strings.Count(rel, "/") {
	case 0:
		name, _, _ := strings.Cut(rel, ".")
		return "/" + name + "/"
	case 1:
		return "/" + path.Dir(rel) + "/"
	}
	return "/" + path.Dir(path.Dir(rel)) + "/"
}

// unsure reports whether a page may stand at an address all the same.
func (b *builder) unsure(address string) bool {
	address = strings.TrimSuffix(address, "/") + "/"
	if rest, ok := strings.CutPrefix(address, "/notices/"); ok {
		address = "/" + rest
	}
	if first, rest, ok := strings.Cut(strings.TrimPrefix(address, "/"), "/"); ok && slices.Contains(b.config.Tags(), first) {
		address = "/" + rest
	}
	return slices.ContainsFunc(b.obscure, func(all string) bool { return strings.HasPrefix(address, all) })
}
