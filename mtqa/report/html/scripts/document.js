/* The document view: an article as its reader sees it, with what mtqa thinks of each sentence.
   "document" is the browser's own name, so the view's is article. */

const article = (() => {
  const TINTS = { evidence: "document.tint_evidence", fluency: "document.tint_fluency", none: "document.tint_none" };
  const [TINT_KEPT, HITS_KEPT] = ["mtqa-article-tint", "mtqa-article-findings"];
  let owner = null;
  let only = false;
  let tint = "evidence";
  let flagged = [];
  let pending = null;
  let parts = null;
  let reachable = null;
  let showing = false;

  const keep = (name, value) => {
    try { storage.set(name, value); } catch { /* a full storage: the choice lasts as long as the page */ }
  };

  /* Address */

  function find({ file, record }) {
    if (file === undefined) return data.documents[0];
    return data.documents.find((each) => each.path === file && (record === undefined || each.id === record));
  }

  function keepAddress() {
    const chosen = selection.sentence?.owner === owner ? selection.sentence.order : undefined;
    address.go("document", {
      ...documentHead.to(owner), s: chosen === undefined ? undefined : String(chosen),
      tint: tint === "evidence" ? undefined : tint, only: only ? "suspicious" : undefined,
    }, { replace: true });
  }

  /* Controls */

  function tools() {
    const check = (id, key, change) => make("label", { class: "check" },
      make("input", { type: "checkbox", id, onchange: (event) => change(event.target.checked) }), say(key));
    const step = (by, key, glyph) => make("button", { type: "button", class: "quiet", "data-step": by, "aria-label": say(key), title: say(key), onclick: () => article.step(by) }, glyph);
    parts.count = make("span", { class: "count" });
    parts.walk = make("div", { class: "walk" }, step(-1, "document.step_back", "↑"), parts.count, step(1, "document.step_on", "↓"));
    return make("div", { class: "reader-tools" },
      make("div", { class: "segmented", role: "group", "aria-label": say("document.tint") }, ...Object.entries(TINTS).map(([name, key]) =>
        make("button", { type: "button", "data-name": name, onclick: () => setTint(name, true) }, say(key)))),
      check("document-findings", "document.findings", (on) => setFindings(on)),
      check("document-only", "document.only", (on) => setOnly(on)),
      parts.walk);
  }

  /* What the tints and the lines mean. */
  function legend() {
    const swatch = (name, word) => make("span", { class: `swatch ${name}` }, word);
    const { NATS, PERCENTILES } = articleText;
    return make("div", { class: "tints reader-legend" },
      make("p", { class: "scale", "data-scale": "evidence" }, make("span", {}, say("document.against")),
        ...NATS.map((from, at) => swatch(`a${at + 1}`, `−${from}`)).reverse(), ...NATS.map((from, at) => swatch(`m${at + 1}`, `+${from}`)),
        make("span", {}, say("document.for"))),
      make("p", { class: "scale", "data-scale": "fluency" }, make("span", {}, say("document.odd")),
        ...PERCENTILES.map((under, at) => swatch(`h${at + 1}`, `<${under}`)), make("span", {}, say("document.odd_unit"))),
      make("p", {}, make("span", { class: "sign", "aria-hidden": "true" }, VERDICTS.suspicious.glyph), say("document.suspicious_legend")));
  }

  const copyButton = () => flagged.length > 0 && copying.button({ class: "link-like" }, say("document.copy"), () =>
    flagged.map(copying.asMarkdown).join("\n---\n\n"));

  function setTint(name, chosen = false) {
    tint = name;
    parts.frame.dataset.tint = name;
    for (const button of parts.frame.querySelectorAll("[data-name]")) button.setAttribute("aria-pressed", String(button.dataset.name === name));
    if (!chosen) return;
    keep(TINT_KEPT, name);
    keepAddress();
  }

  function setFindings(on) {
    parts.frame.toggleAttribute("data-findings", on);
    $("document-findings").checked = on;
    keep(HITS_KEPT, on ? "on" : "off");
  }

  function setOnly(on) {
    only = on;
    draw();
    keepAddress();
    const chosen = current();
    if (chosen) articleBody.bring(articleBody.find(chosen));
  }

  /* The article */

  const current = () => (selection.sentence?.owner === owner ? selection.sentence : null);

  function draw() {
    $("document-only").checked = only;
    const first = articleBody.show(owner, only);
    minimap.show(owner);
    const chosen = current();
    reach(chosen ? articleBody.find(chosen) : first);
    mark();
  }

  /* Exactly one sentence can be reached by Tab; the arrow keys go on from there. */
  function reach(element) {
    if (reachable) reachable.tabIndex = -1;
    reachable = element;
    if (reachable) reachable.tabIndex = 0;
  }

  function mark() {
    const chosen = current();
    articleBody.mark(chosen);
    minimap.mark(chosen);
    const at = flagged.indexOf(chosen) + 1;
    parts.count.textContent = at ? say("document.nth", { at, count: flagged.length }) : say("document.count", { count: flagged.length });
  }

  const sentenceAt = (element) => data.sentences[Number(element.dataset.sentence)];

  /* Chooses a sentence where it stands: the detail may take room beside the article, which must not move under the hand. */
  function choose(element) {
    const before = element.getBoundingClientRect().top;
    reach(element);
    selection.set(sentenceAt(element));
    scrollBy(0, element.getBoundingClientRect().top - before);
    articleBody.reveal(element);
  }

  function go(sentence, { focus = false } = {}) {
    const element = articleBody.find(sentence);
    reach(element);
    if (focus) element.focus({ preventScroll: true });
    articleBody.bring(element);
  }

  function walk(event) {
    const element = event.target.closest(".s");
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(element);
      return;
    }
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = articleBody.neighbour(element, by * (getComputedStyle(element).direction === "rtl" ? -1 : 1));
    if (!next) return;
    reach(next);
    next.focus({ preventScroll: true });
    articleBody.reveal(next);
  }

  function pressed(event) {
    const opener = event.target.closest("[data-unfold], [data-restore]");
    if (opener) {
      const first = articleBody.open(opener.closest(".fold, .block"));
      reach(first);
      first.focus({ preventScroll: true });
      return;
    }
    const element = event.target.closest(".s");
    if (element && getSelection().type !== "Range") choose(element);
  }

  function jump() {
    const sentence = data.inOrder(owner).find(({ order }) => order >= owner.run[0]);
    articleBody.find(sentence);
    articleBody.bring($("hands"), { top: true });
    $("hands").focus({ preventScroll: true });
  }

  /* The page */

  /* The map in words. */
  function inWords() {
    if (!flagged.length) return say("document.words_none", { count: owner.judged });
    const lines = [...new Set(flagged.map(({ line }) => line))];
    const shown = lines.slice(0, 30).join(", ") + (lines.length > 30 ? ", …" : "");
    return say("document.words", { count: owner.sentences, suspicious: flagged.length, lines: shown });
  }

  function open(next) {
    owner = next;
    flagged = data.inOrder(owner).filter(plan.suspicious);
    parts.head.replaceChildren(...documentHead.build(owner, { jump, copy: copyButton() }));
    parts.words.textContent = inWords();
    parts.walk.hidden = !flagged.length;
    $("document-link").hidden = false;
    $("document-link").href = address.link("document", documentHead.to(owner));
  }

  /* Shows again what is decided about the document, and leaves the focus there. */
  function rule() {
    const before = parts.head.querySelector(".verdict-review");
    const held = before.contains(document.activeElement);
    const after = documentHead.ruling(owner);
    before.replaceWith(after);
    if (held) after.querySelector("button").focus();
  }

  function build() {
    parts = { head: make("header", { class: "document-head" }), words: make("p", { class: "unseen" }) };
    const text = make("div", { class: "article", role: "group", "aria-label": say("document.text_label") });
    text.addEventListener("click", pressed);
    text.addEventListener("keydown", walk);
    parts.none = make("p", { class: "nothing" });
    parts.frame = make("div", { class: "reader" }, parts.head, tools(), legend(),
      make("h2", { class: "unseen" }, say("document.text")), parts.words, make("div", { class: "sheet" }, text, minimap.build()));
    $("view-document").append(parts.none, parts.frame);
    articleBody.start(text);
    const kept = storage.get(TINT_KEPT);
    setTint(Object.hasOwn(TINTS, kept) ? kept : "evidence");
    setFindings(storage.get(HITS_KEPT) !== "off");
  }

  /* Says why there is no article to show. */
  function nothing(file, found) {
    const key = found ? "document.no_page" : file === undefined ? "document.none" : "document.unknown";
    parts.none.replaceChildren(say(key, { file: file ?? "" }), " ",
      make("a", { href: address.link("overview") }, say("document.to_overview")));
  }

  return {
    start() {
      build();
      views.register("document", article);
      events.on("select", () => {
        if (views.current !== article || !owner || showing) return;
        mark();
        keepAddress();
      });
      events.on("decided", ({ sentences, documents }) => {
        articleBody.refresh(sentences);
        if (owner && documents.includes(owner)) rule();
      });
      /* Only here the view is on show, and nobody else scrolls any more. */
      events.on("view", () => {
        if (views.current !== article || !pending) return;
        go(pending);
        pending = null;
      });
    },

    show(params) {
      const next = find(params);
      if (next?.href !== undefined) {
        location.replace(`${next.href}${address.link("document", { s: params.s, tint: params.tint, only: params.only })}`);
        return;
      }
      const there = next !== undefined && data.report.mode !== "index";
      parts.frame.hidden = !there;
      parts.none.hidden = there;
      if (!there) {
        nothing(params.file, next);
        owner = null;
        selection.set(null);
        return;
      }
      const other = owner !== next;
      if (other) open(next);
      if (Object.hasOwn(TINTS, params.tint)) setTint(params.tint);
      const narrowed = params.only === "suspicious";
      const chosen = data.inOrder(owner).find(({ order }) => String(order) === params.s) || null;
      showing = true;
      if (chosen || selection.sentence?.owner !== owner) selection.set(chosen);
      showing = false;
      if (other || narrowed !== only) {
        only = narrowed;
        draw();
      } else mark();
      pending = chosen || current();
      if (other && !pending) scrollTo(0, 0);
    },

    hide() {},
    current,

    /* Goes to the next suspicious sentence, or to the next of all where there are none. */
    step(by) {
      if (!owner) return;
      const list = flagged.length ? flagged : data.inOrder(owner);
      const at = current()?.order ?? (by > 0 ? -1 : Infinity);
      const next = by > 0 ? list.find(({ order }) => order > at) : list.findLast(({ order }) => order < at);
      if (!next) {
        announce(say(by > 0 ? "document.last" : "document.first"));
        return;
      }
      selection.set(next);
      go(next, { focus: true });
      announce(say("document.nth", { at: list.indexOf(next) + 1, count: list.length }));
    },
  };
})();
