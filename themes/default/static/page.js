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

  // A date has passed and the site was not built anew: say so. The latest of several lines holds.
  const passed = () => {
    if (!root.dataset.zone) return;
    const now = today();
    const seen = new Set();
    for (const line of [...document.querySelectorAll(".passed")].reverse()) {
      if (line.dataset.day > now || seen.has(line.parentNode)) continue;
      seen.add(line.parentNode);
      line.hidden = false;
    }
  };

  // Changing the language or the version keeps the clause that is being read.
  const keepPlace = () => {
    const links = document.querySelectorAll(".lang a, .par .top a");
    const article = document.querySelector("article");
    if (!article) return;
    const place = () => {
      const marked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (marked && article.contains(marked)) {
        const box = marked.getBoundingClientRect();
        if (box.bottom > 0 && box.top < innerHeight) return marked.id;
      }
      for (const e of article.querySelectorAll("[id]")) {
        if (e.getBoundingClientRect().bottom > 0) return e.getBoundingClientRect().top < innerHeight && scrollY > 0 ? e.id : "";
      }
      return "";
    };
    for (const link of links) {
      link.addEventListener("click", () => {
        const id = place();
        link.hash = id ? `#${id}` : "";
      });
    }
  };

  // Which version was in force on a day? The rows of the table know.
  const whenOn = () => {
    const box = document.querySelector(".when-on");
    if (!box) return;
    const rows = [...document.querySelectorAll("tr[data-from]")];
    const input = box.querySelector("input");
    const output = box.querySelector("output");
    box.hidden = false;
    input.addEventListener("input", () => {
      output.textContent = "";
      rows.forEach((r) => r.classList.remove("found"));
      const day = input.value;
      if (!day) return;
      const ended = box.dataset.ended;
      const row = rows.find((r) => r.dataset.from <= day && (!r.dataset.to || r.dataset.to >= day));
      if (ended && day >= ended) {
        output.textContent = box.dataset.after;
      } else if (row) {
        row.classList.add("found");
        const [before, after] = box.dataset.found.split("%");
        const link = row.querySelector("a").cloneNode(true);
        output.append(before, link, after);
      } else {
        output.textContent = box.dataset.none;
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
