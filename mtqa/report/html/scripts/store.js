/* What is decided, by alert, while the page is open; keeping.js and serving.js keep it for longer.

   An alert is known by path, record, rule, fingerprint and occurrence. A verdict is
   {decision: "open" | "accepted" | "dismissed" | "split", reason, note}. What is asked and told is about the alerts
   of a sentence that nobody suppressed, or all of them where all are suppressed.

   decisions.of(sentence), .ofAlert(alert), .ofDocument(document) -> verdict
   decisions.decidable(sentence) -> whether it has alerts; without, it can only carry a note, which is not exported
   decisions.decide(sentences, decision, {reason, note, alerts}); a note that is not given stays as it is
   decisions.decideDocument(document, decision, {reason, note}), .annotate(sentence, note)
   decisions.undo() -> what was undone {kind, decision, sentences, documents}, or null; emits `undone` with the same,
     and selects the sentence. decisions.undoable -> whether there is something to undo
   decisions.progress() -> {decided, total} over sentences with new alerts
   decisions.equal(sentence) -> sentences with alerts that have the same text, in the report's order, itself among them
   decisions.counts() -> {accepted, dismissed, notes} in sentences

   Emits `decided` with {sentences, documents} after every change, be it of this page or of another. */

/* The alerts' decisions by key. A record is {target, decision, reason, note} and never changes; a target says which
   alert is meant, and where on this page it stands, if it does: {key, path, id, line, rule, fingerprint, occurrence,
   sketch, text, alert, sentence, document}. */
const ledger = (() => {
  const records = new Map();
  const byAlert = new Map();
  const targets = new Map();
  const notes = new Map();
  const indexes = new Map();
  let documents = null;

  /* Whether two records, or none, decide alike. */
  function same(one, other) {
    if (!one || !other) return !one && !other;
    return one.decision === other.decision && one.reason === other.reason && one.note === other.note;
  }

  const keyOf = (path, id, rule, fingerprint, occurrence) => [path, id ?? "", rule, fingerprint, occurrence].join("\0");

  /* An alert on this page as a target. */
  function target(alert, document, sentence) {
    let found = targets.get(alert);
    if (!found) {
      const [path, id] = document.raw;
      found = {
        key: keyOf(path, id, alert.rule, alert.fingerprint, alert.occurrence),
        path, id, line: sentence ? sentence.line : null,
        rule: alert.rule, fingerprint: alert.fingerprint, occurrence: alert.occurrence, sketch: alert.sketch || [],
        get text() { return sentence ? data.textOf(sentence) : ""; },
        alert, sentence, document,
      };
      targets.set(alert, found);
    }
    return found;
  }

  /* What carries the note of a sentence without alerts: known by its place in the document, and by no rule. */
  function noted(sentence) {
    if (!notes.has(sentence)) notes.set(sentence, { rule: "", fingerprint: "", occurrence: sentence.order });
    return target(notes.get(sentence), sentence.owner, sentence);
  }

  /* The targets of a document on this page, by key. */
  function index(document) {
    let found = indexes.get(document);
    if (!found) {
      found = new Map();
      const add = (each) => found.set(each.key, each);
      for (const alert of document.alerts || []) add(target(alert, document, null));
      for (const sentence of data.inOrder(document)) {
        if (sentence.alerts) for (const alert of sentence.alerts) add(target(alert, document, sentence));
        else add(noted(sentence));
      }
      indexes.set(document, found);
    }
    return found;
  }

  return {
    records,
    same,
    target,
    noted,
    of: (alert) => byAlert.get(alert),
    noteOf: (sentence) => byAlert.get(notes.get(sentence)),

    /* The target of an entry: that on this page, or one that only has what the entry says. */
    fit({ path, id = null, line = null, rule, fingerprint, occurrence, sketch = [], text = "" }) {
      documents ??= new Map(data.documents.map((each) => [`${each.raw[0]}\0${each.raw[1] ?? ""}`, each]));
      const document = documents.get(`${path}\0${id ?? ""}`);
      const key = keyOf(path, id, rule, fingerprint, occurrence);
      return (document && index(document).get(key))
        || { key, path, id, line, rule, fingerprint, occurrence, sketch, text, alert: null, sentence: null, document: null };
    },

    /* Puts records in place of what is there; `[target, null]` takes one away. Tells who keeps them by `ledger`, and
       everybody by `decided`. `source` is who it comes from, if not from this page. */
    put(changes, source = null) {
      const sentences = new Set();
      const documents = new Set();
      for (const [to, record] of changes) {
        if (record && (record.decision !== "open" || record.note)) {
          records.set(to.key, record);
          if (to.alert) byAlert.set(to.alert, record);
        } else {
          records.delete(to.key);
          if (to.alert) byAlert.delete(to.alert);
        }
        if (to.sentence) sentences.add(to.sentence);
        else if (to.document) documents.add(to.document);
      }
      if (!changes.length) return;
      events.emit("ledger", { targets: changes.map(([to]) => to), source });
      events.emit("decided", { sentences: [...sentences], documents: [...documents] });
    },

    /* Takes over what another copy says, a map of records by key, but for the targets that are mine. */
    merge(theirs, mine, source) {
      const changes = [];
      for (const record of theirs.values()) {
        if (!mine(record.target) && !same(record, records.get(record.target.key))) changes.push([record.target, record]);
      }
      for (const { target: each } of records.values()) {
        if (!mine(each) && !theirs.has(each.key)) changes.push([each, null]);
      }
      ledger.put(changes, source);
    },
  };
})();

const decisions = (() => {
  const OPEN = Object.freeze({ decision: "open", reason: "", note: "" });
  const STEPS = 500;
  const steps = [];
  let texts = null;
  let known = null;
  let counting = 0;

  const live = (alerts) => {
    if (alerts.length === 1) return alerts;
    const loud = alerts.filter((alert) => alert.state !== "suppressed");
    return loud.length ? loud : alerts;
  };

  function combined(alerts) {
    const found = live(alerts).map((alert) => ledger.of(alert) || OPEN);
    const [first] = found;
    if (found.length === 1) return first;
    const name = (field) => (found.find((record) => record[field]) || OPEN)[field];
    const agreed = found.every((record) => record.decision === first.decision);
    return { decision: agreed ? first.decision : "split", reason: name("reason"), note: name("note") };
  }

  /* One step that can be undone: `changed(record)` gives what becomes of each target's record. */
  function step(kind, targets, changed) {
    const changes = [];
    const before = [];
    for (const target of targets) {
      const old = ledger.records.get(target.key) || null;
      const next = { target, ...OPEN, ...old, ...changed(old || OPEN) };
      if (ledger.same(old || OPEN, next)) continue;
      changes.push([target, next]);
      before.push([target, old]);
    }
    if (!changes.length) return;
    remember(kind, changes[0][1].decision, before);
    ledger.put(changes);
  }

  function remember(kind, decision, before) {
    steps.push({ kind, decision, before });
    if (steps.length > STEPS) steps.shift();
  }

  const deciding = (decision, { reason = "", note }) => () => ({
    decision, reason: decision === "dismissed" ? reason : "", ...(note === undefined ? {} : { note }),
  });

  function normalised(sentence) {
    return data.textOf(sentence).normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  }

  /* Counts sentences by what is decided about them, over those that have a record. */
  function counted() {
    if (known) return known;
    known = { decided: 0, accepted: 0, dismissed: 0, notes: 0 };
    const seen = new Set();
    for (const { target: { sentence } } of ledger.records.values()) {
      if (!sentence || seen.has(sentence)) continue;
      seen.add(sentence);
      const { decision, note } = decisions.of(sentence);
      if (note) known.notes += 1;
      if (decision in known) known[decision] += 1;
      const open = (alert) => (ledger.of(alert) || OPEN).decision === "open";
      if (sentence.state === "new" && !live(sentence.alerts).some(open)) known.decided += 1;
    }
    return known;
  }

  return {
    start() {
      counting = data.sentences.reduce((total, sentence) => total + (sentence.state === "new"), 0);
      events.on("ledger", () => { known = null; });
      keeping.start();
    },

    decidable: (sentence) => Boolean(sentence.alerts),
    of(sentence) {
      if (!ledger.records.size) return OPEN;
      return sentence.alerts ? combined(sentence.alerts) : ledger.noteOf(sentence) || OPEN;
    },
    ofAlert: (alert) => ledger.of(alert) || OPEN,
    ofDocument: (document) => (document.alerts ? combined(document.alerts) : OPEN),

    decide(sentences, decision, { alerts, ...words } = {}) {
      const targets = sentences.filter(decisions.decidable).flatMap((sentence) =>
        (alerts || live(sentence.alerts)).map((alert) => ledger.target(alert, sentence.owner, sentence)));
      step("sentence", targets, deciding(decision, words));
    },
    decideDocument(document, decision, words = {}) {
      const targets = (document.alerts || []).map((alert) => ledger.target(alert, document, null));
      step("document", targets, deciding(decision, words));
    },
    annotate(sentence, note) {
      const targets = sentence.alerts
        ? live(sentence.alerts).map((alert) => ledger.target(alert, sentence.owner, sentence))
        : [ledger.noted(sentence)];
      step("note", targets, () => ({ note }));
    },

    /* Puts records in, or takes all away, as one step: `kind` is "import" or "forget". */
    replace(kind, changes) {
      remember(kind, "", changes.map(([target]) => [target, ledger.records.get(target.key) || null]));
      ledger.put(changes);
    },
    get undoable() { return steps.length > 0; },
    undo() {
      const last = steps.pop();
      if (!last) return null;
      ledger.put(last.before);
      const sentences = [...new Set(last.before.map(([target]) => target.sentence).filter(Boolean))];
      const documents = [...new Set(last.before.map(([target]) => target.document).filter(Boolean))];
      if (sentences.length && ["sentence", "note"].includes(last.kind)) selection.set(sentences[0]);
      const undone = { kind: last.kind, decision: last.decision, sentences, documents };
      events.emit("undone", undone);
      return undone;
    },

    progress: () => ({ decided: counted().decided, total: counting }),
    counts: () => ({ accepted: counted().accepted, dismissed: counted().dismissed, notes: counted().notes }),
    equal(sentence) {
      if (!texts) {
        texts = new Map();
        for (const each of data.sentences) {
          if (!each.alerts) continue;
          const text = normalised(each);
          if (texts.has(text)) texts.get(text).push(each);
          else texts.set(text, [each]);
        }
      }
      return texts.get(normalised(sentence)) || [sentence];
    },
  };
})();
