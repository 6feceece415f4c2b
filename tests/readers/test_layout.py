"""How lines of plain text make blocks and units."""

from __future__ import annotations

import pytest

from mtqa.document import Span
from mtqa.readers.layout import Line, blocks, units, wrap_width

LONG = "The keeper of the lighthouse wrote down each ship that passed the cape,"
FULL = "and when the fog came he rang the bell every other minute until morning"
LAST = "came at last."


def joined(text, width=None):
    """Return the texts of all units of a text, items with a dash."""
    return ["- " * unit.item + unit.text for block in blocks(text) for unit in units(block, width)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_blocks(end):
    """Blank lines part blocks, and each line knows its place and what stood before it."""
    text = end.join(["", "  one ", "two", " \t", "", "\tthree"])
    gap = len(end)
    assert blocks(text) == [
        [Line("one", Span(gap + 2, gap + 5), 2), Line("two", Span(2 * gap + 6, 2 * gap + 9), 0)],
        [Line("three", Span(5 * gap + 12, 5 * gap + 17), 1)],
    ]


def test_blocks_from_a_place():
    """What stands before the start is left out."""
    assert blocks("\ufeffone", 1) == [[Line("one", Span(1, 4), 0)]]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([LONG, FULL, LAST], [f"{LONG} {FULL} {LAST}"]),
        (["It rained.", "We stayed in.", "Nobody came."], ["It rained.", "We stayed in.", "Nobody came."]),
        (["A short line of four", "goes on in lower case."], ["A short line of four goes on in lower case."]),
        (["milk", "bread", "eggs"], ["milk", "bread", "eggs"]),
        ([LONG[:-1], "Nobody came"], [f"{LONG[:-1]} Nobody came"]),
        ([LONG[:-1] + ".", "Nobody came."], [LONG[:-1] + ".", "Nobody came."]),
        (["- one", "- two", "* three", "4. four", "(e) five"], ["- one", "- two", "- three", "- four", "- five"]),
        (["We need:", "- milk"], ["We need:", "- milk"]),
        (["We went out", "- and so did they."], ["We went out", "- and so did they."]),
        (["-5 degrees", "*star"], ["-5 degrees", "*star"]),
    ],
)
def test_units(lines, expected):
    """Lines are joined over a break only on evidence that it is mere wrapping."""
    assert joined("\n".join(lines)) == expected


def test_the_width_of_a_file():
    """Paragraphs that are too short to tell follow the width of the others."""
    file = f"{LONG}\n{FULL}\n{LAST}"
    width = wrap_width(blocks(file))
    two = "Ann wrote a long letter to the people of the town about her father, the\nKeeper of the lighthouse."
    assert (width, joined(two, width)) == (len(LONG), [two.replace("\n", " ")])


@pytest.mark.parametrize("text", ["", "one\ntwo", "It rained.\nWe stayed in.\nNobody came.", "x" * 300 + "\ny\nz"])
def test_no_width(text):
    """Few, short or endless lines tell no width."""
    assert wrap_width(blocks(text)) is None
