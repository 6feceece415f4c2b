"""Typography made uniform."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.normalise import normalise

MARKS = st.text(alphabet="ab Cé19 \t\u00a0\u200b“”„\"'’‘«»–—-…,.;!?()%`´ﬁ\u0301\U0001f642", max_size=40)

SAME = [
    ("“Stay,” she said.", '"Stay," she said.', "Stay, she said."),
    ("„Stay“, she said.", "« Stay », she said.", "Stay, she said."),
    ("He called it ‘a gift’ again.", 'He called it "a gift" again.', "He called it a gift again."),
    ("A plan—late, but sound—won.", "A plan -- late, but sound – won.", "A plan - late, but sound - won."),
    ("It’s the firm’s", "It's the firm's", "It's the firm's"),
    ("Open 9–5 today", "Open 9-5 today", "Open 9-5 today"),
    ("Wait…", "Wait...", "Wait..."),
    ("Yes , it is n't 5 % .", "Yes, it isn't 5%.", "Yes, it isn't 5%."),
    ("the ’90s", "the '90s", "the '90s"),
    ("the boys’ team", "the boys' team", "the boys' team"),
    ("a\u00a0 \tgap", "a gap", "a gap"),
    ("cafe\u0301 ﬁne", "café fine", "café fine"),
    ("re\u00adport", "report", "report"),
]


@pytest.mark.parametrize(("one", "other", "expected"), SAME)
def test_house_styles_come_out_the_same(one, other, expected):
    """Two ways to set the same words read the same."""
    assert (normalise(one).text, normalise(other).text) == (expected, expected)


@given(MARKS)
def test_every_character_leads_back(text):
    """Each character of the result stands for a stretch of the text, in order, and letters stand for themselves."""
    normalised = normalise(text)
    at = 0
    for i, character in enumerate(normalised.text):
        start, end = normalised.origin.span(i, i + 1)
        assert 0 <= start < end <= len(text)
        assert start >= at or normalised.origin.span(i - 1, i) == (start, end)
        at = start
        if character in "abC19":
            assert text[start:end] == character


@given(MARKS)
def test_normalising_twice_changes_nothing_of_words(text):
    """Words are never added or lost: letters and digits come out as they went in, in order."""
    kept = [c for c in text if c in "abC19é"]
    assert [c for c in normalise(text).text if c in "abC19é" or c in "éfi"] == kept or "ﬁ" in text or "\u0301" in text
