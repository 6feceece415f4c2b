/* Why a sentence was flagged: its figures, what of it speaks for a machine and against, and every word's scores. */

const grounds = (() => {
  const EVIDENCE_RANGE = 6;
  const SAYS_NOTHING = 0.1;
  const MOST_TIMES = 1000;
  const STUMBLE_BITS = 8;
  const STUMBLES_SHOWN = 3;
  const ROWS_AT_ONCE = 100;
  const BAR_BITS = 16;

  /* A bar from the middle: to the right for a machine, to the left against. */
  function bar(nats) {
    const at = 50 + 50 * Math.max(-1, Math.min(1, nats / EVIDENCE_RANGE));
    return make("span", { class: "track", "aria-hidden": "true" }, make("span", { class: "zero" }),
      make("span", { class: nats > 0 ? "fill hot" : "fill cold", vars: { "--from": `${Math.min(50, at)}%`, "--to": `${Math.max(50, at)}%` } }));
  }

  function times(nats) {
    if (Math.abs(nats) < SAYS_NOTHING) return say("detail.evidence_none");
    const ratio = Math.exp(Math.abs(nats));
    const words = ratio > MOST_TIMES ? say("detail.over_times") : say("detail.times", { times: ratio.toFixed(ratio < 10 ? 1 : 0) });
    return say(nats > 0 ? "detail.evidence_for" : "detail.evidence_against", { times: words });
  }

  function rank(fluency) {
    const count = Math.round(fluency);
    return count < 1 ? say("detail.fluency_least") : say("detail.fluency_rank", { count });
  }

  const figure = (name, value, track, low, high, words) => make("div", {},
    make("dt", {}, name, make("b", {}, value)),
    make("dd", {}, track,
      make("span", { class: "ends", "aria-hidden": "true" }, make("span", {}, low), make("span", {}, high)),
      make("p", {}, words)));

  function figures({ fluency, evidence }) {
    if (fluency === undefined && evidence === undefined) return null;
    return make("dl", { class: "meters" },
      fluency !== undefined && figure(say("detail.fluency"), fluency.toFixed(fluency < 10 ? 1 : 0),
        make("span", { class: "track", "aria-hidden": "true" },
          make("span", { class: "fill", vars: { "--from": "0%", "--to": `${fluency}%` } })),
        say("detail.odd"), say("detail.natural"), rank(fluency)),
      evidence !== undefined && figure(say("detail.evidence"), say("detail.nats", { nats: signed(evidence, 1) }), bar(evidence),
        say("detail.human"), say("detail.machine"), times(evidence)));
  }

  /* The evidence in its two parts: of the words, and of all else. */
  function parts({ evidence, base }) {
    if (evidence === undefined || base === undefined) return null;
    const row = (name, nats) => make("div", {}, make("dt", {}, name, make("b", {}, signed(nats, 2))), make("dd", {}, bar(nats)));
    return make("dl", { class: "shares" },
      row(say("detail.part_words"), evidence - base), row(say("detail.part_base"), base));
  }

  const words = (text, limit = 80) =>
    make("q", {}, make("bdi", {}, text.length > limit ? `${sentenceText.cut(text, limit)}…` : text));

  function speaking(sentence) {
    const sides = (sentence.speakers || []).map((numbers, side) => numbers.length === 0 ? null : make("li", {},
      make("b", { class: side ? "against" : "for" }, say(side ? "detail.spans_against" : "detail.spans_for")), " ",
      ...numbers.flatMap((number, at) => [at ? ", " : "", words(data.wordsOf(sentence, number)), " ",
        make("span", { class: "n" }, signed(sentence.marks[number][1], 2))])));
    return sides.some(Boolean) ? make("ul", { class: "speaking" }, ...sides) : null;
  }

  function stumbles(sentence) {
    const worst = (sentence.marks || [])
      .map(([bits, , ...expected], number) => ({ bits, expected, number }))
      .filter((mark) => mark.bits >= STUMBLE_BITS && mark.expected.length)
      .sort((a, b) => b.bits - a.bits)
      .slice(0, STUMBLES_SHOWN);
    if (!worst.length) return null;
    return make("div", { class: "stumbles" }, make("h4", {}, say("detail.stumbled")),
      make("ul", {}, ...worst.map(({ bits, expected, number }) => make("li", {},
        words(data.wordsOf(sentence, number)), " ", make("span", { class: "n" }, say("detail.so_many_bits", { bits: bits.toFixed(1) })),
        " ", say("detail.instead"), " ", ...list(expected.slice(0, 3))))));
  }

  const list = (expected) => expected.flatMap((word, at) => [at ? ", " : "", make("bdi", { class: "said" }, sentenceText.expectedWord(word))]);

  /* The words of all marks, in one pass. */
  function wordsOfAll(sentence) {
    const found = sentence.marks.map(() => "");
    for (const piece of sentence.pieces) if (typeof piece !== "string" && piece[1] >= 0) found[piece[1]] += piece[0];
    return found;
  }

  function table(sentence) {
    const all = wordsOfAll(sentence);
    const row = (text, number) => {
      const [bits, nats, ...expected] = sentence.marks[number];
      return make("tr", {},
        make("th", { scope: "row" }, make("bdi", {}, text.length > 60 ? `${sentenceText.cut(text, 60)}…` : text)),
        make("td", { class: "number" }, make("span", { class: "bits", vars: { "--to": `${Math.min(100, (bits / BAR_BITS) * 100)}%` } }, bits.toFixed(1))),
        make("td", { class: "number" }, signed(nats, 2)),
        make("td", {}, ...list(expected)));
    };
    const body = make("tbody", {}, ...all.slice(0, ROWS_AT_ONCE).map(row));
    const rest = all.length > ROWS_AT_ONCE && make("button", {
      type: "button", class: "quiet show-all",
      onclick: () => {
        body.append(...all.slice(ROWS_AT_ONCE).map((text, at) => row(text, at + ROWS_AT_ONCE)));
        rest.remove();
        body.rows[ROWS_AT_ONCE].tabIndex = -1;
        body.rows[ROWS_AT_ONCE].focus({ preventScroll: true });
      },
    }, say("detail.show_words", { count: all.length }));
    const head = (key, properties = {}) => make("th", { scope: "col", ...properties }, say(key));
    return [make("table", {}, make("caption", { class: "unseen" }, say("detail.tokens_caption")),
      make("thead", {}, make("tr", {}, head("detail.word"), head("detail.bits", { class: "number" }),
        head("detail.nats_head", { class: "number" }), head("detail.expected_head"))), body), rest || ""];
  }

  function whyNoTokens(sentence) {
    if (!data.report.model) return say("detail.no_model");
    if (sentence.verdict === "skipped") return say("detail.no_tokens_skipped");
    if (sentence.verdict === "suspicious" && data.without_tokens) return say("detail.tokens_left_out");
    return say("detail.no_tokens");
  }

  return {
    figures, parts, speaking, stumbles,

    /* Every word with its scores, built when it is opened. */
    tokens(sentence) {
      if (!sentence.marks) return make("p", { class: "soft" }, whyNoTokens(sentence));
      const folded = make("details", {
        class: "tokens", ontoggle: () => folded.open && folded.childElementCount === 1 && folded.append(...table(sentence)),
      }, make("summary", {}, say("detail.tokens", { count: sentence.marks.length })));
      return folded;
    },
  };
})();
