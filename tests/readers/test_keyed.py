"""Keys with strings in JSON and YAML: which are messages, under which key, and at which place."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.jsonl10n import ARBJsonFile, FormatJSJsonFile, I18NextFile, WebExtensionJsonFile

from mtqa.config import Settings
from mtqa.document import Document, Mask, Omitted, Span
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.readers.messages.keyed import looks_keyed
from mtqa.readers.messages.keyed_scalars import pieces_of
from mtqa.readers.messages.keyed_yaml import scalars
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "keyed"
NO_TEXT = "an identifier, address or number"
UNKNOWN = 'no text of a known kind; to read it as messages set reader = "i18n-yaml" for it in mtqa.toml'


def messages(document):
    """Return each segment's key and text."""
    return [(segment.places[0].name, segment.text) for segment in document.segments]


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


def test_arb(documents):
    """Strings at the top are messages in ICU's format; what begins with @ is about them."""
    text = (
        '{"@@locale": "en_US", "title": "The \\u00e9 \\ud83c\\udf3b pier", "@title": {"description": "Not this one."},'
        '"n": "{n, plural, one {# boat} other {# boats}} out", "deep": {"er": "Not this"}, "size": 4,'
        '"half": "\\ud83c b"}'
    )
    (document,) = documents(text, "arb", "app_de.arb")
    assert messages(document) == [
        *[("title", "The é 🌻 pier"), ("n", "X boat out"), ("n", "X boats out"), ("half", "\ufffd b")],
    ]
    with pytest.raises(ReadError, match=r"^in another language \(de\)$"):
        documents(text.replace("en_US", "de"), "arb", "app_en.arb")
    with pytest.raises(ReadError, match=r"^in another language \(de\)$"):
        documents('{"a": "The pier"}', "arb", "app_de.arb")
    assert documents('{"a": "The pier"}', "arb", "app_de.arb", language="en")
    with pytest.raises(ReadError, match=r"^no object of messages: it must begin with '\{'$"):
        documents('["a"]', "arb")


def test_nested_json(documents):
    """Keys are joined by full stops, items are numbered, and what is no text is counted."""
    text = '\ufeff{"menu": {"open": "Open the pier", "list": ["One boat", "Two boats"]}, "u": "/a/b", "n": 5, "e": ""}'
    (document,) = documents(text, "i18n-json")
    assert messages(document) == [
        ("menu.open", "Open the pier"),
        ("menu.list[0]", "One boat"),
        ("menu.list[1]", "Two boats"),
    ]
    assert document.omitted == (Omitted(NO_TEXT, 1), Omitted("untranslated", 1))
    (document,) = documents(text, "i18n-json", mask_keys=("menu.list*", "menu.open"))
    spans = [(m.start(), m.end()) for m in re.finditer("Open the pier|One boat|Two boats", text)]
    assert document.masks == tuple(
        Mask(*span, p) for span, p in zip(spans, ("menu.open", *["menu.list*"] * 2), strict=True)
    )


def test_keys_that_stand_twice(documents):
    """Both values of a key are read, with a note."""
    (document,) = documents('{"a": "One boat", "a": "Two boats"}', "i18n-json")
    assert messages(document) == [("a", "One boat"), ("a", "Two boats")]
    assert document.notes == ("the key 'a' stands in it more than once; all values were read",)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        (
            '{"a": {"message": "Hi $NAME$", "description": "Not this", "placeholders": {"name": {"content": "$1"}}}}',
            [("a", "Hi X")],
        ),
        ('{"a.b": {"defaultMessage": "Hello <b>you</b>", "description": "Not this"}}', [("a.b", "Hello you")]),
        ('[{"id": "a", "defaultMessage": "Hello there"}]', [("[0]", "Hello there")]),
        ('{"a": {"string": "Hello there", "developer_comment": "Not this"}}', [("a", "Hello there")]),
        ('{"a": {"message": "Hello there"}, "b": "And this"}', [("a.message", "Hello there"), ("b", "And this")]),
        ('{"en": {"a": "Hello there"}}', [("a", "Hello there")]),
        ('{"no": "Not now", "is": "It is"}', [("no", "Not now"), ("is", "It is")]),
        ('"Hello there"', [("", "Hello there")]),
    ],
)
def test_kinds_of_json(documents, text, reads):
    """Where each key has an object, only the message in it is read; a language at the top is none of the key."""
    (document,) = documents(text, "i18n-json")
    assert messages(document) == reads


def test_languages_at_the_top(documents):
    """Of several languages in one file, English is read."""
    text = '{"de": {"a": "Nicht dies", "b": "Noch das"}, "en-GB": {"a": "This one"}, "en": {"a": "And this"}}'
    (document,) = documents(text, "i18n-json", "locales/de.json")
    assert messages(document) == [("en-GB.a", "This one"), ("en.a", "And this")]
    assert document.omitted == (Omitted("in another language", 2),)
    for name in ("i18n-json", "i18n-yaml"):
        with pytest.raises(ReadError, match=r"^in another language \(de, fr\)$"):
            documents('{"fr": {"a": "Non"}, "de": {"a": "Nein"}}', name)
    with pytest.raises(ReadError, match=r"^in another language \(ar, be, bg, ca, cs, …\)$"):
        documents(json.dumps({code: {"a": "x"} for code in "ca be ar cs de bg".split()}), "i18n-json")
    (document,) = documents('{"fr": {"a": "This one"}}', "i18n-json", language="en")
    assert messages(document) == [("a", "This one")]


@pytest.mark.parametrize(
    ("path", "text", "keyed"),
    [
        ("locales/en.json", '{"a": "b"}', True),
        ("locales/en.json", '\ufeff {"a": ["b"]}', True),
        ("src/i18n/app.json", '{"a": {"b": "c"}}', True),
        ("en.json", '{"a": "b"}', True),
        ("app_en.json", '{"a": "b"}', True),
        ("app_en.json", '{"text": "b", "id": "c"}', False),
        ("app_en.json", '{"a": 5}', False),
        ("locales/en.json", '{"a": 5}', False),
        ("locales/en.json", '["a"]', False),
        ("locales/en.json", "{}", False),
        ("locales/en.json", '{"a": ', True),
        ("app_en.json", '{"a": ', False),
        ("messages.json", '{"a": {"message": "b", "n": 5}}', True),
        ("messages.json", '{"a": {"text": "b"}, "n": 5}', False),
        ("feed.json", '{"a": "b"}', False),
    ],
)
def test_which_json_holds_messages(path, text, keyed):
    """Path and contents together tell a program's messages from records."""
    assert looks_keyed(path, text) is keyed


RAILS = """\
# Not this: at all
en:
  menu: &menu
    open: "Open the \\u00e9 \\
      file \\"now\\""
    save: 'It''s saved
      now

      and then'
    plain: two lines
      folded here # not this
  lines: |
    One line
    another line

    A second paragraph
  folded: >-
    One line
    another line

      kept
    so it is
  indented: |2+
      deep
    not so

  again: *menu
  ? tagged
  : !!str &x The tagged pier
  list: [one thing, "two things", 5, true]
  "quoted key": %{count} boats
  url: https://a.b/c
  none: ~
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_yaml_in_all_its_styles(documents, line_end, mark):
    """Scalars of each style are read as YAML has them; what an alias repeats is read once."""
    text = (mark + RAILS).replace("\n", line_end).replace(": %{", ': "%{').replace("} boats", '} boats"')
    (document,) = documents(text, "i18n-yaml", "config/x.yml")
    assert messages(document) == [
        *[("menu.open", 'Open the é file "now"'), ("menu.save", "It's saved now and then")],
        *[("menu.plain", "two lines folded here"), ("lines", "One line another line"), ("lines", "A second paragraph")],
        *[
            ("folded", "One line another line"),
            ("folded", "kept so it is"),
            ("indented", "deep not so"),
            ("tagged", "The tagged pier"),
        ],
        *[("list[0]", "one thing"), ("list[1]", "two things"), ("quoted key", "X boats")],
    ]
    assert document.omitted == (Omitted(NO_TEXT, 4),)
    for segment in document.segments:
        check_map(segment.map, segment.text, text)


def test_which_yaml_holds_messages(documents):
    """A language at the top, the file's name or its folder make messages of YAML; or the user does."""
    for path in ("locales/app.yaml", "en.yml", "messages.en.yaml", "translations/en/app.yml"):
        (document,) = documents("a: The pier", "i18n-yaml", path)
        assert messages(document) == [("a", "The pier")]
    for path in ("docker-compose.yml", "config.yaml"):
        with pytest.raises(ReadError) as error:
            documents("a: The pier", "i18n-yaml", path)
        assert str(error.value) == UNKNOWN
        (document,) = documents("a: The pier", "i18n-yaml", path, reader="i18n-yaml")
        assert messages(document) == [("a", "The pier")]
    for path, text in (
        ("locales/de.yml", "a: The pier"),
        ("x.yml", "pt-BR:\n  a: The pier"),
        ("app.fr.yaml", "a: The pier"),
    ):
        with pytest.raises(ReadError, match=r"^in another language \((?:de|pt-BR|fr)\)$"):
            documents(text, "i18n-yaml", path)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [", "not valid YAML: did not find expected node content (line 2)"),
        ("a: 'b", "not valid YAML: found unexpected end of stream (line 1)"),
        ("a: *b: c", "not valid YAML: mapping values are not allowed in this context (line 1)"),
        ("a:\n\t- b", "not valid YAML: found character that cannot start any token (line 2)"),
        ("a: b\x7f", "not valid YAML: control characters are not allowed"),
        ("[" * 101, "not read as YAML: more than 100 brackets are open in it at once"),
        ("- " * 101 + "a", "not read as YAML: more than 100 lists and mappings inside each other"),
        ("# only this", UNKNOWN),
        ("just prose", UNKNOWN),
    ],
)
def test_yaml_that_is_refused(documents, text, why):
    """Malformed and hostile files are refused in one line."""
    with pytest.raises(ReadError) as error:
        documents(text, "i18n-yaml", "en.yml" if why != UNKNOWN else "x.yml")
    assert str(error.value) == why


def test_a_bomb_of_aliases_is_read_once(documents):
    """Aliases of aliases are not followed."""
    lines = ["a0: &a0 The pier", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    (document,) = documents("\n".join(lines), "i18n-yaml", "en.yml")
    assert messages(document) == [("a0", "The pier")]


@pytest.mark.parametrize("text", ['{"a": "b"', '{"a" "b"}', '["a", ]', "{'a': 'b'}"])
@pytest.mark.parametrize("name", ["arb", "i18n-json"])
def test_json_that_is_refused(documents, name, text):
    """Malformed files are refused in one line."""
    with pytest.raises(ReadError, match=r"^not valid JSON: [^\n]+ at line 1, column \d+$"):
        documents(text, name)


def test_json_without_strings(documents):
    """A file of numbers holds no messages."""
    with pytest.raises(ReadError, match=r"^no strings in it$"):
        documents('{"a": 5}', "i18n-json")


@pytest.mark.parametrize(
    ("name", "format_name", "reader"),
    [
        ("_locales/en/messages.json", "json", WebExtensionJsonFile),
        ("ferry_en.arb", "arb", ARBJsonFile),
        ("ferry.i18n.json", "i18n-json", FormatJSJsonFile),
        ("locales/en.json", "json", I18NextFile),
    ],
)
def test_files_of_other_programs(name, format_name, reader):
    """What other programs wrote is read under the same keys as by another reader, with the same words."""
    data = (DATA / name).read_bytes()
    (document,) = read_bytes(data, f"tests/data/keyed/{name}", format_name, Settings())
    units = [unit for unit in reader.parsestring(data).units if not unit.isheader()]
    texts = {re.sub(r"^\.|#.*$", "", unit.getid()): str(unit.target or unit.source) for unit in units}
    keys = {segment.places[0].name for segment in document.segments}
    assert {key for key in texts if not re.search("count|url", key)} == {key for key in keys if "count" not in key}
    for segment in document.segments:
        check_map(segment.map, segment.text, data.decode())
        said = texts.get(segment.places[0].name, "")
        words = set(re.findall(r"\w+", segment.text)) - {"X"}
        assert not said or words <= set(re.findall(r"\w+", said.replace("''", "'")))


def test_a_file_of_rails_is_read_as_the_parser_reads_it():
    """The strings of a real file come out under their keys, paragraph by paragraph."""
    data = (DATA / "locales" / "en.yml").read_bytes()
    (document,) = read_bytes(data, "config/locales/en.yml", "i18n-yaml", Settings())
    known = yaml.safe_load(data)["en"]["ferry"]
    plain = [(f"ferry.{key}", known[key].replace("\n", " ")) for key in ("title", "notice", "long", "quoted")]
    plain = [(key, text.replace("  ", " ")) for key, text in plain]
    counted = [(f"ferry.count.{form}", text.replace("%{count}", "X")) for form, text in known["count"].items()]
    steps = [(f"ferry.steps[{i}]", text) for i, text in enumerate(known["steps"])]
    found: dict[str, str] = {}
    for key, text in messages(document):
        found[key] = f"{found[key]} {text}" if key in found else text
    assert list(found.items()) == [*plain, *counted, *steps, ("ferry.tabbed", known["tabbed"])]
    assert document.omitted == (Omitted(NO_TEXT, 3),)


ATOMS = ["The pier", "is", "old", "é", "🌻", " ", "  ", "\n", "\n\n", "'", '"', "#", ": ", "- ", "\\", "\t", "%", "x"]
VALUE = st.lists(st.sampled_from(ATOMS), max_size=12).map("".join)


@settings(deadline=None, max_examples=60)
@given(
    value=VALUE,
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    width=st.integers(5, 60),
    plain=st.booleans(),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_program_dumps_is_read(value, style, width, plain, line_end):
    """Values dumped in any style and wrapped at any width come out as the parser has them, each character placed."""
    dumped = yaml.safe_dump({"en": {"k": value}}, default_style=style, width=width, allow_unicode=plain)
    text = dumped.replace("\n", line_end)
    found = [scalar for scalar in scalars(text) if scalar.path == ("en", "k")]
    assert [scalar.value for scalar in found] == [value]
    pieces = pieces_of(text, found[0].span, found[0].style, value)
    assert "".join(string for string, _ in pieces) == value or not value.strip()
    at = 0
    for string, span in pieces:
        assert at <= span.start < span.end
        at = span.end
        if len(string) == span.end - span.start:
            assert string == text[slice(*span)].replace("\n", string if string == " " else "\n")
    for document in read_bytes(text.encode(), "a.yml", "i18n-yaml", Settings()):
        for segment in document.segments:
            check_map(segment.map, segment.text, text)


def test_odd_line_breaks_are_read_by_their_words():
    """Where YAML's line breaks are other ones than files have, words are found all the same."""
    text = 'en: "The\x85 old\u2028 pier\\n"'
    (found,) = scalars(text)
    pieces = pieces_of(text, found.span, found.style, found.value)
    assert [string for string, _ in pieces if string.strip()][:3] == ["The", "old", "pier"]
    assert pieces_of("'a b'", Span(0, 5), "'", "other words") == (("other words", Span(0, 5)),)


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäß", min_size=2, max_size=9), min_size=3, max_size=9)
PROSE = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = {
    "i18n-yaml": [
        *[("{k}: ", ""), ('{k}: "', '"'), ("{k}: '", "' # not this"), ("{k}: |\n    ", ""), ("{k}: >-\n    ", "\n")],
        *[("# not this\n  {k}: &a{k} ", ""), ('"{k}": "\\\n    ', '\\\n   "'), ("{k}:\n    ", "\n")],
    ],
    "i18n-json": [('"{k}": "', '"'), ('"no": 5, "{k}" :\n"\\n', '\\n"'), ('"x{k}": "a_b", "{k}": "<b>', '</b>"')],
    "arb": [('"{k}": "', '"'), ('"@{k}": {"description": "Not this"}, "{k}":"', '"'), ('"{k}": "\\u0009', '"')],
}


@pytest.mark.parametrize("name", sorted(AROUND))
@settings(deadline=None, max_examples=60)
@given(data=st.data(), line_end=st.sampled_from(["\n", "\r\n"]), mark=st.sampled_from(["", "\ufeff"]))
def test_prose_is_found_where_it_was_put(name, data, line_end, mark):
    """Values come out whole, alone, under their keys and at their own offsets."""
    drawn = data.draw(st.lists(st.tuples(PROSE, st.sampled_from(AROUND[name])), min_size=1, max_size=5))
    is_yaml = name == "i18n-yaml"
    text, expected = mark + ("en:\n" if is_yaml else "{").replace("\n", line_end), []
    for number, (prose, (before, after)) in enumerate(drawn):
        key = f"key{number}"
        text += ("  " if is_yaml else ", " * (number > 0)) + before.replace("{k}", key).replace("\n", line_end)
        expected.append((key, prose, len(text), len(text) + len(prose)))
        text += prose + after.replace("\n", line_end) + line_end
    text += "" if is_yaml else "}"
    (document,) = read_bytes(text.encode(), "page", name, Settings())
    assert [(s.places[0].name, s.text, *s.map.span(0, len(s.text))) for s in document.segments] == expected
    for sentence in split(document):
        assert text[slice(*sentence.span)] == sentence.text


PARTS = {
    "i18n-yaml": [
        *[
            "en:\n  ",
            "k: ",
            "The pier",
            " ",
            "\n",
            "\n  ",
            "\n    ",
            "|\n",
            ">\n",
            "'",
            '"',
            "\\",
            "\\n",
            "- ",
            "&a ",
            "*a",
            "#",
            "\t",
        ],
        *[
            "[",
            "]",
            "{",
            "}",
            ",",
            "!!str ",
            "%",
            "\x85",
            "\u2028",
            "---\n",
            "...\n",
            "? ",
            ": ",
            "|2-\n",
            "<<: *a",
            "\r\n",
            "\ufeff",
        ],
    ],
    "i18n-json": [
        "{",
        "}",
        "[",
        "]",
        '"',
        '"k": ',
        '"The pier"',
        ",",
        ":",
        "\\",
        "\\u00e9",
        "\\ud83c",
        "5",
        "null",
        "\n",
        '{"en": {"a": "b c"',
    ],
}


@pytest.mark.parametrize("name", sorted(PARTS))
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_text_is_read_or_refused(name, data):
    """Whatever a file holds, it is read or refused with a reason."""
    text = data.draw(st.lists(st.sampled_from(PARTS[name]), max_size=30).map("".join))
    try:
        found = list(read_bytes(text.encode(), "page", name, Settings(reader=name)))
    except ReadError as error:
        found = []
        told = str(error)
    else:
        told = ""
    assert "\n" not in told
    for item in found:
        assert isinstance(item, Document)
        for segment in item.segments:
            check_map(segment.map, segment.text, text)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "pile",
    [
        *[
            "[",
            "{",
            "- ",
            "? ",
            "&a ",
            "*a ",
            "!a ",
            "a: ",
            "a:\n  ",
            "|\n",
            "'",
            '"',
            "\\",
            "#",
            "\n",
            "\n ",
            "- a\n",
            "- |\n  b\n",
        ],
        *[
            "- >2\n   \n",
            '- "a\\\n\n',
            "- 'a\n\n  b'\n",
            "%",
            "@",
            "a\n",
            "- [a, [b, {c: d}]]\n",
            ": ",
            "- &a b\n- *a\n",
        ],
    ],
)
def test_piles_of_yaml_take_linear_time(pile):
    """A file of nothing but one piece of markup takes no longer for being long."""
    with suppress(ReadError):
        list(read_bytes(f"en:\n{pile * (60_000 // len(pile))}".encode(), "en.yml", "i18n-yaml", Settings()))
