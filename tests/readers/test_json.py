"""JSON: records wherever a name or a path expression finds them, their texts mapped to their place in the file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, Lines, SourceMap
from mtqa.errors import ReadError, UsageError
from mtqa.readers import discover, read, read_bytes
from mtqa.readers.tables.paths import Wild, fits, is_plain, parse, patterns, shown
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "json"
ONE, TWO, THREE = "It rained all night.", "We slept well.", "The sun rose late."
QUICK = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def found_in(value, *text_field, **config):
    """Read a value or a text as JSON: each document's id and texts, and each skipped record."""
    text = value if isinstance(value, str) else json.dumps(value, indent=1)
    if text_field:
        config["text_field"] = text_field
    return [
        d if isinstance(d, SkippedFile) else (d.id, [s.text for s in d.segments])
        for d in read_bytes(text.encode(), "page.json", "json", Settings(**config))
    ]


def test_records_by_a_name():
    """A name finds the object at the top, those in a list, and those in the lists that an object holds."""
    assert found_in({"text": ONE, "id": 3}) == [("3", [ONE])]
    assert found_in([{"id": "a", "text": ONE}, {"text": TWO}]) == [("a", [ONE]), (None, [TWO])]
    feed = {"id": "feed", "tags": ["x"], "posts": [{"text": ONE, "id": 1}, {"text": TWO}], "people": [{"name": "Ann"}]}
    assert found_in(feed) == [("1", [ONE]), (None, [TWO])]
    assert found_in({"text": ONE, "id": 1, "replies": [{"text": TWO, "id": 2}]}) == [("1", [ONE]), ("2", [TWO])]
    assert found_in({"text": ONE, "replies": [{"text": TWO}], "id": 1}) == [("1", [ONE]), (None, [TWO])]


def test_records_without_text():
    """What stands where records do and holds no text is named with its line; other lists are left in peace."""
    value = [
        {"x": 1},
        {"id": 2, "text": None},
        {"text": [ONE]},
        {"text": {"a": 1}},
        {},
        {"text": ONE},
        5,
        "a",
        {"y": 2},
    ]
    none = "no field 'text' (set text-field); the record has: "
    assert found_in({"k": value, "n": [{"z": 1}]}) == [
        SkippedFile("page.json:4", f"{none}x"),
        SkippedFile("page.json:7", "field 'text' is null"),
        SkippedFile("page.json:12", "field 'text' must be a string, not list"),
        SkippedFile("page.json:17", "field 'text' must be a string, not dict"),
        SkippedFile("page.json:20", f"{none}none"),
        (None, [ONE]),
        SkippedFile("page.json:27", f"{none}y"),
        SkippedFile("page.json:24", "an item is no JSON object (2 such in this file)"),
    ]
    many = found_in([{"x": 1}] * 150 + [{"text": ONE}])
    assert (len(many), many[-2]) == (102, (None, [ONE]))
    assert many[-1] == SkippedFile("page.json:303", "a record has no text field (50 such in this file)")


@pytest.mark.parametrize(
    ("value", "fields", "expected"),
    [
        ({"article": {"body": ONE}, "id": 1}, ["article.body"], [("1", [ONE])]),
        ([{"article": {"body": ONE}, "id": 1}], ["article.body"], [("1", [ONE])]),
        ({"k": [{"article": {"body": ONE}, "id": 1}]}, ["article.body"], [("1", [ONE])]),
        ({"items": [{"text": ONE, "id": 1}, {"text": TWO}]}, ["items[*].text"], [("1", [ONE]), (None, [TWO])]),
        ({"en": {"title": ONE, "id": 1}, "us": {"title": TWO}}, ["*.title"], [("1", [ONE]), (None, [TWO])]),
        ({"a": {"b": [{"caption": ONE, "id": 1}]}, "caption": TWO}, ["**.caption"], [("1", [ONE]), (None, [TWO])]),
        ([{"x": ONE, "id": 1}, {"x": TWO}], ["[0].x"], [("1", [ONE])]),
        ([{"a.b": ONE, "id": 1}], ['[*]."a.b"'], [("1", [ONE])]),
        ([{"a.b": ONE}, {"a": {"b": TWO}}], ["a.b"], [(None, [ONE])]),
        ({"a[": ONE, "id": 1}, ["a["], [("1", [ONE])]),
        ({"text": {"en": ONE, "us": TWO}, "id": 4}, ["text.*"], [("4", [ONE, TWO])]),
        ({"p": [{"lines": [ONE, TWO], "id": 1}]}, ["p[*].lines[*]"], [("1", [ONE, TWO])]),
        ({"p": [{"x": {"lines": [ONE, [TWO]]}}], "id": 1}, ["p.**"], [(None, [ONE, TWO])]),
        ({"p": [{"t": ONE, "b": {"t": TWO}, "id": 1}]}, ["p[*].t", "p[*].b.t"], [("1", [ONE, TWO])]),
        ({"t": ONE, "b": {"t": TWO}, "id": 1}, ["t", "b.t", "nowhere"], [("1", [ONE, TWO])]),
        ([ONE, TWO], ["[*]"], [(None, [ONE, TWO])]),
    ],
)
def test_records_by_a_path(value, fields, expected):
    """An expression finds its values wherever they are; the last of its steps that stands for many is the record."""
    records = [item for item in found_in(value, *fields) if not isinstance(item, SkippedFile)]
    assert records == expected


def test_records_within_records():
    """Records that hold others come in the order of the document, each with its own id."""
    thread = {"text": ONE, "replies": [{"text": TWO, "replies": [{"text": THREE, "id": 3}], "id": 2}], "id": 1}
    assert found_in(thread, "**.text") == [("1", [ONE]), ("2", [TWO]), ("3", [THREE])]


def test_several_fields():
    """Several fields give segments of one document in the file's order, each with its field as place."""
    text = json.dumps([{"body": ONE, "title": TWO}, {"body": None, "title": THREE}, {"body": 5, "title": ONE}])
    found = list(read_bytes(text.encode(), "page.json", "json", Settings(text_field=("title", "body"))))
    assert [
        d.reason if isinstance(d, SkippedFile) else [(s.text, str(s.places[0])) for s in d.segments] for d in found
    ] == [
        [(ONE, "cell body"), (TWO, "cell title")],
        [(THREE, "cell title")],
        "field 'body' must be a string, not int",
        [(ONE, "cell title")],
    ]


def test_languages():
    """A record in another language is skipped, and so is one that does not say, since it lacks the field."""
    value = [{"text": ONE, "meta": {"lang": lang}} for lang in ("en-GB", "de", None)] + [{"text": TWO}]
    assert found_in(value, language_field="meta.lang") == [
        (None, [ONE]),
        SkippedFile("page.json:9", "in another language (de)"),
        (None, [ONE]),
        SkippedFile("page.json:21", "no field 'meta.lang' (set language-field); the record has: text"),
    ]


def test_duplicate_names():
    """Where a name stands twice in an object both values are read, and a line says so."""
    text = '[\n{"text": "It rained.", "id": 1, "text": "We slept."},\n{"text": "One.", "x": {"a": 1, "a": 2}}]'
    assert found_in(text) == [
        ("1", ["It rained.", "We slept."]),
        (None, ["One."]),
        SkippedFile(
            "page.json:2",
            "'[*].text' stands in an object that has a name twice (2 such values in this file); all are read",
        ),
    ]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (
            {"site": "A", "articles": [{"title": ONE, "body": [TWO], "n": 1}] * 2, "a b": {"c.d": ONE}},
            'site, articles[*].title, articles[*].body[*], a b."c.d"',
        ),
        ([], "none"),
        ({"text": {"a": 1}}, "none"),
        ({f"f{i}": "x" for i in range(15)}, ", ".join(f"f{i}" for i in range(12)) + ", ..."),
    ],
)
def test_no_such_field(value, reason):
    """Where nothing has the field, the error lists expressions for what there is."""
    with pytest.raises(ReadError) as caught:
        found_in(value)
    assert str(caught.value) == f"no field 'text' in it (set text-field); it has: {reason}"


def test_messages():
    """A file that looks like a program's messages is read as such, unless it is said to be a table."""
    text = json.dumps({"menu": {"open": "Open the file now."}, "text": "It rained all night."}).encode()
    (document,) = read_bytes(text, "locales/en.json", "json", Settings())
    assert (document.format, [s.text for s in document.segments]) == ("i18n-json", ["Open the file now.", ONE])
    (document,) = read_bytes(text, "locales/en.json", "json", Settings(reader="json"))
    assert (document.format, [s.text for s in document.segments]) == ("json", [ONE])


def test_malformed_files():
    """What is no JSON is refused with the place; records before that are read."""
    with pytest.raises(ReadError, match=r"^not valid JSON: Expecting a value at line 1, column 1$"):
        found_in("nonsense")
    found = []
    with pytest.raises(ReadError, match=r"^not valid JSON: Unterminated string at line 2, column 10$"):
        found.extend(iter(read_bytes(b'[{"text": "One."}, {"text": "Two."},\n{"text": "cut', "a", "json", Settings())))
    assert [d.segments[0].text for d in found] == ["One."]


@pytest.mark.parametrize(
    ("expression", "steps"),
    [
        ("body", ("body",)),
        ("a b.c-d", ("a b", "c-d")),
        ("items[*].text", ("items", Wild.ITEM, "text")),
        ("[0][12].x", (0, 12, "x")),
        ('"a.b"."c\\"d"', ("a.b", 'c"d')),
        ("*.x.**.y", (Wild.FIELD, "x", Wild.ANY, "y")),
        ("**.**.x", (Wild.ANY, "x")),
    ],
)
def test_expressions(expression, steps):
    """Expressions mean what they say."""
    assert parse(expression) == steps


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("", "a field's name is missing at column 1"),
        ("a.", "a field's name is missing at column 3"),
        (".a", "a field's name is missing at column 1"),
        ("a..b", "a field's name is missing at column 3"),
        ("a[", "'[' needs a number or '*', and ']' at column 2"),
        ("a[-1]", "'[' needs a number or '*', and ']' at column 2"),
        ("a[*]b", "a '.' or '[' must follow at column 5"),
        ("a*", "a '.' or '[' must follow at column 2"),
        ("***", "a '.' or '[' must follow at column 3"),
        ("a]", "a '.' or '[' must follow at column 2"),
        ('"a', "the quotation mark is not closed, or an escape in it is none at column 1"),
        ('"a"b', "a '.' or '[' must follow at column 4"),
    ],
)
def test_malformed_expressions(expression, why):
    """A malformed expression is refused with the place, as an error of the call."""
    with pytest.raises(UsageError) as caught:
        parse(expression)
    assert str(caught.value) == f"malformed path expression '{expression}' (text-field or id-field): {why}"


def test_malformed_fields():
    """A field that is malformed as an expression, and no name in the file, ends the run."""
    with pytest.raises(UsageError, match=r"^malformed path expression 'a\[' "):
        found_in([{"text": ONE}], "a[")
    with pytest.raises(UsageError, match=r"^'\*\*\.id' can't be the id-field: '\*\*' could lead into other records$"):
        found_in([{"text": ONE}], id_field="**.id")


PARTS = st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=6).map(tuple)
STEPS = st.lists(st.sampled_from(["a", "b", 0, Wild.FIELD, Wild.ITEM, Wild.ANY]), min_size=1, max_size=5).map(tuple)


@settings(deadline=None, max_examples=200)
@given(steps=STEPS, path=PARTS)
def test_what_expressions_fit(steps, path):
    """An expression fits a path as a regular expression made of it would."""
    signs = {Wild.FIELD: r"(?:\w;)", Wild.ITEM: r"(?:\d+;)", Wild.ANY: r"(?:\w+;)*"}
    fields = {Wild.FIELD: r"(?:[a-z];)"}
    pattern = "".join({**signs, **fields}.get(step) or f"{step};" for step in steps)
    assert fits(steps, path) is (re.fullmatch(pattern, "".join(f"{part};" for part in path)) is not None)


@pytest.mark.timeout(20)
def test_expressions_take_no_time():
    """A pile of '**' is one, and several are tried in time that the lengths allow."""
    assert not fits((*(Wild.ANY, "a") * 100, "b"), ("a",) * 500)


NAMES = st.text(st.sampled_from('ab é.[]*"\\'), min_size=0, max_size=4)


@QUICK
@given(path=st.lists(NAMES, min_size=1, max_size=4))
def test_expressions_are_shown(path):
    """What an error lists can be set as it stands."""
    expression = shown(path)
    if not is_plain(expression):
        assert any(fits(pattern.steps, tuple(path)) for pattern in patterns(expression))
    else:
        assert path == [expression]


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéøßжλ", min_size=1, max_size=9), min_size=3, max_size=9)
PROSE = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    ('{"text": "', '"}'),
    ('{"id": 4, "text" : "\\n ', '\\r\\n", "by": {"a": [1]}}'),
    ('{"n": [{"text": ["no"]}],\n"text":\t"', '"}'),
    ('{"x": "no \\" no", "text": "', '", "y": null}'),
]


@QUICK
@given(
    records=st.lists(st.tuples(PROSE, st.sampled_from(AROUND)), min_size=1, max_size=5),
    outer=st.sampled_from([("[", "]"), (' {"a": "no", "k": [\r\n', "] }\n"), ("\ufeff[", "\n]")]),
    gap=st.sampled_from([",", ",\n", " , \r\n"]),
)
def test_prose_is_found_where_it_was_put(records, outer, gap):
    """Texts that stand in records come out alone, whole, and at their own offsets."""
    text, expected = outer[0], []
    for i, (prose, (before, after)) in enumerate(records):
        text += gap * (i > 0) + before
        expected.append((prose, SourceMap.identity(len(text), len(prose))))
        text += prose + after
    text += outer[1]
    found = list(read_bytes(text.encode(), "page", "json", Settings()))
    assert [(s.text, s.map) for d in found for s in d.segments] == expected
    lines = Lines(text)
    for document in found:
        for sentence in split(document):
            assert lines.at(sentence.span.start) == (sentence.line, sentence.column)


TEXT = st.lists(
    st.sampled_from(["The rain fell. ", "We", '"', "\n", "\r\n\r\n", "é", "\U0001f33b", "\\", "/", "\t"])
).map("".join)
VALUE = st.recursive(
    st.one_of(TEXT, st.none(), st.integers()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "a"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@QUICK
@given(value=VALUE, plain=st.booleans(), indent=st.sampled_from([None, 1]), field=st.sampled_from(["text", "**.text"]))
def test_any_document_is_read_and_mapped(value, plain, indent, field):
    """Whatever a document holds, segments lead back to what they were read from."""
    source = json.dumps(value, ensure_ascii=plain, indent=indent)
    try:
        found = list(read_bytes(source.encode(), "page", "json", Settings(text_field=field)))
    except ReadError:
        return
    for document in found:
        for segment in document.segments if isinstance(document, Document) else ():
            at = place = 0
            for run in segment.map.runs:
                assert (run.text, run.source >= place) == (at, True)
                at, place = run.text + run.text_length, run.source + run.source_length
                shown_there, text = source[run.source : place], segment.text[run.text : at]
                if run.text_length != run.source_length:
                    written = json.loads(f'"{shown_there}"')
                    assert written == text or (text == " " and written.isspace())
                else:
                    assert shown_there == text
            assert at == len(segment.text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        '[{"text": "One."}' + "," + "1," * 200_000 + "2]",
        '{"k": [' + "{}," * 60_000 + '{"text": "One."}]}',
        "[" * 499 + '{"text": "One."},' * 3_000 + "1" + "]" * 499,
        '{"a": {"text": "x", "a": ' * 200 + "1" + "}}" * 200,
        '{"text": "One.", ' + '"text": 1, ' * 30_000 + '"id": 1}',
    ],
)
def test_hostile_piles(text):
    """Piles of items and names, and records deep inside others, end soon."""
    assert list(read_bytes(text.encode(), "page", "json", Settings(text_field="**.text")))


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("sqlite.json", {"text_field": ("title", "body")}),
        ("jq-ascii.json", {"text_field": ("title", "body")}),
        ("jq.json", {"text_field": ("posts[*].article.title", "posts[*].article.body[*]")}),
    ],
)
def test_files_of_other_programs(name, config):
    """What SQLite and jq write is read, and stands where they wrote it."""
    (path,) = discover([DATA / name], Settings())
    found = list(read(path, Settings(language_field="lang", **config)))
    prefix = "p" if name == "jq.json" else ""
    assert [d.reason if isinstance(d, SkippedFile) else (d.id, [s.text for s in d.segments]) for d in found] == [
        (
            f"{prefix}1",
            [
                "The ferry runs again",
                "The ferry to the island runs again, after three weeks of storms.",
                'Captain Moore said: "We missed the noise, too."',
            ],
        ),
        (
            f"{prefix}2",
            ["Market day", "On Saturdays; the market opens at six, and by nine the bread is gone."],
        ),
        "in another language (de)",
        (
            f"{prefix}4",
            ["Café news", "The café on the corner – the one with the blue door – has a new owner."],
        ),
        (f"{prefix}5", ["Nothing to say"]),
    ]
    text = (DATA / name).read_text(encoding="utf-8")
    for document in found:
        for sentence in split(document) if isinstance(document, Document) else ():
            assert json.loads(f'"{text[slice(*sentence.span)]}"') == sentence.text
