"""Finds which sentences of two texts stand for each other: of one language, or of a text and its translation.

A dynamic programme in the manner of Gale and Church, "A program for aligning sentences in bilingual corpora" (1993),
looks for the most likely row of beads: one sentence for one, one for none, one for two or three, two for two. What
speaks for a bead is its kind's frequency, and the log-likelihood ratio of its lengths, shared marks and places
(aligning_evidence.py). Sums over all rows of beads, forward and backward, then say how sure each bead is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from mtqa.pairing.aligning_band import Band, around
from mtqa.pairing.aligning_evidence import Evidence
from mtqa.pairing.aligning_features import Floats, Side, related, side, tells
from mtqa.pairing.aligning_lexicon import between
from mtqa.pairing.aligning_weights import DISTANT, DISTANT_KNOWN, RELATED, RELATED_KNOWN, SAME, Weights
from mtqa.pairing.beads import Bead, Part

_SIZES = {(1, 1): -0.07, (1, 2): -5.5, (2, 1): -5.5, (1, 3): -7.8, (3, 1): -7.8, (2, 2): -9.0}
"""Sizes of beads that face each other, and what speaks for each before the sentences are looked at (log odds)."""
_ALONE = -3.5
"""The same for a sentence that stands for none, on either side."""
_ABROAD = {
    (True, False): RELATED,
    (False, False): DISTANT,
    (True, True): RELATED_KNOWN,
    (False, True): DISTANT_KNOWN,
}
"""Weights by whether the scripts are related, and whether there is a lexicon."""
_ALONE_COPY = -0.7
"""The same for a sentence that says what the one before it says, where the other text has fewer such."""
_CELLS = 20_000
"""Places whose evidence is computed at once."""
_RATIO_TRUST = 3
"""Sentences of a text for which half of its own length ratio is believed."""

_RATIO_NEWS = 0.06
"""How far the logarithm of the ratio must move for the texts to be aligned again."""


def align(
    left: Sequence[Part],
    right: Sequence[Part],
    *,
    same_language: bool,
    languages: tuple[str | None, str | None] = (None, None),
) -> tuple[Bead, ...]:
    """Align the sentences of two texts.

    Args:
        left: the sentences of one text, in order.
        right: the sentences of the other.
        same_language: whether both are in one language, so that their words can be compared.
        languages: ISO 639-1 codes of the left and the right one, None where unknown: numbers in words, months, and
            words of English that a lexicon knows are compared only where they are given.

    Returns:
        Beads in order that cover both texts. Those of sentences that stand for none have one sentence each; where
        such sentences of both texts meet, the left ones come first. ``score`` is the probability, under the model,
        that just these stand for each other. Swapped sides give the same beads, mirrored.
    """
    # One orientation is computed, so that rounding and ties are the same for both.
    if [part.text for part in right] < [part.text for part in left]:
        mirrored = _align(right, left, languages[::-1], same_language=same_language)
        return _ordered([Bead(bead.right, bead.left, bead.score) for bead in mirrored])
    return _ordered(_align(left, right, languages, same_language=same_language))


def _align(
    left: Sequence[Part], right: Sequence[Part], languages: tuple[str | None, str | None], *, same_language: bool
) -> list[Bead]:
    if not left or not right:
        return [Bead(range(i, i + 1), range(0)) for i in range(len(left))] + [
            Bead(range(0), range(j, j + 1)) for j in range(len(right))
        ]
    (first, second), weights, worth = looked_at(left, right, languages, same_language=same_language)
    band = around(
        [a | b for a, b in zip(first.words, first.numbers, strict=True)],
        [a | b for a, b in zip(second.words, second.numbers, strict=True)],
    )
    ratio = length_ratio(first, second)
    beads = _best(first, second, band, weights, ratio, worth)
    if not same_language:
        again = _refined(first, second, beads)
        if abs(math.log(again / ratio)) > _RATIO_NEWS:
            beads = _best(first, second, band, weights, again, worth)
    return beads


def looked_at(
    left: Sequence[Part], right: Sequence[Part], languages: tuple[str | None, str | None], *, same_language: bool
) -> tuple[tuple[Side, Side], Weights, tuple[float, ...]]:
    """Return what two texts have that may be found again, the weights for it, and the worth of a lexicon's links."""
    if same_language:
        return (side(left, same_language=True), side(right, same_language=True)), SAME, ()
    words = between(*languages)
    numbers = all(map(tells, languages))
    first, second = (
        side(
            parts,
            same_language=False,
            language=language if numbers else None,
            links=None if words is None else words.english if language == "en" else words.abroad,
        )
        for parts, language in zip((left, right), languages, strict=True)
    )
    weights = _ABROAD[related(left) and related(right), words is not None]
    return (first, second), weights, () if words is None else words.worth


def length_ratio(left: Side, right: Side) -> float:
    """Return how much longer the right sentences are: between that of whole texts and that of their means.

    The first is misled by sentences dropped, the second by sentences split.
    """
    whole = math.log((right.length.sum() + 1) / (left.length.sum() + 1))
    mean = math.log((right.length.mean() + 1) / (left.length.mean() + 1))
    count = min(len(left.length), len(right.length))
    return math.exp((whole + mean) / 2 * count / (count + _RATIO_TRUST))


def _refined(left: Side, right: Side, beads: Sequence[Bead]) -> float:
    """Return the same from the sentences that were aligned one to one."""
    logs = [
        math.log((right.length[bead.right.start] + 1) / (left.length[bead.left.start] + 1))
        for bead in beads
        if len(bead.left) == len(bead.right) == 1
    ]
    return math.exp(float(np.median(logs)) * len(logs) / (len(logs) + _RATIO_TRUST)) if logs else 1.0


def _best(left: Side, right: Side, band: Band, weights: Weights, ratio: float, worth: Sequence[float]) -> list[Bead]:
    evidence = Evidence(left, right, band, weights, ratio, worth)
    rows = len(left.length) + 1
    step = max(1, _CELLS // band.width)
    gains = {
        size: np.concatenate([
            (prior + evidence.of(*size, slice(start, min(rows, start + step)))).astype(np.float32)
            for start in range(0, rows, step)
        ])
        for size, prior in _SIZES.items()
    }  # fmt: skip
    alone = _alone(left, right), _alone(right, left)
    path = _paired(_path(gains, alone, band), left, right, band)
    ahead, behind = _sums(gains, alone, band), _sums_behind(gains, alone, band)
    total = behind[0, 0]
    beads = []
    for i, j, a, b in path:
        sure = 0.0
        if a and b:
            gain = float(gains[a, b][i, j - band.low[i]])
            log = ahead[i - a, j - b - band.low[i - a]] + gain + behind[i, j - band.low[i]] - total
            sure = min(1.0, math.exp(min(0.0, float(log))))
        beads.append(Bead(range(i - a, i), range(j - b, j), sure))
    return beads


def _alone(text: Side, other: Side) -> Floats:
    """Return what speaks for each sentence of a text to stand for none."""
    more = text.copies.sum() > other.copies.sum()
    return np.where(more & (text.copies > 0), _ALONE_COPY, _ALONE)


def _slopes(alone: Floats, band: Band) -> Floats:
    """Return for each place of the band what speaks for all sentences of the right text before it to stand alone."""
    return np.asarray(np.concatenate([[0.0], np.cumsum(alone)])[band.columns(slice(0, len(band.low)))])


def _window(values: Floats, band: Band, row: int, of: int, back: int) -> Floats:
    """Return a row's values at the places ``back`` columns before those of another row; impossible outside."""
    found = np.full(band.width, -np.inf)
    shift = int(band.low[of] - band.low[row]) - back
    first, last = max(0, -shift), min(band.width, band.width - shift)
    if first < last:
        found[first:last] = values[row, first + shift : last + shift]
    return found


def _path(
    gains: dict[tuple[int, int], Floats], alone: tuple[Floats, Floats], band: Band
) -> list[tuple[int, int, int, int]]:
    """Return the most likely beads in order: the place where each ends, and its sizes."""
    rows, slopes = len(band.low), _slopes(alone[1], band)
    best = np.full((rows, band.width), -np.inf)
    # Where two are as good, sentences that stand alone come last: of two alike, the first one faces.
    sizes = [(1, 0), *gains]
    steps = np.zeros((rows, band.width), dtype=np.int8)
    for i in range(rows):
        row = np.full(band.width, -np.inf)
        if i == 0:
            row[0] = 0.0
        for k, (a, b) in enumerate(sizes):
            if i < a:
                continue
            tried = _window(best, band, i - a, i, b) + (gains[a, b][i] if b else alone[0][i - 1])
            better = tried > row
            row[better] = tried[better]
            steps[i, better] = k
        slope = slopes[i]
        chain = np.maximum.accumulate(row - slope)
        steps[i, 1:][chain[:-1] >= (row - slope)[1:]] = len(sizes)
        best[i] = chain + slope
    found = []
    i, j = rows - 1, int(band.low[-1]) + band.width - 1
    while i or j:
        step = steps[i, j - band.low[i]]
        a, b = (0, 1) if step == len(sizes) else sizes[step]
        found.append((i, j, a, b))
        i, j = i - a, j - b
    return found[::-1]


def _paired(
    path: Sequence[tuple[int, int, int, int]], left: Side, right: Side, band: Band
) -> list[tuple[int, int, int, int]]:
    """Let sentences face each other that stand alone at one place, as many of one text as of the other.

    They were rewritten, or translated so badly that nothing in them is alike. A copy of a sentence faces none.
    """
    found: list[tuple[int, int, int, int]] = []
    for several, steps in groupby(path, key=lambda step: step[2] + step[3] > 1):
        run = list(steps)
        (i, j, a, b), (last, end, _, _) = run[0], run[-1]
        first, second = range(i - a, last), range(j - b, end)
        copied = left.copies[first.start : first.stop].any() or right.copies[second.start : second.stop].any()
        facing = [(x + 1, y + 1, 1, 1) for x, y in zip(first, second, strict=False)]
        inside = all(band.low[x] <= y < band.low[x] + band.width for x, y, _, _ in facing)
        found += run if several or len(first) != len(second) or copied or not inside else facing
    return found


def _sums(gains: dict[tuple[int, int], Floats], alone: tuple[Floats, Floats], band: Band) -> Floats:
    """Return the logarithm of the sum over all rows of beads that lead to each place."""
    rows, slopes = len(band.low), _slopes(alone[1], band)
    sums = np.full((rows, band.width), -np.inf)
    for i in range(rows):
        row = np.full(band.width, -np.inf)
        if i == 0:
            row[0] = 0.0
        else:
            row = _window(sums, band, i - 1, i, 0) + alone[0][i - 1]
        for (a, b), gain in gains.items():
            if i >= a:
                row = np.logaddexp(row, _window(sums, band, i - a, i, b) + gain[i])
        sums[i] = np.logaddexp.accumulate(row - slopes[i]) + slopes[i]
    return sums


def _sums_behind(gains: dict[tuple[int, int], Floats], alone: tuple[Floats, Floats], band: Band) -> Floats:
    """Return the same of all rows of beads that lead from each place to the end."""
    rows, slopes = len(band.low), _slopes(alone[1], band)
    sums = np.full((rows, band.width), -np.inf)
    for i in reversed(range(rows)):
        row = np.full(band.width, -np.inf)
        if i == rows - 1:
            row[-1] = 0.0
        else:
            row = _window(sums, band, i + 1, i, 0) + alone[0][i]
        for (a, b), gain in gains.items():
            if i + a < rows:
                # The bead's gain stands where it ends.
                ended = _window(sums, band, i + a, i, -b) + _window(gain, band, i + a, i, -b)
                row = np.logaddexp(row, ended)
        # Those before a place and those behind it are all of them.
        slope = -slopes[i][::-1]
        turned = np.logaddexp.accumulate(row[::-1] - slope)
        sums[i] = (turned + slope)[::-1]
    return sums


def _ordered(beads: Sequence[Bead]) -> tuple[Bead, ...]:
    """Return beads with the left ones first where sentences of both texts that stand for none meet."""
    found: list[Bead] = []
    lone: tuple[list[range], list[range]] = ([], [])
    i = j = 0

    def settle() -> None:
        nonlocal i, j
        found.extend(Bead(left, range(j, j)) for left in lone[0])
        i += len(lone[0])
        found.extend(Bead(range(i, i), right) for right in lone[1])
        j += len(lone[1])
        lone[0].clear()
        lone[1].clear()

    for bead in beads:
        if not bead.right:
            lone[0].append(bead.left)
        elif not bead.left:
            lone[1].append(bead.right)
        else:
            settle()
            found.append(bead)
            i, j = bead.left.stop, bead.right.stop
    settle()
    return tuple(found)
