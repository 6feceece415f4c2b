"""Hostile input: time linear in its size, no crash, and the prose beside it still found."""

from __future__ import annotations

import pytest

MANY = 20_000
DEEP = 5_000
PROSE = "The old mill stands by the river."

PILES = {
    "tags": "<b>" * MANY,
    "blocks": "<div>" * MANY,
    "angles": "<" * MANY,
    "tag starts": "<a " * MANY,
    "tags with open quotes": '<a b="' * MANY,
    "comments": "word <!-- " * MANY,
    "closing tags": "</p>" * MANY,
    "notes": "<sup>1" * MANY,
    "brackets": "[" * MANY,
    "nested brackets": "[" * MANY + "]" * MANY,
    "pictures": "![" * MANY,
    "links": "[a](" * MANY,
    "references": "[a][b] " * MANY,
    "asterisks": "*" * MANY,
    "emphasis": "*a _b " * MANY,
    "strong emphasis": "**a" * MANY,
    "tildes": "~a " * MANY,
    "backticks": "`" * MANY,
    "code": "`a " * MANY,
    "code of many widths": "".join("`" * i + " " for i in range(200)),
    "fences": "```\na\n\n" * MANY,
    "dollars": "$a " * MANY,
    "ampersands": "&" * MANY,
    "references to characters": "&#x" * MANY,
    "backslashes": "\\" * MANY,
    "braces": "{" * MANY,
    "double braces": "{{" * MANY,
    "template tags": "{% a " * MANY,
    "colons": ":::" * MANY,
    "attributes with braces": "<A b={" * MANY,
    "exports": "export const a = {\n" * MANY,
    "quotations": ">" * DEEP + " a",
    "lists": "- " * DEEP + "a",
    "bars": "|a" * MANY + "\n" + "|-" * MANY + "\n" + "|b" * MANY,
    "definitions": "[a]: b\n" * MANY,
    "bullets": "a\n+ " * MANY,
    "line breaks": "a" + "\n" * MANY,
    "spaces": "a" + " " * 300_000 + "a",
    "returns": "a\r" * MANY,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", ["text", "markdown", "mdx", "html"])
@pytest.mark.parametrize("pile", PILES.values(), ids=PILES)
def test_prose_before_a_pile_of_markup(said, name, pile):
    """Markup that is never closed costs no more than its length, and what stands before it is read."""
    assert said(f"{PROSE}\n\n{pile}", name)[0][1].startswith(PROSE)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", ["text", "markdown", "mdx", "html"])
@pytest.mark.parametrize(
    ("word", "size"),
    [("It stands. ", 3_000_000), ("Itstands", 3_000_000), ("*It* <b>is</b> `on` [there](x). ", 300_000)],
    ids=["prose", "one word", "markup"],
)
def test_a_very_long_line(said, name, word, size):
    """A line of megabytes is read to its end."""
    line = word * (size // len(word)) + "The end"
    assert said(line, name)[-1][1].endswith("The end")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("html", "<div>" * DEEP, "</div>" * DEEP),
        ("html", "<b>" * DEEP, "</b>" * DEEP),
        ("html", "<ul><li>" * DEEP, ""),
        ("markdown", "> " * 100, ""),
        ("markdown", "- > " * 50, ""),
        ("markdown", "<div>" * DEEP, ""),
        ("mdx", "<A>" * DEEP, "</A>" * DEEP),
    ],
)
def test_prose_deep_inside(said, name, before, after):
    """Nesting deeper than calls may go hides nothing."""
    assert [text for _, text in said(before + PROSE + after, name)] == [PROSE]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_prose_too_deep_for_the_grammar(said, mark):
    """Marks beyond what the grammar of Markdown can count stay in the text, and so does the prose."""
    assert said(mark * DEEP + PROSE, "markdown")[-1][1].endswith(PROSE)


@pytest.mark.timeout(60)
def test_records_nested_too_deep(documents):
    """A record of nothing but brackets is named, and the next is read."""
    found = documents("[" * 300_000 + "\n" + '{"text": "' + PROSE + '"}', "jsonl")
    assert [getattr(item, "reason", None) or item.segments[0].text for item in found] == [
        "not valid JSON: nested too deep",
        PROSE,
    ]


@pytest.mark.timeout(60)
def test_a_record_of_escapes(documents):
    """A text of nothing but escapes is mapped in linear time."""
    ((segment,),) = [document.segments for document in documents('{"text": "' + "\\u0061" * 300_000 + '"}', "jsonl")]
    assert (segment.text, segment.map.span(299_999, 300_000).start) == ("a" * 300_000, 10 + 6 * 299_999)
