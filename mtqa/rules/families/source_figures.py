"""Rules: figures, dates, units and names that the source has and the English has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from mtqa.alert import Severity
from mtqa.fidelity.comparing import differences
from mtqa.fidelity.difference import Difference, Matter, Side
from mtqa.fidelity.figure import FigureKind
from mtqa.fidelity.names import misspelt
from mtqa.fidelity.reading import read
from mtqa.rules.base import EVERYWHERE, Example, Hit, Rule, nothing
from mtqa.rules.facing import Against, Translation

_AMOUNTS: Final = frozenset({FigureKind.PERCENT, FigureKind.MONEY, FigureKind.MEASURE})
_LIMIT: Final = 60
_POINT: Final = re.compile(r"\d\.$")


@lru_cache(maxsize=2)
def _differences(translation: Translation) -> tuple[Difference, ...]:
    """Compare a document once for all the rules here."""
    sides = [
        Side(
            [read(translation.passages[n].raw, "en") for n in facing.english],
            [read(one, translation.language) for one in _whole([translation.source[n] for n in facing.source])],
        )
        for facing in translation.facings
    ]
    return tuple(differences(sides, language=translation.language, alone=translation.unit))


def _whole(sentences: Sequence[str]) -> list[str]:
    """Put together what was split behind the point of a number: the day of a date, "५." and "९"."""
    found: list[str] = []
    for sentence in sentences:
        if found and _POINT.search(found[-1]):
            decimal = sentence[:1].isdecimal() and not sentence[0].isascii()
            found[-1] += sentence if decimal else f" {sentence}"
        else:
            found.append(sentence)
    return found


def _severity(difference: Difference) -> Severity:
    if difference.matter in (Matter.LACKING, Matter.ADDED):
        return Severity.WARNING if difference.firm and difference.kind in _AMOUNTS else Severity.NOTE
    return Severity.ERROR if difference.firm else Severity.WARNING


def _message(difference: Difference) -> str:
    source, english = _short(difference.source), _short(difference.english)
    match difference.matter:
        case Matter.LACKING:
            return f"The source has {source}, which the English lacks."
        case Matter.ADDED:
            return f"The English has {english}, which the source lacks."
        case _:
            return f"The source has {source}, the English {english}."


def _short(text: str) -> str:
    return text if len(text) <= _LIMIT else f"{text[:_LIMIT]}…"


def _about(*matters: Matter) -> Against:
    def against(translation: Translation) -> Iterator[tuple[int, Hit]]:
        for difference in _differences(translation):
            if difference.matter in matters:
                sentence = translation.facings[difference.facing].english[difference.sentence]
                message, severity = _message(difference), _severity(difference)
                yield sentence, Hit(difference.start, difference.end, None, message, severity)

    return against


def _names(translation: Translation) -> Iterator[tuple[int, Hit]]:
    for facing in translation.facings:
        source = " ".join(translation.source[n] for n in facing.source)
        for n in facing.english:
            for found in misspelt(source, translation.passages[n].raw):
                yield n, Hit(found.start, found.end, found.name, f"The source spells the name '{found.name}'.")


def _rule(
    name: str,
    severity: Severity,
    texts: tuple[str, str, str],
    against: Against,
    must_flag: tuple[Example, ...],
    must_pass: tuple[Example, ...],
) -> Rule:
    message, rationale, source = texts
    return Rule(
        id=f"source.{name}",
        severity=severity,
        languages=(),
        message=message,
        rationale=rationale,
        source=source,
        find=nothing,
        must_flag=must_flag,
        must_pass=must_pass,
        kinds=EVERYWHERE,
        against=against,
    )


_MQM: Final = "MQM core typology, Accuracy: Mistranslation (number, date, unit, named entity), Omission, Addition."

RULES: Final = (
    _rule(
        "number",
        Severity.ERROR,
        (
            "A number of the source is another one in the English, or is missing.",
            "Translation systems copy numbers as strings of pieces: digits are doubled or lost, and scales such as 'Milliarde' or 万 shift.",
            _MQM,
        ),
        _about(Matter.CHANGED, Matter.LACKING, Matter.ADDED),
        must_flag=(
            Example("The bridge cost 45 million roubles.", source="Мост обошёлся в 54 миллиона рублей.", language="ru"),
            Example("The firm owes 2 million euros.", source="Die Firma schuldet 2 Milliarden Euro.", language="de"),
            Example("In 1887 the mill burned down.", source="La fábrica ardió en 1878.", language="es"),
            Example("Some 30 villages lost power.", source="约三百个村庄停电。", language="zh"),
            Example("See item 7.", source="См. пункт 1.", language="ru"),
            Example("It sold 12 percent more.", source="Il a vendu 21 % de plus.", language="fr"),
        ),
        must_pass=(
            Example("The firm owes 2 billion euros.", source="Die Firma schuldet 2 Milliarden Euro.", language="de"),
            Example("The fund has 1,234.5 million dollars.", source="В фонде 1 234,5 млн долларов.", language="ru"),
            Example("About 400,000 people live there.", source="那里住着40多万人。", language="zh"),
            Example("Twenty-five pupils came at 3 p.m.", source="Um 15.00 Uhr kamen 25 Schüler.", language="de"),
            Example("The tower is 98 years old.", source="La tour a quatre-vingt-dix-huit ans.", language="fr"),
            Example("A church of the 21st century.", source="Храм XXI века.", language="ru"),
            Example("The town lies 62 miles away.", source="Miasto leży 100 km dalej.", language="pl"),
        ),
    ),
    _rule(
        "date",
        Severity.ERROR,
        (
            "A date of the source has another month in the English.",
            "Names of months are near each other for a language model, and 05/06 is read by the custom of another country.",
            _MQM,
        ),
        _about(Matter.DATE),
        must_flag=(
            Example("The talks start on 5 July.", source="Переговоры начнутся 5 июня.", language="ru"),
            Example("The fair closed on March 9, 2014.", source="博览会于2014年5月9日闭幕。", language="zh"),
            Example("The shop shuts on 12 October.", source="Der Laden schließt am 14. Oktober.", language="de"),
            Example("She was born on 3 April 1951.", source="Elle est née le 3 août 1951.", language="fr"),
        ),
        must_pass=(
            Example("The talks start on June 5.", source="Переговоры начнутся 5 июня.", language="ru"),
            Example("The fair closed on 5 June 2014.", source="Die Messe endete am 05.06.2014.", language="de"),
            Example("The talks start on Friday.", source="Переговоры начнутся 5 июня.", language="ru"),
            Example("The talks ran from 5 to 9 June.", source="Переговоры шли с 5 по 9 июня.", language="ru"),
        ),
    ),
    _rule(
        "unit",
        Severity.ERROR,
        (
            "The number is the source's, but the unit or currency is another.",
            "Systems trained on localised text put miles for kilometres and pounds for roubles without converting the number.",
            _MQM,
        ),
        _about(Matter.UNIT),
        must_flag=(
            Example("The lake is 40 miles long.", source="Длина озера 40 километров.", language="ru"),
            Example("The ticket costs £800.", source="Билет стоит 800 рублей.", language="ru"),
            Example("Turnout was 63.", source="Die Wahlbeteiligung betrug 63 %.", language="de"),
            Example("They sold 700 litres of steel.", source="Ils ont vendu 700 tonnes d'acier.", language="fr"),
        ),
        must_pass=(
            Example("The lake is 25 miles long.", source="Длина озера 40 километров.", language="ru"),
            Example("The lake is 40 km long.", source="Длина озера 40 километров.", language="ru"),
            Example("Turnout was 63 per cent.", source="Die Wahlbeteiligung betrug 63 %.", language="de"),
            Example("They sold 700 metric tons of steel.", source="他们卖出700吨钢材。", language="zh"),
        ),
    ),
    _rule(
        "name",
        Severity.WARNING,
        (
            "A name that the source has in Latin letters, or a code, is spelt otherwise in the English.",
            "Systems put names together from pieces of words, and lose or change a letter.",
            _MQM,
        ),
        _names,
        must_flag=(
            Example("The phone is made by Samsumg.", source="Телефон выпускает Samsung.", language="ru"),
            Example("An A230 landed in the fog.", source="Ein A320 landete im Nebel.", language="de"),
            Example("He flew with Lufthnasa.", source="他乘坐Lufthansa的航班。", language="zh"),
            Example("The Gallaxy phone sells well.", source="Смартфон Galaxy хорошо продаётся.", language="ru"),
        ),
        must_pass=(
            Example("The phone is made by Samsung.", source="Телефон выпускает Samsung.", language="ru"),
            Example("The aircraft landed in the fog.", source="Ein A320 landete im Nebel.", language="de"),
            Example("The A-320 landed in the fog.", source="Ein A320 landete im Nebel.", language="de"),
            Example("He flew with the German airline.", source="他乘坐Lufthansa的航班。", language="zh"),
        ),
    ),
)
