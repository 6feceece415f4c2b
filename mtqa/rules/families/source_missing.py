"""Rule: sentences of the source that nothing in the English stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from mtqa.alert import Severity
from mtqa.fidelity.lengths import deviation, expected
from mtqa.rules.base import EVERYWHERE, Example, Hit, Rule, nothing
from mtqa.rules.facing import Translation
from mtqa.rules.wordiness import lengths_of, shortened

_SURE, _UNSURE, _CERTAIN, _WHOLE = 0.3, 0.7, 0.7, 0.82
"""How sure an alignment is: enough to say anything, too little to be taken as it is, enough for headings, enough for a
neighbour to hold nothing else."""
_FEWEST, _FEWEST_OF_HEADING = 20.0, 12.0
"""Letters of English that a missing sentence, or a missing heading, would have at least."""
_LONG = 60.0
"""Letters from which on a text without a full stop is a sentence."""
_REPLACED = 0.5
"""Share of a missing text's length from which on other English may stand in its place."""
_MERGED, _SHORT, _NEAR = 1.8, 2.0, 1.0
"""Standard deviations: of English that may hold more, of English that lacks something, of English that fits."""
_UNSURE_SHARE, _MANY = 0.5, 6
_FULL: Final = re.compile(r"[.!?…。！？；।॥؟۔።][\W\d]*$")
_CREDIT: Final = re.compile(
    r"\W*(?:(?:©|\(c\)|https?:|www\.|@)|(?:фото|источник|автор|перевод|редактор|foto|photo|crédit|credit|quelle|fuente|"
    r"fonte|source|źródło|zdroj|kilde|källa|lähde|allikas|来源|责任编辑|责编|记者|图|图片|摄|编辑|写真|出典)\W{0,3}[:：/|])",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(r"[^\W\d_]")


def _says_something(text: str, *, certain: bool = False) -> bool:
    """Tell whether a sentence would be missed: it is no credit, byline, number or the like.

    Only where the alignment is ``certain`` a heading, or part of one, counts too.
    """
    size = expected(text)
    if len(_LETTER.findall(text)) < len(text) / 3 or (size < 2 * _LONG and _CREDIT.match(text)):
        return False
    if size >= _LONG or (size >= _FEWEST and _FULL.search(text) is not None):
        return True
    return certain and size >= _FEWEST_OF_HEADING and (len(text.split()) > 1 or size > len(text))


def _last_words(text: str) -> tuple[int, int]:
    """Return where the last word of a sentence stands, with the marks behind it."""
    last = text.rstrip()
    return max(last.rfind(" ") + 1, 0), len(last)


def _first_word(text: str) -> tuple[int, int]:
    end = text.find(" ")
    return 0, end if end > 0 else len(text)


def _missing(translation: Translation) -> Iterator[tuple[int, Hit]]:
    facings = translation.facings
    if _unsure(translation):
        return
    for is_gap, group in groupby(range(len(facings)), key=lambda k: not (facings[k].english and facings[k].source)):
        at = list(group)
        if is_gap:
            yield from _gap(translation, at[0], at[-1] + 1)
            continue
        for k in at:
            yield from _left_out(translation, k)


def _unsure(translation: Translation) -> bool:
    """Tell whether too little of a longer text could be aligned for what is left to say anything."""
    pairs = [f for f in translation.facings if f.english and f.source]
    sure = sum(len(f.source) for f in pairs if f.alike >= _SURE)
    return not pairs or (len(translation.source) >= _MANY and sure < _UNSURE_SHARE * len(translation.source))


def _gap(translation: Translation, first: int, last: int) -> Iterator[tuple[int, Hit]]:
    """Look at facings in a row of which each has one side alone."""
    facings, lengths = translation.facings, lengths_of(translation)
    before = facings[first - 1] if first else None
    after = facings[last] if last < len(facings) else None
    near = [f for f in (before, after) if f is not None]
    alone = sum(weight.english for weight in lengths.weights[first:last])
    certain = not alone and any(f.alike >= _CERTAIN for f in near)
    texts = [translation.source[i] for f in facings[first:last] for i in f.source]
    beside = [k for k in (first - 1, last) if 0 <= k < len(facings)]
    rather = next((k for k in beside if len(texts) == 1 and _fits_better(translation, texts[0], k)), None)
    if rather is not None:
        texts = [translation.source[facings[rather].source[0]]]
        before, after = (facings[last], None) if rather == last else (None, facings[first - 1])
    lost = [text for text in texts if _says_something(text, certain=certain)]
    if not lost or not near or max(f.alike for f in near) < _SURE:
        return
    size = sum(map(lengths.expected, lost))
    if alone > _REPLACED * size or (rather is None and any(_holds(translation, k, size) for k in beside)):
        return
    more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
    message = f"The English lacks a sentence of the source: '{shortened(lost[0])}'{more}."
    sure = rather is None and not alone and all(f.alike >= _WHOLE for f in near)
    severity = Severity.WARNING if sure else Severity.NOTE
    if before is not None and before.english:
        at = before.english[-1]
        yield at, Hit(*_last_words(translation.passages[at].raw), None, message, severity)
    elif after is not None and after.english:
        at = after.english[0]
        yield at, Hit(*_first_word(translation.passages[at].raw), None, message, severity)


def _fits_better(translation: Translation, text: str, k: int) -> bool:
    """Tell whether the English of an unsure facing is rather that of a text beside it than of its own source."""
    facing, lengths = translation.facings[k], lengths_of(translation)
    weight = lengths.weights[k]
    if facing.alike >= _UNSURE or len(facing.source) != 1 or not facing.english:
        return False
    return abs(deviation(weight.english, lengths.expected(text))) < abs(weight.deviation) - _NEAR


def _holds(translation: Translation, k: int, more: float) -> bool:
    """Tell whether the English of a facing is so long that it may hold more of the source."""
    if translation.facings[k].alike >= _WHOLE:
        return False
    weight = lengths_of(translation).weights[k]
    return weight.deviation > _MERGED and abs(deviation(weight.english, weight.source + more)) < 1


def _left_out(translation: Translation, k: int) -> Iterator[tuple[int, Hit]]:
    """Look whether the English of several sentences is as long as if one of them was left out."""
    facing, lengths = translation.facings[k], lengths_of(translation)
    weight = lengths.weights[k]
    if len(facing.source) < 2 or len(facing.english) >= len(facing.source) or weight.deviation > -_SHORT:
        return
    for i in facing.source:
        text = translation.source[i]
        if _says_something(text) and abs(deviation(weight.english, weight.source - lengths.expected(text))) < _NEAR:
            at = facing.english[-1]
            message = f"The English seems to lack a sentence of the source: '{shortened(text)}'."
            yield at, Hit(*_last_words(translation.passages[at].raw), None, message)
            return


RULES: Final = (
    Rule(
        id="source.missing",
        severity=Severity.WARNING,
        languages=(),
        message="The English lacks a sentence of the source.",
        rationale="Neural systems drop sentences and clauses, mostly in long paragraphs, and what is left reads well: "
        "only beside the source can it be seen.",
        source="MQM core typology, Accuracy: Omission; Gale and Church (1993) for how lengths of translations vary.",
        find=nothing,
        against=_missing,
        kinds=EVERYWHERE,
        must_flag=(
            Example(
                "The bridge was closed on Monday.\nNobody was hurt.",
                source="В понедельник мост закрыли.\nРемонт продлится до конца следующего года.\nНикто не пострадал.",
                language="ru",
            ),
            Example(
                "The mill stands by the river.\nToday it is a museum.",
                source="Die Mühle steht am Fluss.\nSie wurde von zwei Brüdern aus Lübeck erbaut.\nHeute ist sie ein Museum.",
                language="de",
            ),
            Example(
                "The harvest was poor this year.\nPrices will go up.",
                source="今年收成不好。\n农民们对记者说，这里已经三个月没有下过一场雨了。\n价格会上涨。",
                language="zh",
            ),
            Example(
                "The train leaves at seven.\nTickets are sold on board.",
                source="El tren sale a las siete.\nLos billetes se venden a bordo.\nLos niños menores de seis años viajan gratis.",
                language="es",
            ),
        ),
        must_pass=(
            Example(
                "The bridge was closed on Monday and will be repaired until the end of next year.\nNobody was hurt.",
                source="В понедельник мост закрыли.\nРемонт продлится до конца следующего года.\nНикто не пострадал.",
                language="ru",
            ),
            Example(
                "The mill stands by the river.\nToday it is a museum.",
                source="Die Mühle steht am Fluss.\nHeute ist sie ein Museum.\nFoto: Anna Krüger",
                language="de",
            ),
            Example(
                "The harvest was poor this year.\nPrices will go up.",
                source="今年收成不好。\n价格会上涨。\n（责编：王明）",
                language="zh",
            ),
            Example(
                "The train leaves at seven.\nTickets are sold on board.",
                source="1.\nEl tren sale a las siete.\nLos billetes se venden a bordo.",
                language="es",
            ),
        ),
    ),
)
