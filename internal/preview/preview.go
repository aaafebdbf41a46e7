// Package preview serves the newest good site from memory while its sources are being edited.
//
// In come the center's folder and a function that makes a site of a [Tree]; out come answers over HTTP as a static host would give
// them, with a bar at the foot of each page: the as-of date, drafts, languages, the page's source and everything that is wrong with the
// sources. A change on disk is a new tree, a new tree is a new site, and only the browsers whose page differs are told. Nothing is
// written, and the package knows nothing of policies: what a page is and which dates there are comes in as plain values.
//
//	wake-up (events, or a clock) ──> Tree ──> Build ──> Snapshot ──> requests, event streams
package preview

import (
	"context"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"candor/internal/civil"
	"candor/internal/diag"
)

// View is which site a reader of the preview wants.
type View struct {
	AsOf   civil.Date // zero: today
	Drafts bool
}

// Site is a site of one day as the preview needs it. It does not change.
type Site struct {
	Day            civil.Date
	Previous, Next civil.Date // the nearest dates on which the site changes, zero for none
	Until          time.Time  // when the day ends, zero for a day that was asked for
	Base           string     // path below which the site stands: "/" or "/legal/"
	Pages          int
	File           func(path string) *File // by its path below the output folder, nil where the site has none
}

// File is one file of the site.
type File struct {
	Path  string // below the output folder
	Bytes func() ([]byte, error)
	Page  func() *Page // nil where the file is no page
}

// Page is what the bar says of a page.
type Page struct {
	Lang      string
	Sources   []string // files of the center that its text comes from
	Languages []Link   // the same page in the other languages of the center
	Redline   string   // address of the redline of a draft against the text in force, "" for none
}

// Link is a name and a root-relative address.
type Link struct{ Name, URL string }

// Build makes the site of a view from a tree. The site is nil when the diagnostics hold an error; an error is a fault of the machine.
// It is called by one goroutine at a time, and what it returns must depend on the tree and the view alone, apart from today's date.
type Build func(ctx context.Context, tree fs.FS, v View) (*Site, diag.List, error)

// Report is what happened, for the terminal.
type Report struct {
	First   bool
	Base    string        // path of the site, "/" while there is none
	Changed []string      // files of the center, sorted
	Took    time.Duration // from the wake-up to the new site
	Pages   int
	Diags   diag.List
	Failed  bool   // the last good site is still shown
	Err     error  // a fault of the machine
	Note    string // something to be said once, such as that the preview polls
}

// Options says what is previewed and how.
type Options struct {
	Dir    string   // the center's folder
	Roots  []string // the files and folders in it that a site is made from
	Ignore func(path string) bool
	Build  Build
	Start  View          // what is shown to a reader who chose nothing
	Poll   time.Duration // look at the files this often instead of waiting for events; zero: wait for events
	Hosts  []string      // host names that are answered besides IP addresses and localhost
	Report func(Report)  // called by one goroutine at a time
}

// How long the preview waits.
const (
	gather   = 50 * time.Millisecond  // after a rebuild, for more events
	settled  = 500 * time.Millisecond // after the last change, before everything is looked at once more
	rescan   = 10 * time.Second       // between two looks at everything
	fallback = time.Second            // between two looks where events are not to be had
)

// Server is a running preview. Make one with [New].
type Server struct {
	o Options

	build   sync.Mutex // held while a site is made and while tree, number and views change
	tree    *Tree
	number  int      // of the newest snapshot
	views   sync.Map // View to *view
	clients clients

	started, ended chan struct{} // closed after the first build, and when the preview ends
	once           sync.Once
}

// New returns a preview that has read nothing yet.
func New(o Options) *Server {
	if o.Ignore == nil {
		o.Ignore = func(string) bool { return false }
	}
	if o.Report == nil {
		o.Report = func(Report) {}
	}
	return &Server{o: o, tree: emptyTree(), started: make(chan struct{}), ended: make(chan struct{})}
}

// Run reads the center, makes its site and keeps it new until the context ends. It returns nil then, and an error when the preview
// cannot go on. Requests are answered from the first build on; those that come earlier wait for it.
func (s *Server) Run(ctx context.Context) error {
	defer close(s.ended)
	return newLoop(s).run(ctx)
}

// ready lets the requests in that wait for the first build.
func (s *Server) ready() { s.once.Do(func() { close(s.started) }) }

// Handler answers requests. Event streams end when the context of their request does.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }
