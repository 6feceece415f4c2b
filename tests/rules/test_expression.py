"""The language of lexicon patterns."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.rules.base import running
from mtqa.rules.expression import PatternError, compile_pattern
from mtqa.rules.inflection import all_forms, forms, same_form


def _found(pattern, text):
    compiled = compile_pattern(pattern)
    match = compiled.expression.search(text)
    if match is None:
        return None
    assert any(f" {anchor} " in running(text) for anchor in compiled.sought.anchors), "matched without an anchor"
    return match["hit"] if "hit" in compiled.expression.groupindex else match[0]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("open~ the light", "She opened the light at six.", "opened the light"),
        ("open~ the light", "She reopened the lights.", None),
        ("open~ the light", "OPENING THE LIGHT is easy.", "OPENING THE LIGHT"),
        ("write~ [a|the] letter~", "They wrote letters home.", "wrote letters"),
        ("write~ [a|the] letter~", "They have written the letter.", "written the letter"),
        ("write~ [a|the] letter~", "They wrote a long letter.", None),
        ("in the * sky", "She was in the seventh sky, happy.", "in the seventh sky"),
        ("with the *0-2 hands", "He did it with the hands.", "with the hands"),
        ("with the *0-2 hands", "He did it with the two bare hands.", "with the two bare hands"),
        ("with the *0-2 hands", "He did it with the two big bare hands.", None),
        ("with the *1-2 hands", "He did it with the hands.", None),
        ("on POSS own skin", "I felt it on my own skin.", "on my own skin"),
        ("(on|in) NUM wheel~", "It stood on three wheels.", "on three wheels"),
        ("in the internet !(age|era)", "In the internet age, nobody waits.", None),
        ("in the internet !(age|era)", "It stood in the internet.", "in the internet"),
        ("<!(who|that) goes it", "He who goes it alone.", None),
        ("<!(who|that) goes it", "How goes it there?", "goes it"),
        ("^ besides that ,", "Besides that, it rained.", "Besides that,"),
        ("^ besides that ,", "He knew besides that, and more.", None),
        ("the rain is going $", "Look, the rain is going.", "the rain is going"),
        ("the rain is going $", "The rain is going to stop.", None),
        ("they {go~ by feet} to", "Then they went by feet to Rome.", "went by feet"),
        ("don't hang the nose", "Don’t hang the nose!".replace("’", "'"), "Don't hang the nose"),
        ("an all-round man~", "He is an all-round man.", "an all-round man"),
        ("NAME city hall~", "It is in Perm city hall now.", "Perm city hall"),
        ("NAME city hall~", "It is in perm city hall now.", None),
    ],
)
def test_matches(pattern, text, found):
    """A pattern matches whole words as written, and stands near an anchor wherever it does."""
    assert _found(pattern, text) == found


@pytest.mark.parametrize(
    ("pattern", "template", "text", "better"),
    [
        ("make~ [a|the] photo~", "take~ \\1 photo~", "We made a photo.", "took a photo"),
        ("make~ [a|the] photo~", "take~ \\1 photo~", "We have made photos.", "taken photos"),
        ("make~ [a|the] photo~", "take~ \\1 photo~", "Making the photo took long.", "Taking the photo"),
        ("be~ * years old already", "be~ already \\1", "He was ten years old already.", "was already ten"),
        ("know~ it how", "know~ how", "She knows it how.", "knows how"),
        ("be~ of need", "need~", "It is of need.", "needs"),
        ("need~ of it", "be~ without it", "He needed of it.", "was without it"),
    ],
)
def test_replaces_in_the_same_form(pattern, template, text, better):
    """What is suggested takes the tense and number of what stood there, its pieces and its capital."""
    compiled = compile_pattern(pattern)
    assert compiled.replacement(template, compiled.expression.search(text)) == better


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "empty"),
        ("go (by|on foot", "never closed"),
        ("go )", "closes nothing"),
        ("a | b", "outside of brackets"),
        ("Go by foot", "neither a class nor in lower case"),
        ("[the] *", "no word in it is certain"),
        ("go *2-1 foot", "must count"),
        ("go *0-9 foot", "must count"),
        ("go (by|) foot", "an alternative is empty"),
        ("go {by foot", "never closed"),
        ("go {by} {foot}", "one pair of braces"),
        ("go ({by}|on) foot", "inside of brackets"),
        ("go !(by", "never closed"),
        ("go & run", "means nothing"),
        ("go !()", "only single words"),
    ],
)
def test_refuses_a_bad_pattern(pattern, reason):
    """A pattern that can't be read is refused with a reason."""
    with pytest.raises(PatternError, match=reason):
        compile_pattern(pattern)


_WORDS = st.sampled_from("go~ light by foot~ the * *0-2 [a|the] (on|in) POSS NUM , !it".split())


@given(st.lists(_WORDS, min_size=1, max_size=7), st.text(alphabet="go lightbyfe ,the.in1", max_size=80))
def test_never_matches_without_an_anchor(words, text):
    """Whatever the pattern and the text: no match is lost by looking for anchors first."""
    try:
        compiled = compile_pattern(" ".join(words))
    except PatternError:
        return
    if compiled.expression.search(text):
        assert any(f" {anchor} " in running(text) for anchor in compiled.sought.anchors)


@pytest.mark.parametrize("text", ["the " * 5_000, "go by " * 4_000, "a" * 20_000, ", " * 10_000])
def test_no_text_makes_a_pattern_run_away(text):
    """Patterns repeat nothing without bound."""
    compiled = compile_pattern("the *0-3 [the] *0-3 (go~|the *0-3) *0-3 by * foot")
    start = time.process_time()
    list(compiled.expression.finditer(text))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("make", "make makes made made making"),
        ("carry", "carry carries carried carried carrying"),
        ("stop", "stop stops stopped stopped stopping"),
        ("write", "write writes wrote written writing"),
        ("lie", "lie lies lay lain lying"),
        ("see", "see sees saw seen seeing"),
        ("child", "child children childed childed childing"),
        ("well-being", "well-being well-beings well-beinged well-beinged well-beinging"),
        ("have", "have has had had having"),
        ("key", "key keys keyed keyed keying"),
    ],
)
def test_inflects(word, expected):
    """Regular and irregular forms, doubled letters and plurals."""
    assert " ".join(forms(word)) == expected


def test_be_has_all_its_forms():
    """The one verb with eight."""
    assert set(all_forms("be")) == {"be", "am", "is", "are", "was", "were", "been", "being"}
    assert same_form("was", "be", "go", "") == "went"
    assert same_form("gone", "go", "be", "has") == "been"
