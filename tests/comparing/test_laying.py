"""How documents are cut into the blocks that are compared."""

from __future__ import annotations

import pytest

from mtqa import readers
from mtqa.beside import Role
from mtqa.comparing.laying import laid
from mtqa.comparing.rows import Blocks, Row, Rows
from mtqa.config import Settings
from mtqa.errors import NothingPairedError
from mtqa.pairing import Counterparts

SETTINGS = Settings()
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{}'


def _unit(source, text):
    return f'msgid "{source}"\nmsgstr "{text}"\n\n'


@pytest.fixture
def rows(tmp_path, monkeypatch):
    """Return a function that pairs a candidate's files with references and an older version."""
    monkeypatch.chdir(tmp_path)

    def made(candidate, reference, old=None, blocks=Blocks.AUTO, second=None):
        for folder, files in (("new", candidate), ("ref", reference), ("old", old or {}), ("ref2", second or {})):
            (tmp_path / folder).mkdir(exist_ok=True)
            for name, text in files.items():
                (tmp_path / folder / name).write_text(text, encoding="utf-8")
        references = [
            Counterparts(f, Role.REFERENCE, ["new"], SETTINGS) for f in (["ref", "ref2"] if second else ["ref"])
        ]
        baseline = Counterparts("old", Role.BASELINE, ["new"], SETTINGS) if old else None
        found = Rows(references, baseline, blocks)
        files = [each for each in readers.discover(["new"], SETTINGS) if isinstance(each, readers.Found)]
        found.require(each.shown for each in files)
        for file in files:
            for document in readers.read(file, SETTINGS):
                found.prepare(document)
        return found

    return made


def _texts(row):
    return [(block.text, block.references, block.baseline) for block in laid(row)]


def test_files_of_lines(rows):
    """Plain text files of as many lines are compared line by line, whatever sentences they hold."""
    found = rows({"a.txt": "One is here. Two too.\nThree.\n"}, {"a.txt": "First is here.\nThird one.\n"})
    [row] = found.rows
    assert row.blocks is Blocks.LINE
    assert _texts(row) == [("One is here. Two too.", ("First is here.",), ""), ("Three.", ("Third one.",), "")]
    assert [block.sentences for block in laid(row)] == [range(2), range(2, 3)]
    assert [segment.text for segment in row.document.segments] == ["One is here. Two too.", "Three."]


def test_sentences_are_aligned(rows):
    """Prose is aligned to the first reference; what is missing or added has a block of its own."""
    text = "# Title here\n\nThe ferry leaves at six. It costs 40 euros. Nobody came to the party.\n"
    reference = "# Title here\n\nThe ferry sails at six. The captain sleeps on board. It costs 40 euros.\n"
    old = "# Title here\n\nFerry leaves at the six. It costs 40 euros.\n"
    [row] = rows({"a.md": text}, {"a.md": reference}, {"a.md": old}).rows
    assert row.blocks is Blocks.SENTENCE
    assert _texts(row) == [
        ("Title here", ("Title here",), "Title here"),
        ("The ferry leaves at six.", ("The ferry sails at six.",), "Ferry leaves at the six."),
        ("", ("The captain sleeps on board.",), ""),
        ("It costs 40 euros.", ("It costs 40 euros.",), "It costs 40 euros."),
        ("Nobody came to the party.", ("",), ""),
    ]
    assert [(block.sentences, block.before, block.line) for block in laid(row)][1] == (range(1, 2), range(1, 2), 3)


def test_units_by_key(rows):
    """Units belong together by key, in any order; one without a reference stands alone."""
    new = PO.format(_unit("Ja", "Yes please") + _unit("Nein", "Not that") + _unit("Neu", "Brand new"))
    reference = PO.format(_unit("Nein", "No thanks") + _unit("Ja", "Oh yes") + _unit("Alt", "Old one"))
    [row] = rows({"a.po": new}, {"a.po": reference}).rows
    assert row.blocks is Blocks.UNIT
    assert _texts(row) == [
        ("Yes please", ("Oh yes",), ""),
        ("Not that", ("No thanks",), ""),
        ("Brand new", ("",), ""),
        ("", ("Old one",), ""),
    ]


def test_several_references(rows):
    """All references are cut where each of them can be; one that lacks a document leaves its place empty."""
    new = {"a.md": "The ferry leaves at six. It costs 40 euros.", "b.md": "Nobody came to the party."}
    first = {"a.md": "The ferry sails at six. It is 40 euros.", "b.md": "No one came to the party."}
    second = {"a.md": "The ferry sails at six and costs 40 euros."}
    found = rows(new, first, second=second)
    assert [_texts(row) for row in found.rows] == [
        [
            (
                "The ferry leaves at six. It costs 40 euros.",
                ("The ferry sails at six. It is 40 euros.", "The ferry sails at six and costs 40 euros."),
                "",
            )
        ],
        [("Nobody came to the party.", ("No one came to the party.", ""), "")],
    ]


def test_what_can_not_be_compared(rows):
    """Other languages and other numbers of lines are named with both paths, and all else is compared."""
    found = rows(
        {"a.txt": "One line is here.\nTwo lines are here.\n", "b.txt": "This is English text about a house.\n"},
        {"a.txt": "One line is here.\n", "b.txt": "Este texto está escrito en español, sobre una casa.\n"},
        blocks=Blocks.LINE,
    )
    assert [row.others for row in found.rows] == [(), ()]
    assert [(each.path, each.why) for each in found.unpaired()] == [
        (
            "ref/a.txt",
            "not compared with new/a.txt: it has 1 lines beside 2; without '--blocks line' sentences are aligned",
        ),
        ("ref/b.txt", "not compared with new/b.txt: it is in another language (es beside en)"),
    ]


def test_nothing_fits(rows):
    """Where no file has a counterpart the run ends before anything is checked, with both sides named."""
    with pytest.raises(NothingPairedError) as caught:
        rows({"a.md": "One."}, {"b.md": "One."})
    assert str(caught.value) == (
        "nothing could be compared: new/a.md: there is no reference for it in ref; "
        "ref/b.md: nothing in new belongs to it"
    )


def test_a_row_without_others_has_one_block():
    """A document alone is one block."""
    document = readers.from_text("One is here. Two is here.")
    row = Row(document, Blocks.SENTENCE, (None,), None)
    assert [block.text for block in laid(row)] == ["One is here. Two is here."]
