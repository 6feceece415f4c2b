(() => {
  "use strict";

  const CARDS_AT_ONCE = 30;
  const ROWS_AT_ONCE = 15;
  const CARDS_IN_PRINT = 300;
  const CELLS_IN_STRIP = 24;
  const DOCUMENTS_TO_CHOOSE = 400;
  const HEAT_FROM_BITS = [6, 8, 10, 12, 14];
  const TINT_FROM_NATS = [0.1, 0.3, 0.6, 1];
  const TINTS = ["evidence", "surprise"];
  const STUMBLE_BITS = 8;
  const STUMBLES_SHOWN = 3;
  const EVIDENCE_RANGE = 6;
  const VERDICTS = {
    suspicious: { word: "suspicious", glyph: "▲", tone: "bad" },
    clear: { word: "clear", glyph: "✓", tone: "good" },
    skipped: { word: "skipped", glyph: "–", tone: "rest" },
  };
  const DOCUMENT_VERDICTS = {
    "likely machine-translated": { glyph: "●", tone: "bad", rank: 0 },
    mixed: { glyph: "◐", tone: "mixed", rank: 1 },
    "no evidence": { glyph: "○", tone: "good", rank: 2 },
    "too short": { glyph: "–", tone: "rest", rank: 3 },
  };
  const SEVERITIES = ["error", "warning", "note"];
  const PLAIN_STATE = { verdict: "suspicious", file: -1, rule: "", kind: "", severity: "", q: "", sort: "worst" };
  const FACETS = ["verdict", "rule", "kind", "severity"];

  const $ = (id) => document.getElementById(id);
  const grouped = new Intl.NumberFormat("en-US");
  const count = (number, word) => `${grouped.format(number)} ${word}${number === 1 ? "" : "s"}`;
  const signed = (value, digits) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(digits);
  const percent = (share) => (share < 0.005 ? "<1%" : share >= 0.995 ? ">99%" : `${Math.round(share * 100)}%`);
  const breakable = (path) => path.split(/(?<=[/\\])/).flatMap((part) => [part, make("wbr")]);

  /* Builds an element; text only ever enters the page as text nodes. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "class") element.className = value;
      else if (name === "vars") for (const [key, to] of Object.entries(value)) element.style.setProperty(key, to);
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  async function unpack() {
    const bytes = Uint8Array.from(atob($("data").textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).json();
  }

  /* Theme */

  function startTheme() {
    const group = document.querySelector(".theme");
    const apply = (theme) => {
      if (theme === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
      for (const button of group.children) button.setAttribute("aria-pressed", button.dataset.theme === theme);
    };
    let kept = "auto";
    try { kept = localStorage.getItem("mtqa-theme") || "auto"; } catch { /* storage may be refused to files */ }
    apply(["light", "dark"].includes(kept) ? kept : "auto");
    group.addEventListener("click", (event) => {
      const theme = event.target.dataset.theme;
      if (!theme) return;
      apply(theme);
      try { localStorage.setItem("mtqa-theme", theme); } catch { /* the choice then lasts as long as the page */ }
    });
    group.hidden = false;
  }

  /* The page, once its data is there */

  function start(data) {
    const { documents, sentences, rules } = data;
    let state = { ...PLAIN_STATE };
    let matches = [];
    let shown = 0;
    let tableSort = { key: "", descending: false };
    let rowsShown = ROWS_AT_ONCE;
    let tint = "";

    documents.forEach((entry, index) => {
      entry.index = index;
      entry.name = entry.id === undefined ? entry.path : `${entry.path} (record ${entry.id})`;
    });
    for (const sentence of sentences) {
      const findings = sentence.findings || [];
      const text = sentence.pieces.map((piece) => (typeof piece === "string" ? piece : piece[0])).join("");
      sentence.rule = [...new Set(findings.map((finding) => finding.rule))];
      sentence.severity = [...new Set(findings.map((finding) => finding.severity))];
      sentence.place = `${documents[sentence.document].path}:${sentence.line}:${sentence.column}`;
      sentence.haystack = [
        text, documents[sentence.document].name, sentence.place, sentence.where || "", sentence.reason || "",
        ...findings.flatMap((finding) => [finding.rule, finding.message, finding.suggestion || ""]),
      ].join("\n").toLowerCase();
    }

    /* Filtering: one pass decides each sentence and counts what every choice of a facet would show. */

    const values = (sentence, facet) =>
      facet === "rule" || facet === "severity" ? sentence[facet] : [sentence[facet]];

    function filter() {
      const words = (state.q.toLowerCase().match(/"[^"]+"|\S+/g) || []).map((word) => word.replace(/^"|"$/g, ""));
      const counts = Object.fromEntries(FACETS.map((facet) => [facet, { total: 0, of: new Map() }]));
      const tally = (facet, sentence) => {
        counts[facet].total += 1;
        for (const value of values(sentence, facet)) {
          counts[facet].of.set(value, (counts[facet].of.get(value) || 0) + 1);
        }
      };
      matches = [];
      for (const sentence of sentences) {
        if (state.file >= 0 && sentence.document !== state.file) continue;
        if (!words.every((word) => sentence.haystack.includes(word))) continue;
        const missed = FACETS.filter((facet) => {
          const wanted = state[facet];
          return wanted && !values(sentence, facet).includes(wanted);
        });
        if (missed.length === 0) {
          matches.push(sentence);
          FACETS.forEach((facet) => tally(facet, sentence));
        } else if (missed.length === 1) tally(missed[0], sentence);
      }
      order(matches);
      return counts;
    }

    function order(list) {
      if (state.sort === "evidence") list.sort((a, b) => (b.evidence ?? -Infinity) - (a.evidence ?? -Infinity) || 0);
      if (state.sort === "fluency") list.sort((a, b) => (a.fluency ?? Infinity) - (b.fluency ?? Infinity) || 0);
      if (state.sort === "order") list.sort((a, b) => a.document - b.document || a.order - b.order);
    }

    function update() {
      const counts = filter();
      showFilters(counts);
      showCards();
      markRows();
      keepInHash();
    }

    function set(change) {
      state = { ...state, ...change };
      update();
    }

    /* Filter controls */

    function startFilters() {
      const verdicts = ["suspicious", "clear", "skipped", ""];
      $("verdicts").append(...verdicts.map((verdict) =>
        make("button", { type: "button", "data-verdict": verdict, onclick: () => set({ verdict }) },
          verdict ? VERDICTS[verdict].word.replace(/^./, (c) => c.toUpperCase()) : "All", make("span", { class: "n" }))));
      const choices = {
        rule: [...new Set(sentences.flatMap((sentence) => sentence.rule))].sort(),
        kind: [...new Set(sentences.map((sentence) => sentence.kind))].sort(),
        severity: SEVERITIES,
      };
      for (const [facet, options] of Object.entries(choices)) {
        $(facet).append(...["", ...options].map((value) => make("option", { value }, value)));
        $(facet).addEventListener("change", () => set({ [facet]: $(facet).value }));
      }
      const listed = documents.slice(0, DOCUMENTS_TO_CHOOSE);
      $("file").append(
        make("option", { value: -1 }, `All ${count(documents.length, "document")}`),
        ...listed.map((entry) => make("option", { value: entry.index }, entry.name)));
      $("file").addEventListener("change", () => set({ file: Number($("file").value) }));
      $("sort").addEventListener("change", () => set({ sort: $("sort").value }));
      let waiting = 0;
      $("q").addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => set({ q: $("q").value.trim() }), 60);
      });
      $("filters").addEventListener("submit", (event) => event.preventDefault());
      $("reset").addEventListener("click", () => {
        set({ ...PLAIN_STATE });
        $("q").focus();
      });
    }

    function showFilters(counts) {
      for (const button of $("verdicts").children) {
        const { verdict } = button.dataset;
        button.setAttribute("aria-pressed", verdict === state.verdict);
        const number = verdict ? counts.verdict.of.get(verdict) || 0 : counts.verdict.total;
        button.lastChild.textContent = grouped.format(number);
      }
      for (const facet of ["rule", "kind", "severity"]) {
        for (const option of $(facet).options) {
          const number = option.value ? counts[facet].of.get(option.value) || 0 : counts[facet].total;
          option.textContent = `${option.value || `Any ${facet}`} (${grouped.format(number)})`;
        }
        $(facet).value = state[facet];
      }
      if (state.file >= DOCUMENTS_TO_CHOOSE && !$("file").querySelector(`option[value="${state.file}"]`)) {
        $("file").append(make("option", { value: state.file }, documents[state.file].name));
      }
      $("file").value = state.file;
      $("sort").value = state.sort;
      if ($("q").value.trim() !== state.q) $("q").value = state.q;
      $("count").textContent = `${grouped.format(matches.length)} of ${count(sentences.length, "sentence")}`;
      $("reset").hidden = Object.keys(PLAIN_STATE).every((key) => state[key] === PLAIN_STATE[key]);
    }

    /* The view in the address, so that it can be shared */

    function keepInHash() {
      const query = new URLSearchParams();
      for (const key of ["verdict", "rule", "kind", "severity", "q", "sort"]) {
        if (state[key] !== PLAIN_STATE[key]) query.set(key, state[key] || "all");
      }
      if (state.file >= 0) {
        query.set("file", documents[state.file].path);
        if (documents[state.file].id !== undefined) query.set("record", documents[state.file].id);
      }
      const hash = query.size ? `#${query}` : "";
      if (hash !== location.hash) history.replaceState(null, "", hash || location.href.split("#")[0]);
    }

    function fromHash() {
      const query = new URLSearchParams(location.hash.slice(1));
      const known = (key, options) => (options.includes(query.get(key)) ? query.get(key) : PLAIN_STATE[key]);
      const choices = (id) => [...$(id).options].map((option) => option.value);
      const file = query.get("file");
      const record = query.get("record") ?? undefined;
      return {
        verdict: query.get("verdict") === "all" ? "" : known("verdict", Object.keys(VERDICTS)),
        rule: known("rule", choices("rule")),
        kind: known("kind", choices("kind")),
        severity: known("severity", SEVERITIES),
        sort: known("sort", choices("sort")),
        q: query.get("q") || "",
        file: file === null ? -1 : documents.findIndex((d) => d.path === file && d.id === record),
      };
    }

    /* Cards */

    function showCards() {
      hideTip();
      shown = 0;
      $("cards").replaceChildren();
      showTints();
      $("legend").hidden = !matches.some((sentence) => sentence.marks || sentence.findings);
      if (matches.length === 0) $("cards").append(nothing());
      showMore();
    }

    function nothing() {
      const others = state.verdict ? sentences.filter((s) => state.file < 0 || s.document === state.file).length : 0;
      const narrowed = state.rule || state.kind || state.severity || state.q;
      return make("div", { class: "empty" },
        make("p", {}, narrowed || !state.verdict ? "No sentence matches these filters." : `No ${state.verdict} sentence here.`),
        others && !narrowed ? make("button", { type: "button", class: "quiet", onclick: () => set({ verdict: "" }) },
          `Show all ${count(others, "sentence")}`) : null,
        make("button", { type: "button", class: "quiet", onclick: () => set({ ...PLAIN_STATE, verdict: "" }) }, "Clear every filter"));
    }

    function showMore(upTo = shown + CARDS_AT_ONCE) {
      $("cards").append(...matches.slice(shown, upTo).map(card));
      shown = Math.min(upTo, matches.length);
      const left = matches.length - shown;
      $("more").hidden = left <= 0;
      $("more").textContent = `Show more (${grouped.format(left)} left)`;
    }

    function card(sentence) {
      const { glyph, tone, word } = VERDICTS[sentence.verdict];
      const owner = documents[sentence.document];
      const element = make("article", { class: "card", tabindex: "-1", "data-verdict": sentence.verdict, "aria-label": sentence.place },
        make("header", {},
          make("span", { class: `badge v-${tone}` }, make("span", { class: "glyph", "aria-hidden": "true" }, glyph), word),
          make("button", { type: "button", class: "place", title: "Copy this reference" }, make("bdi", {}, sentence.place)),
          owner.id === undefined ? null : make("span", { class: "record" }, "record ", make("bdi", {}, owner.id)),
          sentence.where === undefined ? null : make("span", { class: "record" }, make("bdi", {}, sentence.where)),
          make("span", { class: "kind" }, sentence.kind)),
        text(sentence),
        speaking(sentence),
        sentence.reason ? make("p", { class: "reason" }, sentence.reason) : null,
        sentence.state ? make("p", { class: "standing" }, `Does not count: ${sentence.state}`) : null,
        stumbles(sentence),
        sentence.findings ? make("ol", { class: "findings" }, ...sentence.findings.map(finding)) : null,
        meters(sentence));
      showTint(element);
      return element;
    }

    function heat(bits) {
      return HEAT_FROM_BITS.filter((from) => bits >= from).length;
    }

    function strength(nats) {
      const level = TINT_FROM_NATS.filter((from) => Math.abs(nats) >= from).length;
      return level ? `${nats > 0 ? "m" : "a"}${level}` : "";
    }

    /* Two tints of the words: a choice for all sentences, and for one of them; what fits is the evidence where that
       makes the sentence suspicious. Every word carries both classes, so that a switch touches one attribute. */

    const tintOf = (sentence) => sentence.chosen || tint || sentence.tint || "surprise";

    function showTint(card) {
      const words = card.querySelector(".text");
      const now = words.dataset.tint = tintOf(words.sentence);
      for (const button of card.querySelectorAll("[data-tint][type=button]")) {
        button.setAttribute("aria-pressed", button.dataset.tint === now);
      }
    }

    function showTints() {
      $("tinting").hidden = !matches.some((sentence) => sentence.marks);
      for (const button of $("tinting").querySelectorAll("button")) {
        button.setAttribute("aria-pressed", button.dataset.tint === tint);
      }
      for (const scale of document.querySelectorAll("[data-scale]")) {
        scale.hidden = !matches.some((s) => s.marks && tintOf(s) === scale.dataset.scale);
      }
    }

    function startTints() {
      $("tinting").addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (!button) return;
        tint = button.dataset.tint;
        for (const sentence of sentences) delete sentence.chosen;
        showTints();
        $("cards").querySelectorAll(".card").forEach(showTint);
      });
      $("cards").addEventListener("click", (event) => {
        const button = event.target.closest("button[data-tint]");
        if (!button) return;
        const owner = button.closest(".card");
        owner.querySelector(".text").sentence.chosen = button.dataset.tint;
        showTint(owner);
        showTints();
      });
    }

    /* What speaks most for a machine and against, beside the switch of the sentence's tint. */

    function speaking(sentence) {
      if (!sentence.marks) return null;
      const sides = (sentence.speakers || []).map((numbers, side) => numbers.length === 0 ? null : make("span", {},
        make("b", { class: side ? "against" : "for" }, side ? "Against:" : "For:"), " ",
        ...numbers.flatMap((number, at) => [at ? ", " : "", make("q", {}, wordsOf(sentence, number))]))).filter(Boolean);
      return make("div", { class: "speaking" },
        make("p", {}, ...sides.flatMap((side, at) => [at ? " · " : "", side])),
        make("div", { class: "segmented", role: "group", "aria-label": "Tint of the words" },
          ...TINTS.map((name) => make("button", { type: "button", "data-tint": name }, name))));
    }

    function text(sentence) {
      const last = new Map();
      sentence.pieces.forEach((piece, index) => {
        if (typeof piece !== "string") piece.slice(2).forEach((number) => last.set(number, index));
      });
      let first = true;
      const parts = sentence.pieces.flatMap((piece, index) => {
        if (typeof piece === "string") return [piece];
        const [words, mark, ...covers] = piece;
        const severity = SEVERITIES.find((level) => covers.some((number) => sentence.findings[number].severity === level));
        const classes = [severity && `f-${severity}`, ...(mark >= 0 ? [`h${heat(sentence.marks[mark][0])}`, strength(sentence.marks[mark][1])] : [])];
        const reachable = mark >= 0 || severity;
        const span = make("span", {
          class: classes.filter(Boolean).join(" "),
          "data-mark": reachable ? mark : undefined,
          "data-covers": covers.length ? covers.join(" ") : undefined,
          tabindex: reachable ? (first ? "0" : "-1") : undefined,
        }, words);
        if (reachable) first = false;
        const ends = covers.filter((number) => last.get(number) === index);
        return [span, ...ends.map((number) => make("sup", { "data-n": number + 1, "aria-hidden": "true" }))];
      });
      const marked = !first;
      const element = make("p", { class: "text", role: marked ? "group" : undefined,
        "aria-label": marked ? "Sentence; arrow keys move from word to word" : undefined }, ...parts);
      element.sentence = sentence;
      return element;
    }

    function wordsOf(sentence, mark) {
      return sentence.pieces.filter((piece) => piece[1] === mark && typeof piece !== "string").map((piece) => piece[0]).join("");
    }

    function stumbles(sentence) {
      const worst = (sentence.marks || [])
        .map((mark, number) => ({ bits: mark[0], expected: mark.slice(2), number }))
        .filter((mark) => mark.bits >= STUMBLE_BITS && mark.expected.length)
        .sort((a, b) => b.bits - a.bits)
        .slice(0, STUMBLES_SHOWN);
      if (!worst.length) return null;
      return make("p", { class: "stumbles" }, make("b", {}, "Surprised the model: "), ...worst.map((mark) =>
        make("span", {}, make("q", {}, wordsOf(sentence, mark.number)), ` ${mark.bits.toFixed(1)} bits, expected `,
          make("q", {}, mark.expected.slice(0, 3).map((word) => word.trim() || "␣").join(", ")))));
    }

    function finding(hit, index) {
      const rule = rules[hit.rule];
      const languages = rule && rule.languages ? ` Typical of translations from ${rule.languages.join(", ")}.` : "";
      return make("li", {},
        make("span", { class: "n" }, String(index + 1)),
        make("div", {},
          make("p", {}, make("span", { class: `severity s-${hit.severity}` }, hit.severity), " ", make("bdi", {}, hit.message), " ",
            make("code", {}, hit.rule),
            hit.where === undefined ? null : make("span", { class: "record" }, " ", make("bdi", {}, hit.where))),
          hit.suggestion === undefined ? null
            : make("p", { class: "better" }, make("b", {}, "Natural English: "), make("span", {}, hit.suggestion)),
          rule && (rule.rationale || rule.source || languages)
            ? make("details", {}, make("summary", {}, "Why this rule"),
              make("p", {}, `${rule.rationale || ""}${languages}`.trim()),
              rule.source ? make("p", {}, `Source: ${rule.source}`) : null)
            : null));
    }

    function meters(sentence) {
      if (sentence.fluency === undefined && sentence.evidence === undefined) return null;
      const meter = (name, value, track, low, high) => make("div", {},
        make("dt", {}, name, make("b", {}, value)),
        make("dd", {}, track, make("span", { class: "ends", "aria-hidden": "true" }, make("span", {}, low), make("span", {}, high))));
      const parts = [];
      if (sentence.fluency !== undefined) {
        const track = make("div", { class: "track" },
          make("div", { class: "fill", vars: { "--from": "0%", "--to": `${sentence.fluency}%` } }));
        parts.push(meter("Fluency", sentence.fluency.toFixed(sentence.fluency < 10 ? 1 : 0), track, "reads oddly", "natural"));
      }
      if (sentence.evidence !== undefined) {
        const at = 50 + 50 * Math.max(-1, Math.min(1, sentence.evidence / EVIDENCE_RANGE));
        const track = make("div", { class: "track" }, make("div", { class: "zero" }),
          make("div", { class: sentence.evidence > 0 ? "fill hot" : "fill",
            vars: { "--from": `${Math.min(50, at)}%`, "--to": `${Math.max(50, at)}%` } }));
        parts.push(meter("Evidence", `${signed(sentence.evidence, 1)} nats`, track, "human-like", "machine-like"));
      }
      return make("dl", { class: "meters" }, ...parts);
    }

    /* What a word adds to the evidence, and what the model expected there, on hover and on focus */

    function speaks(nats) {
      if (!nats) return "speaks neither for a machine nor against, 0.00";
      return `speaks ${nats > 0 ? "for a machine" : "against"}, ${signed(nats, 2)}`;
    }

    function showTip(span) {
      const { sentence } = span.closest(".text");
      const mark = (sentence.marks || [])[Number(span.dataset.mark)];
      const covers = (span.dataset.covers || "").split(" ").filter(Boolean).map(Number);
      const expected = mark ? mark.slice(2) : [];
      $("tip").replaceChildren(
        ...(mark ? [make("p", {}, make("b", {}, `${mark[0].toFixed(1)} bits`), ` of surprise at “${wordsOf(sentence, Number(span.dataset.mark))}”`),
          make("p", {}, speaks(mark[1]))] : []),
        ...(expected.length ? [make("p", {}, "The model expected"),
          make("ol", {}, ...expected.map((word) => make("li", {}, make("bdi", {}, word.trim() || "␣"))))] : []),
        ...covers.map((number) => make("p", {}, `${number + 1} ${sentence.findings[number].severity}: ${sentence.findings[number].message}`)));
      $("tip").hidden = false;
      span.setAttribute("aria-describedby", "tip");
      pointedAt = span;
      placeTip();
    }

    let pointedAt = null;

    function placeTip() {
      if (!pointedAt) return;
      const span = pointedAt;
      const [box, tip] = [span.getBoundingClientRect(), $("tip").getBoundingClientRect()];
      const room = document.documentElement.clientWidth;
      const above = box.top - tip.height - 8;
      $("tip").style.left = `${Math.max(8, Math.min(room - tip.width - 8, box.left))}px`;
      $("tip").style.top = `${above > 4 ? above : box.bottom + 8}px`;
      if (box.bottom < 0 || box.top > innerHeight) hideTip();
    }

    function hideTip() {
      $("tip").hidden = true;
      pointedAt = null;
    }

    function startTips() {
      const target = (event) => event.target.closest && event.target.closest("[data-mark]");
      $("cards").addEventListener("pointerover", (event) => (target(event) ? showTip(target(event)) : hideTip()));
      $("cards").addEventListener("pointerleave", hideTip);
      $("cards").addEventListener("focusin", (event) => target(event) && showTip(target(event)));
      $("cards").addEventListener("focusout", hideTip);
      addEventListener("scroll", placeTip, { passive: true });
      $("cards").addEventListener("keydown", (event) => {
        const span = target(event);
        if (!span) return;
        const all = [...span.closest(".text").querySelectorAll("[data-mark]")];
        const to = { ArrowRight: all.indexOf(span) + 1, ArrowLeft: all.indexOf(span) - 1, Home: 0, End: all.length - 1 }[event.key];
        if (to === undefined || !all[to]) return;
        event.preventDefault();
        span.tabIndex = -1;
        all[to].tabIndex = 0;
        all[to].focus();
      });
    }

    /* Documents */

    function startTable() {
      for (const head of document.querySelectorAll("#documents th[data-key] button")) {
        head.addEventListener("click", () => {
          const { key } = head.parentElement.dataset;
          const falling = !["path", "format", "verdict", "fluency"].includes(key);
          tableSort = { key, descending: tableSort.key === key ? !tableSort.descending : falling };
          for (const other of document.querySelectorAll("#documents th[aria-sort]")) other.removeAttribute("aria-sort");
          head.parentElement.setAttribute("aria-sort", tableSort.descending ? "descending" : "ascending");
          showRows();
        });
      }
      $("more-documents").addEventListener("click", () => {
        rowsShown += ROWS_AT_ONCE * 10;
        showRows();
      });
      showRows();
    }

    function sortedDocuments() {
      const { key, descending } = tableSort;
      if (!key) return documents;
      const value = (entry) => (key === "verdict" ? DOCUMENT_VERDICTS[entry.verdict].rank : entry[key]);
      const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a - b);
      return [...documents].sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
        return (descending ? -1 : 1) * compare(x, y);
      });
    }

    function showRows() {
      document.querySelector("#documents tbody").replaceChildren(...sortedDocuments().slice(0, rowsShown).map(row));
      const left = documents.length - rowsShown;
      $("more-documents").hidden = left <= 0;
      $("more-documents").textContent = `Show more documents (${grouped.format(left)} left)`;
      markRows();
    }

    function row(entry) {
      const { glyph, tone } = DOCUMENT_VERDICTS[entry.verdict];
      const range = entry.interval ? `${percent(entry.interval[0])} to ${percent(entry.interval[1])}` : "";
      const short = entry.probability === undefined ? "" : percent(entry.probability);
      const cells = [
        make("td", {},
          make("button", { type: "button" }, make("bdi", {}, ...breakable(entry.path))),
          entry.id === undefined ? null : make("div", { class: "record" }, "record ", make("bdi", {}, entry.id)),
          entry.passage === undefined ? null : make("div", { class: "passage" }, entry.passage)),
        make("td", { class: "state" },
          make("span", { class: `glyph v-${tone}`, "aria-hidden": "true" }, glyph), entry.verdict,
          entry.state === undefined ? null : make("div", { class: "standing" }, entry.state),
          make("div", { class: "narrow-only" }, short && range ? `${short} (${range})` : short)),
        make("td", { class: "wide" }, probability(entry, range)),
        make("td", { class: "wide number" }, entry.evidence === undefined ? "–" : signed(entry.evidence, 1)),
        make("td", { class: "wide number" }, entry.fluency === undefined ? "–" : entry.fluency.toFixed(0)),
        make("td", { class: "number" }, `${grouped.format(entry.suspicious)} / ${grouped.format(entry.judged)}`),
        make("td", { class: "wider" }, drawStrip(entry)),
        make("td", { class: "wider" }, entry.format),
      ];
      const element = make("tr", { onclick: () => choose(entry) }, ...cells);
      element.entry = entry;
      return element;
    }

    function probability(entry, range) {
      if (entry.probability === undefined) return make("span", { class: "v-rest" }, "–");
      const [low, high] = entry.interval || [entry.probability, entry.probability];
      return make("div", { class: "probability", title: range && `95% interval ${range}` },
        make("span", {}, percent(entry.probability)),
        make("div", { class: "interval", role: "img", "aria-label": range && `95% interval ${range}`,
          vars: { "--low": `${low * 100}%`, "--high": `${high * 100}%`, "--at": `${entry.probability * 100}%` } },
          make("div", { class: "range" }), make("div", { class: "point" })));
    }

    function drawStrip(entry) {
      const space = "http://www.w3.org/2000/svg";
      const svg = document.createElementNS(space, "svg");
      const cells = [...entry.strip];
      svg.setAttribute("class", "strip");
      svg.setAttribute("viewBox", `0 0 ${Math.max(cells.length, CELLS_IN_STRIP) * 4} 14`);
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", "Where its suspicious sentences stand");
      cells.forEach((cell, index) => {
        const rectangle = document.createElementNS(space, "rect");
        const height = { x: 14, ".": 6, "-": 2 }[cell];
        const place = { x: index * 4, y: 14 - height, width: 3.4, height, class: { x: "x", ".": "c", "-": "d" }[cell] };
        for (const [name, value] of Object.entries(place)) rectangle.setAttribute(name, value);
        svg.append(rectangle);
      });
      return svg;
    }

    function choose(entry) {
      set({ file: state.file === entry.index ? -1 : entry.index });
    }

    function markRows() {
      for (const element of document.querySelectorAll("#documents tbody tr")) {
        const chosen = element.entry.index === state.file;
        element.classList.toggle("chosen", chosen);
        element.querySelector("button").setAttribute("aria-pressed", chosen);
      }
    }

    /* Keys, copying, printing */

    function startKeys() {
      addEventListener("keydown", (event) => {
        if (event.key === "Escape") hideTip();
        if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
        if (event.key === "/") {
          event.preventDefault();
          $("q").focus();
        }
        if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
      });
    }

    function step(by) {
      const cards = [...$("cards").querySelectorAll(".card")];
      const at = cards.indexOf(document.activeElement.closest(".card"));
      const next = cards[Math.max(0, at + by)];
      if (!next) return;
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }

    async function copy(button) {
      try {
        await navigator.clipboard.writeText(button.textContent);
      } catch {
        getSelection().selectAllChildren(button);
        document.execCommand("copy");
      }
      const said = make("span", { class: "copied", role: "status" }, "copied");
      button.after(said);
      setTimeout(() => said.remove(), 1500);
    }

    function showLimits() {
      const parts = [];
      if (data.left_out) parts.push(`${count(data.left_out, "sentence")} with the least to say were left out of this page.`);
      if (data.without_tokens) parts.push(`Token scores of ${count(data.without_tokens, "sentence")} were left out.`);
      $("limits").textContent = parts.length ? `${parts.join(" ")} The JSON report has everything.` : "";
      $("limits").hidden = !parts.length;
    }

    startFilters();
    startTips();
    startTints();
    startKeys();
    startTable();
    showLimits();
    $("cards").addEventListener("click", (event) => {
      const button = event.target.closest(".place");
      if (button) copy(button);
    });
    $("more").addEventListener("click", () => showMore());
    new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && shown < matches.length) showMore();
    }, { rootMargin: "900px" }).observe($("more"));
    addEventListener("beforeprint", () => shown < CARDS_IN_PRINT && showMore(CARDS_IN_PRINT));
    addEventListener("hashchange", () => set(fromHash()));
    const skip = document.querySelector(".skip");
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      $("sentences").focus();
    });
    skip.hidden = false;
    $("plain").remove();
    $("documents").hidden = false;
    $("sentences").hidden = false;
    set(fromHash());
  }

  startTheme();
  if (typeof DecompressionStream === "undefined") {
    $("trouble").textContent = "This browser can’t unpack the report’s data, so this is the plain list. A browser of 2023 or later shows filters and token shading.";
    $("trouble").hidden = false;
    return;
  }
  unpack().then(start).catch((error) => {
    $("trouble").textContent = `The report’s data could not be shown (${error.message}), so this is the plain list.`;
    $("trouble").hidden = false;
  });
})();
