"""The HTML page in a real Chromium, opened from its file as an editor would.

The browser is the one named by MTQA_CHROMIUM, else the first of Chromium and Chrome on the path; without one, or
without playwright, these tests are skipped.
"""

import os
import shutil
import time
from dataclasses import replace

import pytest

from mtqa.document import Span
from mtqa.report.html import render_html
from mtqa.result import Finding, Severity, Verdict

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("html_rules")]

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HARBOUR = "content/culture/harbour-museum.md"
HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'> \u202ereversed\u202c"


@pytest.fixture(scope="module")
def browser():
    """A running Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("MTQA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.skip("no Chromium: set MTQA_CHROMIUM to its path, or install chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser, tmp_path):
    """A function that opens a report and returns the page; the page may not complain or request anything."""
    contexts, complaints, requests = [], [], []

    def opened(report, *, hash_="", ready=".card", **options):
        path = tmp_path / "report.html"
        path.write_text(render_html(report), encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url.split("#")[0]))
        page.goto(path.as_uri() + hash_)
        page.wait_for_selector(ready)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert {url for url in requests if not url.startswith("blob:")} == {(tmp_path / "report.html").as_uri()}


def wait_for_cards(page, count):
    """Wait until so many cards are on show; the page's policy forbids to wait for a script's word."""
    from playwright.sync_api import expect  # noqa: PLC0415 - skipped where it is not installed

    expect(page.locator(".card")).to_have_count(count)


def places(page):
    """Return the references of the cards on show."""
    return page.locator(".card .place").all_inner_texts()


def test_opens_with_the_suspicious_sentences(visit, html_sample_report):
    """The page opens from its file with the suspicious sentences, worst first, and the plain list is gone."""
    page = visit(html_sample_report)
    assert places(page) == [
        f"{HARBOUR}:5:1",
        f"{HARBOUR}:14:1",
        f"{HARBOUR}:11:1",
        f"{HARBOUR}:7:1",
        "content/feed.jsonl:3:14",
    ]
    assert page.locator("#plain").count() == 0


def test_a_card_says_everything(visit, html_sample_report):
    """A card shows kind, verdict, figures, reason, sentence, surprises, finding, suggestion and rule."""
    page = visit(html_sample_report)
    said = page.locator(".card").nth(3).inner_text()
    for part in (
        "suspicious",
        "paragraph",
        "6.4",
        "+2.2 nats",
        "Rule calque.make-photo hit; reads oddly (fluency 6).",
        "Everybody can make a photo with the famous ship on the memory.",
        "Surprised the model: memory 10.6 bits, expected deck, wall, harbour",
        "error Word-for-word from another language. calque.make-photo",
        "Natural English: take a photo",
    ):
        assert part in said


def test_a_subtitle_names_its_cue(visit, html_sample_report):
    """A card says the cue and the time, and a finding in the next cue says that."""
    last = html_sample_report.documents[-1]
    found = Finding("calque.x", Severity.NOTE, Span(25, 34), Span(25, 34), "Odd.")
    cue = replace(last.sentences[0], findings=(found,), verdict=Verdict.SUSPICIOUS, reason="Odd")
    page = visit(replace(html_sample_report, documents=(replace(last, sentences=(cue,)),)))
    card = page.locator(".card")
    assert card.locator("header .record").inner_text() == "cue 2, 00:01:01.000"
    assert card.locator(".findings .record").inner_text().strip() == "cue 3, 00:01:03.600"
    assert page.locator("#captions").is_visible()


def test_rationale_opens_on_demand(visit, html_sample_report):
    """The reason for a rule is hidden until it is asked for."""
    page = visit(html_sample_report)
    rationale = page.get_by_text("Many languages make a photo where English takes one.")
    assert not rationale.is_visible()
    page.get_by_text("Why this rule").click()
    assert rationale.is_visible()


@pytest.mark.parametrize(
    ("control", "value", "count"),
    [
        ("#q", "stumble-free", 0),
        ("#q", "famous SHIP", 1),
        ("#q", '"the famous ship"', 1),
        ("#q", "feed.jsonl", 1),
        ("#rule", "grammar.modal-to", 1),
        ("#kind", "caption", 1),
        ("#severity", "warning", 3),
        ("#severity", "error", 3),
    ],
)
def test_a_filter_narrows_the_cards(visit, html_sample_report, control, value, count):
    """Text, rule, kind and severity each leave the sentences that match."""
    page = visit(html_sample_report)
    if control == "#q":
        page.fill(control, value)
    else:
        page.select_option(control, value)
    wait_for_cards(page, count)
    assert page.locator("#count").inner_text() == f"{count} of 13 sentences"


def test_verdict_filter_counts_and_shows(visit, html_sample_report):
    """The verdict buttons carry their counts and show what they say."""
    page = visit(html_sample_report)
    assert page.locator("#verdicts button").all_inner_texts() == ["Suspicious5", "Clear6", "Skipped2", "All13"]
    page.locator("#verdicts button").nth(2).click()
    assert page.locator(".card .reason").all_inner_texts() == ["not prose: a byline", "too short"]


def test_counts_of_a_filter_follow_the_others(visit, html_sample_report):
    """With a document chosen, each choice counts what it would show there."""
    page = visit(html_sample_report)
    page.locator("#documents tbody button").nth(1).click()
    assert page.locator("#verdicts button").all_inner_texts() == ["Suspicious1", "Clear1", "Skipped0", "All2"]
    rules = page.locator("#rule option").all_inner_texts()
    assert [text for text in rules if not text.endswith("(0)")] == ["Any rule (1)", "calque.degree-of-necessity (1)"]


def test_hash_restores_the_view(visit, html_sample_report):
    """The address holds every filter, and opening it again shows the same view."""
    page = visit(html_sample_report)
    page.locator("#documents tbody button").nth(0).click()
    page.locator("#verdicts button").nth(3).click()
    page.select_option("#sort", "order")
    page.fill("#q", "ship built")
    wait_for_cards(page, 1)
    kept = page.evaluate("location.hash")
    assert kept == "#verdict=all&q=ship+built&sort=order&file=content%2Fculture%2Fharbour-museum.md"
    again = visit(html_sample_report, hash_=kept)
    assert (places(again), again.input_value("#q"), again.input_value("#sort")) == (
        [f"{HARBOUR}:9:1"],
        "ship built",
        "order",
    )
    again.click("#reset")
    assert (again.evaluate("location.hash"), again.locator(".card").count()) == ("", 5)


def test_hash_may_name_anything(visit, html_sample_report):
    """An address with unknown values shows the default view."""
    page = visit(html_sample_report, hash_="#verdict=odd&rule=none&file=gone.md&sort=%E0%A4%A")
    assert page.locator(".card").count() == 5


def test_record_of_a_file_is_its_own_document(visit, html_sample_report):
    """Records share a path, so the address names the record too."""
    page = visit(html_sample_report, hash_="#file=content%2Ffeed.jsonl&record=ferry-2031")
    assert places(page) == ["content/feed.jsonl:3:14"]


def test_table_sorts_and_says_so(visit, html_sample_report):
    """A column's button sorts, sets aria-sort, and turns the order when pressed again."""
    page = visit(html_sample_report)
    fluency = page.locator("#documents th[data-key=fluency]")
    for order, first in (("ascending", "14"), ("descending", "67")):
        fluency.locator("button").click()
        cells = page.locator("#documents tbody td:nth-child(5)").all_inner_texts()
        assert (fluency.get_attribute("aria-sort"), cells[0]) == (order, first)
    assert page.locator("#documents th[aria-sort]").count() == 1


def test_no_suspicious_sentence_offers_the_others(visit, html_sample_report):
    """A document without suspicious sentences says so and shows the rest at a press."""
    page = visit(html_sample_report, hash_="#file=content%2Fnews%2Fcouncil-library.html", ready=".empty")
    assert page.locator(".empty p").inner_text() == "No suspicious sentence here."
    page.get_by_role("button", name="Show all 3 sentences").click()
    assert page.locator(".card").count() == 3


def test_pointing_at_a_word_shows_what_was_expected(visit, html_sample_report):
    """The tip gives the surprisal, the expected words and the findings there; leaving hides it."""
    page = visit(html_sample_report)
    page.locator(".card .h5").first.hover()
    assert [line for line in page.locator("#tip").inner_text().split("\n") if line] == [
        "14.2 bits of surprise at “work”",
        "speaks for a machine, +1.24",
        "The model expected",
        "be",
        "run",
        "continue",
        "2 error: A modal verb takes the bare infinitive.",
        "3 note: Exhibitions are open; they don’t work.",
    ]
    page.locator("#sentences-title").hover()
    assert page.locator("#tip").is_hidden()


def test_tip_says_what_speaks_against(visit, html_sample_report):
    """A word that speaks for a human says so, with its figure."""
    page = visit(html_sample_report)
    page.locator(".card .a2").first.hover()
    assert page.locator("#tip").inner_text().split("\n")[0] == "3.1 bits of surprise at “exhibition”"
    assert "speaks against, −0.36" in page.locator("#tip").inner_text()


def test_words_for_and_against_are_named(visit, html_sample_report):
    """Under a sentence stand the words that speak most, on either side."""
    page = visit(html_sample_report)
    said = [line.replace("“", "").replace("”", "") for line in page.locator(".speaking p").all_inner_texts()]
    assert said[0] == "For: work, to, museum · Against: exhibition, director"
    assert said[3] == "For: make, memory"


def ground(locator):
    """Return the colour behind a word, and the line under it."""
    style = "e => (s => [s.backgroundColor, s.borderBottomStyle])(getComputedStyle(e))"
    return tuple(locator.evaluate(style))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_switches_its_tint(visit, html_sample_report, scheme):
    """A card starts with the tint that fits; its buttons, by keyboard too, change it and no other card's."""
    page = visit(html_sample_report, color_scheme=scheme)
    cards = page.locator(".card")
    first = cards.nth(0)
    word, other = first.locator("[data-mark].m4").first, first.locator("[data-mark].a2").first
    assert (word.inner_text(), other.inner_text()) == ("work", "exhibition")
    by_evidence = ground(word)
    assert (by_evidence[1], ground(other)[1], ground(other)[0] != by_evidence[0]) == ("solid", "dashed", True)
    first.get_by_role("button", name="evidence").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert (ground(word)[1], ground(word)[0] != by_evidence[0]) == ("none", True)
    assert ground(other) == ("rgba(0, 0, 0, 0)", "none")
    tints = [card.get_attribute("data-tint") for card in page.locator(".card .text").all()]
    assert tints == ["surprise", "surprise", "evidence", "surprise", "evidence"]
    page.select_option("#sort", "fluency")
    page.select_option("#sort", "worst")
    assert page.locator(".card .text").first.get_attribute("data-tint") == "surprise"


def test_the_legend_switches_every_tint(visit, html_sample_report):
    """The buttons of the legend tint all sentences one way, whatever was chosen before, or each as it fits."""
    page = visit(html_sample_report)
    page.locator(".card .speaking button").nth(1).click()

    def tints():
        shown = [text.get_attribute("data-tint") for text in page.locator(".card .text").all()]
        scales = [
            scale.get_attribute("data-scale") for scale in page.locator("[data-scale]").all() if scale.is_visible()
        ]
        return shown, scales

    page.locator("#tinting").get_by_role("button", name="evidence").click()
    assert tints() == (["evidence"] * 5, ["evidence"])
    page.locator("#tinting").get_by_role("button", name="surprise").click()
    assert tints() == (["surprise"] * 5, ["surprise"])
    page.locator("#tinting").get_by_role("button", name="what fits").click()
    assert tints() == (["evidence", "surprise", "evidence", "surprise", "evidence"], ["evidence", "surprise"])
    pressed = page.locator("#tinting [aria-pressed=true]").all_inner_texts()
    assert pressed == ["what fits"]


def test_a_mixed_document_names_its_lines(visit, html_sample_report):
    """In the table of documents a mixed one says which lines read like machine translation."""
    page = visit(html_sample_report)
    assert page.locator("#documents tbody tr .passage").all_inner_texts() == ["line 3 reads like machine translation"]


def test_keyboard_reaches_every_token(visit, html_sample_report):
    """The slash key searches, j steps to a card, and the arrow keys walk its tokens with the tip."""
    page = visit(html_sample_report)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("#sentences").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"{HARBOUR}:14:1"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == "Litauens"
    assert "17.9 bits of surprise at “Litauens”" in page.locator("#tip").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()


def test_reference_is_copied(visit, html_sample_report):
    """Pressing a reference copies path, line and column."""
    page = visit(html_sample_report, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".place").first.click()
    page.wait_for_selector(".copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{HARBOUR}:5:1"


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_colours_follow_the_system_and_the_switch(visit, html_sample_report, scheme, other):
    """The page takes the system's scheme, and the switch overrides it for the next visit as well."""
    page = visit(html_sample_report, color_scheme=scheme)
    grounds = {"light": "rgb(247, 247, 244)", "dark": "rgb(21, 23, 26)"}
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == grounds[scheme]
    page.locator(f".theme [data-theme={other}]").click()
    assert page.evaluate(ground) == grounds[other]
    page.reload()
    page.wait_for_selector(".card")
    assert page.evaluate(ground) == grounds[other]


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2200])
def test_no_width_scrolls_sideways(visit, html_sample_report, width):
    """From a narrow phone to a wide screen the page never scrolls sideways, with an unbroken long path too."""
    museum = html_sample_report.documents[1]
    long = replace(museum, path="content/" + "averylongfoldername" * 8 + ".md")
    page = visit(
        replace(html_sample_report, documents=(long, html_sample_report.documents[0])),
        viewport={"width": width, "height": 800},
    )
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_hostile_text_runs_nothing(visit, html_sample_report):
    """Markup in a path, a sentence, a message or a suggestion shows as text."""
    museum = html_sample_report.documents[1]
    hit = Finding("x.<b>", Severity.ERROR, Span(2, 9), Span(2, 9), HOSTILE, HOSTILE)
    bad = replace(museum.sentences[1], text=HOSTILE, reason=HOSTILE, findings=(hit,))
    page = visit(replace(html_sample_report, documents=(replace(museum, path=HOSTILE, sentences=(bad,)),)))
    assert page.evaluate("window.hacked === undefined")
    assert page.locator(".card .text").inner_text() == HOSTILE.replace("\u202e", "⟦U+202E⟧").replace(
        "\u202c", "⟦U+202C⟧"
    )


def test_five_thousand_sentences_open_and_filter_fast(visit, html_big_report):
    """5,000 sentences open within seconds, one press shows more, and a filter answers in 100 ms."""
    report = html_big_report(5000, suspicious=0.4)
    began = time.perf_counter()
    page = visit(report)
    assert time.perf_counter() - began < 10
    pace = page.evaluate(
        """() => [..."abcde"].map((_, turn) => {
             const rule = document.getElementById("rule");
             rule.selectedIndex = turn + 1;
             const began = performance.now();
             rule.dispatchEvent(new Event("change"));
             return performance.now() - began;
           })"""
    )
    assert min(pace) < 100
    cards = page.locator(".card").count()
    page.evaluate("document.getElementById('more').scrollIntoView()")
    page.locator(".card").nth(cards).wait_for()


def test_without_scripts_the_plain_list_shows(visit, html_sample_report):
    """Without scripts the verdict, the documents and the worst sentences stand in the page."""
    page = visit(html_sample_report, java_script_enabled=False, ready="#plain")
    assert page.locator("h1").inner_text() == "✕\nGate failed"
    assert page.locator("#plain > ol").nth(0).locator("> li").count() == 4
    assert page.locator("#plain > ol").nth(1).locator("> li").count() == 5
    assert page.locator("#filters").is_hidden()


def test_a_browser_that_cannot_unpack_keeps_the_plain_list(visit, html_sample_report, browser):
    """Without DecompressionStream the page says why it is plain."""
    page = visit(html_sample_report)
    page.add_init_script("delete window.DecompressionStream")
    page.reload()
    page.wait_for_selector("#trouble")
    assert page.locator("#trouble").inner_text().startswith("This browser can’t unpack the report’s data")
    assert page.locator("#plain").is_visible()


def test_print_sheet_drops_the_controls(visit, html_sample_report):
    """On paper there are no controls, and the colours are the light ones."""
    page = visit(html_sample_report, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
