"""What stands beside a document of the content, and what has nothing beside it."""

from __future__ import annotations

import json

import pytest

from mtqa import readers
from mtqa.beside import Role, Unpaired
from mtqa.config import Settings
from mtqa.errors import UsageError
from mtqa.pairing import Counterparts, summary

SETTINGS = Settings()


def _documents(folder):
    found = [each for each in readers.discover([folder], SETTINGS) if isinstance(each, readers.Found)]
    return [document for each in found for document in readers.read(each, SETTINGS)]


def _texts(documents):
    return [None if each is None else " ".join(s.text for s in each.segments) for each in documents]


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """A folder of content and one of sources, with what pairs and what does not."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "en/ferry.md": "The ferry leaves at six.",
        "en/alone.md": "Nobody wrote this in Spanish.",
        "en/twice.html": "<p>Two could be it.</p>",
        "es/ferry.es.md": "El transbordador sale a las seis.",
        "es/twice.md": "Uno.",
        "es/twice.txt": "Dos.",
        "es/left.md": "Esto no está en inglés.",
        "es/raw.bin": "x",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_pairs_by_path(folders):
    """Files belong together by their paths; all that is left over is named with both sides."""
    sources = Counterparts("es", Role.SOURCE, ["en"], SETTINGS)
    documents = _documents("en")
    assert [each.path for each in documents] == ["en/alone.md", "en/ferry.md", "en/twice.html"]
    assert _texts(map(sources.of, documents)) == [None, "El transbordador sale a las seis.", None]
    assert sources.paired == 1
    assert sources.unpaired() == (
        Unpaired(Role.SOURCE, "es/raw.bin", "no reader for .bin files"),
        Unpaired(Role.CANDIDATE, "en/alone.md", "there is no source for it in es"),
        Unpaired(
            Role.CANDIDATE,
            "en/twice.html",
            "several files in es could be its source (es/twice.md, es/twice.txt): name the right one like it",
        ),
        Unpaired(Role.SOURCE, "es/left.md", "nothing in en belongs to it"),
        Unpaired(Role.SOURCE, "es/twice.md", "nothing in en belongs to it"),
        Unpaired(Role.SOURCE, "es/twice.txt", "nothing in en belongs to it"),
    )
    assert summary(sources.unpaired(), 1) == "es/raw.bin: no reader for .bin files; and 5 more"


def test_pairs_records(tmp_path, monkeypatch):
    """Records belong together by their ids, the second of one id to the second; languages don't matter."""
    monkeypatch.chdir(tmp_path)

    def write(name, *rows):
        lines = (json.dumps({"id": id_, "text": text}) for id_, text in rows)
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")

    write("en.jsonl", ("a", "One."), ("b", "Two."), ("b", "Two again."), ("c", "Three."))
    write("de.jsonl", ("b", "Zwei."), ("a", "Eins."), ("b", "Noch zwei."), ("d", "Vier."))
    sources = Counterparts("de.jsonl", Role.SOURCE, ["en.jsonl"], SETTINGS)
    assert _texts(map(sources.of, _documents("en.jsonl"))) == ["Eins.", "Zwei.", "Noch zwei.", None]
    assert sources.unpaired() == (
        Unpaired(Role.CANDIDATE, "en.jsonl (c)", "de.jsonl has no record 'c'"),
        Unpaired(Role.SOURCE, "de.jsonl (d)", "the content has no such record"),
    )


def test_files_in_other_languages_are_read(tmp_path):
    """A source may be what content never is: a file whose name says another language, and directives are text."""
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "de.i18n.json").write_text('{"greeting": "Guten Tag, wie geht es?"}', encoding="utf-8")
    (tmp_path / "locales" / "en.i18n.json").write_text('{"greeting": "Hello, how are you?"}', encoding="utf-8")
    pair = [str(tmp_path / "locales" / f"{language}.i18n.json") for language in ("de", "en")]
    sources = Counterparts(pair[0], Role.SOURCE, [pair[1]], SETTINGS)
    assert _texts(map(sources.of, _documents(pair[1]))) == ["Guten Tag, wie geht es?"]


def test_unreadable_counterparts(tmp_path, monkeypatch):
    """A counterpart that can't be read costs its own document alone, and both paths are named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "en").mkdir()
    (tmp_path / "es").mkdir()
    (tmp_path / "en" / "a.txt").write_text("One sentence stands here.", encoding="utf-8")
    (tmp_path / "es" / "a.txt").write_bytes(b"\x00\x01\x02\x00")
    sources = Counterparts("es", Role.SOURCE, ["en"], SETTINGS)
    assert sources.of(_documents("en")[0]) is None
    [unpaired] = sources.unpaired()
    assert (unpaired.role, unpaired.path) == (Role.CANDIDATE, "en/a.txt")
    assert unpaired.why.startswith("es/a.txt can't be read: ")


@pytest.mark.parametrize(
    ("root", "content", "message"),
    [
        ("nowhere", "en", "nowhere: no such file or folder, so there is no reference to compare with"),
        ("empty", "en", "empty: there is no file in it that can be read as a reference; name another folder"),
        ("one.txt", "en", "one.txt is a file, while the content is a folder: name a reference folder"),
    ],
)
def test_wrong_roots(tmp_path, monkeypatch, root, content, message):
    """A root that can't hold any counterpart is refused before anything is checked."""
    monkeypatch.chdir(tmp_path)
    for name in ("en", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "one.txt").write_text("One.", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        Counterparts(root, Role.REFERENCE, [content], SETTINGS)
    assert str(caught.value) == message


def test_units_that_only_one_side_has(tmp_path, monkeypatch):
    """Units belong together by key; those that the other file lacks are named with both paths."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "de.i18n.json").write_text('{"yes": "Ja, bitte", "old": "Das Alte"}', encoding="utf-8")
    (tmp_path / "en.i18n.json").write_text('{"yes": "Yes please", "new": "Brand new"}', encoding="utf-8")
    sources = Counterparts("de.i18n.json", Role.SOURCE, ["en.i18n.json"], SETTINGS)
    assert sources.of(_documents("en.i18n.json")[0]) is not None
    assert sources.unpaired() == (
        Unpaired(Role.CANDIDATE, "en.i18n.json (new)", "de.i18n.json has no such unit"),
        Unpaired(Role.SOURCE, "de.i18n.json (old)", "en.i18n.json has no such unit"),
    )
