"""The Reviewdog Diagnostic Format."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.alert import Severity
from mtqa.config import Settings
from mtqa.report.wording import one_line


def closed(required, **properties):
    """Return the schema of an object with these fields and no others, which reviewdog refuses."""
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


TEXT = {"type": "string", "minLength": 1}
POSITION = closed(["line"], line={"type": "integer", "minimum": 1}, column={"type": "integer", "minimum": 1})
LEVEL = {"enum": ["ERROR", "WARNING", "INFO"]}
LOCATION = closed(["path"], path=TEXT, range=closed(["start", "end"], start=POSITION, end=POSITION))
DIAGNOSTIC = closed(
    ["message", "location", "severity"],
    message=TEXT,
    location=LOCATION,
    severity=LEVEL,
    code=closed(["value"], value=TEXT),
    original_output=TEXT,
)
SCHEMA = closed(
    ["source", "severity", "diagnostics"],
    source=closed(["name"], name={"const": "mtqa"}),
    severity=LEVEL,
    diagnostics={"type": "array", "items": DIAGNOSTIC},
)


def parsed(text):
    """Parse a report and check it against the format's fields."""
    data = json.loads(text)
    jsonschema.validate(data, SCHEMA)
    return data


def range_of(text):
    """Return the range of the only diagnostic."""
    return parsed(text)["diagnostics"][0]["location"]["range"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_levels(report, rendered):
    """Severities are reviewdog's, and the worst of them is the run's."""
    data = parsed(rendered(report, "rdjson"))
    assert {d["severity"] for d in data["diagnostics"]} == {"ERROR", "WARNING", "INFO"}
    assert data["severity"] == "ERROR"


def test_a_clean_run(rendered, report_of):
    """A run without new alerts has no diagnostics."""
    assert parsed(rendered(report_of(), "rdjson")) == {
        "source": {"name": "mtqa"},
        "severity": "INFO",
        "diagnostics": [],
    }


def test_an_alert_about_a_file_has_no_range(rendered, report_of, make_alert):
    """What is about a whole file has a path alone."""
    (found,) = parsed(rendered(report_of(make_alert("a.b", Severity.ERROR, "m", 1)), "rdjson"))["diagnostics"]
    assert found == {
        "message": "m",
        "location": {"path": "a.md"},
        "severity": "ERROR",
        "code": {"value": "a.b"},
        "original_output": "a.md: error: m [a.b]",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_columns_count_bytes_of_utf8(here, rendered, report_of, make_alert, end, encoding):
    """Columns in code points become columns in bytes of UTF-8, whatever the file's own encoding and line ends."""
    (here / "a.md").write_bytes(f"First.{end}a\U00010400b é then{end}“c” d{end}".encode(encoding))
    alert = make_alert("a.b", Severity.ERROR, "m", 1, (2, 3, 3, 4))
    assert range_of(rendered(report_of(alert), "rdjson")) == {
        "start": {"line": 2, "column": 6},
        "end": {"line": 3, "column": 8},
    }


@pytest.mark.parametrize("data", [None, b"One line.", b"\xff\xfe\x00", b"Short.\nx\n", b"Too large.\n" * 200])
def test_columns_that_cannot_be_known(here, rendered, report_of, make_alert, data):
    """Where the file is gone, unreadable, too large or another one, the range is whole lines."""
    if data is not None:
        (here / "a.md").write_bytes(data)
    alert = make_alert("a.b", Severity.ERROR, "m", 1, (2, 3, 4, 1))
    text = rendered(report_of(alert), "rdjson", Settings(max_size=0.001))
    assert range_of(text) == {"start": {"line": 2}, "end": {"line": 3}}


def test_a_name_that_no_file_has(here, rendered, report_of, make_alert):
    """A name that no file system takes leaves columns out."""
    alert = make_alert("a.b", Severity.ERROR, "m", 1, (2, 3, 2, 4))
    assert range_of(rendered(report_of(alert, path="a\x00.md"), "rdjson")) == {"start": {"line": 2}, "end": {"line": 2}}


@given(st.text(st.characters(), min_size=1))
def test_any_message_comes_back(rendered, report_of, make_alert, text):
    """What is said of an alert is what is read back, with hidden characters made visible."""
    (found,) = json.loads(rendered(report_of(make_alert("a.b", Severity.ERROR, text, 1)), "rdjson"))["diagnostics"]
    assert found["message"] == one_line(text)
