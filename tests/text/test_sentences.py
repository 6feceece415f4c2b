"""Where sentences end: hard cases, exact spans, and that no character of a segment is lost."""

import re
from importlib.metadata import version
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Document, Kind, Lines, Segment, SourceMap, Span
from mtqa.text import SEGMENTATION, split
from mtqa.text.sentences import spans

# "|" marks each end of a sentence that has another after it.
CASES = {
    "initials": "The essay by J. R. Whitlock won.|It was short.",
    "title": "Mr. Brown was late.|Mrs. Okafor was not.",
    "saint": "The bus from St. Louis broke down near Mt. Hood.|Nobody minded.",
    "title of a rank": "Gen. Adeyemi met Sen. Lind on Tuesday.|They spoke for an hour.",
    "initials as adjective": "The U.S. Army left the valley.|The road was quiet.",
    "office": "He met U.S. Secretary of State Ana Rowe.|U.N. General Assembly members left.",
    "two titles": "Reps. Ann Hill and Ed Ray voted.|Sens. Bo Lee and Cy Poe did not.",
    "tag after two quotes": "\"She yelled 'Run!'\" Hill added.|We ran.",
    "initials at the end": "She grew up in the U.S.|She never went back.",
    "capital's district": "They moved to Washington, D.C.|It was a cold winter.",
    "decimal": "It was 3.5 km to the hut.|We walked 4.2 more.",
    "money": "The firm paid $4.5 million vs. $3.2 million in May.|Costs fell.",
    "number": "Platform No. 5 is closed.|Use No. 6 instead.",
    "no as an answer": "Is it far?|No.|It is round the corner.",
    "question with two marks": 'She asked, "Why?!"|The room was silent.',
    "tag after a question": '"Are you mad?!" he shouted.|She left.',
    "tag with a name": "“Where is the key?” Ann asked.|“Under the mat.”",
    "latin": "Bring tools, e.g. a hammer, i.e. something heavy.|Then start.",
    "list of things": "We sold bread, milk, etc.|The shop closed at six.",
    "address": "See https://example.com/a.b?c=d.|Then call.",
    "host": "Write to help@example.com or visit example.org.|We answer.",
    "ellipsis goes on": "Wait... what?|I see.",
    "ellipsis ends": "I don't know…|Maybe she does.",
    "degree": "Dr. Lee, Ph.D., came at 5 p.m. on Monday.|It rained.",
    "afternoon at the end": "The meeting ended at 5 p.m.|Everyone went home.",
    "morning and day": "The store opens at 10 a.m. Monday.",
    "quoted sentence": "“It is over.”|He closed the door.",
    "quotes in a row": "“Come in …”|“What if I won't?”",
    "straight quotes in a row": '"The door is open."|"Then close it."',
    "caption's credit": "Visitors wait at the gate.|Photo: John H. Miller/Reuters.",
    "company": "Apple Inc. said on Jan. 5 that profits rose.|Shares fell.",
    "company at the end": "He works for Hale & Co.|The firm is old.",
    "company in the middle": "The firm Hale & Co. was founded in 1900.",
    "party": "Sen. Dale (D-Va.) spoke first.|Nobody listened.",
    "version": "Version 2.0.1 is out.|Update now.",
    "list number": "1. Boil the water.|2. Add the salt.|3. Stir well.",
    "nested list number": "2.1. Open the box with a knife.",
    "letter": "This was Plan B.|Nobody liked it.",
    "name that shouts": "Yahoo! bought the site.|What a day!",
    "citation": "The bridge opened in 1931.[4]|It was widened later.",
    "citation after a space": "The bridge opened in 1931. [4] [5]|It was widened later.",
    "citation at the end": "The bridge opened in 1931. [4]",
    "stage direction": "And then I fell in.|(Laughter.)|It was not funny.",
    "ordinary words": "Put it in your other hand.|Take the bus.|It stops at the park.",
    "ordinary word and number": "They met again last week.|20 people came.",
    "figure": "As Fig. 3 shows, the curve is flat.|See vol. 2 for more.",
    "unit": "He is 6 ft. tall.|She is not.",
    "reference": "See Hart et al. Daly explains the rest on pp. 4-6.",
    "missing space": "He left.|She stayed.",
    "smile": "The soup was lovely. :)",
    "dash goes on": "Yes! — that was the answer.",
    "versus": "The match was Leeds vs. Hull.|Hull won.",
    "street": "Turn left at 5th Ave. and go on.|Stop at the light.",
    "colon": "One thing is clear: it works.",
    "semicolon": "It rained; we stayed.|Then the sun came.",
    "month": "It opened on Sept. 12 and closed on Oct. 3.|Few came.",
    "capitals": "STOP NOW.|GO HOME.",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_hard_cases(case):
    """Sentences end where a reader ends them."""
    expected = case.split("|")
    text = " ".join(expected)
    assert expected == [text[start:end] for start, end in spans(text)]


def test_there_are_enough_hard_cases():
    """The table stays as wide as it was promised."""
    assert len(CASES) >= 40


def document(text, kind=Kind.PARAGRAPH, at=0):
    """Make a document of one segment that stands unchanged at an offset of its source."""
    source = "\n" * at + text
    return Document("a.txt", "plain", (Segment(text, kind, SourceMap.identity(at, len(text))),), source)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Chapter 2. The Return", ["Chapter 2. The Return"]),
        ("Yahoo! Profits rise again", ["Yahoo! Profits rise again"]),
        ("Why wait? Book now", ["Why wait? Book now"]),
        (
            "The storm has passed. The cleaning begins now.",
            ["The storm has passed.", "The cleaning begins now."],
        ),
    ],
)
def test_headings_stay_whole(heading, expected):
    """A heading is one sentence unless each part has three words."""
    assert expected == [s.text for s in split(document(heading, Kind.HEADING))]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.HEADING])
def test_other_kinds_are_split(kind):
    """Captions, cells and all other kinds may hold several sentences, which keep their kind."""
    sentences = split(document("The gate is shut. Go round.", kind))
    assert [(s.text, s.kind) for s in sentences] == [("The gate is shut.", kind), ("Go round.", kind)]


def test_lines_and_columns():
    """Lines and columns are those of the source."""
    first, second = split(document("It rained. We left.", at=3))
    assert ((first.line, first.column), (second.line, second.column)) == ((4, 1), (4, 12))
    assert (first.span, second.span) == (Span(3, 13), Span(14, 22))


def test_decoded_text_maps_to_its_source():
    """A sentence after an entity stands where the source has it."""
    source = "Salt &amp; pepper. Then stir."
    runs = SourceMap.of([(5, Span(0, 5)), (1, Span(5, 10)), (18, Span(10, 28))])
    segment = Segment("Salt & pepper. Then stir", Kind.PARAGRAPH, runs)
    first, second = split(Document("a.html", "html", (segment,), source))
    assert (source[slice(*first.span)], source[slice(*second.span)]) == ("Salt &amp; pepper.", "Then stir")


def test_no_segments_no_sentences():
    """An empty document has no sentences."""
    assert split(Document("a.txt", "plain", (), "")) == ()


def test_white_space_holds_no_sentence():
    """White space alone is no sentence."""
    assert spans(" \t ") == []


PIECES = st.sampled_from(
    [
        "Mr. Hill", "No.", "left", " ", "  ", ".", "?!", "…", '"', "”", "“",
        "[3]", "e.g.", "U.S.", "The", "x", "5.", "(", ")", "é", "—", "\t", "p.m.", "I"
    ]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=80)))
def test_sentences_hold_all_but_white_space(text):
    """Sentences stand in order, don't overlap, are stripped, and miss nothing but white space."""
    found = spans(text)
    assert sorted(found) == found
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert "".join(text.split()) == "".join("".join(text[start:end].split()) for start, end in found)


@given(st.lists(PIECES, min_size=1, max_size=20).map("".join), st.integers(0, 5))
def test_sentences_map_to_their_source(text, at):
    """The source at a sentence's span is its text, and its line and column are the span's start."""
    made = document(text, at=at)
    lines = Lines(made.source)
    for sentence in split(made):
        assert made.source[slice(*sentence.span)] == sentence.text
        assert lines.at(sentence.span.start) == (sentence.line, sentence.column)


def test_splitting_again_changes_nothing():
    """The same text is always split alike."""
    text = " ".join(case.replace("|", " ") for case in CASES.values())
    assert spans(text) == spans(text)


def test_signature_names_the_installed_splitter():
    """The signature tells the version that splits."""
    assert re.fullmatch(re.escape(f"nupunkt@{version('nupunkt')}") + r"\+\d+", SEGMENTATION)
