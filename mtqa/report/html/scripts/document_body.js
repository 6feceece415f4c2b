/* The article on show: its chunks, filled a few at a time, each laid out by the browser only where it is looked at. */

const articleBody = (() => {
  const ITEMS_IN_CHUNK = 24;
  const SLICE_MS = 12;
  const CHARACTERS_IN_LINE = 76;
  const [LINE_HEIGHT, BLOCK_SPACE] = [29, 18];
  const TRIES = 4;
  let root = null;
  let owner = null;
  let chunks = [];
  let turn = 0;
  let asked = 0;
  let chosen = null;
  const elements = new Map();
  const lengths = { starts: [0], total: 0 };
  const holding = new WeakMap();

  const standsFor = (items) => items.filter((item) => item.type === "block" || item.type === "fold");

  /* Counts characters up to each sentence. */
  function measure(sentences) {
    lengths.starts = [0];
    sentences.forEach((sentence, at) => {
      sentence.nth = at;
      const length = sentence.pieces.reduce((sum, piece) => sum + (typeof piece === "string" ? piece : piece[0]).length, 1);
      lengths.starts.push(lengths.starts[at] + length);
    });
    lengths.total = lengths.starts.at(-1);
  }

  /* Splits items into chunks: from and to which sentence they go, and how high they may be. */
  function split(items) {
    const found = [];
    for (let at = 0; at < items.length; at += ITEMS_IN_CHUNK) {
      const own = items.slice(at, at + ITEMS_IN_CHUNK);
      const parts = standsFor(own);
      const from = parts.length ? plan.sentencesOf(parts[0])[0].nth : lengths.starts.length - 1;
      const to = parts.length ? plan.sentencesOf(parts.at(-1)).at(-1).nth + 1 : from;
      const height = own.reduce((sum, item) => sum + BLOCK_SPACE + LINE_HEIGHT * (item.type === "block" ? lines(item) : 1), 0);
      const element = make("div", { class: "chunk", vars: { "--guess": `${height}px` } });
      found.push({ items: own, from, to, element, filled: false });
      holding.set(element, found.at(-1));
    }
    return found;
  }

  const lines = ({ sentences }) =>
    Math.ceil((lengths.starts[sentences.at(-1).nth + 1] - lengths.starts[sentences[0].nth]) / CHARACTERS_IN_LINE);

  function made(sentence, element) {
    elements.set(sentence, element);
    if (sentence === chosen) element.setAttribute("aria-current", "true");
  }

  function fill(chunk) {
    if (!chunk || chunk.filled) return;
    chunk.filled = true;
    chunk.element.append(...articleText.build(chunk.items, owner, made));
  }

  /* Fills what the window shows, and a little around it. */
  function fillSeen() {
    asked = 0;
    const near = innerHeight / 2;
    const first = chunks.findIndex((chunk) => chunk.element.getBoundingClientRect().bottom > -near);
    for (let at = first; at >= 0 && at < chunks.length; at += 1) {
      if (chunks[at].element.getBoundingClientRect().top > innerHeight + near) break;
      fill(chunks[at]);
    }
  }

  /* Fills the rest while nothing else is to do, so that the browser's search finds all of it. */
  function goOn(mine, at = 0) {
    if (mine !== turn) return;
    const began = performance.now();
    let next = at;
    while (next < chunks.length && performance.now() - began < SLICE_MS) {
      fill(chunks[next]);
      next += 1;
    }
    if (next < chunks.length) setTimeout(goOn, 0, mine, next);
  }

  /* Puts in what an element of the article stands for; returns its first sentence's element. */
  function open(element) {
    const { item } = element;
    const inside = articleText.build(item.type === "fold" ? item.blocks : [item.whole], owner, made);
    const around = item.type === "block" && element.parentElement.classList.contains("around");
    element.replaceWith(...(around ? inside.flatMap((each) => [...each.children]) : inside));
    return elements.get(plan.sentencesOf(item)[0]);
  }

  /* The element of a sentence, built and unfolded if it has to be. */
  function find(sentence) {
    const chunk = chunks.find(({ to }) => sentence.nth < to);
    fill(chunk);
    if (!elements.get(sentence)?.isConnected) {
      open([...chunk.element.querySelectorAll(".fold, .block:has([data-restore])")]
        .find((element) => plan.sentencesOf(element.item).includes(sentence)));
    }
    return elements.get(sentence);
  }

  /* The sentence on show before or behind one. */
  function neighbour(element, by) {
    const own = element.closest(".chunk");
    const beside = by > 0 ? own.nextElementSibling : own.previousElementSibling;
    fill(beside && holding.get(beside));
    const all = [own, beside].filter(Boolean).flatMap((chunk) => [...chunk.querySelectorAll(".s")]);
    if (by < 0 && beside) all.unshift(...all.splice(own.querySelectorAll(".s").length));
    return all[all.indexOf(element) + by];
  }

  function mark(sentence) {
    elements.get(chosen)?.removeAttribute("aria-current");
    chosen = sentence;
    elements.get(chosen)?.setAttribute("aria-current", "true");
  }

  /* The part of the window where the article can be seen. */
  function room() {
    const pinned = [...document.querySelectorAll(".bar, .reader-tools, .walk")].filter((each) => getComputedStyle(each).position === "sticky");
    const sheet = $("detail");
    const covered = !sheet.hidden && getComputedStyle(sheet).position === "fixed" && sheet.getClientRects().length > 0;
    return [
      Math.max(0, ...pinned.map((each) => each.offsetHeight + (parseFloat(getComputedStyle(each).top) || 0))),
      covered ? Math.min(innerHeight, sheet.getBoundingClientRect().top) : innerHeight,
    ];
  }

  /* Scrolls until an element stands in the middle, or at the top; what is laid out on the way may move it. */
  function bring(element, { top = false, tries = TRIES } = {}) {
    const box = element.getBoundingClientRect();
    const [from, to] = room();
    const space = to - from - box.height;
    const before = scrollY;
    scrollBy(0, box.top - from - (top || space < 0 ? 12 : space / 2));
    fillSeen();
    if (tries > 1 && scrollY !== before) requestAnimationFrame(() => bring(element, { top, tries: tries - 1 }));
  }

  return {
    lengths, find, mark, bring, open, neighbour,

    start(element) {
      root = element;
      addEventListener("scroll", () => { asked ||= requestAnimationFrame(fillSeen); }, { passive: true });
      addEventListener("beforeprint", () => chunks.forEach(fill));
    },

    /* Puts a document's text in place; returns its first sentence's element. */
    show(document, only) {
      owner = document;
      const sentences = data.inOrder(owner);
      measure(sentences);
      elements.clear();
      chunks = split(plan.of(sentences, { run: owner.run, count: owner.sentences, only, missing: owner.beside?.missing }));
      turn += 1;
      root.replaceChildren(...chunks.map(({ element }) => element));
      fill(chunks[0]);
      fillSeen();
      setTimeout(goOn, 0, turn);
      return root.querySelector(".s");
    },

    /* Shows what was decided about sentences. */
    refresh(sentences) {
      for (const sentence of sentences) if (elements.has(sentence)) articleText.decide(elements.get(sentence), sentence);
    },

    /* Scrolls just as far as it takes to see an element whole. */
    reveal(element) {
      const box = element.getBoundingClientRect();
      const [from, to] = room();
      if (box.top < from) scrollBy(0, box.top - from - 12);
      else if (box.bottom > to) scrollBy(0, Math.min(box.bottom - to + 12, box.top - from - 12));
    },

    /* The share of the article above a height of the window. */
    shareAt(y) {
      const below = ({ element }) => element.getBoundingClientRect().bottom > y;
      const chunk = chunks.find(below);
      if (!chunk) return 1;
      const parts = [...chunk.element.querySelectorAll(".block, .fold")];
      const part = parts.find((element) => below({ element }));
      const sentences = part && plan.sentencesOf(part.item);
      const [from, to] = part ? [sentences[0].nth, sentences.at(-1).nth + 1] : parts.length ? [chunk.to, chunk.to] : [chunk.from, chunk.to];
      const box = (part || chunk.element).getBoundingClientRect();
      const within = Math.max(0, Math.min(1, (y - box.top) / Math.max(1, box.height)));
      return (lengths.starts[from] + within * (lengths.starts[to] - lengths.starts[from])) / lengths.total;
    },
  };
})();
