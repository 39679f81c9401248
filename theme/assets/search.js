/* The search page. Which pages hold which words lies in small files under search/, whose form
   partnership_register/search/ describes; what is shown of a page is cut from the page itself.
   Text of a file or a page is only ever set as text. */

{
  const base = new URL("..", document.currentScript.src);
  const form = document.querySelector("form.search");
  const filters = form.querySelector(".filter");
  const count = document.querySelector(".search__count");
  const list = document.querySelector(".search__results");
  const more = document.querySelector(".search__more");
  const site = document.title.split(" - ").slice(1).join(" - ");
  const FIRST_CODE = 35, FIRST_LEVEL = 64, LEVELS = 26; /* as in postings.py and indexing.py */
  const FEWEST_LETTERS = 3, AT_ONCE = 10, EXCERPT = 240;

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach((each) => element.setAttribute(...each));
    element.append(...children);
    return element;
  };

  /* Files */

  const known = new Map();
  const read = async (path, options) => {
    const answer = await fetch(new URL(path, base), options);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };
  const once = (path) => {
    if (!known.has(path)) known.set(path, read(path));
    return known.get(path);
  };

  const start = async () => {
    const index = await read("search/index.json", { cache: "no-cache" });
    const shards = new Set(index.shards.split(" "));
    const first = [];
    let total = 0;
    for (const area of index.areas) { first.push(total); total += area[2].length; }
    const all = (part) => index.areas.map((area) => area[part]).join("");
    const [kinds, statuses, years] = [all(2), all(3), all(4)];
    const value = (values, codes, page) => values[codes.charCodeAt(page) - FIRST_CODE];
    const areaOf = (page) => {
      let [low, high] = [0, first.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (first[middle] <= page) low = middle; else high = middle - 1;
      }
      return low;
    };
    return {
      ...index,
      ignored: new Set(index.ignored),
      shard: (name) => shards.has(name) ? once(`search/words/of-${name}.json?${index.edition}`) : [],
      first,
      total,
      areaOf,
      about: (page) => ({
        kind: value(index.kinds, kinds, page),
        status: value(index.statuses, statuses, page),
        year: value(index.years, years, page),
        partnership: index.areas[areaOf(page)][0],
      }),
      name: (page) => index.areas[areaOf(page)][1],
      shown: async (page) => {
        const area = areaOf(page);
        const pages = await once(`search/pages/${index.areas[area][0]}.json?${index.edition}`);
        return pages[page - first[area]];
      },
    };
  };

  /* Words */

  const split = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const wordsOf = (text, ignored) =>
    [...new Set(split(text))].filter((word) => (word.length > 1 || /\d/.test(word)) && !ignored.has(word));
  const shardOf = (word) => {
    const head = word.slice(0, /^\d/.test(word) ? 2 : 3);
    return /^[a-z0-9]+$/.test(head) ? head : "_";
  };

  /* The entries for a word: of its stem; else of the other spelling; else of what begins like it. */
  const entriesFor = async (index, word) => {
    const entries = await index.shard(shardOf(word));
    const having = (form) => entries.filter(([forms]) => forms.split(" ").includes(form));
    for (const form of [word, word.replace(/([iy])z/, "$1s"), word.replace(/([iy])s/, "$1z")]) {
      const found = having(form);
      if (found.length) return found;
    }
    for (let part = word; part.length >= FEWEST_LETTERS; part = part.slice(0, -1)) {
      const found = entries.filter(([forms]) => forms.split(" ").some((form) => form.startsWith(part)));
      if (found.length) return found;
      if (word.length < 6 || part.length <= word.length - 2) break;
    }
    return [];
  };

  /* For each page that holds the word, how much it is about it. */
  const weigh = (index, entries) => {
    const weights = new Map();
    for (const [, areas] of entries) {
      for (const area of areas.split(",")) {
        const space = area.indexOf(" ");
        let page = index.first[+area.slice(0, space)] - 1;
        for (const [, gap, level] of area.slice(space + 1).matchAll(/(\d*)(.)/g)) {
          page += +(gap || 1);
          const weight = (level.charCodeAt(0) - FIRST_LEVEL) / LEVELS;
          weights.set(page, Math.max(weight, weights.get(page) ?? 0));
        }
      }
    }
    const rarity = Math.log(1 + (index.total - weights.size + .5) / (weights.size + .5));
    weights.forEach((weight, page) => weights.set(page, weight * rarity));
    return weights;
  };

  const search = async (index, asked) => {
    const words = wordsOf(asked.q, index.ignored);
    const entries = await Promise.all(words.map((word) => entriesFor(index, word)));
    const weighed = entries.map((each) => weigh(index, each));
    const kept = ([page]) => {
      const about = index.about(page);
      return Object.keys(about).every((name) => !asked[name] || asked[name] === about[name]);
    };
    const add = (lists) => {
      const sums = new Map();
      for (const each of lists) each.forEach((weight, page) => sums.set(page, weight + (sums.get(page) ?? 0)));
      return sums;
    };
    let every = true;
    let pages = [];
    if (words.length) {
      const sums = [...add(weighed)].filter(kept);
      pages = sums.filter(([page]) => weighed.every((each) => each.has(page)));
      every = pages.length > 0 || words.length === 1;
      if (!every) pages = sums;
      pages.sort(([a, x], [b, y]) => y - x || a - b);
    } else if (Object.keys(asked).some((name) => name !== "q" && asked[name])) {
      pages = Array.from({ length: index.total }, (_, page) => [page, index.about(page).year]).filter(kept);
      pages.sort(([a, x], [b, y]) => (y > x) - (y < x) || b - a);
    }
    const forms = entries.flat().flatMap(([each]) => each.split(" "));
    return { words, forms: new Set([...forms, ...words]), every, pages: pages.map(([page]) => page) };
  };

  /* Excerpts */

  const textOf = (html) => {
    const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    main.querySelectorAll("nav, h1, .page-heading, .figures, .visually-hidden, script").forEach((each) => each.remove());
    const ended = { dt: ":", dd: ";", "h2, h3, h4": "." };
    for (const parts in ended) main.querySelectorAll(parts).forEach((each) => each.append(ended[parts]));
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const parts = [];
    while (walker.nextNode()) parts.push(walker.currentNode.data);
    return parts.join(" ").replace(/\s+/g, " ").replace(/ ([.,;:)])/g, "$1").replace(/([.;:?!])[.;]/g, "$1").trim();
  };

  const bestWindow = (text, found) => {
    let best = { at: 0, held: 0 };
    found.forEach((hit, n) => {
      const held = new Set();
      for (const each of found.slice(n)) {
        if (each.index + each[0].length > hit.index + EXCERPT - 40) break;
        held.add(each[0].toLowerCase());
      }
      if (held.size > best.held) best = { at: hit.index, held: held.size };
    });
    const from = best.at < 60 ? 0 : text.indexOf(" ", best.at - 60) + 1;
    const end = from + EXCERPT >= text.length ? text.length : text.lastIndexOf(" ", from + EXCERPT);
    return [Math.min(from, best.at), Math.max(end, from)];
  };

  const excerpt = (text, forms) => {
    const any = [...forms].sort((a, b) => b.length - a.length).slice(0, 200).join("|");
    const found = any ? [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, "giu"))] : [];
    const [from, end] = bestWindow(text, found);
    const nodes = [from ? "\u2026 " : ""];
    let at = from;
    for (const hit of found.filter((each) => each.index >= from && each.index + each[0].length <= end)) {
      nodes.push(text.slice(at, hit.index), make("mark", {}, hit[0]));
      at = hit.index + hit[0].length;
    }
    nodes.push(text.slice(at, end), end < text.length ? "\u00a0\u2026" : "");
    return nodes;
  };

  /* A page is read when its result comes into view, and is then at hand when it is followed. */
  const seen = new IntersectionObserver((entries) => entries.filter((each) => each.isIntersecting).forEach(async ({ target }) => {
    seen.unobserve(target);
    const answer = await fetch(target.querySelector("a").href).catch(() => null);
    if (answer?.ok) target.querySelector(".search__excerpt").append(...excerpt(textOf(await answer.text()), target.forms));
  }), { rootMargin: "25%" });

  /* The page */

  const day = (iso) => new Date(`${iso}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const results = (number) => `${number.toLocaleString("en-GB")} ${number === 1 ? "result" : "results"}`;

  const item = async (index, page, forms) => {
    const [url, title, date] = await index.shown(page);
    const { kind, status } = index.about(page);
    const partnership = index.name(page);
    const facts = [kind, title.includes(partnership) ? "" : partnership, date && !title.includes(day(date)) ? day(date) : "", status];
    const entry = make("li", {}, make("div", {},
      make("h3", { class: "record-list__heading" }, make("a", { href: new URL(url, base) }, title)),
      make("p", { class: "facts" }, ...facts.filter(Boolean).flatMap((fact) => [make("span", {}, fact), " "])),
      make("p", { class: "search__excerpt" })));
    entry.forms = forms;
    return entry;
  };

  const say = ({ words, every, pages }, asked) => {
    const narrowed = Object.keys(asked).some((name) => name !== "q" && asked[name]);
    const about = asked.q ? ` for ${asked.q}` : "";
    if (!words.length && asked.q && !narrowed) return `There is nothing to look for in ${asked.q}: such words stand on every page.`;
    if (!asked.q && !narrowed) return "";
    if (!pages.length) return `No results${about}${narrowed ? " with these filters" : ""}. Check the spelling, or use fewer words${narrowed ? " or filters" : ""}.`;
    return every ? `${results(pages.length)}${about}` : `No page has all of: ${asked.q}. ${results(pages.length)} with some of these words`;
  };

  let turn = 0;
  const show = async (index) => {
    const mine = turn += 1;
    const asked = Object.fromEntries([...new FormData(form)].map(([name, each]) => [name, each.trim()]));
    const found = await search(index, asked);
    let shown = 0;
    const next = async () => {
      const items = await Promise.all(found.pages.slice(shown, shown + AT_ONCE).map((page) => item(index, page, found.forms)));
      if (mine !== turn) return null;
      shown += items.length;
      list.append(...items);
      items.forEach((each) => seen.observe(each));
      more.hidden = shown >= found.pages.length;
      return items[0];
    };
    const old = [...list.children];
    await next();
    if (mine !== turn) return;
    old.forEach((each) => each.remove());
    count.textContent = say(found, asked);
    document.title = [asked.q, "Search", site].filter(Boolean).join(" - ");
    more.firstElementChild.onclick = async () => (await next())?.querySelector("a").focus();
  };

  const failed = () => {
    count.textContent = "The search could not be loaded. Try again in a moment, or use the lists below.";
  };

  /* The address carries what was asked, so that a search can be sent to somebody. */
  const address = () => {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, each]) => each.trim()));
    return `?${asked}`;
  };
  const takeFromAddress = () => {
    const asked = new URL(location).searchParams;
    for (const control of form.elements) if (control.name) control.value = asked.get(control.name) ?? "";
  };
  const offer = (name, options) => {
    const select = form.elements[name];
    options.forEach(([value, text]) => select.append(new Option(text, value)));
    select.parentNode.hidden = options.length < 2;
  };

  /* A phone shows the results before the filters, unless one is already chosen. */
  const unfold = (fold) => {
    const room = matchMedia("(min-width: 48em)");
    const chosen = [...fold.querySelectorAll("select")].some((select) => select.value);
    room.onchange = () => { fold.open = room.matches || chosen; };
    room.onchange();
  };

  const run = async () => {
    const ready = start();
    form.elements.q.value = new URL(location).searchParams.get("q") ?? "";
    document.querySelector("[data-search-needs-script]").hidden = true;
    const index = await ready;
    const same = (values) => values.filter(Boolean).map((value) => [value, value]);
    const alphabet = new Intl.Collator("en-GB", { numeric: true });
    offer("kind", same(index.kinds));
    offer("status", same(index.statuses));
    offer("year", same(index.years).reverse());
    offer("partnership", index.areas.filter(([, title]) => title).map(([id, title]) => [id, title]).sort(([, a], [, b]) => alphabet.compare(a, b)));
    filters.hidden = false;
    const again = () => show(index).catch(failed);
    form.onsubmit = (event) => { event.preventDefault(); history.pushState(null, "", address()); again(); };
    filters.onchange = () => { history.replaceState(null, "", address()); again(); };
    onpopstate = () => { takeFromAddress(); again(); };
    takeFromAddress();
    unfold(filters.firstElementChild);
    await again();
  };
  run().catch(failed);
}
