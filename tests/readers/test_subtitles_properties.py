"""What holds for all subtitles: exact maps, places in order, and the same cues as the known libraries read."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pysubs2
import pytest
import webvtt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, Source
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.readers.subtitles import ass, srt, vtt
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "subtitles"
FORMATS = ["srt", "webvtt", "ass"]
LENIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
COMMON = [
    *["a", "The old mill", "stands", "by the river.", "Rain", "5", "é", "—", "“", "”", "\U0001f33b", "…", "...", "?"],
    *[" ", "  ", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\xa0", "\u2028", "\u3000", "\x0c", "\ufeff", "\x1f"],
    *["- ", "– ", "-", ">> ", "ANNA: ", "Anna: ", "[sighs]", "[", "]", "(", ")", "(MUSIC)", "[inaudible]", "♪", " ♪ "],
    *["# ", " #", ":", "{", "}", "{\\an8}", "{y:i}", "\\N", "\\h", "\\n", "\\", "https://a.b/c", "{\\p1}", "{\\p0}"],
]
MARKUP = [
    *["&amp;", "&nbsp;", "&#10;", "&#13;", "&#0;", "&lrm;", "&nosuch;", "&", "<", ">", "<i>", "</i>", "<font a=b>"],
    *[
        "<v Anna>",
        "<v.x Tom B>",
        "</v>",
        "<ruby>",
        "<rt>",
        "</rt>",
        "</ruby>",
        "<c.x>",
        "</c>",
        "<00:00:01.500>",
        "</>",
    ],
]
TIMED = [
    *["\n\n1\n00:00:01,000 --> 00:00:02,500\n", "\n\n00:01.000 --> 00:03.000 line:0\n", "\n12\n", "-->", "->", " → "],
    *["\n\n00:00:02.500 --> 00:00:02.000\n", "00:00:9x --> 1\n", "-00:00:01,0 -> 9:9:9:9\n", "\n\nNOTE ", "WEBVTT\n\n"],
    *["\n\nSTYLE\n", "\n\nname\n", "00:00:03,000 --> 00:00:04,000\n", "X1:1 X2:2"],
]
EVENTS = [
    *[
        "[Events]\n",
        "[Fonts]\n",
        "\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,",
        ",",
        "Dialogue:",
        "\nComment: ",
    ],
    *["\nDialogue: 0,0:00:02.00,0:00:01.00,Sign,Tom,0,0,0,fx,", "\nFormat: Start, End, Text\n", "\nDialogue: 0:1,x,y"],
]
FRAGMENTS = {"srt": [*MARKUP, *TIMED, *TIMED], "webvtt": [*MARKUP, *TIMED, *TIMED], "ass": [*EVENTS, *EVENTS]}
BEGINNINGS = {"srt": "1\n00:00:00,000 --> 00:00:01,000\n", "webvtt": "WEBVTT\n\n", "ass": "[Events]\n"}
STRAY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)


def check(document):
    """Assert what a document of subtitles promises."""
    source = document.source
    for segment in document.segments:
        assert segment.text == segment.text.strip()
        assert re.search(r"[^\W_]", segment.text)
        check_map(segment.map, segment.text, source)
        at = [place.at for place in segment.places]
        assert at[0] == 0
        assert at == sorted(at)
        assert at[-1] < len(segment.text)
    for sentence in split(document):
        check_map(sentence.map, sentence.text, source)
        assert sentence.places[0].at == 0
    for mask, following in zip(document.masks, document.masks[1:], strict=False):
        assert mask.start < mask.end <= following.start
    assert all(mask.end <= len(source) for mask in document.masks)


def check_map(found, text, source):
    """Assert that runs cover a text, ascend in the source, and read as what they stand for."""
    at = place = 0
    for run in found.runs:
        assert run.text == at
        assert run.source >= place
        assert min(run.text_length, run.source_length) > 0
        at, place = run.text + run.text_length, run.source + run.source_length
        reads, stands = text[run.text : at], source[run.source : place]
        if run.text_length == run.source_length:
            assert reads == re.sub(r"[\r\n]", " ", stands)
        else:
            assert reads in (" ", "X") or unescape(stands) == reads
    assert at == len(text)
    assert place <= len(source)


@pytest.mark.parametrize("name", FORMATS)
@LENIENT
@given(data=st.data(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_is_read_and_mapped(name, data, encoding):
    """Whatever a file holds, what is read leads back to it, and what is not is said in one line."""
    pieces = st.sampled_from([*COMMON, *FRAGMENTS[name], *FRAGMENTS[name]])
    text = BEGINNINGS[name] + "".join(data.draw(st.lists(st.one_of(pieces, pieces, pieces, STRAY), max_size=40)))
    try:
        found = list(read_bytes(text.encode(encoding), "page", name, Settings()))
    except ReadError as error:
        assert "\n" not in str(error)  # noqa: PT017
        return
    for document in found:
        if isinstance(document, Document):
            check(document)
        else:
            assert re.fullmatch(r"page:\d+", document.path)
            assert "\n" not in document.reason


WORD = st.text("abcdefghijklmnopqrstuvwxyzäéøßжλ", min_size=1, max_size=9)
PROSE = st.lists(WORD, min_size=2, max_size=7).map(" ".join)
AROUND = {
    "srt": [
        *[
            ("", ""),
            ("<i>", "</i>"),
            ("{\\an8}", ""),
            ('<font color="#fff">', "</font>"),
            ("[sighs] ", ""),
            ("", " [sighs]"),
        ],
        *[
            ("- ", ""),
            (">> ", ""),
            ("ANNA: ", ""),
            ("- Anna: <b>", "</b>"),
            ("[Anna] ", ""),
            ("♪ ", " ♪"),
            ("(MUSIC) ", ""),
        ],
        *[("\n", "\n"), ("  ", "  "), ("[door\nslams]\n", ""), ("- [laughs] ", "")],
    ],
    "webvtt": [
        *[("", ""), ("<i>", "</i>"), ("<v Anna>", "</v>"), ("<v.loud Tom><c.x>", "</c></v>"), ("<00:00:01.000>", "")],
        *[
            ("&gt;&gt; ", ""),
            ("- ", ""),
            ("[sighs] ", ""),
            ("♪ ", " ♪"),
            ("<ruby><rt>no</rt></ruby>", ""),
            ("", "\n\nNOTE no"),
        ],
    ],
    "ass": [
        *[("", ""), ("{\\i1}", "{\\i0}"), ("{\\an8\\fad(1,2)}", ""), ("{\\p1}m 0 0{\\p0}", ""), ("[sighs]\\h", "")],
        *[("- ", ""), ("ANNA:\\N", ""), ("♪ ", " ♪"), ("{\\k20}", "{a remark}")],
    ],
}


def written(name, cues, line_end):
    """Write cues, each of them (before, prose, after), and say where each prose begins."""
    text, starts = BEGINNINGS[name] if name != "srt" else "", []
    for i, (before, prose, after) in enumerate(cues):
        if name == "srt":
            text += f"{i + 1}\n00:{i:02}:00,000 --> 00:{i:02}:02,500\n"
        elif name == "webvtt":
            text += f"{i:02}:00.000 --> {i:02}:02.500 line:{i % 2}\n"
        else:
            text += f"Dialogue: 0,0:{i:02}:00.00,0:{i:02}:02.50,Default,,0,0,0,,"
        starts.append((text + before).replace("\n", line_end))
        text += before + prose + after + ("\n" if name == "ass" else "\n\n")
    return text.replace("\n", line_end), list(map(len, starts))


@pytest.mark.parametrize("name", FORMATS)
@LENIENT
@given(data=st.data(), line_end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.sampled_from(["", "\ufeff"]))
def test_prose_is_found_where_it_was_put(name, data, line_end, mark):
    """Sentences in markup come out whole, alone and at their own offsets, with the number and time of their cue."""
    sentence = PROSE.map(lambda prose: f"The {prose}.")
    made = data.draw(st.lists(st.tuples(sentence, st.sampled_from(AROUND[name])), min_size=1, max_size=6))
    text, starts = written(name, [(before, prose, after) for prose, (before, after) in made], line_end)
    (document,) = read_bytes((mark + text).encode(), "page", name, Settings())
    check(document)
    assert [(s.text, s.map.runs[0][2:], len(s.map.runs)) for s in document.segments] == [
        (prose, (start + len(mark), len(prose)), 1) for (prose, _), start in zip(made, starts, strict=True)
    ]
    assert [(p.name, p.start, p.end, p.at) for s in document.segments for p in s.places] == [
        (str(i + 1), i * 60.0, i * 60 + 2.5, 0) for i in range(len(made))
    ]


def running(name, said, line_end):
    """Write cues of a second each, one right after the other."""
    text = BEGINNINGS[name] if name != "srt" else ""
    for i, prose in enumerate(said):
        start, end = f"0:00:0{i}.00", f"0:00:0{i + 1}.00"
        text += f"Dialogue: 0,{start},{end},,,0,0,0,,{prose}\n" if name == "ass" else f"{start} --> {end}\n{prose}\n\n"
    return text.replace("\n", line_end)


@pytest.mark.parametrize("name", FORMATS)
@LENIENT
@given(
    pieces=st.lists(PROSE, min_size=2, max_size=6, unique=True),
    around=st.sampled_from(["", "[coughs]"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_sentence_across_cues_is_split_back(name, pieces, around, line_end):
    """A sentence that runs through cues is one, and each place leads to the first word of its cue."""
    said = ["The " + pieces[0], *pieces[1:-1], pieces[-1] + "."]
    text = running(name, [around + prose + around for prose in said], line_end)
    (document,) = read_bytes(text.encode(), "page", name, Settings())
    check(document)
    (segment,) = document.segments
    assert segment.text == " ".join(said)
    assert [(place.name, place.start, place.end) for place in segment.places] == [
        (str(i + 1), float(i), i + 1.0) for i in range(len(said))
    ]
    for place, prose in zip(segment.places, said, strict=True):
        assert segment.text.startswith(prose, place.at)
        assert text.startswith(prose, segment.map.span(place.at, place.at + 1).start)


TEXT = st.lists(
    st.sampled_from(
        ["The mill", "stands", "so 5 < 6", "<i>well</i>", "<b>a</b>b", "[sighs]", "- No.", "é", "♪", "1984 it was"]
    ),
    min_size=1,
    max_size=4,
)
TIMES = st.tuples(st.integers(0, 99 * 3_600_000), st.integers(0, 99 * 3_600_000))
CUES = st.lists(st.tuples(TIMES, TEXT), min_size=1, max_size=8)


def stamp(ms, mark):
    """Write a time in full."""
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def lines_of(text):
    """Return the lines of a text that are not blank."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def seen(track):
    """Return the times in thousandths and the lines of a track's cues."""
    return [(round(cue.start * 1000), round(cue.end * 1000), [line.text for line in cue.lines]) for cue in track.cues]


def plain(subs):
    """Return the same of what pysubs2 reads."""
    return [(event.start, event.end, lines_of(event.plaintext)) for event in subs if event.is_text]


@LENIENT
@given(cues=CUES, gap=st.sampled_from(["\n", "\n\n", "\n \n"]), numbered=st.booleans(), mark=st.sampled_from(",."))
def test_subrip_as_pysubs2_reads_it(cues, gap, numbered, mark):
    """SubRip has the cues, the times and the lines that pysubs2 reads in it."""
    text = ""
    for i, ((start, end), lines) in enumerate(cues, 1):
        head = f"{i}\n" * numbered + f"{stamp(start, mark)} --> {stamp(end, mark)}\n"
        text += head + "\n".join(lines) + gap
    subs = pysubs2.SSAFile.from_string(text, format_="srt")
    assert seen(srt.scan(Source("page", text))) == plain(subs)


@LENIENT
@given(cues=CUES, named=st.booleans(), settings=st.sampled_from(["", " line:0 align:start"]))
def test_webvtt_as_both_libraries_read_it(cues, named, settings):
    """WebVTT has the cues, the times and the lines that webvtt-py and pysubs2 read in it."""
    text = "WEBVTT\nKind: captions\n\nNOTE no\n\n"
    for i, ((start, end), lines) in enumerate(cues, 1):
        head = f"{i}\n" * named + f"{stamp(start, '.')} --> {stamp(end, '.')}{settings}\n"
        text += head + "\n".join(lines) + "\n\n"
    found = seen(vtt.scan(Source("page", text)))
    assert found == [
        (caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds(), lines_of(unescape(caption.text)))
        for caption in webvtt.from_string(text)
    ]
    assert found == plain(pysubs2.SSAFile.from_string(text, format_="vtt"))


@LENIENT
@given(
    cues=st.lists(
        st.tuples(
            st.tuples(st.integers(0, 3_599_999), st.integers(0, 3_599_999)).map(
                lambda t: (t[0] // 10 * 10, t[1] // 10 * 10)
            ),
            st.lists(
                st.sampled_from(
                    ["The mill, they say", "{\\i1}stands{\\i0}", "a{\\k5}b", "é\\hx", "x: y", "{no}by", "a\\nb"]
                ),
                min_size=1,
                max_size=4,
            ),
            st.sampled_from(["Dialogue", "Dialogue", "Comment"]),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda cue: (cue[0], tuple(cue[1])),
    ),
    format_=st.sampled_from(["ass", "ssa"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_substation_alpha_as_pysubs2_reads_it(cues, format_, line_end):
    """What pysubs2 writes and reads as SubStation Alpha has the same events, times and lines here."""
    subs = pysubs2.SSAFile()
    subs.events = [
        pysubs2.SSAEvent(start, end, r"\N".join(lines), type=kind, name="Tom, or not".replace(",", ""))
        for (start, end), lines, kind in cues
    ]
    file = io.StringIO()
    subs.to_file(file, format_)
    text = file.getvalue().replace("\n", line_end)
    read = pysubs2.SSAFile.from_string(file.getvalue())
    assert len(read) == len(cues)
    assert seen(ass.scan(Source("page", text))) == plain(read)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.[!m]*")), ids=lambda path: path.name)
def test_files_as_pysubs2_reads_them(path):
    """Files that programs wrote have the cues, the times and the lines that pysubs2 reads in them."""
    text = path.read_text(encoding="utf-8")
    scan = {".srt": srt.scan, ".vtt": vtt.scan}.get(path.suffix, ass.scan)
    expected = [(start, end, lines) for start, end, lines in plain(pysubs2.SSAFile.from_string(text)) if lines]
    unmarked = [(start, end, [re.sub(r"<[\d:.]+>", "", line) for line in lines]) for start, end, lines in expected]
    assert [cue for cue in seen(scan(Source(path.name, text))) if cue[2]] == unmarked
