"""What all formats for machines have in common."""

from dataclasses import replace
from pathlib import Path

import pytest

from mtqa.alert import Severity, State
from mtqa.result import Coverage, Gate, Totals

DATA = Path(__file__).parents[1] / "data"
GOLDEN = {
    "github": "machine.github.txt",
    "gitlab": "machine.gitlab.json",
    "junit": "machine.junit.xml",
    "rdjson": "machine.rdjson.json",
    "checkstyle": "machine.checkstyle.xml",
    "markdown": "machine.md",
}
ALL = pytest.mark.parametrize("name", list(GOLDEN))


@ALL
def test_is_as_before(report, rendered, name):
    """The report with every kind of alert is, byte for byte, the committed one."""
    assert rendered(report, name).encode() == (DATA / GOLDEN[name]).read_bytes()


@ALL
def test_names_no_place_of_the_machine(report, rendered, name, tmp_path, monkeypatch):
    """A file that was named with its whole path is told relative to the current folder."""
    monkeypatch.chdir(tmp_path)
    first = replace(report.documents[0], path=str(tmp_path / "content" / "a.md"))
    text = rendered(replace(report, documents=(first,)), name)
    assert ("content/a.md" in text, str(tmp_path) in text) == (True, False)


@ALL
@pytest.mark.parametrize("state", [State.KNOWN, State.SUPPRESSED, State.UNCHANGED])
def test_lists_only_what_is_new(rendered, report_of, make_alert, name, state):
    """An alert that does not count is not listed."""
    known = make_alert("a.rule", Severity.ERROR, "It was here.", 1, (1, 1, 1, 3), sentence=0, state=state)
    assert "It was here." not in rendered(report_of(known, path="b.md"), name)


@ALL
def test_half_a_pair_of_surrogates(rendered, report_of, make_alert, name):
    """Half a surrogate pair in a name, a message or a sentence leaves the text UTF-8."""
    bad = "x\ud800y\udc80"
    alert = make_alert("a.rule", Severity.ERROR, bad, 1, (1, 1, 1, 3), sentence=0, suggestion=bad)
    gate = Gate(passed=False, reasons=(bad,))
    text = rendered(report_of(alert, path=f"{bad}.md", text=bad, record=bad, gate=gate, notes=(bad,)), name)
    assert "x⟦U+D800⟧y⟦U+DC80⟧" in text


@ALL
def test_a_run_without_anything(rendered, report_of, name):
    """A run of nothing, with a gate that gives no reason, is a whole report of its format."""
    empty = replace(report_of(), documents=(), coverage=Coverage(), gate=Gate(passed=False))
    assert rendered(empty, name).endswith("\n")


@ALL
def test_the_same_report_gives_the_same_text(report, rendered, name):
    """Rendering twice gives the same."""
    assert rendered(report, name) == rendered(report, name)


@pytest.mark.parametrize("name", ["github", "junit", "checkstyle", "markdown"])
def test_says_what_a_report_does_not_hold(report, rendered, name):
    """Where only the worst documents of a run are held, or it was interrupted, the report says so."""
    totals = Totals(5000, 90_000, 80_000, 4000, {}, {}, {}, {}, {State.NEW: 4321})
    text = rendered(replace(report, totals=totals, interrupted=True), name)
    said = "Of 5,000 documents only the 8 worst are in this report."
    assert (said in text, "The run was interrupted: what was not reached is missing." in text) == (True, True)
