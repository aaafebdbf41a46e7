package verify

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// forHost are the files that tell a host what to do. A host that understands them does not serve them.
var forHost = []string{"_headers", "_redirects", ".nojekyll", "CNAME"}

// bytes compares every file that the center makes with the site's, and looks for files that the center does not make. It returns those that
// differ, are lacking or are too many, with what is wrong, by their paths.
func (r *Report) bytes(ctx context.Context, place Place, x *index, known *Known) (map[string]Problem, error) {
	differs := map[string]Problem{}
	if known == nil || !known.Exact {
		return differs, nil
	}
	served := map[string][]byte{} // what a host has in place of what it should have: it may lead to more
	var mu sync.Mutex
	group, reading := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, name := range known.Paths {
		if place.List == nil && slices.Contains(forHost, name) {
			r.Skipped = append(r.Skipped, name)
			continue
		}
		group.Go(func() error {
			is, ok, err := place.Get(reading, name)
			if err != nil {
				if r.moved(name, err) {
					return nil
				}
				return err
			}
			should, made, err := known.File(reading, name)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case !ok && name == notFound && place.List == nil: // some hosts answer with a page of their own
			case !ok:
				differs[name] = Problem{name, Lacks, "is not there, and the center makes it"}
			case made && bytes.Equal(is, should):
				r.equal[name] = true
				r.Compared++
			default:
				differs[name] = Problem{name, Altered, "is not as the center makes it: " + departure(is, should)}
				served[name] = is
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return differs, r.tooMany(ctx, place, x, known, served, differs)
}

// notFound is the page of an address that is not there.
const notFound = "404.html"

// tooMany adds the files of the site that the center does not make.
func (r *Report) tooMany(ctx context.Context, place Place, x *index, known *Known, served map[string][]byte, differs map[string]Problem) error {
	made := map[string]bool{}
	for _, name := range known.Paths {
		made[name] = true
	}
	if place.List == nil {
		r.Unknown = append(r.Unknown, "a host cannot be asked for all its files: one that nothing of the site leads to is not found")
		return r.reached(ctx, place.Get, x, served, made, differs)
	}
	names, err := place.List(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !made[name] {
			differs[name] = Problem{name, Foreign, "is in the site, and the center does not make it"}
		}
	}
	return nil
}

// reached adds the files that altered files of a served site lead to and that the center does not make.
func (r *Report) reached(ctx context.Context, get Get, x *index, served map[string][]byte, made map[string]bool, differs map[string]Problem) error {
	if x == nil {
		return nil
	}
	site, err := url.Parse(x.Address)
	if err != nil {
		return nil // what is no address leads nowhere
	}
	tried := map[string]bool{}
	for _, from := range sortedKeys(served) {
		for _, name := range leads(site, from, served[from]) {
			if made[name] || tried[name] || len(tried) == mostReached {
				continue
			}
			tried[name] = true
			_, ok, err := get(ctx, name)
			if err != nil && !r.moved(name, err) {
				return err
			}
			if ok {
				differs[name] = Problem{name, Foreign, fmt.Sprintf("is served, %s leads to it, and the center does not make it", from)}
			}
		}
	}
	return nil
}

// mostReached bounds how many addresses are tried that altered files lead to.
const mostReached = 1000

// conclude says of the files that differ what it means: that they were altered, where the site says that this program made it from these
// sources; else that other sources or another program made it, and what was compared all the same.
func (r *Report) conclude(x *index, known *Known, differs map[string]Problem) {
	if known == nil {
		return
	}
	if !known.Exact {
		if known.Fault != "" {
			r.problem(indexName, NotCompared, known.Fault+": the site was held against the seals of the center alone")
		}
		return
	}
	if x != nil && x.Address != known.Address {
		r.Unknown = append(r.Unknown, fmt.Sprintf("the site says that its address is %s, and the center's is %s; it was compared for the former", x.Address, known.Address))
	}
	if x != nil && x.Preview {
		r.Unknown = append(r.Unknown, "the site says that it is a preview: what it shows of drafts was never published")
	}
	others := x != nil && x.Sources != "" && x.Sources != known.Sources // a program that does not tell the digest says nothing of its sources
	onlyIndex := len(differs) == 1 && differs[indexName].Rule == Altered
	switch {
	case x == nil || x.Generator == known.Generator && x.Sources == known.Sources:
		for _, name := range sortedKeys(differs) {
			if !r.said(name) {
				r.problem(name, differs[name].Rule, differs[name].Message)
			}
		}
	case onlyIndex && others && x.Generator == known.Generator:
		r.Unknown = append(r.Unknown, "the site was built from sources that differ from those here in nothing that it shows")
	case onlyIndex:
		r.Unknown = append(r.Unknown, fmt.Sprintf("%s built the site, and this is %s: they made the same files", named(x.Generator), known.Generator))
	case others:
		r.problem(indexName, OutOfDate, fmt.Sprintf("the site was not built from the sources as they are here: %s would be other files; "+
			"sealed files, and the pages of texts that both have, were compared; build it and look again", number(len(differs))))
	default:
		r.problem(indexName, NotCompared, fmt.Sprintf("%s built the site, and this is %s: %s differ, which may be the program's doing; "+
			"sealed files and the words of texts were compared; build it with this program and look again", named(x.Generator), known.Generator, number(len(differs))))
	}
}

func named(generator string) string {
	if generator == "" {
		return "another program, which does not say its name,"
	}
	return generator
}

func number(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

// departure says where bytes depart from those that should be.
func departure(is, should []byte) string {
	if d := difference(string(is), string(should)); d != "" {
		at := 0
		for at < len(is) && at < len(should) && is[at] == should[at] {
			at++
		}
		return fmt.Sprintf("line %d, %s", 1+bytes.Count(is[:at], []byte("\n")), d)
	}
	return "it is longer or shorter"
}

func sortedKeys[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.SortFunc(names, strings.Compare)
	return names
}
