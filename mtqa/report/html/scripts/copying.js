/* Copying: to the clipboard, or where the browser refuses that, from a dialog in which the text is selected. */

const copying = (() => {
  const SAID_FOR = 1500;

  /* Writes text into a code span of Markdown, whatever back-ticks it has. */
  function code(text) {
    const longest = Math.max(0, ...(text.match(/`+/g) || []).map((run) => run.length));
    const fence = "`".repeat(longest + 1);
    const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
    return `${fence}${space}${text}${space}${fence}`;
  }

  const oneLine = (text) => text.replace(/\s+/g, " ").trim();
  const plain = (text) => oneLine(text).replace(/[\\`*_[\]<>#|~]/g, "\\$&");
  const quoted = (text) => text.split(/\r\n|[\r\n]/).map((line) => `> ${plain(line)}`).join("\n");

  /* What is known about a sentence, line by line; `code`, `plain` and `quoted` write for the format. */
  function lines(sentence, write) {
    const { decision, reason, note } = decisions.of(sentence);
    const record = sentence.owner.id === undefined ? [] : [say("detail.record", { id: sentence.owner.id })];
    const place = [sentence.where, ...record, sentence.kind, sentence.verdict].filter(Boolean).map(write.plain);
    const findings = (sentence.findings || []).map((hit) => "- " + [
      `${hit.severity} ${write.code(hit.rule)}: ${write.plain(hit.message)}`,
      hit.suggestion === undefined ? "" : say("detail.copy_suggestion", { text: write.plain(hit.suggestion) }),
    ].filter(Boolean).join(" "));
    return [
      write.quoted(data.textOf(sentence)),
      [`${write.code(sentence.place)} (${place.join(", ")})`,
        sentence.reason === undefined ? "" : write.plain(sentence.reason)].filter(Boolean).join("\n\n"),
      findings.join("\n"),
      ...beside.told(sentence).map(([key, text]) => say(key, { text: write.plain(text) })),
      decision === "open" ? "" : say("detail.copy_decision", { decision: deciding.word(decision) }) + (reason ? ` (${write.plain(reason)})` : ""),
      note ? say("detail.copy_note", { note: write.plain(note) }) : "",
    ].filter(Boolean).join("\n\n") + "\n";
  }

  function offer(text) {
    const area = make("textarea", { readonly: true, rows: 12, "aria-label": say("detail.copy_text") });
    area.value = text;
    const dialog = make("dialog", { class: "copying", "aria-label": say("detail.copy"), onclose: () => dialog.remove() },
      make("p", {}, say("detail.copy_refused")), area,
      make("form", { method: "dialog" }, make("button", { class: "quiet" }, say("detail.close"))));
    document.body.append(dialog);
    dialog.showModal();
    area.select();
  }

  return {
    asText: (sentence) => lines(sentence, { code: (text) => text, plain: oneLine, quoted: (text) => text }),
    asMarkdown: (sentence) => lines(sentence, { code, plain, quoted }),

    /* Copies what a function says, and tells so on its button. */
    button(properties, label, text) {
      const word = make("span", {}, label);
      const button = make("button", {
        type: "button", ...properties,
        onclick: async () => {
          const copied = text();
          try {
            await navigator.clipboard.writeText(copied);
          } catch {
            offer(copied);
            return;
          }
          announce(say("detail.copied"));
          word.textContent = say("detail.copied");
          button.dataset.copied = "";
          setTimeout(() => {
            word.textContent = label;
            delete button.dataset.copied;
          }, SAID_FOR);
        },
      }, word);
      return button;
    },
  };
})();
