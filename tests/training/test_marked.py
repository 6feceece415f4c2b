"""Translations with marked errors: what of them trains, and what measures."""

from __future__ import annotations

import gzip
import json

import pytest

from mtqa.errors import DataError
from mtqa.training import data, marked
from mtqa.training.heldout import held_out

SYSTEMS = ("Human-A", "Human-B", "online-a", "online-b")


def line(document, segment, system, **other):
    """Return one person's marks on one translation."""
    return {
        "text": f"In {document} the bridge of {system} is number {segment}.",
        "lang_pair": "xx-en",
        "year": 2020,
        "system": system,
        "is_human": system.startswith("Human"),
        "doc_id": document,
        "seg_id": str(segment),
        "errors": [],
        **other,
    }


@pytest.fixture
def folder(tmp_path):
    """Write twenty documents of three sentences, in four translations each, that two people marked."""
    write(tmp_path, [line(f"d{n}", s, system) for n in range(20) for s in range(3) for system in SYSTEMS * 2])
    return tmp_path


def write(folder, lines):
    """Write the file."""
    with gzip.open(folder / marked.FILE, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(one) + "\n" for one in lines)


def test_each_translation_is_read_once(folder):
    """However many people marked it; people's are human translations."""
    outputs = marked.outputs(folder)
    assert len(outputs) == 20 * 3 * 4
    assert {output.row.system for output in outputs if output.row.label == data.REFERENCE} == {"Human-A", "Human-B"}


def test_documents_train_or_measure(folder):
    """No document does both, and each does one."""
    trains, measures = marked.training_rows(folder), marked.measuring_rows(folder)
    groups = [{row.group for row in rows} for rows in (trains, measures)]
    assert not groups[0] & groups[1]
    assert len(groups[0] | groups[1]) == 20
    assert len(trains) == len(groups[0]) * 12


def test_documents_that_measure_have_one_translator(folder):
    """A document of two people's sentences, each twice, would be none."""
    people = {}
    for row in marked.measuring_rows(folder):
        if row.label == data.REFERENCE:
            people.setdefault(row.group, set()).add(row.system)
    assert people
    assert all(len(found) == 1 for found in people.values())
    assert set().union(*people.values()) == {"Human-A", "Human-B"}


def test_they_are_held_out_as_a_later_year(labelled, folder):
    """Beside what calibrates and measures; without the file there are none."""
    assert held_out(labelled).later == ()
    for path in labelled.iterdir():
        (folder / path.name).symlink_to(path)
    held = held_out(folder)
    assert {document.label for document in held.later} == {data.MACHINE, data.REFERENCE}
    assert all(len(document.sentences) == 3 for document in held.later)
    assert not {d.group for d in held.later} & {d.group for d in (*held.news, *held.kept)}


def test_marks_of_fluency_are_kept_with_their_place(tmp_path):
    """Errors of accuracy, and those without a place, are left out; a line with a part twice is no translation."""
    errors = [
        {"start": 3, "end": 5, "category": "Fluency/Grammar"},
        {"start": 7, "end": 9, "category": "Accuracy/Addition"},
        {"start": None, "end": None, "category": "Fluency/Grammar"},
        {"start": 10, "end": 12, "category": "Style/Awkward"},
    ]
    once = line("d", 1, "online-a", errors=errors)
    twice = line("d", 1, "online-a", text=once["text"][:9] + once["text"], errors=errors[:1])
    write(tmp_path, [twice, once])
    (output,) = marked.outputs(tmp_path)
    assert (output.row.text, output.wrong) == (once["text"], ((3, 5), (10, 12)))


def test_without_the_file_there_is_nothing(tmp_path):
    """The file may be absent; a damaged one is told."""
    assert marked.outputs(tmp_path) == []
    write(tmp_path, [{"text": "One."}])
    with pytest.raises(DataError, match="needs text, system"):
        marked.outputs(tmp_path)
