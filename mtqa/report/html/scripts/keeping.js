/* Keeps decisions in the browser, per report, and takes over what other pages of the report keep there meanwhile.

   What is kept is {version, documents: [[path, record or null, [alert…]]…]} with an alert as [rule, fingerprint,
   occurrence, decision's first letter, reason, note]; where the page that exports may not have the alert itself, line,
   text and sketch follow. */

const keeping = (() => {
  const VERSION = 1;
  const DELAY = 400;
  const LETTERS = { o: "open", a: "accepted", d: "dismissed" };
  const changed = new Set();
  let name = "";
  let last = "";
  let timer = 0;
  let failing = false;

  function packed() {
    const places = new Map();
    for (const { target, decision, reason, note } of ledger.records.values()) {
      const place = `${target.path}\0${target.id ?? ""}`;
      if (!places.has(place)) places.set(place, [target.path, target.id, []]);
      const kept = [target.rule, target.fingerprint, target.occurrence, decision[0], reason, note];
      if (!target.alert || data.report.mode === "document") kept.push(target.line, target.text, target.sketch);
      places.get(place)[2].push(kept);
    }
    return places.size ? JSON.stringify({ version: VERSION, documents: [...places.values()] }) : "";
  }

  /* The records of what was kept, by key; none where it is of another version, or damaged. */
  function unpacked(text) {
    const found = new Map();
    if (!text) return found;
    try {
      const { version, documents } = JSON.parse(text);
      if (version !== VERSION) return found;
      for (const [path, id, alerts] of documents) {
        for (const [rule, fingerprint, occurrence, letter, reason, note, line, words, sketch] of alerts) {
          const target = ledger.fit({ path, id, line, rule, fingerprint, occurrence, sketch, text: words });
          if (LETTERS[letter]) found.set(target.key, { target, decision: LETTERS[letter], reason, note });
        }
      }
    } catch {
      found.clear();
    }
    return found;
  }

  function merge(text) {
    last = text;
    ledger.merge(unpacked(text), (target) => changed.has(target.key), "kept");
  }

  function write() {
    clearTimeout(timer);
    timer = 0;
    if (!changed.size) return;
    const there = storage.get(name) ?? "";
    if (there !== last) merge(there);
    const text = packed();
    try {
      storage.set(name, text);
      last = text;
      changed.clear();
      if (failing) notices.set("kept", null);
      failing = false;
    } catch {
      if (!failing) notices.set("kept", say("review.storage_full"), { alert: true });
      failing = true;
    }
  }

  return {
    /* Whether what is decided outlasts the page. */
    get safe() { return storage.kept && !failing; },

    start() {
      name = `mtqa-review:${data.report.id}`;
      merge(storage.get(name) ?? "");
      events.on("ledger", ({ targets, source }) => {
        if (source === "kept") return;
        for (const { key } of targets) changed.add(key);
        if (!timer) timer = setTimeout(write, DELAY);
      });
      addEventListener("pagehide", write);
      addEventListener("visibilitychange", () => { if (document.hidden) write(); });
      addEventListener("storage", (event) => {
        if (event.key === name && event.newValue !== last) merge(event.newValue ?? "");
      });
    },
  };
})();
