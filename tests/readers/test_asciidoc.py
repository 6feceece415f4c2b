"""AsciiDoc: blocks, lists, tables and macros, held against Asciidoctor's HTML and mapped exactly."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.document import SourceMap
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "asciidoc"
QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
PROSE = "The old mill stands by the river."
MANY = 20_000


def check(document):
    """Assert what every segment and sentence of a document promises."""
    for segment in document.segments:
        assert segment.text == segment.text.strip()
        assert re.search(r"[^\W_]", segment.text)
        check_map(segment.map, segment.text, document.source)
    for sentence in split(document):
        check_map(sentence.map, sentence.text, document.source)
    at = 0
    for mask in document.masks:
        assert at <= mask.start < mask.end <= len(document.source)
        at = mask.end


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


def by_mtqa(found):
    """Return the text of each segment."""
    return [segment.text for document in found for segment in document.segments]


class Page(HTMLParser):
    """The words of a page that Asciidoctor made, with those that describe images, without code and keys."""

    def __init__(self, html):
        super().__init__()
        self.said = ""
        self._unread = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Count what is not read, and take the words that describe images."""
        self._unread += tag in ("pre", "code", "kbd")
        self.said += (dict(attrs).get("alt") or "") + " " * (tag in ("p", "td", "th", "div", "li"))

    def handle_endtag(self, tag):
        """Count what is read again."""
        self._unread -= tag in ("pre", "code", "kbd")

    def handle_data(self, data):
        """Take words that are read."""
        self.said += data * (not self._unread)


PRINTED = [
    r'<div class="title">(?:Note|Warning)</div>|<span class="menuseq">.*?</b></span>|keeper@light.invalid|',
    r'(?:Table|Figure) 1|<a href="#storms">When a storm comes</a>|<div class="attribution">\n&#8212; Old keeper',
]
"""What Asciidoctor prints and nobody wrote, and what is a placeholder or no prose here."""


def test_the_words_of_a_page_are_those_of_asciidoctor(documents):
    """A real page has the words that Asciidoctor prints, without numbers, labels and what is a placeholder here."""
    html = (DATA / "lighthouse.html").read_text(encoding="utf-8")
    said = Page(re.sub("".join(PRINTED), "", html)).said.replace("\u2009", " ").replace("©", "(C)")
    expected = Counter(re.findall(r"[^\W\d_]+", said))
    found = Counter(re.findall(r"[^\W\d_]+", " ".join(by_mtqa(documents(source(), "asciidoc")))))
    assert found - expected == {"X": 6}
    assert expected - found == {"the": 1, "lamp": 1}


def source():
    """Return the text of the page."""
    return (DATA / "lighthouse.adoc").read_text(encoding="utf-8")


def test_a_page(documents):
    """Each block of a real page has its kind, and what was left out is named."""
    (document,) = documents(source(), "asciidoc")
    check(document)
    assert [(segment.kind.value, segment.text) for segment in document.segments] == [
        ("heading", "Keeping the Lighthouse"),
        (
            "paragraph",
            (
                "The lighthouse needs a keeper, even though its lamp is lit by X. Ask the harbour office or write to "
                "X; see X or the chapter on storms. Water is H2O, X is not. It is “far” too bright."
            ),
        ),
        ("paragraph", "A storm is a wind of force ten."),
        ("heading", "When a storm comes"),
        ("list", "Close the shutters on the weather side."),
        *[("list", "Go down."), ("list", "Do not run on the stairs.")],
        *[("list", "Coffee has been made."), ("list", "So has tea.")],
        *[("list", "Lantern"), ("list", "The room at the top.")],
        *[("list", "Gallery"), ("list", "The walk around the lantern.")],
        ("paragraph", "Nobody has ever been blown off the gallery."),
        *[("paragraph", "The door opens outwards."), ("paragraph", "Hold it with both hands.")],
        ("caption", "How the lamp is started"),
        ("quote", "The sea forgets nothing, but it says nothing either."),
        *[("caption", "The tower in winter"), ("caption", "A white tower in the snow"), ("caption", "Hours of light")],
        *[("cell", "Month"), ("cell", "Remark"), ("cell", "January")],
        ("cell", "The lamp burns from four in the afternoon."),
        ("cell", "Nobody counts the hours in summer."),
        ("paragraph", "Press X or choose X to put it out. The unknown is not *bold* here, and this is the end."),
        *[("quote", '"I never slept better."'), ("byline", "Tom Hale")],
        ("paragraph", "This is read, whoever reads it."),
        *[("heading", "Last Words"), ("paragraph", "That is all (C) 2026.")],
    ]
    patterns = ["header", "comment", "code", "code", "comment", "ifdef::", "endif::"]
    assert [mask.pattern for mask in document.masks] == patterns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is _so_ *very* #good# and **un**like __any__thing.", "It is so very good and unlike anything."),
        ("Two*three and 2 * 3 and snake_case_name stay.", "Two*three and 2 * 3 and snake_case_name stay."),
        ("Call `run()` and `go` and `+a_b+` now.", "Call X and go and X now."),
        ("A link:a.html[page], https://a.b[site^] and https://a.b.", "A page, site and X."),
        ("See xref:a.adoc#b[the yard], xref:c[] and <<d>>.", "See the yard, X and X."),
        ('Go to https://a.b["the site",role=x] or link:c[it,window=_blank].', "Go to the site or it."),
        ("It {empty}is {product}'s {two-colons}{nbsp}sign.", "It is X's :: sign."),
        ("It is stem:[x^2] and kbd:[Ctrl+C] and icon:cog[] and gem:a[b].", "It is X and X and and X."),
        ("Escaped \\*stars* and \\{names} stay.", "Escaped *stars* and {names} stay."),
        ("A ((term)) and (((hidden, term))) and [[here]]an anchor.", "A term and and an anchor."),
        ("A [.big]#word# and H~2~O and x^2^ here.", "A word and H2O and x2 here."),
        ("A &lt; B &#8212; C&eacute;.", "A < B — Cé."),
        ("A hard +\nbreak and a C++ name.", "A hard break and a C++ name."),
        ("+++<u>+++It+++</u>+++ is pass:[so].", "It is so."),
    ],
)
def test_inline_marks(said, text, expected):
    """Marks go, words stay, and what is no word leaves a placeholder."""
    assert said(text, "asciidoc") == [("paragraph", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rains.footnote:[It *often* does.] It snows.", ["It rains. It snows.", "It often does."]),
        ("[source]\nnot this\n\nIt rains.", ["It rains."]),
        ("----\nnot this\n\nnor this", []),
        ("[stem]\n++++\nx = y\n++++\nIt rains.", ["It rains."]),
        ("====\n----\nnot this\n----\nIt rains.\n====\nIt snows.", ["It rains.", "It snows."]),
        ("include::other.adoc[]\n:name: not this\nIt rains.", ["It rains."]),
        (" not this\n\nIt rains.", ["It rains."]),
        ("It rains.\n// not this\nIt snows.", ["It rains. It snows."]),
        (".The answer\nIt rains.", ["The answer", "It rains."]),
        ("|===\n|a m|not this\n|b a|* c\n* d\n|===", ["a", "b", "c", "d"]),
        (',===\nIt rains,"It snows, too"\n,===', ["It rains", "It snows, too"]),
        ("[separator=¦]\n|===\n¦a | b ¦c\n|===", ["a | b", "c"]),
        ("|===\n|a \\| b |c", ["a \\| b", "c"]),
        ("> It rains.\n> It pours.", ["It rains. It pours."]),
        ("[verse]\nIt rains\nand pours.", ["It rains and pours."]),
        ("```js\nnot this\n```\nIt rains.", ["It rains."]),
        ("<1> It rains.\n<2> It snows.", ["It rains.", "It snows."]),
        ('image::a.png[]\n\nimage::b.png[title="The hill"]', ["The hill"]),
        ("An image:a.png[The hill] inside.", ["An inside.", "The hill"]),
        ("== A title ==\n\n=== Another", ["A title", "Another"]),
        ("'''\n\nIt rains.\n\n<<<\n\n* * *", ["It rains."]),
        ("", []),
        ("\ufeff= Title", ["Title"]),
        ("|===", []),
        ("\x00 It rains.", ["\x00 It rains."]),
    ],
)
def test_blocks(documents, text, expected):
    """Blocks are read or left out by the lines around them; what is never closed reaches to the end."""
    assert by_mtqa(documents(text, "asciidoc")) == expected


NEST = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéøßжλ", min_size=1, max_size=9), min_size=3, max_size=9)
PARAGRAPH = NEST.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    *[
        ("", ""),
        ("== ", ""),
        ("* ", ""),
        (". ", ""),
        ("** [x] ", ""),
        ("TIP: ", ""),
        ("*", "*"),
        ("__", "__"),
        (".", ""),
    ],
    *[(".", ""), ("====\n", "\n===="), ("____\n", "\n____"), ("[quote,Ann]\n", ""), ("|===\n|", "\n|===")],
    *[("link:a.html[", "]"), ("https://a.b/c_d[", "^]"), ("<<a,", ">>"), ("// not this\n", ""), ("[[a]]\n", "")],
    *[("----\nnot this\n----\n", ""), ("////\nnot this\n////\n", ""), (":a: not this\n\n", ""), ("+", "+")],
    *[("image::a.png[", "]"), ("--\n", "\n--"), ("[.big]#", "#"), ("ifdef::a[]\n", "\nendif::[]"), ("<1> ", "")],
]


@QUIET
@given(
    blocks=st.lists(st.tuples(PARAGRAPH, st.sampled_from(AROUND)), min_size=1, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_prose_is_found_where_it_was_put(documents, blocks, line_end, mark):
    """Paragraphs that stand in markup come out alone, whole, and at their own offsets."""
    text, expected = mark, []
    for paragraph, (before, after) in blocks:
        text += before.replace("\n", line_end)
        expected.append((paragraph, SourceMap.identity(len(text), len(paragraph))))
        text += paragraph + after.replace("\n", line_end) + line_end * 2
    found = documents(text, "asciidoc")
    assert [(segment.text, segment.map) for segment in found[0].segments] == expected


STRAY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)
MARKS = [
    *[
        "The mill stands",
        "by the river.",
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "#",
        "+",
        "++",
        "+++",
        "^a^",
        "~b~",
        "{name}",
    ],
    *["\n", "\n\n", "\r\n", "\r", " ", "\\", "[", "]", "link:a[", "https://a.b[", "https://a.b", "<<a,", ">>", "<<b>>"],
    *[
        "footnote:[",
        "image:a[",
        "pass:[",
        "kbd:[",
        "stem:[",
        "((",
        "))",
        "(((a)))",
        "[[a]]",
        "[.b]#",
        "&amp;",
        '"`',
        '`"',
    ],
    *[
        "\n----\n",
        "\n....\n",
        "\n====\n",
        "\n____\n",
        "\n--\n",
        "\n////\n",
        "\n++++\n",
        "\n|===\n",
        "|",
        "2+|",
        "a|",
        "\n,===\n",
    ],
    *[
        "\n== ",
        "\n* ",
        "\n. ",
        "\n- ",
        "a:: ",
        "\n<1> ",
        "\nNOTE: ",
        "\n.Title\n",
        "\n[source]\n",
        "\n[quote]\n",
        "\n+\n",
        " +\n",
    ],
    *[
        "\n// c\n",
        "\n:a: b\n",
        "\nimage::a[b]\n",
        "\ninclude::a[]\n",
        "\nTitle\n-----\n",
        "\n> ",
        "\n-- Ann",
        "\n'''\n",
        "\u3000",
    ],
]


@QUIET
@given(st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(MARKS), STRAY), max_size=40).map("".join))
def test_any_text_is_read_and_mapped(documents, text):
    """Whatever a text holds, segments and sentences lead back to it."""
    for document in documents(text, "asciidoc"):
        check(document)


PILES = {
    "stars": "*a " * MANY,
    "double stars": "**a " * MANY,
    "backquotes": "`a " * MANY,
    "hashes": "#" * MANY,
    "passes": "pass:[a " * MANY,
    "images": "image:a[" * MANY,
    "links": "link:a[" * MANY,
    "addresses": "http://" * MANY,
    "references": "<<a " * MANY,
    "notes": "footnote:[a " * MANY,
    "attributes": "{a" * MANY,
    "bullets": "* a\n" * MANY,
    "blocks": "====\na\n" * MANY,
    "deeper blocks": "".join("=" * i + "\na\n" for i in range(4, 1000)),
    "tables": "|===\n|a |b\n" * (MANY // 2),
    "cells": "|===\n" + "|a " * MANY + "\n|===",
    "titles": ".a\n" * MANY,
    "settings": "[a]\n" * MANY,
    "terms": "a:: b\n" * MANY,
    "colons": "::" * MANY,
    "mail": "a@b." * MANY,
    "macros": "a:b" * MANY,
    "anchors": "[[a" * MANY,
    "scripts": "^a" * MANY,
    "spaces": "a" + " " * 300_000 + "a",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("pile", PILES.values(), ids=PILES)
def test_piles_of_markup(documents, pile):
    """Markup that is never closed, or nested without end, costs no more than its length."""
    assert by_mtqa(documents(f"{PROSE}\n\n{pile}", "asciidoc"))[0].startswith(PROSE)
