"""Verdicts and their reasons."""

from __future__ import annotations

import pytest
from scipy import stats

from mtqa.detector import fake, judge_document, judge_sentence
from mtqa.detector.calibration import PROSE, DocumentModel
from mtqa.detector.judgement import binomial_tail
from mtqa.document import Span
from mtqa.result import DocumentVerdict, Finding, Severity, Verdict

TEXT = "The council met again on Tuesday to talk about it."
LIMITS = fake().calibration.thresholds.of(PROSE, 10)
MODEL = DocumentModel(human=-0.5, machine=0.5, between=0.1, within=1.0, threshold=1.0)


def finding(severity, message="Something is wrong here."):
    """Return a finding."""
    return Finding("family.rule", severity, Span(0, 1), Span(0, 1), message)


def judged(fluency, evidence, *findings):
    """Judge a sentence of prose."""
    return judge_sentence(LIMITS, TEXT, fluency, evidence, findings)


def test_clear_sentences_have_no_reason():
    """An unremarkable sentence is clear, and so is one that only a warning hits."""
    assert judged(50.0, 0.0) == (Verdict.CLEAR, "", "")
    assert judged(50.0, 0.0, finding(Severity.WARNING)) == (Verdict.CLEAR, "", "")


def test_a_few_words_never_read_oddly_by_themselves():
    """A label or a name surprises the model and says nothing about translation."""
    short, long = "Visual Garden Code", "The visual garden code of old"
    assert judge_sentence(LIMITS, short, 0.0, 0.0, ())[0] is Verdict.CLEAR
    assert judge_sentence(LIMITS, long, 0.0, 0.0, ())[0] is Verdict.SUSPICIOUS


def test_an_error_alone_is_enough():
    """A rule of severity error makes a sentence suspicious, and warnings are then told too."""
    found = judged(90.0, -3.0, finding(Severity.ERROR), finding(Severity.WARNING, "Odd."))
    assert found == (Verdict.SUSPICIOUS, "Something is wrong here; Odd", "")


def test_evidence_and_fluency_are_told_with_their_figures():
    """The reason says machine-like, never machine-translated, and how oddly the sentence reads."""
    found = judged(0.04, 4.2)
    assert found.verdict is Verdict.SUSPICIOUS
    assert found.model_reason == found.reason
    assert found.reason == (
        "machine-like (evidence +4.2, threshold +3.0); "
        "reads oddly (only 0.04 % of trusted English of its kind and length reads as oddly)"
    )


def test_without_the_model_severity_alone_decides():
    """In a run of rules alone, evidence of rules does not flag what no error hits."""
    assert judged(None, 5.0)[0] is Verdict.CLEAR
    assert judged(None, 0.0, finding(Severity.ERROR))[0] is Verdict.SUSPICIOUS


def test_short_documents_are_not_judged():
    """Below three sentences or forty words there is no verdict, but the evidence is given."""
    assert judge_document(MODEL, [5.0, 5.0], 2, 100).verdict is DocumentVerdict.TOO_SHORT
    assert judge_document(MODEL, [5.0] * 4, 0, 30) == judge_document(MODEL, [5.0] * 4, 4, 30)
    assert judge_document(MODEL, [5.0], 0, 5).evidence == 5.0
    assert judge_document(MODEL, [], 0, 0).evidence is None


def test_documents_by_their_mean():
    """A high mean is likely machine-translated, a low one no evidence; the interval holds the probability."""
    likely = judge_document(MODEL, [1.0, 2.0, 0.5, 1.5], 0, 100)
    assert likely.verdict is DocumentVerdict.LIKELY
    assert likely.interval[0] < likely.probability < likely.interval[1]
    assert judge_document(MODEL, [-1.0] * 8, 0, 200).verdict is DocumentVerdict.NO_EVIDENCE


def test_many_suspicious_sentences_make_a_document_mixed():
    """Far more suspicious sentences than chance allows make a document mixed, whatever the mean; one does not."""
    quiet = [-1.0] * 20
    assert judge_document(MODEL, quiet, 6, 400).verdict is DocumentVerdict.MIXED
    assert judge_document(MODEL, quiet, 1, 400).verdict is DocumentVerdict.NO_EVIDENCE


def test_an_interval_that_says_nothing_is_too_short():
    """Three sentences that disagree leave both answers open, and so does the verdict."""
    judgement = judge_document(MODEL, [-4.0, 4.0, 0.0], 0, 100)
    assert judgement.verdict is DocumentVerdict.TOO_SHORT
    assert judgement.interval[0] < 0.05
    assert judgement.interval[1] > 0.95


def test_a_translated_passage_is_found_and_placed():
    """Eight machine-like sentences in an article of forty make it mixed, and the passage says where they stand."""
    evidence = [-0.8] * 20 + [3.0] * 8 + [-0.8] * 20
    judgement = judge_document(MODEL, evidence, 0, 900)
    assert judgement.verdict is DocumentVerdict.MIXED
    assert (judgement.passage.start, judgement.passage.end) == (20, 28)
    assert judge_document(MODEL, [-0.8] * 48, 0, 900).passage is None


@pytest.mark.parametrize(("hits", "trials"), [(0, 5), (1, 1), (3, 40), (70, 5000), (2500, 5000)])
def test_binomial_tail_agrees_with_scipy(hits, trials):
    """The tail is that of a binomial distribution, also of large documents."""
    assert binomial_tail(hits, trials, 0.02) == pytest.approx(stats.binom.sf(hits - 1, trials, 0.02), abs=1e-9)
