/* The overview: the HTML has it nearly whole; the script puts the table of documents in the place of their list. */

const overview = (() => {
  const ROWS_AT_ONCE = 25;
  const ROWS_MORE = 100;
  const MANY = 15;
  const CELLS_IN_STRIP = 24;
  const NATS = 10;
  const HEIGHTS = { x: 14, ".": 6, "-": 2 };
  const SIGNS = { x: "suspicious", ".": "clear", "-": "skipped" };
  const FALLING = ["probability", "evidence", "suspicious"];

  const columns = () => [
    { key: "path", title: say("overview.document"), value: (entry) => entry.name, cell: named },
    { key: "verdict", title: say("overview.verdict"), value: (entry) => DOCUMENT_VERDICTS[entry.verdict].rank, cell: judged, name: "state" },
    { key: "probability", title: say("overview.probability"), cell: probability, name: "wide" },
    { key: "evidence", title: say("overview.evidence"), cell: evidence, name: "wide" },
    { key: "fluency", title: say("overview.fluency"), cell: (entry) => figure(entry.fluency?.toFixed(0)), name: "wide number" },
    { key: "chrf", title: say("beside.head_chrf"), value: (entry) => entry.beside?.chrf, cell: (entry) => figure(entry.beside?.chrf?.toFixed(1)), name: "wider number" },
    { key: "suspicious", title: say("overview.suspicious"), cell: suspicious, name: "number" },
    { title: say("overview.strip"), cell: strip, name: "wider" },
    { key: "format", title: say("overview.format"), cell: (entry) => entry.format, name: "wider" },
  ].filter(({ key, value = (entry) => entry[key] }) =>
    !["fluency", "chrf"].includes(key) || data.documents.some((entry) => value(entry) !== undefined));
  const sorting = (params) => {
    const sort = params.sort || "";
    return { key: sort.replace(/^-/, ""), falling: sort.startsWith("-") };
  };

  let rows = [];
  let shown = ROWS_AT_ONCE;
  let table = null;
  let verdicts = null;
  let unread = "";

  /* Cells */

  const figure = (text) => text ?? make("span", { class: "v-rest" }, say("overview.unknown"));
  /* A document with a page of its own is shown there. */
  const link = (entry, view, more = {}) => (entry.href || "") + address.link(view, { file: entry.path, record: entry.id, ...more });

  function named(entry) {
    const name = make("bdi", {}, ...breakable(entry.path));
    const absent = data.report.mode === "index" && !entry.href;
    return [
      absent ? name : make("a", { href: link(entry, "document") }, name),
      entry.id === undefined ? null
        : make("div", { class: "more" }, ...isolated("overview.record", "id", entry.id)),
      entry.passage === undefined ? null : make("div", { class: "more" }, entry.passage),
    ];
  }

  /* A string with one field, whose value may run from right to left. */
  function isolated(key, field, value) {
    const [before, after] = say(key, { [field]: "\n" }).split("\n");
    return [before, make("bdi", {}, value), after];
  }

  const range = (entry) => ({
    at: percent(entry.probability),
    low: entry.interval && percent(entry.interval[0]),
    high: entry.interval && percent(entry.interval[1]),
  });

  function judged(entry) {
    const { glyph, tone } = DOCUMENT_VERDICTS[entry.verdict];
    const short = entry.probability !== undefined && entry.interval ? say("overview.interval_short", range(entry)) : null;
    return [
      make("span", { class: `glyph v-${tone}`, "aria-hidden": "true" }, glyph), entry.verdict,
      entry.standing === undefined ? null : make("div", { class: "more" }, entry.standing),
      short && make("div", { class: "more narrow" }, short),
    ];
  }

  function probability(entry) {
    if (entry.probability === undefined) return figure();
    const [low, high] = entry.interval || [entry.probability, entry.probability];
    const name = entry.interval ? say("overview.interval", range(entry)) : null;
    return make("div", { class: "pair", title: name },
      make("span", {}, percent(entry.probability)),
      svg("svg", { class: "interval", role: name ? "img" : null, "aria-label": name, "aria-hidden": name ? null : "true" },
        svg("rect", { class: "scale", x: "0", y: "6", width: "100%", height: "2" }),
        svg("rect", { class: "reach", x: `${low * 100}%`, y: "4", width: `${Math.max((high - low) * 100, 2)}%`, height: "6" }),
        svg("circle", { class: "point", cx: `${4 + entry.probability * 92}%`, cy: "7", r: "4" })));
  }

  function evidence(entry) {
    if (entry.evidence === undefined) return figure();
    const share = Math.min(Math.abs(entry.evidence) / NATS, 1) * 50;
    return make("div", { class: "pair" },
      make("span", {}, Math.abs(entry.evidence) < 0.05 ? "0.0" : signed(entry.evidence, 1)),
      svg("svg", { class: "interval", "aria-hidden": "true" },
        svg("rect", { class: "scale", x: "0", y: "6", width: "100%", height: "2" }),
        svg("rect", {
          class: entry.evidence > 0 ? "for" : "against", y: "4", height: "6", width: `${Math.max(share, 1)}%`,
          x: `${entry.evidence > 0 ? 50 : 50 - share}%`,
        }),
        svg("rect", { class: "zero", x: "50%", y: "1", width: "1", height: "12" })));
  }

  function suspicious(entry) {
    const { suspicious: count, judged: all } = entry;
    const text = say("overview.of_judged", { suspicious: count, judged: all });
    if (!count) return text;
    const name = say("overview.queue_of", { suspicious: count, judged: all, name: entry.name });
    return make("a", { href: link(entry, "queue", { state: "all" }), "aria-label": name }, text);
  }

  /* Three paths, and not a rectangle for each cell: rows are many. */
  function strip(entry) {
    const cells = [...entry.strip];
    const drawn = (sign) => cells.map((cell, index) =>
      (cell === sign ? `M${index * 4} 14v-${HEIGHTS[sign]}h3.4v${HEIGHTS[sign]}z` : "")).join("");
    return svg("svg", {
      class: "strip", viewBox: `0 0 ${Math.max(cells.length, CELLS_IN_STRIP) * 4} 14`, preserveAspectRatio: "none",
      role: "img", "aria-label": say("overview.strip_name"),
    }, Object.entries(SIGNS).filter(([sign]) => cells.includes(sign))
      .map(([sign, name]) => svg("path", { class: name, d: drawn(sign) })));
  }

  /* The table */

  function build() {
    const heads = columns().map(({ key, title, name }) =>
      make("th", { scope: "col", class: name, "data-key": key },
        key ? make("button", { type: "button", onclick: () => sortBy(key) }, title) : title));
    table = make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody"));
    $("documents-list").replaceWith(
      data.documents.length > MANY ? filters() : "",
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("overview.documents_table") }, table),
      make("p", { class: "absent", id: "documents-none", hidden: true }, say("overview.no_match"), " ",
        make("button", { type: "button", class: "quiet", onclick: () => change({ q: "", verdict: "" }) }, say("overview.clear_filter"))),
      make("button", { type: "button", class: "quiet", id: "documents-more", hidden: true, onclick: more }));
  }

  function filters() {
    verdicts = make("div", { class: "segmented", role: "group", "aria-label": say("overview.verdict") },
      ["", ...Object.keys(DOCUMENT_VERDICTS).filter((verdict) => data.documents.some((entry) => entry.verdict === verdict))].map((verdict) =>
        make("button", { type: "button", "data-verdict": verdict, onclick: () => change({ verdict }) },
          verdict || say("overview.all"), " ", make("span", { class: "n" }))));
    return make("form", { class: "narrowing", role: "search", onsubmit: (event) => event.preventDefault() },
      make("label", {}, make("span", { class: "unseen" }, say("overview.filter")),
        make("input", {
          type: "search", id: "documents-q", autocomplete: "off", spellcheck: "false", placeholder: say("overview.filter_hint"),
          oninput: (event) => change({ q: event.target.value.trim() }),
        })),
      verdicts,
      make("output", { id: "documents-count", "aria-live": "polite" }));
  }

  function change(params) {
    address.go("overview", { ...address.params, ...params }, { replace: true });
    shown = ROWS_AT_ONCE;
    update();
  }

  function sortBy(key) {
    const before = sorting(address.params);
    const falling = before.key === key ? !before.falling : FALLING.includes(key);
    change({ sort: `${falling ? "-" : ""}${key}` });
  }

  function more() {
    const first = shown;
    shown += ROWS_MORE;
    fill(first);
    table.tBodies[0].rows[first].querySelector("a")?.focus();
  }

  function update() {
    const { q = "", verdict = "" } = address.params;
    const words = q.toLowerCase().split(/\s+/);
    const found = data.documents.filter((entry) => {
      entry.hay ??= entry.name.toLowerCase();
      return words.every((word) => entry.hay.includes(word));
    });
    rows = verdict ? found.filter((entry) => entry.verdict === verdict) : found;
    order();
    if (verdicts) {
      if ($("documents-q").value.trim() !== q) $("documents-q").value = q;
      for (const button of verdicts.children) {
        const wanted = button.dataset.verdict;
        const count = wanted ? found.filter((entry) => entry.verdict === wanted).length : found.length;
        button.lastChild.textContent = number(count);
        button.setAttribute("aria-pressed", wanted === verdict);
      }
      $("documents-count").textContent = say("overview.matching", { count: rows.length, all: data.documents.length });
    }
    fill(0);
  }

  function order() {
    const { key, falling } = sorting(address.params);
    const column = columns().find((each) => each.key && each.key === key);
    for (const head of table.tHead.rows[0].cells) {
      if (column && head.dataset.key === key) head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    if (!column) return;
    const value = column.value || ((entry) => entry[key]);
    const compare = typeof value(data.documents[0] || {}) === "string" ? collator.compare : (a, b) => a - b;
    rows = [...rows].sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
      return (falling ? -1 : 1) * compare(x, y);
    });
  }

  const collator = new Intl.Collator("en", { numeric: true });

  /* Shows rows from one on; from the first one on, those before are taken away. */
  function fill(from) {
    const body = table.tBodies[0];
    const built = columns();
    const made = rows.slice(from, shown).map((entry) =>
      make("tr", {}, built.map(({ cell, name }) => make("td", { class: name }, [cell(entry)].flat()))));
    if (from) body.append(...made);
    else body.replaceChildren(...made);
    const left = rows.length - shown;
    $("documents-more").hidden = left <= 0;
    $("documents-more").textContent = say("overview.more", { count: Math.min(left, ROWS_MORE) });
    $("documents-none").hidden = rows.length > 0;
    table.parentElement.hidden = rows.length === 0;
  }

  /* What is left to review. */
  function progress() {
    const { decided, total } = decisions.progress();
    if (!$("to-review") || (!decided && $("to-review").textContent === unread)) return;
    const left = total - decided;
    if (!decided) $("to-review").textContent = unread;
    else $("to-review").textContent = left ? say("overview.review_left", { count: left }) : say("overview.reviewed");
    $("to-review").href = address.link("queue", { decision: decided && left ? "open" : "" });
  }

  return {
    start() {
      for (const place of document.querySelectorAll("[data-to]")) place.href = place.dataset.to;
      for (const place of document.querySelectorAll(".scripted")) place.hidden = false;
      if (data.documents.length) build();
      if ($("to-review")) {
        unread = $("to-review").textContent;
        events.on("decided", progress);
      }
      views.register("overview", {
        show() {
          if (table) update();
          progress();
        },
        hide() {},
      });
    },
  };
})();
