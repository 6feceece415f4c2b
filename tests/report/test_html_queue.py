"""The queue in the page: which sentences it lists, how it is filtered, sorted and stepped through, at any length."""

from dataclasses import replace
from itertools import pairwise

import pytest

from mtqa.alert import State
from mtqa.document import Span
from mtqa.result import Finding, Severity, Verdict

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("html_rules")]

HARBOUR = "content/culture/harbour-museum.md"
QUEUE = "#view=queue"
ROW = "#rows .row"
WORST = [f"{HARBOUR}:5:1", f"{HARBOUR}:14:1", f"{HARBOUR}:11:1", f"{HARBOUR}:7:1", "content/feed.jsonl:3:14"]


def expect(locator):
    """Return playwright's expectation, which waits."""
    from playwright.sync_api import expect as waiting  # noqa: PLC0415 - skipped where it is not installed

    return waiting(locator)


def places(page):
    """Return the references of the rows in the page, in order."""
    return [place.get_attribute("title") for place in page.locator(f"{ROW} .place").all()]


def selected(page):
    """Return the reference of the selected row."""
    return page.locator(f"{ROW}[aria-selected=true] .place").get_attribute("title")


def address(page):
    """Return what the address holds, decoded."""
    return page.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")


def in_states(report, *states):
    """Give the alerts of the sentences of a report's second document these states, in order."""
    document = report.documents[1]
    orders = sorted({alert.sentence for alert in document.alerts if alert.sentence is not None})
    of = dict(zip(orders, states, strict=False))
    alerts = tuple(replace(alert, state=of.get(alert.sentence, alert.state)) for alert in document.alerts)
    return replace(report, documents=(report.documents[0], replace(document, alerts=alerts), *report.documents[2:]))


def test_lists_the_suspicious_sentences(visit, html_sample_report):
    """The queue opens with the suspicious sentences, worst first; each row says what a reader needs."""
    page = visit(html_sample_report, hash_=QUEUE)
    assert places(page) == WORST
    assert (selected(page), page.locator("#count").inner_text()) == (WORST[0], "5 of 13 sentences")
    assert page.locator("#queue-count").inner_text() == "5"
    row = page.locator(ROW).nth(0)
    assert [row.get_attribute(name) for name in ("role", "aria-posinset", "aria-setsize", "tabindex")] == [
        "option",
        "1",
        "5",
        "0",
    ]
    assert " ".join(row.inner_text().split()) == (
        "▲ Suspicious. The exhibition was opened by the director of museum and will to work until the end of month. "
        "Evidence +3.4 Fluency 2.1 content/culture/ harbour-museum.md :5 paragraph grammar.modal-to +2"
    )
    assert [(mark.get_attribute("class"), mark.inner_text()) for mark in row.locator(".said span").all()] == [
        ("f-warning", "of museum"),
        ("f-error", "will to work"),
    ]


def test_filters_narrow_the_list(visit, html_sample_report):
    """Text, rule, family, kind, severity, document and ranges leave what matches; chips and Reset take them away."""
    page = visit(html_sample_report, hash_=QUEUE)
    page.locator("#filters .toggle").click()
    for control, value, count in (
        ("q", "famous SHIP", 1),
        ("q", '"the famous ship"', 1),
        ("q", '"ship famous"', 0),
        ("q", "feed.jsonl", 1),
        ("rule", "grammar.modal-to", 1),
        ("family", "calque", 4),
        ("kind", "caption", 1),
        ("severity", "warning", 3),
        ("file", "culture/", 4),
        ("file", "content/feed.jsonl (record ferry-2031)", 1),
        ("fluency-to", "3", 3),
        ("evidence-from", "2.3", 3),
        ("evidence-to", "-1", 0),
        ("decision", "accepted", 0),
    ):
        if page.locator(f"#{control}").evaluate("element => element.tagName") == "SELECT":
            page.select_option(f"#{control}", value)
        else:
            page.fill(f"#{control}", value)
        assert (control, page.locator("#count").inner_text()) == (control, f"{count} of 13 sentences")
        page.locator("#reset").click()
        assert (page.locator("#count").inner_text(), page.locator("#q").input_value()) == ("5 of 13 sentences", "")
    page.select_option("#rule", "calque.make-photo")
    page.fill("#fluency-to", "10")
    assert page.locator(".chips li").all_inner_texts() == [
        "Rule: calque.make-photo ✕",
        "Fluency: -10 ✕",
        "Reset the filters",
    ]
    page.get_by_role("button", name="Remove the filter Rule: calque.make-photo").click()
    assert (page.input_value("#rule"), page.locator("#count").inner_text()) == ("", "5 of 13 sentences")


def test_counts_follow_the_other_filters(visit, html_sample_report):
    """Each choice counts what it would show, given the other filters."""
    page = visit(html_sample_report, hash_=f"{QUEUE}&file=content%2Ffeed.jsonl&record=ferry-2031")
    assert page.locator("#verdicts button").all_inner_texts() == ["Suspicious1", "Clear1", "Skipped0", "All2"]
    page.locator("#filters .toggle").click()
    options = page.locator("#rule option").all_inner_texts()
    assert [text for text in options if not text.endswith("(0)")] == [
        "Any rule (1)",
        "calque.degree-of-necessity (1)",
        "the model’s verdict (1)",
    ]
    page.locator("#verdicts button").nth(1).click()
    assert page.locator("#rule option").nth(0).inner_text() == "Any rule (1)"
    assert page.locator(".bulk").is_hidden()


def test_the_address_restores_the_view(visit, html_sample_report):
    """The address holds every filter, the order and the sentence, and opening it again shows the same."""
    page = visit(html_sample_report, hash_=QUEUE)
    assert address(page) == {"view": "queue"}
    page.locator("#verdicts button").nth(3).click()
    page.select_option("#sort", "order")
    page.fill("#q", "ship")
    page.locator(ROW).nth(1).click()
    kept = {"view": "queue", "q": "ship", "verdict": "all", "sort": "order", "s": f"{HARBOUR}:9:1"}
    page.wait_for_url(lambda url: "harbour-museum.md%3A9%3A1" in url)
    assert address(page) == kept
    again = visit(html_sample_report, hash_=page.evaluate("location.hash"))
    assert (places(again), selected(again)) == (
        [f"{HARBOUR}:{line}:1" for line in (7, 9, 14)],
        f"{HARBOUR}:9:1",
    )
    again.locator("#views a").nth(0).click()
    again.locator("#views a").nth(1).click()
    assert address(again) == kept


@pytest.mark.parametrize(
    ("hash_", "count", "sentence"),
    [
        ("&verdict=odd&rule=none&file=gone.md&sort=%E0%A4%A&fluency=x&evidence=1&s=99", 5, WORST[0]),
        ("&evidence=-2-3", 3, None),
        ("&s=2", 5, WORST[2]),
        (f"&file={HARBOUR}&s=3", 7, f"{HARBOUR}:9:1"),
        (f"&s={HARBOUR}:16:1", 13, f"{HARBOUR}:16:1"),
    ],
)
def test_an_address_may_name_anything(visit, html_sample_report, hash_, count, sentence):
    """Unknown values are left out; a sentence goes by number, by order in its document or by place, and is shown."""
    page = visit(html_sample_report, hash_=QUEUE + hash_)
    assert page.locator("#count").inner_text().startswith(f"{count} of ")
    assert sentence is None or selected(page) == sentence


def test_what_does_not_count_is_said_and_shown(visit, html_sample_report):
    """Known and suppressed sentences are left out, which is said; a press shows them with their state."""
    page = visit(in_states(html_sample_report, State.KNOWN, State.SUPPRESSED, State.NEW), hash_=QUEUE)
    assert page.locator("#count").inner_text() == "3 of 13 sentences"
    assert page.locator(".left-out").inner_text() == "1 known and 1 suppressed are not shown. Show them"
    page.get_by_role("button", name="Show them").click()
    assert sorted(page.locator(f"{ROW} .standing").all_inner_texts()) == ["known", "suppressed"]
    assert address(page)["state"] == "all"
    assert page.locator(".left-out").is_hidden()


def test_an_empty_list_offers_what_to_undo(visit, html_sample_report):
    """Where nothing matches, each filter that alone is to blame can be taken away, and all can."""
    page = visit(html_sample_report, hash_=f"{QUEUE}&rule=calque.make-photo&q=ferry")
    empty = page.locator(".empty")
    assert empty.locator("p").nth(0).inner_text() == "No sentence matches these filters."
    assert empty.locator("button").all_inner_texts() == [
        "Without Text “ferry”: 1 sentence",
        "Without Rule “calque.make-photo”: 1 sentence",
        "Show all 13 sentences",
    ]
    empty.locator("button").nth(0).click()
    assert (places(page), empty.is_hidden()) == ([f"{HARBOUR}:7:1"], True)
    council = visit(replace(html_sample_report, documents=html_sample_report.documents[:1]), hash_=QUEUE)
    assert council.locator(".empty p").nth(0).inner_text() == "No sentence is suspicious."
    council.get_by_role("button", name="Show all 3 sentences").click()
    assert council.locator(ROW).count() == 3
    none = visit(replace(html_sample_report, documents=()), hash_=QUEUE)
    assert none.locator(".empty").inner_text().strip() == "The report has no sentences."


@pytest.mark.parametrize(
    ("sort", "lines"),
    [("evidence", [11, 5, 14, 7, 3]), ("fluency", [14, 5, 11, 7, 3]), ("order", [5, 7, 11, 14, 3])],
)
def test_sorts(visit, html_sample_report, sort, lines):
    """The list is sorted by evidence, by fluency or as a reader reads; by file the paths go by the alphabet."""
    page = visit(html_sample_report, hash_=f"{QUEUE}&sort={sort}")
    assert [int(place.split(":")[1]) for place in places(page)] == lines
    page.select_option("#sort", "file")
    assert [int(place.split(":")[1]) for place in places(page)] == [5, 7, 11, 14, 3]


def test_keys_step_and_the_focus_follows(visit, html_sample_report):
    """The keys j and k, arrows, Home and End step without wrapping; the focus is on the selected row."""
    page = visit(html_sample_report, hash_=QUEUE)
    for key, place in (("j", 1), ("ArrowDown", 2), ("End", 4), ("j", 4), ("k", 3), ("Home", 0), ("ArrowUp", 0)):
        page.keyboard.press(key)
        assert (key, selected(page)) == (key, WORST[place])
        assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
    expect(page.locator("#said")).to_have_text("This is the first sentence.")
    assert page.locator("#detail").get_by_text("will to work").count() == 0 or page.locator("#detail").is_visible()


def test_a_decision_keeps_the_place(visit, html_sample_report):
    """A decided sentence leaves the list of open ones and the next is selected; undone, it comes back."""
    page = visit(html_sample_report, hash_=f"{QUEUE}&decision=open")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#count")).to_have_text("4 of 13 sentences")
    assert (places(page), selected(page)) == ([WORST[0], *WORST[2:]], WORST[2])
    assert page.locator("#queue-count").inner_text() == "4"
    page.locator(ROW).nth(3).click()
    page.keyboard.press("a")
    expect(page.locator("#count")).to_have_text("3 of 13 sentences")
    expect(page.locator(f"{ROW}[aria-selected=true] .place")).to_have_attribute("title", WORST[3])
    page.select_option("#decision", "accepted")
    assert page.locator(f"{ROW} .decided").all_inner_texts() == ["✓ Accepted", "✓ Accepted"]
    page.locator(ROW).nth(0).focus()
    page.keyboard.press("u")
    expect(page.locator("#count")).to_have_text("1 of 13 sentences")


def test_all_of_the_list_can_be_decided(visit, html_sample_report):
    """The bar over the list hands its sentences to the review, which asks first."""
    page = visit(html_sample_report, hash_=f"{QUEUE}&file=culture")
    assert page.locator(".bulk span").inner_text() == "With these 4:"
    page.locator(".bulk button").nth(0).click()
    page.locator("dialog").get_by_role("button", name="Accept").click()
    expect(page.locator(f"{ROW} .decided")).to_have_count(4)
    assert page.locator("#decision option").all_inner_texts()[:3] == ["Any decision (4)", "Open (0)", "Accepted (4)"]


def test_equal_sentences_are_marked(visit, html_sample_report):
    """A sentence whose text stands elsewhere too says how often."""
    documents = html_sample_report.documents
    twice = replace(documents[1], path="content/copy.md")
    page = visit(replace(html_sample_report, documents=(*documents, twice)), hash_=f"{QUEUE}&file=copy.md")
    expect(page.locator(f"{ROW} .equal")).to_have_text(["2 equal"] * 4)


def test_a_long_sentence_is_cut(visit, html_sample_report):
    """A row shows about three lines of a long sentence, from shortly before its first finding."""
    museum = html_sample_report.documents[1]
    text = "harbour " * 30_000 + "Litauens" + " harbour" * 30_000
    start = text.index("Litauens")
    hit = Finding("calque.x", Severity.NOTE, Span(start, start + 8), Span(start, start + 8), "Odd.")
    long = replace(museum.sentences[1], text=text, span=Span(0, len(text)), tokens=(), findings=(hit,))
    page = visit(replace(html_sample_report, documents=(replace(museum, sentences=(long,), alerts=()),)), hash_=QUEUE)
    said = page.locator(f"{ROW} .said")
    assert said.locator(".f-note").inner_text() == "Litauens"
    assert len(said.text_content()) < 430
    assert page.locator(ROW).bounding_box()["height"] < 160


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_selected_row_stays_visible(visit, html_big_report, width):
    """On any width the page doesn't scroll sideways, and a stepped-to row stands between the bar and the sheet."""
    page = visit(html_big_report(60), hash_=QUEUE, viewport={"width": width, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for _ in range(7):
        page.keyboard.press("j")
        box = page.locator(f"{ROW}[aria-selected=true]").bounding_box()
        bar = page.locator("header.bar").bounding_box()
        sheet = page.locator("#detail").bounding_box() if width < 900 else {"y": 1000}
        assert bar["y"] + bar["height"] <= box["y"]
        assert box["y"] + box["height"] <= sheet["y"]


def test_only_rows_near_the_viewport_are_in_the_page(visit, html_big_report):
    """Thousands of sentences are a few rows; jumps and steps keep numbers and focus; print has more of them."""
    page = visit(html_big_report(3000, tokens=False), hash_=f"{QUEUE}&sort=order")
    assert page.locator(ROW).count() < 30
    page.keyboard.press("j")
    page.keyboard.press("End")
    last = page.locator(f"{ROW}[aria-selected=true]")
    assert [last.get_attribute(name) for name in ("aria-posinset", "aria-setsize")] == ["3000", "3000"]
    expect(last).to_be_in_viewport()
    assert page.evaluate("document.activeElement.ariaPosInSet") == "3000"
    page.keyboard.press("k")
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.ariaPosInSet") == "2999"
    boxes = page.evaluate(
        "[...document.querySelectorAll('#rows .row')].map((row) => row.getBoundingClientRect())"
        ".map((box) => [box.top, box.bottom])"
    )
    inner = [box for box in boxes if box[1] > 0 and box[0] < 900]
    assert inner[0][0] <= 60
    assert inner[-1][1] >= 900
    assert all(abs(below[0] - above[1]) < 1 for above, below in pairwise(inner))
    page.fill("#q", '" 1500."')
    assert (page.locator(ROW).count(), page.locator("#count").inner_text()) == (1, "1 of 3,000 sentences")
    page.fill("#q", "")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(ROW).count() == 300
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(ROW).count() < 30


def test_a_keystroke_is_fast(visit, html_big_report):
    """A letter in the search of 10,000 sentences is answered within 100 ms, the page's layout included."""
    page = visit(html_big_report(10_000, tokens=False), hash_=QUEUE)
    page.fill("#q", "h")
    pace = page.evaluate(
        """() => [..."arbour "].map((letter) => {
             const field = document.getElementById("q");
             field.value += letter;
             const began = performance.now();
             field.dispatchEvent(new Event("input"));
             document.body.offsetHeight;
             return performance.now() - began;
           })"""
    )
    assert min(pace) < 100


def test_verdicts_are_their_own_filter(visit, html_sample_report):
    """The buttons of the verdicts carry their counts and show what they say, with the reason of skipped ones."""
    page = visit(html_sample_report, hash_=QUEUE)
    assert page.locator("#verdicts button").all_inner_texts() == ["Suspicious5", "Clear6", "Skipped2", "All13"]
    page.locator("#verdicts button").nth(2).click()
    assert page.locator(f"{ROW} .why").all_inner_texts() == ["not prose: a byline", "too short"]
    assert Verdict.SKIPPED.value == address(page)["verdict"]
