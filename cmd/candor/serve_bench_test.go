package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// sizes are the numbers of texts in the centers that are measured.
var sizes = []int{5, 500, 5000}

// BenchmarkServe is what an editor waits for: the time from the writing of a file to the event that the browser hears, and to the changed
// bytes that it then gets. The preview is a process of its own. `make bench-serve` takes 50 saves.
func BenchmarkServe(b *testing.B) {
	b.Run("demonstration", func(b *testing.B) {
		dir := b.TempDir()
		if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
			b.Fatal(err)
		}
		config, err := os.ReadFile("../../config.toml")
		if err != nil {
			b.Fatal(err)
		}
		put(b, dir, "config.toml", string(config))
		page := "content/contact.en.md"
		before, err := os.ReadFile(filepath.Join(dir, page))
		if err != nil {
			b.Fatal(err)
		}
		measure(b, served(b, dir), "/en/contact/", func(words string) {
			put(b, dir, page, string(before)+"\n"+words+"\n")
		})
	})
	for _, n := range sizes {
		b.Run(fmt.Sprintf("%d texts", n), func(b *testing.B) {
			dir := large(b, n)
			measure(b, served(b, dir), "/p0/draft/", func(words string) {
				put(b, dir, "content/p0/draft/en.md", draftText(words))
			})
		})
	}
}

// BenchmarkServeHugo is the same for a general generator, where it is installed: as many pages of the same words, plain templates.
func BenchmarkServeHugo(b *testing.B) {
	hugo, err := exec.LookPath("hugo")
	if err != nil {
		b.Skip("hugo is not installed")
	}
	for _, n := range sizes {
		b.Run(fmt.Sprintf("%d texts", n), func(b *testing.B) {
			dir := b.TempDir()
			put(b, dir, "config.toml", "baseURL = \"http://localhost/\"\ntitle = \"A\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\n")
			put(b, dir, "layouts/_default/single.html", "<!doctype html><html><head><title>{{.Title}}</title></head><body>{{.Content}}</body></html>")
			put(b, dir, "layouts/_default/list.html", "<!doctype html><html><head><title>{{.Title}}</title></head><body>{{range .Pages}}<a href=\"{{.RelPermalink}}\">{{.Title}}</a>{{end}}</body></html>")
			put(b, dir, "layouts/index.html", "<!doctype html><html><head><title>{{.Title}}</title></head><body>{{.Content}}</body></html>")
			for i := range n {
				put(b, dir, fmt.Sprintf("content/p%d/t%d.md", i/50, i%50), "---\ntitle: T\n---\n"+body(i))
			}
			measure(b, hugoProcess(b, hugo, dir), "/p0/t0/", func(words string) {
				put(b, dir, "content/p0/t0.md", "---\ntitle: T\n---\n"+words+"\n\n"+body(0))
			})
		})
	}
}

// watched is a preview that is measured: its address, and a function that opens the stream of events of a page. The channel has the time of
// each event.
type watched struct {
	url    string
	events func(address string) <-chan time.Time
}

// served starts the preview of a center.
func served(b *testing.B, dir string) *watched {
	b.Helper()
	p := serveProcess(b, "--site", dir, "--drafts")
	return &watched{url: p.url, events: p.listen}
}

// measure saves a file once per iteration.
func measure(b *testing.B, w *watched, address string, save func(words string)) {
	b.Helper()
	save("saved before")
	until(b, w.url+address, "saved before")
	events := w.events(address)
	var toEvent, toBytes []time.Duration
	for i := 0; b.Loop(); i++ {
		time.Sleep(400*time.Millisecond + time.Duration(i*37%100)*time.Millisecond) // people rest between two saves, and never the same
		drain(events)
		words := fmt.Sprintf("saved %d times", i)
		started := time.Now()
		save(words)
		select {
		case at := <-events:
			toEvent = append(toEvent, at.Sub(started))
		case <-time.After(time.Minute):
			b.Fatal("no event")
		}
		until(b, w.url+address, words)
		toBytes = append(toBytes, time.Since(started))
	}
	b.ReportMetric(0, "ns/op") // the pauses would count
	for name, all := range map[string][]time.Duration{"event": toEvent, "bytes": toBytes} {
		slices.Sort(all)
		b.ReportMetric(milliseconds(all[len(all)/2]), name+"-median-ms")
		b.ReportMetric(milliseconds(all[len(all)-1]), name+"-worst-ms")
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func drain(events <-chan time.Time) {
	for {
		select {
		case <-events:
		default:
			return
		}
	}
}

// until asks for a page until it holds the words.
func until(b *testing.B, url, words string) {
	b.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(500 * time.Microsecond) {
		if _, _, page := fetch(b, "GET", url); strings.Contains(page, words) {
			return
		}
		if time.Now().After(deadline) {
			b.Fatalf("%s never had %q", url, words)
		}
	}
}

// large makes a center of n texts in policies of 25 versions in two languages, and a draft.
func large(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	put(b, dir, "config.toml", sampleConfig)
	for i := range n {
		version := fmt.Sprintf("%d-01-01", 2001+i%50/2)
		words := fmt.Sprintf("+++\ntitle = \"Policy %d\"\npublished = %s\n+++\n%s", i/50, version, body(i))
		put(b, dir, fmt.Sprintf("content/p%d/%s/%s.md", i/50, version, []string{"en", "ru"}[i%2]), words)
	}
	put(b, dir, "content/p0/draft/en.md", draftText(""))
	adopt(b, dir)
	return dir
}

func draftText(words string) string {
	return "+++\ntitle = \"Policy 0\"\n+++\n## Words\n\n" + words + "\n\n" + body(0)
}

// body returns the Markdown of a text of some six hundred words.
func body(seed int) string {
	var out strings.Builder
	for section := range 8 {
		fmt.Fprintf(&out, "## Section %d\n\n", section+1)
		for paragraph := range 3 {
			for word := range 25 {
				fmt.Fprintf(&out, "word%d ", (seed*7+section*31+paragraph*11+word*word)%997)
			}
			out.WriteString("\n\n")
		}
	}
	return out.String()
}

// hugoProcess starts hugo server, with its site in memory as it is by default.
func hugoProcess(b *testing.B, hugo, dir string) *watched {
	b.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	addr := free.Addr().String()
	if err := free.Close(); err != nil {
		b.Fatal(err)
	}
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		b.Fatal(err)
	}
	c := exec.Command(hugo, "server", "--source", dir, "--bind", "127.0.0.1", "--port", port)
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = c.Process.Kill() // it is not what is measured how it ends
		_ = c.Wait()
	})
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if resp, err := http.Get("http://" + addr + "/"); err == nil {
			_ = resp.Body.Close()
			break
		}
		if time.Now().After(deadline) {
			b.Fatal("hugo does not answer")
		}
	}
	return &watched{url: "http://" + addr, events: func(string) <-chan time.Time { return liveReload(b, addr) }}
}

// liveReload speaks the protocol of LiveReload over a WebSocket (RFC 6455), as far as hugo's needs it.
func liveReload(b *testing.B, addr string) <-chan time.Time {
	b.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = conn.Close() })
	fmt.Fprintf(conn, "GET /livereload HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", addr)
	in := bufio.NewReader(conn)
	resp, err := http.ReadResponse(in, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		b.Fatalf("livereload: %v %v", resp, err)
	}
	hello := `{"command":"hello","protocols":["http://livereload.com/protocols/official-7"]}`
	frame := append([]byte{0x81, 0x80 | byte(len(hello)), 0, 0, 0, 0}, hello...) // a mask of zeros changes nothing
	if _, err := conn.Write(frame); err != nil {
		b.Fatal(err)
	}
	out := make(chan time.Time, 100)
	go func() {
		for {
			message, err := readFrame(in)
			if err != nil {
				return // the test has ended
			}
			var m struct{ Command string }
			if json.Unmarshal(message, &m) == nil && m.Command == "reload" {
				out <- time.Now()
			}
		}
	}()
	return out
}

// readFrame reads one unmasked frame of up to 64 KiB.
func readFrame(in *bufio.Reader) ([]byte, error) {
	var head [2]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return nil, err
	}
	n := int(head[1] & 0x7f)
	if n == 126 {
		var long [2]byte
		if _, err := io.ReadFull(in, long[:]); err != nil {
			return nil, err
		}
		n = int(long[0])<<8 | int(long[1])
	}
	message := make([]byte, n)
	_, err := io.ReadFull(in, message)
	return message, err
}

// listen opens the stream of a page that the browser has in its newest state.
func (p *process) listen(address string) <-chan time.Time {
	p.Helper()
	_, _, page := fetch(p, "GET", p.url+address)
	stamp := func(name string) string {
		_, rest, _ := strings.Cut(page, "data-"+name+`="`)
		value, _, _ := strings.Cut(rest, `"`)
		return value
	}
	at, err := url.Parse(p.url)
	if err != nil {
		p.Fatal(err)
	}
	query := url.Values{"page": {at.Path + address}, "have": {stamp("have")}, "style": {stamp("style")}, "bar": {stamp("bar")}}
	resp, err := http.Get("http://" + at.Host + "/.candor/events?" + query.Encode())
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { _ = resp.Body.Close() })
	out := make(chan time.Time, 100)
	go func() {
		lines := bufio.NewScanner(resp.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if lines.Text() == "event: page" {
				out <- time.Now()
			}
		}
	}()
	return out
}
