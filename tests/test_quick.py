"""Quick runs: a first look at every sentence, the full pass for those that may be flagged."""

from __future__ import annotations

import dataclasses

import pytest

from mtqa import Settings, check_texts
from mtqa.checker import Checker
from mtqa.errors import DetectorError, UsageError
from mtqa.result import Verdict

PLAIN = "The ferry leaves at nine and comes back before the evening rain."
ODD = "Qat xqz qib was by qon the qar for qel the qum of the town."
FAKE = Settings(model="fake")


def _sentences(report):
    return [sentence for document in report.documents for sentence in document.sentences]


def test_what_is_flagged_is_flagged_as_in_full():
    """A sentence near a limit gets the full pass and the same answer; another has evidence and no fluency."""
    texts = [PLAIN, ODD, f"{PLAIN} {ODD}"]
    full = _sentences(check_texts(texts, FAKE))
    quick = _sentences(check_texts(texts, FAKE.replace(quick=True)))
    assert [s.verdict for s in quick] == [s.verdict for s in full]
    assert {s.verdict for s in full} == {Verdict.CLEAR, Verdict.SUSPICIOUS}
    for one, other in zip(full, quick, strict=True):
        if one.verdict is Verdict.SUSPICIOUS:
            assert one == other
        else:
            assert other.fluency is None
            assert other.evidence is not None


def test_a_document_has_no_fluency_that_few_sentences_stand_for():
    """The mean of the odd sentences alone would slander the rest."""
    (document,) = check_texts([f"{PLAIN} {ODD}"], FAKE.replace(quick=True)).documents
    assert document.fluency is None


def test_signatures_tell_quick_runs_apart():
    """Scores of a quick run must not pass for those of a full one."""
    full, quick = (check_texts([PLAIN], FAKE.replace(quick=on)).signature for on in (False, True))
    assert quick.model.startswith(f"{full.model}/quick-")


def test_rules_alone_are_quicker_still():
    """The two settings exclude each other."""
    with pytest.raises(UsageError, match="exclude each other"):
        Checker(FAKE.replace(quick=True, rules_only=True))


def test_a_detector_without_a_first_look_says_so():
    """Detectors that were trained before quick runs can't make them."""
    detector = Checker(FAKE).detector
    without = dataclasses.replace(detector, calibration=dataclasses.replace(detector.calibration, first_look=None))
    with pytest.raises(DetectorError, match="no first look"):
        without.first_look  # noqa: B018 - the property raises


def test_the_second_run_takes_both_from_the_cache():
    """First looks are kept as full scores are, and say the same."""
    settings = FAKE.replace(quick=True)
    first, second = (check_texts([PLAIN, ODD], settings) for _ in range(2))
    assert first.documents == second.documents
