/* What is known about a document as a whole, above its text. */

const documentHead = (() => {
  const DOCUMENTS_TO_CHOOSE = 400;
  const STATES_SAID = { known: "document.state_known", suppressed: "document.state_suppressed", unchanged: "document.state_unchanged" };

  const to = (owner) => ({ file: owner.path, record: owner.id });

  function link(owner, key, properties = {}) {
    if (!owner) return make("span", { class: "quiet off" }, say(key));
    return make("a", { class: "quiet", href: address.link("document", to(owner)), title: owner.name, ...properties }, say(key));
  }

  /* The documents, worst first, in groups by verdict. */
  function chooser(owner) {
    const listed = data.documents.slice(0, DOCUMENTS_TO_CHOOSE);
    if (!listed.includes(owner)) listed.push(owner);
    const groups = Object.keys(DOCUMENT_VERDICTS).map((verdict) => {
      const options = listed.filter((each) => each.verdict === verdict)
        .map((each) => make("option", { value: each.index, selected: each === owner }, each.name));
      return options.length && make("optgroup", { label: verdict }, ...options);
    });
    const select = make("select", { id: "document-choice", "aria-label": say("document.choose") }, ...groups.filter(Boolean));
    select.addEventListener("change", () => address.go("document", to(data.documents[select.value])));
    return select;
  }

  function neighbours(owner) {
    if (data.report.index !== undefined) {
      return make("nav", { class: "neighbours", "aria-label": say("document.others") },
        make("a", { class: "quiet", href: data.report.index }, say("document.all")));
    }
    if (data.documents.length < 2) return null;
    return make("nav", { class: "neighbours", "aria-label": say("document.others") },
      link(data.documents[owner.index - 1], "document.previous", { rel: "prev" }), chooser(owner),
      link(data.documents[owner.index + 1], "document.next", { rel: "next" }));
  }

  /* A probability in words; nothing about a document is certain. */
  const likely = (share) => percent(Math.min(Math.max(share, 0.001), 0.999));

  /* The probability as a point on a line, with what it may be as a bar. */
  function chance({ probability, interval }) {
    if (probability === undefined) return null;
    const [low, high] = interval || [probability, probability];
    return make("span", { class: "chance", "aria-hidden": "true", vars: { "--low": `${low * 100}%`, "--high": `${high * 100}%`, "--at": `${probability * 100}%` } },
      make("span", { class: "range" }), make("span", { class: "point" }));
  }

  const fact = (key, value, ...rest) => value !== undefined && value !== null && make("div", {},
    make("dt", {}, say(key)), make("dd", {}, make("b", {}, value), " ", ...rest));

  function facts(owner) {
    const { probability, interval, evidence, fluency, suspicious, judged, sentences } = owner;
    const skipped = sentences - judged;
    return make("dl", { class: "measures" },
      fact("document.probability", probability === undefined ? null : likely(probability), chance(owner),
        interval && make("small", {}, say("document.interval", { low: likely(interval[0]), high: likely(interval[1]) }))),
      fact("document.suspicious", number(suspicious),
        make("small", {}, say("document.of_judged", { count: judged }), skipped > 0 && `, ${say("document.skipped", { count: skipped })}`)),
      fact("document.evidence", evidence === undefined ? null : signed(evidence, 1), make("small", {}, say("document.nats"))),
      fact("document.fluency", fluency === undefined ? null : fluency.toFixed(fluency < 10 ? 1 : 0), make("small", {}, say("document.of_hundred"))),
      owner.beside && fact("beside.head_chrf", owner.beside.chrf?.toFixed(1), owner.beside.chrf_before !== undefined
        && make("small", {}, say("beside.head_before", { score: owner.beside.chrf_before.toFixed(1) }))));
  }

  /* The documents beside it, and how much of theirs it lacks. */
  function counterparts({ beside: of }) {
    if (!of) return null;
    const named = (key, path) => path && [make("span", { class: "soft" }, say(key)), " ", make("bdi", {}, ...breakable(path))];
    const all = [
      named("beside.source", of.source), ...(of.references || []).map((path) => named("beside.reference", path)),
      named("beside.earlier", of.previous),
      of.lacking !== undefined && [make("b", {}, say("beside.head_lacking", { count: of.lacking }))],
      of.lacking > (of.missing || []).length && [say("beside.missing_rest", { count: of.lacking, shown: (of.missing || []).length })],
    ].filter(Boolean);
    return all.length ? make("p", { class: "counterparts" }, ...all.map((parts) => make("span", {}, ...parts))) : null;
  }

  /* The verdict on the document as something to decide about. */
  function ruling(owner) {
    if (!owner.alerts) return null;
    const { decision, reason, note } = decisions.ofDocument(owner);
    const [alert] = owner.alerts;
    const press = (key, action) => make("button", { type: "button", class: "quiet", onclick: action }, say(key));
    return make("section", { class: "verdict-review", "data-decision": decision, "aria-label": say("document.review") },
      make("p", {}, make("b", {}, say("document.review")), " ", make("bdi", {}, alert.message || owner.verdict), " ",
        STATES_SAID[alert.state] && make("span", { class: "soft" }, say(STATES_SAID[alert.state]))),
      make("p", { class: "decision" },
        decision !== "open" && make("b", { class: `decided-${decision}` }, deciding.word(decision)),
        decision !== "open" && reason && make("span", {}, " ", make("bdi", {}, reason)),
        note && make("span", { class: "soft" }, " ", make("bdi", {}, note))),
      make("div", { class: "buttons" },
        decision !== "accepted" && press("document.accept", () => review.acceptDocument(owner)),
        decision !== "dismissed" && press("document.dismiss", () => review.dismissDocument(owner)),
        decision !== "open" && press("document.reopen", () => review.reopenDocument(owner))));
  }

  return {
    to, ruling,

    /* Builds the head; `jump` goes to where the text changes hands, `copy` is a button. */
    build(owner, { jump, copy }) {
      const { glyph, tone } = DOCUMENT_VERDICTS[owner.verdict];
      return [
        neighbours(owner),
        make("h1", {}, make("bdi", {}, ...breakable(owner.path)),
          owner.id !== undefined && make("span", { class: "record" }, " ", say("document.record"), " ", make("bdi", {}, owner.id)),
          make("span", { class: "record" }, " ", [owner.format, owner.language].filter(Boolean).join(", "))),
        make("p", { class: "verdict-line" },
          make("span", { class: `badge v-${tone}` }, make("span", { class: "glyph", "aria-hidden": "true" }, glyph), owner.verdict),
          owner.run ? make("button", { type: "button", class: "jump", onclick: jump }, owner.passage || say("document.jump"))
            : owner.passage && make("span", { class: "soft" }, owner.passage),
          make("a", { class: "to-queue", href: address.link("queue", to(owner)) }, say("document.to_queue")), copy),
        owner.standing && make("p", { class: "standing" }, make("bdi", {}, owner.standing)),
        facts(owner),
        counterparts(owner),
        ruling(owner),
      ].filter(Boolean);
    },
  };
})();
