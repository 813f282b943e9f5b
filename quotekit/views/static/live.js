// The live explorer: Python filters, sorts and pages; this view sends wishes and shows answers.

function openLive({ model, el }) {
  const sheet = model.get("_sheet");
  const state = () => model.get("_state");
  const act = {
    sort: (column) => model.send({ do: "sort", column, descending: state().order[0] === column && !state().order[1] }),
    choose: (id) => model.send({ do: "choose", id }),
    turn: (by) => model.send({ do: "turn", by }),
  };
  const bar = filterBar(sheet, model.get("_counts"), (query) => model.send({ do: "filter", query }));
  const pager = pagerBar(act.turn);
  const status = make("p", { class: "qk-status", role: "status" });
  const list = make("div", { class: "qk-list" });
  const pane = make("div", { class: "qk-pane" });
  const save = (kind, label) => make("button", { type: "button", onclick: () => model.send({ do: "save", kind }) }, label);
  const tools = make("div", { class: "qk-tools" }, save("copy", "Copy rows"), save("csv", "Save CSV"), save("xlsx", "Save Excel"));
  const root = make("div", { class: "qk qk-live" },
    make("div", { class: "qk-sheet qk-ready" }, bar.node, make("div", { class: "qk-line" }, status, tools), list, pane));

  keepKeys(root);
  const paint = () => {
    const { query, order, chosen, page, pages } = state();
    paintTable(list.querySelector("table"), chosen, order);
    pager.write(page, pages);
    bar.write(query);
    status.textContent = state().status;
  };
  const drawTable = () => {
    const focus = list.contains(document.activeElement) ? document.activeElement : null;
    const heading = focus?.closest("th[data-key]")?.dataset.key;
    const inRows = focus?.closest("tbody") != null;
    list.innerHTML = model.get("_table");
    list.append(pager.node);
    activateTable(list.querySelector("table"), sheet, act);
    paint();
    if (heading) list.querySelector(`th[data-key="${heading}"] button`).focus();
    else if (inRows) list.querySelector("tr.qk-chosen .qk-pick, .qk-pick")?.focus();
  };
  const mark = () => { showChosen(pane, state().chosen); scrollToChosen(pane); };
  const drawLeaf = () => {
    pane.innerHTML = model.get("_leaf");
    activateMarks(pane, sheet, act.choose);
    mark();
  };
  const answer = async (message, buffers) => {
    if (message.do === "save") saveFile(message.name, buffers[0], message.type);
    if (message.do === "copy") await copyText(message.text);
  };
  const listeners = { "change:_table": drawTable, "change:_leaf": drawLeaf, "change:_state": paint, "msg:custom": answer };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);
  drawTable();
  drawLeaf();
  el.append(root);
  scrollToChosen(pane);
  return () => { for (const [event, listener] of Object.entries(listeners)) model.off(event, listener); };
}

export default { render: openLive };
