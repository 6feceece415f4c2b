/* The view and its state stand in the address, so that a view can be shared and the browser's keys go back to it.

   A browser tells a page of a new address some time after it has changed, and keys may come before. So a view that the
   page goes to by itself is shown at once, and what is told later of an address that is on show is left alone: what the
   address says of the selected sentence may be older than what the keys have chosen. */

const views = (() => {
  const known = new Map();
  let shown = null;
  return {
    current: null,
    name: "",
    register(name, view) {
      known.set(name, view);
    },
    start() {
      addEventListener("hashchange", () => { if (views.behind) views.route(); });
      views.route();
    },

    /* Whether the page has not been told yet of the address that it has. */
    get behind() { return location.hash !== shown; },

    /* Notes that the address is on show. */
    shows() {
      shown = location.hash;
    },

    /* Shows what the address says. */
    route() {
      views.shows();
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

  /* Goes to a view; `replace` where going back should not stop here, and the view shows itself already, unless a link was
     followed meanwhile. */
  go(view, params = {}, { replace = false } = {}) {
    const hash = address.link(view, params);
    if (replace) {
      if (views.behind) return;
      history.replaceState(null, "", hash === "#" ? location.href.split("#")[0] : hash);
      views.shows();
      address.params = Object.fromEntries(new URLSearchParams(hash.slice(1)));
      delete address.params.view;
    } else {
      if (hash !== (location.hash || "#")) location.hash = hash;
      views.route();
    }
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
