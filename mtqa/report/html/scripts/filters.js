/* What the queue's filters mean: their state in the address, which sentences match, and what each choice would show.

   Sentences stand here as their numbers, and what is asked of them in columns: a facet's column says for each sentence
   which of the facet's lists of values it has, as few lists are shared by many. A filter then reads figures alone. */

const filters = (() => {
  const SINGLE = {
    verdict: (sentence) => sentence.verdict,
    state: (sentence) => sentence.state || "new",
    kind: (sentence) => sentence.kind,
  };
  const FACETS = ["verdict", "state", "decision", "severity", "kind", "rule", "family", "change"];
  const CHANGES = ["changed", "worse", "new", "unchanged"];
  const ALWAYS_COUNTED = 3;
  const RANGES = ["fluency", "evidence"];
  const DECISIONS = ["open", "accepted", "dismissed", "split"];
  const SORTS = ["worst", "evidence", "fluency", "chrf", "order", "file"];
  const ENDS = { fluency: [0, 100], evidence: [-6, 6] };
  const BINS = 24;
  const RANGE = /^(-?\d+(?:\.\d+)?)?-(-?\d+(?:\.\d+)?)?$/;
  const NO_RANGE = [-Infinity, Infinity];
  const AT_ONCE = 40;

  const orders = new Map();
  const columns = {};
  const figures = {};
  let owners = null;
  let hays = null;
  let choices = null;
  let plain = null;

  const familyOf = (rule) => data.rules[rule]?.family || rule.split(".")[0];

  /* What is decided; without alerts there is nothing to decide. */
  const decisionOf = (sentence) => (decisions.decidable(sentence) ? decisions.of(sentence).decision : "");

  /* A facet's column: `lists` of values, and for each sentence the number of its list. */
  function column(valuesOf) {
    const lists = [];
    const numbers = new Map();
    const of = new Uint32Array(data.sentences.length);
    data.sentences.forEach((sentence, index) => {
      const values = valuesOf(sentence);
      const name = values.join(" ");
      let at = numbers.get(name);
      if (at === undefined) {
        at = lists.push(values) - 1;
        numbers.set(name, at);
      }
      of[index] = at;
    });
    return { lists, of };
  }

  /* Rules that found something, and those of alerts, such as the model's verdict. */
  function rulesOf({ rules, alerts }) {
    if (!alerts || alerts.every((alert) => rules.includes(alert.rule))) return rules;
    return [...new Set([...rules, ...alerts.map((alert) => alert.rule)])];
  }

  /* What became of a sentence since the older version; one that is worse has changed too. */
  function changesOf({ block }) {
    const change = block && beside.changeOf(block);
    return change === "worse" ? ["changed", "worse"] : change ? [change] : [];
  }

  function prepare() {
    if (choices) return;
    for (const [facet, valueOf] of Object.entries(SINGLE)) columns[facet] = column((sentence) => [valueOf(sentence)]);
    columns.severity = column((sentence) => sentence.severities);
    columns.rule = column(rulesOf);
    columns.family = { lists: columns.rule.lists.map((list) => [...new Set(list.map(familyOf))]), of: columns.rule.of };
    columns.change = column(changesOf);
    columns.decision = { lists: ["", ...DECISIONS].map((name) => [name]), of: new Uint32Array(data.sentences.length) };
    owners = Uint32Array.from(data.sentences, (sentence) => sentence.document);
    for (const range of RANGES) figures[range] = Float64Array.from(data.sentences, (sentence) => sentence[range] ?? NaN);
    hays = new Array(data.sentences.length).fill(null);
    filters.decided(data.sentences);
    const all = (facet) => [...new Set(columns[facet].lists.flat())].sort();
    const states = all("state");
    const changes = all("change");
    choices = {
      verdict: Object.keys(VERDICTS), state: STATES.filter((state) => states.includes(state)), decision: DECISIONS,
      severity: SEVERITIES, kind: all("kind"), rule: all("rule"), family: all("family"),
      change: CHANGES.filter((change) => changes.includes(change)),
    };
    plain = {
      q: "", verdict: "suspicious", state: states.includes("new") && states.length > 1 ? "new" : "", decision: "", severity: "",
      kind: "", rule: "", family: "", change: "", file: "", record: "", fluency: "", evidence: "", sort: "worst",
    };
  }

  /* Which documents are meant: the one of this path (and record), or all whose name has the text. */
  function documentsOf({ file, record }) {
    const exact = data.documents.filter((owner) => owner.path === file && (record === "" || owner.id === record));
    if (exact.length) return exact;
    const part = file.toLowerCase();
    return record ? [] : data.documents.filter((owner) => owner.name.toLowerCase().includes(part));
  }

  /* The ends of a range as the address has it, "1-9", "-5", "2-"; NO_RANGE where it is none. */
  function rangeOf(text) {
    const found = RANGE.exec(text);
    if (!found || text === "-") return NO_RANGE;
    return [found[1] === undefined ? -Infinity : Number(found[1]), found[2] === undefined ? Infinity : Number(found[2])];
  }

  /* The words and "phrases" of a search. */
  const wordsOf = (q) => (q.toLowerCase().match(/"[^"]+"|\S+/g) || []).map((word) => word.replace(/^"|"$/g, "")).filter(Boolean);

  const hayOf = (index) => (hays[index] ??= data.haystack(data.sentences[index]));

  /* The numbers of all sentences by a sort, and each one's rank; kept, as sorting is what takes time. */
  function ordered(sort) {
    if (orders.has(sort)) return orders.get(sort);
    const list = [...data.sentences];
    if (sort === "evidence") list.sort((a, b) => (b.evidence ?? -Infinity) - (a.evidence ?? -Infinity) || a.index - b.index);
    if (sort === "fluency") list.sort((a, b) => (a.fluency ?? Infinity) - (b.fluency ?? Infinity) || a.index - b.index);
    if (sort === "chrf") list.sort((a, b) => (a.chrf ?? Infinity) - (b.chrf ?? Infinity) || a.index - b.index);
    if (sort === "order") list.sort((a, b) => a.document - b.document || a.order - b.order);
    if (sort === "file") {
      const names = new Intl.Collator("en", { numeric: true });
      const places = [];
      [...data.documents].sort((a, b) => names.compare(a.name, b.name) || a.index - b.index)
        .forEach((owner, place) => { places[owner.index] = place; });
      list.sort((a, b) => places[a.document] - places[b.document] || a.order - b.order);
    }
    const order = Uint32Array.from(list, (sentence) => sentence.index);
    const rank = new Uint32Array(order.length);
    order.forEach((index, place) => { rank[index] = place; });
    orders.set(sort, { order, rank });
    return orders.get(sort);
  }

  /* What a filter asks, as a function of a sentence's number. */
  function test(name, wanted) {
    if (RANGES.includes(name)) {
      const [low, high] = rangeOf(wanted);
      const values = figures[name];
      return { name, passes: (index) => values[index] >= low && values[index] <= high };
    }
    const { lists, of } = columns[name];
    const fits = Uint8Array.from(lists, (list) => list.includes(wanted));
    return { name, passes: (index) => fits[of[index]] === 1 };
  }

  /* A count of sentences by a facet's lists, or by where their figures fall, and what it comes to. */
  function counter(name) {
    if (RANGES.includes(name)) {
      const bins = new Uint32Array(BINS);
      const [low, high] = ENDS[name];
      const values = figures[name];
      const add = (index) => {
        if (values[index] === values[index]) bins[Math.max(0, Math.min(BINS - 1, Math.floor(((values[index] - low) / (high - low)) * BINS)))] += 1;
      };
      return { add, result: (total) => ({ total, bins }) };
    }
    const { lists, of } = columns[name];
    const seen = new Uint32Array(lists.length);
    const result = (total) => {
      const counts = new Map();
      lists.forEach((list, at) => seen[at] && list.forEach((value) => counts.set(value, (counts.get(value) || 0) + seen[at])));
      return { total, of: counts };
    };
    return { add: (index) => { seen[of[index]] += 1; }, result };
  }

  return {
    RANGES, BINS, ENDS, rangeOf, documentsOf,

    /* The sorts that say something about these sentences. */
    get sorts() { return SORTS.filter((sort) => sort !== "chrf" || data.sentences.some(({ chrf }) => chrf !== undefined)); },
    get plain() { prepare(); return plain; },
    get choices() { prepare(); return choices; },
    rank: (sort) => ordered(sort).rank,

    /* The state that an address tells; what it doesn't know is left out. */
    read(params) {
      prepare();
      const state = { ...plain };
      for (const facet of FACETS) {
        if (params[facet] === "all" || params[facet] === "any") state[facet] = "";
        else if (choices[facet].includes(params[facet])) state[facet] = params[facet];
      }
      for (const range of RANGES) {
        if (rangeOf(params[range] || "") !== NO_RANGE) state[range] = params[range];
      }
      if (filters.sorts.includes(params.sort)) state.sort = params.sort;
      state.q = (params.q || "").trim();
      const named = { file: params.file || "", record: params.record || "" };
      if (named.file && documentsOf(named).length) Object.assign(state, named);
      return state;
    },

    /* A state as the address has it. */
    write(state) {
      const params = {};
      for (const [name, value] of Object.entries(state)) if (value !== plain[name]) params[name] = value || "all";
      if (!state.file) delete params.record;
      return params;
    },

    /* The numbers of the sentences that match, in order; how many of them can be decided about; and for each filter
       how many would match without it (`total`), of these how many each choice would show (`of`), or how they spread
       (`bins`). With `fully`, what stands behind a button is counted too. One pass: a sentence that misses one filter
       counts for that one only. */
    run(state, fully = false) {
      prepare();
      const words = wordsOf(state.q);
      const allowed = state.file ? new Uint8Array(data.documents.length) : null;
      if (allowed) for (const owner of documentsOf(state)) allowed[owner.index] = 1;
      const tests = [...FACETS, ...RANGES].filter((name) => state[name]).map((name) => test(name, state[name]));
      const counters = Object.fromEntries([...FACETS, ...RANGES].map((name) => [name, counter(name)]));
      const counted = (fully ? Object.values(counters) : FACETS.slice(0, ALWAYS_COUNTED).map((facet) => counters[facet]))
        .map((each) => each.add);
      const missing = new Map(tests.map(({ name }) => [name, 0]));
      const { order } = ordered(state.sort);
      const matches = new Uint32Array(order.length);
      let found = 0;
      let decidable = 0;
      for (let at = 0; at < order.length; at += 1) {
        const index = order[at];
        if (allowed && !allowed[owners[index]]) continue;
        let missed = "";
        let several = false;
        for (let turn = 0; turn < tests.length && !several; turn += 1) {
          if (tests[turn].passes(index)) continue;
          several = missed !== "";
          missed = tests[turn].name;
        }
        if (several || !words.every((word) => hayOf(index).includes(word))) continue;
        if (missed) {
          missing.set(missed, missing.get(missed) + 1);
          counters[missed].add(index);
        } else {
          matches[found] = index;
          found += 1;
          if (columns.decision.of[index]) decidable += 1;
          for (const add of counted) add(index);
        }
      }
      const counts = {};
      for (const [name, each] of Object.entries(counters)) counts[name] = each.result(found + (missing.get(name) || 0));
      return { matches: matches.slice(0, found), decidable, counts };
    },

    /* How many would match with a change of the state. */
    count: (state, change) => filters.run({ ...state, ...change }).matches.length,

    /* Reads again what is decided about these sentences. */
    decided(sentences) {
      if (!columns.decision) return;
      for (const sentence of sentences) columns.decision.of[sentence.index] = DECISIONS.indexOf(decisionOf(sentence)) + 1;
    },

    /* Writes the haystacks while nothing else is to do, so that the first letter finds them there. */
    warm() {
      let next = 0;
      const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 10 }), 50));
      const work = (deadline) => {
        while (next < hays.length && deadline.timeRemaining() > 2) {
          for (const end = Math.min(next + AT_ONCE, hays.length); next < end; next += 1) hayOf(next);
        }
        if (next < hays.length) idle(work);
      };
      idle(work);
    },
  };
})();
