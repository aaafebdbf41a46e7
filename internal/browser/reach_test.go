package browser

import (
	"fmt"
	"testing"

	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
)

// spacing is the override of WCAG 2.2, success criterion 1.4.12.
const spacing = `() => { const s = new CSSStyleSheet();
s.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
document.adoptedStyleSheets = [s]; return '' }`

// clipped names elements whose words are cut off.
const clipped = `() => [...document.body.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
  return s.overflow !== 'visible' && !e.closest('.vh, .scroll, .skip, svg') && e.textContent.trim() && e.clientHeight > 1 &&
  (e.scrollWidth > e.clientWidth + 1 && s.overflowX === 'hidden' || e.scrollHeight > e.clientHeight + 1 && s.overflowY === 'hidden') })
  .slice(0, 3).map(e => 'cuts its words off: ' + e.tagName + '.' + e.className).join('\n')`

// TestZoom holds WCAG 2.2, 1.4.10 and 1.4.12: at 400 % (320 CSS pixels) and with wider spacing nothing is cut off and nobody has to
// scroll sideways.
func TestZoom(t *testing.T) {
	c := serveDemonstration(t)
	p := open(t, launch(t), c)
	for _, lang := range []string{"ru", "ar"} {
		for _, kind := range kinds {
			p.window(t, 320, 256, "light")
			p.visit(t, c.url+address(lang, kind.address))
			report(t, kind.name+" "+lang+" at 400 %", append(p.lines(t, overflow), p.lines(t, clipped)...))
			p.window(t, 390, 800, "light")
			p.lines(t, spacing)
			report(t, kind.name+" "+lang+" with wide spacing", append(p.lines(t, overflow), p.lines(t, clipped)...))
		}
	}
}

// stops marks what the keyboard should reach: what can be focused and is seen.
const stops = `() => { const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter(e => !e.disabled && e.checkVisibility({visibilityProperty: true}) && !(e.type === 'radio' && !e.checked));
all.forEach(e => e.dataset.stop = '1'); return String(all.length) }`

// here says whether the focus is seen: inside the window, with an outline or another sign. A smooth scroll gets its time.
const here = `async () => { await new Promise(done => setTimeout(done, 20));
const e = document.activeElement;
if (!e || e === document.body) return 'end';
if (e.dataset.stop === 'done' && e.type === 'date') return 'known'; // its day, month and year are stops of the browser's own
const known = e.dataset.stop === '1' ? 'known' : 'unknown'; e.dataset.stop = 'done';
const target = e.matches('.vh, .vh *') ? e.closest('label') || e.parentElement : e;
const r = target.getBoundingClientRect(), s = getComputedStyle(target);
const seen = r.bottom > 0 && r.top < innerHeight && r.width > 0 && (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' || e !== target);
return known + (seen ? '' : ' unseen ' + e.outerHTML.slice(0, 120)) }`

const missed = `() => [...document.querySelectorAll('[data-stop="1"]')].slice(0, 5).map(e => 'the keyboard does not reach ' + e.outerHTML.slice(0, 120)).join('\n')`

// TestKeyboard tabs through every kind of page: all that can be pressed is reached, and the focus is seen.
func TestKeyboard(t *testing.T) {
	c := serveDemonstration(t)
	p := open(t, launch(t), c)
	for _, at := range []struct {
		lang  string
		width int
	}{{"ru", 1440}, {"ar", 390}} {
		for _, kind := range kinds {
			p.window(t, at.width, 900, "light")
			p.visit(t, c.url+address(at.lang, kind.address))
			where := fmt.Sprintf("%s %s at %d px", kind.name, at.lang, at.width)
			report(t, where, p.tabThrough(t))
		}
	}
}

func (p *tab) tabThrough(t *testing.T) []string {
	t.Helper()
	var faults []string
	var count int
	if _, err := fmt.Sscan(p.lines(t, stops)[0], &count); err != nil {
		t.Fatal(err)
	}
	for range 2*count + 50 {
		if err := p.Keyboard.Type(input.Tab); err != nil {
			t.Fatal(err)
		}
		state := p.lines(t, here)[0]
		if state == "end" {
			break
		}
		if len(state) > len("unknown") && len(faults) < 5 {
			faults = append(faults, "the focus is not seen: "+state)
		}
	}
	return append(faults, p.lines(t, missed)...)
}

// essentials are the words and links that a page must have without scripts.
const essentials = `() => ['h1', 'main', 'nav a[href]', 'footer'].filter(s => !document.querySelector(s)).map(s => 'no ' + s).join('\n')`

// TestWithoutScripts holds that every page stands without JavaScript: the same words are seen as with it.
func TestWithoutScripts(t *testing.T) {
	c := serveDemonstration(t)
	browser := launch(t)
	with, without := open(t, browser, c), open(t, browser, c)
	if err := (proto.EmulationSetScriptExecutionDisabled{Value: true}).Call(without); err != nil {
		t.Fatal(err)
	}
	const words = `() => [...document.querySelectorAll('article, h1, table, .notice')].map(e => e.innerText.trim().length).join(' ')`
	for _, kind := range kinds {
		url := c.url + kind.address
		with.visit(t, url)
		without.visit(t, url)
		report(t, kind.name, without.lines(t, essentials))
		if a, b := with.lines(t, words), without.lines(t, words); fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("%s: words are lost without scripts: %v with, %v without", kind.name, a, b)
		}
	}
}
