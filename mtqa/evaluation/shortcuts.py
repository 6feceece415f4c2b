"""What must not matter: typography, the names of people, places and newspapers, and what an article is about.

Held-out documents are changed in ways that no translator leaves behind, and judged again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from mtqa.detector import Detector
from mtqa.evaluation.metrics import rate_interval
from mtqa.evaluation.results import Section
from mtqa.evaluation.table import judge
from mtqa.text.normalise import normalise
from mtqa.training.data import MACHINE, NATIVE, REFERENCE
from mtqa.training.heldout import HeldOut, Indexed
from mtqa.training.scoring import Measured

EACH = 40
"""How many documents of each kind are changed."""

_OTHER_NAMES: Mapping[str, str] = dict(
    pair.split("=")
    for pair in (
        "Russia=Portugal Russian=Portuguese Russians=Portuguese Moscow=Lisbon Putin=Costa Kremlin=palace "
        "Ukraine=Norway Ukrainian=Norwegian Kiev=Oslo Kyiv=Oslo Germany=Canada German=Canadian Germans=Canadians "
        "Berlin=Ottawa Merkel=Tremblay Finland=Ireland Finnish=Irish Helsinki=Dublin Lithuania=Denmark Vilnius=Aarhus "
        "Trump=Wilson Washington=Brussels London=Madrid British=Spanish Johnson=Moreno"
    ).split()
)
_NAME = re.compile(rf"\b(?:{'|'.join(_OTHER_NAMES)})\b")
_RUSSIAN = re.compile(r"\b(?:Russia|Russians?|Moscow|Putin|Kremlin|Ukrain\w+|Soviet)\b")
NEWSPAPERS = ("The Daily Harbour", "New York Courier")
"""Two newspapers, to change one for the other."""


def typewriter(text: str) -> str:
    """Return the text with straight quotation marks and hyphens for dashes."""
    return re.sub(r"\s*[–—]\s*", " - ", re.sub("[“”„«»]", '"', re.sub("[‘’]", "'", text)))


def typeset(text: str) -> str:
    """Return the text with curly quotation marks and long dashes."""
    text = re.sub(r'"([^"]*)"', "“\\1”", text).replace("'", "’")
    return re.sub(r"\s+-{1,2}\s+", " — ", text)


def guillemets(text: str) -> str:
    """Return the text with the quotation marks of other countries."""
    return re.sub(r'["“]([^"”]*)["”]', "«\\1»", text)


def spaced(text: str) -> str:
    """Return the text with doubled, hard and trailing spaces."""
    return text.replace(" ", "  ", 2).replace(". ", ".\N{NO-BREAK SPACE}") + "  "


def renamed(text: str) -> str:
    """Return the text with other people, places and countries."""
    return _NAME.sub(lambda found: _OTHER_NAMES[found[0]], text)


def credited(text: str, newspaper: str) -> str:
    """Return the text with a newspaper's name before it, as a news agency would put it."""
    return f"{newspaper} reports: {text}"


VARIANTS: Mapping[str, Callable[[str], str]] = {
    "straight quotation marks, hyphens for dashes": typewriter,
    "curly quotation marks, long dashes": typeset,
    "guillemets": guillemets,
    "doubled, hard and trailing spaces": spaced,
    "other people, places and countries": renamed,
}


@dataclass(frozen=True, slots=True)
class Moved:
    """How many of the changed documents and sentences are judged otherwise than before."""

    what: str
    documents: int
    of_documents: int
    sentences: int
    of_sentences: int
    most: float


def measure_shortcuts(
    held: HeldOut, features: Callable[[Sequence[str], str], Measured], detector: Detector
) -> tuple[Section, Section]:
    """Return what changes do to verdicts, and how often native news is flagged by what it is about."""
    chosen = _chosen(held)
    own = [held.pool.raw[i] for d in chosen for i in d.sentences]
    first = {0, *accumulate(len(d.sentences) for d in chosen)}
    one, other = ([credited(text, name) if at in first else text for at, text in enumerate(own)] for name in NEWSPAPERS)
    versions = {what: [change(text) for text in own] for what, change in VARIANTS.items()}
    unchanged, named, elsewhere, *rest = (
        _judged(texts, chosen, features, detector) for texts in (own, one, other, *versions.values())
    )
    pairs = [(what, unchanged, after) for what, after in zip(versions, rest, strict=True)]
    pairs += [("another newspaper's name", named, elsewhere)]
    pairs += [("a newspaper's name where there was none", unchanged, named)]
    found = [
        Moved(
            what,
            sum(a != b for a, b in zip(before.documents, after.documents, strict=True)),
            len(chosen),
            int((before.suspicious != after.suspicious).sum()),
            len(own),
            float(np.abs(before.evidence - after.evidence).max()),
        )
        for what, before, after in pairs
    ]
    rows = tuple(
        (m.what, f"{m.documents} of {m.of_documents}", f"{m.sentences} of {m.of_sentences}", f"{m.most:.2f}")
        for m in found
    )
    header = ("change", "documents judged otherwise", "sentences judged otherwise", "largest change of evidence, nats")
    return Section("Shortcuts", _TEXT.format(n=EACH), header, rows), _topics(held, features, detector)


_TEXT = (
    "{n} documents each of machine translation, human translation and native news of the measuring half were changed "
    "and judged again. Typography is made uniform before the model reads a sentence, so the first four changes leave "
    "its evidence as it was; rules see typography as it is written, and a rule that hits moves evidence by its weight "
    "or, where it is an error, makes the sentence suspicious. Names are part of the text, so evidence moves with them, "
    "and verdicts at the threshold may. A newspaper's name is written before a document's first sentence ('... "
    "reports:'), and then changed for another's."
)


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    documents: tuple[bool, ...]
    suspicious: NDArray[np.bool_]
    evidence: NDArray[np.float64]


def _judged(
    texts: Sequence[str],
    documents: Sequence[Indexed],
    features: Callable[[Sequence[str], str], Measured],
    detector: Detector,
) -> _Judged:
    measured = features([normalise(text).text for text in texts], "changed text")
    table = judge(texts, (), measured, detector.calibration)
    verdicts, at = [], 0
    for document in documents:
        verdicts.append(table.flagged(range(at, at + len(document.sentences))))
        at += len(document.sentences)
    return _Judged(tuple(verdicts), table.suspicious, table.evidence)


def _chosen(held: HeldOut) -> list[Indexed]:
    """Take documents of each kind evenly from the measuring half."""
    found: list[Indexed] = []
    for label in (MACHINE, REFERENCE, NATIVE):
        side = [d for d in held.news if d.part == "measure" and d.label == label and d.sentences]
        found += side[:: max(1, len(side) // EACH)][:EACH]
    return found


def _topics(held: HeldOut, features: Callable[[Sequence[str], str], Measured], detector: Detector) -> Section:
    """Count flagged sentences of people that are about Russia, and those that are not."""
    sides = {
        what: [i for d in held.news if d.part == "measure" and d.label == label for i in d.sentences]
        for what, label in (("native news", NATIVE), ("human translations", REFERENCE))
    }
    rows = []
    for what, index in sides.items():
        texts = [held.pool.raw[i] for i in index]
        measured = features([normalise(text).text for text in texts], "news by topic")
        suspicious = judge(texts, (), measured, detector.calibration).suspicious
        about = np.asarray([bool(_RUSSIAN.search(text)) for text in texts])
        for name, side in (("naming Russia or its neighbours", about), ("others", ~about)):
            hits, total = int(suspicious[side].sum()), int(side.sum())
            if total:
                rate = rate_interval(hits, total)
                interval = f"{rate.value:.1%} [{rate.low:.1%}, {rate.high:.1%}]"
                rows.append((f"{what}, {name}", str(hits), str(total), interval))
    text = "Sentences that people wrote, by whether they name Russia, Ukraine, Moscow, Putin or the Kremlin."
    return Section("Topics", text, ("text", "flagged", "of", "rate, 95 % interval"), tuple(rows))
