"""Rules: text that was left in the language of the source, and quotation marks that were lost or added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mtqa.alert import Severity
from mtqa.fidelity.copies import copies
from mtqa.fidelity.quotes import has_title, quotes, speaks
from mtqa.rules.base import EVERYWHERE, Example, Hit, Rule, nothing
from mtqa.rules.facing import Translation
from mtqa.rules.wordiness import shortened

_SURE = 0.3


def _untranslated(translation: Translation) -> Iterator[tuple[int, Hit]]:
    for facing in translation.facings:
        # A sentence that stands for none by length may be a copy of any.
        which = facing.source or range(len(translation.source))
        source = " ".join(translation.source[i] for i in which)
        for i in facing.english:
            text = translation.passages[i].raw
            for copy in copies(text, source, translation.language, unit=translation.unit):
                words = shortened(text[copy.start : copy.end])
                what = "This is" if copy.whole else f"'{words}' is"
                message = f"{what} the source's own text, left untranslated."
                severity = Severity.ERROR if copy.sure else Severity.WARNING
                yield i, Hit(copy.start, copy.end, None, message, severity)


def _quotes(translation: Translation) -> Iterator[tuple[int, Hit]]:
    facings = translation.facings
    quoted = [
        (
            any(quotes(translation.passages[i].raw) for i in facing.english),
            any(quotes(translation.source[i]) for i in facing.source),
        )
        for facing in facings
    ]
    for k, facing in enumerate(facings):
        english, source = quoted[k]
        if english == source or not facing.english or not facing.source or facing.alike < _SURE:
            continue
        near = quoted[max(0, k - 1) : k + 2]
        theirs = [translation.source[i] for i in facing.source]
        spoken = any(map(speaks, theirs)) or any(speaks(translation.passages[i].raw) for i in facing.english)
        # The marks of a longer quotation may stand in the sentence beside this one.
        if (
            spoken
            or any(map(has_title, theirs))
            or any(pair[source] for pair in near[: k + 2] if pair is not quoted[k])
        ):
            continue
        at = facing.english[0]
        message = None if source else "The English has quotation marks, the source has none."
        severity = Severity.WARNING if translation.unit else Severity.NOTE
        yield at, Hit(0, len(translation.passages[at].raw), None, message, severity)


RULES: Final = (
    Rule(
        id="source.untranslated",
        severity=Severity.ERROR,
        languages=(),
        message="This is the source's own text, left untranslated.",
        rationale="A system that fails on a sentence copies it, and messages that nobody translated keep their source.",
        source="MQM core typology, Accuracy: Untranslated; translate-toolkit's pofilter, test 'unchanged'; Okapi "
        "CheckMate, target same as source.",
        find=nothing,
        against=_untranslated,
        kinds=EVERYWHERE,
        must_flag=(
            Example("Ремонт продлится до конца года.", source="Ремонт продлится до конца года.", language="ru"),
            Example(
                "The mayor said: le pont sera fermé pendant toute la semaine, and left.",
                source="Le maire a dit : le pont sera fermé pendant toute la semaine, et il est parti.",
                language="fr",
            ),
            Example("价格会上涨，农民会有更多收入。", source="价格会上涨，农民会有更多收入。", language="zh"),
            Example(
                "Die Mühle steht seit hundert Jahren am Fluss.",
                source="Die Mühle steht seit hundert Jahren am Fluss.",
                language="de",
            ),
            Example("Настройки", source="Настройки", language="ru", unit=True),
            Example("Paramètres avancés", source="Paramètres avancés", language="fr", unit=True),
            Example("पुल अर्को वर्षसम्म बन्द रहनेछ ।", source="पुल अर्को वर्षसम्म बन्द रहनेछ ।", language="ne"),
        ),
        must_pass=(
            Example("Louis Vuitton Moët Hennessy", source="Louis Vuitton Moët Hennessy", language="fr"),
            Example("Русский", source="Русский", language="ru", unit=True),
            Example("Wi-Fi 6, USB-C, 4 GB", source="Wi-Fi 6, USB-C, 4 GB", language="de", unit=True),
            Example(
                "He read 'À la recherche du temps perdu' (\"In Search of Lost Time\") on the train.",
                source="Il a lu « À la recherche du temps perdu » dans le train.",
                language="fr",
            ),
            Example("The plant is called Acer platanoides.", source="Das ist Acer platanoides.", language="de"),
            Example("He lives in Tver (Тверь).", source="Он живёт в городе Тверь.", language="ru"),
            Example("The lake is deep.", source="湖很深。", language="zh"),
            Example("Email", source="Email", language="fr", unit=True),
        ),
    ),
    Rule(
        id="source.quotes",
        severity=Severity.NOTE,
        languages=(),
        message="The source has quotation marks, the English has none.",
        rationale="Without its marks, what somebody said becomes the author's own word; marks that were added make "
        "irony of a name.",
        source="MQM core typology, Linguistic conventions: Punctuation; translate-toolkit's pofilter, test "
        "'doublequoting'.",
        find=nothing,
        against=_quotes,
        kinds=EVERYWHERE,
        must_flag=(
            Example("He called the plan a joke.", source="Он назвал план «шуткой».", language="ru"),
            Example('The "mill" stands by the river.', source="Die Mühle steht am Fluss.", language="de"),
            Example("He calls it the miracle of the valley.", source="他称之为“山谷的奇迹”。", language="zh"),
            Example("Press Save to go on.", source="Pulse «Guardar» para continuar.", language="es", unit=True),
        ),
        must_pass=(
            Example("He called the plan a 'joke'.", source="Он назвал план «шуткой».", language="ru"),
            Example('"I am late," he said.', source="– Я опоздал, – сказал он.", language="ru"),
            Example('"I am late," said Ana.', source="—Llego tarde —dijo Ana.", language="es"),
            Example("He wrote The Red Sorghum.", source="他写了《红高粱》。", language="zh"),
            Example("It's the neighbours' dog.", source="Das ist der Hund der Nachbarn.", language="de"),
        ),
    ),
)
