package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// clients are the browsers that listen.
type clients struct {
	mu  sync.Mutex
	all map[*client]bool
}

type client struct {
	view View
	wake chan struct{} // holds one
}

func (c *clients) join(v View) *client {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all == nil {
		c.all = map[*client]bool{}
	}
	one := &client{view: v, wake: make(chan struct{}, 1)}
	c.all[one] = true
	return one
}

func (c *clients) leave(one *client) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.all, one)
}

// show reports whether a browser shows a view.
func (c *clients) show(v View) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for one := range c.all {
		if one.view == v {
			return true
		}
	}
	return false
}

// poke has every browser's page looked at again.
func (c *clients) poke() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for one := range c.all {
		select {
		case one.wake <- struct{}{}:
		default:
		}
	}
}

// breath is how often an idle stream says that it lives, so that nothing on the way closes it.
const breath = 25 * time.Second

// events streams to one browser what changes on the page that it shows: "page" when the page's own bytes differ, "style" when only a
// style sheet does, "bar" when the bar does. The browser says what it has, so nothing is missed between a page and its stream, nor over
// a restart.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	address := q.Get("page")
	has := shown{q.Get("have"), q.Get("style"), q.Get("bar")}
	one := s.clients.join(s.chosen(r))
	defer s.clients.leave(one)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprint(w, "retry: 300\n\n")
	out := http.NewResponseController(w)
	tick := time.NewTicker(breath)
	defer tick.Stop()
	for {
		if r.Method == http.MethodHead || !s.tell(w, r, one.view, address, &has) || out.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-s.ended:
			return
		case <-one.wake:
		case <-tick.C:
			fmt.Fprint(w, ": \n\n")
		}
	}
}

// shown is what a browser has of a page, as digests.
type shown struct{ page, style, bar string }

// tell sends what differs from what a browser has, and reports whether it could.
func (s *Server) tell(w http.ResponseWriter, r *http.Request, key View, address string, has *shown) bool {
	v := s.look(r.Context(), key)
	a := v.answer(address)
	bar := s.bar(v, a, address)
	page, styles := stamp(a)
	now := shown{page, digest([]byte(strings.Join(styles, " "))), digest([]byte(bar))}
	var name string
	var data any
	switch {
	case now.page != has.page:
		name, data = "page", map[string]string{"page": address, "have": now.page}
	case now.style != has.style:
		name, data = "style", map[string]any{"style": now.style, "sheets": styles}
		if !send(w, name, data) {
			return false
		}
		name = ""
	}
	if name == "" && now.bar != has.bar {
		name, data = "bar", map[string]string{"bar": now.bar, "html": bar}
	}
	*has = now
	return name == "" || send(w, name, data)
}

func send(w http.ResponseWriter, name string, data any) bool {
	text, err := json.Marshal(data)
	if err != nil {
		return false
	}
	_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", name, text)
	return err == nil
}

var sheet = regexp.MustCompile(`([^"'= >]*assets/[\w-]+)\.[0-9a-f]{6,}\.css`)

// stamp returns the digest of a page, style sheets left out, and the addresses of these.
func stamp(a answer) (page string, styles []string) {
	if a.location != "" {
		return digest([]byte(a.location)), nil
	}
	for _, m := range sheet.FindAll(a.body, -1) {
		styles = append(styles, string(m))
	}
	return digest(fmt.Appendf(nil, "%d %s %s", a.status, a.name, sheet.ReplaceAll(a.body, []byte("$1.css")))), styles
}
