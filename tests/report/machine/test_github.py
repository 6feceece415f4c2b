"""GitHub's workflow commands, as its runner reads them."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.alert import Severity, State
from mtqa.report.wording import one_line
from mtqa.result import Gate, Totals

PASSED = Gate(passed=True)


def unescaped(text, more=()):
    """Take back the escapes, in the order in which the runner does."""
    for token, escape in (("\r", "%0D"), ("\n", "%0A"), *more, ("%", "%25")):
        text = text.replace(escape, token)
    return text


def lines(text):
    """Split a step's output as the runner does."""
    return re.split("\r\n|\r|\n", text.removesuffix("\n"))


def commands(text):
    """Return the level, properties and message of each command, and the lines that are none."""
    found, others = [], []
    for line in lines(text):
        match = re.fullmatch(r"::(\w+) ?(.*?)::(.*)", line.lstrip(), re.DOTALL)
        if match is None:
            assert "##[" not in line, "the runner takes this for a command too"
            others.append(line)
            continue
        pairs = (pair.partition("=") for pair in match[2].strip().split(",") if pair)
        properties = {key: unescaped(value, ((":", "%3A"), (",", "%2C"))) for key, _, value in pairs}
        found.append((match[1], properties, unescaped(match[3])))
    return found, others


def alerts(make_alert, **counts):
    """Make as many alerts of each severity as are asked for."""
    names = [name for name, count in counts.items() for _ in range(count)]
    return [
        make_alert(f"a.{n}", Severity(name), f"{name} {i}", i)
        for i, (n, name) in enumerate(zip(names, names, strict=True))
    ]


def test_an_alert(rendered, report_of, make_alert):
    """An annotation stands at its line and columns, and quotes the sentence."""
    alert = make_alert("a.b", Severity.ERROR, "100% wrong.", 1, (3, 4, 3, 9), sentence=0)
    found, others = commands(rendered(report_of(alert, path="a,b: 1%.md", gate=PASSED), "github"))
    where = {"file": "a,b: 1%.md", "line": "3", "endLine": "3", "col": "4", "endColumn": "9", "title": "mtqa a.b"}
    assert found == [("error", where, "100% wrong.\n“A sentence.”")]
    assert others == ["mtqa: the gate passed. 1 new alert, 0 fixed, 0 known, 0 suppressed."]


def test_several_lines_have_no_columns(rendered, report_of, make_alert):
    """The runner drops columns of several lines, and warns of them."""
    alert = make_alert("a.b", Severity.NOTE, "m", 1, (3, 4, 5, 1))
    found, _ = commands(rendered(report_of(alert, gate=PASSED), "github"))
    assert found == [("notice", {"file": "a.md", "line": "3", "endLine": "4", "title": "mtqa a.b"}, "m")]


def test_a_clean_run(rendered, report_of):
    """A run without new alerts says so in a line."""
    text = rendered(report_of(gate=PASSED), "github")
    assert text == "mtqa: the gate passed. 0 new alerts, 0 fixed, 0 known, 0 suppressed.\n"


def test_the_gate_comes_first(report, rendered):
    """The reasons why the gate failed are the first error, as none of an alert is dropped before it."""
    level, properties, message = commands(rendered(report, "github"))[0][0]
    reasons = "\n".join(report.gate.reasons)
    assert (level, properties, message) == ("error", {"title": "mtqa gate"}, reasons)


def test_many_reasons(rendered, report_of):
    """Of many reasons the first ten are told, and that there are more."""
    gate = Gate(passed=False, reasons=tuple(f"reason {n}" for n in range(12)))
    message = commands(rendered(report_of(gate=gate), "github"))[0][0][2]
    assert message.splitlines() == [*(f"reason {n}" for n in range(10)), "and 2 more"]


@pytest.mark.parametrize(
    ("counts", "passed", "levels", "left"),
    [
        ({"error": 10, "warning": 10, "note": 10}, True, [10, 10, 10], 0),
        ({"error": 10}, False, [10, 0, 1], 1),
        ({"error": 25, "warning": 11, "note": 11}, False, [10, 10, 10], 19),
        ({"note": 11}, True, [0, 0, 10], 2),
    ],
)
def test_no_more_than_github_shows(rendered, report_of, make_alert, counts, passed, levels, left):
    """Ten of each level at most, the gate and the notice of what is left out among them; the worst come first."""
    gate = Gate(passed=passed, reasons=() if passed else ("why",))
    found, others = commands(rendered(report_of(*alerts(make_alert, **counts), gate=gate), "github"))
    written = Counter(level for level, _, _ in found)
    assert [written[level] for level in ("error", "warning", "notice")] == levels
    ranks = [("error", "warning", "notice").index(level) for level, _, _ in found]
    assert ranks == sorted(ranks)
    said = [each for each in (found[-1][2], others[0]) if "without an annotation" in each]
    assert [each.partition(" more new alert")[0].rpartition(" ")[2] for each in said] == [str(left)] * (
        2 if left else 0
    )


def test_counts_what_a_report_does_not_hold(rendered, report_of, make_alert):
    """Alerts of documents that the report does not hold are counted as left out."""
    totals = Totals(900, 9000, 9000, 400, {}, {}, {}, {}, {State.NEW: 400})
    one = report_of(*alerts(make_alert, error=3), gate=PASSED, totals=totals)
    found, others = commands(rendered(one, "github"))
    assert found[-1][2].startswith("397 more new alerts without an annotation")
    assert others[0].startswith("mtqa: the gate passed. 400 new alerts, ")


def test_paths_are_relative_to_the_workspace(rendered, report_of, make_alert, tmp_path, monkeypatch):
    """In a folder of a repository, paths begin at the repository's root."""
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    found, _ = commands(rendered(report_of(make_alert("a.b", Severity.ERROR, "m", 1), gate=PASSED), "github"))
    assert found[0][1]["file"] == "docs/a.md"


def test_hostile_text(rendered, report_of, make_alert, hostile):
    """Text that looks like commands stays in the message that it is part of."""
    alert = make_alert("a.b", Severity.ERROR, hostile, 1, (1, 1, 1, 5), sentence=0, suggestion=hostile)
    gate = Gate(passed=False, reasons=(hostile,))
    found, others = commands(rendered(report_of(alert, path=hostile, text=hostile, gate=gate), "github"))
    assert ([level for level, _, _ in found], len(others)) == (["error", "error"], 1)
    assert found[0][2] == one_line(hostile)
    assert found[1][1]["file"] == PurePath(hostile).as_posix()


ANY = st.text(st.characters() | st.sampled_from("\r\n%:,=# \u2028\u0085"), min_size=1, max_size=60)


@given(ANY, ANY)
def test_no_text_becomes_a_command(rendered, report_of, make_alert, text, path):
    """Any text gives two commands and a line, and is read back from them."""
    alert = make_alert(f"a.{text}", Severity.ERROR, text, 1, (1, 1, 1, 5), sentence=0)
    gate = Gate(passed=False, reasons=(text,))
    found, others = commands(rendered(report_of(alert, path=path, text=text, gate=gate), "github"))
    assert ([level for level, _, _ in found], len(others)) == (["error", "error"], 1)
    assert [message for _, _, message in found] == [one_line(text), f"{one_line(text)}\n“{one_line(text)}”"]


def test_figures_alone_on_the_last_line(report, rendered):
    """The last line holds nothing of the content."""
    quiet = replace(report, interrupted=True)
    said = (
        "mtqa: the gate failed. 12 new alerts, 3 fixed, 2 known, 2 suppressed. The run was interrupted: what was not "
        "reached is missing."
    )
    assert commands(rendered(quiet, "github"))[1] == [said]
