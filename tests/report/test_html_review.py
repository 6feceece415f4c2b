"""Deciding in the page: by keyboard; what is decided is kept, exported, imported, and saved to a server."""

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mtqa.report.html import render_html
from mtqa.report.identity import report_id
from mtqa.reviewing.decisions import parse

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("html_rules")]

QUOTA = """
Storage.prototype.setItem = new Proxy(Storage.prototype.setItem, {
  apply(target, self, [key, value]) {
    if (key.startsWith("mtqa-review:") && value.length > 400) throw new DOMException("full", "QuotaExceededError");
    return Reflect.apply(target, self, [key, value]);
  },
});
"""
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


def expect(locator):
    """Return playwright's expectation, which waits."""
    from playwright.sync_api import expect as waiting  # noqa: PLC0415 - skipped where it is not installed

    return waiting(locator)


def press(page, keys):
    """Press keys one after the other, as an editor does."""
    for key in keys.split():
        page.keyboard.press(key)


def progress(page, decided, total):
    """Wait until so many sentences are decided."""
    expect(page.locator("#progress span")).to_have_text(f"{decided} of {total} decided")


def export(page):
    """Download the decisions and return the file's bytes."""
    page.keyboard.press("e")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename == "mtqa-decisions.json"
    page.keyboard.press("Escape")
    return waiting.value.path().read_bytes()


def take_in(page, content):
    """Give a file to the page's dialog, which is opened for it."""
    if not page.locator("dialog").count():
        page.keyboard.press("e")
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    page.locator("#import").set_input_files({"name": "d.json", "mimeType": "application/json", "buffer": data})


def decided(data):
    """Return an exported file's entries in short: line, rule, decision, reason and note."""
    return [(e["line"], e["rule"], e["decision"], e["reason"], e["note"]) for e in json.loads(data)["decisions"]]


def test_twenty_sentences_by_keyboard(visit, html_big_report):
    """Twenty sentences are decided by keys alone; a reload keeps them, and another browser takes the file in."""
    report = html_big_report(30)
    page = visit(report)
    press(page, "j j")
    press(page, "a a a d 1 a a d 3 a a d Enter")
    progress(page, 10, 30)
    page.keyboard.press("n")
    page.keyboard.type("Ask the author, and his editor")
    page.keyboard.press("Control+Enter")
    press(page, "a a a a a d 6")
    page.keyboard.type("as it was said on stage")
    press(page, "Enter a a a u u a a a")
    progress(page, 20, 30)
    expect(page.locator("#progress [role=progressbar]")).to_have_attribute("aria-valuenow", "20")
    page.reload()
    progress(page, 20, 30)
    data = export(page)
    file = json.loads(data)
    assert list(file) == ["schema", "tool", "report", "signature", "model", "decisions"]
    assert (file["schema"], file["tool"], file["report"]) == (
        "mtqa-decisions/1",
        {"name": "mtqa", "version": "0.1.0"},
        report_id(report),
    )
    alerts = {a.fingerprint for d in report.documents for a in d.alerts}
    entries = parse(data, "x").entries
    assert {e.fingerprint for e in entries} <= alerts
    assert [(e.path, e.id or "", e.line, e.rule, e.occurrence) for e in entries] == sorted(
        (e.path, e.id or "", e.line, e.rule, e.occurrence) for e in entries
    )
    reasons = {e.line: (e.reason, e.note) for e in entries if e.reason or e.note}
    assert sorted(reasons.values()) == [
        ("", "Ask the author, and his editor"),
        ("a name or a term", ""),
        ("a name or a term", ""),
        ("as it was said on stage", ""),
        ("natural English", ""),
    ]
    other = visit(report)
    take_in(other, data)
    expect(other.locator(".told")).to_have_text(f"{len(entries)} decisions imported.")
    other.keyboard.press("Escape")
    progress(other, 20, 30)
    assert export(other) == data
    press(other, "u")
    progress(other, 0, 30)


HURRIED = """(keys) => {
  for (const key of keys.split(" ")) {
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  }
}"""


def test_no_key_comes_too_early(visit, html_big_report):
    """Keys that come before the browser tells the page of its new address, as on a busy machine, all count."""
    page = visit(html_big_report(30))
    page.evaluate(HURRIED, "j j a a a")
    progress(page, 3, 30)
    chosen = page.locator("[role=option][aria-selected=true]")
    place = chosen.get_attribute("data-row")
    page.evaluate("() => new Promise((on) => setTimeout(on, 400))")
    assert chosen.get_attribute("data-row") == place
    page.evaluate(HURRIED, "a a o j a")
    progress(page, 6, 30)
    page.evaluate(HURRIED, "o a / k")
    progress(page, 7, 30)
    expect(page.locator("#view-queue input[type=search]")).to_be_focused()


def test_reasons_are_chosen_by_key(visit, html_sample_report):
    """A number dismisses at once, Enter takes the last reason, own words are kept, and the focus goes back."""
    page = visit(html_sample_report, hash_="#view=queue")
    press(page, "j k")
    focused = page.locator("[role=option]:focus")
    expect(focused).to_have_count(1)
    page.keyboard.press("d")
    dialog = page.get_by_role("dialog", name="Dismiss this sentence")
    expect(dialog.locator(".last")).to_have_count(0)
    press(page, "Escape")
    expect(dialog).to_have_count(0)
    expect(focused).to_have_count(1)
    press(page, "d 2")
    expect(page.locator("#toast")).to_contain_text("Dismissed: a quotation or a title.")
    page.keyboard.press("d")
    expect(dialog.locator(".choice", has_text="quotation")).to_be_focused()
    expect(dialog.locator(".last")).to_have_text("last chosen")
    press(page, "6 1 2 a d Enter")
    progress(page, 2, 5)
    page.keyboard.press("d")
    expect(dialog.get_by_role("button", name="Dismiss")).to_be_focused()
    press(page, "Enter")
    progress(page, 3, 5)
    reasons = {line: reason for line, _, _, reason, _ in decided(export(page))}
    assert sorted(reasons.values()) == ["12ad", "12ad", "a quotation or a title"]


def test_keys_rest_where_they_should(visit, html_sample_report):
    """No key acts in a field, in a dialog or with Control; they can be switched off, and the choice is kept."""
    page = visit(html_sample_report, hash_="#view=queue")
    press(page, "/")
    page.keyboard.type("jada?")
    expect(page.locator("input[type=search]")).to_have_value("jada?")
    progress(page, 0, 5)
    page.locator("input[type=search]").fill("")
    page.locator("#tools").get_by_role("button", name="Keys and settings").click()
    press(page, "a d ?")
    expect(page.locator("dialog")).to_have_count(1)
    rows = page.locator("dialog th").all_inner_texts()
    assert [row.split() for row in rows] == [
        ["j", "k"],
        ["a"],
        ["d"],
        ["n"],
        ["u"],
        ["o"],
        ["/"],
        ["e"],
        ["?"],
        ["Esc"],
    ]
    press(page, "Escape Control+a Alt+a Shift+a")
    progress(page, 0, 5)
    page.locator("[role=option]").first.click()
    press(page, "a")
    progress(page, 1, 5)
    page.keyboard.press("?")
    page.get_by_label("Single keys act").uncheck()
    press(page, "Escape a d ?")
    expect(page.locator("dialog")).to_have_count(0)
    page.reload()
    progress(page, 1, 5)
    press(page, "a u")
    progress(page, 1, 5)
    page.locator("#tools").get_by_role("button", name="Keys and settings").click()
    page.get_by_label("Single keys act").check()
    page.get_by_label("Go on after a decision").uncheck()
    press(page, "Escape")
    page.locator("[role=option]").nth(1).click()
    press(page, "a")
    progress(page, 2, 5)
    selected = page.locator("[role=option][aria-selected=true]").get_attribute("data-index")
    press(page, "a a")
    assert page.locator("[role=option][aria-selected=true]").get_attribute("data-index") == selected


def test_equal_sentences_go_along(visit, html_sample_report):
    """Sentences of the same text are offered with the one that is decided, and are one step to undo."""
    museum = next(d for d in html_sample_report.documents if "museum" in d.path)
    copies = tuple(replace(museum, path=f"content/copy-{n}.md") for n in "abc")
    page = visit(replace(html_sample_report, documents=(museum, *copies)), hash_="#view=queue")
    press(page, "j d =")
    expect(page.get_by_label("Also the 3 equal sentences elsewhere")).to_be_checked()
    press(page, "1")
    expect(page.locator("#toast")).to_contain_text("4 sentences dismissed: natural English.")
    progress(page, 4, 16)
    press(page, "u")
    expect(page.locator("#toast")).to_contain_text("Undone: 4 sentences are not dismissed any more.")
    progress(page, 0, 16)
    press(page, "a")
    page.get_by_role("button", name="Accept 3 equal sentences too").click()
    dialog = page.get_by_role("dialog", name="Accept 3 sentences?")
    expect(dialog).to_contain_text("They are in 3 documents.")
    press(page, "Enter")
    progress(page, 4, 16)
    assert [(decision, note) for _, _, decision, _, note in decided(export(page))] == [("accepted", "")] * 8


def test_all_decided(visit, html_sample_report):
    """When all is decided a line says what to do next, and goes when something is open again."""
    page = visit(html_sample_report, hash_="#view=queue")
    press(page, "j k a a a a a")
    expect(page.locator("#toast")).to_contain_text("All 5 sentences are decided.")
    line = page.locator("#notices").get_by_text("All 5 sentences are decided.")
    expect(line).to_be_visible()
    line.get_by_role("button", name="Decisions").click()
    expect(page.get_by_role("dialog", name="Decisions")).to_contain_text(
        "5 of 5 sentences decided. 5 accepted, 0 dismissed."
    )
    page.get_by_role("button", name="Forget all decisions").click()
    page.get_by_role("button", name="Forget it all").click()
    expect(page.locator(".told")).to_have_text("Nothing is decided now. Undo brings the decisions back.")
    press(page, "Escape")
    progress(page, 0, 5)
    expect(line).to_have_count(0)
    page.locator("#tools").get_by_role("button", name="Undo").click()
    progress(page, 5, 5)


def test_files_that_can_not_be_taken_in(visit, html_sample_report):
    """Each kind of wrong file gets a message of its own, and changes nothing."""
    page = visit(html_sample_report)
    good = {"schema": "mtqa-decisions/1", "report": "0" * 16, "decisions": []}
    elsewhere = {"path": "a", "rule": "b.c", "fingerprint": "0" * 16, "decision": "accepted"}
    newer = "The decisions were written by a newer mtqa (mtqa-decisions/2); this page reads mtqa-decisions/1."
    cases = [
        (b"", "The file is empty."),
        (b"<html>", "These are no decisions: the file is not JSON, or not whole."),
        ([], "These are no decisions: the file does not say what it holds."),
        ({"schema": "mtqa-report/3"}, "This is a report, and no file of decisions."),
        ({"schema": "eslint"}, "These are no decisions: the file says that it is “eslint”"),
        ({**good, "schema": "mtqa-decisions/2"}, newer),
        ({**good, "decisions": 3}, "The file is damaged: it has no list of decisions."),
        (good, "There are no decisions in the file."),
        ({**good, "decisions": [None, {"path": 3}]}, "2 entries are damaged and are left out."),
        (
            {**good, "decisions": [elsewhere]},
            "The one decision in the file is about a text that is not in this report.",
        ),
    ]
    for content, said in cases:
        take_in(page, content)
        expect(page.locator(".told")).to_contain_text(said)
    press(page, "Escape")
    progress(page, 0, 5)


def test_decisions_of_another_report_are_asked_about(visit, html_sample_report):
    """What fits is taken on request, also when dropped; what differs is asked about, and is one step to undo."""
    page = visit(html_sample_report, hash_="#view=queue")
    press(page, "j k a d 1")
    file = json.loads(export(page))
    total = len(file["decisions"])
    file["report"] = "0" * 16
    file["decisions"] += [
        {**file["decisions"][0], "path": "content/gone.md"},
        {**file["decisions"][0], "occurrence": 0},
    ]
    for entry in file["decisions"]:
        entry.update(decision="dismissed", reason="by another", note="")
    take_in(page, file)
    lines = [
        "The file is about another report.",
        f"{total} of {total + 1} decisions are about texts in this report; the rest is left out.",
        "1 entry is damaged and is left out.",
        f"{total} of them say something else than you decided here.",
    ]
    expect(page.locator(".asked > p")).to_have_text(lines)
    page.get_by_role("button", name="Keep mine, add the rest").click()
    expect(page.locator(".told")).to_have_text("All that is in the file was decided here already.")
    take_in(page, file)
    page.get_by_role("button", name="Take theirs").click()
    expect(page.locator(".told")).to_have_text(f"{total} decisions imported.")
    press(page, "Escape")
    assert {(decision, reason) for _, _, decision, reason, _ in decided(export(page))} == {("dismissed", "by another")}
    press(page, "u")
    assert {decision for _, _, decision, _, _ in decided(export(page))} == {"accepted", "dismissed"}
    other = visit(html_sample_report)
    dropped = other.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'd.json')); return data; }",
        json.dumps(file),
    )
    other.dispatch_event("body", "drop", {"dataTransfer": dropped})
    expect(other.locator(".asked > p")).to_have_text(lines[:3])
    other.get_by_role("button", name=f"Take {total} decisions").click()
    press(other, "Escape")
    progress(other, 2, 5)


def test_pages_of_a_report_share_decisions(visit, turn, html_sample_report):
    """What is decided in one tab shows in another; both tabs' decisions are kept, and a note without an alert, too."""
    page = visit(html_sample_report, hash_="#view=queue")
    second = page.context.new_page()
    second.goto(page.url)
    second.wait_for_selector("[data-ready]")
    press(page, "j k a")
    progress(second, 1, 5)
    press(second, "j k j d 1 d 1")
    progress(page, 3, 5)
    turn(second, "#view=queue&verdict=clear&s=0")
    second.locator("[role=option]").first.click()
    press(second, "n")
    expect(second.locator("dialog .hint")).to_contain_text("is not exported")
    second.keyboard.type("nice")
    second.get_by_role("button", name="Save").click()
    expect(second.locator("#toast")).to_contain_text("Note saved.")
    page.keyboard.press("e")
    expect(page.get_by_role("dialog")).to_contain_text("3 of 5 sentences decided. 1 accepted, 2 dismissed. 1 note.")


def test_without_storage(visit, html_sample_report):
    """Where the browser keeps nothing a line says so, and deciding and exporting work."""
    page = visit(html_sample_report)
    page.context.add_init_script(REFUSED)
    page.goto(page.url + "#view=queue")
    page.reload()
    expect(page.locator("#notices")).to_contain_text("This browser keeps nothing for this page")
    press(page, "j k a")
    progress(page, 1, 5)
    assert {entry[2] for entry in decided(export(page))} == {"accepted"}


def test_full_storage_is_told_once(visit, html_sample_report):
    """Where there is no room left that is told, the page goes on, and what was kept before is still there."""
    page = visit(html_sample_report, hash_="#view=queue")
    page.context.add_init_script(QUOTA)
    page.reload()
    press(page, "j k a")
    progress(page, 1, 5)
    press(page, "a a a")
    warning = page.locator("#notices [role=alert]")
    expect(warning).to_have_text(re.compile("^The browser has no room left"))
    progress(page, 4, 5)
    press(page, "u u u")
    expect(warning).to_have_count(0)


class Holder:
    """What the small server of a test has and does: its page, its file, and what it refuses."""

    def __init__(self, report):
        """Serve a report's page."""
        meta = '<meta name="mtqa-serve" content="/decisions" data-token="secret">'
        page = render_html(report).replace("default-src 'none';", "default-src 'none'; connect-src 'self';", 1)
        self.page = page.replace('<meta name="viewport"', f'{meta}<meta name="viewport"', 1).encode()
        self.empty = {"schema": "mtqa-decisions/1", "report": report_id(report), "decisions": []}
        self.data = json.dumps(self.empty).encode()
        self.version = 1
        self.refusal = None
        self.puts = 0

    def change(self, data):
        """Replace the file."""
        self.data, self.version = data, self.version + 1

    def decided(self):
        """Return the file's entries in short."""
        return decided(self.data)


@contextmanager
def served(holder):
    """Serve on a port of its own, and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def answer(self, status, body=b"", kind="application/json"):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", f'"{holder.version}"')
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            if self.path != "/decisions":
                self.answer(200, holder.page, "text/html; charset=utf-8")
            else:
                assert self.headers["X-Mtqa-Token"] == "secret"
                self.answer(200, holder.data)

        def do_PUT(self):
            data = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["X-Mtqa-Token"] == "secret"
            holder.puts += 1
            if holder.refusal:
                self.answer(500, holder.refusal, "text/plain")
            elif self.headers["If-Match"] != f'"{holder.version}"':
                self.answer(409)
            else:
                parse(data, "x")
                holder.change(data)
                self.answer(204)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/#view=queue"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_served_decisions_are_saved(browser, html_sample_report):
    """A served page saves as it goes, takes over what others saved meanwhile, and says what is not saved, and why."""
    holder = Holder(html_sample_report)
    with served(holder) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        saving = page.locator(".saving")
        expect(saving).to_have_text("Saved")
        press(page, "j k a")
        expect(saving).to_have_text("Saving…")
        expect(saving).to_have_text("Saved")
        first = holder.decided()
        assert ({decision for _, _, decision, _, _ in first}, holder.puts) == ({"accepted"}, 1)
        press(page, "d 1")
        expect(saving).to_have_text("Saving…")
        expect(saving).to_have_text("Saved")
        both = holder.data
        page.reload()
        progress(page, 2, 5)

        theirs = json.loads(both)
        for entry in theirs["decisions"]:
            entry["note"] = "theirs"
        holder.change(json.dumps(theirs).encode())
        press(page, "j j a")
        expect(saving).to_have_text("Saving…")
        expect(saving).to_have_text("Saved")
        assert len(holder.decided()) > len(theirs["decisions"])
        assert [entry for entry in holder.decided() if entry[4] == "theirs"] == decided(json.dumps(theirs))

        holder.refusal = b"decisions.json: the disk is full"
        press(page, "k a")
        expect(page.locator("#notices [role=alert]")).to_have_text(
            "Not saved to the file: decisions.json: the disk is full"
        )
        expect(saving).to_have_text("Not saved")
        holder.refusal = None
        expect(saving).to_have_text("Saved")
        expect(page.locator("#notices [role=alert]")).to_have_count(0)
        kept = holder.data

        context.set_offline(True)
        press(page, "u")
        expect(page.locator("#notices [role=alert]")).to_contain_text("the server can’t be reached")
        context.set_offline(False)
        expect(saving).to_have_text("Saved")
        assert len(holder.decided()) < len(decided(kept))
        context.close()
