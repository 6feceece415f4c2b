"""An editor's day, from the check to the next check: real files, the real command, a real browser."""

from __future__ import annotations

import json
import shutil

import pypdfium2
import pytest

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules import RULES

pytestmark = pytest.mark.browser

CHECK = (
    "check",
    "content",
    "--rules-only",
    "--max-suspicious-sentences",
    "0",
    "--output",
    "html=out/mtqa.html",
    "--output",
    "json=out/mtqa.json",
)
DECIDED = 20


def _bad_sentences(count):
    """Return sentences that rules flag as errors."""
    errors = [rule for rule in RULES if rule.severity is Severity.ERROR and Kind.PARAGRAPH in rule.kinds]
    examples = [example for rule in errors for example in rule.must_flag[:2] if isinstance(example, str)]
    return [text for text in examples if text.endswith(".") and text.isascii() and "\n" not in text][:count]


@pytest.fixture
def content(tmp_path):
    """Return a folder with three articles, in which good sentences stand between the bad ones."""
    folder = tmp_path / "content"
    folder.mkdir()
    bad = _bad_sentences(90)
    for number in range(3):
        lines = [f"# The harbour in year {number + 1}", ""]
        for text in bad[number::3]:
            lines += [f"The council met on Tuesday to talk about the bridge. {text}", ""]
        (folder / f"article-{number}.md").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def desk(browser, tmp_path):
    """Return a page whose requests are written down."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.requested, page.complaints = [], []
    page.on("request", lambda request: page.requested.append(request.url.partition("#")[0]))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()
    assert page.complaints == []
    assert {url for url in page.requested if not url.startswith(("blob:", "data:"))} <= {
        (tmp_path / "out" / name).as_uri() for name in ("mtqa.html", "diff.html")
    }


def _decide_twenty(page):
    """Decide twenty sentences by keyboard: accept, dismiss with a reason, a note, an undo."""
    page.keyboard.press("j")
    for number in range(DECIDED):
        if number % 4 == 3:
            page.keyboard.press("d")
            page.wait_for_selector("dialog[open]")
            page.keyboard.press("1")
            if page.locator("dialog[open]").count():
                page.keyboard.press("Enter")
        else:
            page.keyboard.press("a")
    page.keyboard.press("u")
    page.keyboard.press("d")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("1")
    if page.locator("dialog[open]").count():
        page.keyboard.press("Enter")


def _exported(page, path):
    """Export the decisions through the dialog, as an editor does."""
    page.get_by_role("button", name="Decisions").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(path)
    page.keyboard.press("Escape")
    return json.loads(path.read_text(encoding="utf-8"))


def test_an_editors_day(mtqa, content, desk, tmp_path):
    """Filter, decide twenty sentences by keyboard, reload, export, apply: the next run shows them as decided."""
    from playwright.sync_api import expect  # noqa: PLC0415 - skipped where it is not installed

    first = mtqa(*CHECK)
    assert first.returncode == 1, first.stderr
    page = desk
    page.goto((tmp_path / "out" / "mtqa.html").as_uri())
    page.get_by_role("link", name="Review").first.click()
    expect(page.locator("#view-queue")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("zzzz")
    expect(page.locator("#view-queue [data-row]")).to_have_count(0)
    page.keyboard.press("Control+A")
    page.keyboard.press("Backspace")
    expect(page.locator("#view-queue [data-row]").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#main").focus()
    _decide_twenty(page)
    expect(page.locator("#progress")).to_contain_text(f"{DECIDED} of")
    page.reload()
    expect(page.locator("#progress")).to_contain_text(f"{DECIDED} of")

    file = tmp_path / "decisions.json"
    decided = _exported(page, file)["decisions"]
    report = json.loads((tmp_path / "out" / "mtqa.json").read_text(encoding="utf-8"))
    verdicts = [one["decision"] for one in decided]
    assert verdicts.count("dismissed") >= DECIDED // 4
    assert verdicts.count("accepted") >= DECIDED // 2
    shutil.copy(tmp_path / "out" / "mtqa.json", tmp_path / "before.json")

    applied = mtqa("review", "apply", file, "--report", "out/mtqa.json")
    assert applied.returncode == 0, applied.stderr
    stats = mtqa("review", "stats")
    assert "accepted" in stats.stdout

    again = mtqa(*CHECK, "--baseline", "mtqa-baseline.jsonl")
    assert again.returncode == 1, "what was not decided still fails"
    after = json.loads((tmp_path / "out" / "mtqa.json").read_text(encoding="utf-8"))
    states = {alert["state"] for document in after["documents"] for alert in document["alerts"]}
    assert states == {"new", "known", "suppressed"}
    assert after["summary"]["alerts"]["suppressed"] == verdicts.count("dismissed")
    assert after["summary"]["alerts"]["new"] < report["summary"]["alerts"]["new"]
    page.goto((tmp_path / "out" / "mtqa.html").as_uri() + "#view=queue&state=suppressed")
    expect(page.locator("#view-queue [data-row]").first).to_be_visible()

    compared = mtqa("diff", "before.json", "out/mtqa.json", "--output", "html=out/diff.html")
    assert compared.returncode == 0, compared.stderr
    page.goto((tmp_path / "out" / "diff.html").as_uri())
    expect(page.locator("h1")).to_be_visible()


def test_each_view_prints(mtqa, content, desk, tmp_path):
    """A PDF of each view holds what is on show: documents, sentences, the article."""
    assert mtqa(*CHECK).returncode == 1
    page = desk
    address = (tmp_path / "out" / "mtqa.html").as_uri()
    text = _bad_sentences(1)[0]
    for hash_, ready, words in (
        ("", "[data-ready]", ["article-0.md", "Coverage"]),
        ("#view=queue", "#view-queue [data-row]", [text]),
        ("#view=document&file=content%2Farticle-0.md", "#view-document [data-sentence]", ["The council met", text]),
    ):
        page.goto(address + hash_)
        page.reload()
        page.wait_for_selector(ready)
        printed = pypdfium2.PdfDocument(page.pdf())
        said = " ".join(printed[i].get_textpage().get_text_bounded() for i in range(len(printed)))
        said = " ".join(said.split())
        for word in words:
            assert word in said, (hash_, word)
