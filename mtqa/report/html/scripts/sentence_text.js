/* A sentence as text: its words tinted by evidence or by surprise, its findings underlined, a tip on every word. */

const sentenceText = (() => {
  const HEAT_FROM_BITS = [6, 8, 10, 12, 14];
  const TINT_FROM_NATS = [0.1, 0.3, 0.6, 1];
  const PIECES_AT_ONCE = 240;
  const CHARACTERS_AT_ONCE = 4000;
  const STEP = 50000;
  const CHOICES = { fit: "detail.tint_fit", evidence: "detail.tint_evidence", surprise: "detail.tint_surprise" };
  const LINES = { error: "detail.line_error", warning: "detail.line_warning", note: "detail.line_note" };
  const KEPT = "mtqa-tint";
  const WORD = ".text [data-mark]";
  let choice = "fit";
  let pointedAt = null;

  const heat = (bits) => HEAT_FROM_BITS.filter((from) => bits >= from).length;

  function strength(nats) {
    const level = TINT_FROM_NATS.filter((from) => Math.abs(nats) >= from).length;
    return level ? `${nats > 0 ? "m" : "a"}${level}` : "";
  }

  /* What fits is the evidence where that makes the sentence suspicious. Words carry the classes of both tints, so
     that a switch touches one attribute. */
  const tintOf = (sentence) => (choice === "fit" ? sentence.tint || "surprise" : choice);

  /* The first part of a text, which never ends within a character. */
  function cut(text, length) {
    if (text.length <= length) return text;
    const code = text.charCodeAt(length - 1);
    return text.slice(0, code >= 0xd800 && code < 0xdc00 ? length - 1 : length);
  }

  const lengthOf = (pieces) => pieces.reduce((sum, piece) => sum + (typeof piece === "string" ? piece : piece[0]).length, 0);

  /* Puts the pieces of a text into an element, up to limits, and a button that puts in more. */
  function fill(element, pieces, piece, characters = CHARACTERS_AT_ONCE, most = PIECES_AT_ONCE) {
    const parts = [];
    let left = characters;
    for (let index = 0; index < pieces.length; index += 1) {
      const whole = typeof pieces[index] === "string" ? pieces[index] : pieces[index][0];
      const shown = cut(whole, left);
      parts.push(piece(shown, pieces[index], index));
      left -= whole.length;
      if ((left <= 0 || index >= most) && (shown !== whole || index < pieces.length - 1)) {
        parts.push("… ", more(element, pieces, piece, characters));
        break;
      }
    }
    element.replaceChildren(...parts.flat());
    return element;
  }

  function more(element, pieces, piece, characters) {
    const count = lengthOf(pieces);
    const key = count > characters + STEP ? "detail.show_more_text" : "detail.show_text";
    return make("button", {
      type: "button", class: "quiet show-all",
      onclick: () => {
        fill(element, pieces, piece, characters + STEP, Infinity);
        element.tabIndex = -1;
        element.focus({ preventScroll: true });
      },
    }, say(key, { count, step: STEP }));
  }

  function build(sentence) {
    const { marks = [], findings = [] } = sentence;
    const last = new Map();
    sentence.pieces.forEach((piece, index) => {
      if (typeof piece !== "string") for (let i = 2; i < piece.length; i += 1) last.set(piece[i], index);
    });
    const reachable = sentence.pieces.findIndex((piece) => typeof piece !== "string" && (piece[1] >= 0 || piece.length > 2));
    const element = make("p", {
      class: "text", dir: "auto", "data-tint": tintOf(sentence),
      role: reachable < 0 ? undefined : "group", "aria-label": reachable < 0 ? undefined : say("detail.text_label"),
    });
    element.sentence = sentence;
    return fill(element, sentence.pieces, (words, piece, index) => {
      if (typeof piece === "string") return words;
      const [, mark, ...covers] = piece;
      const severity = SEVERITIES.find((level) => covers.some((number) => findings[number].severity === level));
      const classes = mark < 0 ? [] : [`h${heat(marks[mark][0])}`, strength(marks[mark][1])];
      const span = make("span", {
        class: [severity && `f-${severity}`, ...classes].filter(Boolean).join(" "),
        "data-mark": mark,
        "data-covers": covers.length ? covers.join(" ") : undefined,
        tabindex: index === reachable ? "0" : "-1",
      }, words);
      const ends = covers.filter((number) => last.get(number) === index);
      return [span, ...ends.map((number) => make("sup", { "data-n": number + 1, "aria-hidden": "true" }))];
    });
  }

  /* A text without tints: strings, and lists of one string for what was changed. */
  function mended(pieces) {
    return fill(make("p", { class: "text", dir: "auto" }), pieces, (words, piece) =>
      typeof piece === "string" ? words : make("ins", {}, words || make("span", { class: "gone" }, say("detail.gone"))));
  }

  /* The switch of the tints, the scale of the one in use, and the lines under findings. */
  function legend(sentence) {
    if (!sentence.marks && !sentence.findings) return null;
    const swatch = (name, from) => make("span", { class: `swatch ${name}` }, String(from));
    const levels = [...TINT_FROM_NATS.keys()];
    const element = make("div", { class: "tints", "data-tint": tintOf(sentence) },
      sentence.marks && make("div", { class: "segmented", role: "group", "aria-label": say("detail.tint") },
        ...Object.entries(CHOICES).map(([name, key]) => make("button", {
          type: "button", "aria-pressed": String(choice === name), "data-choice": name, onclick: () => choose(name),
        }, say(key)))),
      sentence.findings && make("p", { class: "lines" }, ...SEVERITIES.filter((level) => sentence.severities.includes(level))
        .map((level) => make("span", { class: `f-${level}` }, say(LINES[level])))),
      sentence.marks && make("p", { class: "scale", "data-scale": "evidence" }, make("span", {}, say("detail.against")),
        ...levels.toReversed().map((at) => swatch(`a${at + 1}`, TINT_FROM_NATS[at])),
        ...levels.map((at) => swatch(`m${at + 1}`, TINT_FROM_NATS[at])),
        make("span", {}, say("detail.for"))),
      sentence.marks && make("p", { class: "scale", "data-scale": "surprise" }, make("span", {}, say("detail.bits")),
        ...HEAT_FROM_BITS.map((from, at) => swatch(`h${at + 1}`, from)), make("span", {}, say("detail.or_more"))));
    element.sentence = sentence;
    return element;
  }

  function choose(name) {
    choice = name;
    try { storage.set(KEPT, name); } catch { /* a full storage: the choice lasts as long as the page */ }
    for (const element of document.querySelectorAll(".text[data-tint], .tints[data-tint]")) {
      element.dataset.tint = tintOf(element.sentence);
    }
    for (const button of document.querySelectorAll("[data-choice]")) {
      button.setAttribute("aria-pressed", button.dataset.choice === name);
    }
  }

  /* What a word adds to the evidence, and what the model expected in its place, on pointing and on focus. */

  const speaks = (nats) =>
    (nats ? say(nats > 0 ? "detail.speaks_for" : "detail.speaks_against", { nats: signed(nats, 2) }) : say("detail.speaks_not"));

  /* An expected word, which may be nothing but white space. */
  const expectedWord = (word) => word.trim() || "␣";

  function showTip(span) {
    hideTip();
    const { sentence } = span.closest(".text");
    const number = Number(span.dataset.mark);
    const mark = (sentence.marks || [])[number];
    const covers = (span.dataset.covers || "").split(" ").filter(Boolean).map((each) => sentence.findings[each]);
    $("tip").replaceChildren(
      ...(mark ? [
        make("p", {}, make("b", {}, say("detail.so_many_bits", { bits: mark[0].toFixed(1) })), " ", say("detail.surprise_at"), " ",
          make("q", {}, make("bdi", {}, cut(data.wordsOf(sentence, number), 60)))),
        make("p", {}, speaks(mark[1])),
        mark.length > 2 && make("p", {}, say("detail.expected"), " ",
          ...mark.slice(2).flatMap((word, at) => [at ? ", " : "", make("bdi", { class: "said" }, expectedWord(word))])),
      ] : []).filter(Boolean),
      ...covers.slice(0, 4).map((hit) =>
        make("p", {}, `${sentence.findings.indexOf(hit) + 1} ${hit.severity}: `, make("bdi", {}, cut(hit.message, 300)))));
    $("tip").hidden = false;
    span.setAttribute("aria-describedby", "tip");
    pointedAt = span;
    placeTip();
  }

  function placeTip() {
    if (!pointedAt) return;
    const box = pointedAt.getClientRects()[0];
    const frame = pointedAt.closest("#detail")?.getBoundingClientRect();
    if (!box || box.bottom < Math.max(0, frame?.top ?? 0) || box.top > Math.min(innerHeight, frame?.bottom ?? innerHeight)) {
      hideTip();
      return;
    }
    const tip = $("tip").getBoundingClientRect();
    const above = box.top - tip.height - 8;
    const left = Math.min(document.documentElement.clientWidth - tip.width - 8, box.left);
    $("tip").style.setProperty("--left", `${Math.max(8, left)}px`);
    $("tip").style.setProperty("--top", `${above > 4 ? above : box.bottom + 8}px`);
  }

  /* Hides the tip; tells whether there was one. */
  function hideTip() {
    const there = pointedAt !== null;
    pointedAt?.removeAttribute("aria-describedby");
    pointedAt = null;
    $("tip").hidden = true;
    return there;
  }

  function walk(event, span) {
    const element = span.closest(".text");
    const all = [...element.querySelectorAll("[data-mark]")];
    const on = getComputedStyle(element).direction === "rtl" ? -1 : 1;
    const at = all.indexOf(span);
    const to = { ArrowRight: at + on, ArrowLeft: at - on, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!all[to]) return;
    span.tabIndex = -1;
    all[to].tabIndex = 0;
    all[to].focus();
  }

  return {
    build, mended, legend, cut, hideTip, expectedWord,
    start() {
      const kept = storage.get(KEPT);
      if (Object.hasOwn(CHOICES, kept)) choice = kept;
      const word = (event) => (event.target.closest ? event.target.closest(WORD) : null);
      addEventListener("pointerover", (event) => {
        if (word(event)) showTip(word(event));
        else if (pointedAt && pointedAt !== document.activeElement) hideTip();
      });
      addEventListener("focusin", (event) => word(event) && showTip(word(event)));
      addEventListener("focusout", hideTip);
      addEventListener("keydown", (event) => word(event) && walk(event, word(event)));
      addEventListener("scroll", placeTip, { passive: true, capture: true });
    },
  };
})();
