package preview_test

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"

	"candor/internal/preview"
)

// hosted is a small site as a static host has it.
func hosted(t *testing.T, change ...func(*preview.Options)) *desk {
	t.Helper()
	d := start(t, map[string]string{
		"content/a.md": "one", "content/ru/b.md": "two", "content/404.html": "<!doctype html><p>nothing here", "content/ru/404.html": "<!doctype html><p>нет такого",
		"content/feed.atom": "<feed/>", "content/feed.json": "{}", "content/x.svg": "<svg/>", "content/t.csv": "a", "content/CNAME": "a.example", "content/assets/s.css": "p{}",
		"content/_headers":   "# of all\n/legal/*\n  X-One: 1\n  access-control-allow-origin: *\n  Cross-Origin-Resource-Policy: cross-origin\n  Content-Security-Policy: default-src 'none'; style-src 'self'\n/legal/assets/*\n  Cache-Control: max-age=31536000\n",
		"content/_redirects": "# old\n/legal/old.html /legal/a/ 301\n/legal/blog/* /legal/news/:splat 302\n/legal/a/forced /legal/a/ 307!\n/legal/p/:id/text /legal/:id/ 308\n/legal/a/ /legal/never/ 301\n",
	}, change...)
	d.shows("/legal/a/", "one")
	return d
}

// TestHost holds the preview's answers against what static hosts give.
func TestHost(t *testing.T) {
	d := hosted(t)
	for _, c := range []struct {
		address, kind, location, holds string
		status                         int
	}{
		{"/legal/a/", "text/html; charset=utf-8", "", "one on", 200},
		{"/legal/a", "", "/legal/a/", "", 301},
		{"/legal/a?q=1", "", "/legal/a/?q=1", "", 301},
		{"/legal/a/index.html", "text/html; charset=utf-8", "", "one on", 200},
		{"/legal/none/", "text/html; charset=utf-8", "", "nothing here", 404},
		{"/legal/ru/none/x", "text/html; charset=utf-8", "", "нет такого", 404},
		{"/legal", "", "/legal/", "", 301},
		{"/", "text/html; charset=utf-8", "", "/legal/", 404},
		{"/legal/feed.atom", "application/atom+xml; charset=utf-8", "", "<feed/>", 200},
		{"/legal/feed.json", "application/feed+json; charset=utf-8", "", "{}", 200},
		{"/legal/x.svg", "image/svg+xml", "", "<svg/>", 200},
		{"/legal/t.csv", "text/csv; charset=utf-8", "", "a", 200},
		{"/legal/CNAME", "text/plain; charset=utf-8", "", "a.example", 200},
		{"/legal/assets/s.css", "text/css; charset=utf-8", "", "p{}", 200},
		{"/legal/old.html", "", "/legal/a/", "", 301},
		{"/legal/blog/2020/x", "", "/legal/news/2020/x", "", 302},
		{"/legal/p/a/text", "", "/legal/a/", "", 308},
		{"/legal/a/forced", "", "/legal/a/", "", 307},
		{"/.candor/none", "text/plain; charset=utf-8", "", "", 404},
	} {
		resp, body := d.do("GET", c.address)
		h := resp.Header
		if resp.StatusCode != c.status || h.Get("Content-Type") != c.kind || h.Get("Location") != c.location || !strings.Contains(body, c.holds) {
			t.Errorf("%s: %d %q %q\n%s", c.address, resp.StatusCode, h.Get("Content-Type"), h.Get("Location"), body)
		}
	}
}

// TestHeaders: _headers is applied; what it asks of a page's policy is kept, with three files of the preview allowed more.
func TestHeaders(t *testing.T) {
	d := hosted(t)
	resp, _ := d.do("GET", "/legal/assets/s.css")
	if h := resp.Header; h.Get("X-One") != "1" || h.Get("Cache-Control") != "max-age=31536000" || h.Get("Content-Security-Policy") != "default-src 'none'; style-src 'self'" {
		t.Errorf("a style sheet has %v", h)
	}
	for _, address := range []string{"/legal/assets/s.css", "/legal/a/", "/legal/nothing"} {
		resp, _ := d.do("GET", address, "Origin", "https://o.example")
		for name := range resp.Header {
			if strings.HasPrefix(name, "Access-Control-") || resp.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
				t.Errorf("%s can be read by pages of other origins: %v", address, resp.Header)
			}
		}
	}
	resp, page := d.do("GET", "/legal/a/")
	host := strings.TrimPrefix(d.url, "http://")
	own := "script-src " + host + "/.candor/preview.js; connect-src " + host + "/.candor/events"
	want := []string{"default-src 'none'; style-src 'self' " + host + "/.candor/preview.css; " + own, "default-src 'none'; " + own + "; style-src " + host + "/.candor/preview.css"}
	if got := resp.Header.Values("Content-Security-Policy"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("a page has the policies\n%q, want\n%q", got, want)
	}
	if strings.Contains(page, ` http-equiv="Content-Security-Policy"`) {
		t.Error("the page's own policy still acts, and forbids the bar")
	}
}

// TestETag: what a browser has is not sent again; HEAD has the headers of GET.
func TestETag(t *testing.T) {
	d := hosted(t)
	for _, address := range []string{"/legal/a/", "/legal/x.svg"} {
		resp, body := d.do("GET", address)
		tag := resp.Header.Get("ETag")
		if tag == "" {
			t.Fatalf("%s has no ETag", address)
		}
		if again, rest := d.do("GET", address, "If-None-Match", tag); again.StatusCode != http.StatusNotModified || rest != "" {
			t.Errorf("%s is sent again: %d", address, again.StatusCode)
		}
		head, rest := d.do("HEAD", address)
		if head.StatusCode != 200 || rest != "" || head.Header.Get("ETag") != tag || head.ContentLength != int64(len(body)) {
			t.Errorf("HEAD %s: %d %v", address, head.StatusCode, head.Header)
		}
	}
	resp, _ := d.do("GET", "/legal/a/")
	tag := resp.Header.Get("ETag")
	d.write("content/a.md", "changed")
	d.shows("/legal/a/", "changed")
	if again, _ := d.do("GET", "/legal/a/", "If-None-Match", tag); again.StatusCode != 200 {
		t.Errorf("a changed page is answered %d", again.StatusCode)
	}
	if resp, _ := d.do("POST", "/legal/a/"); resp.StatusCode != http.StatusMethodNotAllowed || resp.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d", resp.StatusCode)
	}
}

// TestForeignHost: a name that leads here but is not ours is refused at every address, the preview's own too.
func TestForeignHost(t *testing.T) {
	d := hosted(t, func(o *preview.Options) { o.Hosts = []string{"Desk.Example"} })
	for host, ok := range map[string]bool{
		"localhost": true, "localhost:7070": true, "LOCALHOST": true, "a.localhost:1": true, "127.0.0.1:7070": true, "[::1]:7070": true, "[::1]": true, "192.168.1.5": true,
		"desk.example": true, "desk.example:80": true, "desk.example.": true,
		"evil.example": false, "evil.example:7070": false, "localhost.evil.example": false, "127.0.0.1.evil.example": false, "desk.example.evil.example": false, "xlocalhost": false,
	} {
		for _, address := range []string{"/legal/a/", "/.candor/source?file=content/a.md", "/.candor/preview.js"} {
			if status, body := d.get(address, "Host", host); (status == 200) != ok || !ok && (status != http.StatusMisdirectedRequest || strings.Contains(body, "one")) {
				t.Errorf("%s of host %q is answered %d", address, host, status)
			}
		}
	}
}

// TestOutside: no address leads out of the site or of the center, however it is written.
func TestOutside(t *testing.T) {
	d := hosted(t)
	d.write("../secret.txt", "secret words")
	t.Cleanup(func() { _ = os.Remove(d.path("../secret.txt")) })
	d.write("secret.txt", "secret words")
	if err := os.Symlink(d.path("../secret.txt"), d.path("content/link.md")); err != nil {
		t.Skip(err)
	}
	d.shows("/legal/a/", "content/link.md: path escapes from parent")
	for _, address := range []string{
		"/../secret.txt", "/legal/../../secret.txt", "/legal/..%2f..%2fsecret.txt", "/legal/%2e%2e/secret.txt", "/legal/..%5csecret.txt", "//secret.txt", "/legal//secret.txt",
		"/secret.txt", "/legal/secret.txt", "/legal/link/", "/legal/link.md", "/legal/%00", "/.candor/source?file=../secret.txt", "/.candor/source?file=secret.txt",
		"/.candor/source?file=content/link.md", "/.candor/source?file=content/../secret.txt", "/.candor/source?file=" + d.path("secret.txt"), "/.candor/source?file=/etc/passwd",
	} {
		// By hand: a client of HTTP would tidy the address.
		conn, err := net.Dial("tcp", strings.TrimPrefix(d.url, "http://"))
		d.must(err)
		_, err = fmt.Fprintf(conn, "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n", address)
		d.must(err)
		var answer strings.Builder
		buffer := make([]byte, 1<<16)
		for {
			n, err := conn.Read(buffer)
			answer.Write(buffer[:n])
			if err != nil {
				break
			}
		}
		d.must(conn.Close())
		if strings.Contains(answer.String(), "secret words") || strings.Contains(answer.String(), "root:") || strings.HasPrefix(answer.String(), "HTTP/1.0 200") {
			t.Errorf("%s is answered\n%s", address, answer.String())
		}
	}
	for _, to := range []string{"//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"} {
		if resp, _ := d.do("GET", "/.candor/view?drafts=on&to="+to); resp.Header.Get("Location") != "/" {
			t.Errorf("a choice leads to %q", resp.Header.Get("Location"))
		}
	}
}
