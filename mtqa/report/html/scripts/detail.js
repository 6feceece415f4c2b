/* The detail of the selected sentence: all that is known about it, in the order in which an editor asks. */

const detail = (() => {
  const FINDINGS_AT_ONCE = 40;
  const SHEET = matchMedia("(max-width: 62rem)");
  let parts = [];
  let scrolled = false;

  const section = (title, ...children) => make("section", {}, make("h3", {}, title), ...children);

  /* Says again what is decided, wherever the panel says so. */
  const update = () => parts.forEach((part) => part.update());

  function keep(part) {
    parts.push(part);
    return part.element;
  }

  function head(sentence) {
    const { glyph, tone } = VERDICTS[sentence.verdict];
    const { owner } = sentence;
    const facts = [
      sentence.kind, sentence.where, owner.id === undefined ? undefined : say("detail.record", { id: owner.id }),
    ].filter(Boolean);
    const turn = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      review.turn(sentence);
    };
    const params = { file: owner.path, record: owner.id, s: String(sentence.order) };
    return make("header", {},
      make("h2", { class: `badge v-${tone}` }, make("span", { class: "glyph", "aria-hidden": "true" }, glyph), sentence.verdict),
      make("p", { class: "about" }, ...facts.flatMap((fact, at) => [at ? " · " : "", make("bdi", {}, fact)])),
      make("p", { class: "place" },
        make("bdi", {}, make("code", {}, ...breakable(owner.path), `:${sentence.line}:${sentence.column}`)), " ",
        copying.button({ class: "link", "aria-label": say("detail.copy_place") }, say("detail.copy"), () => sentence.place), " ",
        make("a", { class: "to-document", href: address.link("document", params), onclick: turn }, say("detail.to_document")),
        make("a", { class: "to-queue", href: address.link("queue"), onclick: turn }, say("detail.to_queue"))),
      sentence.standing && make("p", { class: "standing" }, say("detail.does_not_count", { why: sentence.standing })));
  }

  function why(sentence) {
    const said = [
      sentence.reason && make("p", { class: "because", dir: "auto" }, sentence.reason),
      grounds.figures(sentence), grounds.parts(sentence), grounds.speaking(sentence), grounds.stumbles(sentence),
    ].filter(Boolean);
    return said.length ? section(say(sentence.verdict === "suspicious" ? "detail.why" : "detail.figures"), ...said) : null;
  }

  function finding(sentence, hit, index, alert) {
    const rule = data.rules[hit.rule] || {};
    const known = [
      rule.rationale && make("p", {}, rule.rationale),
      rule.languages && make("p", {}, say("detail.languages", { languages: rule.languages.join(", ") })),
      rule.source && make("p", {}, say("detail.source", { source: rule.source })),
    ].filter(Boolean);
    return make("li", {}, make("span", { class: "n" }, String(index + 1)), make("div", {},
      make("p", {}, make("span", { class: `severity s-${hit.severity}` }, hit.severity), " ", make("bdi", {}, hit.message)),
      hit.suggestion !== undefined && make("p", { class: "better" }, make("b", {}, say("detail.better")), " ",
        hit.suggestion ? make("bdi", { class: "said" }, hit.suggestion) : say("detail.leave_out")),
      make("p", { class: "rule" },
        make("a", { href: address.link("queue", { rule: hit.rule }), title: say("detail.to_rule") }, make("code", {}, hit.rule)),
        hit.where !== undefined && make("span", { class: "soft" }, " ", make("bdi", {}, hit.where))),
      known.length > 0 && make("details", {}, make("summary", {}, say("detail.why_rule")), ...known),
      alert && keep(deciding.apart(sentence, alert, say("detail.finding_name", { number: index + 1 })))));
  }

  /* The findings, and what else is an alert; each decided apart where there are several. */
  function findings(sentence) {
    const { findings: hits = [], alerts = [] } = sentence;
    const several = alerts.length > 1;
    const others = several ? alerts.filter((alert) => alert.finding === undefined) : [];
    if (!hits.length && !others.length) return null;
    const of = new Map(alerts.map((alert) => [alert.finding, alert]));
    const item = (hit, index) => finding(sentence, hit, index, several ? of.get(index) : null);
    const list = make("ol", { class: "findings" },
      ...others.map((alert) => make("li", {}, make("span", { class: "n", "aria-hidden": "true" }, "–"), make("div", {},
        make("p", {}, alert.rule === "verdict.sentence" ? say("detail.model_verdict") : make("code", {}, alert.rule)),
        keep(deciding.apart(sentence, alert, alert.rule))))),
      ...hits.slice(0, FINDINGS_AT_ONCE).map(item));
    const rest = hits.length > FINDINGS_AT_ONCE && make("button", {
      type: "button", class: "quiet show-all",
      onclick: () => {
        list.append(...hits.slice(FINDINGS_AT_ONCE).map((hit, at) => item(hit, at + FINDINGS_AT_ONCE)));
        rest.remove();
        update();
        list.children[others.length + FINDINGS_AT_ONCE].querySelector("a").focus();
      },
    }, say("detail.show_findings", { count: hits.length }));
    return section(say("detail.findings"), list, rest);
  }

  function mended(sentence) {
    if (!sentence.mended) return null;
    const text = () => sentence.mended.map((piece) => (typeof piece === "string" ? piece : piece[0])).join("");
    return section(say("detail.mended"), sentenceText.mended(sentence.mended),
      copying.button({ class: "quiet" }, say("detail.copy_mended"), text));
  }

  function show(sentence) {
    const panel = $("detail");
    sentenceText.hideTip();
    parts = [];
    panel.toggleAttribute("data-empty", !sentence);
    panel.replaceChildren(...(sentence ? all(sentence) : [
      make("h2", {}, say("detail.nothing")), make("p", { class: "soft" }, say("detail.nothing_means")),
    ]).filter(Boolean));
    /* Setting it lays the page out, so only where it tells. */
    if (scrolled) panel.scrollTop = 0;
    scrolled = false;
    update();
  }

  const all = (sentence) => [
    make("button", { type: "button", class: "quiet close", "aria-label": say("detail.close"), onclick: detail.close }, "✕"),
    head(sentence),
    sentenceText.build(sentence),
    sentenceText.legend(sentence),
    keep(deciding.buttons(sentence)),
    keep(deciding.verdict(sentence)),
    beside.section(sentence),
    why(sentence),
    findings(sentence),
    mended(sentence),
    section(say("detail.words"), grounds.tokens(sentence)),
    make("p", { class: "copies" },
      copying.button({ class: "quiet" }, say("detail.copy_text"), () => copying.asText(sentence)), " ",
      copying.button({ class: "quiet" }, say("detail.copy_markdown"), () => copying.asMarkdown(sentence))),
  ];

  return {
    start() {
      const panel = $("detail");
      panel.setAttribute("aria-label", say("detail.label"));
      panel.tabIndex = -1;
      panel.addEventListener("scroll", () => { scrolled = true; }, { passive: true });
      sentenceText.start();
      events.on("select", show);
      events.on("decided", update);
      events.on("view", (name) => {
        panel.hidden = name === "overview";
        $("main").classList.toggle("beside", !panel.hidden);
        sentenceText.hideTip();
      });
      /* Escape takes the tip away, then the sheet. */
      addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
        const open = SHEET.matches && !panel.hidden && selection.sentence;
        if (sentenceText.hideTip()) event.preventDefault();
        else if (open) {
          event.preventDefault();
          detail.close();
        }
      });
      const bar = document.querySelector(".bar");
      new ResizeObserver(() => {
        const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
        document.documentElement.style.setProperty("--bar", `${height}px`);
      }).observe(bar);
      show(selection.sentence);
    },

    /* The sentence as an element: words tinted, findings underlined, a tip on each. */
    text: sentenceText.build,

    /* Lets go of the sentence; in narrow windows that closes the sheet. */
    close() {
      selection.set(null);
    },
  };
})();
