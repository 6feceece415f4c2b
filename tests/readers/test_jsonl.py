"""JSON Lines: a document a record, mapped through the escapes to its place in the file."""

from __future__ import annotations

import pytest

from mtqa.errors import UsageError
from mtqa.result import SkippedFile

ADVICE = "; each line must be one JSON object"


def ids_and_texts(found):
    """Return each document's id and texts, and each skipped record."""
    return [d if isinstance(d, SkippedFile) else (d.id, [s.text for s in d.segments]) for d in found]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "marked"])
def test_records(documents, line_end, mark):
    """Each record is a document with its id, if that is a string or a number; blank lines are none."""
    lines = [
        '{"id": "a", "text": "It rained.\\n\\nWe slept."}',
        "",
        '  {"text": "No id.", "id": null}  ',
        '{"id": 7, "text": "A number."}',
        '{"id": 1.5, "n": {"text": "no"}, "text": "A fraction."}',
        '{"id": true, "text": "No number."}',
        '{"id": "no", "text": "The last id counts.", "id": "yes"}',
        "",
    ]
    assert ids_and_texts(documents(mark + line_end.join(lines), "jsonl")) == [
        ("a", ["It rained.", "We slept."]),
        (None, ["No id."]),
        ("7", ["A number."]),
        ("1.5", ["A fraction."]),
        (None, ["No number."]),
        ("yes", ["The last id counts."]),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "cut off', "not valid JSON: Unterminated string starting at at column 10" + ADVICE),
        ("{text: 1}", "not valid JSON: Expecting a field's name in double quotes at column 2" + ADVICE),
        ('{"text" 1}', "not valid JSON: Expecting ':' at column 9" + ADVICE),
        ('{"text": "a" "b"}', "not valid JSON: Expecting ',' or '}' at column 14" + ADVICE),
        ('{"text": "a"} {}', "not valid JSON: Extra data at column 15" + ADVICE),
        ('{"text": "\\q"}', "not valid JSON: Invalid \\escape at column 11" + ADVICE),
        ("nonsense", "not valid JSON: Expecting value at column 1" + ADVICE),
        ('{"text": ' + "[" * 20000, "not valid JSON: nested too deep"),
        ('["text"]', 'the record is no JSON object; each line must be one, such as {"text": "..."}'),
        ('{"body": "a", "id": 1}', "no field 'text' (set text-field); the record has: body, id"),
        ("{}", "no field 'text' (set text-field); the record has: none"),
        ('{"text": ["a"]}', "field 'text' must be a string, not list"),
        ('{"text": " "}', "field 'text' is empty"),
        ('{"text": null}', "field 'text' is null"),
    ],
)
def test_records_that_are_none(documents, line, reason):
    """A record that can't be read is named with its line and reason, and the others are read."""
    text = '{"text": "One."}\r\n\r\n' + line + '\r\n{"text": "Two."}'
    expected = [(None, ["One."]), SkippedFile("page:3", reason), (None, ["Two."])]
    assert ids_and_texts(documents(text, "jsonl")) == expected


def test_another_field(documents):
    """The field that holds the text can be set."""
    text = '{"text": "Not this.", "body": "But this."}'
    assert ids_and_texts(documents(text, "jsonl", text_field="body")) == [(None, ["But this."])]


def test_several_fields(documents):
    """Several fields give segments of one document in the record's order, each with its field as place."""
    text = (
        '{"body": "It rained.", "title": "A day out"}\n{"title": "Alone", "body": ""}\n{"title": 5, "body": null}\n{}'
    )
    found = documents(text, "jsonl", text_field=("title", "body"))
    assert [
        (d.path, d.reason) if isinstance(d, SkippedFile) else [(s.text, str(s.places[0])) for s in d.segments]
        for d in found
    ] == [
        [("It rained.", "cell body"), ("A day out", "cell title")],
        [("Alone", "cell title")],
        ("page:3", "field 'title' must be a string, not int; field 'body' is null"),
        ("page:4", "no field 'title' or 'body' (set text-field); the record has: none"),
    ]


@pytest.mark.parametrize(
    ("line", "field", "texts"),
    [
        ('{"article": {"body": "It rained."}}', "article.body", ["It rained."]),
        ('{"article.body": "It rained.", "article": {"body": "No."}}', "article.body", ["It rained."]),
        ('{"p": ["It rained.", "We slept."]}', "p[*]", ["It rained.", "We slept."]),
        ('{"p": [{"t": "It rained."}, {"t": "We slept."}]}', "p[1].t", ["We slept."]),
        ('{"a": {"t": "It rained."}, "b": {"t": "We slept."}}', "*.t", ["It rained.", "We slept."]),
        ('{"a": [{"b": {"t": "It rained."}}], "t": "We slept."}', "**.t", ["It rained.", "We slept."]),
        ('{"a": {"b.c": "It rained."}}', 'a."b.c"', ["It rained."]),
        ('{"a[": "It rained."}', "a[", ["It rained."]),
    ],
)
def test_path_expressions(documents, line, field, texts):
    """A field may be a path expression, unless the record has a field of just that name; texts keep their places."""
    (document,) = documents(line, "jsonl", text_field=field)
    assert [s.text for s in document.segments] == texts
    assert [line[slice(*s.map.span(0, len(s.text)))] for s in document.segments] == texts


def test_malformed_expressions(documents):
    """A name that is malformed as an expression is an error of the call, once a record lacks it that none had."""
    with pytest.raises(UsageError, match=r"^malformed path expression 'a\[' "):
        documents('{"a": 1}', "jsonl", text_field="a[")
    found = documents('{"a[": "It rained."}\n{"a": 1}', "jsonl", text_field="a[")
    assert ids_and_texts(found)[1] == SkippedFile("page:2", "no field 'a[' (set text-field); the record has: a")


def test_a_deep_record(documents):
    """A record that is nested deeper than paths may be is skipped where its paths are asked for."""
    (skipped,) = documents('{"a": ' + "[" * 600 + "]" * 600 + "}", "jsonl", text_field="a.b")
    assert skipped.reason == ("not valid JSON: More than 500 lists and objects inside each other at line 1, column 506")


def test_languages(documents):
    """A record in another language is skipped, and one that does not say, too; an unknown language is read."""
    lines = ['{"text": "One.", "lang": "en-US"}', '{"text": "Zwei.", "lang": "de"}', '{"text": "Three."}']
    lines += ['{"text": "Four.", "lang": null}', '{"text": "Five.", "meta": {"lang": "English"}}']
    assert ids_and_texts(documents("\n".join(lines[:4]), "jsonl", language_field="lang")) == [
        (None, ["One."]),
        SkippedFile("page:2", "in another language (de)"),
        SkippedFile("page:3", "no field 'lang' (set language-field); the record has: text"),
        (None, ["Four."]),
    ]
    assert ids_and_texts(documents(lines[4], "jsonl", language_field="meta.lang")) == [(None, ["Five."])]


def test_duplicate_names(documents):
    """Where a text field stands twice both are read, and a line says so."""
    assert ids_and_texts(documents('{"text": "One.", "text": "Two.", "id": 1}', "jsonl")) == [
        SkippedFile("page:1", "field 'text' stands 2 times in it; all are read"),
        ("1", ["One.", "Two."]),
    ]


def test_escapes_stand_where_they_were_written(documents):
    """Each decoded character leads back to its escape, a pair of surrogates to both its halves."""
    text = '{"text": "Caf\\u00e9 \\ud83c\\udf3b \\"\\/\U0001f33b\\ud83c\\n\\n\\tx"}'
    segment, _ = documents(text, "jsonl")[0].segments
    shown = [text[slice(*segment.map.span(at, at + 1))] for at in range(len(segment.text))]
    assert shown == ["C", "a", "f", "\\u00e9", " ", "\\ud83c\\udf3b", " ", '\\"', "\\/", "\U0001f33b", "\\ud83c"]


def test_a_wrapped_line_stands_for_its_escape(documents):
    """A line break within a paragraph is a space that stands for the escape and the indentation after it."""
    text = '{"text": "We waited for the rain to end and\\r\\n  then went out."}'
    (segment,) = documents(text, "jsonl")[0].segments
    at = segment.text.index(" then")
    assert (segment.text, text[slice(*segment.map.span(at, at + 1))]) == (
        "We waited for the rain to end and then went out.",
        "\\r\\n  ",
    )


def test_a_file_of_captions(documents):
    """In a file named for captions each line of each text is one."""
    (document,) = documents('{"text": "A man at sea\\nThe pier"}', "jsonl", "captions.jsonl")
    assert [(s.kind.value, s.text) for s in document.segments] == [("caption", "A man at sea"), ("caption", "The pier")]
