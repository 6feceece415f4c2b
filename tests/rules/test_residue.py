"""Residue: what a system left as it was."""

from __future__ import annotations

import pytest

from mtqa.rules import RuleSet


def _marked(rule, text):
    return [(text[h.start : h.end], h.suggestion) for h in RuleSet.of([rule]).hits(text)]


@pytest.mark.parametrize(
    ("rule", "text", "marked"),
    [
        (
            "engine-mark",
            "The *trg was #take on #14. August.",
            [("*trg", None), ("#take", None), ("#14.", None)],
        ),
        ("engine-mark", "*Vlak stands near the *most.", [("*Vlak", None), ("*most", None)]),
        ("engine-mark", "*Terms apply, and 5*4 is 20.", []),
        ("mixed-script", "The Prospeсt was closed.", [("Prospeсt", None)]),
        ("script", "He ate борщ there.", [("борщ", None)]),
        ("script", "He ate borscht (борщ) there.", []),
        ("function-word", "The town nicht far away.", [("nicht", None)]),
        ("function-word", "The hit “Wie du” was sung.", []),
        ("foreign-letters", "The skladište burned.", [("skladište", None)]),
        ("accented-word", "The médaille was gold.", [("médaille", None)]),
        ("accented-word", "The fiancée of the émigré.", []),
        ("foreign-ending", "It is about the bezopasnost of all.", [("bezopasnost", None)]),
        ("exonym", "The coast Litauens is flat.", [("Litauens", "Lithuania's")]),
        ("exonym", "He lives in Warszawa.", [("Warszawa", "Warsaw")]),
        ("exonym", "Moskau’s mayor came.", [("Moskau’s", "Moscow's")]),
        ("exonym", "He plays for Sparta Praha in autumn.", []),
    ],
)
def test_marks_what_was_left(rule, text, marked):
    """The word alone is marked, and an English name is given where there is one."""
    assert _marked(f"residue.{rule}", text) == marked


def test_names_the_language():
    """A function word is shown with its language."""
    (hit,) = RuleSet.of(["residue.function-word"]).hits("They came avec the dog.")
    assert hit.message == "'avec' was left untranslated (French)."
