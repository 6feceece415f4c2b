"""Figures beside the source: what is marked, how gravely, and what neighbours explain."""

from __future__ import annotations

import time
from random import Random

import pytest

from mtqa.alert import Severity
from mtqa.rules.base import Passage
from mtqa.rules.facing import Facing, Translation
from mtqa.rules.families.source_figures import RULES

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _hits(english, source, language="ru", *, unit=False, facings=None):
    """Return (rule, sentence, marked, severity) of all hits; sentences face each other one by one."""
    facings = facings or tuple(Facing(range(i, i + 1), range(i, i + 1)) for i in range(len(english)))
    translation = Translation(tuple(map(Passage, english)), tuple(source), facings, language, unit=unit)
    return [
        (rule.id, i, english[i][hit.start : hit.end], hit.severity or rule.severity)
        for rule in RULES
        for i, hit in rule.against(translation)
    ]


@pytest.mark.parametrize(
    ("english", "source", "found"),
    [
        ("It has 45 rooms.", "В нём 54 комнаты.", [("source.number", 0, "45", ERROR)]),
        ("It has 45 rooms.", "В нём пятьдесят четыре комнаты.", [("source.number", 0, "45", ERROR)]),
        ("It has 5 rooms.", "В нём 4 комнаты.", [("source.number", 0, "5", WARNING)]),
        ("It cost 3 billion dollars.", "Стоимость - 3 млн долларов.", [("source.number", 0, "3 billion", ERROR)]),
        ("It has many rooms.", "В нём 54 комнаты.", [("source.number", 0, "It has many rooms.", NOTE)]),
        ("It grew.", "Рост составил 54 %.", [("source.number", 0, "It grew.", WARNING)]),
        ("It has 54 rooms.", "В нём много комнат.", [("source.number", 0, "54", NOTE)]),
        ("It opens on 5 May.", "Он откроется 5 июня.", [("source.date", 0, "5 May", ERROR)]),
        ("It is 40 miles away.", "До него 40 километров.", [("source.unit", 0, "40", ERROR)]),
        ("It costs 40 euros.", "Он стоит 40 долларов.", [("source.unit", 0, "40", ERROR)]),
        ("It costs 3 dollars for 2.", "Это стоит 3 доллара за 5.", [("source.number", 0, "2", WARNING)]),
        ("It has 8,290 rooms.", "В нём 8200 комнат.", [("source.number", 0, "8,290", ERROR)]),
        ("It has 8,200 rooms.", "В нём 8290 комнат.", [("source.number", 0, "8,200", ERROR)]),
        ("See tables 1 and 1.", "См. таблицы 1 и 2.", [("source.number", 0, "See tables 1 and 1.", NOTE)]),
        ("The S-300 flies.", "Летит С-500.", [("source.number", 0, "300", ERROR)]),
        ("It opens on 7 May.", "Он откроется 5 мая.", [("source.date", 0, "7 May", ERROR)]),
        ("It weighs 40 litres.", "Он весит 40 кг.", [("source.unit", 0, "40", ERROR)]),
        ("It runs on Andriod.", "Он работает на Android.", [("source.name", 0, "Andriod", WARNING)]),
    ],
)
def test_marked(english, source, found):
    """The wrong figure is marked; the whole sentence where one is missing."""
    assert _hits([english], [source]) == found


@pytest.mark.parametrize(
    ("english", "source"),
    [
        ("Fifty-four rooms are free.", "Свободны 54 комнаты."),
        ("A room is free.", "Свободна 1 комната."),
        ("Both rooms are free.", "Свободны 2 комнаты."),
        ("It is 25 miles away.", "До него 40 километров."),
        ("It opens in the 21st century at 3 p.m.", "Он откроется в XXI веке в 15:00."),
        ("In the 1990s half of them left.", "В 90-е годы 50 % уехали."),
        ("It has about 8,200 rooms.", "В нём 8290 комнат."),
        ("It cost 3.29 million.", "Это стоило 3 292 900."),
        ("The Samsung phone is new.", "Новый телефон Samsung."),
        ("It opens on June 5, 2019.", "Он откроется 05.06.2019."),
    ],
)
def test_left_alone(english, source):
    """What translators do is left alone."""
    assert _hits([english], [source]) == []


def test_moved_to_a_neighbour():
    """A figure that stands in the sentence next to its own has moved; in a unit of a file it can't have."""
    english = ["There were 54 guests in 12 rooms.", "They stayed long."]
    source = ["Было 54 гостя.", "Они долго жили в 12 комнатах."]
    assert _hits(english, source) == []
    assert [hit[:3] for hit in _hits(english, source, unit=True)] == [
        ("source.number", 0, "12"),
        ("source.number", 1, "They stayed long."),
    ]


def test_swapped_sentences_in_lists():
    """A neighbour's own figure explains nothing: item 12 in place of item 11 is found."""
    english = ["See item 10.", "See item 12.", "See item 12."]
    source = ["См. пункт 10.", "См. пункт 11.", "См. пункт 12."]
    assert _hits(english, source) == [("source.number", 1, "12", ERROR)]


def test_unknown_language_reads_digits_alone():
    """Without a language, digits that differ on both sides are found, and a number on one side is not."""
    assert _hits(["It has 54 rooms."], ["Ban namba faifla."], None) == []
    assert _hits(["It has 54 rooms."], ["Ban 45 namba."], None) == [("source.number", 0, "54", ERROR)]


def test_sentences_that_face_nothing():
    """Sentences without a counterpart are another rule's matter."""
    facings = (Facing(range(1), range(0)), Facing(range(1, 1), range(1)))
    assert _hits(["It has 54 rooms."], ["В нём 12 окон."], facings=facings) == []


@pytest.mark.parametrize("between", [" ", ", "])
def test_ten_thousand_characters(between):
    """A sentence that is a list of 1,500 numbers takes no longer than one with as many in sentences."""
    random = Random(5)
    text = between.join(str(random.randint(1, 9999)) for _ in range(1500))
    start = time.process_time()
    assert _hits([text], [text[::-1]])
    assert time.process_time() - start < 1.5


@pytest.mark.parametrize(
    ("english", "source", "language", "message"),
    [
        ("It covers 40 hectares.", "它占地40亩。", "zh", "The source has 40亩, the English 40 hectares."),
        ("It costs €40.", "Он стоит 40 долларов.", "ru", "The source has 40 долларов, the English €40."),
        ("It is 40 ha.", "පැයට කිලෝමීටර 40", "si", None),
    ],
)
def test_messages_name_units_as_the_texts_do(english, source, language, message):
    """A message has the word or the sign for a unit that the text has."""
    translation = Translation((Passage(english),), (source,), (Facing(range(1), range(1)),), language)
    unit = next(rule for rule in RULES if rule.id == "source.unit")
    assert [hit.message for _, hit in unit.against(translation)] == ([message] if message else [])


def test_a_date_split_behind_its_day():
    """A source that was split behind the number of a day, or its decimal point, is put together."""
    facings = (Facing(range(1), range(2)),)
    assert _hits(["It opens on 5 July."], ["5.", "juunil avatakse."], "et", facings=facings) == [
        ("source.date", 0, "5 July", ERROR)
    ]
    assert _hits(["It grew by 2.12 percent."], ["वृद्धिदर २.", "१२ प्रतिशत"], "ne", facings=facings) == []
