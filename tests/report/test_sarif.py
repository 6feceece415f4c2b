"""SARIF logs: valid by the published schema, exact in their places, and within what services take.

``data/sarif-schema-2.1.0.json`` is the schema of SARIF 2.1.0 as the JSON schema store publishes it.
"""

import gzip
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import docx
import jsonschema
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import mtqa
from mtqa.alert import LIKELY, SENTENCE, UNUSED, Alert, By, Region, State
from mtqa.checker import Checker
from mtqa.config import FailOn, Settings
from mtqa.coverage import CRASHED, Coverage, SkippedFile
from mtqa.document import Document, Kind, Place, Span, Unit
from mtqa.gate.alerting import with_alerts
from mtqa.outcome import Comparison, Decision, KnownEntry
from mtqa.readers import Found, read
from mtqa.report import sarif, write
from mtqa.report.listing import RuleText, rule_texts
from mtqa.report.sarif import MOST, render_sarif
from mtqa.report.sarif_files import Files
from mtqa.report.sarif_rules import descriptor
from mtqa.result import DocumentResult, DocumentVerdict, Finding, SentenceResult, Severity, Verdict
from mtqa.rules import RULES

DATA = Path(__file__).parent / "data"
SCHEMA = json.loads((DATA / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
BAD = "The performance was broadcasted by the organizers in the Internet."
GOOD = "The council voted on Tuesday to keep the library open on Sundays."
SMILE = "\U0001f642"
URI = re.compile(r"(?:file:///(?:[A-Z]:)?)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*")
FOUND = "calques.photo"


def parsed(report, settings=None):
    """Render a report, read it as strictly as any program may, check it against the schema, and return its run."""
    data = "".join(render_sarif(report, settings or Settings())).encode("utf-8")
    log = json.loads(data.decode("utf-8"))
    json.dumps(log, ensure_ascii=False).encode("utf-8")  # no half of a pair was escaped
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    return run


def checked(paths, settings=None):
    """Check files by rules alone, and make an alert of every finding."""
    settings = settings or Settings(rules_only=True)
    checker = Checker(settings)
    found = [Found(Path(path), str(path), named=True) for path in paths]
    documents = [one for file in found for one in read(file, settings) if isinstance(one, Document)]
    results = [checker.judge([checker.read(one)])[0] for one in documents]
    return tuple(with_alerts(d, r, lambda _: True) for d, r in zip(documents, results, strict=True))


def cut(text, region):
    """Cut a region out of a file's text."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    start = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
    end = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
    return text[start:end]


def made(number=0, path="a.md", text="Here we made a photo.", *, identity=None, **changes):
    """Make a document of one sentence with one alert."""
    span = Span(8, 20)
    finding = Finding(FOUND, Severity.ERROR, span, span, "Word for word.")
    sentence = SentenceResult(
        text, Kind.PARAGRAPH, Span(0, len(text)), 3, 1, Verdict.SUSPICIOUS, evidence=2.0, findings=(finding,)
    )
    fields = {
        "rule": FOUND,
        "severity": Severity.ERROR,
        "message": "Word for word.",
        "fingerprint": f"{number:016x}",
        "sentence": 0,
        "span": span,
        "region": Region(3, 9, 3, 21),
        **changes,
    }
    verdict = DocumentVerdict.MIXED
    return DocumentResult(
        path, identity, "markdown", "en", verdict, 0.5, None, 0, None, (sentence,), None, (Alert(**fields),)
    )


@pytest.fixture
def report(html_sample_report):
    """Return a run without documents."""
    return replace(html_sample_report, documents=(), coverage=Coverage(), notes=(), totals=None)


@pytest.fixture
def one_rule(monkeypatch):
    """Put one rule in place of the catalogue, whose wording may change."""
    text = RuleText(
        FOUND,
        Severity.ERROR,
        "Photos are taken, not *made*.",
        "Many languages make a photo {0}.",
        ("ru", "de", "xx"),
        ("They made a photo.", "- Make\na photo_."),
        ("They took a photo.",),
    )
    real = sarif.rule_texts
    monkeypatch.setattr(
        sarif, "rule_texts", lambda ids, s: {i: text if i == FOUND else t for i, t in real(ids, s).items()}
    )


def full(report):
    """Return a report in which there is something of everything."""
    cue = Place(Unit.CUE, "12", 62.5, 64.0)
    documents = (
        replace(
            made(1, "content/a b#1.md", suggestion="took a photo"),
            probability=0.97,
            alerts=(
                Alert(LIKELY, Severity.ERROR, "The document is likely machine-translated.", "d" * 16),
                *made(1, suggestion="took a photo").alerts,
                *made(2, state=State.SUPPRESSED, by=By.COMMENT, reason="a quotation", occurrence=1).alerts,
                *made(3, state=State.UNCHANGED).alerts,
                Alert(
                    UNUSED,
                    Severity.WARNING,
                    "The suppression suppresses nothing.",
                    "e" * 16,
                    span=Span(90, 99),
                    region=Region(9, 1, 9, 10),
                ),
            ),
        ),
        made(
            4,
            "captions/tour.srt",
            identity="r7",
            place=cue,
            state=State.KNOWN,
            by=By.BASELINE,
            reason="see 41",
            moved=True,
        ),
        made(5, "book.docx", region=None, place=Place(Unit.PAGE, "3"), state=State.SUPPRESSED, by=By.CONFIGURATION),
    )
    coverage = Coverage(
        files_skipped=(
            SkippedFile("logo.md", "is not text: a PNG image"),
            SkippedFile("x.exe", "no reader for .exe"),
            SkippedFile("bad.md", f"{CRASHED}KeyError: 1"),
        )
    )
    gone = (
        KnownEntry("9" * 16, FOUND, "gone.md", 2, None, "He made a photo", decision=Decision.ACCEPTED),
        KnownEntry("4" * 16, "old.rule", "captions/tour.srt", 1, "r8"),
    )
    baseline = Comparison("mtqa-baseline.json", 1, 1, gone, 3)
    return replace(report, documents=documents, coverage=coverage, baseline=baseline, notes=("A note with {braces}.",))


def test_the_schema_is_the_published_one():
    """The schema that logs are checked with is a schema, of the version that they name."""
    VALIDATOR.check_schema(SCHEMA)
    assert SCHEMA["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    assert {"result", "region", "location", "suppression", "reportingDescriptor"} < SCHEMA["definitions"].keys()


def test_is_as_before(report, one_rule):
    """The log of a run with something of everything is, byte for byte, the committed one."""
    log = "".join(render_sarif(full(report), Settings()))
    VALIDATOR.validate(json.loads(log))
    assert log == (DATA / "report.sarif").read_text(encoding="utf-8")


def test_a_clean_run(report):
    """A run that found nothing has no results and no rules, and is valid."""
    run = parsed(report)
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def _write_docx(path):
    document = docx.Document()
    document.add_paragraph(BAD)
    document.save(path)


WRITTEN = {
    "a.md": f"# Title\n\nA {SMILE} **note**. {BAD}\n\n- *{BAD[:-1]}*\n",
    "b.srt": f"1\n00:00:01,000 --> 00:00:04,000\n{BAD}\n",
    "c.jsonl": "".join(json.dumps({"id": i, "text": f"{GOOD} {BAD}"}) + "\n" for i in (7, 8)),
    "d.po": f'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "a"\nmsgstr "{BAD}"\n',
    "e.txt": f"{SMILE} {GOOD}\r\n\r\nOne {SMILE} more. {BAD.replace(' broad', chr(13) + chr(10) + 'broad')}\r\n",
    "f.html": f"<p>A &amp; B.</p>\n<p>{BAD.replace('was broadcasted', 'was <b>broad</b>casted')}</p>\n",
    "g.docx": None,
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the current folder, with files of several formats."""
    monkeypatch.chdir(tmp_path)
    for name, text in WRITTEN.items():
        if text is None:
            _write_docx(name)
        else:
            Path(name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


@pytest.mark.parametrize("name", WRITTEN)
def test_formats(report, folder, name):
    """Whatever the format, a log is valid, and its regions cut what the alert is about out of the file."""
    documents = checked([name])
    run = parsed(replace(report, documents=documents))
    alerts = [alert for document in documents for alert in document.alerts]
    assert len(alerts) == len(run["results"]) >= len(documents)
    for alert, result in zip(alerts, run["results"], strict=True):
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"] == {"uri": name, "uriBaseId": "%SRCROOT%"}
        if WRITTEN[name] is None:
            assert "region" not in physical
        elif alert.sentence is not None:
            text = WRITTEN[name]
            assert cut(text, physical["region"]) == text[alert.span.start : alert.span.end]


def test_a_real_run(folder):
    """A run over files of all formats, written to a file, is valid and tells all that counts."""
    ran = mtqa.check(WRITTEN, Settings(rules_only=True, fail_on=FailOn.ERROR))
    write(ran, "sarif", Path("out.sarif"), Settings())
    log = json.loads(Path("out.sarif").read_bytes())
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    told = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert told == WRITTEN.keys()
    assert run["properties"]["gate"]["passed"] is False
    assert run["properties"]["alerts"]["new"] == len(run["results"])


def test_snippets_are_the_words_of_their_region(report, folder):
    """A region's snippet is what was found, the location's message its sentence."""
    Path("s.md").write_text(f"{GOOD}\n\n{BAD}\n", encoding="utf-8")
    run = parsed(replace(report, documents=checked(["s.md"])))
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["snippet"]["text"] == cut(f"{GOOD}\n\n{BAD}\n", region)
        assert result["locations"][0]["message"]["text"] == BAD


def test_long_sentences_are_shortened(report):
    """Of a long sentence the beginning is shown, and it is no snippet."""
    document = made(text="word " * 200)
    span = document.sentences[0].span
    document = replace(document, alerts=(replace(document.alerts[0], rule=SENTENCE, span=span),))
    (result,) = parsed(replace(report, documents=(document,)))["results"]
    (where,) = result["locations"]
    assert "snippet" not in where["physicalLocation"]["region"]
    assert where["message"]["text"] == ("word " * 200)[:299] + "…"


def test_places_in_the_terms_of_a_format(report):
    """Pages, keys and records are logical locations, and cues are so without their times."""
    run = parsed(
        replace(
            report,
            documents=(
                made(1, place=Place(Unit.PAGE, "3"), region=None),
                made(2, place=Place(Unit.CUE, "12", 1.0, 2.0), identity="x"),
                made(3, identity="y"),
                made(4),
            ),
        )
    )
    assert [result["locations"][0].get("logicalLocations") for result in run["results"]] == [
        [{"name": "3", "fullyQualifiedName": "page 3", "kind": "page"}],
        [{"name": "12", "fullyQualifiedName": "record x, cue 12", "kind": "cue"}],
        [{"name": "y", "fullyQualifiedName": "record y", "kind": "record"}],
        None,
    ]


def at_root(uri):
    """Return an artifact location under the current folder."""
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", at_root("a.md")),
        ("./a//b.md", at_root("a/b.md")),
        ("a b/100%.md", at_root("a%20b/100%25.md")),
        ("a#1?.md", at_root("a%231%3F.md")),
        ("c:d.md", at_root("c%3Ad.md")),
        ("a\\b.md", at_root("a%5Cb.md")),
        ("(ä)/日.md", at_root("%28%C3%A4%29/%E6%97%A5.md")),
        ("\udcff.md", at_root("%EF%BF%BD.md")),
        ("<stdin>", at_root("%3Cstdin%3E")),
        ("a/../b.md", at_root("b.md")),
        ("{here}/in/c.md", at_root("in/c.md")),
        ("../d e.md", {"uri": "file://{above}/d%20e.md"}),
        ("/no-such-folder/e.md", {"uri": "file:///no-such-folder/e.md"}),
        ("/no\0thing/\ud800", {"uri": "file:///no%00thing/%EF%BF%BD"}),
    ],
)
def test_paths(tmp_path, monkeypatch, path, expected):
    """Paths are relative URIs with a base, or absolute ones where they lead out of the current folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    expected = {**expected, "uri": expected["uri"].replace("{above}", tmp_path.as_posix())}
    assert Files().artifact(path.replace("{here}", here.as_posix())) == expected


def test_paths_on_github(tmp_path, monkeypatch):
    """Where GitHub runs mtqa in a folder of a checkout, paths are relative to the root of the repository."""
    here = tmp_path / "docs" / "en"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    paths = ("a.md", "../b.md", f"{tmp_path}/c.md", "../../../d.md")
    assert [Files().artifact(path) for path in paths] == [
        at_root("docs/en/a.md"),
        at_root("docs/b.md"),
        at_root("c.md"),
        {"uri": f"file://{tmp_path.parent.as_posix()}/d.md"},
    ]


def names(run):
    """Return the fingerprints of results."""
    return [result["partialFingerprints"]["mtqaFingerprint/v1"] for result in run["results"]]


def test_fingerprints_are_unique(report, tmp_path, monkeypatch):
    """The same sentence twice in a file, in another file, and in records of one id, has as many fingerprints."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        Path(name).write_text(f"{BAD}\n\n{BAD}\n", encoding="utf-8")
    Path("c.jsonl").write_text((json.dumps({"id": "x", "text": BAD}) + "\n") * 2, encoding="utf-8")
    found = names(parsed(replace(report, documents=checked(["a.md", "b.md", "c.jsonl"]))))
    assert len(found) == len(set(found)) >= 6


def test_fingerprints_outlive_edits(report, tmp_path, monkeypatch):
    """Lines that move, other findings and other files leave an alert's fingerprint as it is."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        Path(name).write_text(f"{BAD}\n", encoding="utf-8")
    before = names(parsed(replace(report, documents=checked(["a.md", "b.md"]))))
    Path("b.md").write_text(f"{GOOD}\n\nDear %s, your order is ready.\n\n> {BAD}\n", encoding="utf-8")
    after = names(parsed(replace(report, documents=checked(["b.md"]))))
    assert set(before[len(before) // 2 :]) < set(after)


def test_states(report):
    """New, known and suppressed alerts are told, with who suppressed them; unchanged ones are not."""
    documents = (
        made(1),
        made(2, state=State.KNOWN, reason="see 41"),
        made(3, state=State.SUPPRESSED, by=By.COMMENT, reason="a quotation"),
        made(4, state=State.SUPPRESSED, by=By.CONFIGURATION),
        made(5, state=State.SUPPRESSED, by=By.BASELINE, reason="dismissed"),
        made(6, state=State.UNCHANGED),
    )
    run = parsed(replace(report, documents=documents))
    suppressed = [
        [],
        [],
        [{"kind": "inSource", "status": "accepted", "justification": "a quotation"}],
        [{"kind": "external", "status": "accepted"}],
        [{"kind": "external", "status": "accepted", "justification": "dismissed"}],
    ]
    assert [result["suppressions"] for result in run["results"]] == suppressed
    assert not any("baselineState" in result for result in run["results"])
    gone = KnownEntry("1".zfill(16), FOUND, "a.md", 2, None, "He made a photo")
    run = parsed(replace(report, documents=documents, baseline=Comparison("b.json", 1, 0, (gone,))))
    states = [result["baselineState"] for result in run["results"]]
    assert states == ["new", "unchanged", "new", "new", "unchanged", "absent"]
    first, *_, last = names(run)
    assert (first[:-1], first[-1], last[-1]) == (last[:-1], "1", "2")
    assert (run["results"][-1]["properties"], run["properties"]["fixed"]) == ({"count": 2}, 2)


@pytest.mark.parametrize(
    ("baseline", "path", "expected"),
    [
        ("b.json", "a/c.md", "a/c.md"),
        ("./b.json", "c.md", "c.md"),
        ("content/b.json", "c.md", "content/c.md"),
        ("content/b.json", "../c.md", "c.md"),
        ("{here}/content/b.json", "c.md", "content/c.md"),
        ("content/b.json", "<stdin>", "%3Cstdin%3E"),
    ],
)
def test_what_is_gone_stood_beside_the_baseline(report, tmp_path, monkeypatch, baseline, path, expected):
    """The paths of a baseline are relative to its folder, those of a log to the current one."""
    monkeypatch.chdir(tmp_path)
    comparison = Comparison(baseline.replace("{here}", str(tmp_path)), fixed=(KnownEntry("1" * 16, FOUND, path),))
    (result,) = parsed(replace(report, baseline=comparison))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == at_root(expected)


def test_ranks(report):
    """A rank is the probability at even odds that a machine wrote the sentence or the document."""
    document = replace(made(), probability=0.25)
    (sentence,) = document.sentences
    about = replace(document, alerts=(Alert(LIKELY, Severity.ERROR, "Likely.", "f" * 16),))
    documents = [replace(document, sentences=(replace(sentence, evidence=e),)) for e in (0.0, 2.0, -1e9, 1e9, None)]
    run = parsed(replace(report, documents=(about, *documents)))
    assert [result.get("rank") for result in run["results"]] == [25.0, 50.0, 88.1, 0.0, 100.0, None]


def test_what_went_wrong(report):
    """What nobody expects to be skipped is told, with its file; a crash or an interruption is no success."""

    def invocation(**changes):
        return parsed(replace(report, **changes))["invocations"][0]

    assert invocation() == {"executionSuccessful": True, "toolExecutionNotifications": []}
    assert not invocation(interrupted=True)["executionSuccessful"]
    assert not invocation(coverage=Coverage(files_crashed=("a.md",)))["executionSuccessful"]
    skipped = (
        SkippedFile("a.md", "is empty"),
        SkippedFile("b.xyz", "no reader for .xyz"),
        SkippedFile("c.md", f"{CRASHED}KeyError: 1"),
    )
    told = invocation(coverage=Coverage(files_skipped=skipped), notes=("Mind {0}.",))
    assert told == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [
            {
                "descriptor": {"id": "unread"},
                "level": level,
                "message": {"text": text},
                "locations": [{"physicalLocation": {"artifactLocation": at_root(path)}}],
            }
            for path, level, text in (
                ("a.md", "warning", "a.md: is empty"),
                ("c.md", "error", f"c.md: {CRASHED}KeyError: 1"),
            )
        ]
        + [{"descriptor": {"id": "note"}, "level": "note", "message": {"text": "Mind {{0}}."}}],
    }


def test_many_skipped_records(report):
    """Of very many records that were not checked, some are told of one by one."""
    skipped = tuple(SkippedFile("a.jsonl", f"line {i} is no object") for i in range(3_000))
    told = parsed(replace(report, coverage=Coverage(files_skipped=skipped)))["invocations"][0]
    *_, last = told["toolExecutionNotifications"]
    assert len(told["toolExecutionNotifications"]) == 1_001
    assert last["message"]["text"] == "2,000 more files and records were not checked."


def test_a_run_that_is_not_held(report):
    """A log of a run of which the report holds a part says so."""
    run = parsed(replace(report, totals=replace(report.counted(), documents=5)))
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["descriptor"] == {"id": "missing"}


def test_limits(report):
    """Of more results than services take the worst are told, what is new first, and the log stays small enough."""
    draw = random.Random(3)
    words = [w for rule in RULES for text in rule.must_pass for w in getattr(text, "text", text).split()]

    def one(i):
        severity = list(Severity)[i % 3]
        state = State.SUPPRESSED if i % 3 == 0 else State.NEW
        text = " ".join(draw.choices(words, k=60))
        alert = {"rule": f"own.rule-{i % 700}", "severity": severity, "state": state, "message": text[:200]}
        return made(i, f"content/{i // 9}.md", text, **alert)

    documents = tuple(one(i) for i in range(27_000))
    log = "".join(render_sarif(replace(report, documents=documents), Settings())).encode()
    (run,) = json.loads(log)["runs"]
    levels = [(bool(result["suppressions"]), result["level"]) for result in run["results"]]
    expected = [(False, "warning")] * 9_000 + [(False, "note")] * 9_000 + [(True, "error")] * 7_000
    assert (len(levels), levels) == (MOST, expected)
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == "2,000 of 27,000 results are left out: the worst are told."
    assert run["properties"]["leftOut"] == 2_000
    assert len(gzip.compress(log)) < 10_000_000
    run["results"] = run["results"][::500]
    VALIDATOR.validate({"version": "2.1.0", "runs": [run]})


def test_reading_order_within_limits(report):
    """Results stand in the order of reading where none are left out."""
    documents = tuple(made(i, severity=severity) for i, severity in enumerate([*Severity][::-1]))
    run = parsed(replace(report, documents=documents))
    assert [result["level"] for result in run["results"]] == ["note", "warning", "error"]


def test_is_the_same_anywhere(report, folder, tmp_path_factory, monkeypatch):
    """The same report gives the same bytes, in another folder too, and names no folder of the machine."""
    documents = checked([name for name in WRITTEN if name != "g.docx"])
    whole = replace(full(report), documents=documents)
    log = "".join(render_sarif(whole, Settings()))
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert "".join(render_sarif(replace(whole, seconds=99.0, device="other"), Settings())) == log
    assert str(folder) not in log
    assert "file:" not in log


def test_every_rule_can_be_described():
    """Descriptions of all rules keep to what services take, and have names of their own."""
    described = [
        descriptor(text) for text in rule_texts([*(rule.id for rule in RULES), LIKELY, UNUSED], Settings()).values()
    ]
    validator = jsonschema.Draft4Validator(
        {**SCHEMA, **SCHEMA["definitions"]["reportingDescriptor"], "required": ["id"]}
    )
    for one in described:
        validator.validate(one)
        assert re.fullmatch(r"([A-Z0-9][a-z0-9]*)+", one["name"])
        assert 1 <= len(one["properties"]["tags"]) <= 20
        texts = one["shortDescription"]["text"], one["fullDescription"]["text"], one["help"]["text"]
        assert all(texts)
        assert max(map(len, texts[:2])) <= 1_024
    assert len({one["name"] for one in described}) == len(described)


def test_a_rule(report, one_rule):
    """A rule says what it finds, why, with examples in which no character means anything, and how to suppress it."""
    rule = parsed(replace(report, documents=(made(),)))["tool"]["driver"]["rules"][0]
    markdown = rule["help"].pop("markdown")
    leave = (
        "To leave it alone, write a comment above it that says mtqa: ignore calques.photo -- why, name its file and "
        "its rule in [[suppress]] of the configuration, or take it into a baseline."
    )
    assert rule == {
        "id": "calques.photo",
        "name": "CalquesPhoto",
        "shortDescription": {"text": "Photos are taken, not *made*."},
        "fullDescription": {"text": "Many languages make a photo {{0}}."},
        "help": {
            "text": "Photos are taken, not *made*.\n\nMany languages make a photo {{0}}.\n\n"
            "Flags:\n\n- “They made a photo.”\n- “- Make / a photo_.”\n\nLets pass:\n\n- “They took a photo.”\n\n"
            + leave
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["calques", "Russian", "German", "xx"],
            "precision": "high",
            "problem.severity": "error",
        },
    }
    assert markdown == (
        "Photos are taken, not \\*made\\*.\n\nMany languages make a photo {{0}}.\n\n"
        "Flags:\n\n- “They made a photo.”\n- “- Make / a photo\\_.”\n\nLets pass:\n\n- “They took a photo.”\n\n"
        + leave.replace("mtqa: ignore calques.photo -- why", "`mtqa: ignore calques.photo -- why`").replace(
            "[[suppress]]", "`[[suppress]]`"
        )
    )


TEXT = st.text(st.characters(), max_size=30)
NUMBER = st.integers(1, 10**9)
PLACES = st.builds(Place, st.sampled_from(Unit), TEXT, st.none() | st.floats(0, 1e5))


@st.composite
def documents(draw):
    """Make a document with any path and any alert."""
    regions = st.builds(Region, NUMBER, NUMBER, NUMBER, NUMBER)
    alert = {
        "rule": draw(st.sampled_from([FOUND, SENTENCE, LIKELY, UNUSED, "x.y", "calques.set-phrase"])),
        "severity": draw(st.sampled_from(Severity)),
        "message": draw(TEXT),
        "region": draw(st.none() | regions),
        "place": draw(st.none() | PLACES),
        "suggestion": draw(st.none() | TEXT),
        "state": draw(st.sampled_from(State)),
        "by": draw(st.sampled_from(By)),
        "reason": draw(TEXT),
        "moved": draw(st.booleans()),
        "sentence": draw(st.sampled_from([0, None])),
    }
    made_of = made(draw(st.integers(0, 3)), draw(TEXT), draw(TEXT), identity=draw(st.none() | TEXT), **alert)
    evidence = draw(st.none() | st.floats())
    return replace(made_of, sentences=(replace(made_of.sentences[0], evidence=evidence),), probability=evidence)


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(documents(), max_size=4),
    st.none() | st.lists(st.builds(KnownEntry, TEXT, TEXT, TEXT, NUMBER, st.none() | TEXT, TEXT), max_size=2),
    st.lists(st.builds(SkippedFile, TEXT, TEXT), max_size=2),
)
def test_anything(report, found, gone, skipped):
    """Any alert, path and entry gives a valid log with URIs and fingerprints of their own."""
    baseline = None if gone is None else Comparison("b.json", fixed=tuple(gone))
    coverage = Coverage(files_skipped=tuple(skipped))
    run = parsed(replace(report, documents=tuple(found), baseline=baseline, coverage=coverage, notes=("",)))
    uris = [where["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"] for where in r["locations"]]
    assert all(URI.fullmatch(uri) and ".." not in uri.split("/") for uri in uris)
    assert len(set(names(run))) == len(run["results"])
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
