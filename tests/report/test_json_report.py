"""The JSON report: its schema, its figures, and that it is always the same."""

import json
import math
import re
from dataclasses import fields, replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtqa
from mtqa import detector as detectors
from mtqa.config import Settings
from mtqa.document import Kind, Span
from mtqa.evaluation.metrics import rate_interval
from mtqa.report import SCHEMA, json_schema, render_json
from mtqa.result import DocumentVerdict, ErrorRate, Finding, SentenceResult, Severity, TokenScore, Verdict

GOLDEN = Path(__file__).parent / "data" / "report.json"
PAGE = Path(__file__).parents[2] / "docs" / "json.md"
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def parsed(report, *, tokens=False):
    """Render a report, check it against the schema, and return its data."""
    data = json.loads(render_json(report, tokens=tokens))
    VALIDATOR.validate(data)
    return data


def with_sentence(report, **changes):
    """Change the first sentence of a report's first document."""
    first, *others = report.documents
    sentence = replace(first.sentences[0], **changes)
    return replace(report, documents=(replace(first, sentences=(sentence, *first.sentences[1:])), *others))


def test_is_as_before(html_sample_report):
    """The report of a known run is, byte for byte, the committed one."""
    assert render_json(html_sample_report, tokens=True) == GOLDEN.read_text(encoding="utf-8")


def test_the_schema_is_a_schema():
    """The shipped file is valid JSON Schema of 2020-12, for the contract's name."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["title"], schema["properties"]["schema"]) == (SCHEMA, {"const": SCHEMA})


@pytest.mark.parametrize("tokens", [False, True])
def test_satisfies_the_schema(html_sample_report, tokens):
    """A report with or without tokens fits; only one that was asked for them has them."""
    data = parsed(html_sample_report, tokens=tokens)
    sentences = [sentence for document in data["documents"] for sentence in document["sentences"]]
    assert all(("tokens" in sentence) is tokens for sentence in sentences)


def test_an_empty_run_satisfies_the_schema(html_sample_report):
    """A run without documents fits too."""
    assert parsed(replace(html_sample_report, documents=()))["documents"] == []


@pytest.mark.parametrize("field", ["signature", "summary", "coverage", "gate", "documents", "tool"])
def test_the_schema_misses_a_missing_field(html_sample_report, field):
    """A report that lacks a field of the contract is refused."""
    data = parsed(html_sample_report)
    del data[field]
    with pytest.raises(jsonschema.ValidationError, match=field):
        VALIDATOR.validate(data)


def test_the_schema_allows_additions(html_sample_report):
    """Fields may be added at every level."""
    data = parsed(html_sample_report)
    for level in (data, data["summary"], data["documents"][0], data["documents"][0]["sentences"][0]):
        level["addition"] = 1
    VALIDATOR.validate(data)


def test_the_schema_knows_every_name():
    """Kinds, verdicts and severities are those of the code."""
    defs = json_schema()["$defs"]
    assert defs["sentence"]["properties"]["kind"]["enum"] == list(Kind)
    assert defs["sentence"]["properties"]["verdict"]["enum"] == list(Verdict)
    assert defs["document"]["properties"]["verdict"]["enum"] == list(DocumentVerdict)
    assert defs["finding"]["properties"]["severity"]["enum"] == list(Severity)


def test_carries_every_field_of_a_sentence(html_sample_report):
    """No figure of a sentence is lost on the way."""
    names = set(parsed(html_sample_report, tokens=True)["documents"][0]["sentences"][0])
    named = {field.name for field in fields(SentenceResult)} - {"span", "base"}
    assert names == (named | {"start", "end", "evidence_base", "place"}) - {"beside"}


def test_places_in_the_terms_of_the_format(html_sample_report):
    """A sentence names the cues that it stands in, with their times, and a finding its own."""
    found = Finding("calque.x", Severity.NOTE, Span(25, 34), Span(25, 34), "Odd.")
    last = html_sample_report.documents[-1]
    sentence = replace(last.sentences[0], findings=(found,))
    report = replace(html_sample_report, documents=(replace(last, sentences=(sentence,)),))
    (shown,) = parsed(report)["documents"][0]["sentences"]
    second = {"unit": "cue", "name": "2", "start": 61.0, "end": 63.5}
    third = {"unit": "cue", "name": "3", "start": 63.6, "end": 65.04}
    assert (shown["place"], shown["findings"][0]["place"]) == (second, third)
    assert shown["places"] == [{"text_start": 0, **second}, {"text_start": 17, **third}]


def test_coverage_says_what_was_masked_and_left_out(html_sample_report):
    """Patterns, what of it looks like prose, units, and the share of prose that was judged."""
    seen = parsed(html_sample_report)["coverage"]
    assert seen["masked"][1] == {"pattern": "<nav>", "characters": 318, "prose": 77}
    assert seen["omitted"] == [{"reason": "a rolling duplicate", "units": 12}]
    assert seen["share"] == round(4405 / (4812 + 77), 4)


def test_counts(html_sample_report):
    """The summary adds up to the documents."""
    assert parsed(html_sample_report)["summary"] == {
        "documents": 4,
        "sentences": 13,
        "judged": 11,
        "suspicious": 5,
        "skipped": 2,
        "findings": {
            "calque.and-not-only": 1,
            "calque.degree-of-necessity": 1,
            "calque.make-photo": 1,
            "calque.work-open": 1,
            "grammar.missing-article": 1,
            "grammar.modal-to": 1,
            "residue.foreign-word": 1,
        },
        "alerts": {"new": 7, "known": 0, "suppressed": 0, "unchanged": 0},
        "seconds": 3.42,
    }


def test_offsets_are_those_of_the_source(html_sample_report):
    """A sentence's, a finding's and a token's offsets count the source file, not the sentence."""
    first, *others = html_sample_report.documents
    sentence = replace(
        html_sample_report.documents[1].sentences[1],
        span=Span(100, 192),
        findings=(replace(html_sample_report.documents[1].sentences[1].findings[0], span=Span(144, 153)),),
        tokens=(TokenScore(Span(100, 103), Span(0, 3), 1.23456, ("A",)),),
    )
    report = replace(html_sample_report, documents=(replace(first, sentences=(sentence,)), *others))
    shown = parsed(report, tokens=True)["documents"][0]["sentences"][0]
    assert [(part["start"], part["end"]) for part in (shown, *shown["findings"], *shown["tokens"])] == [
        (100, 192),
        (144, 153),
        (100, 103),
    ]
    assert shown["tokens"][0]["surprisal"] == 1.235


def test_rounds_for_reading(html_sample_report):
    """Fluency has one decimal, evidence and surprisal three; no zero is negative."""
    shown = parsed(with_sentence(html_sample_report, fluency=61.2499, evidence=-0.0001, surprisal=4.56789))
    first = shown["documents"][0]["sentences"][0]
    assert [str(first[name]) for name in ("fluency", "evidence", "surprisal")] == ["61.2", "0.0", "4.568"]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_null(html_sample_report, value):
    """JSON has no infinity."""
    first, *others = html_sample_report.documents
    report = replace(html_sample_report, documents=(replace(first, probability=value, interval=(0.1, value)), *others))
    shown = parsed(with_sentence(report, evidence=value))["documents"][0]
    assert (shown["probability"], shown["interval"], shown["sentences"][0]["evidence"]) == (None, None, None)


@given(st.text(min_size=1, max_size=40))
def test_any_text_survives(text):
    """Every text comes back as it was, half surrogate pairs included, and the file is UTF-8."""
    sentence = SentenceResult(text, Kind.PARAGRAPH, Span(0, len(text)), 1, 1, Verdict.CLEAR)
    report = render_json(with_only(sentence), tokens=False)
    assert json.loads(report.encode("utf-8"))["documents"][0]["sentences"][0]["text"] == text


@pytest.mark.parametrize("text", ["half \udc80 a pair", "\x00\x1b[31m\u2028", '"quoted" \\ back', "emoji 🙂"])
def test_odd_characters_survive(text):
    """A file name that is no UTF-8, controls, quotes and emoji come back as they were."""
    sentence = SentenceResult(text, Kind.PARAGRAPH, Span(0, len(text)), 1, 1, Verdict.CLEAR)
    report = render_json(with_only(sentence), tokens=False)
    assert json.loads(report.encode("utf-8"))["documents"][0]["sentences"][0]["text"] == text


def with_only(sentence):
    """Make a report of one sentence."""
    from mtqa.result import Coverage, DocumentResult, Gate, Report, Signature  # noqa: PLC0415 - only here

    document = DocumentResult(
        "a.txt", None, "plain", None, DocumentVerdict.TOO_SHORT, None, None, None, None, (sentence,)
    )
    signature = Signature("0", "none", "none", "none", "0", "0", "0")
    return Report("0", signature, (document,), Coverage(), Gate(passed=True), 0.0)


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """A run with the fake model over odd words, long ones, an emoji and a skipped line."""
    path = tmp_path_factory.mktemp("evidence") / "notes.txt"
    path.write_text(
        "The council agreed on Tuesday to keep the unquestionably popular library open, didn’t it?\n\n"
        "Xqzt vlorp the grumbfeld wezzit of knarf, blixt zorp and quuxible frobnication 🙂 yesterday.\n\n"
        "Visitors can see the restored harbour crane from Monday on.\n",
        encoding="utf-8",
    )
    return mtqa.check([path], Settings(model="fake", tokens=True))


def test_evidence_adds_up(checked):
    """What the tokens add and the base are the evidence, in every sentence, but for rounding."""
    shown = parsed(checked, tokens=True)["documents"]
    judged = [s for document in shown for s in document["sentences"] if s["verdict"] != "skipped"]
    assert len(judged) == 3
    for sentence in judged:
        parts = [sentence["evidence_base"], *(token["evidence"] for token in sentence["tokens"])]
        assert len(parts) > 5
        assert sum(parts) == pytest.approx(sentence["evidence"], abs=0.0005 * (len(parts) + 1))
    assert any(token["evidence"] for sentence in judged for token in sentence["tokens"])


def test_passages_are_lines_or_null(html_sample_report):
    """A mixed document names the lines that make it so; others have null."""
    passages = [document["passage"] for document in parsed(html_sample_report)["documents"]]
    assert passages == [None, None, {"first_line": 3, "last_line": 3}, None]


def test_false_positive_rates_have_intervals(html_sample_report):
    """Each rate comes with Wilson's interval, also one of nought; a run without rates has an empty list."""
    assert parsed(html_sample_report)["false_positive_rates"] == [
        {"what": "sentences of native prose", "hits": 41, "total": 5120, "low": 0.0059, "high": 0.0108},
        {"what": "native documents", "hits": 0, "total": 310, "low": 0.0, "high": 0.0122},
    ]
    assert parsed(replace(html_sample_report, rates=()))["false_positive_rates"] == []


@pytest.mark.parametrize(("hits", "total"), [(0, 7), (1, 7), (7, 7), (41, 5120), (299, 300)])
def test_intervals_are_those_of_the_evaluation(hits, total):
    """The interval of a rate is the one that `mtqa evaluate` prints."""
    measured, rate = rate_interval(hits, total), ErrorRate("texts", hits, total)
    assert (rate.rate, *rate.interval) == pytest.approx((measured.value, measured.low, measured.high), abs=1e-12)


def test_a_rate_of_nothing_says_nothing():
    """Where nothing was measured the interval is all there is."""
    assert (ErrorRate("texts", 0, 0).rate, ErrorRate("texts", 0, 0).interval) == (0.0, (0.0, 1.0))


@pytest.mark.parametrize("rules_only", [False, True])
def test_rates_are_those_of_the_calibration(tmp_path, monkeypatch, rules_only):
    """A run carries the rates of its detector's calibration; one of rules alone has none."""
    rates = (ErrorRate("native documents", 1, 250),)
    detector = detectors.fake()
    measured = replace(detector, calibration=replace(detector.calibration, rates=rates))
    monkeypatch.setattr(detectors, "fake", lambda: measured)
    path = tmp_path / "a.txt"
    path.write_text("The council agreed on Tuesday to keep the popular library open.\n", encoding="utf-8")
    report = mtqa.check([path], Settings(model="fake", rules_only=rules_only))
    assert report.rates == (() if rules_only else rates)


def test_a_sentence_has_a_line(html_sample_report):
    """Each sentence stands on a line of its own, so that two reports can be compared by line."""
    lines = render_json(html_sample_report, tokens=True).splitlines()
    assert sum(line.startswith('{"text": ') for line in lines) == html_sample_report.sentences


def test_the_page_describes_every_field():
    """docs/json.md names every property of the schema."""
    page = PAGE.read_text(encoding="utf-8")
    names = set(re.findall(r'"(\w+)": \{', json.dumps(json_schema()))) - {"properties", "items"}
    properties = {name for name in names if name in _properties(json_schema())}
    assert sorted(name for name in properties if f"`{name}`" not in page) == []
    assert len(properties) > 40


def _properties(schema):
    """Collect the names of all properties in a schema."""
    found = set()
    if isinstance(schema, dict):
        found |= set(schema.get("properties", {}))
        for value in schema.values():
            found |= _properties(value)
    return found
