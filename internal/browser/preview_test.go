package browser

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
)

// desk is an editor's center with a preview of it.
type desk struct {
	*testing.T
	dir, program, addr string
	serve              *exec.Cmd
	says               *bytes.Buffer
}

// edited is a center with a text in force, an older one and a long draft; its theme has a style of its own.
func edited(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, dir: t.TempDir(), program: filepath.Join(t.TempDir(), "candor"), addr: "127.0.0.1:0", says: new(bytes.Buffer)}
	d.run("go", "build", "-o", d.program, "candor/cmd/candor")
	d.put("config.toml", "base_url = \"https://a.example/legal/\"\ntheme = \"own\"\n[organization]\nname = \"A\"\n[[languages]]\ntag = \"en\"\ntitle = \"Center\"\n[[languages]]\ntag = \"ru\"\n")
	d.style("")
	for _, year := range []int{2020, 2024} {
		d.put(fmt.Sprintf("content/p/%d-01-01/en.md", year), fmt.Sprintf("+++\ntitle = \"Privacy\"\npublished = %d-01-01\n+++\n## Part\n\nThe words of %d.\n", year, year))
	}
	d.draft("first words", 0)
	d.run(d.program, "publish", "--adopt", "--site", d.dir)
	return d
}

func (d *desk) run(name string, args ...string) {
	d.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		d.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
}

func (d *desk) put(name, text string) {
	d.Helper()
	at := filepath.Join(d.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		d.Fatal(err)
	}
}

// draft writes the draft: forty sections, with words in the thirtieth, and paragraphs that push it down.
func (d *desk) draft(words string, above int) {
	d.Helper()
	var text strings.Builder
	text.WriteString("+++\ntitle = \"Privacy\"\n+++\n")
	for i := range 40 {
		fmt.Fprintf(&text, "## Section %d {#s%d}\n\nA paragraph of section %d.\n\n", i, i, i)
		if i == 2 {
			text.WriteString(strings.Repeat("Pushed down.\n\n", above))
		}
		if i == 30 {
			text.WriteString(words + "\n\n")
		}
	}
	d.put("content/p/draft/en.md", text.String())
}

func (d *desk) style(rule string) {
	d.Helper()
	builtin, err := os.ReadFile("../../themes/default/static/style.css")
	if err != nil {
		d.Fatal(err)
	}
	d.put("themes/own/static/style.css", string(builtin)+rule)
}

// start runs the preview; the second time at the same address.
func (d *desk) start() {
	d.Helper()
	d.serve = exec.Command(d.program, "serve", "--site", d.dir, "--addr", d.addr, "--drafts", "--as-of", day.String())
	d.serve.Stderr = d.says
	out, err := d.serve.StdoutPipe()
	if err != nil {
		d.Fatal(err)
	}
	if err := d.serve.Start(); err != nil {
		d.Fatal(err)
	}
	d.Cleanup(d.end)
	line, err := bufio.NewReader(out).ReadString('\n')
	at := regexp.MustCompile(`http://([^/]+)/`).FindStringSubmatch(line)
	if err != nil || at == nil {
		d.Fatalf("no address: %q %v\n%s", line, err, d.says)
	}
	d.addr = at[1]
}

func (d *desk) end() {
	if d.serve.ProcessState == nil {
		_ = d.serve.Process.Signal(os.Interrupt)
		_ = d.serve.Wait() // the tests of the command hold how it ends
	}
}

// becomes waits until an expression holds in the page, over reloads.
func (p *tab) becomes(t *testing.T, expression string) {
	t.Helper()
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		// A page that is being left cannot be asked.
		if got, err := p.Timeout(patience).Eval("() => Boolean(" + expression + ")"); err == nil && got.Value.Bool() {
			return
		}
	}
	seen, _ := p.Eval("() => [location.href, scrollY, window.mark, document.getElementById('s30')?.getBoundingClientRect().top, sessionStorage.top30] + '\\n' + document.body.innerText.slice(0, 2000) + '\\n' + document.querySelector('candor-preview')?.shadowRoot.textContent")
	t.Fatalf("never became so: %s\n%v", expression, seen)
}

// does runs a statement in the page.
func (p *tab) does(t *testing.T, statement string) {
	t.Helper()
	if _, err := p.Timeout(patience).Eval("() => { " + statement + " }"); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// inBar is an element of the preview's bar.
func inBar(id string) string {
	return "document.querySelector('candor-preview').shadowRoot.getElementById('" + id + "')"
}

// TestPreview is an editor's day in a browser.
func TestPreview(t *testing.T) {
	browser := launch(t)
	d := edited(t)
	d.start()
	site := &center{url: "http://" + d.addr}
	p, other := open(t, browser, site), open(t, browser, site)
	for _, one := range []*tab{p, other} { // both in sight, as in two windows: a page out of sight does not listen
		if err := (proto.EmulationSetFocusEmulationEnabled{Enabled: true}).Call(one); err != nil {
			t.Fatal(err)
		}
	}
	other.visit(t, site.url+"/legal/p/")
	other.does(t, "window.mark = 1")
	p.visit(t, site.url+"/legal/p/draft/")
	p.window(t, 1000, 700, "light")
	has := func(words string) string { return "document.querySelector('main').innerText.includes('" + words + "')" }

	p.becomes(t, has("first words"))
	p.does(t, "document.getElementById('s30').scrollIntoView({behavior: 'instant'}); window.mark = 1; window.top30 = document.getElementById('s30').getBoundingClientRect().top; sessionStorage.top30 = window.top30")
	d.draft("second words", 20)
	p.becomes(t, has("second words"))
	p.becomes(t, "!window.mark && scrollY > 0 && Math.abs(document.getElementById('s30').getBoundingClientRect().top - sessionStorage.top30) < 3")

	p.does(t, "window.mark = 1")
	d.put("content/q/2021-01-01/en.md", "+++\ntitle = \"Q\"\npublshed = 2021-01-01\n+++\nwords\n")
	p.becomes(t, inBar("faults")+"?.textContent.includes('content/q/2021-01-01/en.md:3:1')")
	p.becomes(t, inBar("faults")+".textContent.includes('publshed = 2021-01-01') && getComputedStyle("+inBar("faults")+").position === 'fixed'")
	p.becomes(t, "window.mark && "+has("second words"))
	other.becomes(t, inBar("faults")+" && window.mark")
	if err := os.RemoveAll(filepath.Join(d.dir, "content/q")); err != nil {
		t.Fatal(err)
	}
	p.becomes(t, "!"+inBar("faults")+" && window.mark")
	other.becomes(t, "!"+inBar("faults")+" && window.mark && "+has("The words of 2024."))

	d.style("\nmain { outline: 7px solid rgb(1, 2, 3) }\n")
	p.becomes(t, "getComputedStyle(document.querySelector('main')).outlineWidth === '7px' && window.mark")
	p.becomes(t, "document.querySelectorAll('head link[rel=stylesheet]').length === 1")

	p.does(t, inBar("redline")+".click()")
	p.becomes(t, "location.pathname === '/legal/p/compare/2024-01-01..draft/' && document.querySelector('main ins')")
	p.visit(t, site.url+"/legal/p/")
	p.becomes(t, has("The words of 2024."))
	p.does(t, "sessionStorage.previous = new URL("+inBar("previous")+".href).searchParams.get('as-of'); "+inBar("previous")+".focus()")
	if err := p.Keyboard.Type(input.Enter); err != nil {
		t.Fatal(err)
	}
	p.becomes(t, has("The words of 2024.")+" && "+inBar("as-of")+".value === sessionStorage.previous")
	p.does(t, inBar("as-of")+".value = '2021-05-05'; "+inBar("as-of")+".focus()")
	if err := p.Keyboard.Type(input.Enter); err != nil {
		t.Fatal(err)
	}
	p.becomes(t, has("The words of 2020.")+" && "+inBar("next")+".href.includes('as-of=2024-01-01')")
	p.does(t, inBar("drafts")+".click()")
	p.becomes(t, inBar("drafts")+".ariaChecked === 'false' && "+inBar("as-of")+".value === '2021-05-05'")
	p.does(t, inBar("today")+".click()")
	p.becomes(t, has("The words of 2024."))
	other.becomes(t, "window.mark")
	for _, one := range []*tab{p, other} {
		if faults := one.taken(); len(faults) > 0 {
			t.Errorf("in the browser:\n%s", strings.Join(faults, "\n"))
		}
	}

	d.end()
	d.put("templates/404.html", `{{define "main"}}<h1>own</h1>{{end}}`)
	p.visit(t, "about:blank")
	d.start()
	other.becomes(t, "window.mark") // the page is as it was
	p.visit(t, site.url+"/legal/none/")
	p.becomes(t, has("own"))
	d.end()
	d.put("templates/404.html", `{{define "main"}}<h1>anew</h1>{{end}}`)
	d.start()
	p.becomes(t, has("anew")) // it came back by itself
}
