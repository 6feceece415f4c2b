"""Captions and messages fitted to trusted text of their own."""

from __future__ import annotations

import json

import pytest

from mtqa import detector as detectors
from mtqa.config import Settings
from mtqa.detector.calibration import CAPTION, MESSAGE, PROSE, ErrorRate
from mtqa.detector.shipped import CARD, shipped
from mtqa.errors import DataError
from mtqa.settings import Override
from mtqa.training.kinds import RATES, card_of, fit_kinds

KINDS = (
    Override(("messages.jsonl",), (("kind", "message"),)),
    Override(("captions.jsonl",), (("kind", "caption"),)),
)
THINGS = "file folder window page list image menu door key lamp table bridge ferry crane tower".split()
DOINGS = "opened closed moved copied painted cleaned counted mended".split()


def write(folder, name, documents):
    """Write documents of twenty different short texts each."""
    records = []
    for number in range(documents):
        texts = [
            f"The {THINGS[number % 15]} of row {number} was {DOINGS[i % 8]} before the {THINGS[i % 15]} {i}."
            for i in range(20)
        ]
        records.append(json.dumps({"id": number, "text": "\n\n".join(texts)}))
    (folder / name).write_text("\n".join(records) + "\n")


def settings(folder):
    """Return settings under which the two files hold messages and captions."""
    files = tuple(Override(o.globs, o.changes, str(folder)) for o in KINDS)
    return Settings(model="fake", cache=False, files=files)


def test_messages_alone_are_fitted(tmp_path):
    """Text of one kind fits that kind; what else there is stays, and half of the documents measure the rate."""
    write(tmp_path, "messages.jsonl", 40)
    before = detectors.fake().calibration
    after = fit_kinds([tmp_path], settings(tmp_path))
    assert after.fluency.bands[MESSAGE] != before.fluency.bands[MESSAGE]
    assert {name: after.fluency.bands[name] for name in (PROSE, CAPTION)} == {
        name: before.fluency.bands[name] for name in (PROSE, CAPTION)
    }
    assert (after.documents, after.rules, after.target) == (before.documents, before.rules, before.target)
    floor = max(limits.evidence for limits in before.thresholds.bands[PROSE])
    assert all(limits.evidence >= floor for limits in after.thresholds.bands[MESSAGE])
    assert [(rate.what, rate.total) for rate in after.rates] == [(RATES[MESSAGE], 400)]


def test_captions_keep_their_fluency(tmp_path):
    """Training has more captions than there may be here, so that only their limits are fitted."""
    write(tmp_path, "captions.jsonl", 40)
    before, after = detectors.fake().calibration, fit_kinds([tmp_path], settings(tmp_path))
    assert after.fluency == before.fluency
    assert after.thresholds.bands[CAPTION] != before.thresholds.bands[CAPTION]


def test_too_little_text_is_refused(tmp_path):
    """Less than three hundred in half of the documents proves no rate of one in a hundred."""
    write(tmp_path, "messages.jsonl", 4)
    with pytest.raises(DataError, match="too little text: 300 captions or messages are needed"):
        fit_kinds([tmp_path], settings(tmp_path))


def test_the_card_says_it_once():
    """The card has the limits of both kinds and their rates, however often it is written."""
    calibration = detectors.load().calibration
    card = shipped().joinpath(CARD).read_text(encoding="utf-8")
    assert card_of(card, calibration) == card
    assert all(
        any(rate.what == what and isinstance(rate, ErrorRate) for rate in calibration.rates) for what in RATES.values()
    )
