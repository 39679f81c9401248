/* Tables that can be put in another order and narrowed down. Every page is complete without this file. */

{
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach((each) => element.setAttribute(...each));
    element.append(...children);
    return element;
  };
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const headings = (table) => [...table.tHead.rows[0].cells];
  const alphabet = new Intl.Collator("en-GB", { numeric: true });
  const voice = make("p", { class: "visually-hidden", role: "status" });
  let serial = 0;

  /* CSS makes cards of rows, and some browsers then no longer see a table. */
  const keepMeaning = (table) => {
    const roles = { tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader", "thead, tbody": "rowgroup" };
    table.setAttribute("role", "table");
    for (const part in roles) table.querySelectorAll(part).forEach((each) => each.setAttribute("role", roles[part]));
  };

  const isEmpty = (cell) => !cell.hasChildNodes() || cell.querySelector(".missing") !== null;

  /* 3 Sep 2026 and 3 September 2026 sort as 2026-09-03. */
  const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const dated = (text) => text.replace(/^(\d+) ([A-Z][a-z]{2})[a-z]* (\d{4})\b.*/, (_, day, month, year) =>
    `${year}-${String(months.indexOf(month) / 3 + 1).padStart(2, 0)}-${day.padStart(2, 0)}`);

  const keyOf = (cell, kind) => {
    if (isEmpty(cell)) return null;
    const key = cell.dataset.key ?? cell.querySelector(":scope > time:only-child")?.dateTime ?? words(cell);
    if (kind === "date") return dated(key);
    return kind === "number" ? parseFloat(key.replace(/[^0-9.-]/g, "")) : key;
  };

  /* What is not recorded stays last in either order. */
  const compare = (a, b, way) =>
    a === null || b === null ? (a === null) - (b === null)
      : way * (typeof a === "number" ? a - b : alphabet.compare(a, b));

  /* What the eye takes in at once needs no other order. */
  const canSort = (table) => table.matches("[data-sortable]") && table.tBodies[0].rows.length > 7;

  const sortBy = (table, index, order) => {
    const columns = headings(table);
    const [body] = table.tBodies;
    const rows = [...body.rows].map((row) => [keyOf(row.cells[index], columns[index].dataset.kind), row]);
    rows.sort(([a], [b]) => compare(a, b, order === "ascending" ? 1 : -1));
    body.append(...rows.map(([, row]) => row));
    columns.forEach((column) => column.removeAttribute("aria-sort"));
    columns[index].setAttribute("aria-sort", order);
    voice.textContent = `Sorted by ${words(columns[index])}, ${order}`;
  };

  const field = (name, control, kind) => {
    control.name = name;
    control.id = `filter-${serial += 1}`;
    return make("div", { class: `filter__${kind}` }, make("label", { for: control.id }, name), control);
  };
  const choice = (first, options) => make("select", {}, new Option(first, ""), ...options.map((each) => new Option(...each)));
  const valuesOf = (cell) => {
    const items = cell.querySelectorAll(".values > li");
    return (items.length ? [...items] : [cell]).map((each) => words(each) || "None");
  };

  const facetsOf = (table, rows) => headings(table).flatMap((heading, index) => {
    if (!heading.matches("[data-facet]")) return [];
    const found = [...new Set(rows.flatMap((row) => valuesOf(row.cells[index])))].sort(alphabet.compare);
    const control = choice("All", found.map((value) => [value, value]));
    return found.length > 1 ? [{ index, control, div: field(words(heading), control, "facet") }] : [];
  });

  /* The address carries the choice, so that a filtered register can be sent to somebody. */
  const keepInAddress = (form) => {
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", `?${chosen}`);
  };
  const takeFromAddress = (form) => {
    const asked = new URL(location).searchParams;
    for (const control of form) if (asked.has(control.name)) control.value = asked.get(control.name);
  };

  /* A phone shows the first rows before the fields, unless a choice is already made. */
  const unfold = (fold, chosen) => {
    const room = matchMedia("(min-width: 48em)");
    const settle = () => { fold.open = chosen || room.matches; };
    room.onchange = settle;
    settle();
  };

  const addFilter = (table) => {
    const { noun } = table.dataset;
    const groups = table.querySelectorAll(".register-table__group");
    const rows = [...table.querySelectorAll("tbody > :not(.register-table__group)")];
    const text = new Map(rows.map((row) => [row, plain(words(row))]));
    const facets = facetsOf(table, rows);
    const search = make("input", { type: "search" });
    const count = make("p", { class: "filter__count", role: "status" });
    const fields = make("div", { class: "filter__fields" }, field(`Find ${noun}`, search, "words"));
    fields.append(...facets.map(({ div }) => div));
    const fold = make("details", { class: "details" }, make("summary", {}, canSort(table) ? "Filter and sort" : "Filter"), fields);
    const form = make("form", { class: "filter", "aria-label": `Filter ${noun}` }, fold, count);

    const apply = () => {
      const wanted = plain(search.value).split(/\s+/);
      rows.forEach((row) => {
        row.hidden = !wanted.every((word) => text.get(row).includes(word)) || facets.some(({ index, control }) =>
          control.value && !valuesOf(row.cells[index]).includes(control.value));
      });
      groups.forEach((group) => { group.hidden = rows.every((row) => row.hidden || row.parentNode !== group.parentNode); });
      count.textContent = `Showing ${rows.filter((row) => !row.hidden).length} of ${rows.length} ${noun}`;
    };
    form.onsubmit = (event) => event.preventDefault();
    form.oninput = () => { apply(); keepInAddress(form); };
    takeFromAddress(form);
    apply();
    unfold(fold, [...form].some((control) => control.value));
    table.before(form);
  };

  /* Cards have no headings to press, so the filter offers the order too. */
  const addSorting = (table) => {
    if (!canSort(table)) return;
    const listed = [...table.tBodies[0].rows];
    const control = choice("As listed", headings(table).map((heading, index) => [words(heading), index]));
    control.onchange = () => {
      if (control.value) sortBy(table, +control.value, "ascending");
      else table.tBodies[0].append(...listed);
    };
    table.parentNode.querySelector(".filter__fields")?.append(field("Sort by", control, "sort"));
    control.name = "";
    headings(table).forEach((heading, index) => {
      const button = make("button", { type: "button", class: "sort" }, ...heading.childNodes);
      heading.append(button);
      button.onclick = () =>
        sortBy(table, index, heading.matches("[aria-sort=ascending]") ? "descending" : "ascending");
    });
  };

  document.querySelector("main").append(voice);
  document.querySelectorAll(".register-table, .risk-matrix").forEach(keepMeaning);
  document.querySelectorAll("[data-filterable]").forEach(addFilter);
  document.querySelectorAll("[data-sortable]").forEach(addSorting);
}
