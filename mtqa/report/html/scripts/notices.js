/* What the page says beside its content: lines below the bar that stay, and a word about what was just done. */

const notices = (() => {
  const SHOWN = 8000;
  const lines = new Map();
  let strip = null;
  let toast = null;
  let timer = 0;

  /* Takes the word about what was done away. */
  function hide() {
    clearTimeout(timer);
    toast.hidden = true;
    toast.replaceChildren();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => { if (toast.matches(":hover, :focus-within")) later(); else hide(); }, SHOWN);
  }

  return {
    start() {
      strip = make("div", { id: "notices", class: "notices" });
      toast = make("div", { id: "toast", class: "toast", hidden: true });
      document.querySelector(".bar").append(toast);
      document.querySelector(".bar").after(strip);
      for (const line of lines.values()) strip.append(line);
    },

    /* Puts a line in place of the one of that name; `content` is text, a list of nodes, or nothing to take it away. */
    set(name, content, { alert = false } = {}) {
      const before = lines.get(name);
      if (before && content && before.textContent === content) return;
      if (before) before.remove();
      lines.delete(name);
      if (!content) return;
      const line = make("p", { class: alert ? "notice warned" : "notice", role: alert ? "alert" : "status" }, content);
      lines.set(name, line);
      if (strip) strip.append(line);
    },

    /* Says what was done; `actions` are {text, key, run} that may follow on it. */
    tell(text, actions = []) {
      const button = ({ text: label, key, run }) => make("button", {
        type: "button", class: "quiet", onclick() { hide(); run(); },
      }, label, key && make("kbd", {}, key));
      toast.replaceChildren(make("span", {}, text), ...actions.map(button));
      toast.hidden = false;
      announce(text);
      later();
    },

    hush: hide,
  };
})();
