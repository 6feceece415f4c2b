/* The decision about a sentence in its detail: buttons, what is decided, and each of its alerts apart. */

const deciding = (() => {
  const WORDS = {
    open: "detail.open", accepted: "detail.accepted", dismissed: "detail.dismissed", split: "detail.split",
  };
  const MEANS = {
    open: "detail.open_means", accepted: "detail.accepted_means", dismissed: "", split: "detail.split_means",
  };
  const SIGNS = { open: "○", accepted: "✓", dismissed: "✕", split: "◐" };

  let compared = false;

  const sign = (decision) => make("span", { class: "glyph", "aria-hidden": "true" }, SIGNS[decision]);

  const key = (letter) => make("kbd", { "aria-hidden": "true" }, letter);

  /* The four buttons, each with its key. */
  function buttons(sentence) {
    const button = (label, letter, onclick) =>
      make("button", { type: "button", class: "quiet", "aria-keyshortcuts": letter, onclick }, say(label), " ", key(letter));
    const accept = button("detail.accept", "a", () => review.accept([sentence]));
    const dismiss = button("detail.dismiss", "d", () => review.dismiss([sentence]));
    const note = button("detail.note", "n", () => review.note(sentence));
    const undo = button("detail.undo", "u", () => decisions.undoable && review.undo());
    const decidable = decisions.decidable(sentence);
    return {
      element: make("div", { class: "buttons", role: "group", "aria-label": say("detail.decision") },
        decidable && accept, decidable && dismiss, note, undo),
      update() {
        const { decision } = decisions.of(sentence);
        accept.setAttribute("aria-pressed", decision === "accepted");
        dismiss.setAttribute("aria-pressed", decision === "dismissed");
        undo.setAttribute("aria-disabled", !decisions.undoable);
      },
    };
  }

  function reopen(sentence, alerts) {
    return make("button", {
      type: "button", class: "link",
      onclick: () => review.reopen([sentence], { alerts }),
    }, say("detail.reopen"));
  }

  function equals(sentence) {
    const same = decisions.equal(sentence);
    if (same.length < 2) return null;
    return make("p", { class: "same" }, say("detail.same", { count: same.length }), " ",
      make("button", { type: "button", class: "quiet", onclick: () => review.accept(same) }, say("detail.accept_all")), " ",
      make("button", { type: "button", class: "quiet", onclick: () => review.dismiss(same) }, say("detail.dismiss_all")));
  }

  /* What is decided, with reason and note; and those that have the same text, which the first sentence on show waits
     for, as all texts are looked at then. */
  function verdict(sentence) {
    const element = make("div", { class: "decided" });
    let same = compared ? equals(sentence) : null;
    function update() {
      const { decision, reason, note } = decisions.of(sentence);
      const held = element.contains(document.activeElement) && document.activeElement.matches(".link");
      const state = decisions.decidable(sentence)
        ? make("p", { class: "state" }, sign(decision), make("b", {}, deciding.word(decision)),
          MEANS[decision] && ` ${say(MEANS[decision])}`,
          reason && make("span", {}, ": ", make("bdi", {}, reason)), " ", decision !== "open" && reopen(sentence))
        : make("p", { class: "state soft" }, say("detail.undecidable"));
      element.replaceChildren(...[state,
        note && make("p", { class: "note", dir: "auto" }, make("b", {}, say("detail.note_says")), " ", note),
        same].filter(Boolean));
      if (held) $("detail").querySelector(".buttons button").focus();
    }
    if (!compared) {
      setTimeout(() => {
        compared = true;
        same = equals(sentence);
        update();
      });
    }
    return { element, update };
  }

  /* The decision about one alert, apart from its sentence's others; `name` says which. */
  function apart(sentence, alert, name) {
    if (alert.state === "suppressed") return { element: make("p", { class: "apart soft" }, alert.state), update() {} };
    const accept = make("button", {
      type: "button", class: "quiet", "aria-label": say("detail.accept_one", { name }),
      onclick: () => review.accept([sentence], { alerts: [alert] }),
    }, say("detail.accept"));
    const dismiss = make("button", {
      type: "button", class: "quiet", "aria-label": say("detail.dismiss_one", { name }),
      onclick: () => review.dismiss([sentence], { alerts: [alert] }),
    }, say("detail.dismiss"));
    const state = make("span", { class: "state" });
    return {
      element: make("div", { class: "apart", role: "group", "aria-label": say("detail.apart", { name }) }, accept, dismiss, state),
      update() {
        const { decision, reason } = decisions.ofAlert(alert, sentence.owner);
        const held = state.contains(document.activeElement);
        accept.setAttribute("aria-pressed", decision === "accepted");
        dismiss.setAttribute("aria-pressed", decision === "dismissed");
        state.replaceChildren(...(decision === "open" ? [] : [sign(decision), deciding.word(decision).toLowerCase(),
          reason ? make("span", {}, ": ", make("bdi", {}, reason)) : "", " ", reopen(sentence, [alert])]));
        if (held) accept.focus();
      },
    };
  }

  return { buttons, verdict, apart, word: (decision) => say(WORDS[decision]) };
})();
