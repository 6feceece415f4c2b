"""Evidence, fluency and document models."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.detector.calibration import (
    FRAGMENT,
    LEVELS,
    PROSE,
    Band,
    DocumentModel,
    Evidence,
    Fluency,
    RuleWeights,
    group,
)
from mtqa.document import Kind

BITS = tuple(10 - 8 * i / (len(LEVELS) - 1) for i in range(len(LEVELS)))
FLUENCY = Fluency(
    {"prose": (Band(10, BITS), Band(1_000_000, tuple(b - 1 for b in BITS))), "fragment": (Band(99, BITS),)}
)


@given(st.floats(0, 20), st.floats(0, 20), st.integers(1, 600))
def test_fluency_falls_with_surprisal(one, other, tokens):
    """Of two sentences of one length, the more surprising is never the more fluent; both stay on the scale."""
    low, high = sorted((one, other))
    better, worse = (FLUENCY.of(PROSE, bits, tokens) for bits in (low, high))
    assert 0 <= worse <= better <= 100


@pytest.mark.parametrize("i", range(1, len(LEVELS)))
def test_fluency_is_the_share_that_is_more_surprising(i):
    """At a tabulated quantile, fluency is that quantile's level in percent."""
    assert FLUENCY.of(PROSE, BITS[i], 5) == pytest.approx(100 * LEVELS[i])


def test_fluency_depends_on_length_and_kind():
    """The same surprisal means less in a short sentence, and fragments are held against fragments."""
    assert FLUENCY.of(PROSE, 5.0, 5) > FLUENCY.of(PROSE, 5.0, 50)
    assert FLUENCY.of(FRAGMENT, 5.0, 50) == FLUENCY.of(PROSE, 5.0, 5)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.PARAGRAPH, "The bridge is old.", PROSE),
        (Kind.LIST, "The bridge is old, he said.”", PROSE),
        (Kind.LIST, "The owner of the bridge", FRAGMENT),
        (Kind.PARAGRAPH, "Opening hours of the bridge", FRAGMENT),
        (Kind.CAPTION, "The bridge in May.", FRAGMENT),
        (Kind.HEADING, "Is the bridge old?", FRAGMENT),
    ],
)
def test_what_is_held_against_fragments(kind, text, expected):
    """Captions, headings and cells are fragments, and so is what ends without a mark."""
    assert group(kind, text) == expected


def test_evidence_is_clipped_and_weaker_for_short_sentences():
    """A positive interaction makes the same score say less about a short sentence; nothing passes the limit."""
    evidence = Evidence(bias=0.0, slope=1.0, length=0.0, interaction=0.3)
    assert evidence.llr(1.0, 5) < evidence.llr(1.0, 20) < evidence.llr(1.0, 60)
    assert (evidence.llr(100, 20), evidence.llr(-100, 20)) == (6.0, -6.0)


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
