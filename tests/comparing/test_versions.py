"""What became of sentences since an older version."""

from __future__ import annotations

import dataclasses

import pytest

from mtqa import Settings, check_texts
from mtqa.beside import Change, Changes
from mtqa.comparing.laying import Laid
from mtqa.comparing.versions import changes, moved
from mtqa.result import Verdict

RULES = Settings(rules_only=True)


@pytest.fixture(scope="module")
def documents():
    """An older and a newer document of three sentences, with scores: the last one became suspicious."""
    old, new = check_texts(["One was here. Two was here. Three was here."] * 2, RULES).documents

    def scored(document, values, worse=None):
        sentences = tuple(
            dataclasses.replace(
                sentence,
                fluency=fluency,
                evidence=evidence,
                verdict=Verdict.SUSPICIOUS if i == worse else Verdict.CLEAR,
            )
            for i, (sentence, (fluency, evidence)) in enumerate(zip(document.sentences, values, strict=True))
        )
        return dataclasses.replace(document, sentences=sentences)

    return scored(old, [(50, 0), (40, 1), (60, -1)]), scored(new, [(50, 0), (60, -1), (30, 2)], worse=2)


def _block(text, before, i):
    return Laid(text, (), before, range(i, i + 1) if text else range(0), range(i, i + 1) if before else range(0), 1)


def test_changes(documents):
    """Blocks are unchanged, changed, new or removed; means move with their intervals over the changed ones."""
    old, new = documents
    blocks = [
        _block("One  was here.", "One was here.", 0),
        _block("Two is here.", "Two was here.", 1),
        _block("Three is here.", "Three was here.", 2),
        _block("", "Gone.", 0),
        _block("Quite new.", "", 1),
    ]
    found = [moved(block, new, old) for block in blocks]
    assert [each and each.change for each in found] == [
        Change.UNCHANGED,
        Change.CHANGED,
        Change.CHANGED,
        None,
        Change.NEW,
    ]
    assert (found[1].fluency, found[1].fluency_moved, found[1].evidence_moved) == (40, 20, -2)
    assert (found[2].fluency_moved, found[2].evidence_moved, found[2].suspicious, found[2].was) == (-30, 3, True, False)
    assert changes(blocks, found, 200, 1) == Changes(
        unchanged=1,
        changed=2,
        new=1,
        removed=1,
        better=0,
        worse=1,
        fluency=(-5.0, -30.0, 20.0),
        evidence=(0.5, -2.0, 3.0),
    )


def test_without_scores(documents):
    """Where nothing was scored nothing moved, and the counts stand all the same."""
    block = _block("Two is here.", "Two was here.", 1)
    found = moved(block, None, None)
    assert (found.change, found.fluency, found.fluency_moved) == (Change.CHANGED, None, None)
    assert changes([block], [found], 100, 1) == Changes(0, 1, 0, 0, 0, 0)
