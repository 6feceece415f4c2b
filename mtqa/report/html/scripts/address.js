/* The view and its state stand in the address, so that a view can be shared and the browser's keys go back to it. */

const views = (() => {
  const known = new Map();
  return {
    current: null,
    name: "",
    register(name, view) {
      known.set(name, view);
    },
    /* Shows what the address says. */
    route() {
      const found = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
      const { view = "overview", ...params } = found;
      const name = known.has(view) ? view : "overview";
      const before = views.name;
      if (before !== name) {
        if (views.current) views.current.hide();
        for (const other of known.keys()) $(`view-${other}`).hidden = other !== name;
        for (const link of $("views").children) {
          if (link.dataset.view === name) link.setAttribute("aria-current", "page");
          else link.removeAttribute("aria-current");
        }
        document.body.dataset.view = name;
        views.name = name;
        views.current = known.get(name);
      }
      address.params = params;
      views.current.show(params);
      if (before && before !== name) scrollTo(0, 0);
      events.emit("view", name);
    },
  };
})();

const address = {
  params: {},

  /* The address of a view, as a link has it. */
  link(view, params = {}) {
    const query = new URLSearchParams();
    if (view !== "overview") query.set("view", view);
    for (const [key, value] of Object.entries(params)) {
      if (value !== undefined && value !== null && value !== "") query.set(key, value);
    }
    return `#${query}`;
  },

  /* Goes to a view; `replace` where going back should not stop here, and the view shows itself already. */
  go(view, params = {}, { replace = false } = {}) {
    const hash = address.link(view, params);
    if (replace) {
      history.replaceState(null, "", hash === "#" ? location.href.split("#")[0] : hash);
      address.params = Object.fromEntries(new URLSearchParams(hash.slice(1)));
      delete address.params.view;
    } else if (hash === (location.hash || "#")) views.route();
    else location.hash = hash;
  },
};

/* The sentence that the detail shows. */
const selection = {
  sentence: null,
  set(sentence) {
    if (selection.sentence === sentence) return;
    selection.sentence = sentence;
    events.emit("select", sentence);
  },
};
