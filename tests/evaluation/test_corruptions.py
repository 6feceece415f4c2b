"""Mistakes put into translations: what is put in, and what is counted."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from mtqa.errors import DataError
from mtqa.evaluation import corruptions, sourced, wrecks
from mtqa.evaluation.sourced import Sourced

PAIRS = (
    ("On 12 June 1987 Nestor sold 45 goats for 800 dollars.", "12 июня 1987 года Nestor сбыл 45 коз за 800 долларов."),
    ('He called the sale "a great day" for the farm.', "Он назвал продажу «великим днём» для хозяйства."),
    ("The new owner came from the coast with two dogs.", "Новый хозяин приехал с побережья с двумя собаками."),
    ("Nobody in the village has seen him since that day.", "С того дня никто в деревне его больше не видел."),
)


def _document(*, human=True):
    return Sourced("ru", human, tuple(a for a, _ in PAIRS), tuple(b for _, b in PAIRS))


@pytest.mark.parametrize("kind", wrecks.KINDS)
def test_a_mistake_changes_one_paragraph(kind):
    """Each kind finds a place in these, changes it, and does the same again from the same seed."""
    outcomes = [corruptions._wrecked(random.Random(3), _document(), wrecks.KINDS[kind]) for _ in range(2)]
    assert outcomes[0] == outcomes[1]
    at, wrecked = outcomes[0]
    kept = [one for i, one in enumerate(_document().english) if i != at]
    assert [one for i, one in enumerate(wrecked.english) if len(wrecked.english) < len(PAIRS) or i != at] == kept
    assert (wrecked.english, wrecked.source) != (_document().english, _document().source)


@pytest.mark.parametrize("kind", wrecks.KINDS)
def test_no_place_for_a_mistake(kind):
    """Where there is nothing to spoil, nothing is spoilt."""
    outcome = wrecks.KINDS[kind](random.Random(1), "", "")
    assert outcome is None or kind == "a link lost or changed"


def test_measures_what_is_found():
    """All that must be found is found in a plain document, and nothing is flagged in it as it is."""
    measured = corruptions.measure([_document()])
    found = {one.kind: (one.tried, one.found) for one in measured.found}
    assert {kind: found[kind] for kind in corruptions.REQUIRED} == {
        kind: (4, 4) if kind == corruptions.PLACEHOLDER else (1, 1) for kind in corruptions.REQUIRED
    }
    assert [(one.what, one.pairs, one.flagged) for one in measured.untouched] == [("ru-en, human", 4, 0)]
    section = corruptions.as_section(measured)
    assert section.rows[0][:3] == ("a number changed: found", "1", "100.0%")
    assert section.rows[-1][:3] == ("untouched, ru-en, human: flagged", "4", "0.00%")


def test_reads_documents_with_their_sources(tmp_path):
    """The shortest copy of a text counts; a document keeps its order; rated texts are put together."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    lines = [
        {"lang_pair": "ru-en", "system": "x", "is_human": True, "doc_id": "d", "seg_id": str(i), "text": text}
        | {"source": PAIRS[i][1]}
        for i, text in enumerate([*(a for a, _ in PAIRS)])
    ]
    lines.insert(0, lines[0] | {"text": f"{PAIRS[0][0]} {PAIRS[0][0]}"})
    with gzip.open(tmp_path / sourced.MARKED, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line) + "\n" for line in lines)
    rows = [
        {"text": a, "source": b, "score": score, "score_type": "DA_z_mean", "lang_pair": "ru-en"}
        for score in (1.0, -1.0)
        for a, b in PAIRS * 3
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / sourced.RATED.format("dev"))
    assert sourced.marked(tmp_path) == [_document()]
    (one,) = sourced.rated(tmp_path, "dev")
    assert (one.language, one.human, one.english) == ("ru", False, tuple(a for a, _ in (PAIRS * 3)[:10]))
    assert len(corruptions.sample(tmp_path)) == 2


def test_says_what_is_wrong_with_the_data(tmp_path):
    """No file gives no section; one that is broken gives one line."""
    assert corruptions.measure_corruptions(tmp_path) is None
    with gzip.open(tmp_path / sourced.MARKED, "wt", encoding="utf-8") as stream:
        stream.write("{}\n")
    with pytest.raises(DataError, match="translations beside their sources"):
        sourced.marked(tmp_path)
