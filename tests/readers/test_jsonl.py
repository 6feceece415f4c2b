"""JSON Lines: a document a record, mapped through the escapes to its place in the file."""

from __future__ import annotations

import pytest

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
        '{"text": "no", "text": "The last one counts."}',
        "",
    ]
    assert ids_and_texts(documents(mark + line_end.join(lines), "jsonl")) == [
        ("a", ["It rained.", "We slept."]),
        (None, ["No id."]),
        ("7", ["A number."]),
        ("1.5", ["A fraction."]),
        (None, ["No number."]),
        (None, ["The last one counts."]),
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
