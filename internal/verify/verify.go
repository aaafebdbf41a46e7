// Package verify holds a built or a served site against the seals (SPEC, section 7).
//
// In comes a function that gets a file of the site by its path, the day, and the seals of the center where they are at hand; out come the
// problems: a sealed file that is gone or is another, a seal that the center has and the site has not or has otherwise, a site that is out
// of date. The package does not know where the site is.
package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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

// Problem is what is wrong with a file of the site.
type Problem struct {
	Path    string `json:"path"`
	Rule    string `json:"rule"` // "seal-broken", "promise-archive", "seal-missing" or "out-of-date"
	Message string `json:"message"`
}

// Report is what was found.
type Report struct {
	BuiltAsOf  civil.Date `json:"built_as_of"`
	ValidUntil civil.Date `json:"valid_until,omitzero"`
	Files      int        `json:"files"` // sealed files that were read and are as they were sealed
	Problems   []Problem  `json:"problems"`
}

// OutOfDate is the rule of a site that was not built on the day on which it changes.
const OutOfDate = "out-of-date"

// atOnce is how many files are read at a time, so that a host is not flooded.
const atOnce = 4

// Site verifies a site. today is the day in the center's time zone; center are the seals of the sources, nil where they are not at hand.
func Site(ctx context.Context, get Get, today func(zone string) civil.Date, center *seal.Sums) (*Report, error) {
	r := &Report{Problems: []Problem{}}
	if err := r.age(ctx, get, today); err != nil {
		return nil, err
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
	if err := r.files(ctx, get, sums); err != nil {
		return nil, err
	}
	r.compare(sums, center)
	slices.SortFunc(r.Problems, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule)) })
	return r, nil
}

func (r *Report) problem(path, rule, message string) {
	r.Problems = append(r.Problems, Problem{path, rule, message})
}

// age holds the site's day against today.
func (r *Report) age(ctx context.Context, get Get, today func(zone string) civil.Date) error {
	const name = "center.json"
	text, ok, err := get(ctx, name)
	if err != nil {
		return err
	}
	var index struct {
		BuiltAsOf  civil.Date `json:"built_as_of"`
		ValidUntil civil.Date `json:"valid_until"`
		TimeZone   string     `json:"time_zone"`
	}
	if !ok || json.Unmarshal(text, &index) != nil || index.BuiltAsOf.IsZero() {
		r.problem(name, OutOfDate, "is not there or cannot be read: the day of this site is not known")
		return nil
	}
	r.BuiltAsOf, r.ValidUntil = index.BuiltAsOf, index.ValidUntil
	if now := today(index.TimeZone); !r.ValidUntil.IsZero() && !now.Before(r.ValidUntil) {
		r.problem(name, OutOfDate, fmt.Sprintf("the site was built as of %s and changed on %s; today is %s: build it", r.BuiltAsOf, r.ValidUntil, now))
	}
	return nil
}

// files reads every sealed file.
func (r *Report) files(ctx context.Context, get Get, sums *seal.Sums) error {
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, l := range sums.Lines {
		group.Go(func() error {
			data, ok, err := get(ctx, l.Path)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(data)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case !ok:
				r.problem(l.Path, seal.RuleArchive, "is sealed and not there")
			case sum != l.Sum:
				r.problem(l.Path, seal.RuleBroken, fmt.Sprintf("is not what was sealed: %s, and the seal is %s", hex.EncodeToString(sum[:]), l.Hex()))
			default:
				r.Files++
			}
			return nil
		})
	}
	return group.Wait()
}

// compare holds the site's seals against the center's. A seal that only the center has may be of what is not public yet, so those made
// after the site's day, or of files that the site does not know, say nothing; one that the site has otherwise does.
func (r *Report) compare(site, center *seal.Sums) {
	if center == nil {
		return
	}
	for _, l := range site.Lines {
		own, ok := center.Find(l.Path)
		switch {
		case !ok:
			r.problem(l.Path, seal.RuleLost, "is sealed in the site, and the center has no seal of it")
		case own.Sum != l.Sum:
			r.problem(l.Path, seal.RuleConflict, fmt.Sprintf("the site's seal is %s, and the center's is %s", l.Hex(), own.Hex()))
		}
	}
}
