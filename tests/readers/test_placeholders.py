"""What is no prose in messages: placeholders, tags, access keys; plurals by their forms; masked keys."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Kind, Mask, Omitted, Place, Source, Span, Unit
from mtqa.readers.messages.units import HELD, Message, Messages, matches, segments_of


def read(text):
    """Return the texts of a message's segments."""
    return [segment.text for segment in segments_of(message(text))]


def message(text, at=7):
    """Return a message that stands as it is somewhere in a file."""
    return Message("key", ((text, Span(at, at + len(text))),))


def check_map(found, text, source):
    """Assert that a map's runs cover a text, ascend in its source, and are the source where lengths are equal."""
    at = place = 0
    for run in found.runs:
        assert run.text == at
        assert run.source >= place
        assert min(run.text_length, run.source_length) > 0
        at, place = run.text + run.text_length, run.source + run.source_length
        if run.text_length == run.source_length:
            assert text[run.text : at] == re.sub(r"[\r\n]", " ", source[run.source : place])
    assert at == len(text)
    assert place <= len(source)


@pytest.mark.parametrize(
    "placeholder",
    [
        *["%s", "%d", "%1$s", "%-5.2f", "%(name)s", "%(count)05d", "%@", "%1$@", "%lld", "%5d", "%.2f", "%*d", "%n"],
        *["%{name}", "%<count>d", "%name%", "%user_name%", "%title", "%PRODUCTNAME", "%1", "%L2", "%s%s"],
        *["{0}", "{}", "{name}", "{count, number}", "{when, date, short}", "{0,number,#.##}", "{x!r:>10}", "{ $name }"],
        *["{{x}}", "{{ user.name }}", "{{{x}}}", "${x}", "#{x}", "@{x}", "{0,choice,0#none|1#one|1<{0} boats}"],
        *["$t(menu.open)", "$(ARG1)", "$NAME$", "$count", ":attribute", "@:menu.open", "@.lower:menu.open", "@:(a.b)"],
        *["@count", "<%= x %>", "<%- x %>", "[[x]]", "<https://example.org/a>", "<ann@example.org>", "<file>", "<0/>"],
        *[
            "<FILE>",
            '<icon name="sea" />',
            "<code>a = b</code>",
            "{'a'}, {b}".partition(", ")[2],
            "\ufffc\ufffc",
            "%H:%M",
        ],
    ],
)
def test_a_placeholder_holds_its_place(placeholder):
    """Whatever a program puts a value in for, the sentence around it stays a sentence."""
    reads = "X:X" if placeholder == "%H:%M" else "X"
    assert read(f"The boat to {placeholder} leaves at noon.") == [f"The boat to {reads} leaves at noon."]
    assert read(f"{placeholder} leaves at noon") == [f"{reads} leaves at noon"]
    assert read(f"We sail to {placeholder}") == [f"We sail to {reads}"]
    assert read(placeholder) == []


@pytest.mark.parametrize(
    "text",
    [
        *["100% sure", "50% discount on all", "20%off", "a 5 % increase", "Rain (80%) or sun", "It is 100%."],
        *[
            "It costs $5",
            "US$million",
            "Note: x",
            "Sail at 10:30 or later",
            "Dogs: two",
            "Write to ann@example.org now",
        ],
        *[
            "R&D and AT&T",
            "Q&A",
            "a file_name here",
            "_this_ and _that_",
            "Who is <NUM>?",
            "a < b > c",
            "3 < 5",
            "C# and #1",
        ],
        *["} and {", "It's fine", "the [old] pier", "rock'n'roll", "&nosuch; thing", "~5 km", "the user's dog's bed"],
        *["It is half {open", "shut} it is", "The ''old'' pier", "fish &c.", "50:50", "one ~ two"],
    ],
)
def test_what_only_looks_like_one_stays(text):
    """Signs in prose are prose."""
    assert read(text) == [text]


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("&File", ["File"]),
        ("E&xit", ["Exit"]),
        ("Save &As…", ["Save As…"]),
        ("Sa&ve the file", ["Save the file"]),
        ("_File", ["File"]),
        ("Save _As", ["Save As"]),
        ("Pre_ferences", ["Preferences"]),
        ("~Help", ["Help"]),
        (f"Sa&ve {'the file ' * 9}", [f"Sa&ve {'the file ' * 9}".strip()]),
        ("Save (&S)", ["Save"]),
        ("Save(_S)...", ["Save..."]),
        ("Name (&N):", ["Name:"]),
        ("Terms && Conditions", ["Terms & Conditions"]),
        ("&lt;b&gt; is bold", ["<b> is bold"]),
        ("Fish &amp; chips&#8212;now", ["Fish & chips—now"]),
        ("100%% sure", ["100% sure"]),
        ("%d%% done", ["X% done"]),
        ("Click <0>here</0> to <1>sail</1>", ["Click here to sail"]),
        ('<b class="a>b">Bold</b> <Link to="x">link</Link>', ["Bold link"]),
        ("<p>One day.</p><p>Another day.</p>", ["One day.", "Another day."]),
        ("One<br>line<br/><br>two", ["One line", "two"]),
        ("Press <kbd>Ctrl+C</kbd> or <code>stop</code>", ["Press X or stop"]),
        ("Not <del>this</del> <script>if (a < b) {}</script>that", ["Not that"]),
        ("<!-- not this -->Yes <?php echo 1 ?>it is", ["Yes it is"]),
        ("<![CDATA[<b>Bold</b>]]>", ["Bold"]),
        ("{{#if a}}Yes{{else}}No{{/if}}", ["YesNo"]),
        ("{% if a %}Yes{% endif %}", ["Yes"]),
        ("{$START_LINK}Home{$CLOSE_LINK}", ["Home"]),
        ("[b]Bold[/b] and [url=http://a.b]far[/url]", ["Bold and far"]),
        ("Sail :sailboat: ho", ["Sail ho"]),
        ("Ann{'@'}home", ["Ann@home"]),
        ("It''s {0}''s boat", ["It's X's boat"]),
        ("One | Two boats", ["One", "Two boats"]),
        ("{0} None|[1,19] Some|[20,*] Many boats", ["None", "Some", "Many boats"]),
        ("First.\n\n  Second\nline.\r\n\r\nThird.", ["First.", "Second line.", "Third."]),
        ("Bring:\n- a coat\n* a hat\n 3. a boat", ["Bring:", "a coat", "a hat", "a boat"]),
        ("2. The second step", ["The second step"]),
    ],
)
def test_what_a_message_reads_as(text, reads):
    """Access keys, tags, references, lists and paragraphs read as people see them."""
    assert read(text) == reads


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("{n, plural, one {# file} other {# files}} gone", ["X file gone", "X files gone"]),
        ("{n,plural,=0{no files}one{one}other{{n} files}}", ["no files", "one", "X files"]),
        ("You have {n, plural, other {# {kind} files}}.", ["You have X X files."]),
        ("Take {n, plural, other {the #, # or <b>#</b>}}", ["Take the X, X or X"]),
        (
            "Take the {n, selectordinal, one {#st} two {#nd} other {#th}} boat",
            [f"Take the X{s} boat" for s in ("st", "nd", "th")],
        ),
        (
            "Hello. It says {n, plural, one {yes} other {no}} today. Bye.",
            ["Hello. It says yes today. Bye.", "It says no today."],
        ),
        (
            "{g, select, male {He has {n, plural, one {# dog} other {# dogs}}} other {They}} sat.",
            ["He has X dogs sat.", "They sat."],
        ),
        ("{a, plural, one {A} other {As}} or {b, plural, one {b} other {bs}}", ["A or bs", "As or bs"]),
        ("{n, plural, offset:1 =0 {Nobody} other {# of us}}", ["Nobody", "X of us"]),
        ("{n, plural, other {{d, number, #.#} #}}", []),
        ("'{'n, plural'}' is text", ["'n, plural' is text"]),
        ("Take {n, plural, one {# file} other {# files", ["Take X"]),
        ("Take {n, plural, one # other} now", ["Take X now"]),
        ("Take {n, plural,} now", ["Take X now"]),
        ("{n, plural, other {#!}}", []),
        ("{n, plural, other {Now #{x} go}}", ["Now X go"]),
        ("#1 of {n, plural, other {{a, select, other {# in #}}}}", ["#1 of X in X"]),
        (
            "{n, plural, =1 {a b} =2 {b b} =3 {c b} =4 {d b} =5 {e b} =6 {f b} =7 {g b} other {z b}}",
            ["a b", "b b", "c b", "d b", "e b", "z b"],
        ),
        ("{a, date, d. MMM} and. {n, plural, one {x. y} other {z.}} w. v", ["X and. x. y w. v", "z. w."]),
    ],
)
def test_plurals_and_choices(text, reads):
    """Each form of the first plural or choice is read in its sentence; of all others the last form."""
    assert read(text) == reads


def test_segments_say_what_they_translate_and_where_they_stand():
    """Key, original and kind are those of the message, and each character leads back through the escapes."""
    pieces = (
        ("The ", Span(3, 7)),
        ("é", Span(7, 13)),
        ("\n", Span(13, 15)),
        (HELD, Span(15, 19)),
        ("end%s", Span(20, 25)),
    )
    (segment,) = segments_of(Message("a.b", pieces, "Das Ende", Kind.CELL))
    assert (segment.text, segment.kind, segment.original) == ("The é XendX", Kind.CELL, "Das Ende")
    assert segment.places == (Place(Unit.MESSAGE, "a.b"),)
    assert [tuple(run) for run in segment.map.runs] == [
        *[(0, 4, 3, 4), (4, 1, 7, 6), (5, 1, 13, 2), (6, 1, 15, 4), (7, 3, 20, 3), (10, 1, 23, 2)]
    ]


def test_a_number_sign_that_is_escaped():
    """A sign for a number that stands in the file as an escape leaves its placeholder there."""
    text = "{n, plural, other {See # pier}}"
    at = text.index("#")
    pieces = ((text[:at], Span(0, at)), ("#", Span(at, at + 2)), (text[at + 1 :], Span(at + 2, len(text) + 1)))
    (segment,) = segments_of(Message("key", pieces))
    assert (segment.text, segment.map.span(4, 5)) == ("See X pier", Span(at, at + 2))


PARTS = [
    *[
        "The old mill",
        " stands ",
        "by the river. ",
        "Rain",
        " fell ",
        "5",
        "é",
        "\U0001f33b",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
    ],
    *[
        "%s",
        "%",
        "%%",
        "%1$d",
        "%(a)s",
        "% d",
        "{0}",
        "{",
        "}",
        "{{",
        "}}",
        "{n, plural, ",
        "one {",
        "other {",
        "=0{",
        "#",
        "''",
    ],
    *[
        "'",
        "{g, select, ",
        "$t(",
        ")",
        "${a}",
        "$",
        "@:a.b",
        "@",
        "<b>",
        "</b>",
        "<0>",
        "</0>",
        "<",
        ">",
        "<x/>",
        "<code>",
        "</code>",
    ],
    *[
        "<p>",
        "<br>",
        "<!--",
        "-->",
        "<%= a %>",
        "[[",
        "]]",
        "[b]",
        "[/b]",
        "&amp;",
        "&",
        "&a",
        "_",
        "_F",
        "(&S)",
        ":a_b",
        ":",
        "|",
    ],
    *["{0} ", "[1,2]", "- ", "1. ", "\ufffc", "\ufeff", "\u2028", "~H", "<script>", '"', "]]>", "<![CDATA["],
]
TEXT = st.lists(st.sampled_from(PARTS), max_size=25).map("".join)


@settings(deadline=None, max_examples=60)
@given(TEXT, st.integers(0, 9))
def test_any_message_is_mapped(text, at):
    """Whatever stands in a message, its segments are clean and lead back to it."""
    for segment in segments_of(message(text, at)):
        assert segment.text == segment.text.strip()
        assert re.search(r"[^\W_]", segment.text)
        check_map(segment.map, segment.text, " " * at + text)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.integers(1, 9), st.booleans()), max_size=20))
def test_any_pieces_are_mapped(drawn):
    """Escapes of any width leave maps whose runs ascend and cover the text."""
    pieces, at = [], 0
    for string, width, escape in drawn:
        span = Span(at, at + (width + len(string) if escape else len(string)))
        pieces.append((string, span))
        at = span.end + 1
    for segment in segments_of(Message("key", tuple(pieces))):
        assert sum(run.text_length for run in segment.map.runs) == len(segment.text)
        assert all(a.source + a.source_length <= b.source for a, b in pairwise(segment.map.runs))


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäß", min_size=2, max_size=9), min_size=3, max_size=9)
PROSE = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    ("", ""),
    ("%s\n\n", ""),
    ("<p>", "</p>"),
    ("<b>", "</b>"),
    ("<0>", "</0>"),
    ("{0}\n\n", "\n\n{1}"),
    ("\n- ", "\n"),
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(PROSE, st.sampled_from(AROUND)), min_size=1, max_size=5))
def test_prose_is_found_where_it_was_put(drawn):
    """Sentences among placeholders and tags come out whole, alone, and at their own offsets."""
    text, expected = "", []
    for prose, (before, after) in drawn:
        expected.append((prose, Span(7 + len(text + before), 7 + len(text + before + prose))))
        text += f"{before}{prose}{after}\n\n"
    found = [(segment.text, segment.map.span(0, len(segment.text))) for segment in segments_of(message(text))]
    assert found == expected


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "pile",
    [
        *[
            "{",
            "}",
            "{n, plural, ",
            "{n, plural, one {",
            "{a,",
            "%",
            "%(",
            "%1",
            "$t(",
            "$",
            "@:a",
            "@",
            "<",
            "<a ",
            '<a b="',
            "</",
        ],
        *[
            "<code>",
            "<code></code>",
            "<%=",
            "<!--",
            "[[",
            "[a=",
            "[/b]",
            "&",
            "&a",
            "&amp;",
            "_a ",
            ":a",
            "|",
            "\n",
            "\n ",
            "\n- ",
            "''",
        ],
        *[
            "#",
            "{n, plural, other {#",
            "<br>",
            " ",
            "<x/>",
            "<x></x>",
            "{0}",
            "a.",
            "%a%",
            '<a "b',
            "'{",
            "\ufffc",
            "(&S)",
            "{{",
            "1.",
        ],
        *["{n, plural, other {# a. }} ", "$(", "<a@", "<ab:", "%s"],
    ],
)
def test_piles_take_linear_time(pile):
    """A message of nothing but one piece of markup takes no longer for being long."""
    list(segments_of(message(f"The pier {pile * (120_000 // len(pile))} is old.")))


def test_keys_that_are_masked():
    """Messages whose keys fit a pattern are told as masked, and empty ones as untranslated."""
    messages = Messages(Settings(mask_keys=("legal.*", "*.note")))
    for key, text in (
        ("legal.terms", "Not this"),
        ("a.note", "Nor this"),
        ("legal", "This one"),
        ("b", " "),
        ("c.d", ""),
    ):
        messages.add(Message(key, ((text, Span(5, 5 + len(text))),) if text else ()))
    messages.omit("fuzzy", 2)
    for _ in "ab":
        messages.note("a note")
    document = messages.document(Source("p", "source"), "f")
    assert [segment.text for segment in document.segments] == ["This one"]
    assert document.masks == (Mask(5, 13, "legal.*"),)
    assert document.omitted == (Omitted("untranslated", 2), Omitted("fuzzy", 2))
    assert document.notes == ("a note",)


@pytest.mark.parametrize(
    ("pattern", "key", "fits"),
    [
        ("a.b", "a.b", True),
        ("a.b", "a.bc", False),
        ("*", "", True),
        ("a.*", "a.b.c", True),
        ("a.*", "b.a.c", False),
        ("*.a", "b.a", True),
        ("*a*b*", "xaxbx", True),
        ("*a*b*", "xbxax", False),
        ("a*a", "a", False),
        ("ab*b", "ab", False),
        ("[0]*", "[0].x", True),
        ("*[0]", "a[0]", True),
    ],
)
def test_patterns_of_keys(pattern, key, fits):
    """An asterisk stands for any run of characters, and every other sign for itself."""
    assert matches(pattern, key) is fits
