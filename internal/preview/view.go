package preview

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"candor/internal/diag"
)

// view is one site that readers look at: its newest attempt and the files of it that were asked for.
type view struct {
	View
	now   atomic.Pointer[attempt]
	shelf shelf
}

// attempt is the outcome of making a site once. It never changes.
type attempt struct {
	tree   *Tree // that the faults speak of
	diags  diag.List
	err    error     // a fault of the machine, or of candor
	failed bool      // the tree gives no site
	good   *Snapshot // the newest good site, nil when there was none
}

// Snapshot is a good site with what a static host reads of it. It never changes.
type Snapshot struct {
	site      *Site
	number    int // rises with every snapshot of the server
	headers   []rule
	redirects []redirect
}

// look returns what a view stands at. A view that nobody looked at since the last change is made first.
func (s *Server) look(ctx context.Context, key View) *view {
	if v, ok := s.views.Load(key); ok {
		return v.(*view)
	}
	s.build.Lock()
	defer s.build.Unlock()
	if v, ok := s.views.Load(key); ok {
		return v.(*view)
	}
	v := &view{View: key}
	a := s.attempt(ctx, s.tree, key)
	if a.err == nil || ctx.Err() == nil {
		v.now.Store(a)
		s.forget(key)
		s.views.Store(key, v)
		return v
	}
	v.now.Store(a)
	return v
}

// kept is how many views the server keeps besides the first one: a reader who steps through time leaves many behind.
const kept = 4

// forget drops a view that no browser shows when there are too many.
func (s *Server) forget(but View) {
	var idle []View
	n := 0
	s.views.Range(func(k, _ any) bool {
		n++
		if key := k.(View); key != s.o.Start && key != but && !s.clients.show(key) {
			idle = append(idle, key)
		}
		return true
	})
	for _, key := range idle {
		if n <= kept {
			return
		}
		s.views.Delete(key)
		n--
	}
}

// adopt takes a tree whose files read as before.
func (s *Server) adopt(tree *Tree) {
	s.build.Lock()
	defer s.build.Unlock()
	s.tree = tree
}

// rebuild makes the first view and those that a browser shows anew, and tells the browsers. While more changes may wait a failure is
// withheld, half a checkout being no fault of the sources; the tree is then to be built again, whatever becomes of these changes.
func (s *Server) rebuild(ctx context.Context, tree *Tree, more func() bool) (r Report, withheld bool) {
	s.build.Lock()
	defer s.build.Unlock()
	s.tree = tree
	if _, ok := s.views.Load(s.o.Start); !ok {
		s.views.Store(s.o.Start, &view{View: s.o.Start})
	}
	s.views.Range(func(k, val any) bool {
		key, v := k.(View), val.(*view)
		if key != s.o.Start && !s.clients.show(key) {
			s.views.Delete(key)
			return true
		}
		a := s.attempt(ctx, tree, key)
		if ctx.Err() != nil {
			return false
		}
		old := v.now.Load()
		if key == s.o.Start {
			r = Report{Diags: a.diags, Err: a.err, Failed: a.failed, Base: "/"}
			if a.good != nil {
				r.Base = a.good.site.Base
				r.Pages = a.good.site.Pages
			}
		}
		if a.failed && old != nil {
			if more() && !old.failed {
				withheld = true
				return true
			}
			a.good = old.good
		}
		v.now.Store(a)
		return true
	})
	s.ready()
	s.clients.poke()
	return r, withheld
}

// attempt makes a site and survives whatever happens in it: a preview never ends because of a source.
func (s *Server) attempt(ctx context.Context, tree *Tree, key View) (a *attempt) {
	a = &attempt{tree: tree}
	defer func() {
		if p := recover(); p != nil {
			a.good, a.failed, a.err = nil, true, fmt.Errorf("a fault of candor itself: %v\n%s", p, debug.Stack())
		}
	}()
	site, diags, err := s.o.Build(ctx, tree, key)
	a.diags, a.err, a.failed = diags, err, err != nil || site == nil
	if !a.failed {
		s.number++
		a.good, a.err = snapshot(site, s.number)
		a.failed = a.err != nil
	}
	return a
}

func snapshot(site *Site, number int) (*Snapshot, error) {
	n := &Snapshot{site: site, number: number}
	text, err := n.text("_headers")
	if err != nil {
		return nil, err
	}
	n.headers = parseHeaders(text)
	text, err = n.text("_redirects")
	if err != nil {
		return nil, err
	}
	n.redirects = parseRedirects(text)
	return n, nil
}

func (n *Snapshot) text(name string) ([]byte, error) {
	f := n.site.File(name)
	if f == nil {
		return nil, nil
	}
	return f.Bytes()
}

// until is when the first of the days that are shown ends, zero for never.
func (s *Server) until() time.Time {
	var first time.Time
	s.views.Range(func(_, val any) bool {
		if a := val.(*view).now.Load(); a != nil && a.good != nil && !a.good.site.Until.IsZero() {
			if u := a.good.site.Until; first.IsZero() || u.Before(first) {
				first = u
			}
		}
		return true
	})
	return first
}

// due reports whether a day that is shown has ended.
func (s *Server) due() bool {
	u := s.until()
	return !u.IsZero() && !time.Now().Before(u)
}

// shelf keeps the bytes of files that were asked for, the newest few hundred: a page that cannot be made any more is still shown as it
// last was, and one that has not changed is not made twice.
type shelf struct {
	mu    sync.Mutex
	items map[string]*item
	clock int
}

type item struct {
	snapshot, used int
	data           []byte
}

// The bounds of a shelf: files, and bytes of one file.
const (
	shelfFiles = 256
	shelfBytes = 1 << 20
)

// bytes returns a file of a snapshot. When it cannot be made, the bytes that it last had come with the error.
func (v *view) bytes(n *Snapshot, f *File) (data []byte, err error) {
	if data := v.shelf.get(f.Path, n.number); data != nil {
		return data, nil
	}
	defer func() {
		if p := recover(); p != nil {
			data, err = v.shelf.get(f.Path, 0), fmt.Errorf("make %s: a fault of candor itself: %v\n%s", f.Path, p, debug.Stack())
		}
	}()
	data, err = f.Bytes()
	if err != nil {
		return v.shelf.get(f.Path, 0), err
	}
	v.shelf.put(f.Path, n.number, data)
	return data, nil
}

// get returns a file as it is in a snapshot, or as it last was for snapshot 0; nil when it is not there.
func (h *shelf) get(path string, snapshot int) []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	i := h.items[path]
	if i == nil || snapshot != 0 && i.snapshot != snapshot {
		return nil
	}
	h.clock++
	i.used = h.clock
	return i.data
}

func (h *shelf) put(path string, snapshot int, data []byte) {
	if len(data) > shelfBytes {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.items == nil {
		h.items = map[string]*item{}
	}
	if h.items[path] == nil && len(h.items) >= shelfFiles {
		oldest := path
		for p, i := range h.items {
			if oldest == path || i.used < h.items[oldest].used {
				oldest = p
			}
		}
		delete(h.items, oldest)
	}
	h.clock++
	h.items[path] = &item{snapshot, h.clock, data}
}
