"""The detail of one sentence in the HTML page, in a real Chromium: what it says, how it decides, what it copies."""

import json
import re
from dataclasses import replace

import pytest

from mtqa.document import Span
from mtqa.result import Finding, Severity, TokenScore, Verdict

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("html_rules")]

HARBOUR = "content/culture/harbour-museum.md"
OPENED = "The exhibition was opened by the director of museum and will to work until the end of month."
HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'> \u202ereversed\u202c"
PHONE = {"viewport": {"width": 390, "height": 844}}
WRITES = {"permissions": ["clipboard-read", "clipboard-write"]}


def at(order, path=HARBOUR):
    """Return the address of a sentence in its document."""
    return f"#view=document&file={path}&s={order}"


def only(report, *sentences, **fields):
    """Return the report with nothing but these sentences, as the museum's."""
    document = replace(report.documents[1], sentences=sentences, alerts=(), **fields)
    return replace(report, documents=(document,))


def words(report):
    """Return the museum's second sentence."""
    return report.documents[1].sentences[1]


def ground(element):
    """Return an element's background colour and the style of the line under it."""
    return element.evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).borderBottomStyle]")


@pytest.fixture
def opened(visit):
    """A function that opens a report at a sentence and returns the page and the detail."""

    def open_(report, order=1, **options):
        page = visit(report, hash_=at(order, options.pop("path", HARBOUR)), **options)
        return page, page.locator("#detail")

    return open_


def test_the_detail_says_everything_about_a_sentence(opened, html_sample_report):
    """It says verdict, place, decision, reason, figures and their parts, words for and against, and findings."""
    _, detail = opened(html_sample_report)
    said = re.sub(r"\s+", " ", detail.inner_text())
    for part in (
        "▲suspicious paragraph",
        f"{HARBOUR}:5:1 Copy In the queue",
        "○Open – not decided yet",
        "Machine-like (evidence 3.4 nats) and reads oddly (fluency 2).",
        "Fluency 2.1 reads oddly natural Of 100 trusted sentences like it, 2 read as oddly or worse.",
        "Evidence +3.4 nats human-like machine-like 30 times as typical of machine translation as of",
        "its words +1.95 length, surprise and rules +1.45",
        "For a machine: work +1.24, to +0.71, museum +0.42 Against: exhibition −0.36, director −0.12",
        "work 14.2 bits where it expected be, run, continue",
        "2 error A modal verb takes the bare infinitive. Instead: will be open grammar.modal-to",
        "Scores of all 19 words",
    ):
        assert part in said
    assert detail.locator(".text").first.inner_text() == OPENED
    assert detail.locator(".text sup").evaluate_all("all => all.map((s) => s.dataset.n)") == ["1", "2", "3"]
    assert detail.locator(".rule a").nth(1).get_attribute("href") == "#view=queue&rule=grammar.modal-to"


def test_more_is_there_on_demand(opened, html_sample_report):
    """The reason for a rule, and the table of the words, which is built only then."""
    _, detail = opened(html_sample_report, 2)
    rationale = detail.get_by_text("Many languages make a photo where English takes one.")
    assert (rationale.is_visible(), detail.locator("table").count()) == (False, 0)
    detail.get_by_text("Why this rule").click()
    assert rationale.is_visible()
    assert detail.get_by_text("Typical of translations from: ru, de.").is_visible()
    detail.get_by_text("Scores of all 13 words").click()
    row = detail.locator("tbody tr").nth(2)
    row.wait_for()
    assert row.locator("th, td").all_inner_texts() == ["make", "7.2", "+0.64", "take, be, see"]


def test_a_word_tells_its_scores(opened, html_sample_report):
    """By pointing and by arrow keys a word tells its scores; the tip closes by Escape, and the detail stays."""
    page, detail = opened(html_sample_report)
    detail.locator("[data-mark]").get_by_text("work", exact=True).hover()
    tip = page.locator("#tip")
    assert tip.locator("p").all_inner_texts() == [
        "14.2 bits of surprise at work",
        "Speaks for a machine, +1.24 nats",
        "The model expected be, run, continue",
        "2 error: A modal verb takes the bare infinitive.",
        "3 note: Exhibitions are open; they don’t work.",
    ]
    detail.locator("[data-mark]").first.focus()
    page.keyboard.press("ArrowRight")
    assert tip.locator("p").nth(1).inner_text() == "Speaks against a machine, −0.36 nats"
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.textContent") == "month"
    page.keyboard.press("Escape")
    assert (tip.is_visible(), detail.locator(".text").first.is_visible()) == (False, True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tint_can_be_chosen_and_is_remembered(opened, html_sample_report, scheme):
    """What fits is the evidence, each side with a line of its own; a choice of surprise holds for the next visit."""
    page, detail = opened(html_sample_report, color_scheme=scheme)
    word, other = (detail.locator(f"[data-mark]{name}").first for name in (".m4", ".a2"))
    assert (word.inner_text(), other.inner_text()) == ("work", "exhibition")
    by_evidence = ground(word)
    assert (by_evidence[1], ground(other)[1], ground(other)[0] != by_evidence[0]) == ("solid", "dashed", True)
    scales = detail.locator("[data-scale]")
    assert [scale.is_visible() for scale in scales.all()] == [True, False]
    detail.get_by_role("button", name="surprise").click()
    assert (ground(word)[1], ground(word)[0] != by_evidence[0]) == ("none", True)
    assert ground(other) == ["rgba(0, 0, 0, 0)", "none"]
    page.reload()
    page.wait_for_selector("#detail .text")
    scales.nth(1).wait_for()
    assert [scale.is_visible() for scale in scales.all()] == [False, True]
    assert detail.locator(".tints [aria-pressed=true]").inner_text() == "surprise"


def test_decisions_are_made_and_shown(opened, turn, html_sample_report):
    """A sentence is accepted and opened again; its alerts are decided apart; undo takes back."""
    page, detail = opened(html_sample_report)
    state = detail.locator(".decided .state")
    detail.get_by_role("button", name="Accept", exact=True).click()
    turn(page, at(1))
    assert state.inner_text() == "✓Accepted – the flag is right, the text waits to be mended Open again"
    assert detail.locator("[aria-pressed=true][aria-keyshortcuts]").inner_text() == "Accept a"
    detail.locator(".decided").get_by_role("button", name="Open again").click()
    assert state.inner_text() == "○Open – not decided yet"
    assert page.evaluate("document.activeElement.getAttribute('aria-keyshortcuts')") == "a"
    detail.get_by_role("button", name="Accept finding 2").click()
    assert state.inner_text().startswith("◐Split")
    assert detail.locator(".findings .apart .state").all_inner_texts() == ["", "✓accepted Open again"]
    detail.get_by_role("button", name="Undo").click()
    assert state.inner_text() == "○Open – not decided yet"
    detail.get_by_role("button", name="Dismiss finding 2").click()
    page.locator("dialog[open]").wait_for()


def test_equal_sentences_are_decided_together(opened, turn, html_sample_report):
    """Sentences of the same text can be accepted at once; what is not flagged can only be annotated."""
    museum = html_sample_report.documents[1].sentences
    report = html_sample_report
    twice = replace(report.documents[1], sentences=(museum[1], museum[3], replace(museum[1], line=8)))
    alerts = tuple(
        replace(alert, sentence=place, occurrence=1 + place // 2)
        for place in (0, 2)
        for alert in twice.alerts
        if alert.sentence == 1
    )
    page, detail = opened(replace(report, documents=(replace(twice, alerts=alerts),)), 0)
    assert detail.locator(".same").inner_text().startswith("2 sentences have this text.")
    detail.get_by_role("button", name="Accept all").click()
    page.locator("dialog[open]").get_by_role("button", name=re.compile("^Accept")).click()
    turn(page, at(2))
    assert detail.locator(".decided .state b").inner_text() == "Accepted"
    turn(page, at(1))
    assert detail.locator(".decided .state").inner_text().startswith("Nothing is flagged here")
    assert detail.locator(".buttons button").all_inner_texts() == ["Note n", "Undo u"]
    assert "The scores of its words were not kept." in detail.inner_text()


def test_what_is_known_can_be_copied(opened, html_sample_report):
    """The place, the text and the Markdown go to the clipboard; where it is refused they stand selected in a dialog."""
    page, detail = opened(html_sample_report, **WRITES)

    def copied(button):
        detail.get_by_role("button", name=button).click()
        detail.locator("[data-copied]").get_by_text("Copied").last.wait_for()
        return page.evaluate("navigator.clipboard.readText()")

    assert copied("Copy the place") == f"{HARBOUR}:5:1"
    marked = f"""\
> {OPENED}

`{HARBOUR}:5:1` (paragraph, suspicious)

Machine-like (evidence 3.4 nats) and reads oddly (fluency 2).

- warning `grammar.missing-article`: A countable noun stands without an article. Instead: of the museum
- error `grammar.modal-to`: A modal verb takes the bare infinitive. Instead: will be open
- note `calque.work-open`: Exhibitions are open; they don’t work. Instead: be open
"""
    assert copied("Copy as Markdown") == marked
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    detail.get_by_role("button", name="Copy as text").click()
    area = page.locator("dialog.copying textarea")
    assert area.input_value() == marked.removeprefix("> ").replace("`", "")
    assert area.evaluate("e => e.selectionEnd - e.selectionStart === e.value.length")
    page.keyboard.press("Escape")
    area.wait_for(state="detached")


def test_narrow_windows_have_a_sheet(opened, turn, html_sample_report):
    """In a narrow window the detail is a sheet that a button and Escape close; the overview has none."""
    page, detail = opened(html_sample_report, **PHONE)
    box = detail.bounding_box()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    assert box["height"] <= 844 * 0.6 + 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.keyboard.press("Escape")
    assert detail.is_hidden()
    turn(page, at(2))
    detail.get_by_role("button", name="Close").click()
    assert detail.is_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert detail.inner_text().startswith("No sentence selected")
    page.locator("#views [data-view=overview]").click()
    assert detail.is_hidden()


def test_hostile_and_endless_text_is_only_text(opened, turn, html_sample_report):
    """Markup runs nothing; a line of a million characters and 5,000 words are shown in part, and whole on demand."""
    hit = Finding("x.<b>", Severity.ERROR, Span(2, 9), Span(2, 9), HOSTILE, HOSTILE)
    base = words(html_sample_report)
    bad = replace(base, text=HOSTILE, reason=HOSTILE, findings=(hit,), tokens=(), base=None)
    line = "x" * 1_000_000
    endless = replace(bad, text=line, line=6, reason="Endless.", findings=(replace(hit, within=Span(0, len(line))),))
    text = " ".join(["harbour"] * 5000)
    spans = [Span(start, start + 7) for start in range(0, len(text), 8)]
    wordy = replace(
        base,
        text=text,
        line=7,
        findings=tuple(Finding("x.y", Severity.NOTE, span, span, "Odd.") for span in spans[:60]),
        tokens=tuple(TokenScore(span, span, 3.0, ("crane",), 0.2) for span in spans),
    )
    page, detail = opened(only(html_sample_report, bad, endless, wordy), 0)
    shown = HOSTILE.replace("\u202e", "⟦U+202E⟧").replace("\u202c", "⟦U+202C⟧")
    assert detail.locator(".text").first.inner_text() == shown
    assert page.evaluate("window.hacked === undefined")
    turn(page, at(1))
    assert len(detail.locator(".text").first.inner_text()) < 5000
    detail.get_by_role("button", name="Show 50,000 more of 1,000,000 characters").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    turn(page, at(2))
    assert detail.locator(".text [data-mark]").count() < 300
    assert detail.locator(".findings > li").count() == 40
    detail.get_by_role("button", name="Show all 60 findings").click()
    assert detail.locator(".findings > li").count() == 60
    detail.get_by_text("Scores of all 5,000 words").click()
    detail.get_by_role("button", name="Show all 5,000 words").click()
    assert detail.locator("tbody tr").count() == 5000


def test_what_is_missing_is_said(opened, html_sample_report):
    """Without a model there are no figures and the detail says so; a subtitle names its cues."""
    last = html_sample_report.documents[-1]
    found = Finding("calque.x", Severity.NOTE, Span(25, 34), Span(25, 34), "Odd.")
    cue = replace(
        last.sentences[0], findings=(found,), verdict=Verdict.SUSPICIOUS, evidence=None, fluency=None, base=None
    )
    report = replace(html_sample_report, signature=replace(html_sample_report.signature, model="none"))
    _, detail = opened(replace(report, documents=(replace(last, sentences=(cue,)),)), 0, path=last.path)
    assert detail.locator(".about").inner_text() == "cue · cue 2, 00:01:01.000"
    assert detail.locator(".findings .soft").inner_text().strip() == "cue 3, 00:01:03.600"
    assert detail.locator(".meters").count() == 0
    assert "No model scored this run: it went by rules only." in detail.inner_text()


def test_every_word_of_the_detail_is_in_use():
    """Each string of the detail is asked for by its scripts, and each that they ask for is there."""
    from importlib import resources  # noqa: PLC0415

    package = resources.files("mtqa.report.html")
    there = set(json.loads((package / "strings" / "detail.json").read_text(encoding="utf-8")))
    names = ("sentence_text", "grounds", "deciding", "copying", "detail")
    scripts = "".join((package / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in names)
    assert set(re.findall(r'"(detail\.\w+)"', scripts)) - {"detail.js"} == there
