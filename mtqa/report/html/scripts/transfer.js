/* The dialog about the file of decisions: take it out, take one in, or forget all. */

const transfer = (() => {
  const NAME = "mtqa-decisions.json";
  const LARGEST = 64 << 20; // bytes
  let current = null; // the dialog that was opened last
  let taken = null; // what was decided when the file was last taken out

  const button = (text, onclick, kind = "quiet") => make("button", { type: "button", class: kind, onclick }, text);
  const isFile = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  function download() {
    const url = URL.createObjectURL(new Blob([exchange.file()], { type: "application/json" }));
    const link = make("a", { href: url, download: NAME });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    taken = stamp();
  }

  const stamp = () => [...ledger.records.values()];
  const isTaken = () => {
    const now = stamp();
    return taken !== null ? taken.length === now.length && now.every((record, at) => record === taken[at]) : !now.length;
  };

  async function copy(field, tell) {
    try {
      await navigator.clipboard.writeText(exchange.file());
    } catch {
      field.closest("details").open = true;
      field.value = exchange.file();
      field.select();
      if (!document.execCommand("copy")) {
        tell(say("review.copy_by_hand"));
        return;
      }
    }
    taken = stamp();
    tell(say("review.copied"));
  }

  function summary() {
    const { accepted, dismissed, notes } = decisions.counts();
    const { decided, total } = decisions.progress();
    if (!exchange.size && !notes) return say("review.nothing_decided");
    return [say("review.decided_of", { decided, count: total }), say("review.of_which", { accepted, dismissed }),
      notes > 0 && say("review.notes", { count: notes })].filter(Boolean).join(" ");
  }

  /* The part that takes the file out. */
  function outwards(tell) {
    const field = make("textarea", { readonly: true, rows: 8, "aria-label": say("review.as_text"), spellcheck: "false" });
    const text = make("details", { ontoggle() { if (text.open) field.value = exchange.file(); } },
      make("summary", {}, say("review.as_text")), field);
    const save = button(say("review.download"), () => {
      download();
      tell(say("review.downloaded", { name: NAME }));
    }, "strong");
    const copied = button(say("review.copy"), () => copy(field, tell));
    return {
      element: make("section", {}, make("h3", {}, say("review.export")),
        make("p", {}, say(serving.on ? "review.served" : "review.then_apply")),
        !serving.on && make("pre", {}, make("code", {}, say("review.apply_command", { name: NAME }))),
        dialogs.actions(save, copied), text),
      update() {
        for (const each of [save, copied]) each.disabled = !exchange.size;
        text.hidden = !exchange.size;
        if (text.open) field.value = exchange.file();
      },
    };
  }

  /* The part that takes a file in. */
  function inwards(read) {
    const input = make("input", {
      type: "file", id: "import", accept: ".json,application/json", class: "unseen",
      onchange() { if (input.files.length) read(input.files[0]); input.value = ""; },
    });
    return make("section", {}, make("h3", {}, say("review.import")),
      make("p", { class: "drop" }, input, make("label", { for: "import", class: "quiet" }, say("review.choose_file")),
        make("span", { class: "hint" }, say("review.or_drop"))));
  }

  /* Asks what a file leaves open, or takes it over at once; `ask` shows a question, `tell` an answer. */
  function take(found, ask, tell) {
    if (found.problem) {
      tell(found.problem, "bad");
      return;
    }
    const plan = exchange.plan(found);
    const damaged = plan.damaged > 0 && say("review.damaged", { count: plan.damaged });
    const done = (options) => {
      const count = exchange.take(plan, options);
      tell(say(count ? "review.imported" : "review.nothing_new", { count }));
    };
    if (!plan.fitting.length) {
      const none = say(plan.total ? "review.none_fits" : "review.file_empty", { count: plan.total });
      tell(damaged ? `${none} ${damaged}` : none, "bad");
    } else if (plan.own && !plan.left && !plan.damaged && !plan.conflicts) {
      done();
    } else {
      const lines = [
        !plan.own && say("review.other_report"),
        plan.left > 0 && say("review.some_fit", { fitting: plan.fitting.length, count: plan.total }),
        damaged,
        plan.conflicts > 0 && say("review.conflicts", { count: plan.conflicts }),
      ].filter(Boolean);
      ask(lines, plan.conflicts
        ? [[say("review.take_theirs"), () => done()], [say("review.keep_mine"), () => done({ mine: true })]]
        : [[say("review.take_them", { count: plan.fitting.length }), () => done()]]);
    }
  }

  function open(file = null) {
    const answer = make("div", { class: "answer", role: "status" });
    const total = make("p", { class: "summary" });
    const out = outwards((text) => tell(text));
    const forget = button(say("review.forget"), () => {
      const places = [...ledger.records.values()].map(({ target }) => target.sentence || target.document || target.key);
      ask([say("review.forget_question", { count: new Set(places).size })], [[say("review.forget_all"), () => {
        decisions.replace("forget", [...ledger.records.values()].map(({ target }) => [target, null]));
        tell(say("review.forgotten"));
      }]]);
    });

    const tell = (text, tone = "good") => {
      answer.replaceChildren(make("p", { class: `told ${tone}` }, text));
      update();
    };
    const ask = (lines, choices) => {
      const no = button(say("review.cancel"), () => { answer.replaceChildren(); forget.focus(); });
      const yes = choices.map(([text, run], at) => button(text, run, at ? "quiet" : "strong"));
      answer.replaceChildren(make("div", { class: "asked" },
        ...lines.map((line) => make("p", {}, line)), dialogs.actions(...yes, no)));
      answer.scrollIntoView({ block: "nearest" });
      yes[0].focus();
    };
    const read = async (each) => {
      if (each.size > LARGEST) tell(say("review.too_large"), "bad");
      else take(exchange.read(await each.text()), ask, tell);
    };
    function update() {
      total.textContent = summary();
      forget.hidden = !ledger.records.size;
      out.update();
    }

    const dialog = dialogs.open("decisions", say("review.decisions"), total, answer, out.element, inwards(read), forget);
    current = { read, update, get open() { return dialog.open; } };
    update();
    if (file) read(file);
  }

  return {
    open,

    /* Takes files that are dropped on the page, and asks before the page goes with decisions that nothing keeps. */
    start() {
      events.on("decided", () => { if (current && current.open) current.update(); });
      addEventListener("dragover", (event) => { if (isFile(event)) event.preventDefault(); });
      addEventListener("drop", (event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        const [file] = event.dataTransfer.files;
        if (!file) return;
        if (current && current.open) current.read(file);
        else if (!document.querySelector("dialog[open]")) open(file);
      });
      addEventListener("beforeunload", (event) => {
        if (!keeping.safe && !serving.on && !isTaken()) event.preventDefault();
      });
    },
  };
})();
