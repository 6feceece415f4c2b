"""Content beside its source: what is found, what it moves and what not, and what can't be paired."""

from __future__ import annotations

import json

import pytest

from mtqa import FailOn, Settings, check
from mtqa.beside import Role
from mtqa.errors import NothingPairedError
from mtqa.result import Verdict

RULES = Settings(rules_only=True, source="es", fail_on=FailOn.WARNING)
ENGLISH = """# The ferry to the island

The new ferry leaves the harbour at six every morning. It costs 45 euros and takes 300 passengers. \
Nobody came to the party last night in the old harbour. The mayor will open the new pier on Friday.
"""
SPANISH = """# El transbordador a la isla

El nuevo transbordador sale del puerto a las seis todas las mañanas. Cuesta 45 euros y lleva a 300 pasajeros. \
Nadie vino a la fiesta de anoche en el viejo puerto. La alcaldesa inaugurará el nuevo muelle el viernes.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a function that writes content and sources into an empty folder, and works there."""
    monkeypatch.chdir(tmp_path)

    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write


def _rules(report):
    return [
        (f.rule, s.line, s.text[f.within.start : f.within.end])
        for d in report.documents
        for s in d.sentences
        for f in s.findings
    ]


def test_what_matches_is_clear(folder):
    """A faithful translation has no finding; its source stands beside each sentence, in its language."""
    folder({"en/a.md": ENGLISH, "es/a.md": SPANISH})
    report = check(["en"], RULES)
    [document] = report.documents
    assert (_rules(report), report.gate.passed) == ([], True)
    assert (document.beside.source, document.beside.language, document.beside.unit) == ("es/a.md", "es", "sentence")
    assert [s.beside.source for s in document.sentences][:2] == [
        "El transbordador a la isla",
        "El nuevo transbordador sale del puerto a las seis todas las mañanas.",
    ]
    assert (report.compared.source, report.compared.documents, report.compared.unpaired) == ("es", 1, ())


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("45 euros", "54 euros", "source.number"),
        ("Nobody came to the party last night in the old harbour. ", "", "source.missing"),
        (
            "Nobody came to the party last night in the old harbour.",
            "Nobody came to the party last night in the old harbour. " * 2,
            "source.doubled",
        ),
        (
            "Nobody came to the party last night in the old harbour.",
            "Nadie vino a la fiesta de anoche en el viejo puerto.",
            "source.untranslated",
        ),
    ],
)
def test_what_does_not_match(folder, old, new, rule):
    """A changed number, a dropped, a doubled and an untranslated sentence are found, and fail the gate if asked to."""
    folder({"en/a.md": ENGLISH.replace(old, new), "es/a.md": SPANISH})
    report = check(["en"], RULES.replace(fail_on=FailOn.NOTE))
    assert rule in {name for name, _, _ in _rules(report)}
    assert not report.gate.passed


def test_it_is_no_evidence(folder):
    """A mismatch flags its sentence, and moves neither evidence nor the document's verdict."""
    folder({"en/a.md": ENGLISH.replace("45", "54"), "es/a.md": SPANISH})
    [with_source] = check(["en"], RULES).documents
    [without] = check(["en"], RULES.replace(source="")).documents
    assert (with_source.verdict, with_source.probability, with_source.evidence) == (
        without.verdict,
        without.probability,
        without.evidence,
    )
    flagged = [s for s in with_source.sentences if s.verdict is Verdict.SUSPICIOUS]
    assert [(s.text, s.fluency) for s in flagged] == [("It costs 54 euros and takes 300 passengers.", None)]


def test_left_in_the_source_language(folder):
    """A document that nobody translated is flagged, though none of it is English."""
    folder({"en/a.md": SPANISH, "es/a.md": SPANISH})
    report = check(["en"], RULES)
    [document] = report.documents
    assert {name for name, _, _ in _rules(report)} == {"source.untranslated"}
    assert document.suspicious >= 4
    assert not report.gate.passed


def test_units_hold_their_own_source(folder):
    """A localisation file is checked against its own source, labels of two words too, without any --source."""
    folder(
        {
            "a.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            'msgid "Datei %s gelöscht"\nmsgstr "File deleted"\n\nmsgid "%d Bilder"\nmsgstr "%d pictures"\n'
        }
    )
    report = check(["a.po"], RULES.replace(source="", allow_empty=True))
    assert [rule for rule, _, _ in _rules(report)] == ["source.placeholder"]
    [document] = report.documents
    assert (document.beside.source, document.beside.unit) == ("", "unit")


def test_what_can_not_be_paired_is_named(folder):
    """Documents without a source, and sources without a document, are named on both sides; the rest is checked."""
    folder({"en/a.md": ENGLISH, "en/b.md": ENGLISH, "es/a.md": SPANISH, "es/c.md": SPANISH})
    report = check(["en"], RULES)
    assert [(each.role, each.path) for each in report.compared.unpaired] == [
        (Role.CANDIDATE, "en/b.md"),
        (Role.SOURCE, "es/c.md"),
    ]
    assert any(
        note.startswith("2 could not be paired: en/b.md: there is no source for it in es") for note in report.notes
    )
    assert len(report.documents) == 2


def test_a_file_with_its_own_source_needs_none(folder):
    """Messages that hold their originals are checked against them, and nothing is said of a missing file."""
    folder(
        {
            "en/a.md": ENGLISH,
            "es/a.md": SPANISH,
            "en/m.po": 'msgid "Se borraron %d archivos."\nmsgstr "Files were deleted."\n',
        }
    )
    report = check(["en"], RULES)
    assert [rule for rule, _, _ in _rules(report)] == ["source.placeholder"]
    assert report.notes == ()


def test_nothing_could_be_paired(folder):
    """Where nothing can be paired nothing is checked."""
    folder({"en/b.md": ENGLISH, "es/c.md": SPANISH})
    with pytest.raises(
        NothingPairedError, match=r"nothing could be paired with es: en/b\.md: there is no source for it"
    ):
        check(["en"], RULES)


def test_a_changed_source_is_a_changed_document(folder, mtqa, tmp_path):
    """A run is not resumed over sources that were changed since; one in the configuration is relative to its folder."""
    folder(
        {"en/a.md": ENGLISH, "en/b.md": ENGLISH, "es/a.md": SPANISH, "es/b.md": SPANISH, "mtqa.toml": 'source = "es"\n'}
    )
    command = ("check", "en", "--rules-only", "--output", "jsonl=out.jsonl")
    done = mtqa(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "out.jsonl").write_text("".join(lines[:2]), encoding="utf-8")
    assert "es/a.md" in lines[1]
    (tmp_path / "es" / "a.md").write_text(SPANISH.replace("45", "54"), encoding="utf-8")
    again = mtqa(*command, "--resume", cwd=tmp_path)
    assert again.returncode == 2
    assert "has changed since" in again.stderr
    assert json.loads(lines[1])
