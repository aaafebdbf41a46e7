package preview

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// loop is the one goroutine that reads the disk.
type loop struct {
	s       *Server
	scan    scanner
	watch   func(dir string, keep func(string) bool) (*watcher, error)
	watcher *watcher // nil while the preview polls
	poll    time.Duration
	note    string // to be said with the next report

	unsettled bool      // only the files that events named were looked at
	whole     time.Time // when everything was looked at last
	withheld  bool      // a failure of the newest tree was not shown
}

func newLoop(s *Server) *loop {
	return &loop{s: s, watch: watch, poll: s.o.Poll, scan: scanner{dir: s.o.Dir, roots: s.o.Roots, ignore: s.o.Ignore}}
}

func (l *loop) run(ctx context.Context) error {
	if l.poll == 0 {
		w, err := l.watch(l.s.o.Dir, l.scan.keep)
		if err != nil {
			l.pollInstead(err)
		} else {
			l.watcher = w
		}
	}
	defer func() {
		if l.watcher != nil {
			l.watcher.close()
		}
	}()
	l.look(ctx, nil, true)
	for l.wait(ctx) {
		dirty, all := []string(nil), true
		if l.watcher != nil && l.watcher.pending() {
			dirty, all = l.watcher.take()
		}
		if all || l.overdue() {
			dirty = nil
		}
		l.look(ctx, dirty, false)
	}
	return nil
}

// wait returns at the next event or when it is time to look at everything, and false when the context has ended.
func (l *loop) wait(ctx context.Context) bool {
	pause := l.poll
	var wake <-chan struct{}
	if l.watcher != nil {
		wake, pause = l.watcher.wake, rescan
		if l.unsettled {
			pause = settled
		}
	}
	if until := l.s.until(); !until.IsZero() {
		pause = min(pause, max(time.Until(until), time.Second))
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-wake:
	case <-timer.C:
	}
	return true
}

// look reads what may have changed and has the sites made anew. Events that come while it works, or shortly after, join its next turn.
func (l *loop) look(ctx context.Context, dirty []string, first bool) {
	started := time.Now()
	tree, changed, err := l.read(dirty)
	if errors.Is(err, errHurry) {
		l.unsettled = true
		return
	}
	if err != nil {
		l.s.o.Report(Report{Err: fmt.Errorf("read the center: %w", err)})
		return
	}
	l.unsettled = dirty != nil
	if !l.unsettled {
		l.whole = started
	}
	due := l.s.due()
	if len(changed) == 0 && !first && !due && !l.withheld {
		l.s.adopt(tree)
		return
	}
	r, withheld := l.s.rebuild(ctx, tree, l.more)
	if ctx.Err() != nil {
		return
	}
	l.withheld = withheld
	r.First, r.Changed, r.Took, r.Note, l.note = first, changed, time.Since(started), l.note, ""
	l.s.o.Report(r)
	pause := time.NewTimer(gather)
	defer pause.Stop()
	select {
	case <-ctx.Done():
	case <-pause.C:
	}
}

// overdue reports whether events have kept the loop for too long from looking at everything.
func (l *loop) overdue() bool { return time.Since(l.whole) > 2*rescan }

// more reports whether further events wait, so that what was made now will soon be made again.
func (l *loop) more() bool { return l.watcher != nil && l.watcher.pending() }

// read returns the next tree, with every folder of it watched. A look at everything gives way to events, unless it is overdue: who saves a file
// should not wait for it.
func (l *loop) read(dirty []string) (*Tree, []string, error) {
	l.scan.hurry = nil
	if dirty == nil && !l.overdue() {
		l.scan.hurry = l.more
	}
	tree, changed, err := l.scan.scan(l.s.tree, dirty)
	if err != nil {
		return nil, nil, err
	}
	for l.watcher != nil {
		added, err := l.watcher.follow(tree)
		if err != nil {
			l.watcher.close()
			l.watcher = nil
			l.pollInstead(err)
			break
		}
		if len(added) == 0 {
			break
		}
		// What was put into a new folder before its watch stood raised no event.
		var again []string
		if tree, again, err = l.scan.scan(tree, inside(added)); err != nil {
			return nil, nil, err
		}
		changed = append(changed, again...)
	}
	slices.Sort(changed)
	return tree, slices.Compact(changed), nil
}

// inside names something in each folder, so that a scan reads the folder.
func inside(folders []string) []string {
	out := make([]string, len(folders))
	for i, f := range folders {
		out[i] = f + "/."
	}
	return out
}

func (l *loop) pollInstead(err error) {
	l.poll = fallback
	why := err.Error()
	if exhausted(err) {
		why = "the system's limit of watches is reached (on Linux, fs.inotify.max_user_watches)"
	}
	l.note = fmt.Sprintf("%s: looking at the files every %s instead", why, fallback)
}
