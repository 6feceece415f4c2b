"""The document view of the HTML page, in a real Chromium: the article, its map, and how one walks through it."""

import re
from dataclasses import replace

import pytest

from mtqa.document import Kind, Place, Span, Unit
from mtqa.report.html import folder_of, island, render_folder
from mtqa.result import DocumentResult, DocumentVerdict, Finding, SentenceResult, Severity, Verdict

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("html_rules")]

MUSEUM = "#view=document&file=content/culture/harbour-museum.md"
PHONE = {"viewport": {"width": 390, "height": 844}}


def row(text, line, kind=Kind.PARAGRAPH, verdict=Verdict.CLEAR, segment=None, **fields):
    """Make a sentence; by default it is a segment of its own line."""
    given = {"column": 1, "fluency": 61.0, "evidence": -0.2, "segment": line if segment is None else segment, **fields}
    return SentenceResult(text=text, span=Span(0, len(text)), line=line, kind=kind, verdict=verdict, **given)


def bad(text, line, kind=Kind.PARAGRAPH, **fields):
    """Make a suspicious sentence."""
    given = {"evidence": 2.4, "fluency": 3.0, "reason": "Machine-like.", "model_reason": "machine-like", **fields}
    return row(text, line, kind, Verdict.SUSPICIOUS, **given)


def only(report, *sentences, **fields):
    """Return the report with one document of these sentences."""
    given = {"verdict": DocumentVerdict.MIXED, "probability": 0.5, "interval": (0.3, 0.7), "evidence": 0.4, **fields}
    document = DocumentResult("tour.md", None, "markdown", "en", fluency=40.0, sentences=sentences, **given)
    return replace(report, documents=(document,))


KINDS = (
    row("A day on the harbour", 1, Kind.HEADING),
    row("By our staff", 2, Kind.BYLINE, Verdict.SKIPPED, reason="not prose: a byline", evidence=None, fluency=None),
    row("The ferry was late.", 3),
    bad("Nobody calls the interest at it.", 3),
    row("Bring a coat.", 5, Kind.LIST),
    row("Bring a ticket.", 6, Kind.LIST),
    row("She had never been early.", 8, Kind.QUOTE),
    row("The old crane at dusk", 10, Kind.CAPTION),
    row("Here is the crane.", 12, Kind.CUE, places=(Place(Unit.CUE, "2", 61.0, 63.5),)),
    row("Open the file.", 14, Kind.MESSAGE, places=(Place(Unit.MESSAGE, "menu.open"),)),
    row("Seat", 16, Kind.CELL, segment=20),
    row("By the window.", 16, Kind.CELL, segment=21),
    row("يصل القطار في موعده.", 18),
)  # fmt: skip


def long_report(report, blocks=40):
    """Return a report of one document: paragraphs of four sentences, of which every tenth has a suspicious one."""
    sentences = []
    for block in range(blocks):
        for number in range(4):
            make = bad if block % 10 == 5 and number == 1 else row
            text = f"In paragraph {block} sentence {number} says that the ferry leaves the harbour on time in winter."
            sentences.append(make(text, block + 1))
    return only(report, *sentences)


def middle(page, element):
    """Return how far an element's middle is from that of the window, in pixels."""
    box = element.bounding_box()
    return abs(box["y"] + box["height"] / 2 - page.viewport_size["height"] / 2)


def chosen(page):
    """Return the chosen sentence in the article."""
    return page.locator(".s[aria-current]")


def test_the_article_is_shown_by_kind(visit, html_sample_report):
    """Each block stands as its kind wants it, a paragraph in one block, and right-to-left text as such."""
    page = visit(only(html_sample_report, *KINDS), hash_="#view=document")
    blocks = page.locator(".article .block").evaluate_all(
        "all => all.map(e => `${e.parentNode.localName} ${e.localName}`)"
    )
    assert blocks == [
        *["div p"] * 3, "ul li", "ul li", "blockquote p", "div figure", "div div", "div div", *["div p"] * 3,
    ]  # fmt: skip
    assert page.get_by_role("heading", name="A day on the harbour", level=3).is_visible()
    texts = page.locator(".article .block").all_inner_texts()
    assert texts[2].split() == "The ferry was late. ▲ Suspicious: Nobody calls the interest at it.".split()
    assert re.sub(r"\s+", " ", texts[7]) == "00:01:01.000 2 Here is the crane."
    assert re.sub(r"\s+", " ", texts[8]) == "menu.open Open the file."
    assert page.locator(".cells").count() == 1
    assert page.locator(".s.skipped").get_attribute("title") == "not prose: a byline"
    assert page.locator(".block").last.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert (
        page.locator("#view-document .unseen").get_by_text("1 of 13 sentences are suspicious, in lines 3.").count() == 1
    )


def test_without_segments_lines_make_the_blocks(visit, html_sample_report):
    """Where the report knows no segments, sentences of one line and kind stand together."""
    texts = (("One.", 1), ("Two.", 1), ("Three.", 2), ("Four.", 2))
    sentences = [replace(row(text, line), segment=None) for text, line in texts]
    page = visit(only(html_sample_report, *sentences), hash_="#view=document")
    assert page.locator(".article .block").all_inner_texts() == ["One. Two.", "Three. Four."]


def test_the_head_says_what_is_known(visit, follow, html_sample_report):
    """Above the text stand path, verdict, figures and interval; the worst document is the one that opens."""
    page = visit(html_sample_report, hash_="#view=document")
    head = page.locator(".document-head")
    said = re.sub(r"\s+", " ", head.inner_text())
    for part in (
        "content/culture/harbour-museum.md markdown, en",
        "likely machine-translated",
        "97% 95%: 91% to 99%",
        "4 of 6 judged, 1 skipped",
        "+9.8 nats",
        "14 of 100",
    ):
        assert part in said
    assert head.locator("h1").count() == 1
    head.get_by_role("link", name="Better").click()
    expect_path(page, "content/feed.jsonl record ferry-2031")
    head.get_by_role("combobox").select_option(label="content/captions/harbour-tour.srt")
    expect_path(page, "content/captions/harbour-tour.srt")
    assert head.get_by_role("link", name="Better").count() == 0
    follow(page, head.get_by_role("link", name="Show in the queue"))
    assert page.evaluate("location.hash").startswith("#view=queue&file=content%2Fcaptions%2Fharbour-tour.srt")


def expect_path(page, path):
    """Wait until the head names a document."""
    page.locator(".document-head h1", has_text=path).wait_for()


def test_an_unknown_document_leads_to_the_overview(visit, html_sample_report):
    """An address of a document that the report does not have says so."""
    page = visit(html_sample_report, hash_="#view=document&file=gone.md&s=9")
    assert page.locator(".nothing").inner_text() == "This report has no document gone.md. Go to the overview"
    assert page.locator(".reader").is_hidden()
    page.get_by_role("link", name="Go to the overview").click()
    page.locator("#view-overview").wait_for()


def test_a_sentence_is_chosen(visit, html_sample_report):
    """A click or Enter chooses, arrow keys go from sentence to sentence, and the address says which."""
    page = visit(html_sample_report, hash_=MUSEUM)
    sentences = page.locator(".s")
    sentences.nth(3).click()
    assert (chosen(page).count(), chosen(page).inner_text()[:8]) == (1, "The ship")
    assert page.locator("#detail .text").inner_text().startswith("The ship was built")
    assert page.evaluate("location.hash").endswith("&s=3")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash").endswith("&s=3")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").endswith("&s=4")
    assert page.locator(".s[tabindex='0']").count() == 1
    assert page.locator(".reader-tools .count").inner_text() == "3 of 4"


def test_the_tint_is_an_attribute(visit, html_sample_report):
    """Sentences are tinted by evidence over a line, by fluency, or not; findings underlined; both are remembered."""
    page = visit(html_sample_report, hash_=MUSEUM)
    look = "e => [getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)', getComputedStyle(e).borderBottomStyle]"
    first, ship = page.locator(".s").nth(1), page.locator(".s").nth(3)
    assert (first.evaluate(look), ship.evaluate(look)) == ([True, "solid"], [True, "dashed"])
    assert (first.locator(".sign").count(), ship.locator(".sign").count()) == (1, 0)
    tools = page.locator(".reader-tools")
    tools.get_by_role("button", name="Fluency").click()
    assert (first.evaluate(look), ship.evaluate(look)) == ([True, "none"], [False, "none"])
    underline = "e => getComputedStyle(e).textDecorationLine"
    assert first.locator(".hit").first.evaluate(underline) == "underline"
    tools.get_by_label("Findings").click()
    assert first.locator(".hit").first.evaluate(underline) == "none"
    assert page.evaluate("location.hash").endswith("&tint=fluency")
    page.goto(page.url.split("#")[0] + "#view=document")
    page.reload()
    page.locator(".reader[data-tint=fluency]:not([data-findings])").wait_for()
    tools.get_by_role("button", name="None").click()
    assert first.evaluate(look) == [False, "none"]


def test_steps_go_through_the_suspicious(visit, html_sample_report):
    """The buttons go to the next and the previous suspicious sentence, in the middle of the window, with the focus."""
    page = visit(long_report(html_sample_report), hash_="#view=document")
    on, back = (
        page.get_by_role("button", name="Next suspicious"),
        page.get_by_role("button", name="Previous suspicious"),
    )
    on.click()
    on.click()
    expected = "Suspicious: In paragraph 15 sentence 1"
    page.locator(".s[aria-current]", has_text="paragraph 15").wait_for()
    assert page.evaluate("document.activeElement.textContent").replace("▲", "").startswith(expected)
    page.wait_for_timeout(100)
    assert middle(page, chosen(page)) < 90
    assert page.locator(".reader-tools .count").inner_text() == "2 of 4"
    page.locator("#said", has_text="2 of 4").wait_for(state="attached")
    back.click()
    back.click()
    page.locator("#said", has_text="There is none before.").wait_for(state="attached")
    assert page.locator(".reader-tools .count").inner_text() == "1 of 4"


def test_without_suspicious_ones_steps_go_to_every_sentence(visit, html_sample_report):
    """In a document without suspicious sentences the keys walk through all."""
    page = visit(only(html_sample_report, row("One.", 1), row("Two.", 2)), hash_="#view=document")
    assert page.locator(".reader-tools .walk").is_hidden()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert chosen(page).inner_text() == "Two."


def test_the_text_changes_hands(visit, html_sample_report):
    """Where a passage makes the document mixed, words stand around it, its margin is marked, a link leads there."""
    sentences = [row(f"Sentence {line} is plain.", line, segment=line // 3) for line in range(1, 61)]
    sentences[30:40] = [bad(f"Sentence {line} calls the interest.", line, segment=line // 3) for line in range(31, 41)]
    page = visit(only(html_sample_report, *sentences, passage=(31, 40)), hash_="#view=document")
    assert page.locator(".hands").all_inner_texts() == [
        "From here on the text reads like machine translation (lines 31 to 40)",
        "… and back: what follows doesn’t",
    ]
    assert page.locator(".in-run .s").count() == 10
    assert (
        page.locator(".hands")
        .nth(1)
        .evaluate("e => e.previousElementSibling.textContent")
        .endswith("Sentence 40 calls the interest.")
    )
    assert page.locator(".minimap .bracket").count() == 1
    page.get_by_role("button", name="lines 31-40 read like machine translation").click()
    assert page.evaluate("document.activeElement.id") == "hands"
    assert page.locator("#hands").bounding_box()["y"] < 300


def test_only_suspicious_paragraphs(visit, html_sample_report):
    """The switch folds what has no suspicious sentence, but for one beside; folds open; the address says it."""
    page = visit(long_report(html_sample_report), hash_="#view=document&s=21")
    page.get_by_label("Only suspicious").click()
    assert page.locator(".fold").all_inner_texts() == [
        "Show 16 sentences without suspicion",
        *["Show 28 sentences without suspicion"] * 3,
        "Show 12 sentences without suspicion",
    ]
    assert page.locator(".s").count() == 4 * (4 + 2)
    assert page.evaluate("location.hash").endswith("&s=21&only=suspicious")
    page.get_by_role("button", name="Show the whole paragraph").first.click()
    assert page.evaluate("document.activeElement.textContent").startswith("In paragraph 4 sentence 0")
    page.locator(".fold button").first.click()
    assert page.evaluate("document.activeElement.textContent").startswith("In paragraph 0 sentence 0")
    assert page.locator(".s").count() == 4 * (4 + 2) + 3 + 16
    assert chosen(page).count() == 1
    folded = visit(long_report(html_sample_report), hash_="#view=document&only=suspicious&s=100")
    assert chosen(folded).inner_text().startswith("In paragraph 25 sentence 0")
    assert folded.evaluate("location.hash") == "#view=document&only=suspicious&s=100"
    hidden = visit(long_report(html_sample_report), hash_="#view=document&only=suspicious&s=120")
    assert chosen(hidden).inner_text().startswith("In paragraph 30 sentence 0")


def test_the_map_scrolls_and_follows(visit, html_sample_report):
    """A press on the map brings that part of the article; the map shows the window and the chosen sentence."""
    page = visit(long_report(html_sample_report, 200), hash_="#view=document&s=2")
    box = page.locator(".minimap").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.wait_for_timeout(150)
    frame = page.locator(".minimap .frame")
    shown = page.evaluate("document.elementFromPoint(300, 500).closest('.block').textContent")
    assert 90 < int(re.search(r"paragraph (\d+)", shown)[1]) < 110
    at = frame.evaluate("e => e.offsetTop / e.parentNode.offsetHeight")
    assert 0.4 < at < 0.5
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] * 0.9)
    page.mouse.up()
    page.wait_for_timeout(150)
    assert frame.evaluate("e => e.offsetTop / e.parentNode.offsetHeight") > 0.8
    assert page.locator(".minimap").get_attribute("aria-hidden") == "true"
    assert page.locator(".minimap .here").is_visible()


def test_decisions_show_in_the_text(visit, html_sample_report):
    """A decided sentence carries a sign with a name; the document's own verdict is decided above the text."""
    page = visit(html_sample_report, hash_=MUSEUM + "&s=1")
    page.keyboard.press("a")
    decided = page.locator(".s[data-decision=accepted]")
    assert decided.locator(".decided").inner_text().split() == ["✓", "Accepted"]
    page.keyboard.press("u")
    decided.wait_for(state="detached")
    verdict = page.locator(".verdict-review")
    verdict.get_by_role("button", name="Accept").click()
    page.locator(".verdict-review[data-decision=accepted]").wait_for()
    assert "Accepted" in verdict.inner_text()
    verdict.get_by_role("button", name="Reopen").click()
    page.get_by_text("The verdict on the document is open again.").first.wait_for()
    page.locator(".verdict-review[data-decision=open]").wait_for()


def test_left_out_sentences_are_said(visit, html_sample_report, monkeypatch):
    """Where the report left sentences out, the article says how many are missing there."""
    monkeypatch.setattr(island, "MAX_SENTENCES", 3)
    sentences = (row("One.", 1), bad("Two.", 2), row("Three.", 3), row("Four.", 4), bad("Five.", 5), bad("Six.", 6))
    page = visit(only(html_sample_report, *sentences), hash_="#view=document")
    assert page.locator(".gap").all_inner_texts() == [
        "1 sentence was left out of this report",
        "2 sentences were left out of this report",
    ]


def test_a_long_document_opens_at_a_place(visit, html_sample_report):
    """Thousands of sentences open with the asked one in the middle; the rest is built after that."""
    page = visit(long_report(html_sample_report, 1500), hash_="#view=document&s=4500")
    page.wait_for_timeout(200)
    assert middle(page, chosen(page)) < 90
    page.locator(".s").nth(5999).wait_for(state="attached")
    page.emulate_media(media="print")
    assert page.locator(".minimap").is_hidden()
    assert page.locator(".chunk").first.evaluate("e => getComputedStyle(e).contentVisibility") == "visible"


def test_the_sheet_leaves_the_chosen_sentence_in_sight(visit, html_sample_report):
    """On a phone the detail is a sheet; the chosen sentence stands above it, and nothing scrolls sideways."""
    page = visit(long_report(html_sample_report), hash_="#view=document", **PHONE)
    page.locator(".s").nth(8).click()
    page.wait_for_timeout(100)
    box, sheet = chosen(page).bounding_box(), page.locator("#detail").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= sheet["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


def test_hostile_text_stays_text(visit, html_sample_report):
    """Markup in a path or a sentence shows as text, and a sentence of a megabyte is cut in the article."""
    hostile = "</script><img src=x onerror='window.hacked = 1'> is here."
    hit = Finding("x.y", Severity.ERROR, Span(2, 9), Span(2, 9), "Bad.", None)
    report = only(html_sample_report, bad(hostile, 1, findings=(hit,)), row("word " * 200_000, 2))
    page = visit(replace(report, documents=(replace(report.documents[0], path=hostile),)), hash_="#view=document")
    assert page.locator(".s").first.inner_text().endswith(hostile)
    assert page.locator(".document-head h1").inner_text().startswith(hostile)
    assert page.evaluate("window.hacked === undefined")
    assert page.locator(".document-head h1 img").count() == 0
    assert len(page.locator(".s").nth(1).inner_text()) < 4100


def test_an_index_sends_the_reader_to_the_page(browser, html_sample_report, tmp_path):
    """In a report that is a folder, the index has no articles: the address leads to the document's own page."""
    folder = folder_of(html_sample_report, "index.html")
    for name, content in render_folder(html_sample_report, folder):
        place = tmp_path / name if name == folder.index else tmp_path / folder.name / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(content, encoding="utf-8")
    page = browser.new_page()
    index = (tmp_path / "index.html").as_uri()
    page.goto(f"{index}{MUSEUM}&s=4&tint=fluency")
    chosen(page).wait_for()
    assert chosen(page).inner_text().split()[2:5] == ["For", "many", "years"]
    page.get_by_role("link", name="All documents").click()
    page.wait_for_url(index)
    page.goto(f"{index}#view=document&file=content/news/council-library.html")
    page.get_by_text("content/news/council-library.html has no page: nothing in it is suspicious.").wait_for()
    page.close()
