"""What stands beside the English in the page: the overview's figures, the detail's texts, the article's gaps."""

from dataclasses import replace

import pytest

from mtqa.beside import (
    Beside,
    Change,
    Changes,
    Compared,
    DocumentBeside,
    Missing,
    Previous,
    Role,
    Score,
    Significance,
    Unpaired,
)
from mtqa.config import Settings
from mtqa.report.html.beside import pieces
from mtqa.report.html.island import Part, page_data
from mtqa.report.html.overview import overview
from mtqa.report.markdown import render_markdown
from mtqa.report.word_difference import LONGEST, Words, common, word_difference

HOSTILE = '<img src=x onerror="throw 1">'
HARBOUR = "file=content%2Fculture%2Fharbour-museum.md"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def scores(bleu, chrf):
    """Make the scores of a block."""
    return (Score("BLEU", bleu), Score("chrF2++", chrf), Score("TER", 60.0))


COMPARED = Compared(
    candidate="content",
    references=("human", HOSTILE),
    baseline="old",
    source="ru",
    documents=2,
    blocks=10,
    scores=(Score("BLEU", 20.1, (18.0, 22.4)), Score("chrF2++", 47.3, (45.0, 49.0)), Score("TER", 61.0)),
    baseline_scores=(Score("BLEU", 24.0, (22.0, 26.3)), Score("chrF2++", 46.0), Score("TER", 58.0)),
    significance=(
        Significance("BLEU", 20.1, 24.0, -3.9, 0.031, "bootstrap resampling"),
        Significance("chrF2++", 47.3, 46.0, 1.3, 0.0004, "bootstrap resampling"),
        Significance("TER", 61.0, 58.0, 3.0, 0.2, "bootstrap resampling"),
    ),
    signatures=("BLEU|nrefs:2|version:2.4.0", "chrF2++|nrefs:2|version:2.4.0", "TER|nrefs:2|version:2.4.0"),
    trials=1000,
    seed=12345,
    unpaired=(Unpaired(Role.CANDIDATE, "content/a.md", "there is no human/a.md"),),
    changes=Changes(31, 6, 2, 5, 1, 2, (-4.2, -9.1, 0.4), (0.8, 0.2, 1.5)),
)
OLDER = "The exhibition was opened by the museum director and will be open until the end of the month."


@pytest.fixture
def compared(html_sample_report):
    """A report of which the museum has everything beside it: a changed sentence, a new one, two in one block."""
    library, museum, *others = html_sample_report.documents
    sentences = list(museum.sentences)
    one = Beside(
        1,
        "Выставку открыл директор музея.",
        (f"The director of the museum opened the exhibition. {HOSTILE}", ""),
        scores(9.0, 39.2),
        Previous(OLDER, Change.CHANGED, scores(40.0, 66.0), 44.0, -0.8),
    )
    new = Beside(2, "", ("Quite other words.", "No."), scores(3.0, 12.5), Previous("", Change.NEW))
    shared = Beside(0, "Корабль.", ("A ship.", "Ship."), scores(50.0, 80.0), Previous("As is.", Change.UNCHANGED))
    for order, beside in ((0, shared), (1, one), (2, new), (3, shared)):
        sentences[order] = replace(sentences[order], beside=beside)
    document = DocumentBeside(
        source="ru/museum.md",
        language="ru",
        references=("human/museum.md", ""),
        previous="old/museum.md",
        blocks=6,
        scores=scores(12.0, 39.5),
        previous_scores=scores(18.0, 44.2),
        missing=(
            Missing(Role.SOURCE, "Вход свободный.", 4, 1),
            *(Missing(Role.REFERENCE, f"{HOSTILE} {n}", n, 6) for n in range(1, 6)),
        ),
    )
    museum = replace(museum, sentences=tuple(sentences), beside=document)
    library = replace(library, beside=DocumentBeside(references=("human/library.html", ""), scores=scores(44.0, 66.1)))
    return replace(html_sample_report, documents=(library, museum, *others), compared=COMPARED)


class TestWords:
    """Differences in words."""

    def test_stretches_make_up_both_texts(self):
        """Words and signs are told apart, and nothing is lost."""
        old, new = "The fair opens on Monday, in May.", "The fair is opening on Monday in May!"
        found = word_difference(old, new)
        assert found == [
            Words("The fair ", "The fair ", same=True),
            Words("opens ", "is opening ", same=False),
            Words("on Monday", "on Monday ", same=True),
            Words(", ", "", same=False),
            Words("in May", "in May", same=True),
            Words(".", "!", same=False),
        ]
        assert ("".join(w.old for w in found), "".join(w.new for w in found)) == (old, new)
        assert (word_difference("", ""), common([]), word_difference("", "A b")) == (
            [],
            1.0,
            [Words("", "A b", same=False)],
        )
        assert word_difference("word " * LONGEST, "word") == []

    def test_pieces_for_the_page(self):
        """By turns: the same, the other text's, the English's; one string where little is in common."""
        assert pieces("A red ship.", "A ship at sea.", fully=True) == ["A ", "red ", "", "ship", "", " at sea", "."]
        assert pieces("A red ship.", "Nobody knew.", fully=True) == "A red ship."
        assert pieces("A red ship.", "A ship.", fully=False) == "A red ship."
        assert pieces("A b", "C b", fully=True) == ["", "A ", "C ", "b"]


def test_the_island_has_each_block_once(compared):
    """Sentences of a block share it; a change for the worse is told; an index leaves out what is missing."""
    data = page_data(compared, Part(compared.documents, "whole", "0" * 16))
    museum = {s["order"]: s.get("beside") for s in data["sentences"] if s["document"] == 1}
    assert len(data["blocks"]) == 3
    assert museum[0] == museum[3] is not None
    assert museum[4] is None
    assert data["blocks"][museum[0]] == {
        "sentences": 2,
        "source": "Корабль.",
        "references": ["A ship.", "Ship."],
        "scores": [["BLEU", 50.0], ["chrF2++", 80.0], ["TER", 60.0]],
        "previous": {"change": "unchanged"},
    }
    changed = data["blocks"][museum[1]]["previous"]
    assert (changed["worse"], changed["fluency"], changed["evidence"]) == (True, [44.0, 2.1], [-0.8, 3.4])
    assert data["blocks"][museum[2]]["previous"] == {"change": "new"}
    assert len(data["documents"][1]["beside"]["missing"]) == 6
    index = page_data(compared, Part(compared.documents, "index", "0" * 16))
    assert (index["documents"][1]["beside"].get("missing"), index["documents"][1]["beside"]["lacking"]) == (None, 6)


def test_the_overview_needs_no_script(compared, html_parsed, html_sample_report):
    """Scores, documents, changes, what was not paired and signatures are text; a document's page has none of it."""
    found = html_parsed(overview(compared), "compared")
    text = " ".join(found.lines)
    assert "img" not in found.tags
    for said in (
        f"Compared with human , {HOSTILE}",
        "2 documents have a counterpart, 10 blocks were compared. Baseline candidate: old . Source: ru",
        "6 passages of the counterparts are missing in the English.",
        "BLEU 20.1 (18.0 to 22.4) 24.0 (22.0 to 26.3) −3.9 ▼ 0.031*",
        "chrF2++ 47.3 (45.0 to 49.0) 46.0 +1.3 ▲ <0.001*",
        "TER lower is better 61.0 58.0 +3.0 0.200",
        "bootstrap of 1,000 samples, seed 12345",
        "content/culture/harbour-museum.md 39.5 44.2 6 6 content/news/council-library.html 66.1 –",
        "Blocks unchanged 31 Changed 6 New 2 Removed 5",
        "Of those changed, 1 became clear and 2 suspicious.",
        "Fluency of those changed moved by −4.2 on average (95%: −9.1 to +0.4)",
        "content/a.md candidate there is no human/a.md",
        "BLEU|nrefs:2|version:2.4.0",
    ):
        assert said in text
    plain = html_parsed(overview(compared)).lines
    assert "Source:" in plain
    assert html_parsed(overview(compared, "document"), "compared").lines == []
    assert html_parsed(overview(html_sample_report), "compared").lines == []
    only_source = replace(compared, compared=Compared("content", source="ru", documents=2))
    assert html_parsed(overview(only_source), "compared").lines[:6] == [
        "Compared with",
        "ru",
        "2 documents have a counterpart. 6 passages of the counterparts are missing in the English.",
        "Documents by chrF2++, worst first",
        "Document",
        "0 to 100",
    ]


def test_a_comment_has_the_scores(compared, html_sample_report):
    """The Markdown comment has a table of scores, and what content names stays text."""
    text = "".join(render_markdown(compared, Settings()))
    assert (
        "<tr><td>BLEU</td><td>20.1 (18.0-22.4)</td><td>24.0 (22.0-26.3)</td><td>-3.9</td><td>0.031*</td></tr>" in text
    )
    assert "&lt;img" in text
    assert "<img" not in text
    assert "blocks compared" not in "".join(render_markdown(html_sample_report, Settings()))


@pytest.mark.browser
@pytest.mark.usefixtures("html_rules")
def test_the_detail_shows_what_stands_beside(visit, compared):
    """Source with its language, references and the older version with their differences, figures then and now."""
    from playwright.sync_api import expect  # noqa: PLC0415 - skipped where it is not installed

    page = visit(compared, hash_=f"#view=document&{HARBOUR}&s=1")
    panel = page.locator("#detail .beside-it")
    source = panel.locator("[lang=ru]")
    assert (source.inner_text(), source.get_attribute("dir")) == ("Выставку открыл директор музея.", "auto")
    assert panel.locator("h4").all_inner_texts() == [
        "Source, Russian ru/museum.md",
        "Reference 1 human/museum.md",
        "Reference 2",
        "Baseline candidate old/museum.md",
        "Scores of the block",
    ]
    older = panel.locator(".counterpart", has_text="old/museum.md")
    assert older.locator("del").all_text_contents() == [
        "[only in the other text: director]",
        "[only in the other text: be open]",
        "[only in the other text: the]",
    ]
    assert older.locator("ins").all_text_contents() == [
        "[only in this English: director of]",
        "[only in this English: to work]",
    ]
    assert older.locator("p").first.inner_text() == (
        "▼Worse than in the baseline candidate: more machine-like, or farther from the reference."
    )
    assert older.locator("dd > span:first-child").all_inner_texts() == ["44.0 → 2.1", "−0.8 → +3.4"]
    assert panel.locator("p.text", has_text="onerror").count() == 1
    panel.get_by_role("button", name="Text").click()
    expect(older.locator("ins").first).to_be_hidden()
    assert older.locator(".compared-text").evaluate(
        "e => getComputedStyle(e.querySelector('del')).textDecorationLine"
    ) == ("none")
    missing = page.locator(".article .missing")
    assert missing.count() == 2
    assert missing.first.evaluate("e => e.previousElementSibling.innerText").endswith("until the end of month.")
    assert missing.first.locator("p").all_inner_texts() == [
        "∅The source has text here that the English lacks (line 4):",
        "Вход свободный.",
    ]
    assert missing.last.locator("summary").inner_text() == "2 more passages that the English lacks here"
    assert "6 passages missing" in page.locator(".document-head .counterparts").inner_text()
    page.get_by_label("Only suspicious").check()
    assert page.locator(".article .missing").count() == 2
    page.locator(".article .s").first.click()


@pytest.mark.browser
@pytest.mark.usefixtures("html_rules")
def test_the_queue_knows_changes_and_chrf(visit, follow, compared):
    """Rows have the chrF and the change; the queue sorts by the one and filters by the other."""
    page = visit(compared, hash_="#view=queue&verdict=all&state=all&sort=chrf")
    rows = page.locator("#rows .row")
    assert [rows.nth(i).locator(".figure", has_text="chrF").locator("b").inner_text() for i in range(4)] == [
        "12.5",
        "39.2",
        "80.0",
        "80.0",
    ]
    assert rows.nth(0).locator(".change").inner_text() == "+ new"
    page.locator("#filters .toggle").click()
    assert page.locator("#change option").all_inner_texts() == [
        "Any change (13)",
        "changed (1)",
        "worse than before (1)",
        "new (1)",
        "as before (2)",
    ]
    page.select_option("#change", "worse")
    assert page.locator("#count").inner_text() == "1 of 13 sentences"
    page.locator("#reset").click()
    page.select_option("#change", "unchanged")
    page.locator("#verdicts button[data-verdict='']").click()
    rows.first.click()
    assert "This block has 2 sentences" in page.locator("#detail .shared").inner_text()
    follow(page, page.locator("a[data-view=overview]"))
    follow(page, page.get_by_role("link", name="Changed", exact=True))
    assert page.locator("#count").inner_text() == "1 of 13 sentences"


@pytest.mark.browser
@pytest.mark.usefixtures("html_rules")
def test_what_stands_beside_is_accessible(visit, compared):
    """Overview (dark) and document (light) pass WCAG A and AA, fit any width, and print their texts."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = visit(compared, reduced_motion="reduce")
    found = []
    for hash_, there, scheme in (
        ("#", "#compared", "dark"),
        (f"#view=document&{HARBOUR}&s=1", "#detail .beside-it", "light"),
    ):
        page.goto(page.url.split("#")[0] + hash_)
        page.wait_for_selector(there)
        page.emulate_media(color_scheme=scheme)
        complaints = axe.Axe().run(page, options={"runOnly": LEVELS}).response["violations"]
        found += [(hash_, one["id"], [node["target"] for node in one["nodes"]]) for one in complaints]
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
    page.emulate_media(media="print")
    assert page.locator("#detail .words-choice .segmented").is_hidden()
    assert page.locator("#detail .compared-text").first.is_visible()
