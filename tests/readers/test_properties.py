"""What holds for every reader on any text: exact maps, clean segments, and prose found where it was put."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, SourceMap
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.readers.decoding import decode
from mtqa.text import split

FORMATS = ["text", "markdown", "mdx", "html", "jsonl"]
COMMON = [
    *["a", "The old mill", "stands", "by the river.", "Rain", "fell", "all day", "5", "é", "—", "“", "”", "\U0001f33b"],
    *[" ", "  ", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\xa0", "\u2028", "\u3000", "\x0c", "\ufeff", "-\n"],
    *["&amp;", "&copy", "&#8212;", "&#x1F33B;", "&nosuch;", "&", "\\", "\\*", "\\n", '"', "'"],
]
HTML = [
    *[
        "<",
        ">",
        "</",
        "/>",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i class=x>",
        "</i>",
        "<br>",
        "<br/>",
        "<div hidden>",
        "</div>",
    ],
    *["<li>", "<ul>", "</ul>", "<td>", "<table>", "</table>", "<pre>", "</pre>", "<code>", "</code>", "<script>"],
    *[
        "</script>",
        "<!--",
        "-->",
        "<!DOCTYPE html>",
        '<img alt="The yard">',
        "<a title='Go on' href=x>",
        "</a>",
        "<sup>1</sup>",
    ],
    *[
        "<h1>",
        "</h1>",
        '<p style="display:none">',
        "<blockquote>",
        "<figcaption>",
        "<svg>",
        "</svg>",
        "<del>",
        "</del>",
    ],
]
MARKDOWN = [
    *[
        "# ",
        "## ",
        " ##",
        "> ",
        ">",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "12) ",
        "    ",
        "  ",
        "- [ ] ",
        "- [x] ",
        "===\n",
        "---\n",
    ],
    *[
        "`",
        "``",
        "```",
        "~~~",
        "```py\n",
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "~",
        "[",
        "]",
        "](",
        ")",
        "![",
        "](x.png)",
    ],
    *[
        "[a]: b 'Go home'\n",
        "[a]",
        "[^1]",
        "[^1]: ",
        '](u "Look")',
        "<http://a.b/c>",
        "| ",
        " | ",
        "|---|---|\n",
        "$",
        "$x^2$",
    ],
    *[
        "---\ntitle: A\n---\n",
        "{{ name }}",
        "{% if a %}",
        "{#id}",
        ":::note\n",
        ":::\n",
        "!!! tip\n",
        ": ",
        "  \n",
        "\\\n",
    ],
]
SCRIPT = [
    *[
        "import A from 'a'\n",
        "export const b = {\n",
        "}\n",
        "{",
        "}",
        "{/* no */}",
        "{' '}",
        "<Tab>",
        "</Tab>",
        "<>",
        "</>",
    ],
    *["<Card title={`x`}>", "</Card>", "<A b='c>d'", "{a.map(x => <li>{x}</li>)}", "<img alt='The hill' />"],
]
RECORDS = [
    *[
        '{"text": "',
        '"}',
        "{",
        "}",
        '"',
        ":",
        ",",
        '"id": 7',
        '"text": ',
        "\\u00e9",
        "\\ud83c\\udf3b",
        "\\ud83c",
        "\\/",
    ],
    *["null", "[1, 2]", "\\u", "\\t", "\\r\\n"],
]
FRAGMENTS = {
    "text": ["- ", "* ", "1. ", "(a) ", "By Ann Lee", "Archive photo", "Photo: ", "wrapped\nline", *MARKDOWN[:12]],
    "markdown": [*MARKDOWN, *HTML],
    "mdx": [*MARKDOWN, *HTML, *SCRIPT],
    "html": HTML,
    "jsonl": RECORDS,
}
STRAY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)
LENIENT = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def texts(name):
    """Make texts out of pieces of a format's markup."""
    pieces = st.sampled_from([*COMMON, *FRAGMENTS[name]])
    text = st.lists(st.one_of(pieces, pieces, pieces, STRAY), max_size=40).map("".join)
    if name != "jsonl":
        return text
    record = st.builds(lambda value, plain: json.dumps({"text": value}, ensure_ascii=plain), text, st.booleans())
    return st.lists(st.one_of(record, record, text), max_size=4).map("\n".join)


def check(document):
    """Assert what every segment and sentence of a document promises."""
    source = " " * document.offset + document.source
    for segment in document.segments:
        assert segment.text == segment.text.strip()
        assert re.search(r"[^\W_]", segment.text)
        check_map(segment.map, segment.text, source)
    for sentence in split(document):
        check_map(sentence.map, sentence.text, source)
        shown = source[slice(*sentence.span)]
        first, last = sentence.map.runs[0], sentence.map.runs[-1]
        assert first.text_length != first.source_length or shown[0] == sentence.text[0]
        assert last.text_length != last.source_length or shown[-1] == sentence.text[-1]


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


@pytest.mark.parametrize("name", FORMATS)
@LENIENT
@given(data=st.data(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_is_read_and_mapped(name, data, encoding):
    """Whatever a text holds, segments and sentences lead back to it, and it encodes to the same bytes."""
    text = data.draw(texts(name))
    written = text.encode(encoding)
    try:
        source = decode(written, "page")
    except ReadError:
        assume(False)
    assert source.text.encode(source.encoding) == written
    for document in read_bytes(written, "page", name, Settings()):
        if isinstance(document, Document):
            assert source.text[document.offset :].startswith(document.source)
            check(document)


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéøßжλ", min_size=1, max_size=9), min_size=3, max_size=9)
PARAGRAPH = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = {
    "text": [("", ""), ("- ", ""), ("3. ", ""), ("  ", " "), ("\t• ", "")],
    "markdown": [
        *[("", ""), ("# ", ""), ("### ", " ###"), ("> ", ""), ("> > ", ""), ("- ", ""), ("* [x] ", ""), ("7) ", "")],
        *[("- > ", ""), ("", "\n==="), ("**", "**"), ("*", "*"), ("[", "](http://a.b/c_d)"), ("![](x.png) ", "")],
        *[("```sh\nmake all\n```\n", ""), ("<div>\n", "\n</div>"), ("<p align=center>", "</p>"), ("<b>", "</b>")],
        *[("<!-- not this -->\n", ""), ("| ", " | `a b` |\n|---|---|"), (":::tip\n", "\n:::")],
        *[("[^1]: ", ""), ("{% if a %}\n", "\n{% endif %}"), ("> [!NOTE]\n> ", ""), ("<del>gone</del> ", "")],
        *[("![", "](x.png)"), ("![](x.png '", "')"), ("~~gone~~ ", ""), ("", "[^2]")],
    ],
    "mdx": [
        *[("", ""), ("# ", ""), ("> ", ""), ("- ", ""), ("**", "**"), ("[", "](http://a.b/c_d)"), ("<b>", "</b>")],
        *[("import A from 'a'\n\n", ""), ("export const a = {\n  b: 'c'\n}\n\n", ""), ("{/* not this */}\n\n", "")],
        *[('<Note title="no" on={{ a: ">" }}>\n', "\n</Note>"), ("<Tab>\n    ", "\n</Tab>"), ("<Tab>", "</Tab>")],
    ],
    "html": [
        *[
            ("<p>", "</p>"),
            ("<p>", ""),
            ("<h2 id=a>", "</h2>"),
            ("<ul><li>", "</ul>"),
            ("<td>", ""),
            ("<div><span>", ""),
        ],
        *[("<p><b>", "</b></p>"), ("<script>not('<p>this')</script><p>", ""), ("<p><!-- not this -->", "</p>")],
        *[("<pre>not this</pre>", "<hr>"), ('<p><img alt="', '"></p>'), ("<p hidden>not this</p><p>", "")],
        *[
            ("<p>\n\t", "\n</p>"),
            ("<nav>not this</nav><p>", ""),
            ("<blockquote>", "</blockquote>"),
            ("<br><br>", "<br><br>"),
        ],
    ],
    "jsonl": [
        ('{"text": "', '"}'),
        ('{"id": 4, "text" : "', '", "by": {"a": [1]}}'),
        ('{"text": "\\n \\t', '\\r\\n"}'),
    ],
}


@pytest.mark.parametrize("name", FORMATS)
@LENIENT
@given(data=st.data(), line_end=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.sampled_from(["", "\ufeff"]))
def test_prose_is_found_where_it_was_put(name, data, line_end, mark):
    """Paragraphs that stand in markup come out alone, whole, and at their own offsets."""
    around = st.tuples(PARAGRAPH, st.sampled_from(AROUND[name]))
    # A caption that repeats the one before is read once.
    blocks = data.draw(st.lists(around, min_size=1, max_size=5, unique_by=lambda block: block[0]))
    gap = line_end if name == "jsonl" else line_end * 2
    text, expected = mark, []
    for paragraph, (before, after) in blocks:
        text += before.replace("\n", line_end)
        expected.append((paragraph, SourceMap.identity(len(text), len(paragraph))))
        text += paragraph + after.replace("\n", line_end) + gap
    found = read_bytes(text.encode(), "page", name, Settings())
    assert [(segment.text, segment.map) for document in found for segment in document.segments] == expected
