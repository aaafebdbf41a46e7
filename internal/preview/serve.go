package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"candor/internal/civil"
)

// The preview's own addresses. No file of a site can stand there: sources whose names begin with a dot are ignored.
const (
	ownPath    = "/.candor/"
	scriptPath = ownPath + "preview.js"
	stylePath  = ownPath + "preview.css"
	eventsPath = ownPath + "events"
	viewPath   = ownPath + "view"
	sourcePath = ownPath + "source"
)

// serve answers every request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin") // nothing of a preview is for pages of other origins, see opensToOrigins
	switch {
	case !s.known(r.Host):
		http.Error(w, fmt.Sprintf("This preview does not answer to the name %q. candor serve --host NAME allows a name.", r.Host), http.StatusMisdirectedRequest)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "A static host answers GET and HEAD only.", http.StatusMethodNotAllowed)
		return
	}
	select {
	case <-s.started:
	case <-r.Context().Done():
		return
	}
	if strings.HasPrefix(r.URL.Path, ownPath) {
		s.own(w, r)
		return
	}
	v := s.look(r.Context(), s.chosen(r))
	s.write(w, r, v, v.answer(r.URL.Path))
}

// known holds a Host header against rebinding of names: an attacker's name may lead to this address, an address or localhost is no
// name that an attacker can own.
func (s *Server) known(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || net.ParseIP(name) != nil {
		return true
	}
	return slices.ContainsFunc(s.o.Hosts, func(h string) bool { return strings.EqualFold(h, name) })
}

// answer is what a static host would say, before the preview adds its bar.
type answer struct {
	now      *attempt
	status   int
	location string // of a redirect
	name     string // of the file, for its type
	body     []byte
	page     *Page
	err      error // why the page could not be made; the body is the last good one
	own      bool  // a page of the preview, not of the site
}

// answer looks an address up.
func (v *view) answer(address string) answer {
	a := v.now.Load()
	n := a.good
	if n == nil {
		return answer{now: a, status: http.StatusServiceUnavailable, name: "broken.html", body: ownPage("The sources cannot be read", "This page shows the site as soon as they can."), own: true}
	}
	if to, status := n.redirect(address, true); to != "" {
		return answer{now: a, status: status, location: to}
	}
	below, inside := strings.CutPrefix(address, n.site.Base)
	if !inside {
		return v.outside(a, n, address)
	}
	f, slash := n.find(below)
	switch {
	case slash:
		return answer{now: a, status: http.StatusMovedPermanently, location: address + "/"}
	case f != nil:
		return v.file(a, n, f, http.StatusOK)
	}
	if to, status := n.redirect(address, false); to != "" {
		return answer{now: a, status: status, location: to}
	}
	if f := n.missing(below); f != nil {
		return v.file(a, n, f, http.StatusNotFound)
	}
	return answer{now: a, status: http.StatusNotFound, name: "missing.html", body: ownPage("There is no such page", ""), own: true}
}

func (v *view) outside(a *attempt, n *Snapshot, address string) answer {
	if to, status := n.redirect(address, false); to != "" {
		return answer{now: a, status: status, location: to}
	}
	if address+"/" == n.site.Base {
		return answer{now: a, status: http.StatusMovedPermanently, location: n.site.Base}
	}
	return answer{now: a, status: http.StatusNotFound, name: "outside.html", body: ownPage("The site stands below "+n.site.Base, "base_url in config.toml says so.", n.site.Base), own: true}
}

func (v *view) file(a *attempt, n *Snapshot, f *File, status int) answer {
	data, err := v.bytes(n, f)
	out := answer{now: a, status: status, name: f.Path, body: data, err: err}
	if data == nil && err != nil {
		out.status, out.body, out.own, out.name = http.StatusInternalServerError, ownPage("This page cannot be made", err.Error()), true, "fault.html"
	}
	if f.Page != nil {
		out.page = f.Page()
	}
	return out
}

// write sends an answer, pages with the bar.
func (s *Server) write(w http.ResponseWriter, r *http.Request, v *view, a answer) {
	h := w.Header()
	if a.now.good != nil && !a.own {
		a.now.good.apply(h, r.URL.Path)
	}
	if h.Get("Cache-Control") == "" || a.location != "" {
		h.Set("Cache-Control", "no-cache")
	}
	if a.location != "" {
		to := a.location
		if r.URL.RawQuery != "" && !strings.Contains(to, "?") {
			to += "?" + r.URL.RawQuery
		}
		h.Set("Location", (&url.URL{Path: to}).String())
		if u, err := url.Parse(to); err == nil {
			h.Set("Location", u.String())
		}
		w.WriteHeader(a.status)
		return
	}
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", contentType(a.name))
	}
	body := a.body
	if strings.HasSuffix(a.name, ".html") {
		page, meta := quiet(string(body))
		relax(h, meta, r.Host)
		body = inject(page, s.bar(v, a, r.URL.Path), a)
	}
	h.Set("ETag", `"`+digest(body)+`"`)
	if a.status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
		return
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader is gone; there is nobody to tell
	}
}

func digest(data []byte) string {
	h := sha256.New()
	h.Write(data)
	return short(h)
}

// short is enough of a hash to tell two states of a page apart.
func short(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:10]) }

// own answers at the preview's own addresses.
func (s *Server) own(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch r.URL.Path {
	case scriptPath:
		w.Header().Set("Content-Type", contentType(scriptPath))
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(script))
	case stylePath:
		w.Header().Set("Content-Type", contentType(stylePath))
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(style))
	case eventsPath:
		s.events(w, r)
	case viewPath:
		s.choose(w, r)
	case sourcePath:
		s.source(w, r)
	default:
		http.NotFound(w, r)
	}
}

// The view that a reader chose is kept in a cookie of the preview, so that every link of the site keeps it. Cookies do not know ports:
// the name tells two previews on one machine apart.
func cookieName(host string) string {
	if _, port, err := net.SplitHostPort(host); err == nil {
		return "candor-preview-" + port
	}
	return "candor-preview"
}

// chosen reads the cookie. What cannot be read chooses nothing.
func (s *Server) chosen(r *http.Request) View {
	v := s.o.Start
	c, err := r.Cookie(cookieName(r.Host))
	if err != nil {
		return v
	}
	date, drafts, _ := strings.Cut(c.Value, "_")
	if day, err := civil.Parse(date); err == nil {
		v.AsOf = day
	}
	switch drafts {
	case "drafts":
		v.Drafts = true
	case "public":
		v.Drafts = false
	}
	return v
}

// choose sets the cookie and leads back to where the reader was: as-of=DATE, or nothing for the first date; drafts=on or off; to=PATH.
func (s *Server) choose(w http.ResponseWriter, r *http.Request) {
	q, v := r.URL.Query(), s.chosen(r)
	if q.Has("as-of") {
		v.AsOf = s.o.Start.AsOf
		if text := q.Get("as-of"); text != "" {
			day, err := civil.Parse(text)
			if err != nil {
				http.Error(w, fmt.Sprintf("as-of: %v", err), http.StatusBadRequest)
				return
			}
			v.AsOf = day
		}
	}
	if q.Has("drafts") {
		v.Drafts = q.Get("drafts") == "on"
	}
	c := &http.Cookie{Name: cookieName(r.Host), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Value: v.AsOf.String() + "_" + map[bool]string{true: "drafts", false: "public"}[v.Drafts]}
	if v == s.o.Start {
		c.Value, c.MaxAge = "", -1
	}
	http.SetCookie(w, c)
	w.Header().Set("Location", local(q.Get("to")))
	w.WriteHeader(http.StatusSeeOther)
}

// local keeps a redirect on this host.
func local(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return (&url.URL{Path: to}).EscapedPath()
}
