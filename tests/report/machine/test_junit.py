"""JUnit's XML."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mtqa.alert import Severity, State
from mtqa.report.wording import one_line
from mtqa.report.xml_text import legal
from mtqa.result import Coverage, Gate, SkippedFile

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "data" / "junit.xsd"))


def cases(text):
    """Return the cases of a document by class and name, after a check of its structure and figures."""
    root = etree.fromstring(text.encode("utf-8"))
    SCHEMA.assertValid(root)
    found = root.findall("testsuite/testcase")
    ends = Counter(outcome(case) for case in found)
    figures = [len(found), ends["failure"], ends["error"], ends["skipped"]]
    names = ("tests", "failures", "errors", "skipped")
    for element in (root, root[0]):
        assert [int(element.get(name)) for name in names] == figures
    return {(case.get("classname"), case.get("name")): case for case in found}


def outcome(case):
    """Return how a case ended."""
    return next((child.tag for child in case if child.tag != "system-out"), "passed")


def file_case(text, name="a.md"):
    """Return the case of a file."""
    return cases(text)["mtqa.files", name]


def test_a_case_for_each_file(report, rendered):
    """The gate is a case, and so is each file; clean ones and those with known alerts only pass."""
    found = cases(rendered(report, "junit"))
    assert {name: outcome(case) for (_, name), case in found.items()} == {
        "gate": "failure",
        "content/culture/harbour-museum.md": "failure",
        "content/news/council-library.html": "passed",
        "content/feed.jsonl": "failure",
        "content/captions/tour.srt": "failure",
        "content/prices.xlsx": "failure",
        "content/odd, |name| `x`: 1%.md": "failure",
        "content/known.md": "passed",
        "content/logo.png": "skipped",
        "content/de/hafen.md": "skipped",
        "content/big.csv": "error",
        "content/feed.jsonl:9": "error",
    }


def test_a_run_that_passes(rendered, report_of):
    """A clean run has two cases that pass, so that nobody takes it for a broken one."""
    found = cases(rendered(report_of(gate=Gate(passed=True)), "junit"))
    assert {name: outcome(case) for name, case in found.items()} == {
        ("mtqa.gate", "gate"): "passed",
        ("mtqa.files", "a.md"): "passed",
    }


def test_a_failure_that_no_file_shows(rendered, report_of):
    """Too little coverage fails the gate's case alone."""
    reasons = ("Coverage is 10%, less than the 90% required", "and so on")
    case = cases(rendered(report_of(gate=Gate(passed=False, reasons=reasons)), "junit"))["mtqa.gate", "gate"]
    assert (case[0].get("message"), case[0].text) == (reasons[0], "\n".join(reasons))


def test_a_failure(rendered, report_of, make_alert):
    """A failed file names its worst rule, counts its alerts and lists them; its line is that of the first."""
    alerts = [
        make_alert("a.note", Severity.NOTE, "Odd.", 1, (3, 4, 3, 9)),
        make_alert("a.error", Severity.ERROR, "Wrong.", 2, (7, 1, 7, 9)),
        make_alert("a.known", Severity.ERROR, "Known.", 3, (8, 1, 8, 9), state=State.KNOWN),
    ]
    case = file_case(rendered(report_of(*alerts), "junit"))
    failure, out = case
    assert (case.get("file"), case.get("line"), out.text) == ("a.md", "3", "1 known alert")
    assert dict(failure.attrib) == {"type": "a.error", "message": "2 new alerts, the worst: Wrong."}
    assert failure.text == "3:4 note a.note: Odd.\n7:1 error a.error: Wrong."


def test_a_file_that_was_read_in_part(rendered, report_of):
    """Where a part of a file could not be read, its case is an error."""
    skipped = (SkippedFile("a.md", "half of it is missing"),)
    case = file_case(rendered(report_of(coverage=Coverage(files_skipped=skipped)), "junit"))
    assert (outcome(case), case[0].text) == ("error", "half of it is missing")


def test_a_file_in_another_language_in_part(rendered, report_of):
    """What nobody expects to be read does not keep a file from passing."""
    skipped = (SkippedFile("a.md", "in another language (German)"),)
    case = file_case(rendered(report_of(coverage=Coverage(files_skipped=skipped)), "junit"))
    assert outcome(case) == "passed"


def test_long_lists_are_cut(rendered, report_of, make_alert):
    """A file with very many alerts says how many are not listed: readers refuse long texts."""
    alerts = [make_alert("a.b", Severity.ERROR, "m" * 9000, n) for n in range(1_234)]
    text = file_case(rendered(report_of(*alerts), "junit"))[0].text
    assert (text.endswith("\nand 234 more"), len(text) < 5_000_000) == (True, True)


def test_the_gate_says_what_the_run_was(report, rendered):
    """The gate's case has the figures, in no words of the content, which readers may take for instructions."""
    out = cases(rendered(report, "junit"))["mtqa.gate", "gate"].findtext("system-out")
    assert out == (
        "12 new, 3 fixed, 2 known, 2 suppressed alerts.\nCoverage: 6 of 10 files checked; 9 of 9 sentences judged, "
        "9 suspicious; 1,500 of 2,000 characters scored (75%)."
    )


@pytest.mark.parametrize("seconds", [0.0, 1234.5678, -1.0])
def test_the_time(report, rendered, seconds):
    """The time is seconds with thousandths, without a thousands separator."""
    root = etree.fromstring(rendered(replace(report, seconds=seconds), "junit").encode("utf-8"))
    assert root.get("time") == f"{max(seconds, 0):.3f}"


@given(st.text(st.characters(), min_size=1))
def test_any_message_comes_back(rendered, report_of, make_alert, text):
    """A message is read back as it was, but for what no XML can hold."""
    alert = make_alert("a.b", Severity.ERROR, text, 1)
    case = file_case(rendered(report_of(alert, gate=Gate(passed=False, reasons=(text,))), "junit"))
    assert case[0].text == f"error a.b: {legal(one_line(text))}"
