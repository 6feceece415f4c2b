/* The article as elements: sentences that can be chosen, in blocks as their kind wants them. */

const articleText = (() => {
  const NATS = [0.5, 1, 2, 3];
  const PERCENTILES = [25, 10, 5, 2.5, 1];
  const CHARACTERS_AT_MOST = 4000;
  const DECIDED = { accepted: "✓", dismissed: "✕", split: "◑" };
  /* "cue 2, 00:01:01.000" or "message menu.open": the unit is plain from where it stands. */
  const PLACE = /^(?:cue |message )?(.*?)(?:, ([\d:.,]+))?$/s;
  /* What stands around consecutive blocks of a kind. */
  const AROUND = { list: "ul", quote: "blockquote", cue: "div", message: "div", cell: "div" };

  /* How much a sentence's evidence says, as -4 (against) to 4 (for a machine). */
  function strength({ evidence = 0 }) {
    return Math.sign(evidence) * NATS.filter((from) => Math.abs(evidence) >= from).length;
  }

  /* How oddly a sentence reads, from 0 to 5. */
  const oddness = ({ fluency = 100 }) => PERCENTILES.filter((under) => fluency < under).length;

  const unseen = (text) => make("span", { class: "unseen" }, text);

  /* The words, with the places of findings underlined by their gravest. */
  function words(sentence) {
    const parts = [];
    let left = CHARACTERS_AT_MOST;
    for (const piece of sentence.pieces) {
      const [text, , ...covers] = typeof piece === "string" ? [piece] : piece;
      const shown = sentenceText.cut(text, left);
      const severity = covers.length && SEVERITIES.find((level) => covers.some((hit) => sentence.findings[hit].severity === level));
      if (severity) parts.push(make("span", { class: `hit f-${severity}` }, shown));
      else if (typeof parts.at(-1) === "string") parts.push(parts.pop() + shown);
      else parts.push(shown);
      left -= text.length;
      if (left <= 0) {
        if (shown !== text || piece !== sentence.pieces.at(-1)) parts.push("…");
        break;
      }
    }
    return parts;
  }

  /* A sentence that can be chosen. Both tints stand in its classes, so that a switch touches one attribute. */
  function sentence(each) {
    const [by, odd] = [strength(each), oddness(each)];
    const classes = ["s", by > 0 && `m${by}`, by < 0 && `a${-by}`, odd && `h${odd}`, each.verdict === "skipped" && "skipped"];
    const flagged = plan.suspicious(each);
    const element = make("span", {
      class: classes.filter(Boolean).join(" "), role: "button", tabindex: "-1", "data-sentence": each.index,
      title: each.verdict === "skipped" ? each.reason : undefined,
    }, flagged && make("span", { class: "sign", "aria-hidden": "true" }, VERDICTS.suspicious.glyph),
    flagged && unseen(say("document.suspicious_sign")), ...words(each));
    decide(element, each);
    return element;
  }

  /* Shows what is decided about a sentence. */
  function decide(element, each) {
    element.querySelector(".decided")?.remove();
    const { decision } = decisions.of(each);
    if (decision === "open") delete element.dataset.decision;
    else {
      element.dataset.decision = decision;
      element.append(make("span", { class: "decided" },
        make("span", { "aria-hidden": "true" }, DECIDED[decision]), unseen(deciding.word(decision))));
    }
  }

  const line = (block) => make("span", { class: "line", "aria-hidden": "true", "data-line": block.line });

  /* Where a cue or a message stands: its number or key, and its time. */
  function where(block) {
    const [, name, time] = PLACE.exec(block.where || "");
    return make("span", { class: "where" },
      time && make("span", { class: "time" }, time), name && make("bdi", { class: "name" }, ...breakable(name)));
  }

  const BLOCKS = {
    heading: (properties, parts) => make("p", { ...properties, role: "heading", "aria-level": "3" }, ...parts),
    list: (properties, parts) => make("li", properties, ...parts),
    caption: (properties, parts) =>
      make("figure", { ...properties, dir: undefined },
        make("figcaption", {}, make("span", { class: "label" }, say("document.caption")), make("span", { dir: "auto" }, ...parts))),
    cue: (properties, parts, block) => make("div", { ...properties, dir: undefined }, where(block), make("p", { dir: "auto" }, ...parts)),
    message: (properties, parts, block) => make("div", { ...properties, dir: undefined }, where(block), make("p", { dir: "auto" }, ...parts)),
  };

  const restored = (block) => make("button", {
    type: "button", class: "more", "data-restore": block.cut, "aria-label": say("document.whole_block"), title: say("document.whole_block"),
  }, "…");

  function blockOf(block, made) {
    const parts = block.sentences.flatMap((each, at) => {
      const element = sentence(each);
      made(each, element);
      return at ? [" ", element] : [element];
    });
    if (block.cut === "before") parts.unshift(restored(block), " ");
    if (block.cut === "after") parts.push(" ", restored(block));
    const classes = ["block", block.kind, block.continued && "continued", block.run && "in-run"];
    const properties = { class: classes.filter(Boolean).join(" "), dir: "auto" };
    const build = BLOCKS[block.kind] || ((given, inner) => make("p", given, ...inner));
    const element = build(properties, parts, block);
    element.prepend(line(block));
    element.item = block;
    return element;
  }

  function hands(item, owner) {
    const between = data.inOrder(owner).filter(({ order }) => order >= owner.run[0] && order <= owner.run[1]);
    const [first, last] = [between[0].line, between.at(-1).line];
    const key = item.back ? "document.hands_back" : first === last ? "document.hands_line" : "document.hands_lines";
    const element = make("p", { class: item.back ? "hands back" : "hands", id: item.back ? undefined : "hands", tabindex: "-1" },
      make("span", {}, say(key, { first, last })));
    return element;
  }

  function fold(item) {
    const count = item.blocks.reduce((sum, block) => sum + block.sentences.length, 0);
    const element = make("p", { class: "fold" },
      make("button", { type: "button", class: "quiet", "data-unfold": "" }, say("document.fold", { count })));
    element.item = item;
    return element;
  }

  return {
    NATS, PERCENTILES, strength, oddness, decide,

    /* Builds the elements of items; `made` is told of every sentence and its element. */
    build(items, owner, made) {
      const found = [];
      let around = null;
      for (const item of items) {
        if (item.type !== "block") {
          around = null;
          if (item.type === "hands") found.push(hands(item, owner));
          else if (item.type === "fold") found.push(fold(item));
          else if (item.type === "missing") found.push(beside.missing(item.passages, owner));
          else found.push(make("p", { class: "gap" }, say("document.gap", { count: item.count })));
          continue;
        }
        const element = blockOf(item, made);
        if (!AROUND[item.kind]) {
          around = null;
          found.push(element);
          continue;
        }
        /* Cells stand in a row with those of their line. */
        const key = `${item.kind} ${item.run} ${item.kind === "cell" ? item.line : ""}`;
        if (around?.key !== key) {
          around = { key, element: make(AROUND[item.kind], { class: `around ${item.kind}s${item.run ? " in-run" : ""}` }) };
          found.push(around.element);
        }
        around.element.append(element);
      }
      return found;
    },
  };
})();
