/* What stands beside a sentence: its source, its references, its older version, and how they differ in words.

   A text that was laid beside the English is a list by turns of words that both have, those that stand only there and
   those that stand only in the English; or one string where the two have little in common. */

const beside = (() => {
  const CHOICES = { difference: "beside.words_difference", text: "beside.words_text" };
  const KEPT = "mtqa-beside";
  const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;
  const MISSING = { source: "beside.missing_source", reference: "beside.missing_reference", "baseline candidate": "beside.missing_previous" };
  const MISSING_AT_ONCE = 3;
  const TONES = { changed: "mixed", worse: "bad", new: "mixed", unchanged: "good" };
  const GLYPHS = { changed: "✎", worse: "▼", new: "+", unchanged: "=" };
  let choice = "difference";

  const differs = (pieces) => Array.isArray(pieces) && pieces.length > 1;
  const same = (pieces) => Array.isArray(pieces) && pieces.length < 2;

  const unseen = (text) => make("span", { class: "unseen" }, text);
  const spoken = ({ beside: of = {} }) => (LANGUAGE.test(of.language || "") ? of.language : undefined);

  function languageName(code) {
    try {
      return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
    } catch {
      return code;
    }
  }

  /* What the text itself says, without the words of the English. */
  const textOf = (pieces) => (typeof pieces === "string" ? pieces : pieces.filter((_, at) => at % 3 < 2).join(""));

  /* Words of one text alone; white space around them is none of theirs. */
  function alone(tag, key, words) {
    const kept = words.trim();
    const at = words.indexOf(kept);
    return kept ? [words.slice(0, at), make(tag, {}, unseen(`[${say(key)} `), kept, unseen("]")), words.slice(at + kept.length)] : [words];
  }

  /* Words of the English alone: with the white space around them, which the other text doesn't have. */
  const inserted = (words, deleted) => make("span", { class: "only-here" },
    deleted && !/\s$/.test(deleted) && " ", ...alone("ins", "beside.inserted", words));

  function piece(words, at, all) {
    if (!words) return [];
    if (at % 3 === 0) return [words];
    return at % 3 === 1 ? alone("del", "beside.deleted", words) : [inserted(words, all[at - 1])];
  }

  const text = (pieces) =>
    make("p", { class: "text compared-text", dir: "auto" }, ...(typeof pieces === "string" ? [pieces] : pieces.flatMap(piece)));

  const part = (title, aside, ...content) => make("div", { class: "counterpart" },
    make("h4", {}, title, aside && make("span", { class: "soft" }, " ", make("bdi", {}, ...breakable(aside)))), ...content);

  function source(block, owner) {
    if (block.source === undefined) return null;
    const lang = spoken(owner);
    return part(lang ? say("beside.source_in", { language: languageName(lang) }) : say("beside.source"), owner.beside?.source,
      make("p", { class: "text compared-text", dir: "auto", lang }, block.source));
  }

  function reference(pieces, at, owner, several) {
    const title = several ? say("beside.reference_nth", { number: at + 1 }) : say("beside.reference");
    const path = owner.beside?.references?.[at];
    return part(title, path, pieces === null ? make("p", { class: "soft" }, say("beside.reference_lacks")) : text(pieces),
      pieces !== null && same(pieces) && make("p", { class: "soft" }, say("beside.reference_same")));
  }

  const pair = (name, [before, now], write) => make("div", {}, make("dt", {}, name),
    make("dd", {}, make("span", { "aria-hidden": "true" }, say("beside.moved", { before: write(before), now: write(now) })),
      unseen(say("beside.moved_aloud", { name, before: write(before), now: write(now) }))));

  const one = (value) => value.toFixed(1);

  /* The change as a word with its sign: changed, worse, new, unchanged; nothing without an older version. */
  const changeOf = ({ previous }) => previous && (previous.worse ? "worse" : previous.change);

  function previous(block, owner) {
    if (!block.previous) return null;
    const { previous: { text: pieces, fluency, evidence } } = block;
    const change = changeOf(block);
    const moved = [
      fluency && pair(say("beside.fluency"), fluency, one),
      evidence && pair(say("beside.evidence"), evidence, (value) => signed(value, 1)),
    ].filter(Boolean);
    return part(say("beside.earlier"), owner.beside?.previous,
      make("p", { class: `v-${TONES[change]}` }, make("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[change]), say(`beside.is_${change}`)),
      pieces !== undefined && text(pieces),
      moved.length > 0 && change !== "unchanged" && make("dl", { class: "moved" }, ...moved));
  }

  function scores(block) {
    if (!block.scores) return null;
    const before = new Map(block.previous?.scores || []);
    return part(say("beside.block_scores"), undefined, make("dl", { class: "moved" }, ...block.scores.map(([metric, value]) =>
      before.has(metric) ? pair(metric, [before.get(metric), value], one)
        : make("div", {}, make("dt", {}, metric), make("dd", {}, one(value))))));
  }


  /* The switch between differences and plain texts, and what the marks mean. */
  function legend(block) {
    if (!(block.references || []).some(differs) && !differs(block.previous?.text)) return null;
    return make("div", { class: "words-choice" },
      make("div", { class: "segmented", role: "group", "aria-label": say("beside.words") },
        ...Object.entries(CHOICES).map(([name, key]) => make("button", {
          type: "button", "data-words": name, "aria-pressed": String(choice === name), onclick: () => choose(name),
        }, say(key)))),
      make("p", { class: "words-legend" }, make("del", {}, say("beside.legend_there")), " ", make("ins", {}, say("beside.legend_here"))));
  }

  function choose(name) {
    choice = name;
    try { storage.set(KEPT, name); } catch { /* a full storage: the choice lasts as long as the page */ }
    for (const element of document.querySelectorAll(".beside-it")) element.dataset.words = name;
    for (const button of document.querySelectorAll("[data-words][aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.dataset.words === name));
    }
  }

  const passage = ([role, words, line], owner) => make("div", { class: "lacking" },
    make("p", { class: "lacks" }, make("span", { class: "glyph", "aria-hidden": "true" }, "∅"), say(MISSING[role], { line })),
    make("p", { dir: "auto", lang: role === "source" ? spoken(owner) : undefined }, words));

  return {
    changeOf, textOf,

    start() {
      const kept = storage.get(KEPT);
      if (Object.hasOwn(CHOICES, kept)) choice = kept;
      for (const code of document.querySelectorAll(".signatures code")) {
        const signature = code.textContent;
        code.after(" ", copying.button({ class: "quiet", "aria-label": say("beside.copy_signature", { signature }) }, say("detail.copy"), () => signature));
      }
    },

    /* A change's sign and word, for a row. */
    badge(block) {
      const change = changeOf(block);
      return change === undefined || change === "unchanged" ? null : make("span", { class: `change v-${TONES[change]}` },
        make("span", { "aria-hidden": "true" }, `${GLYPHS[change]} `), say(`beside.queue_${change}`));
    },

    /* The part of the detail; nothing where nothing stands beside the sentence. */
    section({ block, owner }) {
      if (!block) return null;
      const { references = [] } = block;
      return make("section", { class: "beside-it", "data-words": choice }, make("h3", {}, say("beside.title")),
        block.sentences !== undefined && make("p", { class: "soft shared" }, say("beside.shared", { count: block.sentences })),
        source(block, owner), legend(block),
        ...references.map((pieces, at) => reference(pieces, at, owner, references.length > 1)),
        previous(block, owner), scores(block));
    },

    /* Passages that the English lacks at one place of a document: the first few, and the others on demand. */
    missing(passages, owner) {
      const shown = passages.slice(0, MISSING_AT_ONCE);
      const others = passages.slice(MISSING_AT_ONCE);
      return make("aside", { class: "missing", "aria-label": say("beside.missing") }, ...shown.map((each) => passage(each, owner)),
        others.length > 0 && make("details", {}, make("summary", {}, say("beside.missing_fold", { count: others.length })),
          ...others.map((each) => passage(each, owner))));
    },

    /* What a copy of a sentence says of it: [key, text] for each. */
    told({ block }) {
      if (!block) return [];
      return [
        ["beside.copy_source", block.source],
        ...(block.references || []).filter((each) => each !== null).map((each) => ["beside.copy_reference", textOf(each)]),
        ["beside.copy_before", block.previous?.text && textOf(block.previous.text)],
      ].filter(([, words]) => words);
    },
  };
})();
