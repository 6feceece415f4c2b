/* Deciding: what the buttons and keys do, how far the review is, and the file of decisions.

   review.accept(sentences, {alerts}), .dismiss(sentences, {alerts}), .reopen(sentences, {alerts}): `alerts` are those of
     the one sentence that are meant, where not all are. Several sentences are asked about first.
   review.note(sentence), .acceptDocument(document), .dismissDocument(document),
   .reopenDocument(document), .undo(), .exchange(), .help() */

const review = (() => {
  const UNDONE = {
    accepted: "review.undone_accepted", dismissed: "review.undone_dismissed", open: "review.undone_open",
    document: "review.undone_document", note: "review.undone_note", import: "review.undone_import",
    forget: "review.undone_forget",
  };
  const FEW = 20;
  const SAVING = { saving: "review.saving", saved: "review.saved", unsaved: "review.unsaved" };
  let undo = null;
  let bar = null;
  let words = null;
  let state = null;
  let finished = false;
  let queued = {};

  /* Goes on from a sentence that is about to be decided, while it is still in its place; where many are, the view finds
     its place itself. */
  function advance(sentences) {
    const going = new Set(sentences);
    if (!keys.advance || !views.current.step || going.size > FEW || !going.has(selection.sentence)) return;
    for (let turns = sentences.length; turns > 0 && going.has(selection.sentence); turns -= 1) {
      const before = selection.sentence;
      views.current.step(1);
      if (selection.sentence === before) return;
    }
  }

  function conclusion() {
    const { total } = decisions.progress();
    return say(serving.on ? "review.finished_served" : "review.finished", { count: total });
  }

  const toFile = () => ({ text: say("review.decisions"), key: "e", run: review.exchange });
  const takeBack = () => ({ text: say("review.undo"), key: "u", run: review.undo });

  function decide(sentences, decision, { alerts, reason, told, more = [] }) {
    if (!alerts) advance(sentences);
    const before = finished;
    decisions.decide(sentences, decision, { alerts, reason });
    if (finished && !before) notices.tell(conclusion(), [toFile(), takeBack()]);
    else notices.tell(told, [...more, takeBack()]);
  }

  function decidable(sentences) {
    const found = sentences.filter(decisions.decidable);
    if (!found.length) notices.tell(say("review.undecidable"));
    return found;
  }

  const others = (sentence) => decisions.equal(sentence).filter((each) => each !== sentence);

  function accepted(sentences) {
    const [first] = sentences;
    const open = sentences.length > 1 ? [] : others(first).filter((each) => decisions.of(each).decision === "open");
    const rest = { text: say("review.accept_equal", { count: open.length }), run: () => review.accept(open) };
    decide(sentences, "accepted", {
      told: say("review.accepted", { count: sentences.length }), more: open.length ? [rest] : [],
    });
  }

  function progress() {
    const { decided, total } = decisions.progress();
    const all = total > 0 && decided === total;
    $("progress").hidden = total === 0;
    words.textContent = say("review.progress", { decided, count: total });
    bar.setAttribute("aria-valuenow", decided);
    bar.setAttribute("aria-valuetext", words.textContent);
    bar.style.setProperty("--done", total ? decided / total : 0);
    $("progress").classList.toggle("finished", all);
    undo.setAttribute("aria-disabled", !decisions.undoable);
    if (all !== finished) notices.set("finished", all && [
      `${conclusion()} `,
      make("button", { type: "button", class: "quiet", onclick: review.exchange }, say("review.decisions")),
    ]);
    finished = all;
  }

  function tools() {
    const button = (text, key, onclick, more = {}) =>
      make("button", { type: "button", class: "quiet", "aria-keyshortcuts": key, onclick, ...more }, text);
    undo = button(say("review.undo"), "u", () => decisions.undoable && review.undo(), { title: say("review.undo_title") });
    state = make("span", { class: "saving", role: "status" });
    $("tools").append(state, undo, button(say("review.decisions"), "e", review.exchange),
      button("?", "?", review.help, { "aria-label": say("review.help"), title: say("review.help_title") }));
    $("tools").hidden = false;
    bar = make("div", {
      role: "progressbar", "aria-label": say("review.progress_label"), "aria-valuemin": 0,
      "aria-valuemax": decisions.progress().total,
    });
    words = make("span", {});
    $("progress").append(words, bar);
  }

  return {
    start() {
      notices.start();
      tools();
      keys.start();
      transfer.start();
      serving.start();
      events.on("decided", progress);
      progress();
      if (!storage.kept && decisions.progress().total && !serving.on) notices.set("kept", say("review.not_kept"));
    },

    accept(sentences, { alerts } = {}) {
      const found = decidable(sentences);
      const count = found.length;
      if (alerts) decide(found, "accepted", { alerts, told: say("review.accepted_finding", { count: alerts.length }) });
      else if (count === 1) accepted(found);
      else if (count) {
        const answer = say("review.accept_answer", { count });
        dialogs.confirm(found, say("review.accept_title", { count }), answer, () => accepted(found));
      }
    },

    dismiss(sentences, { alerts } = {}) {
      const found = decidable(sentences);
      const count = found.length;
      if (!count) return;
      const title = alerts
        ? say("review.dismiss_finding", { count: alerts.length }) : say("review.dismiss_title", { count });
      const equal = alerts || count > 1 ? [] : others(found[0]);
      dialogs.dismiss(title, found, equal, (reason, along) => {
        const all = along ? [...found, ...equal] : found;
        const told = alerts ? say("review.dismissed_finding", { count: alerts.length, reason })
          : say("review.dismissed", { count: all.length, reason });
        decide(all, "dismissed", { alerts, reason, told });
      });
    },

    reopen(sentences, { alerts } = {}) {
      decisions.decide(sentences, "open", { alerts });
      notices.tell(say("review.reopened", { count: sentences.length }), [takeBack()]);
    },

    note(sentence) {
      dialogs.note(sentence, (note) => {
        if (note === decisions.of(sentence).note) return;
        decisions.annotate(sentence, note);
        notices.tell(say(note ? "review.noted" : "review.unnoted"), [takeBack()]);
      });
    },

    acceptDocument(document) {
      decisions.decideDocument(document, "accepted");
      notices.tell(say("review.accepted_document"), [takeBack()]);
    },

    dismissDocument(document) {
      dialogs.dismiss(say("review.dismiss_document"), [], [], (reason) => {
        decisions.decideDocument(document, "dismissed", { reason });
        notices.tell(say("review.dismissed_document", { reason }), [takeBack()]);
      });
    },

    reopenDocument(document) {
      decisions.decideDocument(document, "open");
      notices.tell(say("review.reopened_document"), [takeBack()]);
    },

    /* Takes the last step back, and says which that was. */
    undo() {
      const undone = decisions.undo();
      if (!undone) {
        notices.tell(say("review.nothing_to_undo"));
        return;
      }
      const { kind, decision, sentences } = undone;
      notices.tell(say(UNDONE[kind === "sentence" ? decision : kind], { count: sentences.length }));
      progress();
    },

    /* Goes from the queue to the sentence in its document, and back to the queue as it was. */
    turn(sentence) {
      if (views.name === "document") {
        address.go("queue", queued);
      } else {
        if (views.name === "queue") queued = { ...address.params, s: "" };
        address.go("document", { file: sentence.owner.path, record: sentence.owner.id, s: String(sentence.order) });
      }
    },

    /* Shows whether the server has what is decided: "saving", "saved" or "unsaved". */
    saving(name) {
      state.textContent = say(SAVING[name]);
      state.dataset.state = name;
    },

    exchange: () => transfer.open(),
    help: () => keys.help(),
  };
})();
