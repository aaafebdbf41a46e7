"use strict";
// Listens for changes of this page and shows them; keeps the reader's place over a reload. It is served by the preview only.
(() => {
  const host = document.querySelector("candor-preview"), root = host.shadowRoot, store = "candor-preview";
  let reloads = false;
  const all = () => [...document.querySelectorAll("details")];
  const name = (d, i) => d.id || i + " " + (d.querySelector("summary")?.textContent ?? "");

  // The place is the first element with an id that begins in sight, else the last that begins above, and how far down it stands. What
  // holds others, or stays in sight whatever the reader does, says nothing.
  function keep() {
    const ids = [...document.querySelectorAll("main [id]")].filter((e) => e.getClientRects().length && !e.closest("nav, aside"));
    const top = (e) => e.getBoundingClientRect().top;
    const at = ids.find((e) => top(e) >= 0 && top(e) < innerHeight) ?? ids.findLast((e) => top(e) < 0);
    const place = { path: location.pathname, y: scrollY, id: at?.id, top: at && top(at), open: all().map((d, i) => [name(d, i), d.open]) };
    try { sessionStorage.setItem(store, JSON.stringify(place)); } catch { /* storage is off: the browser keeps the place as it can */ }
    history.scrollRestoration = "manual";
    reloads = true;
  }

  function restore() {
    let place = null;
    try { place = JSON.parse(sessionStorage.getItem(store)); sessionStorage.removeItem(store); } catch { /* as above */ }
    if (place?.path !== location.pathname) return;
    const open = new Map(place.open);
    all().forEach((d, i) => { if (open.has(name(d, i))) d.open = open.get(name(d, i)); });
    // Whatever the style says of scrolling: there is nothing to travel past.
    const to = (top) => scrollTo({ top, behavior: "instant" });
    to(place.y);
    const at = place.id && document.getElementById(place.id);
    if (at && place.y > 0) to(scrollY + at.getBoundingClientRect().top - place.top);
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
  // Until the page is left the browser must not move it: it would put back the offset and not the place.
  addEventListener("pagehide", () => { stream?.close(); if (!reloads) history.scrollRestoration = "auto"; });
  addEventListener("pageshow", (e) => { if (e.persisted) listen(); });
  if (!document.hidden) listen();
})();
