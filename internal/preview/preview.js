"use strict";
// Listens for changes of this page and shows them; keeps the reader's place over a reload. It is served by the preview only.
(() => {
  const host = document.querySelector("candor-preview"), root = host.shadowRoot, store = "candor-preview";
  const all = () => [...document.querySelectorAll("details")];
  const name = (d, i) => d.id || i + " " + (d.querySelector("summary")?.textContent ?? "");

  // The place is the first element with an id that is in sight, and how far down it stands.
  function keep() {
    const at = [...document.querySelectorAll("main [id]")].find((e) => e.getClientRects().length && e.getBoundingClientRect().bottom > 0);
    const place = { path: location.pathname, y: scrollY, id: at?.id, top: at?.getBoundingClientRect().top, open: all().map((d, i) => [name(d, i), d.open]) };
    try { sessionStorage.setItem(store, JSON.stringify(place)); } catch { /* storage is off: the browser keeps the place as it can */ }
    history.scrollRestoration = "manual";
  }

  function restore() {
    let place = null;
    try { place = JSON.parse(sessionStorage.getItem(store)); sessionStorage.removeItem(store); } catch { /* as above */ }
    history.scrollRestoration = "auto";
    if (place?.path !== location.pathname) return;
    const open = new Map(place.open);
    all().forEach((d, i) => { if (open.has(name(d, i))) d.open = open.get(name(d, i)); });
    scrollTo(0, place.y);
    const at = place.id && document.getElementById(place.id);
    if (at && place.y > 0) scrollBy(0, at.getBoundingClientRect().top - place.top);
  }

  function swap(sheets) {
    const plain = (u) => new URL(u, location).pathname.replace(/\.[0-9a-f]{6,}\.css$/, "");
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const href = sheets.find((s) => plain(s) === plain(link.href));
      if (!href || new URL(href, location).href === link.href) continue;
      const next = link.cloneNode();
      next.href = href;
      next.onload = next.onerror = () => link.remove();
      link.after(next);
    }
  }

  const travel = (date) => { location.href = "/.candor/view?" + new URLSearchParams({ "as-of": date, to: location.pathname }); };
  let closed = "";
  function wire() {
    const get = (id) => root.getElementById(id), panel = get("faults"), date = get("as-of");
    const show = (on) => { if (panel) panel.hidden = !on; closed = on ? "" : panel?.dataset.key ?? ""; };
    if (panel) panel.hidden = panel.dataset.key === closed;
    get("close")?.addEventListener("click", () => { show(false); get("open")?.focus(); });
    get("open")?.addEventListener("click", () => { show(panel.hidden); });
    panel?.addEventListener("keydown", (e) => { if (e.key === "Escape") get("close")?.click(); });
    get("go")?.addEventListener("click", () => { if (date.value) travel(date.value); });
    date?.addEventListener("keydown", (e) => { if (e.key === "Enter" && date.value) travel(date.value); });
  }

  let stream;
  function listen() {
    stream?.close();
    const d = host.dataset;
    stream = new EventSource("/.candor/events?" + new URLSearchParams({ page: location.pathname, have: d.have, style: d.style, bar: d.bar }));
    stream.addEventListener("page", () => { stream.close(); keep(); location.reload(); });
    stream.addEventListener("style", (e) => { const m = JSON.parse(e.data); d.style = m.style; swap(m.sheets); });
    stream.addEventListener("bar", (e) => {
      const m = JSON.parse(e.data), focused = root.activeElement?.id;
      d.bar = m.bar;
      root.innerHTML = m.html;
      wire();
      if (focused) root.getElementById(focused)?.focus();
    });
    stream.onerror = () => { stream.close(); setTimeout(listen, 300); };
  }

  restore();
  wire();
  // A hidden page gives its connection back: browsers grant few to one host. What it missed is told when it listens again.
  document.addEventListener("visibilitychange", () => { if (document.hidden) stream?.close(); else listen(); });
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (e) => { if (e.persisted) listen(); });
  if (!document.hidden) listen();
})();
