"""Captions, bylines and names by their wording."""

from __future__ import annotations

import pytest

from mtqa.document import Kind
from mtqa.readers.kinds import is_closing_caption, is_name, refine, words

CAPTIONS = [
    "Photo: A man at sea.",
    "Image 3: The plan",
    "Figure 2. The curve falls",
    "Table 4.1: Towns by age",
    "PICTURED: The winners",
    "The mill in May. Archive photo",
    "The mill in May. Archived photo.",
    "The mill in May (file photo)",
    "The mill in May – stock image",
    "The mill. Photo by Ann Lee",
    "The mill. Photo: Ann Lee, 2019",
    "The mill. Photo courtesy of the Harbour Museum",
    "The mill. AP Photo/Ann Lee",
    "The mill. Ann Lee / Reuters",
    "The mill | © Ann Lee 2020",
    "Archive photo",
]
BYLINES = [
    "By Ann Lee",
    "Written by Ann van der Berg and Bo Cy",
    "BY ANN LEE",
    "By Ann Lee, Harbour Times",
    "Reuters",
    "Source: TASS",
    "AP, Reuters",
    "12 May 2020",
    "May 12th, 2020",
    "Published on Monday, 3 June 2019 at 10:30 GMT",
    "Updated: 2020-05-12",
]
PROSE = [
    "The photo shows a man at sea.",
    "By the time Ann came, it was late.",
    "By and large it went well.",
    "She took the picture herself.",
    "In May 2020 the mill was sold.",
    "Figure 8 knots are easy to tie.",
    "Reuters has an office in town.",
    "The museum lost its archive. Photo lovers wept.",
    "The mill in May. Archive photo of the town was taken later. " * 9,
]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, Kind.CAPTION) for text in CAPTIONS),
        *((text, Kind.BYLINE) for text in BYLINES),
        *((text, Kind.PARAGRAPH) for text in PROSE),
    ],
)
def test_paragraphs_are_told_by_their_wording(text, kind):
    """A credit or a marked start makes a caption; who wrote, and when, makes a byline."""
    assert refine(Kind.PARAGRAPH, text) is kind


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PARAGRAPH])
def test_other_kinds_stay(kind):
    """What markup says is not doubted."""
    assert refine(kind, "By Ann Lee") is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee", True),
        ("Ann M. van Lee", True),
        ("Ann-Marie O’Neill", True),
        ("Ann", False),
        ("Ann lee", False),
        ("Getting Started", False),
        ("The Mill", False),
        ("Ann Lee Was Here", False),
        ("Ann Bo Cy Di Ed", False),
    ],
)
def test_names(text, expected):
    """A name is two to four capitalised words, none of which is a title's own."""
    assert is_name(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iron Wolf Saber Strike 2017 and 2017 to Litauens Stoltenberg", True),
        ("President Ilves at the opening of the exercise, Tapa, 2015", True),
        ("A soldier of the Iron Wolf brigade during the exercise in Rukla", True),
        ("The old mill at Haapsalu in winter", True),
        ("The old mill at Haapsalu in winter.", False),
        ("The mill was sold in Haapsalu", False),
        ("We hope to meet you all in Haapsalu", False),
        ("The mill at Haapsalu", True),
        ("The old mill", False),
        ("The end", False),
        ("The End of the Story", False),
        ("Ann Lee", False),
        ("Ann Lee, editor of the Harbour Times", False),
        ("Reporting by Ann Lee in Vilnius", False),
        ("Best regards from Ann in Vilnius", False),
        ("Read more about the festival in Vilnius", False),
        ("Vilnius, Lithuania, 12 May 2015", False),
        ("the old mill at Haapsalu in winter", False),
        ("One mill and another at Haapsalu and so on " * 4, False),
    ],
)
def test_captions_left_at_the_end(text, expected):
    """A fragment that names what is seen is a caption; sentences, signatures and farewells are none."""
    assert is_closing_caption(text) is expected


def test_words():
    """Words are what white space parts."""
    assert [words(text) for text in ("", " one\ttwo\n three—four ")] == [0, 3]
