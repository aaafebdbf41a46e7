package browser

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"
)

// need ends a test whose tool is missing: skipped at a desk, failed where the suite is required.
func need(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CANDOR_BROWSER") == "required" {
		t.Fatalf("%s is missing; make tools installs it", what)
	}
	t.Skipf("%s is missing; make tools installs it", what)
}

// launch starts a browser for one test.
func launch(t *testing.T) *rod.Browser {
	t.Helper()
	bin, err := exec.LookPath("chromium")
	if err != nil {
		need(t, "chromium")
	}
	l := launcher.New().Bin(bin).NoSandbox(true).Leakless(false).Set("disable-gpu").Set("disable-background-networking").
		Set("disable-component-update").Set("disable-sync").Set("no-first-run").Set("disable-quic").Set("disable-dev-shm-usage").UserDataDir(t.TempDir())
	control, err := l.Launch()
	if err != nil {
		t.Fatal(err)
	}
	browser := rod.New().ControlURL(control)
	if err := browser.Connect(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = browser.Close()
		l.Kill()
		l.Cleanup()
	})
	return browser
}

// patience is how long one step in the browser may take on a busy machine.
const patience = time.Minute

// tab is a page of the browser that remembers what it must not do.
type tab struct {
	*rod.Page
	mu     sync.Mutex
	faults []string
}

// frozen makes the browser's clock stand at noon, UTC, of [day].
const frozen = `(() => { const Real = Date, now = Real.UTC(%d, %d, %d, 12); window.Date = class extends Real {
constructor(...a) { a.length ? super(...a) : super(now) } static now() { return now } } })()`

// open returns a tab that records console messages, failed or foreign requests.
func open(t *testing.T, browser *rod.Browser, c *center) *tab {
	t.Helper()
	page, err := browser.Page(proto.TargetCreateTarget{URL: "about:blank"})
	if err != nil {
		t.Fatal(err)
	}
	p := &tab{Page: page}
	t.Cleanup(func() { _ = page.Close() })
	host := must(url.Parse(c.url)).Host
	if err := (proto.NetworkEnable{}).Call(p); err != nil {
		t.Fatal(err)
	}
	if err := (proto.LogEnable{}).Call(p); err != nil {
		t.Fatal(err)
	}
	go p.EachEvent(
		func(e *proto.RuntimeConsoleAPICalled) { p.fault("console message: %v", e.Args) },
		func(e *proto.RuntimeExceptionThrown) { p.fault("exception: %s", e.ExceptionDetails.Text) },
		func(e *proto.LogEntryAdded) { p.fault("log: %s %s", e.Entry.Text, e.Entry.URL) },
		func(e *proto.NetworkRequestWillBeSent) {
			if u, err := url.Parse(e.Request.URL); err != nil || u.Host != host && u.Scheme != "data" && u.Scheme != "about" {
				p.fault("request to another host: %s", e.Request.URL)
			}
		},
	)()
	if _, err := p.EvalOnNewDocument(fmt.Sprintf(frozen, day.Year, int(day.Month)-1, day.Day)); err != nil {
		t.Fatal(err)
	}
	return p
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func (p *tab) fault(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, fmt.Sprintf(format, args...))
}

// taken returns what was recorded since the last call.
func (p *tab) taken() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.faults
	p.faults = nil
	return out
}

// visit loads an address and waits until it stands.
func (p *tab) visit(t *testing.T, url string) {
	t.Helper()
	// The browser's own event, not a script in the page: it comes with scripts disabled too.
	loaded := p.Timeout(patience).WaitNavigation(proto.PageLifecycleEventNameLoad)
	if err := p.Timeout(patience).Navigate(url); err != nil {
		t.Fatalf("open %s: %v", url, err)
	}
	loaded()
}

// window sets the width and the colour scheme.
func (p *tab) window(t *testing.T, width, height int, scheme string) {
	t.Helper()
	if err := p.SetViewport(&proto.EmulationSetDeviceMetricsOverride{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 500}); err != nil {
		t.Fatal(err)
	}
	media := proto.EmulationSetEmulatedMedia{Features: []*proto.EmulationMediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
	if err := media.Call(p); err != nil {
		t.Fatal(err)
	}
}

// lines runs a script that returns lines of text, one for each fault.
func (p *tab) lines(t *testing.T, script string) []string {
	t.Helper()
	got, err := p.Timeout(patience).Eval(script)
	if err != nil {
		t.Fatalf("run in the page: %v", err)
	}
	text := strings.TrimSpace(got.Value.Str())
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
