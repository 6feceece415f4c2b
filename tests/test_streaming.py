"""Runs that write as they go: the same answers as any other, in any number of pieces."""

from __future__ import annotations

import io
import json
import threading
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

import mtqa
from mtqa import checker, keeping, running
from mtqa.checker import Checker
from mtqa.errors import ModelError, NothingCheckedError, OutputError, UsageError
from mtqa.report import JsonLines, held, lines_schema, print_report
from mtqa.result import SkippedFile

FAKE = mtqa.Settings(model="fake", cache=False)
GOOD = "The council met on Tuesday to talk about the old bridge. Most of them wanted to keep it. They decide in March."
BAD = " ".join(["The xqz council qat on Tuesday zqm talk about oqd bridge qiv river."] * 6)
GERMAN = "Der Rat der Stadt hat am Dienstag über die alte Brücke gesprochen und noch nichts entschieden."
VALIDATOR = jsonschema.Draft202012Validator(lines_schema())


def records(count):
    """Make the lines of a file: good and bad records, some in German, and some that are none."""
    for i in range(count):
        text = GERMAN if i % 11 == 5 else BAD if i % 7 == 3 else f"{GOOD} This is number {i}."
        yield "{broken" if i % 13 == 6 else json.dumps({"id": i, "text": text}, ensure_ascii=i % 2 == 0)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the current folder, with files of records and an article in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(records(60)), encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(BAD.replace("council", "mayor"), encoding="utf-8")
    (tmp_path / "in" / "c.xyz").write_text("x", encoding="utf-8")
    (tmp_path / "in" / "d.md").write_text(f"# Bridge\n\n{GOOD}\n", encoding="utf-8")
    return tmp_path


class Ran(NamedTuple):
    """A run and what it said."""

    report: mtqa.Report
    said: list[str]


def ran(settings=FAKE, paths=("in",), *, resume=False, out=Path("out.jsonl"), **options):
    """Check into a file of lines."""
    said = []
    with closing(JsonLines(out, settings, paths, resume=resume, say=said.append)) as sink:
        return Ran(mtqa.check(paths, settings, sink=sink, leave_out=[out], **options), said)


def lines(path=Path("out.jsonl")):
    """Return the lines of a file, without what depends on time."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in found:
        line.get("summary", {}).pop("seconds", None)
    return found


def printed(report):
    """Return what the terminal shows, without the seconds and the notes."""
    out = io.StringIO()
    print_report(report, Console(file=out, width=120))
    shown = out.getvalue().replace(f"in {report.seconds:.1f} s", "")
    return [line for line in shown.splitlines() if "Note:" not in line]


@pytest.mark.parametrize("tokens", [False, True])
def test_each_line_satisfies_the_schema(folder, tokens):
    """Header, documents, skipped ones and summary are what the schema says, and come in the order of reading."""
    ran(FAKE.replace(tokens=tokens))
    found = lines()
    jsonschema.Draft202012Validator.check_schema(lines_schema())
    for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines():
        VALIDATOR.validate(json.loads(line))
    assert [line["type"] for line in found[:2]] == ["header", "skipped"]
    assert found[-1]["type"] == "summary"
    assert [line["number"] for line in found if line.get("path", "").startswith("in/a.jsonl")] == list(range(1, 61))
    sentences = [s for line in found if line["type"] == "document" for s in line["sentences"]]
    assert all(("tokens" in sentence) is tokens for sentence in sentences)


def test_lines_are_the_documents_of_the_report(folder):
    """Each document stands in the lines as in the JSON report, and the summary has its figures."""
    report = mtqa.check(["in"], FAKE)
    ran()
    data = json.loads(mtqa.report.render_json(report, tokens=False))
    found = lines()
    documents = [{k: v for k, v in line.items() if k not in ("type", "number", "source")} for line in found]
    assert [d for d, line in zip(documents, found, strict=True) if line["type"] == "document"] == data["documents"]
    data["summary"].pop("seconds")
    assert (found[-1]["summary"], found[-1]["gate"]) == (data["summary"], data["gate"])
    skipped = [(line["path"], line["reason"]) for line in found if line["type"] == "skipped"]
    assert skipped == [(s.path, s.reason) for s in report.coverage.files_skipped]


@pytest.mark.parametrize("rules_only", [False, True])
@pytest.mark.parametrize("fail_on", [*mtqa.FailOn])
def test_a_run_that_keeps_little_ends_as_any_other(folder, monkeypatch, rules_only, fail_on):
    """With few documents kept, the gate, the totals and the summary are those of a run that keeps all."""
    monkeypatch.setattr(keeping, "KEPT", 16)
    monkeypatch.setattr(keeping, "_SENTENCES", 4)
    chosen = FAKE.replace(rules_only=rules_only, fail_on=fail_on, max_suspicious=1.0)
    whole = mtqa.check(["in"], chosen)
    report = ran(chosen).report
    assert len(whole.documents) > 16 == len(report.documents)
    assert (report.gate, report.totals) == (whole.gate, whole.totals)
    assert [d for d in whole.documents if d in report.documents] == list(report.documents)
    assert printed(report) == printed(whole)
    coverage, other = report.coverage, whole.coverage
    assert (coverage.characters_read, coverage.characters_scored) == (other.characters_read, other.characters_scored)
    assert (coverage.files_seen, coverage.files_checked) == (other.files_seen, other.files_checked)


def test_a_report_says_what_it_does_not_hold(folder, monkeypatch):
    """A note tells how many documents and files are held, and where all are; without need there is none."""
    assert held(ran().report, Path("out.jsonl")).notes == ()
    monkeypatch.setattr(keeping, "KEPT", 12)
    monkeypatch.setattr(keeping, "_SENTENCES", 2)
    (folder / "in" / "e.jsonl").write_text('{"text": ""}\n' * 40, encoding="utf-8")
    report = held(ran().report, Path("out.jsonl"))
    (note,) = report.notes
    totals = report.counted()
    assert note.startswith(f"of {totals.documents} documents only the 12 worst are held here; of ")
    assert note.endswith(f"only {len(report.coverage.files_skipped)} are listed: out.jsonl has them all")
    assert {s.reason for s in report.coverage.files_skipped} == set(totals.skipped)
    assert "JSON Lines report has all" in mtqa.report.html.render_html(report) or totals.documents <= 200


def test_reasons_without_number(folder):
    """However many reasons there are, no more than some are told apart, and all are counted."""
    with (folder / "in" / "e.jsonl").open("w", encoding="utf-8") as stream:
        for i in range(5000):
            stream.write(json.dumps({f"field{i}": GOOD}) + "\n")
    report = ran().report
    totals = report.counted()
    assert sum(totals.skipped.values()) == sum(line["type"] == "skipped" for line in lines()) > 5000
    assert len(totals.skipped) <= 1001
    assert len(report.coverage.files_skipped) < 4100
    assert any(line.strip().startswith("4,0") and line.endswith("for other reasons") for line in printed(report))


def test_the_worst_are_kept(folder, monkeypatch):
    """Documents that are likely machine-translated are kept before others, and so are those with the worst sentence."""
    monkeypatch.setattr(keeping, "KEPT", 5)
    monkeypatch.setattr(keeping, "_SENTENCES", 1)
    worst = "The xqz qat zqm oqd qiv."
    (folder / "in" / "z.jsonl").write_text(json.dumps({"text": worst}), encoding="utf-8")
    report = ran().report
    kept = [d.verdict for d in report.documents]
    assert kept.count(mtqa.DocumentVerdict.LIKELY) >= 4


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1), chunk=st.sampled_from([1, 5, 256]))
def test_a_run_goes_on_from_any_byte(folder, monkeypatch, cut, chunk):
    """Wherever the file of an earlier run ends, the resumed run ends with the lines of an undisturbed one."""
    monkeypatch.setattr(running, "CHUNK", chunk)
    whole = ran(out=Path("whole.jsonl")).report
    data = Path("whole.jsonl").read_bytes()
    Path("out.jsonl").write_bytes(data[: round(cut * len(data))])
    report = ran(resume=True).report
    assert lines() == lines(Path("whole.jsonl"))
    assert (report.gate, report.totals) == (whole.gate, whole.totals)
    assert printed(report) == printed(whole)


def test_what_is_there_is_not_scored_again(folder, monkeypatch):
    """The model sees no sentence of the documents that are taken over."""
    ran()
    data = Path("out.jsonl").read_bytes().splitlines(keepends=True)
    Path("out.jsonl").write_bytes(b"".join(data[:-3]))
    seen = []
    measured = Checker.measured
    monkeypatch.setattr(Checker, "measured", lambda self, texts: seen.extend(texts) or measured(self, texts))
    said = ran(resume=True).said
    assert len(seen) < 12
    assert said[0] == f"out.jsonl: {len(data) - 4} were there already; going on from there"


def test_a_finished_run_needs_nothing(folder):
    """A finished file is left as it is, and the run ends as it did."""
    first = ran().report
    data = Path("out.jsonl").read_bytes()
    second = ran(resume=True)
    assert Path("out.jsonl").read_bytes() == data
    assert second.said == ["out.jsonl is finished already: nothing to do"]
    assert (second.report.gate, second.report.totals) == (first.gate, first.totals)


def test_what_was_added_is_checked(folder):
    """Records after the last one that is there are checked, also when the run was finished."""
    ran()
    (folder / "in" / "e.txt").write_text(GOOD, encoding="utf-8")
    ran(resume=True)
    found = lines()
    ran()
    assert found == lines()


@pytest.mark.parametrize("change", ["text", "place", "gone", "new", "became a record"])
def test_a_change_is_refused(folder, change):
    """Where a document has changed, moved, gone or come, nothing is mixed: the file stays as it was."""
    ran()
    data = Path("out.jsonl").read_bytes()
    path = folder / "in" / "a.jsonl"
    text = path.read_text(encoding="utf-8")
    changed = {
        "text": text.replace("number 1.", "number 2."),
        "place": text.replace("\n", "\n\n", 1),
        "gone": text.rsplit("\n", 1)[0],
        "new": f"{text.splitlines()[0]}\n{text}",
        "became a record": text.replace("{broken", '{"text": "It rained on the old bridge all day long."}', 1),
    }
    path.write_text(changed[change], encoding="utf-8")
    with pytest.raises(UsageError, match=r"(has changed since|is no longer there), so the earlier run does not fit"):
        ran(resume=True)
    assert Path("out.jsonl").read_bytes() == data


@pytest.mark.parametrize(
    ("settings", "paths", "words"),
    [
        (FAKE.replace(tokens=True), ("in",), r"was made with other settings \(tokens\)"),
        (FAKE.replace(fail_on=mtqa.FailOn.NEVER), ("in",), r"other settings \(fail-on\)"),
        (FAKE.replace(ignore=("typography",)), ("in",), "another version, model or set of rules"),
        (FAKE.replace(rules_only=True), ("in",), "another version, model or set of rules"),
        (FAKE, ("in/a.jsonl",), r"other inputs \(in\)"),
    ],
)
def test_another_call_is_refused(folder, settings, paths, words):
    """A file that another call made is not gone on with, and stays; what differs is named."""
    ran()
    data = Path("out.jsonl").read_bytes()
    with pytest.raises(UsageError, match=words):
        ran(settings, paths, resume=True)
    assert Path("out.jsonl").read_bytes() == data


def test_settings_that_decide_nothing_may_differ(folder):
    """A run may be resumed with other threads or without the cache."""
    ran()
    assert ran(FAKE.replace(jobs=1, cache=True, offline=True), resume=True).said[0].endswith("nothing to do")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello", "is no JSON Lines report of mtqa"),
        (b"hello\n", "is no JSON Lines report of this version of mtqa"),
        (b'{"type": "header", "schema": "mtqa-lines/9"}\n', "of this version of mtqa"),
    ],
)
def test_other_files_are_not_touched(folder, data, words):
    """A file that is no report is refused, and stays."""
    Path("out.jsonl").write_bytes(data)
    with pytest.raises(UsageError, match=words):
        ran(resume=True)
    assert Path("out.jsonl").read_bytes() == data


def test_a_damaged_line_is_named(folder):
    """A line in the middle that is no entry is refused with its number."""
    ran()
    data = Path("out.jsonl").read_bytes().splitlines(keepends=True)
    Path("out.jsonl").write_bytes(b"".join([*data[:4], b'{"type": "document"}\n', *data[5:]]))
    with pytest.raises(UsageError, match=r"--resume: line 5 of out\.jsonl is damaged"):
        ran(resume=True)
    with pytest.raises(UsageError, match="is no regular file"):
        ran(resume=True, out=Path("in"))


def test_the_file_itself_is_not_read(folder):
    """A file of lines in a folder that is checked is no content, in the first run and in later ones."""
    out = Path("in/out.jsonl")
    paths = {d.path for d in ran(out=out).report.documents}
    again = ran(out=out)
    assert {d.path for d in again.report.documents} == paths
    assert again.report.coverage.files_seen == 4
    assert ran(out=out, resume=True).said == ["in/out.jsonl is finished already: nothing to do"]


def test_nothing_is_replaced_before_it_must(folder, monkeypatch):
    """A wrong path, an unknown format or a missing model leave the old file."""
    Path("out.jsonl").write_text("old", encoding="utf-8")
    for paths, options in ((["nowhere"], {}), (["in", "-"], {"stdin_format": "wpd"})):
        with pytest.raises(UsageError):
            ran(paths=paths, **options)
    (folder / "empty").mkdir()
    with pytest.raises(NothingCheckedError):
        ran(paths=["empty"])
    monkeypatch.setenv("MTQA_HOME", str(folder / "store"))
    with pytest.raises(ModelError):
        ran(mtqa.Settings(offline=True))
    assert Path("out.jsonl").read_text(encoding="utf-8") == "old"


def test_an_interruption_leaves_a_whole_file(folder, monkeypatch):
    """After Ctrl-C the summary says so; the resumed run ends as an undisturbed one."""
    monkeypatch.setattr(running, "CHUNK", 8)
    ran(out=Path("whole.jsonl"))

    def stop(state):
        if state.sentences > 40:
            raise KeyboardInterrupt

    assert ran(progress=stop).report.interrupted
    found = lines()
    assert found[-1]["interrupted"] is True
    assert found[-1]["summary"]["documents"] == sum(line["type"] == "document" for line in found)
    before = Path("out.jsonl").read_bytes()
    assert ran(progress=lambda _: (_ for _ in ()).throw(KeyboardInterrupt), resume=True).report.interrupted
    assert Path("out.jsonl").read_bytes() == before
    ran(resume=True)
    assert lines() == lines(Path("whole.jsonl"))


def test_a_failure_leaves_no_thread(folder, monkeypatch):
    """Where the model or the sink fails, the error is raised as it is, and the thread is gone."""

    def fail(*_):
        raise ModelError("the model failed")

    with monkeypatch.context() as patched:
        patched.setattr(Checker, "measured", fail)
        with pytest.raises(ModelError, match="the model failed"):
            mtqa.check(["in"], FAKE)
    with monkeypatch.context() as patched:
        patched.setattr(JsonLines, "add", lambda *_: fail())
        with pytest.raises(ModelError):
            ran()
    with monkeypatch.context() as patched:
        patched.setattr(Checker, "read", fail)
        with pytest.raises(ModelError):
            mtqa.check(["in"], FAKE)
    assert [t for t in threading.enumerate() if t.name == "mtqa-ahead"] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device(folder):
    """A device that is full ends the run in one line that says what stays."""
    with pytest.raises(OutputError, match=r"^/dev/full: .*no space is left.*; what was written stays, and --resume"):
        ran(out=Path("/dev/full"))


def test_a_sink_is_any(folder):
    """A sink is told of each document and file in the order of reading."""

    class Sink:
        """Keeps what it is given."""

        def __init__(self):
            self.entries = []
            self.report = None

        def begin(self, signature):
            """Take over nothing."""
            assert signature.model == "fake@1/exact"
            return iter(())

        def add(self, entry):
            """Keep an entry."""
            self.entries.append(entry)

        def end(self, report):
            """Keep the report."""
            self.report = report

    sink = Sink()
    report = mtqa.check(["in"], FAKE, sink=sink)
    assert sink.report is report
    assert [e.result for e in sink.entries if not isinstance(e.result, SkippedFile)] == list(report.documents)
    assert [e.result for e in sink.entries if isinstance(e.result, SkippedFile)] == list(report.coverage.files_skipped)


def test_a_long_document_is_scored_in_slices(folder, monkeypatch):
    """The model never gets more sentences at once than a chunk has, and the results do not show it."""
    (folder / "long.txt").write_text(" ".join(f"It rained on the {i}th day of March." for i in range(900)))
    whole = mtqa.check(["long.txt"], FAKE).documents
    sizes = []
    measured = Checker.measured
    monkeypatch.setattr(Checker, "measured", lambda self, texts: sizes.append(len(texts)) or measured(self, texts))
    monkeypatch.setattr(checker, "CHUNK", 50)
    assert mtqa.check(["long.txt"], FAKE).documents == whole
    assert max(sizes) == 50


def test_files_of_other_kinds_are_resumed(folder):
    """Parquet, compressed lines and other encodings are taken over, too."""
    pa = pytest.importorskip("pyarrow")
    import gzip  # noqa: PLC0415

    import pyarrow.parquet as pq  # noqa: PLC0415

    pq.write_table(pa.table({"id": list(range(9)), "text": [GOOD, None, BAD] * 3}), "in/p.parquet")
    Path("in/q.jsonl.gz").write_bytes(gzip.compress("\n".join(records(20)).encode()))
    Path("in/r.jsonl").write_bytes("\n".join(records(20)).encode("utf-16"))
    ran(out=Path("whole.jsonl"))
    data = Path("whole.jsonl").read_bytes().splitlines(keepends=True)
    for count in range(60, len(data), 9):
        Path("out.jsonl").write_bytes(b"".join(data[:count]))
        ran(resume=True)
        assert lines() == lines(Path("whole.jsonl"))
    assert "in/r.jsonl is not UTF-8" in lines()[-1]["notes"][0]
