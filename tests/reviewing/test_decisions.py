"""Files of decisions: what is read of them, and why some are refused."""

import pytest

from mtqa import _version
from mtqa.errors import UsageError
from mtqa.outcome import Decision
from mtqa.reviewing import decisions
from mtqa.reviewing.decisions import Decided, Decisions, are_decisions, dump_empty, parse, read


def test_parse(make):
    """Each entry becomes a decision, with what a hand-written one may leave out."""
    short = {"path": "<stdin>", "rule": "verdict.sentence", "fingerprint": "f" * 16, "decision": "open"}
    known = make.entry(
        rule="verdict.likely", sketch=["0011aabb"], decision="dismissed", reason="a\n poem", note="by B."
    )
    made = parse(b"\xef\xbb\xbf" + make.exported(known, short), "d.json")
    assert made == Decisions(
        make.report,
        (
            Decided(
                "docs/a.md", "verdict.likely", "00112233aabbccdd", Decision.DISMISSED, line=5, sketch=("0011aabb",),
                text="We made a photo of the old bridge.", reason="a\n poem", note="by B.",
            ),
            Decided("<stdin>", "verdict.sentence", "f" * 16, Decision.OPEN),
        ),
        "mtqa:s",
        model=True,
    )  # fmt: skip
    assert [one.why for one in made.entries] == ["a poem: by B.", ""]
    assert parse(dump_empty(make.report), "d.json") == Decisions(make.report)


AGAIN = "; export the decisions from the report again"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", f"these are no decisions: the file is empty{AGAIN}"),
        (b"\xff\xfe{", f"these are no decisions: the file is not valid UTF-8{AGAIN}"),
        (b'{"schema": "mtqa-decisions/1", ', f"these are no decisions: it is not JSON, or not whole{AGAIN}"),
        (b'{"schema": "mtqa-decisions/1"}\n{}', f"these are no decisions: it is not JSON, or not whole{AGAIN}"),
        (b"[" * 100_000, f"these are no decisions: it is not JSON, or not whole{AGAIN}"),
        (b"[]", f"these are no decisions: the JSON is no object{AGAIN}"),
        (b"{}", f"these are no decisions: it names no schema, not 'mtqa-decisions/1'{AGAIN}"),
        (
            b'{"schema": "x\x1b"}'.replace(b"\x1b", b"\\u001b"),
            (f"these are no decisions: its schema is 'x⟦U+001B⟧', not 'mtqa-decisions/1'{AGAIN}"),
        ),
        (
            b'{"schema": "mtqa-report/1"}',
            ("this is a report, and no decisions; decide in the HTML report, export, and name that file"),
        ),
        (
            b'{"schema": "mtqa-lines/1"}\n{"path": 1}\n',
            ("this is a report, and no decisions; decide in the HTML report, export, and name that file"),
        ),
        (
            b'{"schema": "mtqa-baseline/1"}\n{"path": "a"}\n',
            ("this is a baseline, and no decisions; name it with --baseline"),
        ),
        (
            b"\n<!doctype html>",
            ("this is a page, and no decisions; decide in it, export, and name the file that it makes"),
        ),
        (
            b'{"schema": "mtqa-decisions/2", "tool": {"version": "9.1"}}',
            (
                "the decisions were written by mtqa 9.1 as mtqa-decisions/2, and "
                f"mtqa {_version.__version__} reads mtqa-decisions/1; use that version, or make the "
                "report anew and decide in that"
            ),
        ),
        (b'{"schema": "mtqa-decisions/1"}', f"the decisions are damaged: 'report' is not 16 hex digits{AGAIN}"),
        (
            b'{"schema": "mtqa-decisions/1", "report": "0123456789abcdef", "decisions": {}}',
            (f"the decisions are damaged: 'signature', 'model' or 'decisions' is amiss{AGAIN}"),
        ),
    ],
)
def test_what_is_no_file_of_decisions(data, told):
    """Each other thing is called what it is, and the message says what to do."""
    with pytest.raises(UsageError) as error:
        parse(data, "d.json")
    assert str(error.value) == f"d.json: {told}"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"path": ""}, " (calque.make-photo) has a 'path' that is not a path"),
        ({"path": "a\0b"}, " (a⟦U+0000⟧b, calque.make-photo) has a 'path' that no file can have"),
        ({"path": "\ud800"}, " (⟦U+D800⟧, calque.make-photo) has a 'path' that no file can have"),
        (
            {"fingerprint": "00112233AABBCCDD"},
            (" (docs/a.md, calque.make-photo) has a 'fingerprint' that is not 16 hex digits"),
        ),
        ({"occurrence": True}, " (docs/a.md, calque.make-photo) has a 'occurrence' that is not a number from 1"),
        ({"line": -1}, " (docs/a.md, calque.make-photo) has a 'line' that is not a number or null"),
        ({"id": 7}, " (docs/a.md, calque.make-photo) has a 'id' that is not a string or null"),
        (
            {"decision": "split"},
            (" (docs/a.md, calque.make-photo) has a 'decision' that is not one of open, accepted, dismissed"),
        ),
        ({"reason": "x" * 10_001}, " (docs/a.md, calque.make-photo) has a 'reason' that is longer than 10,000"),
        ({"rule": "verdict.mixed"}, " (docs/a.md, verdict.mixed) has no 'sketch', by which a document is known"),
        (
            {"mood": "good"},
            (f" (docs/a.md, calque.make-photo) has the key 'mood', which mtqa {_version.__version__} does not know"),
        ),
    ],
)
def test_damaged_entries(make, changes, told):
    """One damaged entry is named, and the whole file is refused."""
    with pytest.raises(UsageError) as error:
        parse(make.exported(make.entry(), make.entry(**changes)), "d.json")
    assert str(error.value) == f"d.json: entry 2{told}{AGAIN}"


def test_entries_without_form(make):
    """What is no object, or has no rule, is named by its number."""
    for value, told in ((7, "entry 1 is no JSON object"), ({"path": "a.md"}, "entry 1 (a.md) has no 'rule'")):
        with pytest.raises(UsageError, match=r"^d\.json: ") as error:
            parse(make.exported(value), "d.json")
        assert str(error.value) == f"d.json: {told}{AGAIN}"


def test_files(make, tmp_path, monkeypatch):
    """A file is read, or refused in a line; it says itself whether it holds decisions, of whatever version."""
    file = tmp_path / "d.json"
    file.write_bytes(make.exported(make.entry()))
    assert read(file).counts() == {Decision.ACCEPTED: 1}
    (tmp_path / "new.json").write_bytes(make.exported(schema="mtqa-decisions/2"))
    (tmp_path / "other.json").write_bytes(make.exported(schema="mtqa-baseline/1"))
    names = ("d.json", "new.json", "other.json", "none.json")
    assert [are_decisions(tmp_path / name) for name in names] == [True, True, False, False]
    with pytest.raises(UsageError, match="there is no such file; export the decisions"):
        read(tmp_path / "none.json")
    with pytest.raises(UsageError, match="this is a folder; name a file of decisions in it"):
        read(tmp_path)
    monkeypatch.setattr(decisions, "LIMIT", 100)
    with pytest.raises(UsageError, match="the file has more than 0 MiB; no file of decisions is that large"):
        read(file)
