"""Calibrates on a user's own trusted English: read, refuse what can't serve, fit, measure, put it on a card."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from mtqa._version import __version__
from mtqa.checker import Checker
from mtqa.config import Settings
from mtqa.detector import Calibration, judge_document
from mtqa.detector.calibration import GROUPS, PROSE
from mtqa.detector.own import Card, Flagged, GroupCard, LengthBand, OwnCalibration
from mtqa.errors import DataError, NothingCheckedError, UsageError
from mtqa.result import DocumentVerdict, ErrorRate
from mtqa.training.own_limits import Plan, evidence, fit, flagged, needed, plan
from mtqa.training.own_text import OwnDocument, OwnSentence, Portion, halves, read_own, whole

MOST = 0.2
"""The highest target: whoever flags more than every fifth good sentence finds nothing."""
SUSPICIOUS, LIKELY = 0.05, 0.1
"""Shares of suspicious prose sentences, and of documents likely machine-translated, that trusted text stays below."""
_SENTENCES, _DOCUMENTS = "your trusted sentences", "your trusted documents"


def calibrate_on(
    paths: Sequence[str | Path],
    settings: Settings,
    target: float,
    force: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> OwnCalibration:
    """Fit thresholds to trusted English.

    Args:
        paths: files and folders of it.
        settings: which model, detector, rules and files are used; its calibration is not.
        target: the share of trusted sentences, and of trusted documents, that may be flagged.
        force: use text that is too little, or that looks machine-translated, all the same.
        say: is told in a line what goes on.

    Raises:
        UsageError: the target is no share up to `MOST`, or a path does not exist.
        NothingCheckedError: there is not a single sentence to be judged.
        DataError: the text is too little or looks machine-translated, and ``force`` is not set.
        ModelError: the language model is missing or failed.
        DetectorError: the detector is missing, damaged or of another language model.
    """
    if not 0 < target <= MOST:
        raise UsageError(f"a target of {target:g} is no share above 0 and up to {MOST:g}; 0.01 stands for 1 %")
    checker = Checker(settings.replace(calibration="", rules_only=False), say)
    detector = checker.detector
    documents = read_own(paths, checker, say)
    if not documents:
        raise NothingCheckedError("there is no English sentence to calibrate on; name files or a folder with some")
    portion = whole(documents)
    faults = (*_too_little(portion, target), *_looks_translated(portion, detector.calibration))
    if faults and not force:
        raise DataError(f"{'; '.join(faults)}; --force calibrates on it all the same")
    planned = plan(portion, detector.calibration, target)
    calibration = fit(portion, detector.calibration, planned)
    sentences, judged = _measure(documents, detector.calibration, planned)
    rates = [_rate(_SENTENCES, sentences, None), ErrorRate(_DOCUMENTS, sum(judged), len(judged))]
    card = Card(
        mtqa=__version__,
        rules=checker.rules.identity,
        target=target,
        needed=needed(target),
        flagged=Flagged.of(rates[0]),
        by_rules=Flagged.of(ErrorRate("", sum(s.error for s in portion.sentences), len(portion.sentences))),
        documents=len(documents),
        documents_flagged=Flagged.of(rates[1]),
        documents_fitted=planned.documents,
        groups=tuple(_group(name, portion, calibration, planned, sentences) for name in GROUPS),
        forced=faults,
    )
    calibration = dataclasses.replace(calibration, rates=tuple(rate for rate in rates if rate.total))
    return OwnCalibration(detector.model, detector.identity, detector.normalisation, card, calibration)


def _too_little(portion: Portion, target: float) -> tuple[str, ...]:
    found, wanted = len(portion.of(PROSE)), needed(target)
    if found >= wanted:
        return ()
    return (f"too little text: {found:,} different sentences of prose, {wanted:,} are needed for {100 * target:.3g} %",)


def _looks_translated(portion: Portion, shipped: Calibration) -> tuple[str, ...]:
    """Say what the detector, as it is, holds against the text."""
    prose = portion.of(PROSE)
    judged = [document for document in portion.documents if document.judged]
    likely = sum(_verdict(d, shipped, [s.suspicious for s in d.sentences]) is DocumentVerdict.LIKELY for d in judged)
    checks = (
        (ErrorRate("sentences of prose are suspicious", sum(s.suspicious for s in prose), len(prose)), SUSPICIOUS),
        (ErrorRate("documents are likely machine-translated", likely, len(judged)), LIKELY),
    )
    figures = [
        f"{rate.hits:,} of {rate.total:,} {rate.what} ({100 * rate.rate:.1f} %, its 95 % interval begins at "
        f"{100 * rate.interval[0]:.1f} %; {100 * most:g} % is the most)"
        for rate, most in checks
        if rate.total and rate.interval[0] > most
    ]
    return (f"the text looks machine-translated: {', and '.join(figures)}",) if figures else ()


def _verdict(document: OwnDocument, calibration: Calibration, suspicious: Sequence[bool]) -> DocumentVerdict:
    return judge_document(calibration.documents, evidence(document), sum(suspicious), document.words).verdict


def _measure(
    documents: Sequence[OwnDocument], shipped: Calibration, planned: Plan
) -> tuple[list[tuple[OwnSentence, bool]], list[bool]]:
    """Fit to each half of the documents and tell what is flagged in the other: sentences, and documents."""
    parts = halves(documents)
    sentences: list[tuple[OwnSentence, bool]] = []
    judged: list[bool] = []
    for learn, held in (parts, parts[::-1]):
        calibration = fit(learn, shipped, planned)
        sentences += [(sentence, flagged(sentence, calibration)) for sentence in held.sentences]
        for document in held.documents:
            if document.judged:
                verdict = _verdict(document, calibration, [flagged(s, calibration) for s in document.sentences])
                judged.append(verdict in {DocumentVerdict.LIKELY, DocumentVerdict.MIXED})
    return sentences, judged


def _rate(what: str, sentences: Sequence[tuple[OwnSentence, bool]], name: str | None) -> ErrorRate:
    found = [hit for sentence, hit in sentences if name in (None, sentence.group)]
    return ErrorRate(what, sum(found), len(found))


def _group(
    name: str,
    portion: Portion,
    calibration: Calibration,
    planned: Plan,
    measured: Sequence[tuple[OwnSentence, bool]],
) -> GroupCard:
    tokens = [sentence.features.tokens for sentence in portion.of(name)]
    bands, low = [], 0
    for limit in calibration.thresholds.bands[name]:
        inside = sum(low < n <= limit.tokens for n in tokens)
        bands.append(LengthBand(limit.tokens, inside, limit.evidence, limit.fluency))
        low = limit.tokens
    rate = Flagged.of(_rate("", measured, name))
    return GroupCard(name, len(tokens), rate, name in planned.limits, name in planned.tables, tuple(bands))
