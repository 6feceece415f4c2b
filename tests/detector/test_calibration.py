"""Evidence, fluency and document models."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.detector.calibration import (
    CAPTION,
    HEADING,
    INPUTS,
    LEVELS,
    PROSE,
    Band,
    DocumentModel,
    Evidence,
    Fluency,
    Limits,
    RuleWeights,
    Thresholds,
    group,
    inputs,
)
from mtqa.detector.features import Features
from mtqa.document import Kind

BITS = tuple(10 - 8 * i / (len(LEVELS) - 1) for i in range(len(LEVELS)))
FLUENCY = Fluency(
    0.5, {PROSE: (Band(10, BITS), Band(1_000_000, tuple(b - 1 for b in BITS))), CAPTION: (Band(99, BITS),)}
)


def features(surprisal=3.0, tokens=20, **others):
    """Return the features of a sentence of which only some matter."""
    numbers = dict.fromkeys(("machine", "translated", "quality", "probe", "spread", "shocks"), 0.0)
    return Features(**{**numbers, "surprisal": surprisal, "tokens": tokens, **others})


@given(st.floats(0, 20), st.floats(0, 20), st.integers(1, 600))
def test_fluency_falls_with_surprisal(one, other, tokens):
    """Of two sentences of one length, the more surprising is never the more fluent; both stay on the scale."""
    low, high = sorted((one, other))
    better, worse = (FLUENCY.of(PROSE, features(bits, tokens)) for bits in (low, high))
    assert 0 <= worse <= better <= 100


@pytest.mark.parametrize("i", range(1, len(LEVELS)))
def test_fluency_is_the_share_that_is_more_surprising(i):
    """At a tabulated quantile, fluency is that quantile's level in percent."""
    assert FLUENCY.of(PROSE, features(BITS[i], 5)) == pytest.approx(100 * LEVELS[i])


def test_fluency_depends_on_length_and_kind():
    """The same surprisal means less in a short sentence, and captions are held against captions."""
    assert FLUENCY.of(PROSE, features(5.0, 5)) > FLUENCY.of(PROSE, features(5.0, 50))
    assert FLUENCY.of(CAPTION, features(5.0, 50)) == FLUENCY.of(PROSE, features(5.0, 5))


def test_fluency_grows_with_quality():
    """What people would rate higher is more fluent; a point is worth as many bits as the table says."""
    assert FLUENCY.of(PROSE, features(5.0, quality=1.0)) > FLUENCY.of(PROSE, features(5.0))
    assert FLUENCY.of(PROSE, features(5.5, quality=1.0)) == FLUENCY.of(PROSE, features(5.0))


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.PARAGRAPH, "The bridge is old.", PROSE),
        (Kind.LIST, "The bridge is old, he said.”", PROSE),
        (Kind.LIST, "The owner of the bridge", HEADING),
        (Kind.PARAGRAPH, "Opening hours of the bridge", HEADING),
        (Kind.CAPTION, "The bridge in May.", CAPTION),
        (Kind.HEADING, "Is the bridge old?", HEADING),
    ],
)
def test_what_a_sentence_is_held_against(kind, text, expected):
    """Captions and headings are groups of their own; what ends without a mark goes with headings."""
    assert group(kind, text) == expected


EVIDENCE = Evidence(-0.5, {"machine": 1.0, "translated": 0.5, "machine*length": 0.3, "shocks": 2.0})


def test_evidence_is_clipped_and_weaker_for_short_sentences():
    """A positive product with length makes the same score say less about a short sentence; nothing passes the limit."""
    short, usual, long = (EVIDENCE.llr(features(tokens=n, machine=2.0)) for n in (5, 20, 60))
    assert short < usual < long
    assert (EVIDENCE.llr(features(machine=100.0)), EVIDENCE.llr(features(machine=-100.0))) == (6.0, -6.0)


@given(st.floats(-2, 2), st.floats(-2, 2), st.integers(3, 300))
def test_evidence_is_linear_in_the_head(machine, translated, tokens):
    """The slopes say what the head's outputs add, so that shares of tokens add up to their part of the evidence."""
    one = features(tokens=tokens, machine=machine, translated=translated)
    none = features(tokens=tokens)
    slopes = EVIDENCE.slopes(one)
    added = slopes[0] * machine + slopes[1] * translated
    assert EVIDENCE.llr(one) - EVIDENCE.llr(none) == pytest.approx(added, abs=1e-9)


def test_every_input_has_a_value():
    """Names and values of the inputs go together."""
    values = dict(zip(INPUTS, inputs(features(tokens=40, machine=3.0, probe=2.0)), strict=True))
    assert values["machine*length"] == pytest.approx(3 * math.log(2))
    assert values["probe*length"] == pytest.approx(2 * math.log(2))


def test_limits_go_by_group_and_length():
    """A sentence has the limits of the first band that is long enough, the last for all beyond."""
    thresholds = Thresholds({PROSE: (Limits(10, 3.0, 0.1), Limits(30, 2.0, 0.1)), CAPTION: (Limits(99, 4.0, 0.2),)})
    found = [thresholds.of(PROSE, tokens).evidence for tokens in (3, 10, 11, 500)]
    assert found == [3.0, 3.0, 2.0, 2.0]
    assert thresholds.of(CAPTION, 5).fluency == 0.2


def test_rule_weights_count_each_rule_once():
    """Hits add their weight, a rule without a weight adds nothing, and silence speaks for a human."""
    weights = RuleWeights({"a.b": 1.5, "c.d": 0.5}, -0.1)
    assert weights.llr(()) == -0.1
    assert weights.llr(("a.b", "a.b", "c.d", "x.y")) == pytest.approx(1.9)


MODEL = DocumentModel(human=-0.5, machine=0.5, between=0.1, within=1.0, threshold=1.0)


@given(st.floats(0.01, 3), st.integers(1, 200))
def test_longer_documents_say_more_up_to_a_limit(mean, sentences):
    """The same mean over more sentences is stronger, but never beyond what the spread between documents allows."""
    limit = (MODEL.machine - MODEL.human) * mean / MODEL.between
    assert 0 < MODEL.llr(mean, sentences) < MODEL.llr(mean, sentences + 1) < limit
    assert math.isclose(MODEL.llr(-mean, sentences), -MODEL.llr(mean, sentences))
