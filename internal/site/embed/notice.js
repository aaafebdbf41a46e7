// Shows the notices of a privacy center in another page: <script src="…/embed/notice.js" defer></script>. docs/notices.md says how.
// It sets no cookie, and writes to localStorage only when a reader hides a notice. Styles are constructed, so that a page's
// Content-Security-Policy needs no 'unsafe-inline'.
(() => {
  const d = document, me = d.currentScript, set = me.dataset
  const css = `section{display:flex;gap:1em;padding:.75em 1em;border-inline-start:.25em solid #5b6470;background:#f1f3f5;color:#16191d;
color:light-dark(#16191d,#f1f3f5);background:light-dark(#f1f3f5,#23282e);font:inherit;line-height:1.5;text-align:start}
.material{border-inline-start:.6em solid #b3261e;background:light-dark(#fff1e6,#3a2520)}
div{flex:1;min-width:0}p,ul{margin:0 0 .25em}a{color:inherit;margin-inline-end:1em}
button{flex:none;align-self:start;width:2.75em;height:2.75em;font:inherit;color:inherit;background:none;border:1px solid}`

  const make = (name, attributes, ...content) => {
    const e = d.createElement(name)
    for (const key in attributes) if (attributes[key]) e.setAttribute(key, attributes[key])
    e.append(...content)
    return e
  }

  // The page's language, without its last parts until there is a text; then any text of the same language; then the first.
  const pick = (texts, fallback) => {
    const tags = Object.keys(texts), want = (set.lang || d.documentElement.lang).toLowerCase().split('-')
    for (let n = want.length; n; n--) {
      const tag = tags.find(t => t.toLowerCase() == want.slice(0, n).join('-'))
      if (tag) return texts[tag]
    }
    return texts[tags.find(t => t.toLowerCase().split('-')[0] == want[0]) || fallback]
  }

  const store = (key, value) => {
    try {
      return value ? localStorage.setItem(key, value) : localStorage.getItem(key)
    } catch {}
  }

  const show = (notices, data, today, focus) => {
    const notice = notices.shift()
    if (!notice) {
      if (focus) {
        const to = d.querySelector('main,h1') || d.body
        if (to.tabIndex < 0) to.tabIndex = -1
        to.focus()
      }
      return
    }
    const t = pick(notice.texts, data.languages[0]), own = {lang: t.words_lang, dir: t.words_dir}
    const host = make('candor-notice', {lang: t.lang, dir: t.dir}), root = host.attachShadow({mode: 'open'})
    const close = make('button', {type: 'button', part: 'close', 'aria-label': t.dismiss}, '×')
    const body = make('div', {}, make('p', {part: 'label', id: 'l'}, t.label), make('p', {part: 'heading', id: 'h'}, make('strong', {}, notice.effective <= today && t.heading_past || t.heading)))
    if (t.changes) body.append(make('ul', t.changes_lang ? {lang: t.changes_lang, dir: t.changes_dir} : own, ...t.changes.map(c => make('li', {}, c))))
    if (t.action) body.append(make('p', own, t.action))
    body.append(make('p', {part: 'links'}, ...t.links.map(l => make('a', {href: l.url}, l.text))))
    const section = make('section', {part: 'notice', class: notice.material && 'material', 'aria-labelledby': 'l h', tabindex: '-1'}, body, close)
    try {
      const sheet = new CSSStyleSheet
      sheet.replaceSync(css)
      root.adoptedStyleSheets = [sheet]
    } catch {}
    root.append(section)
    close.onclick = () => {
      store(notice.key, 1)
      host.remove()
      show(notices, data, today, 1)
    }
    const target = set.target && d.querySelector(set.target)
    if (target) target.append(host)
    else d.body.prepend(host)
    if (focus) section.focus()
  }

  const start = async () => {
    const answer = await fetch(new URL('../notices.json', me.src), {credentials: 'omit', referrerPolicy: 'no-referrer'})
    const data = await answer.json()
    const today = new Intl.DateTimeFormat('sv', {timeZone: data.time_zone}).format(Date.now())
    show(data.notices.filter(n => n.until >= today && (!set.policy || set.policy.split(' ').includes(n.policy)) && !store(n.key)), data, today)
  }
  const run = () => start().catch(() => {}) // a page never suffers from a center that cannot be reached
  d.body ? run() : d.addEventListener('DOMContentLoaded', run)
})()
