package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"candor/internal/civil"
	"candor/internal/diag"
	"candor/internal/seal"
	"candor/internal/site"
	"candor/internal/source"
	"candor/themes"
)

const (
	sampleConfig = "base_url = \"https://a.example/legal/\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\ntitle = \"Center\"\n[[languages]]\ntag = \"ru\"\n"
	sampleDay    = "2026-11-25"
)

// put writes a file of a center, its folders too.
func put(t testing.TB, dir, name, text string) {
	t.Helper()
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func text(title, published, body string) string {
	return fmt.Sprintf("+++\ntitle = %q\npublished = %s\n+++\n## Part\n\n%s\n", title, published, body)
}

// sample is a center with two policies and a draft.
func sample(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "config.toml", sampleConfig+"[redirects]\n\"/old.html\" = \"/privacy/\"\n")
	put(t, dir, "content/privacy/2020-01-01/en.md", text("Privacy", "2020-01-01", "first words"))
	put(t, dir, "content/privacy/2024-01-01/en.md", text("Privacy", "2024-01-01", "second words"))
	put(t, dir, "content/privacy/2024-01-01/data.csv", "a,b\n")
	put(t, dir, "content/privacy/draft/en.md", "+++\ntitle = \"Privacy\"\n+++\n## Part\n\ndraft words\n")
	put(t, dir, "content/terms/2021-01-01/en.md", text("Terms", "2021-01-01", "terms words"))
	adopt(t, dir)
	return dir
}

// adopt seals what a center publishes as it is now.
func adopt(t testing.TB, dir string) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	center, _, err := source.Read(context.Background(), root.FS()) // faults are the preview's to show
	if err != nil {
		t.Fatal(err)
	}
	var entries []seal.Entry
	for _, i := range seal.Items(center) {
		if !i.Public.IsZero() {
			entries = append(entries, seal.Entry{Path: i.Name(), Sum: i.Sum})
		}
	}
	day, err := civil.Parse(sampleDay)
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, seal.File, string(seal.Append(nil, day, entries)))
}

// process is a running candor serve.
type process struct {
	testing.TB
	cmd    *exec.Cmd
	url    string // without the last slash of the site's base
	stderr *bytes.Buffer
}

// binary returns the command under test: the test binary by its other name.
func binary(t testing.TB) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(t.TempDir(), "candor")
	if runtime.GOOS == "windows" {
		at += ".exe"
	}
	if err := os.Symlink(self, at); err != nil {
		t.Skip(err)
	}
	return at
}

var printed = regexp.MustCompile(`http://(\S+)`)

// serveProcess starts candor serve and waits for the line with its address.
func serveProcess(t testing.TB, args ...string) *process {
	t.Helper()
	p := &process{TB: t, stderr: new(bytes.Buffer)}
	p.cmd = exec.Command(binary(t), append([]string{"serve", "--addr", "127.0.0.1:0", "--as-of", sampleDay}, args...)...)
	p.cmd.Stderr = p.stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if p.cmd.ProcessState == nil {
			_ = p.cmd.Process.Kill() // a test that failed left it running
			_ = p.cmd.Wait()
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("no address: %v\n%s", err, p.stderr)
	}
	p.url = strings.TrimSuffix(printed.FindString(line), "/")
	return p
}

func (p *process) get(address string) (int, string) {
	p.Helper()
	status, _, body := fetch(p, "GET", p.url+address)
	return status, body
}

func fetch(t testing.TB, method, url string, header ...string) (int, http.Header, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(body)
}

// shows waits until a page holds a word.
func (p *process) shows(address, word string) {
	p.Helper()
	var status int
	var body string
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		if status, body = p.get(address); strings.Contains(body, word) {
			return
		}
	}
	p.Fatalf("%s never had %q: %d\n%s", address, word, status, body)
}

// end sends a signal and returns the exit code.
func (p *process) end(s os.Signal) int {
	p.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.Fatal(err)
	}
	var exit *exec.ExitError
	if err := p.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		p.Fatal(err)
	}
	return p.cmd.ProcessState.ExitCode()
}

// TestServe tells a day of an editor: a text, a fault, its mending, a look back, a draft and its redline.
func TestServe(t *testing.T) {
	dir := sample(t)
	p := serveProcess(t, "--site", dir)
	p.shows("/privacy/", "second words")
	put(t, dir, "content/privacy/2024-01-01/en.md", text("Privacy", "2024-01-01", "edited words"))
	p.shows("/privacy/", "[seal-broken]")
	p.shows("/privacy/", "second words")
	adopt(t, dir)
	p.shows("/privacy/", "edited words")
	put(t, dir, "content/terms/2021-01-01/en.md", "+++\ntitel = \"Terms\"\n+++\n")
	p.shows("/privacy/", "content/terms/2021-01-01/en.md:2:1")
	p.shows("/privacy/", "edited words")
	put(t, dir, "content/terms/2021-01-01/en.md", text("Terms", "2021-01-01", "mended words"))
	adopt(t, dir)
	p.shows("/terms/", "mended words")

	status, header, _ := fetch(t, "GET", p.url[:strings.Index(p.url, "/legal")]+"/.candor/view?as-of=2021-06-01&drafts=on&to=/legal/privacy/")
	if status != http.StatusSeeOther || header.Get("Location") != "/legal/privacy/" {
		t.Fatal(status, header)
	}
	cookie, _, _ := strings.Cut(header.Get("Set-Cookie"), ";")
	if _, _, body := fetch(t, "GET", p.url+"/privacy/", "Cookie", cookie); !strings.Contains(body, "first words") || !strings.Contains(body, `value="2021-06-01"`) {
		t.Errorf("the page of 2021 is\n%s", body)
	}
	_, _, body := fetch(t, "GET", p.url+"/privacy/draft/", "Cookie", cookie)
	if !strings.Contains(body, "draft words") || !strings.Contains(body, `href="/legal/privacy/compare/2020-01-01..draft/"`) {
		t.Errorf("the draft is\n%s", body)
	}
	if status, _, body := fetch(t, "GET", p.url+"/privacy/compare/2020-01-01..draft/", "Cookie", cookie); status != 200 || !strings.Contains(body, "<ins") {
		t.Errorf("its redline is %d\n%s", status, body)
	}
	if status, _ := p.get("/privacy/draft/"); status != 404 {
		t.Errorf("without the choice a draft is answered %d", status)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
	for _, s := range []os.Signal{os.Interrupt} {
		if code := p.end(s); code != 0 {
			t.Errorf("%v: exit code %d\n%s", s, code, p.stderr)
		}
	}
}

// TestServePortInUse: the second preview on a port says so and names a free one.
func TestServePortInUse(t *testing.T) {
	dir := sample(t)
	p := serveProcess(t, "--site", dir)
	addr, _, _ := strings.Cut(strings.TrimPrefix(p.url, "http://"), "/")
	out, err := exec.Command(binary(t), "serve", "--site", dir, "--addr", addr).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitUsage {
		t.Fatalf("%v\n%s", err, out)
	}
	free := regexp.MustCompile(`in use; this one is free: candor serve --addr (127\.0\.0\.1:\d+)\n`).FindSubmatch(out)
	if free == nil || string(free[1]) == addr {
		t.Fatalf("it says %s", out)
	}
	if code := p.end(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// TestServeNoCenter: an empty folder is no reason to end; it becomes a center when one is made there.
func TestServeNoCenter(t *testing.T) {
	dir := t.TempDir()
	p := serveProcess(t, "--site", dir)
	if status, body := p.get("/"); status != http.StatusServiceUnavailable || !strings.Contains(body, "config.toml") {
		t.Fatalf("%d\n%s", status, body)
	}
	put(t, dir, "content/terms/2021-01-01/en.md", text("Terms", "2021-01-01", "terms words"))
	put(t, dir, "config.toml", sampleConfig)
	adopt(t, dir)
	p.shows("/legal/terms/", "terms words")
	if code := p.end(os.Interrupt); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// gardener edits a center at random.
type gardener struct {
	*testing.T
	*rand.Rand
	dir string
}

func (g *gardener) policy() string {
	return []string{"privacy", "terms", "cookies", "apps/one", "apps/two/deep"}[g.IntN(5)]
}

func (g *gardener) day() string {
	return civil.Of(2015+g.IntN(12), time.Month(1+g.IntN(12)), 1+g.IntN(28)).String()
}

func (g *gardener) version() string { return "content/" + g.policy() + "/" + g.day()[:7] + "-01" }

// some returns a file or a folder below content, "" when there is none.
func (g *gardener) some(folder bool) string {
	var found []string
	_ = filepath.WalkDir(filepath.Join(g.dir, "content"), func(p string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() == folder && filepath.Base(p) != "content" {
			found = append(found, p)
		}
		return nil
	})
	if len(found) == 0 {
		return ""
	}
	return found[g.IntN(len(found))]
}

func (g *gardener) files() (n int) {
	_ = filepath.WalkDir(filepath.Join(g.dir, "content"), func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return nil
	})
	return n
}

func (g *gardener) must(err error) {
	g.Helper()
	if err != nil && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ENOTEMPTY) && !errors.Is(err, syscall.EINVAL) &&
		!errors.Is(err, syscall.EEXIST) && !errors.Is(err, syscall.ENOTDIR) && !errors.Is(err, syscall.EISDIR) {
		g.Fatal(err)
	}
}

func (g *gardener) words() string {
	var b strings.Builder
	for range 3 + g.IntN(60) {
		fmt.Fprintf(&b, "word%d ", g.IntN(500))
	}
	return b.String()
}

// step makes one edit. Paths that are gone by then make it an edit of nothing.
func (g *gardener) step() {
	g.Helper()
	lang := []string{"en", "ru"}[g.IntN(2)]
	switch g.IntN(16) {
	case 0, 1, 2:
		v := g.version()
		if g.IntN(3) > 0 {
			lang = "en"
		}
		put(g, g.dir, v+"/"+lang+".md", text("T", g.day(), g.words()))
	case 3, 4:
		if f := g.some(false); strings.HasSuffix(f, ".md") {
			g.must(os.WriteFile(f, []byte(text("T", g.day(), g.words())), 0o644))
		}
	case 5:
		if f := g.some(false); strings.HasSuffix(f, ".md") {
			g.must(os.WriteFile(f+".tmp", []byte(text("T", g.day(), g.words())), 0o644))
			g.must(os.Rename(f+".tmp", f))
		}
	case 6:
		if f := g.some(false); f != "" {
			g.must(os.Truncate(f, int64(g.IntN(20))))
		}
	case 7:
		if f := g.some(false); f != "" {
			g.must(os.Remove(f))
		}
	case 8:
		put(g, g.dir, g.version()+"/en.md", "+++\ntitel = 1\npublished = 2020-13-45\n")
	case 9:
		if f := g.some(true); f != "" {
			g.must(os.RemoveAll(f))
		}
	case 10:
		from, to := g.some(true), filepath.Join(g.dir, filepath.FromSlash(g.version()))
		if from != "" && !strings.HasPrefix(to, from+string(filepath.Separator)) {
			g.must(os.MkdirAll(filepath.Dir(to), 0o755))
			g.must(os.Rename(from, to))
		}
	case 11:
		if f := g.some(true); f != "" {
			aside := filepath.Join(g.dir, "aside")
			g.must(os.RemoveAll(aside))
			g.must(os.Rename(f, aside))
			g.must(os.MkdirAll(f, 0o755))
			put(g, f, "en.md", text("T", g.day(), g.words()))
		}
	case 12:
		if f := g.some(false); f != "" {
			g.must(os.WriteFile(filepath.Join(filepath.Dir(f), ".x.swp"), []byte(g.words()), 0o644))
			g.must(os.WriteFile(f+"~", []byte(g.words()), 0o644))
		}
	case 13:
		put(g, g.dir, g.version()+"/data.csv", g.words())
	case 14:
		put(g, g.dir, "content/page"+strconv.Itoa(g.IntN(3))+"."+lang+".md", "+++\ntitle = \"P\"\n+++\n"+g.words()+"\n")
	case 15:
		if g.IntN(4) == 0 {
			put(g, g.dir, "config.toml", "base_url = ")
		} else if g.IntN(2) == 0 {
			put(g, g.dir, "templates/404.html", `{{define "main"}}<h1>`+g.words()+`</h1>{{end}}`)
		}
	}
}

// most is how many files a center may grow to.
const most = 300

// mend takes away what is at fault, or too much, until the center gives a site, whose files it returns.
func (g *gardener) mend() map[string][]byte {
	g.Helper()
	for g.files() > most {
		g.must(os.RemoveAll(g.some(true)))
	}
	var diags diag.List
	for range 1000 {
		adopt(g, g.dir)
		var files map[string][]byte
		if files, diags = g.fresh(); files != nil {
			return files
		}
		for _, d := range diags {
			switch {
			case d.Severity != diag.Error:
			case d.Rule == "collision": // of policies whose ids begin alike
				g.must(os.RemoveAll(filepath.Join(g.dir, "content", "apps")))
			case d.Pos.File == "config.toml":
				put(g, g.dir, "config.toml", sampleConfig)
			default:
				g.must(os.Remove(filepath.Join(g.dir, filepath.FromSlash(d.Pos.File))))
			}
		}
	}
	g.Fatalf("the center cannot be mended: %v", diags)
	return nil
}

// fresh makes the site as build does, and its files at once, since the center is edited meanwhile.
func (g *gardener) fresh() (map[string][]byte, diag.List) {
	g.Helper()
	root, err := os.OpenRoot(g.dir)
	if err != nil {
		g.Fatal(err)
	}
	defer root.Close()
	day, err := civil.Parse(sampleDay)
	if err != nil {
		g.Fatal(err)
	}
	s, diags, err := site.Load(context.Background(), root.FS(), site.Options{AsOf: day, Theme: themes.FS, Program: generator()})
	if err != nil {
		g.Fatal(err)
	}
	if s == nil {
		return nil, diags
	}
	files := map[string][]byte{}
	for _, f := range s.Files {
		if files[f.Path], err = f.Bytes(); err != nil {
			g.Fatal(err)
		}
	}
	return files, diags
}

var added = regexp.MustCompile(`(?s)<!--candor preview-->.*<!--/candor preview-->`)

// bare takes away what the preview adds to a page.
func bare(page string) string {
	return strings.Replace(added.ReplaceAllString(page, ""), `data-preview-equiv="Content-Security-Policy"`, `http-equiv="Content-Security-Policy"`, 1)
}

// differs returns the first address at which the preview does not give what a build writes, "" for none.
func differs(t testing.TB, url string, files map[string][]byte, seen map[string]bool) string {
	t.Helper()
	for path, want := range files {
		seen[path] = true
		status, _, got := fetch(t, "GET", url+"/"+path)
		if strings.HasSuffix(path, ".html") {
			got = bare(got)
		}
		if status != http.StatusOK || got != string(want) {
			return fmt.Sprintf("%s: %d\n%s\nwant\n%s", path, status, got, want)
		}
	}
	for path := range seen {
		if _, stands := files[path]; !stands {
			if status, _, _ := fetch(t, "GET", url+"/"+path); status != http.StatusNotFound {
				return path + " is still served"
			}
		}
	}
	return ""
}

// TestServeRandomEdits edits a center at random and holds that the preview gives, whenever the editing rests, what a build of the same
// sources writes; that it leaks neither goroutine nor watch; and that its memory stays flat. CANDOR_EDITS is how long (30m), else the
// test takes a fixed number of steps.
func TestServeRandomEdits(t *testing.T) {
	g := &gardener{T: t, Rand: rand.New(rand.NewPCG(6, 2026)), dir: sample(t)}
	rounds := 60
	if testing.Short() {
		rounds = 6
	}
	var until time.Time
	if text := os.Getenv("CANDOR_EDITS"); text != "" {
		long, err := time.ParseDuration(text)
		if err != nil {
			t.Fatal(err)
		}
		until = time.Now().Add(long)
	}
	before := runtime.NumGoroutine()
	url, stop := serveHere(t, g.dir)
	seen := map[string]bool{}
	var early state
	for round := 0; round < rounds || time.Now().Before(until); round++ {
		for range 1 + g.IntN(30) {
			g.step()
			if g.IntN(2) == 0 {
				adopt(g, g.dir)
			}
			if g.IntN(3) == 0 {
				fetch(t, "GET", url+"/")
				time.Sleep(time.Duration(g.IntN(60)) * time.Millisecond)
			}
		}
		want := g.mend()
		what := "nothing was asked"
		for deadline := time.Now().Add(20 * time.Second); what != "" && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
			what = differs(t, url, want, seen)
		}
		if what != "" {
			t.Fatalf("round %d: %s", round, what)
		}
		if round == rounds/3 {
			early = now(t, g.dir)
		}
	}
	late := now(t, g.dir)
	if late.goroutines > early.goroutines+5 {
		t.Errorf("%d goroutines became %d", early.goroutines, late.goroutines)
	}
	if late.heap > early.heap*3/2+(16<<20) {
		t.Errorf("the heap grew from %d to %d bytes", early.heap, late.heap)
	}
	if late.watches != late.folders && runtime.GOOS == "linux" {
		t.Errorf("%d watches of %d folders", late.watches, late.folders)
	}
	stop()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
	}
	if n := runtime.NumGoroutine(); n > before {
		stacks := make([]byte, 1<<20)
		t.Errorf("%d goroutines are left of the preview\n%s", n-before, stacks[:runtime.Stack(stacks, true)])
	}
	if n := watches(); n != 0 {
		t.Errorf("%d watches are left", n)
	}
}

// serveHere runs the command in this process and returns its address.
func serveHere(t *testing.T, dir string) (url string, stop func()) {
	t.Helper()
	out, in := io.Pipe()
	p := &program{stdout: in, stderr: io.Discard, now: time.Now, getenv: func(string) string { return "" }}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() {
		ended <- p.run(ctx, []string{"serve", "--site", dir, "--addr", "127.0.0.1:0", "--as-of", sampleDay})
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	stop = sync.OnceFunc(func() {
		cancel()
		if code := <-ended; code != 0 {
			t.Errorf("exit code %d", code)
		}
	})
	t.Cleanup(stop)
	return strings.TrimSuffix(printed.FindString(line), "/"), stop
}

// state is what a preview holds of the machine.
type state struct {
	goroutines, watches, folders int
	heap                         uint64
}

func now(t testing.TB, dir string) state {
	t.Helper()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	time.Sleep(time.Second) // connections end, the last rescan passes
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	s := state{goroutines: runtime.NumGoroutine(), heap: m.HeapAlloc, watches: watches(), folders: 1}
	for _, root := range []string{"content", "templates", "themes"} {
		_ = filepath.WalkDir(filepath.Join(dir, root), func(_ string, d os.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				s.folders++
			}
			return nil
		})
	}
	return s
}

// watches counts the inotify watches of this process.
func watches() int {
	infos, _ := filepath.Glob("/proc/self/fdinfo/*") // none where the system has no such folder
	n := 0
	for _, info := range infos {
		text, _ := os.ReadFile(info) // the file may be closed by now
		n += strings.Count(string(text), "inotify wd:")
	}
	return n
}
