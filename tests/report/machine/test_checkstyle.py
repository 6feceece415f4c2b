"""Checkstyle's XML."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mtqa.alert import Severity
from mtqa.report.wording import one_line, writable
from mtqa.report.xml_text import content, legal, opening


def tree(text):
    """Parse a document as strictly as lxml does."""
    return etree.fromstring(text.encode("utf-8"))


def test_the_alerts_of_a_file_stand_together(report, rendered):
    """Each file is there once, with its alerts in the order of reading; those without any are not."""
    root = tree(rendered(report, "checkstyle"))
    files = [(file.get("name"), [error.get("line") for error in file]) for file in root]
    assert files == [
        ("content/culture/harbour-museum.md", ["1", "5", "11", "12"]),
        ("content/feed.jsonl", ["1", "3", "1", "4"]),
        ("content/captions/tour.srt", ["7"]),
        ("content/prices.xlsx", ["1"]),
        ("content/odd, |name| `x`: 1%.md", ["2", "9"]),
    ]


def test_an_alert(rendered, report_of, make_alert):
    """An alert has a place, a level, a message and a rule; one about a whole file has no column."""
    alerts = [
        make_alert("a.b", Severity.NOTE, 'Say "so".', 1, (3, 4, 3, 9)),
        make_alert("c.d", Severity.WARNING, "m", 2),
    ]
    (file,) = tree(rendered(report_of(*alerts), "checkstyle"))
    assert [dict(error.attrib) for error in file] == [
        {"line": "3", "column": "4", "severity": "info", "message": 'Say "so".', "source": "mtqa.a.b"},
        {"line": "1", "severity": "warning", "message": "m", "source": "mtqa.c.d"},
    ]


def test_a_clean_run(rendered, report_of):
    """A run without new alerts is an empty document."""
    assert len(tree(rendered(report_of(), "checkstyle"))) == 0


@given(st.text(st.characters(), min_size=1))
def test_any_text_comes_back(rendered, report_of, make_alert, text):
    """Messages and names are read back as they were, but for what no XML can hold."""
    alert = make_alert("a.b", Severity.ERROR, text, 1)
    (file,) = tree(rendered(report_of(alert, path=f"a/{text.replace('/', '')}.md"), "checkstyle"))
    name = f"a/{text.replace('/', '')}.md"
    assert (file.get("name"), file[0].get("message")) == (legal(writable(name)), legal(one_line(text)))


@given(st.text(st.characters()), st.text(st.characters()))
def test_xml_text(value, inside):
    """Attributes and contents are read back as they were, but for what no XML can hold."""
    element = tree(f"{opening('a', value=value, none=None)}>{content(inside)}</a>")
    assert (dict(element.attrib), element.text or "") == ({"value": legal(value)}, legal(inside))
