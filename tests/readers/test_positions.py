"""The scalars of a JSON document: what they are by the standard parser, and where they stand."""

from __future__ import annotations

import json
import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.document import Span
from mtqa.errors import ReadError
from mtqa.readers.tables.positions import Found, string_map, walk

TEXT = st.text(st.sampled_from("ab é\u2028\U0001f33b\n\t\"\\/.'"), max_size=6)
SCALAR = st.one_of(TEXT, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none())
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=20
)
QUICK = settings(deadline=None, max_examples=60)


def leaves(value, path=()):
    """Return the paths and values of all scalars and empty containers, in order."""
    if isinstance(value, dict) and value:
        return [leaf for name, inner in value.items() for leaf in leaves(inner, (*path, name))]
    if isinstance(value, list) and value:
        return [leaf for i, inner in enumerate(value) for leaf in leaves(inner, (*path, i))]
    return [(path, value)]


@QUICK
@given(
    value=VALUE,
    mark=st.sampled_from(["", "\ufeff"]),
    indent=st.sampled_from([None, 0, 2, "\t"]),
    plain=st.booleans(),
    space=st.sampled_from(["", " ", "\r\n"]),
)
def test_what_the_standard_parser_finds(value, mark, indent, plain, space):
    """Values and paths are those of the standard parser, and each span holds just its value."""
    text = mark + space + json.dumps(value, indent=indent, ensure_ascii=plain) + space
    found = list(walk(text, empty=True))
    assert [(one.path, one.value, one.duplicate) for one in found] == [(*leaf, False) for leaf in leaves(value)]
    assert [json.loads(text[slice(*one.span)]) for one in found] == [leaf for _, leaf in leaves(value)]
    assert [one for one in found if one.value not in ([], {})] == list(walk(text))
    ends = [0, *(at for one in found for at in one.span)]
    assert ends == sorted(ends)


@QUICK
@given(
    st.lists(
        st.sampled_from(
            ["{", "}", "[", "]", ",", ":", " ", "\n", '"a"', '"', "\\", "1", "-", ".5", "e1", "0", "true", "nul", "NaN"]
        ),
        max_size=12,
    ).map("".join)
)
def test_what_is_valid(text):
    """What the standard parser takes is taken, and what it refuses is refused, in one line."""
    try:
        expected = leaves(json.loads(text))
    except ValueError:
        with pytest.raises(ReadError, match=r"^not valid JSON: [^\n]+ at line \d+, column \d+$"):
            list(walk(text))
    else:
        if not re.search('"a"[^"]*"a"', text):
            assert repr([(one.path, one.value) for one in walk(text, empty=True)]) == repr(expected)


def test_duplicate_fields():
    """A field whose name stood in its object before is found too, and says so, with all that is in it."""
    text = '{"a": 1, "b": {"a": 2}, "a": [{"c": 3}, {"c": 4}], "d": 5}'
    assert list(walk(text)) == [
        Found(("a",), Span(6, 7), 1),
        Found(("b", "a"), Span(20, 21), 2),
        Found(("a", 0, "c"), Span(36, 37), 3, duplicate=True),
        Found(("a", 1, "c"), Span(46, 47), 4, duplicate=True),
        Found(("d",), Span(56, 57), 5),
    ]


def test_words_and_numbers():
    """What JSON has besides strings, and what the standard parser takes besides JSON."""
    values = [one.value for one in walk("[true, false, null, -0, 1.5e3, Infinity, -Infinity, NaN]")]
    assert values[:-1] == [True, False, None, 0, 1500.0, math.inf, -math.inf]
    assert math.isnan(values[-1])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Expecting a value at line 1, column 1"),
        ("\ufeff", "Expecting a value at line 1, column 2"),
        ('{"a": 1,\n "b": "cut', "Unterminated string at line 2, column 7"),
        ('{"a" 1}', "Expecting ':' at line 1, column 6"),
        ('{"a": 1,}', "Expecting a field's name in double quotes at line 1, column 9"),
        ("{a: 1}", "Expecting a field's name in double quotes at line 1, column 2"),
        ("[1,\r\n\r\n2 3]", "Expecting ',' or ']' at line 3, column 3"),
        ('{"a": 1]', "Expecting ',' or '}' at line 1, column 8"),
        ("[1] 2", "Extra data at line 1, column 5"),
        ('["\\q"]', "Invalid \\escape at line 1, column 3"),
        ('["a\nb"]', "Invalid control character at line 1, column 4"),
        ("1" * 5000, "A number of too many digits at line 1, column 1"),
        ("[" * 501, "More than 500 lists and objects inside each other at line 1, column 501"),
    ],
)
def test_malformed_documents(text, reason):
    """A document that is none is refused with the place."""
    with pytest.raises(ReadError) as caught:
        list(walk(text))
    assert str(caught.value) == f"not valid JSON: {reason}"


def test_deep_documents():
    """What stands inside five hundred lists is found."""
    (found,) = walk("[" * 500 + "1" + "]" * 500)
    assert (found.path, found.span) == ((0,) * 500, Span(500, 501))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text", ['["' + '\\"' * 400_000, "[" + "1," * 200_000, '{"a":' * 499 + " " * 800_000, "[]" * 9**5]
)
def test_hostile_piles(text):
    """Piles of what might be something end soon."""
    with pytest.raises(ReadError):
        list(walk(text))


@QUICK
@given(text=TEXT, plain=st.booleans(), offset=st.integers(0, 3))
def test_maps_of_strings(text, plain, offset):
    """Each character of a string leads to itself or to its escape."""
    source = json.dumps(text, ensure_ascii=plain)
    found = string_map(source, Span(1, len(source) - 1), offset)
    for at, sign in enumerate(text):
        start, end = found.span(at, at + 1)
        assert json.loads(f'"{source[start - offset : end - offset]}"') == sign
