/* The report's data: documents and sentences as the island has them, with what is derived from them. */

const SEVERITIES = ["error", "warning", "note"];
/* What holds back a state first: a sentence is as new as its newest alert. */
const STATES = ["new", "known", "suppressed", "unchanged"];
const VERDICTS = {
  suspicious: { glyph: "▲", tone: "bad" },
  clear: { glyph: "✓", tone: "good" },
  skipped: { glyph: "–", tone: "rest" },
};
const DOCUMENT_VERDICTS = {
  "likely machine-translated": { glyph: "●", tone: "bad", rank: 0 },
  mixed: { glyph: "◐", tone: "mixed", rank: 1 },
  "no evidence": { glyph: "○", tone: "good", rank: 2 },
  "too short": { glyph: "–", tone: "rest", rank: 3 },
};

const data = {
  documents: [],
  sentences: [],
  rules: {},
  blocks: [],
  report: {},

  async load() {
    const packed = atob($("data").textContent);
    const bytes = new Uint8Array(packed.length);
    for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    Object.assign(data, await new Response(stream).json());
    $("data").remove();
    data.documents.forEach((owner, index) => {
      owner.index = index;
      owner.raw ??= [owner.path, owner.id ?? null]; // as they are; path and id have made visible what hides or reorders text
      owner.name = owner.id === undefined ? owner.path : say("page.record", { path: owner.path, id: owner.id });
    });
    data.sentences.forEach((sentence, index) => {
      sentence.index = index;
      sentence.owner = data.documents[sentence.document];
      sentence.block = data.blocks[sentence.beside];
      sentence.chrf = sentence.block?.scores?.find(([metric]) => metric.startsWith("chrF"))?.[1];
      sentence.place = `${sentence.owner.path}:${sentence.line}:${sentence.column}`;
      sentence.rules = unique(sentence.findings, "rule");
      sentence.severities = unique(sentence.findings, "severity");
      const states = unique(sentence.alerts, "state");
      sentence.state = STATES.find((state) => states.includes(state)) || "";
    });
  },

  /* The sentences of a document in reading order. */
  inOrder(owner) {
    if (!orders) {
      orders = data.documents.map(() => []);
      for (const sentence of data.sentences) orders[sentence.document].push(sentence);
      for (const list of orders) list.sort((a, b) => a.order - b.order);
    }
    return orders[owner.index];
  },

  textOf: (sentence) => sentence.pieces.map((piece) => (typeof piece === "string" ? piece : piece[0])).join(""),

  /* The words of a mark, by its number. */
  wordsOf: (sentence, mark) =>
    sentence.pieces.filter((piece) => typeof piece !== "string" && piece[1] === mark).map((piece) => piece[0]).join(""),

  /* All that a search looks at, in lower case. */
  haystack(sentence) {
    sentence.hay ??= [
      data.textOf(sentence), sentence.owner.name, sentence.place, sentence.where || "", sentence.reason || "",
      sentence.block?.source || "",
      ...(sentence.findings || []).flatMap((hit) => [hit.rule, hit.message, hit.suggestion || ""]),
    ].join("\n").toLowerCase();
    return sentence.hay;
  },
};

let orders = null;
const NONE = [];

function unique(list, field) {
  if (!list) return NONE;
  return list.length === 1 ? [list[0][field]] : [...new Set(list.map((each) => each[field]))];
}
