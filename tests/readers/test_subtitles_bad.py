"""Subtitles that are wrong: each fault in a line of its own, and the rest is read."""

from __future__ import annotations

import pytest

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile

GOOD = "1\n00:00:01,000 --> 00:00:02,000\nWe went home.\n\n"
LATER = "\n\n3\n00:00:05,000 --> 00:00:06,000\nIt was late.\n"
TIMES = "write them as 00:00:01,000 --> 00:00:02,500"
HEAD = "[Script Info]\nTitle: x\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,We went home.\n"
FOOT = "\nDialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,It was late.\n"


def told(found):
    """Return what is said in documents, and what is skipped."""
    return [d if isinstance(d, SkippedFile) else [s.text for s in d.segments] for d in found]


@pytest.mark.parametrize(
    ("cue", "line", "reason"),
    [
        ("2\n00:00:0x,000 --> 00:00:04,000\nlost", 6, "00:00:0x,000 --> 00:00:04,000"),
        ("00:00:03,000 --> \nlost", 5, "00:00:03,000 -->"),
        ("2\n--> 00:00:04,000\nlost", 6, "--> 00:00:04,000"),
        ("2\nthree --> four\nlost", 6, "three --> four"),
        ("2\n1234567:00:03,000 --> 00:00:04,000\nlost", 6, "1234567:00:03,000 --> 00:00:04,000"),
        ("2\n" + "9" * 5000 + ":00:03,000 --> 00:00:04,000\nlost", 6, "9" * 60 + "…"),
    ],
)
def test_cues_with_malformed_times(documents, cue, line, reason):
    """A cue whose times can't be read is named with its line, masked, and the others are read."""
    found = documents(GOOD + cue + LATER, "srt")
    expected = SkippedFile(f"page:{line}", f"no times of a cue: '{reason}'; {TIMES}")
    assert told(found) == [expected, ["We went home.", "It was late."]]
    document = found[-1]
    assert [(document.source[m.start : m.end], m.pattern) for m in document.masks] == [
        ("lost", "cue with malformed times")
    ]


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("2\n00:03,5 --> 00:04\nWe slept.", "We slept."),
        ("\ufeff1\n00:00:03,500 --> 00:00:04,500\nWe slept.", "We slept."),
        ("2\n0:0:3.5-->0:0:4.5 X1:10 X2:20\nWe slept.", "We slept."),
        ("00: 00: 03, 500 -> 00: 00: 04, 500\nWe slept.", "We slept."),
        ("2\n00:00:03:500 – > 00:00:04:500\nWe slept.", "We slept."),
        ("2\n\n00:00:03,500 --> 00:00:04,500\n\nWe\n\nslept.", "We slept."),
        ("2\n00:00:03,500 --> 00:00:04,500\nPress --> to sleep.", "Press --> to sleep."),
        ("2\n00:00:03,500 --> 00:00:04,500\n5:1 -> 6:1, 2 -> 3", "5:1 -> 6:1, 2 -> 3"),
        ("2\n00:00:03,500 --> 00:00:04,500\n1984", "1984"),
    ],
)
def test_what_is_forgiven(documents, cue, said):
    """Numbers, hours and fractions may be left out, and translation programs may have spoilt the marks."""
    (document,) = documents(GOOD + cue + LATER, "srt")
    assert " ".join(segment.text for segment in document.segments) == f"We went home. {said} It was late."


def test_missing_blank_lines(documents):
    """Where no blank line parts cues, the number before the times does not belong to the text."""
    text = "1\n00:00:01,000 --> 00:00:02,000\nIt was 10\n2\n00:00:02,000 --> 00:00:03,000\nto 9.\n3\n00:00:04,000 -->"
    assert told(documents(text, "srt")) == [
        SkippedFile("page:8", f"no times of a cue: '00:00:04,000 -->'; {TIMES}"),
        ["It was 10 to 9."],
    ]


def test_odd_times_are_noted(documents):
    """Times that overlap, run backwards or are negative, and text too fast to read, are a line each."""
    text = (
        "1\n00:00:05,000 --> 00:00:08,000\nWe went home.\n\n"
        "2\n00:00:07,000 --> 00:00:08,000\nIt was late.\n\n"
        "3\n00:00:07,500 --> 00:00:07,900\nThere is far too much to read in this short time.\n\n"
        "4\n00:00:04,000 --> 00:00:03,000\nWe slept.\n\n"
        "5\n-00:00:01,000 --> 00:00:20,000\nAnd woke.\n\n"
    )
    (document,) = documents(text, "srt")
    assert document.notes == (
        "2 cues overlap the cue before them (the first is cue 2)",
        "2 cues begin before the cue before them (the first is cue 4)",
        "1 cue ends before it begins (cue 4)",
        "1 cue has a negative time (cue 5)",
        "1 cue is faster to read than 25 characters a second, as information (cue 3)",
    )
    assert [segment.text for segment in document.segments] == [
        *(
            "We went home.",
            "It was late.",
            "There is far too much to read in this short time.",
            "We slept.",
            "And woke.",
        )
    ]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (
            "Dialogue: 0,0:00:0x.00,0:00:04.00,Default,,0,0,0,,lost",
            "no times of an event: '0:00:0x.00 to 0:00:04.00'; write each as 0:00:01.50",
        ),
        ("Dialogue: 0,,,Default,,0,0,0,,lost", "no times of an event: ' to '; write each as 0:00:01.50"),
        (
            "Dialogue: 0," + "x" * 99 + ",0:00:04.00,,,0,0,0,,lost",
            f"no times of an event: '{'x' * 40}…'; write each as 0:00:01.50",
        ),
        ("Dialogue: lost", "an event with 1 of 10 columns; write it as its Format line says"),
        ("Comment: 0,0:00:03.00", "an event with 2 of 10 columns; write it as its Format line says"),
    ],
)
def test_malformed_events(documents, event, reason):
    """An event that can't be read is named with its line, and the others are read."""
    expected = SkippedFile("page:5", reason)
    assert told(documents(HEAD + event + FOOT, "ass")) == [expected, ["We went home.", "It was late."]]


NONE = "no subtitles in it: there is not one line of times such as 00:00:01,000 --> 00:00:02,500"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "srt", "empty"),
        (b" \n\n", "webvtt", "empty"),
        (b"We went home.\n\nIt was late.\n", "srt", NONE),
        (b"WEBVTT\n\nNOTE nothing yet\n", "webvtt", NONE),
        (b"<html><p>We went home.</p></html>", "webvtt", NONE),
        (
            b"[Script Info]\nTitle: x\n",
            "ass",
            "no subtitles in it: there is not one 'Dialogue:' at the start of a line",
        ),
        (GOOD.encode() + b"\x00\x01\x02", "srt", "binary file"),
        (b"\x1f\x8b\x08" + bytes(range(256)), "srt", "binary file"),
        (
            b"\xff\xfe\x00",
            "ass",
            "not valid UTF-16-LE at byte 2, although its first bytes say so; convert the file to UTF-8",
        ),
    ],
)
def test_files_that_are_no_subtitles(data, name, reason):
    """A file without a single subtitle is named with one line."""
    with pytest.raises(ReadError) as caught:
        list(read_bytes(data, "page", name, Settings()))
    assert str(caught.value) == reason


@pytest.mark.parametrize("name", ["srt", "webvtt", "ass"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_encodings_and_truncation(name, encoding):
    """Files in old encodings are read, and wherever a file is cut off, what stands before is."""
    text = {"srt": GOOD, "webvtt": "WEBVTT\n\n" + GOOD, "ass": HEAD}[name].replace("We went", "“We” went – ça va –")
    data = text.encode(encoding)
    (document,) = read_bytes(data, "page", name, Settings())
    assert [segment.text for segment in document.segments] == ["“We” went – ça va – home."]
    for end in range(4, len(text), 3):
        try:
            found = list(read_bytes(text[:end].encode(encoding), "page", name, Settings()))
        except ReadError as error:
            assert str(error).startswith(("no subtitles in it", "empty"))  # noqa: PT017
            continue
        assert all("\n" not in one.reason for one in found if isinstance(one, SkippedFile))
        assert isinstance(found[-1], Document)


MANY = 5_000
PILES = {
    "tags": "<b>" * MANY,
    "open tags": "<a " * MANY,
    "voices": "<v A>a<v B>b" * MANY,
    "ruby": "<rt>" * MANY,
    "times of words": "<00:00:01" * MANY,
    "ampersands": "&a" * MANY,
    "references": "&#x" * MANY,
    "braces": "{" * MANY,
    "overrides": "{\\an8" * MANY,
    "whole overrides": "{\\an8}" * MANY,
    "places": "{\\pos(" * MANY,
    "drawings": "{\\p1}m{\\p0}" * MANY,
    "backslashes": "\\" * MANY,
    "line breaks": "\\N" * MANY,
    "brackets": "[" * MANY,
    "remarks": "[sighs] a " * MANY,
    "remarks on lines": "[sighs]\na\n" * MANY,
    "parentheses": "(" * MANY,
    "whispers": "(a sigh " * MANY,
    "parted remarks": "(sighs) a " * MANY,
    "addresses": "https://a" * MANY,
    "music": "♪ a " * MANY,
    "hashes": "# a #\n" * MANY,
    "dashes": "- a\n" * MANY,
    "long dashes": "-" * MANY,
    "names": "ANNA: a\n" * MANY,
    "colons": "a: " * MANY,
    "turns": ">> " * MANY,
    "spaces": "a" + " " * 100_000 + "a",
    "blank lines": "a" + "\n" * 100_000 + "a",
    "blank lines with spaces": "a" + " \n" * 30_000 + "a",
    "returns": "\r\n" * MANY + "\r" * MANY,
    "arrows": "-->" * MANY,
    "lines of arrows": "a --> b\n" * MANY,
    "lines of loose arrows": "\n->" * MANY,
    "lines of numbers": "1\n" * MANY,
    "numbers": "1" * 100_000,
    "spoilt times": "0 : 0 : 0 , 0 - > " * MANY,
    "times": "00:00:01,000 --> 00:00:02,000\n" * MANY,
    "malformed times": "00:00:0x --> 1\n" * MANY,
    "cues": "\n\n1\n00:00:01,000 --> 00:00:02,000\na\n" * MANY,
    "cues that scroll": "\n\n1\n00:00:01,000 --> 00:00:02,000\na\nb\n" * MANY,
    "notes": "\n\nNOTE a" * MANY,
    "styles": "\n\nSTYLE\n" * MANY,
    "events": "\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,a" * MANY,
    "malformed events": "\nDialogue: 0,0:00:0x.00,0:00:02.00,,,0,0,0,,a" * MANY,
    "short events": "\nDialogue: 0" * MANY,
    "formats": "\nFormat: start, end, text" * MANY,
    "columns": "\nFormat: " + "a, " * MANY + "start, end, text" + "\nDialogue: 0" * 20,
    "sections": "\n[a" * MANY,
    "commas": "," * MANY,
}
BEFORE = {
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nThe old mill stands by the river.\n\n",
    "webvtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nThe old mill stands by the river.\n\n",
    "ass": "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,The old mill stands by the river.\\N",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", BEFORE)
@pytest.mark.parametrize("pile", PILES.values(), ids=PILES)
def test_piles_cost_no_more_than_their_length(documents, name, pile):
    """Whatever is piled up costs time in proportion, and what stands before it is read."""
    *_, document = documents(BEFORE[name] + pile, name)
    assert document.segments[0].text.startswith("The old mill stands by the river.")
