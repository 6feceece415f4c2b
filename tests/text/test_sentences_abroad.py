"""Sentences of other languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.sentences import spans


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("es", ["La fiesta empezó tarde.", "¿Quién lo diría?", "Nadie se fue."]),
        ("is", ["Hún kom 3. maí 2017.", "Ferðin tók um 40 mín. í góðu veðri."]),
        ("mk", ["Играчите победија со 3:2.", "Тренерот беше задоволен."]),
        ("zh", ["渡船六点开。", "大家都在等！", "他说：“好的。”"]),
        ("hi", ["वह घर गया।", "बारिश हुई।"]),
        ("ne", ["मूल्य ६०.९ रुपैयाँ छ।", "यो राम्रो छ।"]),
        ("xx", ["Een zin.", "Nog een zin."]),
    ],
)
def test_other_languages(language, sentences):
    """Each language is split by its own full stops and abbreviations; an unknown one by the commonest."""
    text = ("" if language == "zh" else " ").join(sentences)
    assert [text[start:end] for start, end in spans(text, language)] == sentences


@given(st.text(max_size=60), st.sampled_from(["ru", "zh", "es", "fi"]))
def test_nothing_is_left_out(text, language):
    """Sentences stand in order, without white space around them, and hold all else."""
    found = spans(text, language)
    at = 0
    for start, end in found:
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end] != ""
        at = end
    assert not text[at:].strip()
