"""What makes a run fail, and how the reasons read."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.alert import LIKELY as LIKELY_RULE
from mtqa.alert import MIXED as MIXED_RULE
from mtqa.alert import SENTENCE, Alert
from mtqa.config import FailOn, Settings
from mtqa.document import Kind, Span
from mtqa.gate import Ledger
from mtqa.result import (
    Coverage,
    DocumentResult,
    DocumentVerdict,
    Finding,
    SentenceResult,
    Severity,
    Verdict,
)

COVERAGE = Coverage(files_seen=4, files_checked=4)
RULES = {DocumentVerdict.LIKELY: LIKELY_RULE, DocumentVerdict.MIXED: MIXED_RULE}
FINDING = Finding("calque.example", Severity.ERROR, Span(0, 4), Span(0, 4), "A calque.")


def sentence(verdict, *findings):
    """Make a sentence of a verdict."""
    return SentenceResult("Some text here.", Kind.PARAGRAPH, Span(0, 15), 1, 1, verdict, findings=findings)


def alerts(verdict, sentences):
    """Make the alerts of a document: its verdict, errors, and the model's verdicts on suspicious sentences."""
    found = [Alert(RULES[verdict], Severity.WARNING, "", "0")] if verdict in RULES else []
    for i, one in enumerate(sentences):
        if one.verdict is not Verdict.SKIPPED:
            found += [Alert(f.rule, f.severity, f.message, "1", sentence=i) for f in one.findings]
        if one.verdict is Verdict.SUSPICIOUS:
            found.append(Alert(SENTENCE, Severity.WARNING, "", "2", sentence=i))
    return tuple(found)


def document(path, verdict=DocumentVerdict.NO_EVIDENCE, *, suspicious=0, clear=1, skipped=0, errors=0, **fields):
    """Make a document of so many sentences of each verdict; its errors are in its first sentences."""
    verdicts = [Verdict.SUSPICIOUS] * suspicious + [Verdict.CLEAR] * clear + [Verdict.SKIPPED] * skipped
    sentences = tuple(sentence(v, *[FINDING] * (i < errors)) for i, v in enumerate(verdicts))
    given_ = {"id": None, "probability": 0.5, **fields}
    return DocumentResult(
        path=path, format="plain", language="en", verdict=verdict, interval=None, evidence=None, fluency=None,
        sentences=sentences, alerts=alerts(verdict, sentences), **given_,
    )  # fmt: skip


def decide(documents, settings, coverage):
    """Decide on some documents."""
    ledger = Ledger(settings)
    for one in documents:
        ledger.add(one)
    return ledger.decide(coverage)


def decided(documents, **settings):
    """Decide with some settings."""
    return decide(documents, Settings(**settings), COVERAGE)


def outcome(gate):
    """Return whether a gate passed, and the reasons; its clauses must say the same."""
    assert gate.passed == all(clause.passed for clause in gate.clauses)
    return gate.passed, gate.reasons


LIKELY, MIXED = DocumentVerdict.LIKELY, DocumentVerdict.MIXED
FEW = [document("a.md"), document("b.md")]


@pytest.mark.parametrize("fail_on", FailOn)
def test_clean_content_passes(fail_on):
    """Nothing found, nothing failed."""
    assert outcome(decided(FEW, fail_on=fail_on, max_suspicious=0.0)) == (True, ())


def test_one_likely_document_fails_by_default():
    """The default fails on a machine-translated document, in the singular."""
    reasons = ("1 of 3 documents is likely machine-translated: c.md",)
    assert outcome(decided([*FEW, document("c.md", LIKELY)])) == (False, reasons)


def test_documents_are_named_worst_first():
    """Three documents are named by probability, mixed ones apart from likely ones."""
    probabilities = {"c.md": 0.91, "d.md": 0.99, "e.md": None, "f.md": 0.95, "g.md": 0.97}
    documents = [document(path, LIKELY, probability=p) for path, p in probabilities.items()]
    documents += [document("feed.jsonl", MIXED, id="17"), document("h.md", MIXED, probability=0.4)]
    assert "".join(decided([*FEW, *documents]).reasons) == (
        "5 of 9 documents are likely machine-translated: d.md, g.md, f.md and 2 more; 2 of 9 documents are mixed: "
        "feed.jsonl (record 17), h.md"
    )


def test_the_only_document():
    """A run over one document keeps its grammar."""
    assert decided([document("a.md", MIXED)]).reasons == ("1 of 1 document is mixed: a.md",)


def test_documents_without_evidence_pass_despite_sentences():
    """Suspicious sentences alone don't fail a run that is to fail on documents."""
    assert decided([document("a.md", DocumentVerdict.TOO_SHORT, suspicious=3)]).passed


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([document("a.md", suspicious=1, clear=11)], "1 of 12 sentences is suspicious: a.md (1)"),
        (
            [document("a.md", suspicious=1, clear=9), document("b.md", suspicious=4, clear=6, skipped=5)],
            "5 of 20 sentences are suspicious: b.md (4), a.md (1)",
        ),
        ([document("a.md", suspicious=1, clear=0, skipped=3)], "1 of 1 sentence is suspicious: a.md (1)"),
    ],
)
def test_sentences(documents, expected):
    """Any suspicious sentence fails; skipped ones don't count among the judged."""
    assert outcome(decided(documents, fail_on=FailOn.SENTENCE)) == (False, (expected,))


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([document("a.md", errors=1)], "1 finding is an error: a.md (1)"),
        (
            [document("a.md", clear=2, errors=1), document("b.md", clear=2, errors=2)],
            "3 findings are errors: b.md (2), a.md (1)",
        ),
    ],
)
def test_errors(documents, expected):
    """Any finding that is an error fails."""
    assert outcome(decided(documents, fail_on=FailOn.ERROR)) == (False, (expected,))


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.NOTE])
def test_lesser_findings_are_no_errors(severity):
    """Warnings and notes pass a run that fails on errors."""
    lesser = sentence(Verdict.SUSPICIOUS, replace(FINDING, severity=severity))
    found = alerts(DocumentVerdict.NO_EVIDENCE, [lesser])
    assert decided([replace(document("a.md"), sentences=(lesser,), alerts=found)], fail_on=FailOn.ERROR).passed


def test_never():
    """A run that is never to fail doesn't."""
    assert decided([document("a.md", LIKELY, suspicious=5, errors=5)], fail_on=FailOn.NEVER).passed


def test_the_share_counts_whatever_else_fails():
    """A limit on the share of suspicious sentences holds with any other clause, and each is told."""
    documents = [document("a.md", LIKELY, suspicious=3, clear=1), document("b.md", clear=6)]
    reasons = ("3 of 10 sentences are suspicious, which is 30.0% and more than the 25% allowed: a.md (3)",)
    assert decided(documents, fail_on=FailOn.NEVER, max_suspicious=25.0).reasons == reasons
    assert decided(documents, max_suspicious=25.0).reasons == (
        "1 of 2 documents is likely machine-translated: a.md",
        *reasons,
    )


def test_the_limit_itself_is_allowed():
    """A share equal to the limit passes."""
    documents = [document("a.md", suspicious=1, clear=3)]
    assert decided(documents, fail_on=FailOn.NEVER, max_suspicious=25.0).passed


def test_a_share_just_above_the_limit_reads_so():
    """The percentage gets as many decimals as it needs to differ from the limit."""
    documents = [document("a.md", suspicious=201, clear=9799)]
    expected = "201 of 10,000 sentences are suspicious, which is 2.01% and more than the 2% allowed: a.md (201)"
    assert decided(documents, fail_on=FailOn.NEVER, max_suspicious=2.0).reasons == (expected,)


@pytest.mark.parametrize(
    ("documents", "coverage", "expected"),
    [
        ([], Coverage(), "No sentence was judged: no file was found"),
        ([], Coverage(files_seen=1), "No sentence was judged: 1 of 1 file was skipped"),
        ([], Coverage(files_seen=7, files_checked=2), "No sentence was judged: 5 of 7 files were skipped"),
        (
            [document("a.md", clear=0, skipped=4)],
            Coverage(files_seen=1, files_checked=1),
            "No sentence was judged: none of the text is English prose of three words or more",
        ),
    ],
)
@pytest.mark.parametrize("fail_on", FailOn)
def test_a_run_that_judged_nothing_never_passes(documents, coverage, expected, fail_on):
    """A silent pass is impossible."""
    gate = decide(documents, Settings(fail_on=fail_on), coverage)
    assert (gate.passed, gate.reasons, gate.clauses) == (False, (expected,), ())


COUNTS = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 3))


@given(st.lists(COUNTS, min_size=1, max_size=6), st.floats(0, 100))
def test_the_share_is_exact(counts, limit):
    """A run fails on the share exactly where the share is above the limit."""
    documents = [document(f"{i}.md", suspicious=s, clear=c, skipped=k) for i, (s, c, k) in enumerate(counts)]
    suspicious, judged = sum(s for s, _, _ in counts), sum(s + c for s, c, _ in counts)
    gate = decided(documents, fail_on=FailOn.NEVER, max_suspicious=limit)
    assert gate.passed == (judged > 0 and 100 * suspicious <= Fraction(repr(limit)) * judged)
    assert gate.passed == (not gate.reasons)
