package browser

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// axe runs every rule of WCAG 2.0 to 2.2, levels A and AA, and the best practices (https://github.com/dequelabs/axe-core).
const axe = `async () => {
const found = await axe.run(document, {runOnly: {type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']}, resultTypes: ['violations']});
return found.violations.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ': ' + n.target.join(' ') + ' ' + n.html.slice(0, 120).replace(/\s+/g, ' '))).join('\n') }`

// overflow names what makes a page wider than its window.
const overflow = `() => { const root = document.scrollingElement;
if (root.scrollWidth <= root.clientWidth) return '';
const wide = [...document.body.querySelectorAll('*')].filter(e => { const r = e.getBoundingClientRect();
  return r.width && (r.right > root.clientWidth + 1 || r.left < -1) && !e.closest('.vh, .scroll, .skip') });
return 'wider than the window by ' + (root.scrollWidth - root.clientWidth) + ' px: ' + wide.slice(0, 3).map(e => e.tagName + '.' + e.className).join(', ') }`

// leftovers names what a page has stored.
const leftovers = `() => [document.cookie && 'cookie: ' + document.cookie, localStorage.length && 'localStorage', sessionStorage.length && 'sessionStorage'].filter(Boolean).join('\n')`

func readAxe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		need(t, "axe-core")
	}
	return string(source)
}

// TestPages loads every kind of page in every language, at three widths, light and dark: no finding of axe, no horizontal scroll, no
// console message, no request to another host, no cookie, no storage.
func TestPages(t *testing.T) {
	source := readAxe(t)
	c := serveDemonstration(t)
	browser := launch(t)
	for _, lang := range languages {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			p := open(t, browser, c)
			for _, kind := range kinds {
				p.checkPage(t, c, source, kind.name+" "+lang, c.url+address(lang, kind.address))
			}
		})
	}
}

func (p *tab) checkPage(t *testing.T, c *center, source, name, url string) {
	t.Helper()
	p.window(t, 1440, 1000, "light")
	p.visit(t, url)
	p.addScript(t, source)
	for _, width := range []int{1440, 820, 390} {
		for _, scheme := range []string{"light", "dark"} {
			p.window(t, width, 1000, scheme)
			at := fmt.Sprintf("%s at %d px, %s (%s)", name, width, scheme, strings.TrimPrefix(url, c.url))
			report(t, at, p.lines(t, overflow))
			if testing.Short() && (width == 820 || (width == 390) != (scheme == "dark")) {
				continue
			}
			report(t, at, p.lines(t, axe))
		}
	}
	report(t, name, p.lines(t, leftovers))
	report(t, name, p.taken())
}

func (p *tab) addScript(t *testing.T, source string) {
	t.Helper()
	if _, err := p.Timeout(patience).Eval("() => { " + source + "\n }"); err != nil {
		t.Fatalf("load axe: %v", err)
	}
}

func report(t *testing.T, where string, faults []string) {
	t.Helper()
	for _, f := range faults {
		t.Errorf("%s: %s", where, f)
	}
}
