package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"
)

// foreign is a company's own page, of another origin than the center. Its policy allows the script of the center, one file of data, and
// nothing else: no inline style, no string that becomes HTML.
func foreign(t *testing.T, c *center) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", fmt.Sprintf("default-src 'none'; img-src data:; script-src %s/embed/notice.js; connect-src %s/notices.json; require-trusted-types-for 'script'", c.url, c.url))
		q := r.URL.Query()
		fmt.Fprintf(w, `<!doctype html><html lang="%s" dir="%s"><head><title>Shop</title><link rel="icon" href="data:,"><script src="%s/embed/notice.js" defer data-policy="%s"></script></head><body><main><h1>Shop</h1></main></body></html>`,
			q.Get("lang"), q.Get("dir"), c.url, q.Get("policy"))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// shown describes the notice that stands in the page: one fact a line.
const shown = `() => { const h = document.querySelector('candor-notice'), r = h.shadowRoot, s = r.querySelector('section'), c = getComputedStyle(s)
return ['lang ' + h.lang, 'dir ' + c.direction, 'first ' + (document.body.firstElementChild == h), 'heading ' + r.getElementById('h').textContent,
  'class ' + s.className, 'background ' + c.backgroundColor, 'start ' + (c.direction == 'rtl' ? c.borderRightWidth : c.borderLeftWidth),
  'focus ' + (r.activeElement == s), 'links ' + [...r.querySelectorAll('a')].map(a => a.getAttribute('href')).join(' '),
  'stored ' + [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(Boolean).join(' ')].join('\n') }`

func (p *tab) notice(t *testing.T) map[string]string {
	t.Helper()
	if _, err := p.Timeout(patience).Element("candor-notice"); err != nil {
		t.Fatalf("no notice is shown: %v", err)
	}
	out := map[string]string{}
	for _, line := range p.lines(t, shown) {
		key, value, _ := strings.Cut(line, " ")
		out[key] = value
	}
	return out
}

// named returns the accessible names of a role in the page, as assistive technology is given them.
func (p *tab) named(t *testing.T, role string) []string {
	t.Helper()
	tree, err := proto.AccessibilityGetFullAXTree{}.Call(p)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, node := range tree.Nodes {
		if node.Role != nil && node.Role.Value.Str() == role && !node.Ignored {
			out = append(out, node.Name.Value.Str())
		}
	}
	return out
}

const hide = `() => { document.querySelector('candor-notice').shadowRoot.querySelector('button').click(); return '' }`

// TestEmbed shows the notices in a page of another origin under a strict policy, in two languages, hides them one by one and comes back.
func TestEmbed(t *testing.T) {
	c := serveDemonstration(t)
	if n := len(c.files["embed/notice.js"]); n >= 3000 {
		t.Errorf("embed/notice.js has %d bytes", n)
	}
	browser := launch(t)
	for _, lang := range []struct{ tag, dir, label, heading, dismiss string }{
		{"ru", "ltr", "Существенная перемена", "15\u00a0января\u00a02027", "Скрыть уведомление"},
		{"ar", "rtl", "تغيير جوهري", "15\u00a0يناير\u00a02027", "إخفاء الإشعار"},
	} {
		t.Run(lang.tag, func(t *testing.T) {
			at := foreign(t, c)
			p := open(t, browser, &center{url: at})
			p.visit(t, at+"/?lang="+lang.tag+"&dir="+lang.dir)
			first := p.notice(t)
			if first["lang"] != lang.tag || first["dir"] != lang.dir || first["first"] != "true" || !strings.Contains(first["heading"], lang.heading) ||
				first["class"] != "material" || first["background"] == "rgba(0, 0, 0, 0)" || first["start"] == "0px" || first["focus"] != "false" || first["stored"] != "" ||
				!strings.Contains(first["links"], "/notices/privacy/2027-01-15/") || !strings.Contains(first["links"], "/privacy/compare/2025-06-02..2027-01-15/") {
				t.Errorf("shown: %q", first)
			}
			if names := p.named(t, "region"); len(names) != 1 || !strings.HasPrefix(names[0], lang.label+" ") || !strings.Contains(names[0], lang.heading) {
				t.Errorf("regions: %q", names)
			}
			if names := p.named(t, "button"); !slices.Equal(names, []string{lang.dismiss}) {
				t.Errorf("buttons: %q", names)
			}
			p.lines(t, hide)
			second := p.notice(t)
			if second["heading"] == first["heading"] || second["focus"] != "true" || second["stored"] != "candor:privacy/2027-01-15@2027-01-15" {
				t.Errorf("after the first was hidden: %q", second)
			}
			p.visit(t, at+"/?lang="+lang.tag+"&dir="+lang.dir)
			if again := p.notice(t); again["heading"] != second["heading"] || again["focus"] != "false" {
				t.Errorf("after a return: %q, then it was %q", again, second)
			}
			p.lines(t, hide)
			if left := p.lines(t, `() => [document.querySelectorAll('candor-notice').length, document.activeElement.localName].join('\n')`); !slices.Equal(left, []string{"0", "main"}) {
				t.Errorf("when all are hidden: %q", left)
			}
			for _, fault := range p.taken() {
				if fault != "request to another host: "+c.url+"/embed/notice.js" && fault != "request to another host: "+c.url+"/notices.json" {
					t.Error(fault)
				}
			}
		})
	}
}

// TestEmbedChoice holds what a page can ask for: one policy, and the nearest of the center's languages.
func TestEmbedChoice(t *testing.T) {
	c := serveDemonstration(t)
	browser := launch(t)
	at := foreign(t, c)
	p := open(t, browser, &center{url: at})
	for query, want := range map[string]string{"lang=ar-EG&policy=companion": "ar /companion/", "lang=pt-BR&policy=": "ru /privacy/", "lang=EN&policy=other+companion": "en /companion/"} {
		p.visit(t, at+"/?"+query)
		lang, address, _ := strings.Cut(want, " ")
		if got := p.notice(t); got["lang"] != lang || !strings.Contains(got["links"], address) {
			t.Errorf("%s: %q", query, got)
		}
	}
}

// TestEmbedAfterItsDay holds that a notice whose day has passed without a new build does not say that the change is to come.
func TestEmbedAfterItsDay(t *testing.T) {
	c := serveDemonstration(t)
	browser := launch(t)
	at := foreign(t, c)
	for day, want := range map[int]string{14: "changes on", 15: "changed on"} {
		p := open(t, browser, &center{url: at})
		if _, err := p.EvalOnNewDocument(fmt.Sprintf(frozen, 2027, 0, day)); err != nil {
			t.Fatal(err)
		}
		p.visit(t, at+"/?lang=en&policy=privacy")
		if got := strings.ReplaceAll(p.notice(t)["heading"], "\u00a0", " "); !strings.Contains(got, want) {
			t.Errorf("on 2027-01-%d: %q, want %q", day, got, want)
		}
	}
}
