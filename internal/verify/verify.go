// Package verify holds a built or a served site against the seals and, where the sources are at hand, against the site that they make.
//
// In comes the place of a site, the day, and what the center would make for the site's day where the center is at hand; out come the
// problems. With the center every byte of every file is compared, and files that the center does not make are found as far as they can be:
// all of a folder, of a host those that something leads to. Without it the site is held against its own seals alone: whoever rewrites texts,
// list and index together is not found out that way, and [Report.Unknown] says so. The package does not know where the site is.
package verify

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"candor/internal/civil"
	"candor/internal/seal"
	"candor/internal/source"
)

// Get returns a file of the site by its path below the site's root. ok is false where the site has no such file. An error is a fault of the
// machine or of the network, or a [*Moved].
type Get func(ctx context.Context, path string) (data []byte, ok bool, err error)

// Moved is the error of a host that leads on from the address of a file to another one.
type Moved struct{ To string }

func (m *Moved) Error() string { return "leads on to " + m.To }

// Place is where a site is.
type Place struct {
	Get  Get
	List func(ctx context.Context) ([]string, error) // the paths of all files of a folder; nil for a host, which cannot be asked
}

// Built is what a site says of how it was built.
type Built struct {
	Day       civil.Date
	Address   string
	DayStated bool // for a day that was asked for
	Preview   bool // with drafts
}

// Center gives what is known of a site where the sources are at hand; nil where there is no center.
type Center func(ctx context.Context, b Built) (*Known, error)

// Known is what a center says of its site on a day.
type Known struct {
	Sums *seal.Sums
	// Exact says that the center can make the site of the day: Sums are those that are public on it. Otherwise they are all that the center has,
	// of which those of later days need not be in the site, and Fault says why.
	Exact     bool
	Fault     string
	Paths     []string // of all files that the center makes for the day
	File      Get      // a file as the center makes it
	Generator string   // the program that makes it
	Address   string   // that config.toml gives
	Sources   string   // the digest of what it is made from
	// Next is the next date after the day on which the site changes, zero for none or where it is not known. The sources know of dates that the
	// site must not tell: a version that was scheduled is in no file of it.
	Next civil.Date
}

// Problem is what is wrong with a file of the site.
type Problem struct {
	Path    string `json:"path"`
	Rule    string `json:"rule"` // one of package seal, or of this package
	Message string `json:"message"`
}

// Report is what was found.
type Report struct {
	Schema     int        `json:"schema"`
	Result     Outcome    `json:"result"`
	Generator  string     `json:"generator,omitempty"` // the program that built the site, as far as it says
	BuiltAsOf  civil.Date `json:"built_as_of,omitzero"`
	ValidUntil civil.Date `json:"valid_until,omitzero"`
	Files      int        `json:"files"`    // sealed files that were read and are as they were sealed
	Pages      int        `json:"pages"`    // pages of texts that were read and carry the seal of their source
	Compared   int        `json:"compared"` // files that are, byte for byte, those that the center makes
	Skipped    []string   `json:"skipped"`  // files for the host alone, which a host does not serve
	Unknown    []string   `json:"unknown"`  // what could not be known, for people
	Problems   []Problem  `json:"problems"`

	mu    sync.Mutex
	equal map[string]bool // the files that are byte for byte those of the center
}

// The rules of this package.
const (
	OutOfDate   = "out-of-date"  // the site was not built since it changed
	PageSource  = "page-source"  // a page does not carry the seal of the text that it shows, or shows other words than the text
	PageActive  = "page-active"  // a page does or loads what no page of candor does
	Altered     = "site-altered" // a file is not, byte for byte, the one that the center makes
	Lacks       = "site-lacks"   // a file that the center makes is not there
	Foreign     = "site-foreign" // a file that the center does not make
	NotCompared = "not-compared" // the center is at hand, and could not be held against the site
)

// indexName is the file in which a site says what it holds.
const indexName = "center.json"

// Outcome is what a report comes to. What was altered decides; else what is out of date, since it has to be built before more can be known.
type Outcome string

// What a report comes to.
const (
	AsBuilt      Outcome = "as-built"
	IsAltered    Outcome = "altered"
	IsOutOfDate  Outcome = "out-of-date"
	CouldNotLook Outcome = "not-compared"
)

func outcome(problems []Problem) Outcome {
	out := AsBuilt
	for _, p := range problems {
		switch {
		case p.Rule != OutOfDate && p.Rule != NotCompared:
			return IsAltered
		case p.Rule == OutOfDate:
			out = IsOutOfDate
		case out == AsBuilt:
			out = CouldNotLook
		}
	}
	return out
}

// atOnce is how many files are read at a time, so that a host is not flooded.
const atOnce = 4

// Site verifies a site. today is the day in the center's time zone; center is nil where the sources are not at hand.
func Site(ctx context.Context, place Place, today func(zone string) civil.Date, center Center) (*Report, error) {
	r := &Report{Schema: 2, Skipped: []string{}, Unknown: []string{}, Problems: []Problem{}, equal: map[string]bool{}}
	x, err := r.readIndex(ctx, place.Get)
	if err != nil {
		return nil, err
	}
	known, err := r.ask(ctx, center, x)
	if err != nil {
		return nil, err
	}
	if x != nil {
		r.age(x, known, today(x.TimeZone))
	}
	differs, err := r.bytes(ctx, place, x, known)
	if err != nil {
		return nil, err
	}
	if err := r.proof(ctx, place.Get, x, known); err != nil {
		return nil, err
	}
	r.conclude(x, known, differs)
	slices.SortFunc(r.Problems, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule)) })
	r.Result = outcome(r.Problems)
	return r, nil
}

// ask returns what the center knows of the site, nil where there is none.
func (r *Report) ask(ctx context.Context, center Center, x *index) (*Known, error) {
	var known *Known
	if center != nil {
		var b Built
		if x != nil {
			b = Built{Day: x.BuiltAsOf, Address: x.Address, DayStated: x.DayStated, Preview: x.Preview}
		}
		var err error
		if known, err = center(ctx, b); err != nil {
			return nil, err
		}
	}
	if known == nil {
		r.Unknown = append(r.Unknown, "the sources are not at hand: the site was held against its own list of seals, and its pages were not compared with what the texts "+
			"say; whoever rewrites texts, pages and list together is not found out this way")
	}
	return known, nil
}

func (r *Report) problem(path, rule, message string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Problems = append(r.Problems, Problem{path, rule, message})
}

// said reports whether something is said of a file already.
func (r *Report) said(path string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Path == path })
}

// age holds the site's day against today: neither the date that the site gives for its next change nor the one that the center knows has come.
func (r *Report) age(x *index, known *Known, now civil.Date) {
	r.ValidUntil = x.ValidUntil
	next := x.ValidUntil
	if known != nil && !known.Next.IsZero() && (next.IsZero() || known.Next.Before(next)) {
		next = known.Next
	}
	switch {
	case x.BuiltAsOf.After(now):
		r.problem(indexName, OutOfDate, fmt.Sprintf("the site was built as of %s, a day to come: today is %s", r.BuiltAsOf, now))
	case !next.IsZero() && !now.Before(next):
		r.problem(indexName, OutOfDate, fmt.Sprintf("the site was built as of %s and changed on %s; today is %s: build it", r.BuiltAsOf, next, now))
	}
}

// proof holds the site against its own seals, and these against the center's. What is byte for byte as the center makes it is not read again.
func (r *Report) proof(ctx context.Context, get Get, x *index, known *Known) error {
	text, ok, err := get(ctx, source.Seals)
	if err != nil && !r.moved(source.Seals, err) {
		return err
	}
	if !ok {
		r.problem(source.Seals, seal.RuleMissing, "is not there: nothing can be proven of this site")
		return nil
	}
	sums, faults := seal.Parse(text)
	for _, f := range faults {
		r.problem(source.Seals, f.Rule, fmt.Sprintf("line %d: %s", f.Pos.Line, f.Message))
	}
	group, reading := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, l := range sums.Lines {
		group.Go(func() error { return r.file(reading, get, known, l) })
	}
	if x != nil {
		r.indexed(x, sums)
		for _, p := range x.shown() {
			group.Go(func() error { return r.page(reading, get, known, p) })
		}
	}
	if err := group.Wait(); err != nil {
		return err
	}
	r.compare(sums, known, x != nil && known != nil && x.Sources == known.Sources)
	return nil
}

// file reads a sealed file.
func (r *Report) file(ctx context.Context, get Get, known *Known, l seal.Line) error {
	if r.equal[l.Path] && known.seals(l) {
		r.count(&r.Files)
		return nil
	}
	data, ok, err := get(ctx, l.Path)
	if err != nil {
		if r.moved(l.Path, err) {
			return nil
		}
		return err
	}
	sum := sha256.Sum256(data)
	switch {
	case !ok:
		r.problem(l.Path, seal.RuleArchive, "is sealed and not there")
	case sum != l.Sum:
		r.problem(l.Path, seal.RuleBroken, fmt.Sprintf("is not what was sealed: %s, and the seal is %s", hex.EncodeToString(sum[:]), l.Hex()))
	default:
		r.count(&r.Files)
	}
	return nil
}

// seals reports whether the center gives a file the same seal.
func (k *Known) seals(l seal.Line) bool {
	own, ok := k.Sums.Find(l.Path)
	return ok && own.Sum == l.Sum
}

func (r *Report) count(n *int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	*n++
}

// moved reports whether an error says that a host leads on from the address of a file, and says so of the file, once.
func (r *Report) moved(path string, err error) bool {
	var m *Moved
	if !errors.As(err, &m) {
		return false
	}
	if !r.said(path) {
		r.problem(path, Altered, "its address leads on to "+m.To)
	}
	return true
}

// compare holds the site's seals against the center's, both ways where it is known which of them were public on the site's day. What was sealed on
// that day may have been sealed after the site was built, unless it says that it was built from these sources.
func (r *Report) compare(site *seal.Sums, known *Known, sameSources bool) {
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
		case own.Sealed != l.Sealed:
			r.problem(l.Path, seal.RuleConflict, fmt.Sprintf("the site says that it was sealed on %s, and the center on %s", l.Sealed, own.Sealed))
		}
	}
	for _, l := range known.Sums.Lines {
		if _, ok := site.Find(l.Path); !known.Exact || ok {
			continue
		}
		if sameSources || l.Sealed.Before(r.BuiltAsOf) {
			r.problem(l.Path, seal.RuleMissing, fmt.Sprintf("was public on %s and is sealed in the center, and the site has no seal of it: build it", r.BuiltAsOf))
		} else {
			r.problem(l.Path, OutOfDate, fmt.Sprintf("was sealed on %s, and the site has no seal of it: build it", l.Sealed))
		}
	}
}
