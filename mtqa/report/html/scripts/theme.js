/* Light, dark, or as the system has it. */

const theme = {
  start() {
    const group = $("theme");
    const apply = (name) => {
      if (name === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = name;
      for (const button of group.children) button.setAttribute("aria-pressed", button.dataset.theme === name);
    };
    const kept = storage.get("mtqa-theme");
    apply(["light", "dark"].includes(kept) ? kept : "auto");
    group.addEventListener("click", (event) => {
      const name = event.target.dataset.theme;
      if (!name) return;
      apply(name);
      try { storage.set("mtqa-theme", name); } catch { /* a full storage: the choice lasts as long as the page */ }
    });
    group.hidden = false;
  },
};
