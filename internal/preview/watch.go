package preview

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// watcher wakes the loop when something happens in a watched folder. Events are hints of where to look, never facts.
type watcher struct {
	dir    string
	keep   func(string) bool
	notify *fsnotify.Watcher
	add    func(folder string) error // notify.Add
	over   map[string]fs.FileInfo    // watched folders and what they were when the watch was set

	mu    sync.Mutex
	dirty map[string]bool
	all   bool          // events were lost: look at everything
	wake  chan struct{} // holds one
	ended chan struct{}
}

// watch returns a watcher without any folder.
func watch(dir string, keep func(string) bool) (*watcher, error) {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{dir: dir, keep: keep, notify: n, add: n.Add, over: map[string]fs.FileInfo{}, dirty: map[string]bool{}, wake: make(chan struct{}, 1), ended: make(chan struct{})}
	go w.listen()
	return w, nil
}

func (w *watcher) listen() {
	defer close(w.ended)
	events, faults := w.notify.Events, w.notify.Errors
	for events != nil || faults != nil {
		select {
		case e, open := <-events:
			if !open {
				events = nil
				continue
			}
			w.note(e)
		case _, open := <-faults:
			if !open {
				faults = nil
				continue
			}
			w.mark("", true) // the queue ran over, or a watch broke
		}
	}
}

func (w *watcher) note(e fsnotify.Event) {
	rel, err := filepath.Rel(w.dir, e.Name)
	if err != nil {
		return
	}
	p := filepath.ToSlash(rel)
	switch {
	case p == ".":
		w.mark("", true)
	case w.keep(p):
		w.mark(p, false)
	}
}

func (w *watcher) mark(p string, all bool) {
	w.mu.Lock()
	if all {
		w.all = true
	} else {
		w.dirty[p] = true
	}
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// take returns the paths that events named since the last call, nil with all true when everything is to be looked at.
func (w *watcher) take() (dirty []string, all bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for p := range w.dirty {
		dirty = append(dirty, p)
	}
	all = w.all
	clear(w.dirty)
	w.all = false
	if all {
		return nil, true
	}
	return dirty, false
}

// pending reports whether events wait to be taken.
func (w *watcher) pending() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all || len(w.dirty) > 0
}

// follow watches exactly the folders of a tree. It returns those that are newly watched: what happened in them before the watch is
// to be looked for. It fails when the system grants no more watches.
func (w *watcher) follow(t *Tree) (added []string, err error) {
	for p, was := range w.over {
		if f := t.folders[p]; f == nil || f.info == nil || !os.SameFile(was, f.info) {
			// The watch of a folder that is gone went with it; the error says no more than that.
			_ = w.notify.Remove(w.path(p))
			delete(w.over, p)
		}
	}
	for p, f := range t.folders {
		if w.over[p] != nil || f.info == nil {
			continue
		}
		err := w.add(w.path(p))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		w.over[p] = f.info
		added = append(added, p)
	}
	slices.Sort(added)
	return added, nil
}

func (w *watcher) path(p string) string { return filepath.Join(w.dir, filepath.FromSlash(p)) }

// close ends every watch and waits for the listener.
func (w *watcher) close() {
	_ = w.notify.Close() // nothing was written; there is nothing to lose
	<-w.ended
}

// exhausted reports whether an error means that the system grants no more watches.
func exhausted(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
