/* Tables that can be put in another order and narrowed down. Every page is complete without this file.

   table[data-sortable]     a button in each column heading
   table[data-filterable]   a form above it: words to look for, and a choice for each th[data-facet]
   table[data-noun]         what the rows are called in the count
   th[data-kind]            text, number, date or status; [data-key] on a cell is what it is sorted by */

{
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach((attribute) => element.setAttribute(...attribute));
    element.append(...children);
    return element;
  };
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const headings = (table) => [...table.tHead.rows[0].cells];
  const alphabet = new Intl.Collator("en-GB", { numeric: true });
  let serial = 0;

  /* Rows become cards by CSS display, which takes the meaning of a table away in some browsers. */
  const ROLES = { tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader", "thead, tbody": "rowgroup" };
  const keepMeaning = (table) => {
    table.setAttribute("role", "table");
    for (const selector in ROLES) {
      table.querySelectorAll(selector).forEach((element) => element.setAttribute("role", ROLES[selector]));
    }
  };

  const keyOf = (cell, kind) => {
    if (cell.querySelector(".missing")) return null;
    const key = cell.dataset.key ?? words(cell);
    return kind === "number" ? parseFloat(key.replace(/[^0-9.-]/g, "")) : key;
  };

  /* What is not recorded stays last in either order. */
  const compare = (a, b, direction) =>
    a === null || b === null ? (a === null) - (b === null)
      : direction * (typeof a === "number" ? a - b : alphabet.compare(a, b));

  const sortBy = (table, index, descending, say) => {
    const { kind } = headings(table)[index].dataset;
    for (const body of table.tBodies) {
      const rows = [...body.rows].map((row) => [keyOf(row.cells[index], kind), row]);
      rows.sort((a, b) => compare(a[0], b[0], descending ? -1 : 1));
      body.append(...rows.map(([, row]) => row));
    }
    const order = descending ? "descending" : "ascending";
    headings(table).forEach((heading, at) => {
      if (at === index) heading.setAttribute("aria-sort", order);
      else heading.removeAttribute("aria-sort");
    });
    say(`Sorted by ${words(headings(table)[index])}, ${order}`);
  };

  const addSorting = (table, say) => headings(table).forEach((heading, index) => {
    const button = make("button", { type: "button", class: "sort" }, ...heading.childNodes);
    heading.append(button);
    button.onclick = () => sortBy(table, index, heading.getAttribute("aria-sort") === "ascending", say);
  });

  const field = (label, control, className) => {
    control.id = `filter-${serial += 1}`;
    return make("div", { class: className }, make("label", { for: control.id }, label), control);
  };
  const choice = (first, options) => make("select", {}, new Option(first, ""), ...options.map((each) => new Option(...each)));
  const valuesOf = (cell) => {
    const items = cell.querySelectorAll(".values > li");
    return (items.length ? [...items] : [cell]).map(words);
  };

  const facetsOf = (table, rows) => headings(table).flatMap((heading, index) => {
    if (!("facet" in heading.dataset)) return [];
    const found = [...new Set(rows.flatMap((row) => valuesOf(row.cells[index])))].sort(alphabet.compare);
    const control = choice("All", found.map((value) => [value, value]));
    return found.length > 1 ? [{ index, name: words(heading), control }] : [];
  });

  /* The address carries the choice, so that a filtered register can be sent to somebody. */
  const keepInAddress = (controls) => {
    const address = new URL(location);
    controls.forEach(({ name, control }) => {
      if (control.value) address.searchParams.set(name, control.value);
      else address.searchParams.delete(name);
    });
    history.replaceState(null, "", address);
  };

  const addFilter = (table, status) => {
    const groups = [...table.querySelectorAll(".register-table__group")];
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !groups.includes(row));
    const text = new Map(rows.map((row) => [row, plain(words(row))]));
    const noun = table.dataset.noun || "rows";
    const facets = facetsOf(table, rows);
    const search = make("input", { type: "search", autocomplete: "off" });
    const controls = [{ name: "words", control: search }, ...facets];
    const fields = make("div", { class: "filter__fields" }, field(`Find ${noun}`, search, "filter__words"),
      ...facets.map(({ name, control }) => field(name, control, "filter__facet")));
    const form = make("form", { class: "filter", "aria-label": `Filter ${noun}` }, fields, status);

    const apply = () => {
      const wanted = plain(search.value).split(/\s+/);
      rows.forEach((row) => {
        row.hidden = !(wanted.every((word) => text.get(row).includes(word)) && facets.every(({ index, control }) =>
          !control.value || valuesOf(row.cells[index]).includes(control.value)));
      });
      groups.forEach((group) => { group.hidden = ![...group.parentNode.rows].some((row) => row !== group && !row.hidden); });
      status.textContent = `Showing ${rows.filter((row) => !row.hidden).length} of ${rows.length} ${noun}`;
    };
    const asked = new URL(location).searchParams;
    controls.forEach(({ name, control }) => {
      control.value = asked.get(name) ?? "";
      if (control.selectedIndex < 0) control.value = "";
    });
    form.onsubmit = (event) => event.preventDefault();
    form.oninput = () => { apply(); keepInAddress(controls); };
    apply();
    table.before(form);
    return fields;
  };

  /* The headings and their buttons are not on screen when rows are cards. */
  const addSortChoice = (table, fields, say) => {
    const control = choice("As listed", headings(table).map((heading, index) => [words(heading), index]));
    control.onchange = () => control.value && sortBy(table, Number(control.value), false, say);
    fields.append(field("Sort by", control, "filter__sort"));
  };

  document.querySelectorAll(".register-table, .risk-matrix").forEach(keepMeaning);
  document.querySelectorAll(".register-table").forEach((table) => {
    const { sortable, filterable } = table.dataset;
    const voice = make("p", { class: "visually-hidden", role: "status" });
    const say = (sentence) => { voice.textContent = sentence; };
    const fields = filterable !== undefined && addFilter(table, make("p", { class: "filter__count", role: "status" }));
    if (sortable === undefined) return;
    table.after(voice);
    if (fields) addSortChoice(table, fields, say);
    addSorting(table, say);
  });
}
