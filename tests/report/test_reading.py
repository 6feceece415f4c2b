"""Reports that are read back: whole ones, older ones, those of interrupted runs, and files that are none."""

import json
from dataclasses import replace

import pytest

from mtqa.config import Settings
from mtqa.entry import Entry
from mtqa.errors import UsageError
from mtqa.report.as_json import render_json
from mtqa.report.as_jsonl import JsonLines
from mtqa.report.reading import read_report
from mtqa.result import SkippedFile, Verdict

WANTED = "name a report that 'mtqa check --output json=FILE' or jsonl=FILE wrote"

REPORT = '{"schema": "mtqa-report/1", "a": '


def write(path, report):
    """Write a JSON report, and return its path and its object."""
    text = render_json(report, tokens=True)
    path.write_text(text, encoding="utf-8")
    return path, json.loads(text)


def write_lines(path, report):
    """Write a JSON Lines report."""
    lines = JsonLines(path, Settings(model="fake"), ["content"])
    list(lines.begin(report.signature))
    for number, document in enumerate(report.documents, 1):
        lines.add(Entry(document, number))
    for file in report.coverage.files_skipped:
        lines.add(Entry(file, 0))
    lines.end(report)
    lines.close()
    return path


def test_a_report_comes_back_as_it_was(tmp_path, html_sample_report):
    """JSON and JSON Lines hold all of a report but its tokens; what is written again is the same."""
    path, _ = write(tmp_path / "a.json", html_sample_report)
    found = read_report(path)
    assert render_json(found.report, tokens=False) == render_json(html_sample_report, tokens=False)
    assert (found.whole, found.finished, found.decided, found.remarks) == (True, True, True, ())
    assert found.signature == str(html_sample_report.signature)
    lines = read_report(write_lines(tmp_path / "a.jsonl", html_sample_report))
    assert lines.report.documents == found.report.documents
    assert lines.report.coverage == found.report.coverage
    assert lines.settings["model"] == "fake"
    assert found.settings is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings_and_layouts(tmp_path, html_sample_report, encoding):
    """What other programs laid out anew, or a shell wrote in UTF-16, is read too."""
    path, made = write(tmp_path / "a.json", html_sample_report)
    plain = read_report(path).report
    path.write_text(json.dumps(made, indent=2, ensure_ascii=False), encoding=encoding)
    assert read_report(path).report == plain


def test_older_and_newer_versions(tmp_path, html_sample_report):
    """A report without alerts gets them from its sentences; one of another contract is read, and says so."""
    path, made = write(tmp_path / "a.json", html_sample_report)
    whole = read_report(path).report
    del made["baseline"], made["gate"]["clauses"], made["summary"]["alerts"], made["coverage"]["masked"]
    for document in made["documents"]:
        del document["alerts"], document["passage"], document["changed"]
        for sentence in document["sentences"]:
            for name in ("model_reason", "evidence_base", "place", "places", "segment"):
                sentence.pop(name, None)
    made["schema"] = "mtqa-report/2"
    path.write_text(json.dumps(made), encoding="utf-8")
    found = read_report(path)
    assert found.remarks == (
        "It is of another contract, mtqa-report/2 of mtqa 0.1.0; what mtqa 0.1.0 knows of it was read.",
        "It was written by mtqa 0.1.0, before reports held alerts; its sentences tell them, in part.",
    )
    rules = [[a.rule for a in document.alerts] for document in found.report.documents]
    assert rules == [
        [], ["verdict.likely", "grammar.modal-to", "calque.make-photo", "verdict.sentence", "residue.foreign-word"],
        ["verdict.mixed", "verdict.sentence"], [],
    ]  # fmt: skip
    known = {a.fingerprint for document in whole.documents for a in document.alerts}
    assert {a.fingerprint for document in found.report.documents for a in document.alerts} <= known


def test_an_unfinished_run(tmp_path, html_sample_report):
    """JSON Lines without a summary, and with half a last line, give what stands before, and say what is missing."""
    path = write_lines(tmp_path / "a.jsonl", html_sample_report)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3]) + lines[3][:40])
    found = read_report(path)
    assert len(found.report.documents) == 2
    assert (found.whole, found.finished, found.decided) == (False, False, False)
    assert found.remarks == (
        "Its last line is cut off; what stands before it was read.",
        "Its run did not come to its end, and has no summary: documents are missing.",
    )
    path, _ = write(tmp_path / "b.json", replace(html_sample_report, interrupted=True))
    found = read_report(path)
    assert (found.whole, found.decided, found.remarks) == (
        False,
        True,
        ("Its run was interrupted: documents are missing.",),
    )


def test_a_part_of_a_run(tmp_path, html_sample_report):
    """A report that holds its worst documents alone keeps the counts of all."""
    path, made = write(tmp_path / "a.json", html_sample_report)
    made["notes"].append("of 900 documents only the 4 worst are held here: out.jsonl has them all")
    made["summary"] |= {"documents": 900, "judged": 5000}
    path.write_text(json.dumps(made), encoding="utf-8")
    found = read_report(path)
    (remark,) = found.remarks
    assert remark == (
        "It holds only 4 of 900 documents; name the JSON Lines report of its run instead "
        "(of 900 documents only the 4 worst are held here: out.jsonl has them all)."
    )
    assert (found.whole, found.report.judged) == (False, 5000)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", f"is empty; {WANTED}"),
        ("{}", f"is JSON, but no report of mtqa; {WANTED}"),
        ("[1, 2]", f"is JSON, but no report of mtqa; {WANTED}"),
        ("not at all", f"is no JSON; {WANTED}"),
        ("<!DOCTYPE html><html>", f"is an HTML page; {WANTED}"),
        ("<?xml version='1.0'?><checkstyle/>", f"is XML; {WANTED}"),
        ('{"version": "2.1.0", "runs": []}', f"is a SARIF file, not a JSON report of mtqa; {WANTED}"),
        ('{"schema": "mtqa-baseline/1", "model": true}\n{"path": "a"}\n', f"is a baseline, not a report; {WANTED}"),
        ('{"schema": "mtqa-decisions/1", "decisions": []}', f"is a file of decisions, not a report; {WANTED}"),
        ('{"schema": "mtqa-diff/1"}', f"is a comparison that 'mtqa diff' wrote, not a report; {WANTED}"),
        ('[{"check_name": "x"}]', f"is a code quality report for GitLab, not a JSON report of mtqa; {WANTED}"),
        ('{"diagnostics": []}', f"is a file of reviewdog, not a JSON report of mtqa; {WANTED}"),
        ("[" * 200_000, f"is no JSON; {WANTED}"),
        (REPORT + "[" * 200_000, f"is JSON, but no report of mtqa: it is nested too deeply; {WANTED}"),
        (REPORT + "[1", "is cut off: it was not written to its end; run 'mtqa check' again"),
        ('{"a": NaN}', f"is JSON, but no report of mtqa; {WANTED}"),
        ('{"schema": "mtqa-report/1"}', f"its coverage can't be understood: the field 'coverage' is missing; {WANTED}"),
    ],
)  # fmt: skip
def test_what_is_no_report(tmp_path, content, said):
    """A file that is something else is told by what it is."""
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_report(path)
    assert str(refused.value) == f"{path}: {said}"


def test_what_can_not_be_opened(tmp_path):
    """A file that is not there, a folder and a file of bytes say so."""
    with pytest.raises(UsageError, match=r"none.json: can't be read: No such file or directory$"):
        read_report(tmp_path / "none.json")
    with pytest.raises(UsageError, match=r"can't be read: Is a directory$"):
        read_report(tmp_path)
    (tmp_path / "a.json").write_bytes(b'{"a": "\xff\xfe\xfa"}')
    with pytest.raises(UsageError, match=r"a.json: is no UTF-8 text; name a report"):
        read_report(tmp_path / "a.json")


def test_damage_is_told(tmp_path, html_sample_report):
    """A report that is cut off, damaged, or goes on behind its end is refused in a line."""
    path, _ = write(tmp_path / "a.json", html_sample_report)
    text = path.read_text(encoding="utf-8")
    for wrong, said in (
        (text[: len(text) // 2], "is cut off"),
        (text.replace('"kind": "paragraph"', '"kind" "paragraph"', 1), "is damaged at or after line"),
        (text + "{}", "is damaged at or after line"),
    ):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(UsageError, match=said):
            read_report(path)
    path = write_lines(tmp_path / "a.jsonl", html_sample_report)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for wrong, said in (
        ([lines[0], "{broken\n", *lines[1:]], "line 2 is damaged; run 'mtqa check' again"),
        ([*lines, *lines], f"line {len(lines) + 1} stands behind the end of the run; {WANTED}"),
    ):
        path.write_text("".join(wrong), encoding="utf-8")
        with pytest.raises(UsageError) as refused:
            read_report(path)
        assert str(refused.value) == f"{path}: {said}"


@pytest.mark.parametrize(
    ("where", "value", "said"),
    [
        (("verdict",), "odd", "'odd' is not a valid DocumentVerdict"),
        (("path",), 7, "path is 7"),
        (("sentences", 0, "text"), None, "text is None"),
        (("sentences", 0, "line"), "x", "line is 'x'"),
        (("sentences", 0, "evidence"), "x", "evidence is 'x'"),
        (("sentences", 0, "places"), 5, "'int' object is not iterable"),
        (("sentences", 1, "findings", 0, "message"), 1, "message is 1"),
        (("alerts", 1, "sentence"), 99, "an alert is about sentence 99, which is not there"),
        (("alerts", 1, "state"), "x", "'x' is not a valid State"),
        (("alerts", 0, "sketch"), [1], "sketch is no list of texts"),
    ],
)
def test_wrong_values_are_told(tmp_path, html_sample_report, where, value, said):
    """A value of another type ends in a line that names the document, never in a traceback."""
    path, made = write(tmp_path / "a.json", html_sample_report)
    at = made["documents"][1]
    for step in where[:-1]:
        at = at[step]
    at[where[-1]] = value
    path.write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_report(path)
    assert str(refused.value) == f"{path}: document 2 can't be understood: {said}; {WANTED}"


@pytest.mark.parametrize(
    ("name", "value"), [("gate", 5), ("signature", 1), ("tool", {}), ("notes", 3), ("summary", [])]
)
def test_a_wrong_head_is_told(tmp_path, html_sample_report, name, value):
    """So does a field of the run."""
    path, made = write(tmp_path / "a.json", html_sample_report)
    made[name] = value
    path.write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(UsageError, match="the report can't be understood"):
        read_report(path)


def test_a_run_that_judged_nothing(tmp_path, html_sample_report):
    """A report without documents is one."""
    empty = replace(html_sample_report, documents=(), coverage=replace(html_sample_report.coverage, files_skipped=()))
    path, _ = write(tmp_path / "a.json", empty)
    assert read_report(path).report == replace(empty, totals=None)
    lines = read_report(write_lines(tmp_path / "a.jsonl", replace(empty, documents=())))
    assert (lines.report.documents, lines.finished) == ((), True)
    skipped = replace(empty, coverage=replace(empty.coverage, files_skipped=(SkippedFile("a.md", "empty"),)))
    found = read_report(write_lines(tmp_path / "b.jsonl", skipped))
    assert found.report.coverage.files_skipped == (SkippedFile("a.md", "empty"),)
    assert not any(s.verdict is Verdict.SUSPICIOUS for d in found.report.documents for s in d.sentences)
