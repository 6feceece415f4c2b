/* The dialogs of a review: a question with its answers, the reason for a dismissal, a note, and help. */

const dialogs = (() => {
  const QUOTED = 240;
  const REASONS = ["review.reason_1", "review.reason_2", "review.reason_3", "review.reason_4", "review.reason_5"];
  const LAST = "mtqa-reason";

  /* Opens a dialog; it is gone when it closes, and the focus is then where it was. */
  function open(name, title, ...content) {
    const close = () => dialog.close();
    const dialog = make(
      "dialog", { class: `dialog dialog-${name}`, "aria-labelledby": "dialog-title" },
      make("div", { class: "dialog-body" },
        make("header", {},
          make("h2", { id: "dialog-title" }, title),
          make("button", { type: "button", class: "close", "aria-label": say("review.close"), onclick: close }, "×")),
        ...content));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  function quote(sentences) {
    if (sentences.length !== 1) return null;
    const text = data.textOf(sentences[0]);
    const shown = text.length > QUOTED ? `${text.slice(0, QUOTED).replace(/\s+\S*$/, "")} …` : text;
    return make("blockquote", { class: "text", dir: "auto" }, shown);
  }

  /* What a question about several sentences is about: how many, where, and how many of them are decided already. */
  function extent(sentences) {
    const owners = new Set(sentences.map((sentence) => sentence.owner)).size;
    const decided = sentences.filter((sentence) => decisions.of(sentence).decision !== "open").length;
    return make("p", {},
      say("review.in_documents", { count: owners }),
      decided > 0 && ` ${say("review.overwritten", { count: decided })}`);
  }

  const actions = (...buttons) => make("div", { class: "actions" }, ...buttons);
  const cancel = (run) => make("button", { type: "button", class: "quiet", onclick: run }, say("review.cancel"));

  function keepReason(reason) {
    try { storage.set(LAST, reason); } catch { /* it is chosen anew next time */ }
  }

  return {
    open,
    actions,

    /* Asks before several sentences are decided. */
    confirm(sentences, title, answer, run) {
      const yes = make("button", { type: "button", class: "strong", onclick() { dialog.close(); run(); } }, answer);
      const dialog = open("confirm", title, extent(sentences), actions(yes, cancel(() => dialog.close())));
      yes.focus();
    },

    /* Asks why; `equal` are sentences of the same text that may go along. */
    dismiss(title, sentences, equal, run) {
      const last = storage.get(LAST) || "";
      const along = make("input", { type: "checkbox" });
      const done = (reason) => {
        if (!reason) { other.focus(); return; }
        keepReason(reason);
        dialog.close();
        run(reason, along.checked);
      };
      const usual = REASONS.map((name) => say(name));
      const own = last !== "" && !usual.includes(last);
      const buttons = usual.map((reason, at) => make(
        "button", { type: "button", class: "choice", onclick: () => done(reason) },
        make("kbd", {}, String(at + 1)), make("span", {}, reason),
        reason === last && make("span", { class: "last" }, say("review.last_reason"))));
      const other = make("input", { id: "reason", type: "text", maxlength: 500, autocomplete: "off" });
      const send = make("button", { type: "submit", class: "quiet" }, say("review.dismiss"));
      if (own) other.value = last;
      const submit = (event) => { event.preventDefault(); done(other.value.trim()); };
      const form = make("form", { class: "choice-own", onsubmit: submit },
        make("kbd", {}, String(REASONS.length + 1)),
        make("label", { for: "reason" }, say("review.other_reason")), other, send);
      const dialog = open("dismiss", title,
        quote(sentences), sentences.length > 1 && extent(sentences),
        make("p", { class: "question" }, say("review.why")),
        make("ul", { class: "choices" }, ...buttons.map((button) => make("li", {}, button)), make("li", {}, form)),
        equal.length > 0 && make("label", { class: "along" },
          along, make("kbd", {}, "="), say("review.equal_along", { count: equal.length })),
        make("p", { class: "hint" }, say("review.reason_hint")));
      dialog.addEventListener("keydown", (event) => {
        if (event.target === other || event.ctrlKey || event.metaKey || event.altKey || !keys.on) return;
        const at = Number(event.key);
        if (at >= 1 && at <= buttons.length) done(usual[at - 1]);
        else if (at === REASONS.length + 1) { event.preventDefault(); other.focus(); other.select(); }
        else if (event.key === "=" && equal.length) along.checked = !along.checked;
      });
      (own ? send : buttons[Math.max(usual.indexOf(last), 0)]).focus();
    },

    note(sentence, run) {
      const field = make("textarea", { id: "note", rows: 4, maxlength: 5000 });
      field.value = decisions.of(sentence).note;
      const save = () => { dialog.close(); run(field.value.trim()); };
      const dialog = open("note", say("review.note_title"),
        quote([sentence]),
        make("label", { for: "note" }, say("review.note_label")), field,
        make("p", { class: "hint" }, say(decisions.decidable(sentence) ? "review.note_hint" : "review.note_stays")),
        actions(
          make("button", { type: "button", class: "strong", onclick: save }, say("review.save")),
          cancel(() => dialog.close())));
      dialog.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
      });
      field.focus();
    },

    /* Lists the keys, and switches what they do. */
    help(rows, switches) {
      const row = ([signs, text]) => make("tr", {},
        make("th", { scope: "row" }, signs.flatMap((sign) => [make("kbd", {}, sign), " "])), make("td", {}, text));
      const option = ({ text, hint, checked, change }) => make("label", { class: "switch" },
        make("input", { type: "checkbox", checked, onchange: (event) => change(event.target.checked) }),
        make("span", {}, text, hint && make("small", {}, hint)));
      open("help", say("review.help"),
        make("table", { class: "keys" },
          make("caption", { class: "unseen" }, say("review.keys")), make("tbody", {}, ...rows.map(row))),
        make("div", { class: "switches" }, ...switches.map(option)));
    },
  };
})();
