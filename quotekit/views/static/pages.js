// Sheets without a kernel: filters, sorts and pages rows that stand in the page already.

const WORD = /[\p{L}\p{N}]+/gu;
const splitWords = (text) => text.toLowerCase().match(WORD) ?? [];
const allowTypos = (word) => ([...word].length < 4 || /\p{N}/u.test(word) ? 0 : [...word].length < 8 ? 1 : 2);

// Optimal string alignment distance, as quotekit/views/search.py has it; more than `most` may come as any number above it.
function distance(left, right, most) {
  const a = [...left], b = [...right];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = b.map((_, at) => at).concat(b.length);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++) {
      now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) now[j] = Math.min(now[j], before[j - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return last[b.length];
}

function meets(query, words) {
  return splitWords(query).every((word) => {
    const most = allowTypos(word);
    return words.some((other) => other.startsWith(word) || (most > 0 && distance(word, other, most) <= most));
  });
}

const plain = (cell) => (cell.hasAttribute("data-missing") ? null : cell.dataset.sort ?? cell.textContent);

function readRows(table) {
  const headings = [...table.tHead.rows[0].cells];
  return [...table.tBodies[0].rows].map((node) => {
    const values = [...node.cells].map(plain);
    const searched = values.filter((value, at) => value !== null && headings[at].hasAttribute("data-searched"));
    return { node, id: node.dataset.id, values, facets: JSON.parse(node.dataset.facets), date: node.dataset.date ?? "",
      words: splitWords(searched.join(" ")) };
  });
}

const compare = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

// Values of each facet with their counts, in the order of quotekit/views/sheets.py: by name, missing last.
function countFacets(sheet, rows) {
  return Object.fromEntries(sheet.facets.map((facet) => {
    const counts = new Map();
    for (const row of rows) for (const value of new Set(row.facets[facet.key])) counts.set(value, (counts.get(value) ?? 0) + 1);
    const name = (value) => (facet.names[value] ?? value).toLowerCase();
    const order = ([a], [b]) => (a === null) - (b === null) || compare(name(a), name(b)) || compare(a, b);
    return [facet.key, [...counts].sort(order)];
  }));
}

function keeps(row, sheet, query) {
  return sheet.facets.every((facet) => !query[facet.key] || query[facet.key].some((value) => row.facets[facet.key].includes(value)))
    && (!query.search || meets(query.search, row.words))
    && ((!query.since && !query.until) || (row.date && row.date >= (query.since ?? "") && row.date <= (query.until ?? "9999-12-31")));
}

function sortRows(rows, at, descending) {
  if (at < 0) return rows;
  const numeric = rows.every((row) => row.values[at] === null || /^\d+$/.test(row.values[at]));
  const key = (row) => (numeric ? Number(row.values[at]) : row.values[at].toLowerCase());
  const known = rows.filter((row) => row.values[at] !== null);
  const missing = rows.filter((row) => row.values[at] === null);
  return [...known.sort((a, b) => compare(key(a), key(b)) * (descending ? -1 : 1)), ...missing];
}

function startSheet(root) {
  const sheet = JSON.parse(root.dataset.sheet);
  const table = root.querySelector("table.qk-rows");
  const pane = root.querySelector(".qk-pane");
  const rows = readRows(table);
  const headings = [...table.tHead.rows[0].cells].map((heading) => [heading.dataset.key, heading.textContent]);
  const leaves = [...pane.querySelectorAll(".qk-leaf")];
  const state = { query: {}, order: [null, false], page: 0, chosen: rows.find((row) => row.id === root.dataset.chosen)?.id ?? rows[0]?.id ?? null };
  const total = Number(root.dataset.total), found = Number(root.dataset.found);
  const count = (number) => number.toLocaleString("en");
  let shown = rows;

  const status = make("p", { class: "qk-status", role: "status" });
  const paint = () => {
    const pages = Math.ceil(shown.length / sheet.page);
    state.page = Math.max(0, Math.min(state.page, pages - 1));
    const visible = new Set(shown.slice(state.page * sheet.page, (state.page + 1) * sheet.page));
    for (const row of rows) row.node.hidden = !visible.has(row);
    table.tBodies[0].append(...shown.map((row) => row.node));
    pager.write(state.page, pages);
    paintTable(table, state.chosen, state.order);
    status.textContent = `${count(shown.length)} of ${count(total)} ${sheet.noun[total === 1 ? 0 : 1]}`
      + (rows.length < found ? `; filters reach the first ${count(rows.length)} only` : "");
  };
  const read = () => {
    for (const leaf of leaves) {
      const here = state.chosen === null || [...leaf.querySelectorAll("[data-card]")].some((card) => card.dataset.card === state.chosen);
      leaf.hidden = !here;
      leaf.open = here && state.chosen !== null;
    }
    showChosen(pane, state.chosen);
    whole.hidden = state.chosen === null;
    scrollToChosen(pane);
  };
  const filter = () => {
    shown = sortRows(rows.filter((row) => keeps(row, sheet, state.query)), headings.findIndex(([key]) => key === state.order[0]), state.order[1]);
    if (!shown.some((row) => row.id === state.chosen)) choose(shown[0]?.id ?? null);
    else paint();
  };
  const choose = (id) => {
    const at = shown.findIndex((row) => row.id === id);
    if (at >= 0) state.page = Math.floor(at / sheet.page);
    state.chosen = id;
    paint();
    read();
  };
  const turn = (by) => {
    const next = state.page + by;
    if (next < 0 || next * sheet.page >= shown.length) return;
    const focused = table.contains(document.activeElement);
    choose(shown[by > 0 ? next * sheet.page : (next + 1) * sheet.page - 1].id);
    if (focused) table.querySelector("tr.qk-chosen .qk-pick")?.focus();
  };
  const sort = (key) => {
    state.order = [key, state.order[0] === key && !state.order[1]];
    state.page = 0;
    filter();
  };
  const lines = () => [["id", ...headings.map(([, label]) => label)], ...shown.map((row) => [row.id, ...row.values.map((value) => value ?? "")])];
  const quote = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const tools = make("div", { class: "qk-tools" },
    make("button", { type: "button", onclick: async () => {
      await copyText(lines().map((line) => line.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n"));
      status.textContent = `${shown.length} rows copied`;
    } }, "Copy rows"),
    make("button", { type: "button", onclick: () =>
      saveFile(`${sheet.noun[1].replaceAll(" ", "-")}.csv`, "\ufeff" + lines().map((line) => line.map(quote).join(",")).join("\r\n"), "text/csv") }, "Save CSV"));
  const whole = make("button", { type: "button", class: "qk-whole", onclick: () => choose(null) }, "Fold all");
  const bar = filterBar(sheet, countFacets(sheet, rows), (query) => { state.query = query; state.page = 0; filter(); });
  const pager = pagerBar(turn);

  activateTable(table, sheet, { sort, choose, turn });
  activateMarks(pane, sheet, choose);
  root.prepend(bar.node, make("div", { class: "qk-line" }, status, tools));
  root.querySelector(".qk-list").append(pager.node);
  pane.prepend(whole);
  keepKeys(root);
  root.classList.add("qk-ready");
  filter();
  choose(state.chosen);
}

const here = document.currentScript?.parentElement;
for (const root of here?.querySelectorAll(".qk-sheet:not(.qk-ready)") ?? []) startSheet(root);
