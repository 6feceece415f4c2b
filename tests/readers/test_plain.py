"""Plain text: paragraphs, headings, bylines, lists and captions by their shape."""

from __future__ import annotations

import pytest

from mtqa.readers import from_text

WRAPPED = (
    "The keeper of the lighthouse wrote down each ship that passed the cape, and when\n"
    "the fog came he rang the bell every other minute until the morning, whether or\n"
    "not anybody could have heard it. His daughter kept the books for thirty years,\n"
    "and gave them to the town."
)
CASES = {
    "an article": (
        "Storm hits coast\n\nBy Ann Lee\n\nIt came at night.\n\nPeople slept.\n\nWaves at the pier. Archive photo\n",
        [
            "heading Storm hits coast",
            "byline By Ann Lee",
            "paragraph It came at night.",
            "paragraph People slept.",
            "caption Waves at the pier. Archive photo",
        ],
    ),
    "a name under the headline": (
        "Storm hits coast\n\nAnn Lee\n\nThe storm came at night.",
        ["heading Storm hits coast", "byline Ann Lee", "paragraph The storm came at night."],
    ),
    "a headline that asks": ("Who saw it?\n\nNobody did.", ["heading Who saw it?", "paragraph Nobody did."]),
    "a headline on its text": (
        "Storm hits coast\nThe storm came at night, and people slept.",
        ["heading Storm hits coast", "paragraph The storm came at night, and people slept."],
    ),
    "one line": ("Storm hits coast", ["paragraph Storm hits coast"]),
    "dates and agencies": (
        "Storm hits coast\n\n12 May 2020\n\nReuters\n\nIt came at night.",
        ["heading Storm hits coast", "byline 12 May 2020", "byline Reuters", "paragraph It came at night."],
    ),
    "captions": (
        "Photo: A man at sea.\n\nFigure 3. The plan\n\nThe pier (AP Photo/Ann Lee)",
        ["caption Photo: A man at sea.", "caption Figure 3. The plan", "caption The pier (AP Photo/Ann Lee)"],
    ),
    "a caption left at the end": (
        "Storm hits coast\n\nIt came at night.\n\nPeople slept.\n\nThe pier after the storm in Harwich, May 2015\n",
        [
            "heading Storm hits coast",
            "paragraph It came at night.",
            "paragraph People slept.",
            "caption The pier after the storm in Harwich, May 2015",
        ],
    ),
    "a signature at the end": (
        "It came at night.\n\nPeople slept.\n\nAnn Lee, editor of the Harbour Times",
        ["paragraph It came at night.", "paragraph People slept.", "paragraph Ann Lee, editor of the Harbour Times"],
    ),
    "an item at the end": (
        "It came at night.\n\nPeople slept.\n\n- The pier after the storm in Harwich",
        ["paragraph It came at night.", "paragraph People slept.", "list The pier after the storm in Harwich"],
    ),
    "wrapped lines": (WRAPPED, ["paragraph " + WRAPPED.replace("\n", " ")]),
    "a line for each paragraph": (
        "It rained.\nWe stayed in.\nNobody came.",
        ["paragraph It rained.", "paragraph We stayed in.", "paragraph Nobody came."],
    ),
    "a line that goes on": (
        "We waited for the rain to end and\nthen went out.",
        ["paragraph We waited for the rain to end and then went out."],
    ),
    "a word parted by a hyphen": (
        "We waited for the rain and the light-\nning to end.",
        ["paragraph We waited for the rain and the light-ning to end."],
    ),
    "lists": (
        "We need:\n- milk\n- bread\n\n1. one\n2) two\n\n(a) three\n• four",
        ["paragraph We need:", "list milk", "list bread", "list one", "list two", "list three", "list four"],
    ),
    "an item that goes on": (
        "- bread from the shop on the corner\n  or from the market",
        ["list bread from the shop on the corner or from the market"],
    ),
    "a dash in prose": (
        "We waited for the rain to end\n- then we went out.",
        ["paragraph We waited for the rain to end", "paragraph - then we went out."],
    ),
    "no words": ("* * *\n\n---\n\n…", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "marked"])
def test_prose_and_its_kind(said, text, expected, line_end, mark):
    """A text's lines are joined to what they say, and shape and wording tell what it is."""
    assert [f"{kind} {words}" for kind, words in said(mark + text.replace("\n", line_end), "text")] == expected


def test_a_file_of_captions(said):
    """In a file named for captions each line is one."""
    text = "Storm hits coast\n- a man at sea\n\nThe pier"
    expected = [("caption", "Storm hits coast"), ("caption", "- a man at sea"), ("caption", "The pier")]
    assert said(text, "text", "news/Captions-2020.txt") == expected


def test_a_passage():
    """A passage is a document; one without words has no segments."""
    assert [[s.text for s in from_text(text).segments] for text in ("It rained.", "", " \n")] == [
        ["It rained."],
        [],
        [],
    ]
