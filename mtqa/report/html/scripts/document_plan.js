/* What the article is made of, before anything is drawn: blocks, folds, the marks where the text changes hands.

   A block is {type: "block", kind, line, where, sentences, run, continued, cut}: `run` tells that it belongs to the
   passage that makes the document mixed, `continued` that it goes on with the paragraph before, and `cut`, of a block
   that only stands for its neighbour's context, on which side it was cut ("before", "after"); `whole` is then the block
   itself. Other items: {type: "fold", blocks, run}, {type: "hands", back}, {type: "gap", count}, and {type: "missing",
   passages} where a counterpart has text that the English lacks. */

const plan = (() => {
  const CONTEXT_KEPT_WHOLE = 2;
  const suspicious = (sentence) => sentence.verdict === "suspicious";

  /* Whether a sentence belongs to the block of the one before it. */
  function together(sentence, before) {
    if (sentence.kind !== before.kind || sentence.order !== before.order + 1) return false;
    if (sentence.kind === "cue" && sentence.where !== before.where) return false;
    return sentence.segment === undefined ? sentence.line === before.line : sentence.segment === before.segment;
  }

  /* The blocks of sentences in reading order; the ends of the run, and where text is missing, are ends of blocks. */
  function blocks(sentences, run, lacks) {
    const found = [];
    const within = ({ order }) => run !== undefined && order >= run[0] && order <= run[1];
    let before = null;
    for (const sentence of sentences) {
      const same = before !== null && together(sentence, before);
      if (same && within(sentence) === within(before) && !lacks.has(before.order)) found.at(-1).sentences.push(sentence);
      else {
        found.push({
          type: "block", kind: sentence.kind, line: sentence.line, where: sentence.where, sentences: [sentence],
          run: within(sentence), continued: same,
        });
      }
      before = sentence;
    }
    return found;
  }

  /* A block that stands beside one with a suspicious sentence, down to its sentence there. */
  function context(block, cut) {
    if (block.sentences.length <= CONTEXT_KEPT_WHOLE) return block;
    return { ...block, cut, whole: block, sentences: [cut === "before" ? block.sentences.at(-1) : block.sentences[0]] };
  }

  function folded(all) {
    const kept = all.map((block) => block.sentences.some(suspicious));
    const items = [];
    for (const [at, block] of all.entries()) {
      if (kept[at] || (kept[at - 1] && kept[at + 1])) items.push(block);
      else if (kept[at + 1]) items.push(context(block, "before"));
      else if (kept[at - 1]) items.push(context(block, "after"));
      else {
        const last = items.at(-1);
        if (last?.type === "fold" && last.run === block.run) last.blocks.push(block);
        else items.push({ type: "fold", blocks: [block], run: block.run });
      }
    }
    return items;
  }

  /* Every sentence that an item stands for. */
  const sentencesOf = (item) =>
    (item.type === "fold" ? item.blocks.flatMap((block) => block.sentences) : (item.whole || item).sentences);

  /* The passages that the English lacks, by the sentence that they should follow. */
  function lacking(missing) {
    const found = new Map();
    for (const passage of missing) found.set(passage[3], [...(found.get(passage[3]) || []), passage]);
    return found;
  }

  /* Puts in where the text changes hands, where sentences were left out, and what the English lacks. */
  function marked(items, count, lacks) {
    const found = [];
    const places = [...lacks.keys()].sort((a, b) => a - b);
    const lack = (until) => {
      while (places.length && places[0] <= until) found.push({ type: "missing", passages: lacks.get(places.shift()) });
    };
    lack(-1);
    let next = 0;
    let run = false;
    for (const item of items) {
      const sentences = sentencesOf(item);
      const last = sentences.at(-1).order;
      if (item.run !== run) found.push({ type: "hands", back: run });
      if (last + 1 - next > sentences.length) found.push({ type: "gap", count: last + 1 - next - sentences.length });
      found.push(item);
      next = last + 1;
      ({ run } = item);
      lack(last);
    }
    lack(Infinity);
    if (count > next) found.push({ type: "gap", count: count - next });
    return found;
  }

  return {
    suspicious,
    sentencesOf,

    /* Plans an article of sentences in reading order; `count` is how many the document has, some of which the report
       may have left out. `only` folds the blocks that have no suspicious sentence. */
    of(sentences, { run, count, only, missing = [] }) {
      const lacks = lacking(missing);
      const all = blocks(sentences, run, lacks);
      return marked(only ? folded(all) : all, count, lacks);
    },
  };
})();
