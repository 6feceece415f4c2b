/* Where `mtqa review serve` opened the page: decisions are read from its file and written to it.

   Each write says which state of the file it replaces; where somebody else wrote meanwhile, theirs is taken over but for
   what was changed here since, and written again. What the server can't take stays in the browser until it can. */

const serving = (() => {
  const DELAY = 500;
  const RETRY = [1000, 2000, 5000, 15000];
  const KEEPALIVE = 60_000; // bytes that a browser still sends for a page that is closed
  let address = "";
  let token = "";
  let unsavedName = "";
  let tag = null;
  let changed = new Set();
  let sent = new Set();
  let busy = false;
  let failures = 0;
  let timer = 0;

  const mine = (target) => !target.rule || changed.has(target.key) || sent.has(target.key);

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(sync, delay);
  }

  function show(state, reason = "") {
    review.saving(state);
    notices.set("serving", reason && say("review.not_saved", { reason }), { alert: true });
  }

  /* Remembers what the server has not got yet, for when the page is opened again. */
  function remember() {
    const keys = [...changed, ...sent];
    try { storage.set(unsavedName, keys.length ? JSON.stringify(keys) : ""); } catch { /* told by keeping */ }
  }

  async function ask(method, options = {}) {
    const { headers = {}, ...rest } = options;
    return fetch(address, { method, cache: "no-store", headers: { "X-Mtqa-Token": token, ...headers }, ...rest });
  }

  async function refusal(response) {
    if (response.status === 403) return say("review.forbidden");
    const text = (await response.text()).trim();
    return text && text.length < 1000 ? text : say("review.server_said", { status: String(response.status) });
  }

  /* Reads the server's decisions; returns why that failed, if it did. */
  async function load() {
    const response = await ask("GET");
    if (!response.ok) return refusal(response);
    const found = exchange.read(await response.text());
    if (found.problem) return found.problem;
    tag = response.headers.get("ETag") ?? "";
    ledger.merge(found.records, mine, "server");
    changed = new Set([...changed].filter((key) => !ledger.same(found.records.get(key), ledger.records.get(key))));
    return "";
  }

  /* Writes this page's decisions; returns why that failed, if it did. */
  async function save() {
    [sent, changed] = [changed, new Set()];
    try {
      const headers = { "Content-Type": "application/json", ...(tag ? { "If-Match": tag } : {}) };
      const response = await ask("PUT", { headers, body: exchange.file() });
      if (response.ok) {
        tag = response.headers.get("ETag") ?? "";
        sent = new Set();
        return "";
      }
      if (response.status === 409) tag = null;
      return response.status === 409 ? "" : await refusal(response);
    } finally {
      changed = new Set([...sent, ...changed]);
      sent = new Set();
    }
  }

  /* Reads where the file's state is not known, writes where something was changed, one after the other. */
  async function sync() {
    if (busy) return;
    clearTimeout(timer);
    busy = true;
    let reason = "";
    let fatal = false;
    if (changed.size) show("saving");
    try {
      for (let turns = 0; turns < 5 && !reason && (tag === null || changed.size); turns += 1) {
        reason = await (tag === null ? load() : save());
      }
      fatal = Boolean(reason);
    } catch {
      reason = say("review.unreachable");
    }
    busy = false;
    failures = reason ? failures + 1 : 0;
    remember();
    show(reason ? "unsaved" : "saved", reason);
    if (reason && fatal) tag = null;
    if (reason) plan(RETRY[Math.min(failures, RETRY.length) - 1]);
    else if (changed.size || tag === null) plan(DELAY);
  }

  return {
    get on() { return address !== ""; },

    start() {
      const meta = document.querySelector('meta[name="mtqa-serve"]');
      if (!meta) return;
      address = meta.content;
      token = meta.dataset.token;
      unsavedName = `mtqa-unsaved:${data.report.id}`;
      try { changed = new Set(JSON.parse(storage.get(unsavedName) || "[]")); } catch { /* nothing then */ }
      events.on("ledger", ({ targets, source }) => {
        if (source === "server") return;
        for (const { key, rule } of targets) if (rule) changed.add(key);
        if (!changed.size) return;
        show("saving");
        if (!busy) plan(failures ? RETRY[0] : DELAY);
      });
      addEventListener("online", () => plan(0));
      addEventListener("pagehide", () => {
        remember();
        if (!changed.size || tag === null) return;
        const body = exchange.file();
        if (new Blob([body]).size > KEEPALIVE) return;
        ask("PUT", { headers: { "If-Match": tag }, body, keepalive: true }).catch(() => { /* kept, and sent the next time */ });
      });
      sync();
    },
  };
})();
