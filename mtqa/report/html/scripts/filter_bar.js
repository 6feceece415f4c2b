/* The queue's filters on the page: a search, a sort, the verdicts, and what stands behind a button. */

const filterBar = (() => {
  const NAMES = {
    q: "queue.text", verdict: "queue.verdict", state: "queue.state", decision: "queue.decision", severity: "queue.severity",
    kind: "queue.kind", rule: "queue.rule", family: "queue.family", change: "beside.queue_change", file: "queue.file", fluency: "queue.fluency",
    evidence: "queue.evidence",
  };
  const ANY = {
    verdict: "queue.any_verdict", state: "queue.any_state", decision: "queue.any_decision", severity: "queue.any_severity",
    kind: "queue.any_kind", rule: "queue.any_rule", family: "queue.any_family",
    change: "beside.queue_any",
  };
  const WORDS = {
    verdict: { suspicious: "queue.suspicious", clear: "queue.clear", skipped: "queue.skipped" },
    state: { new: "queue.new", known: "queue.known", suppressed: "queue.suppressed", unchanged: "queue.unchanged" },
    decision: { open: "queue.open", accepted: "queue.accepted", dismissed: "queue.dismissed", split: "queue.split" },
    rule: { "verdict.sentence": "queue.rule_model" },
    family: { verdict: "queue.family_model" },
    change: {
      changed: "beside.queue_changed", worse: "beside.queue_worse", new: "beside.queue_new", unchanged: "beside.queue_unchanged",
    },
  };
  const SORT_WORDS = {
    worst: "queue.sort_worst", evidence: "queue.sort_evidence", fluency: "queue.sort_fluency", chrf: "beside.queue_sort", order: "queue.sort_order",
    file: "queue.sort_file",
  };
  const BEHIND = ["state", "severity", "family", "rule", "kind", "change"];
  /* Filters that are not there where they would offer no choice: how many choices they need. */
  const LEAST = { state: 2, change: 1 };
  const controls = {};
  let change = null;
  let panel = null;
  let toggle = null;
  let chips = null;

  const word = (facet, value) => (WORDS[facet]?.[value] ? say(WORDS[facet][value]) : value);

  function build(set) {
    change = set;
    controls.q = make("input", {
      id: "q", type: "search", autocomplete: "off", spellcheck: "false", placeholder: say("queue.search_for"),
      oninput: () => change({ q: controls.q.value.trim() }),
    });
    controls.sort = make("select", { id: "sort", onchange: () => change({ sort: controls.sort.value }) },
      filters.sorts.map((sort) => make("option", { value: sort }, say(SORT_WORDS[sort]))));
    toggle = make("button", {
      type: "button", class: "quiet toggle", "aria-expanded": "false", "aria-controls": "more-filters", onclick: () => open(panel.hidden),
    });
    panel = make("div", { id: "more-filters", class: "panel", hidden: true },
      BEHIND.map((facet) => select(facet)), fileBox(), filters.RANGES.map(rangeBox));
    chips = make("ul", { class: "chips", "aria-label": say("queue.active") });
    return make("form", {
      class: "filters", id: "filters", role: "search", "aria-label": say("queue.filters"), onsubmit: (event) => event.preventDefault(),
    },
      make("div", { class: "line" },
        make("label", { class: "search" }, make("span", { class: "unseen" }, say("queue.search")), controls.q),
        make("label", { class: "sort" }, make("span", { class: "unseen" }, say("queue.sort")), controls.sort)),
      make("div", { class: "line" }, verdicts(), select("decision", "unseen"), toggle),
      panel, chips);
  }

  function open(wanted) {
    panel.hidden = !wanted;
    toggle.setAttribute("aria-expanded", wanted);
    change({});
  }

  function verdicts() {
    controls.verdict = make("div", { class: "segmented", id: "verdicts", role: "group", "aria-label": say("queue.verdict") },
      [...filters.choices.verdict, ""].map((verdict) =>
        make("button", { type: "button", "data-verdict": verdict, onclick: () => change({ verdict }) },
          verdict ? word("verdict", verdict) : say("queue.all"), make("span", { class: "n" }))));
    return controls.verdict;
  }

  function select(facet, label = "name") {
    controls[facet] = make("select", { id: facet, onchange: () => change({ [facet]: controls[facet].value }) },
      ["", ...filters.choices[facet]].map((value) => make("option", { value })));
    return make("label", { hidden: filters.choices[facet].length < (LEAST[facet] || 0) },
      make("span", { class: label }, say(NAMES[facet])), controls[facet]);
  }

  /* A document's name, or a part of names; the list of names is written when somebody goes there. */
  function fileBox() {
    const list = make("datalist", { id: "files" });
    const named = () => {
      const name = controls.file.value.trim();
      const owner = data.documents.find((each) => each.name === name);
      change({ file: owner ? owner.path : name, record: owner?.id ?? "" });
    };
    controls.file = make("input", {
      id: "file", type: "text", list: "files", autocomplete: "off", spellcheck: "false", oninput: named,
      placeholder: say("queue.any_file", { count: data.documents.length }),
      onfocus: () => list.firstChild || list.append(...data.documents.map((owner) => make("option", { value: owner.name }))),
    });
    return make("label", { class: "file" }, make("span", { class: "name" }, say("queue.file")), controls.file, list);
  }

  const fileName = ({ file, record }) => (record ? say("page.record", { path: file, id: record }) : file);

  function rangeBox(range) {
    const [low, high] = filters.ENDS[range];
    const changed = () => {
      const [from, to] = controls[range].inputs.map((input) => input.value);
      change({ [range]: from === "" && to === "" ? "" : `${from}-${to}` });
    };
    const input = (id, label, placeholder) => make("input", {
      id: `${range}-${id}`, type: "number", step: "any", inputmode: "decimal", placeholder: number(placeholder),
      "aria-label": say(label), oninput: changed,
    });
    const bars = Array.from({ length: filters.BINS }, (_, at) => svg("rect", { x: at * 4, y: 0, width: 3, height: 0 }));
    controls[range] = { inputs: [input("from", "queue.from", low), input("to", "queue.to", high)], bars };
    return make("fieldset", { class: "range" }, make("legend", { class: "name" }, say(NAMES[range])),
      svg("svg", { class: "histogram", viewBox: `0 0 ${filters.BINS * 4 - 1} 20`, preserveAspectRatio: "none", "aria-hidden": "true" }, bars),
      make("div", { class: "ends" }, controls[range].inputs[0], make("span", { "aria-hidden": "true" }, "–"), controls[range].inputs[1]));
  }

  /* A histogram of the sentences that the other filters leave; what is within the range is dark. */
  function showRange(range, state, { bins }) {
    const [from, to] = filters.rangeOf(state[range]);
    const [low, high] = filters.ENDS[range];
    const most = Math.max(1, ...bins);
    controls[range].bars.forEach((bar, at) => {
      const height = bins[at] ? Math.max(1.5, (bins[at] / most) * 20) : 0;
      const left = low + ((high - low) * at) / filters.BINS;
      const right = left + (high - low) / filters.BINS;
      bar.setAttribute("height", height);
      bar.setAttribute("y", 20 - height);
      bar.setAttribute("class", right > from && left <= to ? "in" : "out");
    });
  }

  function showSelect(facet, state, { total, of }) {
    for (const option of controls[facet].options) {
      const { value } = option;
      const name = value ? word(facet, value) : say(ANY[facet]);
      option.textContent = say("queue.option", { name, count: value ? of.get(value) || 0 : total });
      option.hidden = value === "split" && !of.get(value) && state[facet] !== value;
    }
    controls[facet].value = state[facet];
  }

  /* Writes into a field what it does not say already, and never where somebody types the same in other words. */
  function write(input, text) {
    if (input.value.trim() !== text) input.value = text;
  }

  /* The filters that are set, as [name, what it says, the change that takes it away]. */
  function active(state) {
    const { plain } = filters;
    const set = [];
    for (const name of Object.keys(NAMES)) {
      if (state[name] === plain[name]) continue;
      if (name === "file") set.push([name, fileName(state), { file: "", record: "" }]);
      else if (name in ANY) set.push([name, state[name] ? word(name, state[name]) : say("queue.all"), { [name]: plain[name] }]);
      else set.push([name, state[name].replace(/(?<=\d)-/, "–"), { [name]: "" }]);
    }
    return set;
  }

  function showChips(state) {
    const set = active(state);
    const listed = set.filter(([name]) => !["q", "verdict", "decision"].includes(name));
    toggle.replaceChildren(say("queue.more_filters"), listed.length ? make("span", { class: "n" }, number(listed.length)) : "");
    const focused = chips.contains(document.activeElement);
    chips.replaceChildren(...listed.map(([name, value, without]) => {
      const text = { name: say(NAMES[name]), value };
      return make("li", {}, make("button", {
        type: "button", "aria-label": say("queue.remove", text), onclick: () => change(without),
      }, make("bdi", {}, say("queue.chip", text)), make("span", { "aria-hidden": "true" }, " ✕")));
    }));
    if (set.length) {
      const reset = () => {
        change({ ...filters.plain, sort: state.sort });
        controls.q.focus();
      };
      chips.append(make("li", {}, make("button", { id: "reset", type: "button", class: "link", onclick: reset }, say("queue.reset"))));
    }
    chips.hidden = !set.length;
    if (focused) (chips.querySelector("button") || controls.q).focus();
  }

  return {
    NAMES, build, active, word,

    /* Whether all facets are on show. */
    get fully() { return !panel.hidden; },

    show(state, counts) {
      for (const button of controls.verdict.children) {
        const { verdict } = button.dataset;
        button.setAttribute("aria-pressed", verdict === state.verdict);
        button.lastChild.textContent = number(verdict ? counts.verdict.of.get(verdict) || 0 : counts.verdict.total);
      }
      showSelect("decision", state, counts.decision);
      controls.sort.value = state.sort;
      write(controls.q, state.q);
      if (filterBar.fully) {
        for (const facet of BEHIND) showSelect(facet, state, counts[facet]);
        for (const range of filters.RANGES) showRange(range, state, counts[range]);
        write(controls.file, fileName(state));
        for (const range of filters.RANGES) {
          const [from, to] = filters.rangeOf(state[range]);
          controls[range].inputs.forEach((input, at) => {
            const end = at ? to : from;
            const said = input.value === "" ? (at ? Infinity : -Infinity) : Number(input.value);
            if (said !== end) input.value = Number.isFinite(end) ? end : "";
          });
        }
      }
      showChips(state);
    },
  };
})();
