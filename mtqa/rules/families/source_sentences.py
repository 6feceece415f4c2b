"""Rules: English that stands twice while the source says it once, or that is far too short or too long for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mtqa.alert import Severity
from mtqa.fidelity.lengths import deviation
from mtqa.fidelity.repeats import longest_repeat, repeats_itself, same
from mtqa.rules.base import EVERYWHERE, Example, Hit, Rule, nothing
from mtqa.rules.facing import Translation
from mtqa.rules.wordiness import lengths_of, shortened

_FEWEST = 20.0
"""Letters that the longer side has at least for lengths to be compared."""
_FAR, _MERGED, _BORDER = 4.5, 1.8, 1.0
"""Standard deviations: outside of what people write, long enough for more, as it should be."""
_TWICE = 4
"""Words that a sentence which stands twice has at least."""
_STRETCH, _LONG_STRETCH = 4, 7
"""Words that come again, one stretch behind the other, or anywhere in a sentence that is too long."""


def _doubled(translation: Translation) -> Iterator[tuple[int, Hit]]:
    yield from _sentences_twice(translation)
    for facing, weight in zip(translation.facings, lengths_of(translation).weights, strict=True):
        if not facing.source:
            continue
        source = " ".join(translation.source[i] for i in facing.source)
        for i in facing.english:
            text = translation.passages[i].raw
            found = longest_repeat(text, _STRETCH)
            if found is None or repeats_itself(source):
                continue
            long = found.words >= _LONG_STRETCH and weight.deviation > 1
            if found.adjacent or long:
                words = text[found.start : found.end]
                message = f"The English says '{shortened(words)}' twice, the source once."
                yield i, Hit(found.start, found.end, None, message)


def _sentences_twice(translation: Translation) -> Iterator[tuple[int, Hit]]:
    keys = [same(passage.raw) for passage in translation.passages]
    facing_of = {i: k for k, facing in enumerate(translation.facings) for i in facing.english}
    theirs = [same(text) for text in translation.source]
    last: dict[str, int] = {}
    for i, key in enumerate(keys):
        before = last.get(key)
        last[key] = i
        if before is None or len(key.split()) < _TWICE or i not in facing_of or before not in facing_of:
            continue
        first, second = (translation.facings[facing_of[j]] for j in (before, i))
        if first is not second and first.source and second.source:
            continue
        said = [theirs[j] for j in {*first.source, *second.source}]
        # What the source says twice may stand for one sentence of it in the alignment.
        if len(set(said)) < len(said) or (said and max(map(theirs.count, said)) > 1):
            continue
        if (
            first is second
            and len(first.source) > 1
            and lengths_of(translation).weights[facing_of[i]].deviation < _MERGED
        ):
            continue
        text = translation.passages[i].raw
        yield i, Hit(0, len(text), None, f"This sentence stands twice in the English: '{shortened(text)}'.")


def _length(translation: Translation) -> Iterator[tuple[int, Hit]]:
    facings, weights = translation.facings, lengths_of(translation).weights
    for k, (facing, weight) in enumerate(zip(facings, weights, strict=True)):
        if not facing.english or not facing.source or max(weight) < _FEWEST or abs(weight.deviation) < _FAR:
            continue
        near = [weights[j] for j in (k - 1, k + 1) if 0 <= j < len(facings)]
        # Where both together are as long as they should be, the border between them is wrong, not the length.
        if any(abs(deviation(weight.english + n.english, weight.source + n.source)) < _BORDER for n in near):
            continue
        short = weight.deviation < 0
        times = weight.source / max(weight.english, 1) if short else weight.english / max(weight.source, 1)
        what = "short" if short else "long"
        message = f"The English is {times:.1f} times too {what} for its source."
        at = facing.english[-1]
        yield at, Hit(0, len(translation.passages[at].raw), None, message)


_MQM: Final = "MQM core typology, Accuracy: {}"

RULES: Final = (
    Rule(
        id="source.doubled",
        severity=Severity.WARNING,
        languages=(),
        message="The English says twice what the source says once.",
        rationale="Decoders get caught in loops and write a clause once more; a paragraph that was joined from pieces "
        "has a sentence of both.",
        source=_MQM.format("Addition; translate-toolkit's pofilter, test 'doublewords', looks for single words."),
        find=nothing,
        against=_doubled,
        kinds=EVERYWHERE,
        must_flag=(
            Example(
                "The bridge was closed on Monday.\nThe bridge was closed on Monday.\nNobody was hurt.",
                source="В понедельник мост закрыли.\nНикто не пострадал.",
                language="ru",
            ),
            Example(
                "Sales rose in the second half of the year in the second half of the year.",
                source="Der Absatz stieg in der zweiten Hälfte des Jahres.",
                language="de",
            ),
            Example(
                "The old mill by the river the old mill by the river is a museum.",
                source="河边的旧磨坊现在是博物馆。",
                language="zh",
            ),
            Example(
                "Tickets are sold on board.\nThe train leaves at seven.\nThe train leaves at seven.",
                source="Los billetes se venden a bordo.\nEl tren sale a las siete.",
                language="es",
            ),
        ),
        must_pass=(
            Example(
                "Row, row, row your boat.\nRow, row, row your boat.",
                source="Греби, греби, греби к берегу.\nГреби, греби, греби к берегу.",
                language="ru",
            ),
            Example(
                "The more you read the more you know, and the more you read the better.",
                source="Je mehr man liest, desto mehr weiß man, und je mehr man liest, desto besser.",
                language="de",
            ),
            Example("No.\nNo.", source="不是。", language="zh"),
            Example(
                "On the one hand it is cheap, on the other hand it is slow.",
                source="Por un lado es barato, por otro es lento.",
                language="es",
            ),
        ),
    ),
    Rule(
        id="source.length",
        severity=Severity.WARNING,
        languages=(),
        message="The English is far too short or too long for its source.",
        rationale="Lengths of translations vary little: what is outside of all that people write was cut, padded, or "
        "stands for something else.",
        source="Gale and Church, A program for aligning sentences in bilingual corpora (1993); Okapi CheckMate's "
        "checks of lengths.",
        find=nothing,
        against=_length,
        kinds=EVERYWHERE,
        must_flag=(
            Example(
                "He agreed.",
                source="Он согласился с тем, что расходы на ремонт моста должны быть разделены поровну между "
                "городом и областью.",
                language="ru",
            ),
            Example(
                "The door is closed, and as far as anybody in the village can remember it has never been opened since "
                "the day when the last of the brothers left.",
                source="Die Tür ist zu.",
                language="de",
            ),
            Example(
                "Prices fell.",
                source="据当地农业部门介绍，今年由于雨水不足，玉米和小麦的价格比去年同期有所下降。",
                language="zh",
            ),
            Example(
                "Closed.",
                source="El museo permanecerá cerrado al público durante toda la semana por obras de reforma.",
                language="es",
            ),
        ),
        must_pass=(
            Example("He agreed to share the costs.", source="Он согласился разделить расходы.", language="ru"),
            Example("OK", source="Подтвердить", language="ru", unit=True),
            Example("Shut the door.", source="Machen Sie bitte die Tür zu.", language="de"),
            Example("Prices of maize and wheat fell this year.", source="今年玉米和小麦价格下降。", language="zh"),
        ),
    ),
)
