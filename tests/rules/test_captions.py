"""Captions and credits: what is marked, and what is suggested instead."""

from __future__ import annotations

import pytest

from mtqa.document import Kind
from mtqa.rules import RuleSet


def _marked(rule, text, kind=Kind.CAPTION):
    return [(text[h.start : h.end], h.suggestion) for h in RuleSet.of([rule]).hits(text, kind)]


@pytest.mark.parametrize(
    ("rule", "text", "marked"),
    [
        ("repeated-year", "The 2011 and 2011 fairs.", [("2011 and 2011", "2011")]),
        ("repeated-name", "Mayor Silva in front of the hall to Silva.", [("Silva", None)]),
        ("repeated-name", "Mayor Silva spoke in front of the hall to Silva.", []),
        ("joined-twice", "Maria and Maria at home.", [("Maria and Maria", "Maria")]),
        ("credit", "The dam. Image of archive", [("Image of archive", "File photo")]),
        ("credit", "The dam. Foto: A. Horvat", [("Foto", "Photo")]),
        ("calque", "The cup final the past Sunday.", [("the past Sunday", "last Sunday")]),
        ("calque", "Fire in the night of the Sunday.", [("in the night of the Sunday", "on Sunday night")]),
        ("calque", "Ivan Petrov with its children.", [("its children", None)]),
    ],
)
def test_suggestions(rule, text, marked):
    """Each rule marks no more than what changes."""
    assert _marked(f"captions.{rule}", text) == marked


def test_repeated_names_are_left_alone_in_paragraphs():
    """Prose repeats names with reason; only captions are looked at."""
    assert _marked("captions.repeated-name", "Mayor Silva in front of the hall to Silva.", Kind.PARAGRAPH) == []
