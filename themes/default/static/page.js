// What pages do better with a script. Nothing here is needed to read: without it every link and every word is there.
(() => {
  "use strict";
  const root = document.documentElement;

  // The day in the center's time zone, as 2027-01-15.
  const today = () => {
    const parts = new Intl.DateTimeFormat("en", { timeZone: root.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date());
    const get = (type) => parts.find((p) => p.type === type).value;
    return `${get("year")}-${get("month")}-${get("day")}`;
  };

  // A date has passed and the site was not built anew: what is no longer so goes, and what is so now comes. It stands in a <template>, since what
  // a page only hides is read by programs that take it for what the page says. The latest of several lines holds.
  const passed = () => {
    if (!root.dataset.zone) return;
    const now = today();
    const seen = new Set();
    for (const said of document.querySelectorAll("[data-until]")) if (said.dataset.until <= now) said.remove();
    for (const line of [...document.querySelectorAll("template[data-day]")].reverse()) {
      if (line.dataset.day > now || seen.has(line.parentNode)) continue;
      seen.add(line.parentNode);
      line.replaceWith(line.content);
    }
  };

  // Changing the language keeps the clause that is being read; changing the version keeps the one that a link led to.
  const keepPlace = () => {
    const article = document.querySelector("article");
    if (!article) return;
    const marked = () => article.querySelector(":target");
    const read = () => {
      const mark = marked();
      if (mark) {
        const box = mark.getBoundingClientRect();
        if (box.bottom > 0 && box.top < innerHeight) return mark;
      }
      if (scrollY === 0) return null;
      const first = [...article.querySelectorAll("[id]")].find((e) => e.getBoundingClientRect().bottom > 0);
      return first && first.getBoundingClientRect().top < innerHeight ? first : null;
    };
    const keep = (links, place) => {
      for (const link of document.querySelectorAll(links)) {
        link.addEventListener("click", () => {
          const e = place();
          link.hash = e ? `#${e.id}` : "";
        });
      }
    };
    keep(".lang a, .par .top a", read);
    keep(".banner a, .past-list h3 a", marked);
  };

  // Which version was in force on a day? The rows of the table know.
  const whenOn = () => {
    const box = document.querySelector(".when-on");
    if (!box) return;
    const rows = [...document.querySelectorAll("tr[data-from]")];
    const words = box.querySelector("template");
    box.append(words.content);
    const input = box.querySelector("input");
    const output = box.querySelector("output");
    const last = root.dataset.zone ? today() : box.dataset.last;
    input.max = last;
    input.addEventListener("input", () => {
      output.textContent = "";
      rows.forEach((r) => r.classList.remove("found"));
      const day = input.value;
      if (!day) return;
      const ended = box.dataset.ended;
      const row = rows.find((r) => r.dataset.from <= day && (!r.dataset.to || r.dataset.to >= day));
      if (day > last) {
        output.textContent = words.dataset.coming;
      } else if (ended && day >= ended) {
        output.textContent = words.dataset.after;
      } else if (row) {
        row.classList.add("found");
        const [before, after] = words.dataset.found.split("%");
        const link = row.querySelector("a").cloneNode(true);
        output.append(before, link, after);
      } else {
        output.textContent = words.dataset.none;
      }
    });
  };

  // One open list at a time, and Escape closes it.
  const lists = () => {
    const lang = document.querySelector(".lang");
    if (!lang) return;
    lang.addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || !lang.open) return;
      lang.open = false;
      lang.querySelector("summary").focus();
    });
    document.addEventListener("click", (e) => {
      if (!lang.contains(e.target)) lang.open = false;
    });
  };

  passed();
  keepPlace();
  whenOn();
  lists();
})();
