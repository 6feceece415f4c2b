"""An evaluation as text, JSON, HTML, Markdown and pictures."""

from __future__ import annotations

import json
import re
import sys
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from mtqa.errors import DataError, OutputError, UsageError
from mtqa.evaluation.as_html import as_html
from mtqa.evaluation.as_json import as_json
from mtqa.evaluation.as_markdown import as_markdown
from mtqa.evaluation.as_text import rows, text
from mtqa.evaluation.pictures import pictures
from mtqa.evaluation.sections import sections
from mtqa.evaluation.writing import write

CELL = re.compile(r"(?<!\\)\|")


class Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, page):
        """Read the page."""
        super().__init__()
        self.open, self.tags, self.attributes, self.ids = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an element without content."""
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        """Make sure that it closes what is open."""
        assert self.open.pop() == tag


@pytest.fixture
def drawn(evaluation):
    """Return the pictures."""
    pytest.importorskip("matplotlib", reason="needs the extra mtqa[evaluate]")
    return pictures(evaluation)


def test_parts_without_rows_are_left_out(evaluation):
    """Others' parts stand before the limits; a breakdown that has no rows is not mentioned."""
    titles = [section.title for section in sections(evaluation)]
    assert titles[-2:] == ["Shortcuts", "What it cannot do"]
    assert "By year" not in titles
    assert all(len(row) == len(s.header) for s in sections(evaluation) for row in s.rows)


def test_text_says_everything(evaluation):
    """Figures, rates with their intervals, and the signature as the last line; the summary is shorter."""
    said = text(evaluation)
    for part in ("1,200 / 34", ".812 [.790, .834]", "25.0% [12.5%, 50.0%]", "0.50%", "0.09% to 2.78%", "Shortcuts"):
        assert part in said
    assert said.splitlines()[-1] == evaluation.signature
    summary = rows(evaluation)
    assert summary[-1] == evaluation.signature
    assert summary[0] == "How well it tells them apart"
    assert len(summary) < len(said.splitlines()) / 2


def test_json_keeps_the_numbers(evaluation):
    """Every figure comes back as it went in, and the tables are there as printed."""
    values = json.loads(as_json(evaluation))
    row, given = values["comparisons"][0], evaluation.comparisons[0]
    assert row["counts"] == list(given.counts)
    assert row["auc"] == {"value": given.auc.value, "low": given.auc.low, "high": given.auc.high}
    assert values["comparisons"][2]["accuracy"] is None
    assert values["bins"][0] == {"count": 10, "weight": 0.5, "probability": 0.25, "share": 0.375}
    assert values["calibration_error"] == pytest.approx(0.0625)
    assert values["rates"][1]["interval"]["value"] == 1 / 200
    assert [s["title"] for s in values["sections"]] == [s.title for s in sections(evaluation)]
    assert values["signature"] == evaluation.signature


def test_html_is_one_page_that_asks_for_nothing(evaluation, drawn):
    """It is well formed, has no script, no address of elsewhere, and no name twice; what it shows is escaped."""
    html = as_html(evaluation, drawn)
    page = Page(html)
    assert page.open == []
    assert "script" not in page.tags
    assert not re.search(r"https?:|//[a-z]", html)
    links = [value for name, value in page.attributes if name in ("href", "src", "xlink:href")]
    assert all(link.startswith("#") and link[1:] in page.ids for link in links)
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("svg") == 2
    assert page.tags.count("table") == sum(bool(s.header) for s in sections(evaluation))
    assert "a|b &lt;i&gt;" in html
    assert "<code>others</code>" in html
    assert "<strong>It proves nothing.</strong>" in html
    assert not any(name.startswith("on") for name, _ in page.attributes)


def test_markdown_tables_are_well_formed(evaluation):
    """Each row has as many cells as its head, whatever is in them; pictures are named beside the page."""
    page = as_markdown(evaluation, "accuracy")
    for block in page.split("\n\n"):
        if block.startswith("|"):
            lines = block.splitlines()
            assert re.fullmatch(r"(\|---)+\|", lines[1])
            assert len({len(CELL.findall(line)) for line in lines}) == 1
            assert all(line.startswith("|") and line.endswith("|") for line in lines)
    assert "quotes \\| dashes" in page
    assert "(accuracy-roc.svg)" in page
    assert "(accuracy-reliability.svg)" in page
    assert max(map(len, (line for line in page.splitlines() if not line.startswith(("|", "`"))))) <= 120


def test_pictures_are_the_same_again(evaluation, drawn):
    """The same figures give the same bytes, well-formed, without a date."""
    assert [picture.svg for picture in pictures(evaluation)] == [picture.svg for picture in drawn]
    for picture in drawn:
        root = ET.fromstring(picture.svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "metadata" not in picture.svg
    assert "false-positive rate" in drawn[0].svg
    assert "documents of 12" in drawn[0].svg


def test_writes_all_formats(evaluation, drawn, tmp_path):
    """Files are written where they are wanted; Markdown has its pictures beside it."""
    assert write(evaluation, "json", tmp_path / "new" / "e.json") == (tmp_path / "new" / "e.json",)
    assert write(evaluation, "html", tmp_path / "e.html") == (tmp_path / "e.html",)
    written = write(evaluation, "md", tmp_path / "accuracy.md")
    assert [path.name for path in written] == ["accuracy.md", "accuracy-roc.svg", "accuracy-reliability.svg"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ("new", "e.html", "accuracy.md", "accuracy-roc.svg", "accuracy-reliability.svg")
    )
    assert (tmp_path / "accuracy-roc.svg").read_text(encoding="utf-8") == drawn[0].svg


def test_says_what_stands_in_the_way(evaluation, tmp_path, monkeypatch):
    """A folder in the file's place, an unknown format, and a missing matplotlib are each said in one line."""
    with pytest.raises(OutputError, match="can't be written"):
        write(evaluation, "json", tmp_path)
    with pytest.raises(UsageError, match="unknown format 'pdf'"):
        write(evaluation, "pdf", tmp_path / "e.pdf")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(DataError, match=r"pip install 'mtqa\[evaluate\]'"):
        write(evaluation, "md", tmp_path / "e.md")
