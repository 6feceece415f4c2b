"""Subtitles: cues joined into sentences, split by speakers, and found again with their numbers and times."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtqa.config import Settings
from mtqa.document import Document, Omitted, Place, Source, Unit
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.readers.registry import known
from mtqa.readers.subtitles.srt import scan
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "subtitles"
FERRY = [
    (
        "Every morning, before it is light, a small ferry leaves the harbour with bread, newspapers and four or five "
        "passengers."
    ),
    "You get used to the cold, of course, but nobody ever gets used to the noise of the engine.",
    "Have you ever missed it?",
    "Once, in 1998.",
    "My husband rang Mr. Dale, who kept the boat waiting for ten minutes.",
    "Carry me over the water tonight",
    (
        "The council wants to replace the ferry with a bridge & a toll road, although most people on the island would "
        "rather keep what they have."
    ),
    "What would you miss?",
    "The quiet, I suppose... and having an excuse for being late.",
]
EVENTS = "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def srt(*cues):
    """Write cues of (start, end, text), times in whole seconds or tenths."""
    return "".join(f"{i}\n{clock(a)} --> {clock(b)}\n{text}\n\n" for i, (a, b, text) in enumerate(cues, 1))


def clock(seconds, mark=","):
    """Write a time."""
    ms = round(abs(seconds) * 1000)
    sign = "-" * (seconds < 0)
    return f"{sign}{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def event(start, end, text, style="Default", name="", effect="", key="Dialogue"):
    """Write an event of an ASS file."""
    return f"{key}: 0,{clock(start, '.')[1:-1]},{clock(end, '.')[1:-1]},{style},{name},0,0,0,{effect},{text}\n"


def lines(*texts):
    """Write a cue a text, each right after the other."""
    return srt(*((i * 3, i * 3 + 2.9, text) for i, text in enumerate(texts)))


@pytest.fixture(scope="module")
def heard(documents):
    """Return a function that reads a text as what is said in it."""

    def read(text, name="srt", path="page"):
        (document,) = documents(text, name, path)
        return [segment.text for segment in document.segments]

    return read


@pytest.mark.parametrize(
    "name", ["ferry.srt", "ferry.ass", "ferry.ssa", "ferry-pysubs2.vtt", "ferry-webvtt-py.vtt"], ids=str
)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "marked"])
def test_one_film_in_all_formats(name, line_end, mark):
    """The same subtitles read the same in every format, with the same places and masks."""
    data = mark + (DATA / name).read_bytes().replace(b"\n", line_end)
    (document,) = read_bytes(data, name, known(name).format, Settings())
    assert [segment.text for segment in document.segments] == FERRY
    masked = [(document.source[mask.start : mask.end], mask.pattern) for mask in document.masks]
    assert [mask for mask in masked if mask[1] != "WEBVTT"] == [
        ("[gulls crying]", "sound tag"),
        ("MARTA:", "speaker name"),
        ("[laughs]", "sound tag"),
        ("NARRATOR (on radio):", "speaker name"),
    ]
    assert document.segments[1].places == (
        Place(Unit.CUE, "4", 10.5, 13.0),
        Place(Unit.CUE, "5", 13.04, 15.8, at=37),
    )
    assert document.omitted == ()
    assert {segment.kind.value for segment in document.segments} == {"cue"}


def test_sentences_know_their_cues():
    """A sentence names the cues that it runs through, with times, counted from its own start."""
    (document,) = read_bytes((DATA / "ferry.srt").read_bytes(), "ferry.srt", "srt", Settings())
    sentence = split(document)[0]
    assert [(str(place), sentence.text[place.at :].split()[0]) for place in sentence.places] == [
        ("cue 1, 00:00:01.200", "Every"),
        ("cue 2, 00:00:04.080", "with"),
    ]
    assert (sentence.line, sentence.column) == (3, 4)


@pytest.mark.parametrize("name", ["rolling.vtt", "rolling.srt"])
def test_rolling_captions_are_read_once(documents, name):
    """Of automatic captions that scroll, each line is read once, where it first comes in."""
    text = (DATA / name).read_text(encoding="utf-8")
    (document,) = documents(text, known(name).format, name)
    said = [
        *("so today we're going to walk around the old", "harbour and talk about how the town got"),
        *("its name which is a story that nobody", "seems to agree on the first people who"),
        *("lived here were fishermen from across the", "bay and they had a word for this kind of"),
        *("shallow water that we don't really have", "anymore and when the mapmakers came they"),
        "wrote down what they thought they heard",
    ]
    (segment,) = document.segments
    assert segment.text == " ".join(said)
    ends = [*[place.at for place in segment.places][1:], len(segment.text) + 1]
    cut = [segment.text[place.at : end - 1] for place, end in zip(segment.places, ends, strict=True)]
    assert (cut, [place.name for place in segment.places]) == (said, [str(i) for i in range(1, 18, 2)])
    assert document.omitted == (Omitted("a rolling duplicate", 17),)
    assert document.notes == ()


def test_a_line_said_twice_with_a_break_is_read_twice(heard):
    """What scrolls follows without a break; what is said again does not."""
    twice = srt((1, 2, "Wait for me!"), (2.5, 3, "Wait for me!"), (3, 4, "Wait for me!\nI can't run."))
    assert heard(twice) == ["Wait for me!", "Wait for me!", "I can't run."]


def test_live_captions_of_three_lines(heard):
    """Lines that move up, three at a time, are read once."""
    told = srt(
        (0, 1, "The bus"),
        (1, 2, "The bus\nwas late"),
        (2, 3, "The bus\nwas late\nand full"),
        (3, 4, "was late\nand full\nagain."),
    )
    assert heard(told) == ["The bus was late and full again."]


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        (("We went home", "because it rained."), ["We went home because it rained."]),
        (("We went home.", "It rained."), ["We went home.", "It rained."]),
        (("He lives in", "London now."), ["He lives in London now."]),
        (("I met Dr.", "Hale there."), ["I met Dr. Hale there."]),
        (("We met at 5 p.m.", "in the park."), ["We met at 5 p.m. in the park."]),
        (("Is it far?”", "Not at all."), ["Is it far?”", "Not at all."]),
        (("I thought...", "...that you knew."), ["I thought... that you knew."]),
        (("I thought...", "...That is all."), ["I thought...", "...That is all."]),
        (("We went", "- Where?", "home."), ["We went", "Where? home."]),
        (("We went", ">> Where did you go?"), ["We went", "Where did you go?"]),
        (("We went", "ANNA: Where?"), ["We went", "Where?"]),
        (("We went", "♪ Over the hills ♪", "home."), ["We went", "Over the hills", "home."]),
        (("We went", "{\\an8}Old Bridge Street", "home."), ["We went", "Old Bridge Street", "home."]),
        (("<i>We went", "home</i> and slept."), ["We went home and slept."]),
        (("a", "[door slams]", "b"), ["a b"]),
        (("Right.", "", "Left."), ["Right.", "Left."]),
    ],
)
def test_where_segments_end(heard, cues, expected):
    """A segment goes on while its sentence does, and no new speaker, song or place on the screen comes in."""
    assert heard(lines(*cues)) == expected


@pytest.mark.parametrize(
    ("start", "second", "expected"),
    [
        (3, "london", ["We saw london"]),
        (6.9, "london", ["We saw london"]),
        (7.1, "london", ["We saw", "london"]),
        (3.9, "London", ["We saw London"]),
        (4.1, "London", ["We saw", "London"]),
        (0.5, "london", ["We saw", "london"]),
    ],
)
def test_silence_ends_a_segment(heard, start, second, expected):
    """Five seconds of silence end a segment, two before a capital, and so does going back in time."""
    assert heard(srt((1, 2, "We saw"), (start, start + 1, second))) == expected


def test_files_without_full_stops(heard):
    """Where a file leaves full stops out, a capital begins a sentence; auto captions end at some length."""
    said = [f"We walk along the river number {word}" for word in "one two three four five six seven eight nine".split()]
    assert heard(lines(*said, "and this goes", "on")) == [*said[:-1], f"{said[-1]} and this goes on"]
    small = heard(lines(*(text.lower() for text in said * 10)))
    assert all(400 <= len(text) < 450 for text in small[:-1])
    assert " ".join(small) == " ".join(text.lower() for text in said * 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Where were you?\n- At home.", ["Where were you?", "At home."]),
        ("-where were you?\n-at home.", ["where were you?", "at home."]),
        ("Where were you?\n– At home.", ["Where were you?", "At home."]),
        ("The boat -\n- as ever - was late.", ["The boat - - as ever - was late."]),
        ("It was -5 degrees\n-10 at night.", ["It was -5 degrees -10 at night."]),
        ("- Anna: Where were you?", ["Where were you?"]),
        ("DR. WEBER: It's late.\nANNA: I know.", ["It's late.", "I know."]),
        ("Anna: It's late.", ["It's late."]),
        ("MAN 1:\nIt's late.", ["It's late."]),
        ("Remember: never swim alone.", ["Remember: never swim alone."]),
        ("We need three things: time.", ["We need three things: time."]),
        ("It opens at 10:30.", ["It opens at 10:30."]),
        (">> It's late.\n>>> TOM: In other news.", ["It's late.", "In other news."]),
        ("[Anna] It's late.\n[TOM]: I know.", ["It's late.", "I know."]),
        ("(MUSIC) It's late.", ["It's late."]),
        ("It's late. (SIGHS HEAVILY)", ["It's late."]),
        ("It's (chuckles) late.", ["It's late."]),
        ("(door opens\nslowly)", []),
        ("(in French) It's late.", ["It's late."]),
        ("The union (EU) and the boats (and nets).", ["The union (EU) and the boats (and nets)."]),
        ("It's [sighs], well, late.", ["It's, well, late."]),
        ("He said [they] were late [4].", ["He said [they] were late [4]."]),
        ("We saw [inaudible] at the [ __ ] pier.", ["We saw X at the X pier."]),
        ("[inaudible]", []),
        ("[The last boat left in 1998.]", ["[The last boat left in 1998.]"]),
        ("Step 1: Open the door.", ["Step 1: Open the door."]),
        ("Go to https://example.org/a?b=1, please.", ["Go to X, please."]),
        ("♪ Oh, the sea\nand the shore ♪", ["Oh, the sea and the shore"]),
        ("♪ Oh, the sea ♪\n♪ and the shore ♪", ["Oh, the sea", "and the shore"]),
        ("♪ Oh, the sea\n♪ and the shore", ["Oh, the sea", "and the shore"]),
        ("Oh, the sea ♪", ["Oh, the sea"]),
        ("He hums ♪ oh, the sea ♪ all day.", ["He hums", "oh, the sea", "all day."]),
        ("# Oh, the sea #\n# And the shore", ["Oh, the sea", "And the shore"]),
        ("We are #1 here.", ["We are #1 here."]),
        ("♪♪", []),
        ("Fish &amp; chips &lt;hot&gt; caf&#233;&nbsp;x &nosuch;", ["Fish & chips <hot> café\xa0x &nosuch;"]),
        ('<font color="#fff">It\'s <b>l</b>ate</font>, 3 < 4 <3', ["It's late, 3 < 4 <3"]),
        ("{\\an8}{y:i}It's{\\i1} late\\Nand\\hdark.", ["It's late and dark."]),
        ("It's late\n\nand dark.", ["It's late and dark."]),
    ],
)
def test_what_is_said(heard, text, expected):
    """Markup, sounds and names are left out; speakers and songs are segments of their own."""
    assert heard(srt((1, 3, text))) == expected


def test_placeholders_and_spaces_lead_back(documents):
    """A placeholder stands for the brackets, and a space for all that is left out between two words."""
    text = srt((1, 2, "We saw [inaudible] and\n<i>him"), (2, 3, "there [coughs] too."))
    (segment,) = documents(text, "srt")[0].segments
    shown = [text[slice(*segment.map.span(at, at + 1))] for at in range(len(segment.text))]
    assert segment.text == "We saw X and him there too."
    assert [piece for piece in shown if len(piece) > 1] == [
        "[inaudible]",
        "\n\n2\n00:00:02,000 --> 00:00:03,000\n",
        " [coughs] ",
    ]


VTT = """WEBVTT - The ferry
Kind: captions
Language: en-GB

NOTE
Nobody reads this,
whatever it says.

STYLE
::cue(b) { color: lime }

REGION
id:left
width:40%

first words
00:01.000 --> 00:03.000 line:0 align:start
<v.loud Anna Weber>We never <b.x>thought</b> of it</v>
<v Tom>Nor did I.

00:03.000 --> 00:04.500 region:left
<v Tom><lang en>Nobody</lang> asked

NOTE not this
00:04.500 --> 00:06.000 region:left
<00:00:05.000><c>Anna</c>,<00:00:05.500><c.grey> did</c> they?

a-name-so-long-that-nobody-would-call-it-a-number
00:06.000 --> 00:08.000
<ruby>Tea<rp>(</rp><rt>cha</rt><rp>)</rp></ruby> &gt; coffee &amp;&nbsp;milk

Stray words that no player shows,

NOTE and a note between

and more of them.

1:00:00.5 --> 1:00:01,500
The end.
"""


def test_webvtt(documents):
    """Notes, styles, regions and what stands under no times are masked; voices part segments."""
    (document,) = documents(VTT, "webvtt")
    assert [(segment.text, [place.name for place in segment.places]) for segment in document.segments] == [
        ("We never thought of it", ["first words"]),
        ("Nor did I.", ["first words"]),
        ("Nobody asked Anna, did they?", ["2", "NOTE not this"]),
        ("Tea > coffee &\xa0milk Stray words that no player shows,", ["4"]),
        ("The end.", ["5"]),
    ]
    assert [(document.source[mask.start : mask.end], mask.pattern) for mask in document.masks] == [
        ("WEBVTT - The ferry\nKind: captions\nLanguage: en-GB", "WEBVTT"),
        ("NOTE\nNobody reads this,\nwhatever it says.", "NOTE"),
        ("STYLE\n::cue(b) { color: lime }", "STYLE"),
        ("REGION\nid:left\nwidth:40%", "REGION"),
        ("<v.loud Anna Weber>", "speaker name"),
        ("<v Tom>", "speaker name"),
        ("<v Tom>", "speaker name"),
        ("NOTE and a note between", "NOTE"),
        ("and more of them.", "text without times"),
    ]
    assert document.segments[-1].places == (Place(Unit.CUE, "5", 3600.5, 3601.5),)


def test_segments_of_a_stream(heard):
    """Headers of a stream's segments, put into one file, are skipped wherever they stand."""
    piece = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
    text = f"{piece}00:01.000 --> 00:02.000\nWe went\n\n{piece}00:02.000 --> 00:03.000\nhome.\n"
    assert heard(text, "webvtt") == ["We went home."]


def test_webvtt_under_another_name(heard, documents):
    """WebVTT in a file called .srt is read as what it is; one without its first line is read with a remark."""
    assert heard(VTT, "srt") == heard(VTT, "webvtt")
    (document,) = documents("00:01.000 --> 00:02.000\nWe went home.\n", "webvtt")
    assert [segment.text for segment in document.segments] == ["We went home."]
    assert document.notes == ("does not begin with WEBVTT, so players may refuse it",)


def test_cues_of_data(documents):
    """Cues that hold pictures or records for a program are passed over."""
    text = 'WEBVTT\n\n00:01.000 --> 00:02.000\n{"ad": "now"}\n\n00:02.000 --> 00:03.000\na.jpg#xywh=0,0,9,9\n'
    (document,) = documents(text, "webvtt")
    assert (document.segments, document.omitted) == ((), (Omitted("a cue of data", 2),))


ASS = (
    "[Script Info]\n; Dialogue: no\nTitle: A film\nScriptType: v4.00+\n\n"
    "[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n"
    "[Fonts]\nfontname: a.ttf\nDIALOGUE:9]@[A]\n\n"
    + EVENTS
    + event(1, 3, r"{\fad(1,2)\i1}When I was{\i0} young,\Nwe lived")
    + event(1, 3, "Why this was cut.", key="Comment")
    + event(3, 5, r"by the {\k20}riv{\k30}er,\h{a remark}of course.")
    + event(3, 5, r"by the {\k20}riv{\k30}er,\h{a remark}of course.").replace(": 0", ": 1")
    + event(5, 6, r"{\an8\pos(10,20)}OLD MILL{\p1}m 0 0 l 9 0{\p0}, 1950", style="Sign")
    + event(5, 6, r"{\p4}m 0 0 l 9 9")
    + event(5, 6, "ri", effect="fx")
    + event(6, 7, "I never", name="Anna")
    + event(7, 8, "Did you?", name="Tom")
)


def test_ass(documents):
    """Overrides, drawings and comments are masked, karaoke pieces and layers are read once."""
    (document,) = documents(ASS, "ass")
    assert [(segment.text, [place.name for place in segment.places]) for segment in document.segments] == [
        ("When I was young, we lived by the river, of course.", ["1", "3"]),
        ("OLD MILL, 1950", ["5"]),
        ("I never", ["8"]),
        ("Did you?", ["9"]),
    ]
    assert [(document.source[mask.start : mask.end], mask.pattern) for mask in document.masks] == [
        ("Why this was cut.", "Comment"),
        ("m 0 0 l 9 0", "drawing"),
        ("m 0 0 l 9 9", "drawing"),
    ]
    assert {(omitted.reason, omitted.units) for omitted in document.omitted} == {
        ("a comment", 1),
        ("a repeated layer", 1),
        ("a drawing", 1),
        ("a karaoke effect", 1),
    }


def test_columns_in_another_order(heard):
    """Events are read by what their Format line says."""
    text = "[Events]\nFormat: Start, Text, End\nDialogue: 0:00:01.00,We went home,0:00:02.00\n"
    assert heard(text, "ass") == ["We went home"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        *[("film.de.srt", "de"), ("film.pt-BR.srt", "pt-BR"), ("a.b/film.fr.forced.srt", "fr"), ("film.hi.srt", "hi")],
        *[("film.en.srt", ""), ("film.en.hi.srt", ""), ("film.en-GB.sdh.srt", ""), ("film.srt", "")],
        *[("locales/it/film.srt", "it"), ("where_it_is.srt", ""), ("film.2019.srt", "")],
    ],
)
def test_languages_by_name(heard, documents, path, code):
    """A file in another language by its name is not read, unless the user says that it is English."""
    text = lines("We went home.")
    if not code:
        assert heard(text, "srt", path) == ["We went home."]
        return
    with pytest.raises(ReadError) as caught:
        documents(text, "srt", path)
    assert str(caught.value) == f"in another language ({code})"
    assert isinstance(documents(text, "srt", path, language="en")[0], Document)


@pytest.mark.parametrize(
    ("text", "name"),
    [(VTT.replace("en-GB", "de"), "webvtt"), (ASS.replace("Title: A film", "Language: de"), "ass")],
    ids=["webvtt", "ass"],
)
def test_languages_by_header(documents, text, name):
    """So is one whose header names another."""
    with pytest.raises(ReadError, match=r"^in another language \(de\)$"):
        documents(text, name)


def test_cues_are_open_to_rules():
    """A scanner gives each cue with its lines and their places."""
    text = srt((1, 2.5, "{\\an8}We <b>went</b>\n \n home."))
    (cue,) = scan(Source("page", text)).cues
    assert (cue.number, cue.start, cue.end, cue.style) == ("1", 1.0, 2.5, "\\an8")
    assert [line.text for line in cue.lines] == ["We went", "home."]
    assert [text[slice(*cue.source(line.start, line.end))] for line in cue.lines] == ["We <b>went", "home."]
