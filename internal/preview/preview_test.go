package preview_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/preview"
)

// desk is a center on disk with a preview of it. Its sites have a page for each content/NAME.md: a text with "broken" is a fault, one
// with "panic" makes the builder panic, one with "unmakeable" fails when its page is made.
type desk struct {
	*testing.T
	dir     string
	url     string
	server  *preview.Server
	mu      sync.Mutex
	reports []preview.Report
	views   []preview.View
	during  func() // what happens on disk while the next broken site is made
}

func (d *desk) build(_ context.Context, tree fs.FS, v preview.View) (*preview.Site, diag.List, error) {
	d.mu.Lock()
	d.views = append(d.views, v)
	d.mu.Unlock()
	var diags diag.List
	day := v.AsOf
	if day.IsZero() {
		day = civil.Of(2026, 11, 25)
	}
	files := map[string]*preview.File{}
	s := &preview.Site{Day: day, Base: "/legal/", File: func(path string) *preview.File { return files[path] }}
	add := func(name, text string, p func() *preview.Page) {
		files[name] = &preview.File{Path: name, Bytes: func() ([]byte, error) {
			if strings.Contains(text, "unmakeable") {
				return nil, fmt.Errorf("make %s: the template is wrong", name)
			}
			return []byte(text), nil
		}, Page: p}
	}
	err := fs.WalkDir(tree, "content", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		data, err := fs.ReadFile(tree, p)
		if err != nil {
			return err
		}
		text := string(data)
		if strings.Contains(text, "panic") {
			panic("a fault in the builder")
		}
		for i, line := range strings.Split(text, "\n") {
			if at := strings.Index(line, "broken"); at >= 0 {
				diags.Errorf(diag.Pos{File: p, Line: i + 1, Col: at + 1}, "test", "%q is broken", p)
			}
		}
		name := strings.TrimPrefix(p, "content/")
		if page, ok := strings.CutSuffix(name, ".md"); ok {
			style, _ := fs.ReadFile(tree, "templates/style")
			html := `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;"><link rel="stylesheet" href="/legal/assets/style.` +
				fmt.Sprintf("%x", "aaa"+string(style)) + `.css"></head><body><main>` + text + " on " + day.String() + fmt.Sprint(v.Drafts) + `</main></body></html>`
			add(path.Join(page, "index.html"), html, func() *preview.Page { return &preview.Page{Lang: "en", Sources: []string{p}} })
			return nil
		}
		add(name, text, nil)
		return nil
	})
	if diags.Failed() {
		d.mu.Lock()
		during := d.during
		d.during = nil
		d.mu.Unlock()
		if during != nil {
			during()
		}
	}
	if err != nil || diags.Failed() {
		return nil, diags, err
	}
	return s, diags, nil
}

// start writes files and runs a preview of them until the test ends, which then holds that nothing is left running.
func start(t *testing.T, files map[string]string, change ...func(*preview.Options)) *desk {
	t.Helper()
	d := &desk{T: t, dir: t.TempDir()}
	for name, text := range files {
		d.write(name, text)
	}
	o := preview.Options{Dir: d.dir, Roots: []string{"config.toml", "content", "templates"}, Build: d.build,
		Ignore: func(p string) bool { return strings.HasSuffix(p, "~") || strings.HasPrefix(path.Base(p), ".") },
		Report: func(r preview.Report) {
			d.mu.Lock()
			d.reports = append(d.reports, r)
			d.mu.Unlock()
		}}
	for _, c := range change {
		c(&o)
	}
	d.server = preview.New(o)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- d.server.Run(ctx) }()
	h := httptest.NewServer(d.server.Handler())
	d.url = h.URL
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		h.Close()
	})
	return d
}

func (d *desk) write(name, text string) {
	d.Helper()
	at := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

// do sends a request without following redirects.
func (d *desk) do(method, address string, header ...string) (*http.Response, string) {
	d.Helper()
	r, err := http.NewRequest(method, d.url+address, nil)
	d.must(err)
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	d.must(err)
	body, err := io.ReadAll(resp.Body)
	d.must(err)
	d.must(resp.Body.Close())
	return resp, string(body)
}

func (d *desk) get(address string, header ...string) (int, string) {
	d.Helper()
	resp, body := d.do("GET", address, header...)
	return resp.StatusCode, body
}

// becomes waits until a page holds what ok asks for.
func (d *desk) becomes(address, what string, ok func(status int, body string) bool) {
	d.Helper()
	var status int
	var body string
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(2 * time.Millisecond) {
		if status, body = d.get(address); ok(status, body) {
			return
		}
	}
	d.Fatalf("%s never became %s; it is %d\n%s", address, what, status, body)
}

func (d *desk) shows(address, word string) {
	d.Helper()
	d.becomes(address, "a page with "+word, func(status int, body string) bool { return status == 200 && strings.Contains(body, word) })
}

func (d *desk) gone(address string) {
	d.Helper()
	d.becomes(address, "gone", func(status int, _ string) bool { return status == 404 })
}

// told returns the reports so far.
func (d *desk) told() []preview.Report {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.reports)
}

// count returns how many reports there were.
func (d *desk) count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.reports)
}

// stream is an event stream.
type stream struct {
	*desk
	events chan string
	stop   context.CancelFunc
}

func (d *desk) listen(query string, header ...string) *stream {
	d.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, "GET", d.url+"/.candor/events?"+query, nil)
	d.must(err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	d.must(err)
	s := &stream{desk: d, events: make(chan string, 1000), stop: stop}
	d.Cleanup(stop)
	go func() {
		defer resp.Body.Close()
		lines := bufio.NewScanner(resp.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				s.events <- name
			}
		}
		close(s.events)
	}()
	return s
}

// next returns the next event's name.
func (s *stream) next() string {
	s.Helper()
	select {
	case e := <-s.events:
		return e
	case <-time.After(20 * time.Second):
		s.Fatal("no event")
		return ""
	}
}

// still holds that no event came up to now: a fence event on another page must have been told first.
func (s *stream) still() {
	s.Helper()
	select {
	case e := <-s.events:
		s.Fatalf("an event %q that nobody needs", e)
	default:
	}
}

func TestEdit(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one")
	d.write("content/a.md", "two")
	d.shows("/legal/a/", "two")
}

// TestNestedFolder: on a leading generator the first file of a new nested folder is never served.
func TestNestedFolder(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one")
	d.write("content/x/y/z/deep.md", "deep words")
	d.shows("/legal/x/y/z/deep/", "deep words")
	d.write("content/x/y/z/deep.md", "other words")
	d.shows("/legal/x/y/z/deep/", "other words")
	d.write("content/x/y/second.md", "second words")
	d.shows("/legal/x/y/second/", "second words")
}

// TestGone: what is deleted, renamed or lies in a folder that is taken away is not served any more.
func TestGone(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one", "content/b.md": "b", "content/x/c.md": "c", "content/x/y/e.md": "e"})
	d.shows("/legal/x/y/e/", "e")
	d.must(os.Remove(d.path("content/a.md")))
	d.gone("/legal/a/")
	d.must(os.Rename(d.path("content/b.md"), d.path("content/renamed.md")))
	d.gone("/legal/b/")
	d.shows("/legal/renamed/", "b")
	d.must(os.Rename(d.path("content/x"), d.path("content/z")))
	d.gone("/legal/x/y/e/")
	d.shows("/legal/z/y/e/", "e")
	d.write("content/z/y/e.md", "edited after the move")
	d.shows("/legal/z/y/e/", "edited after the move")
	d.must(os.RemoveAll(d.path("content/z")))
	d.gone("/legal/z/c/")
}

// TestReplacedFolder: another folder at the same place is watched anew.
func TestReplacedFolder(t *testing.T) {
	d := start(t, map[string]string{"content/x/y/a.md": "one"})
	d.shows("/legal/x/y/a/", "one")
	d.write("other/y/a.md", "replaced")
	d.must(os.Rename(d.path("content/x"), d.path("aside")))
	d.must(os.Rename(d.path("other"), d.path("content/x")))
	d.shows("/legal/x/y/a/", "replaced")
	d.write("content/x/y/a.md", "and edited")
	d.shows("/legal/x/y/a/", "and edited")
	n := d.count()
	d.write("aside/y/a.md", "outside")
	d.write("content/x/y/a.md", "edited again")
	d.shows("/legal/x/y/a/", "edited again")
	if got := d.count(); got > n+2 {
		t.Errorf("%d rebuilds", got-n)
	}
}

// TestMend: a broken new file shows its fault over the last good site, and nothing of it stays when it is mended.
func TestMend(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one")
	d.write("content/new.md", "first\nsecond broken line\n")
	d.becomes("/legal/a/", "a page with the fault", func(status int, body string) bool {
		return status == 200 && strings.Contains(body, "one on") && strings.Contains(body, "content/new.md:2:8") && strings.Contains(body, `second <i class="at"></i>broken line`)
	})
	d.write("content/new.md", "mended")
	d.shows("/legal/new/", "mended")
	if _, body := d.get("/legal/a/"); strings.Contains(body, "broken") {
		t.Error("the fault stays")
	}
}

// TestFaultDuringEvents: events that come while a broken site is made, and turn out to be about nothing, do not hide the fault.
func TestFaultDuringEvents(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one", "content/b.md": "two"})
	d.shows("/legal/a/", "one")
	d.mu.Lock()
	d.during = func() {
		d.write("content/b.md", "two")
		time.Sleep(100 * time.Millisecond)
	}
	d.mu.Unlock()
	d.write("content/a.md", "broken")
	d.shows("/legal/b/", "content/a.md:1:1")
}

// TestPanic: whatever happens in the builder, the preview goes on.
func TestPanic(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one")
	d.write("content/a.md", "panic")
	d.shows("/legal/a/", "a fault of candor itself")
	if _, body := d.get("/legal/a/"); !strings.Contains(body, "one on") {
		t.Error("the last good page is not shown")
	}
	d.write("content/a.md", "two")
	d.shows("/legal/a/", "two")
}

// TestBrokenStart: a preview starts on broken sources, and without any, and recovers.
func TestBrokenStart(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "broken"})
	status, body := d.get("/legal/a/")
	if status != 503 || !strings.Contains(body, "content/a.md:1:1") {
		t.Fatalf("%d %s", status, body)
	}
	s := d.listen("page=/legal/a/")
	if e := s.next(); e != "page" {
		t.Fatal(e)
	}
	d.write("content/a.md", "whole")
	d.shows("/legal/a/", "whole")
	for e := s.next(); e != "page"; e = s.next() {
	}
}

// TestUnmakeable: a page whose template fails is shown as it last was, with the fault.
func TestUnmakeable(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one")
	d.write("content/a.md", "unmakeable")
	d.becomes("/legal/a/", "the last good page with the fault", func(status int, body string) bool {
		return status == 200 && strings.Contains(body, "one on") && strings.Contains(body, "the template is wrong")
	})
}

// TestAtomicSaves: editors write beside a file and rename over it, or move the old one away first.
func TestAtomicSaves(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "save 0"})
	d.shows("/legal/a/", "save 0")
	for i := 1; i <= 10; i++ {
		text := fmt.Sprintf("save %d.", i)
		d.write("content/.a.md.swp", "swap")
		d.write("content/a.md.new~", text)
		if i%2 == 0 {
			d.must(os.Rename(d.path("content/a.md"), d.path("content/a.md~")))
		}
		d.must(os.Rename(d.path("content/a.md.new~"), d.path("content/a.md")))
		d.shows("/legal/a/", text)
	}
}

// TestIgnored: swap and backup files cause no rebuild.
func TestIgnored(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one")
	for i := range 20 {
		d.write(fmt.Sprintf("content/.a.md.sw%c", 'a'+i), "swap")
		d.write("content/a.md~", fmt.Sprint(i))
		d.write("public/index.html", fmt.Sprint(i))
	}
	d.write("content/a.md", "two")
	d.shows("/legal/a/", "two")
	for _, r := range d.told()[1:] {
		if !slices.Equal(r.Changed, []string{"content/a.md"}) {
			t.Errorf("rebuilt for %q", r.Changed)
		}
	}
}

// TestManyAtOnce: hundreds of files are few rebuilds.
func TestManyAtOnce(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one")
	for i := range 500 {
		d.write(fmt.Sprintf("content/p%d/v%d/a.md", i%20, i), "text")
	}
	d.shows("/legal/p19/v499/a/", "text")
	if n := d.count(); n > 20 {
		t.Errorf("%d rebuilds for 500 files", n)
	}
}

// TestSameBytes: a file that is touched is no change.
func TestSameBytes(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one", "content/b.md": "b"})
	d.shows("/legal/a/", "one")
	d.write("content/a.md", "one")
	d.write("content/b.md", "c")
	d.shows("/legal/b/", "c")
	for _, r := range d.told()[1:] {
		if slices.Contains(r.Changed, "content/a.md") {
			t.Errorf("rebuilt for %q", r.Changed)
		}
	}
}

// TestPoll: without events the files are looked at in the given interval.
func TestPoll(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"}, func(o *preview.Options) { o.Poll = 20 * time.Millisecond })
	d.shows("/legal/a/", "one")
	d.write("content/x/y.md", "two")
	d.shows("/legal/x/y/", "two")
	d.must(os.RemoveAll(d.path("content/x")))
	d.gone("/legal/x/y/")
}

// TestCenterGone: the folder of the center may go and come back.
func TestCenterGone(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"}, func(o *preview.Options) { o.Poll = 20 * time.Millisecond })
	d.shows("/legal/a/", "one")
	d.must(os.Rename(d.dir, d.dir+"-away"))
	d.gone("/legal/a/")
	d.must(os.Rename(d.dir+"-away", d.dir))
	d.shows("/legal/a/", "one")
}

// TestEvents: a browser hears of its own page, of its style and of its bar, and of nothing else.
func TestEvents(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one", "content/b.md": "b", "templates/style": "x"})
	d.shows("/legal/a/", "one")
	first := d.listen("page=/legal/a/&have=nothing")
	if e := first.next(); e != "page" {
		t.Fatalf("a page that differs gives %q", e)
	}
	other := d.listen("page=/legal/b/&have=nothing")
	other.next()
	d.write("content/a.md", "two")
	if e := first.next(); e != "page" {
		t.Fatalf("got %q", e)
	}
	other.still()
	d.write("templates/style", "y")
	if e := first.next(); e != "style" {
		t.Fatalf("a style gives %q", e)
	}
	if e := other.next(); e != "style" {
		t.Fatalf("got %q", e)
	}
	d.write("content/a.md", "broken")
	if e := first.next(); e != "bar" {
		t.Fatalf("a fault gives %q", e)
	}
	if e := other.next(); e != "bar" {
		t.Fatalf("got %q", e)
	}
	d.write("content/a.md", "two")
	if e := first.next(); e != "bar" {
		t.Fatalf("mending gives %q", e)
	}
	first.still()
}

// TestWhole: while a file is written over and over, every page that is served is one that was written.
func TestWhole(t *testing.T) {
	long := func(c byte) string { return string(bytes.Repeat([]byte{c}, 200_000)) }
	d := start(t, map[string]string{"content/a.md": long('a')})
	d.shows("/legal/a/", "aaa")
	stop := make(chan bool)
	var done sync.WaitGroup
	done.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				d.write("content/tmp~", long(byte('a'+i%20)))
				if err := os.Rename(d.path("content/tmp~"), d.path("content/a.md")); err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	for range 200 {
		_, body := d.get("/legal/a/")
		main, _, _ := strings.Cut(body[strings.Index(body, "<main>")+6:], " on ")
		if main != long(main[0]) {
			t.Errorf("a torn page of %d bytes", len(main))
			break
		}
	}
	close(stop)
	done.Wait()
}

// TestCheckout: a checkout of hundreds of files, while the sources are at fault half way, is one rebuild after the last of them, or a few
// where the disk is slow; and a fault that stood for the time of the checkout alone is not shown.
func TestCheckout(t *testing.T) {
	files := map[string]string{"content/a.md": "one"}
	for i := range 300 {
		files[fmt.Sprintf("content/v%d/a.md", i)] = "main"
	}
	d := start(t, files)
	d.shows("/legal/v299/a/", "main")
	n := d.count()
	for i := range 300 {
		d.must(os.Remove(d.path(fmt.Sprintf("content/v%d/a.md", i)))) // as git does it
		d.write(fmt.Sprintf("content/v%d/a.md", i), "branch")
	}
	for i := range 300 {
		d.shows(fmt.Sprintf("/legal/v%d/a/", i), "branch")
	}
	if got := d.count() - n; got > 15 {
		t.Errorf("%d rebuilds for a checkout", got)
	}
}

// TestPollInterval: files are not looked at more often than was asked for.
func TestPollInterval(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"}, func(o *preview.Options) { o.Poll = 300 * time.Millisecond })
	d.shows("/legal/a/", "one")
	began := time.Now()
	for i := range 200 {
		d.write("content/a.md", fmt.Sprint("save ", i))
		time.Sleep(5 * time.Millisecond)
	}
	d.shows("/legal/a/", "save 199")
	if most := int(time.Since(began)/(300*time.Millisecond)) + 2; d.count() > most {
		t.Errorf("%d rebuilds, at most %d were due", d.count(), most)
	}
}

// TestMissedEvents: a change that raised no event is found all the same: here, one that keeps size and time.
func TestMissedEvents(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one")
	info, err := os.Stat(d.path("content/a.md"))
	d.must(err)
	d.write("content/a.md", "two")
	d.must(os.Chtimes(d.path("content/a.md"), info.ModTime(), info.ModTime()))
	d.shows("/legal/a/", "two")
}

// TestRestart: a browser that comes back to a preview started anew hears at once when its page differs, and nothing when it does not.
func TestRestart(t *testing.T) {
	have := func(d *desk) string {
		_, body := d.get("/legal/a/")
		var query []string
		for _, name := range []string{"have", "style", "bar"} {
			_, rest, _ := strings.Cut(body, "data-"+name+`="`)
			value, _, _ := strings.Cut(rest, `"`)
			query = append(query, name+"="+value)
		}
		return "page=/legal/a/&" + strings.Join(query, "&")
	}
	first := start(t, map[string]string{"content/a.md": "one"})
	first.shows("/legal/a/", "one")
	query := have(first)
	same := start(t, map[string]string{"content/a.md": "one"})
	s := same.listen(query)
	same.write("content/a.md", "two")
	if e := s.next(); e != "page" {
		t.Errorf("got %q", e)
	}
	s.still()
	other := start(t, map[string]string{"content/a.md": "three"})
	if e := other.listen(query).next(); e != "page" {
		t.Errorf("a page that differs gives %q", e)
	}
}

// TestViews: each reader has the date and the drafts of a cookie; a stream hears of its own view.
func TestViews(t *testing.T) {
	d := start(t, map[string]string{"content/a.md": "one"})
	d.shows("/legal/a/", "one on 2026-11-25false")
	resp, _ := d.do("GET", "/.candor/view?as-of=2020-02-03&drafts=on&to=/legal/a/")
	cookie, _, _ := strings.Cut(resp.Header.Get("Set-Cookie"), ";")
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/legal/a/" {
		t.Fatal(resp.StatusCode, resp.Header)
	}
	if _, body := d.get("/legal/a/", "Cookie", cookie); !strings.Contains(body, "one on 2020-02-03true") || !strings.Contains(body, `aria-checked="true"`) {
		t.Errorf("the reader who chose has\n%s", body)
	}
	if _, body := d.get("/legal/a/"); !strings.Contains(body, "one on 2026-11-25false") {
		t.Error("the choice of one reader is everyone's")
	}
	s := d.listen("page=/legal/a/&have=nothing", "Cookie", cookie)
	s.next()
	d.write("content/a.md", "two")
	if e := s.next(); e != "page" {
		t.Errorf("got %q", e)
	}
	if _, body := d.get("/legal/a/", "Cookie", cookie); !strings.Contains(body, "two on 2020-02-03true") {
		t.Errorf("after the edit\n%s", body)
	}
	resp, _ = d.do("GET", "/.candor/view?as-of=&drafts=off&to=/legal/a/", "Cookie", cookie)
	if !strings.Contains(resp.Header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("back to the beginning keeps %q", resp.Header.Get("Set-Cookie"))
	}
	if status, _ := d.get("/.candor/view?as-of=2020-13-45&to=/"); status != http.StatusBadRequest {
		t.Errorf("a date that is none is answered %d", status)
	}
}
