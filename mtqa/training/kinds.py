"""Fits the statistics of captions and of messages to trusted text of their own; all else stays as it was.

What `mtqa train` calibrates on is prose. Captions are fragments without a verb and messages are a few words long,
so both have fluency tables and limits of their own, which any trusted text of these kinds can be used for.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from mtqa.checker import Checker
from mtqa.config import Settings
from mtqa.detector import Calibration
from mtqa.detector.calibration import CAPTION, MESSAGE, PROSE, Limits, Thresholds
from mtqa.errors import DataError
from mtqa.result import ErrorRate
from mtqa.training.calibrator import ODD_SHARE, TARGET
from mtqa.training.own_limits import Plan, fit, flagged, needed
from mtqa.training.own_text import halves, read_own

RATES = {CAPTION: "sentences: native captions", MESSAGE: "sentences: messages of programs"}
"""What the rates of these groups are called in reports."""


def fit_kinds(
    paths: Sequence[str | Path], settings: Settings, say: Callable[[str], None] = lambda _: None
) -> Calibration:
    """Return the detector's calibration with captions and messages fitted anew.

    Half of the documents fit it, the other half measures its rates. A group of which there is too little stays.

    Args:
        paths: files and folders of trusted text; their kinds are what their readers or the settings say.
        settings: which model, detector and rules are used.
        say: is told in a line what goes on.

    Raises:
        DataError: there is too little text of either group.
    """
    checker = Checker(settings.replace(calibration="", rules_only=False), say)
    shipped = checker.detector.calibration
    learn, held = halves(read_own(paths, checker, say))
    fitted = frozenset(name for name in RATES if len(learn.of(name)) >= needed(TARGET))
    if not fitted:
        raise DataError(f"too little text: {needed(TARGET):,} captions or messages are needed in half of the documents")
    # Training fits the fluency of captions, by length, to more of them than may be here.
    plan = Plan(TARGET, fitted, fitted - {CAPTION}, documents=False)
    calibration = _floored(fit(learn, _odd_as_trained(shipped), plan), shipped, fitted)
    rates = {rate.what: rate for rate in shipped.rates}
    for name, what in RATES.items():
        if name in fitted:
            own = held.of(name)
            rates[what] = ErrorRate(what, sum(flagged(s, calibration) for s in own), len(own))
            say(f"{name}: {len(learn.of(name)):,} to fit, {rates[what].hits:,} of {len(own):,} others flagged")
    return dataclasses.replace(calibration, rates=tuple(rates.values()))


def card_of(card: str, calibration: Calibration) -> str:
    """Return a detector's card with the limits of these groups, and what they were measured to flag."""
    lines = [line for line in card.splitlines() if not line.startswith(tuple(f"| {name} |" for name in RATES))]
    last = max((i for i, line in enumerate(lines) if _ROW.match(line)), default=len(lines) - 1)
    rows = [
        f"| {name} | {limits.tokens:,} | {limits.evidence:+.2f} | {limits.fluency:.2f} |"
        for name in RATES
        for limits in calibration.thresholds.bands[name]
    ]
    text = "\n".join([*lines[: last + 1], *rows, *lines[last + 1 :]])
    flagged = ", ".join(
        f"{rate.hits:,} of {rate.total:,} {rate.what.removeprefix('sentences: ')}"
        for rate in calibration.rates
        if rate.what in RATES.values()
    )
    before, _, after = text.partition(_HEAD)
    rest = after.partition(_TAIL)[2].rstrip()
    return f"{before.rstrip()}\n\n{_HEAD} to half of their documents: {flagged}\n{_TAIL}{rest}\n"


_HEAD = "**Captions and messages** were fitted afterwards, by `mtqa train --kinds`,"
_TAIL = "of the other half flagged."
_ROW = re.compile(r"\| [a-z]+ \| [\d,]+ \| [+-]")


def _odd_as_trained(shipped: Calibration) -> Calibration:
    """Set the fluency at which a sentence of these groups reads oddly to that of training."""
    bands = dict(shipped.thresholds.bands)
    for name in RATES:
        bands[name] = tuple(Limits(b.tokens, b.evidence, 100 * ODD_SHARE) for b in bands[name])
    return dataclasses.replace(shipped, thresholds=Thresholds(bands))


def _floored(calibration: Calibration, shipped: Calibration, fitted: frozenset[str]) -> Calibration:
    """Keep the limits above those of prose: what is short, or no sentence, says less."""
    floor = max(band.evidence for band in shipped.thresholds.bands[PROSE])
    bands = dict(calibration.thresholds.bands)
    for name in fitted:
        bands[name] = tuple(Limits(b.tokens, max(b.evidence, floor), b.fluency) for b in bands[name])
    return dataclasses.replace(
        calibration,
        target=shipped.target,
        documents=shipped.documents,
        rules_only=shipped.rules_only,
        thresholds=Thresholds(bands),
    )
