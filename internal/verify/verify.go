// Package verify holds a built or a served site against the seals (SPEC, section 7).
//
// In comes a function that gets a file of the site by its path, the day, and the seals of the center where they are at hand; out come the
// problems: a sealed file that is gone or is another, a page that was not made from the sealed text, a seal that the center has and the site
// has not or has otherwise, a site that is out of date. The package does not know where the site is.
package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"candor/internal/civil"
	"candor/internal/seal"
	"candor/internal/source"
)

// Get returns a file of the site by its path below the site's root. ok is false where the site has no such file; an error is a fault of
// the machine or of the network.
type Get func(ctx context.Context, path string) (data []byte, ok bool, err error)

// Center gives what is known of a day where the sources are at hand; nil where there is no center.
type Center func(ctx context.Context, day civil.Date) (*Known, error)

// Known is what a center says of its site on a day.
type Known struct {
	Sums  *seal.Sums
	Exact bool // Sums are those that are public on the day; else all that the center has, of which those of later days need not be in the site
	Page  Get  // a page as the center makes it for the day; nil where it cannot be made
	// Next is the next date after the day on which the site changes, zero for none or where it is not known. The sources know of dates that the
	// site must not tell: a version that was scheduled is in no file of it.
	Next civil.Date
}

// Problem is what is wrong with a file of the site.
type Problem struct {
	Path    string `json:"path"`
	Rule    string `json:"rule"` // one of package seal, OutOfDate or PageSource
	Message string `json:"message"`
}

// Report is what was found.
type Report struct {
	Schema     int        `json:"schema"`
	BuiltAsOf  civil.Date `json:"built_as_of,omitzero"`
	ValidUntil civil.Date `json:"valid_until,omitzero"`
	Files      int        `json:"files"` // sealed files that were read and are as they were sealed
	Pages      int        `json:"pages"` // pages of texts that were read, carry the seal of their source and show its words
	Problems   []Problem  `json:"problems"`
	mu         sync.Mutex
}

// The rules of this package.
const (
	OutOfDate  = "out-of-date" // the site was not built on the day on which it changes
	PageSource = "page-source" // a page does not carry the seal of the text that it shows, or shows other words than the text
)

// atOnce is how many files are read at a time, so that a host is not flooded.
const atOnce = 4

// Site verifies a site. today is the day in the center's time zone; center is nil where the sources are not at hand.
func Site(ctx context.Context, get Get, today func(zone string) civil.Date, center Center) (*Report, error) {
	r := &Report{Schema: 1, Problems: []Problem{}}
	x, err := r.readIndex(ctx, get)
	if err != nil {
		return nil, err
	}
	known := &Known{}
	if center != nil {
		if known, err = center(ctx, r.BuiltAsOf); err != nil {
			return nil, err
		}
	}
	if x != nil {
		r.age(x, known, today(x.TimeZone))
	}
	text, ok, err := get(ctx, source.Seals)
	if err != nil {
		return nil, err
	}
	if !ok {
		r.problem(source.Seals, seal.RuleMissing, "is not there: nothing can be proven of this site")
		return r, nil
	}
	sums, faults := seal.Parse(text)
	for _, f := range faults {
		r.problem(source.Seals, f.Rule, fmt.Sprintf("line %d: %s", f.Pos.Line, f.Message))
	}
	group, reading := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, l := range sums.Lines {
		group.Go(func() error { return r.file(reading, get, l) })
	}
	if x != nil {
		r.indexed(x, sums)
		for _, p := range x.shown() {
			group.Go(func() error { return r.page(reading, get, known, p) })
		}
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	r.compare(sums, known)
	slices.SortFunc(r.Problems, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule)) })
	return r, nil
}

func (r *Report) problem(path, rule, message string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Problems = append(r.Problems, Problem{path, rule, message})
}

// age holds the site's day against today: neither the date that the site gives for its next change nor the one that the center knows has come.
func (r *Report) age(x *index, known *Known, now civil.Date) {
	r.ValidUntil = x.ValidUntil
	next := x.ValidUntil
	if known != nil && !known.Next.IsZero() && (next.IsZero() || known.Next.Before(next)) {
		next = known.Next
	}
	if !next.IsZero() && !now.Before(next) {
		r.problem(indexName, OutOfDate, fmt.Sprintf("the site was built as of %s and changed on %s; today is %s: build it", r.BuiltAsOf, next, now))
	}
}

// file reads a sealed file.
func (r *Report) file(ctx context.Context, get Get, l seal.Line) error {
	data, ok, err := get(ctx, l.Path)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	switch {
	case !ok:
		r.problem(l.Path, seal.RuleArchive, "is sealed and not there")
	case sum != l.Sum:
		r.problem(l.Path, seal.RuleBroken, fmt.Sprintf("is not what was sealed: %s, and the seal is %s", hex.EncodeToString(sum[:]), l.Hex()))
	default:
		r.mu.Lock()
		defer r.mu.Unlock()
		r.Files++
	}
	return nil
}

// compare holds the site's seals against the center's, both ways where it is known which of them were public on the site's day.
func (r *Report) compare(site *seal.Sums, known *Known) {
	if known == nil || known.Sums == nil {
		return
	}
	for _, l := range site.Lines {
		own, ok := known.Sums.Find(l.Path)
		switch {
		case !ok:
			r.problem(l.Path, seal.RuleLost, "is sealed in the site, and the center has no seal of it")
		case own.Sum != l.Sum:
			r.problem(l.Path, seal.RuleConflict, fmt.Sprintf("the site's seal is %s, and the center's is %s", l.Hex(), own.Hex()))
		}
	}
	for _, l := range known.Sums.Lines {
		if _, ok := site.Find(l.Path); known.Exact && !ok {
			r.problem(l.Path, seal.RuleMissing, fmt.Sprintf("was public on %s and is sealed in the center, and the site has no seal of it: build it", r.BuiltAsOf))
		}
	}
}
