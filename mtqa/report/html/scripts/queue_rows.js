/* A sentence of the queue as a row: what it says and why it is there, in two to four lines. */

const rows = (() => {
  /* About three lines; where the first finding stands far behind, the row begins shortly before it. */
  const CHARACTERS = 420;
  const FAR = 220;
  const BEFORE = 60;
  const EVIDENCE_RANGE = 6;
  const DECISIONS = {
    accepted: { glyph: "✓", tone: "good", word: "queue.accepted" },
    dismissed: { glyph: "✕", tone: "rest", word: "queue.dismissed" },
    split: { glyph: "◑", tone: "mixed", word: "queue.split" },
  };
  const STANDINGS = { known: "queue.known", suppressed: "queue.suppressed", unchanged: "queue.unchanged" };

  /* The runs of a text that are underlined alike, as [words, severity or ""], from one character to another. */
  function runs(sentence) {
    const severityOf = (piece) => SEVERITIES.find((level) =>
      piece.slice(2).some((number) => sentence.findings[number].severity === level)) || "";
    const start = begin(sentence);
    const found = [];
    let at = 0;
    let left = CHARACTERS;
    for (const piece of sentence.pieces) {
      const whole = typeof piece === "string" ? piece : piece[0];
      const words = sentenceText.cut(whole.slice(Math.max(0, start - at)), left);
      at += whole.length;
      if (!words) continue;
      const severity = typeof piece === "string" ? "" : severityOf(piece);
      if (found.length && found.at(-1)[1] === severity) found.at(-1)[0] += words;
      else found.push([words, severity]);
      left -= words.length;
      if (left <= 0) break;
    }
    return [start > 0, found, left <= 0];
  }

  function begin({ pieces }) {
    let at = 0;
    for (const piece of pieces) {
      if (typeof piece !== "string" && piece.length > 2) return at > FAR ? at - BEFORE : 0;
      at += (typeof piece === "string" ? piece : piece[0]).length;
    }
    return 0;
  }

  function text(sentence) {
    const [before, found, after] = runs(sentence);
    return make("p", { class: "said", dir: "auto" }, before && "… ",
      found.map(([words, severity]) => (severity ? make("span", { class: `f-${severity}` }, words) : words)), after && "…");
  }

  /* The folder may be cut, the file's name and the line may not. */
  function place(sentence) {
    const { path, id } = sentence.owner;
    const at = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1;
    return make("span", { class: "place", title: sentence.place },
      make("bdi", { class: "folder" }, path.slice(0, at)), make("bdi", { class: "file" }, path.slice(at)),
      make("span", { class: "at" }, `:${sentence.line}`),
      id !== undefined && make("bdi", { class: "record" }, id));
  }

  /* A figure with a bar of a few pixels. */
  function figure(name, value, from, to, hot) {
    return make("span", { class: "figure" }, make("span", { class: "name" }, `${name} `), make("b", {}, value), " ",
      make("span", { class: hot ? "tiny hot" : "tiny", "aria-hidden": "true", vars: { "--from": `${from}%`, "--to": `${to}%` } }));
  }

  function figures({ fluency, evidence, chrf }) {
    const found = [];
    if (evidence !== undefined) {
      const at = 50 + 50 * Math.max(-1, Math.min(1, evidence / EVIDENCE_RANGE));
      const bar = figure(say("queue.evidence"), signed(evidence, 1), Math.min(50, at), Math.max(50, at), evidence > 0);
      bar.lastChild.classList.add("centred");
      found.push(bar);
    }
    if (fluency !== undefined) {
      found.push(figure(say("queue.fluency"), fluency.toFixed(fluency < 10 ? 1 : 0), 0, fluency, false));
    }
    if (chrf !== undefined) found.push(figure(say("beside.queue_chrf"), chrf.toFixed(1), 0, chrf, false));
    return found.length ? make("div", { class: "figures" }, found) : null;
  }

  /* The rule of the worst finding, and how many more there are; the reason where no rule found anything. */
  function why({ rules, reason, findings }) {
    if (!rules.length) return reason && make("bdi", { class: "why", title: reason }, reason);
    const { rule } = SEVERITIES.flatMap((level) => findings.filter((hit) => hit.severity === level))[0];
    return make("span", { class: "why", title: reason }, make("code", {}, rule),
      rules.length > 1 && ` ${say("queue.more_rules", { count: rules.length - 1 })}`);
  }

  function decided(sentence) {
    const found = DECISIONS[decisions.of(sentence).decision];
    return found && make("span", { class: `decided v-${found.tone}` },
      make("span", { "aria-hidden": "true" }, `${found.glyph} `), say(found.word));
  }

  /* How many sentences have the same text; nothing where it is the only one. */
  function equal(element, sentence) {
    if (!sentence.alerts || element.querySelector(".equal")) return;
    const count = decisions.equal(sentence).length;
    if (count > 1) element.querySelector(".kind").after(make("span", { class: "equal" }, say("queue.equal", { count })));
  }

  return {
    equal,

    build(sentence) {
      const { glyph, tone } = VERDICTS[sentence.verdict];
      return make("div", { class: "row", role: "option", "data-decision": decisions.of(sentence).decision },
        make("span", { class: `glyph v-${tone}`, "aria-hidden": "true" }, glyph),
        make("span", { class: "unseen" }, `${filterBar.word("verdict", sentence.verdict)}. `),
        text(sentence),
        figures(sentence),
        make("p", { class: "facts" }, place(sentence),
          make("span", { class: "kind" }, sentence.kind),
          sentence.where !== undefined && make("bdi", { class: "where" }, sentence.where),
          STANDINGS[sentence.state] && make("span", { class: "standing" }, say(STANDINGS[sentence.state])),
          sentence.block && beside.badge(sentence.block),
          decided(sentence),
          why(sentence)));
    },
  };
})();
