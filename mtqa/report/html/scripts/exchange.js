/* The file of decisions, as the page writes it and as it reads one: schema mtqa-decisions/1. */

const exchange = (() => {
  const SCHEMA = "mtqa-decisions/1";
  const [FORMAT, VERSION] = SCHEMA.split("/");
  const LONGEST = 10_000;
  const ORDER = ["path", "id", "line", "rule", "occurrence", "fingerprint"];

  const isText = (value, longest = LONGEST) => typeof value === "string" && value.length <= longest;
  const isCount = (value, least) => Number.isSafeInteger(value) && value >= least;
  const FIELDS = {
    path: (value) => isText(value) && value !== "",
    rule: (value) => isText(value) && value !== "",
    fingerprint: (value) => isText(value) && /^[0-9a-f]{16}$/.test(value),
    decision: (value) => ["open", "accepted", "dismissed"].includes(value),
    id: (value) => value === undefined || value === null || isText(value),
    line: (value) => value === undefined || value === null || isCount(value, 0),
    occurrence: (value) => value === undefined || isCount(value, 1),
    sketch: (value) => value === undefined || (Array.isArray(value) && value.every((each) => isText(each))),
    text: (value) => value === undefined || isText(value, Infinity),
    reason: (value) => value === undefined || isText(value),
    note: (value) => value === undefined || isText(value),
  };
  const isWhole = (entry) =>
    typeof entry === "object" && entry !== null && Object.entries(FIELDS).every(([field, fits]) => fits(entry[field]));

  function compare(one, other) {
    for (const field of ORDER) {
      const [a, b] = [one[field], other[field]];
      if (a === b) continue;
      if (a === null) return -1;
      if (b === null) return 1;
      return a < b ? -1 : 1;
    }
    return 0;
  }

  const entry = ({ target, decision, reason, note }) => ({
    path: target.path, id: target.id, line: target.line, rule: target.rule, fingerprint: target.fingerprint,
    occurrence: target.occurrence, sketch: target.sketch, text: target.text, decision, reason, note,
  });

  /* Why a value that was read is no file of decisions that this page knows; nothing where it is one. */
  function problem(value) {
    const schema = typeof value === "object" && value !== null && typeof value.schema === "string" ? value.schema : "";
    if (schema === SCHEMA) return Array.isArray(value.decisions) ? "" : say("review.no_entries");
    const [format, version] = schema.split("/");
    if (format === FORMAT && Number(version) > Number(VERSION)) return say("review.newer_schema", { schema, own: SCHEMA });
    if (format === "mtqa-report" || format === "mtqa-lines") return say("review.is_report");
    return schema ? say("review.other_schema", { schema: schema.slice(0, 60), own: SCHEMA }) : say("review.no_schema");
  }

  return {
    /* How many entries the file would have. */
    get size() {
      let count = 0;
      for (const { target } of ledger.records.values()) count += target.rule !== "";
      return count;
    },

    /* The file's text: one entry an alert; notes on sentences without alerts have no place in it. */
    file() {
      const entries = [...ledger.records.values()].filter(({ target }) => target.rule).map(entry).sort(compare);
      const { id, version, signature, model } = data.report;
      const header = { schema: SCHEMA, tool: { name: "mtqa", version }, report: id, signature, model };
      return `${JSON.stringify({ ...header, decisions: entries }, null, 2)}\n`;
    },

    /* Reads a file's text: {problem} where it can't be used at all, else {report, records by key, damaged}. */
    read(text) {
      let value;
      try {
        value = JSON.parse(text.replace(/^\ufeff/, ""));
      } catch {
        return { problem: say(text.trim() ? "review.not_json" : "review.empty_file") };
      }
      const why = problem(value);
      if (why) return { problem: why };
      const records = new Map();
      const whole = value.decisions.filter(isWhole);
      for (const { decision, reason = "", note = "", occurrence = 1, ...rest } of whole) {
        const target = ledger.fit({ ...rest, occurrence });
        records.set(target.key, { target, decision, reason, note });
      }
      return { report: String(value.report), records, damaged: value.decisions.length - whole.length };
    },

    /* Compares what was read with what is here: `fitting` are the records that this report has a place for, `left` says
       how many it has none for, and `conflicts` how many say something else than what is decided here. What fits none
       of this page's alerts is kept for the report's other pages, where it has some. */
    plan({ report, records, damaged }) {
      const own = report === data.report.id;
      const partial = data.report.mode !== "whole" || data.left_out > 0;
      const all = [...records.values()];
      const fitting = all.filter(({ target }) => target.alert || (own && partial));
      const differing = fitting.filter((record) => !ledger.same(record, ledger.records.get(record.target.key)));
      const conflicts = differing.filter((record) => ledger.records.has(record.target.key));
      return {
        own, damaged, fitting, total: all.length, left: all.length - fitting.length, conflicts: conflicts.length, differing,
      };
    },

    /* Takes a plan's records over, in one step; `mine` where what is decided here stays. Returns how many. */
    take({ differing }, { mine = false } = {}) {
      const taken = mine ? differing.filter((record) => !ledger.records.has(record.target.key)) : differing;
      if (taken.length) decisions.replace("import", taken.map((record) => [record.target, record]));
      return taken.length;
    },
  };
})();
