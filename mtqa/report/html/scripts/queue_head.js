/* What stands over the queue's list: how many sentences it has, what it hides, what can be done with all of them, and,
   where it is empty, why. */

const queueHead = (() => {
  /* So many rows are put on paper. */
  const IN_PRINT = 300;
  const HIDDEN = ["known", "suppressed", "unchanged"];
  let change = null;
  let found = null;
  let hint = null;
  let bulk = null;
  let empty = null;
  let printed = null;

  function build(set) {
    change = set;
    const button = (words, run) => make("button", { type: "button", class: "quiet", onclick: run }, say(words));
    found = make("p", { id: "count", role: "status" });
    hint = make("p", { class: "left-out" });
    bulk = make("div", { class: "bulk", role: "group", "aria-label": say("queue.bulk") }, make("span", {}),
      button("queue.accept_all", () => review.accept(queue.matches())),
      button("queue.dismiss_all", () => review.dismiss(queue.matches())));
    printed = make("p", { class: "printed" });
    empty = make("div", { class: "empty" });
    return [make("div", { class: "over" }, found, hint, bulk), printed, empty];
  }

  function showHint(state, { state: { of } }) {
    const names = HIDDEN.filter((name) => state.state === "new" && of.get(name));
    hint.hidden = !names.length;
    if (!names.length) return;
    const count = names.reduce((sum, name) => sum + of.get(name), 0);
    const said = names.map((name) => `${number(of.get(name))} ${filterBar.word("state", name)}`);
    hint.replaceChildren(
      say("queue.not_shown", { count, names: new Intl.ListFormat("en").format(said) }), " ",
      make("button", { type: "button", class: "link", onclick: () => change({ state: "" }) }, say("queue.show_them", { count })));
  }

  /* Why there is nothing to see, and what to take away to see more. */
  function showEmpty(state, counts) {
    const { plain } = filters;
    const offer = (text, by) => make("button", { type: "button", class: "quiet", onclick: () => { change(by); $("q").focus(); } }, text);
    const all = { ...plain, verdict: "", state: "", sort: state.sort };
    const count = data.sentences.length;
    empty.replaceChildren(
      make("p", {}, say(reason(state))),
      make("p", { class: "ways" }, relief(state, counts).map(([text, by]) => offer(text, by)),
        count > 0 && offer(say("queue.all_sentences", { count }), all)));
  }

  function reason(state) {
    if (!data.sentences.length) return "queue.none_at_all";
    if (filterBar.active(state).length) return "queue.none_match";
    return state.state ? "queue.none_new" : "queue.none_suspicious";
  }

  /* Every filter that alone hides something, as [what to say, the change that takes it away]. */
  function relief(state, counts) {
    const set = filterBar.active(state).filter(([name]) => state[name] && !["verdict", "state"].includes(name));
    const basic = ["verdict", "state"].filter((name) => state[name]).map((name) => [name, filterBar.word(name, state[name]), { [name]: "" }]);
    return [...set, ...basic].flatMap(([name, value, by]) => {
      const count = counts[name] ? counts[name].total : filters.count(state, by);
      return count ? [[say("queue.without", { name: say(filterBar.NAMES[name]), value, count }), by]] : [];
    });
  }

  return {
    IN_PRINT, build,

    show(state, { matches, decidable, counts }) {
      const count = matches.length;
      found.textContent = say("queue.count", { found: count, count: data.sentences.length });
      showHint(state, counts);
      bulk.hidden = decidable < 2;
      bulk.firstChild.textContent = say("queue.with_these", { count: decidable });
      printed.textContent = count > IN_PRINT ? say("queue.printed", { first: IN_PRINT, count }) : "";
      empty.hidden = count > 0;
      if (!count) showEmpty(state, counts);
    },
  };
})();
