/* The keys of a review. They rest while something is typed, in dialogs, and where they are switched off. */

const keys = (() => {
  const SWITCH = "mtqa-keys";
  const ADVANCE = "mtqa-next";
  const TYPED = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable]";
  const flags = { [SWITCH]: true, [ADVANCE]: true };

  function flip(name, on) {
    flags[name] = on;
    try { storage.set(name, on ? "on" : "off"); } catch { /* the choice lasts as long as the page */ }
  }

  const step = (by) => {
    if (views.current && views.current.step) views.current.step(by);
    else address.go("queue");
  };
  const chosen = (run) => () => {
    if (selection.sentence) run(selection.sentence);
    else notices.tell(say("review.none_chosen"));
  };

  /* The field that searches the view on show; the queue's where it has none. */
  function search() {
    const find = () => $(`view-${views.name}`).querySelector("input[type=search]");
    if (!find()) address.go("queue");
    const field = find();
    field.focus();
    field.select();
  }

  const ACTIONS = {
    j: { run: () => step(1), held: true },
    k: { run: () => step(-1), held: true },
    a: { run: chosen((sentence) => review.accept([sentence])) },
    d: { run: chosen((sentence) => review.dismiss([sentence])) },
    n: { run: chosen((sentence) => review.note(sentence)) },
    u: { run: () => review.undo() },
    o: { run: chosen((sentence) => review.turn(sentence)) },
    e: { run: () => review.exchange() },
    "/": { run: search },
    "?": { run: () => keys.help() },
  };
  const ROWS = [
    [["j", "k"], "review.key_move"],
    [["a"], "review.key_accept"],
    [["d"], "review.key_dismiss"],
    [["n"], "review.key_note"],
    [["u"], "review.key_undo"],
    [["o"], "review.key_turn"],
    [["/"], "review.key_search"],
    [["e"], "review.key_exchange"],
    [["?"], "review.key_help"],
    [["Esc"], "review.key_close"],
  ];

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      notices.hush();
      return;
    }
    if (!keys.on || (event.target.closest && event.target.closest(TYPED))) return;
    const letter = event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase();
    const action = ACTIONS[event.key.toLowerCase()];
    if (!action || (letter && event.shiftKey) || (event.repeat && !action.held)) return;
    event.preventDefault();
    action.run();
  }

  return {
    get on() { return flags[SWITCH]; },
    /* Whether a decision goes on to the next sentence. */
    get advance() { return flags[ADVANCE]; },

    start() {
      for (const name of Object.keys(flags)) flags[name] = storage.get(name) !== "off";
      addEventListener("keydown", pressed);
    },

    help() {
      const option = (name, text, hint) => ({
        text: say(text), hint: say(hint), checked: flags[name], change: (on) => flip(name, on),
      });
      dialogs.help(ROWS.map(([signs, name]) => [signs, say(name)]), [
        option(ADVANCE, "review.switch_next", "review.switch_next_hint"),
        option(SWITCH, "review.switch_keys", "review.switch_keys_hint"),
      ]);
    },
  };
})();
