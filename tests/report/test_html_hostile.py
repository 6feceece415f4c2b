"""A hostile corpus: nothing of it runs, nothing leaves the page, and no view is wider than its window."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

BAD = "The performance was broadcasted by the organizers in the Internet."
ATTACKS = [
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 2</script>",
    '<img src=x onerror="window.hacked = 3">',
    "\"><svg onload=alert(1)> ' onfocus='window.hacked = 4' autofocus='",
    "{{data}} {{t:page.queue}} ${window.hacked = 5} {count} {{7*7}}",
    "<!--<script> ]]> --> <style>*{display:none}</style>",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200b\ufeff\x00\x07 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "javascript:window.hacked=6 data:text/html,<script>7</script>",
]
NAMES = [
    "<img src=x onerror=alert(1)>.txt",
    "a' onclick='window.hacked=8'.txt",
    "{{data}}.txt",
    "\u202etxt.cod.txt",
    "%2e%2e#view=queue.txt",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the folder of a hostile corpus: attacks in texts, names, keys and captions, and a line of a megabyte."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "c").mkdir()
    for number, name in enumerate(NAMES):
        lines = [f"{attack} {BAD} {attack}" for attack in ATTACKS[number::2]]
        (folder / "c" / name).write_text("\n\n".join(lines), encoding="utf-8")
    (folder / "c" / "long.txt").write_text(f"{BAD} {'x' * 1_000_000}\n\n{BAD} {'long word ' * 3_000}", encoding="utf-8")
    cue = "1\n00:00:01,000 --> 00:00:03,000\n"
    (folder / "c" / "film.srt").write_text(f"{cue}{BAD} <i onclick=alert(1)>{ATTACKS[1]}</i>\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_runs_and_nothing_breaks(made, mtqa, browser, width):
    """Each view and the detail of each sentence shows a hostile corpus as text."""
    run = mtqa("check", "c", "--rules-only", "--output", "html=out.html", cwd=made)
    assert run.returncode == 1, run.stderr
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    complaints, requests = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: requests.append(request.url.partition("#")[0]))
    address = (made / "out.html").as_uri()
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    _fits(page, "overview")
    page.goto(f"{address}#view=queue")
    page.wait_for_selector("#view-queue [data-row]")
    for number in range(12):
        page.keyboard.press("j")
        if number == 3:
            _fits(page, "queue")
    _fits(page, "queue, further down")
    page.keyboard.press("o")
    page.wait_for_selector("#view-document [data-sentence]")
    _fits(page, "document")
    page.goto(f"{address}#view=document&file=%3Cscript%3Ealert(1)%3C/script%3E&q=%22%3E&rule=%3Cb%3E")
    page.wait_for_selector("#view-document:not([hidden])")
    assert page.evaluate("window.hacked") is None
    assert complaints == []
    assert {url for url in requests if not url.startswith("blob:")} == {address}
    context.close()


def _fits(page, view):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{view} is {wide} pixels wider than its window"
