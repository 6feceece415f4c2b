"""Names and acronyms: what is marked, and what is suggested instead."""

from __future__ import annotations

import pytest

from mtqa.document import Kind
from mtqa.rules import RuleSet


def _marked(rule, text, kind=Kind.PARAGRAPH):
    return [(text[h.start : h.end], h.suggestion) for h in RuleSet.of([rule]).hits(text, kind)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The Polish defence Minister resigned.", [("defence Minister", "Defence Minister")]),
        ("Talks between two prime Ministers.", [("prime Ministers", "Prime Ministers")]),
        (
            "Its general Director and vice President.",
            [("general Director", "General Director"), ("vice President", "Vice President")],
        ),
        ("The former Prime Minister and acting President met.", []),
    ],
)
def test_title_case(text, marked):
    """The whole title gets capitals."""
    assert _marked("names.title-case", text) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("A film by director Anna stone.", [("Anna stone", "Anna Stone")]),
        ("It is Bill gates’s idea.", [("Bill gates’s", "Bill Gates's")]),
        (
            "He met Vladimir putin, then Angela merkel.",
            [("Vladimir putin", "Vladimir Putin"), ("Angela merkel", "Angela Merkel")],
        ),
        ("Anna stone-walled the reporters.", []),
        ("Director Anna, stone in hand, waited.", []),
    ],
)
def test_surname_case(text, marked):
    """Given name and surname are marked together."""
    assert _marked("names.surname-case", text) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (
            "The head of the port authority office Ivan Belov said no.",
            [
                (
                    "The head of the port authority office Ivan Belov",
                    "Ivan Belov, head of the port authority office,",
                )
            ],
        ),
        (
            "They thanked Deputy Director of the museum Anna Holt.",
            [("Deputy Director of the museum Anna Holt", "Anna Holt, deputy director of the museum")],
        ),
        ("The head of the museum's Anna Holt wing said no.", []),
        ("The head of the Anna Holt Museum said no.", []),
    ],
)
def test_title_order(text, marked):
    """The name moves to the front, and a comma follows unless a mark does."""
    assert _marked("names.title-order", text) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("They build a coastal defence line (RDL) there.", [("RDL", None)]),
        ("They build a coastal defence line (CDL) there.", []),
        ("The Workers and Peasants Party (PSL) won.", []),
        ("Scans by magnetic resonance imaging (MRI) are dear.", []),
        ("Rates fell (USD).", []),
    ],
)
def test_acronym_mismatch(text, marked):
    """Only the letters in the brackets are marked, and only after words in lower case."""
    assert _marked("names.acronym-mismatch", text) == marked


def test_foreign_acronym_names_its_words():
    """The message tells what the letters stand for."""
    (hit,) = RuleSet.of(["names.foreign-acronym"]).hits("The OTAN ships left.")
    assert hit.suggestion == "NATO"
    assert hit.message == (
        "'OTAN' is another language's acronym (Organisation du traité de l'Atlantique nord): in English it is NATO."
    )
