package browser

import (
	"fmt"
	"strings"
	"testing"
)

// TestClauseDays ticks the box that shows since when each clause has stood: the days are seen then, and only then, and fit in the window.
func TestClauseDays(t *testing.T) {
	c := serveDemonstration(t)
	p := open(t, launch(t), c)
	const seen = `() => String([...document.querySelectorAll('article .since')].filter(e => e.checkVisibility()).length)`
	for _, at := range []string{"/privacy/", "/ar/privacy/", "/subprocessors/"} {
		for _, width := range []int{1440, 1100, 820, 390} {
			where := fmt.Sprintf("%s at %d px", at, width)
			p.window(t, width, 900, "light")
			p.visit(t, c.url+at)
			if n := p.lines(t, seen); n[0] != "0" {
				t.Errorf("%s: %s days are seen before the box is ticked", where, n[0])
			}
			p.lines(t, `() => { document.querySelector('#ask').click(); return '' }`)
			if n := p.lines(t, seen); len(n) == 0 || n[0] == "0" {
				t.Errorf("%s: no day is seen when the box is ticked", where)
			}
			report(t, where, p.lines(t, overflow))
		}
	}
}

// TestKeepsClause holds that the chooser of languages leads to the clause that is being read, and that the other page has it.
func TestKeepsClause(t *testing.T) {
	c := serveDemonstration(t)
	p := open(t, launch(t), c)
	p.window(t, 390, 800, "light")
	const leads = `(id) => { if (id) document.getElementById(id).scrollIntoView({behavior: 'instant'});
const a = document.querySelector('.lang a[hreflang="en"]'); a.addEventListener('click', e => e.preventDefault()); a.click(); return a.getAttribute('href') }`
	p.visit(t, c.url+"/privacy/")
	if got := p.lines(t, fmt.Sprintf("() => (%s)('')", leads)); !strings.HasSuffix(got[0], "/en/privacy/") {
		t.Errorf("from the top of the page the chooser leads to %s", got[0])
	}
	got := p.lines(t, fmt.Sprintf("() => (%s)('rights')", leads))[0]
	_, id, _ := strings.Cut(got, "#")
	if id == "" || !strings.HasPrefix(id, "rights") || !strings.Contains(string(c.files["en/privacy/index.html"]), `id="`+id+`"`) {
		t.Errorf("from the section on rights the chooser leads to %s", got)
	}
	p.visit(t, c.url+"/privacy/2024-02-01/#rights")
	if got := p.lines(t, `() => { scrollTo(0, 0); const a = document.querySelector('.banner .btn'); a.addEventListener('click', e => e.preventDefault()); a.click(); return a.hash }`); got[0] != "#rights" {
		t.Errorf("from a clause of an earlier version the banner leads to %q", got)
	}
	p.visit(t, c.url+"/privacy/#%E0%A4%A")
	p.lines(t, fmt.Sprintf("() => (%s)('')", leads))
	report(t, "a fragment that is not well-formed", p.taken())
}

// TestWhichVersion asks the archive which version was in force on a day.
func TestWhichVersion(t *testing.T) {
	c := serveDemonstration(t)
	p := open(t, launch(t), c)
	for _, k := range []struct{ at, day, want string }{
		{"/en/privacy/archive/", "2018-01-01", "No version was in force yet"},
		{"/en/privacy/archive/", "2019-05-13", "The version of May 13, 2019 was in force"},
		{"/en/privacy/archive/", "2021-02-28", "The version of May 13, 2019 was in force"},
		{"/en/privacy/archive/", "2021-03-01", "The version of March 1, 2021 was in force"},
		{"/en/privacy/archive/", "2026-11-25", "The version of June 2, 2025 was in force"},
		{"/en/loyalty/archive/", "2025-12-30", "The version of March 1, 2021 was in force"},
		{"/en/loyalty/archive/", "2025-12-31", "The policy had been withdrawn"},
		{"/en/privacy/archive/", "2026-11-26", "That day is still to come"},
		{"/en/privacy/archive/", "2027-02-01", "That day is still to come"},
	} {
		p.visit(t, c.url+k.at)
		got := p.lines(t, fmt.Sprintf(`() => { const i = document.querySelector('#when-on'); i.value = %q; i.dispatchEvent(new Event('input')); return i.parentNode.querySelector('output').textContent }`, k.day))
		if strings.Join(strings.Fields(strings.Join(got, " ")), " ") != k.want {
			t.Errorf("%s on %s: %q, want %q", k.at, k.day, got, k.want)
		}
	}
}

// TestPassed opens pages that were built before a day and are read after it: they say what has happened, and on the day before they do not.
func TestPassed(t *testing.T) {
	c := serveDemonstration(t)
	browser := launch(t)
	const said = `() => [...document.querySelectorAll('.passed')].filter(e => e.checkVisibility()).map(e => e.textContent).join('\n')`
	for _, k := range []struct {
		year, month, day int
		at, want         string
	}{
		{2027, 1, 14, "/en/privacy/", ""},
		{2027, 1, 15, "/en/privacy/", "This text is no longer in force: a new version took effect on January 15, 2027"},
		{2027, 1, 15, "/en/privacy/2027-01-15/", "This version took effect on January 15, 2027"},
		{2027, 1, 15, "/en/privacy/2024-02-01/", "a new version took effect on January 15, 2027"},
		{2027, 1, 15, "/en/notices/privacy/2027-01-15/", "This version took effect on January 15, 2027"},
		{2027, 3, 2, "/en/", "This version took effect on March 1, 2027"},
		{2027, 3, 2, "/en/notices/", ""},
		{2027, 3, 2, "/en/changelog/", ""},
		{2027, 2, 1, "/en/companion/", ""},
		{2027, 3, 2, "/en/companion/", "This version took effect on March 1, 2027"},
	} {
		p := open(t, browser, c)
		if _, err := p.EvalOnNewDocument(fmt.Sprintf(frozen, k.year, k.month-1, k.day)); err != nil {
			t.Fatal(err)
		}
		p.visit(t, c.url+k.at)
		if got := strings.ReplaceAll(strings.Join(p.lines(t, said), "\n"), "\u00a0", " "); k.want == "" && got != "" || !strings.Contains(got, k.want) {
			t.Errorf("%s on %d-%02d-%02d says %q, want %q", k.at, k.year, k.month, k.day, got, k.want)
		}
		whole := strings.ReplaceAll(strings.Join(p.lines(t, `() => document.body.innerText`), "\n"), "\u00a0", " ")
		for _, past := range []string{"not in force yet", "Takes effect on", "takes effect on", "changes on", "In force from", "Announced\n"} {
			if (k.want != "" || k.month == 3) && strings.Contains(whole, past) {
				t.Errorf("%s on %d-%02d-%02d still says %q beside %q", k.at, k.year, k.month, k.day, past, k.want)
			}
		}
		report(t, k.at, p.taken())
	}
}

// TestNoShift holds that nothing moves while a page loads (the browser's layout-shift entries).
func TestNoShift(t *testing.T) {
	c := serveDemonstration(t)
	browser := launch(t)
	const watch = `window.moved = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.moved += e.value)).observe({type: 'layout-shift', buffered: true})`
	const told = `async () => { await new Promise(done => setTimeout(done, 200)); return window.moved ? 'moves by ' + window.moved : '' }`
	for _, kind := range kinds {
		p := open(t, browser, c)
		if _, err := p.EvalOnNewDocument(watch); err != nil {
			t.Fatal(err)
		}
		p.window(t, 390, 4000, "light")
		p.visit(t, c.url+kind.address)
		report(t, kind.name, p.lines(t, told))
	}
	const bare = `() => [...document.images].filter(e => !e.width || !e.getAttribute('height')).map(e => 'a picture without its size: ' + e.src).join('\n')`
	p := open(t, browser, c)
	p.visit(t, c.url+"/subprocessors/")
	report(t, "/subprocessors/", p.lines(t, bare))
}
