// What the live widget and the pages without a kernel share: filters, table, pager, reading pane.
// Markup comes escaped from Python; this script only adds controls and never builds markup from text.

const NOT_GIVEN = "not given";
const LONG_LIST = 300; // above this a filter is typed, not picked from a list

function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

// The control is named by itself too: a label around a list would be read with all its options.
function field(label, control) {
  control.setAttribute("aria-label", label);
  return make("label", { class: "qk-field" }, make("span", {}, label), control);
}

// One filter: a list with counts, or a text field with suggestions where the list would be very long.
function facetField(facet, counts, onChange) {
  const show = (value) => (value === null ? NOT_GIVEN : facet.names[value] ?? value);
  const all = make("option", { value: "" }, "all");
  if (counts.length <= LONG_LIST) {
    const options = counts.map(([value, count]) =>
      make("option", { value: JSON.stringify(value) }, `${show(value)} (${count})`));
    const select = make("select", { onchange: () => onChange(select.value ? JSON.parse(select.value) : []) }, all, ...options);
    const write = (values) => {
      select.querySelector("[data-several]")?.remove();
      const wanted = values.length > 1 ? JSON.stringify(values) : JSON.stringify(values[0] ?? "");
      if (values.length > 1) select.append(make("option", { value: wanted, "data-several": true }, `${values.length} chosen`));
      select.value = values.length ? wanted : "";
    };
    return { node: field(facet.label, select), write };
  }
  const known = new Map(counts.map(([value]) => [show(value), value]));
  const list = make("datalist", { id: `qk-${facet.key}-${Math.random().toString(36).slice(2)}` },
    ...[...known.keys()].map((name) => make("option", { value: name })));
  const choose = () => {
    const unknown = input.value !== "" && !known.has(input.value);
    input.setCustomValidity(unknown ? `none of the ${counts.length} in the list` : "");
    if (unknown) input.reportValidity();
    else onChange(input.value ? known.get(input.value) : []);
  };
  const input = make("input", { type: "text", list: list.id, placeholder: "all", onchange: choose });
  const node = field(facet.label, input);
  node.append(list);
  return { node, write: (values) => { input.value = values.map(show).join("; "); } };
}

// The bar of filters. `counts` holds for each facet its values with the number of rows that have them.
function filterBar(sheet, counts, onQuery) {
  let query = {};
  let timer = null;
  const change = (key, value) => {
    const { [key]: _, ...rest } = query;
    const empty = value === "" || (Array.isArray(value) && value.length === 0);
    query = empty ? rest : { ...rest, [key]: value };
    onQuery(query);
  };
  const later = (key, value) => { clearTimeout(timer); timer = setTimeout(() => change(key, value), 120); };
  const facets = sheet.facets.filter((facet) => counts[facet.key].length > 1);
  const fields = Object.fromEntries(facets.map((facet) => [facet.key,
    facetField(facet, counts[facet.key], (value) => change(facet.key, Array.isArray(value) ? value : [value]))]));
  const search = make("input", { type: "search", placeholder: "words; small typos are forgiven",
    oninput: () => later("search", search.value.trim()) });
  const since = make("input", { type: "date", onchange: () => change("since", since.value) });
  const until = make("input", { type: "date", onchange: () => change("until", until.value) });
  const dates = sheet.dated ? [field("From", since), field("Until", until)] : [];
  const clear = make("button", { type: "button", onclick: () => { query = {}; write(query); onQuery(query); } }, "Clear filters");
  const node = make("div", { class: "qk-filters", role: "group", "aria-label": `Filter ${sheet.noun[1]}` },
    field("Search", search), ...facets.map((facet) => fields[facet.key].node), ...dates, clear);
  function write(next) {
    query = next;
    for (const [key, one] of Object.entries(fields)) one.write(next[key] ?? []);
    if (document.activeElement !== search) search.value = next.search ?? "";
    since.value = next.since ?? "";
    until.value = next.until ?? "";
  }
  return { node, write };
}

// Turns a plain table into one that sorts by its headings and lets rows be chosen by click or key.
function activateTable(table, sheet, act) {
  for (const heading of table.tHead.rows[0].cells) {
    const sort = make("button", { type: "button", class: "qk-sort", onclick: () => act.sort(heading.dataset.key) }, heading.textContent);
    heading.replaceChildren(sort);
  }
  for (const row of table.tBodies[0].rows) {
    const number = row.cells[0].textContent;
    const pick = make("button", { type: "button", class: "qk-pick", "aria-label": `${sheet.noun[0]} ${number}` }, number);
    row.cells[0].replaceChildren(pick);
    row.addEventListener("click", () => { if (!String(getSelection())) act.choose(row.dataset.id); });
  }
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (row) moveByKey(event, row, act);
  });
}

function moveByKey(event, row, act) {
  const rows = [...row.parentElement.rows].filter((other) => !other.hidden);
  const at = rows.indexOf(row);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const turn = { PageDown: 1, PageUp: -1 }[event.key] ?? (target === rows.length ? 1 : target === -1 ? -1 : 0);
  if (target === undefined && !turn) return;
  event.preventDefault();
  event.stopPropagation();
  if (turn) act.turn(turn);
  else { act.choose(rows[target].dataset.id); rows[target].querySelector(".qk-pick").focus(); }
}

// JupyterLab takes plain keys for its own: without this, "x" on a row would cut the notebook's cell.
function keepKeys(root) {
  root.addEventListener("keydown", (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); });
}

// Shows in the table which row is chosen and which column sorts it.
function paintTable(table, chosen, order) {
  for (const heading of table.tHead.rows[0].cells) {
    const sorted = heading.dataset.key === order[0];
    heading.setAttribute("aria-sort", sorted ? (order[1] ? "descending" : "ascending") : "none");
  }
  const rows = [...table.tBodies[0].rows];
  const visible = rows.filter((row) => !row.hidden);
  const current = visible.find((row) => row.dataset.id === chosen);
  for (const row of rows) {
    row.classList.toggle("qk-chosen", row === current);
    const pick = row.querySelector(".qk-pick");
    pick.setAttribute("aria-pressed", String(row === current));
    pick.tabIndex = row === (current ?? visible[0]) ? 0 : -1;
  }
}

function pagerBar(onTurn) {
  const back = make("button", { type: "button", onclick: () => onTurn(-1) }, "‹ Previous");
  const on = make("button", { type: "button", onclick: () => onTurn(1) }, "Next ›");
  const where = make("span", { class: "qk-where" });
  const node = make("div", { class: "qk-pager" }, back, where, on);
  const write = (page, pages) => {
    where.textContent = `page ${pages ? page + 1 : 0} of ${pages}`;
    back.disabled = page <= 0;
    on.disabled = page >= pages - 1;
    node.hidden = pages < 2;
  };
  return { node, write };
}

// Marks the chosen quotation in its text and shows its card alone.
function showChosen(pane, id) {
  for (const card of pane.querySelectorAll("[data-card]")) card.hidden = id !== null && card.dataset.card !== id;
  for (const mark of pane.querySelectorAll("[data-quotes]")) {
    mark.classList.toggle("qk-on", id !== null && mark.dataset.quotes.split(" ").includes(id));
  }
  pane.classList.toggle("qk-focus", pane.querySelector("[data-quotes].qk-on") !== null);
}

// Brings the chosen quotation into view inside its own box, never scrolling the page around it.
function scrollToChosen(pane) {
  const mark = pane.querySelector("mark.qk-on");
  const box = mark?.closest(".qk-text");
  if (box) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
}

// Lets quotations be chosen in the text itself, by click on the words or by key on the number.
function activateMarks(pane, sheet, choose) {
  if (sheet.key !== "quote_id") return;
  for (const number of pane.querySelectorAll(".qk-text sup[data-no]")) {
    const button = make("button", { type: "button", "aria-label": `read quotation ${number.textContent}` }, number.textContent);
    number.replaceChildren(button);
  }
  for (const mark of pane.querySelectorAll(".qk-text mark[data-quotes]")) {
    mark.addEventListener("click", (event) => {
      if (String(getSelection())) return;
      event.stopPropagation();
      choose(event.target.closest("[data-no]")?.dataset.no ?? mark.dataset.quotes.split(" ").at(-1));
    });
  }
}

function saveFile(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = make("textarea", { class: "qk-offscreen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
