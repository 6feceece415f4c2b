"""GitLab's Code Quality report."""

import json
from dataclasses import replace

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from mtqa.alert import LIKELY, Region, Severity
from mtqa.report.wording import one_line

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1, "pattern": "^[^\n\r\u0000]+$"},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)."},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}


def parsed(text):
    """Parse a report and check it against what GitLab asks for."""
    issues = json.loads(text)
    jsonschema.validate(issues, SCHEMA)
    return issues


def test_a_clean_run(rendered, report_of):
    """A run without new alerts is an empty array, without a byte order mark."""
    assert rendered(report_of(), "gitlab") == "[]\n"


def test_every_fingerprint_is_unique(report, rendered):
    """No two alerts have one fingerprint, even of records with one id that say the same."""
    issues = parsed(rendered(report, "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 12


def test_fingerprints_stay_when_lines_move(report, rendered):
    """Text above an alert changes its line and not its fingerprint; nor do other alerts."""
    first = report.documents[0]
    moved = [
        replace(a, region=a.region and Region(a.region.line + 7, 1, a.region.end_line + 7, 9)) for a in first.alerts
    ]
    before = parsed(rendered(report, "gitlab"))
    after = parsed(rendered(replace(report, documents=(replace(first, alerts=tuple(moved[1:])),)), "gitlab"))
    assert [issue["fingerprint"] for issue in after] == [issue["fingerprint"] for issue in before[1:4]]
    assert [issue["location"]["lines"]["begin"] for issue in after] == [12, 18, 19]


def test_levels(rendered, report_of, make_alert):
    """A likely document is critical; else the severities are GitLab's major, minor and info."""
    severities = [*Severity, Severity.ERROR]
    rules = ["a.b", "a.b", "a.b", LIKELY]
    alerts = [make_alert(rule, s, "m", i) for i, (rule, s) in enumerate(zip(rules, severities, strict=True))]
    issues = parsed(rendered(report_of(*alerts), "gitlab"))
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info", "critical"]


def test_an_end_that_begins_a_line(rendered, report_of, make_alert):
    """A region that ends at the beginning of a line does not take that line in."""
    (issue,) = parsed(rendered(report_of(make_alert("a.b", Severity.ERROR, "m", 1, (3, 4, 5, 1))), "gitlab"))
    assert issue["location"]["lines"] == {"begin": 3, "end": 4}


def test_paths_are_relative_to_the_project(rendered, report_of, make_alert, tmp_path, monkeypatch):
    """In a folder of a project, paths begin at the project's root."""
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    one = make_alert("a.b", Severity.ERROR, "m", 1)
    paths = ["a.md", "../b.md", str(tmp_path / "docs" / "c.md"), "/elsewhere/d.md"]
    issues = [json.loads(rendered(report_of(one, path=path), "gitlab"))[0] for path in paths]
    assert [i["location"]["path"] for i in issues] == ["docs/a.md", "b.md", "docs/c.md", "/elsewhere/d.md"]


def test_a_root_elsewhere_is_none(rendered, report_of, make_alert, tmp_path, monkeypatch):
    """A root that the current folder does not lie in is left alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CI_PROJECT_DIR", "/elsewhere")
    (issue,) = parsed(rendered(report_of(make_alert("a.b", Severity.ERROR, "m", 1), path="x/a.md"), "gitlab"))
    assert issue["location"]["path"] == "x/a.md"


@given(st.text(st.characters(), min_size=1))
def test_any_message_comes_back(rendered, report_of, make_alert, text):
    """What is said of an alert is what is read back, with hidden characters made visible."""
    (issue,) = json.loads(rendered(report_of(make_alert("a.b", Severity.ERROR, text, 1)), "gitlab"))
    assert issue["description"] == one_line(text)
