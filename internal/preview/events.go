package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
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

// stamp returns the digest of a page, the hashes in addresses of style sheets left out, and these addresses.
func stamp(a answer) (page string, styles []string) {
	if a.location != "" {
		return digest([]byte(a.location)), nil
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d %s ", a.status, a.name)
	rest := a.body
	for {
		at := bytes.Index(rest, []byte(sheets))
		if at < 0 {
			break
		}
		begins := bytes.LastIndexAny(rest[:at], "\"'= >") + 1
		plain, ends := sheet(rest[at:])
		if ends == 0 {
			h.Write(rest[:at+len(sheets)])
			rest = rest[at+len(sheets):]
			continue
		}
		styles = append(styles, string(rest[begins:at+ends]))
		h.Write(rest[:at+plain])
		rest = rest[at+ends:]
	}
	h.Write(rest)
	return short(h), styles
}

// sheets is the folder of the style sheets of a site, whose names are NAME.HASH.css.
const sheets = "assets/"

// sheet returns where the name of a style sheet at the beginning of a text ends, and where its address does; 0 when there is none.
func sheet(text []byte) (plain, ends int) {
	name := text[len(sheets):]
	end := bytes.IndexAny(name[:min(len(name), 200)], "\"'= ><")
	if end < 0 {
		return 0, 0
	}
	stem, found := bytes.CutSuffix(name[:end], []byte(".css"))
	dot := bytes.LastIndexByte(stem, '.')
	if !found || dot <= 0 || len(stem)-dot-1 < 6 || len(bytes.Trim(stem[dot+1:], "0123456789abcdef")) > 0 {
		return 0, 0
	}
	return len(sheets) + dot, len(sheets) + end
}
